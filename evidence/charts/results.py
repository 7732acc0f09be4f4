"""What a model makes of its inputs: beside claims, by unit, as days of the year, and what moves it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator, NullLocator

from evidence.charts import ranges, style
from evidence.charts.ranges import ROW, layout
from evidence.mime import GROUND, INK

MODEL = "model"
"""Basis of a row that comes from a model: its ends are the 5 % and 95 % points, its value the median."""

MONTHS = (1, 91, 182, 274, 366)
MONTH_NAMES = ("1 Jan", "1 Apr", "1 Jul", "1 Oct", "1 Jan")

WIDE = 50
"""Greatest over least from which a logarithmic axis is marked at powers of ten only."""

LOW_END, HIGH_END = "#2f7fc1", "#cc4b37"
"""Colours of the two ends of an input; the mark tells them apart as well."""


def beside_claims(
    rows: pd.DataFrame, *, title: str, heads: str | None = None, log: bool = False, unit: str = ""
) -> Figure:
    """Draw one row a result or claim, from the top in the frame's order.

    A result is a pale bar from its 5 % to its 95 % point with a stroke at the median; claims are drawn
    as in ``ranges.side_by_side``.

    Args:
        rows: ``label``, ``text``, ``lower``, ``value``, ``upper``, ``side``, ``basis``, ``bound``.
        title: what the axis measures, with its unit.
        heads: column that groups the rows under headings.
        log: logarithmic axis.
        unit: written after each figure, such as ' %'.

    Raises:
        ValueError: a logarithmic axis with figures that are not above zero.
    """
    if log and not rows["lower"].min() > 0:
        raise ValueError(f"a logarithmic axis needs figures above zero; the least is {rows['lower'].min():g}")
    lines = layout(rows, heads)
    fig, ax = style.new(0.9 + ROW * len(lines))
    style.title(ax, title)
    if log:
        ax.set_xscale("log")
    least = rows["lower"].min() / 1.6 if log else min(0.0, rows["lower"].min() * 1.1)
    ax.set_xlim(least, rows["upper"].max() * (2.2 if log else 1.12))
    draw_lines(ax, lines, unit)
    if log:
        is_wide = rows["upper"].max() > WIDE * rows["lower"].min()
        ax.xaxis.set_major_locator(LogLocator(subs=(1.0,) if is_wide else (1.0, 3.0)))
        ax.xaxis.set_minor_locator(NullLocator())
    else:
        ax.locator_params(axis="x", nbins=5)
    style.amounts(ax.xaxis)
    return fig


def draw_lines(ax: Axes, lines: list[tuple[str, pd.Series | None]], unit: str) -> None:
    """The headings and rows of a chart, from the top."""
    for y, (head, row) in enumerate(lines):
        if row is None:
            ax.text(0, y + 0.2, head, transform=ax.get_yaxis_transform(), fontsize=13, weight="bold", va="center")
        elif row["basis"] == MODEL:
            result(ax, y, row, unit)
        else:
            ranges.draw(ax, y, row, unit)
    ax.set_ylim(len(lines) - 0.35, -0.5)
    ax.set_yticks([])
    ax.grid(True, axis="x")


def result(ax: Axes, y: float, row: pd.Series, unit: str) -> None:
    """One result: its words, and below them the bar with the stroke of the median."""
    words = f"{row['label']}: {row['text']}{unit}"
    ax.text(0.005, y - 0.2, words, transform=ax.get_yaxis_transform(), fontsize=12, va="center")
    at = y + 0.18
    ax.plot([row["lower"], row["upper"]], [at, at], color=style.GREY, lw=9, alpha=0.55, solid_capstyle="butt")
    ax.plot([row["value"]], [at], "|", ms=13, mew=2.4, color=INK, zorder=3)


def days_of_year(rows: pd.DataFrame, *, title: str) -> Figure:
    """Draw the day on which something came about, one row a year, on an axis from January to January.

    Args:
        rows: as for ``beside_claims``; ``lower``, ``value`` and ``upper`` are days since the year's first.
        title: what the axis shows.

    Raises:
        ValueError: a day lies before the year.
    """
    if rows["lower"].min() < 0:
        raise ValueError(f"a day lies before the year: {rows['lower'].min():g}")
    fig, ax = style.new(0.9 + ROW * len(rows))
    style.title(ax, title)
    ax.set_xlim(1, MONTHS[-1])
    draw_lines(ax, layout(rows, None), "")
    ax.set_xticks(MONTHS, list(MONTH_NAMES))
    return fig


def tornado(swings: pd.DataFrame, *, title: str, centre: str) -> Figure:
    """Draw how far each input alone moves a result, the strongest on top.

    Args:
        swings: rows of ``sensitivity.swings`` with ``label`` (the input with its ends in words).
        title: what the axis measures, with its unit.
        centre: words for the line at which all inputs are at their medians.
    """
    fig, ax = style.new(1.2 + ROW * len(swings))
    style.title(ax, title)
    ends = swings[["at_low", "at_high"]]
    room = 0.08 * (ends.to_numpy().max() - ends.to_numpy().min())
    ax.set_xlim(max(0.0, ends.to_numpy().min() - room), ends.to_numpy().max() + room)
    middle = swings["centre"].iloc[0]
    ax.axvline(middle, color=INK, lw=1.2, ls=(0, (3, 2)), zorder=1)
    row: Any
    for y, row in enumerate(swings.itertuples()):
        text = ax.text(0.005, y - 0.2, str(row.label), transform=ax.get_yaxis_transform(), fontsize=12, va="center")
        text.set_bbox({"fc": GROUND, "ec": "none", "alpha": 0.85, "pad": 0.6})
        at = y + 0.18
        for end, colour, mark in ((row.at_low, LOW_END, "<"), (row.at_high, HIGH_END, ">")):
            ax.plot([middle, end], [at, at], color=colour, lw=7, alpha=0.6, solid_capstyle="butt")
            ax.plot([end], [at], mark, ms=7, color=colour, zorder=3)
    ax.set_ylim(len(swings) - 0.4, -0.6)
    ax.set_yticks([])
    ax.grid(True, axis="x")
    ax.locator_params(axis="x", nbins=5)
    style.amounts(ax.xaxis)
    ax.set_xlabel(f"◂ blue: input at its low end · red ▸: at its high end\ndashed: {centre}", fontsize=12)
    return fig


def by_unit(rows: pd.DataFrame) -> Figure:
    """Draw all results of a model, a panel for each unit: what ``model NAME --draw`` writes.

    Args:
        rows: rows of ``run.chart_rows``.
    """
    groups = [(str(unit), group) for unit, group in rows.groupby("unit", sort=False)]
    heights = [len(group) + 1.2 for _, group in groups]
    fig, axes = style.new(
        ROW * sum(heights) + 0.4, rows=len(groups), squeeze=False, gridspec_kw={"height_ratios": heights}
    )
    for ax, (unit, group) in zip(np.ravel(axes), groups, strict=True):
        style.title(ax, unit)
        ax.set_xlim(min(0.0, group["lower"].min() * 1.1), group["upper"].max() * 1.12)
        draw_lines(ax, layout(group, None), "")
        ax.locator_params(axis="x", nbins=5)
        style.amounts(ax.xaxis)
    return fig


def narrowing(rows: pd.DataFrame, *, title: str) -> Figure:
    """Draw how far claimants were apart at first (hollow) and at last (full), one row a quantity.

    Args:
        rows: ``label``, ``first_ratio`` and ``last_ratio``: highest over lowest, at least 1.
        title: what the axis measures.

    Raises:
        ValueError: a ratio is below 1.
    """
    ratios = rows[["first_ratio", "last_ratio"]]
    if (ratios < 1).to_numpy().any():
        raise ValueError("highest over lowest cannot be below 1")
    most = float(ratios.to_numpy().max())
    fig, ax = style.new(1.2 + ROW * len(rows))
    style.title(ax, title)
    ax.set_xscale("log")
    ax.set_xlim(0.94, 1.25 * most)
    row: Any
    for y, row in enumerate(rows.itertuples()):
        ax.text(0.005, y - 0.2, str(row.label), transform=ax.get_yaxis_transform(), fontsize=12, va="center")
        at, colour = y + 0.2, LOW_END if row.last_ratio <= row.first_ratio else HIGH_END
        ax.plot([row.first_ratio, row.last_ratio], [at, at], color=colour, lw=2.4, zorder=1)
        ax.plot([row.first_ratio], [at], "o", ms=8.5, mfc=GROUND, mec=colour, mew=1.8, zorder=2)
        ax.plot([row.last_ratio], [at], "o", ms=8.5, color=colour, zorder=3)
    ax.set_ylim(len(rows) - 0.4, -0.6)
    ax.set_yticks([])
    ax.grid(True, axis="x")
    ticks = [tick for tick in (1, 2, 3, 5, 10, 20, 50) if tick <= 1.25 * most]
    ax.set_xticks(ticks, [str(tick) for tick in ticks])
    ax.xaxis.set_minor_locator(NullLocator())
    ax.set_xlabel("hollow: first quarter compared · full: last", fontsize=12)
    return fig
