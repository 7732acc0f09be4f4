"""The two articles that the book started from: digests of them, held against the originals where one has them.

The articles are not ours to publish. ``seeds/`` keeps a digest of each: who wrote it and when, the
checksum of the original file, and every line that has text with its number of words and either the
ids of the statements in it (data/seed_claims.csv) or what it holds instead.
"""

from __future__ import annotations

import csv
import hashlib
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evidence import ROOT

SEEDS = ROOT / "seeds"
STATEMENTS = ROOT / "data" / "seed_claims.csv"
OURS = (STATEMENTS, ROOT / "chapters" / "scorecard.md", SEEDS / "README.md")
"""Where our own words stand next to the articles' and must not be theirs."""

RUN = 8
"""Words in a row that, found in both, are taken to be copied."""


class DigestError(ValueError):
    """A digest does not say what it must."""


@dataclass(frozen=True)
class Line:
    """A line of an original that has text."""

    words: int
    paragraph: int | None
    """Number among the paragraphs of the article, from 1; None for headings and the like."""
    statements: tuple[str, ...]
    holds: str
    """What it holds where it has no statement."""


@dataclass(frozen=True)
class Digest:
    """What is kept of an article; what its text does not tell is empty."""

    seed: str
    title: str
    author: str
    publisher: str
    date: str
    """Day of publication, or the first and the last possible day joined by '/'."""
    dating: str
    file: str
    sha256: str
    lines: tuple[Line, ...]

    @property
    def first(self) -> str:
        """The first day on which it can have appeared."""
        return self.date.partition("/")[0]

    @property
    def last(self) -> str:
        """The last day on which it can have appeared."""
        return self.date.rpartition("/")[2]


def digests(folder: Path = SEEDS) -> dict[str, Digest]:
    """The digests in ``folder``, by the name of the article, the oldest first.

    Raises:
        DigestError: there is none, or one lacks a field or has one too many.
    """
    read = [digest(path) for path in sorted(folder.glob("*.toml"))]
    if not read:
        raise DigestError(f"no digest (*.toml) in {folder}")
    return {each.seed: each for each in sorted(read, key=lambda each: each.date)}


def digest(path: Path) -> Digest:
    """Read one digest.

    Raises:
        DigestError: it is not TOML, lacks a field or has one too many.
    """
    try:
        fields: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        lines = tuple(read_line(**each) for each in fields.pop("lines"))
        known = dict.fromkeys(("title", "author", "publisher"), "")
        return Digest(**{**known, **fields}, seed=path.stem, lines=lines)
    except (KeyError, TypeError, ValueError) as error:
        raise DigestError(f"{path.name}: {error}") from error


def read_line(words: int, paragraph: int | None = None, statements: list[str] | None = None, holds: str = "") -> Line:
    """One line of a digest.

    Raises:
        ValueError: it names neither statements nor what it holds, or both, or statements without a paragraph.
    """
    if bool(statements) == bool(holds) or bool(statements) != bool(paragraph):
        raise ValueError(f"a line of {words} words needs a paragraph with its statements, or what it holds")
    return Line(words, paragraph, tuple(statements or ()), holds)


def check(originals: Path, folder: Path = SEEDS, statements: Path = STATEMENTS) -> list[str]:
    """What is wrong with the digests, a message each: against the originals and against the statements.

    Args:
        originals: folder of the two articles' files.
        folder: folder of the digests.
        statements: the table of statements.
    """
    try:
        known = digests(folder)
    except DigestError as error:
        return [str(error)]
    with statements.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    problems = [f"{row['id']}: no digest of {row['seed']}" for row in rows if row["seed"] not in known]
    for each in known.values():
        mine = {row["id"]: row["paragraph"] for row in rows if row["seed"] == each.seed}
        problems += [
            f"{each.seed}.toml: {text}" for text in (*against_statements(each, mine), *against(each, originals))
        ]
    return problems


def against_statements(digest: Digest, paragraphs: dict[str, str]) -> Iterator[str]:
    """Where a digest and the table of statements (id → paragraph) differ."""
    first: dict[str, str] = {}
    for line in digest.lines:
        for key in line.statements:
            first.setdefault(key, str(line.paragraph))
    numbers = [line.paragraph for line in digest.lines if line.paragraph]
    if numbers != list(range(1, len(numbers) + 1)):
        yield f"paragraphs are numbered {numbers}; expected 1 to {len(numbers)} in order"
    for key in sorted(first.keys() - paragraphs.keys()):
        yield f"paragraph {first[key]} names {key}, which data/seed_claims.csv does not have"
    for key, paragraph in paragraphs.items():
        if key not in first:
            yield f"no paragraph names {key}, which data/seed_claims.csv puts in paragraph {paragraph}"
        elif first[key] != paragraph:
            yield f"{key} stands in paragraph {first[key]}; data/seed_claims.csv says {paragraph}"


def against(digest: Digest, originals: Path) -> Iterator[str]:
    """Where a digest and its original differ; copied words only where the original is the right one."""
    path = originals / digest.file
    if not path.is_file():
        yield f"the original {digest.file} is missing in {originals}"
        return
    content = path.read_bytes()
    if (found := hashlib.sha256(content).hexdigest()) != digest.sha256:
        yield f"{digest.file} is not the original: its SHA-256 is {found}, expected {digest.sha256}"
        return
    text = content.decode("utf-8")
    counts = [len(line.split()) for line in text.splitlines() if line.strip()]
    told = [line.words for line in digest.lines]
    if len(counts) != len(told):
        yield f"{digest.file} has {len(counts)} lines of text, the digest {len(told)}"
    for number, (count, words) in enumerate(zip(counts, told, strict=False), 1):
        if count != words:
            yield f"line {number} of {digest.file} has {count} words, the digest says {words}"
    for ours in OURS:
        for run in sorted(runs(text) & runs(ours.read_text(encoding="utf-8"))) if ours.exists() else ():
            yield f"{ours.relative_to(ROOT)} has {RUN} words in a row of {digest.file}: {run}"


def runs(text: str) -> set[str]:
    """Every run of ``RUN`` words of a text, without case and marks."""
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[place : place + RUN]) for place in range(len(words) - RUN + 1)}
