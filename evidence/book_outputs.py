"""Turn the outputs of ``evidence.page`` into figures and tables of the book.

A myst-nb MIME renderer (entry point ``myst_nb.mime_renderers``): it builds docutils nodes,
so numbers, references, captions and citations work in HTML and in LaTeX.
"""

from __future__ import annotations

import math
import re
from binascii import a2b_base64
from html import escape
from typing import Any, ClassVar

from docutils import nodes
from sphinx import addnodes

from evidence.mime import FIGURE, GROUND, IMAGES, INK, TABLE

SHOWN_SOURCES = 6
"""More sources than these are folded away on the web, and left to the appendices in print."""

TEXT_WIDTH, WIDEST, NARROWEST, TALLEST = 6.3, 4.2, 3.3, 3.5
"""Inches: the width of the printed text; how wide, narrow and, if not narrower for it, tall a chart stands in it."""

WIDE = r"\reportwide"
"""Turns the page for what follows (``_latex/report.sty``)."""

LINE, SHORT = 95, 26
"""Characters of a printed table's line; a table of fewer lines than this is not broken over pages."""


class Renderer:
    """Draws bundles made by ``page.figure`` and ``page.table``; leaves all others alone."""

    mime_priority_overrides: ClassVar = [("*", FIGURE, 1), ("*", TABLE, 1)]

    @staticmethod
    def handle_mime(renderer: Any, data: Any, inline: bool) -> list[nodes.Node] | None:
        """Nodes for one MIME type of a bundle, or None where it is not ours."""
        if inline:
            return None
        bundle = bundle_of(renderer, data)
        if data.mime_type == FIGURE:
            return figure_nodes(Page(renderer, data.line or 0), data.content, bundle)
        if data.mime_type == TABLE:
            return table_nodes(Page(renderer, data.line or 0), data.content)
        return [] if FIGURE in bundle or TABLE in bundle else None


def bundle_of(renderer: Any, data: Any) -> dict[str, Any]:
    """All MIME types of the output that ``data`` is one of."""
    if data.cell_index is None or data.output_index is None:
        return {}
    _, outputs = renderer.renderer.nb_client.code_cell_outputs(data.cell_index)
    return dict(outputs[data.output_index].get("data", {}))


class Page:
    """The page being read: parses MyST text and keeps files beside it."""

    def __init__(self, renderer: Any, line: int) -> None:
        self.renderer = renderer
        self.line = line

    def parse(self, text: str) -> list[nodes.Node]:
        """The inline nodes of a MyST text."""
        box = nodes.paragraph()
        with self.renderer.renderer.current_node_context(box):
            self.renderer.renderer.nested_render_text(text, self.line, inline=True)
        return list(box.children)

    def name(self, node: nodes.Element, name: str) -> None:
        """Give the node a label that ``{numref}`` finds."""
        document = self.renderer.renderer.document
        node["names"].append(nodes.fully_normalize_name(name))
        document.note_explicit_target(node, node)

    def keep(self, name: str, content: bytes) -> str:
        """Write a file among the outputs of the notebooks; returns the URI Sphinx finds it by."""
        return str(self.renderer.write_file(["evidence", name], content, overwrite=True))

    def download(self, label: str, name: str, content: bytes) -> nodes.Node:
        """A link to a file that is copied into the site."""
        link = addnodes.download_reference("", "", reftarget=self.keep(name, content), refdoc="")
        link += nodes.Text(label)
        return link


