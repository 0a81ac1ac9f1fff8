"""The proof of drafts, without a model: quote, speaker, shape, and the project's own rules.

A draft becomes a note only when its quote stands, word for word, in the window that was shown,
and no rule finds an error or a warning in it. Nothing is mended; what failed says why.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from quizgen.checks.proof import Proof
from quizgen.checks.rules_attribution import HELD
from quizgen.checks.run import find_in_deck, find_in_notes, view_of
from quizgen.checks.selection import Selection
from quizgen.decks.cloze import cloze_mistakes
from quizgen.drafting.llm.about import YEAR
from quizgen.drafting.llm.forms import DraftedNote
from quizgen.drafting.llm.naming import name_note
from quizgen.drafting.llm.passages import Unit
from quizgen.drafting.llm.prompts import INVISIBLE, as_value
from quizgen.drafting.llm.quoting import BadQuote, Quoter, find_speaker
from quizgen.drafting.llm.write_notes import MOST_REASON, Assignment, Draft, Failed
from quizgen.markup import clean
from quizgen.schema import (
    Answerable,
    Choice,
    Claim,
    Cloze,
    Concept,
    Content,
    Deck,
    Finding,
    Kind,
    Level,
    Note,
    Option,
    Passage,
    Severity,
    Source,
    Status,
    Subdecks,
    Topic,
)
from quizgen.text import squeeze

BLANK = re.compile(r"_{3,}")
DISTRACTORS = 3
# Longer than any rule would let pass; a reply may hold anything.
MOST_CHARACTERS = {"question": 400, "answer": 200, "option": 200, "reason": 300, "why": 600}
BRACES = re.compile(r"\{(?=\{)|\}(?=\})")
STAR = re.compile(r"(?<=\w)\*(?=\w)")
# Whether a question says what it is about, somebody tells better who answers it blind: in a short
# source every word of its subject is frequent, and the rule takes none of them for an anchor.
ANSWERED_LATER = frozenset({"no-context-anchor"})
# Of the rules on a deck as a whole, the one that looks at a single note.
CLOZE_RULES = Selection(select=frozenset({"cloze-guessable"}))


@dataclass(frozen=True, slots=True)
class Proved:
    """A draft that is a note now, and where its quote stands."""

    draft: Draft
    note: Note
    passage: Passage


class BadShape(ValueError):
    """A draft that cannot be a note of its kind; the message is `what-failed: in a sentence`."""


class Prover:
    """Proves the drafts of one source; an id that a note got or has is not given again."""

    def __init__(
        self, source: Source, concepts: Sequence[Concept], taken: Iterable[str] = ()
    ) -> None:
        self.source = source
        self._concepts = tuple(concepts)
        self._quoter = Quoter(source)
        self._taken = set(taken)
        # Without a date in the meta file nobody can say as of when; that is for a person to mend.
        dated = YEAR.search(source.meta.recorded)
        self._tolerated = ANSWERED_LATER if dated else ANSWERED_LATER | {"undated-claim"}

    def prove(self, drafts: Iterable[tuple[Assignment, Draft]]) -> list[Proved | Failed]:
        """What came of each draft, in order."""
        taken = set(self._taken)
        tried = [self._try(assignment, draft, taken) for assignment, draft in drafts]
        faults = self._find_faults([one for one in tried if isinstance(one, Proved)])
        results: list[Proved | Failed] = []
        for one in tried:
            if isinstance(one, Proved) and one.note.id in faults:
                results.append(
                    Failed(one.draft, as_value("; ".join(faults[one.note.id]), MOST_REASON))
                )
            else:
                results.append(one)
        self._taken |= {one.note.id for one in results if isinstance(one, Proved)}
        return results

    def _try(self, assignment: Assignment, draft: Draft, taken: set[str]) -> Proved | Failed:
        try:
            return self._make(assignment.concept, assignment.window, draft, taken)
        except (BadShape, BadQuote) as error:
            return Failed(draft, as_value(str(error), MOST_REASON))

    def _make(
        self, concept: Concept, window: Sequence[Unit], draft: Draft, taken: set[str]
    ) -> Proved:
        said = draft.said
        content = make_content(said)
        evidence, passage = self._quoter.quote(said.evidence, window)
        claim = Claim(said.claim)
        speaker = find_speaker(said.speaker, passage, self.source)
        if claim in HELD:
            speaker = speaker or passage.speaker
        id_ = name_note(concept.id, content, self.source.meta, taken)
        taken.add(id_)
        note = Note(
            id=id_,
            kind=Kind(said.kind),
            content=shuffle(content, id_),
            evidence=(evidence,),
            status=Status.DRAFT,
            why=_text(said.why, "why"),
            concept=concept.id,
            claim=claim,
            speaker=speaker,
            level=Level(said.level),
            origin=draft.origin,
        )
        return Proved(draft, note, passage)

    def _find_faults(self, tried: Sequence[Proved]) -> Mapping[str, list[str]]:
        """What the rules find in notes, each read alone: errors and warnings, by note."""
        faults: dict[str, list[str]] = defaultdict(list)
        for finding in find_alone(self.source, self._concepts, tried):
            if finding.severity is not Severity.INFO and finding.rule not in self._tolerated:
                hint = f" ({finding.suggestion})" if finding.suggestion else ""
                faults[finding.note].append(f"{finding.rule}: {finding.message}{hint}")
        return faults


def find_alone(
    source: Source, concepts: Sequence[Concept], tried: Sequence[Proved]
) -> list[Finding]:
    """What rules on single notes find."""
    passages = {one.note.id: (one.passage,) for one in tried}
    deck = deck_of(source, concepts, [one.note for one in tried])
    view = view_of(deck, {source.stem: source}, Proof(passages, ()))
    return [*find_in_notes(view), *(f for f in find_in_deck(view, CLOZE_RULES) if f.note)]


def deck_of(source: Source, concepts: Sequence[Concept], notes: Sequence[Note]) -> Deck:
    """A deck of these notes alone, for the rules to look at."""
    return Deck(
        key=source.stem,
        name=source.meta.title,
        path=source.path.parent,
        language=source.meta.language,
        sources=(source.stem,),
        subdecks=Subdecks.NONE,
        description="",
        reader_url=None,
        quiz_questions=0,
        topics=(Topic(source.meta.title, "drafts", tuple(notes)),),
        concepts=tuple(concepts),
    )


# --------------------------------------------------------------------------- a reply's words


def make_content(said: DraftedNote) -> Content:
    """The content of a note as drafted; of a choice, the key stands first.

    Raises:
        BadShape: not what its kind needs.
    """
    question, answer = _text(said.question, "question"), _text(said.answer, "answer")
    if not question or not answer:
        raise BadShape("field-empty: the question or the answer is empty")
    blanks = len(BLANK.findall(question))
    if said.kind == "cloze":
        if blanks != 1:
            raise BadShape(f"cloze-blank: the sentence has {blanks} blanks ____; it must have one")
        return _cloze(question, answer)
    if blanks:
        raise BadShape("blank-in-question: only a cloze has a blank ____")
    if said.kind == "basic":
        return Answerable(question, answer)
    return Choice(question, _options(said, answer))


def _cloze(question: str, answer: str) -> Cloze:
    text = BLANK.sub(lambda _: f"{{{{c1::{answer}}}}}", question)
    if mistakes := cloze_mistakes(text):
        raise BadShape(f"cloze-marks: {mistakes[0]}")
    return Cloze(text)


def _options(said: DraftedNote, answer: str) -> tuple[Option, ...]:
    wrong = tuple(
        Option(_text(one.text, "option"), False, _text(one.why, "reason"))
        for one in said.distractors
    )
    if len(wrong) != DISTRACTORS or not all(option.text for option in wrong):
        raise BadShape(f"distractors: a choice needs {DISTRACTORS} wrong options with a text")
    return (Option(answer, True), *wrong)


def shuffle(content: Content, seed: str) -> Content:
    """The options of a choice in an order that the seed decides, so that keys stand anywhere."""
    if not isinstance(content, Choice):
        return content
    order = sorted(content.options, key=lambda o: sha256(f"{seed}\n{o.text}".encode()).digest())
    return Choice(content.question, tuple(order))


def _text(text: str, field: str) -> str:
    """A reply's text as a deck file may hold it: one line; nothing that Anki would act on."""
    plain = squeeze(INVISIBLE.sub("", clean(text)))
    if len(plain) > MOST_CHARACTERS[field]:
        raise BadShape(f"too-long: {field} has {len(plain)} characters")
    # A star between letters or digits is a times sign; Markdown would read emphasis.
    return STAR.sub(r"\\*", BRACES.sub(r"\g<0> ", plain))
