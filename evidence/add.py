"""Add a claim, an event or a source: one row at its place in the file, checked before it is written."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from evidence import checks

TABLES = {"claim": "claims", "event": "events"}
SOURCE = "source"
SOURCE_FIELDS: list[dict[str, Any]] = [
    {
        "name": "key",
        "description": "Key: publisher-date-word in lower case.",
        "pattern": r"^[a-z0-9-]+$",
        "required": True,
    },
    {"name": "author", "description": "Publisher, or the persons who signed it.", "required": True},
    {"name": "title", "description": "The page's own headline, in its language.", "required": True},
    {"name": "date", "description": "Day, month or year of publication; 'n.d.' where none is shown.", "required": True},
    {"name": "url", "description": "Address of the page.", "pattern": r"^https?://\S+$", "required": True},
    {"name": "urldate", "description": "Day on which the page was seen; today if left empty."},
    {
        "name": "langid",
        "description": "Language: en, ko, ru, uk, ja …",
        "pattern": r"^[a-z]{2}$",
        "required": True,
    },
    {
        "name": "sourcetype",
        "description": "Sort of source; relay: a page that passes on another's report.",
        "enum": ["official", "wire", "press", "research", "relay"],
        "required": True,
    },
    {"name": "origin", "description": "The agency or outlet that it reprints; empty for a report of its own."},
]
"""What is asked of a source: fields of BibTeX in the order in which references.bib has them."""

ESCAPED = re.compile(r"([&%$#_])")


class RefusedError(Exception):
    """The row would break a rule; the message says which, where and how to mend it."""


def columns(kind: str, folder: Path) -> list[dict[str, Any]]:
    """The fields of a kind of row: name, description, and what constrains them (required, enum, pattern)."""
    if kind == SOURCE:
        return SOURCE_FIELDS
    package = json.loads((folder / checks.PACKAGE).read_text(encoding="utf-8"))
    schema: dict[str, Any] = next(each for each in package["resources"] if each["name"] == TABLES[kind])["schema"]
    keys: dict[str, str] = {each["fields"][0]: each["reference"]["resource"] for each in schema.get("foreignKeys", [])}
    fields: list[dict[str, Any]] = schema["fields"]
    return [each | each.get("constraints", {}) | {"key of": keys.get(each["name"], "")} for each in fields]


def complete(kind: str, given: dict[str, str], folder: Path, ask: Callable[[str], str] | None) -> dict[str, str]:
    """The row with every field: as given, worked out, or asked for (again, as long as the answer is malformed).

    Args:
        kind: claim, event or source.
        given: values by field.
        folder: the data folder.
        ask: shows a question and returns the answer; None where nobody can be asked.

    Raises:
        RefusedError: a required field is neither given nor to be asked for.
    """
    row = dict(given)
    fields = columns(kind, folder)
    for field in fields:
        name = field["name"]
        if name == "id" or name in row:
            continue
        if ask:
            row[name] = asked(field, ask)
        elif field.get("required"):
            missing = [each["name"] for each in fields if each.get("required") and each["name"] not in (*row, "id")]
            options = ", ".join(f"--{each.replace('_', '-')}" for each in missing)
            raise RefusedError(f"missing: {options}; give them, or run the command in a terminal to be asked")
    if kind == SOURCE:
        row["urldate"] = row.get("urldate") or datetime.date.today().isoformat()
    else:
        row["id"] = row.get("id") or next_id(kind, row["chapter"], folder)
    return {field["name"]: row.get(field["name"], "") for field in fields}


def asked(field: dict[str, Any], ask: Callable[[str], str]) -> str:
    """An answer that fits the field's own constraints."""
    hints = [f"one of {', '.join(field['enum'])}"] if field.get("enum") else []
    hints += [f"a key of {field['key of']}"] if field.get("key of") else []
    hints += [] if field.get("required") else ["may be empty"]
    question = f"{field['name']}: {'; '.join([field['description'], *hints])}\n> "
    while True:
        answer = ask(question).strip()
        if not answer and not field.get("required"):
            return ""
        if answer and answer in field.get("enum", [answer]) and re.search(field.get("pattern", ""), answer):
            return answer