def figure_nodes(page: Page, meta: dict[str, Any], bundle: dict[str, Any]) -> list[nodes.Node]:
    """A figure: SVG on the web, PDF in print, caption, sources, data and downloads."""
    name = meta["name"]
    files = {kind: image_bytes(bundle[mime]) for mime, kind in IMAGES.items()}
    figure = nodes.figure(classes=["chart"])
    page.name(figure, name)
    figure += html(inline_svg(files["svg"].decode(), name, meta["alt"]))
    width = printed_width(*meta["size"])
    figure += latex_only(nodes.image(uri=page.keep(f"{name}.pdf", files["pdf"]), alt=meta["alt"], width=width))
    figure += nodes.caption("", "", *page.parse(meta["caption"]))
    links = nodes.paragraph(classes=["chart-links"])
    for label, kind, content in (
        ("Data (CSV)", "csv", meta["csv"].encode()),
        ("Image (SVG)", "svg", files["svg"].replace(INK.encode(), b"#000000").replace(GROUND.encode(), b"#ffffff")),
        ("Image (PNG)", "png", files["png"]),
    ):
        links += [nodes.Text(" · ")] if links.children else []
        links += page.download(label, f"{name}.{kind}", content)
    figure += nodes.legend("", *source_nodes(page, meta["sources"]), html_only(links, *data_nodes(name, meta)))
    return [figure]


def printed_width(width: float, height: float) -> str:
    """Share of the text's width in print, of a chart of these inches, so that two charts find room on a page."""
    return f"{100 * max(NARROWEST, min(WIDEST, TALLEST / height * width)) / TEXT_WIDTH:.0f}%"


def source_nodes(page: Page, keys: list[str]) -> list[nodes.Node]:
    """The line that cites the sources of a figure or table; folded away on the web where it is long."""
    if not keys:
        return []
    line = source_line(page, keys)
    if len(keys) <= SHOWN_SOURCES:
        return [line]
    folded = (html(f'<details class="fold sourced"><summary>{len(keys)} sources</summary>'), line, html("</details>"))
    more = f" and {len(keys) - SHOWN_SOURCES} more, row by row in the appendices."
    return [html_only(*folded), latex_only(source_line(page, keys[:SHOWN_SOURCES], more))]


def source_line(page: Page, keys: list[str], more: str = "") -> nodes.paragraph:
    """A line that cites sources."""
    line = nodes.paragraph(classes=["sources"])
    line += nodes.Text("Sources: " if len(keys) > 1 else "Source: ")
    line += page.parse("{cite:alp}`" + ",".join(keys) + "`")
    line += nodes.Text(more)
    return line


def data_nodes(name: str, meta: dict[str, Any]) -> list[nodes.Node]:
    """The rows drawn, folded away: the long description of a chart."""
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in meta["columns"])
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in meta["rows"])
    return [
        html(
            f'<details class="fold" id="{name}-data" data-pagefind-ignore>'
            f"<summary>The {len(meta['rows'])} rows behind this chart</summary>"
            f'<div class="scroll" tabindex="0" role="region" aria-label="Data of {name}">'
            f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div></details>"
        )
    ]


def inline_svg(svg: str, name: str, alt: str) -> str:
    """An SVG made part of the page: its ids its own, its ink and ground those of the theme."""
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.S)
    used = set(re.findall(r'(?:url\(#|href="#)([^")]+)', svg))
    svg = re.sub(r' id="([^"]*)"', lambda match: match[0] if match[1] in used else "", svg)
    svg = re.sub(r'(\bid="|url\(#|href="#)', rf"\g<1>{name}-", svg)
    svg = svg.replace(INK, "currentColor").replace(GROUND, "var(--ground)")
    svg = re.sub(r" font-family: [^;\"]+;?", "", svg)
    svg = re.sub(r'<style type="text/css">.*?</style>', "", svg, flags=re.S)
    svg = re.sub(r' style="([^"]*)"', as_attributes, svg)
    box = re.search(r'viewBox="([^"]+)"', svg)
    if box is None:
        raise ValueError(f"{name}: the chart's SVG has no viewBox")
    opening = (
        f'<svg role="img" aria-label="{escape(alt)}" viewBox="{box[1]}" stroke-linejoin="round" '
        'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
    )
    return opening + svg[svg.index(">") + 1 :]


