"""Sentences that stand alone -> clozes on the name that they give, or on a number.

The text shown is the whole sentence; what is hidden is a concept that is surely a whole phrase
there, and not said again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from quizgen.drafting.amounts import find_numbers, mark
from quizgen.drafting.english import (
    NEGATION,
    has_finite_verb,
    is_surely_verb,
    is_verb,
    words,
)
from quizgen.drafting.fitness import (
    GUESS,
    PERSON_PRONOUN,
    is_declarative,
    is_sentence,
    names_its_subject,
    stands_alone,
)
from quizgen.drafting.frequencies import Frequencies
from quizgen.drafting.mentions import Mention, Mentions, clue, is_resolved, is_whole_phrase
from quizgen.drafting.model import Genre, Sentence
from quizgen.drafting.namings import is_naming, namings
from quizgen.drafting.proposal import Proposal, base_of
from quizgen.drafting.usage import SMALL
from quizgen.drafting.vocabulary import singular
from quizgen.drafting.wording import (
    declutter,
    statements,
    untied,
    without_opening,
    without_second_clause,
)
from quizgen.schema import Claim, Cloze

NAMING = 2.0
TOO_COMMON = 4.6
UNCOMMON, RARE = 4.0, 3.4
WELL_KNOWN, FOREMOST = 0.5, 0.9
OFTEN, MOST_MENTIONS = 2, 45
# "Sailors", "statisticians": who does a thing is mostly not what is worth knowing of it.
AGENTS = re.compile(r"[a-z]{3,}(?:[eo]rs|ists|ians|men)")
LONG = 28  # words
FEWEST_NAMING = 5
SHORT_NAMING = re.compile(r" (?:is|are) (?:also )?(?:called|known as|termed) ")
MARKS = frozenset(("bold", "defined", "called", "in heading", "acronym"))
MONTH = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"[Mm]onths?|[Yy]ears?|[Cc]entury|[Dd]ays?)\b"
)
POINTED = re.compile(r"\b(?:this|that|these|those|such|same|other) $", re.I)
SUPERLATIVE = re.compile(
    r"(?:major|central|named|called|known|certain)\b|\w+est\b|most\b|least\b|best\b|"
    r"first\b|main\b|single\b|full\b"
)
BESIDE_NOUN = re.compile(
    r"(?<!\bis)(?<!\bare)(?<!\bwas)(?<!\bwere),? (?:also |often )?"
    r"(?:called|known as|termed|dubbed) (?:the |an? )?$"
)
LONGEST_SUBJECT = 4
CLAUSES = frozenset(("if", "when", "that", "which", "because", "unless", "while"))
# "The reactant on which an enzyme acts is its substrate": whose, has been said.
OF_SUBJECT = re.compile(
    r"\b((?:is|are) (?:called |known as |termed )?)its (?=[\w-]+(?: [\w-]+){0,2}\.$)"
)
# "This loss of water from a plant is called X": a phrase that says by itself what it is.
THIS_ONE = re.compile(
    r"^(?:This|That) (?!way |kind |sort |type |method )"
    r"(?P<what>[a-z][\w-]+ (?:of|that|between|from|in which) [^,]+?) (?:is|are) "
    r"(?:(?:called|known as|termed) |[\w-]+\.$)"
)
FEWEST_TELLING = 3  # "that puff of air": which?
LETTERED = re.compile(r"\b[A-Z]\d\b")
NAME = re.compile(r"(?<!^)\b[A-Z][a-z]+(?: (?:of |the )?[A-Z][a-z]+)*")
FIELD = re.compile(r"(?:In|During|With|Under) (?:an? |the )?")


def find_clozes(
    sentence: Sentence,
    mentions: Mentions,
    genre: Genre,
    table: Frequencies | None,
    introduced: frozenset[str] = frozenset(),
) -> Iterator[Proposal]:
    """The clozes of a sentence on the name that it gives, or on its number.

    `introduced` are the ids of the concepts that it has in bold.
    """
    spoken = genre is not Genre.PROSE
    for text in told_in(sentence, spoken=spoken):
        yield from _find_in(sentence, text, mentions, genre, table, introduced)


def _find_in(
    sentence: Sentence,
    text: str,
    mentions: Mentions,
    genre: Genre,
    table: Frequencies | None,
    introduced: frozenset[str],
) -> Iterator[Proposal]:
    found = mentions.find(text)
    spoken = genre is not Genre.PROSE
    if not stands_alone(OF_SUBJECT.sub(r"\1the ", text), found, spoken=spoken) or _is_lettered(
        text, found
    ):
        return
    called = [m for m in found if is_naming(text, m, introduced)]
    if not names_its_subject(text, found, table):
        return
    if called and (made := make_cloze(sentence, text, called[0], found, table)):
        yield made
        return
    if genre in (Genre.PROSE, Genre.LECTURE):
        yield from find_numbers(sentence, text, found)


def told_in(sentence: Sentence, *, spoken: bool) -> tuple[str, ...]:
    """What a sentence states, whole and in part, where that is a sentence and no guess."""
    return _told_in(as_shown(sentence, spoken=spoken))


@lru_cache(maxsize=16)  # each maker asks for it in turn
def _told_in(text: str) -> tuple[str, ...]:
    found = THIS_ONE.match(text)
    if found and len(set(words(found["what"])) - SMALL) >= FEWEST_TELLING:
        text = f"The {text[found.start('what') :]}"
    told = (t for t in (*statements(text), *namings(text)) if is_sentence(t) or is_short_naming(t))
    return tuple(t for t in told if not GUESS.search(t))


def is_short_naming(text: str) -> bool:
    """Whether a sentence of five or six words does nothing but name: "... is called loess."."""
    return is_declarative(text, FEWEST_NAMING) and bool(SHORT_NAMING.search(text))


def as_shown(sentence: Sentence, *, spoken: bool) -> str:
    """A sentence without what ties it to the one before and, if it is long, its second half."""
    text = declutter(sentence.text) if spoken else sentence.text
    text = untied(without_opening(text, spoken=spoken))
    return without_second_clause(text) if len(words(text)) > LONG else text


def _is_lettered(text: str, found: Sequence[Mention]) -> bool:
    """Whether "A1" or the like stands there, as examples have it, and is no concept."""
    return any(
        not any(m.start <= match.start() < m.end for m in found)
        for match in LETTERED.finditer(text)
    )


def make_cloze(
    sentence: Sentence,
    text: str,
    mention: Mention,
    found: Sequence[Mention],
    table: Frequencies | None,
) -> Proposal | None:
    """A cloze that hides the name that a text gives, one of those `found`; None if no good one."""
    others = _others(mention, found)
    base = others[0].concept.id if others else _visible_name(text, mention)
    hidden = words(text[mention.start : mention.end])
    whole = is_whole_phrase(text, mention) or _is_whole_name(text, mention)
    whole = whole and not any(map(is_surely_verb, hidden[1:]))  # "ShakeAlert delivers warnings"
    whole = whole and not _ends_in_verb(hidden) and _has_verb_besides(text, mention)
    if not whole or _too_common(mention, table) or not _may_hide(text, mention, others):
        return None
    return Proposal(
        form="cloze",
        base=base or base_of(f"{text[: mention.start]} {text[mention.end :]}", " ".join(hidden)),
        concept=mention.concept,
        content=Cloze(mark(text, mention.start, mention.end)),
        sentences=(sentence,),
        score=NAMING + _score(text, mention, others),
        clue=clue(text, mention),
        claim=Claim.DEFINITION,
    )


def _has_verb_besides(text: str, mention: Mention) -> bool:
    """Whether a subject that is named has a verb.

    "Mathematical formulas called mapping functions correct ..." has it inside the name.
    """
    called = BESIDE_NOUN.search(text[: mention.start])
    if not called:
        return True
    told, _, subject = text[: called.start()].rpartition(", ")
    beside = len(words(told)) > LONGEST_SUBJECT and words(subject)[:1] in (["a"], ["an"])
    if beside or has_finite_verb(told) or len(words(subject)) > LONGEST_SUBJECT:
        return True
    after = text[mention.end :].lstrip(", \u201d")
    return has_finite_verb(after) or any(map(is_verb, words(after)[:1]))


def _ends_in_verb(hidden: Sequence[str]) -> bool:
    """Whether the last word is what several do, or a clause begins: "steady if the depth"."""
    if CLAUSES & set(hidden):
        return True
    if len(hidden) == 1 or hidden[-1].endswith("s"):
        return False
    return is_verb(hidden[-1]) and singular(hidden[-2]) != hidden[-2]


def _is_whole_name(text: str, mention: Mention) -> bool:
    """Whether a name that is given ends where the mention ends: another name may follow it."""
    return text[mention.end :].startswith((".", ",", ")", ";", "\u201d", '"', " and ", " or "))


def _may_hide(text: str, mention: Mention, others: Sequence[Mention]) -> bool:
    """Whether a mention is a thing that is named here, and the rest of the sentence holds."""
    before = text[: mention.start]
    if before.endswith(" to ") and " " not in text[mention.start : mention.end]:
        return False  # it may be a verb
    if POINTED.search(before) or SUPERLATIVE.match(text, mention.start):
        return False
    if _is_said_again(text, mention):
        return False
    named = mention.concept.is_name or mention.concept.name.istitle()
    if named and PERSON_PRONOUN.search(text):
        return False
    return is_resolved(text, mention, others)


def _visible_name(text: str, mention: Mention) -> str:
    """A name beside a well-known concept, for an id: it too tells what is asked."""
    if mention.weight < WELL_KNOWN or mention.concept.is_name:
        return ""
    names = NAME.findall(text[: mention.start]) + NAME.findall(f" {text[mention.end :]}")
    return re.sub(r"[^a-z0-9]+", "-", names[0].casefold()).strip("-") if names else ""


def _others(mention: Mention, found: Sequence[Mention]) -> list[Mention]:
    """The other concepts of a sentence, of which none shares a telling word with the mention."""
    own = set(words(mention.concept.name))
    others = [m for m in found if m.concept.id != mention.concept.id]
    others = [m for m in others if not own & set(words(m.concept.name))]
    return sorted(others, key=lambda m: (-m.weight, m.start))


def _is_said_again(text: str, mention: Mention) -> bool:
    """Whether all words of what is hidden stand beside the blank, too."""
    rest = words(f"{text[: mention.start]} {text[mention.end :]}".replace("-", " "))
    stems = {word[:6] for word in rest if len(word) > 3}
    own = [word[:6] in stems for word in words(text[mention.start : mention.end]) if len(word) > 3]
    return bool(own) and all(own)


def _too_common(mention: Mention, table: Frequencies | None) -> bool:
    """Whether what is hidden is an everyday word or phrase, or a name that everybody knows."""
    concept = mention.concept
    said = words(concept.name)
    if MONTH.search(concept.name) or table is None:
        return table is not None
    rarest = min(map(table.zipf, said))
    if MARKS & set(concept.cues):
        return rarest > TOO_COMMON and (len(said) < 2 or concept.is_name)
    if len(said) > 1 and not concept.is_name:
        often = len(concept.mentions) >= OFTEN and mention.weight >= WELL_KNOWN
        return rarest > RARE and not often
    if len(concept.mentions) > MOST_MENTIONS and concept.name[:1].isupper():
        return True  # what the whole text is about is guessed
    if mention.weight >= FOREMOST:
        return rarest > TOO_COMMON
    return rarest > UNCOMMON or bool(AGENTS.fullmatch(said[-1]))


def _score(text: str, mention: Mention, others: Sequence[Mention]) -> float:
    said = words(text)
    after = words(text[mention.end :])[:1]
    opens = mention.start < 5 and bool(after) and is_verb(after[0])
    # "In osmosis, water passes ...": what the sentence is about.
    opens |= (
        bool(FIELD.fullmatch(text[: mention.start])) and text[mention.end : mention.end + 1] == ","
    )
    known = mention.weight
    several = len(words(mention.concept.name)) > 1
    length = abs(len(said) - 16) / 18
    conditional = text.startswith(("If ", "When ", "While ", "Although ", "Compared", "Along"))
    return (
        opens * 0.8
        - conditional * 0.4
        - bool(NEGATION.search(text)) * 0.5
        + known
        + several * 0.4
        + min(len(others), 3) * 0.3
        - length
    )
