"""The head and foot of a printed page: title, form, language, paper; for the quiz and its key."""

from __future__ import annotations

import re
from dataclasses import dataclass

from quizgen.markup import Medium, to_html
from quizgen.publishing.edition import Edition
from quizgen.publishing.labels import Labels
from quizgen.schema import Deck

RIGHT_TO_LEFT = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "syr", "ug", "ur", "yi"}
)
FOOT, LARGE_FOOT = 60, 26  # characters of the title at the foot of a page


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the head and foot of a page say; `css` are literals and values for its style sheet.

    `form` is the letter of the form, "" where there is one only. `words` are the attributes of
    elements whose words are ours: their language, and the way that it is read.
    """

    name: str
    form: str
    foot: str
    key_foot: str
    page_number: str
    paper: str
    language: str
    direction: str
    words_language: str
    words_direction: str
    instructions_html: str
    questions: int
    points: int
    rules: tuple[str, ...]
    sections: bool
    columns: int
    large: bool


def make_sheet(
    edition: Edition, say: Labels, form: str, points: int, rules: tuple[str, ...], questions: int
) -> Sheet:
    """The head of a page of a form, by the deck's blueprint."""
    deck, blueprint = edition.deck, edition.deck.blueprint
    title = title_of(deck)
    foot = shortened(title, LARGE_FOOT if blueprint.large_print else FOOT)
    if form:
        foot += f" · {text(say, 'form').format(letter=form)}"
    return Sheet(
        name=title,
        form=form,
        foot=css_string(foot),
        key_foot=css_string(text(say, "key")),
        page_number=page_number(text(say, "page")),
        paper=blueprint.paper or "",
        language=deck.language,
        direction=direction(deck.language),
        words_language=say.language,
        words_direction=direction(say.language),
        instructions_html=to_html(blueprint.instructions or "", Medium.PAPER),
        questions=questions,
        points=points,
        rules=rules,
        sections=blueprint.sections is not False,
        columns=blueprint.columns or 1,
        large=bool(blueprint.large_print),
    )


def title_of(deck: Deck) -> str:
    """What stands over the paper."""
    return deck.blueprint.title or deck.name


def direction(language: str) -> str:
    """`rtl` or `ltr`, by the language or the script that a tag such as `az-Arab` names."""
    parts = language.casefold().split("-")
    return "rtl" if parts[0] in RIGHT_TO_LEFT or {"arab", "hebr"} & set(parts) else "ltr"


def text(say: Labels, name: str) -> str:
    """A word of the paper's table."""
    return str(say["paper"][name])


def shortened(text: str, length: int) -> str:
    """The beginning of a long text, cut between words."""
    if len(text) <= length:
        return text
    return text[:length].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"


def css_string(text: str) -> str:
    """A CSS string literal of escapes only: no name of a deck can end it or the style element."""
    printable = re.sub(r"\s+", " ", text)
    return '"' + "".join(f"\\{ord(character):06x}" for character in printable) + '"'


def page_number(words: str) -> str:
    """`Page {page} of {pages}` as the content of a margin box."""
    counters = {"{page}": "counter(page)", "{pages}": "counter(pages)"}
    parts = filter(None, re.split(r"(\{pages?\})", words))
    return " ".join(counters.get(part) or css_string(part) for part in parts)
