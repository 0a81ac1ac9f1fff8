"""Which concepts only say again what better ones say: variants, bare heads of compounds. Pure.

`settle` works on counts, before scores are given; `Echoes` on the ranks that these give.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from quizgen.drafting.candidates import make_key
from quizgen.drafting.clauses import LINKING
from quizgen.drafting.frequencies import Frequencies
from quizgen.drafting.tallies import Tally
from quizgen.drafting.variants import LEAST_COUNT, absorb
from quizgen.drafting.vocabulary import Vocabulary

TELLING = 3.6  # Zipf value below which a word needs no `theory` or `method` to be a term
ALONE = 0.2  # share of its uses without another word behind it, from which a word can be a term
MODIFYING = ("ing", "ed", "ic", "al")
MOSTLY = 0.55  # share of its uses in compounds from which a word is only their head
LOOSE = 0.2  # share of the uses of its parts up to which `A of B` is not held together
ECHOED = 0.3  # what an echo keeps of its score
# With one of these a phrase is a term of its own, whatever it is made of.
MARKED = frozenset(("bold", "heading"))
SET_APART = MARKED | {"defined", "called", "acronym"}
# Adjective and noun of one family: `polysemantic` and `polysemanticity`.
FAMILIES = (
    ("ble", "bility"),
    ("ic", "icity"),
    ("ive", "ivity"),
    ("al", "ality"),
    ("ous", "ousness"),
    ("ive", "iveness"),
    ("ful", "fulness"),
    ("ical", "icality"),
    ("ent", "ency"),
    ("ant", "ancy"),
    ("ary", "arity"),
)
# Verb and noun of one: `tokenize`, `tokenizing` and `tokenization`.
DEEDS = (
    ("ize", "ization"),
    ("izing", "ization"),
    ("ized", "ization"),
    ("ise", "isation"),
    ("ising", "isation"),
    ("ised", "isation"),
    ("ate", "ation"),
    ("ating", "ation"),
    ("ated", "ation"),
    ("ify", "ification"),
    ("ifying", "ification"),
)


def settle(
    tallies: dict[str, Tally], vocabulary: Vocabulary, frequencies: Frequencies
) -> dict[str, str]:
    """Join terms with their kinds: keys of forms dropped -> keys of those that are kept."""
    merged: dict[str, str] = {}
    pairs: list[Pair] = []
    for tally in sorted(tallies.values(), key=lambda tally: (len(tally.words), tally.key)):
        pair = _find_pair(tally, tallies, vocabulary, frequencies)
        if pair and not {pair.term.key, pair.longer.key} & merged.keys():
            pairs.append(pair)
            merged[pair.dropped] = pair.kept
    for pair in pairs:  # the term counted these already, though as a part of something longer
        pair.term.count -= pair.longer.count
        pair.term.opened -= pair.longer.opened
    final = {key: _follow(key, merged) for key in merged}
    absorb(tallies, final, cue=False)
    return final


def _follow(key: str, merged: Mapping[str, str]) -> str:
    while key in merged:
        key = merged[key]
    return key


@dataclass(frozen=True, slots=True)
class Pair:
    """A term, and the same with its kind; the one that is said more often is kept."""

    longer: Tally
    term: Tally
    short: bool  # the term is understood without its kind, however seldom it stands so

    @property
    def kept(self) -> str:
        """The key that stays."""
        mostly_long = 2 * self.longer.count > self.term.count and not self.short
        return self.longer.key if mostly_long else self.term.key

    @property
    def dropped(self) -> str:
        """The key of the other."""
        return self.term.key if self.kept == self.longer.key else self.longer.key


def _find_pair(
    tally: Tally, tallies: Mapping[str, Tally], vocabulary: Vocabulary, frequencies: Frequencies
) -> Pair | None:
    """The term of which a phrase names but the kind; none where the phrase is its own term."""
    if len(tally.words) < 2 or MARKED & tally.cues.keys():
        return None
    # `GPT-2 model`, `M1 money supply`: a number names one thing, and what follows is said alone.
    # `3D printing` starts with a number, and is no such name.
    first = tally.words[0]
    numbered = first[0].isalpha() and any(char.isdigit() for char in first)
    if numbered and (kind := tallies.get(make_key(tally.words[1:]))):
        numbered = kind.count > tally.count
    term = tallies.get(make_key((first,) if numbered else tally.words[:-1]))
    if term is None or term.count <= tally.count or not term.complete:
        return None  # it never stands without
    if numbered:
        return Pair(tally, term, short=True)
    if tally.words[-1] not in vocabulary.kinds or not _is_telling(term, frequencies):
        return None
    return Pair(tally, term, _is_abbreviation(term))


def _is_telling(term: Tally, frequencies: Frequencies) -> bool:
    """Whether a term is understood without its kind: it stands alone, and is no common word."""
    if len(term.words) > 1:
        return True
    if _is_abbreviation(term):
        return True
    word = term.words[0]
    often = term.complete >= ALONE * term.count and term.nouns >= ALONE * term.complete
    modifies = word.endswith(MODIFYING) and not any(form.endswith("s") for form in term.forms)
    return often and frequencies.zipf(word) < TELLING and not modifies


def _is_abbreviation(tally: Tally) -> bool:
    shown = tally.forms.most_common(1)[0][0]
    return shown.isupper() and len(shown) > 1


@dataclass(frozen=True, slots=True)
class Echoes:
    """Judges tallies by those that rank best."""

    standing: Mapping[str, Tally]
    vocabulary: Vocabulary

    def is_echo(self, tally: Tally, better: Mapping[str, Tally]) -> bool:
        """Whether a concept says hardly more than others do; `better` are those before."""
        if SET_APART & tally.cues.keys():
            return False
        if len(tally.words) == 1:
            return self._is_bare_head(tally, better) or self._is_deed(tally)
        return self._is_plain(tally, better) or self._is_loose(tally) or self._has_family(tally)

    def _is_bare_head(self, tally: Tally, better: Mapping[str, Tally]) -> bool:
        """Whether it stands mostly in compounds that are listed before it."""
        heading = opening = kinds = 0
        for other in better.values():
            if len(other.words) < 2 or other.count < LEAST_COUNT:
                continue
            if make_key(other.words[-1:]) == tally.key:
                heading += other.said
            elif make_key(other.words[:1]) == tally.key:
                opening, kinds = opening + other.said, kinds + 1
        return heading + opening * (kinds > 1) >= MOSTLY * tally.count

    def _is_deed(self, tally: Tally) -> bool:
        return any(key in self.standing for key in _swap(tally.words[0], DEEDS))

    def _is_plain(self, tally: Tally, better: Mapping[str, Tally]) -> bool:
        """Whether its first word is all that it adds, and adds little."""
        opening = tally.words[0]
        plain = opening in self.vocabulary.plain or opening in self.vocabulary.weak
        return plain and "notion" not in tally.cues and make_key(tally.words[1:]) in better

    def _is_loose(self, tally: Tally) -> bool:
        """`grams of sugar`: each part is listed, and stands mostly without the other."""
        if "of" not in tally.words and "the" not in tally.words:
            return False
        # "routing on the fly" has another link, and is none of these.
        at = next((i for i, word in enumerate(tally.words) if word in LINKING), -1)
        if not 0 < at < len(tally.words) - 1:
            return False
        start = at + 2 if tally.words[at + 1] in ("the", "a") else at + 1
        sides = (self.standing.get(make_key(tally.words[:at])),
                 self.standing.get(make_key(tally.words[start:])))  # fmt: skip
        return all(side and tally.count <= LOOSE * side.count for side in sides)

    def _has_family(self, tally: Tally) -> bool:
        """`polysemantic neurons`: the property is listed, and so are neurons."""
        if len(tally.words) != 2 or make_key(tally.words[1:]) not in self.standing:
            return False
        return any(key in self.standing for key in _swap(tally.words[0], FAMILIES))


def find_echoes(best: Iterable[Tally], vocabulary: Vocabulary) -> frozenset[str]:
    """The keys of echoes among tallies, which come best first."""
    standing = {tally.key: tally for tally in best}
    echoes = Echoes(standing, vocabulary)
    found: set[str] = set()
    better: dict[str, Tally] = {}
    for tally in standing.values():
        if echoes.is_echo(tally, better):
            found.add(tally.key)
        else:
            better[tally.key] = tally
    return frozenset(found)


def _swap(word: str, endings: tuple[tuple[str, str], ...]) -> Iterator[str]:
    for ending, other in endings:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            yield make_key([word[: -len(ending)] + other])
