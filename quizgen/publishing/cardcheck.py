"""Does a card template make cards? Anki makes none, or blank ones, without a word. Pure.

Anki reads `{{Field}}`, `{{filter:Field}}`, and sections `{{#Field}}...{{/Field}}`, `{{^Field}}...`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quizgen.schema import Kind
from quizgen.text import did_you_mean

COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
TAG = re.compile(r"\{\{(?P<sigil>[#^/!]?)(?P<said>[^{}]*)\}\}")
OPEN = re.compile(r"\{\{")
CARD_NUMBER = re.compile(r"c\d+")
OF_ANKI = frozenset({"Tags", "Type", "Deck", "Subdeck", "Card", "CardFlag"})
# Filled in every note; the others may be empty.
ALWAYS_FILLED = frozenset({"Question", "Answer", "Text", "Options", "Keys", "Id"}) | OF_ANKI


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a card: `asks` is the field without which it would be no card of its kind."""

    text: str
    kind: Kind
    fields: tuple[str, ...]
    front: bool
    asks: str | None = None


@dataclass(frozen=True, slots=True)
class _Use:
    """A field where it is written, with the sections around it: field, and whether filled."""

    field: str
    filters: tuple[str, ...]
    within: tuple[tuple[str, bool], ...]


def side_mistake(side: Side) -> str:
    """What is wrong with a side, with the remedy; nothing when it is fine."""
    text = COMMENT.sub("", side.text)
    if not text.strip():
        return "it is empty; write what the card shows"
    if OPEN.search(TAG.sub("", text)):
        return "a {{ is not closed; end each field with }}"
    try:
        uses = tuple(_read(text, side))
    except _Mistake as mistake:
        return str(mistake)
    return _does_not_ask(side, uses)


class _Mistake(Exception):
    """A mistake in a template, for `side_mistake` alone."""


def _read(text: str, side: Side) -> Iterator[_Use]:
    opened: list[tuple[str, bool]] = []
    for found in TAG.finditer(text):
        sigil, said = found["sigil"], found["said"].strip()
        if sigil == "!":
            continue
        *filters, field = (part.strip() for part in said.split(":"))
        _expect_known(field, found[0], side, in_section=bool(sigil))
        if sigil == "/":
            if not opened or opened[-1][0] != said:
                raise _Mistake(f"{found[0]} closes a section that is not open; nest them properly")
            opened.pop()
        elif sigil:
            opened.append((said, sigil == "#"))
        else:
            yield _Use(field, tuple(filters), tuple(opened))
    if opened:
        name = opened[-1][0]
        raise _Mistake(f"the section of {name} is not closed; add {{{{/{name}}}}}")


def _expect_known(field: str, tag: str, side: Side, *, in_section: bool) -> None:
    known = {*side.fields, *OF_ANKI} | ({"FrontSide"} if not side.front else set())
    if in_section and side.kind is Kind.CLOZE and CARD_NUMBER.fullmatch(field):
        return
    if field not in known:
        listed = did_you_mean(field, known) or f"; there are {', '.join(side.fields)}"
        raise _Mistake(f"{tag} names no field of {side.kind} notes{listed}")


def _does_not_ask(side: Side, uses: Sequence[_Use]) -> str:
    if side.asks is None:
        return ""
    cloze = side.kind is Kind.CLOZE
    wanted = f"{{{{cloze:{side.asks}}}}}" if cloze else f"{{{{{side.asks}}}}}"
    asking = [u for u in uses if u.field == side.asks and (not cloze or "cloze" in u.filters)]
    for filled in (True, False):
        if not any(_is_shown(use, filled) for use in asking):
            return f"it does not show {wanted} in every case; Anki would make no cards: add it"
    return ""


def _is_shown(use: _Use, optional_filled: bool) -> bool:
    return all(
        (field in ALWAYS_FILLED or optional_filled) == wanted
        for field, wanted in use.within
        if not CARD_NUMBER.fullmatch(field)
    )
