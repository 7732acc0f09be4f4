"""What the theme loads, made lighter: nothing that a page does not use."""

from __future__ import annotations

from sphinx.application import Sphinx


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the extension."""
    # Jupyter Book sets it for sphinx-comments, which is not loaded here.
    app.add_config_value("comments_config", {}, "html", [dict])
    return {"parallel_read_safe": True, "parallel_write_safe": True}
