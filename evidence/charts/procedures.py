"""The steps of one procedure down a line of time, each with its date and its words."""

from __future__ import annotations

import textwrap
from itertools import pairwise

import matplotlib.dates as mdates
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from evidence import words
from evidence.charts import style
from evidence.mime import GROUND

COLOUR = "#2f7fc1"
LETTERS = 50
"""Letters in a line of a step's words."""

LINE = 15.5
"""Points that a line of words takes."""

SPACE = 5.0
"""Points between the words of two steps."""

TICKS = 7
"""No more dates than this beside the line."""


def line(steps: pd.DataFrame, *, height: float) -> Figure:
    """Draw the steps from the top, to scale in time; hollow where the day is not known.

    Args:
        steps: rows with ``day`` (Timestamp), ``start`` (partial date) and ``label``, the words.
        height: inches; the words set a least height of their own.
    """
    ordered = steps.sort_values("day", kind="stable")
    texts = [
        "\n".join([words.date(start), *textwrap.wrap(label, LETTERS)])
        for start, label in zip(ordered["start"], ordered["label"], strict=True)
    ]
    sizes = [LINE * (text.count("\n") + 1) + SPACE for text in texts]
    fig, ax = style.new(max(height, sum(sizes) / 72 + 0.5))
    days = [float(day) for day in mdates.date2num(ordered["day"].dt.to_pydatetime())]
    margin = 0.04 * (days[-1] - days[0] or 1)
    ax.set_ylim(days[-1] + margin, days[0] - margin)
    ax.set_xlim(0, 1)
    ax.set_xticks([])
    ax.spines["bottom"].set_visible(False)
    calendar(ax, ordered["day"].iloc[0], ordered["day"].iloc[-1])
    ax.plot([0, 0], [days[0], days[-1]], color=style.GREY, lw=2, zorder=1, clip_on=False)
    point = style.lay_out(ax)
    low, high = ax.transAxes.transform([(0, 0), (0, 1)])[:, 1]
    depths = [high - float(ax.transData.transform((0, day))[1]) for day in days]
    places = apart(depths, [size * point for size in sizes], 0, high - low)
    for day, depth, start, text in zip(days, places, ordered["start"], texts, strict=True):
        y = ax.transData.inverted().transform((0, high - depth))[1]
        ax.plot([0, 0.06], [day, y], color=style.GREY, lw=1, zorder=1, clip_on=False)
        face = COLOUR if len(start) == 10 else GROUND
        ax.plot([0], [day], "o", ms=8, mfc=face, mec=COLOUR, mew=1.4, zorder=3, clip_on=False)
        ax.text(0.075, y, text, fontsize=12, va="center", linespacing=1.15)
    return fig


def apart(centres: list[float], sizes: list[float], low: float, high: float) -> list[float]:
    """Move the centres of boxes apart, in their order, until no two overlap, each as near as can be.

    Isotonic regression (pool adjacent violators) on the centres less the room of the boxes before
    them, as in ``style.spread``, for boxes of unlike size.
    """
    offsets = [0.0]
    for before, after in pairwise(sizes):
        offsets.append(offsets[-1] + (before + after) / 2)
    blocks: list[tuple[float, int]] = []  # mean, size
    for centre, offset in zip(centres, offsets, strict=True):
        mean, size = centre - offset, 1
        while blocks and blocks[-1][0] >= mean:
            former, count = blocks.pop()
            mean, size = (former * count + mean * size) / (count + size), count + size
        blocks.append((mean, size))
    flat = [mean for mean, size in blocks for _ in range(size)]
    floor = low + sizes[0] / 2
    room = max(floor, high - sizes[-1] / 2 - offsets[-1])
    return [min(max(mean, floor), room) + offset for mean, offset in zip(flat, offsets, strict=True)]


def calendar(ax: Axes, first: pd.Timestamp, last: pd.Timestamp) -> None:
    """First days of months beside the line, as many as have room; of years where they are too many."""
    months = pd.date_range(first, last, freq="MS")
    every = next((step for step in (1, 2, 3, 6, 12) if len(months) / step <= TICKS), 0)
    shown = months[(months.month - 1) % every == 0] if every else months[months.month == 1]
    shown = shown[:: 1 + (len(shown) - 1) // TICKS]
    ax.set_yticks(mdates.date2num(shown.to_pydatetime()), list(shown.strftime("%b %Y")))
    ax.tick_params(axis="y", pad=8)
