"""Faults are caught where they stand: a good folder is damaged in every way that ``checks`` forbids."""

from __future__ import annotations

import copy
import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence import ROOT, checks

OUTLINES = """{"type": "FeatureCollection", "features": [
{"type": "Feature", "properties": {"country": "KP"}, "geometry": {"type": "Polygon", "coordinates":
[[[125, 38], [130.7, 38], [130.7, 42.4], [125, 42.4], [125, 38]]]}},
{"type": "Feature", "properties": {"country": "RU"}, "geometry": {"type": "Polygon", "coordinates":
[[[130.7, 42.4], [140, 42.4], [140, 50], [130.7, 50], [130.7, 42.4]]]}}
]}
"""

Tables = dict[str, list[dict[str, str]]]
Files = dict[str, bytes]
Place = tuple[str, int, str]
"""The file, line and column of a problem."""

PACKAGE = json.loads((ROOT / "data" / "datapackage.json").read_text(encoding="utf-8"))
RESOURCES = {each["name"]: each for each in PACKAGE["resources"] if each.get("type") == "table"}
FIELDS = {name: [each["name"] for each in resource["schema"]["fields"]] for name, resource in RESOURCES.items()}

SOURCES = ("agency-2024-06-14-count", "ministry-2024-10-23-briefing", "study-undated-payload")
BIBLIOGRAPHY = """\
@online{agency-2024-06-14-count,
  author = {{The Agency}},
  title = {{Ten thousand containers, says the minister}},
  date = {2024-06-14},
  url = {https://example.org/containers},
  urldate = {2026-11-22},
  sourcetype = {press}
}

@online{ministry-2024-10-23-briefing,
  author = {{The Ministry}},
  title = {{국방부 브리핑}},
  date = {2024-10},
  url = {https://example.org/briefing},
  urldate = {2026-11-22},
  sourcetype = {official}
}

@misc{study-undated-payload,
  author = {Doe, Jane and Roe, Richard},
  title = {{Payload of a container}},
  note = {Undated page},
  url = {https://example.org/payload},
  urldate = {2026-11-22},
  sourcetype = {study}
}
"""


