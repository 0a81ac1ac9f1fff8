"""The ledger: what Anki has been given under which guid, and when each note last changed.

`decks/<deck>/ledger.json` is committed. It makes regeneration safe: a guid is made once per
(deck key, note id, kind) and stays; `changed_at` moves only when what is published of a note
changes, so an import updates that note and leaves a learner's edits of all others alone; the
fields as last published let a retired note be shipped, tagged, after its text is gone.

Times are whole seconds since 1970 (Anki compares whole seconds).
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from pathlib import Path

from quizgen.errors import DeckError, Problem
from quizgen.schema import Kind

LEDGER_FILE = "ledger.json"
FORMAT = 1
RETIRED_TAG = "quizgen::retired"
GUID_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
GUID_LENGTH = 16
YEAR_2001 = 978_307_200
DAY = 86_400


class State(StrEnum):
    """Whether an entry is shipped as it is, or with the tag that lets a learner find it.

    A draft was never published but as one: it is shipped to who asks for drafts, and when it goes
    it goes in silence. What was live once stays live or retired.
    """

    DRAFT = "draft"
    LIVE = "live"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class Published:
    """A note as Anki gets it: fields by name (HTML), tags, subdeck. The input of the ledger."""

    id: str
    kind: Kind
    fields: Mapping[str, str]
    tags: tuple[str, ...]
    subdeck: str
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One guid of the ledger, with what was last published under it."""

    id: str
    kind: Kind
    guid: str
    state: State
    changed_at: int
    hash: str
    subdeck: str
    tags: tuple[str, ...]
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Ledger:
    """All entries of a deck, and when its first one was made (the base of Anki's note ids)."""

    deck: str
    created_at: int
    entries: tuple[Entry, ...] = ()

    def find(self, id_: str, kind: Kind) -> Entry | None:
        """The entry of a note in a kind."""
        return next((e for e in self.entries if e.id == id_ and e.kind == kind), None)


@dataclass(frozen=True, slots=True)
class Changes:
    """What a build changed: note ids by what happened to them, for the report."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()
    restored: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether the ledger moved."""
        return bool(self.added or self.changed or self.retired or self.restored)


@dataclass(slots=True)
class _Log:
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    retired: list[str] = field(default_factory=list)
    restored: list[str] = field(default_factory=list)
    withheld: list[str] = field(default_factory=list)

    def changes(self) -> Changes:
        parts = (self.added, self.changed, self.retired, self.restored, self.withheld)
        return Changes(*map(tuple, parts))


def make_guid(deck: str, id_: str, kind: Kind) -> str:
    """The guid of a note: opaque, from (deck key, id, kind) and nothing else."""
    digest = hashlib.sha256(json.dumps([deck, id_, str(kind)]).encode()).digest()
    number, letters = int.from_bytes(digest), []
    for _ in range(GUID_LENGTH):
        number, remainder = divmod(number, len(GUID_ALPHABET))
        letters.append(GUID_ALPHABET[remainder])
    return "".join(letters)


def hash_published(note: Published) -> str:
    """What tells whether a note has to be updated in Anki: its kind, fields and tags."""
    said = [str(note.kind), sorted(note.fields.items()), list(note.tags)]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()[:32]


def advance(
    ledger: Ledger, notes: Iterable[Published], kept_back: Iterable[str], now: int
) -> tuple[Ledger, Changes]:
    """The ledger after publishing these notes, and what that changed.

    `kept_back` are ids that stand in the deck files as drafts: what was published of them stays
    in Anki as it is. Every other live entry that is not published any more becomes retired.
    """
    log = _Log()
    old = {(entry.id, entry.kind): entry for entry in ledger.entries}
    entries = {}
    for note in notes:
        before = old.get((note.id, note.kind))
        entries[note.id, note.kind] = _publish(ledger.deck, before, note, now, log)
    ids, drafts = {id_ for id_, _ in entries}, set(kept_back)
    for key, entry in old.items():
        if key not in entries:
            withheld = entry.id in drafts and entry.id not in ids
            entries[key] = _leave(entry, withheld, now, log)
    ordered = tuple(entries[key] for key in sorted(entries))
    return replace(ledger, entries=ordered), log.changes()


def _publish(deck: str, before: Entry | None, note: Published, now: int, log: _Log) -> Entry:
    hashed = hash_published(note)
    state = State.DRAFT if note.draft and _only_draft(before) else State.LIVE
    if before and before.state is state and before.hash == hashed:
        return replace(before, subdeck=note.subdeck)
    _list_for(before, state, log).append(note.id)
    return Entry(
        id=note.id,
        kind=note.kind,
        guid=before.guid if before else make_guid(deck, note.id, note.kind),
        state=state,
        changed_at=_later(before, now),
        hash=hashed,
        subdeck=note.subdeck,
        tags=note.tags,
        fields=note.fields,
    )


def _only_draft(before: Entry | None) -> bool:
    return before is None or before.state is State.DRAFT


