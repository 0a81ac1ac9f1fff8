"""Which tallies are of one concept: abbreviations, clipped forms, and their phrases. Pure.

Plurals, hyphens and spaces are folded in the key already, and mis-heard words in the tokens.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from quizgen.drafting.candidates import make_key
from quizgen.drafting.cues import find_acronyms, spells
from quizgen.drafting.tallies import Tally
from quizgen.drafting.vocabulary import Vocabulary

LEAST_INITIALS = 3  # two letters fit too many phrases
LEAST_COUNT = 2
LEAST_CLIPPED = 4


def find_abbreviations(text: str, tallies: Mapping[str, Tally]) -> dict[str, str]:
    """Keys of abbreviations and clipped forms -> keys of the phrases that they stand for."""
    merged: dict[str, str] = {}
    for short, words in find_acronyms(text):
        found, long = make_key([short]), make_key(words)
        if found in tallies and long in tallies and found != long:
            merged.setdefault(found, long)
    by_initials: dict[str, list[str]] = defaultdict(list)
    for key, tally in tallies.items():
        if len(tally.words) >= 2 and tally.count >= LEAST_COUNT:
            by_initials[_initials(tally)].append(key)
    for key, tally in tallies.items():
        if key in merged or not _is_abbreviation(tally):
            continue
        # Without brackets that say so, the phrase is meant that has these initials most often.
        fitting = [k for k in by_initials.get(key.upper(), ()) if k != key]
        if fitting:
            merged[key] = max(fitting, key=lambda k: tallies[k].count)
    _add_clipped(tallies, merged)
    return merged


def _add_clipped(tallies: Mapping[str, Tally], merged: dict[str, str]) -> None:
    """`mech interp` is `mechanistic interpretability`: several words, each of them cut short."""
    by_starts: dict[tuple[str, ...], list[Tally]] = defaultdict(list)
    for tally in tallies.values():
        if len(tally.words) >= 2 and tally.count >= LEAST_COUNT:
            by_starts[_starts(tally)].append(tally)
    for key in sorted(tallies.keys() - merged.keys()):
        tally = tallies[key]
        if len(tally.words) < 2 or tally.count < LEAST_COUNT:
            continue
        fitting = [other for other in by_starts[_starts(tally)] if _is_clipped(tally, other)]
        if fitting:
            merged[key] = max(fitting, key=lambda other: other.count).key


def _starts(tally: Tally) -> tuple[str, ...]:
    return tuple(word[:3] for word in tally.words)


def _is_clipped(short: Tally, long: Tally) -> bool:
    pairs = zip(short.words, long.words, strict=True)
    # An inflected form is longer by less; cutting but one word may make another word of it.
    return all(b.startswith(a) and len(b) - len(a) >= LEAST_CLIPPED for a, b in pairs)


def _initials(tally: Tally) -> str:
    parts = [part for word in tally.words for part in word.split("-") if part]
    letters = [part[0].upper() for part in parts]
    return "".join(letters) if spells([x.lower() for x in letters], parts) else ""


def _is_abbreviation(tally: Tally) -> bool:
    shown = tally.forms.most_common(1)[0][0]
    return len(tally.words) == 1 and shown.isupper() and len(shown) >= LEAST_INITIALS


def absorb(tallies: dict[str, Tally], merged: Mapping[str, str], *, cue: bool = True) -> None:
    """Add the counts of other forms to their phrases, which keep their names, and drop them.

    That a phrase has an abbreviation is a cue; that it has a longer form is none.
    """
    for short, long in merged.items():
        if short not in tallies or long not in tallies:
            continue
        other, tally = tallies.pop(short), tallies[long]
        tally.count += other.count
        tally.complete += other.complete
        tally.opened += other.opened
        tally.nouns += other.nouns
        tally.verbs += other.verbs
        tally.bins |= other.bins
        tally.cues.update({**other.cues, "acronym": 1} if cue else other.cues)
        if tally.defined < 0 <= other.defined:
            tally.defined = other.defined


def count_nested(tallies: Mapping[str, Tally], vocabulary: Vocabulary) -> None:
    """C-value: a phrase counts for less when it stands mostly inside longer ones."""
    plain = vocabulary.plain | vocabulary.weak
    inside: dict[str, list[int]] = defaultdict(list)
    for tally in tallies.values():
        # `new tokenizers` are tokenizers.
        if tally.count < LEAST_COUNT or tally.words[0] in plain:
            continue
        length = len(tally.words)
        parts = {
            make_key(tally.words[first : last + 1])
            for first in range(length)
            for last in range(first, length)
            if last - first + 1 < length
        }
        for part in parts & tallies.keys():
            inside[part].append(tally.count)
    for key, counts in inside.items():
        tallies[key].nested = max(counts)
