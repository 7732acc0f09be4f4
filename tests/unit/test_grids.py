"""Grids of grades, running counts by steps, and votes: what is drawn is what the frame says."""

from __future__ import annotations

import matplotlib.dates as mdates
import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from evidence import provisions, tables
from evidence.charts import grids, steps, style, votes
from tests.unit.test_charts import box, overlap, settle, texts
from tests.unit.test_palette import CONTRAST, GROUNDS, contrast

CELLS = pd.DataFrame(
    [["1", "said", ""], ["4 denied", "", "2"]],
    index=["Arms from North Korea (161)", "Workers: no permits, return home (23)"],
    columns=["Monitors", "United\nStates", "Moscow,\nPyongyang"],
)
LINES = {"United States": "#6f5bd6", "South Korea": "#2f7fc1", "Others": "#2c8f6b"}


def listed() -> pd.DataFrame:
    rows = [
        ("2024-01-01", "United States", 1),
        ("2024-06-01", "United States", 4),
        ("2024-06-01", "United States", 1),
        ("2024-03-01", "South Korea", 2),
        ("2024-12-31", "Others", 2),
    ]
    frame = pd.DataFrame(rows, columns=["day", "line", "amount"])
    return frame.assign(day=pd.to_datetime(frame["day"]))


def ballots() -> pd.DataFrame:
    rows = [("2 March 2022: " + "a long subject " * 4, 141.0, 35.0, 5.0), ("24 February 2025", 93.0, 65.0, 18.0)]
    return pd.DataFrame(rows, columns=["label", *votes.PARTS])


def no_overlap(fig: Figure) -> None:
    boxes = [(text.get_text(), box(text)) for text in texts(settle(fig))]
    for place, (name, one) in enumerate(boxes):
        for other, another in boxes[:place]:
            assert overlap(one, another) < 2, f"{name!r} on {other!r}"


def test_a_cell_stands_in_its_column_and_only_grades_are_shaded() -> None:
    fig = grids.graded(CELLS)
    said = {text.get_text(): text.get_position() for text in fig.axes[0].texts}
    assert said["1"][0] == 0.5 and said["said"][0] == 1.5 and said["2"][0] == 2.5
    assert said["1"][1] < said["2"][1]
    cells = [patch for patch in fig.axes[0].patches if isinstance(patch, Rectangle)]
    assert len(cells) == 4
    assert [cell.get_facecolor()[3] for cell in cells] == [grids.SHADES["1"], 0.0, grids.SHADES["4"], grids.SHADES["2"]]


def test_better_grades_are_darker() -> None:
    assert list(grids.SHADES.values()) == sorted(grids.SHADES.values(), reverse=True)


def test_words_of_the_grid_of_the_book_do_not_overlap(book: tables.Evidence) -> None:
    rows = provisions.bearing(book)
    columns = {"Monitors": ("un",), "United\nStates": ("us",), "Moscow,\nPyongyang": ("russia", "dprk")}
    no_overlap(grids.graded(provisions.grid(rows, columns)))


@pytest.mark.parametrize("name", ["light", "dark"])
def test_text_is_read_on_the_darkest_cell(name: str) -> None:
    ground, ink = GROUNDS[name], {"light": "#212529", "dark": "#ced6dd"}[name]
    share = grids.SHADES["1"]
    parts = ((int(grids.COLOUR[place : place + 2], 16), int(ground[place : place + 2], 16)) for place in (1, 3, 5))
    mixed = "#" + "".join(f"{round(share * top + (1 - share) * below):02x}" for top, below in parts)
    assert contrast(ink, mixed) >= 4.5


def test_each_line_sums_its_amounts_by_day() -> None:
    fig = steps.cumulative({"Rounds": listed()}, lines=LINES, height=3)
    marked = {
        line.get_color(): [(round(x), y) for x, y in zip(*line.get_data(orig=False), strict=True)]
        for line in fig.axes[0].lines
        if line.get_marker() not in ("None", "")
    }
    first, second = (round(mdates.date2num(pd.Timestamp(day).to_pydatetime())) for day in ("2024-01-01", "2024-06-01"))
    assert marked["#6f5bd6"] == [(first, 1), (second, 6)]


def test_lines_end_at_the_last_day_with_name_and_sum() -> None:
    fig = steps.cumulative({"Rounds": listed()}, lines=LINES, height=3)
    assert {text.get_text().strip() for text in fig.axes[0].texts} == {
        "United States: 6",
        "South Korea: 2",
        "Others: 2",
    }
    no_overlap(fig)


def test_an_unknown_line_is_refused() -> None:
    with pytest.raises(KeyError, match="Others"):
        steps.cumulative({"Rounds": listed()}, lines={"United States": "#6f5bd6", "South Korea": "#2f7fc1"}, height=3)


def test_bars_of_a_vote_join_and_keep_their_numbers() -> None:
    fig = votes.parted(ballots(), total=193)
    bars = [(bar.get_x(), bar.get_width()) for bar in fig.axes[0].patches]
    assert bars[:3] == [(0, 141), (141, 35), (176, 5)]
    assert {"141", "35", "5", "93", "65", "18"} <= {text.get_text() for text in fig.axes[0].texts}


def test_a_long_label_does_not_squeeze_the_bars() -> None:
    fig = settle(votes.parted(ballots(), total=193))
    assert fig.axes[0].get_position().width > 0.85


def test_more_votes_than_voters_are_refused() -> None:
    with pytest.raises(ValueError, match="181 votes of 180"):
        votes.parted(ballots().head(1), total=180)


@pytest.mark.parametrize("colour", [*{mark.colour for mark in votes.PARTS.values()}, grids.COLOUR])
@pytest.mark.parametrize("ground", GROUNDS.values())
def test_colours_are_seen_on_both_grounds(colour: str, ground: str) -> None:
    assert contrast(colour, ground) >= CONTRAST


def test_the_house_width_is_kept() -> None:
    for fig in (grids.graded(CELLS), votes.parted(ballots(), total=193)):
        assert fig.get_figwidth() == style.WIDTH
