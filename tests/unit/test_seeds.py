"""Digests are held against the originals and the statements; whatever differs is named."""

from __future__ import annotations

import csv
import hashlib
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from evidence import ROOT, seeds

ORIGINAL = """Of crates and trains

Trains cross the bridge at night, the ministry said on Monday.

What next

Nobody has seen the crates opened, and a witness counted eleven of them.
In spring more may follow, the witness thinks.
"""
DIGEST = """title = "Of crates and trains"
date = "2024-02-02"
dating = "made up"
file = "original.txt"
sha256 = "{sha256}"
lines = [
  {{ words = 4, holds = "title" }},
  {{ words = 11, paragraph = 1, statements = ["made-01"] }},
  {{ words = 2, holds = "heading" }},
  {{ words = 13, paragraph = 2, statements = ["made-02", "made-03"] }},
  {{ words = 8, paragraph = 3, statements = ["made-01"] }},
]
"""
STATEMENTS = [("made-01", 1), ("made-02", 2), ("made-03", 2)]


class Folder:
    """Made-up originals, digests and statements that agree."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.original, self.digest = path / "original.txt", path / "made.toml"
        self.statements = path / "seed_claims.csv"
        self.original.write_text(ORIGINAL, encoding="utf-8")
        sha256 = hashlib.sha256(self.original.read_bytes()).hexdigest()
        self.digest.write_text(DIGEST.format(sha256=sha256), encoding="utf-8")
        self.tell(STATEMENTS)

    def tell(self, rows: list[tuple[str, int]], words: str = "Our own words.") -> None:
        with self.statements.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["id", "seed", "paragraph", "statement"])
            writer.writerows([key, key.partition("-")[0], paragraph, words] for key, paragraph in rows)

    def edit(self, old: str, new: str) -> None:
        text = self.digest.read_text(encoding="utf-8")
        assert old in text
        self.digest.write_text(text.replace(old, new), encoding="utf-8")

    def problems(self) -> list[str]:
        return seeds.check(self.path, self.path, self.statements)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def test_what_agrees_passes(folder: Folder) -> None:
    assert folder.problems() == []


def other_original(folder: Folder) -> None:
    folder.original.write_text(ORIGINAL.replace("eleven", "twelve"), encoding="utf-8")


DAMAGES: dict[str, Callable[[Folder], object]] = {
    "the original original.txt is missing": lambda folder: folder.original.unlink(),
    "original.txt is not the original: its SHA-256 is ": other_original,
    "original.txt has 5 lines of text, the digest 4": lambda folder: folder.edit(
        '  { words = 2, holds = "heading" },\n', ""
    ),
    "line 4 of original.txt has 13 words, the digest says 12": lambda folder: folder.edit("words = 13", "words = 12"),
    "needs a paragraph with its statements, or what it holds": lambda folder: folder.edit(
        ', paragraph = 3, statements = ["made-01"]', ""
    ),
    "paragraphs are numbered [1, 3, 3]; expected 1 to 3": lambda folder: folder.edit("paragraph = 2", "paragraph = 3"),
    "paragraph 2 names made-03, which data/seed_claims.csv does not have": lambda folder: folder.tell(STATEMENTS[:2]),
    "no paragraph names made-04": lambda folder: folder.tell([*STATEMENTS, ("made-04", 3)]),
    "made-01 stands in paragraph 1; data/seed_claims.csv says 3": lambda folder: folder.tell(
        [("made-01", 3), *STATEMENTS[1:]]
    ),
    "other-01: no digest of other": lambda folder: folder.tell([*STATEMENTS, ("other-01", 1)]),
    "no digest (*.toml)": lambda folder: folder.digest.unlink(),
    "made.toml: 'lines'": lambda folder: folder.digest.write_text('date = "2024"\n', encoding="utf-8"),
    "unexpected keyword argument 'colour'": lambda folder: folder.edit("title =", 'colour = "red"\ntitle ='),
    "Expected '=' after a key": lambda folder: folder.edit("title =", "title"),
}


@pytest.mark.parametrize("message", DAMAGES)
def test_what_differs_is_named(folder: Folder, message: str) -> None:
    DAMAGES[message](folder)
    problems = folder.problems()
    assert [problem for problem in problems if message in problem], problems


def test_copied_words_are_named(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seeds, "OURS", (folder.statements,))
    monkeypatch.setattr(seeds, "ROOT", folder.path)
    folder.tell(STATEMENTS, "We read that nobody has SEEN the crates opened and a few more.")
    assert [each for each in folder.problems() if each.endswith("nobody has seen the crates opened and a")]
    folder.tell(STATEMENTS, "The crates were never seen opened; a witness counted eleven of them.")
    assert folder.problems() == []


def test_the_book_s_digests_agree_with_its_statements() -> None:
    with seeds.STATEMENTS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    digests = seeds.digests()
    assert {row["seed"] for row in rows} == set(digests)
    for digest in digests.values():
        paragraphs = {row["id"]: row["paragraph"] for row in rows if row["seed"] == digest.seed}
        assert list(seeds.against_statements(digest, paragraphs)) == []


def test_the_command_names_what_is_missing(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "evidence", "seeds", str(tmp_path)]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=ROOT, check=False)
    assert (run.returncode, run.stderr) == (1, "")
    assert run.stdout.count("is missing in") == len(seeds.digests())
