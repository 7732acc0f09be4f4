"""Serve the book and build it again on every save."""

from __future__ import annotations

import multiprocessing
import sys
from importlib import import_module

from livereload import Server

from evidence import ROOT
from evidence.build import BUILD

WATCHED = (
    "index.md",
    "chapters/*.md",
    "_config.yml",
    "_toc.yml",
    "data/*",
    "evidence/**/*.py",
    "_theme/*",
    "_static/*",
    "_ext/*.py",
)
LIBRARIES = (
    "jupyter_book.sphinx",
    "myst_nb.sphinx_ext",
    "sphinx.builders.html",
    "sphinxcontrib.bibtex",
)
SITE = BUILD / "live" / "_build" / "html"
"""A site of its own, built in place: a page with a fault is shown as it is, to be mended."""


def build() -> None:
    """Build what changed, in a child that inherits the libraries already loaded: half the time of a new process."""
    process = multiprocessing.get_context("fork").Process(target=jupyter_book)
    process.start()
    process.join()


def jupyter_book() -> None:
    """Run Jupyter Book's command line in this process."""
    from jupyter_book.cli.main import main

    sys.argv = ["jupyter-book", "build", str(ROOT), "--path-output", str(BUILD / "live"), "-q"]
    main()


def load_libraries() -> None:
    """Load what every build needs, once."""
    for name in LIBRARIES:
        import_module(name)


def serve() -> None:
    """Serve on http://127.0.0.1:8000 until interrupted; open pages reload by themselves."""
    load_libraries()
    build()
    server = Server()
    for pattern in WATCHED:
        server.watch(str(ROOT / pattern), build)
    server.serve(root=str(SITE), host="127.0.0.1", port=8000)
