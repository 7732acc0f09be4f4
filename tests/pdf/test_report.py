"""The PDF: complete, every glyph there, the same text as the website."""

from __future__ import annotations

import csv
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from pypdf import PdfReader
from pypdf.generic import IndirectObject

from evidence import ROOT, build, latex_log

EXPLORER = "chapters/explorer"
"""A page of the web alone; in print the full tables stand in its place."""

PAGES = [part["file"] for part in yaml.safe_load((ROOT / "_toc.yml").read_text())["chapters"]]
CHAPTERS = [page for page in PAGES if page != EXPLORER]
PACKAGE = json.loads((ROOT / "data" / "datapackage.json").read_text())


@pytest.fixture(scope="session")
def report(built: Path) -> Path:
    """The PDF beside the website."""
    return build.PDF


@pytest.fixture(scope="session")
def reader(report: Path) -> PdfReader:
    """The PDF, parsed."""
    return PdfReader(report)


@pytest.fixture(scope="session")
def text(report: Path) -> str:
    """Its text, white space folded, apostrophes straight."""
    raw = subprocess.run(["pdftotext", report, "-"], capture_output=True, text=True, check=True).stdout
    return fold(raw.replace("-\n", ""))


def fold(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("’", "'"))


def rows(table: str) -> list[dict[str, str]]:
    with (ROOT / "data" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def title(chapter: str) -> str:
    found = re.search(r"^# (.+)$", (ROOT / f"{chapter}.md").read_text(), re.M)
    assert found
    return found[1]


def outline(reader: PdfReader) -> list[str]:
    """The titles of the outline's first level, without their numbers."""
    return [re.sub(r"^(?:\d+|[A-Z])\s+", "", str(item.title)) for item in reader.outline if not isinstance(item, list)]


def test_file_is_sound(report: Path) -> None:
    checked = subprocess.run(["qpdf", "--check", report], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout


def test_outline_is_the_table_of_contents(reader: PdfReader) -> None:
    wanted = [["All claims", "All events"] if page == EXPLORER else [title(page)] for page in PAGES]
    assert outline(reader) == ["Summary", *(name for names in wanted for name in names)]


def test_title_page_names_edition_and_cut_off(reader: PdfReader) -> None:
    front = fold(reader.pages[0].extract_text() + reader.pages[1].extract_text())
    day = f"{int(PACKAGE['cutoff'][8:])} November {PACKAGE['cutoff'][:4]}"
    assert f"Edition {PACKAGE['version']}" in front
    assert f"Data cut-off: {day}" in front
    assert f"Moscow–Pyongyang Evidence Book contributors ({PACKAGE['version'][:4]})" in front
    assert "Accessible edition" in front


def test_metadata_are_complete(reader: PdfReader) -> None:
    info, xmp = reader.metadata, reader.xmp_metadata
    assert info is not None and xmp is not None
    assert (info.title or "").startswith("Moscow–Pyongyang: an evidence book")
    assert info.author == "Moscow–Pyongyang Evidence Book contributors"
    assert PACKAGE["version"] in (info.subject or "")
    assert "sanctions" in info["/Keywords"]
    assert reader.trailer["/Root"]["/Lang"] == "en"
    assert xmp.dc_title is not None and xmp.dc_title["en"] == info.title
    assert xmp.dc_creator == [info.author]
    assert xmp.dc_language == ["en"]
    assert xmp.xmp_create_date is not None and xmp.xmp_create_date.isoformat()[:10] == PACKAGE["created"][:10]


def test_every_caption_is_printed(text: str) -> None:
    missing = [
        (chapter, caption)
        for chapter in CHAPTERS
        for caption in re.findall(r'caption="([^"{]{20,60})', (ROOT / f"{chapter}.md").read_text())
        if fold(caption.split(":")[0][:40]) not in text
    ]
    assert missing == []


def test_computed_values_are_those_of_the_website(text: str, built: Path) -> None:
    values = {
        (chapter, value)
        for chapter in CHAPTERS
        for value in re.findall(r'class="pasted-text">([^<]+)<', (built / f"{chapter}.html").read_text())
    }
    assert len(values) > 40
    assert [pair for pair in sorted(values) if fold(pair[1]) not in text] == []


def test_every_claim_and_event_is_in_the_appendices(text: str) -> None:
    joined = re.sub("[- ]", "", text)  # long identifiers break at their hyphens
    ids = [row["id"] for row in rows("claims")] + [row["id"].removeprefix("e-") for row in rows("events")]
    assert [number for number in ids if number.replace("-", "") not in joined] == []


def test_heads_of_the_full_tables_are_repeated(reader: PdfReader) -> None:
    pages = [page.extract_text() for page in reader.pages if page.mediabox.width > page.mediabox.height]
    tables = [page for page in pages if re.search(r"\b(?:arms|troops|economy|diplomacy)-\d{4}\b", page)]
    assert len(tables) > 20
    assert [page[:60] for page in tables if "Sources" not in page or "notes" not in page] == []


def test_every_source_is_listed_with_the_day_it_was_seen(text: str) -> None:
    sources = (ROOT / "data" / "references.bib").read_text(encoding="utf-8").count("\n  url = ")
    assert len(re.findall(r"\(seen \d{4}-\d\d-\d\d\)", text.replace("(seen20", "(seen 20"))) == sources


def test_citations_tell_sources_apart(text: str) -> None:
    """A publisher with several sources in a year has a letter after it, in the text and in the list alike."""
    cited = set(re.findall(r"KBS World, (\d{4}[a-z]+)", text))
    assert cited
    assert [year for year in cited if f"KBS World ({year})" not in text] == []


def test_scripts_have_glyphs(text: str) -> None:
    for word in ("방사포탄", "北朝鮮", "ロシア", "东方港", "Российская", "Ազատագրվել", "روسيا"):
        assert word in text


def test_no_character_is_missing_and_no_line_sticks_out(report: Path) -> None:
    folder = build.ASIDE / "_build" / "latex"
    assert (folder / "report.log").exists()
    assert latex_log.missing_characters(folder) == []
    assert latex_log.overfull(folder, allowed=2) == []


def test_fonts_are_embedded_and_charts_are_vectors(report: Path) -> None:
    fonts = subprocess.run(["pdffonts", report], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    assert fonts
    assert [line for line in fonts if line.split()[-5] != "yes"] == []
    images = subprocess.run(["pdfimages", "-list", report], capture_output=True, text=True, check=True).stdout
    assert len(images.splitlines()) == 2


def test_internal_links_lead_somewhere(reader: PdfReader) -> None:
    names = set(reader.named_destinations)
    wanted = {target for page in reader.pages for target in targets(page)}
    assert len(wanted) > 1000
    assert sorted(wanted - names) == []


def targets(page: Any) -> set[str]:
    """The named destinations that a page's links go to."""
    found = set()
    for link in page.get("/Annots") or []:
        action = (link.get_object() if isinstance(link, IndirectObject) else link).get("/A", {})
        action = action.get_object() if isinstance(action, IndirectObject) else action
        if action.get("/S") == "/GoTo":
            found.add(str(action["/D"]))
    return found


def test_length_is_that_of_a_book(reader: PdfReader) -> None:
    assert 150 < len(reader.pages) < 700


def test_nothing_raw_is_printed(text: str) -> None:
    for trace in ("{glue:text}", "{cite:p}", "{numref}", "object at 0x", "Show the code", "import pandas", "¿"):
        assert trace not in text
