"""Running totals begin anew each January, and estimates stand where their count ends."""

from __future__ import annotations

from itertools import combinations

import matplotlib.dates as mdates
import pandas as pd
import pytest
from matplotlib.patches import Rectangle

from evidence import claims
from evidence.charts import caps, style
from tests.unit import synthetic

CAP = 500.0
REPORTS = [("2023-11", 30), ("2023-12", 20), ("2024-01", 15)]
ESTIMATES = [
    {"claimant": "osc", "period_start": "2024-03-07", "as_of": "2024-11-05", "low": 1000, "basis": "capacity"},
    {"claimant": "nis", "period_start": "2024", "as_of": "2024", "low": 1100, "high": 1200},
    {"claimant": "state", "period_start": "2024-03", "as_of": "2024-03", "low": 165},
    {"claimant": "gur", "period_start": "2024-03", "as_of": "2024-03", "high": 160},
]


def reports(rows=REPORTS) -> pd.DataFrame:
    return claims.of(synthetic.table(*({"as_of": month, "best": value} for month, value in rows)), "boxes")


def estimates(rows=ESTIMATES) -> pd.DataFrame:
    return claims.of(synthetic.table(*rows), "boxes")


def chart(said=None):
    names = ("Reported", "The cap")
    return caps.within_year(reports(), estimates() if said is None else said, CAP, title="Boxes", names=names, height=4)


def day(text: str) -> float:
    return float(mdates.date2num(pd.Timestamp(text)))


def test_the_running_total_begins_anew_in_january() -> None:
    totals = {f"{month:%Y-%m}": value for month, value in caps.running(reports()).items()}
    assert totals == {"2023-11": 30, "2023-12": 50, "2024-01": 15}


def test_a_month_is_as_wide_as_its_days_and_a_silent_one_is_empty() -> None:
    bars = [each for each in chart().axes[0].patches if isinstance(each, Rectangle)]
    assert [(bar.get_x(), bar.get_width(), bar.get_height()) for bar in bars] == [
        (day("2023-11-01"), 30, 30),
        (day("2023-12-01"), 31, 50),
        (day("2024-01-01"), 31, 15),
    ]


def test_an_estimate_runs_from_its_first_day_to_its_last() -> None:
    dotted = {
        (float(line.get_xdata()[0]), float(line.get_xdata()[1]), float(line.get_ydata()[1]))
        for line in chart().axes[0].lines
        if line.get_marker() == "None" and len(line.get_ydata()) == 2 and line.get_ydata()[0] == 0
    }
    assert (day("2024-03-07"), day("2024-11-05"), 1000.0) in dotted
    assert (day("2024-01-01"), day("2024-12-31"), 1150.0) in dotted


def test_names_stay_clear_of_each_other_and_within_the_chart() -> None:
    fig = chart()
    fig.draw_without_rendering()
    written = [
        text for text in fig.axes[0].texts if ":" in text.get_text() or text.get_text() in ("Reported", "The cap")
    ]
    boxes = [text.get_window_extent() for text in written]
    assert len(boxes) == len(ESTIMATES) + 2
    assert all(
        one.x1 <= other.x0 or other.x1 <= one.x0 or one.y1 <= other.y0 + 1 or other.y1 <= one.y0 + 1
        for one, other in combinations(boxes, 2)
    )
    assert all(box.x0 >= fig.axes[0].bbox.x0 - 1 and box.y1 <= fig.bbox.y1 for box in boxes)


def test_the_axis_holds_the_cap_and_every_estimate() -> None:
    low, high = chart(estimates(ESTIMATES[2:])).axes[0].get_ylim()
    assert low == 0 and high > CAP


def test_the_first_year_of_reports_is_shown_whole() -> None:
    fig = chart()
    assert fig.axes[0].get_xlim()[0] == day("2023-01-01")
    assert fig.get_figwidth() == style.WIDTH


def test_an_estimate_without_a_beginning_is_refused() -> None:
    with pytest.raises(ValueError, match="begins"):
        chart(estimates([{"as_of": "2024-03", "best": 5}]))


def test_a_month_reported_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="2023-11"):
        caps.running(reports([*REPORTS, ("2023-11", 31)]))
