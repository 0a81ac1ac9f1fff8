"""Clauses that a sentence is built of -> the question that they answer, and the answer.

"If you soak it, it swells" says what happens if you soak it; "the reason that ... is ..." gives a
reason. The clause goes into the question as it was said, and the rest is the answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.drafting.english import DANGLING_NOUN, IRREGULAR, word_set, words
from quizgen.drafting.explain_frames import LEANING, Frame, named_in
from quizgen.drafting.explain_subjects import find_subject
from quizgen.drafting.mentions import Mentions, subject_form
from quizgen.drafting.spoken import without_stance
from quizgen.drafting.wording import capital

IF = re.compile(
    r"^(?P<clause>(?:If|When|Once|Whenever|As|Unless) (?:[^;:]+?(?=, then\b)|[^,;:]+|"
    r"[^,;:]+, (?:and|whether|with|like|or) [^,;:]+)), (?:then,? )?(?P<main>(?!and\b|or\b|but\b|"
    r"whether\b|with\b|like\b).+)$"
)
IF_LAST = re.compile(
    r"^(?P<main>[^,;:]+?),? (?P<clause>(?:if|when|unless|once|whenever) (?!you will\b)[^,;:]+)\.$"
)
# Before these "if" may mean "whether", and "when" what is asked or known.
ASKS = re.compile(
    r"\b(?:ask|see|know|knew|wonder|check|tell|sure|matter|say|think|question|that|what|which|even|"
    r"only|as|or|day|time|point|like)\W*$|\b(?:that|think|know|say|said|whether|if|when)\b",
    re.I,
)
# What a speaker says to a listener, not of the matter.
CHAT = re.compile(
    r"\b(?:I|my|me|us|I['\u2019]\w+|(?:you|one|we) (?:look|think|imagine|go (?:back|to|into)|read|"
    r"listen|extrapolate|see|say|talk|remember|like|were|just|kind|sort|ever)|there$)\b",
    re.I,
)
PAST = re.compile(
    r"\b(?:was|were|had|did|tried)\b|\b\w+s \w{3,}ed\b|"
    r"\b(?:I|you|it|we|they|people|who)(?: \w+ly)? (?:\w{3,}ed|"
    + "|".join(sorted(IRREGULAR - word_set("put lay lies")))
    + r")\b"
)
MAIN = re.compile(
    r"^(?:(?:it|you|they|we|there|that)(?:['\u2019](?:s|re|ll|d|ve))?|its|your|the|an?|these|all|"
    r"most|many|some)\b",
    re.I,
)
# "The X axis, the top of it": a start that was dropped for another; "that is it": nothing said.
DROPPED = re.compile(
    r"^(?:[\w'\u2019-]+ ){0,3}[\w'\u2019-]+, (?!and\b|or\b|in\b|for\b)|^that (?!means\b)", re.I
)
ADVICE = re.compile(
    r"^(?:you['\u2019]re (?:not )?supposed to|you (?:\w+ )?(?:should|shouldn['\u2019]t|need to|"
    r"have to|must|mustn['\u2019]t|want to|don['\u2019]t want to|ought to)|don['\u2019]t|"
    r"all you need)\b",
    re.I,
)
STATE = re.compile(
    r"^(?:(?:it|you|they|there|that)['\u2019](?:s|re)\b(?! gonna| going)|"
    r"(?:[\w'\u2019-]+ ){1,4}?(?:is|are|isn['\u2019]t|aren['\u2019]t|can|can['\u2019]t|may|might|"
    r"could)\b)",
    re.I,
)
WHY_IS = re.compile(
    r"^(?P<what>(?:The|One|A) (?:\w+ )?reasons? (?:that|why|for|to|of) [^,;:]+?) "
    r"(?P<verb>is|are|was) (?P<rest>(?:that|because|to)\b.+)$"
)
FEWEST_CLAUSE, MOST_CLAUSE = 5, 20
WAY = re.compile(
    r"^(?:The|One) (?:\w+ )?way (?:that )?(?:I|we|you)(?: would| can| might)? (?:like to )?"
    r"(?P<verb>think about|think of|describe|see|define|explain|look at|put) "
    r"(?P<what>[^,;:]+?) is (?:as |that )?(?P<rest>[^,].+)$"
)
# "You can think of X as Y", and "X is, you can think of as Y" when a start is mended.
THINK_AS = tuple(
    re.compile(pattern)
    for pattern in (
        r"^You (?:can|could|might) (?:also )?(?:think of|see|regard|imagine) (?P<what>[^,;:]+?) "
        r"as (?P<rest>[^,].+)$",
        r"^(?P<what>[^,;:]+?) (?:is|are), you (?:can|could|might) think of (?:it |them )?"
        r"(?:roughly )?as (?P<rest>[^,].+)$",
    )
)


def frames_of_condition(text: str, mentions: Mentions) -> Iterator[Frame]:
    """What happens if, when or once something is so; what then is true, or is advised, does not."""
    clause, main = _parts(text)
    if not clause or not _is_main(main, mentions) or not _may_be_asked(clause):
        return
    if ADVICE.match(main) or STATE.match(main):
        return
    mention = named_in(clause, mentions)
    # A pronoun in the clause must come after its noun, and in the clause.
    leaning = LEANING.search(clause)
    if leaning and (mention is None or leaning.start() < mention.start):
        return
    score = 2.7 if mention else 2.2
    if mention is None and _says_enough(clause):
        mention = named_in(main, mentions)
    if mention:
        yield Frame(f"according to {{}}, what happens {clause}", main, mention, score)


def _says_enough(clause: str) -> bool:
    """Whether a clause that names no concept can still be understood by itself."""
    said = words(clause)
    return len(said) >= FEWEST_CLAUSE and not {"we", "our", "we're", "that"} & set(said)


def _parts(text: str) -> tuple[str, str]:
    """The clause with its "if", with a small letter, and the main clause; or nothing."""
    if found := IF.match(text):
        return found["clause"][:1].lower() + found["clause"][1:], without_stance(found["main"])[0]
    found = IF_LAST.match(text)
    if not found or ASKS.search(found["main"]):
        return "", ""
    return found["clause"], f"{found['main']}."


def _may_be_asked(clause: str) -> bool:
    """Whether a clause is of the matter, and of any time."""
    if len(words(clause)) > MOST_CLAUSE:
        return False
    return not any(pattern.search(clause) for pattern in (CHAT, DANGLING_NOUN, PAST))


def _is_main(text: str, mentions: Mentions) -> bool:
    """Whether a main clause begins here, and is not dropped at once."""
    if DROPPED.match(text):
        return False
    return bool(MAIN.match(text)) or find_subject(capital(text), mentions) is not None


def frames_of_reason(text: str, mentions: Mentions) -> Iterator[Frame]:
    """Why something is so, where the speaker says "because" or names the reason."""
    stated = WHY_IS.match(text)
    if stated and not CHAT.search(stated["what"]) and not LEANING.search(stated["what"]):
        if mention := named_in(stated["what"], mentions):
            what = stated["what"][:1].lower() + stated["what"][1:]
            question = f"according to {{}}, what {stated['verb']} {what}"
            yield Frame(question, capital(stated["rest"]), mention, 3.0)
        return


def frames_of_view(text: str, mentions: Mentions) -> Iterator[Frame]:
    """How somebody thinks of something: "the way I think about X is ..."."""
    found = WAY.match(text)
    if not found or CHAT.search(found["what"]) or LEANING.search(found["what"]):
        return
    if mention := named_in(found["what"], mentions):
        question = f"how does {{}} {found['verb']} {found['what']}"
        yield Frame(question, capital(found["rest"]), mention, 2.8)


def frames_of_likeness(text: str, mentions: Mentions) -> Iterator[Frame]:
    """As what one can think of something."""
    for pattern in THINK_AS:
        found = pattern.match(text)
        if not found or CHAT.search(found["what"]) or LEANING.search(found["what"]):
            continue
        mention = next(iter(mentions.find(found["what"])), None)
        if mention is None or mention.end != len(found["what"]):
            continue
        what = subject_form(found["what"], mention) if mention.start == 0 else found["what"]
        question = f"what does {{}} say you can think of {what} as"
        yield Frame(question, capital(found["rest"]), mention, 2.7)
