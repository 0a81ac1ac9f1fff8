"""Handoff: requests as files, answers in whatever a chat makes of them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from reply_samples import GOOD, make_request

from quizgen.drafting.llm.desk import Answers, Asking, Desk, drive
from quizgen.drafting.llm.handoff import HandoffSender
from quizgen.drafting.llm.replies import ReplyStore
from quizgen.drafting.llm.request import Request, Stage

NOW = "2026-11-24T00:00:00Z"
ASKED = [make_request(task) for task in ("first?", "second?", "third?")]
IDS = [request.key[:12] for request in ASKED]


def ask(requests: list[Request]) -> Asking[Answers]:
    return (yield tuple(requests))


class Deck:
    """A deck's folder, asked once and again."""

    def __init__(self, folder: Path, requests: list[Request], bundle: int = 1) -> None:
        self.folder, self.requests, self.bundle = folder, requests, bundle
        self.sender = self.make_sender()

    def make_sender(self) -> HandoffSender:
        return HandoffSender(now=lambda: NOW, bundle=self.bundle, answered_by="")

    def run(self) -> Answers:
        self.sender = self.make_sender()
        store = ReplyStore(self.folder / "replies")
        (answers,) = drive([(ask(self.requests), store)], Desk(self.sender))
        self.sender.finish()
        return answers

    def asked(self) -> list[Path]:
        return sorted((self.folder / "handoff" / "requests").glob("*"))

    def save(self, name: str, text: str) -> Path:
        path = self.folder / "handoff" / "answers" / name
        path.write_text(text, "utf-8")
        return path


def wrap(*ids: str, by: str = "a careful model") -> str:
    return json.dumps({"answered_by": by, "replies": {id_: json.loads(GOOD) for id_ in ids}})


def test_missing_requests_become_files_that_are_complete_in_themselves(tmp_path: Path) -> None:
    deck = Deck(tmp_path, ASKED)
    assert deck.run().pending == {request.key for request in ASKED}
    texts = [path.read_text("utf-8") for path in deck.asked()]
    assert len(texts) == 3
    for request in ASKED:
        (text,) = [text for text in texts if request.task in text]
        assert request.key[:12] in text
        assert request.system in text
        assert '"answered_by"' in text
        assert '"understood"' in text  # the form of the reply


def test_answers_are_taken_and_the_rest_is_asked_again(tmp_path: Path) -> None:
    deck = Deck(tmp_path, ASKED)
    deck.run()
    path = deck.save("any name.txt", wrap(IDS[0], IDS[2]))
    answers = deck.run()
    assert answers.pending == {ASKED[1].key}
    reply = answers.replies[ASKED[0].key]
    assert (reply.origin, reply.date) == ("handoff a careful model", NOW)
    assert deck.sender.taken == 2
    assert [IDS[1] in p.name for p in deck.asked()] == [True]
    assert not path.exists()
    assert (tmp_path / "handoff" / "taken" / "any name.txt").exists()


def test_a_bundle_holds_several_requests_of_one_stage(tmp_path: Path) -> None:
    other = Request(Stage.OPEN_BOOK, "open_book@1", "open-book@1", "Judge.", "text", "Look.")
    deck = Deck(tmp_path, [*ASKED, other], bundle=2)
    deck.run()
    texts = [path.read_text("utf-8") for path in deck.asked()]
    assert [text.count("\n## Request ") for text in texts] == [2, 1, 1]
    assert all(
        ("Judge." in text) != ("Answer." in text.split("## Instructions")[1]) for text in texts
    )
    assert "as if you had seen none of the others" in texts[0]


def test_each_request_of_a_bundle_has_its_own_instructions_where_they_differ(
    tmp_path: Path,
) -> None:
    other = replace(make_request("a talk?"), system="Answer as in a talk.")
    deck = Deck(tmp_path, [make_request("a text?"), other, make_request("more?")], bundle=3)
    deck.run()
    (text,) = (path.read_text("utf-8") for path in deck.asked())
    _, *asked = text.split("\n## Request ")
    for one in asked:
        talk = "a talk?" in one
        assert (talk == ("Answer as in a talk." in one), "Answer." in one) == (True, not talk)


