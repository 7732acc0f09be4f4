"""What a chapter shows travels whole in its outputs: pictures, data, text; the same at every build."""

from __future__ import annotations

import io
import json
import re
import struct
from binascii import b2a_base64
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import RichOutput, capture_output
from traitlets.config import Config

from evidence import book_outputs, claims, page
from evidence.charts import estimates, periods, ranges
from evidence.mime import FIGURE, GROUND, IMAGES, INK, TABLE
from tests.unit.synthetic import table

NAN = float("nan")
SVG = "{http://www.w3.org/2000/svg}"
ALT = 'Boxes rise from "at least 10" to 1,000 & more, <most> of them by sea.'


@pytest.fixture(scope="module", autouse=True)
def shell(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """IPython as a kernel runs it, without its history."""
    config = Config()
    config.HistoryManager.enabled = False
    folder = str(tmp_path_factory.mktemp("ipython"))
    InteractiveShell.instance(config=config, ipython_dir=folder, user_module=ModuleType("chapter"))
    yield
    InteractiveShell.clear_instance()


def shown(show: Callable[..., None], *args: Any, **options: Any) -> list[RichOutput]:
    """What a cell that calls this puts into the notebook; it prints nothing beside it."""
    with capture_output() as captured:
        show(*args, **options)
    assert captured.stdout == captured.stderr == ""
    return list(captured.outputs)


def boxes() -> pd.DataFrame:
    """Claims with an open bound, a range, a hollow mark and two speakers."""
    frame = table(
        {"low": 10, "as_of": "2023-06-01", "sources": "b;a"},
        {"best": 700, "as_of": "2024-11", "basis": "capacity", "sources": "a"},
        {"low": 400, "high": 1000, "as_of": "2025-03-31", "claimant": "osc", "sources": "c ; b"},
    )
    return claims.of(frame, "boxes").assign(label=lambda rows: rows["name"], head="A head")


CHARTS = {
    "through_time": lambda: estimates.through_time({"Boxes, running total": boxes()}, height=3),
    "side_by_side": lambda: ranges.side_by_side(
        boxes(), title="Boxes", heads="head", bands=(ranges.Band(100, 200, "what fits"),)
    ),
    "levels": lambda: periods.levels({"Boxes a day": boxes()}, ticks=[10, 100, 1000], height=3),
}


def bundle(kind: str = "through_time", name: str = "fig-boxes") -> dict[str, Any]:
    """The output bundle of one figure."""
    frame = boxes()
    (output,) = shown(
        page.figure,
        CHARTS[kind](),
        name,
        caption="Boxes sent.",
        alt=ALT,
        data=claims.drawn(frame),
        sources=frame["sources"],
    )
    return dict(output.data)


@pytest.fixture(scope="module", params=CHARTS)
def chart(request: pytest.FixtureRequest) -> tuple[str, dict[str, Any]]:
    """A kind of chart and its bundle."""
    return request.param, bundle(request.param)


def table_meta(frame: pd.DataFrame, **options: Any) -> dict[str, Any]:
    (output,) = shown(page.table, frame, "tab-x", caption="Some rows.", **options)
    return dict(output.data[TABLE])


# ---- figures --------------------------------------------------------------------------------


def test_a_figure_travels_with_its_pictures_data_caption_and_sources(chart: tuple[str, dict[str, Any]]) -> None:
    _, data = chart
    assert set(data) == {FIGURE, *IMAGES, "text/plain"}
    meta = data[FIGURE]
    assert (meta["name"], meta["caption"], meta["alt"]) == ("fig-boxes", "Boxes sent.", ALT)
    assert meta["sources"] == ["a", "b", "c"]
    assert data["text/plain"] == "Figure fig-boxes: Boxes sent."


def test_two_renders_are_the_same_to_the_byte(chart: tuple[str, dict[str, Any]]) -> None:
    kind, first = chart
    second = bundle(kind)
    assert [mime for mime in first if first[mime] != second[mime]] == []


def test_pictures_carry_no_date_and_no_address(
    chart: tuple[str, dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    _, data = chart
    svg = data["image/svg+xml"]
    assert "date" not in svg.lower()
    assert re.findall(r"\d{4}-\d{2}-\d{2}|\d{2}:\d{2}:\d{2}", svg) == []
    assert not any(word in data["application/pdf"] for word in (b"CreationDate", b"ModDate"))
    assert not any(word in data["image/png"] for word in (b"tIME", b"Creation Time"))
    assert re.findall(r"0x[0-9a-f]{6,}", svg + json.dumps(data[FIGURE])) == []


def test_ink_and_ground_are_stand_ins_that_the_page_replaces(chart: tuple[str, dict[str, Any]]) -> None:
    kind, data = chart
    svg = data["image/svg+xml"]
    assert INK in svg
    assert (GROUND in svg) == (kind != "levels"), "a hollow dot is filled with the ground"
    inlined = book_outputs.inline_svg(svg, "fig-boxes", ALT)
    assert INK not in inlined and GROUND not in inlined
    assert "currentColor" in inlined
    assert ("var(--ground)" in inlined) == (kind != "levels")


def test_text_in_a_chart_is_text(chart: tuple[str, dict[str, Any]]) -> None:
    kind, data = chart
    root = ElementTree.fromstring(data["image/svg+xml"])
    written = {"".join(node.itertext()).strip() for node in root.iter(f"{SVG}text")}
    expected = {
        "through_time": {"Boxes, running total", "DIA, Seoul", "Open Source Centre"},
        "side_by_side": {"A head", "what fits", "DIA, Seoul: at least 10", "Open Source Centre: 400 to 1,000"},
        "levels": {"Boxes a day", "South Korea", "Independent"},
    }
    assert expected[kind] <= written


def test_pictures_are_as_large_as_promised(chart: tuple[str, dict[str, Any]]) -> None:
    _, data = chart
    assert re.search(r'viewBox="0 0 432 ', data["image/svg+xml"]), "6 inches of 72 points"
    assert struct.unpack(">I", data["image/png"][16:20]) == (1200,)
    assert data["application/pdf"].startswith(b"%PDF-")


def test_an_inlined_chart_is_one_element_that_reads_its_alternative_text(chart: tuple[str, dict[str, Any]]) -> None:
    _, data = chart
    svg = book_outputs.inline_svg(data["image/svg+xml"], "fig-boxes", ALT)
    assert "<metadata" not in svg
    root = ElementTree.fromstring(svg)
    assert root.tag == f"{SVG}svg"
    assert (root.get("role"), root.get("aria-label")) == ("img", ALT)


def test_charts_on_one_page_share_no_id_and_every_reference_is_met(chart: tuple[str, dict[str, Any]]) -> None:
    _, data = chart
    seen: set[str] = set()
    for name in ("fig-one", "fig-two"):
        svg = book_outputs.inline_svg(data["image/svg+xml"], name, ALT)
        ids = re.findall(r'\bid="([^"]+)"', svg)
        references = re.findall(r'url\(#([^)]+)\)|href="#([^"]+)"', svg)
        assert len(ids) == len(set(ids)) > 0
        assert {first or second for first, second in references} <= set(ids)
        assert seen.isdisjoint(ids)
        seen |= set(ids)


def test_an_inlined_chart_is_set_in_the_font_of_the_page(chart: tuple[str, dict[str, Any]]) -> None:
    """A font that the reader does not have, with no other named, falls back to the browser's own."""
    _, data = chart
    svg = book_outputs.inline_svg(data["image/svg+xml"], "fig-boxes", ALT)
    assert set(re.findall(r"font-family: *([^;\"]+)|font: *[^;\"]*?('[^;\"]+)", svg)) == set()
    assert set(re.findall(r"font-size: *([\d.]+)px", svg)) <= {"11.5", "12", "13"}


AWKWARD = pd.DataFrame(
    {
        "claimant": ["DIA, Seoul", 'the "ministry"', "국방부\nMoscow", ""],
        "value": [0.1 + 0.2, 1.92e10, NAN, -5.0],
        "count": pd.array([1, None, 28000, 0], dtype="Int64"),
        "text": ["None", " x ", "100 %; a", "=1+1"],
    }
)


def assert_same_csv(text: str, frame: pd.DataFrame) -> None:
    read = pd.read_csv(io.StringIO(text), keep_default_na=False, na_values={"value": [""], "count": [""]})
    pd.testing.assert_frame_equal(read.astype({"count": "Int64"}), frame, check_dtype=False)


def test_the_data_of_a_figure_come_back_from_its_csv() -> None:
    (output,) = shown(page.figure, CHARTS["levels"](), "fig-x", caption="", alt="", data=AWKWARD, sources=["a"])
    meta = output.data[FIGURE]
    assert_same_csv(meta["csv"], AWKWARD)
    assert meta["columns"] == ["claimant", "value", "count", "text"]
    assert meta["rows"][0] == ["DIA, Seoul", "0.3", "1", "None"]
    assert meta["rows"][3] == ["", "-5", "0", "=1+1"]


def test_a_figure_can_be_stored_in_a_notebook(chart: tuple[str, dict[str, Any]]) -> None:
    _, data = chart
    assert json.loads(json.dumps(data[FIGURE], allow_nan=False)) == data[FIGURE]


def test_the_rows_behind_a_chart_are_escaped() -> None:
    meta = {"columns": ["a < b"], "rows": [["<script>"], ["1 & 2"]]}
    (node,) = book_outputs.data_nodes("fig-x", meta)
    code = node.astext()
    assert "The 2 rows" in code and 'id="fig-x-data"' in code
    assert "a &lt; b" in code and "&lt;script&gt;" in code and "1 &amp; 2" in code and "<script>" not in code


# ---- tables ---------------------------------------------------------------------------------

DENIALS = pd.DataFrame(
    {
        "Date": ["6 September 2022", "13 October 2023"],
        "Denial": ["A <fake>, it says", "No proof"],
        "Count": [1, 2000],
        "Share": [12.5, NAN],
        "Sources": [page.Cited(["b", "a"]), page.Cited()],
    }
)


def test_a_table_travels_with_its_cells_citations_and_caption() -> None:
    meta = table_meta(DENIALS, widths=[2, 6, 1, 1, 4], landscape=True)
    assert (meta["name"], meta["caption"], meta["sources"]) == ("tab-x", "Some rows.", [])
    assert meta["columns"] == ["Date", "Denial", "Count", "Share", "Sources"]
    assert meta["rows"] == [
        ["6 September 2022", "A <fake>, it says", "1", "12.5", {"cite": ["b", "a"]}],
        ["13 October 2023", "No proof", "2,000", "", {"cite": []}],
    ]
    assert meta["numeric"] == [False, False, True, True, False]
    assert (meta["widths"], meta["landscape"]) == ([2, 6, 1, 1, 4], True)
    assert json.loads(json.dumps(meta, allow_nan=False)) == meta


def test_a_table_has_equal_columns_and_stands_upright_unless_told() -> None:
    meta = table_meta(DENIALS, sources=pd.Series(["b;a", "a"]))
    assert (meta["widths"], meta["landscape"], meta["sources"]) == ([1, 1, 1, 1, 1], False, ["a", "b"])


def test_the_data_of_a_table_come_back_from_its_csv_with_their_source_keys() -> None:
    frame = AWKWARD.assign(sources=[page.Cited(keys) for keys in (["b", "a"], [], ["a"], ["c"])])
    assert_same_csv(table_meta(frame)["csv"], AWKWARD.assign(sources=["b;a", "", "a", "c"]))


def test_a_table_looks_like_one_in_a_notebook() -> None:
    long = "A sentence that is much longer than the fifty characters after which a frame is cut short."
    (output,) = shown(page.table, DENIALS.assign(Note=long), "tab-x", caption="Some rows.")
    code = output.data["text/html"]
    assert code.count("<tr") == 3 and long in code
    assert "&lt;fake&gt;" in code and "<fake>" not in code


def test_printed_columns_share_the_line_by_their_widths() -> None:
    spec = book_outputs.column_spec([2, 6, 4], [False, False, True])
    assert [float(share) for share in re.findall(r"dimexpr([\d.]+)\\linewidth", spec)] == [0.1667, 0.5, 0.3333]
    assert re.findall(r"ragged(left|right)", spec) == ["right", "right", "left"]


# ---- values and cells -----------------------------------------------------------------------


def test_values_are_glued_under_their_names_as_text() -> None:
    outputs = shown(page.value, containers="28,000", shells="4 to 6 million")
    texts = {}
    for output in outputs:
        ((mime, text),) = output.data.items()
        assert mime == "application/papermill.record/text/plain", "recorded for the prose, not shown in the cell"
        texts[output.metadata["scrapbook"]["name"]] = text
    assert texts == {"containers": "'28,000'", "shells": "'4 to 6 million'"}


@pytest.mark.parametrize(
    ("sources", "keys"),
    [
        (["b", "a", "b"], ["a", "b"]),
        (pd.Series(["b;a", "c ; a", ""]), ["a", "b", "c"]),
        ([], []),
    ],
)
def test_each_source_is_cited_once(sources: list[str] | pd.Series, keys: list[str]) -> None:
    assert page.source_keys(sources) == keys


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("text", "text"),
        ("", ""),
        (28000, "28,000"),
        (np.int64(28000), "28,000"),
        (np.float64(28000), "28,000"),
        (5.0, "5"),
        (0.1 + 0.2, "0.3"),
        (6_500_000.0, "6,500,000"),
        (19_200_000_000.0, "19,200,000,000"),
        (-12.5, "-12.5"),
        (NAN, ""),
        (None, ""),
        (pd.NA, ""),
        (pd.NaT, ""),
        (pd.Timestamp("2024-10-18"), "2024-10-18"),
        (["a", "b"], "a; b"),
    ],
)
def test_a_cell_is_printed_plainly(cell: Any, text: str) -> None:
    assert page.cell_text(cell) == text


def test_images_come_out_of_a_notebook_as_they_went_in() -> None:
    """Jupyter stores binary images in base64 and SVG as text."""
    picture, drawing = b"\x89PNG\r\n\x1a\n\x00\xff", '<?xml version="1.0"?>\n<svg>국</svg>'
    assert book_outputs.image_bytes(b2a_base64(picture).decode()) == picture
    assert book_outputs.image_bytes(drawing) == drawing.encode()
