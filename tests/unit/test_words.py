"""Numbers, ranges and dates read as a careful writer would print them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence import words

NAN = float("nan")
SIZES = {"": 1.0, "million": 1e6, "billion": 1e9}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (0.5, "0.5"),
        (3, "3"),
        (2.25, "2.25"),
        (66.666, "66.7"),
        (300, "300"),
        (16500, "16,500"),
        (28000, "28,000"),
        (999_000, "999,000"),
        (1_000_000, "1 million"),
        (6_500_000, "6.5 million"),
        (19_200_000_000, "19.2 billion"),
        (-28000, "−28,000"),
        (-6_500_000, "−6.5 million"),
    ],
)
def test_number(value: float, text: str) -> None:
    assert words.number(value) == text


@pytest.mark.parametrize(("value", "text"), [(999_999, "1 million"), (999_600_000, "1 billion")])
def test_a_number_that_rounds_up_to_the_next_size_takes_its_word(value: float, text: str) -> None:
    assert words.number(value) == text


def read(text: str) -> float:
    """The value of a printed number."""
    digits, _, size = text.replace("−", "-").replace(",", "").partition(" ")
    return float(digits) * SIZES[size]


@given(st.floats(1e-2, 9e11))
def test_a_printed_number_is_within_half_a_unit_of_its_third_digit(value: float) -> None:
    text = words.number(value)
    assert read(text) == pytest.approx(value, rel=0.5e-2)
    assert re.fullmatch(r"\d{1,3}(,\d{3})*(\.\d*[1-9])?( million| billion)?", text)
    assert words.number(-value) == f"−{text}"


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        (4e6, 6e6, "4 to 6 million"),
        (35, 50, "35 to 50"),
        (900_000, 1.2e6, "900,000 to 1.2 million"),
        (8e8, 1.2e9, "800 million to 1.2 billion"),
        (4.001e6, 4.002e6, "4 million"),
        (3, 13, "3 to 13"),
        (20000, 20000, "20,000"),
    ],
)
def test_span(low: float, high: float, text: str) -> None:
    assert words.span(low, high) == text


@pytest.mark.parametrize(
    ("low", "best", "high", "text"),
    [
        (NAN, 28000, NAN, "28,000"),
        (13000, NAN, NAN, "at least 13,000"),
        (NAN, NAN, 300_000, "at most 300,000"),
        (4e6, NAN, 6e6, "4 to 6 million"),
        (4e6, 5e6, 6e6, "4 to 6 million"),
        (0, NAN, NAN, "at least 0"),
        (NAN, 0, NAN, "0"),
    ],
)
def test_estimate_says_what_was_claimed_and_no_more(low: float, best: float, high: float, text: str) -> None:
    assert words.estimate(low, best, high) == text


def test_an_estimate_needs_a_figure() -> None:
    with pytest.raises(ValueError, match="low, a best or a high"):
        words.estimate(NAN, NAN, NAN)


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        ((0, "denial"), "no denials"),
        ((1, "denial"), "one denial"),
        ((3,), "three"),
        ((12, "denial"), "twelve denials"),
        ((13, "denial"), "13 denials"),
        ((2, "body", "bodies"), "two bodies"),
        ((1, "body", "bodies"), "one body"),
        ((1200, "claim"), "1,200 claims"),
    ],
)
def test_count(arguments: tuple, text: str) -> None:
    assert words.count(*arguments) == text


@pytest.mark.parametrize(
    ("date", "text"),
    [
        ("2024", "2024"),
        ("2024-10", "October 2024"),
        ("2024-10-18", "18 October 2024"),
        ("2024-06-01", "1 June 2024"),
    ],
)
def test_a_date_is_printed_as_far_as_it_is_known(date: str, text: str) -> None:
    assert words.date(date) == text