def good_tables() -> Tables:
    """A few rows in each table, without a fault; a cell that is not named here is empty."""
    claim = {
        "chapter": "arms",
        "claimant": "ministry",
        "basis": "assessed",
        "credibility": "3",
        "sources": SOURCES[0],
        "statement": "The minister said so.",
    }
    shipped = {**claim, "metric": "containers_shipped", "period_start": "2023-08"}
    own = [
        {**shipped, "as_of": "2023-11-02", "claimed_on": "2023-11-02", "best": "2000"},
        {**shipped, "as_of": "2024-06", "claimed_on": "2024-06-14", "low": "10000"},
        {
            **shipped,
            "as_of": "2024-10-18",
            "claimed_on": "2024-10-23",
            "low": "13000",
            "best": "15000",
            "high": "20000",
        },
        {
            **shipped,
            "as_of": "2025-01",
            "claimed_on": "2025-02",
            "best": "12000",
            "notes": "The ministry revised its count.",
        },
        {**claim, "metric": "shell_share", "as_of": "2024", "claimed_on": "2024-12-30", "low": "40", "high": "50"},
        {
            **claim,
            "metric": "trade_change",
            "as_of": "2024",
            "claimed_on": "2025",
            "best": "-4.5",
            "claimant": "bureau",
        },
        {**claim, "metric": "trade_change", "as_of": "2030", "claimed_on": "2025", "best": "180", "basis": "forecast"},
    ]
    relays = [
        {**own[1], "claimed_on": "2024-06-15", "claimant": "bureau", "origin": "arms-0002"},
        {**own[1], "claimed_on": "2024-06-16", "claimant": "bureau", "origin": "arms-0008"},
    ]
    event = {
        "chapter": "arms",
        "kind": "statement",
        "direction": "mutual",
        "actors": "ministry; Somebody else",
        "title": "A briefing",
        "summary": "The ministry, which counts containers, said so.",
        "credibility": "2",
        "sources": ";".join(SOURCES[:2]),
    }
    events = [
        {**event, "start": "2024-10-23", "end": "2024-10-24"},
        {**event, "start": "2024-11", "kind": "denial", "actors": "embassy", "answers": "arms-0003;e-arms-0001"},
    ]
    metric = {
        "unit": "containers",
        "measure": "stock",
        "direction": "dprk_to_russia",
        "scope": "All.",
        "chapter": "arms",
    }
    claimant = {"side": "rok", "type": "government", "reliability": "B"}
    parameter = {"model": "munitions", "unit": "kg", "distribution": "uniform", "sources": SOURCES[2]}
    place = {"role": "port", "source": SOURCES[2]}
    provision = {"resolution": "2397", "adopted": "2017-12-22", "measure": "Sets a cap.", "sources": SOURCES[1]}
    treaty = {"article": "4", "subject": "military aid", "summary": "Promises aid.", "sources": SOURCES[1]}
    transfer = {"direction": "russia_to_dprk", "said_on": "2025", "summary": "They said so.", "sources": SOURCES[0]}
    statement = {"seed": "statecraft", "chapter": "arms", "statement": "Boxes went.", "confidence": "moderate"}
    statement |= {"verdict": "held", "paragraph": "1", "note": "They did."}
    return {
        "claims": [{**row, "id": f"arms-{place:04}"} for place, row in enumerate([*own, *relays], 1)],
        "events": [{**row, "id": f"e-arms-{place:04}"} for place, row in enumerate(events, 1)],
        "metrics": [
            {**metric, "id": "containers_shipped", "title": "Containers sent"},
            {**metric, "id": "shell_share", "title": "Share of shells", "unit": "percent", "measure": "share"},
            {**metric, "id": "trade_change", "title": "Change of trade", "unit": "percent", "measure": "rate"},
        ],
        "claimants": [
            {**claimant, "id": "ministry", "name": "The ministry"},
            {**claimant, "id": "bureau", "name": "The bureau", "side": "independent"},
            {**claimant, "id": "embassy", "name": "The embassy", "side": "russia", "reliability": "E"},
        ],
        "parameters": [
            {**parameter, "id": "payload", "title": "Payload", "low": "21772", "high": "28180"},
            {**parameter, "id": "shell", "title": "Mass of a shell", "low": "40", "mode": "43.56", "high": "60"},
        ],
        "places": [
            {**place, "id": "rajin", "name": "Rajin", "country": "KP", "latitude": "42.3", "longitude": "130.4"},
            {**place, "id": "dunai", "name": "Dunai", "country": "RU", "latitude": "42.9", "longitude": "132.3"},
        ],
        "provisions": [
            {**provision, "id": "2397-5", "paragraph": "5", "limit": "500000", "unit": "barrels"},
            {**provision, "id": "2397-8", "paragraph": "8"},
        ],
        "treaties": [
            {**treaty, "id": "2000-2", "treaty": "2000", "article": "2"},
            {**treaty, "id": "2024-4", "treaty": "2024"},
        ],
        "transfers": [
            {**transfer, "id": "x-0001", "item": "air defence", "claimant": "ministry", "status": "delivered"},
            {**transfer, "id": "x-0002", "item": "reactors", "claimant": "embassy", "status": "denied"},
        ],
        "seed_claims": [
            {**statement, "id": "statecraft-01", "evidence": "arms-0001;e-arms-0002"},
            {**statement, "id": "statecraft-02", "evidence": "e-arms-0001", "verdict": "open"},
        ],
    }


def csv_bytes(columns: list[str], rows: list[dict[str, str]]) -> bytes:
    """A table as it stands in its file."""
    file = io.StringIO()
    writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()


def files_of(tables: Tables) -> Files:
    """A folder of these tables, with the descriptor and the references."""
    files = {RESOURCES[name]["path"]: csv_bytes(FIELDS[name], tables.get(name, [])) for name in FIELDS}
    descriptor = json.dumps(PACKAGE, ensure_ascii=False, indent=2) + "\n"
    files |= {"datapackage.json": descriptor.encode(), "references.bib": BIBLIOGRAPHY.encode()}
    return {**files, checks.OUTLINES: OUTLINES.encode()}


def write(files: Files, folder: Path) -> None:
    """Write the files into the folder."""
    for name, content in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)


def problems_of(files: Files) -> list[checks.Problem]:
    """What ``check`` says about a folder of these files."""
    with TemporaryDirectory() as folder:
        write(files, Path(folder))
        return checks.check(Path(folder))


def pick(data: st.DataObject, tables: Tables, table: str, *columns: str) -> tuple[int, dict[str, str], str]:
    """A row of the table (its line, its cells) and one of the columns."""
    place = data.draw(st.integers(0, len(tables[table]) - 1), label="row")
    return place + 2, tables[table][place], data.draw(st.sampled_from(columns), label="column")


