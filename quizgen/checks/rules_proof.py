"""Rules of the first contract: every quote stands in its source, said by whom the note says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from quizgen.checks.model import ALL_KINDS, SOURCE, Example, Hit, NoteRule
from quizgen.checks.proof import NoSource, mistaken_speaker
from quizgen.checks.views import NoteView
from quizgen.schema import Passage, Severity
from quizgen.sources.evidence import Miss, Reason
from quizgen.text import words

FEWEST_WORDS = 4
UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uf900-\ufaff]")
GUIDELINE = "Contract 1, verbatim; Wozniak's rule 18, provide sources"
TALK = "- Tell us of the sea, Mara, will you?\n- The tide comes twice a day, I think.\n- And why?\n"
ASKED = {"question": "How often?", "answer": "Twice"}
GOOD = Example(({**ASKED, "evidence": [{"quote": "It comes twice a day"}]},))


def _misses(*reasons: Reason) -> Callable[[NoteView], Iterator[Hit]]:
    """A check for quotes that were missed for some reasons."""

    def check(view: NoteView) -> Iterator[Hit]:
        for number, found in enumerate(view.located):
            if isinstance(found, Miss) and found.reason in reasons:
                yield Hit(found.message, f"evidence.{number}.quote")

    return check


def _misplaced(view: NoteView) -> Iterator[Hit]:
    """As other misses; where the quote stands in just one place, its lines can be mended."""
    for number, found in enumerate(view.located):
        if isinstance(found, Miss) and found.reason is Reason.MISPLACED:
            lines = view.note.evidence[number].locator.lines
            if lines and len(found.places) == 1:
                place = str(found.places[0].lines)
                yield Hit(found.message, f"evidence.{number}.lines", str(lines), fix=place)
            else:
                yield Hit(found.message, f"evidence.{number}.quote")


def _source_unknown(view: NoteView) -> Iterator[Hit]:
    listed = ", ".join(view.deck.sources)
    for number, found in enumerate(view.located):
        if isinstance(found, NoSource) and found.named is None:
            message = "the deck has several sources, and the quote names none"
            yield Hit(message, f"evidence.{number}.quote", suggestion=f"add `source:`, of {listed}")
        elif isinstance(found, NoSource):
            message = f"{found.named!r} is no source of this deck"
            yield Hit(message, f"evidence.{number}.source", suggestion=f"deck.yaml names {listed}")


def _too_short(view: NoteView) -> Iterator[Hit]:
    for number, found in enumerate(view.located):
        if isinstance(found, Passage):
            quote = " ".join(view.sources[found.source].said(span) for span in found.spans)
            # Scripts without spaces count by their characters: two make about one word.
            count = max(len(words(quote)), len(UNSPACED.findall(quote)) // 2)
            if count < FEWEST_WORDS:
                said = "1 word proves" if count == 1 else f"{count} words prove"
                message = f"a quote of {said} little: it would prove the contrary too"
                advice = "quote the whole statement"
                yield Hit(message, f"evidence.{number}.quote", quote, advice)


def _speaker_mismatch(view: NoteView) -> Iterator[Hit]:
    if heard := mistaken_speaker(view.note, view.passages):
        message = f"the note says {view.note.speaker}, but {heard} says the quote"
        yield Hit(message, "speaker", view.note.speaker or "", "mend speaker or evidence")


def _gate(
    id_: str, reason: str, check: Callable[[NoteView], Iterator[Hit]], failing: Example
) -> NoteRule:
    return NoteRule(
        id_, 1, Severity.ERROR, ALL_KINDS, reason, GUIDELINE, check, failing, GOOD, False, True
    )


def _quoting(text: str = SOURCE, /, **evidence: Any) -> Example:
    return Example(({**ASKED, "evidence": [evidence]},), text)


def _said_by(speaker: str) -> Example:
    quote = {"quote": "The tide comes twice a day"}
    return Example(({**ASKED, "speaker": speaker, "evidence": [quote]},), TALK)


TWICE = "At first the tide comes. Then it goes.\n\nLater the tide comes back.\n"
RULES = (
    _gate(
        "quote-not-found",
        "A quote does not stand in its source, word for word.",
        _misses(Reason.NOT_FOUND, Reason.CUTS_WORD),
        _quoting(quote="It comes three times a day"),
    ),
    _gate(
        "quote-malformed",
        "A quote is empty, or its pieces are too short or too far apart.",
        _misses(Reason.EMPTY, Reason.SHORT_PIECE, Reason.TOO_FAR),
        _quoting(quote="The tide is raised [...] day"),
    ),
    _gate(
        "quote-crosses-turns",
        "A quote runs over the border between two speakers.",
        _misses(Reason.CROSSES_TURNS),
        _quoting(TALK, quote="twice a day, I think. - And why?"),
    ),
    _gate(
        "quote-misplaced",
        "A quote stands in the source, but not where its locator says.",
        _misplaced,
        _quoting(quote="It comes twice a day", lines="7"),
    ),
    _gate(
        "quote-ambiguous",
        "A quote stands in several places, and nothing says which is meant.",
        _misses(Reason.AMBIGUOUS),
        _quoting(TWICE, quote="the tide comes"),
    ),
    _gate(
        "source-unknown",
        "A quote names no source of the deck.",
        _source_unknown,
        _quoting(quote="It comes twice a day", source="elsewhere"),
    ),
    NoteRule(
        "speaker-mismatch",
        1,
        Severity.ERROR,
        ALL_KINDS,
        "The quote is said by somebody else than the note says.",
        "Contract 2, attributed",
        _speaker_mismatch,
        _said_by("Jon Vik"),
        _said_by("Mara Lind"),
        needs_language=False,
        gate=True,
    ),
    NoteRule(
        "quote-too-short",
        1,
        Severity.WARNING,
        ALL_KINDS,
        "A quote of fewer than four words proves hardly anything.",
        GUIDELINE,
        _too_short,
        _quoting(quote="twice a day"),
        GOOD,
        needs_language=False,
    ),
)
