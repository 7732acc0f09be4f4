"""What the theme loads, made lighter: nothing that a page does not use, nothing compiled twice."""

from __future__ import annotations

import gc
from pathlib import Path

from jinja2 import FileSystemBytecodeCache
from sphinx.application import Sphinx


def keep_compiled_templates(app: Sphinx) -> None:
    """Keep the theme's compiled templates from one build to the next."""
    environment = getattr(getattr(app.builder, "templates", None), "environment", None)
    if environment is not None:
        folder = Path(app.doctreedir).parent / ".templates"
        folder.mkdir(parents=True, exist_ok=True)
        environment.bytecode_cache = FileSystemBytecodeCache(str(folder))


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the extension."""
    # Jupyter Book sets it for sphinx-comments, which is not loaded here.
    app.add_config_value("comments_config", {}, "html", [dict])
    app.connect("builder-inited", keep_compiled_templates, priority=999)
    # A build is short and ends with all its trees in memory: neither sweep them now nor at the end.
    gc.disable()
    app.connect("build-finished", lambda *_: gc.freeze(), priority=999)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
