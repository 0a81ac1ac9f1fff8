"""A real browser for tests: one Chromium per session, watched for requests and console errors.

A test module asks for it with `pytest_plugins = ("browser",)` and imports from here for types
only (pytest wants to be the first to import a plugin). Where no browser can be had, its
tests are skipped, and the end of the run says so in a section of its own.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
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

    def watch(self) -> None:
        """Listen to the page from now on."""
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", self.hear)
        self.page.on("pageerror", lambda error: self.complaints.append(error.message))

    def go_to(self, file: Path) -> None:
        """Open a file; the request for itself is none of its own."""
        self.page.goto(file.as_uri())
        self.requests.remove(file.as_uri())

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
        seen.watch()
        seen.go_to(file)
        yield seen
        context.close()

    def tour(self, files: Iterable[Path]) -> Iterator[tuple[Path, Visit]]:
        """Open files one after another in one context, which is much quicker than one for each.

        What is heard adds up, so that what a file does late is not missed.
        """
        context = self.browser.new_context()
        seen = Visit(context.new_page())
        seen.watch()
        for file in files:
            seen.go_to(file)
            yield file, seen
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
