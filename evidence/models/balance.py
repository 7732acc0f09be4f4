"""The balance of the exchange in dollars and percent: rows for charts of ranges, studied or worked out."""

from __future__ import annotations

from typing import Any

import pandas as pd

from evidence import claims, tables, words
from evidence.models.munitions import Span, quotient, span

INPUTS = ("oil_bbl_2024", "oil_value_usd_per_bbl")
"""The parameters that this model reads."""

STUDIES = ("kida", "fnf", "inss-rok")
"""Claimants that valued arms and troops together, in the order of their studies."""

WAYS = {
    "support_value": "Given, arms and troops",
    "troop_income": "of it, soldiers' pay",
    "russian_return_value": "Returned, as found",
}
"""Metrics of value with their words in print, in the order of the rows."""

Claim = pd.Series
"""A row of ``claims.of``."""


def interval(claim: Claim) -> Span:
    """The interval of a claim."""
    return Span(float(claim["lower"]), float(claim["upper"]))


def rounded(exact: Span) -> Span:
    """To two significant figures: what we work out claims no more."""
    return Span(*(float(f"{value:.2g}") for value in exact))


def times(first: Span, second: Span) -> Span:
    """The interval of a product of positive quantities."""
    return Span(first.low * second.low, first.high * second.high)


def percent(part: Span, whole: Span) -> Span:
    """The part in percent of the whole."""
    return times(quotient(part, whole), Span(100, 100))


def said_last(evidence: tables.Evidence, metric: str, claimant: str) -> Claim:
    """What a claimant said last of a metric.

    Raises:
        LookupError: there is no such claim.
    """
    return claims.last(claims.said(evidence.claims, metric), claimant=claimant)


def share_returned(evidence: tables.Evidence) -> Span:
    """What the Naumann study found returned, in percent of what it found given: our division."""
    found, given = (said_last(evidence, metric, "fnf") for metric in ("russian_return_value", "support_value"))
    return rounded(percent(interval(found), interval(given)))


def return_by_share(evidence: tables.Evidence) -> dict[str, Any]:
    """What INSS found returned, in dollars: its sum times its share, at the widest (a row, as ``derived``)."""
    given, share = (said_last(evidence, metric, "inss-rok") for metric in ("support_value", "russian_return_share"))
    found = times(interval(given), percent(interval(share), Span(1e4, 1e4)))
    return derived("Returned, by its share (ours)", found, given, share)


def worth_of_oil(evidence: tables.Evidence) -> Span:
    """Russian oil of 2024 in dollars at the customs value of 2018 and 2019: our product."""
    barrels, dollars = (span(evidence.parameters, name) for name in INPUTS)
    return rounded(times(barrels, dollars))


def derived(label: str, exact: Span, *inputs: pd.Series) -> dict[str, Any]:
    """A row that we work out from others, in the shape of ``claims.with_values`` with ``label``."""
    low, high = rounded(exact)
    return {
        "id": ";".join(row["id"] for row in inputs),
        "label": label,
        "name": "our arithmetic",
        "side": "independent",
        "basis": "derived",
        "bound": "",
        "low": low,
        "high": high,
        "lower": low,
        "upper": high,
        "value": (low + high) / 2,
        "text": words.span(low, high),
        "sources": ";".join(row["sources"] for row in inputs),
    }


def both_ways(evidence: tables.Evidence) -> pd.DataFrame:
    """Given and returned, study by study: ``head`` names the study and the end of its period."""
    said = claims.said(evidence.claims, *WAYS)
    found = []
    for study in STUDIES:
        some = said[said["claimant"] == study].drop_duplicates("metric", keep="last")
        some = some.sort_values("metric", key=lambda names: names.map(list(WAYS).index))
        some = some.assign(label=some["metric"].map(WAYS))
        if study == "inss-rok":
            some = pd.concat([some, pd.DataFrame([return_by_share(evidence)])])
        end = some["as_of"].dropna().max()
        found.append(some.assign(head=f"{some['name'].iloc[0]}, to {words.date(end)}"))
    return pd.concat(found, ignore_index=True)


def parts(evidence: tables.Evidence) -> pd.DataFrame:
    """Parts of the Russian return that have a sum in dollars, under heads, and what studies found in all."""
    inputs = [row for _, row in evidence.parameters.loc[list(INPUTS)].iterrows()]
    flour, frozen = (
        said_last(evidence, "flour_exports_value", "nk-pro"),
        said_last(evidence, "assets_released", "western-officials"),
    )
    goods = pd.DataFrame([flour, frozen]).assign(
        label=["Flour, " + words.period(flour["period_start"], flour["as_of"]), "Frozen funds let go"]
    )
    oil = pd.DataFrame([derived("Oil of 2024, at customs values (ours)", worth_of_oil(evidence), *inputs)])
    pay = claims.said(evidence.claims, "troop_income")
    pay = pay.assign(label=pay["name"] + ", to " + pay["as_of"].map(words.date))
    studied = claims.said(evidence.claims, "russian_return_value").assign(label=lambda frame: frame["name"])
    by_share = pd.DataFrame([{**return_by_share(evidence), "label": "INSS, by its share (ours)"}])
    heads = {
        "Parts that can be reckoned": [oil, goods],
        "Pay due for soldiers": [pay],
        "All that a study found": [studied, by_share],
    }
    return pd.concat([frame.assign(head=head) for head, frames in heads.items() for frame in frames], ignore_index=True)


def dependence(evidence: tables.Evidence) -> pd.DataFrame:
    """What each side draws from the other, in percent of the denominator named in ``label``."""
    need = said_last(evidence, "dprk_share_need", "ua-fisu")
    used = said_last(evidence, "dprk_share_all", "western-officials")
    china = said_last(evidence, "china_trade_share", "kotra")
    oil, imports = (
        said_last(evidence, metric, "keci") for metric in ("oil_delivered_annual", "oil_imports_all_annual")
    )
    found, product = said_last(evidence, "russian_return_value", "fnf"), said_last(evidence, "dprk_gdp_value", "bok")
    rows = [
        {**need, "label": "Of shells needed, " + need["name"], "head": "Russia on North Korea"},
        {**used, "label": "Of shells used, " + used["name"], "head": "Russia on North Korea"},
        {
            **derived(
                f"Of oil imports, {oil['as_of']} (ours)", percent(interval(oil), interval(imports)), oil, imports
            ),
            "head": "North Korea on Russia",
        },
        {
            **derived(
                "Return found, of a year's GDP (ours)", percent(interval(found), interval(product)), found, product
            ),
            "head": "North Korea on Russia",
        },
        {**china, "label": "Of recorded trade, " + china["as_of"], "head": "North Korea on China"},
    ]
    return pd.DataFrame(rows)
