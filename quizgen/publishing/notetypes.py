"""The Anki note types, frozen since the first release.

Ids of note types, fields and card templates, the list and order of fields, the order of templates:
none of it may ever change, or Anki refuses every note of a learner's collection as conflicting.
Names of fields and templates may (they have ids), and so may what the templates say: then raise
the type's `changed_at`, or the new look never arrives; a test holds both.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from quizgen.errors import TemplateError
from quizgen.publishing.cardcheck import Side, side_mistake
from quizgen.rendering import Templates
from quizgen.schema import Kind

if TYPE_CHECKING:
    import genanki

TAIL = (
    *("Hint", "Why", "Evidence", "Source", "Speaker", "Date", "Link", "Extra", "Image", "Id"),
    *("Spare 1", "Spare 2"),
)
PAIR = ("Question", "Answer", *TAIL)


@dataclass(frozen=True, slots=True)
class CardType:
    """One card of a note type: `stem` names its templates `<stem>.front.html`, `.back.html`.

    `asks` is the field that its front has to show.
    """

    name: str
    id: int
    stem: str
    browser: bool = False
    asks: str = "Question"


@dataclass(frozen=True, slots=True)
class NoteType:
    """Fields and cards of one kind of note. Ids are frozen; `changed_at` is in seconds.

    `digest` is the hash of the built-in templates at `changed_at`.
    """

    kind: Kind
    id: int
    name: str
    fields: tuple[str, ...]
    cards: tuple[CardType, ...]
    changed_at: int
    digest: str


@dataclass(frozen=True, slots=True)
class Look:
    """The rendered templates of a note type: front, back, browser front and back per card; CSS."""

    cards: tuple[tuple[str, str, str, str], ...]
    css: str

    @property
    def digest(self) -> str:
        """A hash of everything that a learner could see change."""
        return hashlib.sha256(json.dumps([self.cards, self.css]).encode()).hexdigest()[:32]


NOTE_TYPES: dict[Kind, NoteType] = {
    note_type.kind: note_type
    for note_type in (
        NoteType(
            Kind.BASIC,
            1732406400101,
            "quizgen Basic",
            PAIR,
            (CardType("Card", 1011, "basic"),),
            1795400000,
            "c185739ca32d5b9f566a3330dcfa41d4",
        ),
        NoteType(
            Kind.REVERSED,
            1732406400102,
            "quizgen Basic and Reversed",
            PAIR,
            (
                CardType("Forward", 1021, "reversed.forward"),
                CardType("Backward", 1022, "reversed.backward", asks="Answer"),
            ),
            1795400000,
            "5c56d1de98b23bf7e9375dd31da072a7",
        ),
        NoteType(
            Kind.CLOZE,
            1732406400103,
            "quizgen Cloze",
            ("Text", *TAIL),
            (CardType("Cloze", 1031, "cloze", asks="Text"),),
            1795400000,
            "64198fa18be671c869bce47375eeb6d9",
        ),
        NoteType(
            Kind.TYPE_IN,
            1732406400104,
            "quizgen Type-in",
            PAIR,
            (CardType("Card", 1041, "type-in", browser=True),),
            1795400000,
            "7699cdb9264c93dbed8590c576dc21b3",
        ),
        NoteType(
            Kind.CHOICE,
            1732406400105,
            "quizgen Choice",
            ("Question", "Options", "Keys", "Answer", "Reasons", *TAIL),
            (CardType("Card", 1051, "choice", browser=True),),
            1795400000,
            "52196386df5ccc77227ea8fa3c010ec1",
        ),
    )
}


def look_of(note_type: NoteType, templates: Templates) -> Look:
    """The templates of a note type as this workspace renders them.

    Raises:
        TemplateError: a template does not render, or would make no card or a blank one.
    """
    cards = tuple(_sides(note_type, card, templates) for card in note_type.cards)
    return Look(cards, templates.anki("style.css"))


def _sides(note_type: NoteType, card: CardType, templates: Templates) -> tuple[str, str, str, str]:
    def render(side: str, asks: str | None = None) -> str:
        name = f"{card.stem}.{side}.html"
        text = templates.anki(name).strip()
        front = side.endswith("front")
        mistake = side_mistake(Side(text, note_type.kind, note_type.fields, front, asks))
        if mistake:
            raise TemplateError(f"{templates.place(f'anki/{name}')}: {mistake}")
        return text

    back = render("back", card.asks if note_type.kind is Kind.CLOZE else None)
    browser = ("browser-front", "browser-back") if card.browser else ()
    browser_front, browser_back = tuple(map(render, browser)) or ("", "")
    return render("front", card.asks), back, browser_front, browser_back


def field_id(note_type: NoteType, position: int) -> int:
    """The frozen id of a field: from its note type and its frozen position."""
    return (note_type.id % 1000) * 100 + position + 1


def genanki_model(note_type: NoteType, look: Look, changed_at: int) -> genanki.Model:
    """The note type for genanki, with its own time instead of the time of the build."""
    names = enumerate(note_type.fields)
    cards = zip(note_type.cards, look.cards, strict=True)
    return _dated_model_class()(
        changed_at,
        note_type.id,
        note_type.name,
        fields=[{"name": name, "id": field_id(note_type, i)} for i, name in names],
        templates=[
            {"name": c.name, "id": c.id, "qfmt": q, "afmt": a, "bqfmt": bq, "bafmt": ba}
            for c, (q, a, bq, ba) in cards
        ],
        css=look.css,
        model_type=_model_type(note_type.kind),
    )


def _model_type(kind: Kind) -> int:
    import genanki

    return int(genanki.Model.CLOZE if kind is Kind.CLOZE else genanki.Model.FRONT_BACK)


@cache
def _dated_model_class() -> type[genanki.Model]:
    # Made on first use: importing genanki takes a quarter of a second that --help must not pay.
    import genanki

    class DatedModel(genanki.Model):  # type: ignore[misc]
        def __init__(self, changed_at: int, *args: Any, **fields: Any) -> None:
            super().__init__(*args, **fields)
            self.changed_at = changed_at

        def to_json(self, timestamp: float, deck_id: int) -> dict[str, Any]:
            # genanki stamps with the build's time, which erases a learner's styling each time.
            said: dict[str, Any] = super().to_json(self.changed_at, deck_id)
            return said

    return DatedModel
