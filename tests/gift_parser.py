"""gift-pegjs, a parser of GIFT that is not ours, run by Node on a file.

A test module asks for it with `pytest_plugins = ("gift_parser",)` and takes the fixture `gift_pegjs`.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from page_tools import SETUP, find_tool, tell_skipped

REMEDY = f"NOT READ BY ANOTHER PARSER: {SETUP} (it needs npm)"
SCRIPT = """
const { parse } = require(process.argv[1]);
let text = "";
process.stdin.setEncoding("utf8").on("data", part => (text += part))
  .on("end", () => process.stdout.write(JSON.stringify(parse(text))));
"""


@dataclass(frozen=True)
class GiftParser:
    """The parser on this machine."""

    node: str
    module: Path

    def parse(self, gift: str) -> list[dict[str, Any]]:
        """The questions and categories of a file; an error ends the test."""
        command = [self.node, "-e", SCRIPT, str(self.module)]
        done = subprocess.run(command, input=gift.encode(), capture_output=True, check=True)
        said: list[dict[str, Any]] = json.loads(done.stdout)
        return said


@pytest.fixture(scope="session")
def gift_pegjs() -> GiftParser:
    """What a test reads GIFT with."""
    module = find_tool("gift-pegjs/pegjs-gift.js", REMEDY)
    node = shutil.which("node")
    if node is None:
        pytest.skip(REMEDY)
    return GiftParser(node, module)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly what was left out for want of the parser."""
    tell_skipped(terminalreporter, REMEDY, "GIFT")
