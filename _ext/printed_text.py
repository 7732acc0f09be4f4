"""What print needs to know of a text: where it comes from, and in which script it runs.

Each paragraph is preceded by a LaTeX comment with its chapter and line, by which
``evidence.latex_log`` tells where an error stands. Runs from right to left, and Chinese that
the Japanese font cannot set, are marked for the commands of the same names in ``report.sty``;
all other scripts switch fonts by themselves there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from evidence.latex_log import PLACE

RIGHT_TO_LEFT = r"\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
RUN = re.compile(rf"[{RIGHT_TO_LEFT}](?:[^A-Za-z\u0400-\u04ff]*[{RIGHT_TO_LEFT}])?")
HAN = re.compile(r"[\u3400-\u9fff](?:.*[\u3400-\u9fff])?")
KANA = re.compile(r"[\u3040-\u30ff]")
LITERAL = (nodes.raw, nodes.literal, nodes.literal_block, nodes.comment)


class Places(SphinxPostTransform):
    """Say before each paragraph, and each piece of LaTeX of a chapter's own, where it stands."""

    default_priority = 2  # before ours and others' generated LaTeX joins the tree
    formats = ("latex",)

    def run(self, **kwargs: Any) -> None:
        """Run the transform."""
        root = Path(self.app.srcdir)
        for node in list(self.document.findall(told)):
            path = Path(node.source or "")
            if node.line and root in path.parents:
                index = node.parent.index(node)
                place = f"{PLACE}{path.relative_to(root).as_posix()}:{node.line}"
                node.parent.insert(index, nodes.raw("", place, format="latex"))


def told(node: nodes.Node) -> bool:
    """Whether a comment line may stand before the node, and is of use there."""
    blocks = (nodes.section, nodes.list_item, nodes.document, nodes.block_quote)
    return isinstance(node, nodes.paragraph | nodes.raw | nodes.container) and isinstance(node.parent, blocks)


class Scripts(SphinxPostTransform):
    """Mark runs of text that print sets in another direction or font."""

    default_priority = 900  # after references and citations have their texts
    formats = ("latex",)

    def run(self, **kwargs: Any) -> None:
        """Run the transform."""
        for text in list(self.document.findall(nodes.Text)):
            if text.isascii() or isinstance(text.parent, LITERAL):
                continue
            parts = list(marked(text.astext()))
            if len(parts) > 1 or not isinstance(parts[0], nodes.Text):
                text.parent.replace(text, parts)


def marked(text: str) -> Iterator[nodes.Node]:
    """A text in pieces, with its runs of other scripts in inline nodes of their class."""
    end = 0
    for start, stop, name in runs(text):
        if start > end:
            yield nodes.Text(text[end:start])
        yield nodes.inline("", text[start:stop], classes=[name])
        end = stop
    if end < len(text):
        yield nodes.Text(text[end:])


def runs(text: str) -> list[tuple[int, int, str]]:
    """Start, stop and class of the runs to mark."""
    if right := [(*match.span(), "rtl") for match in RUN.finditer(text)]:
        return right
    han = HAN.search(text)
    return [(*han.span(), "chinese")] if han and is_chinese(text) else []


def is_chinese(text: str) -> bool:
    """Whether a text holds a Han character that the Japanese sets lack, and no kana."""
    return not KANA.search(text) and not all(map(in_japanese, text))


def in_japanese(character: str) -> bool:
    """Whether JIS X 0213, which the Japanese font covers, holds a character; true of what is not Han."""
    if not HAN.match(character):
        return True
    try:
        character.encode("euc_jisx0213")
    except UnicodeEncodeError:
        return False
    return True


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the extension."""
    app.add_post_transform(Places)
    app.add_post_transform(Scripts)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
