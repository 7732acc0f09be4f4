"""What the claims say together: selection, bounds, envelopes, pairs and the words for them."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from evidence import claims, tables
from tests.unit.synthetic import table


def test_an_unknown_metric_is_named_in_the_error() -> None:
    with pytest.raises(KeyError, match="boxxes"):
        claims.of(table({"best": 1}), "boxes", "boxxes")


def test_of_takes_these_metrics_in_order_of_time() -> None:
    frame = table(
        {"id": "late", "best": 3, "as_of": "2024-12-01"},
        {"id": "other", "best": 9, "metric": "shells"},
        {"id": "month", "best": 2, "as_of": "2024-10"},
        {"id": "day", "best": 1, "as_of": "2024-10-18"},
        {"id": "piles", "best": 4, "metric": "piles", "as_of": "2023"},
    )
    assert claims.of(frame, "boxes", "piles")["id"].tolist() == ["piles", "day", "month", "late"]


def test_the_last_line_of_a_claimant_is_the_claim_that_the_summary_quotes() -> None:
    frame = table(
        {"best": 10, "as_of": "2024-09", "claimed_on": "2024-10-05"},
        {"best": 20, "as_of": "2024-09", "claimed_on": "2024-10"},
    )
    found = claims.of(frame, "boxes")
    assert found.iloc[-1]["text"] == claims.latest(found).iloc[0]["text"]


@pytest.mark.parametrize(
    ("figures", "value", "lower", "upper", "bound", "text"),
    [
        ({"best": 5}, 5, 5, 5, "", "5"),
        ({"low": 4}, 4, 4, 4, "at least", "at least 4"),
        ({"high": 6}, 6, 6, 6, "at most", "at most 6"),
        ({"low": 4, "high": 8}, 6, 4, 8, "", "4 to 8"),
        ({"low": 4, "best": 5, "high": 8}, 5, 4, 8, "", "4 to 8"),
        ({"low": 4, "best": 5}, 5, 4, 5, "", "5"),
        ({"best": 5, "high": 8}, 5, 5, 8, "", "5"),
        ({"low": 0}, 0, 0, 0, "at least", "at least 0"),
    ],
)
def test_figures_of_a_claim(
    figures: dict[str, float], value: float, lower: float, upper: float, bound: str, text: str
) -> None:
    claim = claims.with_values(table(figures)).iloc[0]
    assert (claim["value"], claim["lower"], claim["upper"]) == (value, lower, upper)
    assert (claim["bound"], claim["text"]) == (bound, text)


@pytest.mark.parametrize(
    ("as_of", "day"),
    [("2024-10-18", "2024-10-18"), ("2024-11", "2024-11-15 12:00"), ("2023", "2023-07-02")],
)
def test_a_claim_stands_in_the_middle_of_what_its_date_allows(as_of: str, day: str) -> None:
    claim = claims.with_values(table({"best": 1, "as_of": as_of})).iloc[0]
    assert claim["day"] == pd.Timestamp(day)
    assert claim["as_of_first"] <= claim["day"] <= claim["as_of_last"]


def test_own_leaves_relays_out() -> None:
    frame = table({"id": "said", "best": 1}, {"id": "repeated", "best": 1, "origin": "said"}, {"id": "new", "best": 2})
    assert claims.own(frame)["id"].tolist() == ["said", "new"]


def test_latest_is_one_claim_a_claimant_by_the_day_described_then_by_the_day_said() -> None:
    frame = table(
        {"id": "old", "best": 1, "as_of": "2024-01-01", "claimed_on": "2025-01-01"},
        {"id": "revised", "best": 3, "as_of": "2024-06-01", "claimed_on": "2024-09-01"},
        {"id": "first", "best": 2, "as_of": "2024-06-01", "claimed_on": "2024-06-02"},
        {"id": "kyiv", "best": 9, "claimant": "gur", "as_of": "2023"},
    )
    assert set(claims.latest(frame)["id"]) == {"revised", "kyiv"}
    assert claims.last(frame, claimant="dia")["id"] == "revised"


def test_last_without_a_match_says_what_was_looked_for() -> None:
    with pytest.raises(LookupError, match="ministry"):
        claims.last(table({"best": 1}), claimant="ministry")


REVISED = (
    {"best": 10, "as_of": "2024-01-31"},
    {"best": 20, "as_of": "2024-06-30"},
    {"low": 12, "high": 16, "as_of": "2024-05", "claimant": "gur"},
    {"best": 90, "as_of": "2025-01-31", "claimant": "osc"},
)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2024-01-31", (10, 10)),
        ("2024-05-30", (10, 10)),  # May is not over: its claim does not count yet
        ("2024-05-31", (10, 16)),
        ("2024-12-31", (12, 20)),  # the superseded 10 no longer counts
        ("2025-02-01", (12, 90)),
    ],
)
def test_envelope_is_what_each_claimant_last_said(day: str, expected: tuple[float, float]) -> None:
    assert claims.envelope(claims.of(table(*REVISED), "boxes"), day) == expected


def test_an_envelope_before_the_first_claim_is_an_error() -> None:
    with pytest.raises(LookupError, match="2023-12-31"):
        claims.envelope(claims.of(table(*REVISED), "boxes"), "2023-12-31")


def paired(*rows: dict[str, Any]) -> pd.DataFrame:
    return claims.pairs(table(*rows), "shells", "boxes")


def test_a_pair_divides_two_figures_and_names_and_cites_both() -> None:
    ratio = paired(
        {"id": "top", "metric": "shells", "best": 9000, "sources": "a;b"},
        {"id": "below", "metric": "boxes", "best": 20, "sources": "c"},
    ).iloc[0]
    assert (ratio["value"], ratio["lower"], ratio["upper"], ratio["text"]) == (450, 450, 450, "450")
    assert (ratio["basis"], ratio["ids"], ratio["sources"]) == ("derived", "top;below", "a;b;c")


def test_a_pair_of_ranges_runs_from_least_over_most_to_most_over_least() -> None:
    ratio = paired(
        {"metric": "shells", "low": 4000, "best": 5000, "high": 6000},
        {"metric": "boxes", "low": 10, "best": 12.5, "high": 20},
    ).iloc[0]
    assert (ratio["lower"], ratio["value"], ratio["upper"], ratio["text"]) == (200, 400, 600, "200 to 600")


def test_figures_pair_only_where_one_claimant_gave_both_on_one_day() -> None:
    pairs = paired(
        {"metric": "shells", "best": 100, "claimant": "dia", "claimed_on": "2024-06-01"},
        {"metric": "boxes", "best": 10, "claimant": "gur", "claimed_on": "2024-06-01"},
        {"metric": "boxes", "best": 20, "claimant": "dia", "claimed_on": "2024-06-02"},
    )
    assert pairs.empty


def test_figures_pair_only_within_the_time_that_both_describe() -> None:
    """A speaker who gives two rates for two seasons in one speech implies two ratios, not four."""
    pairs = paired(
        {"metric": "shells", "best": 100, "as_of": "2023-09", "claimed_on": "2024-08-20"},
        {"metric": "shells", "best": 300, "as_of": "2024-05", "claimed_on": "2024-08-20"},
        {"metric": "boxes", "best": 50, "as_of": "2023-09", "claimed_on": "2024-08-20"},
        {"metric": "boxes", "best": 100, "as_of": "2024-05", "claimed_on": "2024-08-20"},
    )
    assert dict(zip(pairs["as_of"], pairs["value"], strict=False)) == {"2023-09": 2, "2024-05": 3}
    assert len(pairs) == 2


def test_relays_do_not_pair() -> None:
    pairs = paired(
        {"metric": "shells", "best": 100, "origin": "c-009"},
        {"metric": "boxes", "best": 50},
    )
    assert pairs.empty


def test_the_download_of_a_pair_holds_the_ratio_and_not_its_numerator() -> None:
    pairs = paired({"metric": "shells", "best": 9000, "unit": "shells"}, {"metric": "boxes", "best": 20})
    row = claims.drawn(pairs).iloc[0]
    assert [figure for figure in row[["low", "best", "high"]] if not pd.isna(figure)] in ([450], [450, 450, 450])
    assert row["unit"] != "shells"


def test_summary_names_speaker_figure_and_date_from_the_highest_down() -> None:
    frame = table(
        {"best": 10_000, "as_of": "2024-01-31"},
        {"low": 13_000, "as_of": "2024-10-18"},
        {"low": 4e6, "high": 6e6, "as_of": "2024-10", "claimant": "osc"},
        {"best": 500, "as_of": "2024", "claimant": "gur"},
    )
    assert claims.summary(claims.of(frame, "boxes")) == (
        "Open Source Centre 4 to 6 million (October 2024); "
        "DIA, Seoul at least 13,000 (18 October 2024); "
        "GUR, Kyiv 500 (2024)"
    )


def test_extremes_name_who_said_the_lowest_and_the_highest() -> None:
    frame = table(
        {"best": 6, "claimant": "gur"},
        {"low": 5, "high": 7, "claimant": "state"},
        {"low": 8, "high": 10, "claimant": "osc"},
    )
    assert claims.extremes(claims.of(frame, "boxes")) == "from 5 (State Department) to 10 (Open Source Centre)"


@pytest.mark.parametrize(
    ("grades", "confidence"),
    [([1, 5], "high"), ([2], "moderate"), ([4, 3], "moderate"), ([4, 6], "low")],
)
def test_confidence_rests_on_the_best_claim(grades: list[int], confidence: str) -> None:
    assert claims.confidence(table(*({"best": 1, "credibility": grade} for grade in grades))) == confidence


def test_the_download_shows_the_claim_as_recorded() -> None:
    frame = claims.of(table({"low": 4, "claimant": "state", "as_of": "2024-10", "sources": "a;b"}), "boxes")
    row = claims.drawn(frame).iloc[0]
    assert (row["id"], row["claimant"], row["as_of"], row["sources"]) == ("c-001", "State Department", "2024-10", "a;b")
    assert row["low"] == 4 and pd.isna(row["best"]) and pd.isna(row["high"])


def test_selecting_leaves_the_loaded_claims_as_they_were() -> None:
    frame = table({"metric": "shells", "best": 100}, {"metric": "boxes", "best": 50})
    before = frame.copy(deep=True)
    claims.summary(claims.own(claims.of(frame, "shells", "boxes")))
    claims.pairs(frame, "shells", "boxes")
    pd.testing.assert_frame_equal(frame, before)


def test_in_the_book_every_relay_names_a_claim(book: tables.Evidence) -> None:
    relayed = book.claims[book.claims["origin"] != ""]
    assert set(relayed["origin"]) <= set(book.claims["id"])
    assert len(claims.own(book.claims)) == len(book.claims) - len(relayed)
