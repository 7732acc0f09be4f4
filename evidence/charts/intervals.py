"""Rates with their confidence intervals, row by row: a line of text, a dot and a bar for each."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from evidence.charts import style
from evidence.charts.ranges import ROW, layout


def rates(rows: pd.DataFrame, *, title: str, heads: str | None = None) -> Figure:
    """Draw one row a rate, from the top in the frame's order.

    Args:
        rows: ``label`` (the words before the figures), ``text`` (the figures in words), ``value``,
            ``low``, ``high`` and ``side`` (colour).
        title: what the axis measures, with its unit.
        heads: column that groups the rows under headings.

    Raises:
        ValueError: a rate lies outside its interval.
    """
    if ((rows["value"] < rows["low"]) | (rows["value"] > rows["high"])).any():
        raise ValueError("a rate lies outside its interval")
    lines = layout(rows, heads)
    fig, ax = style.new(0.9 + ROW * len(lines))
    style.title(ax, title)
    ax.set_xlim(0, 1.05 * rows["high"].max())
    for y, (head, row) in enumerate(lines):
        if row is None:
            ax.text(0, y + 0.2, head, transform=ax.get_yaxis_transform(), fontsize=13, weight="bold", va="center")
            continue
        colour = style.SIDES[row["side"]]
        words = f"{row['label']}: {row['text']}"
        ax.text(0.005, y - 0.2, words, transform=ax.get_yaxis_transform(), fontsize=12, va="center")
        at = y + 0.2
        ax.plot([row["low"], row["high"]], [at, at], color=colour, lw=5, alpha=0.45, solid_capstyle="butt")
        ax.plot([row["value"]], [at], "o", ms=8, color=colour, zorder=3, clip_on=False)
    ax.set_ylim(len(lines) - 0.35, -0.5)
    ax.set_yticks([])
    ax.grid(True, axis="x")
    ax.locator_params(axis="x", nbins=6)
    return fig
