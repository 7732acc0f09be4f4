"""Check a folder of data: what its Table Schema says, and what a schema cannot say.

``check`` reads the data package of a folder, lets frictionless judge the cells by the schema,
applies the rules of this module and returns every problem at once. A rule is a function from
the data read to the problems it finds; ``RULES`` lists them, the most basic first. A place
(file, line, column) is reported once, by the first rule that it breaks: what later rules find
in the same place is a consequence. Where part of a table could not be read, nothing is said
about keys that may have stood there.
"""

from __future__ import annotations

import csv
import io
import json
import math
import re
from bisect import bisect_left
from calendar import monthrange
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import cached_property, lru_cache, wraps
from itertools import pairwise
from pathlib import Path
from typing import Any

from frictionless import FrictionlessException, Package, Resource, Schema
from pybtex.bibtex.utils import split_name_list
from pybtex.database import Person
from pybtex.database.input.bibtex import LowLevelParser, month_names
from pybtex.errors import capture
from pybtex.scanner import PrematureEOF, PybtexSyntaxError
from pybtex.textutils import normalize_whitespace
from pybtex.utils import CaseInsensitiveDict
from shapely.geometry.base import BaseGeometry

from evidence import outlines
from evidence.tables import DATES, TABLES, keys

PACKAGE = "datapackage.json"
REFERENCES = "references.bib"
OUTLINES = "geo/countries.geojson"

FIGURES = {"claims": ("low", "best", "high"), "parameters": ("low", "mode", "high")}
"""The columns of a table that hold one figure: lower bound, figure, upper bound."""

SOURCE_COLUMNS = ("sources", "source")
SOURCE_FIELDS = {
    "title": "the title of the page",
    "author": "who published it",
    "date": 'the day on which it was published; else year = {n.d.}, or a note that says "undated"',
    "url": "the address of the page",
    "urldate": "the day on which the page was seen",
    "sourcetype": "the sort of source",
}
LONGEST_CELL = 2000
YEARS = range(1900, 2101)
NEAR = 0.1
"""Degrees (up to 11 km) that a place may lie outside its country: outlines are simplified, rivers are borders."""

DATE = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12][0-9]|3[01]))?)?")
DATE_FORM = "a date as YYYY, YYYY-MM or YYYY-MM-DD"
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]{1,2})?")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
RUNNING_TOTAL = re.compile(r"(_delivered|_shipped|_returned|_sent|_killed|_wounded|_casualties|_cleared|^voyages)$")
REVISED = re.compile(r"\brevised\b", re.IGNORECASE)


@dataclass(frozen=True, order=True)
class Problem:
    """One fault: its place, what is wrong, what was found, what was expected, how to mend it."""

    file: str
    line: int
    column: str
    what: str
    found: str
    expected: str
    mend: str

    def __str__(self) -> str:
        text = (
            f"{self.file}:{self.line}:{self.column}: {self.what}; found {self.found}; "
            f"expected {self.expected}; mend by {self.mend}"
        )
        return CONTROL.sub(" ", text).encode(errors="replace").decode()


@dataclass(frozen=True)
class Row:
    """A row, the line on which it starts and its cells by column; an absent column reads as empty."""

    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True)
class Table:
    """A table as read; ``whole`` is False where columns or rows are missing or could not be read."""

    name: str
    file: str
    schema: dict[str, Any] = field(default_factory=dict)
    columns: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    whole: bool = False

    @cached_property
    def fields(self) -> dict[str, dict[str, Any]]:
        """The schema's fields by name."""
        return {each["name"]: each for each in self.schema.get("fields", [])}

    def is_numeric(self, column: str) -> bool:
        """Whether the schema declares numbers for the column."""
        return self.fields.get(column, {}).get("type") in ("number", "integer")

    def by_id(self) -> dict[str, Row]:
        """The rows by their identifier."""
        return {row["id"]: row for row in self.rows if row["id"]}


@dataclass(frozen=True)
class Data:
    """A folder as read, and the problems met in reading it."""

    tables: dict[str, Table]
    references: Table
    outlines: dict[str, BaseGeometry]
    problems: list[Problem]

    def __getitem__(self, name: str) -> Table:
        return self.tables.get(name, Table(name, PACKAGE))

    @property
    def whole(self) -> bool:
        """Whether every table and the references were read to the end."""
        return self.references.whole and all(self[name].whole for name in {*TABLES, *self.tables})

    def cells(self) -> Iterator[tuple[Table, Row, str, str]]:
        """Every cell of every table that is not empty: table, row, column, text."""
        for table in self.tables.values():
            for row in table.rows:
                for column, cell in row.cells.items():
                    if cell:
                        yield table, row, column, cell


