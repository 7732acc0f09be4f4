"""A row is added at its place, and refused where `check` would refuse it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from evidence import ROOT, add, checks
from tests.unit.test_checks import BIBLIOGRAPHY, SOURCES, files_of, good_tables, write

CLAIM = {
    "chapter": "arms",
    "metric": "containers_shipped",
    "as_of": "2025-02",
    "best": "28000",
    "claimant": "bureau",
    "claimed_on": "2025-03-01",
    "basis": "assessed",
    "credibility": "3",
    "sources": SOURCES[0],
    "statement": 'The bureau said so, and added: "at least".',
}
SOURCE = {
    "key": "agency-2025-03-01-more",
    "author": "The Agency & Co",
    "title": "Больше контейнеров: 100 %",
    "date": "2025-03-01",
    "url": "https://example.org/a_b?c=1&d=2",
    "langid": "ru",
    "sourcetype": "wire",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "data"
    path.mkdir()
    write(files_of(good_tables()), path)
    return path


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def added_lines(before: list[str], after: list[str]) -> list[str]:
    """The lines that are new; fails where another line changed or moved."""
    extra = list(after)
    for line in before:
        extra.remove(line)
    rest = [line for line in after if line not in extra]
    assert rest == [line for line in before if line not in extra]
    return extra


def run(folder: Path, kind: str, given: dict[str, str]) -> subprocess.CompletedProcess[str]:
    options = [part for name, value in given.items() for part in (f"--{name.replace('_', '-')}", value)]
    command = [sys.executable, "-m", "evidence", "add", kind, "--folder", str(folder), *options]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, stdin=subprocess.DEVNULL, check=False)


def test_a_claim_is_one_line_more_with_the_next_id(folder: Path) -> None:
    before = lines(folder / "claims.csv")
    done = run(folder, "claim", CLAIM)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"claims.csv:{len(before) + 1}: added arms-0010\n"
    (line,) = added_lines(before, lines(folder / "claims.csv"))
    assert line == (
        "arms-0010,arms,containers_shipped,2025-02,,,28000,,bureau,2025-03-01,assessed,3,,agency-2024-06-14-count,"
        '"The bureau said so, and added: ""at least"".",'
    )
    assert checks.check(folder) == []


def test_a_row_goes_after_the_last_of_its_chapter(folder: Path) -> None:
    first = add.complete("claim", {**CLAIM, "chapter": "troops"}, folder, None)
    add.add("claim", first, folder)
    _, line = add.add("claim", add.complete("claim", CLAIM, folder, None), folder)
    assert [each.split(",")[0] for each in lines(folder / "claims.csv")[line - 2 : line + 1]] == [
        "arms-0009", "arms-0010", "troops-0001",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"sources": "no-such-page"}, "claims.csv:11:sources: unknown source"),
        ({"metric": "no_such_metric"}, "claims.csv:11:metric: unknown key"),
        ({"as_of": "2025-04"}, "claims.csv:11:as_of: as_of is after claimed_on"),
        ({"low": "30000"}, "claims.csv:11:low: bounds and figure are out of order"),
        ({"statement": "=1+1"}, "claims.csv:11:statement: a spreadsheet would read the text as a formula"),
    ],
)
def test_what_check_would_refuse_is_not_written(folder: Path, change: dict[str, str], message: str) -> None:
    before = lines(folder / "claims.csv")
    done = run(folder, "claim", {**CLAIM, **change})
    assert done.returncode == 1
    assert done.stderr.startswith(message)
    assert "Traceback" not in done.stderr
    assert lines(folder / "claims.csv") == before


def test_what_is_missing_is_named(folder: Path) -> None:
    given = {name: value for name, value in CLAIM.items() if name not in ("basis", "as_of")}
    done = run(folder, "claim", given)
    assert done.returncode == 1
    assert done.stderr.startswith("missing: --as-of, --basis;")


def test_a_malformed_answer_is_asked_again(folder: Path) -> None:
    answers = iter(["about June", "2025-02", "", "", "28000", ""])
    asked: list[str] = []

    def ask(question: str) -> str:
        asked.append(question.partition(":")[0])
        return next(answers)

    given = {name: value for name, value in CLAIM.items() if name not in ("as_of", "best")} | {
        "origin": "",
        "notes": "",
    }
    row = add.complete("claim", given, folder, ask)
    assert asked == ["as_of", "as_of", "period_start", "low", "best", "high"]
    assert (row["as_of"], row["best"]) == ("2025-02", "28000")


def test_an_event_keeps_its_numbering(folder: Path) -> None:
    row = {
        "chapter": "arms",
        "start": "2025-03",
        "kind": "visit",
        "direction": "mutual",
        "actors": "ministry",
        "title": "A visit",
        "summary": "They went.",
        "credibility": "2",
        "sources": SOURCES[0],
    }
    done = run(folder, "event", row)
    assert (done.returncode, done.stdout) == (0, "events.csv:4: added e-arms-0003\n")
    assert checks.check(folder) == []


def test_a_source_stands_in_the_order_of_keys(folder: Path) -> None:
    done = run(folder, "source", SOURCE)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "references.bib:10: added agency-2025-03-01-more\n"
    text = (folder / "references.bib").read_text(encoding="utf-8")
    start = text.index("@misc{agency-2025")
    end = text.index("@online{ministry")
    assert text[:start] + text[end:] == BIBLIOGRAPHY
    assert "author = {{The Agency \\& Co}}" in text and "url = {https://example.org/a_b?c=1&d=2}" in text
    assert [each.what for each in checks.check(folder)] == ["the source is not used"]
    again = run(folder, "source", SOURCE)
    assert again.returncode == 1 and "key stands twice" in again.stderr
