"""An edition -> a study guide: its concepts in the order of study, with the questions on them.

Two pages are made of the same things: one to hand out, which is given no answer, and one with the
answers under the questions, to learn from alone. Concepts with a `skip` reason are on neither.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count

from quizgen.markup import Medium, to_html, to_text
from quizgen.publishing.balance import LETTERS
from quizgen.publishing.blanks import blank_answers
from quizgen.publishing.credits import short_place
from quizgen.publishing.edition import Edition
from quizgen.publishing.forms import shuffle_options
from quizgen.publishing.labels import read_labels
from quizgen.publishing.links import anchor, reader_href
from quizgen.publishing.reader import note_anchor, question_html
from quizgen.publishing.sheet import direction
from quizgen.rendering import Templates
from quizgen.schema import (
    Choice,
    Cloze,
    Concept,
    ConceptSpan,
    Kind,
    Lines,
    Note,
    Option,
    Proven,
    Source,
)
from quizgen.sources.textlines import TextLine, text_lines

CORE = 3  # the importance of what a learner must know


@dataclass(frozen=True, slots=True)
class Place:
    """Where a concept is explained: its lines, or a time; `title` of the source, if of several."""

    text: str
    href: str
    several: bool
    timed: bool
    title: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What is right: letters of options, and their texts; `text` is both without markup."""

    text: str
    letters: str
    html: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question on a concept; `rule` is `one`, `all` or `term`, if anything has to be said of how.

    `answer` is None on the page to hand out.
    """

    number: int
    id: str
    anchor: str
    html: str
    options: tuple[tuple[str, str], ...]
    rule: str
    places: tuple[Place, ...]
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class Idea:
    """A concept as a student reads it; `related` are names and anchors of others on the page."""

    anchor: str
    name: str
    core: bool
    definition: str
    why: str
    speakers: tuple[str, ...]
    places: tuple[Place, ...]
    related: tuple[tuple[str, str], ...]
    questions: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A topic: its concepts, and the questions that are on none; no name for what has no topic."""

    name: str
    anchor: str
    ideas: tuple[Idea, ...]
    further: tuple[Asked, ...]


def guide_page(edition: Edition, templates: Templates, *, answers: bool = False) -> str:
    """The study guide as one HTML file; without answers there is none in it at all.

    Raises:
        TemplateError: a template of the workspace is missing or does not render.
    """
    deck = edition.deck
    context = {
        "deck": deck,
        "direction": direction(deck.language),
        "say": read_labels(deck.language, templates),
        "chapters": tuple(_Guide(edition, answers).chapters()),
        "answers": answers,
    }
    return templates.page("guide/page.html", context)


def concept_anchor(concept: str) -> str:
    """Where a concept stands on the page."""
    return f"concept:{concept}"


