"""Duties, listings and stances: what bears on what, who listed when, and who said what of nuclear arms."""

from __future__ import annotations

import pandas as pd
import pytest

from evidence import events, provisions, sanctions, stances, tables


def happened(*rows: dict[str, str]) -> pd.DataFrame:
    """Events as loaded; a row names only what its test is about."""
    blank = dict.fromkeys(
        ("end", "level", "direction", "place", "actors", "summary", "sources", "notes", "answers"), ""
    )
    cells = [
        {**blank, "id": f"e-{number}", "kind": "statement", "title": "Said", "credibility": 2, **row}
        for number, row in enumerate(rows)
    ]
    return tables.with_interval(pd.DataFrame(cells), "start")


# ---- duties ---------------------------------------------------------------------------------


def test_measures_name_only_provisions_and_metrics_that_exist(book: tables.Evidence) -> None:
    named = {key for measure in provisions.MEASURES for key in measure.provisions}
    metrics = {metric for measure in provisions.MEASURES for metric in measure.metrics}
    assert named <= set(book.provisions["id"])
    assert metrics <= set(book.metrics["id"])


def test_rows_bear_on_every_measure_and_none_is_a_relay_a_forecast_or_from_before_the_war(
    book: tables.Evidence,
) -> None:
    rows = provisions.bearing(book)
    assert set(rows["measure"]) == {measure.name for measure in provisions.MEASURES}
    said = book.claims[book.claims["id"].isin(rows["id"])]
    assert (said["origin"] == "").all() and (said["basis"] != "forecast").all()
    assert (said["as_of_last"] >= provisions.WAR).all()


@pytest.mark.parametrize(
    ("measure", "is_about"),
    [
        ("Arms from North Korea", "Hwasong|missile"),
        ("Refined oil: yearly cap", "UN cap"),
        ("Workers: no permits, return home", "plain breach"),
        ("Cars and luxury goods", "car"),
    ],
)
def test_known_events_are_found(book: tables.Evidence, measure: str, is_about: str) -> None:
    rows = provisions.bearing(book)
    assert rows.loc[rows["measure"] == measure, "title"].str.contains(is_about).any()


def test_trains_and_party_workers_do_not_bear_on_training_and_labour(book: tables.Evidence) -> None:
    rows = provisions.bearing(book)
    titles = rows.set_index("measure")["title"]
    assert not titles["Military training and advice"].str.contains(r"\btrains?\b|table-tennis").any()
    assert not titles["Workers: no permits, return home"].str.contains("Workers’ Party").any()


@pytest.mark.parametrize(
    ("actors", "side"),
    [("us-nsc;DPRK", "us"), ("Nobody;ru-unheard-of", "russia"), ("Open Source Centre", "independent"), ("Nobody", "")],
)
def test_the_side_is_that_of_the_first_actor_who_has_one(book: tables.Evidence, actors: str, side: str) -> None:
    assert provisions.side(actors, book.claimants) == side


def test_a_cell_holds_the_best_of_what_is_shown_never_the_grade_of_a_statement() -> None:
    rows = pd.DataFrame(
        [
            ("Oil", "us", "says", 1),
            ("Oil", "us", "shows", 3),
            ("Oil", "us", "shows", 2),
            ("Oil", "russia", "says", 1),
            ("Arms", "us", "says", 1),
            ("Arms", "russia", "denies", 1),
            ("Arms", "dprk", "shows", 4),
        ],
        columns=["measure", "side", "act", "credibility"],
    )
    cells = provisions.grid(rows, {"US": ("us",), "Both": ("russia", "dprk"), "Seoul": ("rok",)})
    assert cells.loc["Oil"].tolist() == ["2", "said", ""]
    assert cells.loc["Arms"].tolist() == ["said", "4 denied", ""]


def test_untouched_and_mapped_provisions_make_all(book: tables.Evidence) -> None:
    mapped = {key for measure in provisions.MEASURES for key in measure.provisions}
    assert len(provisions.untouched(book.provisions)) + len(mapped) == len(book.provisions)


def test_a_measure_names_its_resolutions(book: tables.Evidence) -> None:
    assert provisions.resolutions(book.provisions)["Arms from North Korea"] == "1718, 1874"


# ---- listings -------------------------------------------------------------------------------


def test_a_joint_round_counts_for_each_jurisdiction_once() -> None:
    rows = happened({"kind": "sanction", "start": "2024-03-27", "actors": "us-ofac;us-state;rok-mfa;Some Bank"})
    assert sanctions.rounds(rows)["jurisdiction"].tolist() == ["South Korea", "United States"]


def test_controlled_goods_and_listings_without_a_link_are_left_out(book: tables.Evidence) -> None:
    rows = happened(
        {"kind": "sanction", "start": "2024-09-09", "actors": "rok-motie"},
        {
            "kind": "sanction",
            "start": "2025-09-12",
            "actors": "jp-government",
            "summary": "It names no link to the DPRK.",
        },
        {"kind": "statement", "start": "2025-09-12", "actors": "jp-government"},
    )
    assert sanctions.rounds(rows).empty
    found = sanctions.rounds(book.events)
    assert not found["start"].isin(["2023-01-26", "2024-06-20", "2024-09-09", "2025-09-12", "2025-10-11"]).any()
    assert {"United States", "South Korea", "European Union", "Britain", "Japan"} <= set(found["jurisdiction"])


@pytest.mark.parametrize(
    ("actor", "name"), [("eu-council", "European Union"), ("New Zealand", "New Zealand"), ("ru-mfa", "")]
)
def test_jurisdictions(actor: str, name: str) -> None:
    assert sanctions.jurisdiction(actor) == name


# ---- stances and events ---------------------------------------------------------------------


def test_every_stance_reads_an_event_of_its_own(book: tables.Evidence) -> None:
    found = stances.of(book.events)
    assert len(found) == len(stances.STANCES) == found["id"].nunique()
    assert found["day"].is_monotonic_increasing
    assert set(found["speaker"]) <= set(stances.SPEAKERS)


def test_a_stance_without_its_event_is_an_error(book: tables.Evidence) -> None:
    with pytest.raises(LookupError, match="ru-mfa in 2024-09"):
        stances.of(book.events[~book.events["start"].str.startswith("2024-09")])


def test_one_takes_the_first_that_fits_and_says_when_none_does() -> None:
    rows = happened(
        {"start": "2024-09-30", "actors": "ru-mfa", "title": "Later"},
        {"start": "2024-09-26", "actors": "us-state;ru-mfa", "title": "Talk", "summary": "A closed issue."},
        {"start": "2024-09-01", "actors": "ru-mfa-nobody", "title": "Another actor"},
    )
    assert events.one(rows, "2024-09", actor="ru-mfa")["title"] == "Talk"
    assert events.one(rows, "2024", actor="ru-mfa", words="Later")["title"] == "Later"
    with pytest.raises(LookupError, match="2025"):
        events.one(rows, "2025", actor="ru-mfa")


def test_the_middle_of_a_month_known_without_its_day() -> None:
    assert events.middle(happened({"start": "2024-09"})).iloc[0] == pd.Timestamp("2024-09-15 12:00")
