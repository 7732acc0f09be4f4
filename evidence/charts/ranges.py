"""Estimates side by side on one axis: a line of text and a dot or a range for each."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from evidence import words
from evidence.charts import style

ROW = 0.52
"""Inches a row takes: its line of text and its range below."""


def side_by_side(
    rows: pd.DataFrame,
    *,
    title: str,
    heads: str | None = None,
    log: bool = False,
    band: tuple[float, float, str] | None = None,
    limit: float | None = None,
    unit: str = "",
) -> Figure:
    """Draw one row an estimate, from the top in the frame's order.

    Args:
        rows: columns ``label``, ``value``, ``lower``, ``upper``, ``bound``, ``side`` and, for
            hollow dots, ``basis``.
        title: what the axis measures, with its unit.
        heads: column that groups the rows under headings.
        log: logarithmic axis.
        band: a shaded stretch (from, to, its name), such as what is physically possible.
        limit: right end of the axis; the largest value and some room if left out.
        unit: written after each figure, such as ' %'.
    """
    lines = layout(rows, heads)
    fig, ax = style.new(1.0 + ROW * len(lines))
    style.title(ax, title)
    if log:
        ax.set_xscale("log")
    if band:
        ax.axvspan(band[0], band[1], color=style.GREY, alpha=0.28, lw=0)
        ax.text(band[1], -0.62, f" {band[2]}", color=style.INK, fontsize=11.5, va="center")
    for y, (head, row) in enumerate(lines):
        if row is None:
            ax.text(0, y + 0.2, head, transform=ax.get_yaxis_transform(), fontsize=13, weight="bold", va="center")
        else:
            draw(ax, y, row, unit)
    ax.set_ylim(len(lines) - 0.35, -0.9 if band else -0.6)
    low = rows["lower"].min() / 1.6 if log else 0.0
    ax.set_xlim(low, limit or rows["upper"].max() * (2.2 if log else 1.12))
    ax.set_yticks([])
    ax.grid(True, axis="x")
    style.amounts(ax.xaxis)
    return fig


def layout(rows: pd.DataFrame, heads: str | None) -> list[tuple[str, pd.Series | None]]:
    """The lines from top to bottom: (heading, None) or ('', row)."""
    if heads is None:
        return [("", row) for _, row in rows.iterrows()]
    lines: list[tuple[str, pd.Series | None]] = []
    for head, group in rows.groupby(heads, sort=False):
        lines.append((str(head), None))
        lines += [("", row) for _, row in group.iterrows()]
    return lines


def draw(ax: Axes, y: float, row: pd.Series, unit: str) -> None:
    """One estimate: its label with the figure, and below it the dot or range."""
    colour = style.SIDES[row["side"]]
    ax.text(0, y - 0.2, f"{row['label']}: {figure_text(row, unit)}", transform=ax.get_yaxis_transform(), fontsize=12, va="center")
    at = y + 0.18
    if row["lower"] < row["upper"]:
        ax.plot([row["lower"], row["upper"]], [at, at], color=colour, lw=6, solid_capstyle="butt", alpha=0.85)
    else:
        hollow = row.get("basis") == "capacity"
        ax.plot([row["value"]], [at], "o", ms=8, mfc=style.GROUND if hollow else colour, mec=colour, mew=1.8)
    if row["bound"]:
        style.open_bound(ax, row["value"], at, colour, dx=22 if row["bound"] == "at least" else -22)


def figure_text(row: pd.Series, unit: str) -> str:
    """The row's figure in words."""
    if "text" in row:
        return f"{row['text']}{unit}"
    return f"{words.estimate(row['lower'], row['value'], row['upper'])}{unit}"
