"""Clauses that say what a phrase is, found in the tree of a sentence. Pure.

A clause counts when it is stated: finite, not denied, under no condition, and not merely thought
or asked about. Its subject must be one whole phrase; its complement is kept to the clause's end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from quizgen.drafting.english import word_set
from quizgen.drafting.parsed_tree import FINITE, NOUNS, Parse, Word

COPULAS = word_set("is are was were")
# Words before or beside a verb without which the statement is the same.
IDLE = word_set(
    "so and but now well okay ok again also then thus therefore however basically essentially "
    "simply actually really just right yeah yes um uh"
)
# "Remember that X is Y" states that X is Y.
TELLING = word_set("remember recall note notice know see learned saw mentioned")
CONDITIONS = word_set("if unless whether when whenever where while though although as because")
NAMING = word_set("called termed named dubbed")
FIELD_WORDS = 6
# After these what a parser takes for the next clause may be part of the last.
UNSURE = word_set("and or but nor that which who")
# "The field of X is ..." says what X is.
GENERIC = word_set("field concept idea notion term practice technique process method discipline")


@dataclass(frozen=True, slots=True)
class Statement:
    """That a phrase is something: characters of the phrase (its article aside) and of the rest.

    `noun` and `head` are the places of their chief words. `lead` ("the", "the field of") and
    `field` ("In finance") stand before the phrase, `verb` keys the question.
    """

    subject: tuple[int, int]
    rest: tuple[int, int]
    noun: int
    head: int
    verb: str
    lead: str = ""
    field: tuple[int, int] | None = None
    is_main: bool = False


def find_statements(parse: Parse, text: str) -> Iterator[Statement]:
    """What a sentence states of the phrases in it, in order of the verbs."""
    for word in parse.words:
        for read in (_by_verb, _by_relative, _by_apposition, _by_naming):
            if found := read(parse, text, word):
                yield found


# ------------------------------------------------------------------------------- main clauses


def _by_verb(parse: Parse, text: str, verb: Word) -> Statement | None:
    """ "X is a Y that ...", "X refers to ...", with X the whole subject."""
    if verb.tag not in FINITE or not is_stated(parse, verb):
        return None
    subjects = parse.subjects(verb)
    begun = _begin_rest(parse, verb)
    if len(subjects) != 1 or subjects[0].kind not in NOUNS or begun is None:
        return None
    subject, (said, rest, head) = subjects[0], begun
    phrase = _phrase(parse, text, subject)
    field = _field(parse, verb, subject)
    stop = clause_end(parse, verb)
    if phrase is None or subject.at > verb.at or field is None or stop <= rest:
        return None
    lead, noun, extent = phrase
    return Statement(extent, (rest, stop), noun, head, said, lead, field or None, is_main=True)


def is_stated(parse: Parse, verb: Word) -> bool:
    """Whether a clause is put forward as true: no negation, condition, question or doubt on it."""
    if parse.is_denied(verb) or _is_conditional(parse, verb):
        return False
    while verb.head != verb.at:
        above = parse.words[verb.head]
        if _is_apart(parse, verb, above):
            return True
        if verb.role == "ccomp":
            if above.text.casefold() not in TELLING or parse.is_denied(above):
                return False
        elif verb.role != "conj" or above.kind not in ("VERB", "AUX"):
            return False
        if _is_conditional(parse, above):
            return False
        verb = above
    return True


def _is_apart(parse: Parse, verb: Word, above: Word) -> bool:
    """Whether a colon or semicolon parts a clause from a later one that it is said to hang on."""
    between = parse.words[verb.at + 1 : above.at]
    return verb.role in ("ccomp", "parataxis") and any(w.text in (":", ";") for w in between)


def _is_conditional(parse: Parse, verb: Word) -> bool:
    marks = [w for w in parse.children(verb, "mark", "advmod") if w.at < verb.at]
    if any(w.text.casefold() in CONDITIONS for w in marks):
        return True
    clauses = [w for w in parse.children(verb, "advcl") if w.at < verb.at]
    openers = (w for clause in clauses for w in parse.children(clause, "mark", "advmod"))
    return any(w.text.casefold() in CONDITIONS for w in openers)


def _begin_rest(parse: Parse, verb: Word) -> tuple[str, int, int] | None:
    """The words that key the question, where the complement of a verb begins, its chief word."""
    said = verb.text.casefold()
    if said in COPULAS:
        complements = parse.children(verb, "attr")
        if len(complements) != 1:
            return None
        start = _begin(parse, complements[0])
        between = parse.within(verb.end, start)
        idle = all(w.text.casefold() in IDLE or w.text == "," for w in between)
        return (said, start, complements[0].at) if idle and complements[0].kind in NOUNS else None
    if said in ("refers", "refer"):
        to = [w for w in parse.children(verb, "prep") if w.text == "to" and w.at == verb.at + 1]
        return (f"{said} to", to[0].end + 1, to[0].at) if to else None
    if said in ("means", "mean") and parse.children(verb, "dobj", "xcomp"):
        return said, verb.end + 1, verb.at
    return None


def _begin(parse: Parse, noun: Word) -> int:
    """Where a noun's phrase begins, without "just" and the like before it."""
    idle = {w.at for w in parse.children(noun, "advmod") if w.text.casefold() in IDLE}
    return min(w.start for w in parse.under(noun) if w.at not in idle)


