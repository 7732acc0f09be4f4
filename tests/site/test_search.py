"""Search: opened by key or button, forgiving, by section, and free until it is used."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect


def search(page: Page, words: str) -> None:
    """Open the search by its key and type."""
    page.keyboard.press("Control+k")
    page.locator("dialog#search input").fill(words)
    expect(page.locator("dialog#search output")).to_have_text(re.compile(r"\d+ sections? found"))


def test_nothing_is_loaded_until_it_is_used(page: Page, address: str) -> None:
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.goto(f"{address}/index.html", wait_until="networkidle")
    assert [url for url in requested if "search" in url or "pagefind" in url] == []
    page.locator("[data-search]").click()
    expect(page.locator("dialog#search")).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert any("pagefind" in url for url in requested)


def test_a_section_is_found_and_opened_by_keyboard(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html")
    search(page, "denials by Russia and Wagner")
    assert page.locator("dialog#search mark").count()
    page.keyboard.press("Enter")
    page.wait_for_url("**/chapters/arms.html#who-denies-it", timeout=5000)


def test_a_typing_error_is_forgiven(page: Page, address: str) -> None:
    page.goto(f"{address}/chapters/methods.html")
    search(page, "balistic misiles")
    assert "Arms" in page.locator("dialog#search ol").inner_text()


def test_escape_closes_and_gives_the_focus_back(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html")
    page.locator("[data-search]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("dialog#search input")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("dialog#search")).to_be_hidden()
    expect(page.locator("[data-search]")).to_be_focused()
