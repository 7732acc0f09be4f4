"""Refined oil against the cap: barrels that tankers could bring, and the day on which the cap was passed.

2024: calls × deadweight × fill × barrels a tonne, at Vostochny alone. Other years: what monitors and
states reckoned for all suppliers. Within a span that somebody reckoned for, barrels are taken to come
at an even pace; that is an assumption, since the calls are not published one by one.
"""

from __future__ import annotations

from typing import Any

from evidence import claims, tables
from evidence.models import sampling
from evidence.models.sampling import Quantity

PARAMETERS = ("tanker_calls_2024", "tanker_dwt_mean", "tanker_fill", "bbl_per_t_diesel", "oil_days_observed")
"""The rows of parameters.csv that the model reads."""

YEARS = ("2018", "2020", "2022", "2023")
"""Years for which somebody reckoned barrels from all suppliers."""

FLOORS = ("2020",)
"""Of these years only the least was reckoned: the day that comes out is the latest possible."""

FIRST_CALL = 67
"""Day of 2024 on which the first tanker was seen at Vostochny: 7 March."""

LAST_DAY = 366
"""Last day of 2024."""

LEAST_FILL = 60 / 90
"""The UN panel's least load over its greatest: 60 and 90 percent of capacity."""


def priors(evidence: tables.Evidence) -> sampling.Priors:
    """The inputs: rows of parameters.csv, the cap, and what was reckoned for earlier years."""
    cap = claims.said(evidence.claims, "oil_cap_annual")
    found = sampling.from_parameters(evidence.parameters, PARAMETERS)
    found["oil_cap"] = sampling.from_claims("oil_cap", "Yearly cap of resolution 2397", cap)
    rows = claims.said(evidence.claims, "oil_delivered_all_sources")
    for year in YEARS:
        row = claims.last(rows[rows["as_of"].str.startswith(year)])
        # Where only the fullest loading is given, the emptiest is the panel's 60 percent against 90.
        low = row["upper"] * LEAST_FILL if row["bound"] == "at most" else row["lower"]
        for name, title, figures, unit in (
            (f"barrels_{year}", f"Barrels from all suppliers, {year}", (low, row["upper"]), "barrels"),
            (f"days_{year}", f"Days for which they were reckoned, {year}", (days(row),) * 2, "days"),
        ):
            found[name] = sampling.Prior(
                name,
                title,
                figures[0],
                sum(figures) / 2,
                figures[1],
                unit,
                "uniform" if figures[0] < figures[1] else "point",
                tuple(tables.keys(row["sources"])),
            )
    return found


def days(row: Any) -> float:
    """Days from 1 January, with which all these spans begin, to the last that the claim covers."""
    return float((row["as_of_last"] - row["period_start_first"]).days + 1)


def run(values: sampling.Values) -> list[Quantity]:
    """Barrels of 2024, and the day of each year on which the cap was passed."""
    call = values["tanker_dwt_mean"] * values["tanker_fill"] * values["bbl_per_t_diesel"]
    seen = values["tanker_calls_2024"] * call
    pace = seen / values["oil_days_observed"]
    a_call = ("tanker_dwt_mean", "tanker_fill", "bbl_per_t_diesel")
    rests = ("tanker_calls_2024", *a_call)
    year = pace * (LAST_DAY - FIRST_CALL + 1)
    results = [
        Quantity("call", "Barrels a call, Vostochny", "barrels", call, a_call),
        Quantity("seen", "Barrels, 7 March to 5 November 2024", "barrels", seen, rests),
        Quantity("year", "Barrels to the end of 2024, at that pace", "barrels", year, (*rests, "oil_days_observed")),
        Quantity(
            "multiple",
            "That year over the cap",
            "ratio",
            year / values["oil_cap"],
            (*rests, "oil_days_observed", "oil_cap"),
        ),
    ]
    for name in YEARS:
        passed = values["oil_cap"] / (values[f"barrels_{name}"] / values[f"days_{name}"])
        results.append(
            Quantity(
                f"passed_{name}",
                f"Cap passed in {name}, all suppliers" + ", at the latest" * (name in FLOORS),
                f"day of {name}",
                passed,
                (f"barrels_{name}", f"days_{name}", "oil_cap"),
            )
        )
    passed = FIRST_CALL - 1 + values["oil_cap"] / pace
    title = "Cap passed in 2024, Vostochny alone"
    return [*results, Quantity("passed_2024", title, "day of 2024", passed, (*rests, "oil_days_observed", "oil_cap"))]
