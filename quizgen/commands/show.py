"""`quizgen show`: one note in the terminal, front and back, with its evidence in place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from quizgen.checks.proof import PROVED
from quizgen.commands.reading import read_all
from quizgen.commands.terminal import back, claim, dim, front, heading, mark, wrap
from quizgen.decks.ledger import read_clock
from quizgen.decks.workspace import find_workspace
from quizgen.errors import QuizgenError
from quizgen.pipeline.building import Checked, check
from quizgen.publishing.edition import Edition, citations
from quizgen.schema import Note, Proven, Topic


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
    close = difflib.get_close_matches(note_id, dict.fromkeys(known), n=3, cutoff=0.4)
    hint = f"; did you mean {', '.join(close)}?" if close else "; `quizgen check` lists the decks"
    raise QuizgenError(f"no note {note_id!r}{hint}")


def _lines(checked: Checked, topic: Topic, note: Note) -> Iterator[str]:
    yield from heading(note, topic.name)
    yield ""
    yield from front(note)
    yield from dim("-" * 40)
    yield from back(note)
    yield ""
    yield from claim(note)
    yield from _evidence(checked, note)


def _evidence(checked: Checked, note: Note) -> Iterator[str]:
    proven = next((p for p in checked.proof.proven if p.note.id == note.id), None)
    if note.status not in PROVED:
        yield from wrap(f"Evidence is not looked up: the note is {note.status}.")
        return
    if proven is None:
        for finding in (f for f in checked.findings if f.note == note.id):
            yield from wrap(mark(f"{finding.severity} {finding.rule}"), colour="red")
            yield from wrap(finding.message)
        return
    yield from _quotes(checked, proven)


def _quotes(checked: Checked, proven: Proven) -> Iterator[str]:
    edition = Edition(checked.deck, (proven,), checked.sources)
    for citation in citations(edition, proven):
        yield from wrap(f"“{citation.quote}”", "  ")
        who = f"{citation.speaker}, " if citation.speaker else ""
        yield from dim(f"{who}{citation.place}, {citation.title}", "  ")
