"""A fingerprint of files: what a build or a cached execution was made from."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable
from pathlib import Path


def fingerprint(root: Path, names: Iterable[str]) -> str:
    """A hash of the named files and folders below ``root``, names and contents, and of this Python's version."""
    digest = hashlib.sha256(sys.version.encode())
    for name in names:
        top = root / name
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(path.relative_to(root).as_posix().encode() + b"\0")
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]
