"""What a cloze may hide: a term that its sentence names or tells apart from all others. Pure.

Who does a thing, where, when, and words beside the point are guessed, or fit in tens.
"""

from __future__ import annotations

import re

from quizgen.drafting.context import BLANK as BLANK
from quizgen.drafting.context import COMPARATIVE, Known, has_loose_pronoun, leans
from quizgen.drafting.english import AUXILIARIES, IRREGULAR, NEGATION, is_verb, word_set, words
from quizgen.drafting.hanging import hangs
from quizgen.drafting.model import Genre
from quizgen.drafting.namings import is_bare
from quizgen.drafting.opinions import is_opinion
from quizgen.drafting.vocabulary import singular

OPENS = re.compile(
    rf"^(?:(?:To|Behind|Inside|Within|Under|Unlike|Between|Around|At|For) [^,;]{{4,40}}?,? |"
    rf"(?:In|On|When|If) [^,;]{{4,60}}, )?"
    rf"(?:(?:In|With|During|Under) )?(?:(?:an?|the) )?{BLANK}(?=[ ,])",
    re.I,
)
IN = re.compile(rf"^(?:In|With|During|Under) (?:(?:an?|the) )?{BLANK}, ")
# "To infer ... is the ____.": what is told of is the whole subject.
NAMED_LAST = re.compile(
    rf"^.{{24,}} (?:is|are) (?:the |an? |its |their )?{BLANK}(?:\.|, which | of (?:an? )?[\w-]+\.)"
)
# What may follow a term that the rest of its sentence characterises.
AFTER = re.compile(rf"{BLANK} (?:(?:usually|often|always|never|mostly|mainly) )?(?P<verb>[\w'’]+)")
SAYS_WHAT = re.compile(rf"{BLANK} (?:is|are|means?) |^In (?:an? |the )?{BLANK}, ")
UNCHANGED = word_set("put lies found")
BEING = word_set("is are has have")
PAST = word_set("was were had did could would used became")
# What many a thing can do, be or have, so that any of its kind fits the blank.
WEAK = re.compile(
    r"____ (?:can|could|may|might|will|would|must|should|is not|are not)\b|"
    r"____ (?:is|are) \w+ed\b(?! (?:by|from|as|into)\b)|"
    r"\b(?:(?:can|may|might|could) (?:be|have)\b|"
    r"(?:is|are) (?:(?:an?|one) )?(?:very |most |more |quite )?(?:examples? of|one of|types? of|"
    r"kinds? of|parts? of|common|popular|important|involved|used|similar|different|related|"
    r"included|interesting|useful|difficult|easy|good|great|bad|nice|special|powerful|simple|"
    r"available|everywhere|known|found|not|responsible|typical|usual|effective)|"
    r"(?:play|plays|played) (?:an?|the)|involves?|helps?|exists?|comes? in|works?|appears?|"
    r"have been|has been|needs?|tends? to|looks? at|speaks? of|talks? about|"
    r"is the (?:part|one|kind|thing|way)|"
    r"(?:a )?(?:wide )?variety|various|several|many|plenty|nothing more than|nothing but)\b",
    re.I,
)
# What many might have done or held.
SOFT = re.compile(
    rf"{BLANK}(?:,[^,]+,)? (?:\w+ly )?(?:emphasi[sz]e[sd]?|stress(?:es|ed)?|sees?|saw|views?|"
    r"viewed|note[sd]?|mention(?:s|ed)?|describe[sd]?|explain(?:s|ed)?|points?|pointed|"
    r"recogni[sz]e[sd]?|tries|tried|develop(?:s|ed)|continue[sd]?|support(?:s|ed)|"
    r"discuss(?:es|ed)?|attack(?:s|ed)|reject(?:s|ed)|express(?:es|ed)|show(?:s|ed)|call(?:s|ed)|"
    rf"wants?|wanted|like[sd]?|made|makes|built upon|fail(?:s|ed)) |{BLANK} that\b"
)
SWEEPING = re.compile(
    r"\b(?:human beings?|humans|people|everybody|everyone|nobody|always|never|nothing more|"
    r"nothing but|all of us|tend to|hates?|loves?|wrong|stupid|terrible|wonderful|of course|"
    r"just|simply|fancy|real problem)\b",
    re.I,
)
AGENT = re.compile(
    r"[a-z]{3,}(?:[eo]rs|ists?|ians?|mathematicians?|men|women|people|scholars|authors)", re.I
)
INITIAL = re.compile(rf"(?:{BLANK}\.? [A-Z]\.|\b[A-Z]\. ?{BLANK}|{BLANK} [A-Z][a-z]+)")
CUT_INITIAL = re.compile(r"(?:^|\s)[A-Z]$")
UNTOLD = re.compile(r"(?:\w+,? ){0,4}?(?:it|they|them|he|she)\b", re.I)
# "Called ____, though Simpson ...": what comes after a name is said of the name.
TAIL = re.compile(
    rf"{BLANK}[\u201d\"]?, (?:though|although|which|who|because|after|and|or|but|so) "
)
# One of many that are called by names of their own, or a name that goes on.
ANY_OF_THEM = re.compile(
    rf"^(?:An?|One|Some) (?:\w+ly used|common|typical|popular|well-known|certain|famous|similar)\b|"
    rf"\b(?:certain|other|another)\b[^.]*{BLANK}|{BLANK}[\u201d\"]?[-\u2013]\w"
)
VAGUE_NAMING = re.compile(
    rf"\b(?:behind|makes|make|part of|result of|reason for|kind of|about|at|in|to) "
    rf"(?:an? |the )?{BLANK}"
)
MEASURED = re.compile(
    r"^(?:(?:an?|the|one) )?[\w' -]{3,40} (?:is|are|has|have|contains?|weighs?|measures?|equals?|"
    r"consists? of|lasts?|(?:travels?|moves?|boils?|freezes?|melts?|grows?|rises?|falls?|beats?|"
    r"turns?|flows?)(?: [\w ]{3,30})? (?:at|by|to|for|in))"
    rf" (?:about |roughly |exactly |around |approximately |at |almost |nearly |up to )?{BLANK}",
    re.I,
)
# "Travels at nearly ____ metres per second": what the amount is the measure of.
AT_AMOUNT = re.compile(
    r"\b(?:at|by|to|of|has|have|is|are|about|nearly|almost|roughly|over|under|only|exactly|"
    r"contains?|needs?|lasts?|weighs?) (?:an? )?(?:about |nearly |almost |roughly |up to )?$"
)
MOST_WORDS, FEWEST_WORDS, MOST_COUNTED = 30, 6, 26
SPECIFIC, FEWEST_SPECIFIC = 4.75, 3
EVERYDAY = 4.4
# "The key issue", "a certain kind": words that make no term of a thing.
EMPTY_FIRST = word_set(
    "key main major central essential important basic real total certain named called known "
    "different similar new old whole general"
)


