"""Read what LaTeX wrote: errors, characters without a glyph and lines too wide, each with its place in the book."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

PLACE = "%! "
"""Begins a comment in ``report.tex`` that names the chapter and line of what follows (``_ext/printed_text.py``)."""

ERROR = re.compile(r"^\./report\.tex:(\d+): (.*(?:\n(?!l\.).*){0,6}\n?(?:l\.\d+ .*\n.*)?)", re.M)
FONT = re.compile(r'The font "([^"]+)" cannot be\s+found')
FILE = re.compile(r"File `([^']+\.(?:sty|cls|def))' not found")
MISSING = re.compile(r"^Missing character: There is no (.) \(U\+([0-9A-F]+)\)", re.M)
OVERFULL = re.compile(r"^Overfull \\hbox \(([\d.]+)pt too wide\).*?(?:at lines? (\d+)|$)", re.M)


def read(path: Path) -> str:
    """A log or a LaTeX file; nothing where there is none."""
    return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""


def error(folder: Path) -> str:
    """What went wrong, with the chapter and line, from the log in LaTeX's folder; empty where LaTeX met no error."""
    log = read(folder / "report.log")
    missing = FONT.search(log) or FILE.search(log)
    if missing:
        return f"{missing[1]} is not installed. TeX and all fonts are set up by: tools/packages pdf"
    found = ERROR.search(log)
    if found:
        return f"{place(folder, int(found[1]))}: LaTeX says: {found[2].strip()}"
    lines = log.splitlines()
    start = next((number for number, line in enumerate(lines) if line.startswith("!")), None)
    return "" if start is None else "LaTeX says:\n" + "\n".join(lines[start : start + 8])


def place(folder: Path, line: int) -> str:
    """The chapter and line that a line of ``report.tex`` was made from."""
    for text in reversed(read(folder / "report.tex").splitlines()[:line]):
        if text.startswith(PLACE):
            return text.removeprefix(PLACE)
    return f"report.tex:{line}"


def missing_characters(folder: Path) -> list[str]:
    """What LaTeX left out because no font has it: code, name and first place of each character."""
    source = read(folder / "report.tex").splitlines()
    told = []
    for character in sorted({match[1] for match in MISSING.finditer(read(folder / "report.log"))}):
        line = next((number for number, text in enumerate(source, 1) if character in text), 0)
        name = unicodedata.name(character, "without a name")
        told.append(f"{place(folder, line)}: {character} (U+{ord(character):04X} {name})")
    return told


def overfull(folder: Path, allowed: float) -> list[str]:
    """Lines of print that stick out by more than ``allowed`` points."""
    return [
        f"{place(folder, int(match[2] or 0))}: {match[1]} pt too wide"
        for match in OVERFULL.finditer(read(folder / "report.log"))
        if float(match[1]) > allowed
    ]
