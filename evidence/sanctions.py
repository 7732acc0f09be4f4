"""Listings over the cooperation: which jurisdictions listed when, and how many names."""

from __future__ import annotations

import pandas as pd

from evidence import tables
from evidence.events import middle

JURISDICTIONS = {
    "us": "United States",
    "rok": "South Korea",
    "eu": "European Union",
    "uk": "Britain",
    "jp": "Japan",
    "japan": "Japan",
    "nz": "New Zealand",
    "new zealand": "New Zealand",
    "ca": "Canada",
    "canada": "Canada",
    "au": "Australia",
    "australia": "Australia",
}
"""Jurisdiction by the beginning of an actor's key."""

CONTROLS = "rok-motie"
"""The ministry behind lists of controlled goods, which name no person or body."""

UNRELATED = "no link to the DPRK|not about the DPRK|North Korean arms are not named"
"""Words by which a row says that its listing is not over North Korea."""


def jurisdiction(actor: str) -> str:
    """The jurisdiction that an actor's key belongs to; empty where it is none of ``JURISDICTIONS``."""
    return JURISDICTIONS.get(actor.lower()) or JURISDICTIONS.get(actor.lower().partition("-")[0], "")


def rounds(events: pd.DataFrame) -> pd.DataFrame:
    """One row for each round of listings and jurisdiction, in order of time, with ``jurisdiction`` and ``day``.

    Left out: lists of controlled goods, and listings that are not over North Korea by their row's own words.
    """
    text = events["summary"] + " " + events["notes"]
    is_listing = (events["kind"] == "sanction") & ~events["actors"].str.contains(CONTROLS)
    found = events[is_listing & ~text.str.contains(UNRELATED)]
    names = found["actors"].map(lambda cell: sorted({jurisdiction(actor) for actor in tables.keys(cell)} - {""}))
    found = found.assign(jurisdiction=names).explode("jurisdiction").dropna(subset="jurisdiction")
    return found.assign(day=middle(found)).sort_values(["day", "id"], kind="stable", ignore_index=True)
