"""The commands that make notes and decide on them: draft, concepts, review, diff."""

from __future__ import annotations

import click

from quizgen.cli.names import DeckName
from quizgen.cli.options import ENCODING_HELP, with_model_options
from quizgen.commands.model_options import ModelOptions
from quizgen.errors import FindingsError

ENGINE_HELP = "claude, handoff or extractive; else claude with a key, extractive without."


@click.command()
@click.argument("sources", metavar="SOURCE|DECK...", type=DeckName(), nargs=-1, required=True)
@click.option("--deck", type=DeckName(), help="The deck to make or extend; else the source's own.")
@click.option("--engine", metavar="NAME", help=ENGINE_HELP)
@click.option("--dry-run", is_flag=True, help="Say what would be done, and write nothing.")
@click.option("--encoding", default="utf-8", help=ENCODING_HELP)
@with_model_options
def draft(
    sources: tuple[str, ...],
    deck: str | None,
    engine: str | None,
    dry_run: bool,
    encoding: str,
    model_options: ModelOptions,
) -> None:
    """Draft notes of sources into a deck, which is made or extended.

    SOURCE is a file (copied into seeds/ when it lies elsewhere) or the stem of one in seeds/; a
    deck's name means its sources. Drafts reach nobody until you approve them. A second run changes
    nothing; what you edited, approved or rejected stays as it is.

    \b
    Engines: extractive needs nothing; claude needs a key in ANTHROPIC_API_KEY; handoff
    writes each request to a file, which any chat or model answers, and goes on from there.

    \b
    Examples:
      quizgen draft lecture.srt
      quizgen draft seeds/interview.txt --deck interview-2 --dry-run
      quizgen draft talk.txt --engine handoff --bundle 10
      quizgen draft seeds/*.txt --batch --max-cost 20 --yes
      quizgen draft my-deck             again, after its sources have changed
      quizgen draft my-deck --replay    the same drafts again, from the recorded replies
    """
    from quizgen.commands.draft import DraftOptions, draft_notes

    options = DraftOptions(deck, engine, dry_run, encoding, model_options)
    if not draft_notes(sources, options):
        raise SystemExit(FindingsError.exit_code)


@click.command()
@click.argument("source", type=DeckName())
@click.option("--most", type=click.IntRange(1), default=100, help="So many concepts (100).")
@click.option("--deck", type=DeckName(), help="With a model: the deck whose list is made.")
@click.option("--engine", metavar="NAME", help="claude or handoff: a model lists them in the deck.")
@click.option("--dry-run", is_flag=True, help="With a model: say what would be asked.")
@click.option("--encoding", default="utf-8", help=ENCODING_HELP)
@with_model_options
def concepts(
    source: str,
    most: int,
    deck: str | None,
    engine: str | None,
    dry_run: bool,
    encoding: str,
    model_options: ModelOptions,
) -> None:
    """List what a source is about, best first: how often it is said, and why it ranks.

    SOURCE is a path, or the stem of a file in seeds/. Without --engine nothing is written, and no
    key or network needed. With --engine claude or handoff a model lists the concepts in
    the deck's concepts.yaml, which you may edit before `quizgen draft` writes notes on them.

    \b
    Examples:
      quizgen concepts lecture.srt --most 50
      quizgen concepts lecture.srt --engine handoff --concept "gradient descent"
    """
    from quizgen.commands.concepts import list_concepts, save_concepts

    if engine in (None, "extractive"):
        list_concepts(source, most=most, encoding=encoding)
    elif not save_concepts(source, deck, engine, model_options, dry_run=dry_run, encoding=encoding):
        raise SystemExit(FindingsError.exit_code)


@click.command()
@click.argument("deck", type=DeckName(), required=False)
@click.option("--again", is_flag=True, help="Also go through notes that are decided already.")
@click.option("--encoding", default="utf-8", help=ENCODING_HELP)
def review(deck: str | None, again: bool, encoding: str) -> None:
    """Go through the drafts of a deck in the terminal: question, answer, quote, findings.

    Keys: Enter shows the answer; a approves, r rejects, e edits in $EDITOR, s skips, u undoes, q
    ends. Every decision is written at once, so you can stop at any time and go on later.

    \b
    Example:
      quizgen review tides
    """
    from quizgen.commands.review import review_deck

    review_deck(deck, again=again, encoding=encoding)


@click.command()
@click.argument("decks", nargs=-1, type=DeckName())
@click.option("--accept", metavar="ID", multiple=True, help="Take what is proposed (or: all).")
@click.option("--keep", metavar="ID", multiple=True, help="Leave the note as it is (or: all).")
def diff(decks: tuple[str, ...], accept: tuple[str, ...], keep: tuple[str, ...]) -> None:
    """Show what new drafts propose for notes that you changed or approved.

    Each field three ways: as it was drafted, as it is now, as it is proposed. Nothing is put in
    unless you accept it; an approved note that takes a change is a draft again.

    \b
    Exit codes: 0 nothing waits, 1 something does.
    Examples:
      quizgen diff
      quizgen diff tides --accept spring-tide-cause --keep all
    """
    from quizgen.commands.diff import settle_differences, show_differences

    if accept or keep:
        settle_differences(decks, accept, keep)
    elif show_differences(decks):
        raise SystemExit(FindingsError.exit_code)