def _list_for(before: Entry | None, state: State, log: _Log) -> list[str]:
    """Where the report names a note; a draft that is approved is new to most learners."""
    if before is None or (before.state is State.DRAFT and state is State.LIVE):
        return log.added
    return log.restored if before.state is State.RETIRED else log.changed


def _leave(entry: Entry, withheld: bool, now: int, log: _Log) -> Entry:
    if entry.state is not State.LIVE:
        return entry
    if withheld:
        log.withheld.append(entry.id)
        return entry
    log.retired.append(entry.id)
    tags = tuple(sorted({*entry.tags, RETIRED_TAG}))
    return replace(entry, state=State.RETIRED, tags=tags, changed_at=_later(entry, now))


def _later(before: Entry | None, now: int) -> int:
    # Anki takes an update only when its time is later than the stored one: a clock set back, or
    # two builds within one second, must not hide a change.
    return max(now, before.changed_at + 1) if before else now


# --------------------------------------------------------------------------- file


def read_ledger(folder: Path, deck: str, now: int) -> Ledger:
    """The ledger of a deck folder; an empty one, made now, when there is none yet.

    Raises:
        DeckError: the file is not a ledger of this deck.
    """
    path = folder / LEDGER_FILE
    if not path.is_file():
        return Ledger(deck, now)
    return parse_ledger(path.read_bytes(), path, deck)


def gone_ids(ledger: Ledger, present: Collection[str]) -> frozenset[str]:
    """Ids of notes that were published, not only as drafts, and that the deck has no more."""
    published = {entry.id for entry in ledger.entries if entry.state is not State.DRAFT}
    return frozenset(published.difference(present))


def format_ledger(ledger: Ledger) -> str:
    """A ledger as JSON, one entry after another in the order of ids, for readable diffs."""
    names = [part.name for part in fields(Entry)]
    entries = [
        {name: getattr(entry, name) for name in names} | {"fields": dict(entry.fields)}
        for entry in ledger.entries
    ]
    said = {
        "format": FORMAT,
        "deck": ledger.deck,
        "created_at": ledger.created_at,
        "entries": entries,
    }
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


def parse_ledger(data: bytes, path: Path, deck: str) -> Ledger:
    """The bytes of a ledger.json -> the ledger; see `read_ledger` for errors."""
    remedy = "take the last good one from git (losing it costs learners their edits)"
    broken = f"the ledger is broken; {remedy}"
    try:
        said = json.loads(data.decode("utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else 1
        raise DeckError([Problem(path, line, broken)]) from error
    if not isinstance(said, dict):
        raise DeckError([Problem(path, 1, broken)])
    if said.get("format") != FORMAT:
        known = f"format {said.get('format')!r} is not {FORMAT}; use the quizgen that wrote it"
        raise DeckError([Problem(path, 1, known)])
    if said.get("deck") != deck:
        mine = f"this ledger belongs to the deck {said.get('deck')!r}, deck.yaml says {deck!r}"
        raise DeckError([Problem(path, 1, f"{mine}; a deck's key never changes: put it back")])
    try:
        entries = tuple(_parse_entry(entry) for entry in said["entries"])
        return Ledger(deck, int(said["created_at"]), entries)
    except (KeyError, TypeError, ValueError) as error:
        lacks = f"an entry is not whole ({error}); take the last good ledger from git"
        raise DeckError([Problem(path, 1, lacks)]) from error


def _parse_entry(said: Mapping[str, object]) -> Entry:
    fields, tags = said["fields"], said["tags"]
    if not isinstance(fields, dict) or not isinstance(tags, list):
        raise TypeError("fields or tags")
    return Entry(
        id=str(said["id"]),
        kind=Kind(str(said["kind"])),
        guid=str(said["guid"]),
        state=State(str(said["state"])),
        changed_at=int(str(said["changed_at"])),
        hash=str(said["hash"]),
        subdeck=str(said["subdeck"]),
        tags=tuple(map(str, tags)),
        fields={str(key): str(value) for key, value in fields.items()},
    )


def read_clock(environment: Mapping[str, str] = os.environ) -> int:
    """The time of a build in whole seconds; SOURCE_DATE_EPOCH wins, as reproducible builds ask.

    A time ahead would outlive every later correction: Anki would take each for the older one.

    Raises:
        DeckError: SOURCE_DATE_EPOCH is no whole number, or no time between 2001 and tomorrow.
    """
    import time

    now, given = int(time.time()), environment.get("SOURCE_DATE_EPOCH", "").strip()
    if not given:
        return now
    # Eleven digits are more than enough; int() would read digits of any script, and refuse many.
    clock = int(given) if re.fullmatch("[0-9]{1,11}", given) else -1
    if not YEAR_2001 <= clock <= now + DAY:
        wanted = "set it to whole seconds since 1970, from 2001 until now, or unset it"
        said = f"SOURCE_DATE_EPOCH is {given!r}; {wanted}"
        raise DeckError([Problem(Path("environment"), 0, said)])
    return clock
