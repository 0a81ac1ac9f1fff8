"""`python -m bench [NAME]`: measure, print a table, exit with 1 when a bar is missed."""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Callable

from bench.checking import run_checking
from bench.claude import run_claude
from bench.concepts import run_concepts
from bench.drafts import run_drafts
from bench.exports import run_exports
from bench.figures import Figure, format_table
from bench.lookup import run_evidence, run_reading
from bench.notes_cost import run_notes_cost
from bench.packaging import run_packaging, run_scale
from bench.quizzes import run_quizzes
from bench.rebuild import run_rebuild
from bench.startup import run_startup

# Packaging comes first: its children measure memory, and this process is still small.
BENCHMARKS: dict[str, Callable[[], list[Figure]]] = {
    "scale": run_scale,
    "packaging": run_packaging,
    "startup": run_startup,
    "rebuild": run_rebuild,
    "quizzes": run_quizzes,
    "exports": run_exports,
    "evidence": run_evidence,
    "reading": run_reading,
    "checking": run_checking,
    "concepts": run_concepts,
    "claude": run_claude,
    "cost": run_notes_cost,
    "drafts": run_drafts,
}


def main() -> int:
    """Run the benchmarks; 1 when a bar is missed, 2 when one cannot be run."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("name", nargs="?", choices=BENCHMARKS, help="only this one")
    wanted = parser.parse_args().name
    figures: list[Figure] = []
    for name in [wanted] if wanted else BENCHMARKS:
        print(f"Measuring {name} ...", file=sys.stderr, flush=True)
        try:
            figures += BENCHMARKS[name]()
        except subprocess.CalledProcessError:
            print(f"{name}: what was to be measured failed, as said above", file=sys.stderr)
            return 2
    print(format_table(figures))
    missed = [figure for figure in figures if figure.missed]
    for figure in missed:
        print(f"Missed: {figure}", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
