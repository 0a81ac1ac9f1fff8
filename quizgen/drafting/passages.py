"""A sentence that names a thing or says what it is, shown with its neighbours -> one cloze. Pure.

"The gradual improvement is called ____" goes on from the sentence before it, and "____ is an order
that something be not done" is made whole by the next one, which says what "it" does. Shown with
them a sentence is understood alone, and nobody has to guess whether it is by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from quizgen.drafting.amounts import mark
from quizgen.drafting.clozes import make_cloze
from quizgen.drafting.context import BLANK, is_tied
from quizgen.drafting.english import has_finite_verb, word_set, words
from quizgen.drafting.fitness import is_undisturbed, names_its_subject, stands_alone
from quizgen.drafting.frequencies import Frequencies
from quizgen.drafting.genus import is_of_kind
from quizgen.drafting.giveaways import is_given_away
from quizgen.drafting.mentions import Mention, Mentions
from quizgen.drafting.model import Genre, Sentence
from quizgen.drafting.namings import is_naming
from quizgen.drafting.passage_rules import FORMER, OPENING, ROOT, is_plainly_told, points_back
from quizgen.drafting.proposal import FACT, PASSAGE, Proposal
from quizgen.drafting.targets import IS_CALLED, NAMING, is_one_name
from quizgen.drafting.usage import SMALL
from quizgen.drafting.vocabulary import singular
from quizgen.drafting.wording import declutter, without_opening
from quizgen.schema import Answerable, Claim, Cloze

LONGEST = 60  # words
TELLING = 4  # letters of a word that tells something
# "Have", "them", "well": from so common a word on (zipf) it tells nothing.
COMMON = 6.0
UNTELLING = SMALL | NAMING | word_set("mean means meaning refers")
# What a sentence says of its subject is better alone: readers took most sentences beside it for
# ballast, unless it goes on from them.
BONUS, MALUS = 1.0, 0.5
# How a term that is not in bold must rank, beside `FORMER`.
MIDDLING, FOREMOST = 0.5, 0.95
# Words of a sentence before the one that asks, and of the next: of longer ones before it readers
# took half, since they tell of something else as well.
FEWEST_FIRST, MOST_FIRST = 5, 20
FEWEST_MORE, MOST_MORE = 7, 26
PRONOUN = re.compile(r"\b(?:it|they|them|its|their)\b", re.I)
NEAR = 60  # letters
FEW_LETTERS = 3
OF_IT = re.compile(r"(?:It|They|Its|Their) ")
# Forms of it, a list, what is told of another thing as well: that is not more of the thing itself.
BESIDE = re.compile(
    r"\b(?:several|many|two|three|four|five|six|various|different) (?:\w+ )?"
    r"(?:forms|kinds|types|ways|parts|steps|stages|functions|purposes|reasons|meanings|"
    r"components)\b|\b(?:these|this)\.$|\bas follows\b|^\w+ too\b"
)
# "..., and a streakline is the line ...": what another term is.
SECOND = re.compile(
    r", and (?:(?:an?|the) [\w -]{3,30}? (?:is|are|means?|refers? to)|"
    r"(?!(?:it|they|this|that|which|who|so)\b)[\w -]{3,30}? (?:is|are) (?:an?|the)) [^.]+\.$"
)
WE_CALL = re.compile(r"^(?:(?:And|So|Now),? )?[Ww]e(?= (?:usually |also |just )?call )")


@dataclass(frozen=True, slots=True)
class Passages:
    """Finds the passages of a source."""

    sentences: Sequence[Sentence]
    mentions: Mentions
    genre: Genre
    table: Frequencies | None

    def find(
        self, at: int, introduced: frozenset[str], says: Sequence[Proposal]
    ) -> Iterator[Proposal]:
        """The clozes on what the sentence at a place names or defines, and on its terms in bold.

        `introduced` are the ids of the concepts that it has in bold, `says` are its definitions.
        """
        text = self._opened(at)
        if not self._is_whole(text):
            return
        found = self.mentions.find(text)
        named = next((m for m in found if is_naming(text, m, introduced)), None)
        target = named or _find_defined(found, says)
        if target and (asked := self._ask(at, text, target, found)):
            of_kind = any(map(is_of_kind, _answers(says, target)))
            yield from self._around(at, asked, PASSAGE, goes_on=bool(named) or of_kind)
            marked = target.concept.id in introduced
            prose = self.genre is Genre.PROSE
            told = marked or (prose and self._is_worth(at, target, of_kind=of_kind))
            if told and not named and self._begins(text):
                yield from self._alone(at, asked, BONUS)
        firsts = {m.concept.id: m for m in reversed(found) if m.concept.id in introduced}
        for mention in sorted(firsts.values(), key=lambda m: m.start):
            fact = mention != target and self._ask(at, text, mention, found)
            if fact:
                fact = replace(fact, made=replace(fact.made, claim=Claim.FACT))
                yield from self._around(at, fact, FACT, goes_on=True)
                if self._opens_paragraph(at) and self._begins(text):
                    yield from self._alone(at, fact)

    def _is_worth(self, at: int, target: Mention, *, of_kind: bool) -> bool:
        """Whether a term that is not in bold is one of the foremost, or a paragraph is on it."""
        if self._opens_paragraph(at):
            return of_kind or target.weight >= FOREMOST
        if of_kind and target.weight >= FORMER:
            return True
        least = MIDDLING if of_kind else FORMER
        return target.weight >= least and is_plainly_told(self._opened(at))

    def _alone(self, at: int, asked: Asked, bonus: float = 0.0) -> Iterator[Proposal]:
        """The cloze on a sentence that needs no other."""
        alone = replace(asked, after=SECOND.sub(".", asked.after))
        for made in alone.show("", "", self.sentences[at : at + 1], FACT):
            yield replace(made, score=made.score + bonus)

    def _ask(self, at: int, text: str, mention: Mention, found: Sequence[Mention]) -> Asked | None:
        """What would be asked of a sentence, if that is one name and a whole phrase."""
        before, after = text[: mention.start], text[mention.end :]
        hidden = text[mention.start : mention.end]
        made = make_cloze(self.sentences[at], text, mention, found, self.table)
        good = made and is_one_name(before, hidden, after)
        return Asked(made, before, hidden, after) if made and good else None

    def _around(self, at: int, asked: Asked, form: str, *, goes_on: bool) -> Iterator[Proposal]:
        """With what goes before, and with what comes after."""
        if goes_on:
            yield from self._with_before(at, asked, form)
        if self._begins(self._opened(at)):
            yield from self._with_next(at, asked, form)

    def _with_before(self, at: int, asked: Asked, form: str) -> Iterator[Proposal]:
        """With the sentence that it goes on from, if that is short and of the same thing."""
        if self._opens_paragraph(at) or PRONOUN.search(asked.rest[:NEAR]):
            return
        ahead = self._opened(at - 1)
        fits = len(words(ahead)) in range(FEWEST_FIRST, MOST_FIRST + 1)
        # What shares no telling word is beside the point, or of something else.
        shared = fits and self._stems(ahead) & self._stems(asked.rest)
        goes_on = shared and points_back(asked.rest, ahead)
        if goes_on and self._is_whole(self._shown(at - 1)) and self._begins(ahead):
            yield from asked.show(f"{ahead} ", "", self.sentences[at - 1 : at + 1], form)

    def _with_next(self, at: int, asked: Asked, form: str) -> Iterator[Proposal]:
        """With the sentence that tells more of it."""
        if at + 1 == len(self.sentences) or not self._is_near(at, at + 1):
            return
        more = self._shown(at + 1)
        tells = len(words(more)) in range(FEWEST_MORE, MOST_MORE + 1) and asked.is_meant(more)
        if tells and self._is_whole(more) and not (is_tied(more) or BESIDE.search(more)):
            yield from asked.show("", f" {more}", self.sentences[at : at + 2], form)

    def _shown(self, at: int) -> str:
        text = self.sentences[at].text
        return text if self.genre is Genre.PROSE else declutter(text)

    def _opened(self, at: int) -> str:
        """A sentence without what only ties it to the one before: "So ", "However, "."""
        return without_opening(self._shown(at), spoken=self.genre is not Genre.PROSE)

    def _is_whole(self, text: str) -> bool:
        spoken = self.genre is not Genre.PROSE
        # "We call that X": anybody does.
        text = WE_CALL.sub("People", text) if spoken else text
        return text.endswith(".") and is_undisturbed(text, spoken=spoken) and has_finite_verb(text)

    def _is_near(self, at: int, other: int) -> bool:
        return self.sentences[at].block == self.sentences[other].block

    def _opens_paragraph(self, at: int) -> bool:
        return at == 0 or not self._is_near(at, at - 1)

    def _begins(self, text: str) -> bool:
        """Whether a sentence needs none before it."""
        found = self.mentions.find(text)
        alone = stands_alone(text, found, spoken=self.genre is not Genre.PROSE)
        return alone and names_its_subject(text, found, self.table) and not is_tied(text)

    def _stems(self, text: str) -> set[str]:
        """The telling words of a text, as far as forms of one have it in common."""
        said = {word for word in words(text.replace("-", " ")) if len(word) >= TELLING}
        table = self.table
        telling = (w for w in said - UNTELLING if table is None or table.zipf(w) < COMMON)
        return {singular(word)[:ROOT] for word in telling}


@dataclass(frozen=True, slots=True)
class Asked:
    """The sentence that a passage asks about: what is hidden, and the words around it."""

    made: Proposal
    before: str
    hidden: str
    after: str

    @property
    def rest(self) -> str:
        """The sentence with a blank."""
        return f"{self.before}{BLANK}{self.after}"

    def is_meant(self, more: str) -> bool:
        """Whether the "it" that a sentence begins with is what is hidden: the subject, the name."""
        if len(self.before) < OPENING:
            return bool(OF_IT.match(more))
        named = IS_CALLED.search(self.rest) and len(self.after) < FEW_LETTERS
        return bool(named) and more.startswith(("It ", "Its "))

    def show(
        self, ahead: str, behind: str, sentences: Sequence[Sentence], form: str
    ) -> Iterator[Proposal]:
        """The cloze on it between other sentences, unless they give the key away."""
        text = f"{ahead}{self.rest}{behind}"
        told = is_given_away(text, self.hidden) or self.hidden.casefold() in text.casefold()
        if told or len(words(text)) > LONGEST:
            return
        start = len(ahead) + len(self.before)
        shown = f"{ahead}{self.before}{self.hidden}{self.after}{behind}"
        content = Cloze(mark(shown, start, start + len(self.hidden)))
        yield replace(
            self.made,
            form=form,
            content=content,
            sentences=tuple(sentences),
            score=self.made.score - (MALUS if ahead or behind else 0.0),
            asked=self.made.sentences[0],
            ahead=ahead,
        )


def _find_defined(found: Sequence[Mention], says: Sequence[Proposal]) -> Mention | None:
    """The subject of a sentence, if it says what that is."""
    subjects = (m for m in found if m.start < OPENING)
    return next((m for m in subjects if any(_answers(says, m))), None)


def _answers(says: Sequence[Proposal], mention: Mention) -> Iterator[str]:
    """What is said that a concept is."""
    for proposal in says:
        if isinstance(proposal.content, Answerable) and proposal.concept == mention.concept:
            yield proposal.content.answer
