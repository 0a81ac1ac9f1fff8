"""What a cloze may hide: a term that its sentence names, or an amount. Pure.

Who does a thing, where, when, and words beside the point are guessed, or fit in tens.
"""

from __future__ import annotations

import re

from quizgen.drafting.answers import FUNCTION, OF_EXAMPLE
from quizgen.drafting.context import BLANK as BLANK
from quizgen.drafting.context import COMPARATIVE, Known, leans
from quizgen.drafting.english import has_finite_verb, word_set, words
from quizgen.drafting.giveaways import is_given_away
from quizgen.drafting.model import Genre
from quizgen.drafting.namings import APPOSED
from quizgen.schema import Answerable, Choice, Cloze

SWEEPING = re.compile(
    r"\b(?:human beings?|humans|people|everybody|everyone|nobody|always|never|nothing more|"
    r"nothing but|all of us|tend to|hates?|loves?|wrong|stupid|terrible|wonderful|of course|"
    r"just|simply|fancy|real problem)\b",
    re.I,
)
INITIAL = re.compile(rf"(?:{BLANK}\.? [A-Z]\.|\b[A-Z]\. ?{BLANK}|{BLANK} [A-Z][a-z]+)")
CUT_INITIAL = re.compile(r"(?:^|\s)[A-Z]$")
UNTOLD = re.compile(r"(?:\w+,? ){0,4}?(?:it|they|them|he|she)\b", re.I)
# "Called ____, though Simpson ...": what comes after a name is said of the name.
TAIL = re.compile(
    rf"{BLANK}[\u201d\"]?, (?:though|although|which|who|because|after|and|or|but|so) "
)
# What is told besides, once the name is given: "..., and Skinner described four", ": think of ...".
BESIDES = re.compile(
    rf"(?P<kept>{BLANK}[\u201d\"]?)(?:, (?:and|but|so) (?P<told>[^;]+)|: [a-z].*)\.$"
)
# "..., a process called ____, before it is ...", "..., known as ____, since ...".
AFTER_NAME = re.compile(
    rf"(?P<kept>\b(?:is|are|an? \w+|the \w+) (?:called|known as|termed) (?:the |an? )?{BLANK}"
    rf"[\u201d\"]?), (?:since|because|as) [^;]+\.$"
)
# "Called adras, or woven wholly of silk": half of another statement.
OR_ELSE = re.compile(rf"{BLANK}, or (?:[\w-]+ ){{3,}}")
# A piece of an answer: "By one step, and the arrow is called ...".
PIECE = re.compile(r"^(?:By|To|For|With|From|Of) [^,]+, and\b")
# "The ____, or Vmax", "from Greek telos": another name for it tells it, or half of it.
ALSO = re.compile(
    rf"(?P<kept>{BLANK}[\u201d\"]?)(?:, or (?:the |an? )?[\w-]+(?: [\w-]+)?| \(or [\w -]+\)|"
    r",? from (?:the )?[A-Z][^.;]+)\.$"
)
# One of many that are called by names of their own, or a name that goes on.
ANY_OF_THEM = re.compile(
    rf"^(?:An?|One|Some) (?:\w+ly used|common|typical|popular|well-known|certain|famous|similar)\b|"
    rf"\b(?:other|(?<! to )another)\b[^.]*{BLANK}|\bcertain\b[^.]*\b(?:called|known)\b|"
    rf"{BLANK}[\u201d\"]?[-\u2013]\w|"
    rf"{BLANK}, [\w-]+, |"
    rf"\b(?:one|ones|some|several) (?:called|known as|named) {BLANK}|"
    rf"(?<!is )(?:called|known as|termed) {BLANK} and [\w-]+[.,]"
)
# Of a second name nobody would think: "a vault, sometimes called ____, is ...".
SECOND_NAME = re.compile(
    rf"(?:, |\()(?:sometimes|also|often|otherwise) (?:called|known as|termed) (?:the |an? )?{BLANK}"
    r"(?:,|\)| or )"
)
VAGUE_NAMING = re.compile(
    rf"^The (?:main|chief|only|first|real|usual|other|\w+est|most \w+) "
    rf"(?:[\w-]+ ){{1,3}}(?:is|are) |\bkind (?:is|are) |"
    rf"^The \w+est (?:form|kind|type|version|case|way)\b|"
    r"\b(?:an?|one) (?:property|quality|feature|form|kind|type|part|thing) "
    rf"(?:is |are )?(?:called|known as|termed) (?:the |an? )?{BLANK}\.?$|"
    r"^(?:[\w-]+ ){1,3}call (?:that|this|it|these|those|them) |"
    rf"\b(?:was|were) (?:\w+ed )?(?:called|named|known as|termed) (?:the |an? )?{BLANK}|"
    rf", which (?:is|are) (?:the |an? )?{BLANK}|, [^,]+, and\b[^_]+, (?:known as|called) {BLANK}|"
    r"^[A-Z]\w+['\u2019]s [a-z]+ (?:is|are) |\b[Tt]he ones?\b|"
    rf"\b(?:behind|makes|make|part of|result of|reason for|kind of|about|at|in|to) "
    rf"(?:an? |the )?{BLANK}"
)
# "The sheltering species is called a X": which shelters what?
POINTED_BACK = re.compile(
    r"(?:^|[;:,] )[Tt]he (?:[a-z-]+ly )?[a-z-]+(?:ed|ing) [a-z-]+,? (?:is |are )?"
    r"(?:called|known as|termed) "
)
# "... select a page, called the X": of a thing that is told of, its name is told in passing.
BESIDE_COMMA = re.compile(rf", (?:so-)?(?:called|known as|termed) (?:the |an? )?{BLANK}")
# "A simpler version, known as X": of what? "The molecule from which it is made": what is?
SIMPLER = re.compile(
    r"(?:\b(?:[Aa]n?|[Tt]he) |^)(?:\w+er|[Mm]odified|[Rr]evised|[Ee]xtended|[Ii]mproved|related|"
    r"new|later) (?:version|form|model|method|variant|type|kind)s?\b(?! (?:of|than))|"
    r"\bon top[,.]|^Out comes? |^(?:Somewhat|Slightly|Much|Far|Even) |"
    r"\bthat comes? (?:out|off|in)\b(?! of)|"
    r"\ball (?:three|four|five|six|seven|eight|nine|ten)\b(?! (?:of\b|[a-z]+s\b))"
)
# "An output below 400 millilitres": of what? "The quantity Z": of a formula that is not there.
OF_NOTHING = re.compile(
    r"^The [a-z-]+ [a-z-]+ (?:is|are) (?:called|known as|termed) |^A count that\b|"
    r"^(?:An?|The) (?:output|input|ratio|rate|level|value|class|shortage|concentration|loss|rise|"
    r"fall|increase|decrease|drop|change|difference|excess|lack|deficiency|gain|segments?|angles?|"
    r"portion|proportion|remainder|(?:\w+ )?cause) "
    r"(?:of rotation |between two \w+ )?(?:is|are|that|which|below|above|near|at|by|consists)\b|"
    r"\b(?:quantity|factor|symbol|constant|letter) (?:\w{1,3} )?[A-Z\u03b1-\u03c9]\b"
)
FROM_WHICH_IT = re.compile(
    r"^(?:\S+ ){1,6}(?:which|that) (?:it|they) (?:is|are|was|were|can|may)\b"
)
# "In most species": of what? "Where n is an integer called X.": half a sentence.
OF_SPECIES = re.compile(
    r"\bin (?:most|many|some|other|several) (?:species|groups|forms|types|kinds)\b(?! of)", re.I
)
NO_CLAUSE = re.compile(r"^(?:Where|When|If|While|Because|Since|Although) [^,]+$")
# "The most common cause is X": of what?
CAUSE = re.compile(
    rf"\b(?:cause|reason|result|exception|solution|answer|alternative|remedy|consequence|"
    rf"outcome)s? (?:is|are) (?:the |an? )?{BLANK}"
)
IS_CALLED = re.compile(
    r"(?:\b(?:is|are|been) (?:\w+ )?(?:called|known as|termed|dubbed|referred to as|named)|"
    r"\b[Cc]alls? (?:this|that|it|these|those|them)) "
    rf"(?:the |an? |its |their )?[\u201c\"]?{BLANK}"
)
BY_KIND = re.compile(
    rf"(?:, |\u2014)(?:an?|the) (?:[\w-]+ ){{1,3}}(?:called|known as|termed) "
    rf"(?:the |an? )?[\u201c\"]?{BLANK}"
)
# Not at the start, nor before the name.
THE, MOST_THE = re.compile(rf"(?<!^)\b[Tt]he\b(?! {BLANK})"), 2
MARKED = re.compile(r"\{\{c1::(?P<hidden>.+?)\}\}")
# "A man of eighteen called ____": whose name it is, is mostly not what is worth knowing of him.
NAMES_SOMEBODY = re.compile(
    r"\{\{c1::[A-Z]\w+ [A-Z]\w+\}\},? who\b|"
    r"\b(?:(?:wo)?m[ae]n|boys?|girls?|person|people|child|[a-z]+(?:ian|ist|eer)|writer|king|"
    r"queen)\b[^,.;]*\{\{c1::[A-Z]"
)
# "He went out to a shore called ____": the name of one place, of one story.
ONCE = re.compile(
    r"\b(?:was|were|had|went|came|took|asked|said|wrote|built|gave|began|became|met|saw|tried)\b"
)
GIVEN = re.compile(
    r"(?:\b(?:is|are) (?:[a-z]+ ){0,2}|, (?:an?|the) (?:[a-z]+ ){1,3})"
    r"(?:called|known as|termed|named) (?:the |an? |its |their )?[\u201c\"]?$"
)
IS_ONLY = re.compile(r"\b(?:is|are) (?:the |an? |its |their )?$")
FEWEST_BEFORE_IS = 7
NAMING = word_set("called known termed named referred")
UNTELLING = NAMING | word_set(
    "amount degree extent size number rate kind type sort form way process thing part set other "
    "one two first second also often usually sometimes simply just"
)
FEWEST_TOLD, SHORTEST_NAME = 2, 3
# "The key issue", "a certain kind": words that make no term of a thing.
EMPTY_FIRST = word_set(
    "term word name according after key main major central essential important basic real total "
    "certain named "
    "called known different similar new old whole general"
)


