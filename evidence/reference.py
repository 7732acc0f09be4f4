"""Reference outputs of the chapters: what CI's re-execution is compared with.

A reference is a notebook of code cells and their text outputs. Images are left out: their last
bytes differ between machines. The rows that a chart draws are in, with its caption and sources.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import jupytext
import nbformat
from nbclient import NotebookClient

from evidence import ROOT
from evidence.mime import IMAGES

REFERENCES = ROOT / "tests" / "nbval" / "reference"
ADVICE = "run `make reference` and look at the difference before you commit it"


def chapters() -> list[Path]:
    """The front page and the chapters, as far as they hold code."""
    pages = [ROOT / "index.md", *sorted((ROOT / "chapters").glob("*.md"))]
    return [path for path in pages if code_cells(jupytext.read(path))]


def code_cells(notebook: Any) -> list[Any]:
    """The code cells of a notebook."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def reference_of(chapter: Path) -> Path:
    """Where the reference of a chapter is kept."""
    return REFERENCES / f"{chapter.stem}.ipynb"


def renew(paths: Iterable[Path]) -> None:
    """Execute chapters and write their references.

    Raises:
        nbclient.exceptions.CellExecutionError: a cell failed; its reference stays as it was.
    """
    REFERENCES.mkdir(parents=True, exist_ok=True)
    for path in paths:
        notebook = jupytext.read(path)
        NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(path.parent)}}).execute()
        nbformat.write(without_images(notebook), reference_of(path))
        print(f"wrote {reference_of(path).relative_to(ROOT)}")


def without_images(notebook: Any) -> Any:
    """The code cells with their text outputs alone."""
    result = nbformat.v4.new_notebook(metadata={"kernelspec": notebook.metadata["kernelspec"]})
    for number, cell in enumerate(code_cells(notebook), 1):
        for output in cell.outputs:
            for mime in IMAGES:
                output.get("data", {}).pop(mime, None)
            if "execution_count" in output:
                output.execution_count = number
        kept = nbformat.v4.new_code_cell(cell.source, id=f"cell-{number}", execution_count=number, outputs=cell.outputs)
        result.cells.append(kept)
    return result


def with_reference(chapter: Path) -> Any:
    """A chapter as a notebook whose outputs are those of its reference.

    Raises:
        ValueError: the reference is missing, or its cells are not the chapter's.
    """
    reference = reference_of(chapter)
    if not reference.exists():
        raise ValueError(f"{chapter.name}: no reference {reference.name}; {ADVICE}")
    notebook = jupytext.read(chapter)
    mine, theirs = code_cells(notebook), code_cells(nbformat.read(reference, as_version=4))
    if len(mine) != len(theirs):
        raise ValueError(f"{chapter.name}: {len(mine)} code cells, its reference {len(theirs)}; {ADVICE}")
    for number, (cell, kept) in enumerate(zip(mine, theirs, strict=True), 1):
        cell.outputs = kept.outputs
        cell.execution_count = number  # nbval compares nothing where it is None
    return notebook
