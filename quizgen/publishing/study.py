"""An edition -> the study page: one HTML file to test oneself with, in a browser or on a phone.

The questions and answers are plain HTML, all of them, so that the page can be read and printed
without a script. The script (templates/study/app.js) only shows, hides and moves what is there
and fills in its own words as text: nothing from a note becomes HTML anywhere but in `markup`.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from quizgen.errors import TemplateError
from quizgen.markup import Medium, clean, plain_html, to_html, to_text
from quizgen.publishing.blanks import blanks_html
from quizgen.publishing.credits import said_place
from quizgen.publishing.edition import Citation, Edition, citations
from quizgen.publishing.labels import Labels, read_labels
from quizgen.publishing.links import card_href
from quizgen.publishing.revealed import revealed_html
from quizgen.publishing.sheet import direction
from quizgen.publishing.wanted import approved_notes
from quizgen.rendering import Templates
from quizgen.schema import Answerable, Choice, Cloze, Kind, Level, Note, Proven

SCRIPT = "study/app.js"
# A script element ends at the first, and is read otherwise after the second.
NOT_IN_SCRIPT = ("</script", "<!--")


@dataclass(frozen=True, slots=True)
class Offered:
    """An option of a choice, with the reason why it is right or wrong."""

    html: str
    key: bool
    why_html: str


@dataclass(frozen=True, slots=True)
class Proof:
    """A quote, who said it, where and when; `link` leads there, or is empty."""

    html: str
    credit: str
    where: tuple[str, ...]
    link: str


@dataclass(frozen=True, slots=True)
class Item:
    """A question as the page holds it; `typed` is what a type-in is compared with."""

    id: str
    kind: Kind
    topic: str
    level: Level
    priority: int
    html: str
    hint_html: str
    options: tuple[Offered, ...]
    fixed: bool
    several: bool
    answer_html: str
    typed: str
    why_html: str
    extra_html: str
    proofs: tuple[Proof, ...]


def study_page(edition: Edition, templates: Templates, reader: str = "") -> str:
    """The approved notes of an edition as a page to test oneself with.

    Args:
        edition: a deck as it is published.
        templates: those of its workspace.
        reader: the source reader beside the page, if there is one: quotes then link to it.

    Raises:
        TemplateError: a template or a file of labels is missing or does not render.
    """
    deck = edition.deck
    say = read_labels(deck.language, templates)
    items = [_item(edition, proven, say, reader) for proven in approved_notes(edition)]
    script = _script(templates)
    context = {
        "deck": deck,
        "direction": direction(deck.language),
        "say": say,
        "own_direction": direction(say.language),
        "items": items,
        "topics": list(dict.fromkeys(item.topic for item in items)),
        "levels": [level for level in Level if any(item.level is level for item in items)],
        "script": script,
        "script_hash": b64encode(sha256(script.encode()).digest()).decode(),
        "words_json": json.dumps(_spoken(say), ensure_ascii=False, sort_keys=True),
    }
    return templates.page("study/page.html", context)


def source_link(citation: Citation, edition: Edition, reader: str) -> str:
    """Where a quote can be read: in the reader beside the page, else in the deck's own."""
    if reader:
        return f"{reader}#{citation.anchor}"
    return card_href(edition.deck.reader_url, citation.anchor, citation.url, citation.seconds)


def _item(edition: Edition, proven: Proven, say: Labels, reader: str) -> Item:
    note = proven.note
    choice = note.content if isinstance(note.content, Choice) else None
    return Item(
        id=note.id,
        kind=note.kind,
        topic=proven.topic,
        level=note.level,
        priority=note.priority,
        html=_question_html(note),
        hint_html=_html(note.hint),
        options=tuple(_offered(choice)) if choice else (),
        fixed=bool(choice and choice.fixed_order),
        several=bool(choice and len(choice.keys) > 1),
        answer_html=_answer_html(note),
        typed=_typed(note),
        why_html=_html(note.why),
        extra_html=_html(note.extra),
        proofs=tuple(
            _proof(cited, say, source_link(cited, edition, reader))
            for cited in citations(edition, proven)
        ),
    )


def _offered(choice: Choice) -> Iterator[Offered]:
    for option in choice.options:
        yield Offered(_html(option.text), option.key, _html(option.why))


def _question_html(note: Note) -> str:
    content = note.content
    return blanks_html(content.text) if isinstance(content, Cloze) else _html(content.question)


def _answer_html(note: Note) -> str:
    match note.content:
        case Answerable(answer=answer):
            return _html(answer)
        case Cloze(text=text):
            return revealed_html(text)
        case Choice():
            return ""


def _typed(note: Note) -> str:
    if note.kind is Kind.TYPE_IN and isinstance(note.content, Answerable):
        return clean(to_text(note.content.answer))
    return ""


def _proof(cited: Citation, say: Labels, link: str) -> Proof:
    return Proof(
        html=plain_html(cited.quote),
        credit=", ".join(filter(None, (cited.speaker, cited.title))),
        where=tuple(filter(None, (said_place(cited, say), cited.recorded))),
        link=link,
    )


def _html(text: str) -> str:
    return to_html(text, Medium.PAPER)


def _script(templates: Templates) -> str:
    texts = templates.texts(SCRIPT)
    if not texts:
        raise TemplateError(f"template {SCRIPT} is missing")
    script, place = texts[-1]
    for bad in NOT_IN_SCRIPT:
        if bad in script.casefold():
            raise TemplateError(f"{place}: a script on a page cannot hold {bad!r}; write it apart")
    return script


def _spoken(say: Labels) -> dict[str, object]:
    """The words that the script says itself, and the numbers for which `one` is said."""
    return {"said": say["study_script"], "ones": sorted(say.ones)}
