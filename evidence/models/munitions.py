"""Containers, weights and shells: bounds by mass, and what the counts of containers imply.

Bounds: a round in its crate is taken from loading norms: the mass of a wagonload over its crates. A
container then holds, at most, its payload over that mass. Interval arithmetic: the lower end of a
quotient is the smallest numerator over the largest denominator.

Sampled: shells from containers, from voyages and from the weight in freight records, and the part of
Russian fire that they could feed.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from evidence import claims, tables, words
from evidence.models import sampling
from evidence.models.sampling import Quantity

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


A_CONTAINER = (
    "ammo_container_share",
    "ammo_load_t",
    "gun_shell_mass_share",
    "shells_152mm_share",
    "crated_152mm_kg",
    "mass_152mm_projectile_kg",
    "mass_122mm_projectile_kg",
)
"""Inputs of the shells in a container."""

PARAMETERS = (*A_CONTAINER, "containers_a_voyage", "delivery_days")
"""The rows of parameters.csv that the sampled model reads."""

DELIVERY = ("2023-09", "2025-07-31")
"""Time in which the containers of the model went, from the first month that most counts start with."""

LAST_COUNTS = "2025-03-01"
"""Counts of containers from this day to the end of ``DELIVERY`` are the model's."""

RECORDED = ("2023-12-15", "2024-02-29")
"""Counts of containers that go with the freight records, which end in January 2024."""

IMPROBABLE = 4
"""Claims with this credibility or worse feed no model."""

KG_PER_T = 1000.0


def priors(evidence: tables.Evidence) -> sampling.Priors:
    """The inputs: rows of parameters.csv, and what claims say of containers, voyages, weights and fire."""
    boxes = usable(evidence, "containers_shipped")
    fire = usable(evidence, "russian_fire_daily")
    fire = within(fire[fire["as_of"].str.len() > len("2023")], *DELIVERY)
    calls = within(usable(evidence, "voyages"), "2025-01-01", "2025-04-30")
    from_claims = [
        sampling.from_claims("containers", "Containers to mid-2025", within(boxes, LAST_COUNTS, DELIVERY[1])),
        sampling.from_claims("containers_winter", "Containers to February 2024", within(boxes, *RECORDED)),
        sampling.from_claims("voyages", "Voyages seen to March 2025", calls),
        sampling.from_claims(
            "explosives_t", "Explosives in freight records to January 2024", usable(evidence, "explosives_shipped")
        ),
        sampling.from_claims("russian_fire", "Russian shells a day", averaged(fire), peaked=True),
        sampling.from_claims("seoul_factor", "Shells a container that Seoul reckons with", seoul_factors(evidence)),
        sampling.step("shells_per_container", "Shells a container", "shells per container"),
    ]
    rows = sampling.from_parameters(evidence.parameters, PARAMETERS)
    rows |= sampling.from_parameters(evidence.parameters, ["payload_20ft_kg"])
    return rows | {prior.name: prior for prior in from_claims}


def usable(evidence: tables.Evidence, metric: str) -> pd.DataFrame:
    """Claims of a metric that are no relay, no forecast and not graded doubtful."""
    rows = claims.said(evidence.claims, metric)
    return rows[(rows["credibility"] < IMPROBABLE) & (rows["basis"] != "forecast")]


def within(rows: pd.DataFrame, first: str, last: str) -> pd.DataFrame:
    """Claims that describe some of the days from ``first`` to ``last``."""
    return rows[(rows["as_of_last"] >= tables.first_day(first)) & (rows["as_of_first"] <= tables.last_day(last))]


def averaged(rows: pd.DataFrame) -> pd.DataFrame:
    """One row a claimant: the mean of its claims, for a rate over a time in which it changed."""
    means = rows.groupby("claimant", sort=False)[["lower", "value", "upper"]].transform("mean")
    return rows.assign(**means).drop_duplicates("claimant")


def seoul_factors(evidence: tables.Evidence) -> pd.DataFrame:
    """Shells a container in the statements of South Korea's military, as rows of claims."""
    factors = claims.pairs(evidence.claims, "shells_delivered", "containers_shipped")
    factors = factors[(factors["claimant"] == "rok-dia") | (factors["claimant"] == "rok-mnd")]
    return factors.assign(unit="shells per container")


def crated_shell_kg(values: sampling.Values) -> sampling.Draws:
    """Mean mass in kg of a gun shell in its crate, over 152 mm and 122 mm.

    A crated 122 mm shell is taken to weigh as many times its bare shell as a crated 152 mm one.
    """
    packing = values["crated_152mm_kg"] / values["mass_152mm_projectile_kg"]
    large = values["shells_152mm_share"]
    return large * values["crated_152mm_kg"] + (1 - large) * packing * values["mass_122mm_projectile_kg"]


