"""Tables, analysis and charts of the Moscow–Pyongyang evidence book."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
"""The folder of the book: the package is installed in place (editable)."""
