"""What changed between two editions of the data: rows added, removed, and changed cell by cell."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pandas as pd

from evidence.tables import TABLES

KEYED = TABLES
"""The tables that are compared, by ``id``; an old folder may lack some."""

KINDS = ("added", "removed", "changed")
"""What can have happened to a row."""


class Change(NamedTuple):
    """One difference: a row added or removed (column empty), or a cell that another value replaced."""

    table: str
    id: str
    kind: str
    column: str
    old: str
    new: str


def compare(old: Path, new: Path) -> list[Change]:
    """Every difference between two data folders, by table in the package's order and by identifier.

    Raises:
        FileNotFoundError: a folder has no table at all.
    """
    for folder in (old, new):
        if not any((folder / f"{name}.csv").exists() for name in KEYED):
            raise FileNotFoundError(f"{folder} holds no table of the data package")
    return [change for name in KEYED for change in changes(name, read(old, name), read(new, name))]


def read(folder: Path, name: str) -> pd.DataFrame:
    """A table as text, by identifier; empty where the folder has no such table."""
    path = folder / f"{name}.csv"
    if not path.exists():
        return pd.DataFrame(index=pd.Index([], name="id", dtype="str"))
    return pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8").set_index("id")


def changes(name: str, old: pd.DataFrame, new: pd.DataFrame) -> list[Change]:
    """The differences of one table; a column that only one edition has counts as empty in the other."""
    found = [Change(name, key, "removed", "", "", "") for key in old.index.difference(new.index)]
    found += [Change(name, key, "added", "", "", "") for key in new.index.difference(old.index)]
    columns = old.columns.union(new.columns, sort=False)
    shared = old.index.intersection(new.index)
    before, after = (frame.loc[shared].reindex(columns=columns, fill_value="") for frame in (old, new))
    for key in shared[(before != after).any(axis=1)]:
        for column in columns[before.loc[key] != after.loc[key]]:
            found.append(Change(name, key, "changed", column, str(before.at[key, column]), str(after.at[key, column])))
    return sorted(found)


def as_text(found: list[Change]) -> str:
    """The differences, a line each, and a line that sums up; ready for CHANGELOG.md."""
    lines = [
        f"{each.table} {each.id} {each.kind}" + (f": {each.column} {each.old!r} → {each.new!r}" if each.column else "")
        for each in found
    ]
    return "\n".join([*lines, f"{len(found):,} difference{'' if len(found) == 1 else 's'}"])


def summary(found: list[Change]) -> pd.DataFrame:
    """Rows added, removed and changed in each table: columns table, added, removed, changed."""
    rows = {(each.table, each.id, each.kind) for each in found}
    return pd.DataFrame(
        [
            {"table": name, **{kind: sum(row[0] == name and row[2] == kind for row in rows) for kind in KINDS}}
            for name in KEYED
            if any(row[0] == name for row in rows)
        ],
        columns=["table", *KINDS],
    )
