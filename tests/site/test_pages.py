"""Charts, downloads, themes and phones, in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page

from .paths import EVERY


@pytest.mark.parametrize("path", EVERY)
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


@pytest.mark.parametrize("path", EVERY)
def test_the_switch_of_colours_lasts(page: Page, address: str, path: str) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    page.goto(f"{address}/{path}")
    before = page.evaluate(ground)
    page.locator("[data-theme-switch]").click()
    assert page.evaluate(ground) != before
    page.reload()
    assert page.evaluate(ground) != before


def test_navigation_works_by_touch_on_a_phone(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(f"{address}/index.html")
    assert not page.locator("nav.chapters").is_visible()
    page.locator("button.menu").tap()
    page.locator("nav.chapters a").filter(has_text="Arms").tap()
    page.wait_for_url("**/chapters/arms.html")
    context.close()
