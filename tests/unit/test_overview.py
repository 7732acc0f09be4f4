"""Every claim of every quantity is in its small chart, on a scale that starts at zero."""

from __future__ import annotations

import pytest

from evidence import claims
from evidence.charts import overview
from tests.unit import synthetic

ROWS = [
    {"as_of": "2023-11-02", "best": 2000},
    {"as_of": "2024-06-14", "low": 9000, "high": 11000},
    {"as_of": "2025-02", "best": 28000, "basis": "capacity"},
]


def panels(*names: str) -> dict:
    return dict.fromkeys(names, claims.of(synthetic.table(*ROWS), "boxes"))


def test_each_claim_has_its_mark_in_each_panel() -> None:
    fig = overview.small(panels("Boxes", "Shells", "Guns"))
    assert [ax.get_title(loc="left") for ax in fig.axes] == ["Boxes", "Shells", "Guns"]
    for ax in fig.axes:
        marks = [line.get_ydata()[0] for line in ax.lines if line.get_marker() == "o"]
        assert marks == [2000, 10000, 28000]
        assert ax.get_ylim()[0] == 0 and ax.get_ylim()[1] > 28000


def test_a_limit_is_in_view() -> None:
    fig = overview.small(panels("Oil"), cap={"Oil": 50_000})
    assert fig.axes[0].get_ylim()[1] > 50_000
    assert [tick.get_text() for tick in fig.axes[0].get_yticklabels()] == ["0", "50,000"]


def test_titles_stay_inside_the_picture() -> None:
    fig = overview.small(panels("Soldiers killed or wounded", "Soldiers killed or wounded"))
    fig.draw_without_rendering()
    assert max(ax.title.get_window_extent().x1 for ax in fig.axes) <= fig.bbox.x1
    assert max(ax._left_title.get_window_extent().x1 for ax in fig.axes) <= fig.bbox.x1


def test_an_empty_panel_is_named() -> None:
    empty = panels("Boxes")["Boxes"].iloc[:0]
    with pytest.raises(ValueError, match="Nothing found"):
        overview.small({**panels("Boxes"), "Nothing found": empty})
