"""Start-up: `quizgen --help` beside a bare click program with as many commands."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path

from bench.figures import Figure, Unit
from bench.rounds import fastest, run_python

ROUNDS = 10
MOST_OVER_CLICK = 2.0
BARE = '''import click


@click.group()
def cli():
    """A program."""

'''
COMMAND = '''
@cli.command()
def command{}():
    """Do one thing."""

'''


def run_startup() -> list[Figure]:
    """Both in child processes, help and all."""
    from quizgen.cli import cli

    count = len(cli.commands)
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / "bare.py"
        program.write_text(BARE + "".join(map(COMMAND.format, range(count))) + "\ncli()\n")
        tasks = {
            "ours": partial(run_python, "-m", "quizgen", "--help"),
            "bare": partial(run_python, str(program), "--help"),
            "empty": partial(run_python, "-c", "pass"),
        }
        best = fastest(tasks, ROUNDS)
    return [
        Figure(
            f"--help over bare click ({count} commands)",
            best["ours"] / best["bare"],
            Unit.RATIO,
            MOST_OVER_CLICK,
        ),
        Figure("--help of quizgen", best["ours"], Unit.SECONDS),
        Figure("--help of bare click", best["bare"], Unit.SECONDS),
        Figure("Python that does nothing", best["empty"], Unit.SECONDS),
    ]
