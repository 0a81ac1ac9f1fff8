"""Drafts -> the texts of a deck folder, new or extended. Pure: nothing is read or written here.

A deck is held as the texts of its files, so that what several sources add is made in full, and
read back, before anything is written.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from quizgen.decks.edit import add_notes, format_topic, note_fields, note_list
from quizgen.decks.files import parse_concepts, parse_deck, parse_topic
from quizgen.decks.folder import CONCEPTS_FILE, DECK_FILE, NOTES_FOLDER
from quizgen.decks.growth import (
    add_concepts,
    add_source,
    concept_list,
    format_concepts,
    format_deck,
    name_sources,
)
from quizgen.decks.naming import name_mistake
from quizgen.drafting.conceptlist import Matching, match_concepts, new_concepts
from quizgen.drafting.draftbook import FILE as BOOK_FILE
from quizgen.drafting.draftbook import DraftBook, format_book, parse_book
from quizgen.drafting.engine import EXTRACTIVE
from quizgen.drafting.merge import Known, Merged, locate_drafts, locate_known, merge_notes, slug
from quizgen.drafting.model import Drafted
from quizgen.drafting.regrowth import Regrown, change_files, regrow
from quizgen.drafting.revising import as_drafted
from quizgen.errors import DeckError, Problem
from quizgen.schema import Concept, Deck, Note, Role, Source, SourceMeta, Subdecks, Topic
from quizgen.sources.evidence import Quotable
from quizgen.text import squeeze


@dataclass(frozen=True, slots=True)
class Identity:
    """What a new deck is called, and what identifies it."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Added:
    """What one source adds to a deck: the merged notes, and the concepts that are new.

    `skipped` are drafts about concepts that a person left out, `regrown` says what became of notes
    that were there.
    """

    source: Source
    drafted: Drafted
    merged: Merged
    concepts: tuple[Concept, ...]
    skipped: tuple[Note, ...]
    regrown: Regrown


@dataclass(frozen=True, slots=True)
class DeckTexts:
    """A deck folder as the texts of its files; deck.yaml first, for it makes the folder a deck."""

    folder: Path
    files: Mapping[Path, str]

    def parse(self) -> Deck:
        """The deck that the files say.

        Raises:
            DeckError: with every mistake in any of them.
        """
        problems: list[Problem] = []
        concepts: tuple[Concept, ...] = ()
        if (path := self.folder / CONCEPTS_FILE) in self.files:
            parsed = parse_concepts(self.files[path], path)
            concepts, problems = parsed.value, [*problems, *parsed.problems]
        topics = []
        for path in self.notes_files():
            topic = parse_topic(self.files[path], path)
            topics.append(topic.value)
            problems += topic.problems
        head = self.files[self.folder / DECK_FILE]
        deck = parse_deck(head, self.folder, tuple(topics), concepts)
        if problems or deck.problems or deck.value is None:
            raise DeckError([*problems, *deck.problems])
        return deck.value

    def notes_files(self) -> list[Path]:
        """The notes files, in the order in which they are read."""
        return sorted(path for path in self.files if path.parent.name == NOTES_FOLDER)

    def with_file(self, path: Path, text: str) -> DeckTexts:
        """The same with one file written."""
        return replace(self, files={**self.files, path: text})


def new_deck(folder: Path, source: Source, who: Identity) -> DeckTexts:
    """A deck of one source, without notes."""
    guests = sum(person.role is Role.GUEST for person in source.meta.people)
    fields = {
        "key": who.key,
        "name": who.name,
        "language": source.meta.language,
        "sources": [source.stem],
        "subdecks": (Subdecks.BY_GUEST if guests > 1 else Subdecks.NONE).value,
        "description": _describe(source.meta),
    }
    return DeckTexts(folder, {folder / DECK_FILE: format_deck(fields)})


def _describe(meta: SourceMeta) -> str:
    speakers = [person.name for person in meta.people if person.role is not Role.HOST]
    origin = ", ".join(filter(None, (meta.series, meta.recorded)))
    said = f"Cards on {meta.title}"
    said += f" ({origin})" if origin else ""
    said += f", with {', '.join(speakers)}" if speakers else ""
    said += ". Drafted from the text by quizgen; every card shows the words that prove it."
    return said + (f" {meta.licence}" if meta.licence else "")


def deck_name(title: str, stem: str, taken: Collection[str]) -> str:
    """A name that Anki takes for a deck, unlike those of other decks: the title if it can be."""
    plain = squeeze(title.translate({ord(char): " " for char in '<>"'}).replace("::", ": "))
    name = plain.strip(": ")
    if not name or name_mistake(name):
        name = slug(stem)
    if name_mistake(name) or name.casefold() in {other.casefold() for other in taken}:
        name = f"{name} ({slug(stem)})"
    return name


# --------------------------------------------------------------------------- one more source


