"""Running the command line: exit codes, pipes that close, interruptions, crashes."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from types import TracebackType

import click

CRASHED, INTERRUPTED = 2, 130
# New objects after which Python looks for garbage in cycles. A command keeps most of what it makes
# to its end: to look after every 700, as Python would, takes a twelfth of a build for nothing.
BETWEEN_COLLECTIONS = 200_000


class _CrashGuard:
    """A crash ends with exit code 2, never with 1, which means findings."""

    def __enter__(self) -> None:
        pass

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind and error and not issubclass(kind, SystemExit):
            sys.excepthook(kind, error, trace)
            click.echo("This is a defect in quizgen; please report the lines above.", err=True)
            raise SystemExit(CRASHED)


def run_and_exit(cli: click.Group, name: str, complete: str) -> None:
    """Run a command and exit: 0 done, 1 findings, 2 could not, 130 interrupted.

    `complete` is the variable of the environment in which a shell asks for completions.
    """
    gc.set_threshold(BETWEEN_COLLECTIONS)
    with _CrashGuard():
        try:
            code = _run(cli, name, complete)
        finally:
            _drop_unwritten()
            gc.freeze()  # Python would search all of it for garbage once more before it ends
        raise SystemExit(code)


def _run(cli: click.Group, name: str, complete: str) -> int:
    try:
        _invoke(cli, name, complete)
        sys.stdout.flush()
        return 0
    except click.ClickException as error:
        with suppress(BrokenPipeError):
            error.show()
        return error.exit_code
    except click.exceptions.Exit as end:
        return end.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted; nothing is half-written.", err=True)
        return INTERRUPTED
    except BrokenPipeError:
        return 0  # the reader (`| head`) has seen enough
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        click.echo(f"Error: {place}{error.strerror or error}", err=True)
        return CRASHED


def _invoke(cli: click.Group, name: str, complete: str) -> None:
    """What click's own `main` does, without its exit 1 for a pipe that the reader has closed."""
    if complete in os.environ:
        cli.main(prog_name=name, complete_var=complete, standalone_mode=False)
        return
    with cli.make_context(name, sys.argv[1:]) as context:
        cli.invoke(context)


def _drop_unwritten() -> None:
    """Send nowhere what cannot be written, or Python would complain of it at exit."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
