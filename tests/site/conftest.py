"""The built site, served on this machine, and a page of a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from evidence.weights import served


@pytest.fixture(scope="session")
def address(built: Path) -> Iterator[str]:
    """The site served on this machine."""
    with served(built) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """An empty page 1280 pixels wide."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    yield page
    page.close()
