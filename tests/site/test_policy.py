"""Nothing comes from elsewhere, nothing inline runs, and every page says so to the browser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from .paths import EVERY, PAGES

OPEN_ALL = "for (const fold of document.querySelectorAll('details')) fold.open = true"


@pytest.mark.parametrize("path", EVERY)
def test_nothing_comes_from_elsewhere_and_nothing_fails(page: Page, address: str, path: str) -> None:
    requested: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.on("response", lambda response: said.append(response.url) if response.status >= 400 else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text))  # a breach of the policy is said there
    page.goto(f"{address}/{path}", wait_until="networkidle")
    page.evaluate(OPEN_ALL)
    page.wait_for_load_state("networkidle")
    assert [url for url in requested if not url.startswith((address, "data:"))] == []
    assert said == []


@pytest.mark.parametrize("path", EVERY)
def test_the_policy_is_enforced(page: Page, address: str, path: str) -> None:
    page.goto(f"{address}/{path}")
    refused = page.evaluate(
        """() => new Promise((done) => {
          const refused = [];
          document.addEventListener('securitypolicyviolation', (event) => refused.push(event.effectiveDirective));
          const add = (tag, set) => document.body.append(Object.assign(document.createElement(tag), set));
          add('script', { textContent: 'window.ran = true' });
          add('style', { textContent: 'body { color: red }' });
          add('img', { src: 'https://example.org/pixel.png' });
          fetch('https://example.org/').catch(() => 0);
          setTimeout(() => done([window.ran ?? false, ...new Set(refused)].map(String)), 200);
        })"""
    )
    assert refused[0] == "false"
    assert set(refused[1:]) >= {"script-src-elem", "style-src-elem", "img-src", "connect-src"}


@pytest.mark.parametrize("path", PAGES)
def test_no_inline_styles_and_no_handlers(built: Path, path: str) -> None:
    html = (built / path).read_text(encoding="utf-8")
    assert re.findall(r"<[^>]* (?:style|on[a-z]+)=\"[^>]*>|<style[^>]*>", html) == []


@pytest.mark.parametrize("path", ["index.html", "chapters/arms.html"])
def test_pages_are_whole_without_a_server(page: Page, built: Path, path: str) -> None:
    page.goto((built / path).as_uri())
    assert page.locator("h1").inner_text()
    assert page.evaluate("getComputedStyle(document.querySelector('.frame')).display") == "grid"
