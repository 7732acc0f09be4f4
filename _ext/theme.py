"""What a page of the site holds besides its text: navigation, style, scripts, and a policy that allows no others."""

from __future__ import annotations

import base64
import gc
import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from docutils import nodes
from jinja2 import FileSystemBytecodeCache
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from evidence.fingerprint import fingerprint

ROOT = Path(__file__).resolve().parents[1]
SHARED = ("_ext", "_theme", "_static", "data/datapackage.json")
"""What goes into every page, and Sphinx does not watch."""

FIRST_SCRIPT = 'try{const t=localStorage.getItem("theme");if(t)document.documentElement.dataset.theme=t}catch{}'
"""Runs before the first paint, so that a page in the reader's colours does not flash in others."""

FIRST_HASH = base64.b64encode(hashlib.sha256(FIRST_SCRIPT.encode()).digest()).decode()
POLICY = (
    "default-src 'none'; "
    f"script-src 'self' 'wasm-unsafe-eval' 'sha256-{FIRST_HASH}'; "
    "style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'"
)
"""Nothing from elsewhere, nothing inline but the script above. The search runs as WebAssembly."""


def add_page(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    """Give the layout its `site`."""
    body = context.get("body", "")
    pathto: Callable[..., str] = context["pathto"]
    site = context.setdefault("site", {})
    site.update(
        title=page_title(app, page, context),
        policy=POLICY,
        first_script=FIRST_SCRIPT,
        asset=lambda name: f"{pathto(f'_static/{name}', True)}?v={checksum(name)}",
        scripts=["site.js", *(["tables.js"] if 'class="data-table' in body else [])],
        modules=["explorer.js"] if 'id="evidence-explorer"' in body else [],
        chapters=chapters(app, page, pathto),
        searched=doctree is not None,
    )


def page_title(app: Sphinx, page: str, context: dict[str, Any]) -> str:
    """The page's title and the book's, each said once."""
    return app.config.html_title if page == app.config.root_doc else f"{context['title']} · {app.config.html_title}"


@cache
def checksum(name: str) -> str:
    """Tells one version of a file from the next, so that no reader keeps an old one."""
    return hashlib.sha256((ROOT / "_static" / name).read_bytes()).hexdigest()[:8]


def chapters(app: Sphinx, page: str, pathto: Callable[..., str]) -> list[dict[str, Any]]:
    """The chapters in order, with the sections of the one that is open."""
    env = app.env
    return [
        {
            "title": env.titles[name].astext(),
            "link": pathto(name) if name != page else "#content",
            "current": name == page,
            "sections": sections(env, name) if name == page else [],
        }
        for name in env.toctree_includes.get(app.config.root_doc, [])
    ]


def sections(env: BuildEnvironment, page: str) -> list[dict[str, str]]:
    """The sections of a page, one level deep."""
    top = next(iter(env.tocs[page].findall(nodes.bullet_list, include_self=False)), None)
    items = [item for item in (top.children if top else []) if isinstance(item, nodes.list_item)]
    links = [next(iter(item.findall(nodes.reference))) for item in items]
    return [{"title": link.astext(), "link": link["anchorname"]} for link in links]


def rewrite_all(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Write every page again when what all pages share has changed: the list of chapters, the layout, this folder."""
    names = env.toctree_includes.get(app.config.root_doc, [])
    shared = [fingerprint(ROOT, SHARED), *((name, env.titles[name].astext()) for name in names)]
    if shared == getattr(env, "evidence_shared", None):
        return []
    env.evidence_shared = shared  # type: ignore[attr-defined]
    return sorted(env.found_docs)


def use_theme(app: Sphinx, config: Any) -> None:
    """The theme of this folder, which knows none of the options that Jupyter Book sets for its own."""
    config.html_theme_options = {}


def leave_out_search(app: Sphinx) -> None:
    """No index of words on every page: the search has its own, loaded when it is used."""
    app.builder.search = False  # type: ignore[attr-defined]


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
    app.add_html_theme("evidence", str(ROOT / "_theme"))
    app.connect("config-inited", use_theme)
    app.connect("builder-inited", leave_out_search)
    app.connect("env-updated", rewrite_all)
    app.connect("html-page-context", add_page)
    app.connect("builder-inited", keep_compiled_templates, priority=999)
    # A build is short and ends with all its trees in memory: neither sweep them now nor at the end.
    gc.disable()
    app.connect("build-finished", lambda *_: gc.freeze(), priority=999)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
