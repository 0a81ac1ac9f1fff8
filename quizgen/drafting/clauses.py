"""Which phrases are no noun phrases: verbs, with a verb inside, or cut out of something. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from quizgen.drafting.candidates import make_key
from quizgen.drafting.english import is_verb
from quizgen.drafting.tallies import Tally
from quizgen.drafting.vocabulary import singular, word_set

GOVERNING = 0.34  # share of its uses in which a phrase governs an object: then it ends in a verb
SELDOM = 0.1  # the same where the last word is known as a verb
SURE = 3  # a phrase that comes back so often is judged by its uses, not by its endings
NOUNS_IN_ED = word_set(
    "bed seed need speed feed breed weed reed deed shed sled creed greed steed hundred seabed "
    "watershed flatbed bloodshed unified"
)
LINKING = frozenset(("of", "to", "in"))


def drop_clauses(tallies: dict[str, Tally]) -> None:
    """Take out what is no noun phrase; what stood before a verb is whole for that."""
    for key in [k for k, tally in tallies.items() if is_clause(tally, tallies)]:
        tally = tallies.pop(key)
        subject = tallies.get(make_key(tally.words[:-1])) if len(tally.words) > 1 else None
        if subject is not None:
            subject.complete += tally.governs


def is_clause(tally: Tally, tallies: Mapping[str, Tally]) -> bool:
    """Whether a verb is inside, as far as uses, endings and a list of verbs tell."""
    if len(tally.words) < 2:
        return 2 * tally.governs >= tally.count and not tally.articles and not tally.cues
    if _governs(tally, tallies):
        return True
    if tally.count >= SURE or tally.cues or LINKING.intersection(tally.words):
        return False
    if _holds_past(tally):
        return True
    return tally.count == 1 and not tally.is_proper and _is_cut(tally)


def _governs(tally: Tally, tallies: Mapping[str, Tally]) -> bool:
    """Whether objects follow a phrase, and its last word elsewhere: `caffeine affects you`."""
    if _is_third_person(tally) and tally.governs:
        return tally.governs >= SELDOM * tally.count
    if tally.governs < GOVERNING * tally.count:
        return False
    last = tallies.get(make_key(tally.words[-1:]))
    return tally.count == 1 or last is None or last.governs >= GOVERNING * last.count


def _holds_past(tally: Tally) -> bool:
    """`law abolished`, `Austrians reached Paris`; but `closed shutters` holds none."""
    return any(
        word.endswith("ed") and "-" not in word and word not in NOUNS_IN_ED
        for word in tally.words[1:]
    )


def _is_cut(tally: Tally) -> bool:
    """Of what is said but once: `cholera travels`, `fibres swell`, `(the) wasp's causes`."""
    shown = tally.forms.most_common(1)[0][0].split()
    named = shown[-1][0].isupper()  # `brothers Grimm`
    plural = not named and any(singular(word) != word for word in tally.words[:-1])
    return plural or tally.owned > 0 or _is_third_person(tally)


def _is_third_person(tally: Tally) -> bool:
    """Whether its end may be a verb that a singular noun goes with."""
    before, last = tally.words[-2:]
    return last.endswith("s") and singular(before) == before and is_verb(last)