def test_a_bundle_that_was_answered_in_part_is_asked_for_its_rest(tmp_path: Path) -> None:
    deck = Deck(tmp_path, ASKED, bundle=3)
    deck.run()
    deck.save("half.json", wrap(IDS[1]))
    assert deck.run().pending == {ASKED[0].key, ASKED[2].key}
    (path,) = deck.asked()
    assert [id_ in path.read_text("utf-8") for id_ in IDS] == [True, False, True]


@pytest.mark.parametrize(
    "text",
    [
        f"Here you are:\n```json\n{wrap(*IDS)}\n```\nGood luck!",
        "\ufeff" + wrap(*IDS),
        wrap(IDS[0]) + "\n\nand the others:\n" + wrap(IDS[1], IDS[2]),
        wrap(*(request.key for request in ASKED)),
    ],
)
def test_chatter_fences_and_several_objects_are_tolerated(tmp_path: Path, text: str) -> None:
    deck = Deck(tmp_path, ASKED)
    deck.run()
    deck.save("chat.md", text)
    assert not deck.run().pending


def test_a_single_reply_without_wrapping_is_known_by_the_name_of_its_file(tmp_path: Path) -> None:
    deck = Deck(tmp_path, ASKED)
    deck.run()
    deck.save(deck.asked()[0].name, f"Sure:\n{GOOD}")
    assert len(deck.run().pending) == 2


def test_who_answers_is_told_by_the_answer_or_the_option_or_not_at_all(tmp_path: Path) -> None:
    deck = Deck(tmp_path, ASKED)
    deck.run()
    deck.save("a.json", wrap(IDS[0], by="One\n\u202e model"))
    deck.save("b.json", wrap(IDS[1], by=""))
    replies = deck.run().replies
    assert replies[ASKED[0].key].model == "One model"
    assert replies[ASKED[1].key].model == "unnamed model"


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        ({"answers": [{"n": 1}]}, "answers.0.understood: Field required"),
        ({"answers": [], "note": "x"}, "note: Extra inputs"),
    ],
)
def test_a_bad_answer_is_told_with_its_file_and_asked_again(
    tmp_path: Path, reply: dict[str, object], said: str
) -> None:
    deck = Deck(tmp_path, ASKED[:1])
    deck.run()
    path = deck.save("bad.json", json.dumps({"replies": {IDS[0]: reply}}))
    assert deck.run().pending == {ASKED[0].key}
    (notice,) = deck.sender.notices
    assert str(path) in notice
    assert said in notice
    assert path.exists()
    assert len(deck.asked()) == 1


def test_a_file_that_is_being_answered_stays_while_others_are_taken(tmp_path: Path) -> None:
    more = [make_request(f"question {n}?") for n in range(7)]
    deck = Deck(tmp_path, more, bundle=3)
    deck.run()
    before = {path: path.read_text("utf-8") for path in deck.asked()}
    first = next(path for path, text in before.items() if more[0].key[:12] in text)
    deck.save("first.json", wrap(*(r.key[:12] for r in more if r.key[:12] in before[first])))
    deck.requests = [make_request("a new one?"), *more]
    deck.run()
    after = {path: path.read_text("utf-8") for path in deck.asked()}
    assert {path: text for path, text in before.items() if path != first}.items() <= after.items()
    assert len(after) == 3


def test_answers_to_nothing_that_was_asked_change_nothing(tmp_path: Path) -> None:
    deck = Deck(tmp_path, ASKED)
    deck.run()
    deck.save("evil.json", wrap("../../../etc/passwd", "0" * 12))
    (tmp_path / "handoff" / "answers" / "picture.png").write_bytes(b"\x89PNG\x00\xff{")
    assert len(deck.run().pending) == 3
    assert not (tmp_path / "replies").exists()


def test_the_same_run_again_rewrites_nothing(tmp_path: Path) -> None:
    deck = Deck(tmp_path, ASKED, bundle=2)
    deck.run()
    before = {path: path.stat().st_mtime_ns for path in deck.asked()}
    deck.run()
    assert {path: path.stat().st_mtime_ns for path in deck.asked()} == before


def test_names_of_request_files_hold_no_path(tmp_path: Path) -> None:
    request = Request(Stage.NOTES, "n@1", "notes@1", "s", "m", "t", label="../../x\n/etc \u202e")
    deck = Deck(tmp_path, [request])
    deck.run()
    (path,) = deck.asked()
    assert path.name == f"notes-x-etc-{request.key[:12]}.md"
