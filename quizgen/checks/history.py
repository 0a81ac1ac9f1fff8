"""A deck compared with its ledger: what a change here would do to cards that learners have.

None of this is wrong in itself, and all of it passes with the next build; but whoever makes such a
change should know beforehand. Pure.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from html import escape, unescape

from quizgen.decks.cloze import deletions
from quizgen.decks.folder import DECK_FILE
from quizgen.decks.ledger import Entry, Ledger, State
from quizgen.markup import Medium, to_html
from quizgen.schema import Cloze, Deck, Finding, Kind, Note, Severity, Status

# So many notes may be dropped from the files without a question.
FEWEST_GONE = 5
TAG = re.compile(r"<[^>]*>")
QUOTE = re.compile(r"<blockquote>(.*?)</blockquote>", re.DOTALL)

# What is found beyond single rules: id, severity, reason. They cannot be selected or ignored.
NOTICES = (
    ("kind-changed", Severity.WARNING, "A published note has another kind: it becomes a new card."),
    ("cloze-renumbered", Severity.WARNING, "A published deletion has another number, or is gone."),
    (
        "id-changed",
        Severity.WARNING,
        "A published note seems to have another id, without its reviews.",
    ),
    ("deck-renamed", Severity.WARNING, "Published cards stay in the Anki deck of the old name."),
    ("notes-gone", Severity.ERROR, "Most published notes are gone from the files."),
    ("deck-key-shared", Severity.ERROR, "Two decks of the workspace have one key."),
    ("deck-name-shared", Severity.WARNING, "Two decks of the workspace have one name."),
    ("ignore-unknown", Severity.WARNING, "lint-ignore names no rule, or one that always holds."),
)

Quotes = Mapping[str, tuple[str, ...]]


def live_entries(ledger: Ledger) -> tuple[Entry, ...]:
    """What learners have of the deck, retired cards aside."""
    return tuple(entry for entry in ledger.entries if entry.state is State.LIVE)


def compare_with_ledger(deck: Deck, ledger: Ledger, quotes: Quotes) -> list[Finding]:
    """What the files change in published cards; `quotes` are each note's, in the source's words."""
    live = live_entries(ledger)
    return [
        *_changed_kinds(deck, live),
        *_renumbered_clozes(deck, live),
        *_changed_ids(deck, ledger, quotes),
        *_gone_notes(deck, live),
    ]


def _changed_kinds(deck: Deck, live: tuple[Entry, ...]) -> Iterator[Finding]:
    published = {entry.id: entry for entry in live}
    for note in deck.notes:
        before = published.get(note.id)
        if before and before.kind is not note.kind and note.status is Status.APPROVED:
            message = (
                f"was published as {before.kind} and is now {note.kind}: the next build makes a "
                "new card and retires the old one, whose reviews stay with it"
            )
            yield _of_note(note, "kind-changed", "", message)


# --------------------------------------------------------------------------- clozes


def _renumbered_clozes(deck: Deck, live: tuple[Entry, ...]) -> Iterator[Finding]:
    before = {entry.id: entry for entry in live if entry.kind is Kind.CLOZE}
    for note in deck.notes:
        if note.id in before and isinstance(note.content, Cloze) and note.status is Status.APPROVED:
            old = _numbered(before[note.id].fields.get("Text", ""))
            new = _numbered(to_html(note.content.text, Medium.CARD))
            for message in (*_moved(old, new), *_vanished(old, new)):
                yield _of_note(note, "cloze-renumbered", "text", message)


def _numbered(html: str) -> dict[int, set[str]]:
    """The words that each number of a cloze hides, as plain text."""
    hidden: dict[int, set[str]] = defaultdict(set)
    for deletion in deletions(html):
        hidden[deletion.number].add(_plain(deletion.text))
    return dict(hidden)


def _moved(old: Mapping[int, set[str]], new: Mapping[int, set[str]]) -> Iterator[str]:
    for number in sorted(new):
        came = new[number] - old.get(number, set())
        for other in sorted(set(old) - {number}):
            left = old[other] - new.get(other, set())
            for words in sorted(came & left):
                yield (
                    f"“{words}” was c{other} and is now c{number}: the reviews of c{other} stay "
                    f"with its card, not with the words; write c{other} again"
                )


def _vanished(old: Mapping[int, set[str]], new: Mapping[int, set[str]]) -> Iterator[str]:
    gone = sorted(set(old) - set(new))
    if gone and new:
        names = " and ".join(f"c{number}" for number in gone)
        yield (
            f"{names} was published and is gone: learners keep a blank card until they use "
            "Anki's Tools > Empty Cards; never use the number again for other words"
        )


# --------------------------------------------------------------------------- ids


def _changed_ids(deck: Deck, ledger: Ledger, quotes: Quotes) -> Iterator[Finding]:
    """New notes that are old ones under another id: their cards would start anew."""
    known = {entry.id for entry in ledger.entries if entry.state is not State.DRAFT}
    here = {note.id for note in deck.notes}
    gone = [entry for entry in live_entries(ledger) if entry.id not in here]
    marks = {mark: entry for entry in reversed(gone) for mark in _entry_marks(entry)}
    for note in deck.notes if marks else ():
        if note.id in known or note.status not in (Status.APPROVED, Status.DRAFT):
            continue
        found = (marks.get(mark) for mark in _note_marks(note, quotes.get(note.id, ())))
        if before := next(filter(None, found), None):
            message = (
                f"{before.id!r} is gone and this note looks like it: it would be a new card, "
                f"without the reviews of the old; put the old id back, `id: {before.id}`"
            )
            yield _of_note(note, "id-changed", "id", message)


def _entry_marks(entry: Entry) -> Iterator[frozenset[str]]:
    """What a published note is known by under another id: what it asks, and its quotes."""
    yield frozenset({_plain(entry.fields.get("Text") or entry.fields.get("Question", ""))})
    yield from _quote_marks(QUOTE.findall(entry.fields.get("Evidence", "")))


def _note_marks(note: Note, quotes: tuple[str, ...]) -> Iterator[frozenset[str]]:
    yield frozenset({_plain(to_html(note.question, Medium.CARD))})
    yield from _quote_marks([escape(quote) for quote in quotes])


def _quote_marks(quotes: list[str]) -> Iterator[frozenset[str]]:
    if quotes:
        yield frozenset({"quotes", *map(_plain, quotes)})


def _gone_notes(deck: Deck, live: tuple[Entry, ...]) -> Iterator[Finding]:
    """A folder that was moved or not saved must not retire a deck in silence."""
    here = {note.id for note in deck.notes}
    gone = sum(entry.id not in here for entry in live)
    if gone >= FEWEST_GONE and gone * 2 > len(live):
        message = (
            f"{gone} of {len(live)} published notes are gone from the files, and a build would "
            "retire them for every learner; put the files in notes/ back, or set "
            "`status: retired`, or build with --force"
        )
        yield Finding(deck.path / DECK_FILE, 1, Severity.ERROR, "notes-gone", message)


# --------------------------------------------------------------------------- Anki decks


def find_moved(deck: Deck, before: Ledger, after: Ledger) -> Iterator[Finding]:
    """Cards that the next build would place elsewhere, if Anki ever moved a card."""
    now = {(entry.id, entry.kind): entry.subdeck for entry in live_entries(after)}
    moves = Counter(
        (entry.subdeck, now[entry.id, entry.kind])
        for entry in live_entries(before)
        if now.get((entry.id, entry.kind), entry.subdeck) != entry.subdeck
    )
    if moves:
        (old, new), _ = moves.most_common(1)[0]
        count = sum(moves.values())
        cards = "1 published note stays" if count == 1 else f"{count} published notes stay"
        message = (
            f"{cards} in the Anki deck {old!r} and new ones go to {new!r}, since an import moves "
            "no card; put name and subdecks back, or tell learners to move the old ones"
        )
        line, column = deck.places.get("name", (1, 1))
        yield Finding(
            deck.path / DECK_FILE, line, Severity.WARNING, "deck-renamed", message, "", column
        )


def _of_note(note: Note, rule: str, field: str, message: str) -> Finding:
    line, column = note.places.get(field, (note.line, 1))
    return Finding(note.path, line, Severity.WARNING, rule, message, note.id, column, field=field)


def _plain(html: str) -> str:
    return " ".join(unescape(TAG.sub(" ", html)).casefold().split())