# Damage to cells: changes the tables, returns the place where the problem must be reported

CellDamage = Callable[[Tables, st.DataObject], Place]


def empty_figures(tables: Tables, data: st.DataObject) -> Place:
    line, row, _ = pick(data, tables, "claims", "best")
    row.update(low="", best="", high="")
    return "claims.csv", line, "best"


def low_above_high(tables: Tables, data: st.DataObject) -> Place:
    line, row, table = pick(data, tables, "claims", "claims", "parameters")
    line, row, _ = pick(data, tables, table, "low")
    row.update(dict.fromkeys(checks.FIGURES[table], ""), low="50.5", high=str(data.draw(st.integers(0, 50))))
    return f"{table}.csv", line, "low"


def best_outside_range(tables: Tables, data: st.DataObject) -> Place:
    line, row, column = pick(data, tables, "claims", "low", "best")
    row.update(
        {"low": "90", "best": "50", "high": "95"} if column == "low" else {"low": "5", "best": "50", "high": "9"}
    )
    return "claims.csv", line, column


def mode_outside_range(tables: Tables, data: st.DataObject) -> Place:
    line, row, _ = pick(data, tables, "parameters", "mode")
    row.update(low="1", mode="3", high="2")
    return "parameters.csv", line, "mode"


def negative_stock(tables: Tables, data: st.DataObject) -> Place:
    line = data.draw(st.integers(2, 5))
    tables["claims"][line - 2].update(low=str(-data.draw(st.integers(1, 10**6))), best="", high="")
    return "claims.csv", line, "low"


def share_above_100(tables: Tables, data: st.DataObject) -> Place:
    tables["claims"][4]["high"] = str(data.draw(st.floats(100.1, 1e6)))
    return "claims.csv", 6, "high"


def change_below_minus_100(tables: Tables, data: st.DataObject) -> Place:
    tables["claims"][5]["best"] = str(data.draw(st.integers(-1000, -101)))
    return "claims.csv", 7, "best"


def share_in_pieces(tables: Tables, data: st.DataObject) -> Place:
    tables["metrics"][1]["unit"] = data.draw(st.sampled_from(["shells", "ratio"]))
    return "metrics.csv", 3, "unit"


def text_in_number(tables: Tables, data: st.DataObject) -> Place:
    line, row, column = pick(data, tables, "claims", "low", "best", "high", "credibility")
    row[column] = data.draw(st.sampled_from(["many", "1,000", "10 000", "NaN", "INF", "1_000", "٣", "0x10", "=1+1"]))
    return "claims.csv", line, column


def credibility_out_of_range(tables: Tables, data: st.DataObject) -> Place:
    line, row, _ = pick(data, tables, "claims", "credibility")
    row["credibility"] = data.draw(st.sampled_from(["0", "7", "99"]))
    return "claims.csv", line, "credibility"


def invented_enum(tables: Tables, data: st.DataObject) -> Place:
    line, row, column = pick(data, tables, "events", "kind", "direction", "chapter")
    row[column] = "made_up"
    return "events.csv", line, column


def malformed_id(tables: Tables, data: st.DataObject) -> Place:
    row = data.draw(st.sampled_from([4, 5, 6]))
    tables["claims"][row]["id"] = data.draw(st.sampled_from(["arms-1", "Arms-0001", "arms 0099", "e-arms-0004"]))
    return "claims.csv", row + 2, "id"


def required_cell_emptied(tables: Tables, data: st.DataObject) -> Place:
    line, row, column = pick(data, tables, "claims", "id", "statement", "sources", "as_of", "claimant", "credibility")
    row[column] = ""
    return "claims.csv", line, column


def duplicate_id(tables: Tables, data: st.DataObject) -> Place:
    name = data.draw(st.sampled_from(checks.TABLES))
    tables[name].append(dict(tables[name][data.draw(st.integers(0, len(tables[name]) - 1))]))
    return f"{name}.csv", len(tables[name]) + 1, "id"


def unknown_metric(tables: Tables, data: st.DataObject) -> Place:
    line, row, column = pick(data, tables, "claims", "metric")
    row[column] = "no_such_metric"
    return "claims.csv", line, column


def unknown_claimant(tables: Tables, data: st.DataObject) -> Place:
    line, row, column = pick(data, tables, "claims", "claimant")
    row[column] = "no-such-claimant"
    return "claims.csv", line, column


