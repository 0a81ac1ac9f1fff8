"""Everything that a build makes of an edition, as bytes by file name. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from quizgen.decks.ledger import Entry
from quizgen.publishing.apkg import PackageDeck, pack
from quizgen.publishing.edition import Edition
from quizgen.publishing.looks import StampedLook
from quizgen.publishing.markup import Medium, to_html
from quizgen.publishing.notetypes import NOTE_TYPES, genanki_model
from quizgen.publishing.paper import key_page, quiz_page
from quizgen.rendering import Templates
from quizgen.schema import Kind


def make_outputs(
    edition: Edition,
    shipped: Sequence[Entry],
    looks: Mapping[Kind, StampedLook],
    templates: Templates,
    created_at: int,
) -> dict[str, bytes]:
    """The Anki package, and the quiz with its key when there is anything to ask."""
    models = {
        kind: genanki_model(NOTE_TYPES[kind], stamped.look, stamped.stamp.changed_at)
        for kind, stamped in looks.items()
    }
    decks = [PackageDeck(edition.deck.name, to_html(edition.deck.description, Medium.CARD))]
    outputs = {f"{edition.deck.path.name}.apkg": pack(shipped, decks, models, created_at)}
    if edition.notes:
        outputs["quiz.html"] = quiz_page(edition, templates).encode()
        outputs["key.html"] = key_page(edition, templates).encode()
    return outputs
