"""What machines and quoting readers need: citations, metadata, cards, feed, sitemap, downloads."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image
from playwright.sync_api import Page
from pybtex.database import parse_string

from evidence import ROOT, tables

from .paths import PAGES

EVIDENCE = tables.load()
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.mark.parametrize("path", PAGES)
def test_every_chapter_can_be_cited(page: Page, address: str, path: str) -> None:
    page.goto(f"{address}/{path}")
    page.locator(".cite summary").click()
    title = page.locator("h1").inner_text()
    assert EVIDENCE.package["version"] in page.locator(".cite p").first.inner_text()
    bib, ris = (page.request.get(link.evaluate("a => a.href")).text() for link in page.locator(".cite a").all())
    (entry,) = parse_string(bib, "bibtex").entries.values()
    assert title in entry.fields["title"]
    lines = ris.split("\r\n")
    assert lines[0].startswith("TY  - ") and lines[-2] == "ER  - "
    assert any(line.startswith("TI  - ") and title in line for line in lines)


@pytest.mark.parametrize("path", PAGES)
def test_metadata(page: Page, address: str, path: str) -> None:
    page.goto(f"{address}/{path}")
    meta = page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll('meta[name], meta[property]')]
          .map((m) => [m.name || m.getAttribute('property'), m.content]))"""
    )
    assert 40 <= len(meta["description"]) <= 260
    assert meta["citation_title"] == meta["DC.title"] == meta["og:title"]
    assert meta["citation_publication_date"] == EVIDENCE.package["created"][:10].replace("-", "/")
    linked = json.loads(page.locator("script[type='application/ld+json']").inner_text())
    assert linked["@context"] == "https://schema.org"
    assert linked["@type"] == (
        "Dataset" if path in ("index.html", "chapters/data.html", "chapters/explorer.html") else "Report"
    )
    assert linked["license"].startswith("https://creativecommons.org/")
    for download in linked.get("distribution", []):
        assert page.request.get(page.evaluate("(to) => new URL(to, location).href", download["contentUrl"])).ok


@pytest.mark.parametrize("path", PAGES)
def test_cards(built: Path, path: str) -> None:
    with Image.open(built / "cards" / f"{Path(path).stem}.png") as card:
        assert card.size == (1200, 630)
        assert len(card.convert("RGB").getcolors(2**20) or []) > 10


def test_the_card_of_a_chapter_shows_its_first_chart(built: Path) -> None:
    with Image.open(built / "cards" / "arms.png") as drawn, Image.open(built / "cards" / "methods.png") as words:
        right = (400, 0, 1200, 630)
        assert (
            len(set(drawn.convert("L").crop(right).tobytes())) > len(set(words.convert("L").crop(right).tobytes())) > 0
        )


def test_headings_figures_and_tables_have_permalinks(page: Page, address: str) -> None:
    page.goto(f"{address}/chapters/arms.html")
    for kind in ("h2", "figcaption", "caption"):
        for link in page.locator(f"main {kind} .headerlink").all():
            target = (link.get_attribute("href") or "").removeprefix("#")
            assert page.locator(f"[id='{target}']").count() == 1
        assert page.locator(f"main {kind}").count() == page.locator(f"main {kind} .headerlink").count() > 0


def test_the_feed_lists_the_editions(built: Path) -> None:
    feed = ElementTree.parse(built / "editions.xml").getroot()
    assert feed.tag == f"{ATOM}feed"
    for name in ("id", "title", "updated"):
        assert feed.findtext(f"{ATOM}{name}")
        assert all(entry.findtext(f"{ATOM}{name}") for entry in feed.iter(f"{ATOM}entry"))
    titles = [entry.findtext(f"{ATOM}title") or "" for entry in feed.iter(f"{ATOM}entry")]
    assert len(titles) == (ROOT / "CHANGELOG.md").read_text().count("\n## ")
    assert any(EVIDENCE.package["version"] in title for title in titles)


def test_the_page_for_wrong_addresses_leads_on(page: Page, address: str) -> None:
    page.goto(f"{address}/404.html")
    page.locator("nav.chapters a").filter(has_text="Arms").click()
    page.wait_for_url("**/chapters/arms.html")


def test_downloads_hold_all_rows(built: Path) -> None:
    name = built / "data" / "moscow-pyongyang-evidence"
    database = sqlite3.connect(name.with_suffix(".sqlite"))
    assert database.execute("SELECT count(*), sum(best) FROM claims").fetchone() == (
        len(EVIDENCE.claims),
        pytest.approx(EVIDENCE.claims["best"].sum()),
    )
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("SELECT count(*) FROM sources").fetchone() == (len(EVIDENCE.sources),)
    with zipfile.ZipFile(name.with_suffix(".zip")) as archive:
        packed = {Path(path).name for path in archive.namelist()}
        assert archive.testzip() is None
    assert packed >= {"claims.csv", "events.csv", "datapackage.json", "references.bib"}
    with zipfile.ZipFile(name.with_suffix(".xlsx")) as book:
        assert book.read("xl/worksheets/sheet1.xml").count(b"<row ") == len(EVIDENCE.claims) + 1
