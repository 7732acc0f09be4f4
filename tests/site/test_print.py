"""Print from light and dark: black text on white, charts and links whole, nothing of the frame."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

INKS = """() => [...document.querySelectorAll('main h1, main p, main li, main td, main th, main svg text')]
  .filter((e) => e.checkVisibility() && !e.closest('a'))
  .map((e) => getComputedStyle(e).color)"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_print_is_black_on_white(browser: Browser, address: str, theme: str, tmp_path: Path) -> None:
    context = browser.new_context(color_scheme=theme)
    page = context.new_page()
    page.goto(f"{address}/chapters/arms.html")
    page.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme)
    page.emulate_media(media="print")
    assert set(page.evaluate(INKS)) <= {"rgb(0, 0, 0)", "rgb(51, 51, 51)"}
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    for part in (".top", "nav.chapters", ".bottom", ".chart-links", "details.hide"):
        assert not page.locator(part).first.is_visible(), part
    assert page.locator("figure.chart svg").first.is_visible()
    assert page.locator("figure.chart .sources").first.is_visible()
    widest = page.evaluate(
        "Math.max(...[...document.querySelectorAll('figure.chart > svg')].map((e) => e.getBoundingClientRect().height))"
    )
    assert widest < 1000  # pixels of an A4 page at 96 to the inch
    page.pdf(path=tmp_path / "arms.pdf", format="A4")
    text = "".join(sheet.extract_text() for sheet in PdfReader(tmp_path / "arms.pdf").pages)
    assert "Containers sent to Russia" in text and "Skip to the text" not in text
    context.close()
