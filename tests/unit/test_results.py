"""Charts of models: intervals, days, tornado and spreads lie where the figures put them, with every name legible."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

from evidence import claims, tables
from evidence.charts import results, style
from evidence.mime import GROUND, INK
from evidence.models import agreement, exchange, run, sensitivity
from tests.unit.synthetic import table

MADE = pd.DataFrame(
    {
        "label": ["By containers", "By weight"],
        "text": ["2 to 6", "1 to 3"],
        "lower": [2.0, 1.0],
        "value": [3.5, 2.0],
        "upper": [6.0, 3.0],
        "unit": "shells",
        "side": "independent",
        "basis": "model",
        "bound": "",
        "head": "Model",
    }
)


def beside(log: bool = False) -> Figure:
    said = claims.of(table({"best": 5.0}, {"low": 4.0, "claimant": "gur"}), "boxes").assign(label="Said", head="Said")
    return results.beside_claims(pd.concat([MADE, said], ignore_index=True), title="Shells", heads="head", log=log)


def real_tornado() -> Figure:
    frame = sensitivity.swings(exchange.run, exchange.priors(tables.load()), "imbalance", 1).head(6)
    return results.tornado(frame.assign(label=frame["title"]), title="Imbalance, US dollars", centre="all at medians")


def real_spreads() -> Figure:
    rows = agreement.trends(tables.load())
    return results.narrowing(rows[rows["quarters"] > 1].assign(label=lambda frame: frame["title"]), title="Ratio")


def real_units() -> Figure:
    summary = run.results("munitions", tables.load(), draws=500)
    return results.by_unit(run.chart_rows(summary, summary.index))


def real_days() -> Figure:
    summary = run.results("oil", tables.load(), draws=500)
    rows = run.chart_rows(summary, [name for name in summary.index if name.startswith("passed")])
    rows["label"] = rows["label"].str.removeprefix("Cap passed in ")
    return results.days_of_year(rows, title="Day")


CHARTS: list[Callable[[], Figure]] = [beside, real_tornado, real_spreads, real_units, real_days]


@pytest.mark.parametrize("chart", CHARTS)
def test_text_is_legible_and_in_view(chart: Callable[[], Figure]) -> None:
    fig = chart()
    fig.draw_without_rendering()
    assert fig.get_size_inches()[0] == style.WIDTH
    texts = [text for ax in fig.axes for text in (*ax.texts, ax._left_title, ax.xaxis.label) if text.get_text()]
    ticks = [tick for ax in fig.axes for tick in ax.get_xticklabels() if tick.get_text()]
    boxes = [text.get_window_extent() for text in texts]
    for text, box in zip(texts, boxes, strict=True):
        assert text.get_fontsize() >= 11.5
        assert box.x0 >= -1 and box.x1 <= fig.bbox.x1 + 1 and box.y0 >= -1 and box.y1 <= fig.bbox.y1 + 1, text
    assert not [1 for one, other in combinations(boxes, 2) if one.shrunk(0.98, 0.8).overlaps(other.shrunk(0.98, 0.8))]
    for ax in fig.axes:
        labels = [tick.get_window_extent() for tick in ax.get_xticklabels() if tick.get_text()]
        assert not [1 for one, other in combinations(labels, 2) if one.overlaps(other)]
    assert ticks


def test_an_interval_runs_from_end_to_end_with_a_stroke_at_the_median() -> None:
    ax = beside().axes[0]
    bars = [sorted(line.get_xdata()) for line in ax.lines if line.get_linewidth() == 9]
    strokes = [line.get_xdata()[0] for line in ax.lines if line.get_marker() == "|" and line.get_color() == INK]
    assert bars == [[2, 6], [1, 3]] and strokes == [3.5, 2]
    dots = [line.get_xdata()[0] for line in ax.lines if line.get_marker() == "o"]
    assert dots == [5, 4], "claims keep their own marks"


def test_a_logarithm_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="above zero"):
        results.beside_claims(MADE.assign(lower=[0.0, 1.0]), title="Shells", log=True)
    low, high = beside(log=True).axes[0].get_xlim()
    assert low < 1 and high > 6


def test_a_negative_result_is_in_view() -> None:
    ax = results.beside_claims(MADE.assign(lower=[-4.0, 1.0]), title="Men").axes[0]
    assert ax.get_xlim()[0] < -4


def test_days_lie_in_their_months() -> None:
    rows = MADE.assign(lower=[60.0, 100.0], value=[91.0, 120.0], upper=[100.0, 400.0])
    ax = results.days_of_year(rows, title="Day").axes[0]
    ticks = dict(zip([text.get_text() for text in ax.get_xticklabels()][:-1], ax.get_xticks(), strict=False))
    first = [pd.Timestamp(f"2023-{month:02}-01").day_of_year for month in (1, 4, 7, 10)]
    assert [ticks[name] for name in ("1 Jan", "1 Apr", "1 Jul", "1 Oct")] == first
    with pytest.raises(ValueError, match="before the year"):
        results.days_of_year(rows.assign(lower=[-1.0, 2.0]), title="Day")


def test_a_tornado_points_from_the_centre_to_each_end() -> None:
    swings = pd.DataFrame(
        {"label": ["Price", "Oil"], "at_low": [4.0, 7.0], "at_high": [10.0, 6.0], "centre": [6.5, 6.5]}
    )
    ax = results.tornado(swings, title="Dollars", centre="middle").axes[0]
    ends = {(line.get_marker(), line.get_xdata()[0]) for line in ax.lines if line.get_marker() in "<>"}
    assert ends == {("<", 4), (">", 10), ("<", 7), (">", 6)}
    bars = [line.get_xdata()[0] for line in ax.lines if line.get_linewidth() == 7]
    assert set(bars) == {6.5}


def test_spreads_run_from_hollow_to_full() -> None:
    rows = pd.DataFrame({"label": ["Shells"], "first_ratio": [5.0], "last_ratio": [2.0]})
    ax = results.narrowing(rows, title="Ratio").axes[0]
    dots = {line.get_xdata()[0]: line.get_markerfacecolor() for line in ax.lines if line.get_marker() == "o"}
    assert dots[5.0] == GROUND and dots[2.0] != GROUND
    with pytest.raises(ValueError, match="below 1"):
        results.narrowing(rows.assign(last_ratio=np.nextafter(1, 0)), title="Ratio")
