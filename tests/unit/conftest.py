"""What several of the unit tests need."""

from __future__ import annotations

import pytest
from hypothesis import settings

from evidence import tables

settings.register_profile("book", derandomize=True, deadline=None, database=None)
settings.load_profile("book")


@pytest.fixture(scope="session")
def book() -> tables.Evidence:
    """The data of the book itself."""
    return tables.load()
