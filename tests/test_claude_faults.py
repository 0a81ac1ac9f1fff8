"""Everything that can go wrong with a call, each brought about by our server."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from email.utils import formatdate
from pathlib import Path

import pytest
from claude_samples import (
    GOOD,
    KEY,
    Watch,
    ask,
    everything_under,
    sender_for,
    settings_for,
    store_in,
)
from fake_claude import FakeClaude, serving
from fake_messages import Play, last_text

from quizgen.drafting.llm.claude import Claude
from quizgen.drafting.llm.desk import Desk
from quizgen.drafting.llm.faults import Dropped, clean, pause, read_wait
from quizgen.drafting.llm.replies import ReplyStore
from quizgen.errors import QuizgenError

BROKEN = {
    "closed before any answer": Play(drop="before"),
    "closed in the middle": Play(drop="middle"),
    "reset in the middle": Play(drop="reset"),
    "ended in the middle": Play(drop="ended"),
    "overloaded in the middle": Play(sse_error="overloaded_error"),
    "no JSON": Play(body=b"<html>a proxy's page</html>"),
    "events without sense": Play(body=b'event: message_start\ndata: {"type": "x", \n\n'),
}
PASSING = {
    status: Play(status=status, error=error)
    for status, error in {
        408: "timeout_error",
        409: "conflict_error",
        429: "rate_limit_error",
        500: "api_error",
        502: "api_error",
        503: "api_error",
        504: "timeout_error",
        529: "overloaded_error",
    }.items()
}
FINAL = {
    400: "refuses the request \\(400\\) \\(said so; request req_error\\)",
    401: "does not accept the key: set ANTHROPIC_API_KEY",
    402: "asks for payment \\(said so; request req_error\\): add credit",
    403: "does not allow the key to use model 'claude-sonnet-5-5'.*: choose another --model",
    404: "knows no model 'claude-sonnet-5-5'.*: choose another with --model",
    413: "says that the request is too large",
    422: "refuses the request \\(422\\)",
}


@pytest.fixture
def fake() -> Iterator[FakeClaude]:
    with serving(Play(text=GOOD)) as server:
        yield server


# --------------------------------------------------------------------------- what passes


@pytest.mark.parametrize(
    "play", [*BROKEN.values(), *PASSING.values()], ids=[*BROKEN, *map(str, PASSING)]
)
def test_what_passes_is_tried_again(fake: FakeClaude, tmp_path: Path, play: Play) -> None:
    fake.plan = [play, play, Play(text=GOOD)]
    watch = Watch()
    sender = sender_for(fake, watch)
    assert sender.send([(ask(1), store_in(tmp_path))]) == {}
    assert (len(fake.calls), sender.calls) == (3, 3)
    assert sender.unanswered == {}
    first, second = watch.slept
    assert 0.75 <= first <= 1.0
    assert second == pytest.approx(2 * first)
    assert len(watch.why) == 2
    assert len(store_in(tmp_path).attempts(ask(1).key)) == 1


@pytest.mark.parametrize(
    "play", [*BROKEN.values(), *PASSING.values()], ids=[*BROKEN, *map(str, PASSING)]
)
def test_what_does_not_pass_is_left_for_a_later_run(
    fake: FakeClaude, tmp_path: Path, play: Play
) -> None:
    wanted = [(ask(1), store_in(tmp_path)), (ask(2), store_in(tmp_path))]
    fake.plan = lambda body, _: play if "question 1" in last_text(body) else Play(text=GOOD)
    sender = sender_for(fake)
    answers = Desk(sender).answer(wanted)
    assert answers[0].pending == {ask(1).key}
    assert answers[1].replies.keys() == {ask(2).key}
    assert sender.calls == 5
    assert sender.unanswered.keys() == {ask(1).key}
    assert sender.unanswered[ask(1).key].startswith("question 1: ")
    assert fake.url[7:] in sender.unanswered[ask(1).key]
    assert sender.stopped == ""
    fake.plan = Play(text=GOOD)
    assert all(answer.replies for answer in Desk(sender_for(fake)).answer(wanted))
    assert len(fake.calls) == 6


def test_a_server_says_how_long_to_wait_but_not_for_ever(fake: FakeClaude, tmp_path: Path) -> None:
    def later(**headers: str) -> Play:
        return Play(status=429, headers={name.replace("_", "-"): v for name, v in headers.items()})

    fake.plan = [
        later(retry_after="7"),
        later(retry_after="3600"),
        later(retry_after_ms="250"),
        Play(text=GOOD),
    ]
    watch = Watch()
    assert sender_for(fake, watch).send([(ask(1), store_in(tmp_path))]) == {}
    assert watch.slept == [7.0, 60.0, 0.25]
    assert watch.why == [f"{fake.url[7:]}: too many requests (429)"] * 3


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "2.5"}, 2.5),
        ({"retry-after": "-3"}, 0.0),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "soon"}, None),
        (
            {
                "retry-after": formatdate(1_000_020, usegmt=True),
                "date": formatdate(1_000_000, usegmt=True),
            },
            20.0,
        ),
        ({"retry-after": formatdate(1_000_020, usegmt=True)}, None),
    ],
)
def test_the_wait_that_headers_ask_for(headers: dict[str, str], seconds: float | None) -> None:
    assert read_wait(headers) == seconds


def test_pauses_double_to_a_most_and_differ_between_requests() -> None:
    pauses = [pause(attempt, "0" * 64, None) for attempt in range(1, 9)]
    assert pauses == [1, 2, 4, 8, 16, 30, 30, 30]
    assert pause(1, "f" * 64, None) == 0.75
    assert pause(1, "0" * 64, 1_000.0) == 60.0


def test_nobody_there_ends_the_run(tmp_path: Path) -> None:
    wanted = [(ask(number), store_in(tmp_path)) for number in range(50)]
    watch = Watch()
    with pytest.raises(
        QuizgenError, match=r"127\.0\.0\.1:9 cannot be reached \(.*refused\); nothing was"
    ):
        sender_for("http://127.0.0.1:9", watch, concurrency=1).send(wanted)
    assert len(watch.slept) <= 3 * 2  # two workers


def test_when_nobody_answers_any_more_nothing_more_is_sent(
    fake: FakeClaude, tmp_path: Path
) -> None:
    fake.plan = lambda _, number: Play(text=GOOD) if number < 3 else Play(status=529)
    wanted = [(ask(number), store_in(tmp_path)) for number in range(60)]
    sender = sender_for(fake, concurrency=2)
    answers = Desk(sender).answer(wanted)
    assert sum(1 for answer in answers if answer.replies) == 3
    assert sum(1 for answer in answers if answer.pending) == 57
    assert len(fake.calls) <= 3 + 4 * 7
    assert "overloaded (529), 3 requests in a row; run again later" in sender.stopped
    assert "3 of 60 requests were answered, and their replies are kept" in sender.stopped
    before = len(fake.calls)
    assert sender.send([(ask("new"), store_in(tmp_path))]) == {}
    assert len(fake.calls) == before


# --------------------------------------------------------------------------- what is final


@pytest.mark.parametrize("status", FINAL)
def test_what_is_final_stops_at_once_with_a_sentence(
    fake: FakeClaude, tmp_path: Path, status: int
) -> None:
    fake.plan = Play(status=status, message="said so")
    wanted = [(ask(number), store_in(tmp_path)) for number in range(20)]
    watch = Watch()
    with pytest.raises(QuizgenError, match=FINAL[status]) as caught:
        sender_for(fake, watch, concurrency=2).send(wanted)
    assert "\n" not in str(caught.value)
    assert len(fake.calls) <= 2
    assert watch.slept == []


@pytest.mark.parametrize(
    "code", ["enforced_spend_limit_reached", "contract_spend_limit_reached", "ramp_limit_exceeded"]
)
def test_no_waiting_cures_a_spending_limit(fake: FakeClaude, tmp_path: Path, code: str) -> None:
    fake.plan = Play(status=429, error="rate_limit_error", code=code, headers={"retry-after": "1"})
    with pytest.raises(
        QuizgenError, match=f"a spending limit of the account is reached \\({code}\\)"
    ):
        sender_for(fake).send([(ask(1), store_in(tmp_path))])
    assert len(fake.calls) == 1


def test_calls_that_run_when_it_stops_are_finished_and_kept(
    fake: FakeClaude, tmp_path: Path
) -> None:
    refused, slow = Play(status=402, delay=0.03), Play(text=GOOD, delay=0.12)
    fake.plan = lambda _, number: refused if number == 1 else slow
    wanted = [(ask(number), store_in(tmp_path)) for number in range(9)]
    with pytest.raises(QuizgenError, match="asks for payment.*; 3 of 9 requests were answered"):
        sender_for(fake, concurrency=4).send(wanted)
    assert len(store_in(tmp_path).keys()) == 3
    assert len(fake.calls) == 4


def test_a_full_disk_is_said_with_its_place(fake: FakeClaude, tmp_path: Path) -> None:
    (tmp_path / "decks").write_text("a file where a folder belongs")
    with pytest.raises(QuizgenError, match=r"decks.d.replies: a reply cannot be kept \(Not a dir"):
        sender_for(fake).send([(ask(1), store_in(tmp_path))])


# --------------------------------------------------------------------------- replies that are no good


def stops(store: ReplyStore, name: int = 1) -> list[tuple[str, str]]:
    return [(reply.model, reply.stop) for reply in store.attempts(ask(name).key)]


def test_a_refusal_is_kept_and_said_with_its_category(fake: FakeClaude, tmp_path: Path) -> None:
    fake.plan = Play(stop="refusal", category="bio")
    answers = Desk(sender_for(fake)).answer([(ask(1), store_in(tmp_path))])
    assert answers[0].failed == {ask(1).key: "the model refused (bio)"}
    assert stops(store_in(tmp_path)) == [("claude-sonnet-5-5", "refusal")]
    assert Desk(sender_for(fake)).answer([(ask(1), store_in(tmp_path))]) == answers
    assert len(fake.calls) == 1


def test_after_a_refusal_the_fallback_is_asked_once(fake: FakeClaude, tmp_path: Path) -> None:
    fake.plan = [Play(stop="refusal"), Play(text=GOOD)]
    wanted = [(ask(1), store_in(tmp_path))]
    assert sender_for(fake, fallback_model="claude-opus-5-5").send(wanted) == {}
    assert stops(store_in(tmp_path)) == [
        ("claude-sonnet-5-5", "refusal"),
        ("claude-opus-5-5", "end_turn"),
    ]
    fake.plan = Play(stop="refusal")
    failed = sender_for(fake, fallback_model="claude-opus-5-5").send([(ask(2), store_in(tmp_path))])
    assert failed == {ask(2).key: "the model refused"}
    assert len(fake.calls) == 4


@pytest.mark.parametrize("stop", ["max_tokens", "model_context_window_exceeded"])
def test_what_is_cut_off_gets_twice_the_room_once(
    fake: FakeClaude, tmp_path: Path, stop: str
) -> None:
    fake.plan = [Play(text=GOOD[:5], stop=stop), Play(text=GOOD)]
    store = store_in(tmp_path)
    assert sender_for(fake).send([(ask(1), store)]) == {}
    assert [call.body["max_tokens"] for call in fake.calls] == [200, 400]
    fake.plan = Play(text=GOOD[:5], stop=stop)
    assert sender_for(fake).send([(ask(2), store)]) == {ask(2).key: "the reply was cut off"}
    assert [call.body["max_tokens"] for call in fake.calls[2:]] == [200, 400]
    assert len(store.attempts(ask(2).key)) == 2
    # Asked anew on purpose, it gets the room from the start.
    fake.plan = Play(text=GOOD)
    assert Desk(sender_for(fake), again=True).answer([(ask(2), store)])[0].replies
    assert fake.calls[-1].body["max_tokens"] == 400


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Invalid JSON: EOF"),
        ("I would rather not.", "Invalid JSON"),
        (GOOD[:-1], "Invalid JSON: EOF"),
        (f"```json\n{GOOD}\n```", "Invalid JSON"),
        ('{"answers": 3}', "answers: Input should be a valid array"),
        ('{"answers": [], "more": 1}', "more: Extra inputs are not permitted"),
        ("[" * 5_000, "Invalid JSON: recursion limit"),
    ],
)
def test_what_breaks_the_form_is_asked_once_more(
    fake: FakeClaude, tmp_path: Path, text: str, said: str
) -> None:
    fake.plan = [Play(text=text), Play(text=GOOD)]
    store = store_in(tmp_path)
    assert sender_for(fake).send([(ask(1), store)]) == {}
    assert [reply.text for reply in store.attempts(ask(1).key)] == [text, GOOD]
    fake.plan = Play(text=text)
    failed = sender_for(fake).send([(ask(2), store)])
    assert failed[ask(2).key].startswith(f"the reply does not fill in its form: {said}")
    assert len(fake.calls) == 4


@pytest.mark.parametrize("stop", ["tool_use", "pause_turn"])
def test_any_other_end_is_a_fault(fake: FakeClaude, tmp_path: Path, stop: str) -> None:
    fake.plan = Play(text=GOOD, stop=stop)
    failed = sender_for(fake).send([(ask(1), store_in(tmp_path))])
    assert failed == {ask(1).key: f"the reply ended with {stop!r}"}
    assert len(fake.calls) == 1


def test_each_remedy_is_tried_only_once(fake: FakeClaude, tmp_path: Path) -> None:
    ends = ["refusal", "max_tokens", "refusal", "end_turn", "end_turn", "max_tokens", "end_turn"]
    fake.plan = [Play(text="no", stop=stop) for stop in ends]
    failed = sender_for(fake, fallback_model="claude-opus-5-5").send([(ask(1), store_in(tmp_path))])
    assert failed == {ask(1).key: "the model refused"}
    assert len(fake.calls) == 3


# --------------------------------------------------------------------------- the key stays secret


@pytest.mark.parametrize(
    "play",
    [
        *BROKEN.values(),
        *(Play(status=status, message=f"bad key {KEY}!") for status in (*FINAL, *PASSING)),
        Play(sse_error="authentication_error", message=f"Bearer {KEY}"),
        Play(text=GOOD, model=KEY),
        Play(text=f"your key is {KEY}"),
        Play(text=GOOD, thinking=f"the header says {KEY}"),
    ],
)
def test_the_key_is_nowhere(
    fake: FakeClaude, tmp_path: Path, play: Play, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    fake.plan = play
    watch = Watch()
    sender = sender_for(fake, watch)
    said = ""
    try:
        said += repr(sender.send([(ask(1), store_in(tmp_path))]))
    except QuizgenError as error:
        said += repr(error) + str(error) + repr(error.__cause__) + repr(error.args)
    said += repr(watch.why) + repr(sender.unanswered) + sender.stopped
    assert KEY in fake.calls[0].headers["authorization"]
    assert KEY not in said
    assert KEY not in everything_under(tmp_path)
    assert KEY not in caplog.text


def test_a_short_key_of_a_local_server_is_no_secret() -> None:
    assert clean({"none": ["none so far"]}, "none") == {"none": ["none so far"]}


def test_halves_of_characters_can_be_kept(fake: FakeClaude, tmp_path: Path) -> None:
    lone = '{"answers": [{"n": 1, "understood": true, "missing": "\ud83d", "answers": [], "clue": ""}]}'
    fake.plan = Play(text=lone)
    assert sender_for(fake).send([(ask(1), store_in(tmp_path))]) == {}
    reply = store_in(tmp_path).find(ask(1).key)
    assert reply
    assert '"missing": "?"' in reply.text


# --------------------------------------------------------------------------- interruptions


@pytest.mark.parametrize("seconds", [0.5, 30.0])
def test_ctrl_c_drops_what_runs_and_keeps_what_is_there(
    fake: FakeClaude, tmp_path: Path, seconds: float
) -> None:
    fake.plan = lambda _, number: Play(text=GOOD, delay=0.0 if number < 4 else seconds)
    wanted = [(ask(number), store_in(tmp_path)) for number in range(20)]
    sender = sender_for(fake, concurrency=2)

    def interrupt() -> None:
        while len(fake.calls) < 6 or len(store_in(tmp_path).keys()) < 4:
            time.sleep(0.005)
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)

    threading.Thread(target=interrupt).start()
    begun = time.perf_counter()
    with pytest.raises(KeyboardInterrupt):
        sender.send(wanted)
    assert time.perf_counter() - begun < 10
    assert len(store_in(tmp_path).keys()) == 4
    assert list(store_in(tmp_path).problems()) == []


def test_a_stream_that_nobody_wants_any_more_is_dropped(fake: FakeClaude) -> None:
    with Claude(settings_for(fake), lambda: "") as claude, pytest.raises(Dropped):
        claude.ask(ask(1), "claude-sonnet-5-5", 100, lambda: True)


CHILD = """
import sys
from pathlib import Path
from claude_samples import ask, sender_for, store_in
from quizgen.drafting.llm.claude import Claude
from quizgen.drafting.llm.desk import Desk
wanted = [(ask(number), store_in(Path(sys.argv[2]))) for number in range(30)]
desk = Desk(sender_for(sys.argv[1], concurrency=3))
answers = desk.answer(wanted)
print(desk.found, desk.sent, sum(1 for answer in answers if answer.replies))
"""


def run_child(fake: FakeClaude, folder: Path) -> subprocess.Popen[str]:
    """The same requests, sent by a process of its own."""
    tests = Path(__file__).parent
    environment = {**os.environ, "PYTHONPATH": f"{tests}{os.pathsep}{tests.parent}"}
    command = [sys.executable, "-c", CHILD, fake.url, str(folder)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, env=environment, stdout=pipe, stderr=pipe, encoding="utf-8")


def test_a_process_that_is_interrupted_ends_at_once(fake: FakeClaude, tmp_path: Path) -> None:
    """A call that hangs must not hold up the end of the program."""
    fake.plan = Play(text=GOOD, delay=120.0)
    child = run_child(fake, tmp_path)
    while len(fake.calls) < 3 and child.poll() is None:
        time.sleep(0.005)
    child.send_signal(signal.SIGINT)
    _, said = child.communicate(timeout=20)
    assert said.rstrip().endswith("KeyboardInterrupt")


def test_kill_9_loses_nothing_that_was_paid_for(fake: FakeClaude, tmp_path: Path) -> None:
    fake.plan = Play(text=GOOD, delay=0.02)
    child = run_child(fake, tmp_path)
    while len(store_in(tmp_path).keys()) < 9 and child.poll() is None:
        time.sleep(0.005)
    child.kill()
    child.communicate()
    assert child.returncode == -signal.SIGKILL
    asked = len(fake.calls)
    kept = len(store_in(tmp_path).keys())
    assert 9 <= kept < 30
    assert asked - kept <= 3 + 3  # in the air, or just being written
    assert list(store_in(tmp_path).problems()) == []
    said, complaints = run_child(fake, tmp_path).communicate()
    assert said.split() == [str(kept), str(30 - kept), "30"], complaints
    assert len(fake.calls) == asked + 30 - kept
