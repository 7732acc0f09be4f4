"""Charts say what the claims say: every mark in view, every name legible, bounds and capacities marked."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from itertools import combinations, pairwise
from typing import Any

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Annotation, Text
from matplotlib.transforms import Bbox

from evidence import claims, tables, words
from evidence.charts import estimates, periods, ranges, style
from evidence.mime import GROUND
from evidence.models import munitions
from tests.unit.synthetic import table


def boxes(*rows: dict[str, Any]) -> pd.DataFrame:
    """Claims of boxes with what a chart draws of each; ``label`` is the speaker's name."""
    return claims.of(table(*rows), "boxes").assign(label=lambda frame: frame["name"])


def crowd(*values: float) -> pd.DataFrame:
    """One claimant for each value, the first half a year before the others."""
    return boxes(
        *(
            {"best": value, "claimant": f"Speaker number {number}", "as_of": "2024-06-01" if number else "2023-06-01"}
            for number, value in enumerate(values)
        )
    )


def settle(fig: Figure) -> Figure:
    """Lay the figure out once, as a page does."""
    fig.draw_without_rendering()
    fig.set_layout_engine("none")
    return fig


def texts(fig: Figure) -> list[Text]:
    """Every text that the figure shows; ticks beyond the ends of an axis are not shown."""
    hidden: set[Text] = set()
    for axis in (axis for ax in fig.axes for axis in (ax.xaxis, ax.yaxis)):
        low, high = sorted(axis.get_view_interval())
        for tick in axis.get_major_ticks():
            labels = {tick.label1, tick.label2}
            hidden |= (
                labels if not low <= tick.get_loc() <= high else {each for each in labels if not each.get_visible()}
            )
    found = fig.findobj(lambda each: isinstance(each, Text) and each.get_visible() and bool(each.get_text().strip()))
    return [text for text in found if text not in hidden]


def box(text: Text) -> Bbox:
    """Where the text itself stands, without the arrow of an annotation."""
    return Text.get_window_extent(text)


def overlap(first: Bbox, second: Bbox) -> float:
    """Pixels by which two boxes overlap; below 0 where they do not."""
    return min(min(first.x1, second.x1) - max(first.x0, second.x0), min(first.y1, second.y1) - max(first.y0, second.y0))


def names(ax: Axes, frame: pd.DataFrame) -> list[Text]:
    """The texts that name the lines of a panel."""
    return [text for text in ax.texts if text.get_text().strip() in set(frame["name"])]


def arrows(ax: Axes) -> list[Bbox]:
    """Where the arrows of open bounds are drawn."""
    renderer = ax.figure.canvas.get_renderer()
    found = (each for each in ax.texts if isinstance(each, Annotation) and each.arrow_patch is not None)
    return [each.arrow_patch.get_window_extent(renderer) for each in found]


def dots(ax: Axes) -> list[Line2D]:
    """The dots of single figures."""
    return [line for line in ax.lines if line.get_marker() == "o"]


def bars(ax: Axes) -> list[Line2D]:
    """The thick lines of ranges."""
    return [line for line in ax.lines if line.get_linewidth() >= 4]


def position(line: Line2D, axis: int) -> list[float]:
    """The numbers along one axis that a line joins, dates as days."""
    data = line.get_data(orig=False)[axis]
    return [float(value) for value in data]


def dates(line: Line2D) -> tuple[pd.Timestamp, pd.Timestamp]:
    """First and last day of a line."""
    first, last = (mdates.num2date(value, tz=None).replace(tzinfo=None) for value in position(line, 0))
    return pd.Timestamp(first), pd.Timestamp(last)


# ---- the data of the book -------------------------------------------------------------------


def said(book: tables.Evidence, *metrics: str) -> pd.DataFrame:
    """The claims that a chapter draws."""
    return claims.own(claims.of(book.claims, *metrics))


def shells(book: tables.Evidence) -> Figure:
    drawn = said(book, "shells_delivered")
    capacity = drawn["basis"].isin(claims.CAPACITY)
    return estimates.through_time({"What they would hold": drawn[capacity], "Delivered": drawn[~capacity]}, height=4.4)


