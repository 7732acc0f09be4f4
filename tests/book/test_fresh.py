"""Built pages are never stale, and a prose edit executes nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from evidence.bench import edit
from tests.book.conftest import Book


def executed(result: subprocess.CompletedProcess[str]) -> bool:
    return "Executed notebook" in result.stdout + result.stderr


def test_edits_show_by_plain_jupyter_book(book: Book) -> None:
    first = book.jupyter_book()
    assert first.returncode == 0, first.stdout + first.stderr
    assert executed(first)
    assert "33,000" in book.page.read_text()

    edit(book.chapter, "The latest figure", "By its own account the latest figure")
    assert not executed(book.jupyter_book())
    assert "By its own account" in book.page.read_text()

    edit(book.root / "data" / "claims.csv", ",33000,", ",34567,")
    assert executed(book.jupyter_book())
    assert "34,567" in book.page.read_text()

    edit(book.root / "evidence" / "words.py", 'f"at least {number(low)}"', 'f"no fewer than {number(low)}"')
    edit(book.chapter, 'text"].iloc[-1]', 'text"].iloc[0]')
    assert executed(book.jupyter_book())
    assert "no fewer than 13,000" in book.page.read_text()

    lock = book.root / "requirements.txt"
    lock.write_text(lock.read_text() + "\n# a comment\n")
    assert executed(book.jupyter_book())


def test_package_of_another_copy_is_refused(book: Book) -> None:
    """Without PYTHONPATH the installed ``evidence`` is another copy's, and its data are not this book's."""
    program = Path(sys.executable).with_name("jupyter-book")
    result = subprocess.run([program, "build", "."], cwd=book.root, capture_output=True, text=True, check=False)
    assert result.returncode != 0
    assert "pip install" in result.stdout + result.stderr
