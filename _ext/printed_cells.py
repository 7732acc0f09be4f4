"""Leave out of print what is folded away on the web, and what only a screen can use: hidden cells and downloads.

myst-nb honours the tags of hidden cells in HTML only.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform


class DropHiddenCells(SphinxPostTransform):
    """Remove the hidden parts of code cells from the LaTeX tree."""

    default_priority = 400
    formats = ("latex",)

    def run(self, **kwargs: Any) -> None:
        """Run the transform."""
        for cell in list(self.document.findall(nodes.container)):
            hidden = {"all": ("cell_input", "cell_output"), "input": ("cell_input",), "output": ("cell_output",)}
            for part in list(cell.children):
                if isinstance(part, nodes.container) and any(
                    name in part["classes"] for name in hidden.get(cell.get("hide_mode", ""), ())
                ):
                    cell.remove(part)


class DropDownloads(SphinxPostTransform):
    """Remove paragraphs that only offer files, and sections that hold nothing else."""

    default_priority = 400
    formats = ("latex",)

    def run(self, **kwargs: Any) -> None:
        """Run the transform."""
        for paragraph in list(self.document.findall(nodes.paragraph)):
            offered = any(isinstance(child, addnodes.download_reference) for child in paragraph)
            if not offered or not all(is_offer(child) for child in paragraph):
                continue
            section = paragraph.parent
            section.remove(paragraph)
            rest = [child for child in section if not isinstance(child, nodes.title | nodes.raw)]
            if isinstance(section, nodes.section) and not rest:
                section.parent.remove(section)


def is_offer(node: nodes.Node) -> bool:
    """Whether a node is a download or the sign between two."""
    return isinstance(node, addnodes.download_reference) or node.astext().strip() in ("", "·")


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the extension."""
    app.add_post_transform(DropHiddenCells)
    app.add_post_transform(DropDownloads)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
