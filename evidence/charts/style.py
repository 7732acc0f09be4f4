"""The house style: colours, sizes, axes and labels that every chart shares."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.dates import date2num
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from evidence import words
from evidence.mime import GROUND, INK

WIDTH = 6.0
"""Inches: a chart this wide, with 13-point text, is read without zoom on a phone 390 pixels wide."""

SIDES = {
    "rok": "#2f7fc1",
    "us": "#6f5bd6",
    "ukraine": "#a87b0a",
    "independent": "#2c8f6b",
    "un": "#2c8f6b",
    "allied": "#b0628f",
    "russia": "#cc4b37",
    "dprk": "#cc4b37",
    "china": "#8a6f5c",
}
"""Colour of a claimant's side: at least 3:1 against the light and the dark ground alike (tested)."""

NAMES = {
    "rok": "South Korea",
    "us": "United States",
    "ukraine": "Ukraine",
    "independent": "Independent",
    "un": "Monitors",
    "allied": "Allies",
    "russia": "Russia",
    "dprk": "North Korea",
    "china": "China",
}
GREY = "#808080"
LAND = "#80808026"
"""Ground of countries on maps: grey, mostly transparent, so that it suits both themes."""

mpl.rcParams.update(
    {
        "font.family": "DejaVu Sans",
        "font.size": 13,
        "axes.labelsize": 13,
        "xtick.labelsize": 13,
        "ytick.labelsize": 13,
        "text.color": INK,
        "axes.labelcolor": INK,
        "axes.edgecolor": GREY,
        "xtick.color": GREY,
        "ytick.color": GREY,
        "xtick.labelcolor": INK,
        "ytick.labelcolor": INK,
        "axes.facecolor": "none",
        "figure.facecolor": GROUND,
        "savefig.facecolor": GROUND,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.spines.left": False,
        "axes.axisbelow": True,
        "axes.grid.axis": "y",
        "grid.color": GREY,
        "grid.alpha": 0.35,
        "grid.linewidth": 0.7,
        "ytick.major.size": 0,
        "svg.fonttype": "none",
        "svg.hashsalt": "moscow-pyongyang",
        "pdf.fonttype": 42,
        "figure.constrained_layout.use": True,
    }
)


def new(height: float, rows: int = 1, **options: Any) -> tuple[Figure, Any]:
    """An empty figure of the book's width with its axes (an array where ``squeeze=False``)."""
    fig = Figure(figsize=(WIDTH, height))
    FigureCanvasAgg(fig)
    return fig, fig.subplots(rows, 1, **options)


def lay_out(ax: Axes) -> float:
    """Place everything, so that texts can be measured; returns pixels a point."""
    fig = ax.get_figure(root=True)
    assert fig is not None
    fig.draw_without_rendering()
    return fig.dpi / 72


def amounts(axis: mpl.axis.Axis) -> None:
    """Ticks in words: 2 million, 10,000."""
    axis.set_major_formatter(FuncFormatter(lambda value, _: words.number(value)))


def calendar(ax: Axes, first: pd.Timestamp, last: pd.Timestamp) -> None:
    """Years on the time axis, as far as the claims go; the first month where no year begins."""
    years = pd.date_range(first, last, freq="YS")
    days, form = (years, "%Y") if len(years) else (pd.DatetimeIndex([first]), "%b %Y")
    ax.set_xticks(date2num(days.to_pydatetime()), list(days.strftime(form)))


def rules(ax: Axes, start: float, stop: float) -> None:
    """Level rules at the ticks and a base line, as far as the data go: names stand free beside them."""
    low, high = ax.get_ylim()
    levels = [tick for tick in ax.get_yticks() if low <= tick <= high]
    ax.hlines(levels, start, stop, color=GREY, alpha=0.35, lw=0.7, zorder=0)
    ax.spines["bottom"].set_bounds(start, stop)


def title(ax: Axes, text: str, sides: pd.Series | None = None) -> None:
    """What the vertical axis counts, above the plot where it is read first, and who speaks in which colour."""
    if sides is None:
        ax.set_title(text, loc="left", fontsize=13, color=INK)
        return
    ax.set_title(text, loc="left", fontsize=13, color=INK, pad=24)
    point = lay_out(ax)
    left, top = ax.transAxes.transform((0, 1))
    for side in dict.fromkeys(name for name in SIDES if name in set(sides)):
        for word, colour, gap in (("■", SIDES[side], 4), (NAMES[side], INK, 12)):
            where = tuple(ax.transAxes.inverted().transform((left, top)))
            placed = ax.annotate(
                word,
                where,
                xycoords="axes fraction",
                xytext=(0, 8),
                textcoords="offset points",
                color=colour,
                fontsize=12,
            )
            left = placed.get_window_extent().x1 + gap * point


def spread(positions: Sequence[float], gap: float, low: float = -np.inf, high: float = np.inf) -> list[float]:
    """Move label positions apart until neighbours are ``gap`` apart, each as near as can be.

    Isotonic regression on ``positions − rank × gap`` (pool adjacent violators): the result
    keeps the order and has the least squared displacement.
    """
    order = np.argsort(positions, kind="stable")
    blocks: list[list[float]] = []  # [mean, size]
    for rank, index in enumerate(order):
        blocks.append([positions[index] - rank * gap, 1.0])
        while len(blocks) > 1 and blocks[-2][0] >= blocks[-1][0]:
            mean, size = blocks.pop()
            blocks[-1] = [(blocks[-1][0] * blocks[-1][1] + mean * size) / (blocks[-1][1] + size), blocks[-1][1] + size]
    flat = [mean for mean, size in blocks for _ in range(int(size))]
    room = max(low, high - (len(flat) - 1) * gap)
    flat = [min(max(mean, low), room) for mean in flat]
    result = [0.0] * len(positions)
    for rank, index in enumerate(order):
        result[index] = flat[rank] + rank * gap
    return result


def open_bound(ax: Axes, x: float, y: float, colour: str, *, dx: float = 0, dy: float = 0) -> None:
    """An arrow from a bound without an end, ``dx`` and ``dy`` points long: more than, at most."""
    ax.annotate(
        "",
        (x, y),
        xytext=(dx, dy),
        textcoords="offset points",
        arrowprops={"arrowstyle": "<|-", "color": colour, "lw": 1.3, "shrinkA": 0, "shrinkB": 3},
    )
