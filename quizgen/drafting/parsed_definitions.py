"""Definitions that a parse shows, wherever in a sentence -> questions that ask for them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from quizgen.drafting.definitions import (
    BROKEN_TALK,
    EMPTY_FIELD,
    EMPTY_HEADS,
    FORMS,
    may_be_shown,
    subject_form,
)
from quizgen.drafting.english import NEGATION, STANCE, WORD, words
from quizgen.drafting.fitness import NOISE, balanced
from quizgen.drafting.mentions import Mention, Mentions
from quizgen.drafting.model import Genre, Sentence
from quizgen.drafting.parsed_clauses import COPULAS, Statement, find_statements
from quizgen.drafting.parsed_tree import Parse, Word
from quizgen.drafting.proposal import Proposal, Voice
from quizgen.drafting.wording import capital
from quizgen.schema import Answerable, Claim, Level

FEWEST, MOST = 5, 30
# Below those of the core, which are whole sentences: where both are found, theirs stays.
SCORE = 4.5
PERSONAL = re.compile(r"\b(?:I|we|you|my|our|your|me|us|he|she|his|her|they|it|its|their)\b", re.I)
# "You" may be anybody, as in "how quickly you can sell it"; these are somebody.
FIRST = re.compile(r"\b(?:I|we|us|our|ours|my|me|your|yours)\b", re.I)
# "The boiling point of a liquid": asked for as a whole.
OF_KIND = re.compile(r" of (?:an?|the) [a-z-]+(?: [a-z-]+)?")
FOLLOWS = re.compile(
    r"[\"\u201d']?(?: of (?:an?|the) [a-z-]+(?: [a-z-]+)?)?"
    r"(?:,? (?:[\w']+ )?(?:is|are|was|were|means?|refers?)\b|, which\b|, an? )",
    re.I,
)
NAMED = re.compile(r"\b(?:called|termed|named|dubbed) (?:the |an? )?[\"\u201c']?$", re.I)
RELATED = ("relcl", "acl", "prep", "pobj")
# What is announced, and not yet said.
ANNOUNCED = re.compile(
    r"\b(?:we|I|you)(?:['\u2019](?:ll|ve)| will| have)?(?: \w+)? (?:see|seen|saw|look|mentioned|"
    r"talked|said|discussed|learn|learned)\b",
    re.I,
)


def may_define(text: str, found: Iterable[Mention]) -> bool:
    """Whether a text is worth parsing: whether a verb or comma follows a concept as it must."""
    return any(FOLLOWS.match(text, m.end) or NAMED.search(text, 0, m.start) for m in found)


def find_parsed_definitions(
    sentence: Sentence,
    text: str,
    parse: Parse,
    mentions: Mentions,
    genre: Genre,
    voice: Voice,
) -> Iterator[Proposal]:
    """Definitions that a sentence gives; `text` is the sentence as it is shown and was parsed."""
    if not text or text[-1] != "." or not balanced(text):
        return
    found = mentions.find(text)
    for statement in find_statements(parse, text):
        if genre is Genre.CONVERSATION and statement.verb in ("was", "were"):
            continue  # a story, not what it is
        mention = _find_subject(text, statement, found)
        if mention is None or NOISE.search(_sentence_of(parse, text, statement)):
            continue
        if not _defines(parse, text, statement, mention):
            continue
        question = _ask(parse, text, statement, mention)
        answer = text[slice(*statement.rest)]
        if question:
            yield from _propose(sentence, mention, question, answer, genre, voice)


def _find_subject(text: str, statement: Statement, found: Iterable[Mention]) -> Mention | None:
    """The concept that is a statement's whole subject, "of a Y" after a longer one aside."""
    start, end = statement.subject
    for mention in found:
        more = text[mention.end : end]
        longer = " " in text[mention.start : mention.end] and OF_KIND.fullmatch(more)
        if mention.start == start and (mention.end == end or longer):
            return mention
    return None


