"""Inputs become distributions as parameters.csv and the claims say, and nonsense is refused."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import triang

from evidence import claims, tables
from evidence.models import run, sampling
from evidence.models.sampling import Prior, SettingError
from tests.unit.synthetic import table

NAN = float("nan")


def prior(low: float, mode: float, high: float, kind: str = "triangular", unit: str = "t") -> Prior:
    return Prior("load_t", "Load", low, mode, high, unit, kind, ("page",))


@given(st.floats(0, 100), st.floats(0.01, 100), st.floats(0, 1), st.floats(0, 1))
def test_a_triangle_has_the_quantiles_of_scipy(low: float, width: float, peak: float, share: float) -> None:
    mode = min(low + peak * width, low + width)
    ours = prior(low, mode, low + width).ppf(np.array([share]))[0]
    assert ours == pytest.approx(triang.ppf(share, (mode - low) / width, low, width), abs=1e-6 * (1 + low + width))


def test_a_uniform_and_a_point_in_closed_form() -> None:
    shares = np.array([0.0, 0.25, 1.0])
    assert prior(2, 4, 6, "uniform").ppf(shares).tolist() == [2, 3, 6]
    assert prior(5, 5, 5, "point").ppf(shares).tolist() == [5, 5, 5]


@given(st.integers(1, 500), st.integers(0, 9))
def test_every_slice_of_probability_is_drawn_from_once(draws: int, seed: int) -> None:
    values = sampling.draw({"share": prior(0, 0.5, 1, "uniform", "share")}, draws, seed)["share"]
    assert sorted(np.floor(values * draws).astype(int)) == list(range(draws))


def test_a_setting_moves_no_other_input(book: tables.Evidence) -> None:
    priors = run.MODELS["oil"].priors(book)
    before = sampling.draw(priors, 1000, 1)
    after = sampling.draw(sampling.changed(priors, ["tanker_fill=0.5..0.6"]), 1000, 1)
    assert {name for name in before if not np.array_equal(before[name], after[name])} == {"tanker_fill"}
    assert after["tanker_fill"].min() >= 0.5 and after["tanker_fill"].max() <= 0.6


def test_seeds_differ_and_repeat() -> None:
    priors = {"load_t": prior(1, 2, 3)}
    first, again, other = (sampling.draw(priors, 100, seed)["load_t"] for seed in (1, 1, 2))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


PRIORS = {
    "load_t": prior(1, 2, 3),
    "fill": Prior("fill", "Fill", 0.1, 0.5, 0.9, "share", "uniform"),
    "taken": Prior("taken", "Taken", 10, 50, 90, "percent", "uniform"),
    "each": sampling.step("each", "Shells each", "shells per container"),
}


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("load_t=3..1", "low 3 lies above high 1"),
        ("lood_t=1..3", "no input 'lood_t'; did you mean load_t"),
        ("wings=1..3", "its inputs: each, fill, load_t, taken"),
        ("load_t=1..3 kg", "in t, not in kg"),
        ("fill=0.5..1.2", "more than the whole"),
        ("taken=120", "more than the whole"),
        ("load_t=-1..3", "below zero"),
        ("load_t=many", "not of the form name=low..high"),
        ("load_t", "not of the form name=low..high"),
        ("load_t=nan", "must be numbers"),
        ("load_t=1..inf", "must be numbers"),
    ],
)
def test_nonsense_is_refused_by_name(setting: str, words: str) -> None:
    with pytest.raises(SettingError, match=words.replace(".", r"\.").replace("(", r"\(")):
        sampling.changed(PRIORS, [setting])


def test_settings_with_and_without_a_unit() -> None:
    found = sampling.changed(PRIORS, ["load_t=2..4 t", "fill = 0.3", "each=300..400 shells per container"])
    assert (found["load_t"].low, found["load_t"].high, found["load_t"].distribution) == (2, 4, "uniform")
    assert (found["fill"].low, found["fill"].high, found["fill"].distribution) == (0.3, 0.3, "point")
    assert found["load_t"].sources == (), "the page did not say what a reader sets"
    assert "each" not in sampling.draw(PRIORS, 3, 1)
    assert set(sampling.draw(found, 3, 1)) == set(PRIORS)


@pytest.mark.parametrize(
    ("figures", "kind", "words"),
    [
        ((3, 2, 1), "uniform", "above high"),
        ((1, 5, 3), "triangular", "outside"),
        ((NAN, NAN, 3), "bound", "only a bound"),
    ],
)
def test_a_row_that_cannot_be_drawn_from_is_refused(figures: tuple[float, float, float], kind: str, words: str) -> None:
    with pytest.raises(SettingError, match=words):
        prior(*figures, kind)


def test_rows_of_parameters_as_priors() -> None:
    rows = pd.DataFrame(
        {
            "title": ["A", "B", "C"],
            "low": [1.0, NAN, 2.0],
            "mode": [2.0, 7.0, NAN],
            "high": [3.0, NAN, 4.0],
            "unit": ["t", "t", "t"],
            "distribution": ["triangular", "point", "uniform"],
            "sources": ["one;two", "", "three"],
        },
        index=["a", "b", "c"],
    )
    found = sampling.from_parameters(rows, ["a", "b", "c"])
    assert [(each.low, each.mode, each.high) for each in found.values()] == [(1, 2, 3), (7, 7, 7), (2, 3, 4)]
    assert found["a"].sources == ("one", "two") and found["b"].sources == ()
    with pytest.raises(KeyError, match="d"):
        sampling.from_parameters(rows, ["d"])


def test_claims_as_a_prior_take_the_last_word_of_each() -> None:
    rows = claims.of(
        table(
            {"claimant": "dia", "best": 100, "as_of": "2024-01-01"},
            {"claimant": "dia", "best": 40, "as_of": "2024-03-01"},
            {"claimant": "osc", "low": 20, "high": 30},
            {"claimant": "gur", "low": 25},
        ),
        "boxes",
    )
    found = sampling.from_claims("boxes", "Boxes", rows)
    assert (found.low, found.high, found.unit, found.distribution) == (20, 40, "boxes", "uniform")
    assert "source-1" not in found.sources
    assert sampling.from_claims("boxes", "Boxes", rows, peaked=True).mode == np.median([100, 40, 25, 25])
    with pytest.raises(SettingError, match="none"):
        sampling.from_claims("boxes", "Boxes", rows.head(0))
    with pytest.raises(SettingError, match="one unit"):
        sampling.from_claims("boxes", "Boxes", rows.assign(unit=["t", "t", "kg", "t"]))


def test_a_result_that_is_no_number_is_named() -> None:
    broken = sampling.Quantity("x", "Days of supply", "days", np.array([1, math.inf]), ())
    with pytest.raises(SettingError, match="Days of supply"):
        sampling.summary([broken])


def test_a_summary_is_of_quantiles() -> None:
    row = sampling.summary([sampling.Quantity("x", "X", "t", np.linspace(0, 100, 101), ("load_t",))]).loc["x"]
    assert (row["low"], row["median"], row["high"], row["rests"]) == (5, 50, 95, "load_t")