def unknown_origin(tables: Tables, data: st.DataObject) -> Place:
    line, row, column = pick(data, tables, "claims", "origin")
    row[column] = "arms-9999"
    return "claims.csv", line, column


def unknown_source(tables: Tables, data: st.DataObject) -> Place:
    name = data.draw(st.sampled_from(["claims", "events", "parameters"]))
    line, row, column = pick(data, tables, name, "sources")
    row[column] = data.draw(st.sampled_from(["no-such-source", f"{SOURCES[0]};no-such-source"]))
    return f"{name}.csv", line, column


def malformed_sources(tables: Tables, data: st.DataObject) -> Place:
    line, row, column = pick(data, tables, "claims", "sources")
    row[column] = data.draw(st.sampled_from([", ", ";;", "; "])).join(SOURCES[:2])
    return "claims.csv", line, column


def unknown_answer(tables: Tables, data: st.DataObject) -> Place:
    line, row, column = pick(data, tables, "events", "answers")
    row[column] = data.draw(st.sampled_from(["arms-9999", "e-arms-9999", "arms-0001;nothing", row["id"]]))
    return "events.csv", line, column


def unfounded_verdict(tables: Tables, data: st.DataObject) -> Place:
    line, row, column = pick(data, tables, "seed_claims", "evidence")
    row[column] = data.draw(st.sampled_from(["arms-9999", "e-arms-9999", "arms-0001;nothing", row["id"]]))
    return "seed_claims.csv", line, column


def invented_verdict(tables: Tables, data: st.DataObject) -> Place:
    line, row, column = pick(data, tables, "seed_claims", "verdict", "confidence", "seed")
    row[column] = "made-up"
    return "seed_claims.csv", line, column


def cyclic_origin(tables: Tables, data: st.DataObject) -> Place:
    first = data.draw(st.sampled_from([2, 8, 9]))
    tables["claims"][1]["origin"] = f"arms-{first:04}"
    return "claims.csv", 3, "origin"


def origin_later_than_relay(tables: Tables, data: st.DataObject) -> Place:
    line = data.draw(st.sampled_from([9, 10]))
    tables["claims"][line - 2]["origin"] = data.draw(st.sampled_from(["arms-0003", "arms-0004", "arms-0005"]))
    return "claims.csv", line, "origin"


def swapped_dates(tables: Tables, data: st.DataObject) -> Place:
    line, row, _ = pick(data, tables, "claims", "as_of")
    row.update(
        as_of="2024-10-23", claimed_on=data.draw(st.sampled_from(["2024-10-22", "2024-09", "2023"])), basis="counted"
    )
    row["period_start"] = ""
    return "claims.csv", line, "as_of"


def period_after_its_end(tables: Tables, data: st.DataObject) -> Place:
    line, row, column = pick(data, tables, "claims", "period_start")
    row[column] = data.draw(st.sampled_from(["2031", "2050-01", "2031-12-31"]))
    return "claims.csv", line, column


def event_ends_before_it_starts(tables: Tables, data: st.DataObject) -> Place:
    line, row, column = pick(data, tables, "events", "start")
    row["end"] = data.draw(st.sampled_from(["2023", "2024-09", "2024-10-22"]))
    return "events.csv", line, column


def impossible_date(tables: Tables, data: st.DataObject) -> Place:
    name, column = data.draw(st.sampled_from([("claims", "as_of"), ("claims", "claimed_on"), ("events", "end")]))
    line, row, _ = pick(data, tables, name, column)
    row[column] = data.draw(st.sampled_from(["2024-02-30", "2023-02-29", "2024-06-31", "0000"]))
    return f"{name}.csv", line, column


def distant_year(tables: Tables, data: st.DataObject) -> Place:
    line, row, _ = pick(data, tables, "events", "end")
    row["end"] = data.draw(st.sampled_from(["2204", "2101-01", "9999-12-31"]))
    return "events.csv", line, "end"


def malformed_date(tables: Tables, data: st.DataObject) -> Place:
    line, row, column = pick(data, tables, "claims", "as_of", "period_start", "claimed_on")
    row[column] = data.draw(st.sampled_from(["23.10.2024", "2024-13", "2024-1", "October 2024", "2024-10-00"]))
    return "claims.csv", line, column


