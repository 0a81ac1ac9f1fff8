"""A progress bar on standard error: only for long work, and only where a person sees it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

import click

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
