"""Who is who among the decks of a workspace: each key once, since guids are made of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from quizgen.decks.folder import DECK_FILE
from quizgen.schema import Finding, Severity
from quizgen.text import squeeze
from quizgen.yamlnodes import Node, NodeReader, line_of

KEY_RULE = "deck-key-shared"


@dataclass(frozen=True, slots=True)
class Identity:
    """What a deck.yaml says of who the deck is; `lines` where, by field."""

    path: Path
    key: str
    name: str
    lines: Mapping[str, int]


def read_identities(folders: Iterable[Path]) -> list[Identity]:
    """The identities of decks; one that cannot be read has none (reading it whole says why)."""
    return [found for folder in folders if (found := _read_identity(folder / DECK_FILE))]


def _read_identity(path: Path) -> Identity | None:
    if not path.is_file():
        return None
    reader = NodeReader(path)
    try:
        text = path.read_bytes().decode("utf-8-sig", "replace")
    except OSError:
        return None
    root = reader.compose(text)
    entries = _entries(reader, root)
    said = {what: squeeze(reader.text(entries.get(what), what)) for what in ("key", "name")}
    lines = {what: line_of(node) for what, node in entries.items()}
    return Identity(path, said["key"], said["name"], lines)


def _entries(reader: NodeReader, root: Node | None) -> Mapping[str, Node]:
    return reader.entries(root, "deck.yaml", ("key", "name")) if root else {}


def find_shared(decks: Sequence[Identity], asked: Iterable[Path]) -> Iterator[Finding]:
    """Keys (errors) and names (warnings) that a deck shares with one of the folders asked for."""
    folders = set(asked)
    for group in _groups(decks, lambda deck: deck.key, folders):
        for deck, others in group:
            message = (
                f"key {deck.key!r} is also that of {others}: learners who import one deck would "
                "not get the other; give the newer deck a key of its own"
            )
            yield _finding(deck, Severity.ERROR, KEY_RULE, "key", message)
    for group in _groups(decks, lambda deck: deck.name.casefold(), folders):
        for deck, others in group:
            message = f"name {deck.name!r} is also that of {others}: Anki puts both into one deck"
            yield _finding(deck, Severity.WARNING, "deck-name-shared", "name", message)


Group = list[tuple[Identity, str]]


def _groups(
    decks: Sequence[Identity], told_by: Callable[[Identity], str], asked: set[Path]
) -> Iterator[Group]:
    """Decks that are told apart by nothing, each with the places of the others."""
    alike: dict[str, list[Identity]] = defaultdict(list)
    for deck in decks:
        if told_by(deck):
            alike[told_by(deck)].append(deck)
    for group in alike.values():
        if len(group) > 1 and any(deck.path.parent in asked for deck in group):
            yield [(one, ", ".join(str(o.path) for o in group if o is not one)) for one in group]


def _finding(deck: Identity, severity: Severity, rule: str, field: str, message: str) -> Finding:
    return Finding(deck.path, deck.lines.get(field, 1), severity, rule, message, field=field)
