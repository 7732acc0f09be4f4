"""Claims of one quantity through time: a line for each claimant, a mark for each claim."""

from __future__ import annotations

from typing import Any

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from evidence.charts import style

HOLLOW = ("capacity",)
"""Bases drawn hollow: what containers could hold."""


def through_time(
    claims: pd.DataFrame, *, title: str, height: float = 4.6, log: bool = False, label: str = "name", room: float = 0.42
) -> Figure:
    """Draw running totals or rates, with each claimant's name beside its last claim.

    Args:
        claims: rows of ``claims.of`` (columns day, value, lower, upper, bound, basis, side).
        title: what the axis counts, with its unit.
        height: inches.
        log: logarithmic axis, for quantities that differ by powers of ten.
        label: the column that names a line.
        room: space for the names, as a share of the time axis.
    """
    fig, ax = style.new(height)
    style.title(ax, title)
    ax.set_yscale("log" if log else "linear")
    for _, line in claims.groupby(label, sort=False):
        colour = style.SIDES[line["side"].iloc[-1]]
        ax.plot(line["day"], line["value"], color=colour, lw=1.3, alpha=0.75, zorder=2)
        for claim in line.itertuples():
            mark(ax, claim, colour)
    first, end = mdates.date2num(claims["day"].min()), mdates.date2num(claims["day"].max())
    ax.set_xlim(first - 0.04 * (end - first), end + room * (end - first))
    if not log:
        ax.set_ylim(0, 1.08 * claims["upper"].max())
    ax.grid(True)
    style.amounts(ax.yaxis)
    style.calendar(ax)
    name_lines(ax, claims, label, end + 0.03 * (end - first))
    return fig


def mark(ax: Axes, claim: Any, colour: str) -> None:
    """One claim: a dot (hollow for a capacity), a bar for a range, an arrow for an open bound."""
    x, y = claim.day, claim.value
    if claim.lower < claim.upper:
        ax.plot([x, x], [claim.lower, claim.upper], color=colour, lw=4, alpha=0.55, solid_capstyle="butt")
    face = style.GROUND if claim.basis in HOLLOW else colour
    ax.plot([x], [y], "o", ms=6.5, mfc=face, mec=colour, mew=1.6, zorder=3)
    if claim.bound:
        style.open_bound(ax, x, y, colour, dy=20 if claim.bound == "at least" else -20)


def name_lines(ax: Axes, claims: pd.DataFrame, label: str, x: float) -> None:
    """Write each line's name in the right margin, led to its last claim, without overlap."""
    ends = claims.groupby(label, sort=False).tail(1)
    ax.figure.draw_without_rendering()
    pixels = ax.transData.transform(np.column_stack([mdates.date2num(ends["day"].dt.to_pydatetime()), ends["value"]]))
    line_height = 15 * ax.figure.dpi / 72
    heights = style.spread(list(pixels[:, 1]), line_height)
    floor = ax.transAxes.transform((0, 0))[1]
    lift = max(0.0, floor - min(heights))
    for end, height in zip(ends.itertuples(), heights, strict=True):
        y = ax.transData.inverted().transform((0, height + lift))[1]
        colour = style.SIDES[end.side]
        ax.plot([mdates.date2num(end.day), x], [end.value, y], color=colour, lw=0.7, alpha=0.6, clip_on=False)
        ax.text(x, y, f" {getattr(end, label)}", color=colour, va="center", fontsize=12, clip_on=False)
