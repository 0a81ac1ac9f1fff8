"""The gate's last reader: a card is met alone, asks one thing, and one answer is right.

Whatever maker a proposal is from, its final words are judged here, by general rules: what the card
takes for granted (context.py), what a cloze hides (targets.py), what an answer is made of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from quizgen.decks.cloze import reveal
from quizgen.drafting.context import (
    BARE_HEADS,
    KNOWN,
    NEVER_FIRST,
    RARE,
    Known,
    has_unknown,
    is_tied,
)
from quizgen.drafting.english import (
    AUXILIARIES,
    DETERMINERS,
    JOINTS,
    NEGATION,
    PREPOSITIONS,
    is_verb,
    words,
)
from quizgen.drafting.frequencies import Frequencies
from quizgen.drafting.model import FoundConcept, Genre
from quizgen.drafting.opinions import is_opinion
from quizgen.drafting.proposal import Proposal
from quizgen.drafting.targets import BLANK, is_good_cloze, is_sweeping, without_tail
from quizgen.drafting.telling import SOFT
from quizgen.drafting.wording import capital
from quizgen.drafting.worth import EMPTY_FIRST, UNCOMMON, Worth, make_worth
from quizgen.schema import Answerable, Choice, Claim, Cloze

MARKED = re.compile(r"\{\{c1::(?P<hidden>.+?)\}\}")
WHO = re.compile(r"^(?:Why is it, )?[Aa]ccording to [^?]*?(?:\(\d{4}\))?, ")
LABEL = re.compile(r" \(\d{4}\)")
ASKED = re.compile(
    r"^(?:in [\w ]+, )?(?:(?:what|when|which|how) (?:is|are|was|were) |"
    r"(?:what|when) (?:does|do) (?=.* (?:mean|refer to|stand for|consist of|consist in|measure|"
    r"describe|denote|say|state|hold|occur|happen|arise)\?$))"
    r"(?:the term )?(?P<article>the |an? )?(?P<term>[^?]+?)"
    r"(?: (?:mean|refer to|stand for|used for|consist of|consist in|measure|describe|denote|say|"
    r"state|hold|occur|happen|arise|defined|calculated|computed|measured|obtained|about))?\??$",
    re.I,
)
PURPOSE = re.compile(
    r"^(?:\w+ )?(?:idea|goal|aim|purpose|role|job|function|point|task|problem|advantage|risk) "
    r"(?:of|behind|with) (?P<of>.+)$"
)
HEDGED = re.compile(
    r"\b(?:basically|generally|just|sort of|kind of|stuff|(?<!right )things?|pretty much|really|"
    r"actually|somehow|literally|at the time|nowadays|fancy|in some senses?|lot of)\b",
    re.I,
)
# Praise and blame, and "it" as an object, which the question has not named.
OPINED = re.compile(
    r"\b(?:nonsense|waste of|disaster|miracle|terrible|wonderful|stupid|silly|beautiful|awful|"
    r"of course|obviously)\b|\b(?:it|them)[.,]",
    re.I,
)
LED = re.compile(r"^(?:Just|Basically|Really|Actually|Simply|Being(?= an? )) (?=\w)")
# Who is meant by them, no card says.
NOBODY = re.compile(r"\b(?:we|us|our|ours|I|me|my)\b(?:['\u2019]\w+)?")
SPOKEN_POINTER = re.compile(
    r"\b(?:we|us|our|they|them|those|these|this|it|he|she|his|her|that['\u2019]s|"
    r"^you|that (?:comparison|equality|idea|way|one|thing|point|[a-z]+ion))\b(?:['\u2019]\w+)?",
    re.I,
)
IS = r"(?:is|are|was|were|has|have|had|can|will)"
SECOND_HALF = re.compile(
    rf"[;:]| \u2014|, (?:and|but|so)(?! that) (?:it|they|we|you|that['\u2019]?s|he|she|there|this|"
    rf"(?:an? |the )?[\w-]+(?: [\w-]+)? {IS})\b|"
    r" (?:and|but|because) (?:it|they|we|that['\u2019]s) ",
    re.I,
)
CUT = re.compile(
    r"(?:;|(?<=\.)(?= [A-Z])|,? (?:and|but|so) (?:then )?"
    r"(?=(?:it|they|we|you|that|there)(?:['\u2019]\w+)? )|,? because otherwise ).*$"
)
LISTED = re.compile(
    r",[^,]+, (?:and|or) |, (?!after|which|who|where|so )[^,]* and [^,]*\.$|"
    r"[\w-]+(?: [\w-]+)?, (?!usually|often|mostly|either|which|so\b)[\w-]+(?: [\w-]+)? "
    r"(?:and|or) [\w-]+"
)
# Up to here an answer says what kind of thing it is; what follows is said of any of its kind.
KIND_ENDS = re.compile(
    r",? (?:that|which|who|whose|where|when|because|if|while|so that|(?:after|before|in|by|during|"
    r"from|for) which)\b"
)
SUCH_AS = re.compile(r",? (?:such as|like|for example|including) [^.]*?(?=,|\.$)")
PAST = re.compile(r"\b(?:was|were|did|had)\b")
FEWEST_WORDS, MOST_ANSWER, FEWEST_CONTENT = 6, 25, 3
FUNCTION = DETERMINERS | PREPOSITIONS | JOINTS | AUXILIARIES | {"and", "or", "not", "you", "they"}
# "{{c1::X}} is a ...".
DEFINED = re.compile(r"\}\}(?: \([^()]*\))? (?:is|are) (?:an?|the) ")
# What a sentence is worth less that only tells something of a term.
FACT = 0.6
SHORT_ASIDE = re.compile(r" \((?:[\w-]+ ?){1,3}\)")
RARE_TERM, EVERYDAY, EVERYDAY_SAID = 3.9, 5.3, 4.7


@dataclass(frozen=True, slots=True)
class Setting:
    """What a source as a whole says of its sentences.

    `proper` are the words that it writes with a capital, `title` those of its title, which every
    card shows; `argues` says that it is an essay.
    """

    proper: frozenset[str] = frozenset()
    title: frozenset[str] = frozenset()
    argues: bool = False


@dataclass(frozen=True, slots=True)
class Strictness:
    """Reads proposals as a strict learner would, who does not have the source at hand."""

    genre: Genre
    known: Known
    worth: Worth

    def keep(self, proposals: Iterable[Proposal]) -> Iterator[Proposal]:
        """The proposals that such a learner would take as they are."""
        for proposal in proposals:
            if kept := self._judge(proposal):
                yield kept

    def _judge(self, proposal: Proposal) -> Proposal | None:
        content = proposal.content
        if isinstance(content, Cloze):
            return self._judge_cloze(proposal, content.text)
        if isinstance(content, Choice):
            loose = has_unknown(content.question, self.known, loosely=True)
            return None if loose or is_tied(content.question) else proposal
        if proposal.form == "explain" or self.genre is Genre.CONVERSATION:
            return self._judge_talk(proposal, content)
        return proposal if self._is_good_definition(content.question, content.answer) else None

    def _judge_talk(self, proposal: Proposal, content: Answerable) -> Proposal | None:
        """A passage of talk up to the end of its first clause."""
        answer = content.answer
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
        naming = proposal.claim is Claim.DEFINITION
        if not self._may_be_told(proposal, text, naming=naming):
            return None
        before, hidden, after = text[: found.start()], found["hidden"], text[found.end() :]
        if proposal.form == "number":
            return proposal if self.worth.is_number(before, hidden, after) else None
        if proposal.form == "name":
            return proposal if self.worth.is_name(f"{before}{BLANK}{after}", hidden) else None
        if naming:
            after = without_tail(f"{BLANK}{after}", hidden).removeprefix(BLANK)
        spoken = self.genre is not Genre.PROSE
        kept = replace(proposal, content=Cloze(f"{before}{found[0]}{after}"))
        if is_good_cloze(before, hidden, after, self.known, naming=naming, spoken=spoken):
            return kept if naming or self._is_plain(before, hidden, after) else None
        if naming or not self.worth.is_fact(f"{before}{BLANK}{after}", hidden, proposal.concept):
            return None
        return replace(kept, score=proposal.score - FACT)

    def _is_plain(self, before: str, hidden: str, after: str) -> bool:
        """Whether the text with its answer, too, leans on nothing, and tells more than a deed."""
        if self.genre is Genre.TUTORIAL or SOFT.search(f"{before}{BLANK}{after}"):
            return self.genre is Genre.TUTORIAL
        return not has_unknown(f"{before}{hidden}{after}", self.known, loosely=True)

    def _may_be_told(self, proposal: Proposal, text: str, *, naming: bool) -> bool:
        """Whether a statement may be told as a fact: no opinion, nor one of two sentences.

        A name that is given stands whatever is thought of it; in an essay "This is mere words"
        gives none.
        """
        paired = len(proposal.sentences) > 1
        if naming or paired:
            return naming and not (paired and self.worth.argues)
        shown = reveal(text)
        if is_sweeping(shown, self.genre):
            return False
        if self.genre in (Genre.PROSE, Genre.LECTURE) and is_opinion(shown):
            return False
        return not (self.worth.argues and proposal.form == "cloze" and not DEFINED.search(text))

    def _is_good_definition(self, question: str, answer: str) -> bool:
        asked = ASKED.match(question)
        if NOBODY.search(answer) and self.genre is not Genre.PROSE:
            return False
        if asked and not self._is_term(asked["article"] or "", asked["term"], answer):
            return False
        if self.worth.argues and (is_opinion(answer) or not self._is_rare(question)):
            return False
        return self._is_good_answer(question, answer)

    def _is_rare(self, question: str) -> bool:
        """Whether a term is one at all, in a text that says of all things what it holds of them."""
        asked = ASKED.match(question)
        said = words(asked["term"]) if asked else []
        return bool(said) and min(map(self.known.zipf, said)) < UNCOMMON

    def _is_good_talk(self, question: str, answer: str) -> bool:
        bare = LABEL.sub("", capital(WHO.sub("", question)))
        asked = ASKED.match(bare)
        if HEDGED.search(bare) or HEDGED.search(answer):
            return False
        if SPOKEN_POINTER.search(answer) or NOBODY.search(bare):
            return False
        if asked and not self._is_term(asked["article"] or "", asked["term"], answer):
            return False
        return self._is_good_answer(bare, answer)

    def _is_good_answer(self, question: str, answer: str) -> bool:
        said = words(answer)
        content = {word for word in said if word not in FUNCTION and len(word) > 1}
        if not FEWEST_WORDS <= len(said) <= MOST_ANSWER or len(content) < FEWEST_CONTENT:
            return False
        if (
            "(" in SHORT_ASIDE.sub("", answer)
            or OPINED.search(answer)
            or SECOND_HALF.search(answer)
            or HEDGED.search(answer)
        ):
            return False
        if LISTED.search(SUCH_AS.sub("", answer)) or (said[0].endswith("s") and is_verb(said[0])):
            return False
        # What is asked for is introduced by the question, its article aside.
        asked = question.replace(" the ", " ") if ASKED.match(question) else question
        told_of_once = PAST.search(question)
        ends = None if told_of_once else KIND_ENDS.search(answer)
        kind = answer[: ends.end()] if ends else answer
        if is_tied(f"{asked} {answer}"):
            return False
        return not has_unknown(f"{asked} {kind}", self.known, loosely=True)

    def _is_term(self, article: str, term: str, answer: str) -> bool:
        """Whether what is asked for is a term, and not "the first part" or an everyday word."""
        said = words(term)
        if not said or said[0] in NEVER_FIRST or said[0] == "one":
            return False
        if purpose := PURPOSE.match(term):
            said = words(purpose["of"]) or said
        said = said[1:] if said[0] in ("a", "an", "the") else said
        if len(said) != 1:
            return bool(said) and not set(said) <= BARE_HEADS | NEVER_FIRST
        zipf = self.known.zipf(said[0])
        if said[0] in BARE_HEADS:
            return False
        if article.casefold() == "the ":
            return zipf < RARE_TERM or said[0] in KNOWN
        technical = any(self.known.zipf(word) < RARE for word in words(answer))
        return technical or zipf < (EVERYDAY if self.genre is Genre.PROSE else EVERYDAY_SAID)


def make_strict(
    concepts: Sequence[FoundConcept],
    genre: Genre,
    table: Frequencies | None,
    setting: Setting | None = None,
) -> Strictness:
    """The reader of a source's cards."""
    told = setting or Setting()
    terms = {variant.casefold() for c in concepts for variant in (c.name, *c.variants)}
    known = Known(frozenset(terms), table, told.proper, told.title)
    return Strictness(genre, known, make_worth(concepts, genre, known, argues=told.argues))