Rule = Callable[[Data], Iterable[Problem]]
Finding = tuple[Table, Row, str, str, str]
"""Where a rule is broken (table, row, column), what was found and what was expected."""


def rule(what: str, mend: str) -> Callable[[Callable[[Data], Iterator[Finding]]], Rule]:
    """Makes a rule of a function that finds cells which have one fault in common."""

    def made(find: Callable[[Data], Iterator[Finding]]) -> Rule:
        @wraps(find)
        def found(data: Data) -> Iterator[Problem]:
            for table, row, column, actual, expected in find(data):
                yield Problem(table.file, row.line, column, what, actual, expected, mend)

        return found

    return made


def check(folder: Path) -> list[Problem]:
    """Every problem of the data in ``folder``, sorted by file, line and column."""
    return problems_of(read(folder))


def problems_of(data: Data) -> list[Problem]:
    """Every problem of data that were read, sorted by file, line and column."""
    places: dict[tuple[str, int, str], Problem] = {}
    for rule in RULES:
        for problem in rule(data):
            places.setdefault((problem.file, problem.line, problem.column), problem)
    return sorted(places.values())


def as_text(problems: list[Problem], folder: Path, data: Data) -> str:
    """The problems, a line each with its file's path, and a line that sums up."""
    name = shortest(folder)
    if problems:
        lines = [f"{name}/{problem}" for problem in problems]
        return "\n".join([*lines, f"{name}: {len(problems):,} problem{'s' if len(problems) > 1 else ''}"])
    tables = data.tables.values()
    return f"{name}: no problem in {len(tables)} tables, {sum(len(table.rows) for table in tables):,} rows"


def as_json(problems: list[Problem]) -> str:
    """The problems as a JSON list of objects."""
    return json.dumps([asdict(problem) for problem in problems], indent=1)


def shortest(folder: Path) -> str:
    """The folder's path, from the working directory where it lies below it."""
    absolute = folder.absolute()
    return str(absolute.relative_to(Path.cwd()) if absolute.is_relative_to(Path.cwd()) else folder)


def shown(text: str) -> str:
    """A text as it stands in a message: quoted, on one line, cut where it is long."""
    return repr(text if len(text) <= 60 else f"{text[:59]}…")


def number(cell: str) -> float | None:
    """The number in a cell; None where there is none."""
    return float(cell) if NUMBER.fullmatch(cell) else None


def interval(cell: str) -> tuple[date, date] | None:
    """The first and last day that a partial date allows; None where it is no date."""
    match = DATE.fullmatch(cell)
    if not match:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
        end = month or 12
        return first, first.replace(month=end, day=day or monthrange(first.year, end)[1])
    except ValueError:
        return None


def first_day(cell: str) -> date:
    """The first day that a partial date allows; where it is no date, one before all others."""
    days = interval(cell)
    return days[0] if days else date.min


def last_day(cell: str) -> date:
    """The last day that a partial date allows; where it is no date, one after all others."""
    days = interval(cell)
    return days[1] if days else date.max


# Reading

FAULTS = {
    "missing": ("the file is missing", "a readable file", "restoring it"),
    "unreadable": ("the file cannot be read", "a readable file", "making it readable"),
    "empty": ("the file is empty", "at least a line", "restoring it"),
    "encoding": ("not text in UTF-8", "UTF-8 without NUL", "saving the file in UTF-8"),
    "mark": ("byte order mark", "UTF-8 without it", "saving the file without a byte order mark"),
    "return": ("line ends with a carriage return", "a line feed alone", "saving the file with LF line ends"),
    "end": ("the last line does not end", "a newline", "adding a newline, or restoring what was cut off"),
    "json": ("not JSON", "valid JSON", "correcting the syntax"),
    "descriptor": (
        "the descriptor is not valid",
        "a Data Package",
        f"`frictionless validate {PACKAGE}` and correcting it",
    ),
    "undeclared": ("table is not declared", "a resource of type table", "declaring it under resources"),
    "csv": ("not CSV", "cells with quotes in pairs", "closing or doubling the quote"),
    "absent": ("column is missing", "all columns of the schema", "restoring the column"),
    "extra": ("column is not in the schema", "a column of the schema", f"removing it or declaring it in {PACKAGE}"),
    "doubled": ("column stands twice", "each column once", "removing one"),
    "order": ("column out of order", "the order of the schema", "moving the column"),
    "blank": ("blank row", "a row of data", "deleting the line"),
    "cells": (
        "wrong number of cells",
        "as many as the header has",
        "correcting the commas, or quoting text that has one",
    ),
    "geojson": ("not outlines of countries", "GeoJSON", "restoring the file, or making it anew by tools/geometry"),
    "bibtex": ("not BibTeX", "an entry in BibTeX", "correcting the entry"),
    "key": ("key stands twice", "a key of its own for each source", "merging the entries or renaming one"),
    "field": ("field stands twice", "each field once", "removing one"),
}
"""What can be wrong with a file: what it is called, what is expected, how to mend it."""


