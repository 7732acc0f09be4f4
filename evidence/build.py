"""Build the book aside and swap it in when it is complete.

Jupyter Book writes into ``_build/aside``; only a build without a single warning reaches
``_build/html`` and ``_build/pdf``, so the last good site and PDF outlive every failure.
"""

from __future__ import annotations

import calendar
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from evidence import ROOT, latex_log
from evidence.fingerprint import fingerprint

BUILD = ROOT / "_build"
ASIDE = BUILD / "aside"
SITE = BUILD / "html"
PDF = BUILD / "pdf" / "report.pdf"
INPUTS = (
    "_config.yml",
    "_toc.yml",
    "index.md",
    "chapters",
    "data",
    "evidence",
    "CHANGELOG.md",
    "_ext",
    "_theme",
    "_static",
    "_latex",
    "requirements.txt",
)
"""Everything that a built page can depend on."""

TOLD = re.compile(
    r"WARNING|ERROR|CRITICAL|Exception|Executed notebook|Executing notebook|"
    r"(?:reading sources|writing output)\.\.\. *\[|^!|^\./report\.tex:\d|^Run number|build finished with problems"
)
"""The lines of a build that its author wants to see; all are in the log."""

ANSI = re.compile(r"\x1b\[[0-9;]*m")


class BuildError(Exception):
    """The book could not be built; the message says what to do."""


def html() -> None:
    """Build the website into ``_build/html``.

    Raises:
        BuildError: a cell failed, or Sphinx gave a warning.
    """
    inputs = fingerprint(ROOT, INPUTS) + os.environ.get("SITE_URL", "")
    if SITE.joinpath("index.html").exists() and recorded("html") == inputs:
        say("website: nothing changed")
        return
    with step("website"):
        jupyter_book("html")
        publish(ASIDE / "_build" / "html")
    record("html", inputs)
    say(f"open {SITE.relative_to(ROOT) / 'index.html'}")


def pdf() -> None:
    """Build the PDF into ``_build/pdf/report.pdf`` and beside the website.

    Raises:
        BuildError: Sphinx gave a warning, LaTeX failed, or a character has no glyph.
    """
    inputs = fingerprint(ROOT, INPUTS)
    if not (PDF.exists() and recorded("pdf") == inputs):
        with step("PDF"):
            require_tex()
            latex = ASIDE / "_build" / "latex"
            try:
                jupyter_book("pdflatex")
            except BuildError as error:
                raise BuildError(f"{error}\n{latex_log.error(latex)}".rstrip()) from None
            missing = latex_log.missing_characters(latex)
            if missing:
                raise BuildError("no font in the PDF has a glyph for:\n" + "\n".join(missing))
            replace(latex / "report.pdf", PDF)
        record("pdf", inputs)
    else:
        say("PDF: nothing changed")
    if SITE.exists():
        replace(PDF, SITE / "report.pdf")
    say(f"open {PDF.relative_to(ROOT)}")


def require_tex() -> None:
    """See that LaTeX is there before a chapter is executed for it.

    Raises:
        BuildError: it is not.
    """
    missing = [program for program in ("make", "latexmk", "xelatex") if shutil.which(program) is None]
    if missing:
        raise BuildError(f"{' and '.join(missing)} not found. TeX and all fonts are set up by: tools/packages pdf")


def jupyter_book(builder: str) -> None:
    """Run Jupyter Book aside, strictly, and tell what it does.

    Raises:
        BuildError: it ended with an error or a warning.
    """
    program = Path(sys.executable).with_name("jupyter-book")
    command = [
        str(program),
        "build",
        str(ROOT),
        "--path-output",
        str(ASIDE),
        "--builder",
        builder,
        "-W",
        "-n",
        "--keep-going",
    ]
    ASIDE.mkdir(parents=True, exist_ok=True)
    log = ASIDE / f"{builder}.log"
    with log.open("w", encoding="utf-8") as file:
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment(), cwd=ROOT
        )
        assert process.stdout is not None
        for line in lines(process.stdout):
            file.write(line + "\n")
            if TOLD.search(line) and not line.startswith("[IPKernelApp]"):
                say(f"  {line.replace(str(ROOT) + '/', '')}")
        status = process.wait()
    if status:
        errors = cell_errors(log.read_text(encoding="utf-8"))
        told = "".join(f"{error}\n" for error in errors)
        raise BuildError(
            f"{told}the build failed; the last complete one is untouched. The whole log: {log.relative_to(ROOT)}"
        )


