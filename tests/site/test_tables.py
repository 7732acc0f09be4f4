"""Tables: sorted, filtered and downloaded by the reader; whole without a script and in print."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, Page, expect

DENIALS = "table#tab-arms-denials"
CODEBOOK = "table#tab-data-claims"


def column(page: Page, table: str, number: int) -> list[str]:
    """The texts of the shown cells of a column (from 1)."""
    return page.locator(f"{table} tbody tr:not([hidden]) td:nth-child({number})").all_inner_texts()


def test_days_sort_by_time_and_say_so(page: Page, address: str) -> None:
    page.goto(f"{address}/chapters/arms.html")
    head = page.locator(f"{DENIALS} th").first
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    first = f"[...document.querySelectorAll('{DENIALS} tbody tr')].map((row) => row.cells[0].textContent)"
    days = page.evaluate(f"{first}.map((text) => Date.parse(text + ' UTC'))")
    assert days == sorted(days) and len(days) > 5
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "descending"
    assert page.locator(f"{DENIALS} th[aria-sort]").count() == 1


def test_figures_sort_by_size(page: Page, address: str) -> None:
    page.goto(f"{address}/chapters/data.html")
    page.locator("table#tab-data-tables th").nth(2).get_by_role("button").click()
    sizes = [int(text.replace(",", "")) for text in column(page, "table#tab-data-tables", 3)]
    assert sizes == sorted(sizes) and sizes[-1] > 1000


def test_the_filter_counts_and_the_csv_holds_what_is_shown(page: Page, address: str) -> None:
    page.goto(f"{address}/chapters/data.html")
    tools = page.locator(f".tools:has(+ .scroll {CODEBOOK})")
    total = len(column(page, CODEBOOK, 1))
    tools.get_by_label("Filter rows").fill("required")
    shown = column(page, CODEBOOK, 1)
    assert 0 < len(shown) < total
    expect(tools.locator("output")).to_have_text(f"{len(shown)} of {total} rows")
    with page.expect_download() as download:
        tools.get_by_role("button").click()
    lines = Path(download.value.path()).read_text(encoding="utf-8").splitlines()
    assert [line.split(",")[0] for line in lines] == ["Column", *shown]


def test_the_head_stays_in_sight(page: Page, address: str) -> None:
    page.goto(f"{address}/chapters/data.html")
    box = page.locator(f".scroll:has({CODEBOOK})")
    box.evaluate("box => { box.style.maxHeight = '200px'; box.scrollTop = 150; }")
    head, frame = page.locator(f"{CODEBOOK} th").first.bounding_box(), box.bounding_box()
    assert head and frame and abs(head["y"] - frame["y"]) <= 2


def test_all_rows_without_javascript(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/chapters/data.html")
    assert page.locator(f"{CODEBOOK} tbody tr").count() > 10
    assert page.locator(f"{CODEBOOK} button").count() == 0
    context.close()


def test_print_shows_every_row(page: Page, address: str) -> None:
    page.goto(f"{address}/chapters/data.html")
    page.locator(f".tools:has(+ .scroll {CODEBOOK})").get_by_label("Filter rows").fill("nothing has this")
    assert column(page, CODEBOOK, 1) == []
    page.emulate_media(media="print")
    assert page.locator(f"{CODEBOOK} tbody tr").first.is_visible()
    assert not page.locator(".tools").first.is_visible()
