"""Measure builds in a copy of the project, with this environment."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import jupytext

from evidence import ROOT, weights
from evidence.reference import chapters, code_cells

LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "_build", "__pycache__", ".*_cache", ".hypothesis")


def copy_project(folder: Path) -> Path:
    """A copy of the project without what was built; returns its root."""
    return Path(shutil.copytree(ROOT, folder / "book", ignore=LEFT_OUT))


def run(root: Path, *command: str) -> float:
    """Seconds that a command takes in a copy, whose package and data it uses.

    Raises:
        subprocess.CalledProcessError: the command failed.
    """
    start = time.perf_counter()
    subprocess.run(command, cwd=root, env=copy_environment(root), check=True, capture_output=True)
    return time.perf_counter() - start


def copy_environment(root: Path) -> dict[str, str]:
    """The environment in which Python takes ``evidence`` from a copy, not from the installed project."""
    return {**os.environ, "PYTHONPATH": str(root), "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}


def edit(path: Path, old: str, new: str) -> None:
    """Replace the first occurrence of a text in a file.

    Raises:
        ValueError: the text does not occur.
    """
    text = path.read_text(encoding="utf-8")
    if old not in text:
        raise ValueError(f"{path.name} does not hold {old!r}")
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def folder_size(folder: Path) -> float:
    """Megabytes of a folder's files."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink()) / 1e6


def execute_plainly(root: Path) -> float:
    """Seconds for the code of all chapters in one plain process: the floor of every build."""
    script = root / "_build" / "all.py"
    script.parent.mkdir(exist_ok=True)
    cells = [cell.source for path in chapters() for cell in code_cells(jupytext.read(path))]
    script.write_text("\n\n".join(cells), encoding="utf-8")
    return run(root, sys.executable, str(script))


def draw_models() -> float:
    """Seconds for 100,000 draws of every model and the counts of agreement, the data being loaded."""
    from evidence import tables
    from evidence.models import agreement, run

    evidence = tables.load()
    start = time.perf_counter()
    for name in run.MODELS:
        run.results(name, evidence)
    agreement.records(evidence)
    return time.perf_counter() - start


def run_all(root: Path) -> dict[str, float]:
    """The measurements, in seconds."""
    build = (sys.executable, "-m", "evidence", "build")
    plain = ("jupyter-book", "build", ".")
    figures = {
        "website, cold": run(root, *build, "html"),
        "PDF, after it": run(root, *build, "pdf"),
        "both again, nothing changed": run(root, *build, "html") + run(root, *build, "pdf"),
        "plain jupyter-book build, first": run(root, *plain),
        "plain, nothing changed": run(root, *plain),
    }
    edit(root / "chapters" / "arms.md", "## In brief", "A sentence more.\n\n## In brief")
    figures["plain, a sentence changed"] = run(root, *plain)
    edit(root / "data" / "claims.csv", ",33000,", ",33001,")
    figures["plain, a figure in the data changed"] = run(root, *plain)
    figures["100,000 draws of every model"] = draw_models()
    figures["the same code in one plain process"] = execute_plainly(root)
    return figures


def weigh_all(site: Path) -> list[weights.Weight]:
    """What each page of a built site costs a reader."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright, weights.served(site) as address:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        return [weights.weigh(browser.new_page(), address, path, site) for path in weights.pages(site)]


def print_weights(weighed: list[weights.Weight]) -> None:
    """Print the cost of each page, and the medians."""
    for page in weighed:
        print(f"{page.kilobytes:7.1f} kB {page.requests:3} requests  {page.page}")
    kilobytes, requests = median(page.kilobytes for page in weighed), median(page.requests for page in weighed)
    print(f"{kilobytes:7.1f} kB {requests:3.0f} requests  median page")


def run_bench() -> None:
    """Print the measurements."""
    with tempfile.TemporaryDirectory() as folder:
        root = copy_project(Path(folder))
        figures = run_all(root)
        weighed = weigh_all(root / "_build" / "html")
    print_weights(weighed)
    for name, seconds in figures.items():
        print(f"{seconds:7.1f} s  {name}")
    ready = Path(sys.prefix) / ".ready"
    print(f"{ready.read_text().strip() if ready.exists() else '?':>7} s  environment, when it was set up")
    print(f"{folder_size(Path(sys.prefix)):7.0f} MB environment")
