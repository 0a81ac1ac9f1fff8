"""What a card says before its sentence, so that it is understood among cards on other subjects.

A term of everyday words means many things: "In the context of queues, what is pooling?"
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field

from quizgen.decks.cloze import reveal
from quizgen.drafting.answers import ASKED
from quizgen.drafting.english import JOINTS, PREPOSITIONS, STANCE, words
from quizgen.drafting.fields import Field, find_field
from quizgen.drafting.frequencies import RAREST, Frequencies
from quizgen.drafting.model import FoundConcept, Sentence
from quizgen.drafting.opinions import is_opinion
from quizgen.drafting.proposal import SHOWN, Proposal
from quizgen.drafting.subjects import subject_of
from quizgen.drafting.titles import title_of
from quizgen.drafting.trades import find_trades
from quizgen.drafting.usage import SMALL, Usage
from quizgen.drafting.vocabulary import STEM, singular, stems
from quizgen.schema import Answerable, Choice, Claim, Cloze, Source

# Before this no field can stand: the sentence begins with one of its own.
PLACED = (PREPOSITIONS | JOINTS | {"when", "where", "if", "according"}) - {"that"}
ATTRIBUTED = re.compile(r"^According to (?P<who>[^?]+?), (?=what|how|when|which)")
ASKS_WHEN = re.compile(r"(?:When|Where) (?:do|does|is|are) [^,]*\?$")
OWN = re.compile(r"\b(?:we|us|our|I|me|my)\b", re.I)
# "A panel on medical screening": what it is about, and no guest's trade.
ABOUT = re.compile(
    r"\b(?:panel|interview|talk|conversation|discussion|podcast) (?:on|about)\b", re.I
)
# "Raymond Cattell": a name, though the text may have it at the start of a sentence only.
TWO_NAMES = re.compile(r"(?:\{\{c1::)?[A-Z][a-z]+ [A-Z][a-z]+")
HIDDEN = re.compile(r"\{\{c1::.+?\}\}")
AROUND = 8
EVERYDAY = 3.7


@dataclass(frozen=True, slots=True)
class Headline:
    """The field of a source, and where its cards need it.

    `numbers` are those of the sentences near which it is spoken of. `trades` are the fields of
    single speakers, `title` the words of the source's title in the singular.
    """

    field: Field
    said: Usage
    numbers: frozenset[int]
    table: Frequencies | None
    trades: Mapping[str, Field] = dataclass_field(default_factory=dict)
    title: frozenset[str] = frozenset()

    @property
    def leads(self) -> tuple[str, ...]:
        """All words that a card may begin with."""
        fields = (self.field, *self.trades.values())
        return tuple(dict.fromkeys(field.lead for field in fields if field.text))

    @property
    def telling(self) -> frozenset[str]:
        """The words that every card shows."""
        return frozenset() if self.trades else self.field.telling

    def lead(self, proposal: Proposal) -> Answerable | Cloze | Choice:
        """The content of a card, after the field where it needs one and can bear it."""
        content = proposal.content
        match content:
            case Answerable():
                return replace(content, question=self._ask(proposal, content))
            case Cloze():
                return Cloze(self._tell(proposal, content.text))
            case Choice():
                return content

    def is_told(self, proposal: Proposal) -> bool:
        """Whether a card says of what field it is, by its first words or in its own.

        Of cards that do not readers took half; and of those on what the title itself names, which
        is everyday, or is what the whole text is about.
        """
        content = self.lead(proposal)
        # A noun of the text alone is no field of all of it.
        if isinstance(content, Choice) or not self.leads or self._field_of(proposal).nouns:
            return True
        own = {singular(word) for word in words(proposal.concept.name)}
        if own <= self.title:
            return content != proposal.content
        shown = HIDDEN.sub("", content.text) if isinstance(content, Cloze) else content.question
        return {word[:STEM] for word in self._field_of(proposal).telling} <= stems(shown)

    def _ask(self, proposal: Proposal, content: Answerable) -> str:
        question = content.question
        found = ATTRIBUTED.match(question)
        bare = question[found.end() :] if found else question
        if found and is_plain(proposal, bare, content.answer):
            question, found = bare[:1].upper() + bare[1:], None
        if not self._may_lead(proposal, bare) or self._says_field(content.answer):
            return question
        asked = f"{self._field_of(proposal).lead}, {bare[:1].lower()}{bare[1:]}"
        return f"{asked[:-1]}, according to {found['who']}?" if found else asked

    def _says_field(self, answer: str) -> bool:
        """Whether an answer has all words of the field, which would then tell it."""
        telling = {word[:STEM] for word in self.field.telling}
        named = self.field.is_discipline or self.trades
        return len(telling) > 1 and telling <= stems(answer) and not named

    def _tell(self, proposal: Proposal, text: str) -> str:
        field = self._field_of(proposal)
        shows = proposal.form in SHOWN and bool(field.text)
        if not (shows or self._may_lead(proposal, reveal(text), placed=True)):
            return text
        if would_tell(field, text):
            return text
        if len(proposal.sentences) > 1:
            return f"{field.lead}: {text}"
        # "In the context of glaciers: in summer, ...".
        joint = ":" if words(text)[0] in PLACED else ","
        first = re.match(r"(?:\{\{c1::)?([^\W\d_]+)", text)
        if not first or TWO_NAMES.match(text) or not self._is_small(first[1]):
            return f"{field.lead}: {text}"
        at = first.start(1)
        return f"{field.lead}{joint} {text[:at]}{text[at].lower()}{text[at + 1 :]}"

    def _is_small(self, word: str) -> bool:
        """Whether a word is written small inside a sentence; "IgG" never is."""
        if any(map(str.isupper, word[1:])):
            return False
        return word.casefold() in SMALL or self.said.is_small(word)

    def _field_of(self, proposal: Proposal) -> Field:
        return self.trades.get(proposal.speaker or "", self.field)

    def _may_lead(self, proposal: Proposal, text: str, *, placed: bool = False) -> bool:
        """Whether a card can bear the field, and does not name it by itself.

        `placed`: also before a sentence that begins with a place, a time or a condition.
        """
        said, own = words(text.replace("-", " ")), self._field_of(proposal)
        opens = bool(said) and said[0] in PLACED and not ASKS_WHEN.match(text) and not placed
        if not own.text or not said or opens:
            return False
        if {word[:STEM] for word in own.telling} <= stems(text):
            return False
        # "What are neurons?", on neurons and glia; but "a phrase" is not only one of music.
        everyday = (
            " " not in proposal.concept.name and self._zipf(proposal.concept.name) >= EVERYDAY
        )
        if self._names(proposal) and (own.spoken_by or not everyday):
            return False
        return not own.nouns or proposal.sentences[0].number in self.numbers

    def _names(self, proposal: Proposal) -> bool:
        """Whether the field itself says what a card asks for."""
        return set(map(singular, words(proposal.concept.name))) <= self._field_of(proposal).telling

    def _zipf(self, word: str) -> float:
        if self.table is None:
            return RAREST
        return max(self.table.zipf(word), self.table.zipf(singular(word)))


def field_of(trade: str) -> Field:
    """What people of a trade speak of: "In volcanology", "In the language of stage managers"."""
    subject = subject_of(trade)
    return Field(subject, given=True) if subject else Field(trade, spoken_by=True)


def would_tell(field: Field, text: str) -> bool:
    """Whether the field gives away what a cloze hides: "filtrate" after "filtration"."""
    hidden = " ".join(HIDDEN.findall(text)).replace("c1::", "")
    telling = {word[:STEM] for word in field.telling}
    own = [singular(word)[:STEM] for word in words(hidden.replace("-", " "))]
    return set(own) <= telling or (len(own) > 1 and own[0] in telling)


def is_plain(proposal: Proposal, bare: str, answer: str) -> bool:
    """Whether who said it is of no matter: a definition in words that nobody would dispute."""
    if proposal.form not in ("definition", "explain") or proposal.claim is Claim.OPINION:
        return False
    if not ASKED.match(bare):
        return False
    small = answer[:1].lower() + answer[1:]  # "Surely a cone of canvas"
    return not (OWN.search(answer) or STANCE.search(answer) or is_opinion(small))


def make_headline(
    source: Source,
    sentences: Sequence[Sentence],
    concepts: Sequence[FoundConcept],
    table: Frequencies | None,
) -> Headline:
    """What the cards of a source may say before their sentences."""
    said = Usage(sentences)
    field = find_field(source, said, concepts, table)
    named = field.given or field.is_discipline or ABOUT.search(title_of(source))
    # Of a lecture nobody says who speaks: "PID controller" in its title is none.
    turns = {sentence.turn.number for sentence in sentences if sentence.turn}
    found = find_trades(source, sentences) if len(turns) > 1 and not named else {}
    trades = {name: field_of(trade) for name, trade in found.items()}
    numbers = [s.number for s in sentences if field.nouns & set(map(singular, words(s.text)))]
    near = {at for number in numbers for at in range(number - AROUND, number + AROUND + 1)}
    title = frozenset(map(singular, words(title_of(source))))
    return Headline(field, said, frozenset(near), table, trades, title)
