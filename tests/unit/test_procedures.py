"""Steps stand at their day, in their order, and their words do not overlap; bars and rates are drawn as given."""

from __future__ import annotations

from itertools import pairwise

import matplotlib.dates as mdates
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.charts import intervals, parts, procedures, style
from evidence.charts.timelines import Mark
from evidence.mime import GROUND
from tests.unit.test_palette import CONTRAST, GROUNDS, contrast

ROWS = [
    ("2024-12-04", "In force"),
    ("2024-06-19", "Signed"),
    ("2024-11-09", "One signs"),
    ("2024-11-11", "The other signs, after a session of which nothing but the day has become known to anybody"),
    ("2024-11", "Somebody votes"),
]


def frame(rows=ROWS) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["start", "label"]).assign(
        day=lambda table: pd.to_datetime(table["start"], format="ISO8601")
    )


def marks(ax) -> list:
    return [line for line in ax.lines if line.get_marker() == "o"]


def test_each_step_is_drawn_at_its_day_the_earliest_on_top() -> None:
    ax = procedures.line(frame(), height=4).axes[0]
    days = sorted(mdates.date2num(frame()["day"].dt.to_pydatetime()))
    assert [float(line.get_ydata()[0]) for line in marks(ax)] == days
    low, high = ax.get_ylim()
    assert low > high


def test_words_of_steps_keep_their_order_and_do_not_overlap() -> None:
    fig = procedures.line(frame(), height=2)
    fig.draw_without_rendering()
    boxes = [text.get_window_extent() for text in fig.axes[0].texts]
    assert fig.axes[0].texts[0].get_text().startswith("19 June 2024")
    for upper, lower in pairwise(boxes):
        assert upper.y0 >= lower.y1
    assert boxes[0].y1 <= fig.bbox.y1 and boxes[-1].y0 >= 0 and max(box.x1 for box in boxes) <= fig.bbox.x1


def test_a_step_is_hollow_where_the_day_is_not_known() -> None:
    ax = procedures.line(frame(), height=4).axes[0]
    assert [line.get_markerfacecolor() == GROUND for line in marks(ax)].count(True) == 1


@pytest.mark.parametrize("years", [1, 3, 8, 25])
def test_there_is_room_for_the_dates_beside_the_line(years: int) -> None:
    rows = [("2024-01-15", "First"), (f"{2024 + years}-01-15", "Last")]
    assert 1 <= len(procedures.line(frame(rows), height=4).axes[0].get_yticks()) <= procedures.TICKS + 1


@given(st.lists(st.tuples(st.floats(0, 300), st.floats(1, 40)), min_size=1, max_size=8))
def test_boxes_are_moved_apart_and_no_further_than_needed(boxes: list[tuple[float, float]]) -> None:
    centres = sorted(centre for centre, _ in boxes)
    sizes = [size for _, size in boxes]
    moved = procedures.apart(centres, sizes, -1000, 1000)
    gaps = [after - before for before, after in pairwise(moved)]
    needed = [(a + b) / 2 for a, b in pairwise(sizes)]
    assert all(gap >= need - 1e-6 for gap, need in zip(gaps, needed, strict=True))
    if all(b - a >= need for a, b, need in zip(centres, centres[1:], needed, strict=False)):
        assert moved == pytest.approx(centres)


PARTS = {"yes": Mark("for", "#2f7fc1", "s"), "no": Mark("against", "#cc4b37", "s")}


def whole(**columns: list) -> pd.DataFrame:
    return pd.DataFrame(
        {"label": ["March", "May"], "text": ["3 to 1", "0 to 2"], "yes": [3, 0], "no": [1, 2], **columns}
    )


def test_parts_follow_each_other_and_fill_the_whole() -> None:
    ax = parts.bars(whole(), PARTS).axes[0]
    ends = sorted((round(bar.get_y(), 2), bar.get_x(), bar.get_x() + bar.get_width()) for bar in ax.patches)
    assert [end[1:] for end in ends] == [(0, 3), (3, 4), (0, 0), (0, 2)]
    assert [text.get_text() for text in ax.texts][:2] == ["March: 3 to 1", "May: 0 to 2"]


@pytest.mark.parametrize("wrong", [[None, 1], [-1, 1]])
def test_a_part_without_a_number_is_refused(wrong: list) -> None:
    with pytest.raises(ValueError, match="at least 0"):
        parts.bars(whole(no=wrong), PARTS)


RATES = pd.DataFrame(
    {"label": ["before", "after"], "text": ["none", "some"], "value": [0.0, 3.0], "low": [0.0, 2.4], "high": [0.2, 3.8]}
).assign(side=["independent", "rok"])


def test_a_rate_stands_in_its_interval() -> None:
    ax = intervals.rates(RATES, title="A month").axes[0]
    dots = [float(line.get_xdata()[0]) for line in marks(ax)]
    spans = [tuple(map(float, line.get_xdata())) for line in ax.lines if len(line.get_xdata()) == 2]
    assert dots == [0, 3] and spans == [(0, 0.2), (2.4, 3.8)]
    assert ax.get_xlim()[0] == 0 and ax.get_xlim()[1] > 3.8


def test_a_rate_outside_its_interval_is_refused() -> None:
    with pytest.raises(ValueError, match="outside"):
        intervals.rates(RATES.assign(low=[0.1, 1]), title="A month")


@pytest.mark.parametrize("ground", GROUNDS.values())
def test_the_colour_of_steps_is_seen_on_both_grounds(ground: str) -> None:
    assert contrast(procedures.COLOUR, ground) >= CONTRAST


def test_the_house_width_is_kept() -> None:
    figures = [procedures.line(frame(), height=4), parts.bars(whole(), PARTS), intervals.rates(RATES, title="A month")]
    assert {fig.get_figwidth() for fig in figures} == {style.WIDTH}