def fire(book: tables.Evidence) -> Figure:
    panels = {
        title: (lambda rows: rows[(rows["credibility"] < 5) & (rows["basis"] != "forecast")])(said(book, metric))
        for title, metric in (("Russian shells", "russian_fire_daily"), ("Ukrainian shells", "ukrainian_fire_daily"))
    }
    return periods.levels(panels, ticks=[1000, 2000, 5000, 10000, 20000, 50000, 80000], height=4.0)


def a_container(book: tables.Evidence) -> Figure:
    pairs = claims.pairs(book.claims, "shells_delivered", "containers_shipped")
    pairs["label"] = pairs["name"] + ", " + pairs["claimed_on"].map(words.date)
    holds = munitions.rounds_per_container(book.parameters)
    bands = tuple(ranges.Band(*each, f"{name}, as the model has it") for name, each in holds.items())
    return ranges.side_by_side(pairs, title="Shells a container", bands=bands)


def share(book: tables.Evidence) -> Figure:
    rows = said(book, "dprk_share_all", "dprk_share_axis", "dprk_share_need", "dprk_share_ammunition")
    rows["label"] = rows["name"] + ", " + rows["claimed_on"].map(words.date)
    rows["head"] = rows["metric"].map(book.metrics["title"])
    return ranges.side_by_side(rows, title="Percent", heads="head", limit=100, unit=" %")


def through(*metrics: str, height: float) -> Callable[[tables.Evidence], Figure]:
    return lambda book: estimates.through_time({metric: said(book, metric) for metric in metrics}, height=height)


DRAWN: dict[str, Callable[[tables.Evidence], Figure]] = {
    "containers": through("containers_shipped", height=6.2),
    "voyages": through("voyages", height=4.8),
    "missiles": through("missiles_delivered", "missiles_launched", height=3.7),
    "guns": through("long_range_artillery_delivered", height=4.2),
    "shells": shells,
    "fire": fire,
    "a_container": a_container,
    "share": share,
}


@pytest.fixture(scope="module", params=DRAWN)
def drawn(request: pytest.FixtureRequest, book: tables.Evidence) -> Figure:
    """A chart of the data of the book."""
    return settle(DRAWN[request.param](book))


def test_text_stays_inside_the_figure(drawn: Figure) -> None:
    frame = drawn.bbox
    places = [(text.get_text(), box(text)) for text in texts(drawn)]
    outside = [text for text, each in places if min(each.p0) < 0 or each.x1 > frame.x1 or each.y1 > frame.y1]
    assert len(places) > 5
    assert outside == []


def test_no_text_covers_another(drawn: Figure) -> None:
    """A letter's box is a little larger than its ink: 2 of 100 pixels an inch are let pass."""
    places = [(text.get_text(), box(text)) for text in texts(drawn)]
    covered = [
        (first, second)
        for (first, one), (second, other) in combinations(places, 2)
        if overlap(one, other) > 2 * drawn.dpi / 100
    ]
    assert covered == []


def test_no_mark_is_cut_off(drawn: Figure) -> None:
    for ax in drawn.axes:
        for line in (*dots(ax), *bars(ax)):
            pixels = ax.transData.transform(np.column_stack([position(line, 0), position(line, 1)]))
            assert (pixels >= ax.bbox.p0 - 0.5).all() and (pixels <= ax.bbox.p1 + 0.5).all(), pixels


def test_a_chart_is_no_wider_than_a_phone_can_show(drawn: Figure) -> None:
    assert drawn.get_size_inches()[0] == style.WIDTH == 6
    assert min(text.get_fontsize() for text in texts(drawn)) >= 11.5


# ---- spread ---------------------------------------------------------------------------------

POSITIONS = st.lists(st.floats(-1e3, 1e3), max_size=12)
GAPS = st.floats(0.1, 100)


@given(POSITIONS, GAPS)
def test_spread_keeps_the_order_and_the_gap(positions: list[float], gap: float) -> None:
    placed = style.spread(positions, gap)
    assert len(placed) == len(positions)
    ranked = [placed[index] for index in np.argsort(positions, kind="stable")]
    assert all(after - before >= gap - 1e-6 for before, after in pairwise(ranked))


