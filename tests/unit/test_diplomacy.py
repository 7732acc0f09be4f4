"""Events are found by what they are, counts compared for the same days, treaties theme by theme."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence import claims, contacts, diplomacy, tables
from tests.unit import synthetic


def events(*rows: dict[str, str]) -> pd.DataFrame:
    defaults = {
        "chapter": "diplomacy",
        "kind": "visit",
        "level": "minister",
        "direction": "russia_to_dprk",
        "actors": "A Guest;A Host",
        "end": "",
        "title": "A visit",
        "summary": "",
        "sources": "a;b",
    }
    frame = pd.DataFrame([{"id": f"e-{place}", **defaults, **row} for place, row in enumerate(rows)])
    for column in tables.DATES["events"]:
        frame = tables.with_interval(frame, column)
    return frame


PROCEDURE = events(
    {"start": "2024-12-04", "kind": "agreement", "title": "Treaty in force"},
    {"start": "2024-06-19", "kind": "agreement", "title": "Leaders sign the treaty"},
    {"start": "2024-07-01", "kind": "statement", "title": "Somebody praises those who sign the treaty"},
    {"start": "2024-11", "kind": "agreement", "title": "A vote", "summary": "Parliament passed the Treaty."},
)


def test_events_are_found_in_title_and_summary_by_date() -> None:
    assert diplomacy.about(PROCEDURE, "TREATY")["id"].tolist() == ["e-1", "e-2", "e-3", "e-0"]
    assert diplomacy.one(PROCEDURE, "sign the treaty", kind="statement")["id"] == "e-2"


@pytest.mark.parametrize("asked", [{"kind": "visit"}, {"chapter": "arms"}], ids=str)
def test_an_event_that_is_not_there_is_refused(asked: dict[str, str]) -> None:
    with pytest.raises(LookupError, match="treaty"):
        diplomacy.about(PROCEDURE, "treaty", **asked)


def test_one_event_means_one() -> None:
    with pytest.raises(LookupError, match="e-1, e-2"):
        diplomacy.one(PROCEDURE, "sign the treaty")


def test_steps_carry_their_words_in_order_of_time() -> None:
    found = diplomacy.steps(PROCEDURE, {"in force": "in force", "signed": "leaders sign"})
    assert found[["label", "id"]].to_numpy().tolist() == [["signed", "e-1"], ["in force", "e-0"]]
    assert found["day"].iloc[0] == pd.Timestamp("2024-06-19")


def test_letters_of_leaders_and_gifts_are_messages_and_an_exchange_is_two_letters() -> None:
    found = diplomacy.messages(
        events(
            {"start": "2024-01-01", "kind": "letter", "level": "head_of_state", "direction": "mutual"},
            {"start": "2024-01-02", "kind": "letter", "level": "head_of_state", "direction": "dprk_to_russia"},
            {"start": "2024-01-03", "kind": "letter", "level": "party"},
            {"start": "2024-01-04", "kind": "letter", "level": "head_of_state", "direction": "third_party"},
            {"start": "2024-01-05", "kind": "ceremony", "title": "Putin gives Kim a car"},
            {"start": "2024-01-06", "kind": "ceremony", "title": "Kim forgives a debt"},
            {"start": "2024-01-07", "kind": "visit", "title": "Moscow sends a minister"},
        )
    )
    assert found["lane"].tolist() == ["letter mutual", "letter dprk_to_russia", "gift russia_to_dprk"]
    assert diplomacy.letters(found) == 3


def test_every_lane_of_the_data_has_its_name() -> None:
    assert {*diplomacy.messages(tables.load().events)["lane"]} <= {*diplomacy.LANES}


MET = contacts.of(
    events(
        {"start": "2023-07-26"},
        {"start": "2024-01-31", "level": "other"},
        {"start": "2024-02-01", "direction": "dprk_to_russia"},
        {"start": "2024-03"},
        {"start": "2024-07-01"},
    )
)


def counted(**row: str) -> pd.DataFrame:
    claim = {"as_of": "2024-06-30", "period_start": "2024-01", "best": 5, "direction": "mutual", **row}
    return claims.of(synthetic.table(claim), "boxes")


def test_ours_and_theirs_are_of_the_same_days() -> None:
    row = diplomacy.beside(MET, counted()).iloc[0]
    assert (row["ours"], row["ours_ranked"]) == (3, 2)
    assert row["months"] == pytest.approx(6, abs=0.03)


def test_a_count_of_one_direction_is_set_beside_ours_of_that_direction() -> None:
    assert diplomacy.beside(MET, counted(direction="dprk_to_russia"))["ours"].tolist() == [1]


def test_a_span_before_our_first_contact_is_left_out() -> None:
    assert diplomacy.beside(MET, counted(as_of="2019", period_start="2019")).empty


def test_monthly_figures_divide_theirs_and_ours_by_the_same_months() -> None:
    both = diplomacy.monthly(diplomacy.beside(MET, counted()))
    assert both["name"].tolist() == ["DIA, Seoul", "this book"]
    assert both["lower"].tolist() == pytest.approx([5 / 6, 3 / 6], abs=0.005)


def test_paces_count_what_began_in_the_span() -> None:
    ours = diplomacy.pace(MET, {"early": ("2022-01-01", "2023-06-30"), "2024": ("2024-01-01", "2024-12-31")})
    assert ours["count"].tolist() == [0, 4]
    assert (ours["low"] <= ours["value"]).all() and (ours["value"] < ours["high"]).all()
    assert ours["text"].iloc[0] == "0.0 (0.0 to 0.2), 0 counted"


def test_a_pace_of_others_names_its_span() -> None:
    both = [counted(), counted(as_of="2019", period_start="2019")]
    assert diplomacy.pace_said(pd.concat(both))["label"].tolist() == ["January 2024 to 30 June 2024", "2019"]


def test_the_record_counts_each_event_once_and_shows_empty_months() -> None:
    every = events({"start": "2024-01-31"}, {"start": "2024-03", "kind": "letter"}, {"start": "2024", "kind": "vote"})
    table = diplomacy.record(every, contacts.of(every), "2024-01", "2024-04")
    assert table["contact"].tolist() == [1, 0, 0, 0]
    assert table["other"].tolist() == [0, 0, 1, 0]


def test_guests_are_those_whom_the_other_leader_received() -> None:
    found = contacts.of(
        events(
            {"start": "2024-05-02", "actors": "Sergei Shoigu;Kim Jong Un"},
            {"start": "2024-01-02", "actors": "Olga Lyubimova;Kim Jong Un"},
            {"start": "2024-06", "actors": "Sergei Shoigu;Kim Jong Un"},
            {"start": "2024-07-01", "actors": "Choe Son Hui;Sergei Lavrov", "direction": "dprk_to_russia"},
        )
    )
    guests = diplomacy.guests(found)
    assert guests[["guest", "times"]].to_numpy().tolist() == [["Sergei Shoigu", 2], ["Olga Lyubimova", 1]]
    assert guests["dates"].iloc[0] == "2 May 2024; June 2024"


TREATIES = pd.DataFrame(
    {
        "treaty": [1961, 2024, 2024, 2000],
        "article": ["1", "4", "", "2"],
        "subject": ["armed attack: aid", "armed attack: aid", "term", "threat: contact"],
        "summary": ["All means.", "Under Article 51.", "No end.", "Without delay."],
    }
)


def test_treaties_stand_theme_by_theme_and_a_missing_clause_is_a_dash() -> None:
    table = diplomacy.side_by_side(TREATIES, {"Attack": "^armed attack", "Term": "^term"})
    assert table.columns.tolist() == ["Theme", "1961", "2000", "2024"]
    assert table.to_numpy().tolist() == [
        ["Attack", "Article 1. All means.", "–", "Article 4. Under Article 51."],
        ["Term", "–", "–", "No end."],
    ]


def test_a_theme_that_no_treaty_has_is_refused() -> None:
    with pytest.raises(LookupError, match="fish"):
        diplomacy.side_by_side(TREATIES, {"Fish": "fish"})


@given(before=st.integers(1, 60), after=st.integers(1, 200))
def test_the_floor_of_a_ratio_is_the_lower_end_of_its_interval(before: int, after: int) -> None:
    assert contacts.ratio_floor(before, 18, after, 30) == pytest.approx(contacts.rate_ratio(before, 18, after, 30).low)


def test_the_floor_after_nothing_is_that_of_the_exact_test() -> None:
    """With 0 of 5 before, the lower limit of the binomial share is 0.025 ** (1 / 5)."""
    share = 0.025 ** (1 / 5)
    assert contacts.ratio_floor(0, 10, 5, 20) == pytest.approx(share / (1 - share) * 10 / 20)
    with pytest.raises(ValueError, match="at least 1"):
        contacts.ratio_floor(0, 1, 0, 1)


def test_the_unseen_are_the_fewest_that_hide_a_change() -> None:
    unseen = contacts.unseen_for_no_change(18, 86, 27)
    assert contacts.ratio_floor(unseen, 18, 86, 27) <= 1 < contacts.ratio_floor(unseen - 1, 18, 86, 27)
    assert contacts.unseen_for_no_change(18, 1, 18) == 0
