"""Counts come to quarters by what was published, by subtraction where one quarter is missing, and not otherwise."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence import claims, quarters, words
from evidence.charts import counts
from evidence.charts.timelines import Mark
from tests.unit import synthetic


def frame(*rows: tuple[str, str, float], **cells) -> pd.DataFrame:
    table = synthetic.table(
        *({"period_start": start, "as_of": end, "best": best, **cells} for start, end, best in rows)
    )
    return claims.of(table, "boxes")


def found(claimed: pd.DataFrame) -> dict[str, float]:
    return {str(quarter): value for quarter, value in quarters.of(claimed).items()}


def test_one_missing_quarter_is_what_the_year_leaves() -> None:
    rows = frame(
        ("2024-01", "2024-03", 10), ("2024-04", "2024-06", 20), ("2024-07", "2024-09", 30), ("2024", "2024", 100)
    )
    assert found(rows) == {"2024Q1": 10, "2024Q2": 20, "2024Q3": 30, "2024Q4": 40}


def test_a_half_year_helps_the_year() -> None:
    rows = frame(
        ("2024-01", "2024-03", 10), ("2024-01", "2024-06", 25), ("2024-07", "2024-09", 30), ("2024", "2024", 100)
    )
    assert found(rows) == {"2024Q1": 10, "2024Q2": 15, "2024Q3": 30, "2024Q4": 45}


def test_two_missing_quarters_stay_unknown() -> None:
    assert found(frame(("2024-01", "2024-03", 10), ("2024-04", "2024-06", 20), ("2024", "2024", 100))) == {
        "2024Q1": 10,
        "2024Q2": 20,
    }


def test_what_was_published_is_not_overruled_by_subtraction() -> None:
    assert (
        found(frame(("2024-01", "2024-03", 10), ("2024-04", "2024-06", 21), ("2024-01", "2024-06", 30)))["2024Q2"] == 21
    )


def test_bounds_and_spans_across_quarters_are_left_out() -> None:
    low = claims.of(synthetic.table({"period_start": "2024-01", "as_of": "2024-03", "low": 5.0}), "boxes")
    assert found(low) == {}
    assert found(frame(("2024-02", "2024-04", 10))) == {}


def test_the_most_credible_figure_of_a_quarter_counts() -> None:
    both = claims.of(
        synthetic.table(
            {"period_start": "2024-01", "as_of": "2024-03", "best": 5.0, "credibility": 2, "claimed_on": "2024-04"},
            {"period_start": "2024-01", "as_of": "2024-03", "best": 9.0, "credibility": 4, "claimed_on": "2025-04"},
        ),
        "boxes",
    )
    assert found(both) == {"2024Q1": 5.0}


@given(st.lists(st.integers(0, 10_000), min_size=4, max_size=4), st.integers(0, 3))
def test_the_quarters_of_a_year_add_up(values: list[int], hidden: int) -> None:
    ends = [("2024-01", "2024-03"), ("2024-04", "2024-06"), ("2024-07", "2024-09"), ("2024-10", "2024-12")]
    rows = [(*end, value) for place, (end, value) in enumerate(zip(ends, values, strict=True)) if place != hidden]
    series = quarters.of(frame(*rows, ("2024-01", "2024-12", sum(values))))
    assert series.tolist() == values


def test_a_total_is_parted_only_where_the_part_is_known() -> None:
    total = pd.Series([10.0, 20.0], index=pd.period_range("2024Q1", "2024Q2", freq="Q"))
    table = quarters.parted(total, total.iloc[1:] - 5)
    assert table.to_numpy().tolist() == [[0, 0, 10], [15, 5, 0]]
    assert np.array_equal(table.sum(axis=1), total)


def test_a_part_above_its_total_is_refused() -> None:
    total = pd.Series([10.0], index=pd.period_range("2024Q1", "2024Q1", freq="Q"))
    with pytest.raises(ValueError, match="2024Q1"):
        quarters.parted(total, total + 1)


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        ("2024-01", "2024-06", "January to June 2024"),
        ("2024-01", "2024-12", "2024"),
        ("2024", "2024", "2024"),
        ("2024-01", "2024-01", "January 2024"),
        ("2024-03-07", "2024-11-05", "7 March to 5 November 2024"),
        ("2024-06", "2025-03", "June 2024 to March 2025"),
        ("", "2024-12", "December 2024"),
    ],
)
def test_a_stretch_of_time_in_words(first: str, last: str, text: str) -> None:
    assert words.period(first, last) == text


def test_a_period_without_a_figure_is_a_gap_that_says_so() -> None:
    index = pd.period_range("2024Q1", "2024Q4", freq="Q")
    table = pd.DataFrame({"all": [1, 2, 0, 3]}, index=index)
    marks = {"all": Mark("all", "#808080", "s")}
    ax = counts.stacked(table, marks, height=3, gaps={index[2]: "not published"}, title="Boxes").axes[0]
    said = [text for text in ax.texts if text.get_text() == "not published"]
    assert [text.get_position()[0] for text in said] == [2]
    assert ax.get_title(loc="left") == "Boxes"


def test_falls_are_drawn_as_well_as_growth() -> None:
    claimed = frame(("2023", "2023", -4.5), ("2024", "2024", 3.7))
    low, high = counts.by_year({"Percent": claimed}, height=3).axes[0].get_ylim()
    assert low < -4.5 and high > 3.7


def test_years_are_drawn_up_to_the_last_asked_for() -> None:
    ax = counts.by_year({"Boxes": frame(("2023", "2023", 4))}, height=3, last=2025).axes[0]
    assert [text.get_text() for text in ax.texts].count("no figure found") == 2
