"""`quizgen concepts`: what a source is about, best first, one concept a line, and why."""

from __future__ import annotations

from pathlib import Path

import click

from quizgen.commands.model_options import ModelOptions
from quizgen.decks.seeds import find_source
from quizgen.decks.workspace import find_workspace
from quizgen.drafting.concepts import find_concepts
from quizgen.drafting.genre import recognise_genre
from quizgen.drafting.model import FoundConcept
from quizgen.drafting.sentences import split_sentences
from quizgen.errors import QuizgenError
from quizgen.schema import Source
from quizgen.sources.read import read_source

WIDTH = 80
NAME_WIDTH = 32
SAID_BY_COUNT = frozenset(("repeated", "spread"))  # the count says as much
LEAST_REST = 16  # columns: a shorter beginning of a definition says nothing


def save_concepts(
    source: str,
    deck: str | None,
    engine: str,
    options: ModelOptions,
    *,
    dry_run: bool,
    encoding: str,
) -> bool:
    """Have a model list the concepts of a source in a deck; False while answers are missing.

    Raises:
        QuizgenError: nothing can be asked, or the deck has mistakes.
    """
    from quizgen.commands.draft_model import make_job, run_job

    job = make_job([source], deck, options, dry_run=dry_run, encoding=encoding, concepts_only=True)
    return run_job(engine, job)


def list_concepts(source: str, *, most: int, encoding: str) -> None:
    """Print the concepts of a source, then the names in it.

    Raises:
        QuizgenError: there is no such source, or nothing can be found in its language.
    """
    read = read_source(find_file(source), encoding)
    sentences = split_sentences(read)
    found = find_concepts(read, sentences, most=most)
    if not found:
        raise QuizgenError(f"{read.path}: no concepts found; {_explain_none(read)}")
    concepts = [concept for concept in found if not concept.is_name]
    names = [concept for concept in found if concept.is_name]
    for concept in concepts:
        click.echo(describe(concept))
    if names:
        click.echo(f"\nNames ({len(names)}):")
        for name in names:
            click.echo(describe(name))
    genre = recognise_genre(read, sentences)
    click.echo(f"{read.path.name}: {genre}, {len(sentences)} sentences; best first", err=True)


def find_file(source: str) -> Path:
    """The file of a source: a path, or a stem in seeds/ of the workspace around.

    Raises:
        QuizgenError: there is no such file.
    """
    path = Path(source)
    if path.exists() or path.name != source or path.suffix:
        return path
    seeds = find_workspace(Path.cwd()).seeds_folder
    return find_source(seeds, source, seeds)


def describe(concept: FoundConcept) -> str:
    """`scaling laws   13  called: "People call them ..."`, in 80 columns."""
    head = f"{shorten(concept.name, NAME_WIDTH):<{NAME_WIDTH}} {len(concept.mentions):>4}"
    cues = ", ".join(cue for cue in concept.cues if cue not in SAID_BY_COUNT)
    line = f"{head}  {cues}" if cues else head
    rest = WIDTH - len(line) - 4
    if concept.definition and rest >= LEAST_REST:
        line += f': "{shorten(concept.definition.text, rest)}"'
    return shorten(line, WIDTH)


def shorten(text: str, width: int) -> str:
    """A text in so many columns, with an ellipsis where it is cut."""
    return text if len(text) <= width else text[: width - 1].rstrip() + "\u2026"


def _explain_none(source: Source) -> str:
    language = source.meta.language
    if language.split("-")[0].casefold() == "en":
        return "there is too little text in it"
    return f"there are no word lists for {language!r} yet, only for 'en'"
