"""The command line: ``python -m evidence build|check|add|reference|live|bench``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from evidence import ROOT

ADDING = "Every field of the row is an option (--as-of 2026-03); in a terminal, what is not given is asked."


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m evidence", description="Build and check the evidence book.")
    commands = parser.add_subparsers(dest="command", required=True)
    build = commands.add_parser("build", help="build the website or the PDF")
    build.add_argument("kind", choices=["html", "pdf"])
    check = commands.add_parser("check", help="check a folder of data")
    check.add_argument("folder", nargs="?", type=Path, default=ROOT / "data")
    check.add_argument("--format", choices=["text", "json"], default="text")
    adding = commands.add_parser("add", help="add a claim, an event or a source", description=ADDING)
    adding.add_argument("kind", choices=["claim", "event", "source"])
    adding.add_argument("--folder", type=Path, default=ROOT / "data")
    reference = commands.add_parser("reference", help="renew the reference outputs of the chapters")
    reference.add_argument("chapters", nargs="*", type=Path)
    commands.add_parser("live", help="serve the book and rebuild it on every save")
    commands.add_parser("bench", help="measure builds")
    chosen, rest = parser.parse_known_args(arguments)
    if chosen.command == "add":
        return run_add(chosen, rest)
    if rest:
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    return {"build": run_build, "check": run_check, "reference": run_reference, "live": run_live, "bench": run_bench}[
        chosen.command
    ](chosen)


def run_build(chosen: argparse.Namespace) -> int:
    """Build the website or the PDF."""
    from evidence import build

    try:
        {"html": build.html, "pdf": build.pdf}[chosen.kind]()
    except build.BuildError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def run_check(chosen: argparse.Namespace) -> int:
    """Check a folder of data."""
    from evidence import checks

    data = checks.read(chosen.folder)
    problems = checks.problems_of(data)
    print(checks.as_json(problems) if chosen.format == "json" else checks.as_text(problems, chosen.folder, data))
    return 1 if problems else 0


def run_add(chosen: argparse.Namespace, options: list[str]) -> int:
    """Add a row of data, from options, and from answers where a terminal can ask."""
    from evidence import add

    parser = argparse.ArgumentParser(prog=f"python -m evidence add {chosen.kind}", allow_abbrev=False)
    for field in add.columns(chosen.kind, chosen.folder):
        text = field["description"].replace("%", "%%")
        parser.add_argument(f"--{field['name'].replace('_', '-')}", default=argparse.SUPPRESS, help=text)
    given = vars(parser.parse_args(options))
    try:
        row = add.complete(chosen.kind, given, chosen.folder, input if sys.stdin.isatty() else None)
        file, line = add.add(chosen.kind, row, chosen.folder)
    except add.RefusedError as refusal:
        print(refusal, file=sys.stderr)
        return 1
    print(f"{file}:{line}: added {row.get('id') or row['key']}")
    return 0


def run_reference(chosen: argparse.Namespace) -> int:
    """Renew the reference outputs."""
    from evidence import reference

    reference.renew(chosen.chapters or reference.chapters())
    return 0


def run_live(chosen: argparse.Namespace) -> int:
    """Serve and rebuild."""
    from evidence import live

    live.serve()
    return 0


def run_bench(chosen: argparse.Namespace) -> int:
    """Measure."""
    from evidence import bench

    bench.run_bench()
    return 0


if __name__ == "__main__":
    sys.exit(main())
