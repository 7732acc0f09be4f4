"""Origins are counted, not pages; what a summary rests on has two of them in two cases out of three."""

from __future__ import annotations

import pandas as pd
import pytest

from evidence import ROOT, origins, tables

SOURCES = pd.DataFrame(
    [
        ("a", "Daily A", "Yonhap"),
        ("b", "Daily B", "Yonhap, Reuters"),
        ("c", "Yonhap", ""),
        ("d", "Daily D", ""),
        ("e", "KBS World", ""),
        ("f", "KBS", ""),
    ],
    columns=["key", "author", "origin"],
).set_index("key", drop=False)


@pytest.mark.parametrize(("cell", "number"), [("a", 1), ("a;b;c", 1), ("a;d", 2), ("e;f", 1), ("c;d;e", 3)])
def test_reprints_of_one_agency_are_one_origin(cell: str, number: int) -> None:
    assert origins.count(pd.DataFrame({"sources": [cell]}), SOURCES).tolist() == [number]


CHAPTER = """# T
## In brief

- One {cite:p}`a,b`. Two ({numref}`fig`; {cite:t}`c`).

## Next
{cite:p}`d`
"""


def test_a_summary_rests_on_the_rows_of_the_pages_it_cites() -> None:
    frame = pd.DataFrame({"chapter": ["arms", "arms", "troops"], "sources": ["x;b", "d", "c"]})
    assert origins.brief(CHAPTER) == {"a", "b", "c"}
    assert origins.behind(CHAPTER, "arms", frame).index.tolist() == [0]


def test_a_chapter_without_summary_is_named_as_such() -> None:
    with pytest.raises(ValueError, match="In brief"):
        origins.brief("# T\n\n## Next\n")


def test_two_of_three_rows_behind_the_summaries_have_two_origins(book: tables.Evidence) -> None:
    counts = []
    for chapter in origins.CHAPTERS:
        text = (ROOT / "chapters" / f"{chapter}.md").read_text(encoding="utf-8")
        for frame in (book.claims, book.events):
            counts.append(origins.count(origins.behind(text, chapter, frame), book.sources))
    every = pd.concat(counts)
    assert (every > 1).mean() >= 2 / 3, f"{(every > 1).sum()} of {len(every)}"
