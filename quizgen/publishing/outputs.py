"""Everything that a build makes of an edition, as bytes by file name. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from quizgen.decks.ledger import Entry, State
from quizgen.markup import Medium, clean, to_html
from quizgen.publishing.apkg import PackageDeck, pack
from quizgen.publishing.edition import Edition
from quizgen.publishing.flashcards import CardOptions, card_sheets
from quizgen.publishing.guide import guide_page
from quizgen.publishing.links import GUIDE, READER
from quizgen.publishing.looks import StampedLook
from quizgen.publishing.notetypes import NOTE_TYPES, genanki_model
from quizgen.publishing.quizzes import make_quiz, pages_of
from quizgen.publishing.reader import reader_page
from quizgen.publishing.study import study_page
from quizgen.publishing.wanted import approved_notes
from quizgen.rendering import Templates
from quizgen.schema import Kind

RETIRED_SAYS = (
    "Cards that were taken out of this deck. Those that you have already learnt stay where they "
    "are; suspend what you do not want to see (deleted cards come back with the next import)."
)


def retired_deck(name: str) -> str:
    """Where who never had them gets retired notes: Anki does not move cards that are there."""
    return f"{clean(name)}::Retired"


def make_outputs(
    edition: Edition,
    shipped: Sequence[Entry],
    looks: Mapping[Kind, StampedLook],
    templates: Templates,
    created_at: int,
) -> dict[str, bytes]:
    """The Anki package, and the pages to print and to study when there is anything to ask."""
    models = {
        kind: genanki_model(NOTE_TYPES[kind], stamped.look, stamped.stamp.changed_at)
        for kind, stamped in looks.items()
    }
    name, description = clean(edition.deck.name), to_html(edition.deck.description, Medium.CARD)
    decks = [PackageDeck(name, description)]
    if any(entry.state is State.RETIRED for entry in shipped):
        decks.append(PackageDeck(retired_deck(edition.deck.name), RETIRED_SAYS))
    outputs = {f"{edition.deck.path.name}.apkg": pack(shipped, decks, models, created_at)}
    if edition.notes:
        pages = pages_of(make_quiz(edition), templates)
        outputs |= {name: page.encode() for name, page in pages.items()}
        outputs[GUIDE] = guide_page(edition, templates).encode()
        outputs["guide-answers.html"] = guide_page(edition, templates, answers=True).encode()
        outputs[READER] = reader_page(edition, templates).encode()
    if approved_notes(edition):
        reader = READER if READER in outputs else ""
        outputs["study.html"] = study_page(edition, templates, reader).encode()
        outputs["cards.html"] = card_sheets(edition, CardOptions(), templates).html.encode()
    return outputs
