"""Fail loudly: a warning fails the build, and a failed build is never taken for a good one."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util import logging

logger = logging.getLogger(__name__)


def forget_failed_build(app: Sphinx, exception: Exception | None) -> None:
    """After a failure let the next build read every page again, so that it fails again.

    Sphinx reports a warning once, when it reads the page; a second run over the pickled
    pages would end in success.
    """
    if exception or app._warncount:
        Path(app.doctreedir, "environment.pickle").unlink(missing_ok=True)
        logger.info("build failed: %s warning(s); the next build reads every page again", app._warncount)


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the extension."""
    app.keep_going = True  # a warning sets the exit status, after all were reported
    app.connect("build-finished", forget_failed_build)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
