"""Talk -> a question that a passage answers, with its speaker, and the passage as it was said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from quizgen.drafting.english import (
    ANAPHORIC,
    CONDITION,
    DANGLING_NOUN,
    NEGATION,
    SPEAKER,
    STANCE,
    WORD,
    words,
)
from quizgen.drafting.explain_clauses import (
    frames_of_likeness,
    frames_of_reason,
    frames_of_view,
)
from quizgen.drafting.explain_frames import Frame, frames_of_aside, frames_of_subject
from quizgen.drafting.frequencies import read_frequencies
from quizgen.drafting.mentions import Mention, Mentions
from quizgen.drafting.model import Sentence
from quizgen.drafting.proposal import Proposal, Voice
from quizgen.drafting.spoken import may_be_shown, tidy, without_stance
from quizgen.drafting.wording import capital
from quizgen.schema import Answerable, Claim, Level

FRAMES = (
    frames_of_subject,
    frames_of_aside,
    frames_of_reason,
    frames_of_likeness,
    frames_of_view,
)
FEWEST_FIRST, MOST_FIRST = 8, 45
FEWEST, MOST = 5, 45
TAIL = re.compile(r"(?:, (?:and|but|so)|,? because) ")
# What a statement may be cut before: another one, with a subject of its own.
HEAD = re.compile(
    r", (?:and|so) (?=(?:then |so )?(?:it|they|you|we|that|there|this|I)(?:['\u2019]\w+)? )"
)
REPORTED = re.compile(
    r"[\"\u201c]|\b(?:say|says|said|think|thinks|thought|believe\w*|claim\w*|argue\w*|imagin\w*|"
    r"pretend\w*|hope\w*|wish\w*|tell|tells|told|ask\w*|suggest\w*|assum\w*|suppos\w*|wonder\w*|"
    r"used to|would)\b",
    re.I,
)
MAY_OPEN = frozenset(
    ("when", "what", "there", "the problem", "the idea", "the point", "the reason", "one")
)
# Concepts too common to be asked about by themselves, whatever their rank.
MOST_ZIPF = 5.25
# "X is this thing that ...": points at nothing, names anew.
NAMES_ANEW = re.compile(r"\b(is|are) (?:this|these) ")
AROUND = 40
OPENING = 6  # words in which nothing may point back
FIRM_STANCE = re.compile(
    r"\bI (?:\w+ )?(?:think|believe|suspect|hope|worry|feel|doubt|bet|guess|imagine)\b|"
    r"\bmy (?:\w+ )?(?:view|opinion|guess|sense|hope|worry|intuition)\b|"
    r"\b(?:probably|maybe|perhaps|hopefully|unfortunately|going to|gonna)\b",
    re.I,
)


def find_explanations(
    sentences: Sequence[Sentence], at: int, mentions: Mentions, voice: Voice
) -> Iterator[Proposal]:
    """The explanation that begins with a sentence, if it says something of a concept by itself."""
    if not voice.name or voice.is_host:
        return
    text, personal = without_stance(tidy(sentences[at].text))
    frame = _best(f for said in _statements(text) if (f := _frame_of(said, mentions)))
    if frame is None or not _is_worth_asking(frame.mention, sentences, at):
        return
    sentence = sentences[at]
    if not _fits(frame.answer):
        return
    opinion = personal or bool(STANCE.search(sentence.text))
    if opinion and not voice.year:
        if FIRM_STANCE.search(sentence.text):
            return
        opinion = False
    yield _propose(frame, sentence, voice, opinion=opinion)


def _statements(text: str) -> Iterator[str]:
    """A sentence, and what stands in it before or after an "and" as if it stood alone.

    Nothing is taken out from under a condition or a negation, nor from what others say or think.
    """
    yield text
    for match in HEAD.finditer(text):
        yield text[: match.start()] + "."
    for match in TAIL.finditer(text):
        head = text[: match.start()]
        if not any(pattern.search(head) for pattern in (CONDITION, NEGATION, REPORTED)):
            yield capital(text[match.end() :])


def _frame_of(said: str, mentions: Mentions) -> Frame | None:
    """The question that a statement answers, if it can be shown by itself."""
    if not _may_open(said):
        return None
    found = (frame for make in FRAMES for frame in make(said, mentions))
    return _best(f for f in found if all(map(may_be_shown, (f.question.format("X"), f.answer))))


def _best(found: Iterable[Frame]) -> Frame | None:
    return max(found, key=lambda frame: frame.score, default=None)


def _propose(frame: Frame, sentence: Sentence, voice: Voice, *, opinion: bool) -> Proposal:
    question = capital(frame.question.format(voice.label)) + "?"
    concept = frame.mention.concept
    return Proposal(
        form="explain",
        base=concept.id,
        concept=concept,
        content=Answerable(question, frame.answer),
        sentences=(sentence,),
        score=frame.score + frame.mention.weight - len(words(frame.answer)) / 60,
        clue=question.casefold(),
        claim=Claim.OPINION if opinion else Claim.FACT,
        speaker=voice.name,
        level=Level.UNDERSTAND,
    )


def _may_open(text: str) -> bool:
    """Whether a passage may begin with this sentence."""
    if not FEWEST_FIRST <= len(WORD.findall(text)) <= MOST_FIRST or text[-1] != ".":
        return False
    anaphoric = ANAPHORIC.match(text)
    if anaphoric and anaphoric[0].casefold() not in MAY_OPEN:
        return False
    opening = NAMES_ANEW.sub(r"\1 a ", " ".join(text.split()[:OPENING]))
    return not DANGLING_NOUN.search(opening)


def _is_worth_asking(mention: Mention, sentences: Sequence[Sentence], at: int) -> bool:
    """Whether a concept is neither one of the speakers nor a word for everything."""
    name = mention.concept.name
    around = sentences[max(0, at - AROUND) : at + AROUND]
    speakers = {s.turn.speaker for s in around if s.turn and s.turn.speaker}
    if any(set(words(name)) & set(words(speaker)) for speaker in speakers):
        return False
    table = read_frequencies()
    return " " in name or table is None or table.zipf(name.casefold()) < MOST_ZIPF


def _fits(shown: str) -> bool:
    if not may_be_shown(shown) or shown[-1] != ".":
        return False
    if not FEWEST <= len(WORD.findall(shown)) <= MOST:
        return False
    return len(SPEAKER.findall(shown)) <= 1 and shown.count(",") <= 5