@given(POSITIONS, GAPS)
def test_spread_moves_no_label_that_has_room(positions: list[float], gap: float) -> None:
    roomy = [value + 2 * gap * rank for rank, value in enumerate(sorted(positions))]
    assert style.spread(roomy, gap) == pytest.approx(roomy, abs=1e-6)


@given(POSITIONS, GAPS, st.data())
def test_spread_moves_labels_no_further_than_any_other_arrangement(
    positions: list[float], gap: float, data: st.DataObject
) -> None:
    order = np.argsort(positions, kind="stable")
    steps = data.draw(st.lists(st.floats(0, 50), min_size=len(positions), max_size=len(positions)))
    start = data.draw(st.floats(-1e3, 1e3))
    other = np.empty(len(positions))
    other[order] = start + np.cumsum(np.asarray(steps, dtype=float) + gap)
    moved, rival = (np.square(np.subtract(each, positions)).sum() for each in (style.spread(positions, gap), other))
    assert moved <= rival * (1 + 1e-9) + 1e-6


def test_spread_of_two_labels_in_one_place() -> None:
    assert style.spread([10, 10], 4) == [8, 12]
    assert style.spread([], 4) == []


# ---- names ----------------------------------------------------------------------------------

CROWDS = {
    "all_in_one_place": (50.0,) * 8 + (100.0,),
    "on_the_floor": (1.0,) * 6 + (100.0,),
    "on_the_ceiling": (1.0,) + (100.0,) * 6,
    "close": tuple(50.0 + number for number in range(10)),
    "spread_out": (10.0, 40.0, 70.0, 100.0),
}


TITLE = "Ballistic missiles fired at Ukraine, running total"
"""As long as a title in the book."""


@pytest.fixture(scope="module", params=CROWDS)
def crowded(request: pytest.FixtureRequest) -> tuple[pd.DataFrame, Figure]:
    """Claims and their chart of two panels."""
    frame = crowd(*CROWDS[request.param])
    return frame, settle(estimates.through_time({TITLE: frame, "Lower panel": frame}, height=3.7))


def test_names_do_not_overlap(crowded: tuple[pd.DataFrame, Figure]) -> None:
    frame, fig = crowded
    for ax in fig.axes:
        places = [box(text) for text in names(ax, frame)]
        assert len(places) == len(frame)
        assert max(overlap(first, second) for first, second in combinations(places, 2)) <= 0


def test_names_stay_clear_of_titles_and_axes(crowded: tuple[pd.DataFrame, Figure]) -> None:
    frame, fig = crowded
    written = [text for ax in fig.axes for text in names(ax, frame)]
    others = [text for text in texts(fig) if text not in written]
    assert TITLE in {text.get_text() for text in others}
    places = {text: box(text) for text in (*written, *others)}
    covered = [
        (name.get_text(), other.get_text())
        for name in written
        for other in others
        if overlap(places[name], places[other]) > 0
    ]
    assert covered == []


def test_names_stand_in_the_order_of_the_last_figures_led_by_a_line_in_the_colour_of_the_side() -> None:
    frame = boxes(
        {"best": 90, "claimant": "gur", "as_of": "2023-01-31"},
        {"best": 30, "claimant": "gur", "as_of": "2024-06-30"},
        {"best": 60, "claimant": "state", "as_of": "2024-02-29"},
        {"best": 61, "claimant": "osc", "as_of": "2024-03-31"},
    )
    fig = settle(estimates.through_time({"Boxes": frame}, height=4))
    written = sorted(names(fig.axes[0], frame), key=lambda text: box(text).y0, reverse=True)
    assert [text.get_text().strip() for text in written] == ["Open Source Centre", "State Department", "GUR, Kyiv"]
    leaders = [line.get_color() for line in fig.axes[0].get_lines() if line.get_linewidth() == 1.0]
    assert set(leaders) == {style.SIDES[side] for side in ("independent", "us", "ukraine")}


def test_names_stand_right_of_every_mark() -> None:
    frame = crowd(10, 50, 90)
    fig = settle(estimates.through_time({"Boxes": frame}, height=4))
    ax = fig.axes[0]
    last = max(ax.transData.transform((position(dot, 0)[0], 0))[0] for dot in dots(ax))
    assert min(box(name).x0 for name in names(ax, frame)) > last


# ---- through time ---------------------------------------------------------------------------


