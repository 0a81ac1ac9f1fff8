"""Findings -> text: for people, for programs, for code scanning and for GitHub's own log.

Each form is one text that ends with a line break (nothing at all when text or github has nothing
to say), and the same for the same findings, byte for byte.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import quote

from quizgen import __version__
from quizgen.checks.registry import find_rule
from quizgen.schema import Finding, Severity

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
SARIF_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
GITHUB_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
# SARIF 2.1.0, 3.11.5: braces hold placeholders, even where there are none.
SARIF_TEXT = str.maketrans({"{": "{{", "}": "}}"})
GITHUB_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
GITHUB_PROPERTY = GITHUB_DATA | str.maketrans({":": "%3A", ",": "%2C"})
LINE_BREAKS = str.maketrans("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029", " " * 10)


class Form(StrEnum):
    """The forms in which findings are told."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"


def format_findings(findings: Sequence[Finding], form: str, root: Path | None = None) -> str:
    """All findings in one form (see `Form`), as ordered.

    Paths are told relative to `root`, which is the working folder unless given.
    """
    return WRITERS[Form(form)](findings, root or Path.cwd())


def _text(findings: Sequence[Finding], root: Path) -> str:
    lines = (f"{_place(f, root)}: {f.severity} {f.rule} {_message(f)}" for f in findings)
    return "".join(line.translate(LINE_BREAKS) + "\n" for line in lines)


def _json(findings: Sequence[Finding], root: Path) -> str:
    return _dump([_as_object(finding, root) for finding in findings])


def _sarif(findings: Sequence[Finding], root: Path) -> str:
    ids = sorted({finding.rule for finding in findings})
    driver = {"name": "quizgen", "version": __version__, "rules": [_as_rule(id_) for id_ in ids]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_as_result(finding, ids.index(finding.rule), root) for finding in findings],
    }
    return _dump({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _github(findings: Sequence[Finding], root: Path) -> str:
    return "".join(_as_command(finding, root) + "\n" for finding in findings)


WRITERS: dict[Form, Callable[[Sequence[Finding], Path], str]] = {
    Form.TEXT: _text,
    Form.JSON: _json,
    Form.SARIF: _sarif,
    Form.GITHUB: _github,
}


# ------------------------------------------------------------------------------------ one finding


def _as_object(finding: Finding, root: Path) -> dict[str, Any]:
    return {
        "path": _path(finding, root),
        "line": finding.line,
        "column": finding.column,
        "severity": str(finding.severity),
        "rule": finding.rule,
        "note": finding.note,
        "field": finding.field,
        "words": finding.words,
        "message": finding.message,
        "suggestion": finding.suggestion,
        "fix": finding.fix,
    }


def _as_rule(id_: str) -> dict[str, Any]:
    """What SARIF tells of a rule; some findings come of no rule of the registry."""
    rule = find_rule(id_)
    if rule is None:
        return {"id": id_, "shortDescription": {"text": id_.replace("-", " ").capitalize() + "."}}
    return {
        "id": id_,
        "shortDescription": {"text": rule.reason.translate(SARIF_TEXT)},
        "fullDescription": {"text": rule.guideline.translate(SARIF_TEXT)},
        "defaultConfiguration": {"level": SARIF_LEVELS[rule.severity]},
    }


def _as_result(finding: Finding, index: int, root: Path) -> dict[str, Any]:
    region = {"startLine": max(1, finding.line), "startColumn": max(1, finding.column)}
    artifact = {"uri": quote(_path(finding, root))}
    told = {"note": finding.note, "field": finding.field, "words": finding.words}
    return {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": SARIF_LEVELS[finding.severity],
        "message": {"text": _message(finding).translate(SARIF_TEXT)},
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
        "properties": {name: text for name, text in told.items() if text},
    }


def _as_command(finding: Finding, root: Path) -> str:
    properties = {
        "file": _path(finding, root),
        "line": str(finding.line),
        "col": str(finding.column),
        "title": finding.rule,
    }
    said = (f"{name}={text.translate(GITHUB_PROPERTY)}" for name, text in properties.items())
    command = GITHUB_COMMANDS[finding.severity]
    return f"::{command} {','.join(said)}::{_message(finding).translate(GITHUB_DATA)}"


def _message(finding: Finding) -> str:
    return finding.message + (f"; {finding.suggestion}" if finding.suggestion else "")


def _place(finding: Finding, root: Path) -> str:
    return f"{_path(finding, root)}:{finding.line}:{finding.column}"


def _path(finding: Finding, root: Path) -> str:
    """A path with slashes, relative to the root where it lies below it."""
    path = finding.path
    return (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
