"""Serve the book and build it again on every save."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from livereload import Server

from evidence import ROOT
from evidence.build import BUILD

WATCHED = ("index.md", "chapters/*.md", "_config.yml", "_toc.yml", "data/*", "evidence/**/*.py", "_static/*", "_ext/*.py")
SITE = BUILD / "live" / "_build" / "html"
"""A site of its own, built in place: a page with a fault is shown as it is, to be mended."""


def build() -> None:
    """Build what changed."""
    program = Path(sys.executable).with_name("jupyter-book")
    subprocess.run([str(program), "build", str(ROOT), "--path-output", str(BUILD / "live"), "-q"], check=False)


def serve() -> None:
    """Serve on http://127.0.0.1:8000 until interrupted; open pages reload by themselves."""
    build()
    server = Server()
    for pattern in WATCHED:
        server.watch(str(ROOT / pattern), build)
    server.serve(root=str(SITE), host="127.0.0.1", port=8000)
