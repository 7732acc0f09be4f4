"""Choosing events by what they are: who acted, when, and in which words."""

from __future__ import annotations

import pandas as pd

from evidence import tables


def of_actor(events: pd.DataFrame, actor: str) -> pd.DataFrame:
    """The events in which this actor takes part."""
    return events[events["actors"].map(lambda cell: actor in tables.keys(cell))]


def one(events: pd.DataFrame, period: str, *, actor: str = "", words: str = "") -> pd.Series:
    """The first event of an actor that begins in a period (year, month or day), with words in its title or summary.

    Raises:
        LookupError: there is none.
    """
    found = of_actor(events, actor) if actor else events
    text = found["title"] + " " + found["summary"]
    found = found[found["start"].str.startswith(period) & text.str.contains(words or ".")]
    if found.empty:
        raise LookupError(f"no event of {actor or 'anybody'} in {period} with {words!r}")
    return found.sort_values(["start_first", "start_last", "id"], kind="stable").iloc[0]


def middle(events: pd.DataFrame) -> pd.Series:
    """The day at which a chart sets each event: the middle of its first day, month or year."""
    return events["start_first"] + (events["start_last"] - events["start_first"]) / 2