def cell_errors(log: str) -> list[str]:
    """The exceptions of chapters' cells as ``chapter:line: exception``, from a build's log."""
    failed = re.compile(
        r"(?P<chapter>\S+\.md): WARNING: Executing notebook failed.*?^Cell In\[(?P<cell>\d+)\], line (?P<line>\d+)"
        r".*?^(?P<exception>\w[\w.]*(?:Error|Exception|Interrupt|Warning)\b.*?)$",
        re.S | re.M,
    )
    return [
        f"{Path(match['chapter']).relative_to(ROOT)}:"
        f"{line_of_cell(Path(match['chapter']), int(match['cell'])) + int(match['line'])}: {match['exception']}"
        for match in failed.finditer(log)
    ]


def line_of_cell(chapter: Path, number: int) -> int:
    """The line of a chapter that stands before the first line of a code cell's source (cells from 1)."""
    text = chapter.read_text(encoding="utf-8").splitlines()
    start = [line for line, content in enumerate(text) if content.startswith("```{code-cell}")][number - 1] + 1
    while text[start].startswith(":") or not text[start].strip():
        start += 1
    return start


def lines(stream: Iterable[bytes]) -> Iterator[str]:
    """The lines that a program prints, without colours."""
    for raw in stream:
        yield ANSI.sub("", raw.decode("utf-8", "replace")).rstrip()


def environment() -> dict[str, str]:
    """What makes two builds the same: a fixed clock, time zone and order; and a log whose lines are whole."""
    created = json.loads((ROOT / "data" / "datapackage.json").read_text(encoding="utf-8"))["created"]
    epoch = calendar.timegm(time.strptime(created, "%Y-%m-%dT%H:%M:%SZ"))
    return {
        **os.environ,
        "SOURCE_DATE_EPOCH": str(epoch),
        "FORCE_SOURCE_DATE": "1",
        "TZ": "UTC",
        "LC_ALL": "C.UTF-8",
        "PYTHONHASHSEED": "0",
        "LATEXMKOPTS": "-xelatex -interaction=nonstopmode -halt-on-error -file-line-error",
        "max_print_line": "10000",
    }


def recorded(kind: str) -> str:
    """The fingerprint that the last complete build of this kind was made from."""
    path = ASIDE / f"{kind}.inputs"
    return path.read_text() if path.exists() else ""


def record(kind: str, inputs: str) -> None:
    """Remember what a complete build was made from."""
    (ASIDE / f"{kind}.inputs").write_text(inputs)


def publish(built: Path) -> None:
    """Swap a complete site in."""
    fresh, old = BUILD / ".html.new", BUILD / ".html.old"
    for path in (fresh, old):
        shutil.rmtree(path, ignore_errors=True)
    shutil.copytree(built, fresh)
    if PDF.exists():
        shutil.copy2(PDF, fresh / "report.pdf")
    if SITE.exists():
        SITE.rename(old)
    fresh.rename(SITE)
    shutil.rmtree(old, ignore_errors=True)


def replace(source: Path, target: Path) -> None:
    """Put a complete file in the place of another at once."""
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_suffix(".new")
    shutil.copyfile(source, fresh)
    fresh.replace(target)


@contextmanager
def step(name: str) -> Iterator[None]:
    """Say how long a step took."""
    say(f"{name}: building")
    start, ended = time.monotonic(), "failed"
    try:
        yield
        ended = "done"
    finally:
        say(f"{name}: {ended} after {time.monotonic() - start:.1f} s")


def say(text: str) -> None:
    """Print at once, even into a pipe."""
    print(text, flush=True)