def fault(kind: str, file: str, line: int, found: str, column: str = "-") -> Problem:
    """A problem met in reading a file."""
    what, expected, mend = FAULTS[kind]
    return Problem(file, line, column, what, found, expected, mend)


def read(folder: Path) -> Data:
    """Read the package, its tables and the references; the problems met are kept in the result."""
    problems: list[Problem] = []
    references = read_references(folder, problems)
    package = read_package(folder, problems)
    resources = [each for each in package.resources if each.type == "table"] if package else []
    tables = {str(each.name): read_table(folder, each, problems) for each in resources}
    absent = [name for name in TABLES if name not in tables]
    if package and absent:
        problems.append(fault("undeclared", PACKAGE, 1, f"no {', '.join(absent)}"))
    return Data(tables, references, read_outlines(folder, problems), problems)


def read_text(folder: Path, file: str, problems: list[Problem]) -> str | None:
    """The text of a file; None where it is missing, empty or not text in UTF-8."""
    try:
        content = (folder / file).read_bytes()
    except FileNotFoundError:
        problems.append(fault("missing", file, 1, f"no {file}"))
        return None
    except (OSError, ValueError) as error:
        problems.append(fault("unreadable", file, 1, str(error)))
        return None
    wrong = bad_byte(content)
    if wrong is not None:
        problems.append(fault("encoding", file, content.count(b"\n", 0, wrong) + 1, f"byte 0x{content[wrong]:02x}"))
        return None
    text = content.decode()
    problems += text_faults(file, text)
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n") or None


def bad_byte(content: bytes) -> int | None:
    """The position of the first byte that UTF-8 text does not hold, NUL included."""
    try:
        content.decode()
    except UnicodeDecodeError as error:
        return error.start
    return content.index(0) if 0 in content else None


def text_faults(file: str, text: str) -> Iterator[Problem]:
    """An empty file, a byte order mark, a carriage return, a last line that does not end."""
    if not text:
        yield fault("empty", file, 1, "no text")
        return
    if text.startswith("\ufeff"):
        yield fault("mark", file, 1, "U+FEFF")
    if "\r" in text:
        yield fault("return", file, line_of(text, text.index("\r")), "CR")
    if not text.endswith(("\n", "\r")):
        yield fault("end", file, line_of(text, len(text)), f"the end of the file after {shown(text[-20:])}")


def line_of(text: str, position: int) -> int:
    """The number of the line on which a position of a text lies."""
    return bisect_left(line_ends(text), position) + 1


@lru_cache(maxsize=1)
def line_ends(text: str) -> list[int]:
    """The positions of the line feeds of a text."""
    return [match.start() for match in re.finditer("\n", text)]


def read_package(folder: Path, problems: list[Problem]) -> Package | None:
    """The package, if its descriptor is valid."""
    text = read_text(folder, PACKAGE, problems)
    if text is None:
        return None
    try:
        descriptor = json.loads(text)
    except json.JSONDecodeError as error:
        problems.append(fault("json", PACKAGE, error.lineno, error.msg, str(error.colno)))
        return None
    except (ValueError, RecursionError) as error:
        problems.append(fault("json", PACKAGE, 1, str(error)))
        return None
    try:
        package = Package.from_descriptor(descriptor, basepath=str(folder))
        for resource in package.resources:
            resource.schema.to_descriptor()
        return package
    except FrictionlessException as error:
        found = ", ".join(reason.note for reason in error.reasons) or error.error.note
    except Exception as error:  # frictionless lets errors of any kind through on some malformed schemas
        found = f"{type(error).__name__}: {error}"
    problems.append(fault("descriptor", PACKAGE, 1, found))
    return None


