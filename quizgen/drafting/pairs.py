"""Two sentences, of which the second names what the first tells: "It is called X."

"What is X?" is then answered by the first, which must stand alone, right before it in the same
paragraph. "This loss of water is called X" says by itself what is called so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from quizgen.drafting.clozes import as_shown, make_cloze
from quizgen.drafting.english import NEGATION, WORD, words
from quizgen.drafting.fitness import (
    is_declarative,
    is_undisturbed,
    names_its_subject,
    stands_alone,
)
from quizgen.drafting.frequencies import Frequencies
from quizgen.drafting.mentions import Mention, Mentions, is_whole_phrase, subject_form
from quizgen.drafting.model import Genre, Sentence
from quizgen.drafting.proposal import Proposal
from quizgen.schema import Answerable, Claim, Level

# What points at the sentence before, or at what it tells of.
LEANING = re.compile(
    r"(?:It|They|This|These|That|Those|Such|Together (?:they|these))(?:['\u2019]s)?\b"
    r"(?! (?:is|was) (?:why|because|how|when))"
)
NAMES_IT = re.compile(
    r"(?:(?:It|They|This|These|That|Those|Together (?:they|these))"
    r"(?:['\u2019]s| (?:is|are|was|were))|"
    r"(?:This|These|Such(?: an?)?) (?:[\w-]+ ){1,7}?(?:is|are)) "
    r"(?:(?:often |also |usually |sometimes )?(?:called|known as|termed|named) )?"
    r"(?:the |an? )?[\u201c\"]?$"
)
WE_CALL = re.compile(
    r"(?:We|Economists|Scientists|Physicists|Biologists|Chemists|Engineers|People) "
    r"(?:often |usually )?call (?:this|it|these|that|them) (?:\w+ )?(?:the |an? )?[\u201c\"]?$"
)
NAME_FOR = re.compile(
    r"The (?:\w+ )?(?:name|term|word) for (?:this|it|these|them|that)(?: \w+)? "
    r"(?:is|are) (?:the |an? )?[\u201c\"]?$"
)
# "This is X, known in Britain as ...": by what other name it goes, is no part of the naming.
GOES_ON = re.compile(
    r"(?<=\w), (?:also |often |sometimes )?(?:known|called|termed|nicknamed) (?:in|as|by|to) .*\.$"
)
ARTICLE = re.compile(r"\b((?:the|an?) )[\u201c\"]?$")
# "This loss of water from a plant is": a phrase that says by itself what it is.
THIS_ONE = re.compile(
    r"^(?:This|That) (?!way |kind |sort |type |method )"
    r"(?=[a-z][\w-]+ (?:of|that|between|from|in which) )"
)
# What is told must be long enough to say what the name stands for.
MOST_TOLD, FEWEST_TOLD, FEWEST_WORDS = 28, 8, 2
SCORE = 4.0


def find_pairs(
    first: Sentence, second: Sentence, mentions: Mentions, genre: Genre, table: Frequencies | None
) -> Iterator[Proposal]:
    """What the second of two sentences in a row gives a name to."""
    spoken = genre is not Genre.PROSE
    before, after = as_shown(first, spoken=spoken), _second(second, spoken=spoken)
    named = next((m for m in mentions.find(after) if _names(after, m)), None)
    if named is None or not is_whole_phrase(after, named):
        return
    naming = f"{after[: named.end]}."
    if not is_declarative(naming, FEWEST_WORDS) or not is_undisturbed(naming, spoken=spoken):
        return
    if THIS_ONE.match(after):
        yield from _alone(second, after, mentions, table)
        return
    told = first.block == second.block and not _told(before, named)
    if told and _introduces(before, mentions, table, spoken=spoken):
        yield _pair((first, second), before, after, named)


def _alone(
    sentence: Sentence, text: str, mentions: Mentions, table: Frequencies | None
) -> Iterator[Proposal]:
    """The naming of "this loss of water" as that of "the loss of water"."""
    text = THIS_ONE.sub("The ", text)
    known = mentions.find(text)
    for mention in known:
        if _names(f"This {text[4:]}", _moved(mention)):
            if made := make_cloze(sentence, text, mention, known, table):
                yield made
            return


def _moved(mention: Mention) -> Mention:
    """A mention after "This" where it stands after "The"."""
    return replace(mention, start=mention.start + 1, end=mention.end + 1)


def _pair(sentences: tuple[Sentence, Sentence], told: str, after: str, named: Mention) -> Proposal:
    article = ARTICLE.search(after[: named.start])
    term = subject_form(after[named.start : named.end], named)
    question = f"What is {article[1] if article else ''}{term}?"
    return Proposal(
        form="named",
        base=named.concept.id,
        concept=named.concept,
        content=Answerable(question, told),
        sentences=sentences,
        score=SCORE,
        clue=question.casefold(),
        claim=Claim.DEFINITION,
        level=Level.UNDERSTAND,
    )


def _second(sentence: Sentence, *, spoken: bool) -> str:
    text = as_shown(sentence, spoken=spoken)
    return GOES_ON.sub(".", text) if LEANING.match(text) else text


def _names(after: str, mention: Mention) -> bool:
    """Whether the second sentence does nothing but name what the first tells."""
    before, rest = after[: mention.start], after[mention.end :]
    ends = rest.startswith((".", ", because ", ", which ", ", and ", " because ")) or (
        rest[:2] in ('".', "\u201d.")
    )
    if not ends:
        return False
    if any(p.match(before) for p in (WE_CALL, NAME_FOR)):
        return True
    if NAMES_IT.match(before):  # "That's a steep curve" names nothing
        marked = {"bold", "called"} & set(mention.concept.cues) or "called" in before
        return bool(marked) or not before.endswith((" a ", " an "))
    return False


def _introduces(
    before: str, mentions: Mentions, table: Frequencies | None, *, spoken: bool
) -> bool:
    """Whether the first sentence stands alone, and says enough."""
    if not FEWEST_TOLD <= len(WORD.findall(before)) <= MOST_TOLD:
        return False
    if NEGATION.search(before) or not is_declarative(before, FEWEST_WORDS):
        return False
    found = mentions.find(before)
    return stands_alone(before, found, spoken=spoken) and names_its_subject(before, found, table)


def _told(before: str, mention: Mention) -> bool:
    """Whether the first sentence says what the second hides."""
    own = {word[:6] for word in words(mention.concept.name) if len(word) > 3}
    return bool(own & {word[:6] for word in words(before)})
