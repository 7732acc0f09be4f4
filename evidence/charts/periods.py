"""Averages over periods: each claim a level line from the first day it covers to the last."""

from __future__ import annotations

from typing import Any

import matplotlib.dates as mdates
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, NullLocator

from evidence.charts import style

SHORTEST = pd.Timedelta(days=24)
"""Drawn length of a claim that names a day only, so that it can be seen."""


def levels(claims: pd.DataFrame, *, title: str, names: dict[str, str], ticks: list[float], height: float = 4.8) -> Figure:
    """Draw rates on a logarithmic axis, one colour a metric.

    Args:
        claims: rows of ``claims.of`` with ``period_start_first``.
        title: what is measured, with its unit.
        names: metric id → (side that gives its colour), drawn in this order.
        ticks: where the axis is marked.
        height: inches.
    """
    fig, ax = style.new(height)
    style.title(ax, title)
    ax.set_yscale("log")
    for metric, side in names.items():
        for claim in claims[claims["metric"] == metric].itertuples():
            level(ax, claim, style.SIDES[side])
    ax.yaxis.set_major_locator(FixedLocator(ticks))
    ax.yaxis.set_minor_locator(NullLocator())
    ax.set_ylim(min(ticks) * 0.85, max(ticks) * 1.25)
    ax.grid(True)
    style.amounts(ax.yaxis)
    style.calendar(ax)
    return fig


def level(ax: Axes, claim: Any, colour: str) -> None:
    """One claim: a line over its period, or a band where it gives a range."""
    start, end = stretch(claim)
    if claim.lower < claim.upper:
        ax.fill_between([start, end], claim.lower, claim.upper, color=colour, alpha=0.35, lw=0)
        ax.plot([start, end], [claim.lower] * 2, [start, end], [claim.upper] * 2, color=colour, lw=1.2)
    else:
        ax.plot([start, end], [claim.value] * 2, color=colour, lw=3.2, solid_capstyle="butt")
    if claim.bound:
        middle = mdates.date2num(start) / 2 + mdates.date2num(end) / 2
        style.open_bound(ax, middle, claim.value, colour, dy=16 if claim.bound == "at least" else -16)


def stretch(claim: Any) -> tuple[pd.Timestamp, pd.Timestamp]:
    """First and last day that a claim covers, drawn no shorter than ``SHORTEST``."""
    start = claim.as_of_first if pd.isna(claim.period_start_first) else claim.period_start_first
    end = claim.as_of_last
    if end - start < SHORTEST:
        centre = start + (end - start) / 2
        return centre - SHORTEST / 2, centre + SHORTEST / 2
    return start, end
