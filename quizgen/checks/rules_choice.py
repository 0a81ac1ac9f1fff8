"""Rules on how a choice note is built: its stem, its keys, and options that meet."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from quizgen.checks.model import CHOICE, Hit, NoteRule, example
from quizgen.checks.option_text import (
    Range,
    amounts_of,
    content_in,
    field_of,
    keyed,
    listed,
    pairs,
    plain,
    read_range,
    skeleton,
    stands_for,
    stems_in,
    words_of,
)
from quizgen.checks.primitives import norm, numbers
from quizgen.checks.views import NoteView
from quizgen.schema import Choice, Severity

FEW, MANY = 3, 5
CASE_TELLS = 3  # up to this length, options may differ by their capitals alone (MB, Mb)


def _option_count(view: NoteView) -> Iterator[Hit]:
    count = len(view.options)
    if not FEW <= count <= MANY:
        advice = "add a plausible wrong option" if count < FEW else "keep the most plausible ones"
        yield Hit(f"the note has {count} options; three to five work best", "options", "", advice)


def _options_equal(view: NoteView) -> Iterator[Hit]:
    plains = [plain(text, view.lexicon) for text in view.options]
    amounts = amounts_of(view)
    for first, one, at, other in pairs(view):
        same = plains[first] == plains[at]
        same |= one.key == other.key and amounts[first] == amounts[at]
        if same and not _case_tells(one.text, other.text):
            message = f"says the same as the option {one.text!r}"
            yield Hit(message, field_of(at), other.text, "replace one of the two")


def _case_tells(one: str, other: str) -> bool:
    return max(len(one), len(other)) <= CASE_TELLS and one.casefold() == other.casefold()


def _option_within_option(view: NoteView) -> Iterator[Hit]:
    for first, one, second, other in pairs(view):
        if one.key == other.key and (longer := _containing(view, one.text, other.text)):
            at = first if longer == one.text else second
            shorter = other.text if at == first else one.text
            message = f"the option holds the whole of another, {shorter!r}"
            yield Hit(message, field_of(at), longer, "make the two exclude each other")


def _containing(view: NoteView, one: str, other: str) -> str:
    """The option that holds the other word for word, and says a case of the same; else nothing."""
    short, long = sorted((one, other), key=len)
    inner, outer = stems_in(plain(short, view.lexicon)), stems_in(long)
    if not inner or len(inner) >= len(outer) or not content_in(short, view.lexicon):
        return ""
    at = next((n for n in range(len(outer)) if outer[n : n + len(inner)] == inner), None)
    if at is None or all(word[0].isdigit() for word in inner):
        return ""
    words = words_of(long)
    added = words[:at] + words[at + len(inner) :]
    telling = [word for word in added if word not in view.lexicon.words("choice_articles")]
    if not telling or view.lexicon.words("choice_excluding") & set(added):
        return ""
    return "" if _names_another(view, inner, long, words[at + len(inner) :]) else long


def _names_another(
    view: NoteView, inner: tuple[str, ...], long: str, after: tuple[str, ...]
) -> bool:
    """`Guinea` in `Papua New Guinea`, `carbon` in `carbon dioxide`: other things altogether."""
    words = re.findall(r"\w[\w'.-]*", long)
    told = [word for word in words if word.casefold() not in view.lexicon.stop]
    if len(told) > 1 and all(word[0].isupper() or word[0].isdigit() for word in told):
        return True
    joined = re.search(re.escape(inner[-1]) + r"\w*\s+\w", norm(long))
    alone = len([word for word in inner if word not in view.lexicon.stop]) == 1
    modified = after and joined and after[0] not in view.lexicon.stop
    return bool(alone and modified and not after[0].endswith("ly"))


def _ranges_overlap(view: NoteView) -> Iterator[Hit]:
    ranges = [read_range(text, view.lexicon) for text in view.options]
    key = next((r for r, o in zip(ranges, listed(view), strict=True) if r and o.key), None)
    # Ranges that the source itself names are not cut to measure, and may meet.
    if key is None or _is_said(view, key):
        return
    for first, one, second, other in pairs(view):
        left, right = ranges[first], ranges[second]
        if left and right and left.meets(right):
            message = f"{other.text!r} overlaps {one.text!r}"
            yield Hit(message, field_of(second), other.text, "let each range begin after the last")


def _is_said(view: NoteView, key: Range) -> bool:
    said = {number.value for number in numbers(view.quotes, view.lexicon)}
    return {end for end in (key.low, key.high) if abs(end) < float("inf")} <= said


def _second_correct_option(view: NoteView) -> Iterator[Hit]:
    amounts = amounts_of(view)
    quotes = norm(view.quotes)
    for first, one, second, other in pairs(view):
        if one.key == other.key or plain(one.text, view.lexicon) == plain(other.text, view.lexicon):
            continue  # options-equal says so
        at, key, wrong = (second, one, other) if one.key else (first, other, one)
        same = amounts[first] == amounts[second] and not _case_tells(key.text, wrong.text)
        severity: Severity | None = Severity.WARNING
        if same or stands_for(key.text, wrong.text, view.lexicon):
            message, severity = f"the wrong option says the same as the key {key.text!r}", None
        elif _containing(view, key.text, wrong.text):
            message = f"the wrong option and the key {key.text!r} hold one another"
        elif _siblings(view, quotes, key.text, wrong.text):
            message = f"the quote names {wrong.text!r} beside the key: it may be right as well"
        else:
            continue
        advice = "replace it by an option that is wrong"
        yield Hit(message, field_of(at), wrong.text, advice, severity)


def _siblings(view: NoteView, quotes: str, key: str, wrong: str) -> bool:
    """Whether the quote lists the two side by side: `the Sun, the Moon and the wind`."""
    ends: list[tuple[int, int]] = []
    for text in (plain(key, view.lexicon), plain(wrong, view.lexicon)):
        at = quotes.find(text)
        if at < 0 or not text or quotes[at - 1 : at].isalnum():
            return False
        ends.append((at, at + len(text)))
    (_, left), (right, _) = sorted(ends)
    gap = view.lexicon.pattern("choice_siblings").fullmatch(quotes, left, max(left, right))
    return gap is not None


def _options_out_of_order(view: NoteView) -> Iterator[Hit]:
    choice = view.note.content
    if not isinstance(choice, Choice) or not choice.fixed_order:
        return
    shapes = {skeleton(text, view.lexicon) for text in view.options}
    found = [numbers(text, view.lexicon) for text in view.options]
    if len(shapes) > 1 or not all(found):
        return
    values = [[number.value for number in own] for own in found]
    order = sorted(range(len(values)), key=values.__getitem__)
    if order != list(range(len(values))):
        message = "the options are numbers in a fixed order that is not ascending"
        words, advice = view.options[0], "put them in ascending order"
        yield Hit(message, "options", words, advice, fix=json.dumps(order))


QUESTION = "How often does the tide come?"


HALADYNA = "Haladyna, Downing and Rodriguez 2002, rule"
RULES = (
    NoteRule(
        "option-count",
        1,
        Severity.INFO,
        CHOICE,
        "A choice note has fewer than three or more than five options.",
        f"{HALADYNA} 18; Tarrant 2009: three are enough",
        _option_count,
        example(question=QUESTION, options=keyed("Twice a day", "Once a day")),
        example(question=QUESTION, options=keyed("Twice a day", "Once a day", "Every hour")),
        needs_language=False,
    ),
    NoteRule(
        "options-equal",
        2,
        Severity.ERROR,
        CHOICE,
        "Two options say the same.",
        f"{HALADYNA} 22",
        _options_equal,
        example(question=QUESTION, options=keyed("Twice", "Once a day", "once a day.")),
        example(question=QUESTION, options=keyed("Twice", "Once a day", "Once a week")),
    ),
    NoteRule(
        "option-within-option",
        1,
        Severity.WARNING,
        CHOICE,
        "An option holds the whole of another, so that they do not exclude each other.",
        f"{HALADYNA} 22",
        _option_within_option,
        example(question="What raises it?", options=keyed("The Moon", "Wind", "Wind and rain")),
        example(question="What raises it?", options=keyed("The Moon", "The wind", "The rain")),
    ),
    NoteRule(
        "ranges-overlap",
        1,
        Severity.ERROR,
        CHOICE,
        "Two options are ranges that overlap.",
        f"{HALADYNA} 22",
        _ranges_overlap,
        example(question="How high is it?", options=keyed("10-20 cm", "20-30 cm", "30-40 cm")),
        example(question="How high is it?", options=keyed("10-19 cm", "20-29 cm", "30-39 cm")),
    ),
    NoteRule(
        "second-correct-option",
        2,
        Severity.ERROR,
        CHOICE,
        "A wrong option is as right as the key.",
        f"{HALADYNA} 19",
        _second_correct_option,
        example(question="How many loaves?", options=keyed("18 loaves", "Eighteen loaves", "9")),
        example(
            question="How many loaves?", options=keyed("18 loaves", "Twelve loaves", "9 loaves")
        ),
    ),
    NoteRule(
        "options-out-of-order",
        1,
        Severity.WARNING,
        CHOICE,
        "Numbers in a fixed order do not ascend.",
        f"{HALADYNA} 21; Tarrant 2006",
        _options_out_of_order,
        example(question=QUESTION, order="fixed", options=keyed("40", "10", "30")),
        example(question=QUESTION, order="fixed", options=keyed("10", "30", "40")),
    ),
)
