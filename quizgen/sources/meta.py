"""`<stem>.meta.yaml` -> `SourceMeta`; every mistake in it is reported at its line.

Scalars are text, as in YAML 1.2's failsafe schema: `no` is a word and a date stays as written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from quizgen.errors import Problem, SourceError
from quizgen.schema import Correction, Person, Role, SourceMeta, Turn, TurnOverride
from quizgen.text import did_you_mean

if TYPE_CHECKING:
    from yaml import MappingNode, Node

T = TypeVar("T")
NOTHING = ("", "~", "null", "Null", "NULL")
TEXTS = ("title", "series", "recorded", "dating", "language", "url", "licence")
LISTS = ("speakers", "turns", "corrections")


@dataclass(frozen=True, slots=True)
class MetaFile:
    """The meta of a source, and on which line of the meta file each source line is named."""

    path: Path
    meta: SourceMeta
    named_lines: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """Takes values out of YAML nodes and gathers what is wrong with them."""

    path: Path
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, node: Node, message: str) -> None:
        """Note a mistake at a node's line."""
        self.problems.append(Problem(self.path, line_of(node), message))

    def mapping(self, node: Node, what: str, known: tuple[str, ...]) -> dict[str, Node]:
        """The values of a mapping by key; unknown and repeated keys are mistakes."""
        from yaml import MappingNode

        if not isinstance(node, MappingNode):
            self.wrong(node, f"{what} is not a mapping; write `{known[0]}: ...`")
            return {}
        return dict(self._entries(node, known))

    def _entries(self, node: MappingNode, known: tuple[str, ...]) -> Iterator[tuple[str, Node]]:
        seen: set[str] = set()
        for key, value in node.value:
            name = str(key.value)
            if name not in known:
                hint = did_you_mean(name, known) or f"; known are {', '.join(known)}"
                self.wrong(key, f'unknown key "{name}"{hint}')
            elif name in seen:
                self.wrong(key, f'"{name}" stands here a second time; keep one')
            else:
                seen.add(name)
                yield name, value

    def text(self, node: Node | None, what: str) -> str:
        """A scalar as text, white space squeezed; nothing for null."""
        from yaml import ScalarNode

        if node is None:
            return ""
        if not isinstance(node, ScalarNode):
            self.wrong(node, f"{what} is not a text; write it on one line after the colon")
            return ""
        plain = not node.style and node.value in NOTHING
        return "" if plain else " ".join(str(node.value).split())

    def needed(self, values: dict[str, Node], key: str, what: str, parent: Node) -> str:
        """A text that may not be missing."""
        value = self.text(values.get(key), key)
        if values and not value:
            self.wrong(values.get(key, parent), f"{what} has no {key}; add `{key}: ...`")
        return value

    def line(self, node: Node | None, what: str) -> int | None:
        """A line number of the source, from 1."""
        text = self.text(node, what)
        if node is None or (text.isascii() and text.isdecimal() and int(text[:12]) > 0):
            return int(text[:12]) if text else None
        self.wrong(node, f"{what} is not a line number; write a whole number from 1")
        return None

    def items(
        self, node: Node | None, what: str, parse: Callable[[Node], T | None]
    ) -> tuple[T, ...]:
        """Each entry of a list, those with mistakes left out."""
        from yaml import SequenceNode

        if node is None:
            return ()
        if not isinstance(node, SequenceNode):
            if self.text(node, what):
                self.wrong(node, f"{what} is not a list; begin each entry with `- `")
            return ()
        return tuple(item for item in map(parse, node.value) if item is not None)


def line_of(node: Node) -> int:
    """The line of a YAML node, from 1."""
    return int(node.start_mark.line) + 1


def default_meta(stem: str) -> SourceMeta:
    """What is known of a source without a meta file: a title made of its name."""
    words = " ".join(stem.replace("-", " ").replace("_", " ").split()) or stem
    return SourceMeta(title=words[:1].upper() + words[1:])


def parse_meta(text: str, path: Path) -> MetaFile:
    """Read the text of a meta file; `path` is for messages.

    Raises:
        SourceError: with all mistakes, one a line.
    """
    root = _compose(text, path)
    form = Form(path)
    default = default_meta(path.name.removesuffix(".meta.yaml"))
    if root is None:
        return MetaFile(path, default)
    values = form.mapping(root, "the file", TEXTS + LISTS)
    texts = {key: form.text(values.get(key), key) for key in TEXTS}
    people = form.items(values.get("speakers"), "speakers", lambda node: _person(form, node))
    turns = form.items(values.get("turns"), "turns", lambda node: _override(form, node, people))
    corrections = form.items(
        values.get("corrections"), "corrections", lambda node: _correction(form, node)
    )
    _check_names(form, people, values.get("speakers", root))
    raise_problems(form.problems)
    meta = SourceMeta(
        title=texts["title"] or default.title,
        series=texts["series"],
        recorded=texts["recorded"],
        language=texts["language"] or default.language,
        url=texts["url"] or None,
        licence=texts["licence"],
        people=people,
        turns=turns,
        corrections=corrections,
    )
    return MetaFile(path, meta, tuple(_find_named_lines(root)))


