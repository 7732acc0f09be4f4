"""Votes: one bar each, parted into for, abstaining and against, with the numbers in it."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from evidence.charts import style
from evidence.charts.timelines import Mark, key_of_marks
from evidence.mime import INK

ROW = 0.58
"""Inches that a vote takes: its line of words and its bar."""

PARTS = {
    "for": Mark("for", "#2c8f6b", "s"),
    "abstaining": Mark("abstaining", style.GREY, "s"),
    "against": Mark("against", "#cc4b37", "s"),
}
"""Parts of a vote in the order of the bar."""


def parted(votes: pd.DataFrame, *, total: float) -> Figure:
    """Draw one bar a vote, from the top in the frame's order.

    Args:
        votes: rows with ``label`` and one column for each of ``PARTS``.
        total: how many could vote: the right end of the axis.

    Raises:
        ValueError: more votes were cast than there are voters.
    """
    cast = votes[list(PARTS)].sum(axis=1)
    if (cast > total).any():
        raise ValueError(f"{cast.max():.0f} votes of {total:.0f} voters")
    fig, ax = style.new(0.95 + ROW * len(votes))
    ax.set_xlim(0, total)
    ax.set_ylim(len(votes) - 0.1, 0)
    for line, (_, vote) in enumerate(votes.iterrows()):
        words = ax.text(0, line + 0.22, vote["label"], va="center", fontsize=12)
        words.set_in_layout(False)  # long words must not squeeze the bars
        left = 0.0
        for part, mark in PARTS.items():
            ax.barh(line + 0.62, vote[part], 0.4, left=left, color=mark.colour, alpha=0.55, lw=0)
            ax.text(
                left + vote[part] / 2,
                line + 0.62,
                f"{vote[part]:.0f}",
                ha="center",
                va="center",
                fontsize=12,
                color=INK,
            )
            left += vote[part]
    ax.set_yticks([])
    ax.set_xlabel("Member states")
    key_of_marks(ax, list(PARTS.values()))
    return fig
