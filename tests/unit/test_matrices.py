"""Who says what: each assertion has its mark, in its row and column, with the best grade beside it."""

from __future__ import annotations

from itertools import combinations

import pandas as pd
import pytest
from matplotlib.figure import Figure

from evidence import tables, transfers
from evidence.charts import matrices, style
from tests.unit.test_charts import box, overlap, texts
from tests.unit.test_palette import CONTRAST, GROUNDS, contrast

HEADS = {"East": {"a": "Apples", "b": "Bread"}, "West": {"c": "Cider", "d": "Dill"}}
ROWS = [
    ("a", "rok", "claimed", "C"),
    ("a", "rok", "claimed", "B"),
    ("a", "rok", "denied", "D"),
    ("a", "rok", "possible", "A"),
    ("a", "us", "claimed", "B"),
    ("c", "allied", "reported", "F"),
    ("c", "us", "claimed", "B"),
]
"""Three statuses in one cell; two sides that share a column; no assertion of bread or dill."""


def frame(rows=ROWS) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["item", "side", "status", "reliability"])


def marks(fig: Figure) -> list[tuple[str, float, float]]:
    """Status and place of every mark below the key."""
    ax = fig.axes[0]
    found = [(line.get_gid(), *line.get_xydata()[0]) for line in ax.lines if line.get_gid()]
    return [mark for mark in found if mark[2] > 44]


def places(fig: Figure) -> dict[str, tuple[float, float]]:
    return {text.get_text(): text.get_position() for text in fig.axes[0].texts}


@pytest.fixture(scope="module")
def drawn() -> Figure:
    return matrices.by_side(frame(), HEADS)


@pytest.fixture(scope="module")
def of_the_book(book: tables.Evidence) -> Figure:
    items = {**transfers.GIVEN, **transfers.RETURNED}
    return matrices.by_side(transfers.assertions(book), {"All": {key: item.name for key, item in items.items()}})


def test_a_status_is_drawn_once_in_a_cell_with_the_best_grade() -> None:
    cells = matrices.cells(frame()).set_index(["item", "column", "status"])
    assert len(cells) == 6
    assert cells.loc[("a", "South Korea", "claimed"), "reliability"] == "B"


def test_each_mark_stands_in_its_row_right_of_the_names(drawn: Figure) -> None:
    where = places(drawn)
    assert len(marks(drawn)) == 6
    rows = {
        name: [mark[0] for mark in marks(drawn) if abs(mark[2] - where[name][1]) < 20] for name in ("Apples", "Cider")
    }
    assert sorted(rows["Apples"]) == ["claimed", "claimed", "denied", "possible"]
    assert sorted(rows["Cider"]) == ["claimed", "reported"]


def test_sides_of_one_column_stand_in_one_place(drawn: Figure) -> None:
    us = [x for status, x, y in marks(drawn) if abs(y - places(drawn)["Cider"][1]) < 2]
    assert max(us) - min(us) == pytest.approx(matrices.SLOT)


def test_a_third_mark_goes_on_the_next_line(drawn: Figure) -> None:
    heights = {y for _, _, y in marks(drawn) if abs(y - places(drawn)["Apples"][1]) < 20}
    assert len(heights) == 2


def test_things_of_which_nobody_speaks_are_left_out(drawn: Figure) -> None:
    assert not {"Bread", "Dill"} & set(places(drawn))


@pytest.mark.parametrize(
    ("row", "missing"),
    [
        (("a", "rok", "stolen", "B"), "stolen"),
        (("a", "mars", "claimed", "B"), "mars"),
        (("z", "rok", "claimed", "B"), "z"),
    ],
)
def test_what_has_no_place_is_refused(row: tuple[str, ...], missing: str) -> None:
    with pytest.raises(KeyError, match=missing):
        matrices.by_side(frame([row]), HEADS)


def test_marks_differ_in_shape_or_filling() -> None:
    forms = [(mark.marker, filling) for mark, filling in matrices.MARKS.values()]
    assert len(set(forms)) == len(forms)


@pytest.mark.parametrize("colour", [matrices.FIRM, matrices.OPEN, matrices.AGAINST])
@pytest.mark.parametrize("ground", GROUNDS.values())
def test_marks_are_seen_on_both_grounds(colour: str, ground: str) -> None:
    assert contrast(colour, ground) >= CONTRAST


def test_the_matrix_of_the_book_is_legible(of_the_book: Figure) -> None:
    of_the_book.draw_without_rendering()
    said = texts(of_the_book)
    inside = [box(text) for text in said]
    assert all(each.x0 >= -1 and each.x1 <= of_the_book.bbox.x1 + 1 and each.y0 >= 0 for each in inside)
    upright = [(text.get_text(), box(text)) for text in said if not text.get_rotation()]
    covered = [(a, b) for (a, one), (b, other) in combinations(upright, 2) if overlap(one, other) > 2]
    assert covered == []
    assert min(text.get_fontsize() for text in said) >= 11.5
    assert of_the_book.get_figwidth() == style.WIDTH
