"""Notes, sources and decks as rules see them: prepared once, on demand, and never changed."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from quizgen.checks.lexicon import Lexicon
from quizgen.checks.primitives import (
    SENTENCE_END,
    Number,
    content,
    content_of,
    names,
    norm,
    numbers,
    sentences,
    tokens,
)
from quizgen.checks.proof import Located
from quizgen.decks.cloze import Deletion, blank, deletions, reveal
from quizgen.schema import Answerable, Choice, Cloze, Deck, Note, Passage, Source, Span, Topic

if TYPE_CHECKING:
    from quizgen.checks.notewords import Wording

BLANK = "____"


@dataclass(frozen=True)
class SourceView:
    """A source, with what many notes ask of it counted once."""

    source: Source
    lexicon: Lexicon

    @cached_property
    def words(self) -> list[str]:
        """All tokens, in order."""
        return tokens(self.source.text)

    @cached_property
    def vocabulary(self) -> Counter[str]:
        """How often each token stands in the source."""
        return Counter(self.words)

    @cached_property
    def stems(self) -> set[str]:
        """The stems of its content words."""
        return content_of(self.vocabulary, self.lexicon)

    @cached_property
    def sentences(self) -> list[str]:
        """All sentences, white space folded, turn by turn."""
        return [s for turn in self.source.turns for s in sentences(self.said(turn.span))]

    @cached_property
    def document_frequency(self) -> Counter[str]:
        """In how many sentences each content stem stands."""
        return Counter(word for s in self.sentences for word in content(s, self.lexicon))

    def rarity(self, word: str) -> float:
        """The share of sentences that hold a content stem; 0 for one that is nowhere."""
        return self.document_frequency[word] / max(1, len(self.sentences))

    @cached_property
    def names(self) -> set[str]:
        """Words that the source capitalises inside a sentence, its people and their parts."""
        people = " ".join(person.name for person in self.source.meta.people)
        meant = " ".join(correction.meant for correction in self.source.meta.corrections)
        meta = self.source.meta
        known = names(self.source.text, set())
        return known | set(f"{people} {meant} {meta.title} {meta.series}".split())

    @cached_property
    def number_values(self) -> list[float]:
        """Every number of the source, ascending."""
        return sorted(number.value for number in numbers(self.source.text, self.lexicon))

    def has_number(self, number: Number, tolerance: float) -> bool:
        """Whether the source says this amount anywhere, within a relative tolerance."""
        slack = tolerance * abs(number.value)
        at = bisect_left(self.number_values, number.value - slack)
        return at < len(self.number_values) and self.number_values[at] <= number.value + slack

    def said(self, span: Span) -> str:
        """The words of a span, white space folded."""
        return " ".join(self.source.text[span.start : span.end].split())

    def around(self, passage: Passage, more: int = 1) -> str:
        """The sentences of a passage, with some before and behind, inside their turns."""
        return " ".join(self._around(span, more) for span in passage.spans)

    def _around(self, span: Span, more: int) -> str:
        turn = self.source.turn_at(span.start)
        if turn is None:
            return self.said(span)
        ends = self._sentence_ends(turn.span)
        first = max(0, bisect_left(ends, span.start + 1) - 1 - more)
        last = min(len(ends) - 1, bisect_left(ends, span.end) + more)
        return self.said(Span(ends[first], ends[last]))

    def _sentence_ends(self, span: Span) -> list[int]:
        """Where sentences of a turn begin and end, as positions in the source's text."""
        found = SENTENCE_END.finditer(self.source.text, span.start, span.end)
        return [span.start, *(match.end() for match in found), span.end]