def falling_total(tables: Tables, data: st.DataObject) -> Place:
    tables["claims"][2].update(low="", best="", high="")
    tables["claims"][2][data.draw(st.sampled_from(["low", "best", "high"]))] = str(data.draw(st.integers(0, 9999)))
    return "claims.csv", 4, next(column for column in ("low", "best", "high") if tables["claims"][2][column])


def falling_total_without_note(tables: Tables, data: st.DataObject) -> Place:
    tables["claims"][3]["notes"] = data.draw(st.sampled_from(["", "A lower count.", "unrevised"]))
    return "claims.csv", 5, "best"


def formula(tables: Tables, data: st.DataObject) -> Place:
    line, row, column = pick(data, tables, "claims", "statement", "notes")
    row[column] = data.draw(st.sampled_from("=+-@")) + data.draw(
        st.sampled_from(["1+1", "cmd|' /C calc'!A0", "SUM(A1)"])
    )
    return "claims.csv", line, column


def outer_blank(tables: Tables, data: st.DataObject) -> Place:
    line, row, column = pick(data, tables, "events", "title", "summary", "id", "kind", "sources", "start")
    row[column] = data.draw(st.sampled_from(["{} ", " {}", "{}\u00a0"])).format(row[column])
    return "events.csv", line, column


def quoted_newline(tables: Tables, data: st.DataObject) -> Place:
    line, row, column = pick(data, tables, "claims", "statement", "notes")
    row[column] = data.draw(st.sampled_from(["one\ntwo", "one\n\nthree", "one\ttwo", "one\vtwo"]))
    return "claims.csv", line, column


def fault_after_quoted_newline(tables: Tables, data: st.DataObject) -> Place:
    breaks = data.draw(st.integers(1, 5))
    tables["claims"][0]["statement"] = "x" + breaks * "\n" + "y"
    tables["claims"][4]["credibility"] = "7"
    return "claims.csv", 6 + breaks, "credibility"


def huge_cell(tables: Tables, data: st.DataObject) -> Place:
    line, row, column = pick(data, tables, "claims", "statement", "notes")
    row[column] = "x" * data.draw(st.sampled_from([2001, 131_073, 1_000_000]))
    return "claims.csv", line, column


def long_title(tables: Tables, data: st.DataObject) -> Place:
    line, row, column = pick(data, tables, "events", "title")
    row[column] = "x" * data.draw(st.integers(111, 300))
    return "events.csv", line, column


def unused_metric(tables: Tables, data: st.DataObject) -> Place:
    place = data.draw(st.integers(0, 3))
    tables["metrics"].insert(place, {**tables["metrics"][0], "id": "unused"})
    return "metrics.csv", place + 2, "id"


def unused_claimant(tables: Tables, data: st.DataObject) -> Place:
    place = data.draw(st.integers(0, 3))
    tables["claimants"].insert(place, {**tables["claimants"][0], "id": "unused"})
    return "claimants.csv", place + 2, "id"


def unused_source(tables: Tables, data: st.DataObject) -> Place:
    tables["places"] = []
    for row in tables["parameters"]:
        row["sources"] = data.draw(st.sampled_from(["", *SOURCES[:2]]))
    return "references.bib", 19, "id"


CELL_DAMAGES: tuple[CellDamage, ...] = (
    empty_figures,
    low_above_high,
    best_outside_range,
    mode_outside_range,
    negative_stock,
    share_above_100,
    change_below_minus_100,
    share_in_pieces,
    text_in_number,
    credibility_out_of_range,
    invented_enum,
    malformed_id,
    required_cell_emptied,
    duplicate_id,
    unknown_metric,
    unknown_claimant,
    unknown_origin,
    unknown_source,
    malformed_sources,
    unknown_answer,
    unfounded_verdict,
    invented_verdict,
    cyclic_origin,
    origin_later_than_relay,
    swapped_dates,
    period_after_its_end,
    event_ends_before_it_starts,
    impossible_date,
    distant_year,
    malformed_date,
    falling_total,
    falling_total_without_note,
    formula,
    outer_blank,
    quoted_newline,
    fault_after_quoted_newline,
    huge_cell,
    long_title,
    unused_metric,
    unused_claimant,
    unused_source,
)


def place_abroad(tables: Tables, data: st.DataObject) -> Place:
    line, row, _ = pick(data, tables, "places", "latitude")
    row.update(data.draw(st.sampled_from([{"country": "JP"}, {"latitude": "12"}, {"longitude": "-130.4"}])))
    return "places.csv", line, "latitude"


