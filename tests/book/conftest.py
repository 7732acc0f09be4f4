"""A copy of the project with one small chapter, built by the project's own commands."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from evidence.bench import copy_environment, copy_project

CHAPTER = """\
---
jupytext:
  text_representation:
    extension: .md
    format_name: myst
    format_version: 0.13
kernelspec:
  display_name: Python 3
  language: python
  name: python3
---

# Arms

```{code-cell} ipython3
from evidence import claims, page, tables
from evidence.charts import estimates

containers = claims.of(tables.load().claims, "containers_shipped")
dia = containers[containers["claimant"] == "rok-dia"]
page.value(latest=dia["text"].iloc[-1])
page.figure(
    estimates.through_time({"Containers": dia}, height=3),
    "fig-small",
    caption="A small chart.",
    alt="Totals rise.",
    data=claims.drawn(dia),
    sources=dia["sources"],
)
```

The latest figure is {glue:text}`latest` ({numref}`fig-small`).

```{bibliography}
```
"""


class Book:
    """A copy of the project and the commands that build it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.chapter = root / "chapters" / "arms.md"
        self.page = root / "_build" / "html" / "chapters" / "arms.html"

    def run(self, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a command in the copy, with these variables of the environment changed."""
        variables = {**copy_environment(self.root), **environment}
        return subprocess.run(command, cwd=self.root, env=variables, capture_output=True, text=True, check=False)

    def jupyter_book(self) -> subprocess.CompletedProcess[str]:
        """Plain Jupyter Book."""
        return self.run("jupyter-book", "build", ".")

    def build(self, kind: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """The project's own build."""
        return self.run("python", "-m", "evidence", "build", kind, **environment)


def make_book(folder: Path) -> Book:
    """A copy of the project whose only chapter is a small one."""
    root = copy_project(folder)
    (root / "_toc.yml").write_text("format: jb-book\nroot: index\nchapters:\n  - file: chapters/arms\n")
    (root / "index.md").write_text("# Book\n\nText.\n")
    book = Book(root)
    book.chapter.write_text(CHAPTER, encoding="utf-8")
    return book


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """A copy for one test."""
    return make_book(tmp_path)


@pytest.fixture(scope="module")
def built_book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """A copy for several tests, built once without a fault."""
    book = make_book(tmp_path_factory.mktemp("built"))
    result = book.build("html")
    assert result.returncode == 0, result.stdout + result.stderr
    return book
