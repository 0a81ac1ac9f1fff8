"""What kind of text a source is, by what can be counted: persons, fillers, turns, marks, code.

What stands in quotation marks is not counted: a history that lets its people talk is still written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from quizgen.drafting.blocks import Kind, find_blocks
from quizgen.drafting.model import Genre, Sentence
from quizgen.drafting.program_text import is_program
from quizgen.drafting.vocabulary import word_set
from quizgen.schema import Source

WORD = re.compile(r"[a-z]+(?:['\u2019][a-z]+)?", re.IGNORECASE)
MARKS = re.compile(r"[.,;:!?\u2026](?=[\s\"')\]\u201d\u2019]|$)")
ENDS = re.compile(r"[.!?\u2026](?=[\s\"')\]\u201d\u2019]|$)")
# A quotation that its paragraph does not close goes on in the next one; an inch is none.
QUOTED = re.compile(
    r"(?<![^\s(\[\u2013\u2014-])(?:\"(?=\S)[^\"]{1,2000}(?:\"|$)"
    r"|\u201c[^\u201d]{1,2000}(?:\u201d|$)"
    r"|['\u2018](?=\w)[^\n]{1,600}?[.,!?]['\u2019](?!\w))"
)
PERSONS = word_set(
    "i me my mine we us our ours you your yours i'm i've i'd i'll we're we've we'd we'll you're "
    "you've you'd you'll let's"
)
# `a kind of glue` is a glue, `kind of sticky` is not sure of it.
FILLERS = re.compile(
    r"\b(?:uh|um|uhm|erm|yeah|yep|okay|ok|wow|gonna|wanna|kinda|you know|i mean|i guess|right\?"
    r"|, like,|and so on|all right|so now|let's see|go ahead"
    r"|(?<!\ba )(?<!\bthe )(?<!\bthis )(?<!\bthat )(?<!\bwhat )(?<!\bwhich )(?<!\bany )"
    r"(?<!\bsome )(?<!\bone )(?<!\bnew )(?<!\bother )(?:kind|sort) of)(?!\w)",
    re.IGNORECASE,
)
OPENS = r"(?:^|[.!?\u2026][\"')\]\u201d\u2019]*\s+)"
LEAD_INS = re.compile(
    rf"{OPENS}(?:so|now|okay|ok|all right|well|right|let['\u2019]s|let us|let me|anyway|you see)\b",
    re.IGNORECASE,
)
REPLIES = re.compile(
    rf"{OPENS}(?:(?:yeah|yep|oh|wow|mm|uh-huh)\b|(?:yes|no|nope|exactly|sure|absolutely"
    r"|really|of course|thank you|thanks|true)(?=[,.!?])|right(?=[,.!]))",  # `Right?` asks for one
    re.IGNORECASE,
)
SPOKEN_SUFFIXES = frozenset((".srt", ".vtt", ".json"))
LEAST_WORDS_TO_JUDGE = 40
MOST_WORDS_AN_END = 60.0  # more words than that to a full stop: nobody set punctuation,
MOST_WORDS_A_MARK = 25.0  # unless there are commas, as in a contract,
ENDLESS = 150.0  # whose sentences end all the same
LEAST_CODE = 0.06  # of the characters
LEAST_CHANGES = 0.002  # changes of speaker a word: one in 500 words
LEAST_UNNAMED = 0.005  # of dashes in subtitles: one also opens each part of a lecture
LEAST_TALK_PERSONS = 0.012  # a list of points with dashes has fewer
LEAST_REPLIES = 0.045  # of the sentences; one who talks alone answers himself now and then
REPLYING_PERSONS = 0.04
LEAST_SAID = 0.06  # a tutorial in a chatty tone has up to 0.055
SAID_PERSONS = 0.025
LEAST_SAID_IN_FULL = 0.28  # without `don't` and `I'll`: a book of mathematics has 0.15
LEAST_CONTRACTIONS = 0.003
LEAST_FILLERS = 0.003  # a talk that was written out in full keeps them; a chatty chapter has 0.0007
FEWEST_FILLERS = 3
FEWEST_ENDS = 20  # in a shorter text one sentence is no share
MOST_ITEM_WORDS = 30
FILLER_WEIGHT = 10.0  # fillers are counted by words, lead-ins by sentences


@dataclass(frozen=True, slots=True)
class Signs:
    """What was counted, outside quotations.

    `persons`, `contractions`, `fillers` and `changes` are shares of the words, `replies` of the
    sentences, `code` of the characters. `said` is the share of sentences with a lead-in, and of
    fillers, ten times, of the words. `words_a_mark` counts commas too.
    """

    words: int
    words_an_end: float
    words_a_mark: float
    persons: float
    said: float
    contractions: float
    fillers: float
    replies: float
    changes: float
    code: float


def recognise_genre(source: Source, sentences: Sequence[Sentence]) -> Genre:
    """The kind of a source; in doubt, written prose."""
    return judge(measure(source, sentences), source.path.suffix.lower() in SPOKEN_SUFFIXES)


def measure(source: Source, sentences: Sequence[Sentence]) -> Signs:
    """Count the signs of a source."""
    whole = list(_join_blocks(sentences))
    # A file that is one long quotation is judged by what is quoted.
    texts = [QUOTED.sub(" ", text) for text in whole]
    texts = texts if 2 * sum(map(len, texts)) >= sum(map(len, whole)) else whole
    words = [word.lower().replace("\u2019", "'") for t in texts for word in WORD.findall(t)]
    total = max(1, len(words))
    ends = sum(_count_ends(text) for text in texts)
    shared = max(FEWEST_ENDS, ends)
    fillers = _count(FILLERS, texts) / total
    code = [said for said in _find_code(source) if is_program(said)]
    return Signs(
        words=len(words),
        words_an_end=total / max(1, ends),
        words_a_mark=total / max(1, _count(MARKS, texts)),
        persons=sum(word in PERSONS for word in words) / total,
        said=_count(LEAD_INS, texts) / shared + FILLER_WEIGHT * fillers,
        contractions=sum("'" in word and not word.endswith("'s") for word in words) / total,
        fillers=fillers,
        replies=_count_replies(source, texts) / shared,
        changes=_count_changes(source, total) / total,
        code=sum(map(len, code)) / max(1, len(source.text)),
    )


def judge(signs: Signs, spoken: bool) -> Genre:
    """The kind that signs stand for; `spoken` when the file is one of subtitles."""
    if signs.code >= LEAST_CODE:
        return Genre.TUTORIAL
    if signs.words < LEAST_WORDS_TO_JUDGE:
        return Genre.LECTURE if spoken else Genre.PROSE
    if _lacks_punctuation(signs):
        return Genre.CAPTIONS
    said = _sounds_said(signs)
    turns = signs.changes >= LEAST_CHANGES and signs.persons >= LEAST_TALK_PERSONS
    replies = signs.replies >= LEAST_REPLIES and signs.persons >= REPLYING_PERSONS
    if turns or (said and replies):
        return Genre.CONVERSATION
    return Genre.LECTURE if spoken or said else Genre.PROSE


def _lacks_punctuation(signs: Signs) -> bool:
    has_commas = signs.words_a_mark <= MOST_WORDS_A_MARK
    return signs.words_an_end > (ENDLESS if has_commas else MOST_WORDS_AN_END)


def _sounds_said(signs: Signs) -> bool:
    contracted = signs.contractions >= LEAST_CONTRACTIONS
    filled = signs.fillers >= max(LEAST_FILLERS, FEWEST_FILLERS / max(1, signs.words))
    least = LEAST_SAID if contracted or filled else LEAST_SAID_IN_FULL
    return signs.persons >= SAID_PERSONS and signs.said >= least


def _find_code(source: Source) -> Iterator[str]:
    for block in find_blocks(source):
        if block.kind is Kind.CODE:
            yield source.text[block.span.start : block.span.end]


def _join_blocks(sentences: Sequence[Sentence]) -> Iterator[str]:
    for _, block in groupby(sentences, key=lambda sentence: sentence.block):
        yield " ".join(sentence.text for sentence in block)


def _count_ends(text: str) -> int:
    """Marks that end a sentence; the point of a list that has none ends all the same."""
    marks = len(ENDS.findall(text))
    return marks or int(text[:1].isupper() and len(text.split()) <= MOST_ITEM_WORDS)


def _count(pattern: re.Pattern[str], texts: Sequence[str]) -> int:
    return sum(len(pattern.findall(text)) for text in texts)


def _count_replies(source: Source, texts: Sequence[str]) -> int:
    """Replies to somebody else: who asks and says `No.` in one paragraph answers himself.

    Subtitles have no paragraphs, so there each reply counts.
    """
    if _is_one_persons(source):
        return 0
    is_subtitle = source.path.suffix.lower() in SPOKEN_SUFFIXES
    found = (match[0] for text in texts for match in REPLIES.finditer(text))
    return sum(is_subtitle or not said.startswith("?") for said in found)


def _is_one_persons(source: Source) -> bool:
    return len({turn.speaker for turn in source.turns if turn.speaker}) == 1


def _count_changes(source: Source, words: int) -> int:
    speakers = [turn.speaker for turn in source.turns if turn.speaker]
    changes = sum(a != b for a, b in pairwise(speakers))
    if changes:
        return changes
    dashes = _count_dashes(source)
    is_subtitle = source.path.suffix.lower() in SPOKEN_SUFFIXES
    return 0 if is_subtitle and dashes < LEAST_UNNAMED * words else dashes


def _count_dashes(source: Source) -> int:
    """Turns that a dash opens, where nobody is named: each is a change of speaker."""
    before = (source.text[max(0, turn.span.start - 2) : turn.span.start] for turn in source.turns)
    return max(0, sum(mark == "- " for mark in before) - 1)
