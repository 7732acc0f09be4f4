"""Events through time: a lane for each sort, a mark for each event."""

from __future__ import annotations

from typing import NamedTuple

import matplotlib.dates as mdates
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from evidence.charts import style
from evidence.mime import GROUND, INK


class Mark(NamedTuple):
    """How events of one sort are drawn: words for the key, colour, marker."""

    name: str
    colour: str
    marker: str


TRAVEL = {
    "dprk_to_russia": Mark("to Russia", "#a87b0a", "^"),
    "russia_to_dprk": Mark("to North Korea", "#6f5bd6", "v"),
    "mutual": Mark("elsewhere", "#2c8f6b", "o"),
    "third_party": Mark("elsewhere", "#2c8f6b", "o"),
}
"""Marks of contacts, by who travelled."""

SIZE = 7.0
"""Points across a mark."""

GAP = 1.0
"""Marks of a lane that would touch are set one above the other, this many marks apart."""

LINE = 0.29
"""Inches that a lane's name takes."""


def lanes(events: pd.DataFrame, *, lane: str, order: dict[str, str], by: str, marks: dict[str, Mark]) -> Figure:
    """Draw each event in its lane; hollow where the day is not known.

    Args:
        events: rows with ``day`` (Timestamp), ``start`` (partial date) and the columns named next.
        lane: column that says in which lane an event stands.
        order: lanes from the top, with their names; lanes without events are left out.
        by: column that says how an event is marked.
        marks: mark for each value of ``by``.

    Raises:
        KeyError: an event's lane or mark is not among those given.
    """
    unknown = {*events[lane]} - {*order} | {*events[by]} - {*marks}
    if unknown:
        raise KeyError(f"no lane or mark for {', '.join(sorted(map(str, unknown)))}")
    first, last = events["day"].min(), events["day"].max()
    margin = 0.02 * (last - first)
    rows = {key: stacked(events[events[lane] == key], first, last) for key in order if key in set(events[lane])}
    heights = {key: LINE + SIZE * (group["level"].max() + 1.6) / 72 for key, group in rows.items()}
    fig, ax = style.new(sum(heights.values()) + 0.9)
    ax.set_xlim(first - margin, last + margin)
    top = 0.0
    for key, group in rows.items():
        name = f"{order[key]}: {len(group)}"
        ax.text(0, -top - 0.05, name, transform=ax.get_yaxis_transform(), va="top", fontsize=12)
        base = top + heights[key]
        ax.axhline(-base + 0.03, color=style.GREY, lw=0.7, alpha=0.35, zorder=0)
        for value, some in group.groupby(by, sort=False):
            draw(ax, some, marks[str(value)], base)
        top = base
    ax.set_ylim(-top, 0)
    ax.set_yticks([])
    style.calendar(ax, first, last)
    ax.grid(True, axis="x")
    key_of_marks(ax, [marks[value] for value in marks if value in set(events[by])])
    return fig


def stacked(group: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp) -> pd.DataFrame:
    """Add ``level``: 0 on the lane's line, higher where a mark would touch one already set."""
    width = (last - first) / (style.WIDTH * 72 * 0.93 / (SIZE * GAP))
    ends: list[pd.Timestamp] = []
    levels = []
    ordered = group.sort_values("day", kind="stable")
    for day in ordered["day"]:
        level = next((place for place, end in enumerate(ends) if day - end >= width), len(ends))
        ends[level : level + 1] = [day]
        levels.append(level)
    return ordered.assign(level=levels)


def draw(ax: Axes, events: pd.DataFrame, mark: Mark, base: float) -> None:
    """The marks of one sort in one lane, above its line; hollow where the day is not known."""
    heights = -base + (events["level"] + 0.9) * SIZE * GAP / 72
    for is_exact in (True, False):
        some = (events["start"].str.len() == 10) == is_exact
        if not some.any():
            continue
        face = mark.colour if is_exact else GROUND
        ax.plot(
            mdates.date2num(events["day"][some].dt.to_pydatetime()),
            heights[some],
            mark.marker,
            ms=SIZE,
            mfc=face,
            mec=mark.colour,
            mew=1.2,
            clip_on=False,
        )


def key_of_marks(ax: Axes, marks: list[Mark], title: str = "") -> None:
    """What each mark means, above the plot, and above that what the axis counts."""
    ax.set_title(title or " ", loc="left", fontsize=13, color=INK, pad=24 if title else None)
    point = style.lay_out(ax)
    left, top = ax.transAxes.transform((0, 1))
    for mark in dict.fromkeys(marks):
        x, y = ax.transAxes.inverted().transform((left + 5 * point, top + 13 * point))
        ax.plot(x, y, mark.marker, ms=SIZE + 1, color=mark.colour, transform=ax.transAxes, clip_on=False)
        x, y = ax.transAxes.inverted().transform((left + 13 * point, top + 13 * point))
        text = ax.text(x, y, mark.name, fontsize=12, transform=ax.transAxes, va="center", color=INK)
        left = text.get_window_extent().x1 + 14 * point
