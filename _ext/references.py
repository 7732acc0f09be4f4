"""How sources are cited and listed: publisher and year, with a letter where a publisher has several in a year.

A pybtex style of its own, because the sources are web pages of one kind: the general style
takes two seconds for a thousand of them at every build, this one a twentieth of that.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import quote, urlsplit

import pybtex.plugin
import sphinxcontrib.bibtex.plugin
from pybtex.richtext import HRef, Text
from pybtex.style import FormattedEntry
from pybtex.style.formatting import BaseStyle
from pybtex.style.sorting import BaseSortingStyle
from sphinx.application import Sphinx
from sphinxcontrib.bibtex.style.referencing import BracketStyle
from sphinxcontrib.bibtex.style.referencing.author_year import AuthorYearReferenceStyle

from evidence.words import curly, date

LONGEST = 160
"""Characters of an address that is printed whole."""

ESCAPED = re.compile(r"\\([&%$#_])")


class ByPublisher(BaseSortingStyle):  # type: ignore[misc]
    """Sort by publisher, then by day, then by key; a source without a day comes last."""

    def sorting_key(self, entry: Any) -> tuple[str, str, str]:
        """What an entry is sorted by."""
        return order(entry)


class References(BaseStyle):  # type: ignore[misc]
    """Format the entries of references.bib."""

    default_sorting_style = ByPublisher
    default_label_style = "number"

    def format_entry(self, label: str, entry: Any, bib_data: Any = None) -> FormattedEntry:
        """One line of the list."""
        url, day = ascii_address(entry.fields["url"]), entry.fields.get("date", "")
        after = f", after {plain(entry.fields['origin'])}" if "origin" in entry.fields else ""
        text = Text(
            f"{publisher(entry)} ({entry.fields['year']}){after}. {curly(plain(entry.fields['title']))}. ",
            f"{date(day).removesuffix(day[:4]).strip()}. " if len(day) > 4 else "",
            HRef(url, shown(url)),
            f" (seen {entry.fields['urldate']}).",
        )
        return FormattedEntry(entry.key, text, label)


@dataclass
class Citing(AuthorYearReferenceStyle):  # type: ignore[misc]
    """Citations by publisher and year, parted by semicolons, for a publisher's name can hold a comma."""

    bracket_parenthetical: BracketStyle = field(default_factory=lambda: BracketStyle(sep="; "))


def order(entry: Any) -> tuple[str, str, str]:
    """Where an entry stands in the list."""
    return (publisher(entry).casefold(), entry.fields.get("date", "n.d."), entry.key)


def publisher(entry: Any) -> str:
    """Who published a page."""
    return " and ".join(plain(str(person)) for person in entry.persons.get("author", []))


def plain(text: str) -> str:
    """A BibTeX field without braces and escapes."""
    return ESCAPED.sub(r"\1", text.replace("{", "").replace("}", ""))


def ascii_address(url: str) -> str:
    """An address as it travels: letters beyond ASCII escaped, for readers type it from paper."""
    return quote(url, safe="!#$%&'()*+,/:;=?@[]~")


def shown(url: str) -> str:
    """An address as printed; of one too long to type, escaped letters most often, the site alone."""
    return url if len(url) <= LONGEST else f"{urlsplit(url).netloc}/…"


def letter(number: int) -> str:
    """The suffix of a year: 0 → 'a', 25 → 'z', 26 → 'aa'."""
    return (letter(number // 26 - 1) if number >= 26 else "") + chr(ord("a") + number % 26)


def tell_years_apart(app: Sphinx, env: Any, docnames: list[str]) -> None:
    """Set the year of every source, with a letter where its publisher has several of that year."""
    same = defaultdict(list)
    for entry in sorted(env.get_domain("cite").bibdata.data.entries.values(), key=order):
        year = entry.fields.get("date") or entry.fields.get("year", "n.d.")
        same[publisher(entry).casefold(), year[:4]].append(entry)
    for (_, year), entries in same.items():
        for number, entry in enumerate(entries):
            dash = "-" if year == "n.d." else ""
            entry.fields["year"] = year if len(entries) == 1 else f"{year}{dash}{letter(number)}"


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the extension."""
    # pybtex scans every installed distribution at each of some fifty look-ups a page.
    pybtex.plugin._load_entry_point = cache(pybtex.plugin._load_entry_point)
    pybtex.plugin.register_plugin("pybtex.style.formatting", "references", References)
    sphinxcontrib.bibtex.plugin.register_plugin("sphinxcontrib.bibtex.style.referencing", "references", Citing)
    app.connect("env-before-read-docs", tell_years_apart)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
