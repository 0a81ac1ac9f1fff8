"""`<stem>.meta.yaml` -> `SourceMeta`; every mistake in it is reported at its line.

Scalars are text, as in YAML 1.2's failsafe schema: `no` is a word and a date stays as written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from quizgen.errors import Problem, SourceError
from quizgen.schema import Correction, Person, Role, Source, SourceMeta, TurnOverride
from quizgen.sources.files import describe_encoding
from quizgen.text import did_you_mean, squeeze
from quizgen.yamlnodes import Node, NodeReader, line_of

TEXTS = ("title", "series", "subject", "recorded", "dating", "language", "url", "licence")
FILE = ("encoding",)
LISTS = ("speakers", "turns", "corrections")
PERSON = ("name", "role", "labels", "from_line", "about")
TURN = ("line", "speaker")
CORRECTION = ("said", "meant", "lines", "confidence")


@dataclass(frozen=True, slots=True)
class NamedLine:
    """A line of the source that the meta file names, and the line of the meta file it is on.

    `starts`: a turn must start on it; otherwise it is enough that someone speaks there.
    """

    line: int
    at: int
    starts: bool


@dataclass(frozen=True, slots=True)
class MetaFile:
    """The meta of a source, the lines of it that are named, and its encoding when that is given."""

    path: Path
    meta: SourceMeta
    named_lines: tuple[NamedLine, ...] = ()
    encoding: str = ""


def default_meta(stem: str) -> SourceMeta:
    """What is known of a source without a meta file: a title made of its name."""
    words = squeeze(stem.replace("-", " ").replace("_", " ")) or stem
    return SourceMeta(title=words[:1].upper() + words[1:])


def parse_meta(text: str, path: Path) -> MetaFile:
    """Read the text of a meta file; `path` is for messages.

    Raises:
        SourceError: with all mistakes, one a line.
    """
    reader = MetaReader(path)
    default = default_meta(path.name.removesuffix(".meta.yaml"))
    root = reader.compose(text, may_be_empty=True)
    entries = reader.entries(root, "the meta file", TEXTS + FILE + LISTS) if root else {}
    texts = {key: reader.line_of_text(entries.get(key), key) for key in TEXTS}
    encoding = reader.encoding(entries.get("encoding"))
    people = reader.people(entries.get("speakers"))
    turns = reader.turns(entries.get("turns"), people)
    corrections = tuple(
        reader.correction(node) for node in reader.items(entries.get("corrections"), "corrections")
    )
    raise_problems(reader.problems)
    meta = SourceMeta(
        title=texts["title"] or default.title,
        series=texts["series"],
        subject=texts["subject"],
        recorded=texts["recorded"],
        language=texts["language"] or default.language,
        url=texts["url"] or None,
        licence=texts["licence"],
        people=people,
        turns=turns,
        corrections=corrections,
    )
    return MetaFile(path, meta, tuple(reader.named_lines), encoding)


def check_lines(file: MetaFile, source: Source) -> None:
    """Someone must speak on every line of `turns`, and a turn start on every `from_line`.

    Raises:
        SourceError: with all the lines of which this is not so, and the nearest that would do.
    """
    starts = [turn.lines.first for turn in source.turns]
    spoken = {source.line_at(turn.span.start) for turn in source.turns}
    raise_problems(
        Problem(file.path, named.at, _describe_miss(named, starts))
        for named in file.named_lines
        if named.line not in starts and (named.starts or named.line not in spoken)
    )


def _describe_miss(named: NamedLine, starts: list[int]) -> str:
    what = "no turn starts" if named.starts else "nobody speaks"
    if not starts:
        return f"{what} on line {named.line}; the source has no turns"
    nearest = min(starts, key=lambda start: abs(start - named.line))
    return f"{what} on line {named.line}; the nearest turn starts on line {nearest}"


def raise_problems(problems: Iterable[Problem]) -> None:
    """Raise one error for all problems, if there are any."""
    found = sorted(set(problems))
    if found:
        rest = "".join(f"\n{problem}" for problem in found[1:])
        raise SourceError(found[0].path, found[0].message + rest, found[0].line)


class MetaReader(NodeReader):
    """Reads the parts of a meta file; `named_lines` collects the source lines it names."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.named_lines: list[NamedLine] = []

    def line_of_text(self, node: Node | None, what: str, *, required: bool = False) -> str:
        """A text with its white space squeezed."""
        return squeeze(self.text(node, what, required=required))

    def encoding(self, node: Node | None) -> str:
        """The name of an encoding that text can have."""
        encoding = self.line_of_text(node, "encoding")
        if node is not None and encoding and (mistake := describe_encoding(encoding)):
            self.problem(node, mistake)
        return encoding

    def people(self, node: Node | None) -> tuple[Person, ...]:
        """The speakers; a name or label may not mean two of them."""
        people = tuple(self._person(item) for item in self.items(node, "speakers"))
        owners: dict[str, str] = {}
        for person, label in _labels_of(people):
            owner = owners.setdefault(label.casefold(), person.name)
            if owner != person.name:
                said = f'"{label}" means both {owner} and {person.name}; keep it for one'
                self.problem(node or 1, said)
        return people

    def turns(self, node: Node | None, people: Iterable[Person]) -> tuple[TurnOverride, ...]:
        """Who speaks from which line on; one speaker for each line."""
        names = [person.name for person in people]
        first: dict[int, int] = {}
        turns = []
        for item in self.items(node, "turns"):
            turn = self._turn(item, names)
            at = first.setdefault(turn.line, line_of(item))
            if turn.line and at != line_of(item):
                self.problem(item, f"line {turn.line} stands at line {at} too; keep one of them")
            turns.append(turn)
        return tuple(turns)

    def correction(self, node: Node) -> Correction:
        """A mis-heard term."""
        entries = self.entries(node, "a correction", CORRECTION)
        said = self._needed(entries, "said", "a correction", node)
        meant = self._needed(entries, "meant", "a correction", node)
        self.text(entries.get("confidence"), "confidence")
        lines = self.items(entries.get("lines"), "lines")
        numbers = (self.number(item, "an entry of lines", 1, None, 0) for item in lines)
        return Correction(said, meant, tuple(filter(None, numbers)))

    def _person(self, node: Node) -> Person:
        entries = self.entries(node, "a speaker", PERSON)
        name = self._needed(entries, "name", "a speaker", node)
        self._needed(entries, "role", "a speaker", node)
        role = self.choice(entries.get("role"), "role", Role, Role.GUEST)
        labels = tuple(map(squeeze, self.texts(entries.get("labels"), "labels")))
        from_line = self._source_line(entries.get("from_line"), "from_line", starts=True)
        about = self.line_of_text(entries.get("about"), "about")
        return Person(name, role, labels, from_line or None, about)

    def _turn(self, node: Node, names: list[str]) -> TurnOverride:
        entries = self.entries(node, "a turn", TURN)
        self._needed(entries, "line", "a turn", node)
        line = self._source_line(entries.get("line"), "line", starts=False)
        speaker = self._needed(entries, "speaker", "a turn", node)
        if speaker and speaker not in names:
            hint = did_you_mean(speaker, names) or "; add the name under `speakers`"
            self.problem(entries["speaker"], f"unknown speaker {speaker!r}{hint}")
        return TurnOverride(line, speaker)

    def _source_line(self, node: Node | None, what: str, *, starts: bool) -> int:
        """A line of the source, from 1; 0 when none is given."""
        line = self.number(node, what, 1, None, 0)
        if node is not None and line:
            self.named_lines.append(NamedLine(line, line_of(node), starts))
        return line

    def _needed(self, entries: dict[str, Node], key: str, what: str, parent: Node) -> str:
        """A text that may not be missing."""
        value = self.line_of_text(entries.get(key), key)
        if entries and not value:
            self.problem(entries.get(key, parent), f"{what} has no {key}; add `{key}: ...`")
        return value


def _labels_of(people: Iterable[Person]) -> Iterator[tuple[Person, str]]:
    for person in people:
        if person.name:
            yield from ((person, label) for label in (person.name, *person.labels))
