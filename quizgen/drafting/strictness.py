"""The gate's last reader: a card is met alone, asks one thing, and one answer is right.

Whatever maker a proposal is from, its final words are judged here, by general rules: what the card
takes for granted (context.py), what a cloze hides (targets.py), what an answer is made of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from quizgen.decks.cloze import reveal
from quizgen.drafting.answers import HEDGED, is_good_answer, is_plain_answer
from quizgen.drafting.context import TECHNICAL, Known, has_unknown, is_tied
from quizgen.drafting.english import NEGATION, words
from quizgen.drafting.frequencies import Frequencies
from quizgen.drafting.genus import is_of_kind, names_kind
from quizgen.drafting.hanging import hangs, hangs_in_answer
from quizgen.drafting.measures import is_good_number
from quizgen.drafting.mentions import is_person
from quizgen.drafting.model import FoundConcept, Genre
from quizgen.drafting.opinions import is_opinion
from quizgen.drafting.passage_rules import is_good_passage
from quizgen.drafting.proposal import SHOWN, Proposal
from quizgen.drafting.targets import (
    BLANK,
    EMPTY_FIRST,
    MARKED,
    is_given_name,
    is_good_cloze,
    is_of_one_story,
    is_sweeping,
    without_tail,
)
from quizgen.drafting.termhood import Asking
from quizgen.drafting.vocabulary import STEM, singular, stems
from quizgen.drafting.wording import capital
from quizgen.schema import Answerable, Choice, Cloze

WHO = re.compile(r"^(?:Why is it, )?[Aa]ccording to [^?]*?(?:\(\d{4}\))?, ")
LABEL = re.compile(r" \(\d{4}\)")
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
# What a thing once was, somebody tells as a story.
SPOKEN_TO = re.compile(rf"{NOBODY.pattern}|\b[Yy]our\b")
BECAUSE = re.compile(r", because\b")
PAST_TALK = re.compile(r"What (?:was|were)\b")
# Where a card says its field, "the mould" is that of the field.
IN_FIELD = {Genre.CONVERSATION: 4.2, Genre.LECTURE: 3.8, Genre.PROSE: 3.8}
DEFINED_CUES = frozenset({"bold", "defined", "called"})
PRONOUN_FIRST = re.compile(r"^(?:It|They) ")
SPOKEN = frozenset({Genre.LECTURE, Genre.CONVERSATION})
# An entry begins with what its subject is.
LEAD = 2
# So many definitions make a text one that defines, however much it tells.
FEWEST_DEFINED = 2
# A word as rare as this says what a card is about.
TELLING = 3.0
FEWEST_SAID = 9
QUOTED = re.compile(r"\u201c(?P<says>[^\u201d]+)\u201d")
NOW = re.compile(r"\bwhat (?:is|are) ")
OF_KIND = re.compile(r"\b[Ww]hat (?:is|are|was|were) (?!.*\bused for\?)")
# Where what a thing is must say of what kind it is, and not how it looks.
DEFINES = frozenset({Genre.PROSE, Genre.LECTURE})


@dataclass(frozen=True, slots=True)
class Setting:
    """What a source as a whole says of its sentences.

    `proper` are the words that it writes with a capital, `title` those of its title, which every
    card shows; `argues` says that it is an essay, `tells` that it is no textbook, `marks` that it
    has its terms in bold.
    """

    proper: frozenset[str] = frozenset()
    title: frozenset[str] = frozenset()
    argues: bool = False
    tells: bool = False
    has_field: bool = False
    marks: bool = False


@dataclass(frozen=True, slots=True)
class Strictness:
    """Reads proposals as a strict learner would, who does not have the source at hand."""

    genre: Genre
    known: Known
    argues: bool = False
    tells: bool = False
    has_field: bool = False
    marks: bool = False
    defines: bool = False

    def keep(self, proposals: Iterable[Proposal]) -> Iterator[Proposal]:
        """The proposals that such a learner would take as they are."""
        listed = tuple(proposals)
        # Only where a text is taken for a tale or an essay it matters how much it defines.
        defines = (self.tells or self.argues) and self._count_defined(listed) >= FEWEST_DEFINED
        reader = replace(self, defines=defines)
        yield from filter(None, map(reader._judge, listed))

    def _count_defined(self, proposals: Sequence[Proposal]) -> int:
        """How many terms of a text its sentences define, in the way of textbooks."""
        calm = replace(self, argues=False, tells=False)
        kept = (p for p in proposals if p.form == "definition" and calm._judge(p))
        return len({p.concept.id for p in kept if NOW.search(p.clue)})

    def _judge(self, proposal: Proposal) -> Proposal | None:
        content = proposal.content
        if not self._may_tell(proposal) or (self.marks and not self._is_marked(proposal)):
            return None
        if isinstance(content, Cloze) and proposal.form in SHOWN:
            shown = MARKED.sub(BLANK, content.text)
            return proposal if is_good_passage(proposal, shown, self.known, self.genre) else None
        if isinstance(content, Cloze):
            hung = hangs(MARKED.sub(BLANK, content.text))
            return None if hung else self._judge_cloze(proposal, content.text)
        if isinstance(content, Choice):
            return proposal if self._is_good_choice(content) else None
        if proposal.form in ("deed", "condition"):
            return self._judge_told(proposal, content)
        if is_person(proposal.concept, content.answer):
            return None
        if proposal.form == "explain" or self.genre is Genre.CONVERSATION:
            return self._judge_talk(proposal, content)
        return self._judge_definition(proposal, content.question, content.answer)

    def _is_told(self, answer: str) -> bool:
        """Whether a definition says what something is; where nothing is in bold, in some words.

        There readers took two in five of the short ones, and three in four of the others.
        """
        plain = self.genre is Genre.PROSE and not self.marks and names_kind(answer)
        short = plain and len(words(answer)) < FEWEST_SAID
        return is_of_kind(answer) and not short

    def _may_tell(self, proposal: Proposal) -> bool:
        """Whether a text of this kind says such things for their own sake."""
        content = proposal.content
        names = isinstance(content, Cloze) and proposal.form not in SHOWN
        if not (self.tells or (self.genre is Genre.CONVERSATION and names)):
            return True
        lead = proposal.introduced and proposal.sentences[0].number < LEAD
        defines = self.defines and proposal.form == "definition"
        return is_given_name(content) or lead or defines

    def _is_good_choice(self, content: Choice) -> bool:
        """Whether what is asked by its definition has one that a question could ask for."""
        quoted = QUOTED.search(content.question)
        answer = capital(quoted["says"]).removesuffix(".") + "." if quoted else ""
        if not is_of_kind(answer) or not is_good_answer("What is it?", answer, self.known):
            return False
        loose = has_unknown(content.question, self.known, loosely=True)
        return not loose and not is_tied(content.question)

    def _is_marked(self, proposal: Proposal) -> bool:
        """Whether a text that has its terms in bold has this one so."""
        several = not self.marks and len(words(proposal.concept.name)) > 1
        return "bold" in proposal.concept.cues or several

    def _judge_told(self, proposal: Proposal, content: Answerable) -> Proposal | None:
        named = content.question if proposal.form == "condition" else ""
        if hangs(f"{named} {PRONOUN_FIRST.sub('This ', content.answer)}".strip()):
            return None
        return proposal if self._is_well_told(content.question, content.answer) else None

    def _judge_definition(self, proposal: Proposal, question: str, answer: str) -> Proposal | None:
        if self.genre in DEFINES and OF_KIND.search(question) and not self._is_told(answer):
            return None
        if proposal.introduced and self._is_introduction(question, answer):
            return proposal
        return proposal if self._is_good_definition(question, answer) else None

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
            if not self._is_marked(proposal):
                return None
            told = not is_opinion(reveal(text)) and is_good_number(before, after, self.known)
            return proposal if told else None
        if self._needs_field(before, hidden, after):
            return None
        after = without_tail(before, after, hidden)
        somebody = is_of_one_story(before, hidden, found.string[found.end() :])
        if somebody or not is_good_cloze(before, hidden, after, self.known):
            return None
        return replace(proposal, content=Cloze(f"{before}{found[0]}{after}"))

    def _needs_field(self, before: str, hidden: str, after: str) -> bool:
        """Whether only the field would say what a sentence is about, and it would tell the key."""
        told = stems(hidden) & {word[:STEM] for word in self.known.title}
        rarest = min(map(self.known.zipf, words(f"{before} {after}")), default=TELLING)
        return bool(told) and rarest >= TELLING

    def _is_good_definition(self, question: str, answer: str) -> bool:
        if self.genre in SPOKEN and (SPOKEN_TO.search(answer) or PAST_TALK.match(question)):
            return False
        asking = self._asking
        if not asking.is_of_term(question, answer) or asking.is_of_many_senses(question):
            return False
        if TWO_VERBS.search(KIND.sub("", answer)) or not PLAIN.fullmatch(answer):
            return False
        argues = self.argues and not self.defines
        if argues and (is_opinion(answer) or not asking.is_rare(question, answer)):
            return False
        return is_good_answer(question, answer, self.known)

    def _is_introduction(self, question: str, answer: str) -> bool:
        """Whether a term in bold is told by what its own sentence says that it is."""
        if self.genre is not Genre.PROSE or ":" in answer or ";" in answer:
            return False
        held = self.argues and not self.defines and is_opinion(answer)
        if held or hangs(question) or hangs_in_answer(answer):
            return False
        return bool(PLAIN.fullmatch(answer)) and is_plain_answer(answer, self.known)

    def _is_good_talk(self, question: str, answer: str) -> bool:
        bare = LABEL.sub("", capital(WHO.sub("", question)))
        if HEDGED.search(bare) or HEDGED.search(answer) or BECAUSE.search(answer):
            return False
        if SPOKEN_POINTER.search(answer) or NOBODY.search(bare) or SPOKEN_TO.search(answer):
            return False
        if PAST_TALK.match(bare) or self._asking.is_of_many_senses(bare):
            return False
        return self._asking.is_of_term(bare, answer) and is_good_answer(bare, answer, self.known)

    @property
    def _asking(self) -> Asking:
        return Asking(self.known, self.has_field, self.genre in SPOKEN)


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
    return Strictness(genre, known, told.argues, told.tells, told.has_field, told.marks)