def is_good_cloze(
    before: str, hidden: str, after: str, known: Known, *, naming: bool, spoken: bool
) -> bool:
    """Whether what is hidden is what a learner should recall, and nothing else fits.

    Of what is `spoken` only what something is tells it apart; what it does is told in passing.
    """
    text = f"{before}{BLANK}{after}"
    if INITIAL.search(text) or CUT_INITIAL.search(hidden):
        return False
    bare = naming and is_bare(text) and bool(known.title)  # of what, the title says
    if (
        (not bare and leans(text, known, loosely=naming))
        or is_given_away(text, hidden)
        or ANY_OF_THEM.search(text)
    ):
        return False
    # A name is given to what the sentence has described, whatever "it" is on the way.
    if UNTOLD.match(text) if naming else has_loose_pronoun(text):
        return False
    if naming or NAMED_LAST.match(text):
        return not VAGUE_NAMING.search(text) and not COMPARATIVE.search(text)
    if spoken and not SAYS_WHAT.search(text):
        return False
    return _characterises(text, hidden, known)


def without_tail(text: str, hidden: str) -> str:
    """A naming sentence without what it goes on to say of the name, if that gives it away."""
    found = TAIL.search(text)
    if not found or not is_given_away(text, hidden):
        return text
    return text[: text.index(",", found.start())] + "."


