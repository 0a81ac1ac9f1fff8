"""The gate's last reader: a card is met alone, asks one thing, and one answer is right.

Whatever maker a proposal is from, its final words are judged here, by general rules: what the card
takes for granted (context.py), what a cloze hides (targets.py), what an answer is made of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from quizgen.decks.cloze import reveal
from quizgen.drafting.answers import ASKED, DEFINITE_KIND, HEDGED, is_good_answer
from quizgen.drafting.context import (
    BARE_HEADS,
    DEEDS_OF_NOTE,
    FUNCTIONS,
    KNOWN,
    NEVER_FIRST,
    RARE,
    TECHNICAL,
    Known,
    has_unknown,
    is_tied,
)
from quizgen.drafting.english import NEGATION, word_set, words
from quizgen.drafting.frequencies import Frequencies
from quizgen.drafting.hanging import STANDING_FOR, hangs
from quizgen.drafting.mentions import is_person
from quizgen.drafting.model import FoundConcept, Genre
from quizgen.drafting.opinions import is_opinion
from quizgen.drafting.proposal import Proposal
from quizgen.drafting.targets import (
    BLANK,
    EMPTY_FIRST,
    MARKED,
    is_given_name,
    is_good_cloze,
    is_good_number,
    is_of_one_story,
    is_sweeping,
    without_tail,
)
from quizgen.drafting.vocabulary import singular
from quizgen.drafting.wording import capital
from quizgen.schema import Answerable, Choice, Cloze

WHO = re.compile(r"^(?:Why is it, )?[Aa]ccording to [^?]*?(?:\(\d{4}\))?, ")
LABEL = re.compile(r" \(\d{4}\)")
PURPOSE = re.compile(
    r"^(?:\w+ )?(?:idea|goal|aim|purpose|role|job|function|point|task|problem|advantage|risk) "
    r"(?:of|behind|with) (?P<of>.+)$"
)
LED = re.compile(r"^(?:Just|Basically|Really|Actually|Simply|Being(?= an? )) (?=\w)")
# Who is meant by them, no card says.
NOBODY = re.compile(r"\b(?:we|us|our|ours|I|me|my)\b(?:['\u2019]\w+)?")
SPOKEN_POINTER = re.compile(
    r"\b(?:we|us|our|they|them|those|these|this|it|he|she|his|her|that['\u2019]s|"
    r"^you|that (?:comparison|equality|idea|way|one|thing|point|[a-z]+ion))\b(?:['\u2019]\w+)?",
    re.I,
)
CUT = re.compile(
    r"(?:;|, and (?:the|their|its|his|her) (?:[\w-]+ ){1,3}?(?:is|are) |"
    r"(?<=\.)(?= [A-Z])|,? (?:and|but|so) (?:then )?"
    r"(?=(?:it|they|we|you|that|there)(?:['\u2019]\w+)? )|,? because otherwise ).*$"
)
# "A tool from the package is an editor": two sentences run together.
KIND = re.compile(
    r"\b(?:that|which|who|whose|where|when|how|what|as|if|because|than|one|"
    r"after|before|until|while|although)\b.*",
    re.I,
)
TWO_VERBS = re.compile(r"\b(?:is|are|was|were)\b")
PLAIN = re.compile(r"[\w\s.,;:!?()/%\u00b0\u2010-\u201f\u2032\u2033'\"&+=<>*\u00d7\u20ac$\u00a3-]*")
BUT = re.compile(r",? but (?:then )?(?:it|they|we|you|that|there)\b")
SPELT = re.compile(r"\b[A-Za-z] [a-z]$")
# What a thing once was, somebody tells as a story.
SPOKEN_TO = re.compile(rf"{NOBODY.pattern}|\b[Yy]our\b")
PAST_TALK = re.compile(r"What (?:was|were)\b")
# Where a card says its field, "the mould" is that of the field.
IN_FIELD = {Genre.CONVERSATION: 4.2, Genre.LECTURE: 3.8, Genre.PROSE: 3.8}
COMMON, LONG_NAME = 5.2, 3
# "The basic rule": of what, is told elsewhere. "A common countermeasure": against what?
PLAIN_KINDS = word_set(
    "basic golden general whole simple usual amended modified combined remaining"
)
ANY_KINDS = word_set(
    "common simple typical usual good useful popular possible notable further important major "
    "frequent convenient serious certain"
)
# A list of terms says what they mean in its field.
IN_LIST = "the term \u201c"
DEFINED_CUES = frozenset({"bold", "defined", "called"})
PRONOUN_FIRST = re.compile(r"^(?:It|They) ")
SPOKEN = frozenset({Genre.LECTURE, Genre.CONVERSATION})
# "Belief refers to acceptance of ...": in one theory; "the word fluid", in one model.
MEANS = re.compile(r"\b(?:mean|refer to|stand for)\?$")
NAMED_WORD = re.compile(r"\bthe (?:word|term) (?!\u201c)")
WORD_OF_OLD = 3.8
RARE_TERM, UNCOMMON, EVERYDAY, EVERYDAY_SAID = 3.2, 4.0, 5.3, 4.55


@dataclass(frozen=True, slots=True)
class Setting:
    """What a source as a whole says of its sentences.

    `proper` are the words that it writes with a capital, `title` those of its title, which every
    card shows; `argues` says that it is an essay, `tells` that it is no textbook.
    """

    proper: frozenset[str] = frozenset()
    title: frozenset[str] = frozenset()
    argues: bool = False
    tells: bool = False
    has_field: bool = False


@dataclass(frozen=True, slots=True)
class Strictness:
    """Reads proposals as a strict learner would, who does not have the source at hand."""

    genre: Genre
    known: Known
    argues: bool = False
    tells: bool = False
    has_field: bool = False

    def keep(self, proposals: Iterable[Proposal]) -> Iterator[Proposal]:
        """The proposals that such a learner would take as they are."""
        for proposal in proposals:
            if kept := self._judge(proposal):
                yield kept

    def _judge(self, proposal: Proposal) -> Proposal | None:
        content = proposal.content
        talk = self.genre is Genre.CONVERSATION and isinstance(content, Cloze)
        if (self.tells or talk) and not is_given_name(content):
            return None
        if isinstance(content, Cloze):
            hung = hangs(MARKED.sub(BLANK, content.text))
            return None if hung else self._judge_cloze(proposal, content.text)
        if isinstance(content, Choice):
            loose = has_unknown(content.question, self.known, loosely=True)
            return None if loose or is_tied(content.question) else proposal
        if proposal.form in ("deed", "condition"):
            named = content.question if proposal.form == "condition" else ""
            if hangs(f"{named} {PRONOUN_FIRST.sub('This ', content.answer)}".strip()):
                return None
            return proposal if self._is_well_told(content.question, content.answer) else None
        if is_person(proposal.concept, content.answer):
            return None
        if proposal.form == "explain" or self.genre is Genre.CONVERSATION:
            return self._judge_talk(proposal, content)
        return proposal if self._is_good_definition(content.question, content.answer) else None

    def _is_well_told(self, question: str, answer: str) -> bool:
        """Whether what is told of a term is a fact, and leans on nothing."""
        told = f"{question} {answer}"
        if self.argues or is_opinion(answer) or HEDGED.search(told) or is_tied(told):
            return False
        return not has_unknown(told, self.known, loosely=True)

    def _judge_talk(self, proposal: Proposal, content: Answerable) -> Proposal | None:
        """A passage of talk up to the end of its first clause."""
        answer = content.answer
        if BUT.search(answer):
            return None  # what comes there may be half of what makes the thing
        if not NEGATION.search(answer):
            answer = capital(LED.sub("", answer))
            answer = CUT.sub("", answer).removesuffix(".") + "."
        if not self._is_good_talk(content.question, answer):
            return None
        sentences = proposal.sentences if answer == content.answer else proposal.sentences[:1]
        return replace(proposal, content=replace(content, answer=answer), sentences=sentences)

    def _judge_cloze(self, proposal: Proposal, text: str) -> Proposal | None:
        found = MARKED.search(text)
        if not found or words(found["hidden"])[0] in EMPTY_FIRST:
            return None
        if is_sweeping(reveal(text), self.genre):
            return None
        before, hidden, after = text[: found.start()], found["hidden"], text[found.end() :]
        if proposal.form == "number":
            told = not is_opinion(reveal(text)) and is_good_number(before, after, self.known)
            return proposal if told else None
        after = without_tail(before, after, hidden)
        somebody = is_of_one_story(before, hidden, found.string[found.end() :])
        # What a text has in bold, it explains: only the commonest things may be others.
        bold = "bold" in proposal.concept.cues and self.has_field
        known = replace(self.known, technical=COMMON) if bold else self.known
        if somebody or not is_good_cloze(before, hidden, after, known):
            return None
        return replace(proposal, content=Cloze(f"{before}{found[0]}{after}"))

    def _is_good_definition(self, question: str, answer: str) -> bool:
        asked = ASKED.match(question)
        if self.genre in SPOKEN and (SPOKEN_TO.search(answer) or PAST_TALK.match(question)):
            return False
        if asked and not self._is_term(asked["article"] or "", asked["term"], answer):
            return False
        if self._is_word_of_many_senses(question):
            return False
        if TWO_VERBS.search(KIND.sub("", answer)) or not PLAIN.fullmatch(answer):
            return False
        if self.argues and (is_opinion(answer) or not self._is_rare(question, answer)):
            return False
        return is_good_answer(question, answer, self.known)

    def _is_rare(self, question: str, answer: str) -> bool:
        """Whether a term is one at all, in a text that says of all things what it holds of them."""
        asked = ASKED.match(question)
        said = words(asked["term"]) if asked else []
        if not said or DEFINITE_KIND.match(answer):
            return bool(said)
        return min(map(self.known.zipf, said)) < UNCOMMON

    def _is_good_talk(self, question: str, answer: str) -> bool:
        bare = LABEL.sub("", capital(WHO.sub("", question)))
        asked = ASKED.match(bare)
        if HEDGED.search(bare) or HEDGED.search(answer):
            return False
        if SPOKEN_POINTER.search(answer) or NOBODY.search(bare) or SPOKEN_TO.search(answer):
            return False
        if PAST_TALK.match(bare) or self._is_word_of_many_senses(bare):
            return False
        if asked and not self._is_term(asked["article"] or "", asked["term"], answer):
            return False
        return is_good_answer(bare, answer, self.known)

    def _is_word_of_many_senses(self, question: str) -> bool:
        """Whether it is asked what an everyday word means, which is so in this source alone."""
        asked = MEANS.search(question) and ASKED.match(question)
        said = words(asked["term"]) if asked and IN_LIST not in question else []
        said = said[1:] if NAMED_WORD.search(question) and said[:1] == ["word"] else said
        return len(said) == 1 and self.known.zipf(said[0]) >= WORD_OF_OLD

    def _is_term(self, article: str, term: str, answer: str) -> bool:
        """Whether what is asked for is a term, and not "the first part" or an everyday word."""
        said, pointed = words(term), article.casefold() == "the "
        one = article.casefold() in ("a ", "an ")
        if (
            not said
            or STANDING_FOR.search(term)
            or _points_elsewhere(said, pointed=pointed, one=one)
            or SPELT.search(term)
        ):
            return False
        if len(said[-1]) == 1 and one:
            return False  # "an inverted V"
        if purpose := PURPOSE.match(term):
            said = words(purpose["of"]) or said
        said = said[1:] if said[0] in ("a", "an", "the") else said
        if len(said) != 1 or "-" in said[0]:
            return bool(said) and not set(said) <= BARE_HEADS | NEVER_FIRST
        zipf = self.known.zipf(said[0])
        if said[0] in BARE_HEADS:
            return False
        if pointed:
            quantity = self.has_field and words(answer)[1:2] and words(answer)[1] in FUNCTIONS
            return zipf < (UNCOMMON if quantity else RARE_TERM) or said[0] in KNOWN
        technical = any(self.known.zipf(word) < RARE for word in words(answer))
        return technical or zipf < (EVERYDAY_SAID if self.genre in SPOKEN else EVERYDAY)


def _points_elsewhere(said: Sequence[str], *, pointed: bool, one: bool) -> bool:
    """Whether words are of a thing met before: "the first part", "the simplest allowance"."""
    if said[0] in NEVER_FIRST or "one" in (said[0], said[-1]):
        return True
    if said[0].endswith("est") and len(said) < LONG_NAME:
        return True
    if said[0] in ANY_KINDS and one:
        return True
    return pointed and (said[-1] in DEEDS_OF_NOTE or said[0] in PLAIN_KINDS)


def make_strict(
    concepts: Sequence[FoundConcept],
    genre: Genre,
    table: Frequencies | None,
    setting: Setting | None = None,
) -> Strictness:
    """The reader of a source's cards."""
    told = setting or Setting()
    terms = {variant.casefold() for c in concepts for variant in (c.name, *c.variants)}
    technical = IN_FIELD.get(genre, TECHNICAL) if told.has_field else TECHNICAL
    marked = (c.name.casefold() for c in concepts if DEFINED_CUES & set(c.cues))
    defined = frozenset(map(singular, marked)) if told.has_field else frozenset()
    known = Known(frozenset(terms), table, told.proper, told.title, technical, defined)
    return Strictness(genre, known, told.argues, told.tells, told.has_field)
