"""The data in the forms that readers ask for: files, ZIP, Excel, SQLite, and JSON for the explorer.

Plain Python without pandas, because the website's build writes them. The same data give the
same bytes.
"""

from __future__ import annotations

import csv
import json
import math
import shutil
import sqlite3
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from pybtex.database import parse_file

from evidence import words

NAME = "moscow-pyongyang-evidence"
SQL_TYPES = {"string": "TEXT", "number": "REAL", "integer": "INTEGER", "year": "INTEGER"}
SOURCE_FIELDS = ("key", "author", "title", "date", "urldate", "url", "sourcetype", "origin", "langid", "note")
WIDEST = 60
"""Characters: no column of the workbook is wider."""

Row = dict[str, Any]


@dataclass(frozen=True)
class Table:
    """One table with the schema that the package gives it."""

    name: str
    title: str
    fields: list[Row]
    keys: Row
    rows: list[Row]


def write(data: Path, folder: Path) -> None:
    """Write every form of the data package in ``data`` into ``folder``, which is made anew.

    Raises:
        FileNotFoundError: a table that the package names is missing.
        ValueError: a number cannot be read.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    package = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
    files = sorted(path for path in data.rglob("*") if path.is_file() and not path.name.startswith("."))
    for file in files:
        target = folder / file.relative_to(data)
        target.parent.mkdir(exist_ok=True)
        shutil.copyfile(file, target)
    made = datetime.strptime(package["created"], "%Y-%m-%dT%H:%M:%SZ")
    tables = [*read_tables(data, package), sources(data / "references.bib")]
    write_zip(files, data, folder / f"{NAME}.zip", made)
    write_workbook(tables, package, folder / f"{NAME}.xlsx", made)
    write_database(tables, folder / f"{NAME}.sqlite")
    write_explorer({table.name: table.rows for table in tables}, folder)


def read_tables(data: Path, package: Row) -> Iterator[Table]:
    """The tables of a package, numbers as numbers, what is missing as None."""
    for resource in package["resources"]:
        if resource.get("type") != "table":
            continue
        schema = resource["schema"]
        kinds = {field["name"]: field["type"] for field in schema["fields"]}
        with (data / resource["path"]).open(encoding="utf-8", newline="") as file:
            rows = [{name: typed(text, kinds[name]) for name, text in row.items()} for row in csv.DictReader(file)]
        yield Table(resource["name"], resource["title"], schema["fields"], schema, rows)


def typed(text: str, kind: str) -> str | int | float | None:
    """A cell in the type of its column."""
    if text == "":
        return None
    return text if kind == "string" else float(text) if kind == "number" else int(text)


def sources(path: Path) -> Table:
    """The bibliography as a table: one row a source."""
    entries = parse_file(path, bib_format="bibtex").entries
    rows = []
    for key, entry in entries.items():
        people = " and ".join(str(person) for person in entry.persons.get("author", []))
        fields = {"key": key, "author": people, **{name.lower(): text for name, text in entry.fields.items()}}
        rows.append({name: plain(fields.get(name, "")) or None for name in SOURCE_FIELDS})
    columns = [{"name": name, "type": "string"} for name in SOURCE_FIELDS]
    return Table("sources", "Sources: one row a page", columns, {"primaryKey": ["key"]}, rows)


def plain(text: str) -> str:
    """A BibTeX field without the braces that protect capitals and the escapes of signs."""
    text = text.replace("{", "").replace("}", "")
    for sign in "&%$#_":
        text = text.replace(f"\\{sign}", sign)
    return text


def write_zip(files: list[Path], data: Path, target: Path, made: datetime) -> None:
    """The whole package in one file."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            info = zipfile.ZipInfo(f"{NAME}/{file.relative_to(data).as_posix()}", made.timetuple()[:6])
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(info, file.read_bytes())


def write_workbook(tables: list[Table], package: Row, target: Path, made: datetime) -> None:
    """One sheet a table, heads that stay and filter, and what the columns mean as notes on the heads."""
    options = {"strings_to_urls": False, "strings_to_formulas": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"title": package["title"], "created": made, "comments": "CC BY 4.0"})
        head = book.add_format({"bold": True, "bottom": 1})
        for table in tables:
            sheet = book.add_worksheet(table.name)
            names = [field["name"] for field in table.fields]
            for column, field in enumerate(table.fields):
                sheet.write_string(0, column, field["name"], head)
                if "description" in field:
                    sheet.write_comment(0, column, field["description"], {"x_scale": 2, "author": ""})
                longest = max((len(str(row[field["name"]] or "")) for row in table.rows), default=0)
                sheet.set_column(column, column, min(WIDEST, max(8, longest, len(field["name"]) + 2)))
            for number, row in enumerate(table.rows, 1):
                for column, name in enumerate(names):
                    if row[name] is not None:
                        sheet.write(number, column, row[name])
            sheet.freeze_panes(1, 1)
            sheet.autofilter(0, 0, len(table.rows), len(names) - 1)


