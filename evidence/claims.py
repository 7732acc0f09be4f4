"""What the claims say: selection, values, histories, envelopes, pairs."""

from __future__ import annotations

import pandas as pd

from evidence import words

CONFIDENCE = {1: "high", 2: "moderate", 3: "moderate", 4: "low", 5: "low", 6: "low"}
"""Confidence in a finding by the credibility of the best claim that it rests on (methods chapter)."""

CAPACITY = ("capacity",)
"""Bases on which a figure is what containers could hold, not what was seen to arrive."""


def of(claims: pd.DataFrame, *metrics: str) -> pd.DataFrame:
    """The claims of these metrics in order of time, with ``value``, ``lower`` and ``upper`` to draw.

    Raises:
        KeyError: no claim has one of the metrics (a misspelt metric, most likely).
    """
    missing = sorted(set(metrics) - set(claims["metric"]))
    if missing:
        raise KeyError(f"no claim has the metric {', '.join(missing)}; metrics.csv lists them")
    found = with_values(claims[claims["metric"].isin(metrics)])
    return found.sort_values(["as_of_last", "claimed_on_last", "id"], kind="stable").reset_index(drop=True)


def with_values(frame: pd.DataFrame) -> pd.DataFrame:
    """Add what a chart draws of each claim.

    ``value``: the figure, or the middle of a range, or the bound where only one is given;
    ``lower``, ``upper``: ends of a range (equal to ``value`` where there is none);
    ``bound``: 'at least', 'at most' or ''; ``day``: middle of the day, month or year described;
    ``text``: the figure in words.
    """
    middle = frame["best"].fillna((frame["low"] + frame["high"]) / 2)
    one_sided = frame["best"].isna() & (frame["low"].isna() ^ frame["high"].isna())
    value = middle.fillna(frame["low"]).fillna(frame["high"])
    bound = pd.Series("", index=frame.index).mask(one_sided & frame["low"].notna(), "at least")
    return frame.assign(
        value=value,
        lower=frame["low"].fillna(value),
        upper=frame["high"].fillna(value),
        bound=bound.mask(one_sided & frame["high"].notna(), "at most"),
        day=frame["as_of_first"] + (frame["as_of_last"] - frame["as_of_first"]) / 2,
        text=[words.estimate(*row) for row in zip(frame["low"], frame["best"], frame["high"], strict=True)],
    )


def own(frame: pd.DataFrame) -> pd.DataFrame:
    """Without relays: only claims that do not repeat another one."""
    return frame[frame["origin"] == ""]


def said(frame: pd.DataFrame, *metrics: str) -> pd.DataFrame:
    """The claims of these metrics (as ``of``) that do not merely repeat another one."""
    return own(of(frame, *metrics))


def latest(frame: pd.DataFrame, by: str = "claimant") -> pd.DataFrame:
    """The last claim of each claimant: by the day described, then by the day it was said."""
    ordered = frame.sort_values(["as_of_last", "claimed_on_last", "id"], kind="stable")
    return ordered.groupby(by, sort=False).tail(1)


def last(frame: pd.DataFrame, **chosen: str) -> pd.Series:
    """The last claim with these values, such as ``claimant="rok-dia"``.

    Raises:
        LookupError: there is none.
    """
    for column, value in chosen.items():
        frame = frame[frame[column] == value]
    if frame.empty:
        raise LookupError(f"no claim with {chosen}")
    return frame.sort_values(["as_of_last", "claimed_on_last", "id"], kind="stable").iloc[-1]


def envelope(frame: pd.DataFrame, day: str) -> tuple[float, float]:
    """Lowest and highest of what each claimant last said of the time up to ``day``.

    Running totals only: an older total is a floor for a later day.

    Raises:
        LookupError: no claim describes a time up to that day.
    """
    known = frame[frame["as_of_last"] <= pd.Timestamp(day)]
    if known.empty:
        raise LookupError(f"no claim describes a time up to {day}")
    said = latest(known)
    return float(said["lower"].min()), float(said["upper"].max())


def pairs(frame: pd.DataFrame, numerator: str, denominator: str) -> pd.DataFrame:
    """What a claimant said of two metrics on one day, divided: a ratio that we derive.

    One row a pair, with the numerator's columns; ``value``, ``lower``, ``upper`` and ``text`` hold
    the ratio (of the middle, least and greatest figures), ``basis`` is 'derived', ``ids`` names
    both claims and ``sources`` cites both.
    """
    top = with_values(own(frame[frame["metric"] == numerator]))
    bottom = with_values(own(frame[frame["metric"] == denominator]))
    bottom = bottom[["claimant", "claimed_on", "as_of", "value", "lower", "upper", "id", "sources"]]
    both = top.merge(bottom, on=["claimant", "claimed_on", "as_of"], suffixes=("", "_below"))
    both["lower"], both["upper"] = both["lower"] / both["upper_below"], both["upper"] / both["lower_below"]
    both["value"] = both["value"] / both["value_below"]
    return both.assign(
        ids=both["id"] + ";" + both["id_below"],
        sources=both["sources"] + ";" + both["sources_below"],
        basis="derived",
        low=both["lower"],
        best=both["value"],
        high=both["upper"],
        unit="ratio",
        bound="",
        text=[words.span(round(low), round(high)) for low, high in zip(both["lower"], both["upper"], strict=True)],
    ).sort_values(["as_of_last", "id"], ignore_index=True)


def spread(frame: pd.DataFrame, quantity: str, why: str) -> dict[str, str]:
    """A row of a table of disagreements: the lowest and the highest of these claims, and why they differ."""
    low, high = frame.iloc[int(frame["lower"].argmin())], frame.iloc[int(frame["upper"].argmax())]
    return {
        "Quantity": quantity,
        "Lowest": f"{low['text']} ({low['name']})",
        "Highest": f"{high['text']} ({high['name']})",
        "Highest over lowest": f"{high['upper'] / low['lower']:.1f}" if low["lower"] > 0 else "–",
        "Why, as far as can be told": why,
    }


def summary(frame: pd.DataFrame) -> str:
    """What each claimant said last, in words: 'NIS, Seoul 8 million (18 October 2024); …'."""
    said = latest(frame).sort_values("value", ascending=False, kind="stable")
    rows = zip(said["name"], said["text"], said["as_of"], strict=True)
    return "; ".join(f"{name} {text} ({words.date(as_of)})" for name, text, as_of in rows)


def extremes(frame: pd.DataFrame) -> str:
    """The lowest and the highest claim in words: 'from 5 (Pentagon) to 10 (Presidency, Kyiv)'."""
    low, high = frame.iloc[frame["lower"].argmin()], frame.iloc[frame["upper"].argmax()]
    return f"from {words.number(low['lower'])} ({low['name']}) to {words.number(high['upper'])} ({high['name']})"


def confidence(frame: pd.DataFrame) -> str:
    """Confidence in a finding that rests on these claims: 'high', 'moderate' or 'low'."""
    return CONFIDENCE[int(frame["credibility"].min())]


def drawn(frame: pd.DataFrame) -> pd.DataFrame:
    """The columns that a chart's download and long description show."""
    return frame[
        [
            "id",
            "name",
            "metric",
            "as_of",
            "claimed_on",
            "low",
            "best",
            "high",
            "unit",
            "basis",
            "credibility",
            "sources",
        ]
    ].rename(columns={"name": "claimant"})