def read_table(folder: Path, resource: Resource, problems: list[Problem]) -> Table:
    """A table of the package; rows that have not the header's number of cells are left out."""
    name, file = str(resource.name), str(resource.path)
    schema = dict(resource.schema.to_descriptor())
    text = read_text(folder, file, problems)
    if text is None:
        return Table(name, file, schema)
    records, faults = read_records(file, text)
    columns = records[0][1] if records else []
    faults += header_faults(file, columns, [each["name"] for each in schema.get("fields", [])])
    whole = not faults
    rows = []
    for line, cells in records[1:]:
        if not any(cells):
            faults.append(fault("blank", file, line, "no text in any cell"))
        elif len(cells) != len(columns):
            whole = False
            faults.append(fault("cells", file, line, f"{len(cells)} for {len(columns)} columns"))
        else:
            rows.append(Row(line, dict(zip(columns, cells, strict=True))))
    problems += faults
    return Table(name, file, schema, columns, rows, whole)


def read_outlines(folder: Path, problems: list[Problem]) -> dict[str, BaseGeometry]:
    """The shapes of countries; none where their file cannot be read."""
    text = read_text(folder, OUTLINES, problems)
    if text is None:
        return {}
    try:
        return outlines.read(text)
    except (ValueError, RecursionError) as error:
        problems.append(fault("geojson", OUTLINES, 1, CONTROL.sub(" ", str(error))))
        return {}


def read_records(file: str, text: str) -> tuple[list[tuple[int, list[str]]], list[Problem]]:
    """The records of a CSV text, each with the line on which it starts, and the error that may end them."""
    csv.field_size_limit(2**31 - 1)
    reader = csv.reader(io.StringIO(text, newline="\n"), strict=True)
    records: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for cells in reader:
            records.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        return records, [fault("csv", file, line, str(error))]
    return records, []


def header_faults(file: str, columns: list[str], expected: list[str]) -> list[Problem]:
    """Columns that are missing, unknown, doubled or in another order than the schema's."""
    faults = [fault("absent", file, 1, "no such column", name) for name in expected if name not in columns]
    for place, name in enumerate(columns):
        if name not in expected:
            faults.append(fault("extra", file, 1, f"column {shown(name)}", name or "-"))
        elif name in columns[:place]:
            faults.append(fault("doubled", file, 1, f"it again as column {place + 1}", name))
    if not faults and columns != expected:
        name, wanted = next(pair for pair in zip(columns, expected, strict=True) if pair[0] != pair[1])
        faults.append(fault("order", file, 1, f"it where {wanted} belongs", name))
    return faults


def read_references(folder: Path, problems: list[Problem]) -> Table:
    """The entries of the BibTeX file, one a row; an entry with a fault of syntax is left out."""
    text = read_text(folder, REFERENCES, problems)
    if text is None:
        return Table("references", REFERENCES)
    broken: set[int] = set()

    def note(error: PybtexSyntaxError) -> None:
        start = line_of(text, parser.command_start)
        broken.add(start)
        line = start if isinstance(error, PrematureEOF) else error.lineno or start
        problems.append(fault("bibtex", REFERENCES, line, str(error)))

    parser = LowLevelParser(text, handle_error=note, macros=CaseInsensitiveDict(month_names))
    rows: list[Row] = []
    seen: dict[str, int] = {}
    for kind, content in parser:
        line = line_of(text, parser.command_start)
        if kind.lower() in ("string", "preamble") or line in broken:
            continue
        key, pairs = content
        fields: dict[str, str] = {}
        for name, parts in pairs:
            if name.lower() in fields:
                problems.append(fault("field", REFERENCES, line, f"two in {key}", name.lower()))
            fields.setdefault(name.lower(), normalize_whitespace("".join(parts)))
        if key.lower() in seen:
            problems.append(fault("key", REFERENCES, line, f"{key}, as on line {seen[key.lower()]}"))
        seen.setdefault(key.lower(), line)
        rows.append(Row(line, {**fields, "id": key}))
    return Table("references", REFERENCES, rows=rows, whole=not broken)


# Rules on single cells


def readable(data: Data) -> Iterable[Problem]:
    """Forbids what kept a file, a line or a header from being read as it should."""
    return data.problems


@rule("line break or control character in a cell", "replacing it with a blank")
def no_control_characters(data: Data) -> Iterator[Finding]:
    """Forbids line breaks, tabs and other control characters in a cell."""
    for table, row, column, cell in data.cells():
        if match := CONTROL.search(cell):
            yield table, row, column, shown(match[0]), "text on one line"


@rule("blank before or after the text", "deleting the blank")
def no_outer_blanks(data: Data) -> Iterator[Finding]:
    """Forbids blanks before or after the text of a cell."""
    for table, row, column, cell in data.cells():
        if cell != cell.strip():
            yield table, row, column, shown(cell), shown(cell.strip())


