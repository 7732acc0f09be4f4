"""Rates and ratios over periods: each claim a level line from the first day it covers to the last."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, NullLocator

from evidence.charts import style
from evidence.charts.estimates import HOLLOW

SHORTEST = pd.Timedelta(days=26)
"""Drawn length of a claim that names a day only, so that it can be seen."""


def levels(panels: dict[str, pd.DataFrame], *, ticks: list[float], height: float) -> Figure:
    """Draw rates on a logarithmic axis, in panels that share both axes, coloured by who speaks.

    A claim that names no more than a year is dotted: when in the year is not known.

    Args:
        panels: what a panel's axis measures, with its unit → rows of ``claims.of``.
        ticks: where the axis is marked; its ends are the first and the last.
        height: inches of a panel.
    """
    fig, axes = style.new(height * len(panels), rows=len(panels), sharex=True, sharey=True, squeeze=False)
    drawn = pd.concat(panels.values())
    first, last = drawn[["as_of_first", "period_start_first"]].min().min(), drawn["as_of_last"].max()
    if drawn["lower"].min() < min(ticks) * 0.9 or drawn["upper"].max() > max(ticks) * 1.12:
        raise ValueError(f"claims run from {drawn['lower'].min()} to {drawn['upper'].max()}, beyond the ticks")
    axes[0, 0].set_xlim(first - SHORTEST, last + SHORTEST)
    for ax, (title, claims) in zip(axes[:, 0], panels.items(), strict=True):
        ax.set_yscale("log")
        for claim in claims.itertuples():
            level(ax, claim, style.SIDES[str(claim.side)])
        ax.yaxis.set_major_locator(FixedLocator(ticks))
        ax.yaxis.set_minor_locator(NullLocator())
        ax.set_ylim(min(ticks) * 0.9, max(ticks) * 1.12)
        style.amounts(ax.yaxis)
        style.calendar(ax, first, last)
        ax.tick_params(labelbottom=True)
        style.rules(ax, *ax.get_xlim())
        style.title(ax, title, claims["side"])
    return fig


def level(ax: Axes, claim: Any, colour: str) -> None:
    """One claim: a line over its period, a band where it gives a range, an arrow for a bound."""
    start, end = stretch(claim)
    vague = pd.isna(claim.period_start_first) and len(claim.as_of) == 4
    line: dict[str, Any] = {"color": colour, "ls": (0, (1, 2)) if vague else "-", "solid_capstyle": "butt"}
    if claim.lower < claim.upper:
        if not vague:
            ax.fill_between([start, end], claim.lower, claim.upper, color=colour, alpha=0.3, lw=0)
        for value in (claim.lower, claim.upper):
            ax.plot([start, end], [value, value], lw=1.3, **line)
    else:
        ax.plot([start, end], [claim.value] * 2, lw=1.6 if vague or claim.basis in HOLLOW else 3.4, **line)
    if claim.bound:
        middle = start + (end - start) / 2
        style.open_bound(ax, middle, claim.value, colour, dy=15 if claim.bound == "at least" else -15)


def stretch(claim: Any) -> tuple[Any, Any]:
    """First and last day that a claim covers, drawn no shorter than ``SHORTEST``."""
    start = claim.as_of_first if pd.isna(claim.period_start_first) else claim.period_start_first
    end = claim.as_of_last
    if end - start < SHORTEST:
        centre = start + (end - start) / 2
        return centre - SHORTEST / 2, centre + SHORTEST / 2
    return start, end
