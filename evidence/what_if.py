"""Models on the command line: print results or inputs as a table, and draw the results."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from evidence import tables, words
from evidence.mime import GROUND, INK
from evidence.models import run, sampling

AGREEMENT = "agreement"


def answer(
    name: str,
    settings: Iterable[str],
    *,
    draws: int | None = None,
    seed: int | None = None,
    picture: Path | None = None,
    inputs: bool = False,
) -> str:
    """The table that a model prints; writes ``picture`` as SVG where one is named.

    Raises:
        SettingError: a setting makes no sense.
    """
    if name == AGREEMENT and (settings or inputs or picture or draws or seed):
        raise sampling.SettingError("agreement counts claims: it has no inputs to set or draw from")
    evidence = tables.load()
    if name == AGREEMENT:
        return f"{text_table(run.track_records(evidence))}\n\n{text_table(run.drawn_together(evidence))}"
    if inputs:
        return text_table(inputs_table(sampling.changed(run.MODELS[name].priors(evidence), settings)))
    draws, seed = run.DRAWS if draws is None else draws, run.SEED if seed is None else seed
    summary = run.results(name, evidence, settings, draws=draws, seed=seed)
    if picture:
        draw(summary, picture)
    return text_table(run.printed(summary))


def inputs_table(priors: sampling.Priors) -> pd.DataFrame:
    """The inputs of a model: name, ends, likeliest value, unit, distribution, what it is."""

    def text(value: float) -> str:
        return "" if pd.isna(value) else words.number(value)

    rows = [
        (each.name, text(each.low), text(each.mode), text(each.high), each.unit, each.distribution, each.title)
        for each in priors.values()
    ]
    return pd.DataFrame(rows, columns=["input", "low", "middle", "high", "unit", "distribution", "what it is"])


def draw(summary: pd.DataFrame, picture: Path) -> None:
    """Write results as a chart, but for dates, which have no axis in common with the rest.

    Raises:
        SettingError: the file's name does not end in .svg, or its folder does not exist.
    """
    from evidence import page
    from evidence.charts import results

    if picture.suffix != ".svg" or not picture.parent.is_dir():
        raise sampling.SettingError(f"{picture}: a chart needs a file name that ends in .svg, in a folder that exists")
    is_date = summary["unit"].str.startswith(run.DAY)
    chart = results.by_unit(run.chart_rows(summary, summary.index[~is_date]))
    svg = page.render(chart, "svg").replace(INK.encode(), b"#000000").replace(GROUND.encode(), b"#ffffff")
    picture.write_bytes(svg)


def text_table(frame: pd.DataFrame) -> str:
    """A frame in columns, the last one as long as it needs to be."""
    is_text = [not pd.api.types.is_numeric_dtype(frame[column]) for column in frame.columns]
    last = frame.columns[-1]
    cells = frame.astype(str)
    widths = {column: max(len(column), *(len(cell) for cell in cells[column])) for column in frame.columns}
    lines = []
    for row in [list(frame.columns), *cells.to_numpy().tolist()]:
        parts = [
            cell if column == last else cell.ljust(widths[column]) if left else cell.rjust(widths[column])
            for cell, column, left in zip(row, frame.columns, is_text, strict=True)
        ]
        lines.append("  ".join(parts).rstrip())
    return "\n".join(lines)
