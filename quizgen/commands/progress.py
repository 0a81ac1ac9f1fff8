"""A progress bar on standard error: only for long work, and only where a person sees it."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

T = TypeVar("T")
WORTH_A_BAR = 3


def progress(items: Sequence[T], label: str) -> Iterator[T]:
    """The items one after another, with a bar when there are several and this is a terminal."""
    if len(items) < WORTH_A_BAR or not sys.stderr.isatty():
        yield from items
        return
    with click.progressbar(items, label=label, file=sys.stderr) as bar:
        shown: Iterable[T] = bar
        yield from shown


class Counted:
    """A bar for work that others do, told piece by piece and from any thread.

    Without a terminal only waiting is told, a line each: a log should say why nothing happens.
    """

    def __init__(self, label: str) -> None:
        self._label = label
        self._bar: ProgressBar[int] | None = None
        self._lock = threading.Lock()

    def begin(self, total: int) -> None:
        """So many pieces are to be done now."""
        self.end()
        if sys.stderr.isatty():
            with self._lock:
                self._bar = click.progressbar(length=total, label=self._label, file=sys.stderr)
                self._bar.render_progress()

    def done(self, label: str) -> None:
        """One of them is over."""
        with self._lock:
            if self._bar:
                self._bar.update(1)

    def wait(self, seconds: float, why: str) -> None:
        """Nothing happens for so long."""
        with self._lock:
            click.echo(f"\nwaiting {seconds:.0f} s: {why}", err=True)

    def end(self) -> None:
        """The bar is left as it is."""
        with self._lock:
            if self._bar:
                self._bar.render_finish()
                self._bar = None
