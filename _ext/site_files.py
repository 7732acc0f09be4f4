"""The files of the site beside its pages: downloads, index of the search, feed, sitemap, page for wrong addresses."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import uuid
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pagefind_bin
from docutils import nodes
from metadata import package
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from evidence import exports
from evidence.fingerprint import fingerprint

ROOT = Path(__file__).resolve().parents[1]
ATOM = "http://www.w3.org/2005/Atom"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
OWN_INTERFACE = ("pagefind-*ui*", "pagefind-highlight*", "pagefind-component*", "playground")
"""What Pagefind lays beside its index, and the site replaces by `_static/search.js`."""

NOT_FOUND = """<h1>Page not found</h1>
<p>Nothing stands at this address. The chapters are listed beside this text; the search finds the rest.</p>"""


def use_address(app: Sphinx, config: Any) -> None:
    """Where the site is published, if that is known: canonical addresses and the sitemap need it."""
    address = os.environ.get("SITE_URL", config.html_baseurl).rstrip("/")
    config.html_baseurl = f"{address}/" if address else ""


def extra_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """The page that a server shows for a wrong address, which may lie in any folder."""
    yield "404", {"title": "Page not found", "body": NOT_FOUND}, "page.html"


def add_root(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    """On the page for wrong addresses links start at the site's own address."""
    if page == "404" and app.config.html_baseurl:
        context["pathto"] = lambda uri, resource=False: (
            app.config.html_baseurl + (uri if resource else app.builder.get_target_uri(uri))
        )
        context["content_root"] = app.config.html_baseurl


def finish(app: Sphinx, exception: Exception | None) -> None:
    """Write what needs all pages."""
    if exception or app.builder.name != "html":
        return
    out = Path(app.outdir)
    write_downloads(out)
    write_feed(app, out / "editions.xml")
    write_sitemap(app, out / "sitemap.xml")
    index_for_search(out)
    write_words(app, out / "pagefind" / "words.json")


def write_downloads(out: Path) -> None:
    """The data in all their forms, written again when they have changed."""
    made_from = fingerprint(ROOT, ("data", "evidence/exports.py", "evidence/words.py"))
    stamp = out / "data" / ".made-from"
    if not stamp.exists() or stamp.read_text() != made_from:
        exports.write(ROOT / "data", out / "data")
        stamp.write_text(made_from)


def write_feed(app: Sphinx, target: Path) -> None:
    """The editions in CHANGELOG.md as an Atom feed."""
    base = app.config.html_baseurl
    feed = ElementTree.Element("feed", {"xmlns": ATOM, "xml:lang": "en"})
    add = ElementTree.SubElement
    add(feed, "id").text = identity("feed")
    add(feed, "title").text = f"{app.config.html_title}: editions"
    add(feed, "updated").text = package()["created"]
    add(add(feed, "author"), "name").text = app.config.author
    add(feed, "link", rel="alternate", href=base or "index.html")
    if base:
        add(feed, "link", rel="self", href=f"{base}editions.xml")
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    for edition, note, changes in re.findall(r"^## (\d{4}\.\d{2}\S*)(.*)\n((?:(?!## ).*\n?)*)", text, re.M):
        entry = add(feed, "entry")
        current = edition == package()["version"]
        add(entry, "id").text = identity(edition)
        add(entry, "title").text = f"Edition {edition}{note}"
        add(entry, "updated").text = (
            package()["created"] if current else f"{edition[:7].replace('.', '-')}-01T00:00:00Z"
        )
        add(entry, "link", rel="alternate", href=base or "index.html")
        add(entry, "content", type="text").text = changes.strip()
    ElementTree.indent(feed)
    ElementTree.ElementTree(feed).write(target, encoding="utf-8", xml_declaration=True)


def identity(name: str) -> str:
    """A lasting name of a feed or entry, which does not depend on where the site is published."""
    return uuid.uuid5(uuid.NAMESPACE_OID, f"{exports.NAME}/{name}").urn


def write_sitemap(app: Sphinx, target: Path) -> None:
    """The addresses of all chapters; the format asks for whole ones, so it needs the site's own."""
    if not app.config.html_baseurl:
        target.unlink(missing_ok=True)
        return
    day = package()["created"][:10]
    sitemap = ElementTree.Element("urlset", xmlns=SITEMAP)
    for page in sorted(app.env.found_docs):
        url = ElementTree.SubElement(sitemap, "url")
        ElementTree.SubElement(url, "loc").text = app.config.html_baseurl + app.builder.get_target_uri(page)
        ElementTree.SubElement(url, "lastmod").text = day
    ElementTree.indent(sitemap)
    ElementTree.ElementTree(sitemap).write(target, encoding="utf-8", xml_declaration=True)


def index_for_search(out: Path) -> None:
    """Let Pagefind read the built pages.

    Raises:
        ExtensionError: Pagefind failed.
    """
    shutil.rmtree(out / "pagefind", ignore_errors=True)
    command = [str(pagefind_bin.get_executable()), "--site", str(out), "--force-language", "en"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ExtensionError(f"the index of the search could not be made:\n{done.stdout}{done.stderr}")
    for pattern in OWN_INTERFACE:
        for path in (out / "pagefind").glob(pattern):
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def write_words(app: Sphinx, target: Path) -> None:
    """The words of the book's prose, frequent ones first, by which the search mends typing errors."""
    counts: Counter[str] = Counter()
    for page in app.env.found_docs:
        for node in app.env.get_doctree(page).findall(nodes.paragraph):
            counts.update(re.findall(r"[^\W\d_]{4,}", node.astext().lower()))
    words = sorted(counts, key=lambda word: (-counts[word], word))
    target.write_text(json.dumps(words, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the extension."""
    app.connect("config-inited", use_address)
    app.connect("html-collect-pages", extra_pages)
    app.connect("html-page-context", add_root, priority=100)
    app.connect("build-finished", finish)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
