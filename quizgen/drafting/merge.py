"""New drafts meet an existing deck: what is new, what is there already, what was turned down.

Pure, and in favour of what a person did: no existing note is touched here whatever its status, and
one that was rejected or retired does not come back as a draft.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from quizgen.drafting.sameness import SAME, likeness, make_gist
from quizgen.markup import to_text
from quizgen.schema import Evidence, Kind, Locator, Note, Source, Span, Status
from quizgen.sources.evidence import Miss, Quotable, Reason

Places = tuple[tuple[Span, ...], ...]


@dataclass(frozen=True, slots=True)
class Known:
    """A note of the deck: where its quotes stand in the source at hand, () when nowhere there.

    `here` says whether it quotes this source at all, found or not; `drafted` is the note as it was
    drafted, where a person has put it into other words since.
    """

    note: Note
    places: Places
    here: bool
    drafted: Note | None = None

    @property
    def wordings(self) -> tuple[Note, ...]:
        """The note as it stands, and as it was drafted: a draft may be met again in either."""
        return (self.note, self.drafted) if self.drafted else (self.note,)


@dataclass(frozen=True, slots=True)
class Fresh:
    """A draft with its topic, and where its quotes stand."""

    topic: str
    note: Note
    places: Places


@dataclass(frozen=True, slots=True)
class Merged:
    """What to add, by topic and in order, and what the deck has already.

    `unproved` are drafts whose quotes were not found: they never reach a deck. `matched` pairs each
    known note with the first draft that is the same.
    """

    added: tuple[tuple[str, Note], ...] = ()
    known: tuple[Note, ...] = ()
    matched: tuple[tuple[Note, Note], ...] = ()
    retired: tuple[str, ...] = ()
    unproved: tuple[Note, ...] = ()


@dataclass(slots=True)
class Deckful:
    """The notes of a deck as they are looked up; grows with each draft that is added.

    `exact` says that the engine gives the same draft the same id and quote each time; a model does
    not, and may quote one sentence for two notes.
    """

    stem: str
    ids: dict[str, Known]
    language: str = "en"
    exact: bool = True
    keys: dict[tuple[str | None, Kind, Places], Known] = field(default_factory=dict)
    questions: dict[tuple[Kind, str], Known] = field(default_factory=dict)

    def enter(self, known: Known) -> None:
        """Take a note in. The first of several that are alike is the one that is found."""
        self.ids.setdefault(known.note.id, known)
        if known.places:
            self.keys.setdefault(_key(known.note, known.places), known)
        for note in known.wordings:
            self.questions.setdefault(_question(note), known)

    def find(self, fresh: Fresh) -> Note | None:
        """The note of the deck that a draft is the same as, without weighing of words.

        By its id, when that note quotes the same source (a person may have changed all the rest);
        by concept, kind and quoted passage; or by what it asks, since Anki takes two notes that
        ask the same for one.
        """
        for id_ in own_ids(fresh.note.id, self.stem) if self.exact else ():
            if id_ in self.ids and self.ids[id_].here:
                return self.ids[id_].note
        found = self.keys.get(_key(fresh.note, fresh.places)) if self.exact else None
        found = found or self.questions.get(_question(fresh.note))
        return found.note if found else None


def merge_notes(
    existing: Iterable[Known],
    fresh: Iterable[Fresh],
    stem: str,
    retired: Collection[str] = (),
    *,
    language: str = "en",
    exact: bool = True,
) -> Merged:
    """The drafts of the source `stem` that a deck does not have, with ids that nothing has.

    `retired` are ids of notes that were published once and whose text is gone: they stay gone.
    """
    deck, before, drafts = Deckful(stem, {}, language, exact), list(existing), list(fresh)
    for known in before:
        deck.enter(known)
    old = frozenset(deck.ids)
    reworded = _find_reworded(deck, before, drafts)
    added: list[tuple[str, Note]] = []
    met: list[Note] = []
    matched: dict[str, tuple[Note, Note]] = {}
    gone: list[str] = []
    for number, draft in enumerate(drafts):
        if same := reworded.get(number) or deck.find(draft):
            met.append(same)
            if same.id in old:
                matched.setdefault(same.id, (same, draft.note))
        elif dead := [
            i for i in own_ids(draft.note.id, stem) if i in retired and i not in deck.ids
        ]:
            gone.append(dead[0])
        else:
            taken = {*deck.ids, *retired}
            note = replace(draft.note, id=free_id(draft.note.id, stem, taken))
            added.append((draft.topic, note))
            deck.enter(Known(note, draft.places, here=True))
    return Merged(tuple(added), tuple(met), tuple(matched.values()), tuple(gone))


def _find_reworded(
    deck: Deckful, before: Sequence[Known], drafts: Sequence[Fresh]
) -> dict[int, Note]:
    """Which drafts, by number, are notes of the deck in other words; the most alike first.

    Two drafts of one run are two notes, so a note is met by one draft only; not so one that was
    turned down, which must not come back in any words.
    """
    found = {number: deck.find(draft) for number, draft in enumerate(drafts)}
    taken = {note.id for note in found.values() if note}
    known = [(k.note, make_gist(n, k.places, deck.language)) for k in before for n in k.wordings]
    weighed: list[tuple[float, int, int]] = []
    for number in (number for number, note in found.items() if note is None):
        gist = make_gist(drafts[number].note, drafts[number].places, deck.language)
        alike = ((-likeness(gist, other), number, at) for at, (_, other) in enumerate(known))
        weighed += [one for one in alike if -one[0] >= SAME]
    met: dict[int, Note] = {}
    for _, number, at in sorted(weighed):
        note = known[at][0]
        if number not in met and (note.id not in taken or is_settled(note)):
            met[number] = note
            taken.add(note.id)
    return met


def is_settled(note: Note) -> bool:
    """Whether a note was turned down or taken out: nothing is proposed for it any more."""
    return note.status in (Status.REJECTED, Status.RETIRED)


def own_ids(id_: str, stem: str) -> tuple[str, str]:
    """The ids under which a draft of a source is found again: its own, or that with the source."""
    return id_, f"{id_}-{slug(stem)}"


def free_id(id_: str, stem: str, taken: Collection[str]) -> str:
    """The draft's own id; if that is taken, with the source's name, and then with a number."""
    for candidate in _candidates(id_, stem):
        if candidate not in taken:
            return candidate
    raise AssertionError("numbers do not end")


def _candidates(id_: str, stem: str) -> Iterator[str]:
    yield from own_ids(id_, stem)
    number = 2
    while True:
        yield f"{id_}-{slug(stem)}-{number}"
        number += 1


def slug(text: str) -> str:
    """A text as an id: a-z, 0-9 and single hyphens; `x` when nothing of it is left."""
    import re
    import unicodedata

    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or "x"


def _key(note: Note, places: Places) -> tuple[str | None, Kind, Places]:
    return note.concept, note.kind, places


def _question(note: Note) -> tuple[Kind, str]:
    return note.kind, to_text(note.question).casefold()


# --------------------------------------------------------------------------- where quotes stand


def locate_known(note: Note, quotable: Quotable, only: str | None) -> Known:
    """A note of the deck, looked up in a source; `only` is the stem of a deck's only source."""
    stem = quotable.source.stem
    here = [quote for quote in note.evidence if (quote.source or only) == stem]
    found = [_find_anywhere(quote, quotable) for quote in here]
    return Known(note, tuple(filter(None, found)) if all(found) else (), bool(here))


