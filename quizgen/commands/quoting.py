"""A quote as it stands in its source, for a reader who judges whether it proves the note."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.checks.primitives import SENTENCE_END
from quizgen.commands.terminal import dim, mark, wrap
from quizgen.pipeline.building import Checked
from quizgen.schema import Note, Passage, Source, Span, Turn
from quizgen.sources.places import describe_place

MOST_AROUND = 240  # characters on each side, where sentences are long or have no ends
MOST_BETWEEN = 200  # between two pieces of a quote
CUT = "[...]"


def quotes(checked: Checked, note: Note) -> Iterator[str]:
    """Each quote of a note within the sentences around it, and where that is."""
    located = checked.proof.located.get(note.id, ())
    for evidence, found in zip(note.evidence, located, strict=False):
        yield ""
        if isinstance(found, Passage):
            source = checked.sources[found.source]
            yield from _before(source, found)
            yield from wrap(in_context(source, found), "  ", "cyan")
            yield from dim(f"{describe_place(source, found)}, {source.meta.title}", "  ")
        else:
            yield from wrap(f"“{evidence.quote}”", "  ")
            yield from dim("not found in the source", "  ")


def in_context(source: Source, passage: Passage) -> str:
    """A quote between » and «, marked to stand out, with a sentence or so on each side of it."""
    first, last = passage.spans[0], passage.spans[-1]
    opening, closing = source.turn_at(first.start), source.turn_at(max(0, last.end - 1))
    start = opening.span.start if opening else 0
    end = max(last.end, closing.span.end) if closing else len(source.text)
    before = _tail(source.text, Span(min(start, first.start), first.start))
    after = _head(source.text, Span(last.end, end))
    return f"{before}{mark(f'»{_pieces(source, passage)}«')}{after}"


def _pieces(source: Source, passage: Passage) -> str:
    said, at = "", passage.spans[0].start
    for span in passage.spans:
        between = source.text[at : span.start]
        said += between if len(between) <= MOST_BETWEEN else f" {CUT} "
        said += source.text[span.start : span.end]
        at = span.end
    return said


def _before(source: Source, passage: Passage) -> Iterator[str]:
    """The end of what was said before, when the quote opens what its speaker says: a question."""
    turn = source.turn_at(passage.spans[0].start)
    if turn is None or source.text[turn.span.start : passage.spans[0].start].strip():
        return
    earlier = source.turn_at(turn.span.start - 1) if turn.span.start else None
    if earlier is not None and earlier is not turn and earlier.speaker != turn.speaker:
        yield from dim(f"{_who(earlier)}{_tail(source.text, earlier.span, 1)}", "  ")


def _who(turn: Turn) -> str:
    return f"{turn.speaker}: " if turn.speaker else ""


def _tail(text: str, span: Span, sentences: int = 2) -> str:
    """The last sentences of a span (one that is cut off by its end counts), as many characters."""
    low = max(span.start, span.end - MOST_AROUND)
    ends = [m.end() for m in SENTENCE_END.finditer(text, low, span.end + 1) if m.end() <= span.end]
    starts = [span.start, *ends] if low == span.start else ends
    if len(starts) >= sentences:
        return text[starts[-sentences] : span.end]
    if starts or low == span.start:
        return text[(starts or [low])[0] : span.end]
    word = text.find(" ", low, span.end)
    return f"{CUT}{text[word if word >= 0 else low : span.end]}"


def _head(text: str, span: Span) -> str:
    """The rest of the sentence that a span begins in, and one more, as many characters."""
    high = min(span.end, span.start + MOST_AROUND)
    ends = [m.start() for m in SENTENCE_END.finditer(text, span.start, high)]
    if len(ends) > 1:
        return text[span.start : ends[1]]
    if high == span.end:
        return text[span.start : high]
    if ends and ends[0] > span.start + 1:
        return text[span.start : ends[0]]
    word = text.rfind(" ", span.start, high)
    return f"{text[span.start : word if word >= 0 else high]} {CUT}"