def test_each_claim_is_a_dot_at_its_day_and_figure() -> None:
    frame = boxes({"best": 10, "as_of": "2023-06-01"}, {"best": 40, "as_of": "2024-11"}, {"low": 70, "as_of": "2025"})
    marks = dots(estimates.through_time({"Boxes": frame}, height=4).axes[0])
    assert [position(dot, 1)[0] for dot in marks] == [10, 40, 70]
    assert [position(dot, 0)[0] for dot in marks] == pytest.approx(mdates.date2num(frame["day"].dt.to_pydatetime()))


@pytest.mark.parametrize(("basis", "hollow"), [("capacity", True), ("derived", True), ("assessed", False)])
def test_a_capacity_is_hollow(basis: str, hollow: bool) -> None:
    frame = boxes(
        {"best": 10, "as_of": "2023-06-01", "basis": basis}, {"best": 20, "as_of": "2024-06-01", "basis": basis}
    )
    colour = style.SIDES["rok"]
    for fig in (estimates.through_time({"Boxes": frame}, height=4), ranges.side_by_side(frame, title="Boxes")):
        marks = dots(fig.axes[0])
        assert len(marks) == 2
        assert {to_hex(dot.get_markerfacecolor()) for dot in marks} == {GROUND if hollow else colour}
        assert {to_hex(dot.get_markeredgecolor()) for dot in marks} == {colour}


BOUNDS = {"at least": {"low": 50}, "at most": {"high": 50}}
OTHER = {"best": 100, "as_of": "2023-01-01", "claimant": "gur"}


@pytest.mark.parametrize("bound", BOUNDS)
def test_an_open_bound_is_an_arrow_away_from_its_dot(bound: str) -> None:
    frame = boxes({**BOUNDS[bound], "as_of": "2024-01-01"}, OTHER)
    sign = 1 if bound == "at least" else -1

    ax = settle(estimates.through_time({"Boxes": frame}, height=4)).axes[0]
    (arrow,) = arrows(ax)
    dot = ax.transData.transform((mdates.date2num(pd.Timestamp("2024-01-01")), 50))
    assert arrow.x0 < dot[0] < arrow.x1
    assert sign * ((arrow.y0 + arrow.y1) / 2 - dot[1]) > 5

    ax = settle(ranges.side_by_side(frame, title="Boxes")).axes[0]
    (arrow,) = arrows(ax)
    (dot,) = (ax.transData.transform((50, position(each, 1)[0])) for each in dots(ax) if position(each, 0) == [50])
    assert arrow.y0 < dot[1] < arrow.y1
    assert sign * ((arrow.x0 + arrow.x1) / 2 - dot[0]) > 5

    ax = settle(periods.levels({"Boxes": frame}, ticks=[10, 50, 100], height=4)).axes[0]
    (arrow,) = arrows(ax)
    assert sign * ((arrow.y0 + arrow.y1) / 2 - ax.transData.transform((0, 50))[1]) > 5


def test_a_figure_without_a_bound_has_no_arrow() -> None:
    frame = boxes({"best": 5, "as_of": "2023-01-01"}, {"low": 4, "best": 5}, {"low": 4, "high": 8})
    for fig in (
        estimates.through_time({"Boxes": frame}, height=4),
        ranges.side_by_side(frame, title="Boxes"),
        periods.levels({"Boxes": frame}, ticks=[1, 10], height=4),
    ):
        assert arrows(settle(fig).axes[0]) == []


@pytest.mark.parametrize("kind", ["through_time", "side_by_side"])
def test_an_arrow_near_zero_stays_in_the_figure_and_off_the_labels_of_the_axis(kind: str) -> None:
    frame = boxes({"high": 1, "as_of": "2024-01-01"}, OTHER)
    if kind == "side_by_side":
        fig = settle(ranges.side_by_side(frame, title="Boxes"))
    else:
        fig = settle(estimates.through_time({"Boxes": frame}, height=4))
    ax = fig.axes[0]
    (arrow,) = arrows(ax)
    assert min(arrow.p0) >= 0
    labels = [text for text in texts(fig) if text in (*ax.get_xticklabels(), *ax.get_yticklabels())]
    assert labels
    assert [text.get_text() for text in labels if overlap(arrow, box(text)) > 0] == []


