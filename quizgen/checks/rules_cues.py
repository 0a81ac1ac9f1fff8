"""Rules on wording that tells the key of a choice note to who does not know the answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from quizgen.checks.model import CHOICE, Example, Hit, NoteRule, example
from quizgen.checks.option_text import (
    content_in,
    field_of,
    is_plural,
    keyed,
    kind_of,
    listed,
    opening_of,
    opens_with_vowel,
    word_in,
    words_of,
)
from quizgen.checks.primitives import tokens
from quizgen.checks.views import NoteView
from quizgen.schema import Severity


def _terms(view: NoteView, name: str) -> list[str]:
    """For each option the first word of a list that it holds and the evidence does not, or ""."""
    terms = view.lexicon.words(name)
    found = [[w for w in words_of(text) if w in terms] for text in view.options]
    said = set(tokens(view.evidence)) if any(found) else set()
    return [next((word for word in words if word not in said), "") for words in found]


def _absolute_term_cue(view: NoteView) -> Iterator[Hit]:
    hit = _separating(view, "choice_absolute")
    if hit := hit or _separating(view, "choice_absolute_weak", Severity.INFO):
        yield hit


def _separating(view: NoteView, name: str, severity: Severity | None = None) -> Hit | None:
    """A term that only wrong options hold, or only the keys."""
    terms = _terms(view, name)
    right = [bool(terms[n]) for n, option in enumerate(listed(view)) if option.key]
    wrong = [bool(terms[n]) for n, option in enumerate(listed(view)) if not option.key]
    if not any(terms) or (any(right) and any(wrong)):
        return None
    number, word = next((n, word) for n, word in enumerate(terms) if word)
    side = "the key" if any(right) else "a wrong option"
    message = f"only {side} says {word!r}, and absolute words are seldom right"
    words = word_in(view.options[number], [word])
    return Hit(message, field_of(number), words, "say it without the absolute word", severity)


def _vague_frequency_term(view: NoteView) -> Iterator[Hit]:
    for number, word in enumerate(_terms(view, "choice_vague")):
        if word:
            message = f"{word!r} means something else to every reader"
            words = word_in(view.options[number], [word])
            yield Hit(message, field_of(number), words, "say how often, or leave it out")


def _grammar_cue(view: NoteView) -> Iterator[Hit]:
    yield from _article_cue(view)
    yield from _number_cue(view)
    yield from _form_cue(view)


def _article_cue(view: NoteView) -> Iterator[Hit]:
    match = view.lexicon.pattern("choice_ends_with_article").search(view.question)
    article = next(filter(None, match.groups()), "") if match else ""
    if not article.islower():
        return
    for number, text in enumerate(view.options):
        if opens_with_vowel(text, view.lexicon) != (article == "an"):
            message = f"{article!r} at the end of the stem does not go with {text!r}"
            advice = "put the article into the options, or write a(n)"
            yield Hit(message, field_of(number), text, advice)
            return


def _number_cue(view: NoteView) -> Iterator[Hit]:
    match = view.lexicon.pattern("choice_verb_ends").search(view.question)
    plural = [is_plural(text, view.lexicon) for text in view.options]
    if match is None or None in plural:
        return
    verb = next(filter(None, match.groups()))
    agreeing = [n for n, many in enumerate(plural) if many == (verb.casefold() in ("are", "were"))]
    if len(agreeing) == 1 and len(plural) > 2:
        words = view.options[agreeing[0]]
        message = f"only {words!r} agrees with {verb!r} in the stem"
        advice = "let all options be singular, or all plural"
        yield Hit(message, field_of(agreeing[0]), words, advice, Severity.WARNING)


def _form_cue(view: NoteView) -> Iterator[Hit]:
    openings = [opening_of(text, view.lexicon) for text in view.options]
    stops = ["stop" if text.rstrip().endswith(".") else "" for text in view.options]
    for forms, what in ((openings, "opens in another way"), (stops, "ends in another way")):
        counted = Counter(forms)
        odd = min(counted, key=counted.__getitem__)
        if len(counted) == 2 and counted[odd] == 1 and len(forms) > 2:
            number = forms.index(odd)
            message = f"the option {what} than the others"
            advice = "give all options one form"
            yield Hit(message, field_of(number), view.options[number], advice, Severity.INFO)


def _convergence_cue(view: NoteView) -> Iterator[Hit]:
    if len(view.answers) > 1 or len(view.distractors) < 2:
        return
    own = [content_in(text, view.lexicon) for text in view.options]
    number = next(n for n, option in enumerate(listed(view)) if option.key)
    wrong = [words for n, words in enumerate(own) if n != number]
    among = Counter(word for words in wrong for word in words)
    meeting = {w for w in own[number] if len(wrong) / 2 <= among[w] < len(wrong)}
    shared = [sum(len(words & other) for other in own if other is not words) for words in own]
    if len(meeting) > 1 and shared[number] > max(v for n, v in enumerate(shared) if n != number):
        message = "the key shares the most words with the other options, so that it can be guessed"
        severity = Severity.WARNING if len(meeting) > 2 else None
        advice = "let wrong options share as many words with one another"
        yield Hit(message, field_of(number), view.options[number], advice, severity)


def _kind(view: NoteView, text: str) -> str:
    kind = kind_of(view, text)
    return "phrase" if kind == "name" else kind  # a capital alone tells too little


def _mixed_type_options(view: NoteView) -> Iterator[Hit]:
    kinds = [_kind(view, text) for text in view.options]
    counted = Counter(kinds)
    odd = min(counted, key=counted.__getitem__)
    if len(counted) == 2 and counted[odd] == 1 and len(kinds) > 2:
        number = kinds.index(odd)
        other = next(kind for kind in counted if kind != odd)
        message = f"this option is a {odd}, each of the others a {other}"
        yield Hit(message, field_of(number), view.options[number], "let all be of one type")


HALADYNA = "Haladyna, Downing and Rodriguez 2002, rule"


def _note(key: str, *wrong: str, question: str = "What does yeast do to dough?") -> Example:
    return example(question=question, options=keyed(key, *wrong))


RULES = (
    NoteRule(
        "absolute-term-cue",
        1,
        Severity.WARNING,
        CHOICE,
        "An absolute word stands in wrong options only, or in the key only.",
        f"{HALADYNA} 28; Tarrant 2006; NBME",
        _absolute_term_cue,
        _note("It fills it with gas", "It always dries it out", "It makes it bitter"),
        _note("It fills it with gas", "It dries the dough out", "It makes it bitter"),
    ),
    NoteRule(
        "vague-frequency-term",
        1,
        Severity.INFO,
        CHOICE,
        "An option says how often in a word that every reader takes differently.",
        "Tarrant 2006; NBME",
        _vague_frequency_term,
        _note("It usually lifts it", "It dries it out", "It makes it bitter"),
        _note("It lifts it", "It dries it out", "It makes it bitter"),
    ),
    NoteRule(
        "grammar-cue",
        1,
        Severity.ERROR,
        CHOICE,
        "The stem's grammar goes with some options only.",
        f"{HALADYNA} 28; Tarrant 2006; NBME",
        _grammar_cue,
        _note("acid", "sugar", "salt", question="What turns blue litmus red is an"),
        _note("acid", "sugar", "salt", question="What turns blue litmus red is a(n)"),
    ),
    NoteRule(
        "convergence-cue",
        1,
        Severity.INFO,
        CHOICE,
        "The key has more words in common with the wrong options than any of them has.",
        "Tarrant 2006; NBME",
        _convergence_cue,
        _note("warm salty water", "warm fresh water", "cold salty water"),
        _note("warm salty water", "warm fresh water", "cold salty water", "cold fresh water"),
    ),
    NoteRule(
        "mixed-type-options",
        1,
        Severity.INFO,
        CHOICE,
        "One option is of another type than all others.",
        f"{HALADYNA} 23 and 29; NBME",
        _mixed_type_options,
        _note("1883", "1932", "The wind", question="When was the bridge opened?"),
        _note("1883", "1932", "1937", question="When was the bridge opened?"),
    ),
)
