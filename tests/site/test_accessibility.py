"""axe-core on every page, keyboard, tables, charts."""

from __future__ import annotations

import json
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from .paths import EVERY, PAGES

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = {"runOnly": ["color-contrast"], "resultTypes": ["violations"]}
EVERYTHING = {"runOnly": RULES, "resultTypes": ["violations"]}
PREPARE = """() => {
  for (const fold of document.querySelectorAll('details')) fold.open = true;
  for (const list of document.querySelectorAll('ul.references'))
    for (const item of [...list.children].slice(40)) item.remove();
  for (const code of [...document.querySelectorAll('details.hide')].slice(3)) code.remove();
  for (const row of document.querySelectorAll('details tbody tr:nth-child(n + 8)')) row.remove();
}"""
"""Open what is folded; of many sources, rows and pieces of code written alike a few are enough."""


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("path", EVERY)
def test_axe_finds_nothing(browser: Browser, address: str, path: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    page = context.new_page()
    page.goto(f"{address}/{path}", wait_until="networkidle")
    page.evaluate(PREPARE)
    found = violations(page, EVERYTHING)
    page.emulate_media(color_scheme="dark")
    found += violations(page, COLOURS)
    context.close()
    assert found == []


def violations(page: Page, options: dict[str, Any]) -> list[str]:
    """Rule, element and page of each violation; inside a chart, which is one image to a reader, are none."""
    response = Axe().run(page, context={"exclude": [["figure.chart > svg > *"]]}, options=options).response
    return [
        f"{violation['id']}: {json.dumps(node['target'])} {node['html'][:200]} on {page.url}"
        for violation in response["violations"]
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("path", EVERY)
def test_the_first_tab_leads_to_the_text(page: Page, address: str, path: str) -> None:
    page.goto(f"{address}/{path}")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.inner_text() == "Skip to the text"
    box = skip.bounding_box()
    assert box and box["y"] >= 0  # it has come into view
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "MAIN"


def test_what_has_the_focus_is_seen(page: Page, address: str) -> None:
    page.goto(f"{address}/chapters/arms.html")
    for _ in range(30):
        page.keyboard.press("Tab")
        style = "getComputedStyle(document.activeElement)"
        outline = page.evaluate(f"[{style}.outlineStyle, parseFloat({style}.outlineWidth)]")
        assert outline[0] != "none" and outline[1] >= 1, page.evaluate("document.activeElement.outerHTML.slice(0, 200)")


@pytest.mark.parametrize("path", PAGES)
def test_tables_have_captions_and_scopes(page: Page, address: str, path: str) -> None:
    page.goto(f"{address}/{path}")
    page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
    for table in page.locator("main table").all():
        heads = table.locator("thead th")
        assert heads.count() and all(head.get_attribute("scope") == "col" for head in heads.all())
        named = (
            table.locator("caption").count() or table.locator("xpath=ancestor::*[@role='region'][@aria-label]").count()
        )
        assert named, table.evaluate("table => table.outerHTML.slice(0, 200)")


@pytest.mark.parametrize("path", PAGES)
def test_ids_are_unique(page: Page, address: str, path: str) -> None:
    page.goto(f"{address}/{path}", wait_until="networkidle")
    twice = page.evaluate(
        """() => { const seen = new Set(), twice = [];
        for (const e of document.querySelectorAll('[id]')) { if (seen.has(e.id)) twice.push(e.id); seen.add(e.id); }
        return twice; }"""
    )
    assert twice == []
