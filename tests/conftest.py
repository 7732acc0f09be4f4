"""What several kinds of test share: the built book."""

from __future__ import annotations

from pathlib import Path

import pytest

from evidence import build


@pytest.fixture(scope="session")
def built() -> Path:
    """The website and the PDF, built if they are not there or not of this source."""
    build.html()
    build.pdf()
    return build.SITE
