"""What a visit costs a reader."""

from __future__ import annotations

from pathlib import Path
from statistics import median

import pytest
from playwright.sync_api import Browser

from evidence.weights import Weight, weigh

from .paths import PAGES

EXPLORER = "chapters/explorer.html"


@pytest.fixture(scope="module")
def weights(browser: Browser, address: str, built: Path) -> list[Weight]:
    return [weigh(browser.new_page(), address, path, built) for path in PAGES]


def test_the_median_page_is_light(weights: list[Weight]) -> None:
    assert median(weight.kilobytes for weight in weights) <= 150, weights


def test_no_page_asks_for_much(weights: list[Weight]) -> None:
    assert [weight for weight in weights if weight.requests > 16] == []


def test_no_page_is_heavy(weights: list[Weight]) -> None:
    limits = {EXPLORER: 250}
    assert [weight for weight in weights if weight.kilobytes > limits.get(weight.page, 300)] == []


def test_pages_load_no_script_that_they_do_not_use(built: Path) -> None:
    for path in PAGES:
        html = (built / path).read_text(encoding="utf-8")
        assert ("tables.js" in html) == ('class="data-table' in html), path
        assert ("explorer.js" in html) == (path == EXPLORER), path
        assert "search.js" not in html, path
