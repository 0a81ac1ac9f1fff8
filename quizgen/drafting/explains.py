"""Talk -> "what does X say about Y?", answered by one to three sentences as they were said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizgen.drafting.definitions import EMPTY_HEADS, subject_form
from quizgen.drafting.english import (
    ANAPHORIC,
    DEICTIC,
    SPEAKER,
    STANCE,
    WORD,
    has_finite_verb,
    words,
)
from quizgen.drafting.fitness import CODE, balanced
from quizgen.drafting.mentions import Mention, Mentions, is_whole_phrase
from quizgen.drafting.model import Sentence
from quizgen.drafting.proposal import Proposal, Voice
from quizgen.drafting.wording import declutter, without_lead
from quizgen.schema import Answerable, Claim, Level

ARTICLE = re.compile(r"\b(the|an?) $", re.I)
MOST_SENTENCES = 3
FEWEST, SHORT, MOST = 10, 14, 38
# How a sentence begins that says what something is, and what it is for.
SUBJECT_CUE = re.compile(
    r"^(?: (?:is|are|isn't|aren't|means?|refers? to|says?|comes? from|lets?|allows?|has|have|"
    r"tends?|requires?|makes?|works?|can|cannot|can't|will|does|doesn't|do|don't|"
    r"involves?|may|might|could|should|seems?|stands? for)\b)"
)
ACTS = re.compile(r"^ (?:basically )?[a-z]{3,}[^s]s (?:the|a|an|all|to|that|what|in|on|for|it)\b")
OPENERS = frozenset(
    (
        "",
        "the ",
        "a ",
        "an ",
        "our ",
        "i think ",
        "i think that ",
        "in some sense, ",
        "in principle, ",
    )
)
CALLED_CUE = re.compile(
    r"\b(?:we call|is called|are called|known as|this idea of|the idea of) (?:the |an? )?$", re.I
)
STRONG_CUE = re.compile(
    r"^(?: (?:is|are|means?|refers? to|says|stands for) (?:about|that|an?|the|when|where|how|what|"
    r"basically|just|not just|this idea|like)\b)"
)
BEFORE_CUE = re.compile(
    r"^(?:the (?:idea|point|goal|notion|hypothesis|purpose|definition|hope|thing|problem|core|"
    r"key|essence|trouble|difference|reason)s? (?:of|behind|with|for|is that)|what|by|when you|"
    r"if you|one (?:way|reason|thing)|we call|you can think of|i (?:would )?define|"
    r"(?:i think )?one (?:useful )?way to think about|(?:if|when) (?:you|we|i) \w+|for|with|"
    r"doing|using|training|i think(?: that)?|for me,?) (?:the |an? |these |our )?$",
    re.I,
)
REFUSED = re.compile(
    r"\b(?:I remember|I was|I had|last (?:year|week|time)|you (?:said|mentioned|asked|talked)|"
    r"we (?:talked|were|just|did|had|got)|my (?:wife|friend|dad|mom|kid|son|daughter)|"
    r"by the way|(?:do|does|did|doing|feel|like|of|about) that|thank|question|podcast|"
    r"episode|he|she|him|her|sort of|kind of|whatever|"
    r"blah|or something|stuff|gonna|wanna|a bunch)\b|"
    r"\?|\.\.\.|\u2026|--|[\[\]]|\w- | - |, that's|, which that",
    re.I,
)
GOES_ON = re.compile(r"^(?:It|It's|That|That's|This|They|Because|They're|And it|And they|So it)\b")
# "like", "so" and "or" beside which something was left open.
STRAY = re.compile(
    r"\b(?:be|were|is|was|are|of|to|that) like\b|, so\.|\bsort of\b|\bthe top like\b", re.I
)
UNFINISHED = re.compile(r"\b(?:and|or|but|so|because|the|a|of|to|like|right|uh|um)[,.]$", re.I)
RESTART = re.compile(
    r"\b(\w+(?: \w+)?),? \1\b|, (?:it's|they're|there's|that's|we're|I'm|you're) \w+,|"
    r"\b(?:is|are|was|were)(?: \w+)?, (?:we|they|it|you|I|that|he|she|is|are|was)\b|"
    r"\b(?:is|are|was|were), |, (?:is|are) ",
    re.I,
)


def find_explanations(
    sentences: Sequence[Sentence], at: int, mentions: Mentions, voice: Voice
) -> Iterator[Proposal]:
    """The explanation that begins with a sentence, if it names a concept and says what of it."""
    first = sentences[at]
    if not voice.name or voice.is_host:
        return
    text = without_lead(declutter(first.text))
    if not _may_open(text):
        return
    mention, cue = _find_subject(text, mentions)
    if mention is None:
        return
    passage = _extend(sentences, at, text)
    shown = " ".join([text, *(declutter(s.text) for s in passage[1:])])
    if not FEWEST <= len(WORD.findall(shown)) <= MOST or not _may_be_shown(shown):
        return
    opinion = any(STANCE.search(s.text) for s in passage)
    if opinion and not voice.year:
        return
    subject = subject_form(text[mention.start : mention.end], mention)
    if ARTICLE.search(text[: mention.start]):
        subject = f"{ARTICLE.findall(text[: mention.start])[0].lower()} {subject}"
    question = f"What does {voice.label} say about {subject}?"
    yield Proposal(
        form="explain",
        base=mention.concept.id,
        concept=mention.concept,
        content=Answerable(question, shown),
        sentences=tuple(passage),
        score=cue + mention.weight - len(words(shown)) / 80,
        clue=question.casefold(),
        claim=Claim.OPINION if opinion else Claim.FACT,
        speaker=voice.name,
        level=Level.UNDERSTAND,
    )


def _may_open(text: str) -> bool:
    """Whether a passage may begin with this sentence."""
    if len(WORD.findall(text)) < FEWEST - 2 or text[-1] != ".":
        return False
    anaphoric = ANAPHORIC.match(text)
    if anaphoric and anaphoric[0].casefold() not in (
        "what",
        "when",
        "the idea",
        "the problem",
        "the point",
    ):
        return False
    return has_finite_verb(text)


def _find_subject(text: str, mentions: Mentions) -> tuple[Mention | None, float]:
    """The concept that a sentence is about, and how plainly it says so; 0 when it does not."""
    for mention in mentions.find(text)[:2]:
        before, after = text[: mention.start], text[mention.end :]
        if not is_whole_phrase(text, mention):
            continue
        bare = before.casefold() in OPENERS
        said = text[mention.start : mention.end]
        if before.casefold().endswith("the ") and said.islower() and " " not in said:
            continue  # "the model" is one that was spoken of before
        if bare and STRONG_CUE.match(after):
            return (None, 0.0) if set(words(after)[1:4]) & EMPTY_HEADS else (mention, 3.0)
        if BEFORE_CUE.match(before) or (CALLED_CUE.search(before) and len(words(after)) > FEWEST):
            return mention, 2.0
        if bare and (SUBJECT_CUE.match(after) or ACTS.match(after)):
            return mention, 1.0
    return None, 0.0


def _extend(sentences: Sequence[Sentence], at: int, text: str) -> list[Sentence]:
    """A first sentence with those after it that go on from it, in the same turn."""
    passage = [sentences[at]]
    length = len(WORD.findall(text))
    for following in sentences[at + 1 : at + MOST_SENTENCES]:
        more = len(WORD.findall(following.text))
        same = following.turn == passage[0].turn and following.block == passage[0].block
        if length > SHORT or not same or length + more > MOST:
            break
        if not GOES_ON.match(following.text) or REFUSED.search(following.text):
            break
        passage.append(following)
        length += more
    return passage


def _may_be_shown(shown: str) -> bool:
    if any(p.search(shown) for p in (REFUSED, UNFINISHED, RESTART, DEICTIC, CODE)):
        return False
    if STRAY.search(shown):
        return False
    personal = len(SPEAKER.findall(shown))
    return balanced(shown) and personal <= 1 and shown.count(",") <= 4
