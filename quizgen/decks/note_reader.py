"""Nodes of a notes file -> `Note`s; every mistake becomes a problem with line and remedy."""

from __future__ import annotations

import re

from quizgen.decks.cloze import cloze_mistakes
from quizgen.decks.fields import (
    EVIDENCE_FIELDS,
    ID_PATTERN,
    IGNORE_FIELDS,
    LINES_PATTERN,
    NOTE_FIELDS,
    OPTION_FIELDS,
    TIME_PATTERN,
    names,
)
from quizgen.decks.naming import tag_mistake
from quizgen.schema import (
    Answerable,
    Choice,
    Claim,
    Cloze,
    Content,
    Evidence,
    Ignore,
    Kind,
    Level,
    Lines,
    Locator,
    Note,
    Option,
    Status,
)
from quizgen.yamlnodes import Node, NodeReader, line_of, places_of

KNOWN = {
    "note": names(NOTE_FIELDS),
    "option": names(OPTION_FIELDS),
    "quote": names(EVIDENCE_FIELDS),
}
FEWEST_OPTIONS, MOST_OPTIONS = 2, 6
MOST_LINES, UNSAID = 40, -1  # as many as a page has


def read_note(reader: NodeReader, node: Node) -> Note | None:
    """One note; None when it lacks what every note must have (the reader holds the problems)."""
    entries = reader.entries(node, "a note", KNOWN["note"])
    if not entries:
        return None
    id_ = read_id(reader, entries.get("id"), node, "note")
    _require(reader, entries, node, ("kind", "status", "evidence"))
    kind = reader.choice(entries.get("kind"), "kind", Kind, Kind.BASIC)
    content = _read_content(reader, entries, node, kind)
    if not id_ or content is None:
        return None
    return Note(
        id=id_,
        kind=kind,
        content=content,
        evidence=_read_evidence(reader, entries.get("evidence")),
        status=reader.choice(entries.get("status"), "status", Status, Status.DRAFT),
        why=reader.text(entries.get("why"), "why"),
        hint=reader.text(entries.get("hint"), "hint"),
        extra=reader.text(entries.get("extra"), "extra"),
        concept=reader.optional(entries.get("concept"), "concept"),
        claim=reader.choice(entries.get("claim"), "claim", Claim, Claim.FACT),
        speaker=reader.optional(entries.get("speaker"), "speaker"),
        date=reader.optional(entries.get("date"), "date"),
        level=reader.choice(entries.get("level"), "level", Level, Level.REMEMBER),
        priority=reader.number(entries.get("priority"), "priority", 1, 3, 2),
        writing_lines=read_writing_lines(reader, entries.get("writing_lines"), "writing_lines"),
        tags=_read_tags(reader, entries.get("tags")),
        approved_by=reader.optional(entries.get("approved_by"), "approved_by"),
        origin=reader.text(entries.get("origin"), "origin") or "authored",
        ignores=read_ignores(reader, entries.get("lint-ignore")),
        path=reader.path,
        line=line_of(node),
        places=dict(places_of(node)),
    )


def read_ignores(reader: NodeReader, node: Node | None) -> tuple[Ignore, ...]:
    """Rules that are not to be applied, each with its reason."""
    found = []
    for item in reader.items(node, "lint-ignore"):
        entries = reader.entries(item, "an entry of lint-ignore", names(IGNORE_FIELDS))
        for key in ("rule", "reason"):
            if entries and key not in entries:
                reader.problem(
                    item, f"lint-ignore needs a {key}; write `- rule: x` and `reason: y`"
                )
        rule = reader.text(entries.get("rule"), "rule", required=True)
        reason = reader.text(entries.get("reason"), "reason", required=True)
        found.append(Ignore(rule, reason))
    return tuple(found)


def read_id(reader: NodeReader, node: Node | None, owner: Node, what: str) -> str:
    """An id; "" (and a problem) when it is missing or has other characters."""
    value = reader.text(node, "id")
    if not value:
        reader.problem(node or owner, f"{what} has no id; add `id: a-short-name`, made once")
    elif not re.fullmatch(ID_PATTERN, value):
        reader.problem(node or owner, f"id {value!r}: use a-z, 0-9 and single hyphens")
        return ""
    return value


def read_writing_lines(reader: NodeReader, node: Node | None, what: str) -> int | None:
    """How many lines to write on; 0 for `none`, None when nothing is said."""
    if reader.text(node, what) == "none":
        return 0
    lines = reader.number(node, f"{what} (or none)", 0, MOST_LINES, UNSAID)
    return None if lines == UNSAID else lines


def _require(
    reader: NodeReader, entries: dict[str, Node], node: Node, keys: tuple[str, ...]
) -> None:
    for key in keys:
        if key not in entries:
            reader.problem(node, f"note has no {key}; add `{key}:`")


