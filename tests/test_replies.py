"""Requests and their keys, forms of replies, the reply store, and the desk between them."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reply_samples import BLIND, GOOD, Scripted, make_reply, make_request

from quizgen.drafting.llm.desk import Answers, Asking, Desk, drive, fault_of
from quizgen.drafting.llm.forms import (
    FORMS,
    BadReply,
    BlindAnswer,
    ClosedBookReply,
    find_objects,
    read_form,
)
from quizgen.drafting.llm.replies import Reply, ReplyStore
from quizgen.drafting.llm.request import Stage

SCHEMAS = Path(__file__).parent / "cases" / "reply_forms.json"


# --------------------------------------------------------------------------- keys


def test_the_key_of_a_request_is_what_it_was() -> None:
    """A key that moved would throw away every reply that was paid for."""
    assert make_request().key == hashlib.sha256(make_request().canonical()).hexdigest()
    assert make_request().canonical() == (
        b'{"form":"closed-book@1","material":"","prompt":"closed_book@1","stage":"closed-book",'
        b'"system":"Answer.","task":"What raises the tides?","version":1}'
    )


@pytest.mark.parametrize("field", ["prompt", "form", "system", "material", "task"])
def test_everything_that_is_asked_counts_for_the_key(field: str) -> None:
    assert replace(make_request(), **{field: "other"}).key != make_request().key  # type: ignore[arg-type]


def test_label_and_length_do_not_count_for_the_key() -> None:
    assert replace(make_request(), label="tides", most_tokens=9).key == make_request().key


@given(st.text(), st.text())
def test_material_is_fenced_by_what_it_cannot_contain(material: str, task: str) -> None:
    request = replace(make_request(task), material=material)
    if material:
        fence = request.user_text().partition("\n")[0]
        assert fence not in material
        assert request.user_text().endswith(f"</{fence[1:]}\n\n{task}")


# --------------------------------------------------------------------------- forms


def test_forms_are_what_their_versions_say() -> None:
    """A form that changed under its version would read old replies as something else."""
    now = {version: form.model_json_schema() for version, form in FORMS.values()}
    assert json.loads(SCHEMAS.read_text("utf-8")) == now


def test_a_form_reads_its_own_json() -> None:
    read = read_form(ClosedBookReply, GOOD)
    assert read.answers == [BlindAnswer(**BLIND)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"answers": [', "Invalid JSON"),
        ('{"answers": [], "more": 1}', "more: Extra inputs"),
        ('{"answers": [{"n": 1}]}', "answers.0.understood: Field required (4 mistakes)"),
        ("I would rather not.", "Invalid JSON"),
        (GOOD.replace("the Moon", "x" * 5000), "at most 4000 characters"),
    ],
)
def test_what_does_not_fill_in_the_form_is_refused(text: str, said: str) -> None:
    with pytest.raises(BadReply) as refused:
        read_form(ClosedBookReply, text)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        f"```json\n{GOOD}\n```",
        f"Sure! Here it is:\n\n{GOOD}\n\nAnything else?",
        f'First I thought {{"answers": []}} but then:\n{GOOD}',
        f"{{not json}} {GOOD}",
    ],
)
def test_chatter_around_the_json_is_tolerated_where_no_schema_held(text: str) -> None:
    assert read_form(ClosedBookReply, text, tolerant=True).answers[0].answers == ["the Moon"]
    with pytest.raises(BadReply):
        read_form(ClosedBookReply, text)


def test_without_json_the_tolerant_reader_says_so() -> None:
    with pytest.raises(BadReply, match="there is no JSON object in it"):
        read_form(ClosedBookReply, "no {such thing", tolerant=True)


@given(st.text(alphabet='{}[]":,a1\\ ', max_size=200))
def test_looking_for_objects_never_fails(text: str) -> None:
    assert all(isinstance(found, dict) for found in find_objects(text))


def test_deep_nesting_is_no_crash() -> None:
    assert find_objects('{"a":' * 100_000) == []


# --------------------------------------------------------------------------- the store


def test_what_is_put_is_found_by_another_process(tmp_path: Path) -> None:
    request = make_request()
    ReplyStore(tmp_path).put(make_reply(request))
    code = (
        "import sys; from pathlib import Path; from quizgen.drafting.llm.replies import ReplyStore;"
        "reply = ReplyStore(Path(sys.argv[1])).find(sys.argv[2]); print(reply.text);"
        "print([m for m in sys.modules if m.split('.')[0] in ('anthropic', 'pydantic')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path), request.key],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == f"{GOOD}\n[]\n"


def test_attempts_are_all_kept_and_the_last_one_counts(tmp_path: Path) -> None:
    store, request = ReplyStore(tmp_path), make_request()
    store.put(make_reply(request, "cut", "max_tokens"))
    store.put(make_reply(request))
    assert [reply.stop for reply in store.attempts(request.key)] == ["max_tokens", "end_turn"]
    assert store.find(request.key) == make_reply(request)
    assert store.keys() == [request.key]


def spoil(path: Path, how: str) -> Path:
    data = path.read_bytes()
    if how == "cut":
        path.write_bytes(data[: len(data) // 2])
    elif how == "changed":
        path.write_bytes(data.replace(b"the Moon", b"the Sun!"))
    elif how == "renamed":
        path = path.rename(path.with_name("0" * 64 + ".json"))
    elif how == "other":
        path.write_text("[]")
    elif how == "binary":
        path.write_bytes(b"\xff\xfe\x00")
    return path


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("cut", "cannot be read"),
        ("changed", "changed since it was written"),
        ("renamed", "the reply to another request"),
        ("other", "written by another version, or not by quizgen"),
        ("binary", "cannot be read"),
    ],
)
def test_a_spoilt_or_foreign_reply_is_told_and_never_trusted(
    tmp_path: Path, how: str, said: str
) -> None:
    store, request = ReplyStore(tmp_path), make_request()
    store.put(make_reply(request))
    path = spoil(tmp_path / f"{request.key}.json", how)
    assert store.find(path.stem) is None
    (problem,) = store.problems()
    assert problem[0] == path
    assert said in problem[1]


def test_a_file_of_another_name_is_told(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    assert list(ReplyStore(tmp_path).problems()) == [
        (tmp_path / "notes.txt", "not named as a reply is")
    ]


# --------------------------------------------------------------------------- the desk


def ask_in_two_steps(first: str, second: str) -> Asking[tuple[Answers, Answers]]:
    one = yield (make_request(first),)
    two = yield (make_request(second), make_request(second))
    return one, two


def test_runs_go_forward_together_and_each_gets_its_own_answers(tmp_path: Path) -> None:
    sender = Scripted({"a": GOOD, "b": GOOD, "c": GOOD}, {"d": "refused"})
    runs = [
        (ask_in_two_steps("a", "b"), ReplyStore(tmp_path / "one")),
        (ask_in_two_steps("c", "d"), ReplyStore(tmp_path / "two")),
    ]
    (a, b), (c, d) = drive(runs, Desk(sender))
    assert sender.batches == [["a", "c"], ["b", "d"]]
    assert [list(one.replies) for one in (a, b, c)] == [[make_request(t).key] for t in "abc"]
    assert d.failed == {make_request("d").key: "refused"}
    assert a.read(make_request("a"), ClosedBookReply) == read_form(ClosedBookReply, GOOD)
    assert d.read(make_request("d"), ClosedBookReply) is None


def test_a_second_run_sends_nothing(tmp_path: Path) -> None:
    store = ReplyStore(tmp_path)
    drive([(ask_in_two_steps("a", "b"), store)], Desk(Scripted({"a": GOOD, "b": GOOD})))
    desk = Desk(None)
    ((one, two),) = drive([(ask_in_two_steps("a", "b"), store)], desk)
    assert (len(one.replies), len(two.replies), desk.sent, desk.found) == (1, 1, 0, 2)


def test_what_nobody_answers_is_pending(tmp_path: Path) -> None:
    ((one, _),) = drive([(ask_in_two_steps("a", "b"), ReplyStore(tmp_path))], Desk(None))
    assert one.pending == {make_request("a").key}


FAULTS = [
    (make_reply(make_request("a"), "", "refusal"), "the model refused"),
    (make_reply(make_request("a"), GOOD[:9], "max_tokens"), "the reply was cut off"),
    (make_reply(make_request("a"), GOOD, "pause_turn"), "the reply ended with 'pause_turn'"),
    (make_reply(make_request("a"), "nothing"), "does not fill in its form"),
]


@pytest.mark.parametrize(("reply", "said"), FAULTS)
def test_a_reply_that_cannot_be_used_is_kept_and_not_asked_again(
    tmp_path: Path, reply: Reply, said: str
) -> None:
    store = ReplyStore(tmp_path)
    store.put(reply)
    sender = Scripted({"a": GOOD, "b": GOOD})
    ((one, _),) = drive([(ask_in_two_steps("a", "b"), store)], Desk(sender))
    assert said in one.failed[make_request("a").key]
    assert sender.batches == [["b"]]
    ((one, _),) = drive([(ask_in_two_steps("a", "b"), store)], Desk(sender, again=True))
    assert one.replies[make_request("a").key].text == GOOD
    assert sender.batches == [["b"], ["a"]]
    assert len(store.attempts(make_request("a").key)) == 2


def test_afresh_asks_everything_once(tmp_path: Path) -> None:
    store = ReplyStore(tmp_path)
    sender = Scripted({"a": GOOD})
    for afresh in (False, True):
        drive([(ask_in_two_steps("a", "a"), store)], Desk(sender, afresh=afresh))
    assert sender.batches == [["a"], ["a"]]


def test_a_reply_is_on_disk_before_it_is_used(tmp_path: Path) -> None:
    """A process that is killed right after a reply arrived finds it again."""
    code = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from reply_samples import GOOD, Scripted, make_request
from quizgen.drafting.llm.desk import Desk, drive
from quizgen.drafting.llm.replies import ReplyStore
def run():
    yield (make_request("a"),)
    os.kill(os.getpid(), signal.SIGKILL)
drive([(run(), ReplyStore(Path(sys.argv[1])))], Desk(Scripted({"a": GOOD})))
"""
    root = str(Path(__file__).parent)
    killed = subprocess.run([sys.executable, "-c", code, str(tmp_path), root], cwd=root)
    assert killed.returncode == -9
    reply = ReplyStore(tmp_path).find(make_request("a").key)
    assert reply is not None
    assert not fault_of(make_request("a"), reply)


def names_of_stages() -> Iterator[str]:
    yield from (stage.value for stage in Stage)


def test_every_stage_has_a_form() -> None:
    assert [stage.value for stage in FORMS] == list(names_of_stages())
