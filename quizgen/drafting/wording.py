"""What a learner sees of a source's words: fillers left out where that cannot change anything.

Evidence is never touched. Words that only soften or sharpen (just, only, really, even, actually)
stay, since "not just" means the opposite of "not"; beside a negation nothing is left out at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.drafting.english import CONDITION, NEGATION, is_verb, words

NOISE = re.compile(r"\s*[\[(](?:laughs?|laughing|laughter|music|applause|chuckles?)[\])]", re.I)
# Each with the punctuation that shows it to stand beside the sentence, not in it.
FILLERS = re.compile(
    r",? (?:um+|uh+|erm|hmm+),?(?= )|, (?:you know|I mean|like|right|sort of|kind of)(?P<comma>,)|"
    r", (?:you know|right)(?=[.])",
)
# After these no comma is wanted where a filler stood between two.
TIES = re.compile(
    r"\b(?:of|to|in|for|with|on|at|by|from|as|than|that|and|or|but|so|is|are|was|were|be|the|a|an|"
    r"if|when|because|which|who|has|have|just|like|about)$",
    re.I,
)
LEADS = re.compile(
    r"^(?:(?:and so|so|and|but|well|okay|ok|yeah|yes|right|now|oh|um|uh|you know|I mean|basically|"
    r"again|also|i\.e\.)\b(?! far\b| long\b| much\b| many\b),? )+",
    re.I,
)
CONNECTIVES = re.compile(
    r"^(?:Properly|Strictly speaking|Technically|Formally|"
    r"However|Therefore|Thus|Hence|Moreover|Furthermore|In addition|In fact|Indeed|"
    r"Nevertheless|Nonetheless|Consequently|As a result|In other words|In short|Meanwhile|"
    r"Additionally|Accordingly|In contrast|By contrast|Of course|Conversely|Likewise|Similarly|"
    r"Interestingly|Specifically|More specifically|More precisely|Importantly|Fortunately|Also|"
    r"Besides|To be (?:more )?(?:specific|precise)|For (?:this|that) reason|"
    r"Because of (?:this|that)|"
    r"To (?:handle|solve|address|avoid|fix|overcome|achieve) (?:this|that|it)"
    r"(?: (?:problem|issue|limit|limitation))?), ",
)
# What counts the points of an argument; of a procedure it would tell the order.
COUNTED = re.compile(r"^(?:First(?:ly)?|Second(?:ly)?|Third(?:ly)?|Finally|Lastly), ")
# What asks for attention to what follows, and says nothing of it.
NOTED = re.compile(
    r"^(?:(?:Please )?(?:[Nn]ote|[Nn]otice|[Rr]emember|[Rr]ecall|[Kk]eep in mind|[Bb]ear in mind)|"
    r"It is (?:important|useful|worth) (?:to (?:note|remember|know)|noting|remembering)|"
    r"(?:You|We) (?:can )?(?:now |also )?(?:see|notice|observe|know)) that (?!['\u2019])",
)
# How a spoken sentence is taken up from the one before; "so called" and "so far" are not that.
TAKEN_UP = re.compile(
    r"^(?:(?:and|but|so|now|okay|well|also)(?! far\b| long\b| much\b| many\b|[ -]called\b)"
    r"(?:,? (?:so|then|now))?,? )(?=[A-Za-z\u201c\"])",
    re.I,
)
SECOND_CLAUSE = re.compile(
    r", so that (?:we|you|one)\b.*$|"
    r", (?:and|but|so) (?:it|they|each (?:of|\w+ \w+)|we|you|he|she|there|that['\u2019]s)\b.*$",
    re.S,
)
# Words between commas, and "also", that tie a statement to the one before and say nothing of it.
UNTIED = re.compile(
    r", (?:however|therefore|thus|then|too|moreover|furthermore|consequently|hence|of course|"
    r"in fact|indeed|for example|for instance|in turn|likewise|meanwhile|by the way),(?= )|"
    r" \((?:or )?[\w.]+ for short\)|,? too(?=[.]$)| now(?= (?:called|known as|named)\b)|"
    r" (?:also|thus|therefore|likewise)(?= (?!called\b|known\b|as\b))"
)
NOT_ONLY = re.compile(r"\bonly\b", re.I)
CLAUSE_ENDS = (
    re.compile(r";"),
    re.compile(
        r", and (?=(?:the|an?|its?|their|his|her|they|he|she|in|by|then|so|each|this|these|some|"
        r"many|most|[A-Z]\w+)\b)"
    ),
    re.compile(
        r", (?:which|who|where|whose|after which|so that)\b(?!.*, (?:and|but|or|which|who)\b)"
    ),
)
# "... is called X, which ...": what comes after the name is another matter.
NAMED_SO = re.compile(
    r"(?P<head>[A-Z][^;:]{15,}? (?:is|are) (?:\w+ly |often |also )?"
    r"(?:called|known as|named|termed) (?:the |an? )?[\w'\u2019\u2013-]+"
    r"(?: [\w'\u2019\u2013-]+){0,2}), (?!(?:or|and) (?:the |an? )?[\w-]+[.,])"
)
JOINED = re.compile(r", (?:and|or|but)\b|[;:]")
STUTTER = re.compile(r"\b(the|a|an|of|to|in|is|and|it|we|they) \1\b", re.I)
QUOTING = re.compile('["\u201c\u201d()]')
NEAR_NEGATION = 24


# Nobody owns what stands before an article.
SUBJECT_IS = re.compile(
    r"^(?!(?:It|That|He|She|What|There|Here|Who|Where|When|How|Why|One|Let|This|Everything|"
    r"Everybody|Everyone|Somebody|Something|Nobody|Nothing)\b)"
    r"(?P<what>[A-Z][\w-]*(?: [\w-]+){0,3})['\u2019]s "
    r"(?=(?:an?|the|any|anything|when|where|what|how|just|basically|simply) )"
)
THAT_IS_WHAT = re.compile(
    r"^That['\u2019]s what (?P<what>(?:an? |the )?[\w-]+(?: [\w-]+){0,3}) (?P<is>is|are)[:,] "
    r"(?P<rest>(?:an?|the) [^:;?!]+\.)$"
)


def declutter(text: str) -> str:
    """The text without fillers and noise, where it stays the same statement."""
    text = NOISE.sub("", text)
    text = _drop(FILLERS, text)
    text = STUTTER.sub(r"\1", text)
    return " ".join(text.split())


def uncontracted(text: str) -> str:
    """ "The loss ratio's the losses ..." and "That's what a float is: ..." as definitions are."""
    if found := THAT_IS_WHAT.match(text):
        return capital(f"{found['what']} {found['is']} {found['rest']}")
    return SUBJECT_IS.sub(r"\g<what> is ", text)


def without_lead(text: str) -> str:
    """The text without "So, " and the like before it; capitalised."""
    return capital(LEADS.sub("", text))


def without_connective(text: str) -> str:
    """The text without the word that ties it to the sentence before."""
    return capital(CONNECTIVES.sub("", text))


def without_opening(text: str, *, spoken: bool) -> str:
    """A sentence without what only ties it to the one before.

    It stays as it is where no subject would be left. `spoken` drops "So" and "Now" too, but no
    "first": in a talk that mostly orders the steps.
    """
    shorter = CONNECTIVES.sub("", text)
    if spoken:
        shorter = CONNECTIVES.sub("", capital(TAKEN_UP.sub("", shorter)))
    else:
        shorter = COUNTED.sub("", capital(re.sub(r"^(?:And|But) ", "", shorter)))
    shorter = NOTED.sub("", capital(shorter))
    first = words(shorter)[:1]
    return text if not first or is_verb(first[0]) else capital(shorter)


def without_second_clause(text: str) -> str:
    """A sentence up to ", and it ...": what comes there is another statement of its own."""
    found = SECOND_CLAUSE.search(text)
    head = text[: found.start()] if found else ""
    if not found or NEGATION.search(head) or CONDITION.search(head):
        return text
    return text[: found.start()] + "."


def untied(text: str) -> str:
    """A sentence without the words inside it that only tie it to the one before."""
    if NOT_ONLY.search(text):
        return text
    parts: list[str] = []
    at = 0
    for match in UNTIED.finditer(text):
        if NEGATION.search(text[max(0, match.start() - NEAR_NEGATION) : match.end() + 12]):
            continue
        parts.append(text[at : match.start()])
        at = match.end()
    return "".join([*parts, text[at:]])


def statements(text: str) -> Iterator[str]:
    """A sentence, and the first of the statements that it is joined of, as one by itself.

    Nothing is taken out from under a condition, and nothing is cut beside a negation.
    """
    yield text
    if (named := NAMED_SO.match(text)) and not CONDITION.search(text):
        yield f"{named['head']}."
    for pattern in CLAUSE_ENDS:
        found = pattern.search(text)
        head = text[: found.start()] if found else ""
        whole = not any(p.search(head) for p in (CONDITION, NEGATION, QUOTING, JOINED))
        if head and whole:
            yield f"{head}."
        if found and found[0] == ";" and not QUOTING.search(text):
            yield capital(text[found.end() :].strip())


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def _drop(pattern: re.Pattern[str], text: str) -> str:
    parts: list[str] = []
    at = 0
    for match in pattern.finditer(text):
        before = text[max(0, match.start() - NEAR_NEGATION) : match.start()]
        after = text[match.end() : match.end() + NEAR_NEGATION]
        if NEGATION.search(before) or NEGATION.search(after):
            continue
        parts.append(text[at : match.start()])
        if match["comma"] and not TIES.search(text[: match.start()]):
            parts.append(",")
        at = match.end()
    return "".join([*parts, text[at:]])
