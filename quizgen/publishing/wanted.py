"""Which of an edition's notes a page is made of: by topic and priority; approved ones only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from quizgen.errors import BuildError
from quizgen.publishing.edition import Edition
from quizgen.schema import Deck, Proven, Status
from quizgen.text import did_you_mean

LOWEST_PRIORITY = 3


def approved_notes(edition: Edition) -> tuple[Proven, ...]:
    """The approved notes, in the order of the deck."""
    return tuple(p for p in edition.notes if p.note.status is Status.APPROVED)


def topic_named(deck: Deck, value: str, place: str) -> str:
    """The topic with this name, whatever the capitals and the spaces; its file's name counts too.

    Raises:
        BuildError: the deck has no such topic.
    """
    names = {topic.stem.casefold(): topic.name for topic in deck.topics}
    names |= {topic.name.casefold(): topic.name for topic in deck.topics}
    found = names.get(" ".join(value.split()).casefold())
    if found is None:
        known = [topic.name for topic in deck.topics]
        hint = did_you_mean(value, known) or f"; there are {', '.join(known)}"
        raise BuildError(f"{place}: no topic {value!r}{hint}")
    return found


def wanted_part(
    edition: Edition, topics: Sequence[str] = (), priority: int = LOWEST_PRIORITY
) -> Edition:
    """The edition with only the approved notes of these topics (of all when none is named).

    Args:
        edition: a deck as it is published.
        topics: names of topics or of their files, in any case.
        priority: up to which notes are wanted: 1 is the core alone.

    Raises:
        BuildError: there is no such topic, or no approved note is left.
    """
    names = {topic_named(edition.deck, topic, str(edition.deck.path)) for topic in topics}
    notes = tuple(
        proven
        for proven in approved_notes(edition)
        if (proven.topic in names or not names) and proven.note.priority <= priority
    )
    if not notes:
        raise BuildError(
            f"{edition.deck.path}: no approved note is left to print; "
            "ask for more topics or priorities, or approve notes"
        )
    return replace(edition, notes=notes)
