"""Verdicts are counted as given, and no verdict is surer than what it rests on."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest

from evidence import claims, scorecard, seeds, tables
from evidence.charts import timelines, verdicts
from tests.unit.test_palette import CONTRAST, GROUNDS, contrast

SURE = ["low", "moderate", "high"]


def digest(seed: str, date: str) -> seeds.Digest:
    return seeds.Digest(seed, "", "", "", date, "", "", "", ())


ARTICLES = {"first": digest("first", "2024-02-02"), "second": digest("second", "2024-11-22/2024-12-31")}


def test_verdicts_are_counted_in_the_order_of_chapters() -> None:
    rows = [("arms", "held"), ("diplomacy", "open"), ("arms", "held"), ("arms", "overtaken")]
    counted = scorecard.tally(pd.DataFrame(rows, columns=["chapter", "verdict"]), "chapter")
    assert counted[["chapter", "text"]].to_numpy().tolist() == [
        ["diplomacy", "1 open"],
        ["arms", "2 held, 1 overtaken"],
    ]
    assert counted[list(scorecard.VERDICTS)].to_numpy().sum() == len(rows)


def with_statements(book: tables.Evidence, *rows: tuple[str, str, str]) -> tables.Evidence:
    """The book's claims and events with other statements: id, article, evidence."""
    frame = pd.DataFrame(rows, columns=["id", "seed", "evidence"]).assign(verdict="held")
    return dataclasses.replace(book, seed_claims=frame)


def shells(book: tables.Evidence, claimant: str, year: str) -> pd.Series:
    said = claims.said(book.claims, "shells_delivered")
    return claims.last(said[said["claimed_on"].str.startswith(year)], claimant=claimant)


def test_a_figure_stands_beside_what_was_said_of_it_since(book: tables.Evidence) -> None:
    then, before, later = shells(book, "rok-nis", "2024"), shells(book, "c4ads", "2024"), shells(book, "osc", "2025")
    event = book.events["id"].iloc[0]
    evidence = with_statements(
        book,
        ("a", "second", f"{then['id']};{before['id']};{event};{later['id']}"),
        ("no later figure", "second", f"{then['id']};{event}"),
        ("no figure", "second", f"{event};{then['id']};{later['id']}"),
    )
    moved = scorecard.moved(evidence, ARTICLES)
    assert moved[["statement", "value"]].to_numpy().tolist() == [["a", then["value"]]]
    assert moved[["came_low", "came_high"]].to_numpy().tolist() == [[later["lower"], later["upper"]]]
    assert set(tables.keys(moved["sources"].iloc[0])) == {*tables.keys(then["sources"]), *tables.keys(later["sources"])}
    scaled = scorecard.multiples(moved)
    assert scaled["came_high"].iloc[0] == pytest.approx(later["upper"] / then["value"])


def test_every_deciding_row_is_there_once_a_statement(book: tables.Evidence) -> None:
    deciding = scorecard.deciding(book)
    told = [(row["id"], key) for row in book.seed_claims.to_dict("records") for key in tables.keys(row["evidence"])]
    assert deciding[["statement", "row"]].apply(tuple, axis=1).to_list() == told
    assert deciding[["day", "sources"]].notna().all(axis=None)


def test_what_was_missed_is_sorted_by_what_could_be_known(book: tables.Evidence) -> None:
    missed = scorecard.missed(book.events, ARTICLES)
    assert set(missed["topic"]) == set(scorecard.MISSED)
    assert (missed["start"][missed["known"] == "first"] < "2024-02-02").all()
    assert missed["start"][missed["known"] == "second"].between("2024-02", "2024-11-22").all()
    speakers = missed["actors"][missed["topic"] == "denials"]
    assert speakers.str.match(r"ru-|dprk-").all()


def test_a_topic_without_events_is_refused(book: tables.Evidence) -> None:
    with pytest.raises(LookupError, match="no event on"):
        scorecard.missed(book.events[book.events["kind"] == "denial"], ARTICLES)


def test_no_verdict_is_surer_than_its_best_row(book: tables.Evidence) -> None:
    grade = pd.concat([frame.set_index("id")["credibility"] for frame in (book.claims, book.events)])
    for row in book.seed_claims.to_dict("records"):
        best = claims.CONFIDENCE[int(grade[tables.keys(row["evidence"])].min())]
        assert SURE.index(row["confidence"]) <= SURE.index(best), row["id"]


def test_the_schema_knows_the_same_verdicts_and_articles(book: tables.Evidence) -> None:
    resource = next(each for each in book.package["resources"] if each["name"] == "seed_claims")
    fields = {each["name"]: each for each in resource["schema"]["fields"]}
    assert sorted(fields["verdict"]["constraints"]["enum"]) == sorted(scorecard.VERDICTS) == sorted(verdicts.MARKS)
    assert sorted(fields["seed"]["constraints"]["enum"]) == sorted(seeds.digests())
    assert fields["chapter"]["constraints"]["enum"] == list(scorecard.CHAPTERS)


MARKS = [*verdicts.MARKS.values(), *verdicts.SINCE.values(), *verdicts.KNOWN.values()]


@pytest.mark.parametrize("mark", MARKS, ids=lambda mark: mark.name)
@pytest.mark.parametrize("ground", GROUNDS.values())
def test_marks_are_seen_on_both_grounds(mark: timelines.Mark, ground: str) -> None:
    assert contrast(mark.colour, ground) >= CONTRAST


def test_what_came_before_and_after_differs_in_shape() -> None:
    for marks in (verdicts.SINCE, verdicts.KNOWN):
        assert len({mark.marker for mark in marks.values()}) == len(marks)
