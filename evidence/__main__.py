"""The command line: ``python -m evidence build|check|add|model|reference|live|bench|seeds``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from evidence import ROOT

SETTING = (
    "--set shells_per_container=300..400 puts a range (all values alike) for an input, --set tanker_fill=0.9 a value."
)
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
    model = commands.add_parser("model", help="run a model, with inputs of your own", description=SETTING)
    model.add_argument("name", choices=["munitions", "oil", "labour", "troops", "exchange", "agreement"])
    model.add_argument("--set", action="append", default=[], metavar="INPUT=LOW..HIGH", dest="settings")
    model.add_argument("--draws", type=int, metavar="N")
    model.add_argument("--seed", type=int, metavar="N")
    model.add_argument("--draw", type=Path, metavar="FILE.svg", help="write the results as a chart, too")
    model.add_argument(
        "--inputs", action="store_true", help="print the inputs instead: what they are and can be set to"
    )
    reference = commands.add_parser("reference", help="renew the reference outputs of the chapters")
    reference.add_argument("chapters", nargs="*", type=Path)
    comparing = commands.add_parser("compare", help="list what changed between two data folders")
    comparing.add_argument("old", type=Path)
    comparing.add_argument("new", nargs="?", type=Path, default=ROOT / "data")
    seeds = commands.add_parser("seeds", help="check the digests of the two articles against the originals")
    seeds.add_argument("folder", type=Path, help="folder of the originals")
    commands.add_parser("live", help="serve the book and rebuild it on every save")
    commands.add_parser("bench", help="measure builds")
    chosen, rest = parser.parse_known_args(arguments)
    if chosen.command == "add":
        return run_add(chosen, rest)
    if rest:
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    commands_run = {
        "build": run_build,
        "check": run_check,
        "model": run_model,
        "reference": run_reference,
        "compare": run_compare,
        "seeds": run_seeds,
        "live": run_live,
        "bench": run_bench,
    }
    return commands_run[chosen.command](chosen)


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


def run_model(chosen: argparse.Namespace) -> int:
    """Print what a model makes of its inputs, and draw it where a file is named."""
    from evidence import what_if
    from evidence.models import sampling

    try:
        print(
            what_if.answer(
                chosen.name,
                chosen.settings,
                draws=chosen.draws,
                seed=chosen.seed,
                picture=chosen.draw,
                inputs=chosen.inputs,
            )
        )
    except sampling.SettingError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


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


def run_compare(chosen: argparse.Namespace) -> int:
    """List the differences between two editions of the data."""
    from evidence import editions

    try:
        print(editions.as_text(editions.compare(chosen.old, chosen.new)))
    except FileNotFoundError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def run_reference(chosen: argparse.Namespace) -> int:
    """Renew the reference outputs."""
    from evidence import reference

    reference.renew(chosen.chapters or reference.chapters())
    return 0


def run_seeds(chosen: argparse.Namespace) -> int:
    """Check the digests of the two articles."""
    from evidence import seeds

    problems = seeds.check(chosen.folder)
    lines = sum(len(each.lines) for each in seeds.digests().values()) if not problems else 0
    print("\n".join(problems) or f"seeds: the digests agree with the originals, {lines} lines")
    return 1 if problems else 0


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
