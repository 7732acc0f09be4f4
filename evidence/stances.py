"""Where states stand on the denuclearisation of North Korea, statement by statement."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from evidence import events as happened

ABOUT = "nuclear|disarmament|CVID"
"""Words of an event that speaks of the matter, in its title or summary."""

SPEAKERS = {
    "russia": "Russia",
    "dprk": "North Korea",
    "china": "China",
    "us": "United States",
    "g7": "G7",
    "rok": "South Korea",
}
"""Who speaks, in the order of the chart."""


class Stance(NamedTuple):
    """One reading of ours: what a speaker's words of one month say of the goal of denuclearisation."""

    speaker: str
    """One of ``SPEAKERS``."""
    actor: str
    """Among the event's actors."""
    month: str
    stance: str
    """'backs' the goal, 'omits' it where it used to stand, or 'rejects' it."""


STANCES = (
    Stance("russia", "ru-mfa", "2024-09", "rejects"),
    Stance("g7", "g7", "2025-02", "backs"),
    Stance("g7", "g7", "2025-03", "backs"),
    Stance("russia", "ru-mfa", "2025-07", "rejects"),
    Stance("china", "Xi Jinping", "2025-09", "omits"),
    Stance("dprk", "dprk-leader", "2025-09", "rejects"),
    Stance("rok", "rok-presidency", "2025-09", "backs"),
    Stance("g7", "g7", "2025-11", "backs"),
    Stance("china", "cn-mfa", "2025-11", "omits"),
    Stance("us", "us-nsc", "2025-12", "omits"),
    Stance("russia", "ru-mfa", "2025-12", "rejects"),
    Stance("us", "us-state", "2026-01", "backs"),
    Stance("russia", "ru-mfa", "2026-02", "rejects"),
    Stance("dprk", "dprk-leader", "2026-02", "rejects"),
    Stance("dprk", "dprk-party", "2026-06", "rejects"),
)


def of(events: pd.DataFrame) -> pd.DataFrame:
    """The events of ``STANCES`` in order of time, with ``speaker``, ``stance`` and ``day``.

    Raises:
        LookupError: an event that a stance reads is not among the events.
    """
    chosen = {happened.one(events, each.month, actor=each.actor, words=ABOUT)["id"]: each for each in STANCES}
    found = events[events["id"].isin(chosen)]
    return found.assign(
        speaker=[chosen[key].speaker for key in found["id"]],
        stance=[chosen[key].stance for key in found["id"]],
        day=happened.middle(found),
    ).sort_values(["day", "id"], kind="stable", ignore_index=True)
