"""Flaws of proof: quotes that are altered, torn, elsewhere, or another's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from quizgen.checks.views import NoteView
from quizgen.schema import Lines, Locator, Source

from .tools import Draw, Mutant, quoting

OTHER_WORDS = ("surely", "purple", "twelve", "nobody", "gently", "harbour", "instead")
TINY = ("", "   ", "[...]", "{first} [...] {last}", "{first} [...]", "[...] {half}")
STRANGERS = ("Lena Hartwig", "the narrator", "Tomas Reed", "A. Listener", "Nina Kowalczyk")


def _source(view: NoteView) -> Source:
    return view.sources[view.passages[0].source].source


def _words(view: NoteView) -> list[str]:
    return view.note.evidence[0].quote.split()


def altered_quote(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    words = _words(view)
    at = draw.one(range(1, len(words) - 1), "place")
    other = draw.one(OTHER_WORDS)
    ways = (
        [*words[:at], other, *words[at + 1 :]],
        [*words[:at], *words[at + 1 :]],
        [*words[:at], other, *words[at:]],
        [*words[: at - 1], words[at], words[at - 1], *words[at + 1 :]],
        [*words, other],
        [*words[:-1], words[-1].rstrip(".,?!") + "ish"],
        words[::-1],
    )
    known = " ".join(_source(view).text.split())
    for changed in draw.some(ways, 2):
        if (quote := " ".join(changed)) not in known:
            yield quoting(view.note, quote)


def malformed_quote(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    words = _words(view)
    half = " ".join(words[len(words) // 2 :])
    told = draw.one(TINY).format(first=words[0], last=words[-1], half=half)
    # A piece at the start or the end that leaves nothing beside it is an empty piece.
    yield quoting(view.note, told)
    text = _source(view).text
    start = view.passages[0].spans[0].start
    far = [m.start() for m in re.finditer(r"(?<=\. )[A-Z]", text) if m.start() > start + 9000]
    if far and len(words) > 5:
        later = " ".join(text[draw.one(far) :].split()[:7])
        if "- " not in later:
            yield quoting(view.note, f"{' '.join(words[:6])} [...] {later}")


def crossing_quote(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    source = _source(view)
    number = view.passages[0].turn
    turns = [turn for turn in source.turns if turn.speaker]
    for turn, following in zip(turns, turns[1:], strict=False):
        if number in (turn.number, following.number) and turn.speaker != following.speaker:
            before = " ".join(source.text[turn.span.start : turn.span.end].split()[-5:])
            length = draw.one((3, 4, 5, 6, 7))
            after = source.text[following.span.start : following.span.end].split()[:length]
            between = source.text[turn.span.end : following.span.start]
            yield quoting(view.note, " ".join(f"{before}{between}{' '.join(after)}".split()))


def misplaced_quote(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    passage, source = view.passages[0], _source(view)
    first, last = passage.lines.first, source.line_at(len(source.text) - 1)
    lines = [Lines(1, 1), Lines(last, last), Lines(last + 7, last + 9)]
    lines += [Lines(n, n + 1) for n in (first - 20, first + 20, first - 9, first + 9)]
    right = range(first - 5, passage.lines.last + 6)
    locators = [Locator(lines=x) for x in lines if x.first > 0 and x.first not in right]
    if passage.turn is not None:
        locators += [Locator(turn=passage.turn + n) for n in (-2, 1, 3, 400)]
    if passage.seconds is not None:
        locators += [Locator(at=passage.seconds + n) for n in (95.0, 1800.0)]
    for locator in draw.some(locators, 2):
        evidence = replace(view.note.evidence[0], locator=locator)
        yield replace(view.note, evidence=(evidence,))


@cache
def _repeated(text: str) -> tuple[str, ...]:
    """Word runs that stand several times, from five words down to three."""
    words = text.split()
    found: list[str] = []
    for length in (5, 4, 3):
        runs = zip(*(words[n:] for n in range(length)), strict=False)
        counted = Counter(" ".join(run) for run in runs)
        repeated = [run for run, n in counted.items() if n > 1 and re.fullmatch(r"[\w' ]+", run)]
        found += sorted(repeated)[:: max(1, len(repeated) // 40)]
    return tuple(found)


def ambiguous_quote(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    source = _source(view)
    runs = _repeated(source.text)
    if runs:
        yield quoting(view.note, draw.one(runs))


def unknown_source(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    stem = view.passages[0].source
    names = ("elsewhere", f"{stem}x", f"{stem}.txt", f"seeds/{stem}", stem.upper(), stem[1:], "the")
    for name in draw.some(names, 2):
        yield replace(view.note, evidence=(replace(view.note.evidence[0], source=name),))


def other_speaker(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    heard = {passage.speaker for passage in view.passages}
    if None in heard:
        return
    people = [person.name for person in _source(view).meta.people]
    wrong = [name for name in (*people, *STRANGERS) if name not in heard]
    for name in draw.some(wrong, 2):
        yield replace(view.note, speaker=name)


def tiny_quote(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    words, text = _words(view), " ".join(_source(view).text.split())
    runs = [words[n : n + length] for length in (3, 2) for n in range(len(words) - length)]
    quotes = [" ".join(run) for run in runs]
    unique = [q for q in quotes if text.count(q) == 1 and re.fullmatch(r"[A-Za-z ]+", q)]
    unique = [q for q in unique if re.search(rf"\b{q}\b", text)]
    for quote in draw.some(unique):
        yield quoting(view.note, quote)