@rule("a spreadsheet would read the text as a formula", "rewording its beginning")
def no_formulas(data: Data) -> Iterator[Finding]:
    """Forbids text that a spreadsheet would run: a cell that begins with = + - or @."""
    for table, row, column, cell in data.cells():
        if cell[0] in "=+-@" and not table.is_numeric(column):
            yield table, row, column, shown(cell), "text that does not begin with = + - or @"


@rule("the cell is too long", "shortening the text")
def no_huge_cells(data: Data) -> Iterator[Finding]:
    """Forbids cells of more than 2,000 characters."""
    for table, row, column, cell in data.cells():
        if len(cell) > LONGEST_CELL:
            yield table, row, column, f"{len(cell):,} characters", f"at most {LONGEST_CELL:,}"


def by_schema(data: Data) -> list[Problem]:
    """Forbids what the Table Schema forbids: types, constraints, primary and foreign keys."""
    tables = {name: table for name, table in data.tables.items() if {*table.fields} & {*table.columns}}
    package = Package(resources=[inline(table, data) for table in tables.values()])
    problems = []
    try:
        for resource in package.resources:
            with resource:
                errors = [error.to_dict() for row in resource.row_stream for error in row.errors]
            problems += [schema_problem(tables[str(resource.name)], error) for error in errors]
    except Exception as reason:  # frictionless fails in its own ways on a pattern or a bound that makes no sense
        problems.append(fault("descriptor", PACKAGE, 1, f"{type(reason).__name__}: {reason}"))
    return problems


def inline(table: Table, data: Data) -> Resource:
    """The table for frictionless: the declared columns that it has, and the foreign keys that can be judged."""
    fields = [each for each in table.schema["fields"] if each["name"] in table.columns]
    names = [each["name"] for each in fields]
    judged = [
        each
        for each in table.schema.get("foreignKeys", [])
        if data[each["reference"].get("resource") or table.name].whole and set(each["fields"]) <= set(names)
    ]
    schema = {**table.schema, "fields": fields, "foreignKeys": judged}
    if not {*schema.get("primaryKey", [])} <= {*names}:
        del schema["primaryKey"]
    cells = [names, *([row[name] for name in names] for row in table.rows)]
    return Resource(name=table.name, data=cells, schema=Schema.from_descriptor(schema))


def schema_problem(table: Table, error: dict[str, Any]) -> Problem:
    """A fault that frictionless found, in the words of this module."""
    kind, note = error["type"], error["note"]
    row = table.rows[error["rowNumber"] - 2]
    column = error.get("fieldName") or (error.get("fieldNames") or table.schema.get("primaryKey") or ["-"])[0]
    constraints = table.fields.get(column, {}).get("constraints", {})
    broken = match[1] if (match := re.match(r'constraint "(\w+)"', note)) else kind
    limit = constraints.get(broken)
    if broken == "required" or (broken == "primary-key" and not row[column]):
        what, expected, mend = "the cell is empty", "a value", "filling it in"
    elif broken == "type-error":
        kind = table.fields[column]["type"]
        what, expected, mend = f"not of type {kind}", f"a value of type {kind}", "correcting the value"
    elif broken == "enum":
        what, expected, mend = "not an allowed value", f"one of {', '.join(map(str, limit))}", "choosing one of them"
    elif broken == "pattern":
        form = DATE_FORM if column in DATES.get(table.name, ()) else f"text that matches {limit}"
        what, expected, mend = "not of the expected form", form, "correcting the text"
    elif broken in ("unique-error", "primary-key"):
        what, expected, mend = "the value stands twice", "a value of its own in each row", "giving the row a new one"
        first = re.search(r"position (\d+)", note)
        expected += f" (see line {table.rows[int(first[1]) - 2].line})" if first else ""
    elif broken == "foreign-key":
        other = error["referenceName"] or table.name
        what, expected, mend = "unknown key", f"a key of table {other}", f"correcting it or adding it to {other}"
    else:
        what, expected, mend = f"against the constraint {broken}", f"{broken} {limit or note}", "correcting the value"
    return Problem(table.file, row.line, column, what, shown(row[column]), expected, mend)


@rule("not a plain number", "writing it in digits")
def plain_numbers(data: Data) -> Iterator[Finding]:
    """Forbids numbers that tools read differently: NaN, INF, underscores, digits of other scripts."""
    for table, row, column, cell in data.cells():
        if table.is_numeric(column) and not NUMBER.fullmatch(cell):
            yield table, row, column, shown(cell), "digits, with a point for decimals"


