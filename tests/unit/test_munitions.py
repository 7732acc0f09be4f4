"""The container model: hand-checked values, and what must hold whatever the parameters are."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence import tables
from evidence.models import munitions
from evidence.models.munitions import Span

NAN = float("nan")

ROUND_NUMBERS = {
    "payload_20ft_kg": (28_000, 28_200, 28_800),
    "payload_20ft_24t_kg": (21_600, 21_700, 21_900),
    "load_5_wagons_t": (250, NAN, 300),
    "crates_152mm_per_wagon": (NAN, NAN, 1000),
    "rounds_152mm_per_crate": (NAN, 1, NAN),
    "ammo_load_20ft_short_tons": (NAN, 15, NAN),
    "mass_152mm_projectile_kg": (40, 43, 48),
}
"""Low, mode and high of parameters that make the arithmetic easy: a crated round of 50 to 60 kg."""

OUTPUTS = ("practice", "rating", "bare")


def parameters(**changed: tuple[float, float, float]) -> pd.DataFrame:
    rows = {**ROUND_NUMBERS, **changed}
    return pd.DataFrame.from_dict(rows, orient="index", columns=["low", "mode", "high"]).astype(float)


def test_a_crated_round_is_a_wagonload_over_its_crates() -> None:
    assert munitions.crated_round_kg(parameters()) == pytest.approx((50, 60))


def test_two_rounds_a_crate_halve_the_mass_of_a_crated_round() -> None:
    assert munitions.crated_round_kg(parameters(rounds_152mm_per_crate=(NAN, 2, NAN))) == pytest.approx((25, 30))


def test_rounds_per_container_by_hand() -> None:
    holds = munitions.rounds_per_container(parameters())
    assert holds["practice"] == pytest.approx((226.796, 272.155), abs=0.001)  # 13,607.77 kg over 60 and 50 kg
    assert holds["rating"] == pytest.approx((360, 576))  # 21,600 over 60, 28,800 over 50
    assert holds["bare"] == pytest.approx((583.333, 720), abs=0.001)  # 28,000 over 48, 28,800 over 40


def test_an_empty_container_holds_nothing() -> None:
    nothing = (0, 0, 0)
    empty = parameters(payload_20ft_kg=nothing, payload_20ft_24t_kg=nothing, ammo_load_20ft_short_tons=nothing)
    assert munitions.rounds_per_container(empty) == dict.fromkeys(OUTPUTS, Span(0, 0))


@given(st.floats(1, 4), st.floats(1, 4))
def test_heavier_crates_never_mean_more_rounds(first: float, second: float) -> None:
    light, heavy = sorted((first, second))
    few, many = (
        munitions.rounds_per_container(parameters(load_5_wagons_t=(250 * factor, NAN, 300 * factor)))
        for factor in (heavy, light)
    )
    for name in ("practice", "rating"):
        assert few[name].low <= many[name].low and few[name].high <= many[name].high
    assert few["bare"] == many["bare"]


@given(st.floats(1, 4))
def test_rounds_grow_in_step_with_the_payload(factor: float) -> None:
    def times(name: str) -> tuple[float, float, float]:
        low, mode, high = ROUND_NUMBERS[name]
        return low * factor, mode * factor, high * factor

    once = munitions.rounds_per_container(parameters())
    more = munitions.rounds_per_container(
        parameters(**{name: times(name) for name in ("payload_20ft_kg", "payload_20ft_24t_kg")})
    )
    for name in ("rating", "bare"):
        assert more[name] == pytest.approx((once[name].low * factor, once[name].high * factor))


@pytest.mark.parametrize(("down", "up"), [(0.5, 0), (0, 0.5), (0.25, 0.25)])
@pytest.mark.parametrize("name", munitions.INPUTS)
def test_a_less_certain_input_never_makes_the_result_more_certain(name: str, down: float, up: float) -> None:
    narrow = munitions.span(parameters(), name)
    wide = (narrow.low * (1 - down), NAN, narrow.high * (1 + up))
    before, after = (munitions.rounds_per_container(each) for each in (parameters(), parameters(**{name: wide})))
    for output in OUTPUTS:
        assert after[output].low <= before[output].low + 1e-9, output
        assert after[output].high >= before[output].high - 1e-9, output


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ((1, 2, 3), (1, 3)),
        ((NAN, 2, NAN), (2, 2)),
        ((1, NAN, NAN), (1, 1)),
        ((NAN, NAN, 3), (3, 3)),
        ((1, 2, NAN), (1, 2)),
        ((NAN, 2, 3), (2, 3)),
    ],
)
def test_span_of_a_parameter(row: tuple[float, float, float], expected: tuple[float, float]) -> None:
    assert munitions.span(parameters(payload_20ft_kg=row), "payload_20ft_kg") == expected


@pytest.mark.parametrize("name", munitions.INPUTS)
def test_a_missing_parameter_is_named(name: str) -> None:
    with pytest.raises(KeyError, match=name):
        munitions.rounds_per_container(parameters().drop(index=name))


def test_the_named_inputs_are_all_that_the_model_reads() -> None:
    """The chart cites the sources of ``INPUTS``: a parameter read beside them would go uncited."""
    listed = parameters().loc[list(munitions.INPUTS)]
    assert munitions.rounds_per_container(listed) == munitions.rounds_per_container(parameters())


def test_quotient_of_intervals() -> None:
    assert munitions.quotient(Span(10, 20), Span(2, 5)) == Span(2, 10)


def test_with_the_parameters_of_the_book(book: tables.Evidence) -> None:
    holds = munitions.rounds_per_container(book.parameters)
    crated = munitions.crated_round_kg(book.parameters)
    bare = munitions.span(book.parameters, "mass_152mm_projectile_kg")
    assert all(0 < each.low <= each.high for each in (*holds.values(), crated))
    assert crated.low > bare.high, "a crate weighs something"
    assert holds["rating"].high < holds["bare"].high, "bare shells are the ceiling"
    assert holds["practice"].high < holds["rating"].high, "boxes are not filled to the rating"