def as_attributes(style: re.Match[str]) -> str:
    """An inline style as presentation attributes: the site's policy allows no inline styles."""
    pairs = [pair.split(":", 1) for pair in style[1].split(";") if ":" in pair]
    return "".join(f' {name.strip()}="{value.strip()}"' for name, value in pairs)


def table_nodes(page: Page, meta: dict[str, Any]) -> list[nodes.Node]:
    """A captioned table that LaTeX breaks over pages, with citations in its cells."""
    long = printed_lines(meta) > SHORT or meta["landscape"]
    table = nodes.table(classes=["data-table", *(["longtable"] if long else [])])
    page.name(table, meta["name"])
    table += nodes.title("", "", *page.parse(meta["caption"]))
    group = nodes.tgroup(cols=len(meta["columns"]))
    table += group
    group += [nodes.colspec(colwidth=width) for width in meta["widths"]]
    head = nodes.thead()
    head += row_nodes(page, meta["columns"], meta["numeric"])
    body = nodes.tbody()
    body += [row_nodes(page, row, meta["numeric"]) for row in meta["rows"]]
    group += [head, body]
    links = nodes.paragraph(classes=["chart-links"])
    links += page.download("Data (CSV)", f"{meta['name']}.csv", meta["csv"].encode())
    columns = addnodes.tabular_col_spec(spec=column_spec(meta["widths"], meta["numeric"]))
    result: list[nodes.Node] = [columns, table, *source_nodes(page, meta["sources"]), html_only(links)]
    if meta["landscape"]:
        result = [latex(WIDE), *result, latex(r"\reportnarrow")]
    return result


def row_nodes(page: Page, cells: list[Any], numeric: list[bool]) -> nodes.row:
    """One row: text is taken literally, ``{"cite": keys}`` becomes citations."""
    row = nodes.row()
    for cell, is_number in zip(cells, numeric, strict=True):
        entry = nodes.entry(classes=["text-right"] if is_number else [])
        paragraph = nodes.paragraph()
        if isinstance(cell, dict):
            paragraph += page.parse("{cite:p}`" + ",".join(cell["cite"]) + "`") if cell["cite"] else []
        else:
            paragraph += nodes.Text(cell)
        entry += paragraph
        row += entry
    return row


def printed_lines(meta: dict[str, Any]) -> int:
    """About how many lines a table takes in print."""
    room = [LINE * width / sum(meta["widths"]) for width in meta["widths"]]
    return sum(
        max(math.ceil(max(printed_length(cell), 1) / width) for cell, width in zip(row, room, strict=True))
        for row in [meta["columns"], *meta["rows"]]
    )


def printed_length(cell: Any) -> int:
    """Characters of a cell in print; a citation takes about 20."""
    return 20 * len(cell["cite"]) if isinstance(cell, dict) else len(cell)


def column_spec(widths: list[int], numeric: list[bool]) -> str:
    """LaTeX columns of these relative widths, ragged so that narrow columns set well."""
    total = sum(widths)
    return "".join(
        rf">{{\{'raggedleft' if is_number else 'raggedright'}\arraybackslash}}"
        rf"p{{\dimexpr{width / total:.4f}\linewidth-2\tabcolsep\relax}}"
        for width, is_number in zip(widths, numeric, strict=True)
    )


def image_bytes(content: str | bytes) -> bytes:
    """An image as bytes; notebooks hold binary images in base64."""
    if isinstance(content, str) and content.lstrip().startswith("<"):
        return content.encode()
    return a2b_base64(content)


def html(code: str) -> nodes.raw:
    """Raw HTML."""
    return nodes.raw("", code, format="html")


def latex(code: str) -> nodes.raw:
    """Raw LaTeX."""
    return nodes.raw("", code, format="latex")


def latex_only(*children: nodes.Node) -> addnodes.only:
    """Nodes for print alone."""
    return addnodes.only("", *children, expr="latex")


def html_only(*children: nodes.Node) -> addnodes.only:
    """Nodes for the web alone."""
    return addnodes.only("", *children, expr="html")
