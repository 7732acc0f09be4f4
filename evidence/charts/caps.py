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
    reports: pd.DataFrame,
    estimates: pd.DataFrame,
    cap: float,
    *,
    title: str,
    names: tuple[str, str],
    height: float,
) -> Figure:
    """Draw what was reported month by month, what others reckon, and the cap, from one January to the next.

    A month's grey bar is the running total of its year; a month without a report has none. An estimate
    is a mark at its last day, with a dotted line from the day on which its count begins.

    Args:
        reports: rows of ``claims.of``, one a month.
        estimates: rows of ``claims.of`` with a beginning (``period_start``).
        cap: the most that a calendar year allows.
        title: what the axis counts, with its unit.
        names: words for the bars and for the line of the cap.
        height: inches of the chart.

    Raises:
        ValueError: an estimate has no beginning, or a month is reported twice.
    """
    if estimates["period_start_first"].isna().any():
        raise ValueError("an estimate of a running total needs the day on which its count begins")
    first = reports["as_of_first"].min().to_period("Y").start_time
    last = pd.concat([reports, estimates])["as_of_last"].max().to_period("Y").end_time.normalize()
    fig, ax = style.new(height)
    ax.set_xlim(first, last + pd.Timedelta(days=12))
    ax.set_ylim(0, 1.1 * max(cap, estimates["upper"].max()))
    style.title(ax, title, estimates["side"])
    totals = running(reports)
    for month, value in totals.items():
        ax.bar(mdates.date2num(month), value, month.days_in_month, align="edge", color=style.GREY, lw=0)
    label(ax, names[0], first, max(totals.values()))
    for estimate in estimates.itertuples():
        sketch(ax, estimate)
    ax.hlines(cap, *mdates.date2num([first, last]), color=INK, lw=2.2, ls=(0, (3, 1)))
    label(ax, names[1], first, cap)
    style.amounts(ax.yaxis)
    style.calendar(ax, first, last)
    ax.grid(True)
    name(ax, estimates, cap, max(totals.values()))
    return fig


def running(reports: pd.DataFrame) -> dict[pd.Timestamp, float]:
    """Total of the calendar year up to each reported month, by the month's first day.

    Raises:
        ValueError: a month is reported twice.
    """
    ordered = reports.sort_values("as_of_first")
    months = ordered["as_of_first"]
    if months.duplicated().any():
        raise ValueError(f"reported twice: {', '.join(f'{each:%Y-%m}' for each in months[months.duplicated()])}")
    return dict(zip(months, ordered["value"].groupby(months.dt.year).cumsum(), strict=True))


def sketch(ax: Axes, estimate: Any) -> None:
    """One estimate: its mark at the last day and a dotted line from the first."""
    colour = style.SIDES[str(estimate.side)]
    ends = mdates.date2num([estimate.period_start_first, estimate.as_of_last])
    ax.plot(ends, [0, estimate.value], color=colour, lw=1.3, ls=(0, (1, 1.5)))
    mark(ax, estimate._replace(day=estimate.as_of_last, as_of_first=estimate.as_of_last), colour)


def label(ax: Axes, words: str, first: pd.Timestamp, height: float) -> None:
    """Words above a bar or line, at the left."""
    where = (mdates.date2num(first), height)
    ax.annotate(words, where, xytext=(3, 4), textcoords="offset points", fontsize=NAME_SIZE)


def name(ax: Axes, estimates: pd.DataFrame, cap: float, reported: float) -> None:
    """Write name and figure left of each mark, clear of the words at the left and of each other."""
    point = style.lay_out(ax)
    days = mdates.date2num(estimates["as_of_last"].dt.to_pydatetime())
    pixels = ax.transData.transform(np.column_stack([days, estimates["value"]]))
    low, line, high = ax.transData.transform([(0, reported), (0, cap), (0, ax.get_ylim()[1])])[:, 1]
    gap = 16 * point
    heights = list(pixels[:, 1])
    for below, floor, ceiling in ((True, low + 1.6 * gap, line - gap / 2), (False, line + 1.6 * gap, high)):
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
