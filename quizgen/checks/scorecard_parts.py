"""The arithmetic of a scorecard: shares with intervals, quartiles, evenness, near pairs. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt
from statistics import mean, quantiles

from quizgen.checks.similarity import jaccard

Z95 = 1.959963984540054  # 95 % of a normal distribution lies within so many deviations

Tally = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Share:
    """`count` of `n`, the share it makes (None of nothing) and its 95 % Wilson interval.

    `count` may be a fraction, where a guess that is tied between k options counts as 1/k. `notes`
    are the exceptions that a person may want to look at.
    """

    count: float
    n: int
    share: float | None
    low: float
    high: float
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quartiles:
    """How numbers are spread: least, a quarter below, half below, a quarter above, most."""

    n: int
    least: float = 0.0
    lower: float = 0.0
    median: float = 0.0
    upper: float = 0.0
    most: float = 0.0


@dataclass(frozen=True, slots=True)
class NearPair:
    """Two notes that say nearly the same: the share of content words that they have in common."""

    first: str
    second: str
    likeness: float


def wilson(count: float, n: int) -> tuple[float, float]:
    """The 95 % Wilson score interval of `count` of `n`; all that is possible when n is 0."""
    if n == 0:
        return 0.0, 1.0
    share, spread = count / n, Z95 * Z95 / n
    middle = (share + spread / 2) / (1 + spread)
    half = sqrt(max(0.0, share * (1 - share) * spread + spread * spread / 4)) / (1 + spread)
    # The ends of none and all are exact, and rounding must not blur them.
    low = max(0.0, middle - half) if count else 0.0
    return low, min(1.0, middle + half) if count < n else 1.0


def share_of(count: float, n: int, notes: Iterable[str] = ()) -> Share:
    """A share with its interval."""
    return Share(count, n, count / n if n else None, *wilson(count, n), tuple(notes))


def share_passed(passed: Mapping[str, bool]) -> Share:
    """The share of notes that pass, by id; those that do not are its exceptions."""
    missed = [id_ for id_, good in passed.items() if not good]
    return share_of(len(passed) - len(missed), len(passed), missed)


def tally(
    values: Iterable[str], known: Iterable[str] | None = None, unnamed: str = "none named"
) -> Tally:
    """How often each value stands: in the order of `known`, else the commonest first."""
    counts = Counter(value or unnamed for value in values)
    if known is not None:
        return tuple((str(name), counts[str(name)]) for name in known)
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def quartiles(values: Sequence[float]) -> Quartiles:
    """The five numbers of a box plot; a quartile between two values is interpolated."""
    if not values:
        return Quartiles(0)
    cuts = quantiles(values, n=4, method="inclusive") if len(values) > 1 else [values[0]] * 3
    lower, median, upper = cuts
    return Quartiles(len(values), min(values), lower, median, upper, max(values))


def evenness(counts: Sequence[int]) -> float:
    """The entropy of a histogram over the highest it could have: 1 all alike, 0 all in one."""
    total = sum(counts)
    if total == 0 or len(counts) < 2:
        return 0.0
    shares = [count / total for count in counts if count]
    # max() takes the sign from the zero of a histogram with one column.
    return max(0.0, -sum(share * log(share) for share in shares)) / log(len(counts))


def part_of(position: int, starts: Sequence[int], parts: int) -> int:
    """In which of so many parts of equal words a position stands; words by where they start."""
    return min(parts - 1, bisect_left(starts, position) * parts // max(1, len(starts)))


# ------------------------------------------------------------------------------- near pairs


def near_pairs(
    sets: Mapping[str, frozenset[str]], least: float
) -> tuple[tuple[NearPair, ...], dict[str, float]]:
    """The pairs that are at least so alike, and each one's likeness to its nearest neighbour.

    Exact, and far from comparing all with all: words are looked up from the rarest on, and with r
    of n words left nobody new can be more alike than r / n.
    """
    order = {id_: number for number, id_ in enumerate(sets)}
    frequency = Counter(word for words in sets.values() for word in words)
    index: defaultdict[str, list[str]] = defaultdict(list)
    for id_, words in sets.items():
        for word in words:
            index[word].append(id_)
    pairs: list[NearPair] = []
    nearest: dict[str, float] = {}
    for id_, words in sets.items():
        rare_first = sorted(words, key=lambda word: (frequency[word], word))
        found = _neighbours(id_, rare_first, sets, index, least)
        nearest[id_] = max(found.values(), default=0.0)
        pairs += [
            NearPair(id_, other, likeness)
            for other, likeness in found.items()
            if likeness >= least and order[id_] < order[other]
        ]
    return tuple(sorted(pairs, key=lambda p: (-p.likeness, p.first, p.second))), nearest


def _neighbours(
    id_: str,
    rare_first: Sequence[str],
    sets: Mapping[str, frozenset[str]],
    index: Mapping[str, Sequence[str]],
    least: float,
) -> dict[str, float]:
    """The likeness of all who may be nearest or alike enough."""
    found: dict[str, float] = {}
    best = 0.0
    for done, word in enumerate(rare_first):
        possible = (len(rare_first) - done) / len(rare_first)
        if possible <= best and possible < least:
            break
        for other in index[word]:
            if other != id_ and other not in found:
                found[other] = jaccard(sets[id_], sets[other])
                best = max(best, found[other])
    return found


# ------------------------------------------------------------------------------ guessers


@dataclass(frozen=True, slots=True)
class Item:
    """A choice question as a guesser sees it: content words of the stem and of each option."""

    stem: frozenset[str]
    lengths: tuple[int, ...]
    options: tuple[frozenset[str], ...]
    key: int


Scores = Callable[[Item], Sequence[float]]


def credit(item: Item, scores: Scores) -> float:
    """How often who always takes the option of the highest score is right; ties are split."""
    given = [round(score, 9) for score in scores(item)]
    top = max(given)
    return 1 / given.count(top) if given[item.key] == top else 0.0


def longest(item: Item) -> Sequence[float]:
    """Scores of who takes the longest option, in characters."""
    return item.lengths


def most_like_stem(item: Item) -> Sequence[float]:
    """Scores of who takes the option that repeats most of the question."""
    return [len(option & item.stem) for option in item.options]


def odd_one_out(item: Item) -> Sequence[float]:
    """Scores of who takes the option that shares least with the others."""
    return [-score for score in most_like_others(item)]


def most_like_others(item: Item) -> Sequence[float]:
    """Scores of who takes the option that shares most with the others."""
    return [
        mean(jaccard(option, other) for number, other in enumerate(item.options) if number != at)
        for at, option in enumerate(item.options)
    ]
