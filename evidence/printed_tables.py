"""The full tables of claims and events as LaTeX, for the appendices of the PDF.

Made from the CSV files directly: a build of the book loads no pandas.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path

from sphinx.util.texescape import escape

from evidence import words
from evidence.latex_log import PLACE

Row = dict[str, str]
Cite = Callable[[str], str]
"""Turns a key of references.bib into LaTeX that leads to the source."""

BREAK = "\\tabularnewline\n"


def claims(folder: Path, cite: Cite) -> str:
    """All claims, by chapter and quantity, in order of what they describe.

    Args:
        folder: the data package.
        cite: see ``Cite``.
    """
    metrics, names = index(folder / "metrics.csv"), index(folder / "claimants.csv")
    rank = {metric: number for number, metric in enumerate(metrics)}
    rows = sorted(
        numbered(folder / "claims.csv"),
        key=lambda row: (rank[row["metric"]], row["as_of"], row["claimed_on"], row["id"]),
    )

    def line(row: Row) -> list[str]:
        reliability = names[row["claimant"]]["reliability"]
        return [
            identifier(row["id"]),
            tex(interval(row["period_start"], row["as_of"])),
            tex(figure(row)),
            tex(names[row["claimant"]]["name"]),
            tex(row["claimed_on"]),
            tex(row["basis"].replace("_", " ")) + r" \textbf{" + reliability + row["credibility"] + "}",
            statement(row["statement"], repeated(row), row["notes"]),
            sources(row, cite),
        ]

    def body(group: list[Row]) -> Iterator[str]:
        for metric, found in groupby(group, key=lambda row: row["metric"]):
            quantity = metrics[metric]
            yield (
                rf"\reportquantity{{{tex(quantity['title'])}}}{{{tex(quantity['unit'])}; {quantity['measure']}}}" + "\n"
            )
            yield from (table_row(row, line(row)) for row in found)

    heads = ("Claim", "Describes", "Figure", "Claimant", "Said", "Basis, grade", "What is asserted; notes", "Sources")
    return by_chapter(folder, "claims", rows, "reportclaims", heads, body)


def events(folder: Path, cite: Cite) -> str:
    """All events by chapter, in order of time (arguments as in ``claims``)."""
    rows = sorted(numbered(folder / "events.csv"), key=lambda row: (row["start"], row["id"]))

    def line(row: Row) -> list[str]:
        answers = f"Answers {row['answers'].replace(';', ', ')}." if row["answers"] else ""
        return [
            identifier(row["id"].removeprefix("e-")),
            tex(interval(row["start"], row["end"]) if row["end"] else row["start"]),
            tex(row["kind"]),
            tex(row["actors"].replace(";", ", ")),
            r"\textbf{" + tex(row["title"]) + "} " + statement(row["summary"], answers, row["notes"]),
            tex(row["credibility"]),
            sources(row, cite),
        ]

    def body(group: list[Row]) -> Iterator[str]:
        return (table_row(row, line(row)) for row in group)

    heads = ("Event", "When", "Kind", "Who", "What happened; notes", "Grade", "Sources")
    return by_chapter(folder, "events", rows, "reportevents", heads, body)


def by_chapter(
    folder: Path,
    table: str,
    rows: list[Row],
    environment: str,
    heads: Iterable[str],
    body: Callable[[list[Row]], Iterator[str]],
) -> str:
    """One long table a chapter, in the order in which the package lists the chapters."""
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    fields = next(part for part in package["resources"] if part["name"] == table)["schema"]["fields"]
    chapters = next(field for field in fields if field["name"] == "chapter")["constraints"]["enum"]
    head = " & ".join(rf"\textbf{{{name}}}" for name in heads)
    parts = []
    for chapter in chapters:
        group = [row for row in rows if row["chapter"] == chapter]
        title = chapter.replace("-", " ").capitalize()
        opening = rf"\section{{{title}: {len(group):,} {table}}}" + "\n" + rf"\begin{{{environment}}}{{{head}}}" + "\n"
        parts.append(opening + "".join(body(group)) + rf"\end{{{environment}}}" + "\n")
    return "\n".join(parts)


def table_row(row: Row, cells: list[str]) -> str:
    """A row in LaTeX, with the line of the CSV file that it is made from."""
    return f"{PLACE}{row['place']}\n" + " & ".join(cells) + BREAK


def statement(*texts: str) -> str:
    """A statement, and in smaller type what is noted on it."""
    said, *notes = (tex(words.curly(text)) for text in texts)
    noted = " ".join(note for note in notes if note)
    return f"{said} \\reportnote{{{noted}}}" if noted else said


def repeated(row: Row) -> str:
    """Which claim a row only repeats."""
    return f"Repeats {row['origin']}." if row["origin"] else ""


def figure(row: Row) -> str:
    """A claim's figure in full, unrounded: 28,000; 4,000,000–6,500,000; ≥ 100."""
    low, best, high = (f"{float(row[name]):,.10g}" if row[name] else "" for name in ("low", "best", "high"))
    around = f"{low}–{high}" if low and high else f"≥ {low}" if low else f"≤ {high}" if high else ""
    return (f"{best} ({around})" if around else best) if best else around


def interval(first: str, last: str) -> str:
    """Two partial ISO dates: 2024-01 – 2024-06."""
    return f"{first} – {last}" if first and first != last else last


def sources(row: Row, cite: Cite) -> str:
    """The citations of a row."""
    return "; ".join(cite(key) for key in row["sources"].split(";"))


def identifier(text: str) -> str:
    """An identifier, the number kept whole; long names of chapters break before it."""
    chapter, _, number = text.rpartition("-")
    return f"{tex(chapter)}-\\allowbreak {number}"


def tex(text: str) -> str:
    """A text with LaTeX's own characters escaped."""
    return escape(text, "xelatex")


def numbered(path: Path) -> list[Row]:
    """The rows of a CSV table, each with its ``place``: file and line."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        return [{**row, "place": f"data/{path.name}:{reader.line_num}"} for row in reader]


def index(path: Path) -> dict[str, Row]:
    """The rows of a CSV table by their id."""
    return {row["id"]: row for row in numbered(path)}