def test_a_range_is_drawn_as_a_range() -> None:
    frame = boxes({"low": 40, "best": 50, "high": 80, "as_of": "2023-06-01"}, {"best": 60, "as_of": "2024-06-01"})
    (bar,) = bars(estimates.through_time({"Boxes": frame}, height=4).axes[0])
    assert position(bar, 1) == [40, 80]
    (bar,) = bars(ranges.side_by_side(frame, title="Boxes").axes[0])
    assert position(bar, 0) == [40, 80]


def test_a_date_known_to_the_year_is_dotted_over_the_year() -> None:
    frame = boxes({"best": 10, "as_of": "2023-01-01"}, {"best": 20, "as_of": "2024"})
    (line,) = (line for line in estimates.through_time({"Boxes": frame}, height=4).axes[0].lines if line.is_dashed())
    assert dates(line) == (pd.Timestamp("2024-01-01"), pd.Timestamp("2024-12-31"))


def test_the_axis_of_totals_begins_at_zero_and_panels_share_it() -> None:
    few, many = crowd(3, 5), crowd(900, 1000)
    fig = estimates.through_time({"Few": few, "Many": many}, height=3)
    assert [ax.get_ylim()[0] for ax in fig.axes] == [0, 0]
    assert len({ax.get_ylim() for ax in fig.axes}) == len({ax.get_xlim() for ax in fig.axes}) == 1
    assert ranges.side_by_side(many, title="Many").axes[0].get_xlim()[0] == 0


def test_axes_speak_in_words_and_panels_carry_their_titles() -> None:
    fig = settle(estimates.through_time({"Shells, running total": crowd(2e6, 7e6)}, height=4))
    shown = {text.get_text() for text in texts(fig)}
    assert {"Shells, running total", "2 million", "2024"} <= shown


def test_claims_of_a_single_day_are_drawn_without_a_warning() -> None:
    """What a cell writes to stderr stops the build."""
    frame = boxes({"best": 10, "as_of": "2024-06-01"})
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        fig = settle(estimates.through_time({"Boxes": frame}, height=4))
    assert len(names(fig.axes[0], frame)) == 1


@pytest.mark.parametrize("kind", ["through_time", "levels"])
def test_claims_within_one_year_get_a_dated_axis(kind: str) -> None:
    frame = boxes({"best": 10, "as_of": "2024-03-01"}, {"best": 20, "as_of": "2024-10-01"})
    if kind == "levels":
        fig = settle(periods.levels({"Boxes": frame}, ticks=[1, 10, 100], height=4))
    else:
        fig = settle(estimates.through_time({"Boxes": frame}, height=4))
    assert any("2024" in text.get_text() for text in texts(fig))


def test_a_line_never_runs_back_in_time() -> None:
    frame = boxes(
        {"best": 10, "as_of": "2023-06-01"}, {"best": 30, "as_of": "2024-10-01"}, {"best": 20, "as_of": "2024"}
    )
    ax = estimates.through_time({"Boxes": frame}, height=4).axes[0]
    (line,) = (line for line in ax.lines if len(line.get_xdata()) == 3)
    assert position(line, 0) == sorted(position(line, 0))


# ---- periods --------------------------------------------------------------------------------


def test_a_rate_runs_from_the_first_day_it_covers_to_the_last() -> None:
    frame = boxes(
        {"best": 20, "as_of": "2023-01-01"},
        {"best": 30, "as_of": "2024-05", "period_start": "2024-01"},
    )
    line = periods.levels({"Boxes": frame}, ticks=[10, 100], height=3).axes[0].lines[-1]
    assert dates(line) == (pd.Timestamp("2024-01-01"), pd.Timestamp("2024-05-31"))
    assert position(line, 1) == [30, 30]


def test_a_rate_of_a_day_is_long_enough_to_see_and_a_rate_of_a_year_is_dotted() -> None:
    frame = boxes({"best": 20, "as_of": "2024"}, {"best": 30, "as_of": "2025-06-15"})
    year, day = periods.levels({"Boxes": frame}, ticks=[10, 100], height=3).axes[0].lines
    assert year.is_dashed() and not day.is_dashed()
    first, last = dates(day)
    assert last - first == periods.SHORTEST
    assert first < pd.Timestamp("2025-06-15") < last