def _find_anywhere(quote: Evidence, quotable: Quotable) -> tuple[Span, ...]:
    """Where a quote stands, though its lines may have moved since; () when nowhere."""
    found = quotable.locate(quote)
    if not isinstance(found, Miss):
        return found.spans
    loose = replace(quote, locator=Locator())
    again = quotable.locate(loose)
    if isinstance(again, Miss):
        return again.places[0].spans if again.reason is Reason.AMBIGUOUS else ()
    return again.spans


def locate_all(evidence: Sequence[Evidence], quotable: Quotable) -> Places | None:
    """Where each quote stands; None when there is none, or one of them is not found."""
    found = [quotable.locate(quote) for quote in evidence]
    spans = [passage.spans for passage in found if not isinstance(passage, Miss)]
    return tuple(spans) if found and len(spans) == len(found) else None


def locate_drafts(
    drafts: Iterable[tuple[str, Note]], source: Source, quotable: Quotable
) -> tuple[list[Fresh], list[Note]]:
    """Drafts with proof, each quote naming its source, and those without."""
    fresh: list[Fresh] = []
    unproved: list[Note] = []
    for topic, note in drafts:
        if places := locate_all(note.evidence, quotable):
            named = tuple(replace(quote, source=source.stem) for quote in note.evidence)
            fresh.append(Fresh(topic, replace(note, evidence=named), places))
        else:
            unproved.append(note)
    return fresh, unproved
