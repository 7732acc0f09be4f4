"""How many 152 mm rounds a 20-ft container can carry: bounds by mass.

A round in its crate is taken from loading norms: the mass of a wagonload over its crates. A
container then holds, at most, its payload over that mass. Interval arithmetic: the lower end of a
quotient is the smallest numerator over the largest denominator.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import pandas as pd

INPUTS = (
    "payload_20ft_kg",
    "payload_20ft_24t_kg",
    "load_5_wagons_t",
    "crates_152mm_per_wagon",
    "rounds_152mm_per_crate",
    "ammo_load_20ft_short_tons",
    "mass_152mm_projectile_kg",
)
"""The parameters that this model reads."""

WAGONS = 5
"""Wagons that the mass of ``load_5_wagons_t`` fills."""

KG_PER_SHORT_TON = 907.18474
"""Exact: 2,000 avoirdupois pounds of 0.45359237 kg (international yard and pound agreement, 1959)."""


class Span(NamedTuple):
    """An interval of one quantity."""

    low: float
    high: float


def span(parameters: pd.DataFrame, name: str) -> Span:
    """The interval of a parameter: low and high, or its single value twice.

    Raises:
        KeyError: parameters.csv has no such parameter.
    """
    row: Any = parameters.loc[name]
    low, mode, high = float(row["low"]), float(row["mode"]), float(row["high"])
    if math.isnan(mode):
        mode = high if math.isnan(low) else low
    return Span(mode if math.isnan(low) else low, mode if math.isnan(high) else high)


def crated_round_kg(parameters: pd.DataFrame) -> Span:
    """Mass in kg of a 152 mm round in its crate, by the loading norm of a covered wagon."""
    load = span(parameters, "load_5_wagons_t")
    crates, each = span(parameters, "crates_152mm_per_wagon"), span(parameters, "rounds_152mm_per_crate")
    rounds = Span(crates.low * each.low, crates.high * each.high)
    return quotient(Span(load.low * 1000 / WAGONS, load.high * 1000 / WAGONS), rounds)


def quotient(numerator: Span, denominator: Span) -> Span:
    """The interval of a quotient of positive quantities."""
    return Span(numerator.low / denominator.high, numerator.high / denominator.low)


def rounds_per_container(parameters: pd.DataFrame) -> dict[str, Span]:
    """152 mm rounds in one 20-ft container, by three readings.

    ``practice``: filled as the US Army's planning factor fills one with mixed, braced ammunition;
    ``rating``: filled to the rated payload with crated rounds, boxes of 24 t or 30.48 t gross;
    ``bare``: the rated payload over bare projectiles, with no charge, case or crate: a ceiling.
    """
    crated = crated_round_kg(parameters)
    practice = Span(*(tons * KG_PER_SHORT_TON for tons in span(parameters, "ammo_load_20ft_short_tons")))
    old, new = span(parameters, "payload_20ft_24t_kg"), span(parameters, "payload_20ft_kg")
    return {
        "practice": quotient(practice, crated),
        "rating": quotient(Span(old.low, new.high), crated),
        "bare": quotient(Span(new.low, new.high), span(parameters, "mass_152mm_projectile_kg")),
    }
