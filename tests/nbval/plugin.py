"""Let nbval collect the chapters themselves: ``chapters/arms.md::Cell 3``.

Loaded by the pytest options in pyproject.toml. nbval executes a chapter's cells in one kernel
and compares what they show with the committed reference.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from nbval.plugin import IPyNbFile

from evidence import reference
from evidence.mime import IMAGES


class Chapter(IPyNbFile):
    """A MyST chapter as nbval's notebook file."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.skip_compare += tuple(IMAGES)

    def collect(self) -> list[pytest.Item]:
        """The code cells, or an error that says how to get a reference."""
        try:
            notebook = reference.with_reference(self.path)
        except ValueError as error:
            raise self.CollectError(str(error)) from None
        with patch("nbval.plugin.nbformat.read", return_value=notebook):
            return list(super().collect())


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> Chapter | None:
    """Collect the front page and the chapters that hold code."""
    if file_path.suffix == ".md" and file_path in reference.chapters():
        chapter: Chapter = Chapter.from_parent(parent, path=file_path)
        return chapter
    return None


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Keep nbval from taking the references themselves for notebooks to test."""
    return True if collection_path == reference.REFERENCES else None
