"""An edition for the paper tests: three short sources, 25 notes of every kind and length."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from paper_notes import BREAD, BRIDGES, TIDES

from quizgen.publishing.edition import Edition
from quizgen.publishing.forms import Question
from quizgen.publishing.quizzes import make_quiz, pages_of
from quizgen.rendering import Templates
from quizgen.schema import (
    Blueprint,
    Deck,
    Lines,
    Mark,
    Note,
    Passage,
    Proven,
    Source,
    SourceMeta,
    Span,
    Subdecks,
    Topic,
)

NO_WISH = Blueprint()

TEXTS = {
    "tides": (
        "A walk on the shore",
        """The moon pulls harder on the near side of the Earth than on the far side.
That difference, not the pull itself, stretches the oceans into two bulges.
When sun and moon stand in one line, their bulges add up, and we get spring tides.
At half moon they work against each other, and the range is smallest: neap tides.
A point on the coast meets a bulge about every twelve hours and twenty-five minutes.
In the Bay of Fundy the water rises by as much as sixteen metres.
I would guess that tidal power stays a niche for the next twenty years, said Mara Lind.
The Arabic sailors called the flood madd and the ebb jazr.
""",
    ),
    "bread": (
        "Flour, water, salt",
        """Kneading lines up the proteins of the flour into a net that we call gluten.
Yeast eats sugar and breathes out carbon dioxide; the net holds the gas, and the dough rises.
Salt slows the yeast down and tightens the net, so leave it out of the first mixing.
Bakers count everything against the flour: flour is a hundred percent, water perhaps seventy.
The crust browns because sugars and proteins react in the heat, the Maillard reaction.
Cut the loaf hot and the crumb smears, for the starch has not yet set.
My oven never goes below two hundred and twenty degrees, says Oke Adeyemi.
A sourdough starter is flour and water in which wild yeast and bacteria live side by side.
""",
    ),
    "bridges": (
        "Why bridges stand",
        """A beam bends: its upper side is squeezed and its lower side is stretched.
Stone takes squeezing well and stretching badly, and so the Romans built arches.
An arch turns the load into a push along the curve, down into the abutments.
A suspension bridge hangs its deck from cables, which can only pull.
Steel stretches by the same fraction whether the bar is long or short: strain is ten parts in
one thousand at the most before it yields. The energy stored grows with the square of strain.
At Tacoma in 1940 the wind fed a twisting motion until the deck tore itself apart.
An engineer writes load = mass * gravity and then multiplies by a factor of safety of two.
""",
    ),
}
SPEAKERS = {"tides": "Mara Lind", "bread": "Oke Adeyemi", "bridges": None}

TOPICS = {"Tides": ("tides", TIDES), "Bread": ("bread", BREAD), "Bridges": ("bridges", BRIDGES)}


def source(stem: str, title: str, text: str) -> Source:
    meta = SourceMeta(title, recorded="2024-05-01")
    return Source(stem, Path(f"seeds/{stem}.txt"), text, meta, (), (Mark(0, 0, 1),))


def prove(note: Note, topic: str, origin: Source) -> Proven:
    """Each quote at its first place, line breaks folded."""
    passages = []
    for evidence in note.evidence:
        pattern = r"\s+".join(map(re.escape, evidence.quote.split()))
        found = re.search(pattern, origin.text)
        assert found, evidence.quote
        span = Span(*found.span())
        line = origin.line_at(span.start)
        speaker = SPEAKERS.get(origin.stem)
        passages.append(Passage(origin.stem, (span,), Lines(line, line), None, speaker))
    return Proven(note, topic, tuple(passages))


def edition(
    questions: int = 20,
    language: str = "en",
    topics: Mapping[str, tuple[Note, ...]] | None = None,
    blueprint: Blueprint = NO_WISH,
) -> Edition:
    """The sample, or only the given notes by topic."""
    sources = {stem: source(stem, title, text) for stem, (title, text) in TEXTS.items()}
    proven = tuple(
        prove(note, topic, sources[stem])
        for topic, (stem, notes) in TOPICS.items()
        for note in (notes if topics is None else topics.get(topic, ()))
    )
    made = tuple(
        Topic(name, stem, tuple(p.note for p in proven if p.topic == name))
        for name, (stem, _) in TOPICS.items()
    )
    name = "Tides, bread & bridges: three things that hold"
    deck = Deck(
        key="three-things",
        name=name,
        path=Path("decks/three-things"),
        language=language,
        sources=tuple(sources),
        subdecks=Subdecks.NONE,
        description="",
        reader_url=None,
        quiz_questions=questions,
        topics=made,
        concepts=(),
        blueprint=blueprint,
    )
    return Edition(deck, proven, sources)


def pages(made: Edition, forms: int = 1, templates: Templates | None = None) -> dict[str, str]:
    """All pages of a quiz by file name."""
    return pages_of(make_quiz(made, forms), templates or Templates())


def quiz_page(made: Edition, templates: Templates | None = None) -> str:
    """The only form."""
    return pages(made, 1, templates)["quiz.html"]


def key_page(made: Edition, templates: Templates | None = None) -> str:
    """Its key."""
    return pages(made, 1, templates)["key.html"]


def select(made: Edition) -> tuple[Question, ...]:
    """The questions of the only form."""
    return make_quiz(made).forms[0].questions
