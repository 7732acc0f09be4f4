"""What the PDF has beyond the chapters: title page, summary, full tables, references in two columns.

The facts come from where they stand: edition and cut-off from ``datapackage.json``, keywords
from ``CITATION.cff``, title and authors from ``_config.yml``.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import yaml
from docutils import nodes
from references import publisher
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders.latex.nodes import thebibliography
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.texescape import escape

from evidence import printed_tables, words
from evidence.book_outputs import WIDE
from evidence.latex_log import PLACE


def name_edition(app: Sphinx, config: Any) -> None:
    """Hand the facts of the title page and of the PDF's metadata to ``report.sty``."""
    root = Path(app.srcdir)
    package = json.loads((root / "data" / "datapackage.json").read_text(encoding="utf-8"))
    citation = yaml.safe_load((root / "CITATION.cff").read_text(encoding="utf-8"))
    title, _, subtitle = config.latex_documents[0][2].partition(": ")
    facts = {
        "title": title,
        "subtitle": subtitle[:1].upper() + subtitle[1:],
        "longtitle": config.latex_documents[0][2],
        "authors": config.latex_documents[0][3],
        "edition": package["version"],
        "year": package["version"][:4],
        "cutoff": words.date(package["cutoff"]),
        "cutoffdate": package["cutoff"],
        "created": "D:" + re.sub(r"\D", "", package["created"]) + "Z",
        "documentid": f"uuid:{uuid5(NAMESPACE_URL, package['name'])}",
        "instanceid": f"uuid:{uuid5(NAMESPACE_URL, package['name'] + package['version'])}",
        "licence": package["licenses"][0]["title"],
        "licenceaddress": package["licenses"][0]["path"],
        "keywords": ", ".join(citation["keywords"]),
    }
    told = "".join(rf"\newcommand\report{name}{{{tex(text)}}}" + "\n" for name, text in facts.items())
    config.latex_elements = {**config.latex_elements, "preamble": told + config.latex_elements.get("preamble", "")}


class Book(SphinxPostTransform):
    """Put the landing page first as a summary, and the full tables among the appendices."""

    default_priority = 1  # before references and citations are resolved, for those of the summary too
    formats = ("latex",)

    def run(self, **kwargs: Any) -> None:
        """Run the transform."""
        files = {file["docname"]: file for file in self.document.findall(addnodes.start_of_file)}
        if self.config.print_summary and files:
            first = next(iter(files.values()))
            first.parent.insert(first.parent.index(first), self.summary())
        if appendix := files.get(self.config.print_appendix):
            before(appendix, r"\reportappendix")
        if explorer := files.get(self.config.print_tables_for):
            name = explorer["docname"]
            explorer.children = [
                latex(rf"\phantomsection\label{{\detokenize{{{name}::doc}}}}"),
                latex(self.full_tables()),
            ]

    def summary(self) -> nodes.Node:
        """The landing page as the first chapter, without a number."""
        page = self.env.get_doctree(self.config.root_doc)
        for toctree in list(page.findall(addnodes.toctree)):
            toctree.parent.remove(toctree)
        section = next(page.findall(nodes.section))
        next(section.findall(nodes.title)).replace_self(nodes.title("", self.config.print_summary))
        start = addnodes.start_of_file(docname="summary")  # the landing page's own name is that of the whole book
        start += [latex(r"\reportunnumbered"), section, latex(r"\reportnumbered")]
        return start

    def full_tables(self) -> str:
        """The LaTeX of the tables, each a chapter."""
        data = Path(self.app.srcdir) / "data"
        links = {
            citation.key: rf"\hyperlink{{cite.{citation.bibliography_key.docname}:{citation.citation_id}}}"
            for citation in self.env.get_domain("cite").citations
        }
        entries = self.env.get_domain("cite").bibdata.data.entries

        def cite(key: str) -> str:
            return f"{links.get(key, '')}{{{tex(publisher(entries[key]))} {entries[key].fields['year']}}}"

        return (
            r"\reporttables{All claims}{claims}" + "\n" + printed_tables.claims(data, cite) + r"\reporttablesend" + "\n"
            r"\reporttables{All events}{events}" + "\n" + printed_tables.events(data, cite) + r"\reporttablesend" + "\n"
        )


class Headings(SphinxPostTransform):
    """Keep a heading with the long table that follows it: turn the page with it, or leave room for a beginning."""

    default_priority = 410  # after hidden cells have gone
    formats = ("latex",)

    def run(self, **kwargs: Any) -> None:
        """Run the transform."""
        blocks = (nodes.paragraph, nodes.table, nodes.figure, nodes.raw)
        for section in list(self.document.findall(nodes.section)):
            first = next(
                (node for node in section.findall() if isinstance(node, blocks) and not is_comment(node)), None
            )
            if isinstance(first, nodes.raw) and first.astext() == WIDE:
                first.parent.remove(first)
                before(section, WIDE)
            elif isinstance(first, nodes.table) and "longtable" in first["classes"]:
                before(section, r"\Needspace{24\baselineskip}")


def is_comment(node: nodes.Node) -> bool:
    """Whether a node is only the place of another."""
    return isinstance(node, nodes.raw) and node.astext().startswith(PLACE)


class References(SphinxPostTransform):
    """Leave the list of references in its chapter, in two columns: Sphinx moves it to the end of the book."""

    default_priority = 760  # after sphinx.builders.latex.transforms.BibliographyTransform
    formats = ("latex",)

    def run(self, **kwargs: Any) -> None:
        """Run the transform."""
        files = {file["docname"]: file for file in self.document.findall(addnodes.start_of_file)}
        for entries in list(self.document.findall(thebibliography)):
            file = files[next(iter(entries.findall(nodes.citation)))["docname"]]
            entries.parent.remove(entries)
            file += [latex(r"\reportreferences"), entries, latex(r"\reporttext")]


def tex(text: str) -> str:
    """A text with LaTeX's own characters escaped; hyphens stay, for some of the texts are identifiers."""
    return escape(text, "xelatex").replace(r"\sphinxhyphen{}", "-")


def before(node: nodes.Node, code: str) -> None:
    """Insert LaTeX before a node."""
    node.parent.insert(node.parent.index(node), latex(code))


def latex(code: str) -> nodes.raw:
    """Raw LaTeX."""
    return nodes.raw("", code, format="latex")


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the extension."""
    app.add_config_value("print_summary", "", "", [str])
    app.add_config_value("print_appendix", "", "", [str])
    app.add_config_value("print_tables_for", "", "", [str])
    app.connect("config-inited", name_edition)
    app.add_post_transform(Book)
    app.add_post_transform(Headings)
    app.add_post_transform(References)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
