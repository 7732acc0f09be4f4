"""A data folder becomes typed, joined frames, and what is not known stays not known."""

from __future__ import annotations

import csv
import datetime
import json
import shutil
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence import tables

ROWS: dict[str, list[dict[str, str]]] = {
    "claims": [
        {
            "id": "c-1",
            "metric": "boxes",
            "as_of": "2024-10",
            "low": "13000",
            "claimant": "dia",
            "claimed_on": "2024-10-18",
        },
        {
            "id": "c-2",
            "metric": "boxes",
            "as_of": "2024",
            "best": "9.5",
            "high": "10",
            "claimant": "nato",
            "claimed_on": "2025",
        },
    ],
    "events": [{"id": "e-1", "start": "2024-02", "place": "나선", "title": "NA", "summary": "null"}],
    "metrics": [
        {"id": "boxes", "title": "Boxes, sent", "unit": "TEU", "measure": "stock", "direction": "dprk_to_russia"}
    ],
    "claimants": [
        {"id": "nato", "name": "NATO", "side": "allied", "type": "government", "reliability": "B"},
        {"id": "dia", "name": "DIA, Seoul", "side": "rok", "type": "intelligence", "reliability": "A"},
    ],
    "parameters": [{"id": "payload_kg", "model": "munitions", "mode": "28180"}],
}

BIBLIOGRAPHY = """\
@online{osc-2025,
  author = {{Open Source Centre}},
  title = {The {DPRK} ships of {R}ajin},
  date = {2025-04-15},
  sourcetype = {study}
}
@misc{pair-2024,
  author = {Doe, Jane and Roe, Richard},
  title = {국방부 브리핑},
  url = {https://example.org/a_b}
}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with the real schema and a few rows."""
    shutil.copy(tables.DATA / "datapackage.json", tmp_path)
    for name, rows in ROWS.items():
        write(tmp_path, name, rows)
    (tmp_path / "references.bib").write_text(BIBLIOGRAPHY, encoding="utf-8")
    for resource in resources(tmp_path).values():
        if not (tmp_path / resource["path"]).exists():
            write(tmp_path, resource["name"], [])
    return tmp_path


def resources(folder: Path) -> dict[str, dict]:
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return {each["name"]: each for each in package["resources"] if each.get("type") == "table"}


def write(folder: Path, name: str, rows: list[dict[str, str]]) -> None:
    resource = resources(folder)[name]
    with (folder / resource["path"]).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [field["name"] for field in resource["schema"]["fields"]], restval="")
        writer.writeheader()
        writer.writerows(rows)


def test_claims_carry_what_their_metric_and_claimant_say(folder: Path) -> None:
    claims = tables.load(folder).claims.set_index("id")
    joined = ["unit", "measure", "direction", "name", "side", "type", "reliability"]
    assert claims.loc["c-1", joined].tolist() == [
        "TEU", "stock", "dprk_to_russia", "DIA, Seoul", "rok", "intelligence", "A",
    ]  # fmt: skip
    assert claims.loc["c-2", ["unit", "name", "side"]].tolist() == ["TEU", "NATO", "allied"]


def test_loading_keeps_every_row_in_the_order_of_the_file(folder: Path) -> None:
    assert tables.load(folder).claims["id"].tolist() == ["c-1", "c-2"]


def test_tables_are_looked_up_by_id(folder: Path) -> None:
    evidence = tables.load(folder)
    assert evidence.metrics.loc["boxes", "title"] == "Boxes, sent"
    assert evidence.claimants.loc["dia", "id"] == "dia"
    assert evidence.parameters.loc["payload_kg", "mode"] == 28180


def test_an_empty_number_is_missing_and_an_empty_text_is_empty(folder: Path) -> None:
    first = tables.load(folder).claims.iloc[0]
    assert first["low"] == 13000 and pd.isna(first["best"]) and pd.isna(first["high"])
    assert first["origin"] == "" and first["notes"] == ""


