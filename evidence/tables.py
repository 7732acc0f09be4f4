"""Read the data package into typed frames: joined keys, partial dates as intervals."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from pandas.api.typing import NaTType
from pybtex.database import BibliographyData, parse_file

from evidence import ROOT

DATA = ROOT / "data"
TABLES = (
    "claims",
    "events",
    "metrics",
    "claimants",
    "parameters",
    "places",
    "provisions",
    "treaties",
    "transfers",
    "seed_claims",
)
"""The tables that the book cannot do without; others are checked where the package declares them."""

DATES = {
    "claims": ("as_of", "period_start", "claimed_on"),
    "events": ("start", "end"),
    "provisions": ("adopted",),
    "transfers": ("said_on",),
}
"""The columns of each table that hold a partial ISO 8601 date."""


@dataclass(frozen=True)
class Evidence:
    """The tables of one data package.

    The tables of ``DATES`` carry, for each date column ``x``, its first and last possible
    day as ``x_first`` and ``x_last``; ``claims`` also carries ``unit``, ``measure`` and
    ``direction`` of its metric, and ``claims`` and ``transfers`` carry ``name``, ``side``,
    ``type`` and ``reliability`` of their claimant.
    """

    claims: pd.DataFrame
    events: pd.DataFrame
    metrics: pd.DataFrame
    claimants: pd.DataFrame
    parameters: pd.DataFrame
    places: pd.DataFrame
    provisions: pd.DataFrame
    treaties: pd.DataFrame
    transfers: pd.DataFrame
    seed_claims: pd.DataFrame
    sources: pd.DataFrame
    package: dict[str, Any]


def load(folder: Path = DATA) -> Evidence:
    """Read the package in ``folder``.

    Raises:
        FileNotFoundError: a table that the package names is missing.
        ValueError: a cell does not have the type that its column declares.
    """
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    frames = {
        resource["name"]: read_table(folder / resource["path"], resource["schema"]["fields"])
        for resource in package["resources"]
        if resource.get("type") == "table"
    }
    for name, columns in DATES.items():
        for column in columns:
            frames[name] = with_interval(frames[name], column)
    metrics = frames["metrics"].set_index("id", drop=False)
    claimants = frames["claimants"].set_index("id", drop=False)
    claims = frames["claims"].join(metrics[["unit", "measure", "direction"]], on="metric")
    speaker = claimants[["name", "side", "type", "reliability"]]
    return Evidence(
        claims=claims.join(speaker, on="claimant"),
        events=frames["events"],
        metrics=metrics,
        claimants=claimants,
        parameters=frames["parameters"].set_index("id", drop=False),
        places=frames["places"].set_index("id", drop=False),
        provisions=frames["provisions"],
        treaties=frames["treaties"],
        transfers=frames["transfers"].join(speaker, on="claimant"),
        seed_claims=frames["seed_claims"],
        sources=sources(folder / "references.bib"),
        package=package,
    )


def read_table(path: Path, fields: list[dict[str, Any]]) -> pd.DataFrame:
    """Read one CSV table with the types that its schema declares (empty cell: missing)."""
    kinds = {"string": "str", "number": "float64", "integer": "Int64", "year": "Int64"}
    types: dict[str, str] = {field["name"]: kinds[field["type"]] for field in fields}
    frame = pd.read_csv(path, dtype=types, encoding="utf-8", keep_default_na=False, na_values=[""])  # type: ignore[arg-type]
    text = [name for name, kind in types.items() if kind == "str"]
    return frame.fillna(dict.fromkeys(text, ""))


def first_day(date: str) -> pd.Timestamp | NaTType:
    """The first day that a partial date allows: 2024-10 begins on 1 October 2024."""
    return pd.Timestamp(date) if date else pd.NaT


def last_day(date: str) -> pd.Timestamp | NaTType:
    """The last day that a partial date allows: 2024-10 ends on 31 October 2024."""
    if not date:
        return pd.NaT
    freq = {4: "Y", 7: "M", 10: "D"}.get(len(date))
    if freq is None:
        raise ValueError(f"not a date of the form 2024, 2024-10 or 2024-10-18: {date}")
    return pd.Period(date, freq=freq).end_time.normalize()


def with_interval(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    """Add ``column_first`` and ``column_last``, the interval of days of a partial date."""
    return frame.assign(
        **{
            f"{column}_first": pd.to_datetime(frame[column].map(first_day)),
            f"{column}_last": pd.to_datetime(frame[column].map(last_day)),
        }
    )


def sources(path: Path) -> pd.DataFrame:
    """Read ``references.bib``: one row a source, indexed by its key."""
    bibliography: BibliographyData = parse_file(path, bib_format="bibtex")
    rows = [{"key": key, **source_fields(entry)} for key, entry in bibliography.entries.items()]
    return pd.DataFrame(rows).set_index("key", drop=False).fillna("")


def source_fields(entry: Any) -> dict[str, str]:
    """The fields of a BibTeX entry, without the braces that protect capitals."""
    fields = {name.lower(): value.replace("{", "").replace("}", "") for name, value in entry.fields.items()}
    people = [str(person).replace("{", "").replace("}", "") for person in entry.persons.get("author", [])]
    return {**fields, "author": " and ".join(people)}


def keys(cell: str) -> list[str]:
    """The keys of a cell that lists several, separated by ``;``."""
    return [key.strip() for key in cell.split(";") if key.strip()]
