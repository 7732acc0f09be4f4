"""How the list of references is set: publisher, title, day, address, the day it was seen.

A pybtex style of its own, because the sources are web pages of one kind: the general style
takes two seconds for a thousand of them at every build, this one a twentieth of that.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pybtex.plugin
from pybtex.richtext import HRef, Text
from pybtex.style import FormattedEntry
from pybtex.style.formatting import BaseStyle
from pybtex.style.sorting import BaseSortingStyle
from sphinx.application import Sphinx

from evidence.words import date

ESCAPED = re.compile(r"\\([&%$#_])")


class ByPublisher(BaseSortingStyle):  # type: ignore[misc]
    """Sort by publisher, then by day, then by key."""

    def sorting_key(self, entry: Any) -> tuple[str, str, str]:
        """What an entry is sorted by."""
        return (publisher(entry).casefold(), entry.fields.get("date", ""), entry.key)


class References(BaseStyle):  # type: ignore[misc]
    """Format the entries of references.bib."""

    default_sorting_style = ByPublisher
    default_label_style = "number"

    def format_entry(self, label: str, entry: Any, bib_data: Any = None) -> FormattedEntry:
        """One line of the list."""
        url, day = entry.fields["url"], entry.fields.get("date", "")
        after = f", after {plain(entry.fields['origin'])}" if "origin" in entry.fields else ""
        text = Text(
            f"{publisher(entry)}{after}. {plain(entry.fields['title'])}. {date(day) if day else 'No date'}. ",
            HRef(url, url),
            f" (seen {date(entry.fields['urldate'])}).",
        )
        return FormattedEntry(entry.key, text, label)


def publisher(entry: Any) -> str:
    """Who published a page."""
    return " and ".join(plain(str(person)) for person in entry.persons.get("author", []))


def plain(text: str) -> str:
    """A BibTeX field without braces and escapes."""
    return ESCAPED.sub(r"\1", text.replace("{", "").replace("}", ""))


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the extension."""
    # pybtex scans every installed distribution at each of some fifty look-ups a page.
    pybtex.plugin._load_entry_point = cache(pybtex.plugin._load_entry_point)
    pybtex.plugin.register_plugin("pybtex.style.formatting", "references", References)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
