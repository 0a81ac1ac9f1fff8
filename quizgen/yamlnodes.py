"""YAML text -> nodes with line numbers, and typed readings of them that collect every mistake.

PyYAML composes (libyaml where it is there: 300 notes in a tenth of a second) and nothing is
resolved: every scalar is its text, as YAML 1.2 readers of prose would expect (`no` is the word no,
2021 is the digits 2021), and the caller says what type it wants.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from quizgen.errors import Problem
from quizgen.text import did_you_mean

if TYPE_CHECKING:
    import yaml

Node: TypeAlias = "yaml.Node"  # for those who only name the type: no other module imports yaml

E = TypeVar("E", bound=StrEnum)

NULL_TAG = "tag:yaml.org,2002:null"
MOST_LEVELS = 50  # far deeper than any file of ours; a deep enough one would end the process
TOO_DEEP = (
    f"more than {MOST_LEVELS} levels, one inside the other; "
    "a text that starts with [ or { goes in double quotes"
)
# What libyaml says (0.2.6 and later) when it gives up before we could count.
DEEP_SIGN = "maximum nesting depth"
REMEDIES = (
    ("mapping values are not allowed", 'a text with ": " in it goes in double quotes'),
    ("found character '\\t'", "indent with spaces, not tabs"),
    ("found a tab character", "indent with spaces, not tabs"),
    ("found character that cannot start", "put the text in double quotes"),
    ("expected <block end>", "the text before goes in double quotes, or the indentation is off"),
    ("found unexpected end of stream", "a quote or bracket is not closed"),
    ("found unknown escape", "a text with \\ in it goes in single quotes, or on lines below `|`"),
    ("found undefined alias", "a text that starts with * goes in double quotes"),
    ("while scanning an anchor", "a text that starts with & goes in double quotes"),
    ("did not find expected", "put the text in double quotes, or mend the indentation"),
)


class NodeReader:
    """Reads the nodes of one file; `problems` collects what is wrong with them."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problems: list[Problem] = []

    def problem(self, node: Node | int, message: str) -> None:
        """Note a mistake at a node, or at a line counted from 1."""
        line = node if isinstance(node, int) else line_of(node)
        self.problems.append(Problem(self.path, line, message))

    def compose(self, text: str, *, may_be_empty: bool = False) -> Node | None:
        """The root node of a YAML text; None (and a problem) when it is not YAML or is empty."""
        import yaml

        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        try:
            if deep := _find_too_deep(yaml.parse(text, Loader=loader)):
                self.problem(deep, TOO_DEEP)
                return None
            root: Node | None = yaml.compose(text, Loader=loader)
        except yaml.MarkedYAMLError as error:
            self._syntax_problem(error, text)
            return None
        except yaml.reader.ReaderError as error:
            line = text.count("\n", 0, int(error.position)) + 1
            self.problem(line, "a control character stands here; delete it")
            return None
        if root is None and not may_be_empty:
            self.problem(1, "the file is empty")
        return root

    def _syntax_problem(self, error: yaml.MarkedYAMLError, text: str) -> None:
        mark = error.problem_mark or error.context_mark
        said = " ".join(part for part in (error.context, error.problem) if part)
        remedy = next((r for sign, r in REMEDIES if sign in said), "mend the YAML here")
        last = text.rstrip("\n").count("\n") + 1  # the end of the file is on its last line
        line = min(mark.line + 1, last) if mark else 1
        deep = DEEP_SIGN in said
        self.problem(line, TOO_DEEP if deep else f"not YAML ({error.problem}): {remedy}")

    def entries(self, node: Node, what: str, known: Collection[str]) -> dict[str, Node]:
        """The values of a mapping by key; unknown and repeated keys become problems."""
        import yaml

        if not isinstance(node, yaml.MappingNode):
            self.problem(node, f"{what} must be a mapping of `key: value` lines")
            return {}
        if not node.value:
            self.problem(node, f"{what} has no fields; known are {', '.join(known)}")
        found: dict[str, Node] = {}
        for key_node, value in node.value:
            key = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else "[...]"
            if key not in known:
                hint = did_you_mean(key, known) or f"; known are {', '.join(known)}"
                self.problem(key_node, f"{what} has no field {key!r}{hint}")
            elif key in found:
                self.problem(key_node, f"{key!r} stands twice; keep one of them")
            else:
                found[key] = value
        return found

    def items(self, node: Node | None, what: str) -> Iterator[Node]:
        """The items of a list; an absent node is an empty list."""
        import yaml

        if node is None or is_null(node):
            return
        if not isinstance(node, yaml.SequenceNode):
            self.problem(node, f"{what} must be a list; start each entry with `- `")
            return
        yield from node.value

    def pairs(self, node: Node | None) -> Iterator[tuple[Node, Node | None]]:
        """Keys and values of a mapping; the items of a list, or a text alone, without values."""
        import yaml

        if node is None or is_null(node):
            return
        if isinstance(node, yaml.MappingNode):
            yield from node.value
        elif isinstance(node, yaml.SequenceNode):
            yield from ((item, None) for item in node.value)
        else:
            yield node, None

    def text(self, node: Node | None, what: str, *, required: bool = False) -> str:
        """A scalar as text, whatever it looks like; "" when absent or of another type."""
        import yaml

        if node is None or is_null(node):
            if required and node is not None:
                self.problem(node, f"{what} is empty")
            return ""
        if isinstance(node, yaml.ScalarNode):
            value = str(node.value).strip()
            if required and not value:
                self.problem(node, f"{what} is empty")
            return value
        shape = "{" if isinstance(node, yaml.MappingNode) else "["
        flow = isinstance(node, yaml.CollectionNode) and node.flow_style
        remedy = f"a text that starts with {shape} goes in double quotes"
        self.problem(node, f"{what} must be text; {remedy if flow else 'write it after the colon'}")
        return ""

    def optional(self, node: Node | None, what: str) -> str | None:
        """A text, or None when it is absent or null."""
        return self.text(node, what) or None

    def texts(self, node: Node | None, what: str) -> tuple[str, ...]:
        """A list of texts."""
        values = (self.text(item, f"an entry of {what}") for item in self.items(node, what))
        return tuple(value for value in values if value)

    def number(self, node: Node | None, what: str, low: int, high: int | None, default: int) -> int:
        """A whole number within bounds; without an upper one, of at most nine digits."""
        value = self.text(node, what)
        if not value:
            return default
        digits = re.fullmatch("[0-9]{1,9}", value)
        if digits and low <= int(value) and (high is None or int(value) <= high):
            return int(value)
        bounds = f"from {low}" + (f" to {high}" if high is not None else "")
        self.problem(node or 1, f"{what} is {value!r}; write a whole number {bounds}")
        return default

    def choice(self, node: Node | None, what: str, kind: type[E], default: E) -> E:
        """One of an enumeration's values."""
        value = self.text(node, what)
        values = [member.value for member in kind]
        if not value:
            return default
        if value in values:
            return kind(value)
        said = f"{what} is {value!r}; write one of {', '.join(values)}"
        self.problem(node or 1, said + did_you_mean(value, values))
        return default


def line_of(node: Node) -> int:
    """The line of a node, counted from 1."""
    return int(node.start_mark.line) + 1


def places_of(node: Node, path: str = "") -> Iterator[tuple[str, tuple[int, int]]]:
    """Line and column, from 1, of every scalar below a node, by its path (`options.2.text`)."""
    import yaml

    if path.count(".") > MOST_LEVELS:  # an alias inside its own anchor goes on for ever
        return
    if isinstance(node, yaml.ScalarNode):
        yield path, (line_of(node), int(node.start_mark.column) + 1)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from places_of(value, f"{path}.{key.value}" if path else str(key.value))
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            yield from places_of(value, f"{path}.{number}")


def is_null(node: Node) -> bool:
    """Whether a node is YAML's null: nothing, `~` or `null`, not in quotes."""
    return bool(node.tag == NULL_TAG)


def _find_too_deep(events: Iterator[yaml.Event]) -> int | None:
    """The line of the first node with too many levels above it; composing it could crash."""
    import yaml

    levels = 0
    for event in events:
        if isinstance(event, yaml.CollectionStartEvent):
            levels += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            levels -= 1
        if levels > MOST_LEVELS:
            return event.start_mark.line + 1 if event.start_mark else 1
    return None
