"""What a model is shown of a source: numbered units, segments of them, and windows on concepts.

A unit is a few sentences of one speaker or paragraph, in the source's own words, with an id that
a reply names: `s0012`. So every quote can be looked for inside what was shown, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from quizgen.drafting.llm.request import CHARACTERS_A_TOKEN
from quizgen.drafting.model import Sentence
from quizgen.drafting.sentences import find_headings, split_sentences
from quizgen.schema import Correction, Lines, Source, Span
from quizgen.text import squeeze

UNIT_WORDS = 60  # a unit is closed when it has so many words
SEGMENT_TOKENS = 3_500
WINDOW_TOKENS = 3_200
AROUND = 2  # units shown before and after a stretch, so that "it" can be understood
GAP = "[...]"
LONGEST_UNIT = 10_000  # characters that are shown of it: no sentences of a person are longer
ID_WIDTH = 4


@dataclass(frozen=True, slots=True)
class Unit:
    """Consecutive sentences of one block; `number` counts from 1, `heading` opens its section."""

    number: int
    text: str
    span: Span
    lines: Lines
    speaker: str | None
    heading: str = ""

    @property
    def id(self) -> str:
        """`s0012`."""
        return f"s{self.number:0{ID_WIDTH}}"

    @property
    def tokens(self) -> int:
        """About how many tokens it takes to show."""
        return int((len(self.text) + len(self.heading) + 30) / CHARACTERS_A_TOKEN)


def cut_units(source: Source) -> tuple[Unit, ...]:
    """A source as units, in order: everything that is said in sentences."""
    headings = {heading.section: heading.text for heading in find_headings(source)}
    units: list[Unit] = []
    section = 0
    for group in _group(split_sentences(source)):
        heading = headings.get(group[0].section, "") if group[0].section != section else ""
        section = group[0].section
        units.append(_unit(source, len(units) + 1, group, heading))
    return tuple(units)


def _group(sentences: Iterable[Sentence]) -> Iterator[list[Sentence]]:
    group: list[Sentence] = []
    for sentence in sentences:
        full = sum(len(one.text.split()) for one in group) >= UNIT_WORDS
        if group and (full or sentence.block != group[-1].block):
            yield group
            group = []
        group.append(sentence)
    if group:
        yield group


def _unit(source: Source, number: int, group: Sequence[Sentence], heading: str) -> Unit:
    span = Span(group[0].span.start, group[-1].span.end)
    turn = group[0].turn
    text = squeeze(source.text[span.start : span.end])
    text = f"{text[:LONGEST_UNIT]} {GAP}" if len(text) > LONGEST_UNIT else text
    speaker = turn.speaker if turn else None
    return Unit(number, text, span, source.lines_of(span), speaker, heading)


def show_units(units: Sequence[Unit]) -> str:
    """Units as a model reads them: speakers where they change, `[...]` for what is left out."""
    lines: list[str] = []
    before: Unit | None = None
    for unit in units:
        gap = before is None or unit.number != before.number + 1
        if gap and before:
            lines.append(GAP)
        if unit.heading:
            lines.append(f"# {unit.heading}")
        told = gap or before is None or unit.speaker != before.speaker
        said = f"{unit.speaker}: {unit.text}" if unit.speaker and told else unit.text
        lines.append(f"[{unit.id}] {said}")
        before = unit
    return "\n".join(lines)


def cut_segments(units: Sequence[Unit], most: int = SEGMENT_TOKENS) -> list[tuple[Unit, ...]]:
    """Consecutive units of about `most` tokens each, the last as long as the others.

    A segment is closed before a heading when it is more than half full.
    """
    total = sum(unit.tokens for unit in units)
    size = total / max(1, -(-total // most))
    segments: list[tuple[Unit, ...]] = []
    current: list[Unit] = []
    held = 0
    for unit in units:
        if current and (held >= size or (unit.heading and held > size / 2)):
            segments.append(tuple(current))
            current, held = [], 0
        current.append(unit)
        held += unit.tokens
    return [*segments, tuple(current)] if current else segments


def find_window(
    units: Sequence[Unit],
    spans: Sequence[Lines],
    mentions: Collection[int] = (),
    most: int = WINDOW_TOKENS,
) -> tuple[Unit, ...]:
    """What is shown for one concept: its stretches of lines, best first, and what stands around.

    `mentions` are numbers of units that name the concept; they are taken, in order, while there
    is room. What has no room is left out from the end of the last stretch.
    """
    wanted: dict[int, None] = {}
    stretches = [[u.number for u in units if _touches(u.lines, lines)] for lines in spans]
    for stretch in stretches:
        wanted |= dict.fromkeys(stretch)
    for stretch in stretches:
        if stretch:
            wanted |= dict.fromkeys(range(stretch[0] - AROUND, stretch[0]))
            wanted |= dict.fromkeys(range(stretch[-1] + 1, stretch[-1] + 1 + AROUND))
    for number in sorted(mentions):
        wanted |= dict.fromkeys(range(number - 1, number + 2))
    return _fill(units, wanted, most)


def _fill(units: Sequence[Unit], wanted: Iterable[int], most: int) -> tuple[Unit, ...]:
    """The units of these numbers, first come first served, in the order of the source."""
    by_number = {unit.number: unit for unit in units}
    taken: dict[int, Unit] = {}
    held = 0
    for number in wanted:
        unit = by_number.get(number)
        if unit is None or number in taken:
            continue
        if taken and held + unit.tokens > most:
            break
        taken[number] = unit
        held += unit.tokens
    return tuple(taken[number] for number in sorted(taken))


def _touches(one: Lines, other: Lines) -> bool:
    return one.first <= other.last and other.first <= one.last


def corrections_in(source: Source, units: Sequence[Unit]) -> tuple[Correction, ...]:
    """The mis-heard words that stand in these units: what is said there, and what was meant."""
    texts = [unit.text for unit in units]
    return tuple(c for c in source.meta.corrections if any(squeeze(c.said) in t for t in texts))
