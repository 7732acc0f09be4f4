"""The three verbs of a chapter: show a figure, a table, a value.

Each puts one output bundle into the notebook. JupyterLab shows its picture or HTML table;
the book reads the JSON part (see ``evidence.book_outputs``) and sets a numbered, captioned
figure or table with its sources and downloads, in HTML and in LaTeX alike.
"""

from __future__ import annotations

import io
from numbers import Integral
from typing import Any

import pandas as pd
from IPython.display import display
from matplotlib.figure import Figure
from myst_nb import glue

from evidence import tables
from evidence.mime import FIGURE, TABLE

DOTS_PER_INCH = 200
"""Resolution of the PNG offered for download: 1,200 pixels for a chart 6 inches wide."""


class Cited(list[str]):
    """A cell that holds source keys, to be printed as citations."""


def figure(
    fig: Figure, name: str, *, caption: str, alt: str, data: pd.DataFrame, sources: list[str] | pd.Series
) -> None:
    """Show a chart with its caption, alternative text, sources and downloads.

    Args:
        fig: the chart.
        name: label for ``{numref}`` and stem of the downloads, such as ``fig-arms-containers``.
        caption: what the chart shows, in a sentence (MyST).
        alt: what a reader who cannot see the chart should know: its finding.
        data: the rows drawn, as downloaded and as listed under the chart.
        sources: keys of references.bib, or a column of claims that holds them.
    """
    meta = {
        "name": name,
        "caption": caption,
        "alt": alt,
        "sources": source_keys(sources),
        "size": [round(float(side), 2) for side in fig.get_size_inches()],
        "csv": data.to_csv(index=False, lineterminator="\n"),
        "columns": [str(column) for column in data.columns],
        "rows": [[cell_text(value) for value in row] for row in data.itertuples(index=False)],
    }
    fig.draw_without_rendering()
    fig.set_layout_engine("none")  # laid out once, for all three formats
    images = {
        "image/svg+xml": render(fig, "svg").decode(),
        "image/png": render(fig, "png"),
        "application/pdf": render(fig, "pdf"),
    }
    display({FIGURE: meta, **images, "text/plain": f"Figure {name}: {caption}"}, raw=True)


def render(fig: Figure, kind: str) -> bytes:
    """The figure as a file of ``kind``, without the date that would change every build."""
    buffer = io.BytesIO()
    metadata: dict[str, Any] = {"svg": {"Date": None}, "pdf": {"CreationDate": None}, "png": {}}[kind]
    fig.savefig(buffer, format=kind, metadata=metadata, dpi=DOTS_PER_INCH, transparent=kind != "png")
    return buffer.getvalue()


def table(
    frame: pd.DataFrame,
    name: str,
    *,
    caption: str,
    sources: list[str] | pd.Series | None = None,
    widths: list[int] | None = None,
    landscape: bool = False,
) -> None:
    """Show a frame as a numbered, captioned table; cells of type ``Cited`` become citations.

    Args:
        frame: the table as printed: column names are the heads, cells are text or numbers.
        name: label for ``{numref}``, such as ``tab-arms-denials``.
        caption: what the table shows, in a sentence (MyST).
        sources: as in ``figure``; leave out where a column cites row by row.
        widths: relative widths of the columns in print.
        landscape: turn the table by 90 degrees in print.
    """
    meta = {
        "name": name,
        "caption": caption,
        "sources": source_keys(sources) if sources is not None else [],
        "columns": [str(column) for column in frame.columns],
        "numeric": [bool(pd.api.types.is_numeric_dtype(frame[column])) for column in frame.columns],
        "rows": [
            [{"cite": list(value)} if isinstance(value, Cited) else cell_text(value) for value in row]
            for row in frame.itertuples(index=False)
        ],
        "widths": widths or [1] * len(frame.columns),
        "landscape": landscape,
        "csv": frame.map(csv_text).to_csv(index=False, lineterminator="\n"),
    }
    html = frame.map(csv_text).to_html(index=False)
    display({TABLE: meta, "text/html": html, "text/plain": f"Table {name}: {caption}"}, raw=True)


def value(**texts: str) -> None:
    """Name computed values that the prose prints with ``{glue:text}`name` ``."""
    for name, text in texts.items():
        glue(name, text, display=False)


def source_keys(sources: list[str] | pd.Series) -> list[str]:
    """Each source key once, in alphabetical order, from keys or cells that hold several."""
    return sorted({key for cell in sources for key in tables.keys(cell)})


def cell_text(value: Any) -> str:
    """A cell as printed: dates in ISO form, nothing for what is missing, no idle decimals."""
    if isinstance(value, list):
        return "; ".join(value)
    if pd.isna(value):
        return ""
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, float):
        return f"{value:,.15g}" if abs(value) >= 1e4 else f"{value:.10g}"
    return f"{value:,}" if isinstance(value, Integral) else str(value)


def csv_text(value: Any) -> Any:
    """A cell as downloaded: source keys joined by ``;``, all else as it is."""
    return ";".join(value) if isinstance(value, Cited) else value