def is_one_name(before: str, hidden: str, after: str) -> bool:
    """Whether what a sentence names has this one name, and it is that of no single person."""
    text = f"{before}{BLANK}{after}"
    refused = (INITIAL, SECOND_NAME, ANY_OF_THEM, OF_EXAMPLE, OR_ELSE)
    if words(hidden)[0] in EMPTY_FIRST or CUT_INITIAL.search(hidden):
        return False
    if hidden.isupper() and len(hidden) < SHORTEST_NAME:
        return False  # "ER": an abbreviation of what one should know
    if any(pattern.search(text) for pattern in refused):
        return False
    return not is_of_one_story(before, hidden, after)


def is_good_cloze(before: str, hidden: str, after: str, known: Known) -> bool:
    """Whether the name that is hidden is what a learner should recall, and nothing else fits."""
    text = f"{before}{BLANK}{after}"
    if INITIAL.search(text) or CUT_INITIAL.search(hidden) or " of the " in hidden:
        return False
    apposed = bool(APPOSED.match(after))
    if not _is_of_naming(text, apposed=apposed):
        return False
    if len(set(words(f"{before} {after}")) - FUNCTION - UNTELLING) < FEWEST_TOLD:
        return False  # "the hopping is called ____", "the amount of bending is called ____"
    if leans(text, known, loosely=True):
        return False
    # A name is given to what the sentence has described, whatever "it" is on the way.
    refused = (
        SECOND_NAME.search(text),
        ANY_OF_THEM.search(text),
        OF_EXAMPLE.search(text),
        UNTOLD.match(text),
        OR_ELSE.search(text),
        PIECE.match(text),
        POINTED_BACK.search(text),
        CAUSE.search(text),
        BESIDE_COMMA.search(text),
        SIMPLER.search(text),
        OF_NOTHING.search(text),
        FROM_WHICH_IT.match(text),
        _is_hardly_told(before),
        not apposed and OF_SPECIES.search(text),
        NO_CLAUSE.match(text),
        not apposed and VAGUE_NAMING.search(text),
    )
    return not (is_given_away(text, hidden) or any(refused) or COMPARATIVE.search(text))