def place_off_the_globe(tables: Tables, data: st.DataObject) -> Place:
    line, row, column = pick(data, tables, "places", "latitude", "longitude")
    row[column] = data.draw(st.sampled_from(["181", "-200.5", "1e3"]))
    return "places.csv", line, column


def limit_without_unit(tables: Tables, data: st.DataObject) -> Place:
    column = data.draw(st.sampled_from(["limit", "unit"]))
    tables["provisions"][0][column] = ""
    return "provisions.csv", 2, column


def unknown_treaty(tables: Tables, data: st.DataObject) -> Place:
    line, row, column = pick(data, tables, "treaties", "treaty")
    row[column] = data.draw(st.sampled_from(["1950", "2025"]))
    return "treaties.csv", line, column


def unknown_transfer(tables: Tables, data: st.DataObject) -> Place:
    line, row, column = pick(data, tables, "transfers", "claimant", "status", "direction")
    row[column] = "nobody-knows"
    return "transfers.csv", line, column


# Damage to files: changes their bytes, returns the place where the problem must be reported

FileDamage = Callable[[Files, st.DataObject], Place]
CSV_FILES = tuple(resource["path"] for name, resource in RESOURCES.items() if name in checks.TABLES)


def pick_line(files: Files, data: st.DataObject, first: int = 2) -> tuple[str, int, list[bytes]]:
    """A table's file, the number of one of its lines, and all its lines."""
    name = data.draw(st.sampled_from(CSV_FILES), label="file")
    lines = files[name].splitlines(keepends=True)
    return name, data.draw(st.integers(first, len(lines)), label="line"), lines


def dropped_column(files: Files, data: st.DataObject) -> Place:
    name = data.draw(st.sampled_from(sorted(checks.TABLES)))
    column = data.draw(st.sampled_from(FIELDS[name]))
    rest = [each for each in FIELDS[name] if each != column]
    rows = [{each: row.get(each, "") for each in rest} for row in good_tables()[name]]
    files[f"{name}.csv"] = csv_bytes(rest, rows)
    return f"{name}.csv", 1, column


def extra_column(files: Files, data: st.DataObject) -> Place:
    name = data.draw(st.sampled_from(sorted(checks.TABLES)))
    place = data.draw(st.integers(0, len(FIELDS[name])))
    files[f"{name}.csv"] = csv_bytes([*FIELDS[name][:place], "extra", *FIELDS[name][place:]], good_tables()[name])
    return f"{name}.csv", 1, "extra"


def swapped_columns(files: Files, data: st.DataObject) -> Place:
    name = data.draw(st.sampled_from(sorted(checks.TABLES)))
    first, second, *rest = FIELDS[name]
    files[f"{name}.csv"] = csv_bytes([second, first, *rest], good_tables()[name])
    return f"{name}.csv", 1, second


def short_row(files: Files, data: st.DataObject) -> Place:
    name, line, lines = pick_line(files, data)
    lines[line - 1] = data.draw(st.sampled_from([b"x\n", b"x,y\n", lines[line - 1].replace(b"\n", b",more\n")]))
    files[name] = b"".join(lines)
    return name, line, "-"


def blank_row(files: Files, data: st.DataObject) -> Place:
    name, line, lines = pick_line(files, data)
    lines.insert(line - 1, data.draw(st.sampled_from([b"\n", b"," * lines[0].count(b",") + b"\n"])))
    files[name] = b"".join(lines)
    return name, line, "-"


def broken_utf8(files: Files, data: st.DataObject) -> Place:
    name, line, lines = pick_line(files, data, first=1)
    lines[line - 1] = data.draw(st.sampled_from([b"\xff", b"\xc3(", b"\xed\xa0\x80", b"\xe9"])) + lines[line - 1]
    files[name] = b"".join(lines)
    return name, line, "-"


def null_byte(files: Files, data: st.DataObject) -> Place:
    name, line, lines = pick_line(files, data, first=1)
    lines[line - 1] = lines[line - 1][:3] + b"\0" + lines[line - 1][3:]
    files[name] = b"".join(lines)
    return name, line, "-"


def utf16(files: Files, data: st.DataObject) -> Place:
    name = data.draw(st.sampled_from(sorted(files)))
    files[name] = files[name].decode().encode("utf-16")
    return name, 1, "-"


