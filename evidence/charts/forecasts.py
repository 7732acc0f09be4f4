"""Forecasts beside what came: one row each, the forecast hollow, the outcome full."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator, NullLocator

from evidence.charts import style
from evidence.charts.ranges import ROW, layout
from evidence.charts.timelines import Mark, key_of_marks
from evidence.mime import GROUND, INK

FORECAST, OUTCOME = "o", "D"
THICK = 6.0
"""Points of a bar that shows a range."""


def beside_outcomes(
    rows: pd.DataFrame,
    *,
    title: str,
    heads: str | None = None,
    names: tuple[str, str] = ("what came", "forecast (colour: who spoke)"),
) -> Figure:
    """Draw each forecast on a logarithmic axis and, joined to it, what came.

    Args:
        rows: rows of ``claims.of`` with ``label``, the words before the figure, and
            ``came_low``, ``came_high``: the outcome (equal where it is one number).
        title: what the axis measures, with its unit.
        heads: column that groups the rows under headings.
        names: what outcome and forecast are called in the key.

    Raises:
        ValueError: an outcome or a forecast is not above zero.
    """
    least = min(rows["lower"].min(), rows["came_low"].min())
    most = max(rows["upper"].max(), rows["came_high"].max())
    if not least > 0 or rows[["came_low", "came_high"]].isna().any(axis=None):
        raise ValueError(f"a logarithmic axis needs figures above zero; the least is {least}")
    lines = layout(rows, heads)
    fig, ax = style.new(1.2 + ROW * len(lines))
    ax.set_xscale("log")
    ax.set_xlim(least / 1.8, most * 1.8)
    for y, (head, row) in enumerate(lines):
        if row is None:
            ax.text(0, y + 0.2, head, transform=ax.get_yaxis_transform(), fontsize=13, weight="bold", va="center")
        else:
            draw(ax, y, row)
    ax.set_ylim(len(lines) - 0.35, -0.5)
    ax.set_yticks([])
    ax.grid(True, axis="x")
    ax.xaxis.set_major_locator(LogLocator(subs=(1.0, 3.0)))
    ax.xaxis.set_minor_locator(NullLocator())
    style.amounts(ax.xaxis)
    ax.set_xlabel(title)
    key_of_marks(ax, [Mark(names[0], INK, OUTCOME), Mark(names[1], style.GREY, FORECAST)])
    ax.lines[-1].set_markerfacecolor(GROUND)
    return fig


def draw(ax: Axes, y: float, row: pd.Series) -> None:
    """One forecast: its words, and below them a link from forecast to outcome with both marks."""
    colour = style.SIDES[row["side"]]
    words = f"{row['label']}: {row['text']}"
    ax.text(0.005, y - 0.2, words, transform=ax.get_yaxis_transform(), fontsize=12, va="center")
    at = y + 0.18
    ends = [row["lower"], row["upper"], row["came_low"], row["came_high"]]
    ax.plot([min(ends), max(ends)], [at, at], color=style.GREY, lw=1.2, ls=(0, (1, 1.5)), zorder=1)
    if row["came_low"] < row["came_high"]:
        ax.plot([row["came_low"], row["came_high"]], [at, at], color=INK, lw=THICK - 3, solid_capstyle="butt", zorder=2)
    ax.plot([row["came_low"], row["came_high"]], [at, at], OUTCOME, ms=5.5, color=INK, zorder=4)
    said = [row["lower"], row["upper"]]
    if said[0] < said[1]:
        ax.plot(said, [at, at], color=colour, lw=THICK, alpha=0.5, solid_capstyle="butt", zorder=2)
    ax.plot(said, [at, at], FORECAST, ms=10.5, mfc="none", mec=colour, mew=1.8, zorder=3)
    if row["bound"]:
        style.open_bound(ax, row["value"], at, colour, dx=22 if row["bound"] == "at least" else -22)
