"""The preview: this machine's, out/ and nothing else; what it adds to pages is never in a file."""

from __future__ import annotations

import http.client
import re
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.commands.preview import Preview, serve
from quizgen.commands.preview_pages import EVENTS, file_of, index_page, reloading
from quizgen.errors import QuizgenError

if TYPE_CHECKING:
    from accessibility import Axe
    from browser import Visitor
    from validator import Validator

pytest_plugins = ("browser", "accessibility", "validator")

PAGE = (
    '<!DOCTYPE html><html><head lang="en"><meta http-equiv="Content-Security-Policy" '
    "content=\"default-src 'none'; style-src 'unsafe-inline'\"><title>t</title></head></html>"
)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    root = tmp_path / "my <course>"
    (root / "out/tides").mkdir(parents=True)
    (root / "out/tides/quiz.html").write_text(PAGE)
    (root / "out/tides/tides.apkg").write_bytes(b"PK")
    (root / "out/tides/.hidden.html").write_text("half")
    (root / "secret.txt").write_text("secret")
    (root / "out-of-it").mkdir()
    (root / "out-of-it/secret.txt").write_text("secret")
    (root / "out/tides/link.txt").symlink_to(root / "secret.txt")
    return root


@pytest.fixture
def preview(workspace: Path) -> Iterator[Preview]:
    with serve(workspace, 0) as made:
        yield made


def ask(
    preview: Preview, path: str, method: str = "GET", **headers: str
) -> tuple[int, dict[str, str], bytes]:
    """A request as it is written, not put right by a client."""
    port = int(preview.url.split(":")[-1].strip("/"))
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.putrequest(method, path, skip_host="Host" in headers)
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value)
    connection.endheaders()
    response = connection.getresponse()
    told = response.status, dict(response.getheaders()), response.read()
    connection.close()
    return told


def test_pages_get_the_script_and_leave_to_listen(preview: Preview, workspace: Path) -> None:
    status, headers, body = ask(preview, "/tides/quiz.html")
    assert status == 200 and headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["Cache-Control"] == "no-store" and headers["X-Content-Type-Options"] == "nosniff"
    text = body.decode()
    assert text.index("<script>") < text.index("<meta")  # before the page's policy
    assert "style-src 'unsafe-inline'; connect-src 'self'\"" in text
    assert preview.stamp in text
    assert (workspace / "out/tides/quiz.html").read_text() == PAGE


def test_other_files_come_as_they_are(preview: Preview) -> None:
    status, headers, body = ask(preview, "/tides/tides.apkg")
    assert (status, body, headers["Content-Type"]) == (200, b"PK", "application/octet-stream")
    status, headers, body = ask(preview, "/tides/tides.apkg", "HEAD")
    assert (status, body, headers["Content-Length"]) == (200, b"", "2")


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/tides/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/tides/%2e%2e%2f%2e%2e%2fsecret.txt",
        "/..%5csecret.txt",
        "//secret.txt",
        "/tides/link.txt",
        "/tides/.hidden.html",
        "/../out-of-it/secret.txt",
        "/tides",
        "/tides/",
        "/nothing",
        "/%00",
        "/tides/quiz.html%00.txt",
        "/" + "a" * 5000,
        "/%ff%fe",
    ],
)
def test_nothing_beside_the_files_of_out(preview: Preview, path: str) -> None:
    status, _, body = ask(preview, path)
    assert status == 404 and b"secret" not in body.replace(b"secret.txt", b"")
    assert ask(preview, "/tides/quiz.html")[0] == 200  # and it is still there


@settings(deadline=None)
@given(st.text(st.sampled_from("./\\%2e~tidesquz\0ü"), max_size=20))
def test_no_path_leads_out(path: str) -> None:
    repository = Path(__file__).parent
    found = file_of(repository / "cases", path)
    assert found is None or found.is_relative_to(repository / "cases")


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1", "evil.example:{port}", "", "localhost"]
)
def test_a_name_of_another_machine_is_refused(preview: Preview, host: str) -> None:
    """DNS rebinding: the browser believes that it speaks to another site."""
    port = preview.url.split(":")[-1].strip("/")
    for path in ("/", "/tides/quiz.html", EVENTS):
        status, _, body = ask(preview, path, Host=host.format(port=port))
        assert status == 403 and b"Only http://127.0.0.1:" in body
    assert ask(preview, "/", Host=f"localhost:{port}")[0] == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_nothing_can_be_sent(preview: Preview, method: str) -> None:
    assert ask(preview, "/", method)[0] == 501