def _is_of_naming(text: str, *, apposed: bool) -> bool:
    """Whether a sentence is there to give the name that is hidden, and takes little for granted.

    Of the clozes that say "is called X", "..., a process called X" or "X, a sac that ..." readers
    took three in four, of others ("a lake called X", "is the X") 56 %, and half of those that say
    "the" again and again.
    """
    if BY_KIND.search(text):
        return True
    named = apposed or IS_CALLED.search(text)
    return bool(named) and len(THE.findall(text)) < MOST_THE


def _is_hardly_told(before: str) -> bool:
    """Whether "The upper limit is the ____" says too little; "is called ____" may be short."""
    return bool(IS_ONLY.search(before)) and len(words(before)) < FEWEST_BEFORE_IS


def without_tail(before: str, after: str, hidden: str) -> str:
    """What comes after a name, without a second statement or what gives the name away."""
    text = f"{BLANK}{after}"
    if (found := BESIDES.search(text)) and has_finite_verb(found["told"] or "it is"):
        text = f"{text[: found.end('kept')]}."
    if AFTER_NAME.search(f"{before}{text}"):
        text = f"{BLANK}."
    if found := ALSO.search(text):
        text = f"{text[: found.end('kept')]}."
    found = TAIL.search(text)
    if found and is_given_away(text, hidden):
        text = text[: text.index(",", found.start())] + "."
    return text.removeprefix(BLANK)


def is_sweeping(text: str, genre: Genre) -> bool:
    """Whether this is a speaker's own opinion of people or things, told as if it were known."""
    return genre is Genre.LECTURE and bool(SWEEPING.search(text))


def is_given_name(content: Answerable | Choice | Cloze) -> bool:
    """Whether a card asks for a name that its sentence gives to what it tells of.

    "... is called X", "..., a process known as X"; not "a substance called X accumulates".
    """
    found = MARKED.search(content.text) if isinstance(content, Cloze) else None
    return found is not None and bool(GIVEN.search(found.string[: found.start()]))


def is_of_one_story(before: str, hidden: str, after: str) -> bool:
    """Whether a name is somebody's, or that of one place or thing of which a story tells."""
    text = f"{before}{{{{c1::{hidden}}}}}{after}"
    once = hidden[:1].isupper() and ONCE.search(text) and not GIVEN.search(before)
    return bool(once or NAMES_SOMEBODY.search(text))
