"""Proven notes -> questions as learning platforms ask them: what is asked, and what is accepted.

Every format asks the same way: a choice as a choice, a type-in note as a short answer, a cloze as
blanks, and basic and reversed notes as an essay with its answer in the feedback, for their answers
are sentences that no program can mark. Blanks in formulas are asked as essays too: who answers
would have to type TeX.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import chain, zip_longest

from quizgen.decks.cloze import blank, deletions
from quizgen.markup import MATHS, Medium, plain_html, to_html, to_text
from quizgen.publishing.balance import Options
from quizgen.publishing.blanks import MARK, blank_answers
from quizgen.publishing.edition import Citation, Edition, citations
from quizgen.publishing.forms import shuffled
from quizgen.schema import Answerable, Choice, Cloze, Kind, Note, Proven

GAP, MATHS_GAP = "_____", r"\underline{\hspace{3em}}"
BLOCKS = ("<p>", "<ul>", "<ol", "<pre>")


class Asks(Enum):
    """What a learner does: choose one option or all that apply, write a word, fill in, write."""

    ONE = "one"
    ALL = "all"
    WORD = "word"
    BLANKS = "blanks"
    ESSAY = "essay"


@dataclass(frozen=True, slots=True)
class Item:
    """A question. `options` are those of a choice, shuffled; `answers` what counts as right.

    Answers are plain text, one for a word, one for each blank; none for choices.
    """

    proven: Proven
    asks: Asks
    options: Options
    answers: tuple[str, ...]
    citations: tuple[Citation, ...]

    @property
    def note(self) -> Note:
        """The note that is asked."""
        return self.proven.note

    @property
    def id(self) -> str:
        """The note's id, which a question has in every format."""
        return self.proven.note.id

    @property
    def is_ordered(self) -> bool:
        """Whether the options must stay in their order."""
        return isinstance(self.note.content, Choice) and self.note.content.fixed_order

    @property
    def is_formula(self) -> bool:
        """Whether it is a cloze of which a blank hides maths, and so an essay."""
        return self.note.kind is Kind.CLOZE and self.asks is Asks.ESSAY


def make_items(edition: Edition) -> tuple[Item, ...]:
    """The notes as questions, in the order of the deck; options shuffled, the same at each build.

    Not every program shuffles, and authors tend to write the key first. Each note has an order of
    its own, which no other note changes.
    """
    return tuple(
        Item(
            proven,
            asked(proven.note),
            _options(proven.note, edition.deck.key),
            _answers(proven.note),
            citations(edition, proven),
        )
        for proven in edition.notes
    )


def _options(note: Note, key: str) -> Options:
    if not isinstance(note.content, Choice):
        return ()
    options = note.content.options
    return options if note.content.fixed_order else shuffled(options, f"{key}\nexport\n{note.id}")


def asked(note: Note) -> Asks:
    """How a note is asked on a platform that marks answers."""
    match note.content:
        case Choice() as choice:
            return Asks.ONE if len(choice.keys) == 1 else Asks.ALL
        case Cloze(text):
            maths = any(MATHS.search(answer) for answer in blank_answers(text))
            return Asks.ESSAY if maths else Asks.BLANKS
        case Answerable():
            return Asks.WORD if note.kind is Kind.TYPE_IN else Asks.ESSAY


def _answers(note: Note) -> tuple[str, ...]:
    match note.content:
        case Choice():
            return ()
        case Cloze(text):
            return tuple(map(to_text, blank_answers(text)))
        case Answerable(_, answer):
            return (to_text(answer),)


def blank_names(item: Item) -> list[str]:
    """The blanks of a cloze, by Anki's numbers and the place: `c1`, and `c1_2` for its second."""
    if item.asks is not Asks.BLANKS:
        return []
    numbers = [deletion.number for deletion in deletions(item.note.question)]
    seen = [numbers[: place + 1].count(number) for place, number in enumerate(numbers)]
    return [f"c{n}" + (f"_{nth}" if nth > 1 else "") for n, nth in zip(numbers, seen, strict=True)]


def question_html(note: Note, blanks: Sequence[str] = (), medium: Medium = Medium.CARD) -> str:
    """What is asked, as HTML; `blanks` are written in place of the deletions, lines by default."""
    content = note.content
    if not isinstance(content, Cloze):
        return html(content.question, medium)
    around = html(blank(content.text.replace(MARK, ""), MARK), medium).split(MARK)
    fills = blanks or _lines(content.text, medium)
    return "".join(chain.from_iterable(zip_longest(around, fills, fillvalue="")))


def _lines(text: str, medium: Medium) -> tuple[str, ...]:
    """A line for each deletion, in a formula that is still TeX one that MathJax draws."""
    marked = blank(text.replace(MARK, ""), MARK)
    tex = MATHS.finditer(marked) if medium is Medium.CARD else ()
    formulas = [found.span() for found in tex]
    places = [place for place, character in enumerate(marked) if character == MARK]
    return tuple(
        MATHS_GAP if any(start < place < end for start, end in formulas) else GAP
        for place in places
    )


def feedback_html(item: Item, *, answer: bool = False, medium: Medium = Medium.CARD) -> str:
    """What is shown afterwards: the answer if wished, why, more, and the quotes that prove it."""
    note = item.note
    texts = [answer_markdown(note)] if answer else []
    said = [block(text, medium) for text in (*texts, note.why, note.extra) if text]
    return "".join((*said, *map(_quoted, item.citations)))


def answer_markdown(note: Note) -> str:
    """The right answer of a note as Markdown; several of them on lines of a list."""
    match note.content:
        case Answerable(_, answer):
            return answer
        case Cloze(text):
            answers = blank_answers(text)
        case Choice() as choice:
            answers = tuple(option.text for option in choice.keys)
    return answers[0] if len(answers) == 1 else "\n".join(f"- {answer}" for answer in answers)


def block(text: str, medium: Medium = Medium.CARD) -> str:
    """Markdown as HTML that stands in paragraphs or other blocks of its own."""
    return as_block(html(text, medium))


def as_block(made: str) -> str:
    """HTML in a paragraph, unless it has blocks already."""
    return made if made.startswith(BLOCKS) else f"<p>{made}</p>"


def html(text: str, medium: Medium = Medium.CARD) -> str:
    """Markdown as HTML; formulas keep the delimiters that MathJax looks for, or are MathML."""
    return to_html(text, medium)


def cited(citation: Citation) -> str:
    """Who says a quote where, and when: `Mara Lind, Two tides a day, line 3, 2024-05-01`."""
    parts = (citation.speaker, citation.title, citation.place, citation.recorded)
    return ", ".join(filter(None, parts))


def _quoted(citation: Citation) -> str:
    quote = plain_html(citation.quote)
    return f"<blockquote><p>{quote}</p></blockquote><p>{plain_html(cited(citation))}</p>"