def byte_order_mark(files: Files, data: st.DataObject) -> Place:
    name = data.draw(st.sampled_from(sorted(files)))
    files[name] = b"\xef\xbb\xbf" + files[name]
    return name, 1, "-"


def carriage_returns(files: Files, data: st.DataObject) -> Place:
    name, line, lines = pick_line(files, data, first=1)
    lines[line - 1 :] = [each.replace(b"\n", b"\r\n") for each in lines[line - 1 :]]
    files[name] = b"".join(lines)
    return name, line, "-"


def missing_file(files: Files, data: st.DataObject) -> Place:
    name = data.draw(st.sampled_from(sorted(files)))
    del files[name]
    return name, 1, "-"


def empty_file(files: Files, data: st.DataObject) -> Place:
    name = data.draw(st.sampled_from(sorted(files)))
    files[name] = b""
    return name, 1, "-"


def truncated_table(files: Files, data: st.DataObject) -> Place:
    name, line, lines = pick_line(files, data)
    files[name] = b"".join(lines[: line - 1]) + lines[line - 1][: data.draw(st.integers(1, len(lines[line - 1]) - 1))]
    return name, line, "-"


def truncated_bibliography(files: Files, data: st.DataObject) -> Place:
    start = data.draw(st.sampled_from([1, 10, 19]))
    lines = files["references.bib"].splitlines(keepends=True)
    files["references.bib"] = b"".join(lines[: start + data.draw(st.integers(0, 5))])
    return "references.bib", start, "-"


def unclosed_quote(files: Files, data: st.DataObject) -> Place:
    name, line, lines = pick_line(files, data)
    lines[line - 1] = b'"' + lines[line - 1].replace(b'"', b"")
    files[name] = b"".join(lines[:line])
    return name, line, "-"


def broken_json(files: Files, data: st.DataObject) -> Place:
    lines = files["datapackage.json"].splitlines(keepends=True)
    line = data.draw(st.integers(2, len(lines) - 1))
    lines.insert(line - 1, b"?\n")
    files["datapackage.json"] = b"".join(lines)
    return "datapackage.json", line, "1"


def broken_descriptor(files: Files, data: st.DataObject) -> Place:
    package = copy.deepcopy(PACKAGE)
    schema = next(each for each in package["resources"] if each["name"] == "claims")["schema"]
    column = next(each for each in schema["fields"] if each["name"] == "id")
    damages: list[Callable[[], object]] = [
        lambda: package.pop("resources"),
        lambda: package.update(resources=[1]),
        lambda: schema.update(fields=None),
        lambda: column.update(type="words"),
        lambda: column["constraints"].update(pattern="(["),
        lambda: column["constraints"].update(minLength="many"),
    ]
    data.draw(st.sampled_from(damages))()
    files["datapackage.json"] = json.dumps(package).encode() + b"\n"
    return "datapackage.json", 1, "-"


def undeclared_table(files: Files, data: st.DataObject) -> Place:
    name = data.draw(st.sampled_from(checks.TABLES))
    rest = [each for each in PACKAGE["resources"] if each["name"] != name]
    files["datapackage.json"] = json.dumps({**PACKAGE, "resources": rest}).encode() + b"\n"
    return "datapackage.json", 1, "-"


def source_without_field(files: Files, data: st.DataObject) -> Place:
    start, field = data.draw(
        st.sampled_from([(1, "date"), *((line, name) for line in (1, 10, 19) for name in BIB_FIELDS)])
    )
    lines = files["references.bib"].splitlines(keepends=True)
    wanted = next(place for place in range(start, len(lines)) if lines[place].lstrip().startswith(field.encode()))
    lines[wanted] = data.draw(st.sampled_from([b"", f"  {field} = {{{{}}}},\n".encode()]))
    files["references.bib"] = b"".join(lines)
    return "references.bib", start, field


BIB_FIELDS = ("author", "title", "url", "urldate", "sourcetype")


def duplicate_source(files: Files, data: st.DataObject) -> Place:
    entries = files["references.bib"].split(b"\n\n")
    files["references.bib"] += b"\n" + data.draw(st.sampled_from(entries)).rstrip() + b"\n"
    return "references.bib", BIBLIOGRAPHY.count("\n") + 2, "-"


def broken_bibliography(files: Files, data: st.DataObject) -> Place:
    line = data.draw(st.sampled_from([2, 3, 12, 20]))
    lines = files["references.bib"].splitlines(keepends=True)
    lines[line - 1] = lines[line - 1].replace(b",\n", b"\n")
    files["references.bib"] = b"".join(lines)
    return "references.bib", line + 1, "-"


