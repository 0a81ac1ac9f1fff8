"""A deck on two sources for the reader, guide and coverage tests: a talk with times, a transcript.

The transcript is hostile: markup, templates, bidi controls, a name with a space in it; quotes
overlap, nest, skip words and start on labels' lines.
"""

from __future__ import annotations

from pathlib import Path

from quizgen.checks.proof import prove
from quizgen.publishing.edition import Edition
from quizgen.schema import (
    Answerable,
    Choice,
    Cloze,
    Concept,
    ConceptSpan,
    Content,
    Deck,
    Evidence,
    Kind,
    Lines,
    Note,
    Option,
    Source,
    Status,
    Subdecks,
    Topic,
)
from quizgen.sources.meta import parse_meta
from quizgen.sources.read import parse_source

TALK = """\
1
00:00:01,000 --> 00:00:04,000
The moon pulls harder on the near side
of the Earth than on the far side.

2
00:00:04,500 --> 00:00:08,000
At half moon the range is smallest:
we call these neep tides.

3
00:01:10,000 --> 00:01:15,000
In the Bay of Fundy the water rises
by as much as sixteen metres.
"""
TALK_META = """\
title: A walk on the shore
series: Evening talks
recorded: "2024-05"
url: https://www.youtube.com/watch?v=abc123&t=99
licence: CC BY 4.0, Mara Lind
speakers:
  - {name: Mara Lind, role: author}
corrections:
  - {said: neep tides, meant: neap tides, lines: [9]}
"""
BREAD = """\
- Welcome back, and hello to <script>alert("Oke")</script> Oke Adeyemi.

- [Oke] Kneading lines up the proteins of the flour into a net that
we call gluten. {{ 7 * 7 }} {% raw %} & the net holds
the gas. \u202eYeast eats sugar\u202c and breathes out carbon dioxide.
- And salt?
- Salt slows the yeast down and tightens the net,
so leave it out of the first mixing.
"""
BREAD_META = """\
title: Flour, water & <b>salt</b>
url: "javascript:alert(1)"
speakers:
  - {name: Ann Abel, role: host}
  - {name: "Oke <i>Adeyemi</i>", role: guest, labels: [Oke], from_line: 3, about: a baker}
"""


def note(id_: str, content: Content, *quotes: str, source: str, concept: str | None = None) -> Note:
    """An approved note that these quotes prove."""
    kind = {Answerable: Kind.BASIC, Cloze: Kind.CLOZE, Choice: Kind.CHOICE}[type(content)]
    evidence = tuple(Evidence(quote, source) for quote in quotes)
    return Note(id_, kind, content, evidence, Status.APPROVED, concept=concept)


NOTES = {
    "Tides": (
        note(
            "tide-cause",
            Answerable("Which side does the moon pull harder on?", "The near side"),
            "The moon pulls harder on the near side of the Earth",
            source="walk",
            concept="bulges",
        ),
        note(
            "tide-neap",
            Cloze("At half moon the range is {{c1::smallest}}."),
            "At half moon the range is smallest: we call these neep tides.",
            source="walk",
            concept="neap-tides",
        ),
        note(
            "tide-fundy",
            Choice(
                "How far does the water rise in the Bay of Fundy?",
                (Option("Sixteen metres", key=True), Option("Six metres"), Option("One metre")),
            ),
            "by as much as sixteen metres",
            source="walk",
        ),
    ),
    "Bread <em>": (
        note(
            "bread-net",
            Answerable("What is gluten?", "The net of proteins <u>"),
            "Kneading lines up the proteins [...] into a net that we call gluten.",
            source="my bread",
            concept="gluten",
        ),
        note(
            "bread-gas",
            Answerable("What holds the gas?", "The net"),
            "a net that we call gluten. {{ 7 * 7 }} {% raw %} & the net holds the gas",
            "the net holds",
            source="my bread",
            concept="gluten",
        ),
    ),
}
CONCEPTS = (
    Concept(
        "gluten",
        "gluten",
        importance=3,
        definition="The net of *proteins* in a dough.",
        spans=(ConceptSpan("my bread", Lines(2, 4)),),
        related=("salt", "yeast", "crust"),
    ),
    Concept("bulges", "two bulges", spans=(ConceptSpan("walk", Lines(1, 4)),)),
    Concept("neap-tides", "neap tides", related=("bulges",)),
    Concept("yeast", "yeast <wild>", definition="It eats sugar.", topic="Dough"),
    Concept("salt", "salt", skip="minor", spans=(ConceptSpan("my bread", Lines(6, 8)),)),
    Concept("crust", "crust", skip="not spoken of"),
)


def source(stem: str, text: str, meta: str, suffix: str) -> Source:
    """A source as it is read from a file."""
    path = Path(f"seeds/{stem}{suffix}")
    return parse_source(text, path, parse_meta(meta, path.with_name(f"{stem}.meta.yaml")))


def sample(language: str = "en", reader_url: str | None = None) -> Edition:
    """The deck, proved."""
    sources = {
        "walk": source("walk", TALK, TALK_META, ".srt"),
        "my bread": source("my bread", BREAD, BREAD_META, ".txt"),
    }
    deck = Deck(
        key="two-sources",
        name="Tides & <bread>",
        path=Path("decks/two-sources"),
        language=language,
        sources=tuple(sources),
        subdecks=Subdecks.NONE,
        description="",
        reader_url=reader_url,
        quiz_questions=20,
        topics=tuple(Topic(name, name, notes) for name, notes in NOTES.items()),
        concepts=CONCEPTS,
    )
    proof = prove(deck, sources)
    assert len(proof.proven) == len(deck.notes), proof.located
    return Edition(deck, proof.proven, sources)
