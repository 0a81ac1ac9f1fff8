"""Rules of talk: what belongs to speech and its recording has no place on a card."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.checks.model import ALL_KINDS, Hit, NoteRule, example
from quizgen.checks.primitives import norm
from quizgen.checks.rules_grounding import folded
from quizgen.checks.views import NoteView, SourceView
from quizgen.schema import Choice, Correction, Severity

# A mis-heard word may begin on the line before the one on which a quote begins.
LINES = 1


def _disfluency(view: NoteView) -> Iterator[Hit]:
    pattern = view.lexicon.pattern("grounding-disfluency")
    # Quoted words may stay as they were said, and a kind may be a kind.
    fine = [view.lexicon.pattern(f"grounding-{name}") for name in ("quoted", "real-kind")]
    for field, text in view.texts.items():
        if not pattern.search(text):
            continue
        left = text
        for one in fine:
            left = one.sub(lambda words: " " * len(words[0]), left)
        if found := pattern.search(left):
            words = found[0].strip(" ,.…")
            yield Hit(f"“{words}” is speech, not writing", field, words, "leave it out")


def _promo(view: NoteView) -> Iterator[Hit]:
    pattern = view.lexicon.pattern("grounding-promo")
    for number, evidence in enumerate(view.note.evidence):
        if found := pattern.search(" ".join(evidence.quote.split())):
            yield _promo_hit(f"evidence.{number}.quote", found[0], evidence.quote)
            return
    for field, text in view.texts.items():
        if found := pattern.search(text):
            yield _promo_hit(field, found[0], text)
            return


def _promo_hit(field: str, words: str, text: str) -> Hit:
    message = f"“{words}” belongs to the programme, not to what it is about"
    return Hit(message, field, words if words in text else "", "ask something worth knowing")


# ---------------------------------------------------------------------------------- mis-heard terms


def _misheard_term(view: NoteView) -> Iterator[Hit]:
    said = norm(" ".join(view.texts.values()))
    for source in view.own_sources:
        for correction in source.source.meta.corrections:
            if folded(correction.said) in said and _is_telling(correction, source, view):
                yield from _misheard(correction, view)


def _is_telling(correction: Correction, source: SourceView, view: NoteView) -> bool:
    """Whether a card that has the mis-heard words took them from the source.

    A single word may be an ordinary one: it counts where the quote stands, or when the source
    has it nowhere else.
    """
    if " " in correction.said.strip():
        return True
    for passage in view.passages:
        first, last = passage.lines.first - LINES, passage.lines.last
        if any(first <= line <= last for line in correction.lines):
            return True
    return source.vocabulary[correction.said.casefold()] <= len(correction.lines)


def _misheard(correction: Correction, view: NoteView) -> Iterator[Hit]:
    said, meant = correction.said, correction.meant
    same = said.casefold() == meant.casefold()
    words = r"\s+".join(map(re.escape, said.split()))
    pattern = re.compile(rf"(?<!\w){words}(?!\w)", 0 if same else re.IGNORECASE)
    for field, text in view.texts.items():
        rest = text.replace(meant, " ") if said.casefold() in meant.casefold() else text
        if found := pattern.search(rest):
            message = f"“{found[0]}” was mis-heard: “{meant}” was meant"
            raw = _raw(view, field, text)
            fix = pattern.sub(lambda match: _cased(meant, match[0]), raw)
            yield Hit(message, field, found[0], f"write “{meant}”", fix=fix if fix != raw else None)


def _raw(view: NoteView, field: str, text: str) -> str:
    """A field's text as it stands in the deck file: of a cloze, with its braces."""
    is_cloze = field == "text" and not isinstance(view.note.content, Choice)
    return view.note.question if is_cloze else text


def _cased(meant: str, said: str) -> str:
    opens = said[:1].isupper() and meant[:1].islower()
    return meant[:1].upper() + meant[1:] if opens else meant


TALK = "- What is a knee tide, Mara?\n- A knee tide is the weakest tide of the month.\n- Ah.\n"
WEAK = {"answer": "The weakest of the month", "evidence": [{"quote": "weakest tide of the month"}]}
SHOW = "The tide is raised by the Moon. This talk is brought to you by Salt and Sons."
RULES = (
    NoteRule(
        "disfluency",
        1,
        Severity.WARNING,
        ALL_KINDS,
        "A card keeps the fillers and false starts of speech.",
        "Kirkby and Matuschak 2026; Haladyna, Downing and Rodriguez 2002, rule 12",
        _disfluency,
        example(question="What, you know, raises the tide?", answer="The Moon"),
        example(question="What raises the tide?", answer="The Moon"),
    ),
    NoteRule(
        "promo-or-housekeeping",
        1,
        Severity.WARNING,
        ALL_KINDS,
        "A card asks about sponsors, greetings or the programme itself.",
        "Haladyna, Downing and Rodriguez 2002, rule 2, on trivia",
        _promo,
        example(
            SHOW,
            question="Who pays for the talk?",
            answer="Salt and Sons",
            evidence=[{"quote": "brought to you by Salt and Sons"}],
        ),
        example(SHOW, question="What raises the tide?", answer="The Moon"),
    ),
    NoteRule(
        "mis-heard-term",
        1,
        Severity.WARNING,
        ALL_KINDS,
        "A card repeats a word that the transcript got wrong.",
        "The source's own corrections, in its meta file",
        _misheard_term,
        example(TALK, question="What is a knee tide?", **WEAK),
        example(TALK, question="What is a neap tide?", **WEAK),
        needs_language=False,
    ),
)
