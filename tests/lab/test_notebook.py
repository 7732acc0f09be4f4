"""A chapter opens as a notebook in JupyterLab, runs, and shows figures, tables and values there."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, TimeoutError

from evidence.bench import copy_environment, copy_project

TOKEN = "test"


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[str]:
    """JupyterLab serving a copy of the project."""
    root = copy_project(tmp_path)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}"]
    process = subprocess.Popen(
        [*command, f"--IdentityProvider.token={TOKEN}", f"--ServerApp.root_dir={root}"],
        env={**copy_environment(root), "JUPYTER_CONFIG_DIR": str(tmp_path / "config"), "HOME": str(tmp_path)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"{address}/api/status?token={TOKEN}")
            break
        except OSError:
            time.sleep(0.3)
    yield address
    process.terminate()
    process.wait()


def test_chapter_opens_runs_and_shows_in_jupyterlab(lab: str, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 1600})
    page.goto(f"{lab}/lab/tree/chapters?token={TOKEN}")
    page.locator(".jp-DirListing-item").filter(has_text="arms.md").click(button="right", timeout=60_000)
    page.get_by_text("Open With").hover()
    page.locator(".lm-Menu-itemLabel").get_by_text("Jupytext Notebook", exact=True).click()
    page.locator(".jp-CodeCell").first.wait_for(timeout=60_000)
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=60_000)
    page.locator(".lm-MenuBar-itemLabel").get_by_text("Run", exact=True).click()
    page.locator(".lm-Menu-itemLabel").get_by_text("Run All Cells", exact=True).click()
    with contextlib.suppress(TimeoutError):  # asked only where Lab has not yet tied the kernel to the notebook
        page.locator(".jp-Dialog .jp-mod-accept").click(timeout=5_000)
    last_table = page.locator(".jp-OutputArea-output table th").get_by_text("Indicator", exact=True)
    last_table.wait_for(state="attached", timeout=120_000)
    assert page.locator(".jp-OutputArea-output .jp-RenderedSVG, .jp-RenderedSVG").count() >= 8
    assert page.locator(".jp-OutputArea-output table").count() >= 2
    assert page.locator(".jp-OutputArea-output").filter(has_text="Traceback").count() == 0
    page.close()
