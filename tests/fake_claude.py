"""A server of our own on this machine that speaks the Messages API, with every fault that it can have.

It sends events as the service does, counts tokens, keeps batches, records what it was asked, and
writes a bill: what the service would charge, whatever the one who asks hears of it.
"""

from __future__ import annotations

import argparse
import json
import socket
import struct
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

from fake_messages import Batch, Play, event_bytes, show_batch, stream_events, whole_message

CHARACTERS = 3.5  # of a token, as this server counts


PLAIN = Play()
Plan = Callable[[dict[str, Any], int], Play]


@dataclass
class Asked:
    """A request that came in."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]


class FakeClaude:
    """The server. `plan` is asked for each call (its body, and how many came before it)."""

    def __init__(self, plan: Plan | Sequence[Play] | Play = PLAIN) -> None:
        self.plan = plan
        self.asked: list[Asked] = []
        self.counting = True
        self.count_factor = 1.0
        self.looks_needed = 1  # looks at a batch until it has ended
        self.lose_creation = 0  # batches that are made, and whose answer is lost
        self.break_results = 0  # times that results break off in the middle
        self.batches: list[Batch] = []
        self.bill: list[tuple[str, int, int]] = []  # model, tokens in, tokens out
        self.running = self.most_running = 0
        self.lock = threading.Lock()
        handler = type("Handler", (_Handler,), {"fake": self})
        self._server = _Server(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.02,), daemon=True
        )
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def calls(self) -> list[Asked]:
        """The calls to /v1/messages, in order."""
        return [one for one in self.asked if one.path == "/v1/messages"]

    def tokens(self, body: Mapping[str, Any]) -> int:
        return int(len(json.dumps(body)) / CHARACTERS * self.count_factor)

    def play(self, body: dict[str, Any], number: int) -> Play:
        if isinstance(self.plan, Play):
            return self.plan
        if callable(self.plan):
            return self.plan(body, number)
        return self.plan[min(number, len(self.plan) - 1)]


@contextmanager
def serving(plan: Plan | Sequence[Play] | Play = PLAIN) -> Iterator[FakeClaude]:
    fake = FakeClaude(plan)
    try:
        yield fake
    finally:
        fake.close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Who asked may have gone away: that is no error of ours."""