@rule("no such date", "correcting the date")
def dates_exist(data: Data) -> Iterator[Finding]:
    """Forbids days that no calendar has."""
    for table, row, column in dates(data):
        if not interval(row[column]):
            yield table, row, column, shown(row[column]), f"{DATE_FORM} that exists"


@rule("the year is out of range", "correcting the year")
def years_plausible(data: Data) -> Iterator[Finding]:
    """Forbids years far from the subject."""
    for table, row, column in dates(data):
        days = interval(row[column])
        if days and days[0].year not in YEARS:
            yield table, row, column, shown(row[column]), f"a year from {YEARS[0]} to {YEARS[-1]}"


def dates(data: Data) -> Iterator[tuple[Table, Row, str]]:
    """Every date that is given, in tables and references."""
    columns = [(data[name], columns) for name, columns in DATES.items()]
    for table, names in [*columns, (data.references, ("date", "urldate"))]:
        for row in table.rows:
            yield from ((table, row, name) for name in names if row[name])


# Rules on rows


@rule("no figure", "giving one, or moving a row without a figure to events")
def figures_given(data: Data) -> Iterator[Finding]:
    """Forbids a row without any figure."""
    for name, columns in FIGURES.items():
        for row in data[name].rows:
            if not any(row[column] for column in columns):
                yield data[name], row, columns[1], "three empty cells", f"at least one of {', '.join(columns)}"


@rule("bounds and figure are out of order", "correcting or exchanging them")
def figures_ordered(data: Data) -> Iterator[Finding]:
    """Forbids a lower bound above the figure or the upper bound, and a figure above the upper bound."""
    for name, columns in FIGURES.items():
        for row in data[name].rows:
            given = [(column, value) for column in columns if (value := number(row[column])) is not None]
            for (lower, small), (upper, large) in pairwise(given):
                if small > large:
                    yield data[name], row, lower, f"{lower} {row[lower]}", f"at most {row[upper]}, which is {upper}"


@rule("as_of is after claimed_on", "correcting one of the dates, or basis=forecast")
def described_before_claimed(data: Data) -> Iterator[Finding]:
    """Forbids a claim about a later day than that on which it was said, forecasts excepted."""
    for row in data["claims"].rows:
        if row["basis"] != "forecast" and first_day(row["as_of"]) > last_day(row["claimed_on"]):
            yield data["claims"], row, "as_of", row["as_of"], f"{row['claimed_on']} or earlier"


@rule("starts after it ends", "correcting or exchanging the dates")
def periods_ordered(data: Data) -> Iterator[Finding]:
    """Forbids a period or an event that starts after it ends."""
    for name, start, end in (("claims", "period_start", "as_of"), ("events", "start", "end")):
        for row in data[name].rows:
            if first_day(row[start]) > last_day(row[end]):
                yield data[name], row, start, row[start], f"{row[end]} or earlier, which is {end}"


@rule("the figure does not fit its metric", "correcting the figure, the metric or the metric's unit")
def figures_fit_metrics(data: Data) -> Iterator[Finding]:
    """Forbids negative stocks and flows, shares outside 0 to 100, percentages that cannot be."""
    metrics = data["metrics"].by_id()
    for row in data["claims"].rows:
        if metric := metrics.get(row["metric"]):
            least, most = limits(metric)
            bounds = f"at least {least:g}" if most == math.inf else f"{least:g} to {most:g}"
            for column in FIGURES["claims"]:
                value = number(row[column])
                if value is not None and not least <= value <= most:
                    expected = f"{bounds} for {metric['id']} ({metric['measure']}, {metric['unit']})"
                    yield data["claims"], row, column, row[column], expected


def limits(metric: Row) -> tuple[float, float]:
    """The least and the greatest figure of a metric; a change in percent may exceed 100, not fall below -100."""
    if metric["unit"] == "percent" and "change" in metric["id"]:
        return -100, math.inf
    if metric["measure"] == "share":
        return 0, 100
    if metric["unit"] == "percent":
        return -100, 100
    if metric["measure"] in ("stock", "flow"):
        return 0, math.inf
    return -math.inf, math.inf


@rule("a share is not in percent", "correcting unit or measure")
def shares_in_percent(data: Data) -> Iterator[Finding]:
    """Forbids a share that is not in percent."""
    for row in data["metrics"].rows:
        if row["measure"] == "share" and row["unit"] != "percent":
            yield data["metrics"], row, "unit", shown(row["unit"]), "percent"


