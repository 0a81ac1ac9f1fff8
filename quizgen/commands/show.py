"""`quizgen show`: one note in the terminal, front and back, with its evidence in place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from quizgen.checks.proof import PROVED
from quizgen.commands.reading import read_all
from quizgen.decks.cloze import blank, reveal
from quizgen.decks.ledger import read_clock
from quizgen.decks.workspace import find_workspace
from quizgen.errors import QuizgenError
from quizgen.markup import to_text
from quizgen.pipeline import Checked, check
from quizgen.publishing.edition import Edition, citations
from quizgen.schema import Answerable, Choice, Cloze, Note, Proven, Topic

WIDTH = 80
BLANK = "[...]"


def show_note(note_id: str, decks: Sequence[str], *, encoding: str) -> None:
    """Print a note of the workspace; decks that cannot be read do not hide those of the others.

    Raises:
        QuizgenError: no deck that can be read has such a note.
    """
    import difflib

    workspace = find_workspace(Path.cwd(), decks)
    now = read_clock()
    reading = read_all(
        workspace.find_decks(decks), lambda folder: check(workspace, folder, now, encoding)
    )
    known: list[str] = []
    for checked in reading.checked:
        for topic in checked.deck.topics:
            for note in topic.notes:
                if note.id == note_id:
                    click.echo("\n".join(_lines(checked, topic, note)))
                    return
                known.append(note.id)
    if reading.refused:
        raise reading.failure(f"the others have no note {note_id!r}")
    close = difflib.get_close_matches(note_id, known, n=3, cutoff=0.4)
    hint = f"; did you mean {', '.join(close)}?" if close else "; `quizgen check` lists the decks"
    raise QuizgenError(f"no note {note_id!r}{hint}")


def _lines(checked: Checked, topic: Topic, note: Note) -> Iterator[str]:
    yield click.style(f"{note.id}", bold=True) + f"  {note.kind}, {note.status}, {topic.name}"
    yield click.style(f"{note.path}:{note.line}", dim=True)
    yield ""
    yield from _front(note)
    yield click.style("-" * 40, dim=True)
    yield from _back(note)
    for label, text in (("Why", note.why), ("Extra", note.extra)):
        if text:
            yield from ["", *_wrap(f"{label}: {to_text(text)}")]
    yield ""
    yield from _wrap(f"Claim: {note.claim}" + (f", of {note.speaker}" if note.speaker else ""))
    yield from _evidence(checked, note)


def _front(note: Note) -> Iterator[str]:
    match note.content:
        case Answerable(question, _):
            yield from _wrap(to_text(question))
        case Cloze(text):
            yield from _wrap(to_text(blank(text, BLANK)))
        case Choice(question, options, _):
            yield from _wrap(to_text(question))
            for letter, option in zip("ABCDEF", options, strict=False):
                yield from _wrap(f"{letter}. {to_text(option.text)}", "   ")
    if note.hint:
        yield from _wrap(f"Hint: {to_text(note.hint)}")


def _back(note: Note) -> Iterator[str]:
    match note.content:
        case Answerable(_, answer):
            yield from _wrap(click.style(to_text(answer), fg="green", bold=True))
        case Cloze(text):
            yield from _wrap(click.style(to_text(reveal(text)), fg="green", bold=True))
        case Choice(_, options, _):
            for letter, option in zip("ABCDEF", options, strict=False):
                if option.key:
                    answer = click.style(to_text(option.text), fg="green", bold=True)
                    yield from _wrap(f"{letter}. {answer}", "   ")
                if option.why:
                    yield from _wrap(f"{letter}: {to_text(option.why)}", "   ")


def _evidence(checked: Checked, note: Note) -> Iterator[str]:
    proven = next((p for p in checked.proof.proven if p.note.id == note.id), None)
    if note.status not in PROVED:
        yield from _wrap(f"Evidence is not looked up: the note is {note.status}.")
        return
    if proven is None:
        for finding in (f for f in checked.findings if f.note == note.id):
            yield from _wrap(click.style(f"{finding.severity} {finding.rule}", fg="red"))
            yield finding.message
        return
    yield from _quotes(checked, proven)


def _quotes(checked: Checked, proven: Proven) -> Iterator[str]:
    edition = Edition(checked.deck, (proven,), checked.sources)
    for citation in citations(edition, proven):
        yield from _wrap(f"“{citation.quote}”", "  ")
        who = f"{citation.speaker}, " if citation.speaker else ""
        yield click.style(f"  {who}{citation.place}, {citation.title}", dim=True)


def _wrap(text: str, indent: str = "") -> list[str]:
    """Lines of at most 80 columns; colour codes take no room."""
    return click.wrap_text(text, WIDTH, indent, indent).splitlines()
