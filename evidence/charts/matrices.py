"""Who says what of which thing: things in rows, sides in columns, a mark for each sort of assertion."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from evidence.charts import style
from evidence.charts.timelines import Mark
from evidence.mime import GROUND, INK

FULL, HALF, HOLLOW = "full", "left", "none"

FIRM, OPEN, AGAINST = "#2f7fc1", "#a87b0a", "#cc4b37"
"""Said to be so; left open; said not to be so."""

MARKS = {
    "delivered": (Mark("seen or admitted", FIRM, "s"), FULL),
    "claimed": (Mark("said as fact", FIRM, "o"), FULL),
    "reported": (Mark("unnamed or inferred", FIRM, "o"), HALF),
    "agreed": (Mark("promised", OPEN, ">"), FULL),
    "possible": (Mark("held possible", OPEN, "D"), HOLLOW),
    "denied": (Mark("denied", AGAINST, "X"), FULL),
    "no_evidence_found": (Mark("not found, not confirmed", AGAINST, "x"), FULL),
}
"""Mark of each status, told apart by shape and filling as well as by colour, firmest first."""

COLUMNS = {
    "rok": "South Korea",
    "us": "US and allies",
    "allied": "US and allies",
    "ukraine": "Ukraine",
    "un": "Monitors",
    "independent": "Independent",
    "russia": "Russia, DPRK",
    "dprk": "Russia, DPRK",
    "china": "China",
}
"""Columns from the left, by the side of who speaks."""

SIZE = 8.5
"""Points across a mark."""

SLOT = 22.0
"""Points that a mark takes with its grade."""

ABREAST = 2
"""Marks that stand side by side; more go on the next line."""

LINE = 16.0
"""Points between two lines of marks."""

PAD = 4.0
"""Points above and below the marks of a row, and between columns."""

OVERHANG = 14.0
"""Points that the slanted name of the last column reaches beyond it."""

HEAD = 24.0
"""Points that a heading takes."""

TEXT = 11.5
NAMES = 12.0


def cells(rows: pd.DataFrame) -> pd.DataFrame:
    """One row a mark: statuses of an item in a column, each once, with the best grade of who says so.

    Raises:
        KeyError: a status has no mark, or a side no column.
    """
    unknown = {*rows["status"]} - {*MARKS} | {*rows["side"]} - {*COLUMNS}
    if unknown:
        raise KeyError(f"no mark or column for {', '.join(sorted(unknown))}")
    rows = rows.assign(column=rows["side"].map(COLUMNS), rank=rows["status"].map(list(MARKS).index))
    best = rows.groupby(["item", "column", "status", "rank"], sort=False)["reliability"].min().reset_index()
    best = best.sort_values(["item", "column", "rank"], kind="stable")
    return best.assign(place=best.groupby(["item", "column"]).cumcount())


def by_side(rows: pd.DataFrame, heads: dict[str, dict[str, str]]) -> Figure:
    """Draw each item's assertions in the column of who makes them, with the grade of the source beside the mark.

    Args:
        rows: one an assertion: ``item``, ``side``, ``status``, ``reliability`` (A to F).
        heads: heading → items under it from the top, key → name.

    Raises:
        KeyError: a status has no mark, a side no column, or an item no name.
    """
    names = {key: name for items in heads.values() for key, name in items.items()}
    if missing := {*rows["item"]} - {*names}:
        raise KeyError(f"no row for {', '.join(sorted(missing))}")
    marks = cells(rows)
    columns = [name for name in dict.fromkeys(COLUMNS.values()) if name in set(marks["column"])]
    widths = {name: min(ABREAST, marks["place"][marks["column"] == name].max() + 1) * SLOT + PAD for name in columns}
    lines = {
        key: max(1, math.ceil((marks["place"][marks["item"] == key].max() + 1) / ABREAST)) for key in {*rows["item"]}
    }
    drawn = {head: [key for key in items if key in lines] for head, items in heads.items()}
    body = sum(HEAD + sum(lines[key] * LINE + PAD for key in keys) for keys in drawn.values())
    key_height, head_height = 44.0, 86.0
    fig, ax = style.new((body + key_height + head_height) / 72)
    fig.set_layout_engine("none")
    ax.set_position((0.0, 0.0, 1.0, 1.0))
    ax.set_xlim(0, style.WIDTH * 72)
    ax.set_ylim(body + key_height + head_height, 0)
    ax.set_axis_off()
    key(ax)
    right = style.WIDTH * 72 - OVERHANG
    starts = {}
    for name in reversed(columns):
        right -= widths[name]
        starts[name] = right
        middle = right + (widths[name] - PAD) / 2
        ax.text(middle - 4, key_height + head_height - 6, name, fontsize=NAMES, rotation=52, rotation_mode="anchor")
    top = key_height + head_height
    for head, keys in drawn.items():
        ax.text(0, top + HEAD * 0.62, head, fontsize=13, weight="bold", va="center")
        top += HEAD
        for item in keys:
            height = lines[item] * LINE + PAD
            ax.text(0, top + height / 2, names[item], fontsize=NAMES, va="center")
            ax.plot([0, style.WIDTH * 72], [top, top], color=style.GREY, lw=0.6, alpha=0.35)
            cell: Any
            for cell in marks[marks["item"] == item].itertuples():
                x = starts[cell.column] + (cell.place % ABREAST) * SLOT + SIZE / 2
                y = top + PAD / 2 + LINE * (cell.place // ABREAST + 0.5)
                mark(ax, x, y, cell.status)
                ax.text(x + SIZE / 2 + 2, y, cell.reliability, fontsize=TEXT, va="center_baseline")
            top += height
    return fig


def mark(ax: Axes, x: float, y: float, status: str) -> None:
    """One mark, filled, half filled or hollow."""
    form, filling = MARKS[status]
    ax.plot(
        [x],
        [y],
        form.marker,
        ms=SIZE,
        mec=form.colour,
        mew=2.2 if form.marker == "x" else 1.5,
        mfc=GROUND if filling == HOLLOW else form.colour,
        fillstyle="full" if filling == HOLLOW else filling,
        markerfacecoloralt=GROUND,
        gid=status,
    )


def key(ax: Axes) -> None:
    """What each mark means, in as many lines as it takes, at the top."""
    point = style.lay_out(ax)
    x, y = 0.0, 11.0
    for status, (form, _) in MARKS.items():
        text = ax.text(x + SIZE + 5, y, form.name, fontsize=NAMES, va="center", color=INK)
        end = x + SIZE + 5 + text.get_window_extent().width / point
        if x and end > style.WIDTH * 72:
            x, y = 0.0, y + 20
            text.set_position((x + SIZE + 5, y))
            end = x + SIZE + 5 + text.get_window_extent().width / point
        mark(ax, x + SIZE / 2 + 1, y, status)
        x = end + 14
