"""Which phrases are names of people, organisations or products, as far as capitals tell. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from quizgen.drafting.frequencies import Frequencies
from quizgen.drafting.tallies import Tally
from quizgen.drafting.vocabulary import Vocabulary
from quizgen.schema import Source

ABSTRACT = ("ity", "ism", "ness", "tion", "sion", "ment", "ology", "graphy", "ing", "ance", "ence")
UNUSUAL = 3.2  # Zipf value below which a word in lower case is hardly an English one
ILLUSTRATED = 0.25  # share of its uses in examples from which a name is of that example only
# With one of these a name is something that the text explains; a person is one all the same.
EXPLAINING = frozenset(("bold", "heading", "defined", "called", "acronym"))


@dataclass(frozen=True, slots=True)
class Names:
    """Judges tallies of one source."""

    people: frozenset[str]  # the words of the names of those who speak, in lower case
    vocabulary: Vocabulary
    frequencies: Frequencies

    def is_name(self, tally: Tally) -> bool:
        """Whether it belongs into the list of names rather than into that of concepts."""
        if self.is_person(tally):
            return True
        if not tally.is_proper:
            return False
        if len(tally.words) > 1 and tally.examples >= max(2, ILLUSTRATED * tally.count):
            return True  # a bank or person made up for a worked example
        return not EXPLAINING & tally.cues.keys() and self._looks_like_name(tally)

    def _looks_like_name(self, tally: Tally) -> bool:
        """Whether what is always written with capitals is more than an abbreviation or a title."""
        if all(word in self.vocabulary.places for word in tally.words):
            return True
        shown = tally.forms.most_common(1)[0][0]
        if len(tally.words) == 1:
            if tally.words[0].endswith(ABSTRACT):
                return False  # a term that happens to be written with a capital
            return not shown.isupper() and not any(char.isdigit() for char in shown)
        if any(word[0].isdigit() for word in tally.words[1:]):
            return True  # `Model 3.5`: a version of something
        return all(self.frequencies.zipf(word) < UNUSUAL for word in tally.words)

    def is_person(self, tally: Tally) -> bool:
        """A speaker, or someone with a given name or a title."""
        words = tally.words
        if all(word in self.people for word in words):
            return True
        if not tally.is_proper:
            return False
        if len(words) == 1:
            return words[0] in self.vocabulary.given
        return words[0] in self.vocabulary.given or words[0] in self.vocabulary.titles


def find_people(source: Source) -> frozenset[str]:
    """The words of the names and labels of everyone who speaks."""
    said = [turn.speaker for turn in source.turns if turn.speaker]
    said += [name for person in source.meta.people for name in (person.name, *person.labels)]
    return frozenset(word.strip(".,()").lower() for name in set(said) for word in name.split())
