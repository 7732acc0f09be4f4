"""How far claimants agree, how often they revise, and how their forecasts fared.

Deterministic: it counts claims. A relay counts for nobody, and neither does a claim graded improbable.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from evidence import claims, tables

IMPROBABLE = 5
"""Claims with this credibility or worse are no party to a disagreement."""

DOUBTFUL = 4
"""Claims with this credibility or worse do not tell what came of a forecast."""

RECKONED = ("extrapolated", "capacity", "forecast")
"""Bases on which a figure is somebody's arithmetic: it does not tell what came of a forecast either."""

WINDOW = "Q"
"""Claims are compared within calendar quarters of the time that they describe."""

MOST_DAYS = 100
"""A claim that describes a longer time than this (a year, most likely) belongs to no quarter."""

FIRMER = 1.1
"""A spread has narrowed or widened where highest over lowest changed by this factor or more."""

NEAR = 1.5
"""A forecast was near where what came lies within this factor of it."""

RUNNING = r"(?:^|_)(?:delivered|shipped|killed|casualties|launched|sent|voyages)(?:_|$)"
"""Words in the names of metrics whose stocks can only grow."""

CAME_IN = {"troops_planned": "troops_sent", "workers_planned": "workers_in_russia"}
"""Metrics of plans and the metrics of what came of them."""

TEXTS = ["statement", "notes", "text", "type", "direction", "chapter"]
"""Columns that no comparison needs; without them pandas is twice as fast."""

HORIZON = pd.Timedelta(days=400)
"""What came of a forecast without a date of its own is looked for within this time."""


def comparable(evidence: tables.Evidence) -> pd.DataFrame:
    """The claims that are no relay, no forecast and not improbable, in order of the time they describe."""
    rows = claims.with_values(claims.own(evidence.claims)).drop(columns=TEXTS)
    rows = rows[(rows["credibility"] < IMPROBABLE) & (rows["basis"] != "forecast")]
    return rows.sort_values(["as_of_last", "claimed_on_last", "id"], kind="stable")


def by_quarter(evidence: tables.Evidence) -> pd.DataFrame:
    """Each claimant's last word on a metric in each quarter of which two or more claimants spoke.

    Rows of ``comparable`` with ``quarter`` (Period), and ``lowest`` and ``highest`` of that quarter's values.
    """
    rows = comparable(evidence)
    rows = rows[(rows["as_of_last"] - rows["as_of_first"]).dt.days < MOST_DAYS]
    rows = rows.assign(quarter=rows["day"].dt.to_period(WINDOW))
    rows = rows.drop_duplicates(["metric", "quarter", "claimant"], keep="last")
    together = rows.groupby(["metric", "quarter"])["value"]
    rows = rows.assign(lowest=together.transform("min"), highest=together.transform("max"))
    return rows[together.transform("size") > 1]


def spreads(evidence: tables.Evidence) -> pd.DataFrame:
    """Highest over lowest among claimants, metric by metric and quarter by quarter.

    Within a quarter each claimant's last word counts. Columns: ``metric``, ``quarter`` (Period),
    ``claimants`` (number), ``low``, ``high``, ``ratio``. Quarters with one claimant, and metrics
    whose lowest figure is zero, are left out.
    """
    found = (
        by_quarter(evidence)
        .groupby(["metric", "quarter"])
        .agg(claimants=("claimant", "nunique"), low=("lower", "min"), high=("upper", "max"))
    )
    found = found[found["low"] > 0].reset_index()
    return found.assign(ratio=found["high"] / found["low"])


def trends(evidence: tables.Evidence) -> pd.DataFrame:
    """Each metric's first and last spread, and whether claimants drew together.

    Columns: ``metric``, ``title``, ``quarters`` (number compared), ``first``, ``last``, ``first_ratio``,
    ``last_ratio``, ``median_ratio``, ``trend`` ('narrower', 'wider', 'alike', or '' for one quarter).
    """
    rows = []
    for metric, group in spreads(evidence).groupby("metric"):
        group = group.sort_values("quarter")
        before, after = group["ratio"].iloc[0], group["ratio"].iloc[-1]
        trend = "narrower" if after * FIRMER <= before else "wider" if after >= before * FIRMER else "alike"
        rows.append(
            {
                "metric": metric,
                "title": evidence.metrics["title"][str(metric)],
                "quarters": len(group),
                "first": str(group["quarter"].iloc[0]),
                "last": str(group["quarter"].iloc[-1]),
                "first_ratio": before,
                "last_ratio": after,
                "median_ratio": float(group["ratio"].median()),
                "trend": trend if len(group) > 1 else "",
            }
        )
    return pd.DataFrame(rows).sort_values(["quarters", "median_ratio", "metric"], ascending=[False, False, True])


