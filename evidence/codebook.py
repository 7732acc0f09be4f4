"""The data package described for readers, from its own schemas."""

from __future__ import annotations

from typing import Any

import pandas as pd

from evidence.tables import Evidence

Resource = dict[str, Any]


def resources(package: dict[str, Any]) -> list[Resource]:
    """The tables of a package, in its order."""
    return [resource for resource in package["resources"] if resource.get("type") == "table"]


def contents(evidence: Evidence) -> pd.DataFrame:
    """One row a table: file, what a row is, rows, columns."""
    rows = [
        (
            resource["path"],
            resource["title"],
            len(getattr(evidence, resource["name"])),
            len(resource["schema"]["fields"]),
        )
        for resource in resources(evidence.package)
    ]
    rows.append(("references.bib", "Sources: one entry a page, in BibTeX", len(evidence.sources), 0))
    frame = pd.DataFrame(rows, columns=["File", "What it holds", "Rows", "Columns"])
    return frame.assign(Columns=frame["Columns"].map(lambda count: str(count or "–")))


def columns(resource: Resource) -> pd.DataFrame:
    """One row a column of a table: its name, its values, its meaning."""
    references = {
        name: key["reference"]
        for key in resource["schema"].get("foreignKeys", [])
        for name in ([key["fields"]] if isinstance(key["fields"], str) else key["fields"])
    }
    return pd.DataFrame(
        [
            (field["name"], values(field, references.get(field["name"])), field.get("description", ""))
            for field in resource["schema"]["fields"]
        ],
        columns=["Column", "Values", "Meaning"],
    )


def values(field: dict[str, Any], reference: dict[str, Any] | None) -> str:
    """What a cell may hold: 'text', 'number, 1 to 6, required', 'one of: a, b', 'key of metrics'."""
    rules = field.get("constraints", {})
    said: str = {"string": "text", "integer": "whole number"}.get(field["type"], field["type"])
    if "enum" in rules:
        said = "one of: " + ", ".join(map(str, rules["enum"]))
    if reference:
        said = f"key of {reference.get('resource') or 'this table'}"
    low, high = rules.get("minimum"), rules.get("maximum")
    if low is not None and high is not None:
        said += f", {low} to {high}"
    elif low is not None or high is not None:
        said += f", at least {low}" if high is None else f", at most {high}"
    if rules.get("unique"):
        said += "; unique"
    return said + ("; required" if rules.get("required") else "")
