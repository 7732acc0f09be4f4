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


def panels(
    panels: dict[str, pd.DataFrame],
    *,
    height: float,
    bands: dict[str, pd.DataFrame] | None = None,
    same: bool = True,
    days: dict[str, pd.Timestamp] | None = None,
) -> Figure:
    """Draw stocks one below the other on one time axis; a thin line joins the claims of one claimant.

    Args:
        panels: what a panel's axis counts, with its unit → rows of ``claims.of`` (as for
            ``estimates.through_time``).
        height: inches of a panel.
        bands: panel → ``day``, ``low``, ``high``: a grey band from each day to the next.
        same: all panels have one scale (one unit).
        days: words → a day that is marked in every panel, named in the last one.
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
        for _, line in claims.groupby("claimant", sort=False):
            line = line.sort_values("day", kind="stable")
            ax.plot(line["day"], line["value"], color=style.SIDES[line["side"].iloc[-1]], lw=1.1, alpha=0.6, zorder=2)
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
        for day in (days or {}).values():
            ax.axvline(mdates.date2num(day), color=style.GREY, lw=1.2, ls=(0, (2, 2)), zorder=1)
    name_days(axes[-1, 0], days or {})
    return fig


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
        y = top + (26 + LINE * (row - line)) * point
        spot = ax.transAxes.inverted().transform((left + (x + 5) * point, y))
        ax.plot(
            *spot,
            SHAPES[side],
            ms=7.5,
            color=style.SIDES[side],
            transform=ax.transAxes,
            clip_on=False,
        )
        spot = ax.transAxes.inverted().transform((left + (x + 13) * point, y))
        ax.text(*spot, style.NAMES[side], fontsize=KEY_SIZE, transform=ax.transAxes, va="center", color=INK)


def name_days(ax: Axes, days: dict[str, pd.Timestamp]) -> None:
    """Write each day's words up its line, from the foot of the panel."""
    for words, day in days.items():
        ax.annotate(
            words,
            (mdates.date2num(day), 0.04),
            xycoords=ax.get_xaxis_transform(),
            xytext=(-3, 0),
            textcoords="offset points",
            rotation=90,
            ha="right",
            va="bottom",
            fontsize=11.5,
        )