def check_turns(file: MetaFile, turns: tuple[Turn, ...]) -> None:
    """Every line of `turns` and every `from_line` must be one on which a turn starts.

    Raises:
        SourceError: with all the lines where none does, and the nearest on which one does.
    """
    starts = sorted(turn.lines.first for turn in turns)
    raise_problems(
        Problem(
            file.path,
            at,
            f"no turn starts on line {line}; "
            + (
                f"the nearest starts on line {min(starts, key=lambda s: abs(s - line))}"
                if starts
                else "the source has no turns"
            ),
        )
        for line, at in file.named_lines
        if line not in starts
    )


def raise_problems(problems: Iterator[Problem] | list[Problem]) -> None:
    """Raise one error for all problems, if there are any."""
    found = sorted(set(problems))
    if found:
        rest = "".join(f"\n{problem}" for problem in found[1:])
        raise SourceError(found[0].path, found[0].message + rest, found[0].line)


def _compose(text: str, path: Path) -> Node | None:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        node: Node | None = yaml.compose(text, Loader=loader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or str(error).splitlines()[0]
        message = f"not readable as YAML: {reason}"
        last = len(text.rstrip("\n").split("\n"))  # the end of the file is on its last line
        raise SourceError(path, message, min(mark.line + 1, last) if mark else 0) from error
    return node


def _person(form: Form, node: Node) -> Person | None:
    values = form.mapping(node, "a speaker", ("name", "role", "labels", "from_line", "about"))
    name = form.needed(values, "name", "a speaker", node)
    role = form.needed(values, "role", "a speaker", node)
    labels = form.items(values.get("labels"), "labels", lambda item: form.text(item, "a label"))
    from_line = form.line(values.get("from_line"), "from_line")
    about = form.text(values.get("about"), "about")
    if role and role not in tuple(Role):
        roles = ", ".join(Role)
        form.wrong(values["role"], f'unknown role "{role}"; write one of {roles}')
        return None
    if not name or not role:
        return None
    return Person(name, Role(role), tuple(filter(None, labels)), from_line, about)


def _override(form: Form, node: Node, people: tuple[Person, ...]) -> TurnOverride | None:
    values = form.mapping(node, "a turn", ("line", "speaker"))
    speaker = form.needed(values, "speaker", "a turn", node)
    line = form.line(values.get("line"), "line")
    names = [person.name for person in people]
    if values and "line" not in values:
        form.wrong(node, "a turn has no line; add `line: ...`")
    if speaker and speaker not in names:
        hint = did_you_mean(speaker, names) or "; add the name under `speakers`"
        form.wrong(values["speaker"], f'unknown speaker "{speaker}"{hint}')
    return TurnOverride(line, speaker) if line and speaker in names else None


def _correction(form: Form, node: Node) -> Correction | None:
    values = form.mapping(node, "a correction", ("said", "meant", "lines", "confidence"))
    said = form.needed(values, "said", "a correction", node)
    meant = form.needed(values, "meant", "a correction", node)
    lines = form.items(values.get("lines"), "lines", lambda item: form.line(item, "lines"))
    form.text(values.get("confidence"), "confidence")
    return Correction(said, meant, lines)


def _check_names(form: Form, people: tuple[Person, ...], node: Node) -> None:
    seen: dict[str, str] = {}
    for person in people:
        for label in {name.casefold(): name for name in (person.name, *person.labels)}.values():
            owner = seen.setdefault(label.casefold(), person.name)
            if owner != person.name:
                form.wrong(node, f'"{label}" means both {owner} and {person.name}; keep it for one')


def _find_named_lines(root: Node) -> Iterator[tuple[int, int]]:
    """Source lines on which a turn must start, with the line of the meta file that says so."""
    for key, entries in root.value:
        wanted = {"turns": "line", "speakers": "from_line"}.get(str(key.value))
        for entry in entries.value if wanted else ():
            for name, value in entry.value:
                if name.value == wanted:
                    yield int(value.value[:12]), line_of(value)
