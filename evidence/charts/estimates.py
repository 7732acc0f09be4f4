"""Claims of one quantity through time: a line for each claimant, a mark for each claim."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from evidence.charts import style
from evidence.mime import GROUND

HOLLOW = ("capacity", "derived")
"""Bases drawn hollow: what containers could hold, and what we work out from two claims."""

NAME_SIZE = 12

VAGUE = pd.Timedelta(days=45)
"""A claim whose day is known no better than this is drawn as wide as its uncertainty."""


def through_time(panels: dict[str, pd.DataFrame], *, height: float, label: str = "name") -> Figure:
    """Draw claims in panels that share both axes, each claimant's name beside its last claim.

    Args:
        panels: what a panel's axis counts, with its unit → rows of ``claims.of`` (columns day,
            as_of_first, as_of_last, value, lower, upper, bound, basis, side).
        height: inches of a panel.
        label: the column that names a line.
    """
    fig, axes = style.new(height * len(panels), rows=len(panels), sharex=True, sharey=True, squeeze=False)
    drawn = pd.concat(panels.values())
    axes[0, 0].set_ylim(0, 1.1 * drawn["upper"].max())
    first, last = drawn["as_of_first"].min(), drawn["as_of_last"].max()
    if first == last:
        first -= pd.Timedelta(days=30)
    for ax, (title, claims) in zip(axes[:, 0], panels.items(), strict=True):
        style.title(ax, title)
        for _, line in claims.groupby(label, sort=False):
            colour = style.SIDES[line["side"].iloc[-1]]
            line = line.sort_values("day", kind="stable")
            ax.plot(line["day"], line["value"], color=colour, lw=1.2, alpha=0.7, zorder=2)
            for claim in line.itertuples():
                mark(ax, claim, colour)
        style.amounts(ax.yaxis)
        style.calendar(ax, first, last)
        ax.tick_params(labelbottom=True)
    leave_room(axes[0, 0], drawn[label].unique(), mdates.date2num(first), mdates.date2num(last))
    for ax, claims in zip(axes[:, 0], panels.values(), strict=True):
        style.rules(ax, ax.get_xlim()[0], mdates.date2num(last))
        name_lines(ax, claims, label, mdates.date2num(last))
    return fig


def leave_room(ax: Axes, names: Iterable[str], first: float, last: float) -> None:
    """Set the time axis so that the longest name fits right of the last claim."""
    ax.set_xlim(first, last)
    point = style.lay_out(ax)
    trials = [ax.text(first, 0, name, fontsize=NAME_SIZE) for name in names]
    widest = max(trial.get_window_extent().width for trial in trials)
    for trial in trials:
        trial.remove()
    share = (widest + 24 * point) / ax.get_window_extent().width
    start = first - 0.03 * (last - first)
    ax.set_xlim(start, start + (last - start) / (1 - share))


def mark(ax: Axes, claim: Any, colour: str) -> None:
    """One claim: a dot (hollow for a capacity), a bar for a range, an arrow for an open bound."""
    x, y = claim.day, claim.value
    if claim.lower < claim.upper:
        ax.plot([x, x], [claim.lower, claim.upper], color=colour, lw=4, alpha=0.55, solid_capstyle="butt")
    if claim.as_of_last - claim.as_of_first > VAGUE:
        ax.plot([claim.as_of_first, claim.as_of_last], [y, y], color=colour, lw=1.2, ls=(0, (1, 1.5)))
    face = GROUND if claim.basis in HOLLOW else colour
    ax.plot([x], [y], "o", ms=6.5, mfc=face, mec=colour, mew=1.6, zorder=3)
    if claim.bound:
        room = (ax.transData.transform((0, y)) - ax.bbox.p0)[1] * 72 / ax.figure.dpi
        style.open_bound(ax, x, y, colour, dy=19 if claim.bound == "at least" else -min(19, max(room, 8)))


def name_lines(ax: Axes, claims: pd.DataFrame, label: str, last: float) -> None:
    """Write each line's name in the right margin, led to its last claim, without overlap."""
    x = last + 0.02 * (last - ax.get_xlim()[0])
    ends = claims.groupby(label, sort=False).tail(1)
    point = style.lay_out(ax)
    days = mdates.date2num(ends["day"].dt.to_pydatetime())
    pixels = ax.transData.transform(np.column_stack([days, ends["value"]]))
    floor, ceiling = ax.transAxes.transform([(0, 0), (0, 1)])[:, 1]
    heights = style.spread(list(pixels[:, 1]), 15 * point, floor, ceiling - 8 * point)
    for day, end, height in zip(days, ends.itertuples(), heights, strict=True):
        y = ax.transData.inverted().transform((0, height))[1]
        colour = style.SIDES[str(end.side)]
        ax.plot([day, x], [end.value, y], color=colour, lw=1.0, alpha=0.8, clip_on=False, zorder=1)
        ax.annotate(
            str(getattr(end, label)),
            (x, y),
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
            fontsize=NAME_SIZE,
            annotation_clip=False,
        )