def write_database(tables: list[Table], target: Path) -> None:
    """One SQL table a table, with the types and keys of the schema."""
    connection = sqlite3.connect(target)
    with connection:
        for table in tables:
            connection.execute(definition(table))
            marks = ", ".join("?" * len(table.fields))
            names = [field["name"] for field in table.fields]
            values = [[row[name] for name in names] for row in table.rows]
            connection.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', values)
    connection.execute("VACUUM")
    connection.close()


def definition(table: Table) -> str:
    """The SQL that creates a table."""
    primary, foreign = table.keys.get("primaryKey"), table.keys.get("foreignKeys", [])
    lines = [f'"{field["name"]}" {SQL_TYPES[field["type"]]}' for field in table.fields]
    lines += [f"PRIMARY KEY ({quoted(primary)})"] if primary else []
    for key in foreign:
        to = key["reference"]
        other = to.get("resource") or table.name
        lines.append(f'FOREIGN KEY ({quoted(key["fields"])}) REFERENCES "{other}" ({quoted(to["fields"])})')
    return f'CREATE TABLE "{table.name}" (\n  ' + ",\n  ".join(lines) + "\n)"


def quoted(names: str | list[str]) -> str:
    """Column names for SQL."""
    return ", ".join(f'"{name}"' for name in ([names] if isinstance(names, str) else names))


def write_explorer(tables: dict[str, list[Row]], folder: Path) -> None:
    """What the explorer filters by, and apart from it, a file a chapter, what an opened row shows."""
    metrics = {row["id"]: row for row in tables["metrics"]}
    claimants = {row["id"]: row for row in tables["claimants"]}
    rows = [claim_row(row, metrics, claimants) for row in tables["claims"]]
    rows += [event_row(row) for row in tables["events"]]
    used = {row["claimant"] for row in tables["claims"]}
    listed = {
        "rows": rows,
        "metrics": {key: metrics[key]["title"] for key in sorted({row["metric"] for row in tables["claims"]})},
        "claimants": {key: [claimants[key]["name"], claimants[key]["side"]] for key in sorted(used)},
    }
    save(folder / "explorer.json", listed)
    pages = {row["key"]: [row["author"], row["title"], row["date"], row["url"]] for row in tables["sources"]}
    cited = tables["claims"] + tables["events"]
    for chapter in sorted({row["chapter"] for row in cited}):
        of_chapter = [row for row in cited if row["chapter"] == chapter]
        details = {
            "notes": {row["id"]: row["notes"] for row in of_chapter if row["notes"]},
            "sources": {row["id"]: row["sources"] for row in of_chapter},
            "pages": {key: pages[key] for row in of_chapter for key in row["sources"].split(";")},
        }
        save(folder / f"explorer-{chapter}.json", details)


def save(path: Path, content: Any) -> None:
    """Write JSON without idle spaces."""
    path.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def claim_row(row: Row, metrics: dict[str, Row], claimants: dict[str, Row]) -> list[Any]:
    """A claim: id, chapter, quantity, date, said on, claimant, basis, grade, figure, statement, repeats."""
    figures = (math.nan if row[name] is None else row[name] for name in ("low", "best", "high"))
    figure = f"{words.estimate(*figures)} {metrics[row['metric']]['unit']}"
    grade = f"{claimants[row['claimant']]['reliability']}{row['credibility']}"
    start = [row[name] for name in ("id", "chapter", "metric", "as_of", "claimed_on", "claimant", "basis")]
    return [*start, grade, figure, row["statement"], row["origin"] or ""]


def event_row(row: Row) -> list[Any]:
    """An event in the columns of a claim: its kind stands for the quantity, its title for the figure."""
    start, end = row["start"], row["end"] or ""
    title, summary = row["title"], row["summary"] or ""
    answers = row.get("answers") or ""
    return [
        row["id"],
        row["chapter"],
        row["kind"],
        start,
        end,
        "",
        "",
        str(row["credibility"]),
        title,
        summary,
        answers,
    ]
