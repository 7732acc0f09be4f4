"""Many quantities at a glance: a small chart for each, over one span of time."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from evidence import words
from evidence.charts import style
from evidence.charts.estimates import HOLLOW
from evidence.mime import GROUND

COLUMNS = 2
HEIGHT = 1.42
"""Inches of one small chart with its title."""

TITLE_SIZE = 12
COLOUR = style.SIDES["us"]
"""One for all claims: who speaks is told in the chapters."""


def small(panels: dict[str, pd.DataFrame], *, cap: dict[str, float] | None = None) -> Figure:
    """Draw each frame in a panel of its own: a dot or a bar for each claim, hollow for a capacity.

    All panels share the time axis; each has its own scale from zero, marked at its highest value.

    Args:
        panels: title of a panel → rows of ``claims.of``.
        cap: title of a panel → a limit drawn as a dashed line.

    Raises:
        ValueError: a panel has no row.
    """
    if empty := [title for title, claims in panels.items() if claims.empty]:
        raise ValueError(f"nothing to draw in {', '.join(empty)}")
    drawn = pd.concat(panels.values())
    rows = -(-len(panels) // COLUMNS)
    fig = Figure(figsize=(style.WIDTH, HEIGHT * rows + 0.3))
    FigureCanvasAgg(fig)
    axes = fig.subplots(rows, COLUMNS, squeeze=False)
    first = pd.Timestamp(drawn["as_of_first"].min().year, 1, 1)
    last = pd.Timestamp(drawn["as_of_last"].max().year + 1, 1, 1)
    for ax, (title, claims) in zip(axes.flat, panels.items(), strict=False):
        panel(ax, title, claims, (cap or {}).get(title))
        ax.set_xlim(first, last)
        years = pd.date_range(first, last, freq="YS")[:-1]
        ax.set_xticks(years, [f"’{year:%y}" for year in years], ha="left")
    for ax in axes.flat[len(panels) :]:
        ax.remove()
    return fig


def panel(ax: Axes, title: str, claims: pd.DataFrame, cap: float | None) -> None:
    """One quantity: its claims, its scale and its limit, if any."""
    claim: Any
    for claim in claims.itertuples():
        face = GROUND if claim.basis in HOLLOW else COLOUR
        if claim.lower < claim.upper:
            ax.plot([claim.day] * 2, [claim.lower, claim.upper], color=COLOUR, lw=3, alpha=0.6, solid_capstyle="butt")
        ax.plot([claim.day], [claim.value], "o", ms=4.5, mfc=face, mec=COLOUR, mew=1.2)
    top = max(claims["upper"].max(), cap or 0)
    if cap is not None:
        ax.axhline(cap, color=style.GREY, lw=1.2, ls=(0, (4, 2)))
    ax.set_ylim(0, 1.15 * top)
    ax.set_yticks([0, top], ["0", words.number(top)])
    ax.tick_params(labelsize=11)
    ax.grid(True)
    ax.set_title(title, loc="left", fontsize=TITLE_SIZE)