def test_a_period_that_began_before_every_date_is_in_view() -> None:
    frame = boxes(
        {"best": 20, "as_of": "2023-06-01", "period_start": "2022-06"},
        {"best": 30, "as_of": "2024-06-01"},
    )
    ax = periods.levels({"Boxes": frame}, ticks=[10, 100], height=3).axes[0]
    assert min(position(line, 0)[0] for line in ax.lines) >= ax.get_xlim()[0]


@pytest.mark.parametrize("figure", [5.0, 500.0])
@pytest.mark.parametrize("kind", ["levels", "side_by_side"])
def test_a_claim_beyond_the_axis_is_not_lost_in_silence(kind: str, figure: float) -> None:
    frame = boxes({"best": 20, "as_of": "2023-01-01"}, {"best": figure, "as_of": "2024-01-01"})
    try:
        if kind == "levels":
            ax = periods.levels({"Boxes": frame}, ticks=[10, 30, 100], height=3).axes[0]
        else:
            ax = ranges.side_by_side(frame, title="Boxes", limit=100).axes[0]
    except ValueError:
        return  # the author is told
    low, high = ax.get_ylim() if kind == "levels" else ax.get_xlim()
    marks = [position(line, 1 if kind == "levels" else 0)[0] for line in ax.lines]
    assert figure in marks
    assert low <= min(marks) and max(marks) <= high


def test_panels_of_rates_name_who_speaks_in_which_colour() -> None:
    frame = boxes({"best": 20, "claimant": "gur", "as_of": "2023-01-01"}, {"best": 30, "claimant": "state"})
    fig = settle(periods.levels({"Boxes a day": frame}, ticks=[10, 100], height=3))
    written = [(text.get_text(), text.get_color()) for text in texts(fig)]
    for name, side in (("Ukraine", "ukraine"), ("United States", "us")):
        before = written[[text for text, _ in written].index(name) - 1]
        assert before == ("■", style.SIDES[side])
    assert "South Korea" not in dict(written)


# ---- side by side ---------------------------------------------------------------------------


def test_rows_stand_under_their_heads_from_the_top_with_their_figures() -> None:
    frame = boxes(
        {"best": 40, "claimant": "gur"},
        {"low": 35, "high": 50, "claimant": "state"},
        {"high": 70, "claimant": "osc"},
    ).assign(head=["Of all", "Of need", "Of all"])
    fig = settle(ranges.side_by_side(frame, title="Percent", heads="head", unit=" %"))
    lines = sorted(fig.axes[0].texts, key=lambda text: box(text).y0, reverse=True)
    assert [text.get_text() for text in lines if text.get_text()] == [
        "Of all",
        "GUR, Kyiv: 40 %",
        "Open Source Centre: at most 70 %",
        "Of need",
        "State Department: 35 to 50 %",
    ]


def test_a_band_covers_its_stretch_and_is_named() -> None:
    frame = crowd(100, 300)
    fig = settle(ranges.side_by_side(frame, title="Boxes", bands=(ranges.Band(150, 250, "what fits"),)))
    ax = fig.axes[0]
    extents = [patch.get_window_extent() for patch in ax.patches]
    left, right = (ax.transData.transform((value, 0))[0] for value in (150, 250))
    assert any(each.x0 == pytest.approx(left, abs=1) and each.x1 == pytest.approx(right, abs=1) for each in extents)
    assert "what fits" in {text.get_text() for text in texts(fig)}


def test_a_logarithmic_axis_holds_every_row() -> None:
    frame = crowd(50, 2000)
    low, high = ranges.side_by_side(frame, title="Metres", log=True).axes[0].get_xlim()
    assert 0 < low < 50 and high > 2000


def test_drawing_leaves_the_claims_as_they_were() -> None:
    frame = crowd(10, 20, 30)
    before = frame.copy(deep=True)
    estimates.through_time({"Boxes": frame}, height=4)
    periods.levels({"Boxes": frame}, ticks=[1, 100], height=4)
    ranges.side_by_side(frame, title="Boxes")
    pd.testing.assert_frame_equal(frame, before)
