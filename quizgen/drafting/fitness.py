"""Whether a sentence says something by itself: whole, about its subject, true at any time."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizgen.drafting.english import (
    ANAPHORIC,
    DETERMINERS,
    FIRST_SECOND,
    IMPERATIVE,
    IRREGULAR,
    VERB_STEMS,
    WORD,
    has_finite_verb,
    is_verb,
    word_set,
    words,
)
from quizgen.drafting.frequencies import Frequencies
from quizgen.drafting.mentions import Mention

FEWEST_WORDS, MOST_WORDS = 7, 34
OPENS_PHRASE = word_set("given set put let lit born")
# Codes, paths, markup, notes of the transcriber, cut-off words, trailing thoughts.
CODE = re.compile(
    r"[`_{}<>|\\=*#@~^]|\w\(\)|\b\w+\.(?:py|js|md|txt|json|csv|yaml|com|org)\b|://|\b[a-z]+[A-Z]\w*|"
    r"\b\w+/\w+\b"
)
NOISE = re.compile(r"\.\.\.|\u2026|--|\[|\]|\b\w+- |\?|!|;|\b(?:e\.g|i\.e|etc)\.")
HEDGE = re.compile(
    r"\b(?:maybe|perhaps|sort of|kind of|I guess|stuff|thing|things|pretty|basically|really|"
    r"pretty much|actually|gonna|wanna|whatever|somehow|something like|or something|"
    r"and so on|kinda|guys|obviously|you know|I mean|yeah|okay)\b",
    re.I,
)
EXAMPLE = re.compile(
    r"\b(?:(?<!is an )(?<!was an )example|for instance|imagine|suppose|scenario|as we|"
    r"for more (?:information|details?|on|about)|, see|[Aa]t least one of the|"
    r"[Ll]et[\u2019']s|say you|exercise|"
    r"[Aa]nswer [A-D\d]|[Qq]uestion \d|readers?|learn(?:ers)? about|"
    r"\b(?:as|in|see) (?:shows?|illustrates?|depicts?)\b|namely|"
    r"this (?:chapter|section|article|page|course|video))\b",
)
FALSE_START = re.compile(
    r"^(?:It turns out|The thing is|The question is|As (?:I|we|you)|Speaking of|In terms of|"
    r"A lot of|Lots of|Part of|Something|Someone|Somebody|Anything|Everything|Everyone|"
    r"People(?! who\b)|Nobody|No one)\b"
)
# A comma right after the verb, or a new subject after a comma without a conjunction.
BROKEN = re.compile(
    r"\b(?:is|are|was|were), |^(?!If |When |While |Although |As |Because |Since |Though |Once |"
    r"Unless |Before |After |Even )[^,]*, (?:it|one|they|that|this|he|she) "
    r"(?:is|are|was|were|has|have)\b"
)
# What the sentence stands in: its time, its place on the page, its neighbours.
SITUATED = re.compile(
    r"\b(?:today|tomorrow|yesterday|nowadays|currently|recent(?:ly)?|now|here|earlier(?! than)|"
    r"on the (?:left|right)(?! (?:hand|side|of|bank))|"
    r"(?:above|below)(?! (?:the|an?|zero|\d|its?|ground|sea|average|freezing))|previously|"
    r"(?:last|next|this|previous) (?:year|month|week|time|section|chapter|video|lecture|decade|"
    r"example|step|slide)|"
    r"(?:figures?|tables?|chapters?|sections?|exercises?|equations?|box|step|listing|slides?) "
    r"(?:\d|[A-Z]\b)|figure|the following|as follows|the former|the latter|the rest(?! of)|"
    r"the current (?:recommendation|state|version|trend|generation)|these days|so far|"
    r"in (?:the )?(?:past|recent|last) (?:few |two |three )?(?:years|decades|months)|"
    r"back in|by the way|right now|at the moment|the new(?:er|est)?|"
    r"the same (?:way|thing|place|year|day|kind)|"
    r"as (?:mentioned|described|explained|shown|noted))\b",
    re.I,
)
POINTER = re.compile(r"(?<!\bas )\b(?P<word>this|these|those|such)\b(?: (?P<noun>[\w-]+))?", re.I)
RELATIVE = word_set("who which that whose of with in on from for at made where are is were was not")
QUANTITY = re.compile(
    r"(?P<all>all (?:the )?|many |most |some |several |few |each |every |no )(?P<noun>.+)",
    re.I | re.S,
)
CLAUSE = re.compile(
    r"(?:when|where|because|even (?:if|though)|in (?:general|practice),|"
    r"another (?:name|term|word) for|(?:similarly|in contrast|in addition|compared) to|instead of|"
    r"rather than|one (?=can\b|could\b|may\b|must\b|cannot\b)|both (?=[\w-]+ and\b))\b ?"
    r"(?P<rest>.*)",
    re.I | re.S,
)
# "Where one lamp is lit": as many as that, and not one of some.
ONE_OF_A_KIND = re.compile(r"^one (?=[a-z]{3,} (?:is|has) )")
PRONOUNS = word_set(
    "it they this that these those he she we you i there such one some all both its their his her "
    "what asked people someone"
)
# "we divide each word" tells how it is done; "we saw", "we will", "our" tell of the talk.
GENERIC_PERSON = re.compile(
    r"(?:(?<!^)|(?=We can\b|You can\b))\b(?:[Ww]e|[Yy]ou) "
    r"(?:(?:can|could|may|must|need to|have to|usually|often) )?"
    r"(?!saw|had|did|got|will|are|were|was|have|look|want|notice|note|talk|know|mean|think|say|see|"
    r"said|learned|discussed|just|also|then|first|now|only|don|do\b|can|go|get|like|would|should|"
    r"need|recommend|continue|take)"
    r"[a-z]+\b(?<!ed)"
)
# Guesses and wishes are not told as facts; in talk, praise and blame are not either.
GUESS = re.compile(
    r"\b(?:I|we) (?:\w+ ){0,2}(?:think|believe|suspect|hope|feel|guess|want|would|expect)\b|"
    r"\b(?:should|probably|maybe|perhaps|hopefully|unfortunately|amazing|beautiful|interesting|"
    r"exciting|marvelous|fortunately|super|terrible|horrible|awesome)\b",
    re.I,
)
# A pronoun as the subject after an opening phrase: what it means was said before.
UNTOLD = re.compile(
    r"^(?:In|On|At|From|With|By|For|During|After|Before|Under|Through|Within|Without|To|Beyond) "
    r"(?:(?!\b(?:and|but|because|when|if|that|while|so)\b).)*,? (?:it|they) [a-z]|"
    r"^(?:In|For|With|On) other (?!words)|"
    r"\b(?:is|are|was|were|one of|some of|most of|all of) (?:its|their)\b|\bknows? (?:it|them) |"
    r"\b(?:can|could|will|would|may|might|is|are|was|were) (?:then|instead|likewise) |"
    r"\b(?:do|does|did)(?: not|n['\u2019]t) (?:mean|imply)\b"
)
PERSON_PRONOUN = re.compile(r"\b(?:he|she|his|her|him|hers|himself|herself)\b", re.I)
OPENS_DEFINITE = re.compile(r"The\s+(?P<rest>.*)", re.S)
# "The Tuscany", "the bark Lenna".
NAMED_FIRST = re.compile(r"(?:[a-z]+ )?[A-Z]")
HEAD_OF = 5
TELLS_WHICH = word_set("to of that who whose which where between behind from")
EVERYDAY, TOPICAL, FOREMOST = 3.6, 4.2, 0.93
MIN_STEM = 2
# Of these there is one.
UNIQUE = word_set(
    "sun moon earth world universe sky sea ocean wind air atmosphere equator climate brain heart "
    "liver skin economy"
)
POINTING_THAT = re.compile(
    r"\b(?:of|in|by|on|for|with|at|from) that\b|\bthat(?=[,.;]| works?\b| happens?\b)|"
    r"\bthat (?:way|case|point|kind|sort|idea|model|problem|year|time|day|moment|one|system|"
    r"process|question|sense|period|era)\b"
)


def is_sentence(text: str) -> bool:
    """Whether a text is one whole declarative sentence of a good length."""
    return is_declarative(text, FEWEST_WORDS)


def is_declarative(text: str, fewest: int) -> bool:
    """Whether a text is one whole declarative sentence of at least `fewest` words."""
    if not text or not (text[0].isupper() or text[0].isdigit()):
        return False
    if text[-1] != "." and text[-2:] not in (".\u201d", '."'):
        return False
    if not fewest <= len(WORD.findall(text)) <= MOST_WORDS:
        return False
    return balanced(text) and has_finite_verb(text)


def stands_alone(text: str, found: Sequence[Mention] = (), *, spoken: bool = False) -> bool:
    """Whether nothing in a sentence leans on what stands around it; `found` are its concepts.

    `spoken` allows the "we" and "you" that stand for anybody.
    """
    if _leans(text, found):
        return False
    return not points_elsewhere(text) and is_undisturbed(text, spoken=spoken)


def is_undisturbed(text: str, *, spoken: bool) -> bool:
    """Whether nothing in a sentence is of the talk or the page: no "I", "now", code, asides."""
    if _asks(words(text)) or FALSE_START.match(text) or BROKEN.search(text):
        return False
    personal = GENERIC_PERSON.sub("", text) if spoken else text
    if FIRST_SECOND.search(personal):
        return False
    joined = text if spoken else text.replace("; ", ", ")  # who speaks sets no semicolons
    if any(p.search(joined) for p in (SITUATED, CODE, NOISE, EXAMPLE, HEDGE, UNTOLD)):
        return False
    return not _person_unnamed(text)


def _asks(said: Sequence[str]) -> bool:
    """Whether a sentence tells the reader to do something: "Draw the line"."""
    followed = bool(said[1:2]) and said[1] in DETERMINERS | {"what", "him", "her", "them", "it"}
    # "Bought the island": whoever did it was named before.
    past = said[0] in IRREGULAR - OPENS_PHRASE or said[0].endswith("ed")
    return said[0] in IMPERATIVE or (followed and (said[0] in VERB_STEMS or past))


def _leans(text: str, found: Sequence[Mention]) -> bool:
    """Whether a sentence opens on something said before it."""
    if not ANAPHORIC.match(text):
        return False
    if clause := CLAUSE.match(text):
        rest = ONE_OF_A_KIND.sub("a ", clause["rest"])
        said = words(rest)
        return not said or said[0] in PRONOUNS or bool(ANAPHORIC.match(rest))
    quantity = QUANTITY.match(text)
    if not quantity:
        return True
    at, first = quantity.start("noun"), (words(quantity["noun"]) or [""])[0]
    if first in PRONOUNS or first in ("other", "of", "people", "more"):
        return True
    plural = first.endswith("s") and not is_verb(first) and "each" not in quantity["all"].lower()
    return not plural and not any(m.start == at for m in found)


def points_elsewhere(text: str) -> bool:
    """Whether "this", "those" or "such" means something that the sentence has not said before.

    "those who", "such as" and "these deposits" after "deposits" mean nothing outside it.
    """
    for match in POINTING_THAT.finditer(text):
        noun = (words(text[match.end() :]) or [""])[0] if match[0].endswith("that") else ""
        if not _said_before(text, match.start(), noun or match[0].split()[-1]):
            return True
    for match in POINTER.finditer(text):
        word, noun = match["word"].lower(), (match["noun"] or "").lower()
        if word == "that":
            if POINTING_THAT.match(text, match.start()) and not _said_before(
                text, match.start(), noun
            ):
                return True
        elif word == "such" and noun == "as" or word == "those" and noun in RELATIVE:
            continue
        elif match.start() == 0 or not _said_before(text, match.start(), noun):
            return True
    return False


def _said_before(text: str, start: int, noun: str) -> bool:
    stem = noun.removesuffix("s")
    before = words(text[:start])
    return len(stem) > MIN_STEM and any(word.removesuffix("s") == stem for word in before)


def _person_unnamed(text: str) -> bool:
    found = PERSON_PRONOUN.search(text)
    return bool(found) and not re.search(
        r"(?<!^)\b[A-Z][a-z]+", text[: found.start()] if found else ""
    )


def names_its_subject(
    text: str, found: Sequence[Mention], table: Frequencies | None = None
) -> bool:
    """Whether "The ..." at the start is told apart.

    By a phrase of `found` there, by a concept that is no everyday word ("the encoder"), by an "of"
    or a clause that says which.
    """
    opening = OPENS_DEFINITE.match(text)
    if not opening:
        return True
    at = opening.start("rest")
    for m in found:
        if m.start == at and (m.concept.is_name or _tells(text[at : m.end], m.weight, table)):
            return True
    said = words(opening["rest"])
    if (said and said[0] in UNIQUE) or NAMED_FIRST.match(opening["rest"]):
        return True
    for word, after in zip(said[1:HEAD_OF], said[2:], strict=False):
        # "The water carried by a river is ...": carried by what, says which.
        if word in TELLS_WHICH or (word.endswith("ed") and after == "by" and " is " in text):
            return True
        if is_verb(word):
            break
    return False


def _tells(phrase: str, weight: float, table: Frequencies | None) -> bool:
    """Whether "the ..." is the thing as such: several words, a rare one, what the text is about."""
    if " " in phrase:
        return True
    most = TOPICAL if weight >= FOREMOST else EVERYDAY
    return table is not None and table.zipf(phrase.casefold()) < most


def balanced(text: str) -> bool:
    """Whether brackets and quotation marks come in pairs."""
    pairs = (("(", ")"), ("[", "]"), ("\u201c", "\u201d"))
    return all(text.count(a) == text.count(b) for a, b in pairs) and text.count('"') % 2 == 0
