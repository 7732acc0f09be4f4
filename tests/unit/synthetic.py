"""Small frames of claims in the shape that ``tables.load`` gives them."""

from __future__ import annotations

from typing import Any

import pandas as pd

from evidence import tables

CLAIMANTS = {
    "dia": ("DIA, Seoul", "rok"),
    "nis": ("NIS, Seoul", "rok"),
    "state": ("State Department", "us"),
    "gur": ("GUR, Kyiv", "ukraine"),
    "osc": ("Open Source Centre", "independent"),
    "rostec": ("Rostec", "russia"),
}
"""Claimant → name and side."""


def table(*rows: dict[str, Any]) -> pd.DataFrame:
    """Claims as loaded; a row names only what its test is about."""
    cells = []
    for number, row in enumerate(rows, start=1):
        claimant = row.get("claimant", "dia")
        name, side = CLAIMANTS.get(claimant, (claimant, "rok"))
        defaults = {
            "id": f"c-{number:03}",
            "chapter": "arms",
            "metric": "boxes",
            "as_of": "2024-06-01",
            "period_start": "",
            "low": float("nan"),
            "best": float("nan"),
            "high": float("nan"),
            "claimant": claimant,
            "claimed_on": row.get("as_of", "2024-06-01"),
            "basis": "assessed",
            "credibility": 3,
            "origin": "",
            "sources": f"source-{number}",
            "statement": "They said so.",
            "notes": "",
            "unit": "boxes",
            "measure": "stock",
            "direction": "dprk_to_russia",
            "name": name,
            "side": side,
            "type": "government",
            "reliability": "B",
        }
        cells.append({**defaults, **row})
    frame = pd.DataFrame(cells).astype({"low": float, "best": float, "high": float, "credibility": "Int64"})
    for column in tables.DATES["claims"]:
        frame = tables.with_interval(frame, column)
    return frame
