"""Stocks through time, one panel a quantity: a mark for each claim by side, a band where the last words lie."""

from __future__ import annotations

from typing import Any

import matplotlib.dates as mdates
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from evidence.charts import style
from evidence.charts.estimates import HOLLOW
from evidence.mime import GROUND, INK

SHAPES = {
    "rok": "o",
    "us": "s",
    "ukraine": "^",
    "allied": "D",
    "un": "P",
    "independent": "X",
    "russia": "v",
    "dprk": "*",
    "china": "p",
}
"""Mark of a claimant's side, told apart without its colour."""

KEY_SIZE = 12
LINE = 19
"""Points that a line of the key takes."""

FLAG = 0.11
"""Share of a panel's height between the words of two days."""

JOINED = pd.Timedelta(days=130)
"""Claims of one claimant further apart are not joined: what lay between is not said."""


def panels(
    panels: dict[str, pd.DataFrame],
    *,
    height: float,
    bands: dict[str, pd.DataFrame] | None = None,
    same: bool = True,
    days: dict[str, pd.Timestamp] | None = None,
) -> Figure:
    """Draw stocks one below the other on one time axis; a thin line joins near claims of one claimant.

    Args:
        panels: what a panel's axis counts, with its unit → rows of ``claims.of`` (as for
            ``estimates.through_time``).
        height: inches of a panel.
        bands: panel → ``day``, ``low``, ``high``: a grey band from each day to the next.
        same: all panels have one scale (one unit).
        days: words → a day that is marked in every panel and named in the first, earliest on top.
    """
    fig, axes = style.new(height * len(panels), rows=len(panels), sharex=True, sharey=same, squeeze=False)
    drawn = pd.concat(panels.values())
    first, last = drawn["as_of_first"].min(), drawn["as_of_last"].max()
    if same:
        axes[0, 0].set_ylim(0, 1.14 * drawn["upper"].max())
    for number, (ax, (title, claims)) in enumerate(zip(axes[:, 0], panels.items(), strict=True)):
        if not same:
            ax.set_ylim(0, 1.14 * claims["upper"].max())
        margin = 0.03 * (last - first)
        ax.set_xlim(first - margin, last + margin)
        if bands and title in bands:
            band(ax, bands[title])
        join(ax, claims)
        for claim in claims.itertuples():
            mark(ax, claim)
        style.amounts(ax.yaxis)
        ax.yaxis.get_major_locator().set_params(nbins=5)
        style.calendar(ax, first, last)
        ax.tick_params(labelbottom=True)
        ax.set_title(title, loc="left", fontsize=13, color=INK)
        if number == 0:
            key(ax, [side for side in SHAPES if side in set(drawn["side"])])
    for ax in axes[:, 0]:
        style.rules(ax, *ax.get_xlim())
    flag(list(axes[:, 0]), days or {})
    return fig


def join(ax: Axes, claims: pd.DataFrame) -> None:
    """Thin lines between claims of one claimant that are no further apart than ``JOINED``."""
    for _, line in claims.groupby("claimant", sort=False):
        line = line.sort_values("day", kind="stable")
        parts = (line["day"].diff() > JOINED).cumsum()
        for _, part in line.groupby(parts):
            ax.plot(part["day"], part["value"], color=style.SIDES[part["side"].iloc[-1]], lw=1.1, alpha=0.6, zorder=2)


def band(ax: Axes, envelope: pd.DataFrame) -> None:
    """The envelope, level from each of its days to the next."""
    ax.fill_between(
        mdates.date2num(envelope["day"].dt.to_pydatetime()),
        envelope["low"].to_numpy(dtype=float),
        envelope["high"].to_numpy(dtype=float),
        step="post",
        color=style.GREY,
        alpha=0.25,
        lw=0,
        zorder=0,
    )


def mark(ax: Axes, claim: Any) -> None:
    """One claim: its side's mark, a bar for a range, a level line for a day not known, an arrow for a bound."""
    colour = style.SIDES[claim.side]
    if claim.lower < claim.upper:
        ax.plot([claim.day] * 2, [claim.lower, claim.upper], color=colour, lw=4, alpha=0.6, solid_capstyle="butt")
    if claim.as_of_first < claim.as_of_last:
        ax.plot([claim.as_of_first, claim.as_of_last], [claim.value] * 2, color=colour, lw=1.6, zorder=2)
    face = GROUND if claim.basis in HOLLOW else colour
    ax.plot([claim.day], [claim.value], SHAPES[claim.side], ms=7, mfc=face, mec=colour, mew=1.4, zorder=3)
    if claim.bound:
        style.open_bound(ax, claim.day, claim.value, colour, dy=18 if claim.bound == "at least" else -18)


def key(ax: Axes, sides: list[str]) -> None:
    """Who speaks with which mark, above the first panel's title, in as many lines as it takes."""
    point = style.lay_out(ax)
    trials = [ax.text(0, 0, style.NAMES[side], fontsize=KEY_SIZE) for side in sides]
    widths = [trial.get_window_extent().width / point + 26 for trial in trials]
    for trial in trials:
        trial.remove()
    room = (ax.get_figure(root=True).bbox.x1 - ax.get_window_extent().x0) / point - 8  # type: ignore[union-attr]
    places: list[tuple[float, int]] = []
    x, row = 0.0, 0
    for width in widths:
        if x and x + width > room:
            x, row = 0.0, row + 1
        places.append((x, row))
        x += width
    left, top = ax.transAxes.transform((0, 1))
    for side, (x, line) in zip(sides, places, strict=True):
        y = top + (34 + LINE * (row - line)) * point
        (dot, high), (word, _) = ax.transAxes.inverted().transform(
            [(left + (x + 5) * point, y), (left + (x + 13) * point, y)]
        )
        ax.plot(dot, high, SHAPES[side], ms=7.5, color=style.SIDES[side], transform=ax.transAxes, clip_on=False)
        ax.text(word, high, style.NAMES[side], fontsize=KEY_SIZE, transform=ax.transAxes, va="center", color=INK)


def flag(axes: list[Axes], days: dict[str, pd.Timestamp]) -> None:
    """A line at each day; in the first panel it ends, like a flagpole, at the day's words."""
    line: dict[str, Any] = {"color": style.GREY, "lw": 1.2, "ls": (0, (2, 2)), "zorder": 1}
    for number, (words, day) in enumerate(sorted(days.items(), key=lambda item: item[1])):
        x, top = mdates.date2num(day), 0.96 - FLAG * number
        axes[0].plot([x, x], [0, top], transform=axes[0].get_xaxis_transform(), **line)
        for ax in axes[1:]:
            ax.axvline(x, **line)
        axes[0].annotate(
            words,
            (x, top),
            xycoords=axes[0].get_xaxis_transform(),
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
            fontsize=11.5,
        )
