"""Notes of any number, made of runs of words of the transcript: the same ones in every run."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from random import Random

from bench.rounds import ROOT
from quizgen.decks.ledger import Entry, State, make_guid
from quizgen.publishing.notetypes import NOTE_TYPES
from quizgen.schema import (
    Answerable,
    Choice,
    Cloze,
    Content,
    Evidence,
    Kind,
    Lines,
    Locator,
    Note,
    Option,
    Status,
)

TRANSCRIPT = ROOT / "seeds" / "amodei-askell-olah.txt"
SEED = 20241111
LONG_AGO = 1_700_000_000
GUESTS = ("Dario Amodei", "Amanda Askell", "Chris Olah")


class Talk:
    """Runs of words from random places of the transcript."""

    def __init__(self) -> None:
        self._random = Random(SEED)
        self._words = TRANSCRIPT.read_text("utf-8").split()

    def run(self, fewest: int, most: int) -> str:
        """So many words that follow each other."""
        count = self._random.randint(fewest, most)
        start = self._random.randrange(len(self._words) - count)
        return " ".join(self._words[start : start + count])

    def html(self, fewest: int, most: int) -> str:
        """The same as the field of a card."""
        return escape(self.run(fewest, most), quote=False)


def make_entries(count: int) -> Iterator[Entry]:
    """Ledger entries of all kinds in turn, ready to be packed."""
    talk, kinds = Talk(), list(Kind)
    for number in range(count):
        yield _make_entry(talk, number, kinds[number % len(kinds)])


def _make_entry(talk: Talk, number: int, kind: Kind) -> Entry:
    id_, guest = f"synthetic-note-{number}", GUESTS[number // len(Kind) % len(GUESTS)]
    blank = dict.fromkeys(NOTE_TYPES[kind].fields, "")
    return Entry(
        id=id_,
        kind=kind,
        guid=make_guid("synthetic", id_, kind),
        state=State.LIVE,
        changed_at=LONG_AGO + number,
        hash="",
        subdeck=f"Synthetic::{guest}",
        tags=("claim::fact", f"quizgen::synthetic::topic::{number % 9}", f"type::{kind}"),
        fields=blank | _content_fields(talk, kind) | _proof_fields(talk, number, id_, guest),
    )


def _content_fields(talk: Talk, kind: Kind) -> dict[str, str]:
    if kind is Kind.CLOZE:
        deletions = (f"{{{{c{n}::{talk.html(1, 3)}}}}} {talk.html(6, 12)}" for n in (1, 2))
        return {"Text": f"{talk.html(3, 8)} {' '.join(deletions)}"}
    said = {"Question": talk.html(10, 25) + "?", "Answer": talk.html(3, 12)}
    if kind is Kind.CHOICE:
        options = "".join(f"<li>{talk.html(2, 6)}</li>" for _ in range(4))
        reasons = "".join(f"<li>{talk.html(8, 15)}</li>" for _ in range(4))
        said["Options"] = f'<ol data-order="shuffle" data-choose="one">{options}</ol>'
        said |= {"Keys": "2", "Reasons": f"<ol>{reasons}</ol>"}
    return said


def _proof_fields(talk: Talk, number: int, id_: str, guest: str) -> dict[str, str]:
    quotes = (f"<blockquote>{talk.html(12, 35)}</blockquote>" for _ in range(1 + number % 2))
    return {
        "Why": talk.html(12, 25),
        "Evidence": "".join(quotes),
        "Source": f"Conversations with {', '.join(GUESTS)}, lines {number}–{number + 5}",
        "Speaker": guest,
        "Date": "2024-11",
        "Id": id_,
    }


def make_notes(count: int) -> Iterator[Note]:
    """Notes of all kinds in turn, as they stand in deck files."""
    talk, kinds = Talk(), list(Kind)
    for number in range(count):
        yield _make_note(talk, number, kinds[number % len(kinds)])


def _make_note(talk: Talk, number: int, kind: Kind) -> Note:
    lines = Locator(lines=Lines(number + 1, number + 6))
    return Note(
        id=f"synthetic-note-{number}",
        kind=kind,
        content=_content(talk, kind),
        evidence=tuple(Evidence(talk.run(12, 35), locator=lines) for _ in range(1 + number % 2)),
        status=Status.APPROVED,
        why=talk.run(12, 25),
        concept=f"concept-{number % 30}",
        speaker=GUESTS[number % len(GUESTS)],
        tags=("synthetic", f"part-{number % 9}", "bench"),
        approved_by="bench",
    )


def _content(talk: Talk, kind: Kind) -> Content:
    if kind is Kind.CLOZE:
        return Cloze(f"{talk.run(6, 12)} {{{{c1::{talk.run(1, 3)}}}}} {talk.run(3, 8)}")
    if kind is Kind.CHOICE:
        # Numbered: two options of the same words would be a mistake in the file.
        options = (f"{n}: {talk.run(2, 6)}" for n in range(1, 5))
        listed = tuple(Option(text, key=text[0] == "2") for text in options)
        return Choice(talk.run(10, 25) + "?", listed)
    return Answerable(talk.run(10, 25) + "?", talk.run(3, 12))
