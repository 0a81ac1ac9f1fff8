"""Blueprints of quizzes: blueprint.yaml of a deck, named ones, and the same said as options."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from quizgen.decks.fields import BLUEPRINT_FIELDS, names
from quizgen.decks.note_reader import read_writing_lines
from quizgen.errors import DeckError, Problem, QuizgenError
from quizgen.schema import Blueprint, Claim, Demand, Facet, Kind, Level, Paper, Place
from quizgen.text import did_you_mean
from quizgen.yamlnodes import Node, NodeReader, line_of

BLUEPRINTS_FOLDER = "blueprints"
MOST_QUESTIONS, MOST_FORMS, MOST_COLUMNS = 500, 6, 2
ANY = "any"
# What a demand may name; a topic may be any that the deck has.
FACET_VALUES: Mapping[Facet, tuple[str, ...]] = {
    Facet.TOPIC: (),
    Facet.KIND: tuple(kind.value for kind in Kind),
    Facet.LEVEL: tuple(level.value for level in Level),
    Facet.PRIORITY: ("1", "2", "3"),
    Facet.CLAIM: tuple(claim.value for claim in Claim),
}
COUNTED = re.compile(r"(?P<value>.*?)\s*=\s*(?P<count>[0-9]{1,3})", re.DOTALL)


@dataclass(slots=True)
class _Demands:
    """The demands of one file, in which no value may stand twice."""

    reader: NodeReader
    found: list[Demand] = field(default_factory=list)

    def read(self, facet: Facet, node: Node | None) -> None:
        """Those of one facet: `[choice, cloze]`, or `{choice: 10, cloze: any}`."""
        for key, count in self.reader.pairs(node):
            value = self.reader.text(key, f"an entry of {facet}", required=True)
            said = mistake(facet, value) if value else None
            if not said and value in (d.value for d in self.found if d.facet is facet):
                said = f"{value!r} stands twice under {facet}; keep one of them"
            if said:
                self.reader.problem(key, said)
            elif value:
                place = Place(self.reader.path, line_of(key))
                self.found.append(Demand(facet, value, self._count(count, value), place))

    def _count(self, node: Node | None, value: str) -> int | None:
        if node is None or self.reader.text(node, value) in ("", ANY):
            return None
        return self.reader.number(node, f"{value} (or {ANY})", 0, MOST_QUESTIONS, 0)


def parse_blueprint(text: str, path: Path) -> Blueprint:
    """The text of a blueprint file.

    Raises:
        DeckError: with every mistake in it.
    """
    reader = NodeReader(path)
    root = reader.compose(text)
    entries = reader.entries(root, "a blueprint", names(BLUEPRINT_FIELDS)) if root else {}
    demands = _Demands(reader)
    for facet in Facet:
        demands.read(facet, entries.get(facet))
    asked = entries.get("questions")
    paper = entries.get("paper")
    blueprint = Blueprint(
        title=_one_line(reader, entries.get("title"), "title"),
        instructions=reader.optional(entries.get("instructions"), "instructions"),
        questions=_number(reader, asked, "questions", MOST_QUESTIONS),
        forms=_number(reader, entries.get("forms"), "forms", MOST_FORMS),
        seed=reader.optional(entries.get("seed"), "seed"),
        demands=tuple(demands.found),
        sections=_flag(reader, entries.get("sections"), "sections"),
        columns=_number(reader, entries.get("columns"), "columns", MOST_COLUMNS),
        lines=read_writing_lines(reader, entries.get("lines"), "lines"),
        paper=reader.choice(paper, "paper", Paper, Paper.A4) if paper else None,
        large_print=_flag(reader, entries.get("large_print"), "large_print"),
        asked_at=Place(path, line_of(asked)) if asked else Place(path, 1),
    )
    if reader.problems:
        raise DeckError(reader.problems)
    return blueprint


def _one_line(reader: NodeReader, node: Node | None, what: str) -> str | None:
    return " ".join(reader.text(node, what).split()) or None


def _number(reader: NodeReader, node: Node | None, what: str, most: int) -> int | None:
    return reader.number(node, what, 1, most, 0) or None


def _flag(reader: NodeReader, node: Node | None, what: str) -> bool | None:
    said = reader.text(node, what).lower()
    if said not in ("", "true", "false"):
        reader.problem(node or 1, f"{what} is {said!r}; write true or false")
    return {"true": True, "false": False}.get(said)


def parse_demand(facet: Facet, text: str) -> Demand:
    """The demand of an option: `choice=10` (exactly ten) or `choice` (this sort and no other).

    Raises:
        QuizgenError: no such kind, level, priority or claim.
    """
    counted = COUNTED.fullmatch(text.strip())
    value = counted["value"] if counted else text.strip()
    place = Place(option=f"--{facet} {text}")
    if said := mistake(facet, value):
        raise QuizgenError(f"{place}: {said}")
    return Demand(facet, value, int(counted["count"]) if counted else None, place)


def mistake(facet: Facet, value: str) -> str | None:
    """What is wrong with a value of a facet, if one can say so without the deck."""
    known = FACET_VALUES[facet]
    if not value:
        return f"{facet} names nothing; write one, or one and how many: name=3"
    if known and value not in known:
        listed = ", ".join(known)
        return f"{facet} {value!r} is not known; write one of {listed}{did_you_mean(value, known)}"
    return None


def read_blueprint(path: Path) -> Blueprint:
    """A blueprint file.

    Raises:
        DeckError: with every mistake in it.
    """
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        said = "not UTF-8 from here on; save the file as UTF-8"
        raise DeckError([Problem(path, line, said)]) from error
    return parse_blueprint(text, path)


def find_blueprint(name: str, folders: list[Path]) -> Path:
    """The file of a named blueprint: a path, or a stem in one of the folders.

    Raises:
        QuizgenError: there is none.
    """
    if Path(name).suffix in (".yaml", ".yml") and Path(name).is_file():
        return Path(name)
    found = next((f / f"{name}.yaml" for f in folders if (f / f"{name}.yaml").is_file()), None)
    if found and Path(name).name == name:
        return found
    known = sorted({path.stem for folder in folders for path in folder.glob("*.yaml")})
    places = " or ".join(str(folder) for folder in folders)
    listed = f"; there are {', '.join(known)}" if known else ""
    raise QuizgenError(f"no blueprint {name!r} in {places}{listed}")