def _sentence_of(parse: Parse, text: str, statement: Statement) -> str:
    """What stands around a statement, up to where the parser ends the sentence."""
    word = parse.words[statement.noun]
    root = next(reversed([word, *parse.above(word)]))
    return text[slice(*parse.extent(root))]


def _defines(parse: Parse, text: str, statement: Statement, mention: Mention) -> bool:
    """Whether the rest of a statement tells its subject from other things."""
    answer = text[slice(*statement.rest)]
    said = words(answer)
    if not FEWEST <= len(WORD.findall(answer)) <= MOST or NEGATION.match(answer):
        return False
    if set(words(mention.concept.name)) <= set(said) or ANNOUNCED.search(answer):
        return False
    if statement.verb not in COPULAS:
        return True
    head = parse.words[statement.head]
    return _is_article_right(parse, statement, head) and _is_told_apart(parse, head, said)


def _is_article_right(parse: Parse, statement: Statement, head: Word) -> bool:
    """Whether a complement names a kind: "a Y", "Ys", "Y that ..."; "the Y" if it is main."""
    article = [w.text.casefold() for w in parse.children(head, "det")]
    if article == ["the"]:
        return statement.is_main or _is_act(parse, head)
    if not article:
        return head.tag != "NN" or bool(parse.children(head, "relcl", "acl"))
    return article in (["a"], ["an"])


def _is_told_apart(parse: Parse, head: Word, said: Sequence[str]) -> bool:
    """Whether a complement says which Y, rather than what somebody makes of it."""
    if parse.children(head, "conj") or any(
        w.tag in ("JJS", "RBS", "JJR") or w.text.casefold() in EMPTY_HEADS
        for w in parse.children(head, "amod", "compound")
    ):
        return False
    if head.text.casefold() in EMPTY_HEADS and not _is_act(parse, head):
        return False
    return any(w.at > head.at for w in parse.children(head, *RELATED))


def _is_act(parse: Parse, head: Word) -> bool:
    """Whether it is "the task of doing ..."."""
    if parse.children(head, "amod", "compound"):
        return False
    prepositions = (w for w in parse.children(head, "prep") if w.text == "of")
    return any(parse.children(of, "pcomp") for of in prepositions)


def _ask(parse: Parse, text: str, statement: Statement, mention: Mention) -> str:
    subject = subject_form(text[slice(*statement.subject)], mention)
    if statement.lead:
        subject = f"{statement.lead} {subject}"
    verb = statement.verb
    if verb in ("is", "was") and parse.words[statement.noun].tag in ("NNS", "NNPS"):
        verb = {"is": "are", "was": "were"}[verb]
    question = FORMS[verb].format(subject)
    if statement.field is None:
        return question
    field = text[slice(*statement.field)].rstrip(" ,")
    if EMPTY_FIELD.search(field) or PERSONAL.search(field):
        return ""
    return f"{field}, {question}"


def _propose(
    sentence: Sentence, mention: Mention, question: str, rest: str, genre: Genre, voice: Voice
) -> Iterator[Proposal]:
    answer = capital(rest.rstrip(" ,;:.")) + "."
    broken = genre is Genre.CONVERSATION and BROKEN_TALK.search(answer)
    plain = answer.replace("such as", "like")  # no word that points back
    if broken or STANCE.search(answer) or not may_be_shown(plain, Genre.LECTURE):
        return
    if PERSONAL.match(answer) or (genre is Genre.PROSE and FIRST.search(answer)):
        return
    opinion = bool(STANCE.search(sentence.text))
    if genre is Genre.CONVERSATION or opinion:
        if not voice.name or (opinion and not voice.year):
            return
        question = f"According to {voice.label}, {question}"
    question = capital(question) + "?"
    yield Proposal(
        form="definition",
        base=mention.concept.id,
        concept=mention.concept,
        content=Answerable(question, answer),
        sentences=(sentence,),
        score=SCORE - abs(len(words(rest)) - 14) / 20,
        clue=question.casefold(),
        claim=Claim.OPINION if opinion else Claim.DEFINITION,
        speaker=voice.name,
        level=Level.UNDERSTAND,
    )
