"""How the note types look in a workspace, and since when: Anki takes only a newer look."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from quizgen.decks.lookledger import Stamp, advance_look
from quizgen.publishing.notetypes import NOTE_TYPES, Look, look_of
from quizgen.rendering import Templates
from quizgen.schema import Kind


@dataclass(frozen=True, slots=True)
class StampedLook:
    """The templates of a note type, with the time of their last change."""

    look: Look
    stamp: Stamp


def stamp_looks(
    kinds: Iterable[Kind], templates: Templates, recorded: Mapping[str, Stamp], now: int
) -> dict[Kind, StampedLook]:
    """The look of each kind: our own time for our templates, the ledger's for a workspace's."""
    stamped = {}
    for kind in sorted(set(kinds)):
        note_type = NOTE_TYPES[kind]
        look = look_of(note_type, templates)
        builtin = Stamp(note_type.digest, note_type.changed_at)
        stamp = advance_look(recorded.get(kind), builtin, look.digest, now)
        stamped[kind] = StampedLook(look, stamp)
    return stamped


def own_stamps(
    looks: Mapping[Kind, StampedLook], recorded: Mapping[str, Stamp]
) -> dict[str, Stamp]:
    """What the workspace has to remember: stamps that are not the program's own."""
    news = {
        kind.value: stamped.stamp
        for kind, stamped in looks.items()
        if kind in recorded or stamped.stamp.changed_at != NOTE_TYPES[kind].changed_at
    }
    return {**recorded, **news}
