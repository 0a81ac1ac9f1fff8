"""Lines that are said at a time, whatever format they come from: rolling repeats, turns.

Captions that roll show each line twice or more, as it comes in and as it moves up. What a cue
repeats of the cue before it is left out, in files that do so throughout: two cues of "No." in a
row are two answers.

Subtitles mark a change of speaker by a label, or by dashes where two speak in one cue. Such dashes
say that another speaks, not who, and nothing of the cues that have none: only where every turn
begins with a dash do host and guest alternate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quizgen.schema import SourceMeta
from quizgen.sources.formats.heads import Head, find_heads, is_dashed
from quizgen.sources.pages import Form, Opening, Piece, Reading

PAUSE = 2.0
LINES_PER_PARAGRAPH = 3
ROLLING_SHARE = 0.15
SENTENCE_END = re.compile(r"[.?!\u2026][\"'\u2019\u201d)\]]*$")


@dataclass(frozen=True, slots=True)
class CueLine:
    """One line of a cue: the pieces that are read, and the speaker when one is given."""

    pieces: tuple[Piece, ...]
    text: str
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Cue:
    """Lines that are shown together; times in seconds, None where the file has none."""

    start: float | None
    end: float | None
    lines: tuple[CueLine, ...]


def read_cues(cues: Sequence[Cue], meta: SourceMeta) -> Reading:
    """The lines in order; turns by given speakers, else labels, else dashes, else pauses."""
    cues = drop_repeats(cues)
    pieces = tuple(piece for cue in cues for line in cue.lines for piece in line.pieces)
    lines = [line for cue in cues for line in cue.lines]
    if any(line.speaker for line in lines):
        return Reading(pieces, _by_speaker(lines), Form.LABELLED)
    heads = find_heads(
        [line.text for line in lines], _find_opening(cues), len(lines) // LINES_PER_PARAGRAPH, meta
    )
    turns = tuple(
        Opening(_start(line), _position(line, head.at), head.name)
        for head in heads
        for line in (lines[head.index],)
    )
    if is_dashed(heads, len(lines)) and _stand_alone(cues, heads):
        return Reading(pieces, _with_first(lines, turns), Form.DASHES)
    if any(head.name for head in heads):
        return Reading(pieces, _with_first(lines, turns), Form.LABELLED)
    pauses = {opening.label_at: opening for opening in _by_pause(cues)}
    if not turns:
        return Reading(pieces, tuple(pauses.values()), Form.PROSE)
    pauses |= {turn.label_at: turn for turn in turns}
    # More than one voice, and nobody is named: not the one person of the meta file either.
    return Reading(pieces, tuple(pauses[at] for at in sorted(pauses)), Form.LABELLED)


def drop_repeats(cues: Sequence[Cue]) -> tuple[Cue, ...]:
    """Leave out what a cue repeats of the one before it, if the file rolls."""
    overlaps = [0, *(_overlap(a.lines, b.lines) for a, b in zip(cues, cues[1:], strict=False))]
    # A cue that only repeats may be a repeated word; one that repeats and goes on is rolling.
    rolled = sum(0 < n < _count(cue.lines) for n, cue in zip(overlaps, cues, strict=False))
    if not rolled or rolled < ROLLING_SHARE * (len(cues) - 1):
        return tuple(cues)
    kept = (
        Cue(cue.start, cue.end, tuple(_skip_words(cue.lines, overlap)))
        for cue, overlap in zip(cues, overlaps, strict=False)
    )
    return tuple(cue for cue in kept if cue.lines)


def _overlap(before: Sequence[CueLine], after: Sequence[CueLine]) -> int:
    """How many words `after` begins with that are the last whole lines of `before`."""
    said = [word for line in after for word in line.text.split()]
    for first in range(len(before)):
        shown = [word for line in before[first:] for word in line.text.split()]
        if shown and said[: len(shown)] == shown:
            return len(shown)
    return 0


def _count(lines: Sequence[CueLine]) -> int:
    return sum(len(line.text.split()) for line in lines)


def _skip_words(lines: Sequence[CueLine], words: int) -> Iterator[CueLine]:
    for line in lines:
        found = list(re.finditer(r"\S+", line.text))
        if words < len(found):
            skip = found[words].start() if words else 0
            pieces = tuple(skip_characters(line.pieces, skip))
            yield CueLine(pieces, line.text[skip:], line.speaker)
        words = max(0, words - len(found))


def skip_characters(pieces: Sequence[Piece], skip: int) -> Iterator[Piece]:
    """The pieces without their first characters of text."""
    for piece in pieces:
        length = piece.end - piece.start if piece.text is None else len(piece.text)
        if skip >= length:
            skip -= length
            continue
        if piece.text is None:
            yield Piece(piece.start + skip, piece.end, piece.seconds)
        else:
            yield Piece(piece.start, piece.end, piece.seconds, piece.text[skip:])
        skip = 0


def _by_speaker(lines: Sequence[CueLine]) -> tuple[Opening, ...]:
    changes = (
        line
        for index, line in enumerate(lines)
        if index == 0 or line.speaker != lines[index - 1].speaker
    )
    return tuple(Opening(_start(line), _start(line), line.speaker) for line in changes)


def _find_opening(cues: Sequence[Cue]) -> frozenset[int]:
    """The lines with which a cue or a sentence begins."""
    opening: set[int] = set()
    index = 0
    for cue in cues:
        for before in (None, *cue.lines[:-1]):
            if before is None or SENTENCE_END.search(before.text.rstrip()):
                opening.add(index)
            index += 1
    return frozenset(opening)


def _stand_alone(cues: Sequence[Cue], heads: Sequence[Head]) -> bool:
    """Whether most dashes open a cue of one voice, as they do where every turn has a dash."""
    dashed = {head.index for head in heads if head.dash}
    alone = several = first = 0
    for cue in cues:
        here = [index for index in range(first, first + len(cue.lines)) if index in dashed]
        alone += here == [first]
        several += bool(here) and here != [first]
        first += len(cue.lines)
    return alone >= several


def _position(line: CueLine, index: int) -> int:
    """Where a character of a line's text stands on the page."""
    rest = tuple(skip_characters(line.pieces, index))
    return rest[0].start if rest else line.pieces[-1].end


def _with_first(lines: Sequence[CueLine], openings: tuple[Opening, ...]) -> tuple[Opening, ...]:
    """What is said before the first named turn is a turn too, of nobody."""
    start = _start(lines[0])
    return openings if openings[0].label_at == start else (Opening(start, start), *openings)


def _by_pause(cues: Sequence[Cue]) -> Iterator[Opening]:
    for index, cue in enumerate(cues):
        before = cues[index - 1] if index else None
        if before is None or (_pause(before, cue) and SENTENCE_END.search(before.lines[-1].text)):
            yield Opening(_start(cue.lines[0]), _start(cue.lines[0]))


def _pause(before: Cue, after: Cue) -> bool:
    if before.end is None or after.start is None:
        return False
    return after.start - before.end >= PAUSE


def _start(line: CueLine) -> int:
    return line.pieces[0].start
