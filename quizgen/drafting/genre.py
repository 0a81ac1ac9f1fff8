"""What kind of text a source is, by what can be counted: persons, fillers, turns, marks, code."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from quizgen.drafting.blocks import Kind, find_blocks
from quizgen.drafting.model import Genre, Sentence
from quizgen.drafting.vocabulary import word_set
from quizgen.schema import Source

WORD = re.compile(r"[a-z]+(?:['\u2019][a-z]+)?", re.IGNORECASE)
ENDS = re.compile(r"[.!?\u2026](?=[\s\"')\]\u201d\u2019]|$)")
PERSONS = word_set(
    "i me my mine we us our ours you your yours i'm i've i'd i'll we're we've we'd we'll you're "
    "you've you'd you'll let's"
)
FILLERS = re.compile(
    r"\b(?:uh|um|uhm|erm|yeah|yep|okay|ok|wow|gonna|wanna|kinda|you know|i mean|kind of|sort of"
    r"|i guess|right\?|, like,|and so on|all right|so now|let's see|go ahead|thank you)(?!\w)",
    re.IGNORECASE,
)
SPOKEN_SUFFIXES = frozenset((".srt", ".vtt", ".json"))
LEAST_WORDS_TO_JUDGE = 40
MOST_WORDS_AN_END = 60.0  # more words than that to a full stop: nobody set punctuation
LEAST_CODE = 0.06  # of the characters
LEAST_CHANGES = 0.002  # changes of speaker a word: one in 500 words
MOST_WRITTEN_PERSONS = 0.045  # of the words; a chatty essay has about 0.03
MOST_WRITTEN_FILLERS = 0.002
MOST_PERSONS_WITHOUT_FILLERS = 0.075  # a memoir says I; a talk says I, we, you
MOST_WRITTEN_CONTRACTIONS = 0.006  # `I'll`, `don't`: rare in print
CASUAL_PERSONS = 0.03
CHATTY_FILLERS = 0.012
CHATTY_PERSONS = 0.09


@dataclass(frozen=True, slots=True)
class Signs:
    """What was counted, as shares of the words (`code`: of the characters)."""

    words: int
    words_an_end: float
    persons: float
    fillers: float
    changes: float
    contractions: float
    code: float


def recognise_genre(source: Source, sentences: Sequence[Sentence]) -> Genre:
    """The kind of a source; in doubt, written prose."""
    return judge(measure(source, sentences), source.path.suffix.lower() in SPOKEN_SUFFIXES)


def measure(source: Source, sentences: Sequence[Sentence]) -> Signs:
    """Count the signs of a source."""
    words = [w.lower().replace("\u2019", "'") for s in sentences for w in WORD.findall(s.text)]
    total = max(1, len(words))
    ends = sum(len(ENDS.findall(sentence.text)) for sentence in sentences)
    fillers = sum(len(FILLERS.findall(sentence.text)) for sentence in sentences)
    speakers = [turn.speaker for turn in source.turns if turn.speaker]
    changes = sum(a != b for a, b in pairwise(speakers)) or _count_dashes(source)
    code = [b.span for b in find_blocks(source) if b.kind is Kind.CODE]
    return Signs(
        words=len(words),
        words_an_end=total / max(1, ends),
        persons=sum(word in PERSONS for word in words) / total,
        fillers=fillers / total,
        changes=changes / total,
        contractions=sum("'" in word and not word.endswith("'s") for word in words) / total,
        code=sum(span.end - span.start for span in code) / max(1, len(source.text)),
    )


def judge(signs: Signs, spoken: bool) -> Genre:
    """The kind that signs stand for; `spoken` when the file is one of subtitles."""
    if signs.code >= LEAST_CODE:
        return Genre.TUTORIAL
    if signs.words < LEAST_WORDS_TO_JUDGE:
        return Genre.LECTURE if spoken else Genre.PROSE
    if signs.words_an_end > MOST_WORDS_AN_END:
        return Genre.CAPTIONS
    chatty = signs.fillers >= CHATTY_FILLERS and signs.persons >= CHATTY_PERSONS
    if signs.changes >= LEAST_CHANGES or chatty:
        return Genre.CONVERSATION
    said = signs.fillers > MOST_WRITTEN_FILLERS and signs.persons > MOST_WRITTEN_PERSONS
    said |= signs.contractions > MOST_WRITTEN_CONTRACTIONS and signs.persons > CASUAL_PERSONS
    if spoken or said or signs.persons > MOST_PERSONS_WITHOUT_FILLERS:
        return Genre.LECTURE
    return Genre.PROSE


def _count_dashes(source: Source) -> int:
    """Turns that a dash opens, where nobody is named: each is a change of speaker."""
    before = (source.text[max(0, turn.span.start - 2) : turn.span.start] for turn in source.turns)
    return max(0, sum(mark == "- " for mark in before) - 1)
