"""Asking a model many things: wall time beside the ideal, and what a rerun takes.

The model is our own server in another process, which answers after a fixed time.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.figures import Figure, Unit
from quizgen.drafting.llm.desk import Desk
from quizgen.drafting.llm.replies import ReplyStore
from quizgen.drafting.llm.request import Request, Stage
from quizgen.drafting.llm.sending import ClaudeSender
from quizgen.drafting.llm.settings import ClaudeOptions, claude_settings

CALLS, LATENCY, CONCURRENCY, ROUNDS = 200, 0.05, 8, 5
MOST_RATIO, MOST_RERUN = 1.15, 2.0
SERVER = Path(__file__).parent.parent / "tests" / "fake_claude.py"


def run_claude() -> list[Figure]:
    """200 calls of 50 ms, 8 at once; then the same 200 from the store."""
    requests = [_request(number) for number in range(CALLS)]
    with tempfile.TemporaryDirectory() as folder, _serve() as url:
        store = ReplyStore(Path(folder))
        sender = _sender(url)
        sender.send([(_request(-1), store)])  # importing and connecting are not what is measured
        # The machine has other things to do as well: the best of some rounds counts.
        stores = [ReplyStore(Path(folder) / str(number)) for number in range(ROUNDS)]
        first = min(_time(Desk(sender), requests, fresh) for fresh in stores)
        again = Desk(_sender(url))
        rerun = _time(again, requests, stores[0])
    ideal = LATENCY * CALLS / CONCURRENCY
    what = f"{CALLS} calls of {1000 * LATENCY:.0f} ms, {CONCURRENCY} at once"
    return [
        Figure(f"{what}: over the ideal", first / ideal, Unit.RATIO, MOST_RATIO),
        Figure(f"rerun of {CALLS} recorded calls", rerun, Unit.SECONDS, MOST_RERUN),
        Figure("requests that the rerun sends", again.sent, Unit.COUNT, 0),
    ]


def _request(number: int) -> Request:
    """A question with a window of a usual size."""
    material = "\n".join(f"[s{unit:04}] What is said in unit {unit}." for unit in range(300))
    task = f"Answer question {number}."
    return Request(Stage.NOTES, "notes@1", "notes@1", "You write notes.", material, task)


def _sender(url: str) -> ClaudeSender:
    environment = {"ANTHROPIC_API_KEY": "key-of-the-bench", "ANTHROPIC_BASE_URL": url}
    options = ClaudeOptions(concurrency=CONCURRENCY, compat=False)
    return ClaudeSender(claude_settings(environment, options), now=lambda: "")


def _time(desk: Desk, requests: list[Request], store: ReplyStore) -> float:
    start = time.perf_counter()
    answers = desk.answer([(request, store) for request in requests])
    took = time.perf_counter() - start
    if any(answer.pending or answer.failed for answer in answers):
        raise RuntimeError("not every request was answered")
    return took


@contextmanager
def _serve() -> Iterator[str]:
    """The address of a server that answers everything."""
    command = [sys.executable, str(SERVER), "--delay", str(LATENCY), "--text", '{"notes": []}']
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, encoding="utf-8") as server:
        if server.stdin is None or server.stdout is None:
            raise RuntimeError("the server has no pipes")
        yield server.stdout.readline().strip()
        server.communicate()
