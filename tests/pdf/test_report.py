"""The PDF: complete, every glyph there, the same text as the website."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from pypdf import PdfReader

from evidence import ROOT, build


@pytest.fixture(scope="session")
def report(built: Path) -> Path:
    """The PDF beside the website."""
    return build.PDF


@pytest.fixture(scope="session")
def text(report: Path) -> str:
    """Its text, white space folded, apostrophes straight."""
    raw = subprocess.run(["pdftotext", report, "-"], capture_output=True, text=True, check=True).stdout
    return re.sub(r"\s+", " ", raw.replace("-\n", "").replace("’", "'"))


def test_file_is_sound(report: Path) -> None:
    checked = subprocess.run(["qpdf", "--check", report], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout


def test_outline_names_every_chapter(report: Path) -> None:
    titles = [item.title for item in PdfReader(report).outline if not isinstance(item, list)]
    wanted = [
        re.search(r"^# (.+)$", (ROOT / f"{line.split()[-1]}.md").read_text(), re.M)[1]  # type: ignore[index]
        for line in (ROOT / "_toc.yml").read_text().splitlines()
        if "file:" in line
    ]
    assert [title for title in titles if title in wanted] == wanted


def test_every_caption_is_printed(text: str) -> None:
    for chapter in ("arms", "methods"):
        source = (ROOT / "chapters" / f"{chapter}.md").read_text()
        for caption in re.findall(r'caption="([^"]{20,60})', source):
            assert caption.split(":")[0][:40] in text, caption


def test_computed_values_are_those_of_the_website(text: str, built: Path) -> None:
    page = (built / "chapters" / "arms.html").read_text()
    values = set(re.findall(r'class="pasted-text">([^<]+)<', page))
    assert len(values) > 40
    assert [value for value in values if value not in text] == []


def test_scripts_have_glyphs(text: str) -> None:
    assert "방사포탄" in text
    assert "北朝鮮" in text
    assert "Российская" in text


def test_fonts_are_embedded_and_charts_are_vectors(report: Path) -> None:
    fonts = subprocess.run(["pdffonts", report], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    assert fonts
    assert [line for line in fonts if line.split()[-5] != "yes"] == []
    images = subprocess.run(["pdfimages", "-list", report], capture_output=True, text=True, check=True).stdout
    assert len(images.splitlines()) == 2


def test_nothing_raw_is_printed(text: str) -> None:
    for trace in ("{glue:text}", "{cite:p}", "{numref}", "object at 0x", "Show the code", "import pandas", "¿"):
        assert trace not in text
