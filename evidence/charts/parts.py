"""Parts of a whole, row by row: a line of text and a stacked level bar for each."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from evidence.charts import style
from evidence.charts.ranges import ROW, layout
from evidence.charts.timelines import Mark, key_of_marks

THICK = 0.3
"""Thickness of a bar, in rows."""


def bars(rows: pd.DataFrame, marks: dict[str, Mark], *, heads: str | None = None, axis: str = "") -> Figure:
    """Draw one row a whole, from the top in the frame's order; its parts in the order of ``marks``.

    Args:
        rows: ``label`` (the words before the figures), ``text`` (the figures in words) and a
            column of numbers for each of ``marks``.
        marks: name and colour of each part.
        heads: column that groups the rows under headings.
        axis: what the axis counts.

    Raises:
        ValueError: a part is missing or negative.
    """
    parts = rows[list(marks)]
    if parts.isna().any(axis=None) or (parts < 0).any(axis=None):
        raise ValueError("every part needs a number of at least 0")
    lines = layout(rows, heads)
    fig, ax = style.new(1.0 + ROW * len(lines))
    ax.set_xlim(0, 1.02 * float(parts.sum(axis=1).max()))
    for y, (head, row) in enumerate(lines):
        if row is None:
            ax.text(0, y + 0.2, head, transform=ax.get_yaxis_transform(), fontsize=13, weight="bold", va="center")
            continue
        words = f"{row['label']}: {row['text']}"
        ax.text(0.005, y - 0.2, words, transform=ax.get_yaxis_transform(), fontsize=12, va="center")
        left = 0.0
        for part, mark in marks.items():
            ax.barh(y + 0.2, row[part], THICK, left=left, color=mark.colour)
            left += row[part]
    ax.set_ylim(len(lines) - 0.4, -0.6)
    ax.set_yticks([])
    ax.grid(True, axis="x")
    ax.xaxis.set_major_locator(MaxNLocator(5, integer=True))
    ax.set_xlabel(axis)
    key_of_marks(ax, [mark._replace(marker="s") for mark in marks.values()])
    return fig