def extend(
    texts: DeckTexts, source: Source, drafted: Drafted, retired: Collection[str] = ()
) -> tuple[DeckTexts, Added]:
    """The deck with what was drafted of a source; unchanged when all of it is there already."""
    deck, quotable = texts.parse(), Quotable(source)
    matching = match_concepts(deck.concepts, drafted.concepts)
    drafts, skipped = _rename(drafted.notes, matching)
    fresh, unproved = locate_drafts(drafts, source, quotable)
    only = deck.sources[0] if len(deck.sources) == 1 else None
    book = _read_book(texts)
    known = [
        replace(
            locate_known(note, quotable, only),
            drafted=as_drafted(note, book.notes.get(note.id)),
        )
        for note in deck.notes
    ]
    exact = drafted.engine == EXTRACTIVE
    met = merge_notes(known, fresh, source.stem, retired, language=deck.language, exact=exact)
    merged = replace(met, unproved=tuple(unproved))
    used = [note.concept for _, note in merged.added]
    # Once a source has its concepts listed, the list is the person's: coverage is counted by it.
    listed = any(span.source == source.stem for c in deck.concepts for span in c.spans)
    concepts = new_concepts(source, drafted.concepts, matching, used, whole=not listed)
    texts = _add_source(texts, deck, source.stem)
    texts = add_concepts_to(texts, concepts)
    alone = deck.sources == (source.stem,)
    texts = _add_notes(texts, deck, merged.added, names_source=not alone)
    texts, regrown = _regrow(texts, deck, merged, known, source.stem)
    return texts, Added(source, drafted, merged, tuple(concepts), tuple(skipped), regrown)


def _read_book(texts: DeckTexts) -> DraftBook:
    path = texts.folder / BOOK_FILE
    return parse_book(texts.files[path]) if path in texts.files else DraftBook()


def _regrow(
    texts: DeckTexts, deck: Deck, merged: Merged, known: Sequence[Known], stem: str
) -> tuple[DeckTexts, Regrown]:
    """Improve what no person changed, and note down what is proposed."""
    book, path = _read_book(texts), texts.folder / BOOK_FILE
    regrown = regrow(book, merged, known, stem)
    alone = deck.sources == (stem,)
    files = change_files(texts.files, deck.notes, regrown.changes, names_source=not alone)
    if regrown.book != book:
        files[path] = format_book(regrown.book)
    return replace(texts, files=files), regrown


def _rename(
    drafts: Iterable[tuple[str, Note]], matching: Matching
) -> tuple[list[tuple[str, Note]], list[Note]]:
    """Drafts with the deck's own ids of concepts; apart, those about what a person left out."""
    kept: list[tuple[str, Note]] = []
    skipped: list[Note] = []
    for topic, note in drafts:
        concept = matching.id_of(note.concept)
        if concept in matching.skipped:
            skipped.append(note)
        else:
            kept.append((topic, replace(note, concept=concept)))
    return kept, skipped


def _add_source(texts: DeckTexts, deck: Deck, stem: str) -> DeckTexts:
    """Name the source in deck.yaml, and the first one in every quote that names none."""
    if stem in deck.sources:
        return texts
    files = dict(texts.files)
    head = texts.folder / DECK_FILE
    files[head] = add_source(files[head], stem)
    if len(deck.sources) == 1:
        for path in texts.notes_files():
            files[path] = name_sources(files[path], deck.sources[0])
    return replace(texts, files=files)


def add_concepts_to(texts: DeckTexts, concepts: Sequence[Concept]) -> DeckTexts:
    """The deck with more concepts at the end of its list."""
    path = texts.folder / CONCEPTS_FILE
    if not concepts:
        return texts
    if path not in texts.files:
        return texts.with_file(path, format_concepts(concepts))
    old = texts.files[path]
    wanted = (*parse_concepts(old, path).value, *concepts)
    text = append(old, concept_list(concepts))
    parsed = parse_concepts(text, path)
    if parsed.problems or parsed.value != wanted:
        text = add_concepts(old, concepts)
    return texts.with_file(path, text)


def _add_notes(
    texts: DeckTexts, deck: Deck, added: Iterable[tuple[str, Note]], *, names_source: bool
) -> DeckTexts:
    by_topic: dict[str, list[Note]] = {}
    for topic, note in added:
        said = note if names_source else _without_source(note)
        by_topic.setdefault(squeeze(topic) or "Drafts", []).append(said)
    paths = {topic.name.casefold(): topic.stem for topic in deck.topics}
    for topic, notes in by_topic.items():
        stem = paths.get(topic.casefold())
        if stem is None:
            stem = paths[topic.casefold()] = _free_stem(topic, paths.values())
        path = texts.folder / NOTES_FOLDER / f"{stem}.yaml"
        if path in texts.files:
            text = _grow(texts.files[path], path, notes)
        else:
            text = format_topic(Topic(topic, stem, tuple(notes)))
        texts = texts.with_file(path, text)
    return texts


def _grow(text: str, path: Path, notes: Sequence[Note]) -> str:
    """A notes file with more notes: what is there stays as it is, to the byte where that reads."""
    wanted = (*parse_topic(text, path).value.notes, *notes)
    longer = append(text, note_list(note_fields(note) for note in notes))
    parsed = parse_topic(longer, path)
    if parsed.problems or parsed.value.notes != wanted:
        return add_notes(text, notes)
    return longer


def _without_source(note: Note) -> Note:
    return replace(note, evidence=tuple(replace(quote, source=None) for quote in note.evidence))


def _free_stem(topic: str, taken: Iterable[str]) -> str:
    stem, used, number = slug(topic), {other.casefold() for other in taken}, 2
    while stem in used:
        stem, number = f"{slug(topic)}-{number}", number + 1
    return stem


def append(text: str, more: str) -> str:
    """A text with lines at its end, which end as its own do."""
    end = "\r\n" if "\r\n" in text else "\n"
    head = text if text.endswith("\n") or not text else text + end
    return head + more.replace("\n", end)
