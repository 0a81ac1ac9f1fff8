"""Message Batches through the real SDK against our own server: sent, fetched, taken up, re-sent."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from claude_samples import GOOD, KEY, NOW, Watch, ask, everything_under, settings_for, store_in
from fake_claude import FakeClaude, serving
from fake_messages import Play, last_text

from quizgen.drafting.llm import batches
from quizgen.drafting.llm.batches import BatchSender
from quizgen.drafting.llm.batchservice import BatchService
from quizgen.drafting.llm.desk import Desk
from quizgen.drafting.llm.prices import load_prices
from quizgen.drafting.llm.settings import ClaudeOptions, claude_settings
from quizgen.errors import QuizgenError


@pytest.fixture
def fake() -> Iterator[FakeClaude]:
    with serving(by_task(GOOD)) as server:
        yield server


def by_task(text: str, **plays: Play) -> Any:
    """A plan: `text` for every task but those of question X, which have their own plays in turn."""
    seen: dict[str, int] = {}

    def plan(body: dict[str, Any], _: int) -> Play:
        if "batch" in body:
            return Play()
        name = f"q{last_text(body).split()[2][:-1]}"
        if name not in plays:
            return Play(text=text)
        seen[name] = seen.get(name, 0) + 1
        return plays[name] if seen[name] == 1 or plays[name].headers else Play(text=text)

    return plan


ALWAYS = {"always": "yes"}  # in a play's headers: it is played every time, and not only first


def batch_sender(
    fake: FakeClaude,
    folder: Path,
    watch: Watch | None = None,
    patience: float | None = None,
    **options: Any,
) -> BatchSender:
    watch = watch or Watch()
    settings = settings_for(fake, **options)
    return BatchSender(settings, folder / "batches.json", lambda: NOW, watch, watch.sleep, patience)


def wanted_in(folder: Path, count: int, deck: str = "d") -> list[Any]:
    return [(ask(number), store_in(folder, deck)) for number in range(count)]


def created(fake: FakeClaude) -> list[int]:
    return [len(batch.requests) for batch in fake.batches]


def kept_attempts(folder: Path) -> list[int]:
    """How many replies there are to each request."""
    store = store_in(folder)
    return [len(replies) for replies in map(store.attempts, store.keys())]


# --------------------------------------------------------------------------- all is well


def test_a_batch_brings_all_replies_at_half_the_price(fake: FakeClaude, tmp_path: Path) -> None:
    wanted = [*wanted_in(tmp_path, 4), (ask("x"), store_in(tmp_path, "other"))]
    watch = Watch()
    sender = batch_sender(fake, tmp_path, watch)
    answers = Desk(sender).answer(wanted)
    assert all(answer.replies for answer in answers)
    assert created(fake) == [5]
    assert {one["custom_id"] for one in fake.batches[0].requests} == {r.key[:32] for r, _ in wanted}
    reply = store_in(tmp_path, "other").find(ask("x").key)
    sonnet = load_prices().find("claude-sonnet-5-5")
    assert reply and reply.raw and sonnet
    assert reply.cost == pytest.approx(sonnet.cost(reply.usage) / 2)
    assert (reply.date, reply.engine, reply.request_id) == (NOW, "claude", "msgbatch_001")
    assert sender.spent == pytest.approx(5 * (reply.cost or 0), rel=0.01)
    assert sorted(watch.labels) == sorted(request.label for request, _ in wanted)
    assert not (tmp_path / "batches.json").exists()
    assert Desk(batch_sender(fake, tmp_path)).answer(wanted) == answers
    assert created(fake) == [5]


def test_a_request_in_a_batch_is_what_it_is_alone(fake: FakeClaude, tmp_path: Path) -> None:
    batch_sender(fake, tmp_path).send(wanted_in(tmp_path, 1))
    params = fake.batches[0].requests[0]["params"]
    assert params.keys() == {"model", "max_tokens", "system", "messages", "output_config"}
    assert last_text(params) == ask(0).user_text()


def test_looks_at_a_batch_grow_rarer(fake: FakeClaude, tmp_path: Path) -> None:
    fake.looks_needed = 30
    watch = Watch()
    batch_sender(fake, tmp_path, watch).send(wanted_in(tmp_path, 2))
    assert watch.slept[:3] == [5.0, 7.5, 11.25]
    assert watch.slept == sorted(watch.slept)
    assert watch.slept[-1] == 120.0
    assert watch.why[0] == "batches: 0 of 2 requests are done"


def test_patience_ends_and_a_later_run_fetches(fake: FakeClaude, tmp_path: Path) -> None:
    fake.looks_needed = 10_000
    sender = batch_sender(fake, tmp_path, patience=60.0)
    answers = Desk(sender).answer(wanted_in(tmp_path, 2))
    assert all(answer.pending for answer in answers)
    assert sender.stopped.startswith("batches are still running; run again later")
    fake.looks_needed = 1
    assert all(a.replies for a in Desk(batch_sender(fake, tmp_path)).answer(wanted_in(tmp_path, 2)))
    assert created(fake) == [2]


def test_big_batches_are_cut(
    fake: FakeClaude, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "MOST_REQUESTS", 3)
    assert batch_sender(fake, tmp_path).send(wanted_in(tmp_path, 7)) == {}
    assert created(fake) == [3, 3, 1]
    monkeypatch.setattr(batches, "MOST_BYTES", 5_000)
    material = "x" * 2_000
    wanted = [(ask(n, material=material), store_in(tmp_path)) for n in ("a", "b", "c")]
    assert batch_sender(fake, tmp_path).send(wanted) == {}
    assert created(fake)[3:] == [1, 1, 1]


# --------------------------------------------------------------------------- taken up again


def test_the_ids_are_on_disk_before_anything_is_waited_for(
    fake: FakeClaude, tmp_path: Path
) -> None:
    fake.looks_needed = 2
    seen: list[Any] = []

    class Stop(Watch):
        def sleep(self, seconds: float) -> None:
            seen.append(json.loads((tmp_path / "batches.json").read_text("utf-8")))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        batch_sender(fake, tmp_path, Stop()).send(wanted_in(tmp_path, 3))
    (batch,) = seen[0]["batches"]
    assert batch["id"] == "msgbatch_001"
    assert {name: entry["key"] for name, entry in batch["requests"].items()} == {
        request.key[:32]: request.key for request, _ in wanted_in(tmp_path, 3)
    }
    # The next run wants one more: it fetches what is there and creates only what is missing.
    assert batch_sender(fake, tmp_path).send(wanted_in(tmp_path, 4)) == {}
    assert created(fake) == [3, 1]
    assert len(store_in(tmp_path).keys()) == 4
    assert kept_attempts(tmp_path) == [1] * 4


def test_what_was_paid_for_is_stored_even_if_nobody_wants_it_now(
    fake: FakeClaude, tmp_path: Path
) -> None:
    fake.looks_needed = 10_000
    batch_sender(fake, tmp_path, patience=0.0).send(wanted_in(tmp_path, 3, "one"))
    fake.looks_needed = 1
    assert batch_sender(fake, tmp_path).send([(ask("new"), store_in(tmp_path, "two"))]) == {}
    assert len(store_in(tmp_path, "one").keys()) == 3
    assert len(store_in(tmp_path, "two").keys()) == 1
    assert not (tmp_path / "batches.json").exists()


CHILD = """
import sys
from pathlib import Path
from claude_samples import NOW, Watch, ask, settings_for, store_in
from quizgen.drafting.llm.batches import BatchSender
folder = Path(sys.argv[2])
watch = Watch()
sender = BatchSender(settings_for(sys.argv[1]), folder / "batches.json", lambda: NOW, watch)
print(sender.send([(ask(number), store_in(folder)) for number in range(40)]))
"""


@pytest.mark.parametrize("stored", [0, 10])
def test_kill_9_while_waiting_and_while_storing(
    fake: FakeClaude, tmp_path: Path, stored: int
) -> None:
    fake.looks_needed = 1 if stored else 10_000
    tests = Path(__file__).parent
    environment = {**os.environ, "PYTHONPATH": f"{tests}{os.pathsep}{tests.parent}"}
    command = [sys.executable, "-c", CHILD, fake.url, str(tmp_path)]
    child = subprocess.Popen(command, env=environment)
    folder = store_in(tmp_path).folder
    while child.poll() is None:
        waiting = (tmp_path / "batches.json").exists() and fake.batches and fake.batches[0].looks
        if len(list(folder.glob("*.json"))) >= stored and waiting:
            break
        time.sleep(0.002)
    child.kill()
    child.wait()
    assert child.returncode == -signal.SIGKILL
    kept = len(store_in(tmp_path).keys())
    assert stored <= kept < 40
    fake.looks_needed = 1
    answers = Desk(batch_sender(fake, tmp_path)).answer(wanted_in(tmp_path, 40))
    assert all(answer.replies for answer in answers)
    assert created(fake) == [40]
    assert kept_attempts(tmp_path) == [1] * 40
    assert list(store_in(tmp_path).problems()) == []


def test_a_batch_whose_number_was_lost_is_found_and_not_paid_twice(
    fake: FakeClaude, tmp_path: Path
) -> None:
    fake.batches.clear()
    batch_sender(fake, tmp_path / "before").send(wanted_in(tmp_path / "before", 3))
    fake.lose_creation = 1
    assert batch_sender(fake, tmp_path).send(wanted_in(tmp_path, 3)) == {}
    assert created(fake) == [3, 3]
    assert len(store_in(tmp_path).keys()) == 3


def test_a_run_that_was_killed_right_after_it_made_a_batch(
    fake: FakeClaude, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    create = BatchService.create

    def killed(*arguments: Any) -> str:
        create(*arguments)
        raise KeyboardInterrupt

    monkeypatch.setattr(BatchService, "create", killed)
    with pytest.raises(KeyboardInterrupt):
        batch_sender(fake, tmp_path).send(wanted_in(tmp_path, 3))
    monkeypatch.undo()
    assert batch_sender(fake, tmp_path).send(wanted_in(tmp_path, 3)) == {}
    assert created(fake) == [3]


def test_a_run_that_ended_while_it_made_a_batch(fake: FakeClaude, tmp_path: Path) -> None:
    """The file names the requests, and nobody knows whether the batch was made."""
    fake.looks_needed = 10_000
    batch_sender(fake, tmp_path, patience=0.0).send(wanted_in(tmp_path, 3))
    path = tmp_path / "batches.json"
    said = json.loads(path.read_text("utf-8"))
    said["batches"][0]["id"] = ""
    path.write_text(json.dumps(said))
    fake.looks_needed = 1
    assert batch_sender(fake, tmp_path).send(wanted_in(tmp_path, 3)) == {}
    assert created(fake) == [3]
    # And where it was not made, it is made now.
    said["batches"][0]["after"] = "msgbatch_001"
    other = tmp_path / "other"
    other.mkdir()
    (other / "batches.json").write_text(json.dumps(said))
    assert batch_sender(fake, other).send(wanted_in(other, 3)) == {}
    assert created(fake) == [3, 3]


# --------------------------------------------------------------------------- faults


@pytest.mark.parametrize("how", ["errored", "expired", "canceled"])
def test_what_a_batch_does_not_answer_is_sent_once_more(
    fake: FakeClaude, tmp_path: Path, how: str
) -> None:
    fake.plan = by_task(GOOD, q1=Play(drop=how, error="api_error"))
    assert batch_sender(fake, tmp_path).send(wanted_in(tmp_path, 4)) == {}
    assert created(fake) == [4, 1]
    assert store_in(tmp_path).find(ask(1).key)


@pytest.mark.parametrize("how", ["errored", "expired", "canceled"])
def test_but_not_twice(fake: FakeClaude, tmp_path: Path, how: str) -> None:
    fake.plan = by_task(GOOD, q1=Play(drop=how, error="api_error", message="oh", headers=ALWAYS))
    answers = Desk(batch_sender(fake, tmp_path)).answer(wanted_in(tmp_path, 4))
    more = ": api_error oh" if how == "errored" else ""
    assert answers[1].failed == {ask(1).key: f"in its batch it {how}{more}"}
    assert created(fake) == [4, 1]


def test_a_request_that_is_wrong_is_not_sent_again(fake: FakeClaude, tmp_path: Path) -> None:
    fake.plan = by_task(GOOD, q1=Play(drop="errored", message="too long"))
    failed = batch_sender(fake, tmp_path).send(wanted_in(tmp_path, 2))
    assert failed == {ask(1).key: "in its batch it errored: invalid_request_error too long"}
    assert created(fake) == [2]


def test_replies_are_judged_as_those_of_single_calls(fake: FakeClaude, tmp_path: Path) -> None:
    fake.plan = by_task(
        GOOD,
        q0=Play(text=GOOD[:4], stop="max_tokens"),
        q1=Play(text="no"),
        q2=Play(stop="refusal", category="bio"),
        q3=Play(text="never", headers=ALWAYS),
    )
    sender = batch_sender(fake, tmp_path, fallback_model="claude-opus-5-5")
    failed = sender.send(wanted_in(tmp_path, 5))
    assert failed.keys() == {ask(3).key}
    assert failed[ask(3).key].startswith("the reply does not fill in its form")
    assert created(fake) == [5, 4]
    again = {one["custom_id"]: one["params"] for one in fake.batches[1].requests}
    assert again[ask(0).key[:32]]["max_tokens"] == 400
    assert again[ask(2).key[:32]]["model"] == "claude-opus-5-5"
    ends = [[r.stop for r in store_in(tmp_path).attempts(ask(n).key)] for n in range(5)]
    assert ends[:3] == [["max_tokens", "end_turn"], ["end_turn"] * 2, ["refusal", "end_turn"]]
    opus = store_in(tmp_path).attempts(ask(2).key)[1]
    assert opus.cost == pytest.approx(opus.usage["input_tokens"] * 2e-6 + 10 * 10e-6)


def test_results_that_break_off_come_again(fake: FakeClaude, tmp_path: Path) -> None:
    fake.break_results = 2
    watch = Watch()
    assert batch_sender(fake, tmp_path, watch).send(wanted_in(tmp_path, 5)) == {}
    assert kept_attempts(tmp_path) == [1] * 5
    assert len(watch.slept) == 2
    assert created(fake) == [5]


@pytest.mark.parametrize("status", [429, 500, 529])
def test_a_service_that_is_busy_is_asked_again_and_then_later(
    fake: FakeClaude, tmp_path: Path, status: int
) -> None:
    fake.plan = lambda body, _: Play(status=status) if "batch" in body else Play(text=GOOD)
    watch = Watch()
    sender = batch_sender(fake, tmp_path, watch)
    answers = Desk(sender).answer(wanted_in(tmp_path, 2))
    assert all(answer.pending for answer in answers)
    assert "run again to go on" in sender.stopped
    assert len(watch.slept) == 3
    fake.plan = by_task(GOOD)
    assert batch_sender(fake, tmp_path).send(wanted_in(tmp_path, 2)) == {}
    assert created(fake) == [2]


def test_a_wrong_key_stops_with_a_sentence_and_without_the_key(
    fake: FakeClaude, tmp_path: Path
) -> None:
    fake.plan = lambda body, _: Play(status=401, message=f"bad {KEY}")
    with pytest.raises(QuizgenError, match="does not accept the key") as caught:
        batch_sender(fake, tmp_path).send(wanted_in(tmp_path, 2))
    assert KEY not in str(caught.value)
    assert KEY not in everything_under(tmp_path)
    assert not (tmp_path / "batches.json").exists()


def test_a_batch_that_the_service_does_not_know(fake: FakeClaude, tmp_path: Path) -> None:
    fake.looks_needed = 10_000
    batch_sender(fake, tmp_path, patience=0.0).send(wanted_in(tmp_path, 2))
    fake.batches.clear()
    with pytest.raises(QuizgenError, match=r"knows no batch 'msgbatch_001'.*batches\.json"):
        batch_sender(fake, tmp_path).send(wanted_in(tmp_path, 2))


def test_a_server_without_batches_is_said_before() -> None:
    settings = claude_settings({"ANTHROPIC_BASE_URL": "http://localhost:11434"}, ClaudeOptions())
    with pytest.raises(QuizgenError, match="localhost:11434 has no batches; leave --batch out"):
        BatchSender(settings, Path("batches.json"), lambda: NOW)


# --------------------------------------------------------------------------- money


def test_money_is_set_aside_for_a_whole_batch_before_it_is_made(
    fake: FakeClaude, tmp_path: Path
) -> None:
    sender = batch_sender(fake, tmp_path, max_cost=0.01)
    answers = Desk(sender).answer(wanted_in(tmp_path, 40))
    done = sum(1 for answer in answers if answer.replies)
    assert 0 < done < 40
    assert sum(1 for answer in answers if answer.pending) == 40 - done
    sonnet = load_prices().find("claude-sonnet-5-5")
    assert sonnet
    bill = sum(sonnet.bound(sent, out, batch=True) for _, sent, out in fake.bill)
    assert bill == pytest.approx(sender.spent)
    assert sender.spent <= 0.01
    assert sender.stopped.startswith("the most to pay, $0.01, is reached")
    # What bills left over went into further batches, each of which fitted as a whole.
    for number, count in enumerate(created(fake)):
        worst = sonnet.bound(0, 200, batch=True) * count
        assert worst <= 0.01, number


# --------------------------------------------------------------------------- the file


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        '{"version": 9, "batches": []}',
        '{"version": 1}',
        '{"version": 1, "batches": [{}]}',
    ],
)
def test_a_file_that_nobody_can_read_stops_with_its_place(
    fake: FakeClaude, tmp_path: Path, text: str
) -> None:
    (tmp_path / "batches.json").write_text(text)
    with pytest.raises(QuizgenError, match=r"batches\.json: no list of batches .* move it away"):
        batch_sender(fake, tmp_path).send(wanted_in(tmp_path, 1))
    assert fake.batches == []
    assert (tmp_path / "batches.json").read_text() == text


def test_nothing_is_written_outside_of_the_workspace(fake: FakeClaude, tmp_path: Path) -> None:
    root = tmp_path / "workspace"
    root.mkdir()
    fake.looks_needed = 10_000
    batch_sender(fake, root, patience=0.0).send(wanted_in(root, 1))
    text = (root / "batches.json").read_text("utf-8")
    (root / "batches.json").write_text(text.replace('"decks/d/replies"', '"../elsewhere"'))
    fake.looks_needed = 1
    assert batch_sender(fake, root).send([(ask("new"), store_in(root))]) == {}
    assert not (tmp_path / "elsewhere").exists()
    assert len(store_in(root).keys()) == 1
