"""Execute a chapter again whenever data, package, lock or Python changed.

Jupyter Book's cache sees only the chapter's own code. Here a fingerprint of everything a
cell can read is a config value with ``rebuild="env"`` and the name of the cache's folder.
"""

from __future__ import annotations

import os
import shutil
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from evidence.fingerprint import fingerprint

INPUTS = ("data", "evidence", "seeds", "requirements.txt")
KEPT = 3
"""How many fingerprints' caches stay, so that going back to an older state is quick."""


def refuse_foreign_package(root: Path) -> None:
    """Chapters must load the package of this folder: another copy would bring its own data.

    Raises:
        ExtensionError: the environment's ``evidence`` lies elsewhere.
    """
    spec = find_spec("evidence")
    origin = Path(spec.origin).resolve() if spec and spec.origin else None
    if origin is None or root.resolve() not in origin.parents:
        raise ExtensionError(
            f"the package evidence is loaded from {origin}, not from {root}; in this folder run: "
            "pip install --no-deps --no-build-isolation --editable ."
        )


def use_cache(app: Sphinx, config: Any) -> None:
    """Point the cache to the folder of this fingerprint and drop those long unused."""
    root = Path(app.srcdir)
    refuse_foreign_package(root)
    config.evidence_fingerprint = fingerprint(root, INPUTS)
    caches = root / "_build" / ".jupyter_cache"
    mine = caches / config.evidence_fingerprint
    mine.mkdir(parents=True, exist_ok=True)
    os.utime(mine)
    config.nb_execution_cache_path = str(mine)
    by_age = sorted((path for path in caches.iterdir() if path.is_dir()), key=lambda path: path.stat().st_mtime)
    for old in by_age[:-KEPT]:
        shutil.rmtree(old, ignore_errors=True)


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the extension."""
    app.add_config_value("evidence_fingerprint", "", "env", [str])
    app.connect("config-inited", use_cache, priority=100)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
