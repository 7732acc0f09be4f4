"""A fault fails the build, names its place, and leaves the last good book as it was."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from evidence.bench import edit
from tests.book.conftest import Book

FAULTS = {
    "exception in a cell": ("page.value(latest=", "1 / 0\npage.value(latest=", "ZeroDivisionError"),
    "unresolved reference": ("({numref}`fig-small`)", "({numref}`fig-missing`)", "fig-missing"),
    "missing citation": ("The latest figure", "{cite:p}`no-such-key` The latest figure", "no-such-key"),
    "missing image": ("The latest figure", "![x](no-such.png) The latest figure", "no-such.png"),
    "unknown value": ("{glue:text}`latest`", "{glue:text}`earliest`", "earliest"),
    "output on stderr": ("page.value(latest=", "import sys\nprint('x', file=sys.stderr)\npage.value(latest=", "stderr"),
}


@pytest.fixture
def chapter(built_book: Book) -> Iterator[Book]:
    """The built copy, whose chapter is put right again afterwards."""
    text = built_book.chapter.read_text()
    yield built_book
    built_book.chapter.write_text(text)


@pytest.mark.parametrize("fault", FAULTS)
def test_fault_fails_and_spares_the_last_book(chapter: Book, fault: str) -> None:
    old, new, named = FAULTS[fault]
    page = chapter.page.read_bytes()
    edit(chapter.chapter, old, new)
    for attempt in ("first", "second"):  # Sphinx alone would pass the second time
        failed = chapter.build("html")
        said = failed.stdout + failed.stderr
        assert failed.returncode == 1, (attempt, said)
        assert re.search(rf"chapters/arms\.md:\d+: .*{re.escape(named)}", said), said
        assert chapter.page.read_bytes() == page


def test_mended_book_builds_again(chapter: Book) -> None:
    edit(chapter.chapter, "page.value(latest=", "1 / 0\npage.value(latest=")
    failed = chapter.build("html")
    line = chapter.chapter.read_text().splitlines().index("1 / 0") + 1
    assert f"chapters/arms.md:{line}: ZeroDivisionError: division by zero" in failed.stderr
    edit(chapter.chapter, "1 / 0\n", "")
    assert chapter.build("html").returncode == 0


def test_plain_jupyter_book_fails_too(chapter: Book) -> None:
    edit(chapter.chapter, "({numref}`fig-small`)", "({numref}`fig-missing`)")
    assert chapter.jupyter_book().returncode != 0


def test_latex_error_spares_the_last_pdf(chapter: Book) -> None:
    built = chapter.build("pdf")
    assert built.returncode == 0, built.stdout + built.stderr
    report = chapter.root / "_build" / "pdf" / "report.pdf"
    good = report.read_bytes()
    edit(chapter.chapter, "The latest figure", "```{raw} latex\n\\nosuchcommand\n```\n\nThe latest figure")
    failed = chapter.build("pdf")
    assert failed.returncode == 1
    line = chapter.chapter.read_text().splitlines().index("```{raw} latex") + 1
    assert re.search(rf"chapters/arms\.md:{line}: LaTeX says: Undefined control sequence", failed.stderr), failed.stderr
    assert "nosuchcommand" in failed.stderr
    assert report.read_bytes() == good


def test_character_without_a_glyph_fails_the_pdf(chapter: Book) -> None:
    edit(chapter.chapter, "The latest figure", "ᚠ The latest figure")
    line = next(number for number, text in enumerate(chapter.chapter.read_text().splitlines(), 1) if "ᚠ" in text)
    failed = chapter.build("pdf")
    assert failed.returncode == 1
    assert f"chapters/arms.md:{line}: ᚠ (U+16A0 RUNIC LETTER" in failed.stderr


def test_missing_fonts_are_told_with_the_line_that_installs_them(chapter: Book, tmp_path: Path) -> None:
    empty = tmp_path / "fonts.conf"
    empty.write_text(f'<?xml version="1.0"?><fontconfig><cachedir>{tmp_path}</cachedir></fontconfig>')
    edit(chapter.chapter, "The latest figure", "By now the latest figure")
    failed = chapter.build("pdf", FONTCONFIG_FILE=str(empty))
    assert failed.returncode == 1
    assert re.search(r"Linux Libertine O is not installed\. .*tools/packages pdf", failed.stderr), failed.stderr


def test_missing_tex_is_told_with_the_line_that_installs_it(chapter: Book) -> None:
    edit(chapter.chapter, "The latest figure", "So far the latest figure")
    failed = chapter.build("pdf", PATH=str(Path(sys.executable).parent))
    assert failed.returncode == 1
    assert "make and latexmk and xelatex not found" in failed.stderr
    assert "tools/packages pdf" in failed.stderr
