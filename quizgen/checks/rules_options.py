"""Rules on options that speak of one another, or stand out by length or by words of the stem."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.checks.model import CHOICE, Example, Hit, NoteRule, example
from quizgen.checks.option_text import (
    content_in,
    field_of,
    is_numeric,
    keyed,
    kind_of,
    listed,
    word_in,
    words_of,
)
from quizgen.checks.primitives import norm
from quizgen.checks.views import NoteView
from quizgen.schema import Severity

LONGER_KEY, LONGER_KEY_CHARS, LONG_KEY_WORDS = 1.2, 6, 3
MUCH_LONGER_KEY, MUCH_LONGER_CHARS = 1.5, 20
OUTLIER, OUTLIER_CHARS = 1.5, 12
SHORT_OUTLIER, SHORT_OUTLIER_CHARS = 0.5, 12
ECHO_LENGTH = 4
COMMON, LONG_SOURCE = 0.03, 100  # share of sentences; sentences
K_TYPE_POOL = 0.6
LONGEST_PART = 4  # words; longer ones are clauses
LONGEST_META = 9  # words of "all of the above" and the like


def _all_none_of_above(view: NoteView) -> Iterator[Hit]:
    letters = [t for t in view.options if view.lexicon.pattern("choice_letters").search(t)]
    for number, text in enumerate(view.options):
        severity: Severity | None = Severity.WARNING
        if len(text.split()) > LONGEST_META:
            continue
        if view.lexicon.pattern("choice_all").search(text) or letters == [text]:
            severity = None
        elif not any(
            view.lexicon.pattern(name).search(text) for name in ("choice_none", "choice_both")
        ):
            continue
        message = f"the option {text!r} speaks of the other options"
        yield Hit(message, field_of(number), text, "replace it by a real answer", severity)


def _k_type_options(view: NoteView) -> Iterator[Hit]:
    marks, join = view.lexicon.pattern("choice_marks"), view.lexicon.pattern("choice_mark_join")
    combined = [
        (number, text)
        for number, text in enumerate(view.options)
        if marks.search(text) and join.search(text)
    ]
    advice = "let each option be one statement, or ask for all that apply"
    if len(combined) > 1 and _are_marks(" ".join(text for _, text in combined)):
        number, text = combined[0]
        message = f"options such as {text!r} combine numbered statements"
        yield Hit(message, field_of(number), text, advice)
    elif (first := _combines(view)) is not None:
        number, text = first, view.options[first]
        message = f"options such as {text!r} combine the same few parts"
        yield Hit(message, field_of(number), text, advice, Severity.WARNING)


def _are_marks(text: str) -> bool:
    """Whether digits number statements: they then begin with one, and are no amounts."""
    said = norm(text)
    return not any(char.isdigit() for char in said) or "1" in said or "only" in said


def _combines(view: NoteView) -> int | None:
    """The first option made of several parts, when all are mixed from a small pool."""
    split = view.lexicon.pattern("choice_part").split
    parts = [tuple(p for p in split(norm(text)) if p) for text in view.options]
    every = [part for own in parts for part in own]
    several = [number for number, own in enumerate(parts) if len(own) > 1]
    if len(several) < 2 or len(set(every)) > K_TYPE_POOL * len(every):
        return None
    if any(len(part.split()) > LONGEST_PART for part in every):
        return None
    # Orders of the same parts, and a part of one set with a part of another, are fair options.
    ordered = len({frozenset(own) for own in parts}) == 1
    places = [set(column) for column in zip(*parts, strict=False)]
    paired = len({len(own) for own in parts}) == 1 and not set.intersection(*places)
    return None if ordered or paired else several[0]


def _lengths(view: NoteView) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """The lengths of keys and of wrong options, each with its place, ascending."""
    keys = sorted((len(o.text), n) for n, o in enumerate(listed(view)) if o.key)
    wrong = sorted((len(o.text), n) for n, o in enumerate(listed(view)) if not o.key)
    return keys, wrong


def _key_is_longest(view: NoteView) -> bool:
    (key, at), (longest, _) = (side[edge] for side, edge in zip(_lengths(view), (0, -1),
                                                               strict=True))  # fmt: skip
    wordy = len(view.options[at].split()) >= LONG_KEY_WORDS
    return wordy and key > LONGER_KEY * longest and key - longest >= LONGER_KEY_CHARS


def _longest_option_key(view: NoteView) -> Iterator[Hit]:
    if _key_is_longest(view):
        keys, wrong = _lengths(view)
        (key, at), longest = keys[0], wrong[-1][0]
        far = key >= MUCH_LONGER_KEY * longest and key - longest >= MUCH_LONGER_CHARS
        message = f"the key is clearly the longest option ({key} characters, the next {longest})"
        advice = "shorten the key or say more in the wrong options"
        severity = Severity.ERROR if far else None
        yield Hit(message, field_of(at), view.options[at], advice, severity)


def _option_length_outlier(view: NoteView) -> Iterator[Hit]:
    sides = _lengths(view)
    lengths = sorted((*sides[0], *sides[1]))
    if len(lengths) < 3 or _key_is_longest(view) or any(is_numeric(t) for t in view.options):
        return
    if all(kind_of(view, text) == "name" for text in view.options):
        return  # names are as long as they are
    (short, lowest), (low, _) = lengths[:2]
    (high, _), (long, highest) = lengths[-2:]
    if long > OUTLIER * high and long - high >= OUTLIER_CHARS:
        at, message = highest, f"the option is far longer than the others ({long} against {high})"
    elif short < SHORT_OUTLIER * low and low - short >= SHORT_OUTLIER_CHARS:
        at, message = lowest, f"the option is far shorter than the others ({short} against {low})"
    else:
        return
    yield Hit(message, field_of(at), view.options[at], "make the options about equally long")


def _tells(view: NoteView, word: str) -> bool:
    """Whether hearing a word again is a cue: what a whole talk is about stands everywhere."""
    common = any(
        len(source.sentences) >= LONG_SOURCE and source.rarity(word) > COMMON
        for source in view.own_sources
    )
    return len(word) >= ECHO_LENGTH and not common


def _heard(view: NoteView, text: str) -> set[str]:
    """The words of an option, and those of the stem that one ends with: bees in honeybees."""
    own = content_in(text, view.lexicon)
    asked = {word for word in view.question_content - own if len(word) >= ECHO_LENGTH}
    ends = own.union(words_of(text))
    return own | {word for word in asked if any(end.endswith(word) for end in ends)}


def _stem_key_echo(view: NoteView) -> Iterator[Hit]:
    own = [(o.key, _heard(view, o.text)) for o in listed(view)]
    shared = set.intersection(*(words for _, words in own))
    asked = {word for word in view.question_content - shared if _tells(view, word)}
    wrong = [words & asked for key, words in own if not key]
    keys = [words & asked for key, words in own if key]
    if min(map(len, keys)) > max(map(len, wrong)):
        only = keys[0].difference(*wrong)
        number = next(n for n, option in enumerate(listed(view)) if option.key)
        words = word_in(view.options[number], only)
        message = f"of all options only the key repeats {words!r} from the stem"
        yield Hit(message, field_of(number), words, "reword the key, or let wrong options say it")


QUESTION = "What raises the tide?"
HALADYNA = "Haladyna, Downing and Rodriguez 2002, rule"
LONG_KEY = "The pull of the Moon on the water below it"
EVEN = keyed("The pull of the Moon", "The push of the wind", "The flow of rivers")


def _note(*wrong: str, key: str = "The Moon") -> Example:
    return example(question=QUESTION, options=keyed(key, *wrong))


RULES = (
    NoteRule(
        "all-none-of-above",
        1,
        Severity.ERROR,
        CHOICE,
        "An option speaks of the other options: all of the above, none of these.",
        f"{HALADYNA} 25 and 26; Tarrant 2006; NBME",
        _all_none_of_above,
        _note("The wind", "All of the above"),
        _note("The wind", "All of the rivers"),
    ),
    NoteRule(
        "k-type-options",
        1,
        Severity.ERROR,
        CHOICE,
        "Options combine numbered statements, so that logic finds the key.",
        f"{HALADYNA} 9; Tarrant 2006",
        _k_type_options,
        _note("I only", "II only", "II and III", key="I and III only"),
        _note("The wind", "The rain"),
    ),
    NoteRule(
        "longest-option-key",
        1,
        Severity.WARNING,
        CHOICE,
        "The key is clearly longer than every wrong option.",
        f"{HALADYNA} 24 and 28; Tarrant 2006; NBME",
        _longest_option_key,
        _note("The push of the wind", "The flow of rivers", key=LONG_KEY),
        example(question=QUESTION, options=EVEN),
        needs_language=False,
        may_be_error=True,
    ),
    NoteRule(
        "option-length-outlier",
        1,
        Severity.WARNING,
        CHOICE,
        "One option is far longer or far shorter than all others.",
        f"{HALADYNA} 24; Tarrant 2006",
        _option_length_outlier,
        _note("The wind", "The many rivers that come down from the hills", key="Moonlight"),
        example(question=QUESTION, options=EVEN),
    ),
    NoteRule(
        "stem-key-echo",
        2,
        Severity.WARNING,
        CHOICE,
        "Only the key repeats a word of the stem.",
        f"{HALADYNA} 28; Tarrant 2006, word repeats",
        _stem_key_echo,
        _note("The wind", "The rivers", key="The tide-raising Moon, by its tide"),
        _note("The wind", "The rivers"),
    ),
)
