"""Running counts that rise by steps: a line a group, its name and last count beside it."""

from __future__ import annotations

from collections.abc import Iterator

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from evidence import words
from evidence.charts import style
from evidence.charts.estimates import NAME_SIZE, leave_room

SHAPES = ("o", "s", "^", "D", "v", "P", "X", "p")
"""Marks of the lines in their order, told apart without colour."""


def cumulative(panels: dict[str, pd.DataFrame], *, lines: dict[str, str], height: float) -> Figure:
    """Draw, for each group, the sum of amounts so far; every step is marked.

    Args:
        panels: what a panel's axis counts → rows with ``day`` (Timestamp), ``line`` and ``amount``.
        lines: groups with their colours; the first are drawn last, on top.
        height: inches of a panel.

    Raises:
        KeyError: a row's line is not among those given.
    """
    drawn = pd.concat(panels.values())
    if unknown := set(drawn["line"]) - set(lines):
        raise KeyError(f"no colour for {', '.join(sorted(unknown))}")
    fig, axes = style.new(height * len(panels), rows=len(panels), sharex=True, squeeze=False)
    first, last = drawn["day"].min(), drawn["day"].max()
    start, end = mdates.date2num([first, last])
    for ax, (title, rows) in zip(axes[:, 0], panels.items(), strict=True):
        style.title(ax, title)
        ax.set_ylim(0, 1.1 * rows.groupby("line")["amount"].sum().max())
        ax.yaxis.set_major_locator(MaxNLocator(5, integer=True))
        style.calendar(ax, first, last)
        ax.tick_params(labelbottom=True)
    leave_room(axes[0, 0], [f"{name}: 000" for name in lines], start, end)
    for ax, rows in zip(axes[:, 0], panels.values(), strict=True):
        style.rules(ax, ax.get_xlim()[0], end)
        ends = []
        for name, days, sums, mark in reversed(list(sums_of(rows, lines))):
            ax.step([*days, end], [*sums, sums[-1]], where="post", color=lines[name], lw=1.6)
            ax.plot(days, sums, mark, color=lines[name], ms=5.5)
            ends.append((name, sums[-1]))
        name_ends(ax, ends, end)
    return fig


def sums_of(rows: pd.DataFrame, lines: dict[str, str]) -> Iterator[tuple[str, list[float], list[float], str]]:
    """Each line that has rows: its name, days (as numbers), running sums and mark."""
    for (name, _), mark in zip(lines.items(), SHAPES, strict=False):
        some = rows[rows["line"] == name].groupby("day")["amount"].sum().cumsum()
        if len(some):
            yield name, list(mdates.date2num(pd.DatetimeIndex(some.index).to_pydatetime())), some.tolist(), mark


def name_ends(ax: Axes, ends: list[tuple[str, float]], end: float) -> None:
    """Write each line's name and last sum right of its end, without overlap."""
    point = style.lay_out(ax)
    pixels = ax.transData.transform(np.column_stack([[end] * len(ends), [value for _, value in ends]]))[:, 1]
    floor, ceiling = ax.transAxes.transform([(0, 0), (0, 1)])[:, 1]
    heights = style.spread(list(pixels), 15 * point, floor, ceiling)
    x = end + 0.02 * (end - ax.get_xlim()[0])
    for (name, value), height in zip(ends, heights, strict=True):
        y = ax.transData.inverted().transform((0, height))[1]
        ax.plot([end, x], [value, y], color=style.GREY, lw=0.8)
        ax.text(x, y, f" {name}: {words.number(value)}", va="center", fontsize=NAME_SIZE)
