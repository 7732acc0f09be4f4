"""Who first reported it: pages are many, origins are few.

A page that reprints an agency has that agency as its origin, else its publisher. Two pages are
independent where their origins differ. What a row rests on is counted in origins, never in pages.
"""

from __future__ import annotations

import re

import pandas as pd

from evidence import tables

CHAPTERS = ("diplomacy", "arms", "troops", "economy", "exchange", "regional-implications")
"""The chapters that rest on claims and events, in the book's order."""

BRIEF = re.compile(r"^## In brief$(.*?)^## ", re.MULTILINE | re.DOTALL)
CITATION = re.compile(r"\{cite:\w+\}`([^`]+)`")
SAME = {
    "korea joongang daily": "joongang ilbo",
    "radio free asia": "rfa",
    "the kyiv independent": "kyiv independent",
    "korea herald": "the korea herald",
    "voa korean": "voa",
    "wall street journal": "the wall street journal",
    "news1 global": "news1",
    "yonhap news agency": "yonhap",
    "kbs": "kbs world",
}
"""Names of one outlet, in lower case."""


def names(sources: pd.DataFrame) -> pd.Series:
    """The origin of each source, by its key (``sources`` as ``tables.sources`` gives it)."""
    origin = sources["origin"].where(sources["origin"] != "", sources["author"])
    return origin.str.split(r"[,;/]", regex=True).str[0].str.strip().str.lower().replace(SAME)


def count(frame: pd.DataFrame, sources: pd.DataFrame) -> pd.Series:
    """How many independent origins each row of a frame of claims or events has."""
    origin = names(sources)
    return frame["sources"].map(lambda cell: len({origin[key] for key in tables.keys(cell)})).astype(int)


def brief(text: str) -> set[str]:
    """The keys that a chapter cites in its *In brief*.

    Raises:
        ValueError: the chapter has no such section.
    """
    section = BRIEF.search(text)
    if section is None:
        raise ValueError('the chapter has no section "## In brief" that another section follows')
    return {key.strip() for cited in CITATION.findall(section[1]) for key in cited.split(",")}


def behind(text: str, chapter: str, frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of a chapter that its *In brief* cites: those that rest on one of the cited pages."""
    cited = brief(text)
    is_cited = frame["sources"].map(lambda cell: bool(cited & set(tables.keys(cell))))
    return frame[is_cited & (frame["chapter"] == chapter)]
