"""Proven notes -> what Anki gets of each: fields as HTML, tags, subdeck. Pure."""

from __future__ import annotations

import re
import unicodedata

from quizgen.decks.ledger import Published
from quizgen.markup import Medium, clean, plain_html, to_html, to_text
from quizgen.publishing.edition import Citation, Edition, citations, guest_of
from quizgen.publishing.links import card_href
from quizgen.schema import Answerable, Choice, Cloze, Kind, Proven, Status, Subdecks

DRAFT_TAG = "quizgen::draft"


def compose(edition: Edition, proven: Proven) -> Published:
    """A note as Anki gets it."""
    note = proven.note
    cited = citations(edition, proven)
    return Published(
        id=note.id,
        kind=note.kind,
        fields=_content_fields(proven) | _proof_fields(edition, proven, cited),
        tags=_tags(edition, proven),
        subdeck=subdeck_of(edition, proven),
        draft=note.status is Status.DRAFT,
    )


def subdeck_of(edition: Edition, proven: Proven) -> str:
    """The full name of the Anki deck in which new cards of a note are placed."""
    name = clean(edition.deck.name)
    guest = guest_of(edition, proven) if edition.deck.subdecks is not Subdecks.NONE else None
    return f"{name}::{clean(guest)}" if guest else name


def _content_fields(proven: Proven) -> dict[str, str]:
    note = proven.note
    match note.content:
        case Answerable(question, answer):
            # What is typed is compared as plain text: markup would have to be typed too.
            typed = note.kind is Kind.TYPE_IN
            shown = plain_html(to_text(answer)) if typed else _card(answer)
            return {"Question": _card(question), "Answer": shown}
        case Cloze(text):
            return {"Text": _card(text)}
        case Choice() as choice:
            return _choice_fields(choice)


def _choice_fields(choice: Choice) -> dict[str, str]:
    order = "fixed" if choice.fixed_order else "shuffle"
    one_or_all = "one" if len(choice.keys) == 1 else "all"
    options = "".join(f"<li>{_card(option.text)}</li>" for option in choice.options)
    reasons = "".join(f"<li>{_card(option.why)}</li>" for option in choice.options)
    numbers = [str(n) for n, option in enumerate(choice.options, 1) if option.key]
    keys = [_card(option.text) for option in choice.keys]
    answer = (
        keys[0] if len(keys) == 1 else "<ul>" + "".join(f"<li>{k}</li>" for k in keys) + "</ul>"
    )
    return {
        "Question": _card(choice.question),
        "Options": f'<ol data-order="{order}" data-choose="{one_or_all}">{options}</ol>',
        "Keys": ",".join(numbers),
        "Answer": answer,
        "Reasons": f"<ol>{reasons}</ol>" if any(o.why for o in choice.options) else "",
    }


def _proof_fields(edition: Edition, proven: Proven, cited: tuple[Citation, ...]) -> dict[str, str]:
    note = proven.note
    quotes = "".join(f"<blockquote>{plain_html(citation.quote)}</blockquote>" for citation in cited)
    return {
        "Hint": _card(note.hint),
        "Why": _card(note.why),
        "Evidence": quotes,
        "Source": plain_html(_source_line(cited)),
        "Speaker": plain_html(_speakers(cited)),
        "Date": plain_html(note.date or cited[0].recorded),
        "Link": plain_html(_link(edition, cited[0]), attribute=True),
        "Extra": _card(note.extra),
        "Image": "",
        "Id": plain_html(note.id),
        "Spare 1": "",
        "Spare 2": "",
    }


def _card(text: str) -> str:
    return to_html(text, Medium.CARD)


def _source_line(cited: tuple[Citation, ...]) -> str:
    titles = list(dict.fromkeys(citation.title for citation in cited))
    places = [
        "; ".join(dict.fromkeys(c.place for c in cited if c.title == title)) for title in titles
    ]
    return "; ".join(f"{title}, {place}" for title, place in zip(titles, places, strict=True))


def _speakers(cited: tuple[Citation, ...]) -> str:
    return ", ".join(dict.fromkeys(c.speaker for c in cited if c.speaker))


def _link(edition: Edition, citation: Citation) -> str:
    url = edition.deck.reader_url
    return card_href(url, citation.anchor, citation.url, citation.seconds)


def _tags(edition: Edition, proven: Proven) -> tuple[str, ...]:
    """Tags that are found and filtered by: deck, topic, kind, level, claim, priority, guest."""
    note, root = proven.note, f"quizgen::{edition.deck.key}"
    guest = guest_of(edition, proven)
    tags = {
        root,
        f"{root}::topic::{tag_level(proven.topic)}",
        f"type::{note.kind}",
        f"level::{note.level}",
        f"claim::{note.claim}",
        f"priority::{note.priority}",
        *(unicodedata.normalize("NFC", clean(tag)) for tag in note.tags),
    }
    if guest:
        tags.add(f"guest::{tag_level(guest)}")
    if note.status is Status.DRAFT:
        tags.add(DRAFT_TAG)
    return tuple(sorted(tags))


def tag_level(name: str) -> str:
    """One level of a tag: no white space of any kind, no `::`, NFC (Anki would cut it up)."""
    joined = "-".join(unicodedata.normalize("NFC", clean(name)).split())
    return re.sub(r":{2,}", "-", joined).strip(":-").lower() or "other"
