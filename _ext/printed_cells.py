"""Leave out of print what is folded away on the web: hidden inputs, outputs and cells.

myst-nb honours these tags in HTML only.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
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


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the extension."""
    app.add_post_transform(DropHiddenCells)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
