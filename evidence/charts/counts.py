"""Counts by period: stacked bars, with what others counted beside them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from evidence.charts import style
from evidence.charts.timelines import Mark, key_of_marks
from evidence.mime import GROUND, INK

WIDE = 0.84
"""Width of a bar, of the space that its period has."""


def stacked(
    table: pd.DataFrame,
    marks: dict[str, Mark],
    *,
    height: float,
    others: pd.DataFrame | None = None,
    gaps: dict[pd.Period, str] | None = None,
    title: str = "",
) -> Figure:
    """Draw one bar a period, its parts in the order of ``marks``.

    Args:
        table: one row a period (a PeriodIndex without gaps), one column a part.
        marks: name and colour of each part.
        height: inches of the chart.
        others: what others counted for longer spans: ``first`` and ``last`` (periods of the index),
            ``value`` (a period), ``label``; drawn as a level line over the span. A true ``before``
            puts the label left of the line, where bars beside it would hide behind the words.
        gaps: periods without a figure, with the words that say so.
        title: what the axis counts.

    Raises:
        KeyError: a part has no mark.
    """
    fig, ax = style.new(height)
    places = np.arange(len(table))
    floor = np.zeros(len(table))
    for part in [part for part in marks if part in table.columns]:
        ax.bar(places, table[part], WIDE, bottom=floor, color=marks[part].colour)
        floor = floor + table[part].to_numpy()
    if unknown := set(table.columns) - set(marks):
        raise KeyError(f"no mark for {', '.join(sorted(unknown))}")
    ax.set_xlim(-0.6, len(table) - 0.4)
    ax.yaxis.set_major_locator(MaxNLocator(5, integer=True))
    ax.grid(True)
    periods = pd.PeriodIndex(table.index)
    years(ax, periods)
    if others is not None and len(others):
        levels(ax, periods, others)
        floor = np.append(floor, others["value"])
    ax.set_ylim(0, 1.12 * floor.max())
    for period, words in (gaps or {}).items():
        hole(ax, periods.to_list().index(period), words)
    style.amounts(ax.yaxis)
    drawn = [Mark(marks[part].name, marks[part].colour, "s") for part in marks if part in table.columns]
    key_of_marks(ax, drawn, title)
    return fig


def years(ax: Axes, periods: pd.PeriodIndex) -> None:
    """The year under its first period."""
    starts = [place for place, period in enumerate(periods) if place == 0 or period.year != periods[place - 1].year]
    ax.set_xticks([place - 0.5 for place in starts], [str(periods[place].year) for place in starts], ha="left")


def levels(ax: Axes, periods: pd.PeriodIndex, others: pd.DataFrame) -> None:
    """What others counted: a line over the span, its words above the line's left end or before it."""
    other: Any
    for other in others.itertuples():
        first, last = (periods.to_list().index(each) for each in (other.first, other.last))
        start, stop = first - 0.45, last + 0.45
        ax.hlines(float(other.value), start, stop, color=INK, lw=2.2, ls=(0, (3, 1)))
        is_before = bool(getattr(other, "before", False))
        is_late = start > len(periods) * 0.55
        ax.annotate(
            str(other.label),
            (stop if is_late and not is_before else start, float(other.value)),
            xytext=(-4, 0) if is_before else (0, 4),
            textcoords="offset points",
            ha="right" if is_late or is_before else "left",
            va="center" if is_before else "baseline",
            fontsize=11.5,
            bbox={"fc": GROUND, "ec": "none", "alpha": 0.85, "pad": 0.8},
        )


def hole(ax: Axes, place: float, words: str) -> None:
    """A period without a figure: a grey stripe with the words that say so."""
    ax.axvspan(place - 0.45, place + 0.45, color=style.GREY, alpha=0.18, lw=0)
    where = ax.get_xaxis_transform()
    ax.text(place, 0.5, words, transform=where, rotation=90, ha="center", va="center", fontsize=11)


def by_year(
    panels: dict[str, pd.DataFrame],
    *,
    height: float,
    log: bool = False,
    gap: str = "no figure found",
    last: int | None = None,
) -> Figure:
    """Draw yearly figures: a mark for each claim, ranges as bars; years without any are marked as gaps.

    Args:
        panels: what a panel's axis counts, with its unit → rows of ``claims.of``, each for a year.
        height: inches of a panel.
        log: logarithmic axes.
        gap: words for a year without a claim.
        last: last year drawn; by default the last with a claim.
    """
    fig, axes = style.new(height * len(panels), rows=len(panels), sharex=True, squeeze=False)
    every = pd.concat(panels.values())["as_of_last"].dt.year
    span = range(every.min(), max(every.max(), last or 0) + 1)
    for ax, (title, claims) in zip(axes[:, 0], panels.items(), strict=True):
        year = claims["as_of_last"].dt.year
        for side, group in claims.groupby("side", sort=False):
            colour = style.SIDES[str(side)]
            ax.vlines(year[group.index], group["lower"], group["upper"], color=colour, lw=5, alpha=0.5)
            ax.plot(year[group.index], group["value"], "o", ms=7, color=colour)
        if log:
            ax.set_yscale("log")
        else:
            ax.set_ylim(min(0, 1.2 * claims["lower"].min()), 1.12 * claims["upper"].max())
        for missing in sorted(set(span) - set(year)):
            hole(ax, missing, gap)
        ax.set_xlim(span[0] - 0.6, span[-1] + 0.6)
        ax.set_xticks(list(span)[:: -(-len(span) // 8)])
        ax.tick_params(labelbottom=True)
        ax.grid(True)
        style.amounts(ax.yaxis)
        style.title(ax, title, claims["side"])
    return fig