def next_id(kind: str, chapter: str, folder: Path) -> str:
    """The identifier after the highest that the chapter has."""
    prefix = f"e-{chapter}-" if kind == "event" else f"{chapter}-"
    taken = [row[0] for row in records((folder / f"{TABLES[kind]}.csv").read_text(encoding="utf-8"))]
    numbers = [int(each.removeprefix(prefix)) for each in taken if re.fullmatch(re.escape(prefix) + r"\d{4}", each)]
    return f"{prefix}{max(numbers, default=0) + 1:04d}"


def add(kind: str, row: dict[str, str], folder: Path) -> tuple[str, int]:
    """Write the row at its place; returns the file's name and the line.

    A claim or an event goes after the last one of its chapter, a source by its key; no other line changes.

    Raises:
        RefusedError: the folder would have a problem that it has not now.
    """
    file = checks.REFERENCES if kind == SOURCE else f"{TABLES[kind]}.csv"
    path = folder / file
    old = path.read_text(encoding="utf-8")
    new, line = with_entry(old, row) if kind == SOURCE else with_record(old, list(row.values()))
    problems = new_problems(folder, file, new)
    if kind == SOURCE:  # a source is added before the row that names it
        problems = [each for each in problems if not (each.line == line and each.what == "the source is not used")]
    if problems:
        raise RefusedError("\n".join(map(str, problems)))
    aside = path.with_suffix(".new")
    aside.write_text(new, encoding="utf-8", newline="\n")
    aside.replace(path)
    return file, line


def records(text: str) -> list[list[str]]:
    """The rows of a CSV text without its header; none spans lines."""
    return list(csv.reader(io.StringIO(text)))[1:]


def with_record(text: str, cells: list[str]) -> tuple[str, int]:
    """The table with one line more, and the line's number; ``cells`` has id and chapter first."""
    lines = text.splitlines(keepends=True)
    same = [place for place, record in enumerate(records(text), start=1) if record[1] == cells[1]]
    place = max(same, default=len(lines) - 1) + 1
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerow(cells)
    return "".join([*lines[:place], buffer.getvalue(), *lines[place:]]), place + 1


def with_entry(text: str, row: dict[str, str]) -> tuple[str, int]:
    """The references with one entry more, in the order of keys, and the line on which it starts."""
    key = row["key"]
    fields = {name: ESCAPED.sub(r"\\\1", row[name]) if name != "url" else row[name] for name in row if name != "key"}
    fields["author"], fields["title"] = f"{{{fields['author']}}}", f"{{{fields['title']}}}"
    year = {"year": row["date"][:4]}
    if row["date"] == "n.d.":
        year, fields["date"] = {"year": "n.d."}, ""
    order = {"author": fields.pop("author"), "title": fields.pop("title"), **year, **fields}
    body = "".join(f"  {name} = {{{value}}},\n" for name, value in order.items() if value)
    entries = re.split(r"\n(?=@)", text)
    place = next((at for at, each in enumerate(entries) if key_of(each) > key), len(entries))
    before = "\n".join(entries[:place])
    entry = f"@misc{{{key},\n{body}}}\n"
    return "\n".join([*entries[:place], entry, *entries[place:]]), before.count("\n") + 2 if before else 1


def key_of(entry: str) -> str:
    """The key of a BibTeX entry."""
    match = re.match(r"@\w+\{([^,\s]+)", entry)
    return match[1] if match else ""


def new_problems(folder: Path, file: str, text: str) -> list[checks.Problem]:
    """What ``check`` says of the folder with this file, and did not say before."""
    known = {(each.file, each.what, each.found) for each in checks.check(folder)}
    with TemporaryDirectory() as aside:
        trial = Path(aside) / folder.name
        shutil.copytree(folder, trial)
        (trial / file).write_text(text, encoding="utf-8", newline="\n")
        return [each for each in checks.check(trial) if (each.file, each.what, each.found) not in known]