def bad_source_value(files: Files, data: st.DataObject) -> Place:
    column, good, bad = data.draw(
        st.sampled_from(
            [
                ("url", b"https://example.org/containers", b"example.org/containers"),
                ("url", b"https://example.org/containers", b"https://example.org/two words"),
                ("date", b"2024-06-14}", b"2024-06-31}"),
                ("urldate", b"2026-11-22", b"22 November 2026"),
                ("author", b"{{The Agency}}", b"{The, Agency, of, News}"),
            ]
        )
    )
    files["references.bib"] = files["references.bib"].replace(good, bad, 1)
    return "references.bib", 1, column


def broken_outlines(files: Files, data: st.DataObject) -> Place:
    damages = [b'"features"', b'"country"', b'"coordinates"', b"[[[125, 38]"]
    files[checks.OUTLINES] = files[checks.OUTLINES].replace(data.draw(st.sampled_from(damages)), b'"?"')
    return checks.OUTLINES, 1, "-"


FILE_DAMAGES: tuple[FileDamage, ...] = (
    dropped_column,
    extra_column,
    swapped_columns,
    short_row,
    blank_row,
    broken_utf8,
    null_byte,
    utf16,
    byte_order_mark,
    carriage_returns,
    missing_file,
    empty_file,
    truncated_table,
    truncated_bibliography,
    unclosed_quote,
    broken_json,
    broken_descriptor,
    undeclared_table,
    source_without_field,
    duplicate_source,
    broken_bibliography,
    bad_source_value,
    broken_outlines,
)


def assert_caught(files: Files, place: Place) -> None:
    """The problem is reported in its place, and no place twice."""
    problems = problems_of(files)
    places = [(problem.file, problem.line, problem.column) for problem in problems]
    assert place in places, "\n".join(map(str, problems))
    assert len(places) == len(set(places))
    assert problems == sorted(problems)
    assert all("\n" not in str(problem) for problem in problems)


@pytest.mark.parametrize("damage", CELL_DAMAGES, ids=lambda damage: damage.__name__)
@settings(derandomize=True, max_examples=3, deadline=None, database=None)
@given(data=st.data())
def test_damaged_cell_is_caught(damage: CellDamage, data: st.DataObject) -> None:
    tables = good_tables()
    place = damage(tables, data)
    assert_caught(files_of(tables), place)


@pytest.mark.parametrize("damage", FILE_DAMAGES, ids=lambda damage: damage.__name__)
@settings(derandomize=True, max_examples=2, deadline=None, database=None)
@given(data=st.data())
def test_damaged_file_is_caught(damage: FileDamage, data: st.DataObject) -> None:
    files = files_of(good_tables())
    place = damage(files, data)
    assert_caught(files, place)


def test_undamaged_folder_has_no_problem() -> None:
    assert problems_of(files_of(good_tables())) == []


@pytest.mark.parametrize("content", [None, b"\0\n"])
@pytest.mark.parametrize("name", sorted(files_of({})))
def test_unreadable_file_is_one_problem(name: str, content: bytes | None) -> None:
    files = files_of(good_tables())
    del files[name]
    problems = problems_of(files if content is None else {**files, name: content})
    assert [(problem.file, problem.line, problem.column) for problem in problems] == [(name, 1, "-")]


def test_missing_folder_is_told(tmp_path: Path) -> None:
    problems = checks.check(tmp_path / "nowhere")
    assert [problem.file for problem in problems] == ["datapackage.json", checks.OUTLINES, "references.bib"]


def test_data_of_the_book_have_no_problem() -> None:
    problems = checks.check(ROOT / "data")
    assert not problems, "\n".join(map(str, problems))


def run(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run ``python -m evidence check`` on a folder."""
    command = [sys.executable, "-m", "evidence", "check", str(folder), *options]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=ROOT, check=False)


def test_command_line(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    write(files_of(good_tables()), folder)
    good = run(folder)
    assert (good.returncode, good.stderr) == (0, "")
    assert good.stdout.endswith("data: no problem in 10 tables, 29 rows\n")
    (folder / "events.csv").unlink()
    bad = run(folder, "--format", "json")
    assert (bad.returncode, bad.stderr) == (1, "")
    assert [(each["file"], each["line"], each["column"]) for each in json.loads(bad.stdout)] == [("events.csv", 1, "-")]
