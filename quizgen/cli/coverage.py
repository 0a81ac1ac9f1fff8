"""The command that says what of the sources the decks account for."""

from __future__ import annotations

import click

from quizgen.cli.names import DeckName
from quizgen.cli.options import ENCODING_HELP
from quizgen.errors import FindingsError


@click.command()
@click.argument("decks", nargs=-1, type=DeckName())
@click.option("--strict", is_flag=True, help="Exit with 1 when a segment is unaccounted for.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="How it is printed.",
)
@click.option("--encoding", default="utf-8", help=ENCODING_HELP)
def coverage(decks: tuple[str, ...], strict: bool, form: str, encoding: str) -> None:
    """Say which parts of the sources the decks ask about, leave out on purpose, or miss.

    A source is cut into segments of about 200 words. A segment is covered when an approved note
    quotes from it, or when half of it lies in `spans` of a concept with an approved note; it is
    left out on purpose when `spans` of concepts with a `skip` reason make up the half. The rest is
    unaccounted for. Nothing is written; the map is also in out/<deck>/source.html.

    \b
    Exit codes: 0, or with --strict 1 when a segment is unaccounted for.
    Examples:
      quizgen coverage
      quizgen coverage amodei-askell-olah --strict
      quizgen coverage --format json > coverage.json
    """
    from quizgen.commands.coverage import CoverageOptions, show_coverage

    complete = show_coverage(decks, CoverageOptions(form, encoding))
    if strict and not complete:
        raise SystemExit(FindingsError.exit_code)
