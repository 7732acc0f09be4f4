"""The built site in a real browser."""

from __future__ import annotations

import functools
import http.server
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

PAGES = ("index.html", "chapters/arms.html", "chapters/methods.html", "chapters/references.html")


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A file server that says nothing."""

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def address(built: Path) -> Iterator[str]:
    """The site served on this machine."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(built)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    yield page
    page.close()


@pytest.mark.parametrize("path", PAGES)
def test_nothing_comes_from_elsewhere_and_nothing_fails(page: Page, address: str, path: str) -> None:
    requested: list[str] = []
    failed: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.on("response", lambda response: failed.append(response.url) if response.status >= 400 else None)
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.goto(f"{address}/{path}", wait_until="networkidle")
    assert [url for url in requested if not url.startswith((address, "data:"))] == []
    assert failed == []


@pytest.mark.parametrize("path", PAGES)
def test_no_sideways_scroll_on_a_phone(page: Page, address: str, path: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}/{path}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_every_chart_has_caption_alt_sources_data_and_images(page: Page, address: str) -> None:
    page.goto(f"{address}/chapters/arms.html")
    charts = page.locator("figure.chart")
    assert charts.count() >= 8
    for chart in charts.all():
        name = chart.get_attribute("id")
        assert len(chart.locator("svg").first.get_attribute("aria-label") or "") > 40, name
        assert len(chart.locator("figcaption .caption-text").inner_text()) > 30, name
        assert chart.locator(".sources a").count() >= 1, name
        assert chart.locator("details table tbody tr").count() >= 2, name
        kinds = [
            (link.get_attribute("href") or "").rpartition(".")[2] for link in chart.locator(".chart-links a").all()
        ]
        assert kinds == ["csv", "svg", "png"], name


def test_downloads_hold_what_is_drawn(page: Page, address: str) -> None:
    page.goto(f"{address}/chapters/arms.html")
    chart = page.locator("figure.chart").first
    rows = chart.locator("details table tbody tr").count()
    csv, svg, png = (
        page.request.get(f"{address}/chapters/{link.get_attribute('href')}")
        for link in chart.locator(".chart-links a").all()
    )
    assert len(csv.text().splitlines()) == rows + 1
    assert svg.text().startswith("<?xml") and "currentColor" not in svg.text()
    assert png.body().startswith(b"\x89PNG")


def test_tables_have_caption_and_head(page: Page, address: str) -> None:
    page.goto(f"{address}/chapters/arms.html")
    tables = page.locator("table.data-table")
    assert tables.count() >= 2
    for table in tables.all():
        assert table.locator("caption").inner_text().strip()
        assert table.locator("thead th").count() >= 3


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_charts_follow_the_theme(browser: Browser, address: str, theme: str) -> None:
    context = browser.new_context(color_scheme=theme)
    page = context.new_page()
    page.goto(f"{address}/chapters/arms.html")
    ink, ground = page.evaluate(
        """() => { const text = document.querySelector('figure.chart svg text');
        return [getComputedStyle(text).fill, getComputedStyle(document.body).backgroundColor]; }"""
    )
    dark_ink = sum(map(int, re.findall(r"\d+", ink)[:3])) < 380
    dark_ground = sum(map(int, re.findall(r"\d+", ground)[:3])) < 380
    assert dark_ink is (theme == "light") and dark_ground is (theme == "dark")
    context.close()


def test_ids_are_unique(page: Page, address: str) -> None:
    page.goto(f"{address}/chapters/arms.html")
    twice = page.evaluate(
        """() => { const seen = new Set(), twice = [];
        for (const e of document.querySelectorAll('[id]')) { if (seen.has(e.id)) twice.push(e.id); seen.add(e.id); }
        return twice; }"""
    )
    assert twice == []


def test_navigation_works_by_touch_on_a_phone(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(f"{address}/index.html")
    page.locator("button.primary-toggle").first.tap()
    link = page.locator("#pst-primary-sidebar a, .bd-sidebar-primary a, dialog a").filter(has_text="Arms").first
    link.tap()
    page.wait_for_url("**/chapters/arms.html")
    context.close()
