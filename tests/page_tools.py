"""Where `tests/setup_browser.sh` puts what npm brings, and how tests without it say so."""

from __future__ import annotations

from pathlib import Path

import pytest

FOLDER = Path(__file__).parent.parent / ".page_tools_cache" / "node_modules"
SETUP = "run sh tests/setup_browser.sh"


def find_tool(path: str, remedy: str) -> Path:
    """A file that npm brought; the test is skipped when it is not there."""
    found = FOLDER / path
    if not found.is_file():
        pytest.skip(remedy)
    return found


def tell_skipped(reporter: pytest.TerminalReporter, remedy: str, what: str) -> None:
    """Say loudly what was left out for want of a tool."""
    skipped = reporter.stats.get("skipped", [])
    missed = [report for report in skipped if remedy in str(report.longrepr)]
    if missed:
        reporter.section(f"{what} tests were skipped", sep="!", red=True, bold=True)
        reporter.line(f"{len(missed)} tests: {remedy}")
