"""Run a model by its name: settings in, a table of results out."""

from __future__ import annotations

import math
from collections.abc import Iterable
from types import ModuleType

import numpy as np
import pandas as pd

from evidence import tables, words
from evidence.models import agreement, exchange, labour, munitions, oil, sampling, troops

MODELS: dict[str, ModuleType] = {
    "munitions": munitions,
    "oil": oil,
    "labour": labour,
    "troops": troops,
    "exchange": exchange,
}
"""The models that are drawn from. ``agreement`` counts claims, and has no inputs to set."""

DRAWS = 100_000
SEED = 2026
DIGITS = 2
"""Significant figures that a result is printed with, and its width: the seed does not move them."""

THIRDS = ("early ", "mid-", "late ")
"""Thirds of a month, for days that are not known to the day."""

DAY = "day of "
"""Units that begin so are dates: whole days since the year's first, then the year."""


def values(
    name: str, evidence: tables.Evidence, settings: Iterable[str] = (), *, draws: int = DRAWS, seed: int = SEED
) -> sampling.Values:
    """Draws of a model's inputs, with a reader's settings.

    Raises:
        SettingError: a setting makes no sense.
    """
    return sampling.draw(sampling.changed(MODELS[name].priors(evidence), settings), draws, seed)


def results(
    name: str, evidence: tables.Evidence, settings: Iterable[str] = (), *, draws: int = DRAWS, seed: int = SEED
) -> pd.DataFrame:
    """What a model makes of its inputs and a reader's settings, as ``sampling.summary`` has it.

    Raises:
        SettingError: a setting makes no sense.
    """
    drawn = values(name, evidence, settings, draws=draws, seed=seed)
    with np.errstate(divide="ignore", invalid="ignore"):  # the summary names what is no number
        return sampling.summary(MODELS[name].run(drawn))


def step(row: pd.Series) -> float:
    """The last digit that a result's width bears: two significant figures of its 5 % to 95 % interval."""
    width = float(row["high"] - row["low"])
    return 10.0 ** (math.floor(math.log10(width)) + 1 - DIGITS) if width > 0 else 0.0


def rounded(value: float, least: float) -> float:
    """To two significant figures, or to a multiple of ``least`` where that is coarser."""
    value = float(f"{value:.{DIGITS}g}")
    return round(value / least) * least if least else value


def figure(value: float, unit: str, least: float) -> str:
    """A result as printed, no finer than ``least``: a number, a day, or a third of a month."""
    if not unit.startswith(DAY):
        return words.number(rounded(value, least), DIGITS)
    when, year = day(value, unit), unit.removeprefix(DAY)
    if f"{when:%Y}" != year:
        return f"not in {year}"
    if least <= 1:
        return words.date(f"{when:%Y-%m-%d}")
    return f"{THIRDS[min((when.day - 1) // 10, 2)]}{when:%B %Y}"


def day(value: float, unit: str) -> pd.Timestamp:
    """The day in which a number of days since the first of a year ends: 0.5 of 2024 is 1 January 2024."""
    return pd.Timestamp(year=int(unit.removeprefix(DAY)), month=1, day=1) + pd.Timedelta(days=int(value))


def span(row: pd.Series) -> str:
    """The 5 % and the 95 % point of a result in words: '2.4 to 6 million', '28 March to 4 May 2023'."""
    unit, least = row["unit"], step(row)
    if not unit.startswith(DAY):
        return words.span(*(rounded(row[end], least) for end in ("low", "high")))
    first, last = (figure(row[end], unit, least) for end in ("low", "high"))
    year = f" {unit.removeprefix(DAY)}"
    return last if first == last else f"{first.removesuffix(year) if last.endswith(year) else first} to {last}"


def printed(summary: pd.DataFrame) -> pd.DataFrame:
    """The table of results in words: quantity, 5 %, median, 95 %, unit, what it rests on."""
    columns = {"5 %": "low", "median": "median", "95 %": "high"}
    cells = {
        head: [figure(row[column], row["unit"], step(row)) for _, row in summary.iterrows()]
        for head, column in columns.items()
    }
    units = summary["unit"].where(~summary["unit"].str.startswith(DAY), "date")
    frame = pd.DataFrame({"quantity": summary["title"], **cells, "unit": units, "rests on": summary["rests"]})
    return frame.reset_index(drop=True)


def chart_rows(summary: pd.DataFrame, names: Iterable[str], head: str = "") -> pd.DataFrame:
    """Results as rows of a chart, beside rows of ``claims.of``: ``lower`` is the 5 %, ``upper`` the 95 % point."""
    chosen = summary.loc[list(names)]
    return pd.DataFrame(
        {
            "id": chosen["name"],
            "label": chosen["title"],
            "text": [span(row) for _, row in chosen.iterrows()],
            "lower": chosen["low"],
            "value": chosen["median"],
            "upper": chosen["high"],
            "unit": chosen["unit"],
            "side": "independent",
            "basis": "model",
            "bound": "",
            "head": head,
        }
    ).reset_index(drop=True)


def sources(name: str, evidence: tables.Evidence) -> list[str]:
    """The sources of all inputs of a model, to be cited under its chart."""
    return sorted({key for prior in MODELS[name].priors(evidence).values() for key in prior.sources})


def track_records(evidence: tables.Evidence) -> pd.DataFrame:
    """What ``model agreement`` prints: the records of claimants compared at least three times."""
    frame = agreement.records(evidence)
    frame = frame[frame["compared"] >= 3]
    return frame.drop(columns=["claimant", "side"]).rename(columns={"name": "claimant", "back": "taken back"})


def drawn_together(evidence: tables.Evidence) -> pd.DataFrame:
    """The spread among claimants in the first and the last quarter that can be compared, metric by metric."""
    frame = agreement.trends(evidence)
    frame = frame[frame["quarters"] > 1]
    return pd.DataFrame(
        {
            "highest over lowest": frame["title"],
            "quarters": frame["quarters"],
            "first": frame["first"],
            "ratio": frame["first_ratio"].round(1),
            "last": frame["last"],
            "ratio then": frame["last_ratio"].round(1),
            "trend": frame["trend"],
        }
    ).reset_index(drop=True)
