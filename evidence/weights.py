"""What a page of the built site costs a reader: requests, and kilobytes as a server sends them (gzip)."""

from __future__ import annotations

import functools
import gzip
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import Page

PACKED = {".png", ".woff2", ".pagefind", ".pf_meta", ".pf_index", ".pf_fragment", ".zip", ".xlsx", ".pdf"}
"""Files that are compressed already and go over the line as they are."""


@dataclass(frozen=True)
class Weight:
    """The cost of one visit."""

    page: str
    requests: int
    kilobytes: float


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A file server that says nothing."""

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The address at which a folder is served on this machine."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def pages(site: Path) -> list[str]:
    """The pages of a site, by their paths."""
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))


def weigh(page: Page, address: str, path: str, site: Path) -> Weight:
    """Open a page in a browser and weigh all that it asks for until the network is idle."""
    urls: list[str] = []
    page.on("request", lambda request: urls.append(request.url))
    page.goto(f"{address}/{path}", wait_until="networkidle")
    files = [site / urlsplit(url).path.lstrip("/") for url in urls if url.startswith(address)]
    return Weight(path, len(urls), round(sum(map(sent, files)) / 1000, 1))


def sent(file: Path) -> int:
    """Bytes of a file as sent."""
    content = file.read_bytes()
    return len(content if file.suffix in PACKED else gzip.compress(content, 6))