def test_only_this_machine_can_connect(preview: Preview) -> None:
    port = int(preview.url.split(":")[-1].strip("/"))
    with socket.socket() as other:
        other.settimeout(2)
        assert other.connect_ex(("127.0.0.2", port)) != 0


def test_the_index_lists_decks_and_escapes_names(preview: Preview) -> None:
    _, _, body = ask(preview, "/", Accept_Language="xx, de-AT;q=0.9, en;q=0.8")
    text = body.decode()
    assert '<html lang="de">' in text and "Gebaute Seiten" in text
    assert "<h1>my &lt;course&gt;</h1>" in text
    assert re.findall(r'href="(/[^"]+)"', text) == [
        "/tides/quiz.html",
        "/tides/tides.apkg",
    ]
    preview.announce("decks/x.yaml:3: <b>wrong</b>")
    assert "decks/x.yaml:3: &lt;b&gt;wrong&lt;/b&gt;" in ask(preview, "/")[2].decode()
    assert "Built pages" in ask(preview, "/", Accept_Language="tlh")[2].decode()


def test_a_template_that_is_being_edited_ends_nothing(preview: Preview, workspace: Path) -> None:
    (workspace / "templates").mkdir()
    (workspace / "templates/preview.html").write_text("{% if %}")
    status, _, body = ask(preview, "/")
    assert status == 500 and b"preview.html:1" in body
    (workspace / "templates/preview.html").unlink()
    assert ask(preview, "/")[0] == 200


def test_open_pages_are_told_of_a_build_and_let_go_at_the_end(workspace: Path) -> None:
    heard: list[bytes] = []

    def listen(port: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", EVENTS)
        for line in connection.getresponse():
            heard.append(line)
            ready.set()
        ended.set()

    ready, ended = threading.Event(), threading.Event()
    with serve(workspace, 0) as preview:
        first = preview.stamp
        port = int(preview.url.split(":")[-1].strip("/"))
        threading.Thread(target=listen, args=(port,), daemon=True).start()
        assert ready.wait(5)
        ready.clear()
        preview.announce()
        assert ready.wait(5)
        second = preview.stamp
    assert ended.wait(5)
    data = [line.decode().strip() for line in heard if line.startswith(b"data")]
    assert data == [f"data: {first}", f"data: {second}"]


def test_a_port_that_is_taken_is_named(workspace: Path, preview: Preview) -> None:
    port = int(preview.url.split(":")[-1].strip("/"))
    with (
        pytest.raises(QuizgenError, match=f"port {port} cannot be had .*--port"),
        serve(workspace, port),
    ):
        pass


def test_a_policy_of_its_own_is_left_alone() -> None:
    page = b'<meta http-equiv="Content-Security-Policy" content="connect-src \'none\'">'
    assert page in reloading(page, "1")
    assert reloading(b"<p>no head", "1").startswith(b"<script>")
    headers = b"<header><head><head>"
    assert reloading(headers, "1").count(b"<script>") == 1
    assert reloading(headers, "1").startswith(b"<header><head><script>")


def test_the_index_is_valid_and_without_barriers(
    workspace: Path, tmp_path: Path, visitor: Visitor, axe: Axe, validator: Validator
) -> None:
    page = tmp_path / "index.html"
    page.write_bytes(index_page(workspace, "decks/x.yaml:3: wrong", "en"))
    assert validator.complaints([page]) == []
    for width in (360, 1000):
        with visitor.open(page, width=width) as visit:
            assert axe.grave(visit.page) == []
            assert visit.complaints == [] and visit.requests == []
            wide = visit.page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width
