"""Stocks and forecasts are drawn as said: sides told apart, silences left open, outcomes beside what was foreseen."""

from __future__ import annotations

from itertools import combinations

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
import pytest
from matplotlib.text import Text

from evidence import claims, forces, tables
from evidence.charts import forecasts, stocks, style
from evidence.mime import GROUND
from tests.unit.synthetic import table

ROWS = [
    {"best": 10, "claimant": "nis", "as_of": "2024-10-01"},
    {"best": 20, "claimant": "nis", "as_of": "2024-11-01"},
    {"best": 40, "claimant": "nis", "as_of": "2025-11-01"},
    {"low": 15, "claimant": "state", "as_of": "2024-10-15"},
    {"low": 10, "high": 30, "claimant": "gur", "as_of": "2025-01", "basis": "derived"},
]


def men(rows: list[dict] = ROWS) -> pd.DataFrame:
    return claims.of(table(*({"metric": "men", **row} for row in rows)), "men")


def marks(ax) -> list:
    return [line for line in ax.lines if line.get_marker() not in ("None", "") and line.get_transform() == ax.transData]


def test_each_claim_has_its_mark_at_its_day() -> None:
    frame = men()
    ax = stocks.panels({"Men": frame}, height=3).axes[0]
    drawn = sorted((line.get_xdata(orig=False)[0], line.get_ydata()[0], line.get_marker()) for line in marks(ax))
    days = mdates.date2num(frame["day"].dt.to_pydatetime())
    assert drawn == sorted(zip(days, frame["value"], frame["side"].map(stocks.SHAPES), strict=True))
    assert [line.get_marker() for line in marks(ax) if line.get_markerfacecolor() == GROUND] == [
        stocks.SHAPES["ukraine"]
    ]


def test_a_long_silence_is_not_joined() -> None:
    ax = stocks.panels({"Men": men()}, height=3).axes[0]
    lines = [line.get_xydata() for line in ax.lines if line.get_linewidth() == 1.1 and len(line.get_xdata()) > 1]
    assert [line[:, 1].tolist() for line in lines] == [[10, 20]]


def test_a_month_is_drawn_as_long_as_it_is() -> None:
    ax = stocks.panels({"Men": men()}, height=3).axes[0]
    level = next(line for line in ax.lines if line.get_linewidth() == 1.6)
    assert np.ptp(level.get_xdata(orig=False)) in (30, pd.Timedelta(days=30))
    assert set(level.get_ydata()) == {20}


def test_sides_differ_in_shape() -> None:
    assert set(stocks.SHAPES) == set(style.SIDES)
    assert len(set(stocks.SHAPES.values())) == len(stocks.SHAPES)


def test_the_band_keeps_gaps_open() -> None:
    frame = men([ROWS[0], ROWS[2]])
    ax = stocks.panels({"Men": frame}, height=3, bands={"Men": forces.envelope(frame)}).axes[0]
    days = [day for path in ax.collections[0].get_paths() for day in path.vertices[:, 0]]
    gap = mdates.date2num([pd.Timestamp("2025-01-15"), pd.Timestamp("2025-10-15")])
    assert not [day for day in days if gap[0] < day < gap[1]]


def test_words_of_days_and_the_key_do_not_overlap() -> None:
    days = {"in battle": pd.Timestamp("2024-11-13"), "out of the line": pd.Timestamp("2025-01-15")}
    sides = [{"best": 9, "claimant": name, "as_of": "2024-10-01"} for name in ("nis", "state", "gur", "osc", "rostec")]
    fig = stocks.panels({"Men": men([*sides, *ROWS]), "Again": men()}, height=3, days=days)
    fig.draw_without_rendering()
    texts = [each for each in [*fig.axes[0].texts, fig.axes[0].title, fig.axes[0]._left_title] if each.get_text()]
    boxes = [Text.get_window_extent(each) for each in texts]
    assert not [1 for one, other in combinations(boxes, 2) if one.overlaps(other)]
    assert all(box.x0 >= fig.bbox.x0 and box.x1 <= fig.bbox.x1 and box.y1 <= fig.bbox.y1 + 1 for box in boxes)


def foreseen(**more: list[float]) -> pd.DataFrame:
    rows = [{"best": 10}, {"low": 20, "high": 40}, {"high": 100}]
    return men(rows).assign(label=["a", "b", "c"], **{"came_low": 10.0, "came_high": 15.0, **more})


def test_forecast_and_outcome_stand_on_one_line_in_different_marks() -> None:
    frame = foreseen()
    ax = forecasts.beside_outcomes(frame, title="Men").axes[0]
    for marker, columns in ((forecasts.FORECAST, ["lower", "upper"]), (forecasts.OUTCOME, ["came_low", "came_high"])):
        drawn = [line.get_xdata().tolist() for line in marks(ax) if line.get_marker() == marker]
        assert [sorted(each) for each in drawn] == frame[columns].to_numpy().tolist()
    assert "c: at most 100" in [each.get_text() for each in ax.texts]


def test_an_outcome_of_nothing_is_refused() -> None:
    for value in (0.0, float("nan")):
        with pytest.raises(ValueError, match="above zero"):
            forecasts.beside_outcomes(foreseen(came_low=[value] * 3), title="Men")


def test_the_book_s_stocks_fit(book: tables.Evidence) -> None:
    frame = forces.datable(claims.said(book.claims, "troops_in_kursk"))
    fig = stocks.panels({"Men": frame}, height=3)
    fig.draw_without_rendering()
    low, high = fig.axes[0].get_ylim()
    assert frame["lower"].min() >= low and frame["upper"].max() <= high
