"""What changes hands: nothing said is lost, a thing seen is not a thing asserted, every sum can be redone."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest

from evidence import tables, transfers
from evidence.charts import matrices
from evidence.models import balance
from evidence.models.munitions import Span

MSMT = {"direction": "russia_to_dprk", "claimant": "msmt"}


def with_transfer(book: tables.Evidence, **cells: str) -> tables.Evidence:
    """The book with one more transfer, made from its first."""
    row = book.transfers.iloc[[0]].assign(id="x-9999", **cells)
    return dataclasses.replace(book, transfers=pd.concat([book.transfers, row], ignore_index=True))


def test_every_transfer_of_the_book_has_an_item(book: tables.Evidence) -> None:
    assert set(book.transfers["id"]) <= set(transfers.assertions(book)["id"])


def test_a_transfer_without_an_item_is_refused(book: tables.Evidence) -> None:
    with pytest.raises(KeyError, match="time machine"):
        transfers.assertions(with_transfer(book, item="time machine", direction="russia_to_dprk"))


@pytest.mark.parametrize(
    ("name", "items"),
    [
        (
            "air defence, jammers, engines, drones, guidance",
            {"air_defence", "jamming", "satellites", "drones", "accuracy"},
        ),
        ("air-to-air missile technology", {"aircraft"}),
        ("television satellite capacity", {"civil"}),
        ("submarine reactor modules", {"reactor"}),
        ("nuclear delivery systems", {"accuracy"}),
        ("food and oil", {"food", "oil"}),
    ],
)
def test_a_list_is_taken_apart_and_like_words_are_told_apart(name: str, items: set[str]) -> None:
    assert set(transfers.items_of(name, "russia_to_dprk")) == items


def test_missiles_go_one_way_and_guidance_the_other() -> None:
    assert transfers.items_of("ballistic missiles", "dprk_to_russia") == ["missiles"]
    assert transfers.items_of("ballistic missiles", "russia_to_dprk") == []


def test_only_what_was_seen_or_admitted_counts_as_delivered(book: tables.Evidence) -> None:
    rows = transfers.quantities(book)
    seen = rows["basis"].isin(transfers.SEEN) | rows["side"].isin(transfers.PARTIES)
    assert (rows["status"] == "delivered").equals(seen)
    assert seen.any() and not seen.all()
    assert not (rows["basis"] == "forecast").any()
    assert (rows["as_of_last"] >= transfers.SINCE).all()


def test_denials_are_those_of_the_parties_and_of_what_they_speak_of(book: tables.Evidence) -> None:
    rows = transfers.denials(book)
    assert set(rows["side"]) <= set(transfers.PARTIES)
    assert {"shells", "missiles", "troops"} <= set(rows["item"])
    assert rows[rows["item"] == "missiles"]["title"].str.contains("missile").all()
    assert not rows[rows["item"] == "shells"]["title"].str.contains("missile").any()


def test_the_chart_knows_every_status_in_the_same_order() -> None:
    assert tuple(matrices.MARKS) == transfers.STATUS


def test_the_firmest_assertion_stands_beside_the_clearest_doubt_of_another(book: tables.Evidence) -> None:
    doubt = with_transfer(
        book,
        item="drones (production)",
        direction="russia_to_dprk",
        claimant="38north",
        status="no_evidence_found",
        summary="Nothing to be seen.",
        said_on="2026-01-02",
    )
    row = transfers.disputes(doubt, ["drones"]).iloc[0]
    assert row["doubt"] == "Nothing to be seen (2 January 2026)"
    assert row["firm"] and row["firm"] != row["doubt"]


def test_what_was_said_stands_between_its_launch_and_the_next(book: tables.Evidence) -> None:
    table = transfers.launches(book)
    assert list(table["start"]) == sorted(table["start"])
    told = [line for lines in table["said"] for line in lines]
    field = transfers.technology(book)
    field = field[(field["field"] == "space") & (field["mark"] != "shown")]
    assert sorted(told) == sorted(field["title"])


def test_a_list_is_worded_with_its_speaker() -> None:
    one = {**MSMT, "name": "MSMT", "item": "oil", "summary": "A million barrels."}
    assert transfers.wording(one) == "A million barrels"
    assert transfers.wording({**one, "item": "food and oil"}) == "MSMT: food and oil"


# ---- the balance ----------------------------------------------------------------------------


def test_percent_takes_the_widest_ends() -> None:
    assert balance.percent(Span(1, 2), Span(4, 10)) == pytest.approx((10, 50))
    assert balance.rounded(Span(46.63, 0.2125)) == (47, 0.21)


def test_a_sum_that_we_work_out_names_what_it_rests_on(book: tables.Evidence) -> None:
    row = balance.return_by_share(book)
    given, share = (balance.said_last(book, name, "inss-rok") for name in ("support_value", "russian_return_share"))
    assert row["low"] == pytest.approx(given["lower"] * share["lower"] / 100, rel=0.05)
    assert row["high"] == pytest.approx(given["upper"] * share["upper"] / 100, rel=0.05)
    assert row["id"] == f"{given['id']};{share['id']}"
    assert row["basis"] == "derived"


def test_what_came_back_stands_under_the_study_that_found_it(book: tables.Evidence) -> None:
    rows = balance.both_ways(book)
    heads = rows.groupby("head", sort=False)["label"].agg(list)
    assert len(heads) == len(balance.STUDIES)
    assert all(labels[0] == balance.WAYS["support_value"] for labels in heads)
    assert not rows.duplicated(["head", "label"]).any()


def test_parts_and_shares_are_whole(book: tables.Evidence) -> None:
    for rows in (balance.parts(book), balance.dependence(book)):
        assert rows[["label", "head", "text", "lower", "upper", "side", "basis"]].notna().all(axis=None)
        assert (rows["lower"] <= rows["upper"]).all() and (rows["lower"] > 0).all()
        ours = rows["basis"] == "derived"
        assert ours.any() and rows[ours]["label"].str.endswith("(ours)").all()
    assert balance.dependence(book)["upper"].max() <= 100


def test_a_study_that_is_gone_is_an_error(book: tables.Evidence) -> None:
    with pytest.raises(LookupError):
        balance.said_last(book, "support_value", "nobody")
