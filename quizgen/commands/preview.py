"""A small server of what was built, for the browser on this machine, whose pages reload.

It hands out the files of out/ and nothing else, to nobody but this machine; the few lines that
make a page reload are put in on the way and never into a file. A page of another site cannot
read it: a request has to name this machine in its Host header (against DNS rebinding).
"""

from __future__ import annotations

import secrets
import socketserver
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import cast
from urllib.parse import unquote, urlsplit

from quizgen.commands.preview_pages import (
    EVENTS,
    HTML,
    LOOPBACK,
    file_of,
    index_page,
    media_type,
    reloading,
)
from quizgen.errors import QuizgenError

KEEP_ALIVE_SECONDS = 10.0


class Preview:
    """What pages are told: a stamp that changes with every build, and whether it failed."""

    def __init__(self, root: Path, port: int) -> None:
        self.root = root
        self.url = f"http://{LOOPBACK}:{port}/"
        self.hosts = frozenset({f"{LOOPBACK}:{port}", f"localhost:{port}"})
        self.failure = ""
        self.closed = False
        # A page that is still open from another watch must not take this one's for its own.
        self._start = secrets.token_hex(4)
        self._builds = 0
        self._news = threading.Condition()

    @property
    def stamp(self) -> str:
        """Tells one build from another."""
        return f"{self._start}-{self._builds}"

    def announce(self, failure: str = "") -> None:
        """A build is over: tell all pages that are open."""
        with self._news:
            self.failure = failure
            self._builds += 1
            self._news.notify_all()

    def close(self) -> None:
        """Let go all pages that wait."""
        with self._news:
            self.closed = True
            self._news.notify_all()

    def wait(self, stamp: str) -> str:
        """The stamp when it is another one, or after a while."""
        with self._news:
            self._news.wait_for(lambda: self.closed or self.stamp != stamp, KEEP_ALIVE_SECONDS)
            return self.stamp


@contextmanager
def serve(root: Path, port: int) -> Iterator[Preview]:
    """Serve a workspace's out/ until the end of the block; port 0 is any that is free.

    Raises:
        QuizgenError: the port cannot be had.
    """
    try:
        server = _Server((LOOPBACK, port), _Handler)
    except OSError as error:
        raise QuizgenError(
            f"port {port} cannot be had ({error.strerror}); choose another with --port"
        ) from error
    with server:
        server.preview = Preview(root, server.server_address[1])
        thread = threading.Thread(target=server.serve_forever, args=(0.1,), daemon=True)
        thread.start()
        try:
            yield server.preview
        finally:
            server.preview.close()
            server.shutdown()
            thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    preview: Preview

    def server_bind(self) -> None:
        # Not HTTPServer's, which asks the network for the name of this machine.
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = LOOPBACK, self.server_address[1]

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that went away is no news."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(BaseHTTPRequestHandler):
    server_version, sys_version = "quizgen", ""

    def do_GET(self) -> None:
        """The index, the stream of news, or a file."""
        preview = cast(_Server, self.server).preview
        path = unquote(urlsplit(self.path).path)
        if self.headers.get("Host") not in preview.hosts:
            self._refuse(HTTPStatus.FORBIDDEN, f"Only {preview.url} is served here.")
        elif path == EVENTS and self.command == "GET":
            self._stream(preview)
        elif path == "/":
            self._index(preview)
        elif file := file_of(preview.root / "out", path):
            self._file(file, preview)
        else:
            self._refuse(HTTPStatus.NOT_FOUND, f"Not built: {path}")

    do_HEAD = do_GET

    def log_message(self, format: str, *args: object) -> None:
        """Requests are nobody's news: the terminal is for builds."""

    def _index(self, preview: Preview) -> None:
        asked = self.headers.get("Accept-Language", "")
        try:
            page = index_page(preview.root, preview.failure, asked)
        except QuizgenError as error:  # a template or labels that someone is working on
            self._refuse(HTTPStatus.INTERNAL_SERVER_ERROR, error.format_message())
        else:
            self._page(page, preview)

    def _file(self, file: Path, preview: Preview) -> None:
        try:
            data = file.read_bytes()
        except OSError as error:  # replaced or taken away by a build
            self._refuse(HTTPStatus.NOT_FOUND, str(error.strerror))
            return
        kind = media_type(file.name)
        if kind == HTML:
            self._page(data, preview)
        else:
            self._send(HTTPStatus.OK, kind, data)

    def _page(self, page: bytes, preview: Preview) -> None:
        self._send(HTTPStatus.OK, HTML, reloading(page, preview.stamp))

    def _refuse(self, status: HTTPStatus, said: str) -> None:
        self._send(status, "text/plain; charset=utf-8", f"{said}\n".encode("utf-8", "replace"))

    def _send(self, status: HTTPStatus, kind: str, data: bytes) -> None:
        self.send_response(status)
        self._headers(kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def _headers(self, kind: str) -> None:
        self.send_header("Content-Type", kind)
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.send_header("Referrer-Policy", "no-referrer")

    def _stream(self, preview: Preview) -> None:
        """Server-sent events: the stamp now, and again whenever it changes."""
        self.send_response(HTTPStatus.OK)
        self._headers("text/event-stream")
        self.end_headers()
        stamp = ""
        try:
            while not preview.closed:
                news = preview.wait(stamp)
                self.wfile.write(
                    b": waiting\n\n" if news == stamp else f"data: {news}\n\n".encode()
                )
                self.wfile.flush()
                stamp = news
        except OSError:
            self.close_connection = True  # the page is closed