class _Guide:
    def __init__(self, edition: Edition, answers: bool) -> None:
        self._edition, self._answers = edition, answers
        self._shown = {c.id: c for c in edition.deck.concepts if c.skip is None}
        self._on: defaultdict[str, list[Proven]] = defaultdict(list)
        for proven in edition.notes:
            if proven.note.concept in self._shown:
                self._on[proven.note.concept].append(proven)
        notes = [proven.note for proven in edition.notes]
        self._options = dict(shuffle_options(notes, f"{edition.deck.key}\nguide"))
        self._numbers = count(1)
        self._spoken = {stem: _spoken(source) for stem, source in edition.sources.items()}

    def chapters(self) -> Iterator[Chapter]:
        """Topics in the order of the deck, then those that only concepts name, then the rest."""
        homes = {id_: self._home(concept) for id_, concept in self._shown.items()}
        topics = dict.fromkeys(proven.topic for proven in self._edition.notes)
        named = [
            *topics,
            *sorted({home for home in homes.values() if home not in topics}, key=bool),
        ]
        for number, topic in enumerate(sorted(dict.fromkeys(named), key=lambda name: not name), 1):
            ids = [id_ for id_ in self._in_order() if homes[id_] == topic]
            ideas = tuple(self._idea(self._shown[id_]) for id_ in ids)
            rest = [p for p in self._edition.notes if p.topic == topic and not self._is_on(p)]
            yield Chapter(topic, f"topic:{number}", ideas, tuple(map(self._asked, rest)))

    def _home(self, concept: Concept) -> str:
        """The topic under which a concept stands: that of its first note, else its own."""
        notes = self._on.get(concept.id)
        return notes[0].topic if notes else concept.topic

    def _in_order(self) -> Iterator[str]:
        """Concepts with notes in the order of these, then the others as they are listed."""
        asked = dict.fromkeys(p.note.concept for p in self._edition.notes if self._is_on(p))
        yield from (id_ for id_ in asked if id_)
        yield from (id_ for id_ in self._shown if id_ not in asked)

    def _is_on(self, proven: Proven) -> bool:
        return proven.note.concept in self._shown

    def _idea(self, concept: Concept) -> Idea:
        notes = self._on.get(concept.id, [])
        related = (self._shown[id_] for id_ in concept.related if id_ in self._shown)
        return Idea(
            anchor=concept_anchor(concept.id),
            name=concept.name,
            core=concept.importance == CORE,
            definition=to_html(concept.definition, Medium.PAPER),
            why=to_html(concept.why, Medium.PAPER),
            speakers=speakers_of(notes, concept.spans, self._edition.sources),
            places=tuple(self._places(concept)),
            related=tuple((other.name, f"#{concept_anchor(other.id)}") for other in related),
            questions=tuple(map(self._asked, notes)),
        )

    def _places(self, concept: Concept) -> Iterator[Place]:
        """Where it is explained; where concepts.yaml does not say, what its notes quote."""
        for span in concept.spans:
            if source := self._edition.sources.get(span.source):
                yield self._spot(source, span.lines)
        if not concept.spans:
            quoted = (p for proven in self._on.get(concept.id, ()) for p in self._quoted(proven))
            yield from dict.fromkeys(quoted)

    def _quoted(self, proven: Proven) -> Iterator[Place]:
        """Where the quotes of a note stand."""
        for passage in proven.passages:
            source = self._edition.sources[passage.source]
            name = anchor(source, passage.lines.first, passage.seconds)
            yield _say_place(passage.lines, passage.seconds, name, self._title(source))

    def _spot(self, source: Source, lines: Lines) -> Place:
        """A stretch of lines, with a link to the first of them that has words."""
        spoken = self._spoken[source.stem]
        index = bisect_left(spoken, lines.first, key=lambda one: one.line)
        first = spoken[min(index, len(spoken) - 1)]
        name = anchor(source, first.line, first.seconds)
        return _say_place(lines, first.seconds, name, self._title(source))

    def _title(self, source: Source) -> str:
        return source.meta.title if len(self._edition.sources) > 1 else ""

    def _asked(self, proven: Proven) -> Asked:
        note = proven.note
        options = self._options.get(note.id, ())
        return Asked(
            number=next(self._numbers),
            id=note.id,
            anchor=note_anchor(note.id),
            html=question_html(note),
            options=tuple(zip(LETTERS, (_html(option.text) for option in options), strict=False)),
            rule=_rule(note),
            places=tuple(self._quoted(proven)),
            answer=_answer(proven, options) if self._answers else None,
        )


def speakers_of(
    notes: Iterable[Proven], spans: Iterable[ConceptSpan], sources: Mapping[str, Source]
) -> tuple[str, ...]:
    """Who explains a concept: those whom its notes quote; without notes, who says most of it."""
    quoted = (passage.speaker for proven in notes for passage in proven.passages)
    heard = tuple(dict.fromkeys(speaker for speaker in quoted if speaker))
    if heard:
        return heard
    said: Counter[str] = Counter()
    for span in spans:
        for turn in sources[span.source].turns if span.source in sources else ():
            both = min(turn.lines.last, span.lines.last) - max(turn.lines.first, span.lines.first)
            if turn.speaker and both >= 0:
                said[turn.speaker] += both + 1
    return tuple(name for name, _ in said.most_common(1))


def _say_place(lines: Lines, seconds: float | None, name: str, title: str) -> Place:
    several = lines.first != lines.last
    return Place(
        short_place(lines, seconds), reader_href(name), several, seconds is not None, title
    )


def _spoken(source: Source) -> tuple[TextLine, ...]:
    """The lines of a source that have words."""
    lines = text_lines(source)
    return tuple(one for one in lines if source.text[one.span.start : one.span.end].strip())


def _rule(note: Note) -> str:
    if isinstance(note.content, Choice):
        return "one" if len(note.content.keys) == 1 else "all"
    return "term" if note.kind is Kind.REVERSED else ""


def _answer(proven: Proven, options: tuple[Option, ...]) -> Answer:
    content = proven.note.content
    if isinstance(content, Choice):
        right = [pair for pair in zip(LETTERS, options, strict=False) if pair[1].key]
        letters = "".join(letter for letter, _ in right)
        return Answer(letters, letters, tuple(_html(option.text) for _, option in right))
    texts = blank_answers(content.text) if isinstance(content, Cloze) else (content.answer,)
    return Answer("; ".join(map(to_text, texts)), "", tuple(map(_html, texts)))


def _html(text: str) -> str:
    return to_html(text, Medium.PAPER)
