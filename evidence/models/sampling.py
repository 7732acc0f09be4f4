"""Inputs of a model as distributions, and samples from them.

An input is a row of parameters.csv or what claims say of a quantity. Samples are Latin hypercubes
(McKay, Beckman and Conover 1979): each of n equal slices of probability is drawn from once, so that
5 % points and medians settle far sooner than with independent draws. Each input has a stream of its
own, from the seed and its name: a change of one input leaves the draws of all others as they were.
"""

from __future__ import annotations

import difflib
import math
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evidence import claims

Draws = NDArray[np.float64]
Values = dict[str, Draws]
"""Draws of each input, by its name; all of one length."""

LARGEST = {"share": 1.0, "percent": 100.0}
"""Largest value that makes sense, by unit. No input of these models is below zero."""

OPEN = "derived"
"""Distribution of a step that the model works out, unless a reader sets it."""


class SettingError(ValueError):
    """A setting or a distribution that makes no sense."""


@dataclass(frozen=True)
class Prior:
    """What is held possible of one input before the model runs; ``low``, ``mode`` and ``high`` in ``unit``."""

    name: str
    title: str
    low: float
    mode: float
    high: float
    unit: str
    distribution: str
    sources: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what cannot be drawn from.

        Raises:
            SettingError: low above high, a mode outside, below zero, a share above the whole, a mere bound.
        """
        if self.distribution == OPEN:
            return
        if self.distribution == "bound":
            raise SettingError(f"{self.name} is only a bound in parameters.csv; a model needs a range")
        if not (math.isfinite(self.low) and math.isfinite(self.high)):
            raise SettingError(f"{self.name}: both ends must be numbers; found {self.low:g} and {self.high:g}")
        if self.low > self.high:
            raise SettingError(f"{self.name}: low {self.low:g} lies above high {self.high:g}")
        if not self.low <= self.mode <= self.high:
            raise SettingError(f"{self.name}: mode {self.mode:g} lies outside {self.low:g} to {self.high:g}")
        if self.low < 0:
            raise SettingError(f"{self.name}: {self.low:g} is below zero")
        if self.high > LARGEST.get(self.unit, math.inf):
            raise SettingError(
                f"{self.name}: {self.high:g} is more than the whole ({LARGEST[self.unit]:g} {self.unit})"
            )

    def ppf(self, shares: Draws) -> Draws:
        """The values below which these shares of the distribution lie (its quantile function).

        Triangular: with c = (mode − low) / (high − low), low + √(p·c)·(high − low) up to p = c,
        high − √((1 − p)(1 − c))·(high − low) above (Kotz and van Dorp 2004, Beyond Beta, section 1.2).
        """
        width = self.high - self.low
        if width == 0:
            return np.full_like(shares, self.low, dtype=float)
        if self.distribution != "triangular":
            return self.low + width * shares
        peak = (self.mode - self.low) / width
        rising = self.low + width * np.sqrt(shares * peak)
        falling = self.high - width * np.sqrt((1 - shares) * (1 - peak))
        return np.where(shares <= peak, rising, falling)


Priors = dict[str, Prior]


def from_parameters(parameters: pd.DataFrame, names: Iterable[str]) -> Priors:
    """The distributions of rows of parameters.csv; a row with one figure is a point.

    Raises:
        KeyError: parameters.csv has no such row.
        SettingError: the row cannot be drawn from.
    """
    found = {}
    for name in names:
        row: Any = parameters.loc[name]
        low, mode, high = (float(row[column]) for column in ("low", "mode", "high"))
        given = [figure for figure in (low, mode, high) if not math.isnan(figure)]
        low, high = given[0], given[-1]
        mode = (low + high) / 2 if math.isnan(mode) else mode
        sources = tuple(key for key in str(row["sources"]).split(";") if key)
        found[name] = Prior(name, row["title"], low, mode, high, row["unit"], row["distribution"], sources)
    return found


def from_claims(name: str, title: str, rows: pd.DataFrame, *, peaked: bool = False) -> Prior:
    """What claims of one unit leave possible: from the lowest to the highest last word of a claimant.

    An "at least" or "at most" counts at its figure: how far beyond it the truth lies nobody said.

    Args:
        name: name of the input.
        title: what it is, in words.
        rows: rows of ``claims.of``.
        peaked: the median of all the rows is the likeliest value; else all values are alike.

    Raises:
        SettingError: there is no row, or more than one unit.
    """
    if rows.empty or rows["unit"].nunique() != 1:
        raise SettingError(f"{name}: needs claims of one unit; found {sorted(set(rows['unit'])) or 'none'}")
    last = claims.latest(rows)
    low, high = float(last["lower"].min()), float(last["upper"].max())
    mode = min(max(float(rows["value"].median()), low), high) if peaked else (low + high) / 2
    sources = tuple(sorted({key for cell in last["sources"] for key in cell.split(";")}))
    kind = "point" if low == high else "triangular" if peaked else "uniform"
    return Prior(name, title, low, mode, high, rows["unit"].iloc[0], kind, sources)


def step(name: str, title: str, unit: str) -> Prior:
    """A step that the model works out, and that a reader may set instead."""
    return Prior(name, title, math.nan, math.nan, math.nan, unit, OPEN)


def changed(priors: Priors, settings: Iterable[str]) -> Priors:
    """The distributions with a reader's settings: ``name=low..high`` (all alike) or ``name=value``.

    A unit may follow the figures, as in ``labour_wage_month=600..900 usd per month``; it must be the input's.

    Raises:
        SettingError: the form, the name, the unit or the figures make no sense.
    """
    result = dict(priors)
    for setting in settings:
        name, _, rest = (part.strip() for part in setting.partition("="))
        if name not in priors:
            raise SettingError(unknown(name, priors))
        figures, _, unit = rest.partition(" ")
        low, is_range, high = figures.partition("..")
        try:
            ends = float(low), float(high if is_range else low)
        except ValueError:
            raise SettingError(f"{setting!r} is not of the form name=low..high or name=value") from None
        if unit.strip() and unit.strip() != priors[name].unit:
            raise SettingError(f"{name} is in {priors[name].unit}, not in {unit.strip()}")
        kind = "uniform" if is_range else "point"
        # Sources of the row do not vouch for what a reader sets.
        result[name] = replace(
            priors[name], low=ends[0], mode=sum(ends) / 2, high=ends[1], distribution=kind, sources=()
        )
    return result


def unknown(name: str, priors: Priors) -> str:
    """Words for a name that no input has, with the nearest names."""
    near = difflib.get_close_matches(name, priors, n=3, cutoff=0.5)
    hint = f"did you mean {' or '.join(near)}?" if near else f"its inputs: {', '.join(sorted(priors))}"
    return f"the model has no input {name!r}; {hint}"


def draw(priors: Priors, draws: int, seed: int) -> Values:
    """A Latin hypercube sample of every input but the open steps.

    Raises:
        SettingError: fewer than one draw, or a seed below zero.
    """
    if draws < 1 or seed < 0:
        raise SettingError(f"a model needs at least one draw and a seed of 0 or more; found {draws} and {seed}")
    values = {}
    for name, prior in priors.items():
        if prior.distribution == OPEN:
            continue
        stream = np.random.default_rng([seed, zlib.crc32(name.encode())])
        values[name] = prior.ppf((stream.permutation(draws) + stream.random(draws)) / draws)
    return values


@dataclass(frozen=True)
class Quantity:
    """A result: its draws in ``unit``, and the names of the inputs on which it rests."""

    name: str
    title: str
    unit: str
    draws: Draws
    rests: tuple[str, ...]


def summary(quantities: Iterable[Quantity]) -> pd.DataFrame:
    """One row a quantity: ``name``, ``title``, ``low`` (5 %), ``median``, ``high`` (95 %), ``unit``, ``rests``.

    Raises:
        SettingError: a result is no number, since something was divided by an input of zero.
    """
    rows = []
    for each in quantities:
        if not np.isfinite(each.draws).all():
            raise SettingError(f"{each.title}: no number comes out; an input that it is divided by is zero")
        low, median, high = np.quantile(each.draws, (0.05, 0.5, 0.95))
        rows.append((each.name, each.title, low, median, high, each.unit, ", ".join(each.rests)))
    columns = ["name", "title", "low", "median", "high", "unit", "rests"]
    return pd.DataFrame(rows, columns=columns).set_index("name", drop=False)