def _read_content(
    reader: NodeReader, entries: dict[str, Node], node: Node, kind: Kind
) -> Content | None:
    for field in NOTE_FIELDS:
        if field.name in entries and kind not in field.kinds:
            right = ", ".join(k.value for k in field.kinds)
            message = f"a {kind} note has no field {field.name!r} (it belongs to {right})"
            reader.problem(entries[field.name], message)
    if kind is Kind.CLOZE:
        return _read_cloze(reader, entries.get("text"), node)
    question = _needed(reader, entries, node, kind, "question")
    if kind is Kind.CHOICE:
        options = _read_options(reader, entries.get("options"), node)
        order = reader.text(entries.get("order"), "order")
        if order not in ("", "fixed"):
            reader.problem(
                entries["order"], f"order is {order!r}; write `order: fixed`, or leave it out"
            )
        return Choice(question, options, order == "fixed") if question and options else None
    answer = _needed(reader, entries, node, kind, "answer")
    return Answerable(question, answer) if question and answer else None


def _needed(reader: NodeReader, entries: dict[str, Node], node: Node, kind: Kind, key: str) -> str:
    if key not in entries:
        reader.problem(node, f"{kind} note has no {key}; add `{key}:`")
    return reader.text(entries.get(key), key, required=True)


def _read_cloze(reader: NodeReader, node: Node | None, owner: Node) -> Cloze | None:
    if node is None:
        reader.problem(owner, 'cloze note has no text; add `text: "... {{c1::words}} ..."`')
        return None
    text = reader.text(node, "text", required=True)
    for mistake in cloze_mistakes(text) if text else ():
        reader.problem(node, mistake)
    return Cloze(text) if text else None


def _read_options(reader: NodeReader, node: Node | None, owner: Node) -> tuple[Option, ...]:
    if node is None:
        reader.problem(owner, "choice note has no options; add `options:` with two to six entries")
        return ()
    options = tuple(_read_option(reader, item) for item in reader.items(node, "options"))
    if not FEWEST_OPTIONS <= len(options) <= MOST_OPTIONS:
        said = f"choice note has {len(options)} options; give {FEWEST_OPTIONS} to {MOST_OPTIONS}"
        reader.problem(node, said)
    keys = sum(option.key for option in options)
    if options and not keys:
        reader.problem(owner, "choice note has no key; mark one option with key: true")
    if options and keys == len(options):
        reader.problem(
            owner, "choice note has nothing but keys; leave key: true off the wrong options"
        )
    texts = [" ".join(option.text.split()) for option in options]
    for text in sorted({t for t in texts if texts.count(t) > 1 and t}):
        reader.problem(node, f"two options say {text!r}; change or remove one")
    return options


def _read_option(reader: NodeReader, node: Node) -> Option:
    entries = reader.entries(node, "an option", KNOWN["option"])
    key = reader.text(entries.get("key"), "key").lower()
    if key not in ("", "true", "false"):
        reader.problem(entries["key"], f"key is {key!r}; write true or false")
    if entries and "text" not in entries:
        reader.problem(node, "option has no text; add `text:`")
    return Option(
        text=reader.text(entries.get("text"), "text", required=True),
        key=key == "true",
        why=reader.text(entries.get("why"), "why"),
    )


def _read_tags(reader: NodeReader, node: Node | None) -> tuple[str, ...]:
    tags = reader.texts(node, "tags")
    for tag in tags:
        if mistake := tag_mistake(tag):
            reader.problem(node or 1, f"tag {tag!r}: {mistake}")
    return tags


def _read_evidence(reader: NodeReader, node: Node | None) -> tuple[Evidence, ...]:
    if node is None:
        return ()
    quotes = tuple(_read_quote(reader, item) for item in reader.items(node, "evidence"))
    if not quotes:
        reader.problem(node, "evidence is empty; add `- quote:` with the source's own words")
    return quotes


def _read_quote(reader: NodeReader, node: Node) -> Evidence:
    entries = reader.entries(node, "an entry of evidence", KNOWN["quote"])
    if entries and "quote" not in entries:
        reader.problem(node, "evidence has no quote; add `quote:` with the source's own words")
    turn = reader.number(entries.get("turn"), "turn", 1, 10**9, 0)
    return Evidence(
        quote=reader.text(entries.get("quote"), "quote", required=True),
        source=reader.optional(entries.get("source"), "source"),
        locator=Locator(
            lines=_read_lines(reader, entries.get("lines")),
            turn=turn or None,
            at=_read_time(reader, entries.get("at")),
        ),
        line=line_of(node),
    )


def _read_lines(reader: NodeReader, node: Node | None) -> Lines | None:
    value = reader.text(node, "lines")
    if not value or node is None:
        return None
    numbers = [int(n) for n in re.findall(r"\d+", value)]
    if re.fullmatch(LINES_PATTERN, value) and 1 <= numbers[0] <= numbers[-1]:
        return Lines(numbers[0], numbers[-1])
    reader.problem(node, f"lines is {value!r}; write 261 or 261-264")
    return None


def _read_time(reader: NodeReader, node: Node | None) -> float | None:
    value = reader.text(node, "at")
    if not value or node is None:
        return None
    if re.fullmatch(TIME_PATTERN, value):
        seconds = 0.0
        for part in value.split(":"):
            seconds = seconds * 60 + float(part)
        return round(seconds, 3)
    reader.problem(node, f"at is {value!r}; write 00:12:34")
    return None
