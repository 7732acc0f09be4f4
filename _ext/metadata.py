"""What machines read on a page: how to cite it, who made it and when, its picture for social networks."""

from __future__ import annotations

import json
import textwrap
from functools import cache
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx

from evidence import card

ROOT = Path(__file__).resolve().parents[1]
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
KEYWORDS = ["Russia", "North Korea", "DPRK", "arms transfers", "sanctions", "open data"]
DATA_PAGES = ("index", "chapters/data", "chapters/explorer")
"""The pages that describe the data set as a whole."""


@cache
def package() -> dict[str, Any]:
    """What the data package says of itself."""
    return dict(json.loads((ROOT / "data" / "datapackage.json").read_text(encoding="utf-8")))


def add_metadata(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    """Give the layout what it prints in the head, and the citation under the text."""
    site = context.setdefault("site", {})
    site.update(
        author=app.config.author, edition=package()["version"], cutoff=package()["cutoff"], meta=[], open_graph=[]
    )
    if doctree is None:
        return
    about = describe(app, page, doctree)
    site["citation"] = citation(about)
    site["meta"] = meta_tags(about)
    site["open_graph"] = open_graph(app, page, about, doctree)
    site["linked_data"] = json.dumps(linked_data(app, page, about), ensure_ascii=False).replace("<", "\\u003c")
    folder = Path(app.outdir) / "cite"
    folder.mkdir(exist_ok=True)
    (folder / f"{about['key']}.bib").write_text(site["citation"]["bibtex"] + "\n", encoding="utf-8")
    (folder / f"{about['key']}.ris").write_text(ris(about), encoding="utf-8", newline="")


def describe(app: Sphinx, page: str, doctree: nodes.document) -> dict[str, Any]:
    """The facts about a page that all forms of metadata say."""
    whole = page == app.config.root_doc
    title = app.env.titles[page].astext()
    first = next((node.astext() for node in doctree.findall(nodes.paragraph) if len(node.astext()) > 40), title)
    base, book = app.config.html_baseurl, app.config.latex_documents[0][2]
    return {
        "key": Path(page).name,
        "whole": whole,
        "title": book if whole else title,
        "book": book,
        "author": app.config.author,
        "date": package()["created"][:10],
        "edition": package()["version"],
        "description": textwrap.shorten(first.replace("\n", " "), 250, placeholder=" …"),
        "url": base + app.builder.get_target_uri(page) if base else "",
        "pdf": base + "report.pdf" if base else "",
    }


def citation(about: dict[str, Any]) -> dict[str, str]:
    """How to cite a page, in words and in BibTeX."""
    title = "" if about["whole"] else f"“{about['title']}”, in: "
    where = f" {about['url']}" if about["url"] else ""
    text = f"{about['author']}, {title}{about['book']}, edition {about['edition']}, {about['date']}.{where} CC BY 4.0."
    fields = {
        "author": f"{{{about['author']}}}",
        "title": about["title"],
        **({} if about["whole"] else {"booktitle": about["book"]}),
        "edition": about["edition"],
        "year": about["date"][:4],
        "date": about["date"],
        **({"url": about["url"]} if about["url"] else {}),
        "note": "CC BY 4.0",
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    kind = "book" if about["whole"] else "incollection"
    return {
        "what": "book" if about["whole"] else "chapter",
        "key": about["key"],
        "text": text,
        "bibtex": f"@{kind}{{moscow-pyongyang-{about['edition']}-{about['key']},\n{lines},\n}}",
    }


def ris(about: dict[str, Any]) -> str:
    """The citation in RIS, which asks for CRLF at the end of each line."""
    tags = [("TY", "BOOK" if about["whole"] else "CHAP"), ("AU", about["author"]), ("TI", about["title"])]
    tags += [] if about["whole"] else [("BT", about["book"])]
    tags += [("ET", about["edition"]), ("PY", about["date"][:4]), ("DA", about["date"].replace("-", "/")), ("LA", "en")]
    tags += [("UR", about["url"])] if about["url"] else []
    return "".join(f"{tag}  - {value}\r\n" for tag, value in [*tags, ("ER", "")])


def meta_tags(about: dict[str, Any]) -> list[tuple[str, str]]:
    """Description, Highwire tags (read by Google Scholar and Zotero), Dublin Core."""
    day = about["date"].replace("-", "/")
    tags = [
        ("description", about["description"]),
        ("author", about["author"]),
        ("citation_title", about["title"]),
        ("citation_author", about["author"]),
        ("citation_publication_date", day),
        ("citation_language", "en"),
        ("citation_inbook_title", "" if about["whole"] else about["book"]),
        ("citation_public_url", about["url"]),
        ("citation_pdf_url", about["pdf"]),
        ("DC.title", about["title"]),
        ("DC.creator", about["author"]),
        ("DC.date", about["date"]),
        ("DC.language", "en"),
        ("DC.type", "Text"),
        ("DC.rights", LICENCE),
        ("twitter:card", "summary_large_image"),
    ]
    return [(name, value) for name, value in tags if value]


def open_graph(app: Sphinx, page: str, about: dict[str, Any], doctree: nodes.document) -> list[tuple[str, str]]:
    """What a link to the page shows in social networks, with a card drawn from its first chart."""
    name = f"cards/{about['key']}.png"
    chart = next(
        (
            link["reftarget"]
            for link in doctree.findall(addnodes.download_reference)
            if link["reftarget"].endswith(".png")
        ),
        None,
    )
    path = None if chart is None else Path(app.srcdir) / app.env.relfn2path(chart, page)[0]
    card.draw(about["title"], about["book"], path, Path(app.outdir) / name)
    tags = [
        ("og:type", "article"),
        ("og:title", about["title"]),
        ("og:description", about["description"]),
        ("og:site_name", app.config.html_title),
        ("og:url", about["url"]),
        ("og:image", app.config.html_baseurl + name if app.config.html_baseurl else ""),
        ("og:image:alt", f"The first chart of “{about['title']}”" if chart else about["title"]),
    ]
    return [(tag, value) for tag, value in tags if value]


def linked_data(app: Sphinx, page: str, about: dict[str, Any]) -> dict[str, Any]:
    """The page in the terms of schema.org: a Report, or on the pages of the data a Dataset."""
    author = {"@type": "Organization", "name": about["author"]}
    common = {
        "@context": "https://schema.org",
        "name": about["title"],
        "description": about["description"],
        "creator": author,
        "datePublished": about["date"],
        "version": about["edition"],
        "inLanguage": "en",
        "license": LICENCE,
        "isAccessibleForFree": True,
        **({"url": about["url"]} if about["url"] else {}),
    }
    if page not in DATA_PAGES:
        book = {"@type": "Report", "name": about["book"], "author": author}
        return {**common, "@type": "Report", "author": author, "isPartOf": book}
    to_top = app.config.html_baseurl or "../" * page.count("/")
    forms = {"zip": "application/zip", "sqlite": "application/vnd.sqlite3"}
    forms["xlsx"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return {
        **common,
        "@type": "Dataset",
        "name": about["book"],
        "description": package()["description"],
        "keywords": KEYWORDS,
        "temporalCoverage": f"2022-01-01/{package()['cutoff']}",
        "spatialCoverage": [{"@type": "Place", "name": name} for name in ("Russia", "North Korea", "Ukraine")],
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": kind,
                "contentUrl": f"{to_top}data/moscow-pyongyang-evidence.{end}",
            }
            for end, kind in forms.items()
        ],
    }


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the extension."""
    app.connect("html-page-context", add_metadata)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