def _field(parse: Parse, verb: Word, subject: Word) -> tuple[int, int] | tuple[()] | None:
    """What limits a clause from before its subject: (), one short "In ..."; None if more."""
    start = parse.extent(subject)[0]
    before = [w for w in parse.children(verb) if w.at < subject.at and w.start < start]
    limits = [w for w in before if w.role == "prep"]
    for word in before:
        free = word.role in ("punct", "cc", "mark") or word.text.casefold() in IDLE
        if not free and word not in limits:
            return None
    if not limits:
        return ()
    words = [w for w in parse.under(limits[0]) if w.role != "punct"]
    if len(limits) > 1 or len(words) > FIELD_WORDS:
        return None
    return parse.extent(limits[0])


def clause_end(parse: Parse, verb: Word) -> int:
    """Where the clause of a verb ends: before "and" with a clause that has its own subject.

    0 where another verb is joined without one: what belongs to whom is then not sure.
    """
    inside = [verb]
    for child in parse.children(verb):
        if child.role == "conj" or (child.role == "cc" and child.at > verb.at):
            if child.role == "conj" and not parse.subjects(child):
                return 0
            continue
        inside += parse.under(child)
    after = [w for w in parse.children(verb, "conj") if w.at > verb.at]
    limit = min((parse.extent(w)[0] for w in after), default=parse.words[-1].end + 1)
    said = [w for w in inside if w.role != "punct" and w.start < limit]
    last = max(said, key=lambda w: w.end)
    return last.end if _may_end(parse, last, after) else 0


def _may_end(parse: Parse, last: Word, joined: list[Word]) -> bool:
    """Whether what follows a clause surely is no part of it."""
    following = [w for w in parse.words[last.at + 1 :] if w.role != "punct"]
    marks = parse.words[last.at + 1 :][:1]
    if not following or following[0].role == "ROOT" or marks[0].text in (".", ";"):
        return True
    said = following[0].text.casefold()
    if said in ("and", "but") and joined:
        own = parse.subjects(joined[0])
        return bool(own) and own[0].kind in (*NOUNS, "PRON") and own[0].tag != "WDT"
    return marks[0].text in (",", ")") and said not in UNSURE


# ------------------------------------------------------------------------------ beside a phrase


def _by_relative(parse: Parse, text: str, verb: Word) -> Statement | None:
    """ "..., X, which is a Y ...": said beside the sentence, whatever that denies or supposes."""
    if verb.role != "relcl" or verb.text.casefold() not in COPULAS or parse.is_denied(verb):
        return None
    subjects = parse.subjects(verb)
    if [w.text.casefold() for w in subjects] != ["which"] or _is_conditional(parse, verb):
        return None
    begun = _begin_rest(parse, verb)
    stop = clause_end(parse, verb)
    phrase = _phrase_before(parse, text, parse.words[verb.head], subjects[0].start)
    if begun is None or phrase is None or stop <= begun[1]:
        return None
    lead, noun, extent = phrase
    return Statement(extent, (begun[1], stop), noun, begun[2], begun[0], lead)