@rule("the place does not lie in its country", "correcting the country or the degrees, or exchanging them")
def places_in_countries(data: Data) -> Iterator[Finding]:
    """Forbids coordinates farther than ``NEAR`` from the country that the row names."""
    for row in data["places"].rows if data.outlines else ():
        latitude, longitude = number(row["latitude"]), number(row["longitude"])
        if latitude is None or longitude is None:
            continue
        away = outlines.distance(data.outlines, row["country"], longitude, latitude)
        if away > NEAR:
            found = f"{row['latitude']} N {row['longitude']} E, {away:.1f} degrees from {row['country']}"
            yield data["places"], row, "latitude", found, f"a point within {NEAR} degrees of {row['country']}"


@rule("a limit and its unit belong together", "giving both or neither")
def limits_with_units(data: Data) -> Iterator[Finding]:
    """Forbids a provision's limit without unit, and a unit without limit."""
    for row in data["provisions"].rows:
        if bool(row["limit"]) != bool(row["unit"]):
            column = "unit" if row["limit"] else "limit"
            yield (
                data["provisions"],
                row,
                column,
                "an empty cell",
                f"a value, as in {'limit' if row['limit'] else 'unit'}",
            )


# Rules across rows


@rule("a running total falls", 'correcting a figure or date; if the claimant lowered it, noting that it was "revised"')
def totals_do_not_fall(data: Data) -> Iterator[Finding]:
    """Forbids running totals of one claimant that fall.

    Compared are own claims (no origin, no forecast) about one metric of deliveries with the same
    basis and period_start: the least that the earlier one gives with the most that the later one
    names. A fall that the claimant made is accepted where the later row's notes say "revised".
    """
    stocks = {row["id"] for row in data["metrics"].rows if row["measure"] == "stock"}
    totals = {metric for metric in stocks if RUNNING_TOTAL.search(metric)}
    series = defaultdict(list)
    for row in data["claims"].rows:
        if row["metric"] in totals and not row["origin"] and row["basis"] != "forecast" and interval(row["as_of"]):
            series[row["claimant"], row["metric"], row["basis"], row["period_start"]].append(row)
    for rows in series.values():
        earlier: list[Row] = []
        for row in sorted(rows, key=lambda each: first_day(each["as_of"])):
            if REVISED.search(row["notes"]):
                earlier = []
            yield from fall(data["claims"], row, earlier)
            earlier.append(row)


def fall(table: Table, row: Row, earlier: list[Row]) -> Iterator[Finding]:
    """The finding, if any, that a running total lies below an earlier one."""
    before = [each for each in earlier if last_day(each["as_of"]) < first_day(row["as_of"])]
    floors = [(floor, each["id"]) for each in before if (floor := number(each["low"] or each["best"])) is not None]
    ceilings = [(value, column) for column in FIGURES["claims"] if (value := number(row[column])) is not None]
    if floors and ceilings and max(floors)[0] > max(ceilings)[0]:
        (floor, other), (_, column) = max(floors), max(ceilings)
        yield table, row, column, row[column], f"at least {floor:,.10g}, which {other} gives for an earlier date"


@rule("the claim is its own origin", "correcting the origin of one of them")
def origins_end(data: Data) -> Iterator[Finding]:
    """Forbids a claim that is its own origin, directly or through others."""
    claims = data["claims"].by_id()
    for row in data["claims"].rows:
        chain: list[str] = []
        origin = row["origin"]
        while origin in claims and origin not in chain:
            chain.append(origin)
            origin = claims[origin]["origin"]
        if row["id"] in chain:
            found = " repeats ".join([row["id"], *chain])
            yield data["claims"], row, "origin", found, "a chain that ends with a claim without origin"


@rule("the origin is later than its relay", "correcting the origin or a date")
def origins_before_relays(data: Data) -> Iterator[Finding]:
    """Forbids an origin that was said after the claim that repeats it."""
    claims = data["claims"].by_id()
    for row in data["claims"].rows:
        origin = claims.get(row["origin"])
        if origin and first_day(origin["claimed_on"]) > last_day(row["claimed_on"]):
            found = f"{origin['id']}, said on {origin['claimed_on']}"
            yield data["claims"], row, "origin", found, f"a claim said on {row['claimed_on']} or earlier"


@rule("answers nothing known", "correcting the ids")
def answers_known(data: Data) -> Iterator[Finding]:
    """Forbids an event that answers itself, or what is neither a claim nor an event."""
    claims, events = data["claims"], data["events"]
    known = {*claims.by_id(), *events.by_id()}
    for row in events.rows if claims.whole and events.whole else ():
        if unknown := [key for key in keys(row["answers"]) if key not in known or key == row["id"]]:
            yield events, row, "answers", shown("; ".join(unknown)), "ids of claims or of other events"


