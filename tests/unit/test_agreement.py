"""Spreads, revisions, forecasts and track records say what the claims say."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from evidence import tables
from evidence.models import agreement
from tests.unit.synthetic import table


@pytest.fixture
def told(book: tables.Evidence) -> Any:
    """Evidence that holds no claims but these rows."""

    def make(*rows: dict[str, Any]) -> tables.Evidence:
        claims = table(*rows)
        titles = pd.DataFrame({"title": {metric: metric.title() for metric in claims["metric"]}})
        return replace(book, claims=claims, metrics=titles)

    return make


EARLY = [
    {"claimant": "dia", "best": 100, "as_of": "2024-02-01"},
    {"claimant": "state", "best": 400, "as_of": "2024-03-01"},
]
LATE = [
    {"claimant": "dia", "best": 300, "as_of": "2024-08-01"},
    {"claimant": "state", "low": 450, "as_of": "2024-08-20"},
]


def test_a_spread_is_of_last_words_in_one_quarter(told: Any) -> None:
    again = {"claimant": "dia", "best": 200, "as_of": "2024-03-05"}
    alone = {"claimant": "osc", "best": 7, "as_of": "2025-01-05"}
    found = agreement.spreads(told(*EARLY, again, alone, *LATE))
    assert found["quarter"].astype(str).tolist() == ["2024Q1", "2024Q3"]
    assert found[["low", "high", "ratio", "claimants"]].to_numpy().tolist() == [[200, 400, 2, 2], [300, 450, 1.5, 2]]


@pytest.mark.parametrize(
    "left_out",
    [{"origin": "c-001"}, {"credibility": 5}, {"basis": "forecast"}, {"as_of": "2024"}],
    ids=["a relay", "improbable", "a forecast", "a year"],
)
def test_who_is_no_party_to_a_disagreement(told: Any, left_out: dict[str, Any]) -> None:
    odd = {"claimant": "osc", "best": 9000, "as_of": "2024-03-01", **left_out}
    assert agreement.spreads(told(*EARLY, odd))["ratio"].tolist() == [4]


def test_trends_name_the_direction(told: Any) -> None:
    row = agreement.trends(told(*EARLY, *LATE)).iloc[0]
    assert (row["first_ratio"], row["last_ratio"], row["trend"], row["quarters"]) == (4, 1.5, "narrower", 2)
    turned = [
        {**row, "as_of": row["as_of"].replace("2024", year)}
        for rows, year in ((EARLY, "2025"), (LATE, "2024"))
        for row in rows
    ]
    assert agreement.trends(told(*turned)).iloc[0]["trend"] == "wider"
    assert agreement.trends(told(*EARLY)).iloc[0]["trend"] == ""


@pytest.mark.parametrize(
    ("metric", "after", "kind"),
    [
        ("men_killed", 90, "taken back"),
        ("men_killed", 110, "up"),
        ("men_killed", 100, "same"),
        ("men_present", 90, "down"),
    ],
)
def test_a_running_total_that_falls_is_taken_back(told: Any, metric: str, after: float, kind: str) -> None:
    rows = [{"best": 100, "as_of": "2024-02-01"}, {"best": after, "as_of": "2024-05-01"}]
    other = {"best": 1, "claimant": "gur", "as_of": "2024-06-01"}
    found = agreement.revisions(told(*({"metric": metric, **row} for row in (*rows, other))))
    assert found[["kind", "before", "after", "ids"]].to_numpy().tolist() == [[kind, 100, after, "c-001;c-002"]]


def test_a_total_for_an_earlier_day_is_not_taken_back(told: Any) -> None:
    rows = [
        {"metric": "men_killed", "best": 100, "as_of": "2024-05-01", "claimed_on": "2024-05-01"},
        {"metric": "men_killed", "best": 60, "as_of": "2024-02-01", "claimed_on": "2024-06-01"},
    ]
    assert agreement.revisions(told(*rows))["kind"].tolist() == ["down"]


def forecast(told: Any, figures: dict[str, float], came: dict[str, Any], **told_on: str) -> pd.DataFrame:
    foreseen = {"basis": "forecast", "claimed_on": "2024-01-10", "as_of": "2024-12", **told_on, **figures}
    return agreement.forecasts(told(foreseen, {"claimed_on": "2025-01-10", "as_of": "2024-12-31", **came}))


@pytest.mark.parametrize(
    ("figures", "came", "fared"),
    [
        ({"best": 100}, {"best": 149}, "near"),
        ({"best": 100}, {"best": 151}, "too low"),
        ({"best": 100}, {"best": 60}, "too high"),
        ({"low": 100}, {"best": 900}, "near"),
        ({"low": 100}, {"best": 60}, "too high"),
        ({"high": 100}, {"best": 60}, "too high"),
        ({"low": 10, "high": 100}, {"low": 20, "high": 40}, "near"),
    ],
)
def test_forecasts_against_what_came(told: Any, figures: dict[str, float], came: dict[str, float], fared: str) -> None:
    assert forecast(told, figures, came)["fared"].tolist() == [fared]


@pytest.mark.parametrize(
    "came",
    [
        {"claimed_on": "2024-01-05"},
        {"as_of": "2025-03-01", "claimed_on": "2025-03-01"},
        {"basis": "extrapolated"},
        {"credibility": 4},
        {"metric": "other"},
    ],
    ids=["said before", "of another time", "somebody's sum", "doubtful", "another quantity"],
)
def test_what_does_not_tell_how_a_forecast_fared(told: Any, came: dict[str, Any]) -> None:
    assert forecast(told, {"best": 100}, {"best": 100, **came}).empty


def test_a_forecast_without_a_date_is_held_against_the_last_word_of_its_year(told: Any) -> None:
    rows = [
        {"metric": "troops_planned", "basis": "forecast", "best": 100, "as_of": "2024-01-10"},
        {"metric": "troops_sent", "best": 20, "as_of": "2024-03-01"},
        {"metric": "troops_sent", "best": 120, "as_of": "2024-12-01"},
        {"metric": "troops_sent", "best": 900, "as_of": "2025-06-01"},
    ]
    found = agreement.forecasts(told(*rows))
    assert found[["came_low", "came_high", "fared", "came_ids"]].to_numpy().tolist() == [[120, 120, "near", "c-003"]]


def test_records_count_what_each_claimant_said(told: Any) -> None:
    same = {"claimant": "gur", "best": 400, "as_of": "2024-03-02"}
    frame = agreement.records(told(*EARLY, *LATE, same, {"claimant": "osc", "best": 5, "as_of": "2025-09-01"}))
    found = frame.set_index("claimant")[["claims", "compared", "highest", "lowest", "again", "up"]]
    assert found.loc["dia"].tolist() == [2, 2, 0, 2, 1, 1]
    assert found.loc["state"].tolist() == [2, 2, 1, 0, 1, 1], "in the first quarter it shares the top"
    assert found.loc["gur"].tolist() == [1, 1, 0, 0, 0, 0]
    assert "osc" not in found.index, "nobody spoke beside it"


def test_the_records_of_the_book_add_up(book: tables.Evidence) -> None:
    frame = agreement.records(book)
    assert (frame["highest"] + frame["lowest"] <= frame["compared"]).all()
    assert (frame[["up", "down", "back"]].sum(axis=1) <= frame["again"]).all()
    assert (frame["near"] <= frame["forecasts"]).all()
    assert frame["claimant"].is_unique and frame["name"].ne("").all()
