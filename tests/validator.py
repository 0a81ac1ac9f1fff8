"""The Nu HTML checker, which is the validator of the W3C: many files in one run of Java.

A test module asks for it with `pytest_plugins = ("validator",)` and takes the fixture `validator`.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from page_tools import SETUP, find_tool, tell_skipped

REMEDY = f"NOT VALIDATED: {SETUP} (it needs npm and Java)"


@dataclass(frozen=True)
class Validator:
    """The checker on this machine."""

    java: str
    jar: Path

    def complaints(self, files: Sequence[Path]) -> list[str]:
        """Errors and warnings in files, one JVM for all (it takes seconds to start)."""
        assert all(file.is_file() for file in files)
        options = ["--format", "json", "--exit-zero-always", "--no-langdetect"]
        command = [self.java, "-jar", str(self.jar), *options, *map(str, files)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        return [
            _said(message) for message in json.loads(done.stderr)["messages"] if _counts(message)
        ]


def _counts(message: dict[str, str]) -> bool:
    return message["type"] != "info" or message.get("subType") == "warning"


def _said(message: dict[str, object]) -> str:
    name = Path(unquote(urlsplit(str(message.get("url", ""))).path)).name
    return f"{name}:{message.get('lastLine', 0)}: {message['message']} {message.get('extract', '')}"


@pytest.fixture(scope="session")
def validator() -> Validator:
    """What a test validates its files with."""
    jar = find_tool("vnu-jar/build/dist/vnu.jar", REMEDY)
    java = shutil.which("java")
    if java is None:
        pytest.skip(REMEDY)
    return Validator(java, jar)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly what was left out for want of the validator."""
    tell_skipped(terminalreporter, REMEDY, "HTML validator")
