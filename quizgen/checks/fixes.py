"""Findings with a safe fix -> the changed texts of notes files. Pure, idempotent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from quizgen.decks.edit import change_place
from quizgen.schema import Finding


def apply_fixes(
    findings: Iterable[Finding], texts: Mapping[Path, str]
) -> tuple[dict[Path, str], tuple[Finding, ...]]:
    """The new text of each file that changes, and the findings that were mended.

    Of several fixes of one field the first is made; the next run of the checks sees the rest.
    """
    changed: dict[Path, str] = {}
    mended: list[Finding] = []
    touched: set[tuple[str, str]] = set()
    for finding in findings:
        place = (finding.note, finding.field)
        if finding.fix is None or place in touched or finding.path not in texts:
            continue
        text = changed.get(finding.path, texts[finding.path])
        changed[finding.path] = change_place(text, finding.note, finding.field, finding.fix)
        touched.add(place)
        mended.append(finding)
    return changed, tuple(mended)
