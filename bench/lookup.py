"""Evidence and deck files: 300 quotes found in the transcript, 300 notes read from YAML."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from random import Random

import yaml

from bench.figures import Figure, Unit
from bench.rounds import fastest
from bench.synthetic import SEED, TRANSCRIPT, make_notes
from quizgen.decks.edit import format_topic
from quizgen.decks.files import read_deck
from quizgen.decks.folder import NOTES_FOLDER
from quizgen.schema import Evidence, Locator, Passage, Source, Span, Topic
from quizgen.sources.evidence import Quotable
from quizgen.sources.read import read_source

COUNT = 300
ROUNDS = 7
FEWEST_WORDS, MOST_WORDS = 6, 40
TOPICS = 10
MOST_SECONDS_TO_LOCATE = 0.5
MOST_SECONDS_TO_READ = 0.3
HEAD = "key: synthetic\nname: Synthetic\nsources: [amodei-askell-olah]\n"


def run_evidence() -> list[Figure]:
    """Quotes cut at random, beside the search of a text for another, which proves much less."""
    source = read_source(TRANSCRIPT)
    spans = list(_cut(source))
    quotes = [_quote(source, span) for span in spans]
    cuts = [source.text[span.start : span.end] for span in spans]
    best = fastest(
        {"ours": partial(_locate, source, quotes), "find": partial(_find, source.text, cuts)},
        ROUNDS,
    )
    found = _locate(source, quotes)
    right = (
        isinstance(passage, Passage) and passage.spans == (span,)
        for passage, span in zip(found, spans, strict=True)
    )
    return [
        Figure(f"locating {COUNT} quotes", best["ours"], Unit.SECONDS, MOST_SECONDS_TO_LOCATE),
        Figure("locating them over str.find", best["ours"] / best["find"], Unit.RATIO),
        Figure(f"quotes not found where cut, of {COUNT}", COUNT - sum(right), Unit.COUNT, 0),
    ]


def _cut(source: Source) -> Iterator[Span]:
    random = Random(SEED)
    words = [
        list(re.compile(r"\S+").finditer(source.text, turn.span.start, turn.span.end))
        for turn in source.turns
    ]
    long_enough = [turn for turn in words if len(turn) > MOST_WORDS]
    for turn in random.choices(long_enough, weights=[len(turn) for turn in long_enough], k=COUNT):
        count = random.randint(FEWEST_WORDS, MOST_WORDS)
        first = random.randrange(len(turn) - count)
        yield Span(turn[first].start(), turn[first + count - 1].end())


def _quote(source: Source, span: Span) -> Evidence:
    """As it would stand in a deck file: on one line, with the lines of the source."""
    text = " ".join(source.text[span.start : span.end].split())
    return Evidence(text, locator=Locator(lines=source.lines_of(span)))


def _locate(source: Source, quotes: Sequence[Evidence]) -> list[object]:
    quotable = Quotable(source)
    return [quotable.locate(quote) for quote in quotes]


def _find(text: str, cuts: Sequence[str]) -> list[int]:
    return [text.find(cut) for cut in cuts]


def run_reading() -> list[Figure]:
    """A deck folder, beside the bare parsing of its notes files."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        texts = _write_deck(folder)
        parse = _yaml_parser()
        tasks: dict[str, Callable[[], object]] = {
            "ours": partial(read_deck, folder),
            "yaml": lambda: [parse(text) for text in texts],
        }
        best = fastest(tasks, ROUNDS)
        missing = COUNT - len(read_deck(folder).notes)
    return [
        Figure(
            f"reading {COUNT} notes from YAML", best["ours"], Unit.SECONDS, MOST_SECONDS_TO_READ
        ),
        Figure("reading them over bare PyYAML", best["ours"] / best["yaml"], Unit.RATIO),
        Figure(f"notes not read, of {COUNT}", missing, Unit.COUNT, 0),
    ]


def _write_deck(folder: Path) -> list[str]:
    notes = list(make_notes(COUNT))
    size = COUNT // TOPICS
    texts = [
        format_topic(Topic(f"Topic {n}", f"topic-{n}", tuple(notes[n * size : (n + 1) * size])))
        for n in range(TOPICS)
    ]
    (folder / NOTES_FOLDER).mkdir()
    (folder / "deck.yaml").write_text(HEAD, "utf-8")
    for number, text in enumerate(texts):
        (folder / NOTES_FOLDER / f"topic-{number}.yaml").write_text(text, "utf-8")
    return texts


def _yaml_parser() -> Callable[[str], object]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return lambda text: yaml.compose(text, Loader=loader)
