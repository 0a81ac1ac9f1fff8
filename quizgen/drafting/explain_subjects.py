"""The whole subject of a sentence, up to its verb, where both can surely be told."""

from __future__ import annotations

import re
from dataclasses import dataclass

from quizgen.drafting.english import (
    ADVERBS,
    AUXILIARIES,
    DETERMINERS,
    JOINTS,
    PREPOSITIONS,
    VERB_STEMS,
    WORD,
    is_verb,
    word_set,
)
from quizgen.drafting.mentions import Mention, Mentions, subject_form

MOST_WORDS = 9
PRONOUNS = word_set(
    "i we you they he she it us them him me my our his her its their this that these those "
    "ones something anything everything nothing someone people everyone there here such same "
    "other others another first second third last next or not no what who thing things"
)
NOT_SUBJECT = PRONOUNS | JOINTS
# In the middle of a subject these may still be nouns: "the use of", "a study of".
NOUNS_AS_OFTEN = word_set(
    "act aim ask base call cause cover deal end form help lack move need place play pull push "
    "reach result run show split stand start stay stop store study supply support talk try turn "
    "want win work measure travel treat process offer increase change rise use learning training "
    "build deal exchange account known used trained born written taken spoken broken learned "
    "developed owned based produced"
)
# Adverbs between a subject and its verb.
SKIPPED = word_set(
    "basically actually really just also always often usually generally typically mostly only "
    "never rarely sometimes mildly probably still essentially simply literally already"
)
EMPTY_ADVERB = re.compile(r" (?:basically|actually|really|just|also|literally|simply)$")
OBJECT_BEGINS = frozenset(("the", "a", "an", "your", "our", "their", "its", "us", "you"))
ARTICLES = frozenset(("a", "an", "the"))


@dataclass(frozen=True, slots=True)
class Subject:
    """`said` as it reads inside a question, the verb right after it, and the rest to the end.

    `bare` says that it is the concept and nothing else, an article aside.
    """

    mention: Mention
    said: str
    verb: str
    rest: str
    bare: bool


def find_subject(text: str, mentions: Mentions) -> Subject | None:
    """Subject and verb of a sentence, when the subject is a phrase with a concept in it."""
    found = _find_verb(text)
    if found is None:
        return None
    start, end = found
    inside = [m for m in mentions.find(text) if m.end < start]
    if not inside:
        return None
    between = text[inside[-1].end : start].split()
    lexical = _folded(text[start:end]) not in AUXILIARIES
    if lexical and not set(between) <= SKIPPED:
        return None
    subject = EMPTY_ADVERB.sub("", text[: start - 1])
    said = _inside_question(subject, inside[0])
    if said is None or _joins_two(subject):
        return None
    if _spoken_of_before(said, inside[0]):
        return None
    lead = text[: inside[0].start].casefold().strip()
    bare = len(inside) == 1 and inside[0].end == len(subject) and lead in {"", *ARTICLES}
    mention = min(inside, key=lambda m: (len(m.concept.mentions), m.start))
    return Subject(mention, said, text[start:end], text[end:].strip(), bare)


def _joins_two(subject: str) -> bool:
    """Whether "and" stands there, except deep inside: "the problem with mixing tea and milk"."""
    said = subject.casefold().split()
    if "and" not in said:
        return False
    return not any(word in PREPOSITIONS for word in said[: said.index("and")])


def _find_verb(text: str) -> tuple[int, int] | None:
    """Where the first finite verb stands, if nothing before it could be one or end the subject."""
    tokens = list(WORD.finditer(text))
    before = ""
    for count, match in enumerate(tokens[: MOST_WORDS + 1]):
        word = _folded(match[0])
        after = _folded(tokens[count + 1][0]) if count + 1 < len(tokens) else ""
        if match.start() and text[tokens[count - 1].end() : match.start()] != " ":
            return None
        if count and _is_finite(word, before, after):
            return match.start(), match.end()
        if _ends_hope(word, before, count):
            return None
        before = before if word in SKIPPED and count else word
    return None


def _folded(word: str) -> str:
    return word.casefold().replace("\u2019", "'")


def _is_finite(word: str, before: str, after: str) -> bool:
    if word in ("be", "been", "being"):
        return False
    if word in AUXILIARIES:
        noun = word in ("can", "will", "might", "must") and after in ("of", "has", "is")
        return before not in PREPOSITIONS and not noun
    if before == "to":
        return False
    # Before an object a word in -s after a singular is a verb, known or not: "it unhobbles the".
    open_class = (
        word.endswith("s") and not word.endswith(("ss", "us", "is")) and word not in PREPOSITIONS
    )
    if open_class and after in OBJECT_BEGINS and _is_singular_noun(before):
        return True
    return _is_lexical(word, before)


def _is_singular_noun(word: str) -> bool:
    known = word in PREPOSITIONS or word in DETERMINERS or word in NOT_SUBJECT
    return not known and not word.endswith("s") and not is_verb(word)


def _ends_hope(word: str, before: str, count: int) -> bool:
    """Whether no subject that can be told goes on with this word."""
    if word in NOT_SUBJECT or word.split("'")[0] in PRONOUNS:
        return True
    if count == 0:
        return word in ADVERBS or word in PREPOSITIONS or _is_bare_verb(word)
    return word in AUXILIARIES and word not in ("be", "been", "being", "can", "will")


def _is_bare_verb(word: str) -> bool:
    return is_verb(word) and not word.endswith("ing") and word not in NOUNS_AS_OFTEN


def _is_lexical(word: str, before: str) -> bool:
    """Whether a word is surely a verb after this noun: "a bank lends", "banks lend"."""
    if word in NOUNS_AS_OFTEN or word.removesuffix("s") in NOUNS_AS_OFTEN:
        return False
    if before in PREPOSITIONS or before in DETERMINERS or not is_verb(word):
        return False
    plural = before.endswith("s") and not before.endswith("ss")
    return plural if word in VERB_STEMS else word.endswith("s") and not plural


def _inside_question(subject: str, first: Mention) -> str | None:
    """The subject with a small letter, if it is known whether one is due."""
    if first.start == 0:
        return subject_form(subject[: first.end], first) + subject[first.end :]
    opening = subject.split()[0]
    if opening.casefold() in DETERMINERS | {"one", "your"} or opening.endswith("ing"):
        return subject[:1].lower() + subject[1:]
    return None


def _spoken_of_before(said: str, first: Mention) -> bool:
    """Whether this is "the model" and so on: one that was spoken of before, nobody knows which."""
    found = re.fullmatch(r"the (?:[a-z-]+|[A-Z]{2})", said)
    return bool(found) and not first.concept.is_name
