"""A site that knows its own address says it where it must be whole."""

from __future__ import annotations

from xml.etree import ElementTree

from .conftest import Book

ADDRESS = "https://example.org/book/"


def test_canonical_addresses_sitemap_and_card(book: Book) -> None:
    built = book.run("env", f"SITE_URL={ADDRESS}", "python", "-m", "evidence", "build", "html")
    assert built.returncode == 0, built.stdout + built.stderr
    site = book.root / "_build" / "html"
    page = book.page.read_text(encoding="utf-8")
    assert f'<link rel="canonical" href="{ADDRESS}chapters/arms.html">' in page
    assert f'<meta property="og:image" content="{ADDRESS}cards/arms.png">' in page
    assert f'<meta name="citation_pdf_url" content="{ADDRESS}report.pdf">' in page
    wrong = (site / "404.html").read_text(encoding="utf-8")
    assert f'href="{ADDRESS}_static/site.css' in wrong and f'href="{ADDRESS}chapters/arms.html"' in wrong
    sitemap = ElementTree.parse(site / "sitemap.xml").getroot()
    pages = [element.text for element in sitemap.iter() if element.tag.endswith("}loc")]
    assert pages == [f"{ADDRESS}chapters/arms.html", f"{ADDRESS}index.html"]
    assert f'href="{ADDRESS}editions.xml"' in (site / "editions.xml").read_text(encoding="utf-8")

    again = book.build("html")
    assert again.returncode == 0, again.stdout + again.stderr
    assert not (site / "sitemap.xml").exists()
    assert "example.org" not in book.page.read_text(encoding="utf-8")
