"""The quotes of a reply: found word for word in the window that was shown, or refused."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from quizgen.drafting.llm.forms import Quote
from quizgen.drafting.llm.passages import Unit
from quizgen.drafting.llm.prompts import as_value
from quizgen.schema import Evidence, Locator, Passage, Source, Span
from quizgen.sources.evidence import ELISION, Miss, Quotable, Reason
from quizgen.sources.speakers import full_name
from quizgen.text import fold, squeeze, words

FEWEST_WORDS, MOST_WORDS = 5, 60
MOST_NAME = 80
UNIT_MARK = re.compile(r"^\s*\[s\d+\]\s*")


class BadQuote(ValueError):
    """A quote that proves nothing here; the message is `what-failed: in a sentence`."""


class Quoter:
    """Looks up the quotes of replies in one source."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._quotable = Quotable(source)

    def quote(self, said: Quote, window: Sequence[Unit]) -> tuple[Evidence, Passage]:
        """The quote in the source's own characters, and its passage, inside the window.

        Raises:
            BadQuote: not there word for word, not in the window, or of the wrong length.
        """
        named = next((unit for unit in window if unit.id == said.unit.strip()), None)
        wanted = _without_marks(said.quote, window)
        count = len(words(fold(wanted)))
        if not FEWEST_WORDS <= count <= MOST_WORDS:
            limits = f"{FEWEST_WORDS} to {MOST_WORDS}"
            raise BadQuote(f"quote-length: the quote has {count} words; it needs {limits}")
        if ELISION.search(wanted):
            raise BadQuote("quote-elided: the quote leaves words out; copy words in a row")
        found = self._quotable.locate(Evidence(wanted))
        if isinstance(found, Miss) and found.reason is Reason.AMBIGUOUS:
            return self._choose(found, window, named)
        if isinstance(found, Miss):
            raise BadQuote(_explain(found, window))
        if not is_shown(found, window):
            raise BadQuote(
                "quote-elsewhere: the quote stands in the source, but not in what is shown"
            )
        return Evidence(self._said(found)), found

    def _choose(
        self, miss: Miss, window: Sequence[Unit], named: Unit | None
    ) -> tuple[Evidence, Passage]:
        """Of several places the one in the named unit, or else the first that is shown."""
        shown = [passage for passage in miss.places if is_shown(passage, window)]
        best = [p for p in shown if named and named.span.start <= p.spans[0].start < named.span.end]
        for passage in (*best, *shown):
            evidence = Evidence(self._said(passage), locator=Locator(lines=passage.lines))
            found = self._quotable.locate(evidence)
            if isinstance(found, Passage):
                return evidence, found
        raise BadQuote("quote-ambiguous: the quote stands at several places; quote more words")

    def _said(self, passage: Passage) -> str:
        span = passage.spans[0]
        return squeeze(self._source.text[span.start : span.end])


def _without_marks(quote: str, window: Sequence[Unit]) -> str:
    """A quote without what we wrote before the words: the unit's id, the speaker's name."""
    quote = UNIT_MARK.sub("", quote)
    for name in dict.fromkeys(unit.speaker for unit in window if unit.speaker):
        if quote.startswith(f"{name}: "):
            return quote.removeprefix(f"{name}: ")
    return quote


def is_shown(passage: Passage, window: Sequence[Unit]) -> bool:
    """Whether all of a passage stands in units of the window, with none left out between."""
    first, last = passage.spans[0].start, passage.spans[-1].end
    held = [u for u in window if u.span.start < last and first < u.span.end]
    if not held or first < held[0].span.start or held[-1].span.end < last:
        return False
    return held[-1].number - held[0].number == len(held) - 1


def _explain(miss: Miss, window: Sequence[Unit]) -> str:
    if miss.reason is Reason.NOT_FOUND:
        near = miss.closest is not None and is_shown(_widened(miss.closest), window)
        hint = f" ([-yours-] {{+the passage's+}}): {miss.diff}" if near else ""
        return f"quote-not-found: the quote does not stand there word for word{hint}"
    said = {
        Reason.CROSSES_TURNS: "the quote runs from one speaker on to the next",
        Reason.CUTS_WORD: "the quote begins or ends inside a word",
        Reason.EMPTY: "the quote is empty",
    }
    return f"quote-{miss.reason.value}: {said.get(miss.reason, 'the quote cannot be placed')}"


def _widened(passage: Passage) -> Passage:
    """The passage's middle: a near miss may reach a little out of the window."""
    span = passage.spans[0]
    middle = (span.start + span.end) // 2
    return replace(passage, spans=(Span(middle, middle + 1),))


# --------------------------------------------------------------------------- who says it


def find_speaker(said: str, passage: Passage, source: Source) -> str | None:
    """The full name of whom a draft names as speaker; None where it names nobody.

    Raises:
        BadQuote: somebody else says the quote.
    """
    name = as_value(said, MOST_NAME)
    if not name:
        return None
    heard = passage.speaker
    meant = full_name(name, source.meta.people)
    if heard is None or meant == heard or _is_part(name, heard, source):
        return heard or meant
    raise BadQuote(f"speaker-mismatch: {heard} says the quote, not {meant}")


def _is_part(name: str, heard: str, source: Source) -> bool:
    """Whether a short name means the speaker and nobody else who speaks."""
    voices = {turn.speaker for turn in source.turns if turn.speaker}
    voices |= {person.name for person in source.meta.people}
    wanted = set(words(name.casefold()))
    meant = [voice for voice in voices if wanted and wanted <= set(words(voice.casefold()))]
    return meant == [heard]