def test_text_that_looks_like_a_missing_value_is_text(folder: Path) -> None:
    event = tables.load(folder).events.iloc[0]
    assert (event["title"], event["summary"], event["place"]) == ("NA", "null", "나선")


def test_dates_of_both_tables_become_intervals(folder: Path) -> None:
    evidence = tables.load(folder)
    assert evidence.claims["as_of_first"].tolist() == [pd.Timestamp("2024-10-01"), pd.Timestamp("2024-01-01")]
    assert evidence.claims["as_of_last"].tolist() == [pd.Timestamp("2024-10-31"), pd.Timestamp("2024-12-31")]
    assert evidence.claims["period_start_first"].isna().all()
    assert evidence.events["start_last"].tolist() == [pd.Timestamp("2024-02-29")]
    assert evidence.events["end_last"].isna().all()


@pytest.mark.parametrize("name", ROWS)
def test_a_missing_table_is_an_error(folder: Path, name: str) -> None:
    (folder / resources(folder)[name]["path"]).unlink()
    with pytest.raises(FileNotFoundError, match=name):
        tables.load(folder)


def test_words_in_a_number_column_are_an_error(folder: Path) -> None:
    write(folder, "claims", [{**ROWS["claims"][0], "low": "about 13000"}])
    with pytest.raises(ValueError, match="about 13000"):
        tables.load(folder)


@pytest.mark.parametrize("date", ["2024-1", "2024-13", "2024-02-30", "20241018", "soon"])
def test_a_malformed_date_is_a_value_error(folder: Path, date: str) -> None:
    write(folder, "claims", [{**ROWS["claims"][0], "as_of": date}])
    with pytest.raises(ValueError):
        tables.load(folder)


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2024-10-18", "2024-10-18", "2024-10-18"),
    ],
)
def test_a_partial_date_is_an_interval(date: str, first: str, last: str) -> None:
    assert tables.first_day(date) == pd.Timestamp(first)
    assert tables.last_day(date) == pd.Timestamp(last)


def test_no_date_is_no_day() -> None:
    assert pd.isna(tables.first_day("")) and pd.isna(tables.last_day(""))


@given(st.dates(datetime.date(1948, 1, 1), datetime.date(2100, 12, 31)), st.sampled_from([4, 7, 10]))
def test_a_day_lies_in_the_interval_of_its_own_date_however_partial(day: datetime.date, length: int) -> None:
    partial = day.isoformat()[:length]
    assert tables.first_day(partial) <= pd.Timestamp(day) <= tables.last_day(partial)
    assert f"{tables.first_day(partial):%Y-%m-%d}".startswith(partial)
    assert f"{tables.last_day(partial):%Y-%m-%d}".startswith(partial)


@pytest.mark.parametrize(
    ("cell", "keys"),
    [("", []), ("a", ["a"]), ("a;b", ["a", "b"]), (" a ; b; ", ["a", "b"]), ("b;a", ["b", "a"])],
)
def test_keys_of_a_cell(cell: str, keys: list[str]) -> None:
    assert tables.keys(cell) == keys


def test_sources_by_key_without_braces(folder: Path) -> None:
    sources = tables.load(folder).sources
    assert sources.loc["osc-2025", "title"] == "The DPRK ships of Rajin"
    assert sources.loc["osc-2025", "author"] == "Open Source Centre"
    assert sources.loc["osc-2025", "url"] == ""
    assert sources.loc["pair-2024", "author"] == "Doe, Jane and Roe, Richard"
    assert sources.loc["pair-2024", "title"] == "국방부 브리핑"
    assert sources.loc["pair-2024", "url"] == "https://example.org/a_b"


def test_the_book_loads_one_row_a_claim_with_unit_and_speaker(book: tables.Evidence) -> None:
    with (tables.DATA / "claims.csv").open(encoding="utf-8", newline="") as file:
        ids = [row["id"] for row in csv.DictReader(file)]
    assert book.claims["id"].tolist() == ids
    assert book.claims[["unit", "measure", "name", "side"]].notna().all(axis=None)
