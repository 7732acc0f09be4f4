"""What print makes of texts: quotation marks, years with letters, runs of scripts, places of errors."""

from __future__ import annotations

from pathlib import Path

import pytest
from docutils import nodes

from _ext.printed_text import marked, runs
from _ext.references import ascii_address, letter, shown
from evidence import latex_log, printed_tables, words


@pytest.mark.parametrize(
    ("straight", "wanted"),
    [
        ("He said \"more than two\" and 'three'", "He said “more than two” and ‘three’"),
        ('Seoul\'s ("x") 10 "units"', "Seoul’s (“x”) 10 “units”"),
        ("no marks", "no marks"),
    ],
)
def test_quotation_marks_are_curled(straight: str, wanted: str) -> None:
    assert words.curly(straight) == wanted


def test_letters_of_years_go_on_after_z() -> None:
    assert [letter(number) for number in (0, 25, 26, 51, 52)] == ["a", "z", "aa", "az", "ba"]


def test_addresses_can_be_typed() -> None:
    assert ascii_address("https://a.org/북?x=1&y=%20#z") == "https://a.org/%EB%B6%81?x=1&y=%20#z"
    assert shown("https://a.org/" + "x" * 200) == "a.org/…"
    assert shown("https://a.org/x") == "https://a.org/x"


def test_only_runs_that_need_it_are_marked() -> None:
    arabic = "Elnashra (2018). سفير روسيا ببيونغ يانغ: بدء. 2018."
    assert [arabic[start:stop] for start, stop, _ in runs(arabic)] == ["سفير روسيا ببيونغ يانغ: بدء"]
    chinese = "KCNA. 朝俄政府间贸易委员会. 17 October."
    assert [(chinese[start:stop], name) for start, stop, name in runs(chinese)] == [("朝俄政府间贸易委员会", "chinese")]
    for other in ("朝鮮半島の情勢", "北, 러에 컨테이너 6700개", "Курская область", "plain"):
        assert runs(other) == []
    assert [type(node) for node in marked(arabic)] == [nodes.Text, nodes.inline, nodes.Text]


def test_an_error_is_told_with_its_chapter(tmp_path: Path) -> None:
    (tmp_path / "report.tex").write_text("%! chapters/arms.md:10\n\nText.\n%! chapters/arms.md:20\n\\no\n", "utf-8")
    (tmp_path / "report.log").write_text("./report.tex:5: Undefined control sequence.\nl.5 \\no\n        \n", "utf-8")
    assert latex_log.error(tmp_path).startswith("chapters/arms.md:20: LaTeX says: Undefined control sequence.")
    (tmp_path / "report.log").write_text('! Package fontspec Error: The font "Amiri" cannot be found.\n', "utf-8")
    assert latex_log.error(tmp_path) == "Amiri is not installed. TeX and all fonts are set up by: tools/packages pdf"
    assert latex_log.error(tmp_path / "nowhere") == ""


def test_wide_lines_and_missing_characters_are_found(tmp_path: Path) -> None:
    (tmp_path / "report.tex").write_text("%! chapters/arms.md:3\n\nA ᚠ rune.\n", "utf-8")
    log = (
        "Overfull \\hbox (12.5pt too wide) in paragraph at lines 3--4\n"
        "Overfull \\hbox (0.8pt too wide) in paragraph at lines 3--4\n"
        "Missing character: There is no ᚠ (U+16A0) in font Linux Libertine O!\n"
    )
    (tmp_path / "report.log").write_text(log, "utf-8")
    assert latex_log.overfull(tmp_path, allowed=2) == ["chapters/arms.md:3: 12.5 pt too wide"]
    assert latex_log.missing_characters(tmp_path) == ["chapters/arms.md:3: ᚠ (U+16A0 RUNIC LETTER FEHU FEOH FE F)"]


@pytest.mark.parametrize(
    ("low", "best", "high", "wanted"),
    [
        ("", "28000", "", "28,000"),
        ("4000000", "", "6500000", "4,000,000–6,500,000"),
        ("100", "", "", "≥ 100"),
        ("", "", "0.5", "≤ 0.5"),
        ("1", "2", "3", "2 (1–3)"),
    ],
)
def test_figures_of_the_full_table_are_unrounded(low: str, best: str, high: str, wanted: str) -> None:
    assert printed_tables.figure({"low": low, "best": best, "high": high}) == wanted