@dataclass(frozen=True)
class NoteView:
    """A note with what rules ask of it. `located` holds a passage or a miss for each quote."""

    note: Note
    topic: Topic
    deck: Deck
    lexicon: Lexicon
    sources: Mapping[str, SourceView]
    located: tuple[Located, ...]

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The quotes that were found."""
        return tuple(found for found in self.located if isinstance(found, Passage))

    @cached_property
    def quotes(self) -> str:
        """The quotes that were found, in the source's own words, one after another."""
        return " ".join(
            self.sources[p.source].said(span) for p in self.passages for span in p.spans
        )

    @cached_property
    def evidence(self) -> str:
        """The quotes with one sentence more on each side."""
        return " ".join(self.sources[p.source].around(p) for p in self.passages)

    @cached_property
    def question(self) -> str:
        """What is asked; of a cloze, the text with blanks."""
        content_ = self.note.content
        return blank(content_.text, BLANK) if isinstance(content_, Cloze) else content_.question

    @property
    def question_field(self) -> str:
        """The field in the deck file that holds what is asked."""
        return "text" if isinstance(self.note.content, Cloze) else "question"

    @cached_property
    def deletions(self) -> tuple[Deletion, ...]:
        """The deletions of a cloze; none of other kinds."""
        content_ = self.note.content
        return deletions(content_.text) if isinstance(content_, Cloze) else ()

    @cached_property
    def answers(self) -> tuple[str, ...]:
        """What counts as right: the answer, each deletion, or each key."""
        match self.note.content:
            case Answerable(answer=answer):
                return (answer,)
            case Cloze():
                return tuple(deletion.text for deletion in self.deletions)
            case Choice() as choice:
                return tuple(option.text for option in choice.keys)

    @cached_property
    def answer_fields(self) -> tuple[str, ...]:
        """The fields that hold `answers`, in the same order."""
        match self.note.content:
            case Answerable():
                return ("answer",)
            case Cloze():
                return tuple("text" for _ in self.deletions)
            case Choice(options=options):
                return tuple(f"options.{n}.text" for n, o in enumerate(options) if o.key)

    @cached_property
    def options(self) -> tuple[str, ...]:
        """All options of a choice note, in file order; none of other kinds."""
        content_ = self.note.content
        return tuple(o.text for o in content_.options) if isinstance(content_, Choice) else ()

    @cached_property
    def distractors(self) -> tuple[str, ...]:
        """The wrong options of a choice note."""
        content_ = self.note.content
        wrong = content_.options if isinstance(content_, Choice) else ()
        return tuple(option.text for option in wrong if not option.key)

    @cached_property
    def statement(self) -> str:
        """Question and right answer together; a cloze with nothing hidden."""
        content_ = self.note.content
        if isinstance(content_, Cloze):
            return reveal(content_.text)
        return " ".join((content_.question, *self.answers))

    @cached_property
    def texts(self) -> dict[str, str]:
        """Every text that a learner sees, by its field in the deck file; quotes left out."""
        match self.note.content:
            case Answerable(question, answer):
                found = {"question": question, "answer": answer}
            case Cloze(text):
                found = {"text": reveal(text)}
            case Choice(question, options):
                found = {"question": question}
                found |= {f"options.{n}.text": option.text for n, option in enumerate(options)}
                found |= {f"options.{n}.why": option.why for n, option in enumerate(options)}
        said = {"why": self.note.why, "hint": self.note.hint, "extra": self.note.extra}
        return {name: text for name, text in (found | said).items() if text}

    @cached_property
    def question_content(self) -> set[str]:
        """The content stems of what is asked."""
        return content(self.question, self.lexicon)

    @cached_property
    def answer_content(self) -> set[str]:
        """The content stems of everything that counts as right."""
        return content(" ".join(self.answers), self.lexicon)

    @cached_property
    def evidence_content(self) -> set[str]:
        """The content stems of the quotes and their neighbour sentences."""
        return content(self.evidence, self.lexicon)

    @cached_property
    def numbers(self) -> list[Number]:
        """The numbers of question and right answer."""
        return numbers(self.statement, self.lexicon)

    @cached_property
    def source_names(self) -> set[str]:
        """The names that the note's sources know."""
        each = [view.names for view in self.own_sources]
        return each[0] if len(each) == 1 else set().union(*each)

    @cached_property
    def names(self) -> set[str]:
        """The names of question and right answer."""
        texts = [self.question, *self.answers]
        return {name for text in texts for name in names(text, self.source_names)}

    @cached_property
    def own_sources(self) -> tuple[SourceView, ...]:
        """The sources that the note quotes; all of the deck's when no quote was found."""
        stems = {passage.source for passage in self.passages}
        return tuple(v for stem, v in self.sources.items() if stem in stems or not stems)

    def norm(self, text: str) -> str:
        """A text folded for comparing."""
        return norm(text)


@dataclass(frozen=True)
class DeckView:
    """All notes of a deck that are approved or drafts."""

    deck: Deck
    notes: tuple[NoteView, ...]
    lexicon: Lexicon
    sources: Mapping[str, SourceView]

    @cached_property
    def wordings(self) -> list[Wording]:
        """The notes' words as the rules on repetition compare them, in order."""
        from quizgen.checks.notewords import read_wordings

        return read_wordings(self)
