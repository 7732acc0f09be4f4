"""Estimates side by side on one axis: a line of text and a dot or a range for each."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator, NullLocator

from evidence.charts import style
from evidence.charts.estimates import HOLLOW
from evidence.mime import GROUND

ROW = 0.5
"""Inches that an estimate takes: its line of text and its mark below."""

BAND = 0.62
"""Height of a band's line, in rows."""


class Band(NamedTuple):
    """A stretch of the axis that means something, such as what is physically possible."""

    low: float
    high: float
    name: str


def side_by_side(
    rows: pd.DataFrame,
    *,
    title: str,
    heads: str | None = None,
    log: bool = False,
    bands: tuple[Band, ...] = (),
    limit: float | None = None,
    unit: str = "",
    steps: tuple[float, ...] = (1.0, 3.0),
) -> Figure:
    """Draw one row an estimate, from the top in the frame's order.

    Args:
        rows: rows of ``claims.of`` with ``label``, the words before the figure.
        title: what the axis measures, with its unit.
        heads: column that groups the rows under headings.
        log: logarithmic axis.
        bands: shaded stretches, named in lines of their own above the rows.
        limit: right end of the axis; by default the largest value and some room.
        unit: written after each figure, such as ' %'.
        steps: ticks within a decade of a logarithmic axis; fewer where names of numbers are long.
    """
    if limit is not None and rows["upper"].max() > limit:
        raise ValueError(f"a claim of {rows['upper'].max()} lies beyond the limit of {limit}")
    lines = layout(rows, heads)
    fig, ax = style.new(0.9 + ROW * (len(lines) + BAND * len(bands)))
    style.title(ax, title)
    if log:
        ax.set_xscale("log")
    ax.set_xlim(rows["lower"].min() / 1.6 if log else 0.0, limit or rows["upper"].max() * (2.2 if log else 1.12))
    for number, band in enumerate(bands):
        y = -0.75 - BAND * (len(bands) - 1 - number)
        ax.axvspan(band.low, band.high, color=style.GREY, alpha=0.22, lw=0)
        ax.plot([band.low, band.high], [y + 0.27] * 2, color=style.GREY, lw=3, solid_capstyle="butt")
        ax.text(0.005, y, band.name, transform=ax.get_yaxis_transform(), fontsize=11.5, va="center", style="italic")
    for y, (head, row) in enumerate(lines):
        if row is None:
            ax.text(0, y + 0.2, head, transform=ax.get_yaxis_transform(), fontsize=13, weight="bold", va="center")
        else:
            draw(ax, y, row, unit)
    ax.set_ylim(len(lines) - 0.35, -0.5 - BAND * len(bands))
    ax.set_yticks([])
    ax.grid(True, axis="x")
    if log:
        ax.xaxis.set_major_locator(LogLocator(subs=steps))
        ax.xaxis.set_minor_locator(NullLocator())
    else:
        ax.locator_params(axis="x", nbins=5)
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
    """One estimate: its words with the figure, and below them the dot or range."""
    colour = style.SIDES[row["side"]]
    words = f"{row['label']}: {row['text']}{unit}"
    ax.text(0.005, y - 0.2, words, transform=ax.get_yaxis_transform(), fontsize=12, va="center")
    at = y + 0.18
    if row["lower"] < row["upper"]:
        ax.plot([row["lower"], row["upper"]], [at, at], color=colour, lw=6, solid_capstyle="butt", alpha=0.85)
    else:
        face = GROUND if row["basis"] in HOLLOW else colour
        ax.plot([row["value"]], [at], "o", ms=8, mfc=face, mec=colour, mew=1.8, zorder=3)
    if row["bound"]:
        room = (ax.transData.transform((row["value"], 0)) - ax.bbox.p0)[0] * 72 / ax.figure.dpi
        style.open_bound(ax, row["value"], at, colour, dx=22 if row["bound"] == "at least" else -min(22, max(room, 8)))
