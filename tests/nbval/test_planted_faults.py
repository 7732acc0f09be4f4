"""nbval catches what it is there for: each planted fault fails, and names its cell."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from evidence.bench import copy_environment, copy_project, edit


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_project(tmp_path)


def execute(project: Path, chapter: str) -> subprocess.CompletedProcess[str]:
    """Re-execute one chapter of a copy against its reference."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"chapters/{chapter}.md"]
    return subprocess.run(
        command, cwd=project, env=copy_environment(project), capture_output=True, text=True, check=False
    )


def test_unchanged_copy_passes(project: Path) -> None:
    result = execute(project, "methods")
    assert result.returncode == 0, result.stdout


def test_changed_figure_in_the_data(project: Path) -> None:
    edit(project / "data" / "claims.csv", ",33000,", ",33100,")
    result = execute(project, "arms")
    assert result.returncode == 1
    assert "33,100" in result.stdout


def test_factor_in_the_package(project: Path) -> None:
    edit(project / "evidence" / "models" / "munitions.py", "load.low * 1000", "load.low * 1010")
    result = execute(project, "arms")
    assert result.returncode == 1
    assert "chapters/arms.md::Cell" in result.stdout


def test_changed_table_in_a_chapter(project: Path) -> None:
    edit(project / "chapters" / "methods.md", '("likely", "55–80")', '("likely", "55–85")')
    result = execute(project, "methods")
    assert result.returncode == 1
    assert "55–85" in result.stdout


def test_cell_without_a_reference(project: Path) -> None:
    edit(
        project / "chapters" / "methods.md",
        "## What a claim is",
        "```{code-cell} ipython3\n1\n```\n\n## What a claim is",
    )
    result = execute(project, "methods")
    assert result.returncode != 0
    assert "make reference" in result.stdout


def test_chapter_without_a_reference(project: Path) -> None:
    (project / "tests" / "nbval" / "reference" / "methods.ipynb").unlink()
    result = execute(project, "methods")
    assert result.returncode != 0
    assert "no reference methods.ipynb" in result.stdout


def test_references_hold_no_image(project: Path) -> None:
    for path in (project / "tests" / "nbval" / "reference").glob("*.ipynb"):
        for cell in nbformat.read(path, as_version=4).cells:
            for output in cell.outputs:
                assert not {"image/png", "image/svg+xml", "application/pdf"} & set(output.get("data", {}))
