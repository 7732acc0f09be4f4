"""Two clean builds give the same PDF, byte for byte, wherever and whenever they run."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from tests.book.conftest import make_book


def in_another_year(folder: Path) -> str:
    """A search path on which LaTeX runs by a clock of 2031 (a kernel's sockets do not bear one)."""
    folder.mkdir()
    for program in ("xelatex", "xdvipdfmx"):
        shim = folder / program
        shim.write_text(f'#!/bin/sh\nexec faketime "2031-07-01 23:59:00" {shutil.which(program)} "$@"\n')
        shim.chmod(0o755)
    return f"{folder}:{Path(sys.executable).parent}:/usr/bin:/bin"


def test_pdf_is_the_same_in_another_folder_year_time_zone_and_locale(tmp_path: Path) -> None:
    here, there = make_book(tmp_path / "one"), make_book(tmp_path / "another" / "longer" / "way")
    first = here.build("pdf", TZ="UTC", LC_ALL="C.UTF-8")
    path = in_another_year(tmp_path / "programs")
    second = there.build("pdf", PATH=path, TZ="Australia/Sydney", LC_ALL="C", PYTHONHASHSEED="7")
    assert first.returncode == 0, first.stdout + first.stderr
    assert second.returncode == 0, second.stdout + second.stderr
    pdf = Path("_build") / "pdf" / "report.pdf"
    assert (here.root / pdf).read_bytes() == (there.root / pdf).read_bytes()
