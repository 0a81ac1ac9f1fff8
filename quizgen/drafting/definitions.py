"""Sentences that say what a concept is -> questions that ask for it.

The subject must be the concept and nothing else, from the start of the sentence on; the answer is
the whole rest of the sentence. So no condition or negation above can be lost, and nothing is cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.drafting.english import (
    ANAPHORIC,
    CONDITION,
    DANGLING_NOUN,
    DEICTIC,
    FIRST_SECOND,
    NEGATION,
    SPEAKER,
    STANCE,
    WORD,
    is_verb,
    word_set,
    words,
)
from quizgen.drafting.fitness import CODE, EXAMPLE, HEDGE, NOISE, PERSON_PRONOUN, balanced
from quizgen.drafting.mentions import Mention, Mentions
from quizgen.drafting.model import FoundConcept, Genre, Sentence
from quizgen.drafting.proposal import Proposal, Voice
from quizgen.drafting.wording import capital, declutter, without_connective, without_lead
from quizgen.schema import Answerable, Claim, Level

# False starts, guesses and asides, which talk has inside its definitions.
BROKEN_TALK = re.compile(
    r"\b(?:is|are|was|were),? (?:is|are|was|were)\b|\b(\w+),? \1\b|\b(?:might|could|may|would)\b",
    re.I,
)
ACRONYM = r"(?: \((?:or )?[A-Z][\w-]{1,9}\))?"
QUOTE = "[\u201c\u201d\"']?"
COPULA = re.compile(
    rf"^{QUOTE}{ACRONYM}(?:, or [\w -]{{2,30}},)? "
    r"(?P<verb>is defined as|are defined as|is|are|was|were|means|mean|refers to|refer to|"
    r"stands for|stand for) (?P<rest>.+)$"
)
ARTICLE = re.compile(r"^(?P<article>An?|The) ", re.I)
FIELD = re.compile(r"^(?P<field>(?:In|Within|Under) [a-z][\w ]{3,30}), ")
EMPTY_FIELD = re.compile(
    r"\b(?:practice|fact|general|short|this|that|these|other|our|my|addition|contrast|turn|case|"
    r"cases|essence|particular|sense|way|reality|theory|the)\b"
)
FORMS = {
    "is": "what is {}", "are": "what are {}", "was": "what was {}", "were": "what were {}",
    "means": "what does {} mean", "mean": "what do {} mean",
    "refers to": "what does {} refer to", "refer to": "what do {} refer to",
    "stands for": "what does {} stand for", "stand for": "what do {} stand for",
    "is defined as": "how is {} defined", "are defined as": "how are {} defined",
}  # fmt: skip
COPULAS = ("is", "are", "was", "were")
# "X is an important part of Y" says what somebody makes of X, not what it is.
EMPTY_HEADS = word_set(
    "example examples problem problems issue issue's question reason reasons part parts component "
    "topic matter result results challenge challenges good great big key important common useful "
    "interesting central popular main major simple powerful nice bad better best worst hard "
    "difficult easy fundamental crucial critical significant huge new little lot few bit case one "
    "step source thing things kind sort type way ways idea place only same first last next most "
    "more very really quite classic natural perfect essential necessary possible different other "
    "another second third subject exception start beginning answer cause factor effect "
    "consequence indication sign test measure goal focus hallmark staple area task "
    "notion concept term word name question"
)
KEPT_HEADS = word_set("way kind type sort measure test process method")
RELATION = re.compile(
    r"\b(?:that|which|who|whose|of|in which|for which|where|when|used|made|for|between|with|to|"
    r"by|from|in|on|at|minus|plus|divided|multiplied|consisting|containing|designed|based|called|without)\b"
)
FIRST_ALLOWED = word_set("a an the any anything what when where how")
PLURAL_HEAD = re.compile(
    r"^(?:[a-z-]+ ){0,2}[a-z-]+s (?:that|which|who|of|in which|with|used|made|for|between|whose|"
    r"from|to|connected|designed|consisting|containing|issued)\b"
)
TYPE_OF = re.compile(r"^an? (?:type|kind|sort|form) of (?:[\w-]+ ?){1,5}$", re.I)
# "the part of a glacier where ..." says which part; "an important part of ..." says nothing.
PART_OF = re.compile(
    r"^the (?:part|measure|point|place|process) (?:of [\w' -]+ )?"
    r"(?:where|at which|in which|that|by which) "
)
FEWEST, MOST = 5, 25
APPOSITIVE = re.compile(
    r"^, (?P<rest>(?P<article>an?) (?:[a-z-]+ ){1,3}(?:that|which|who|in which|where|used|made|"
    r"designed|for|consisting|containing|found) [^,;:]+)\.$"
)


def find_definitions(
    sentence: Sentence, mentions: Mentions, genre: Genre, voice: Voice
) -> Iterator[Proposal]:
    """Definitions that a sentence gives: at most one of each form."""
    text = declutter(sentence.text)
    text = without_connective(without_lead(text))
    if not text or text[-1] != "." or NOISE.search(text) or not balanced(text):
        return
    field = FIELD.match(text)
    if field and EMPTY_FIELD.search(field["field"]):
        return
    if made := _by_subject(text, field, mentions):
        concept, question, rest = made
        yield from _propose(sentence, concept, question, rest, genre, voice)
    elif genre is Genre.PROSE:
        yield from _by_apposition(sentence, text, mentions, voice)


def _by_subject(
    text: str, field: re.Match[str] | None, mentions: Mentions
) -> tuple[FoundConcept, str, str] | None:
    """Concept, question and answer of "X is ..." when X is the whole subject."""
    main = text[field.end() :] if field else text
    article = ARTICLE.match(main)
    body = main[article.end() :] if article else main
    quoted = body[:1] in "\u201c\"'"
    body = body[1:] if quoted else body
    mention = next(iter(mentions.find(body)), None)
    if mention is None or mention.start > 0:
        return None
    found = COPULA.match(body[mention.end :])
    if not found or not _is_complement(found["verb"], found["rest"], mention.concept):
        return None
    subject = subject_form(body[: mention.end], mention)
    if article:
        subject = f"{article['article'].lower()} {subject}"
    question = FORMS[found["verb"]].format(subject)
    if field:
        question = f"{field['field']}, {question}"
    return mention.concept, question, found["rest"]


def subject_form(said: str, mention: Mention) -> str:
    """How a concept is written inside a sentence: small, unless it is a name."""
    if mention.proper or any(char.isupper() for char in said[1:]):
        return said
    return said[:1].lower() + said[1:]


def _is_complement(verb: str, rest: str, concept: FoundConcept) -> bool:
    """Whether the rest of a sentence says what its subject is."""
    bare = rest.removesuffix(".")
    said = words(bare)
    if not FEWEST <= len(WORD.findall(bare)) <= MOST or NEGATION.match(bare):
        return False
    if ANAPHORIC.match(bare) and said[0] not in FIRST_ALLOWED | {"that", "just"}:
        return False
    if set(words(concept.name)) <= set(said):
        return False
    if verb not in COPULAS:
        return not is_verb(said[0]) or verb in ("means", "mean")
    return _is_definiens(verb, bare, said)


def _is_definiens(verb: str, bare: str, said: list[str]) -> bool:
    if said[0] not in FIRST_ALLOWED:
        return (
            verb in ("are", "were")
            and bool(PLURAL_HEAD.match(bare))
            and not (set(said[:2]) & EMPTY_HEADS)
        )
    if said[0] in ("what", "when", "where", "how", "anything", "any"):
        return len(said) > FEWEST and verb in ("is", "are")
    if TYPE_OF.match(bare):
        return False
    if PART_OF.match(bare):
        return True
    if set(said[1:4]) & (EMPTY_HEADS - KEPT_HEADS) or any(w.endswith("est") for w in said[1:3]):
        return False
    return bool(RELATION.search(" ".join(said[2:])))


def _propose(
    sentence: Sentence,
    concept: FoundConcept,
    question: str,
    rest: str,
    genre: Genre,
    voice: Voice,
) -> Iterator[Proposal]:
    answer = capital(rest)
    if not may_be_shown(answer, genre):
        return
    if genre is Genre.CONVERSATION and BROKEN_TALK.search(answer):
        return
    opinion = bool(STANCE.search(sentence.text))
    if genre is Genre.CONVERSATION or opinion:
        if not voice.name or (opinion and not voice.year):
            return
        question = f"According to {voice.label}, {question}"
    question = capital(question) + "?"
    yield Proposal(
        form="definition",
        base=concept.id,
        concept=concept,
        content=Answerable(question, answer),
        sentences=(sentence,),
        score=_score(concept, rest),
        clue=question.casefold(),
        claim=Claim.OPINION if opinion else Claim.DEFINITION,
        speaker=voice.name,
        level=Level.UNDERSTAND,
    )


def may_be_shown(answer: str, genre: Genre) -> bool:
    """Whether an answer can be read without the source."""
    personal = FIRST_SECOND if genre is Genre.PROSE else SPEAKER
    refused = (personal, PERSON_PRONOUN, DANGLING_NOUN, DEICTIC, CODE, EXAMPLE, HEDGE)
    return not any(pattern.search(answer) for pattern in refused)


def _score(concept: FoundConcept, rest: str) -> float:
    length = len(words(rest))
    return 5.0 + ("defined" in concept.cues) + ("bold" in concept.cues) - abs(length - 14) / 20


def _by_apposition(
    sentence: Sentence, text: str, mentions: Mentions, voice: Voice
) -> Iterator[Proposal]:
    """ "... involve a double coincidence, a situation in which ..." at the end of a sentence."""
    if CONDITION.search(text) or NEGATION.search(text):
        return
    for mention in mentions.find(text):
        found = APPOSITIVE.match(text[mention.end :])
        if not found or not _is_object(text[: mention.start]):
            continue
        if set(words(found["rest"])[1:4]) & EMPTY_HEADS:
            continue
        subject = subject_form(text[mention.start : mention.end], mention)
        article = text[: mention.start].split()[-1:]
        if article and article[0].lower() in ("a", "an", "the"):
            subject = f"{article[0].lower()} {subject}"
        verb = "are" if subject.endswith("s") and article[0].lower() not in ("a", "an") else "is"
        if verb == "are":
            continue
        rest = found["rest"] + "."
        yield from _propose(
            sentence, mention.concept, f"what is {subject}", rest, Genre.PROSE, voice
        )
        return


def _is_object(before: str) -> bool:
    """Whether what comes next is the object of a verb, an article aside: then it is whole."""
    said = words(before)
    if said and said[-1] in ("a", "an", "the"):
        said = said[:-1]
    return bool(said) and is_verb(said[-1])