def _by_apposition(parse: Parse, text: str, word: Word) -> Statement | None:
    """ "X, a Y that ..., does Z"."""
    articles = [w.text.casefold() for w in parse.children(word, "det")]
    if word.role != "appos" or word.kind != "NOUN" or articles not in (["a"], ["an"]):
        return None
    owner = parse.words[word.head]
    start, stop = parse.extent(word)
    phrase = _phrase_before(parse, text, owner, start)
    if phrase is None or owner.role == "conj" or parse.children(word, "conj"):
        return None
    lead, noun, extent = phrase
    return Statement(extent, (start, stop), noun, word.at, "is", lead)


def _phrase_before(
    parse: Parse, text: str, noun: Word, start: int
) -> tuple[str, int, tuple[int, int]] | None:
    """The phrase of a noun that ends with a comma before `start`, and is not spoken of before."""
    before = text[:start].rstrip()
    if not before.endswith(","):
        return None
    phrase = _phrase(parse, text, noun, until=len(before) - 1)
    return None if phrase is None or phrase[0] == "the" else phrase


def _by_naming(parse: Parse, text: str, verb: Word) -> Statement | None:
    """ "The Y that ... is called X": X is the Y that ..."""
    if verb.text.casefold() not in NAMING or not is_stated(parse, verb):
        return None
    helpers = [w.text.casefold() for w in parse.children(verb, "auxpass")]
    subjects, names = parse.children(verb, "nsubjpass"), parse.children(verb, "oprd")
    if len(helpers) != 1 or helpers[0] not in COPULAS or len(subjects) != 1 or len(names) != 1:
        return None
    if parse.children(verb, "aux") or subjects[0].kind != "NOUN":
        return None
    phrase = _phrase(parse, text, names[0])
    if phrase is None or clause_end(parse, verb) != phrase[2][1]:
        return None
    lead, noun, extent = phrase
    rest = parse.extent(subjects[0])
    return Statement(extent, rest, noun, subjects[0].at, helpers[0], lead, is_main=True)


def _phrase(
    parse: Parse, text: str, noun: Word, *, until: int = 0
) -> tuple[str, int, tuple[int, int]] | None:
    """What stands before the term of a noun's phrase, its chief word, and its characters.

    Before the term stand an article, or "the field of" and the like; other words that point or
    own make a phrase of something else: None. `until` cuts off what stands beside the phrase.
    """
    start, end = parse.extent(noun)
    end = until or end
    more = parse.children(noun, "poss", "conj", "cc", "appos", "relcl", "acl")
    if noun.end > end or (more and not until):
        return None
    inner = _inner(parse, noun)
    if inner is not None:
        begin = parse.extent(inner)[0]
        return text[start:begin].strip().casefold(), inner.at, (begin, end)
    articles = [w for w in parse.children(noun, "det") if w.at < noun.at]
    if not articles:
        return "", noun.at, (start, end)
    said = articles[0].text.casefold()
    if len(articles) > 1 or said not in ("a", "an", "the") or articles[0].start != start:
        return None
    return said, noun.at, (articles[0].end + 1, end)


def _inner(parse: Parse, noun: Word) -> Word | None:
    """X in "the field of X", where nothing else is said of it."""
    if noun.text.casefold() not in GENERIC:
        return None
    beside = ("relcl", "appos", "punct")
    children = [w for w in parse.children(noun) if w.role not in beside]
    if [w.text.casefold() for w in children] != ["the", "of"]:
        return None
    objects = parse.children(children[1], "pobj", "pcomp")
    beyond = ("det", "poss", "conj", "cc", "dobj", "prep")
    whole = len(objects) == 1 and not parse.children(objects[0], *beyond)
    return objects[0] if whole else None
