"""Editions -> a quiz: one deck or several, what is asked, in how many forms, and its pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from quizgen.publishing.asked import points
from quizgen.publishing.edition import Edition
from quizgen.publishing.forms import FORMS, Form, make_form, pick
from quizgen.publishing.labels import read_labels
from quizgen.publishing.paper import KEY, KEYS, QUIZ, file_name, key_page, keys_page, quiz_page
from quizgen.rendering import Templates
from quizgen.schema import Blueprint


@dataclass(frozen=True, slots=True)
class Quiz:
    """The same questions in each of the forms."""

    edition: Edition
    forms: tuple[Form, ...]

    @property
    def points(self) -> int:
        """What can be reached."""
        return sum(map(points, self.forms[0].questions))


def make_quiz(edition: Edition, forms: int = 1) -> Quiz:
    """A quiz by the blueprint of the edition's deck.

    Raises:
        BuildError: the approved notes cannot make the quiz that the blueprint asks for.
    """
    chosen = pick(edition)
    letters = FORMS[:forms] if forms > 1 else ("",)
    return Quiz(edition, tuple(make_form(edition, chosen, letter) for letter in letters))


def pages_of(quiz: Quiz, templates: Templates) -> dict[str, str]:
    """The pages of a quiz by file name: each form, its key, and of several forms all answers.

    Raises:
        TemplateError: a template of the workspace is missing or does not render.
    """
    edition = quiz.edition
    say = read_labels(edition.deck.language, templates)
    pages: dict[str, str] = {}
    for form in quiz.forms:
        pages[file_name(QUIZ, form.letter)] = quiz_page(edition, form, say, templates)
        pages[file_name(KEY, form.letter)] = key_page(edition, form, say, templates)
    if len(quiz.forms) > 1:
        pages[KEYS] = keys_page(edition, quiz.forms, say, templates)
    return pages


def merge(editions: Sequence[Edition], blueprint: Blueprint) -> Edition:
    """Several decks as one, for a quiz only: their topics one after another, in one language.

    Ids are those of the notes; where two decks have the same one, the deck's folder stands before.
    """
    if len(editions) == 1:
        (only,) = editions
        return replace(only, deck=replace(only.deck, blueprint=blueprint))
    decks = [edition.deck for edition in editions]
    taken = Counter(proven.note.id for edition in editions for proven in edition.notes)
    notes = [
        replace(proven, note=replace(proven.note, id=f"{edition.deck.path.name}/{proven.note.id}"))
        if taken[proven.note.id] > 1
        else proven
        for edition in editions
        for proven in edition.notes
    ]
    deck = replace(
        decks[0],
        key="\n".join(deck.key for deck in decks),
        name=", ".join(deck.name for deck in decks),
        topics=tuple(topic for deck in decks for topic in deck.topics),
        quiz_questions=max(deck.quiz_questions for deck in decks),
        blueprint=blueprint,
    )
    sources = {stem: source for edition in editions for stem, source in edition.sources.items()}
    return Edition(deck, tuple(notes), sources)
