"""`quizgen build --watch` as a person runs it: a process, an editor, a browser, Ctrl-C."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import URLError

import pytest
from author import Author, run
from click.testing import CliRunner
from playwright.sync_api import Browser

from quizgen.cli import cli
from quizgen.commands.watch import snapshot
from quizgen.decks.workspace import Workspace

pytest_plugins = ("browser",)
PATIENCE = 60.0


class Watch:
    """The running command, and what it has said so far."""

    def __init__(self, root: Path, *arguments: str) -> None:
        command = [sys.executable, "-m", "quizgen", "build", "--watch", *arguments]
        repository = str(Path(__file__).parent.parent)
        environment = {**os.environ, "PYTHONPATH": repository, "SOURCE_DATE_EPOCH": ""}
        self.process = subprocess.Popen(
            command,
            cwd=root,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.said = ""
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()
        self.until(lambda: "Pages: " in self.said and " notes in " in self.said)
        self.url = re.findall(r"Pages: (\S+)", self.said)[0]

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.said += line

    def until(self, condition: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < end, self.said
            assert self.process.poll() is None, self.said
            time.sleep(0.02)

    def builds(self) -> int:
        return self.said.count(" notes in ")

    def get(self, path: str) -> str:
        with urllib.request.urlopen(self.url + path, timeout=5) as response:
            return str(response.read().decode())

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        self.reader.join(PATIENCE)
        assert self.process.stdout
        self.process.stdout.close()

    def interrupt(self) -> int:
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(PATIENCE)
        self.reader.join(PATIENCE)
        return code


@pytest.fixture
def author(tmp_path: Path) -> Author:
    return Author(tmp_path / "workspace")


@pytest.fixture
def watch(author: Author) -> Iterator[Watch]:
    running = Watch(author.root)
    yield running
    running.close()


def test_edits_are_built_and_mistakes_do_not_end_the_watch(author: Author, watch: Watch) -> None:
    assert "tides.apkg" in watch.get("")
    page = key_of(author)
    author.change("tide-cause", answer="The unevenness of its pull across the globe")
    watch.until(lambda: "The unevenness of its pull" in page.read_text("utf-8"))
    watch.until(lambda: "Changed: tides.yaml" in watch.said)

    good = author.notes.read_text("utf-8")
    author.notes.write_text(good.replace("kind: cloze", "kind: clozed"), "utf-8")
    watch.until(lambda: "tides.yaml:" in watch.said and "clozed" in watch.said)
    watch.until(lambda: "The last build stopped" in watch.get(""))
    author.notes.write_text(good, "utf-8")
    watch.until(lambda: "The last build stopped" not in watch.get(""))

    builds = watch.builds()
    author.replace("seeds/tides.meta.yaml", "title: ", "title: Newly named, ")
    watch.until(lambda: watch.builds() > builds and "Newly named" in page.read_text("utf-8"))
    own = author.root / "templates/paper"  # a folder that was not there when the watch began
    own.mkdir(parents=True)
    (own / "key.html").write_text("My own key")
    watch.until(lambda: page.read_text("utf-8").startswith("My own key"))


def test_the_ledger_that_it_writes_does_not_wake_it(author: Author, watch: Watch) -> None:
    assert author.ledger.is_file()
    builds = watch.builds()
    author.ledger.touch()
    (author.deck / "notes/.tides.yaml.swp").write_text("x")
    (author.deck / "notes/tides.yaml~").write_text("x")
    time.sleep(2.5)
    assert watch.builds() == builds == 1


def test_ctrl_c_ends_it_and_leaves_nothing_behind(author: Author, watch: Watch) -> None:
    assert watch.interrupt() == 130
    assert "Interrupted; nothing is half-written." in watch.said
    assert "Traceback" not in watch.said
    made = {path.name for path in (author.root / "out/tides").iterdir()}
    author.build()
    assert made == {path.name for path in (author.root / "out/tides").iterdir()}
    assert not [
        path for path in author.root.rglob(".*") if path.is_file() and "git" not in path.name
    ]
    with pytest.raises(URLError):
        watch.get("")


def test_ctrl_c_in_the_midst_of_open_pages(watch: Watch) -> None:
    stream = urllib.request.urlopen(watch.url + "-/events", timeout=5)
    assert stream.readline().startswith(b"data: ")
    begun = time.monotonic()
    assert watch.interrupt() == 130
    assert time.monotonic() - begun < 5
    stream.close()


def test_an_open_page_reloads_itself(author: Author, watch: Watch, browser: Browser) -> None:
    context = browser.new_context(locale="fr-FR")
    page = context.new_page()
    complaints: list[str] = []
    asked: list[str] = []
    page.on("console", lambda said: complaints.append(said.text))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(watch.url)
    assert page.locator("h1").inner_text() == "workspace"
    assert "Ces pages se rechargent" in page.content()
    key = key_of(author).name
    page.get_by_role("link", name=key).click()
    assert "The unevenness" not in page.content()
    author.change("tide-cause", answer="The unevenness of its pull across the globe")
    page.get_by_text("The unevenness of its pull").first.wait_for(timeout=PATIENCE * 1000)
    assert page.url.endswith(f"/tides/{key}")
    assert complaints == []
    assert all(url.startswith(watch.url) for url in asked)
    # A page in the background lets go, and looks when it is seen again.
    hide = "Object.defineProperty(document, 'hidden', {value: %s, configurable: true});"
    hide += "document.dispatchEvent(new Event('visibilitychange'))"
    page.evaluate(hide % "true")
    builds = watch.builds()
    author.change("tide-cause", answer="The difference of its pull, again")
    watch.until(lambda: watch.builds() > builds)
    page.wait_for_timeout(500)
    assert "again" not in page.content()
    page.evaluate(hide % "false")
    page.get_by_text("of its pull, again").first.wait_for(timeout=PATIENCE * 1000)
    assert watch.url not in key_of(author).read_text("utf-8")
    assert "EventSource" not in key_of(author).read_text("utf-8")
    context.close()


def key_of(author: Author) -> Path:
    return min((author.root / "out/tides").glob("key*.html"))


# --------------------------------------------------------------------------- before it starts


def test_what_can_be_wrong_at_once_is_said_at_once(author: Author, watch: Watch) -> None:
    for arguments, said in (
        (["--watch", "nowhere"], "no deck 'nowhere'"),
        (["--watch", "--port", watch.url.split(":")[-1].strip("/")], "choose another with --port"),
        (["--port", "8000"], "--port is for --watch"),
    ):
        result = run(author.root, "build", *arguments)
        assert result.exit_code == 2 and said in result.output, result.output


def test_the_port_can_be_chosen(author: Author) -> None:
    import socket

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    running = Watch(author.root, "--port", str(port))
    try:
        assert running.url == f"http://127.0.0.1:{port}/"
    finally:
        running.close()


def test_what_a_build_reads_is_watched(author: Author) -> None:
    """Each of these changes must be seen; planted one by one."""
    workspace = Workspace(author.root)
    (author.root / "templates/anki").mkdir(parents=True)
    for name, counts in (
        ("decks/tides/deck.yaml", True),
        ("decks/tides/concepts.yaml", True),
        ("decks/tides/notes/new.yaml", True),
        ("decks/tides/notes/deep/misplaced.yml", True),
        ("decks/tides/ledger.json", False),
        ("decks/tides/drafts.json", False),
        ("decks/tides/notes/.x.yaml", False),
        ("seeds/other.json", True),
        ("templates/anki/style.css", True),
        ("templates/anki/ledger.json", False),
    ):
        path = author.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        before = snapshot(workspace)
        path.write_text(path.read_text("utf-8") + " " if path.is_file() else "x", "utf-8")
        assert (snapshot(workspace) != before) is counts, name


def test_help_shows_how() -> None:
    said = CliRunner().invoke(cli, ["build", "--help"]).output
    assert "quizgen build --watch" in said and "Ctrl-C" in said
