"""A correction between two editions is found, cell by cell; nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from evidence import editions

OLD = "id,claimant,best\narms-0001,dia,7000\narms-0002,nis,100\narms-0003,gur,5\n"
NEW = "id,claimant,best,notes\narms-0001,dia,7000,\narms-0002,nis,300,revised\narms-0004,osc,64,\n"


def folder(path: Path, claims: str) -> Path:
    path.mkdir()
    (path / "claims.csv").write_text(claims, encoding="utf-8")
    return path


def test_rows_and_cells_that_differ_are_listed(tmp_path: Path) -> None:
    found = editions.compare(folder(tmp_path / "old", OLD), folder(tmp_path / "new", NEW))
    assert [each[1:] for each in found] == [
        ("arms-0002", "changed", "best", "100", "300"),
        ("arms-0002", "changed", "notes", "", "revised"),
        ("arms-0003", "removed", "", "", ""),
        ("arms-0004", "added", "", "", ""),
    ]
    assert editions.as_text(found).splitlines()[0] == "claims arms-0002 changed: best '100' → '300'"
    assert editions.summary(found).to_dict("records") == [{"table": "claims", "added": 1, "removed": 1, "changed": 1}]


def test_an_edition_does_not_differ_from_itself() -> None:
    data = Path(editions.__file__).parent.parent / "data"
    assert editions.compare(data, data) == []
    assert editions.as_text([]) == "0 differences"


def test_a_table_that_is_new_is_all_added(tmp_path: Path) -> None:
    old, new = folder(tmp_path / "old", OLD), folder(tmp_path / "new", OLD)
    (new / "places.csv").write_text("id,name\nrajin,Rajin\n", encoding="utf-8")
    assert [each[:3] for each in editions.compare(old, new)] == [("places", "rajin", "added")]


def test_a_folder_without_data_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="holds no table"):
        editions.compare(tmp_path, tmp_path)