def is_given_away(text: str, hidden: str) -> bool:
    """Whether a telling word of what is hidden stands beside the blank.

    The last word of several may: "loads that are spread: ____" may say "load" of a dead load.
    """
    rest = {_bare(word)[:6] for word in words(text.replace("-", " ")) if len(word) > 3}
    own = [_bare(word) for word in words(hidden)]
    telling = own[:-1] if len(own) > 1 else own
    if hidden.isupper() and hidden.casefold() in words(text.replace("-", " ")):
        return True  # "CNT" beside "CNT-FAI"
    return any(word[:6] in rest for word in telling if len(word) > 3)


def _bare(word: str) -> str:
    return singular(word.split("'")[0].split("\u2019")[0])


def _characterises(text: str, hidden: str, known: Known) -> bool:
    """Whether the hidden term is the subject, and what is said of it is said of it alone."""
    count = len(words(text))
    if not OPENS.match(text) or not FEWEST_WORDS <= count <= MOST_WORDS:
        return False
    if hidden[:1].isupper() and " " in hidden and hidden.istitle():
        return False  # a person or a place
    last = words(hidden)[-1]
    if AGENT.fullmatch(last) and (len(words(hidden)) < 2 or last.endswith("ists")):
        return False
    if " " not in hidden and known.zipf(hidden.casefold()) > EVERYDAY:
        return False
    if WEAK.search(text) or not _is_timeless(text):
        return False
    if _is_one_of_many(text, hidden) or text.count("(") > 1:
        return False
    rest = {word for word in words(text.replace(BLANK, " ")) if len(word) > 3}
    return sum(known.zipf(word) < SPECIFIC for word in rest) >= FEWEST_SPECIFIC


def _is_one_of_many(text: str, hidden: str) -> bool:
    """Whether a plural is said to do or undergo something, as others of its kind do too."""
    found = AFTER.search(text)
    plural = singular(words(hidden)[-1]) != words(hidden)[-1]
    if not plural or not found:
        return False
    said = words(text[found.start("verb") :])[1:2]
    done = bool(said) and (said[0].endswith(("ed", "ing")) or is_verb(said[0]))
    return found["verb"].casefold() not in ("are", "have") or done


def _is_timeless(text: str) -> bool:
    """Whether a sentence is told in the present: of what happened once, another story knows."""
    if IN.match(text):
        return not PAST & set(words(text))
    found = AFTER.search(text)
    if not found:
        return False
    verb = found["verb"].casefold()
    if verb in PAST or verb in IRREGULAR - UNCHANGED or verb.endswith("ed"):
        return False
    return is_verb(verb) or verb in AUXILIARIES or verb.endswith("s")


def is_sweeping(text: str, genre: Genre) -> bool:
    """Whether this is a speaker's own opinion of people or things, told as if it were known."""
    return genre is Genre.LECTURE and bool(SWEEPING.search(text))


def is_good_number(before: str, after: str, known: Known) -> bool:
    """Whether an amount is what its sentence tells of a thing that it names, at any time."""
    text = f"{before}{BLANK}{after}"
    if leans(text, known) or hangs(text) or is_opinion(text) or NEGATION.search(text):
        return False
    said = words(text)
    if PAST & set(said) or IRREGULAR - UNCHANGED & set(said) or len(said) > MOST_COUNTED:
        return False
    if MEASURED.match(text):
        return True
    specific = {word for word in said if len(word) > 3 and known.zipf(word) < SPECIFIC}
    told = BEING & set(words(before)) and AT_AMOUNT.search(before)
    return bool(told) and len(specific) >= FEWEST_SPECIFIC
