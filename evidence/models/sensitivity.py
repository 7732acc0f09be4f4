"""Which input moves a result most: one at a time, and all together."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from evidence.models import sampling
from evidence.models.sampling import Draws, Priors, Quantity, Values

ENDS = np.array([0.05, 0.95])
"""Shares of an input's distribution to which it is moved."""

BASE = 2048
"""Base sample of the Sobol indices, a power of two; (inputs + 2) times as many runs."""


def result(run: Callable[[Values], list[Quantity]], values: Values, name: str) -> Quantity:
    """The quantity of that name.

    Raises:
        KeyError: the model has no such result.
    """
    for quantity in run(values):
        if quantity.name == name:
            return quantity
    raise KeyError(f"the model has no result {name!r}")


def swings(run: Callable[[Values], list[Quantity]], priors: Priors, name: str, seed: int) -> pd.DataFrame:
    """How a result moves with each input alone, and how much of its variance the input explains.

    One row an input on which the result rests and that has a spread, the strongest first: ``name``,
    ``title``, ``unit``, ``low_input`` and ``high_input`` (its 5 % and 95 % points), ``at_low`` and
    ``at_high`` (the result there, all other inputs at their medians), ``centre`` (the result with all
    at their medians), ``first`` and ``total`` (Sobol indices).
    """
    drawn = {key: prior for key, prior in priors.items() if prior.distribution != sampling.OPEN}
    middle = {key: prior.ppf(np.array([0.5])) for key, prior in drawn.items()}
    base = result(run, middle, name)
    moved = [key for key in base.rests if drawn[key].low < drawn[key].high]
    first, total = sobol(run, {key: drawn[key] for key in moved}, middle, name, seed)
    rows = []
    for number, key in enumerate(moved):
        ends = drawn[key].ppf(ENDS)
        both = {other: np.repeat(value, 2) for other, value in middle.items()} | {key: ends}
        at_low, at_high = result(run, both, name).draws
        rows.append(
            {
                "name": key,
                "title": drawn[key].title,
                "unit": drawn[key].unit,
                "low_input": ends[0],
                "high_input": ends[1],
                "at_low": at_low,
                "at_high": at_high,
                "centre": base.draws[0],
                "first": first[number],
                "total": total[number],
            }
        )
    frame = pd.DataFrame(rows)
    width = (frame["at_high"] - frame["at_low"]).abs()
    return frame.iloc[np.argsort(-width.to_numpy(), kind="stable")].reset_index(drop=True)


def sobol(
    run: Callable[[Values], list[Quantity]], moved: Priors, middle: Values, name: str, seed: int
) -> tuple[Draws, Draws]:
    """First and total Sobol indices (Saltelli 2010), of inputs in their order; all others at their medians."""
    from scipy.stats import sobol_indices  # slow to import, and no other command needs it

    def model(sample: Draws) -> Draws:
        given = {key: np.repeat(value, sample.shape[1]) for key, value in middle.items()}
        return result(run, given | dict(zip(moved, sample, strict=True)), name).draws

    indices = sobol_indices(func=model, n=BASE, dists=list(moved.values()), rng=np.random.default_rng(seed))
    return indices.first_order, indices.total_order
