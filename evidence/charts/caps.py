"""Running totals within a year against a cap that begins anew each January."""

from __future__ import annotations

from typing import Any

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from evidence.charts import style
from evidence.charts.estimates import NAME_SIZE, mark
from evidence.mime import GROUND, INK


def within_year(
    reports: pd.DataFrame, estimates: pd.DataFrame, cap: float, *, title: str, cap_name: str, height: float
) -> Figure:
    """Draw what was reported month by month, what others reckon, and the cap, from one January to the next.

    A month's bar is the running total of its year; a month without a report has none. An estimate
    is a mark at its last day, with a dotted line from the day on which its count begins.

    Args:
        reports: rows of ``claims.of``, one a month, all of one side.
        estimates: rows of ``claims.of`` with a beginning (``period_start``).
        cap: the most that a calendar year allows.
        title: what the axis counts, with its unit.
        cap_name: words for the line of the cap.
        height: inches of the chart.

    Raises:
        ValueError: an estimate has no beginning, or a month is reported twice.
    """
    if estimates["period_start_first"].isna().any():
        raise ValueError("an estimate of a running total needs the day on which its count begins")
    first = reports["as_of_first"].min().to_period("Y").start_time
    last = pd.concat([reports, estimates])["as_of_last"].max().to_period("Y").end_time.normalize()
    fig, ax = style.new(height)
    ax.set_xlim(first, last + pd.Timedelta(days=8))
    ax.set_ylim(0, 1.1 * max(cap, estimates["upper"].max()))
    style.title(ax, title, pd.concat([reports["side"], estimates["side"]]))
    totals = running(reports)
    starts = mdates.date2num(totals.index.to_timestamp().to_pydatetime())
    lengths = np.asarray(totals.index.days_in_month)
    ax.bar(starts, totals, lengths, align="edge", color=style.SIDES[str(reports["side"].iloc[0])], lw=0)
    for estimate in estimates.itertuples():
        sketch(ax, estimate)
    draw_cap(ax, cap, cap_name, first, last)
    style.amounts(ax.yaxis)
    style.calendar(ax, first, last)
    ax.grid(True)
    name(ax, estimates, cap, totals.max())
    return fig


def running(reports: pd.DataFrame) -> pd.Series:
    """Total of the calendar year up to each reported month, by month.

    Raises:
        ValueError: a month is reported twice.
    """
    months = pd.PeriodIndex(reports["as_of_first"].dt.to_period("M"))
    if months.has_duplicates:
        raise ValueError(f"reported twice: {', '.join(map(str, months[months.duplicated()]))}")
    values = pd.Series(reports["value"].to_numpy(), index=months).sort_index()
    return values.groupby(months.sort_values().year).cumsum()


def sketch(ax: Axes, estimate: Any) -> None:
    """One estimate: its mark at the last day and a dotted line from the first."""
    colour = style.SIDES[str(estimate.side)]
    ends = mdates.date2num([estimate.period_start_first, estimate.as_of_last])
    ax.plot(ends, [0, estimate.value], color=colour, lw=1.3, ls=(0, (1, 1.5)))
    mark(ax, estimate._replace(day=estimate.as_of_last, as_of_first=estimate.as_of_last), colour)


def draw_cap(ax: Axes, cap: float, words: str, first: pd.Timestamp, last: pd.Timestamp) -> None:
    """The cap as a line with its words above it at the left."""
    ax.hlines(cap, *mdates.date2num([first, last]), color=INK, lw=2.2, ls=(0, (3, 1)))
    ax.annotate(words, (first, cap), xytext=(2, 4), textcoords="offset points", fontsize=NAME_SIZE)


def name(ax: Axes, estimates: pd.DataFrame, cap: float, reported: float) -> None:
    """Write name and figure left of each mark, clear of the bars, of the cap's words and of each other."""
    point = style.lay_out(ax)
    days = mdates.date2num(estimates["as_of_last"].dt.to_pydatetime())
    pixels = ax.transData.transform(np.column_stack([days, estimates["value"]]))
    low, line, high = ax.transData.transform([(0, reported), (0, cap), (0, ax.get_ylim()[1])])[:, 1]
    gap = 16 * point
    heights = list(pixels[:, 1])
    for below, floor, ceiling in ((True, low + 10 * point, line - gap / 2), (False, line + 1.6 * gap, high)):
        chosen = [place for place, height in enumerate(heights) if (height < line) == below]
        moved = style.spread([heights[place] for place in chosen], gap, floor, ceiling)
        for place, height in zip(chosen, moved, strict=True):
            heights[place] = height
    for row, (x, y), height in zip(estimates.itertuples(), pixels, heights, strict=True):
        ends = ax.transData.inverted().transform([(x - 14 * point, height), (x, y)])
        ax.plot(*ends.T, color=style.SIDES[str(row.side)], lw=1.0, zorder=1)
        ax.text(
            ends[0, 0],
            ends[0, 1],
            f"{row.name}: {row.text} ",
            ha="right",
            va="center",
            fontsize=NAME_SIZE,
            bbox={"fc": GROUND, "ec": "none", "alpha": 0.85, "pad": 0.6},
        )
