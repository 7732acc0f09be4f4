"""Grades in a grid: a heading line a row, and below it one cell for each group of speakers."""

from __future__ import annotations

import matplotlib.patches as mpatches
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from evidence.charts import style
from evidence.mime import INK

ROW = 0.54
"""Inches that a row takes: its words and its cells below."""

HEAD = 0.62
"""Inches of the column heads."""

SHADES = {"1": 0.62, "2": 0.42, "3": 0.24, "4": 0.12, "5": 0.06, "6": 0.06}
"""Opacity of a cell by the grade that it begins with; cells of words are not shaded."""

COLOUR = "#2f7fc1"


def graded(cells: pd.DataFrame) -> Figure:
    """Draw the grid from the top in the frame's order; the text of a cell is written in it.

    Args:
        cells: one row a line of words (index), one column a head ("\\n" breaks it), text in each cell:
            a grade from '1' to '6', words such as 'said', both, or nothing.
    """
    fig, ax = style.new(HEAD + ROW * len(cells) + 0.1)
    ax.set_xlim(0, len(cells.columns))
    ax.set_ylim(len(cells), -HEAD / ROW)
    ax.set_axis_off()
    for place, head in enumerate(cells.columns):
        ax.text(place + 0.5, -0.16, head, ha="center", va="baseline", fontsize=11.5, linespacing=1.05)
    for line, (name, row) in enumerate(cells.iterrows()):
        ax.plot([0, len(row)], [line, line], color=style.GREY, lw=0.7, alpha=0.5)
        ax.text(0.02, line + 0.26, str(name), va="center", fontsize=12)
        for place, text in enumerate(row):
            if text:
                cell(ax, place, line + 0.5, str(text))
    return fig


def cell(ax: Axes, x: float, y: float, text: str) -> None:
    """One cell: shaded by its grade, outlined where nothing but words stand in it."""
    shade = SHADES.get(text[0])
    box = mpatches.Rectangle((x + 0.04, y), 0.92, 0.42, lw=0 if shade else 0.9, ec=style.GREY, fc="none")
    if shade:
        box.set_facecolor((COLOUR, shade))
    ax.add_patch(box)
    size = 13 if len(text) == 1 else 11.5
    ax.text(x + 0.5, y + 0.21, text, ha="center", va="center", fontsize=size, color=INK)
