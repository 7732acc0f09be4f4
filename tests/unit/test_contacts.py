"""Contacts are counted once, by whole quarters, and their rates carry exact intervals."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence import contacts, tables


def events(*rows: dict[str, str]) -> pd.DataFrame:
    defaults = {
        "kind": "visit",
        "level": "minister",
        "direction": "russia_to_dprk",
        "actors": "A Guest;A Host",
        "end": "",
    }
    frame = pd.DataFrame([{"id": f"e-{place}", **defaults, **row} for place, row in enumerate(rows)])
    for column in tables.DATES["events"]:
        frame = tables.with_interval(frame, column)
    return frame


def test_only_meetings_of_both_sides_with_a_level_are_contacts() -> None:
    found = contacts.of(
        events(
            {"start": "2024-03-01"},
            {"start": "2024-01", "kind": "meeting"},
            {"start": "2024-02-01", "kind": "letter"},
            {"start": "2024-02-01", "level": ""},
            {"start": "2024-02-01", "direction": "third_party"},
        )
    )
    assert found["id"].tolist() == ["e-1", "e-0"]


def test_who_was_received_by_the_other_leader() -> None:
    found = contacts.of(
        events(
            {"start": "2024-01-01", "actors": "Sergei Shoigu;Kim Jong Un"},
            {"start": "2024-01-02", "actors": "Kim Jong Un;Somebody"},
            {"start": "2024-01-03", "actors": "Choe Son Hui; Vladimir Putin", "direction": "dprk_to_russia"},
            {"start": "2024-01-04", "actors": "Vladimir Putin;Kim Jong Un", "level": "head_of_state"},
        )
    )
    assert found["guest"].tolist() == ["Sergei Shoigu", "Kim Jong Un", "Choe Son Hui", "Vladimir Putin"]
    assert found["by_leader"].tolist() == [True, False, True, True]


def test_quarters_have_no_gaps_and_leave_out_what_has_no_quarter() -> None:
    rows = [{"start": start} for start in ("2024-01-31", "2024-03", "2024", "2024-10-01")]
    table = contacts.by_quarter(contacts.of(events(*rows)))
    assert [str(quarter) for quarter in table.index] == ["2024Q1", "2024Q2", "2024Q3", "2024Q4"]
    assert table["russia_to_dprk"].tolist() == [2, 0, 0, 1]


def test_a_period_holds_what_surely_lies_in_it() -> None:
    found = contacts.of(
        events({"start": "2024-06"}, {"start": "2024"}, {"start": "2024-07-01"}, {"start": "2024-06-30"})
    )
    assert contacts.within(found, "2024-01-01", "2024-06-30")["start"].tolist() == ["2024-06", "2024-06-30"]
    assert contacts.months("2023-01-01", "2023-12-31") == pytest.approx(12, abs=0.01)


def test_exact_intervals_agree_with_published_tables() -> None:
    """Garwood's limits for a count of 10 are 4.795 and 18.39; for 0 they are 0 and 3.689."""
    assert contacts.rate(10, 1) == pytest.approx((10, 4.795, 18.39), abs=0.005)
    assert contacts.rate(0, 2) == pytest.approx((0, 0, 3.689 / 2), abs=0.001)


@given(count=st.integers(0, 300), length=st.floats(0.1, 100))
def test_an_interval_holds_the_rate_and_leaves_its_tails(count: int, length: float) -> None:
    value, low, high = contacts.rate(count, length)
    assert low <= value < high
    draws = np.random.default_rng(1).poisson(high * length, 4000)
    assert (draws <= count).mean() == pytest.approx(0.025, abs=0.012)


@given(before=st.integers(1, 60), after=st.integers(1, 200))
def test_a_ratio_turned_round_is_its_reciprocal(before: int, after: int) -> None:
    there, back = contacts.rate_ratio(before, 18, after, 30), contacts.rate_ratio(after, 30, before, 18)
    assert (1 / there.value, 1 / there.high, 1 / there.low) == pytest.approx((back.value, back.low, back.high))


def test_nonsense_is_refused() -> None:
    with pytest.raises(ValueError, match="positive length"):
        contacts.rate(3, 0)
    with pytest.raises(ValueError, match="at least 1"):
        contacts.rate_ratio(0, 1, 3, 1)


def test_what_must_have_been_missed() -> None:
    assert contacts.missed_for_no_change(contacts.Rate(4, 2, 8)) == pytest.approx((0.75, 0.5, 0.875))
    assert contacts.missed_for_no_change(contacts.Rate(1.5, 0.5, 2)).low == 0
