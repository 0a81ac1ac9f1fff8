"""axe-core in the tests' browser: what keeps a page from people who cannot see or point well.

A test module asks for it with `pytest_plugins = ("browser", "accessibility")` and takes the
fixture `axe`. axe-core is under the MPL: it is fetched for the tests and never part of quizgen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pytest
from page_tools import SETUP, find_tool, tell_skipped
from playwright.sync_api import Page

REMEDY = f"NOT TESTED FOR ACCESSIBILITY: {SETUP} (it needs npm)"
GRAVE = ("serious", "critical")
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
# A colour on its way to another one is nobody's contrast. Nothing is fetched by axe either: the
# pages' own policy forbids it, and would complain.
RUN = """async () => {
  for (const animation of document.getAnimations()) animation.cancel();
  const told = await axe.run(document, {preload: false, resultTypes: ['violations']});
  return told.violations.map(found => [found.impact, found.id, found.help,
    found.nodes.map(node => node.html.slice(0, 120))]) }"""


@dataclass(frozen=True)
class Axe:
    """axe-core, ready to look at pages."""

    script: str

    def grave(self, page: Page) -> list[str]:
        """Serious and critical findings on a page as it stands, in light and in dark."""
        found = []
        if not page.evaluate("'axe' in window"):
            page.evaluate(self.script)
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            for impact, rule, said, nodes in page.evaluate(RUN):
                if impact in GRAVE:
                    found.append(f"{scheme}: {rule} ({impact}): {said}: {'; '.join(nodes[:3])}")
        page.emulate_media(color_scheme="light")
        return found


@pytest.fixture(scope="session")
def axe() -> Axe:
    """What a test looks for barriers with."""
    return Axe(find_tool("axe-core/axe.min.js", REMEDY).read_text("utf-8"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly what was left out for want of axe-core."""
    tell_skipped(terminalreporter, REMEDY, "accessibility")