def revisions(evidence: tables.Evidence) -> pd.DataFrame:
    """Each statement of a claimant beside its own last one on the same metric, in the order of speaking.

    Columns: ``claimant``, ``name``, ``metric``, ``said``, ``before``, ``after``, ``change`` (after over
    before, less one), ``kind`` and ``ids``. Kinds: 'up', 'down', 'same', and of a running total (what
    was delivered, sent or lost) that fell: 'taken back'.
    """
    rows = comparable(evidence).sort_values(["claimed_on_last", "as_of_last", "id"], kind="stable")
    last = rows.groupby(["claimant", "metric"])[["value", "id", "as_of_last"]].shift()
    rows = rows.assign(before=last["value"], earlier=last["id"], day_before=last["as_of_last"])
    rows = rows[rows["before"] > 0]
    change = rows["value"] / rows["before"] - 1
    is_total = (rows["measure"] == "stock") & rows["metric"].str.contains(RUNNING)
    kind = pd.Series("same", index=rows.index).mask(change > 0, "up").mask(change < 0, "down")
    kind = kind.mask((change < 0) & is_total & (rows["as_of_last"] >= rows["day_before"]), "taken back")
    return pd.DataFrame(
        {
            "claimant": rows["claimant"],
            "name": rows["name"],
            "metric": rows["metric"],
            "said": rows["claimed_on"],
            "before": rows["before"],
            "after": rows["value"],
            "change": change,
            "kind": kind,
            "ids": rows["earlier"] + ";" + rows["id"],
        }
    ).reset_index(drop=True)


def forecasts(evidence: tables.Evidence) -> pd.DataFrame:
    """Each forecast of which something came to be known: the claim, ``came_low``, ``came_high``, ``fared``.

    ``fared``: 'near' within the factor ``NEAR``, else 'too high' or 'too low'. A forecast of "at least"
    is near whatever more came; one of "up to" is taken at its figure.
    """
    rows = claims.with_values(claims.own(evidence.claims))
    known = rows[(rows["credibility"] < DOUBTFUL) & ~rows["basis"].isin(RECKONED)]
    by_metric = dict(list(known.groupby("metric")))
    found = []
    for _, forecast in rows[rows["basis"] == "forecast"].sort_values(["claimed_on_last", "id"]).iterrows():
        metric = str(forecast["metric"])
        came = outcome(forecast, by_metric.get(CAME_IN.get(metric, metric), known.head(0)))
        if not came.empty:
            low, high = float(came["lower"].min()), float(came["upper"].max())
            ends = {"came_low": low, "came_high": high, "came_ids": ";".join(came["id"])}
            found.append(forecast.to_dict() | ends | {"fared": fared(forecast, low, high)})
    return pd.DataFrame(found, columns=[*rows.columns, "came_low", "came_high", "came_ids", "fared"])


def outcome(forecast: Any, known: pd.DataFrame) -> pd.DataFrame:
    """The claims, of the same quantity and said after a forecast, that tell what came of it.

    With a date of its own: those that describe that time. Without one: the last, up to ``HORIZON``
    after it was made, and all others of the same day.
    """
    made: pd.Timestamp = forecast["claimed_on_last"]
    first: pd.Timestamp = forecast["as_of_first"]
    last: pd.Timestamp = forecast["as_of_last"]
    later = known[known["claimed_on_first"] > made]
    if last > made:
        return later[(later["as_of_last"] >= first) & (later["as_of_first"] <= last)]
    later = later[later["as_of_last"] <= made + HORIZON]
    return later[later["as_of_last"].eq(later["as_of_last"].max())]


def fared(forecast: pd.Series, low: float, high: float) -> str:
    """'near', 'too high' or 'too low', against what came, from ``low`` to ``high``."""
    if forecast["lower"] > NEAR * high:
        return "too high"
    return "too low" if NEAR * forecast["upper"] < low and forecast["bound"] != "at least" else "near"


def records(evidence: tables.Evidence) -> pd.DataFrame:
    """The track record of each claimant that can be compared with another, the most compared first.

    Columns: ``claimant``, ``name``, ``side``, ``claims`` (own ones, not forecasts), ``compared`` (times that
    it and another spoke of one metric and quarter), ``highest``, ``lowest`` (of these alone at that end),
    ``again`` (times it spoke anew of a metric), ``up``, ``down``, ``back`` (of these), ``forecasts``, ``near``.
    """
    rows, placed = comparable(evidence), by_quarter(evidence)
    again = revisions(evidence)
    alone = ~placed.duplicated(["metric", "quarter", "value"], keep=False)
    is_spread = placed["lowest"] < placed["highest"]
    kinds = pd.crosstab(again["claimant"], again["kind"])
    foreseen = forecasts(evidence)
    speakers = rows.drop_duplicates("claimant").set_index("claimant")
    counts = {
        "claims": rows["claimant"].value_counts(),
        "compared": placed["claimant"].value_counts(),
        "highest": placed[alone & is_spread & (placed["value"] == placed["highest"])]["claimant"].value_counts(),
        "lowest": placed[alone & is_spread & (placed["value"] == placed["lowest"])]["claimant"].value_counts(),
        "again": kinds.sum(axis=1),
        **{name: kinds.get(kind) for name, kind in (("up", "up"), ("down", "down"), ("back", "taken back"))},
        "forecasts": foreseen["claimant"].value_counts(),
        "near": foreseen[foreseen["fared"] == "near"]["claimant"].value_counts(),
    }
    frame = speakers[["name", "side"]].assign(**{name: count for name, count in counts.items() if count is not None})
    frame = frame.reindex(columns=["name", "side", *counts]).fillna(dict.fromkeys(counts, 0))
    frame = frame.astype(dict.fromkeys(counts, int))
    frame = frame[frame["compared"] > 0].reset_index()
    return frame.sort_values(["compared", "claims", "claimant"], ascending=[False, False, True], ignore_index=True)
