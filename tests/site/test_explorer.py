"""The explorer: every row, found by choice, word and date; the view in the address; sources a key away."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from evidence import tables

EVIDENCE = tables.load()
RESULTS = ".results > li"


@pytest.fixture
def explorer(page: Page, address: str) -> str:
    return f"{address}/chapters/explorer.html"


def shown(page: Page) -> int:
    """How many rows the explorer says that it found."""
    page.locator("#evidence-explorer[data-ready]").wait_for()
    return int(page.locator("#evidence-explorer output").inner_text().split(" of ")[0].replace(",", ""))


def test_it_holds_every_claim_and_event(page: Page, explorer: str) -> None:
    page.goto(explorer)
    assert shown(page) == len(EVIDENCE.claims) + len(EVIDENCE.events)


@pytest.mark.parametrize("facet", ["chapter", "metric", "claimant", "side", "basis"])
def test_each_choice_leaves_the_rows_that_have_it(page: Page, explorer: str, facet: str) -> None:
    value = EVIDENCE.claims[facet].value_counts().index[0]
    page.goto(explorer)
    page.locator(f"select[name={facet}]").select_option(value)
    expected = int((EVIDENCE.claims[facet] == value).sum())
    expected += int((EVIDENCE.events["chapter"] == value).sum()) if facet == "chapter" else 0
    assert shown(page) == expected
    option = page.locator(f"select[name={facet}] option:checked").inner_text()
    assert option.endswith(f"({expected})")


def test_grades_years_words_and_dates(page: Page, explorer: str) -> None:
    claims = EVIDENCE.claims
    page.goto(f"{explorer}?type=claim&reliability=B&credibility=2&year=2024")
    expected = claims[
        (claims["reliability"] == "B") & (claims["credibility"] == 2) & claims["as_of"].str.startswith("2024")
    ]
    assert shown(page) == len(expected) > 0
    page.goto(f"{explorer}?type=claim&from=2024-10-15&to=2024-11-10")
    inside = (claims["as_of_last"] >= "2024-10-15") & (claims["as_of_first"] <= "2024-11-10")
    assert shown(page) == int(inside.sum()) > 0
    page.goto(explorer)
    page.get_by_label("Words").fill("budanov guns")
    assert 0 < shown(page) < 50


def test_the_view_lives_in_the_address(page: Page, explorer: str) -> None:
    page.goto(explorer)
    page.locator("select[name=metric]").select_option("containers_shipped")
    page.get_by_label("Words").fill("seoul")
    found, address = shown(page), page.url
    assert "metric=containers_shipped" in address and "q=seoul" in address
    page.goto("about:blank")
    page.goto(address)
    assert shown(page) == found > 0
    assert page.locator("select[name=metric]").input_value() == "containers_shipped"


def test_a_row_opens_by_keyboard_to_sources_origins_and_notes(page: Page, explorer: str) -> None:
    relay = EVIDENCE.claims[(EVIDENCE.claims["origin"] != "") & (EVIDENCE.claims["notes"] != "")].iloc[0]
    page.goto(f"{explorer}?q={relay['id']}&type=claim")
    row = page.locator(f"details[id='{relay['id']}']")
    row.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(row.get_by_role("link", name=relay["origin"])).to_be_visible()
    urls = [EVIDENCE.sources.loc[key, "url"] for key in tables.keys(relay["sources"])]
    assert row.locator("dd ul a").evaluate_all("links => links.map((link) => link.getAttribute('href'))") == [
        url.replace("\\", "") for url in urls
    ]
    assert relay["notes"] in row.inner_text()


def test_a_claim_has_an_address_of_its_own(page: Page, explorer: str) -> None:
    claim = EVIDENCE.claims.iloc[10]
    page.goto(f"{explorer}?id={claim['id']}")
    assert shown(page) == 1
    expect(page.locator(f"details[id='{claim['id']}'] dd ul a").first).to_be_visible()


def test_results_download_as_csv(page: Page, explorer: str) -> None:
    page.goto(f"{explorer}?metric=containers_shipped")
    expected = EVIDENCE.claims[EVIDENCE.claims["metric"] == "containers_shipped"].set_index("id")
    assert shown(page) == len(expected)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()
    with Path(download.value.path()).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["id"] for row in rows} == set(expected.index)
    assert all(row["sources"] == expected.loc[row["id"], "sources"] for row in rows)
    assert all(row["statement"] == expected.loc[row["id"], "statement"] for row in rows)


def test_ten_thousand_rows_are_usable(page: Page, explorer: str, built: Path) -> None:
    data = json.loads((built / "data" / "explorer.json").read_text(encoding="utf-8"))
    rows = data["rows"]
    data["rows"] = [[f"{row[0]}-{turn}", *row[1:]] for turn in range(10_000 // len(rows) + 1) for row in rows]

    def many(route: Route) -> None:
        route.fulfill(json=data)

    page.route("**/data/explorer.json", many)
    page.goto(explorer)
    assert shown(page) == len(data["rows"]) >= 10_000
    page.get_by_label("Words").fill("kursk")
    expect(page.locator("#evidence-explorer output")).not_to_have_text(re.compile(f"^{len(data['rows']):,}"))
    assert page.locator(RESULTS).count() <= 50
    page.get_by_role("button", name="Show 50 more").click()
    assert page.locator(RESULTS).count() == 100
    expect(page.locator(f"{RESULTS}:nth-child(51) summary")).to_be_focused()


def test_failing_data_are_said(page: Page, explorer: str) -> None:
    page.route("**/data/explorer.json", lambda route: route.fulfill(status=500))
    page.goto(explorer)
    expect(page.get_by_text("could not read its data")).to_be_visible()