def shells_per_container(values: sampling.Values) -> sampling.Draws:
    """Gun shells for each container of any content, unless a reader has set them."""
    if "shells_per_container" in values:
        return values["shells_per_container"]
    load_kg = values["ammo_container_share"] * values["ammo_load_t"] * KG_PER_T
    return load_kg * values["gun_shell_mass_share"] / crated_shell_kg(values)


def run(values: sampling.Values) -> list[Quantity]:
    """What the inputs imply: shells by three routes, and what they mean at the front."""
    each = shells_per_container(values)
    inputs = ("shells_per_container",) if "shells_per_container" in values else A_CONTAINER
    shells = values["containers"] * each
    daily = shells / values["delivery_days"]
    by_weight = values["explosives_t"] * KG_PER_T * values["gun_shell_mass_share"] / crated_shell_kg(values)
    needed_t = values["seoul_factor"] * values["crated_152mm_kg"] / KG_PER_T
    on_front = ("containers", "delivery_days", "russian_fire", *inputs)
    return [
        Quantity("each", "Shells a container", "shells per container", each, inputs),
        Quantity("shells", "Shells to mid-2025, by containers", "shells", shells, ("containers", *inputs)),
        Quantity(
            "by_voyage",
            "Shells to March 2025, by voyages seen",
            "shells",
            values["voyages"] * values["containers_a_voyage"] * each,
            ("voyages", "containers_a_voyage", *inputs),
        ),
        Quantity(
            "winter",
            "Shells to February 2024, by containers",
            "shells",
            values["containers_winter"] * each,
            ("containers_winter", *inputs),
        ),
        Quantity(
            "by_weight", "Shells to January 2024, by weight", "shells", by_weight, ("explosives_t", *A_CONTAINER[2:])
        ),
        Quantity(
            "recorded_load",
            "Recorded explosives over containers counted",
            "t per container",
            values["explosives_t"] / values["containers_winter"],
            ("explosives_t", "containers_winter"),
        ),
        Quantity(
            "needed_load",
            "Load that Seoul's factor needs, all 152 mm",
            "t per container",
            needed_t,
            ("seoul_factor", "crated_152mm_kg"),
        ),
        Quantity(
            "over_payload",
            "That load over the largest payload",
            "ratio",
            needed_t * KG_PER_T / values["payload_20ft_kg"],
            ("seoul_factor", "crated_152mm_kg", "payload_20ft_kg"),
        ),
        Quantity("daily", "Shells delivered a day", "shells per day", daily, ("containers", "delivery_days", *inputs)),
        Quantity(
            "fed",
            "Part of Russian fire that they could feed",
            "percent",
            100 * daily / values["russian_fire"],
            on_front,
        ),
        Quantity(
            "supply",
            "Days of Russian fire, if none were fired",
            "days",
            shells / values["russian_fire"],
            ("containers", "russian_fire", *inputs),
        ),
        Quantity(
            "fire_for_half",
            "Daily fire of which they would be half",
            "shells per day",
            2 * daily,
            ("containers", "delivery_days", *inputs),
        ),
    ]


def excess(evidence: tables.Evidence) -> pd.DataFrame:
    """Statements whose shells a container weigh more than a box rated 30 t may carry, all being crated 152 mm.

    Rows of ``claims.pairs`` with ``over``: percent by which the figure exceeds the most that fits by weight.
    """
    most = rounds_per_container(evidence.parameters)["rating"].high
    factors = claims.pairs(evidence.claims, "shells_delivered", "containers_shipped")
    factors = factors.assign(over=100 * (factors["value"] / most - 1))
    return factors[factors["over"] > 0].reset_index(drop=True)


def by_count(evidence: tables.Evidence, values: sampling.Values) -> pd.DataFrame:
    """Shells that each count of containers implies: its row with ``lower``, ``value``, ``upper`` and ``text``.

    Lower and upper are the 5 % and 95 % points of the shells a container, times the count. ``containers``
    is the count in words, ``basis`` 'model'.
    """
    rows = usable(evidence, "containers_shipped")
    low, median, high = np.quantile(shells_per_container(values), (0.05, 0.5, 0.95))
    ends = pd.DataFrame({"low": rows["lower"] * low, "high": rows["upper"] * high})
    return rows.assign(
        containers=rows["text"],
        lower=ends["low"],
        value=rows["value"] * median,
        upper=ends["high"],
        text=[words.span(*(float(f"{end:.2g}") for end in both)) for both in ends.itertuples(index=False)],
        basis="model",
        bound="",
    )
