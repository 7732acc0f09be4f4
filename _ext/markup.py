"""HTML of our own for what docutils writes less well: tables, their heads, the list of sources."""

from __future__ import annotations

from html import escape
from typing import Any

from docutils import nodes
from myst_nb.sphinx_ import HideCodeCellNode, depart_HideCellInput
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

Writer = HTML5Translator


def visit_section(writer: Writer, node: nodes.section) -> None:
    """A section whose address is that of its heading, by which the search tells sections apart."""
    writer.section_level += 1
    title = next((child for child in node.children if isinstance(child, nodes.title)), None)
    if title is None:
        writer.body.append(writer.starttag(node, "section"))
    else:
        title["ids"] = [*title["ids"], *(name for name in node["ids"] if name not in title["ids"])]
        writer.body.append("<section>\n")


def visit_table(writer: Writer, node: nodes.table) -> None:
    """A table in a box that scrolls, named by its caption, so that a wide one never widens the page."""
    title = next(iter(node.findall(nodes.title)), None)
    name = escape(title.astext() if title else "Table", quote=True)
    writer.body.append(f'<div class="scroll" role="region" tabindex="0" aria-label="{name}">')
    Writer.visit_table(writer, node)


def depart_table(writer: Writer, node: nodes.table) -> None:
    """Close the table and its box."""
    Writer.depart_table(writer, node)
    writer.body.append("</div>\n")


def visit_colspec(writer: Writer, node: nodes.colspec) -> None:
    """Columns take the width that their text needs: inline styles are not allowed on the site."""
    writer.colspecs.append(node)
    node.parent.stubs.append(node.get("stub"))


def visit_entry(writer: Writer, node: nodes.entry) -> None:
    """A cell; one of the head says that it heads a column."""
    Writer.visit_entry(writer, node)
    if isinstance(node.parent.parent, nodes.thead):
        writer.body[-1] = writer.body[-1].replace("<th", '<th scope="col"', 1)


def visit_citation(writer: Writer, node: nodes.citation) -> None:
    """A source in the list of sources, which needs no numbers and no way back."""
    if not isinstance(node.previous_sibling(), nodes.citation):
        writer.body.append('<ul class="references" data-pagefind-ignore>\n')
    writer.body.append(f'<li id="{node["ids"][0]}">')


def depart_citation(writer: Writer, node: nodes.citation) -> None:
    """Close the source, and the list after the last."""
    writer.body.append("</li>\n")
    if not isinstance(node.next_node(descend=False, siblings=True), nodes.citation):
        writer.body.append("</ul>\n")


def visit_label(writer: Writer, node: nodes.label) -> None:
    """The label of a footnote; a source is cited by author and year and has none."""
    if isinstance(node.parent, nodes.citation):
        raise nodes.SkipNode
    Writer.visit_label(writer, node)


def visit_paragraph(writer: Writer, node: nodes.paragraph) -> None:
    """A paragraph; in a cell or a source that holds one alone the box is enough."""
    if not is_alone(node):
        Writer.visit_paragraph(writer, node)


def depart_paragraph(writer: Writer, node: nodes.paragraph) -> None:
    """Close a paragraph that was opened."""
    if not is_alone(node):
        Writer.depart_paragraph(writer, node)


def is_alone(node: nodes.paragraph) -> bool:
    """Whether a paragraph is all that its cell or source holds."""
    others = [child for child in node.parent.children if not isinstance(child, nodes.label)]
    return isinstance(node.parent, nodes.entry | nodes.citation) and len(others) == 1


def visit_legend(writer: Writer, node: nodes.legend) -> None:
    """What stands under the caption of a chart; docutils opens the caption's element a second time."""
    writer.body.append('<div class="legend">')


def visit_hidden(writer: Writer, node: HideCodeCellNode) -> None:
    """Code that is folded away; myst-nb puts paragraphs where HTML allows none, and hides the label's words."""
    shown, hidden = escape(node["prompt_show"]), escape(node["prompt_hide"])
    writer.body.append(
        f'<details class="hide {" ".join(node["classes"])}" data-pagefind-ignore><summary>'
        f'<span class="collapsed">{shown}</span><span class="expanded">{hidden}</span></summary>\n'
    )


def no_depart(writer: Writer, node: nodes.Element) -> None:
    """Nothing to close."""


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension."""
    app.add_node(nodes.section, override=True, html=(visit_section, Writer.depart_section))
    app.add_node(nodes.table, override=True, html=(visit_table, depart_table))
    app.add_node(nodes.colspec, override=True, html=(visit_colspec, no_depart))
    app.add_node(nodes.entry, override=True, html=(visit_entry, Writer.depart_entry))
    app.add_node(nodes.citation, override=True, html=(visit_citation, depart_citation))
    app.add_node(nodes.legend, override=True, html=(visit_legend, Writer.depart_legend))
    app.add_node(HideCodeCellNode, override=True, html=(visit_hidden, depart_HideCellInput))
    app.add_node(nodes.label, override=True, html=(visit_label, Writer.depart_label))
    app.add_node(nodes.paragraph, override=True, html=(visit_paragraph, depart_paragraph))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