class _Handler(BaseHTTPRequestHandler):
    fake: ClassVar[FakeClaude]
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, format: str, *args: object) -> None:
        return None

    def parse_request(self) -> bool:
        self.begun = time.perf_counter()
        return super().parse_request()

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        with self.fake.lock:
            number = len(self.fake.calls)
            headers = {name.lower(): value for name, value in self.headers.items()}
            self.fake.asked.append(Asked(self.path, headers, body))
        if self.path == "/v1/messages/count_tokens":
            self._count(body)
        elif self.path == "/v1/messages/batches":
            self._make_batch(body)
        else:
            self._message(body, self.fake.play(body, number))

    def do_GET(self) -> None:
        with self.fake.lock:
            self.fake.asked.append(Asked(self.path, dict(self.headers.items()), {}))
        parts = self.path.partition("?")[0].strip("/").split("/")
        batches = {batch.id: batch for batch in self.fake.batches}
        if parts[-1] == "batches":
            newest = [
                show_batch(batch, self.fake.looks_needed, self.headers["host"])
                for batch in self.fake.batches
            ]
            self._json(200, {"data": newest[::-1], "has_more": False})
        elif parts[3] not in batches:
            self._error(Play(status=404, error="not_found_error"))
        elif parts[-1] == "results":
            self._results(batches[parts[3]])
        else:
            batch = batches[parts[3]]
            batch.looks += 1
            self._json(200, show_batch(batch, self.fake.looks_needed, self.headers["host"]))

    # ------------------------------------------------------------------- messages

    def _message(self, body: dict[str, Any], play: Play) -> None:
        tokens = self.fake.tokens(body)
        events = [event_bytes(one) for one in stream_events(body, play, tokens)]
        self._take_time(play.delay)
        if play.status != 200:
            self._error(play)
            return
        # What breaks off is charged in full: the model may have written all it was allowed to.
        whole = not (play.drop or play.sse_error or play.body is not None)
        out = play.tokens_out if whole else body["max_tokens"]
        with self.fake.lock:
            self.fake.bill.append((body["model"], tokens, out))
        if play.drop == "before":
            self._hang_up()
        elif play.body is not None:
            self._send(200, play.body, {"content-type": "text/html"})
        else:
            self._stream(events, play)

    def _take_time(self, seconds: float) -> None:
        """As long as was said from when the call came in, our own work included."""
        with self.fake.lock:
            self.fake.running += 1
            self.fake.most_running = max(self.fake.most_running, self.fake.running)
        time.sleep(max(0.0, seconds - (time.perf_counter() - self.begun)))
        with self.fake.lock:
            self.fake.running -= 1

    def _stream(self, events: Sequence[bytes], play: Play) -> None:
        headers = {"content-type": "text/event-stream", "request-id": "req_fake"}
        data = b"".join(events)
        middle = b"".join(events[: len(events) // 2])
        if play.sse_error:
            error = {"type": "error", "error": {"type": play.sse_error, "message": play.message}}
            self._send(200, middle + event_bytes(error), headers)
        elif play.drop == "ended":
            self.close_connection = True
            self._head(200, {**headers, "connection": "close"})
            self.wfile.write(middle)
        elif play.drop:
            self._head(200, {**headers, "content-length": str(len(data))})
            self.wfile.write(middle)
            self._hang_up(reset=play.drop == "reset")
        else:
            self._send(200, data, headers)

    def _count(self, body: dict[str, Any]) -> None:
        if self.fake.counting:
            self._json(200, {"input_tokens": self.fake.tokens(body)})
        else:
            self._error(Play(status=404, error="not_found_error"))

    # ------------------------------------------------------------------- batches

    def _make_batch(self, body: dict[str, Any]) -> None:
        with self.fake.lock:
            batch = Batch(f"msgbatch_{len(self.fake.batches) + 1:03}", body["requests"])
            play = self.fake.play({"batch": True, **body}, -1)
            if play.status != 200:
                self._error(play)
                return
            self.fake.batches.append(batch)
            lost = self.fake.lose_creation > 0
            self.fake.lose_creation -= lost
        if lost:
            self._hang_up()
        else:
            self._json(200, show_batch(batch, self.fake.looks_needed, self.headers["host"]))

    def _results(self, batch: Batch) -> None:
        lines = [json.dumps(self._result(one)) + "\n" for one in reversed(batch.requests)]
        data = "".join(lines).encode()
        broken = self.fake.break_results > 0
        self.fake.break_results -= broken
        self._head(200, {"content-type": "application/jsonl", "content-length": str(len(data))})
        self.wfile.write(data[: len(lines[0]) + 5] if broken else data)
        if broken:
            self._hang_up()

    def _result(self, one: Mapping[str, Any]) -> dict[str, Any]:
        """In a batch a play's `drop` names the result: errored, expired or canceled."""
        body = one["params"]
        play = self.fake.play(body, len(self.fake.bill))
        if play.drop == "errored":
            error = {"type": "error", "error": {"type": play.error, "message": play.message}}
            return {"custom_id": one["custom_id"], "result": {"type": "errored", "error": error}}
        if play.drop:
            return {"custom_id": one["custom_id"], "result": {"type": play.drop}}
        tokens = self.fake.tokens(body)
        self.fake.bill.append((body["model"], tokens, play.tokens_out))
        message = whole_message(body, play, tokens)
        return {"custom_id": one["custom_id"], "result": {"type": "succeeded", "message": message}}

    # ------------------------------------------------------------------- the wire

    def _error(self, play: Play) -> None:
        error: dict[str, Any] = {"type": play.error, "message": play.message}
        if play.code:
            error["details"] = {"error_code": play.code}
        body = {"type": "error", "error": error, "request_id": "req_error"}
        self._json(play.status, body, {**play.headers, "request-id": "req_error"})

    def _json(self, status: int, body: object, headers: Mapping[str, str] | None = None) -> None:
        said = {"content-type": "application/json", **(headers or {})}
        self._send(status, json.dumps(body).encode(), said)

    def _send(self, status: int, data: bytes, headers: Mapping[str, str]) -> None:
        self._head(status, {**headers, "content-length": str(len(data))})
        self.wfile.write(data)

    def _head(self, status: int, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def _hang_up(self, *, reset: bool = False) -> None:
        self.close_connection = True
        if reset:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        else:
            self.connection.shutdown(socket.SHUT_RDWR)
        self.connection.close()


def main() -> int:
    """Serve until the input ends; the address is printed first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--delay", type=float, default=0.0, help="seconds that each call takes")
    parser.add_argument("--text", default='{"answers": []}', help="what is answered to everything")
    asked = parser.parse_args()
    with serving(Play(text=asked.text, delay=asked.delay)) as fake:
        sys.stdout.write(fake.url + "\n")
        sys.stdout.flush()
        sys.stdin.read()
        sys.stdout.write(f"{len(fake.calls)} {fake.most_running}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
