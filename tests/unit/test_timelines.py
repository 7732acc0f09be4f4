"""Every event has its mark, in its lane and at its day; counts are drawn as counted."""

from __future__ import annotations

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
import pytest

from evidence import claims
from evidence.charts import counts, style, timelines
from evidence.mime import GROUND
from tests.unit import synthetic
from tests.unit.test_palette import CONTRAST, GROUNDS, contrast

ORDER = {"leader": "Leaders", "minister": "Ministers", "deputy": "Deputies"}
ROWS = [
    ("2024-01-01", "minister", "dprk_to_russia"),
    ("2024-01-02", "minister", "russia_to_dprk"),
    ("2024-01-02", "minister", "russia_to_dprk"),
    ("2024-06", "leader", "mutual"),
    ("2025-06-30", "leader", "mutual"),
]


def frame(rows=ROWS) -> pd.DataFrame:
    events = pd.DataFrame(rows, columns=["start", "rank", "direction"])
    return events.assign(day=pd.to_datetime(events["start"], format="ISO8601"))


def lanes(events: pd.DataFrame):
    return timelines.lanes(events, lane="rank", order=ORDER, by="direction", marks=timelines.TRAVEL)


def points(fig) -> list[tuple[float, float, str]]:
    ax = fig.axes[0]
    lines = [line for line in ax.lines if line.get_transform() == ax.transData and line.get_marker() != "None"]
    return [(x, y, line.get_markerfacecolor()) for line in lines for x, y in zip(*line.get_data(), strict=True)]


def test_each_event_is_drawn_at_its_day() -> None:
    drawn = sorted(x for x, _, _ in points(lanes(frame())))
    assert drawn == sorted(mdates.date2num(pd.to_datetime(frame()["start"], format="ISO8601").dt.to_pydatetime()))


def test_marks_of_a_lane_do_not_touch() -> None:
    fig = lanes(frame())
    fig.draw_without_rendering()
    pixels = fig.axes[0].transData.transform([(x, y) for x, y, _ in points(fig)])
    near = [np.hypot(*(a - b)) for place, a in enumerate(pixels) for b in pixels[:place]]
    assert min(near) > timelines.SIZE * fig.dpi / 72 * 0.9


def test_a_mark_is_hollow_where_the_day_is_not_known() -> None:
    hollow = [mdates.num2date(x).strftime("%Y-%m") for x, _, face in points(lanes(frame())) if face == GROUND]
    assert hollow == ["2024-06"]


def test_lanes_say_how_many_and_empty_ones_are_left_out() -> None:
    texts = [each.get_text() for each in lanes(frame()).axes[0].texts]
    assert "Ministers: 3" in texts and "Leaders: 2" in texts
    assert not [each for each in texts if each.startswith("Deputies")]


def test_an_unknown_lane_or_mark_is_refused() -> None:
    with pytest.raises(KeyError, match="cook"):
        lanes(frame([("2024-01-01", "cook", "mutual")]))


@pytest.mark.parametrize("mark", timelines.TRAVEL.values(), ids=lambda mark: mark.name)
@pytest.mark.parametrize("ground", GROUNDS.values())
def test_colours_of_travel_are_seen_on_both_grounds(mark: timelines.Mark, ground: str) -> None:
    assert contrast(mark.colour, ground) >= CONTRAST


def test_directions_differ_in_shape_as_well_as_in_colour() -> None:
    shapes = {name: mark.marker for name, mark in timelines.TRAVEL.items()}
    assert len({shapes["dprk_to_russia"], shapes["russia_to_dprk"], shapes["mutual"]}) == 3


def test_bars_stack_to_the_count_of_their_period() -> None:
    index = pd.period_range("2024Q1", "2024Q4", freq="Q")
    table = pd.DataFrame({"dprk_to_russia": [1, 0, 2, 3], "russia_to_dprk": [4, 0, 1, 1]}, index=index)
    others = pd.DataFrame({"first": [index[0]], "last": [index[1]], "value": [9.0], "label": ["Seoul"]})
    ax = counts.stacked(table, timelines.TRAVEL, height=3, others=others).axes[0]
    tops: dict[float, float] = {}
    for bar in ax.patches:
        place = round(bar.get_x() + bar.get_width() / 2)
        tops[place] = max(tops.get(place, 0), bar.get_y() + bar.get_height())
    assert tops == {0: 5, 1: 0, 2: 3, 3: 4}
    assert ax.get_ylim()[1] > 9
    assert "Seoul" in [each.get_text() for each in ax.texts]


def test_a_part_without_a_mark_is_refused() -> None:
    table = pd.DataFrame({"sideways": [1]}, index=pd.period_range("2024Q1", "2024Q1", freq="Q"))
    with pytest.raises(KeyError, match="sideways"):
        counts.stacked(table, timelines.TRAVEL, height=3)


def test_a_year_without_a_figure_is_a_gap_that_says_so() -> None:
    rows = [
        {"as_of": year, "claimed_on": "2026", "best": value} for year, value in (("2019", 3), ("2020", 2), ("2023", 5))
    ]
    fig = counts.by_year({"Trade": claims.of(synthetic.table(*rows), "boxes")}, height=3)
    said = [each.get_text() for each in fig.axes[0].texts]
    assert said.count("no figure found") == 2
    marks = [line for line in fig.axes[0].lines if line.get_marker() == "o"]
    assert sorted(x for line in marks for x in line.get_xdata()) == [2019, 2020, 2023]


def test_the_house_width_is_kept() -> None:
    assert lanes(frame()).get_figwidth() == style.WIDTH