@rule("the verdict rests on nothing known", "correcting the ids")
def verdicts_founded(data: Data) -> Iterator[Finding]:
    """Forbids a verdict on a statement that rests on what is neither a claim nor an event."""
    claims, events, statements = data["claims"], data["events"], data["seed_claims"]
    known = {*claims.by_id(), *events.by_id()}
    for row in statements.rows if claims.whole and events.whole else ():
        if unknown := [key for key in keys(row["evidence"]) if key not in known]:
            yield statements, row, "evidence", shown("; ".join(unknown)), "ids of claims or of events"


@rule("unknown source", f"correcting the key or adding the source to {REFERENCES}")
def sources_known(data: Data) -> Iterator[Finding]:
    """Forbids a source key that is not in the references."""
    known = data.references.by_id()
    for table, row, column in source_cells(data) if data.references.whole else ():
        if unknown := [key for key in keys(row[column]) if key not in known]:
            yield table, row, column, shown("; ".join(unknown)), f"keys of {REFERENCES}"


def source_cells(data: Data) -> Iterator[tuple[Table, Row, str]]:
    """The cells that hold keys of references."""
    return ((table, row, column) for table, row, column, _ in data.cells() if column in SOURCE_COLUMNS)


@rule("the metric is not used", "using or deleting it")
def metrics_used(data: Data) -> Iterator[Finding]:
    """Forbids a metric without claims."""
    return unused(data, data["metrics"], {row["metric"] for row in data["claims"].rows}, "a claim about it")


@rule("the claimant is not used", "using or deleting it")
def claimants_used(data: Data) -> Iterator[Finding]:
    """Forbids a claimant that neither claims anything nor acts in an event."""
    used = {row["claimant"] for row in data["claims"].rows}
    used |= {row["claimant"] for row in data["transfers"].rows}
    used |= {actor for row in data["events"].rows for actor in keys(row["actors"])}
    return unused(data, data["claimants"], used, "a claim, event or transfer that names it")


@rule("the source is not used", "using or deleting it")
def sources_used(data: Data) -> Iterator[Finding]:
    """Forbids a source that no row names."""
    used = {key for _, row, column in source_cells(data) for key in keys(row[column])}
    return unused(data, data.references, used, "a row that names it")


def unused(data: Data, table: Table, used: set[str], expected: str) -> Iterator[Finding]:
    """The rows whose id is not used; none where a part of the data could not be read."""
    rows = [row for row in table.rows if row["id"] and row["id"] not in used]
    return ((table, row, "id", shown(row["id"]), expected) for row in rows if data.whole)


# Rules on the references


@rule("a field of the source is missing", "adding it")
def sources_described(data: Data) -> Iterator[Finding]:
    """Forbids a source without title, author, url, urldate, sourcetype, or date (unless said to be undated)."""
    for row in data.references.rows:
        undated = row["year"] == "n.d." or "undated" in row["note"].lower()
        for name, meaning in SOURCE_FIELDS.items():
            if not row[name].strip("{} ") and not (name == "date" and undated):
                yield data.references, row, name, f"no {name} in {row['id']}", f"{name}: {meaning}"


@rule("not an address of a page", "correcting the url")
def source_addresses(data: Data) -> Iterator[Finding]:
    """Forbids an address that is not one of the web."""
    for row in data.references.rows:
        if row["url"] and not re.fullmatch(r"https?://\S+", row["url"]):
            yield data.references, row, "url", shown(row["url"]), "http:// or https:// and no blanks"


@rule("not a name in BibTeX", "putting the name of a body in double braces")
def source_authors(data: Data) -> Iterator[Finding]:
    """Forbids authors' names that BibTeX cannot take apart."""
    for row in data.references.rows:
        with capture() as errors:
            for name in split_name_list(row["author"]):
                Person(name)
        if errors:
            yield data.references, row, "author", shown(row["author"]), "names joined by 'and'"


RULES: tuple[Rule, ...] = (
    readable,
    no_control_characters,
    no_outer_blanks,
    no_formulas,
    no_huge_cells,
    by_schema,
    plain_numbers,
    dates_exist,
    years_plausible,
    figures_given,
    figures_ordered,
    described_before_claimed,
    periods_ordered,
    figures_fit_metrics,
    shares_in_percent,
    places_in_countries,
    limits_with_units,
    totals_do_not_fall,
    origins_end,
    origins_before_relays,
    answers_known,
    verdicts_founded,
    sources_known,
    sources_described,
    source_addresses,
    source_authors,
    metrics_used,
    claimants_used,
    sources_used,
)
"""Every rule, the most basic first."""
