"""A real browser for tests: one Chromium per session, watched for requests and console errors.

A test module asks for it with `pytest_plugins = ("browser",)` and imports from here for types
only (pytest wants to be the first to import a plugin). Where no browser can be had, its
tests are skipped, and the end of the run says so in a section of its own.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
REMEDY = "NOT TESTED IN A BROWSER: install one (apt-get install -y chromium) or set QUIZGEN_BROWSER"


@dataclass
class Visit:
    """A page that was opened, and what it did that a file on its own must not do."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def hear(self, message: ConsoleMessage) -> None:
        """Note an error on the console."""
        if message.type == "error":
            self.complaints.append(message.text)


def find_browser() -> str | None:
    """The browser named by QUIZGEN_BROWSER, or the first one installed."""
    return os.environ.get("QUIZGEN_BROWSER") or next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A running Chromium."""
    path = find_browser()
    if path is None:
        pytest.skip(REMEDY)
    with sync_playwright() as playwright:
        try:
            chromium = playwright.chromium.launch(executable_path=path, args=QUIET)
        except Error as error:
            pytest.skip(f"{REMEDY} ({path} does not start: {error.message.splitlines()[0]})")
        yield chromium
        chromium.close()


@dataclass(frozen=True)
class Visitor:
    """Opens files in the browser of the session."""

    browser: Browser

    @contextmanager
    def open(self, file: Path, width: int = 1000, height: int = 1200) -> Iterator[Visit]:
        """Open a file in a context of its own (no cache, no cookies) and watch it."""
        context = self.browser.new_context(viewport={"width": width, "height": height})
        seen = Visit(context.new_page())
        seen.page.on("request", lambda request: seen.requests.append(request.url))
        seen.page.on("console", seen.hear)
        seen.page.on("pageerror", lambda error: seen.complaints.append(error.message))
        seen.page.goto(file.as_uri())
        seen.requests.remove(file.as_uri())
        yield seen
        context.close()


@pytest.fixture
def visitor(browser: Browser) -> Visitor:
    """What a test opens its files with."""
    return Visitor(browser)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly what was left out for want of a browser."""
    skipped = terminalreporter.stats.get("skipped", [])
    missed = [report for report in skipped if "NOT TESTED IN A BROWSER" in str(report.longrepr)]
    if missed:
        terminalreporter.section("browser tests were skipped", sep="!", red=True, bold=True)
        terminalreporter.line(f"{len(missed)} tests: {REMEDY}")
