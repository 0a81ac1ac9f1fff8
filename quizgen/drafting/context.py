"""What a card takes for granted: words that mean something only beside the source. Pure.

A card is met alone, after weeks. "The membrane", "also", "there" or "it" then point at nothing;
what the card itself introduces, and what there is but one of, may stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from quizgen.drafting.english import (
    DETERMINERS,
    JOINTS,
    PREPOSITIONS,
    is_surely_verb,
    word_set,
    words,
)
from quizgen.drafting.frequencies import RAREST, Frequencies
from quizgen.drafting.vocabulary import singular

BLANK = "____"
# Words that tie a statement to another one, which the card does not show.
TIED = re.compile(
    r"^(?:Another|Others|Again|Similar|In between|A (?:second|third|fourth))\b|[,;] another\b|"
    r"\b(?:also(?! (?:called|known|termed|referred))|therefore|thus|hence|instead(?! of)|likewise|"
    r"(?:an?|the) separate|in fact|indeed|does in|did(?= (?:in|so)\b)|responsible(?! for\b)|"
    r"(?:an?|the) (?:related|similar|comparable|corresponding|analogous)(?! to\b)|"
    r"at the (?:left|right|top|bottom)(?= (?:is|are)\b|[.,;])|"
    r"in (?:such|some|most|many|severe|mild|bad|extreme|rare|these) cases(?! (?:of|in|where)\b)|"
    r"(?:by|in) contrast(?! (?:to|with)\b)|(?:is|are) another(?=[:.,;])|"
    r"(?:how|where|when|why|whether) that(?= [a-z])|either (?!of\b)(?=[a-z])(?![^.;]* or\b)|"
    r"meanwhile|nevertheless|additional(?:ly)?|furthermore|"
    r"further(?! (?:along|down|up|away|apart|from)\b)|"
    r"similarly|conversely|either way|"
    r"too(?=[.,])|as well(?=[.,])|the others?|"
    r"like th(?:at|is)(?! (?:the|an?)\b)|that['\u2019]s what|"
    r"do(?:es)? (?:that|this|so)|"
    r"the (?:two|three)(?! [\w-]+ (?:[\w-]+ )?(?:of|that|which|between|where|at|in)\b)|"
    r"the (?:very )?same (?:day|year|time|month|place)|the latter|the former|the rest(?! of)|"
    r"(?:the|one|some|many|any|every|most|in) other|more of|at that|by then|until then|since then|"
    r"(?<!as )such(?! (?:as|that|an? [\w-]+ (?:as|that|is|are))\b)|"
    r"both(?! [\w' -]+ and\b)|"
    r"there(?!['\u2019]s)(?! (?:is|are|was|were|may|can|has|have|exists?)\b))\b",
    re.I,
)
# "Is the same": as what, unless it is "places at which the pressure is the same".
ALIKE = re.compile(r"\b(?:is|are) (?:similar|different|alike|the same)(?=[.?,]|$)", re.I)
WHICH = re.compile(r"\b(?:at|in|on|for|of|with) which\b", re.I)
THEN = re.compile(r"(?<!, )\bthen\b|\bthen\b(?! (?:an?|the|aged)\b)", re.I)
IF = re.compile(r"\b(?:if|when|once|after|until|and)\b", re.I)
SO = re.compile(r"(?:^|[,;] )so (?!that\b|far as\b)", re.I)
COMPARATIVE = re.compile(
    r"\b(?:is|are|was|were|be|become|becomes|became|gets?|need|needs|and)(?: (?:much|far|even))? "
    r"(?:wider|shorter|longer|larger|smaller|bigger|higher|lower|deeper|stronger|weaker|faster|"
    r"slower|better|worse|older|younger|cheaper|harder|easier|heavier|lighter|thicker|thinner|"
    r"narrower|greater|fewer|warmer|colder|simpler|safer|sounder|more [a-z]{4,}|less [a-z]{4,})\b"
    r"(?!.*\bthan\b)",
    re.I,
)
# "A slightly lower index": than which?
COMPARED = re.compile(
    r"\b(?:slightly|somewhat|considerably|far|even|rather|a (?:little|bit)) "
    r"(?:(?!other|under|over|clever|tender|number|water)[a-z]{3,}er|more|less) [a-z]"
    r"(?!.*\bthan\b)"
)
CITED = re.compile(r"\b[A-Z][A-Za-z]+\d{4}[a-z]?\b|\b[A-Z][a-z]+ et al\b|\(\d{4}\)")
# Heads that say nothing without an "of", and so are never what the card is about.
BARE_HEADS = word_set(
    "part parts idea ideas place places way ways thing things one ones point points question "
    "problem problems result results case cases step steps reason reasons side sides kind kinds "
    "version versions number numbers amount example examples technique method approach process "
    "system model models set sets team value values list text task tasks story picture word words"
)
# "The decisive advance" was somebody's.
DEEDS_OF_NOTE = word_set(
    "advance advances discovery development breakthrough achievement invention innovation"
)
# Of these there is one for everybody, or each of us has it.
KNOWN = word_set(
    "sun moon earth world universe sky sea ocean wind air atmosphere equator climate weather "
    "poles pole globe horizon ground economy internet web future past present night day "
    "morning evening spring summer autumn winter teens twenties thirties forties fifties "
    "east west north south century "
    "senses body brain heart liver skin blood eye eyes ear ears nose mouth tongue stomach lungs "
    "lung kidneys kidney spine skull hand hands foot feet face head mind immune nervous digestive "
    "railway railways telegraph telephone radio television press church army navy police "
    "public law government state poor rich dead elderly tropics environment"
)
# In a definition these stand for any of their kind.
GENERIC = word_set(
    "paper ink wood snow ice water soil rock metal glass oil sand grass stone cloth fire smoke "
    "observer viewer owner borrower lender employer employee driver writer author operator player "
    "page sheet root stem leaf plant seed tree food machine user reader learner speaker listener "
    "customer buyer seller patient doctor child parent teacher student server client voice "
    "edge side top bottom front middle centre center surface end inside outside left right "
    "information material person situation task stimulus "
    "product text word sentence language market price good firm consumer producer"
)
# "The mean", "the probability that": functions of what follows, not things met before.
FUNCTIONS = word_set(
    "ability act amount average chance cost degree difference distance energy fact force "
    "fraction frequency idea length likelihood logarithm maximum mean median minimum number "
    "odds opposite percentage practice probability process product proportion quantity range "
    "rate ratio rise share size speed square sum tendency time total use value volume way "
    "weight temperature pressure"
)
TELLS_WHICH = word_set("of that which who whose where when between among per")
CHANGES = word_set(
    "increase decrease rise fall growth change drop loss gain effort attempt move need wish right "
    "decision plan"
)
AT_WHICH = re.compile(r"(?:at|in|on|by|for|from|to|with|through) which\b")
# "The quantity demanded": which one, its last word says.
POSTPOSED = word_set("demanded supplied produced consumed required involved concerned")
PARTICIPLE = re.compile(r"\w+(?:ed|en|wn|ade|uilt) (?:by|from|in|with|on|for|at|of|into|to)\b")
SUPERLATIVE = re.compile(r"\w{3,}est|most|least|best|worst|only|main|chief")
COMPARING = word_set(
    "more less higher lower longer shorter larger smaller bigger greater faster slower better "
    "worse older younger closer farther deeper stronger weaker fewer warmer colder nearer"
)
NEVER_FIRST = word_set(
    "first second third fourth fifth sixth seventh eighth ninth tenth last next other previous "
    "original resulting new old right wrong "
    "opposite reverse best-known big real remaining "
    "zero two three four five six seven eight nine ten"
)
DONE_TO = re.compile(r"\w{3,}ed")
NEIGHBOURS = word_set("next previous last")
PERSONS = word_set("i we you it they he she one people how itself themselves together back")
WORD = re.compile(r"[^\W_]+(?:['\u2019.\-][^\W_]+)*|____|[,;:.()'\u2014\u2019\u201c\u201d\"]")
THE = re.compile(r"\bthe\b(?! (?:way|end|time|middle of|course of|hands? of)\b)", re.I)
PRONOUN = re.compile(
    r"\b(?:it|its|itself|they|them|their|theirs|themselves)(?:['\u2019]\w+)?\b", re.I
)
# Words that end a phrase, and verbs that English mostly has as nouns, or the other way round.
CONNECTING = word_set("and or not also is are times minus plus")
ACTS = word_set("sits presses views stands runs passes holds acts starts rises")
MOST_NOUNS = 5
RARE, TECHNICAL = 3.7, 2.95


@dataclass(frozen=True, slots=True)
class Known:
    """What the source is about: its terms, and how common words are in English.

    A thing whose name is rarer than `technical`, or that the source defines, is the one of the
    field.
    """

    terms: frozenset[str]
    table: Frequencies | None
    proper: frozenset[str] = frozenset()
    title: frozenset[str] = frozenset()
    technical: float = TECHNICAL
    defined: frozenset[str] = frozenset()

    def zipf(self, word: str) -> float:
        """How common a word is in its singular or as it stands, whichever is more."""
        if self.table is None:
            return RAREST
        return max(self.table.zipf(word), self.table.zipf(singular(word)))

    def has(self, phrase: str, loose: object) -> bool:
        """Whether a phrase is a term; a `loose` one, only if the source defines it."""
        return (singular(phrase) in self.defined) if loose else phrase in self.terms

    def is_ambiguous(self, word: str) -> bool:
        """Whether a longer term of the source ends in this word: "membrane"."""
        stem = singular(word)
        return any(" " in term and singular(term.rsplit(" ", 1)[-1]) == stem for term in self.terms)


def leans(text: str, known: Known, *, loosely: bool = False) -> bool:
    """Whether a text that is shown alone, with a blank or without, points at what is not there.

    `loosely` is for definitions, in which "the reader" is any reader.
    """
    return is_tied(text) or has_unknown(text, known, loosely=loosely)


def is_tied(text: str) -> bool:
    """Whether a text goes on from another one: "also", "then", a comparison with nothing."""
    if TIED.search(text) or SO.search(text) or COMPARATIVE.search(text) or CITED.search(text):
        return True
    alike = ALIKE.search(text)
    if COMPARED.search(text) or (alike and not WHICH.search(text[: alike.start()])):
        return True
    return any(not IF.search(text[: match.start()]) for match in THEN.finditer(text))


def has_unknown(text: str, known: Known, *, loosely: bool = False) -> bool:
    """Whether "the ..." stands in a text for something that nothing there introduces."""
    phrases = _definite_phrases(text)
    if loosely:
        phrases = (p for p in phrases if not GENERIC & set(map(singular, p.said[-1:])))
    return any(not _is_told(phrase, known) for phrase in phrases)


@dataclass(frozen=True, slots=True)
class Definite:
    """A phrase after "the": its words, the words before it and what comes after it."""

    said: tuple[str, ...]
    shown: tuple[str, ...]
    before: frozenset[str]
    after: str


def _definite_phrases(text: str) -> Iterator[Definite]:
    for match in THE.finditer(text):
        said: list[str] = []
        shown: list[str] = []
        end = match.end()
        for token in WORD.finditer(text, match.end()):
            word = token[0].casefold()
            if token[0] == BLANK:
                said.append(BLANK)
                shown.append(BLANK)
                end = token.end()
                break
            if _ends_phrase(word, bool(said)) or len(said) == MOST_NOUNS:
                break
            said.append(word.removesuffix("'s").removesuffix("\u2019s"))
            shown.append(token[0])
            end = token.end()
            if word.endswith(("'s", "\u2019s")):
                break  # "the child's voice": whose it is, must be known
        before = frozenset(map(singular, words(text[: match.start()])))
        yield Definite(tuple(said), tuple(shown), before, text[end:].lstrip())


def _ends_phrase(word: str, begun: bool) -> bool:
    if not word[0].isalnum():
        return True
    if word in PREPOSITIONS or word in JOINTS or word in DETERMINERS - {"few", "several"}:
        return True
    if word in CONNECTING or word in PERSONS - {"one"}:
        return True
    verb = is_surely_verb(word) or word in ACTS
    return begun and word not in FUNCTIONS and (verb or word.endswith("ly"))


def _is_told(phrase: Definite, known: Known) -> bool:
    """Whether a learner knows which one is meant."""
    said = phrase.said
    if not said or BLANK in said or (said[0] in COMPARING and len(said) == 1):
        return True  # the more, the better
    head = said[-1]
    if _is_met(phrase) or singular(head) in known.title or phrase.shown[-1][:1].isupper():
        return True
    if said[0] in NEVER_FIRST:
        return False
    follows = words(phrase.after)[:1]
    joined = bool(follows) and phrase.after[:1].isalnum()
    if joined and _says_which(phrase, follows[0]):
        return True
    if head in BARE_HEADS and (len(said) < 2 or " ".join(said) not in known.terms):
        return False
    return _is_unique(phrase, joined=joined, known=known)


def _says_which(phrase: Definite, follows: str) -> bool:
    """Whether what comes next says which one it is: "the increase in", "the gate that"."""
    if follows in ("in", "to") and phrase.said[-1] in CHANGES:
        return True
    which = follows in TELLS_WHICH | PERSONS or AT_WHICH.match(phrase.after)
    return bool(which or PARTICIPLE.match(phrase.after))


def _is_met(phrase: Definite) -> bool:
    """Whether the card has spoken of it before, or everybody knows it."""
    said, head = phrase.said, phrase.said[-1]
    if singular(head) in phrase.before or (head in ("one", "ones") and len(said) > 1):
        return True
    around = phrase.before | set(words(phrase.after))
    if said[0] in NEIGHBOURS and around & {"one", "next", "previous"}:
        return True  # from one to the next
    if said[0] == "same" and len(said) > 1:
        return True  # the same for what is told of here
    return bool(KNOWN & set(said)) and (len(said) > 1 or head not in BARE_HEADS)


def _is_unique(phrase: Definite, *, joined: bool, known: Known) -> bool:
    """Whether the words of a phrase themselves say which thing it is."""
    said, head = phrase.said, phrase.said[-1]
    if SUPERLATIVE.fullmatch(said[0]):
        return True
    if len(said) > 1:
        told = known.has(" ".join(said), DONE_TO.fullmatch(said[0])) or head in POSTPOSED
        # "The elevated risk": how a thing is, says of nobody which one it is.
        return told or any(
            known.zipf(w) < RARE for w in said if w == head or not DONE_TO.fullmatch(w)
        )
    if joined and head in FUNCTIONS:
        return True
    told = known.zipf(head) < known.technical or singular(head) in known.defined
    return told and not known.is_ambiguous(head)
