"""Sentences that say what a concept is -> questions that ask for it.

The subject must be the concept and nothing else, from the start of the sentence on; the answer is
the whole rest of the sentence. So no condition or negation above can be lost, and nothing is cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from quizgen.drafting.asides import find_asides
from quizgen.drafting.definiens import EMPTY_HEADS as EMPTY_HEADS
from quizgen.drafting.definiens import FEWEST, MOST, is_complement
from quizgen.drafting.english import (
    CONDITION,
    DANGLING_NOUN,
    DEICTIC,
    FIRST_SECOND,
    JOINTS,
    SPEAKER,
    STANCE,
    is_verb,
    words,
)
from quizgen.drafting.fitness import (
    CODE,
    EXAMPLE,
    GUESS,
    HEDGE,
    NOISE,
    PERSON_PRONOUN,
    SITUATED,
    balanced,
    points_elsewhere,
)
from quizgen.drafting.introductions import introduce
from quizgen.drafting.mentions import Mentions, is_person
from quizgen.drafting.mentions import subject_form as subject_form
from quizgen.drafting.model import FoundConcept, Genre, Sentence
from quizgen.drafting.proposal import Proposal, Voice
from quizgen.drafting.wording import (
    capital,
    declutter,
    uncontracted,
    without_connective,
    without_lead,
    without_opening,
    without_second_clause,
)
from quizgen.schema import Answerable, Claim, Level

# False starts, guesses and asides, which talk has inside its definitions.
BROKEN_TALK = re.compile(
    r"\b(?:is|are|was|were),? (?:is|are|was|were)\b|\b(\w+),? \1\b|\b(?:might|could|may|would)\b",
    re.I,
)
ACRONYM = r"(?: \((?:or )?[A-Z][\w-]{1,9}(?: for short)?\))?"
QUOTE = "[\u201c\u201d\"']?"
COPULA = re.compile(
    rf"^{QUOTE}{ACRONYM}(?:, (?:or [\w -]{{2,30}}|[A-Z][\w\u2070-\u209c]{{0,5}}),)? "
    r"(?P<verb>is defined as|are defined as|(?:may|can) be defined as|"
    r"(?:is|are) used(?= to )|is|are|was|were|means|mean|"
    r"refers to|refer to|stands for|stand for|consists of|consist of|consists in|measures|"
    r"describes|denotes|(?:says|states|holds)(?= that )|(?:occurs?|happens?|arises?)(?= when )) "
    r"(?P<rest>.+)$"
)
HOW = re.compile(
    r"^(?: itself)? (?P<verb>is|are|was|were) (?:then |usually |often |simply )?"
    r"(?P<done>calculated|computed|measured|obtained|trained|"
    r"determined|derived|estimated|found|stored|expressed) "
    r"(?P<rest>(?:by|as|from|in terms of|using|through) .+)$"
)
# "The idea of X is to ...", "The problem with X is that ...": what one says of a thing.
PURPOSE = re.compile(
    r"^The (?P<noun>(?:main |basic |key |central |whole |overall |big |"
    r"major |common |training )*(?:idea|goal|aim|purpose|role|job|function|point|task|objective|"
    r"intuition|principle|strategy|particularity|characteristic|strength|weakness|advantage|"
    r"disadvantage|benefit|drawback|limitation|problem|difficulty|danger|risk|feature|property) "
    r"(?:of|behind|with) )(?P<article>the |an? )?(?P<rest>.+)$"
)
INTENT = re.compile(r"^By (?P<article>the |an? )?[\u201c\"]?(?P<rest>.+)$")
MEANT = re.compile(
    r"^[\u201d\"]?,? (?:we|I|people|\w+ists|\w+ers) (?:just |simply |usually )?means? (?P<rest>.+)$"
)
SERVES = re.compile(r"^ (?P<verb>is|was) (?P<rest>(?:to|that) .+)$")
ARTICLE = re.compile(r"^(?P<article>An?|The) ", re.I)
FIELD = re.compile(r"^(?P<field>(?:In|Within|Under) [a-z][\w ]{3,30}), ")
OF_PHRASE = re.compile(r"^(?P<of> of (?:an?|the) [\w -]{2,40}?) (?:is|are|was|were) ")
EMPTY_FIELD = re.compile(
    r"\b(?:practice|fact|general|short|this|that|these|other|our|my|addition|contrast|turn|case|"
    r"cases|essence|particular|sense|way|reality|theory|terms|words|the)\b"
)
FORMS = {
    "is": "what is {}", "are": "what are {}", "was": "what was {}", "were": "what were {}",
    "means": "what does {} mean", "mean": "what do {} mean",
    "refers to": "what does {} refer to", "refer to": "what do {} refer to",
    "stands for": "what does {} stand for", "stand for": "what do {} stand for",
    "is used": "what is {} used for", "are used": "what are {} used for",
    "consists of": "what does {} consist of", "consist of": "what do {} consist of",
    "consists in": "what does {} consist in",
    "measures": "what does {} measure", "describes": "what does {} describe",
    "denotes": "what does {} denote", "says": "what does {} say", "states": "what does {} state",
    "holds": "what does {} hold", "occurs": "when does {} occur", "occur": "when do {} occur",
    "happens": "when does {} happen", "happen": "when do {} happen",
    "arises": "when does {} arise", "arise": "when do {} arise",
    "may be defined as": "what is {}", "can be defined as": "what is {}",
    "is defined as": "what is {}", "are defined as": "what are {}",
}  # fmt: skip
PLURALS = frozenset({"are", "were", "mean", "refer to", "stand for", "consist of"})
PEOPLE = re.compile(r" (?:people|peoples|tribes?)$")
# "A duty is a fixed sum on each unit: 50 dollars, say": what follows are examples of it.
EXPLAINED = re.compile(
    r"(?P<head>(?:An?|The) [^:;.]+ (?:is|are) (?:an?|the) [^:;.]{20,}): [^:]+\.$"
)
# "..., as when a firm publishes a code": an instance is no part of what a thing is.
INSTANCE = re.compile(r", (?:as when|as where|as if|for example,?|for instance,?) [^,;]*\.$")
WHEN_THEY = re.compile(r"(?:When|Where) .*\b(?:it|they|we)\b|(?:It|They)\b")
# "You" and "we" that mean anybody.
ANYBODY = re.compile(
    r"\b(?:your?|yourself|us)\b|"
    r"\bwe (?:can )?(?:call|measure|use|see|know|refer to|describe|observe)\b",
    re.I,
)


def find_definitions(
    sentence: Sentence,
    mentions: Mentions,
    genre: Genre,
    voice: Voice,
    introduced: frozenset[str] = frozenset(),
) -> Iterator[Proposal]:
    """Definitions that a sentence gives: of its subject, and in an aside.

    `introduced` are the ids of the concepts that it has in bold.
    """
    text = _as_shown(sentence, genre)
    if not text or text[-1] != "." or NOISE.search(text) or not balanced(text):
        return
    field = FIELD.match(text)
    empty = field is not None and EMPTY_FIELD.search(field["field"]) is not None
    made = None if empty else _by_subject(text, field, mentions) or _by_purpose(text, mentions)
    made = made or _by_intent(text, mentions) or introduce(text, mentions, introduced)
    told = [made] if made else []
    if genre in (Genre.PROSE, Genre.LECTURE):
        told += list(find_asides(declutter(sentence.text), mentions, introduced))[:1]
    found = (define(sentence, *said, genre, voice) for said in told)
    of_text = (p for p in found if p)
    yield from (replace(p, introduced=p.concept.id in introduced) for p in of_text)


def _as_shown(sentence: Sentence, genre: Genre) -> str:
    text = declutter(sentence.text)
    if genre is Genre.CONVERSATION:
        return uncontracted(without_connective(without_lead(text)))
    text = uncontracted(text) if genre is Genre.LECTURE else text
    shown = without_second_clause(without_opening(text, spoken=genre is not Genre.PROSE))
    found = EXPLAINED.match(shown)
    return f"{found['head']}." if found and not CONDITION.search(shown) else shown


def _by_purpose(text: str, mentions: Mentions) -> tuple[FoundConcept, str, str] | None:
    """Concept, question and answer of "The idea of X is to ..."."""
    opening = PURPOSE.match(text)
    mention = next(iter(mentions.find(opening["rest"])), None) if opening else None
    if not opening or mention is None or mention.start > 0:
        return None
    found = SERVES.match(opening["rest"][mention.end :])
    if not found or not FEWEST <= len(words(found["rest"])) <= MOST:
        return None
    subject = (opening["article"] or "") + subject_form(opening["rest"][: mention.end], mention)
    return mention.concept, f"what {found['verb']} the {opening['noun']}{subject}", found["rest"]


def _by_intent(text: str, mentions: Mentions) -> tuple[FoundConcept, str, str] | None:
    """Concept, question and answer of "By X we mean ..."."""
    opening = INTENT.match(text)
    mention = next(iter(mentions.find(opening["rest"])), None) if opening else None
    if not opening or mention is None or mention.start > 0:
        return None
    found = MEANT.match(opening["rest"][mention.end :])
    if not found or not is_complement("means", found["rest"], mention.concept):
        return None
    subject = (opening["article"] or "") + subject_form(opening["rest"][: mention.end], mention)
    return mention.concept, f"what is meant by {subject}", found["rest"]


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
    end = mention.end + _of_phrase(body[mention.end :])
    subject = subject_form(body[: mention.end], mention) + body[mention.end : end]
    if article:
        subject = f"{article['article'].lower()} {subject}"
    how = HOW.match(body[end:])
    if how and not (how["done"] in ("derived", "obtained") and how["rest"].startswith("from")):
        fits = len(words(how["rest"])) in range(FEWEST, MOST) and not field
        question = f"how {how['verb']} {subject} {how['done']}"
        return (mention.concept, question, how["rest"]) if fits else None
    found = COPULA.match(body[end:])
    if not found or not is_complement(found["verb"], found["rest"], mention.concept):
        return None
    # "A tensile mean stress lowers it": "mean" is no verb there.
    misread = main[:2].casefold() in ("a ", "an") and found["verb"] in PLURALS
    person = is_person(mention.concept, found["rest"])
    if misread or person or _is_only_name(found["rest"], mentions):
        return None
    question = FORMS[found["verb"]].format(subject)
    if PEOPLE.search(subject):
        question = question.replace("what", "who", 1)
    if field:
        question = f"{field['field']}, {question}"
    return mention.concept, question, found["rest"]


def _of_phrase(after: str) -> int:
    """The length of " of a solution" after a subject, which then belongs to the subject."""
    found = OF_PHRASE.match(after)
    if not found or any(is_verb(word) or word in JOINTS for word in words(found["of"])):
        return 0
    return found.end("of")


def _is_only_name(rest: str, mentions: Mentions) -> bool:
    """Whether "The pores are the stomata, ..." gives a name, not a definition."""
    bare = ARTICLE.sub("", rest)
    named = next((m for m in mentions.find(bare) if m.start == 0), None)
    return named is not None and bare[named.end :].startswith((".", ",", " and "))


def define(
    sentence: Sentence,
    concept: FoundConcept,
    question: str,
    rest: str,
    genre: Genre,
    voice: Voice,
) -> Proposal | None:
    """The card on a definition; None where it cannot be read, or told as a fact."""
    answer = capital(INSTANCE.sub(".", rest))
    if not may_be_shown(answer, genre):
        return None
    talk = genre is Genre.CONVERSATION
    if talk and BROKEN_TALK.search(answer):
        return None
    opinion = bool((STANCE if talk else GUESS).search(sentence.text))
    if talk or opinion:
        if not voice.name or (opinion and not voice.year):
            return None
        question = f"According to {voice.label}, {question}"
    question = capital(question) + "?"
    return Proposal(
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
    if genre is Genre.CONVERSATION:
        said = (SPEAKER, PERSON_PRONOUN, DANGLING_NOUN, DEICTIC, CODE, EXAMPLE, HEDGE)
        return not any(pattern.search(answer) for pattern in said)
    personal = ANYBODY.sub("", answer) if genre is Genre.PROSE else answer
    if (FIRST_SECOND if genre is Genre.PROSE else SPEAKER).search(personal):
        return False
    if WHEN_THEY.match(answer):
        return False
    refused = (PERSON_PRONOUN, SITUATED, CODE, EXAMPLE, HEDGE)
    return not points_elsewhere(answer) and not any(p.search(answer) for p in refused)


def _score(concept: FoundConcept, rest: str) -> float:
    length = len(words(rest))
    return 5.0 + ("defined" in concept.cues) + ("bold" in concept.cues) - abs(length - 14) / 20
