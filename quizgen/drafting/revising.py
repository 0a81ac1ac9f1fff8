"""A note of the deck, as it was drafted, and as it is drafted now: what changes, what is proposed.

A three-way comparison by parts. Question, answer and proof make sense only together, so they are
one part: when a person changed any of it, a new draft of it is proposed and not put in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from quizgen.decks.edit import note_fields
from quizgen.drafting.draftbook import Fields, Recorded
from quizgen.drafting.merge import is_settled
from quizgen.schema import Answerable, Choice, Cloze, Content, Note, Option, Status

# Identity and review are a person's, or made once; tags and ignored rules no engine writes.
CORE = ("question", "answer", "text", "options", "order", "evidence", "claim", "speaker", "date")
PARTS = (CORE, ("why",), ("hint",), ("extra",), ("level",), ("priority",))
COMPARED = tuple(name for part in PARTS for name in part)


@dataclass(frozen=True, slots=True)
class Revision:
    """What a new draft does to a note: `changes` are put in (None removes a field)."""

    recorded: Recorded
    changes: dict[str, Any]


def as_drafted(note: Note, recorded: Recorded | None) -> Note | None:
    """A note as it was drafted last; None where nothing is recorded or it asks the same still."""
    fields = recorded.fields if recorded else {}
    content: Content
    if "text" in fields:
        content = Cloze(str(fields["text"]))
    elif "answer" in fields:
        content = Answerable(str(fields["question"]), str(fields["answer"]))
    elif "options" in fields:
        said = [(str(o["text"]), o.get("key") is True) for o in fields["options"]]
        content = Choice(str(fields["question"]), tuple(Option(*option) for option in said))
    else:
        return None
    drafted = replace(note, content=content)
    return drafted if drafted.question != note.question else None


def compared_fields(note: Note, stem: str) -> dict[str, Any]:
    """The fields of a note that are compared; a quote without a source means the source `stem`."""
    named = tuple(replace(q, source=q.source or stem) for q in note.evidence)
    said = note_fields(replace(note, evidence=named))
    return {name: said[name] for name in COMPARED if name in said}


def revise(note: Note, recorded: Recorded | None, draft: Note, stem: str) -> Revision | None:
    """What a new draft of a note does to it; None when there is nothing to say or do.

    A note of which nothing is recorded is a person's own, unless it says just what is drafted: then
    it was drafted, and only not recorded. One that was turned down is settled.
    """
    if is_settled(note):
        return None
    mine, new = compared_fields(note, stem), compared_fields(draft, stem)
    if recorded is None:
        return Revision(Recorded(new), {}) if mine == new and note.kind is draft.kind else None
    if note.kind is not draft.kind:  # nothing that was proposed for the other kind fits
        return Revision(replace(recorded, proposed={}), {}) if recorded.proposed else None
    fields = dict(recorded.fields)
    proposed: dict[str, Any] = {}
    changes: dict[str, Any] = {}
    for part in PARTS:
        if _same(new, fields, part):
            continue  # the engine says what it said before: what the person made of it stays
        if _same(new, mine, part):
            _take(fields, new, part)
        elif note.status is Status.DRAFT and _same(mine, fields, part):
            changes |= {name: new.get(name) for name in _differing(new, mine, part)}
            _take(fields, new, part)
        else:
            proposed |= {name: new.get(name) for name in _differing(new, mine, part)}
    after = replace(recorded, fields=fields, proposed=proposed)
    return Revision(after, changes) if after != recorded or changes else None


def decide(recorded: Recorded, *, taken: bool) -> Recorded:
    """A note about which a person has decided: what was proposed is taken for drafted.

    One that is kept although its quote is gone is not proposed for retirement again.
    """
    fields = dict(recorded.fields)
    for name, value in recorded.proposed.items():
        if value is None:
            fields.pop(name, None)
        else:
            fields[name] = value
    return Recorded(fields, kept=recorded.kept or bool(recorded.retire) and not taken)


def _same(one: Fields, other: Fields, part: tuple[str, ...]) -> bool:
    return not list(_differing(one, other, part))


def _differing(one: Fields, other: Fields, part: tuple[str, ...]) -> Iterator[str]:
    return (name for name in part if one.get(name) != other.get(name))


def _take(fields: dict[str, Any], new: Fields, part: tuple[str, ...]) -> None:
    for name in part:
        fields.pop(name, None)
        if name in new:
            fields[name] = new[name]
