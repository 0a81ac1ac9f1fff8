"""Drafting with a model through the command line: handoff from a source to Anki, and again."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from author import inside, run
from click.testing import Result
from learner import Learner
from llm_samples import BASIC, CHOICE, CLOZE, DOCKED, TALK_TEXT

from quizgen.decks.edit import change_note
from quizgen.decks.files import read_deck
from quizgen.drafting.llm.replies import ReplyStore
from quizgen.schema import Note, Status

META = """\
title: Harbour talk
recorded: 2024-05
speakers:
  - {name: Jon Vik, role: host, labels: [Jon]}
  - {name: Mara Lind, role: guest, labels: [Mara]}
"""
STANDING = "Notes on it that are there already."
Said = Mapping[str, Any]


def propose(text: str) -> Said:
    return {
        "concepts": [
            _concept("canal lock", "s0002", 3),
            _concept("bascule bridge", "s0004", 2),
            _concept("dock gate", "s0006", 2),
        ]
    }


def _concept(name: str, unit: str, importance: int) -> Said:
    return {
        "name": name,
        "aliases": [],
        "definition": f"What a {name} is.",
        "spans": [{"first": unit, "last": unit}],
        "importance": importance,
        "why": "harbours need it",
        "housekeeping": False,
    }


def consolidate(text: str) -> Said:
    names = ("canal lock", "bascule bridge", "dock gate")
    concepts = [
        {"proposals": [n], "name": name, "importance": 2, "builds_on": []}
        for n, name in enumerate(names, 1)
    ]
    return {"topics": [{"topic": "Harbours", "concepts": concepts}], "left_out": []}


def write_notes(text: str) -> Said:
    found = re.search(r"^The concept: (.*)$", text, re.MULTILINE)
    assert found
    notes: dict[str, list[Said]] = {
        "canal lock": [BASIC],
        "bascule bridge": [CHOICE],
        "dock gate": [DOCKED],
    }
    more = [CLOZE] if STANDING in text and found[1] == "canal lock" else []
    return {"notes": [*notes[found[1]], *more]}


def answer_blind(text: str) -> Said:
    numbers = re.findall(r"^(\d+)\. ", text, re.MULTILINE)
    return {
        "answers": [
            {"n": int(n), "understood": True, "missing": "", "answers": ["a guess"], "clue": ""}
            for n in numbers
        ]
    }


def look(text: str) -> Said:
    numbers = re.findall(r"^(\d+)\. \w+: ", text, re.MULTILINE)
    return {
        "looks": [
            {
                "n": int(n),
                "own_answer": "the same",
                "agreement": "same",
                "also_right": [],
                "given_away": False,
                "stands_alone": True,
                "one_thing": True,
                "faithful": "yes",
                "worth": 4,
                "verdict": "keep",
                "reason": "",
            }
            for n in numbers
        ]
    }


def read_as_learner(text: str) -> Said:
    numbers = re.findall(r"^(\d+)\. \w+: ", text, re.MULTILINE)
    taken = {"own_answer": "it", "truth": "supported", "verdict": "ready", "flaw": ""}
    return {"verdicts": [{"n": int(n), **taken} for n in numbers]}


ANSWERS: dict[str, Callable[[str], Said]] = {
    "concepts": propose,
    "consolidation": consolidate,
    "notes": write_notes,
    "redraft": lambda text: {"notes": []},
    "closed-book": answer_blind,
    "open-book": look,
    "reading": read_as_learner,
}


class Handed:
    """A workspace with one talk, drafted by handoff."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.deck = root / "decks" / "harbour"
        (root / "decks").mkdir(parents=True)
        (root / "seeds").mkdir()
        (root / "seeds" / "harbour.txt").write_text(TALK_TEXT, "utf-8")
        (root / "seeds" / "harbour.meta.yaml").write_text(META, "utf-8")

    def draft(self, *arguments: str) -> Result:
        return run(self.root, "draft", "harbour", "--engine", "handoff", *arguments)

    def requests(self) -> list[Path]:
        return sorted((self.deck / "handoff" / "requests").glob("*.md"))

    def answer(self, but: str = "nothing") -> int:
        """Answer request files as a chat would, but those named so; how many there were."""
        waiting = [path for path in self.requests() if but not in path.name]
        for path in waiting:
            text = path.read_text("utf-8")
            stage = re.match(r"# \d+ requests? of quizgen, stage ([\w-]+)", text)
            assert stage
            _, *parts = re.split(r"^## Request (\w+)$", text, flags=re.MULTILINE)
            replies = {
                id_: ANSWERS[stage[1]](asked)
                for id_, asked in zip(parts[::2], parts[1::2], strict=True)
            }
            said = json.dumps({"answered_by": "script", "replies": replies})
            (self.deck / "handoff" / "answers" / path.with_suffix(".json").name).write_text(said)
        return len(waiting)

    def draft_all(self, *arguments: str) -> Result:
        """Draft until nothing waits."""
        for _ in range(9):
            result = self.draft(*arguments)
            if not self.answer():
                return result
        raise AssertionError("it never ends")

    def notes(self) -> dict[str, Note]:
        return {note.id: note for note in read_deck(self.deck).notes}

    def change(self, note_id: str, **changes: object) -> None:
        path = self.notes()[note_id].path
        path.write_text(change_note(path.read_text("utf-8"), note_id, changes), "utf-8")

    def files(self) -> dict[str, bytes]:
        kept = (p for p in self.deck.rglob("*") if p.is_file() and "handoff" not in p.parts)
        return {str(path.relative_to(self.deck)): path.read_bytes() for path in kept}


@pytest.fixture
def handed(tmp_path: Path) -> Handed:
    return Handed(tmp_path / "workspace")


def test_a_talk_becomes_a_deck_stage_by_stage(handed: Handed) -> None:
    first = handed.draft()
    assert first.exit_code == 1, first.output
    assert "still to be answered" in first.output
    assert [path.name.split("-")[0] for path in handed.requests()] == ["concepts"]
    last = handed.draft_all()
    assert last.exit_code == 0, last.output
    deck = read_deck(handed.deck)
    assert [concept.name for concept in deck.concepts] == [
        "canal lock",
        "bascule bridge",
        "dock gate",
    ]
    assert sorted(n.kind.value for n in deck.notes) == ["basic", "basic", "choice"]
    assert {note.status for note in deck.notes} == {Status.DRAFT}
    assert {note.origin for note in deck.notes} == {"handoff script"}
    assert [topic.name for topic in deck.topics] == ["Harbours"]
    assert not handed.requests()


def test_the_list_may_be_edited_before_notes_are_written(handed: Handed) -> None:
    arguments = ("concepts", "harbour", "--engine", "handoff")
    for _ in range(3):
        result = run(handed.root, *arguments)
        handed.answer()
    assert result.exit_code == 0, result.output
    assert "  Harbours\n    2 canal lock: What a canal lock is." in result.output
    assert not (handed.deck / "notes").exists()
    concepts = handed.deck / "concepts.yaml"
    text = concepts.read_text("utf-8").replace("- id: dock-gate\n", "- id: dock-gate\n  skip: no\n")
    concepts.write_text(text, "utf-8")
    handed.draft_all()
    assert {note.concept for note in handed.notes().values()} == {"canal-lock", "bascule-bridge"}


def test_a_second_run_asks_nothing_and_changes_no_byte(handed: Handed) -> None:
    handed.draft_all()
    before = handed.files()
    again = handed.draft()
    assert (again.exit_code, handed.files()) == (0, before)
    assert "nothing changed" in again.output


def test_partial_adds_what_is_complete(handed: Handed) -> None:
    for _ in range(6):
        handed.draft()
        handed.answer(but="dock-gate")
    whole = handed.draft()
    assert whole.exit_code == 1
    assert not (handed.deck / "notes").exists()
    part = handed.draft("--partial")
    assert part.exit_code == 1
    assert len(handed.notes()) == 2
    handed.draft_all()
    assert len(handed.notes()) == 3


def test_replay_makes_the_same_drafts_without_prompts_or_model(handed: Handed) -> None:
    handed.draft_all()
    before = handed.files()
    prompts = handed.root / "templates" / "prompts"
    prompts.mkdir(parents=True)
    (prompts / "notes.md").write_text("version: 9\nOther.\n=== task ===\nOther.\n", "utf-8")
    shutil.rmtree(handed.deck / "notes")
    shutil.rmtree(handed.deck / "handoff")
    (handed.deck / "drafts.json").unlink()
    replayed = handed.draft("--replay")
    assert replayed.exit_code == 0, replayed.output
    assert handed.files() == before
    assert not (handed.deck / "handoff").exists()


def test_only_concepts_without_notes_are_asked_about(handed: Handed) -> None:
    for _ in range(2):
        run(handed.root, "concepts", "harbour", "--engine", "handoff")
        handed.answer()
    run(handed.root, "concepts", "harbour", "--engine", "handoff")
    concepts = handed.deck / "concepts.yaml"
    whole = concepts.read_text("utf-8")
    concepts.write_text(whole[: whole.index("- id: bascule-bridge")], "utf-8")
    handed.draft_all()
    assert [note.concept for note in handed.notes().values()] == ["canal-lock"]
    concepts.write_text(whole, "utf-8")
    handed.change(*handed.notes(), why="My own.")
    for _ in range(5):
        result = handed.draft("--missing")
        asked = [path.name for path in handed.requests()]
        assert not any("canal-lock" in name for name in asked)
        handed.answer()
    assert result.exit_code == 0, result.output
    assert sorted(str(note.concept) for note in handed.notes().values()) == [
        "bascule-bridge",
        "canal-lock",
        "dock-gate",
    ]
    shutil.rmtree(handed.deck / "notes")
    assert handed.draft("--replay").exit_code == 0
    assert len(handed.notes()) == 3


def test_more_writes_beside_what_is_there_and_repeats_nothing(handed: Handed) -> None:
    handed.draft_all()
    before = handed.notes()
    handed.change(next(iter(before)), status="approved", why="My own.")
    mine = handed.notes()
    handed.draft("--more")
    asked = {path.name: path.read_text("utf-8") for path in handed.requests()}
    assert len(asked) == 3
    for note in before.values():
        on_it = next(text for text in asked.values() if f"- {note.question} (" in text)
        assert STANDING in on_it
    handed.answer()
    result = handed.draft_all("--more")
    assert result.exit_code == 0, result.output
    after = handed.notes()
    assert {id_: after[id_] for id_ in mine} == mine  # nothing of them is touched or proposed
    (new,) = [note for id_, note in after.items() if id_ not in mine]
    assert (new.concept, new.kind.value) == ("canal-lock", "cloze")
    assert run(handed.root, "diff").exit_code == 0
    plan = json.loads((handed.deck / "plan.json").read_text("utf-8"))["sources"]["harbour"]
    repeated = [one for one in plan["outcomes"] if one.get("reason", "").startswith("repeats")]
    assert len(repeated) == 3
    assert len(plan["notes"]) == 4
    shutil.rmtree(handed.deck / "notes")
    (handed.deck / "drafts.json").unlink()
    assert handed.draft("--replay").exit_code == 0
    assert handed.notes().keys() == after.keys()


def test_complete_keeps_what_is_only_good_to_know_to_be_learned_last(
    handed: Handed, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unimpressed(text: str) -> Said:
        return {"looks": [{**one, "worth": 3} for one in look(text)["looks"]]}

    monkeypatch.setitem(ANSWERS, "open-book", unimpressed)
    handed.draft_all()
    assert not (handed.deck / "notes").exists()
    result = handed.draft_all("--complete")
    assert result.exit_code == 0, result.output
    assert [note.priority for note in handed.notes().values()] == [3, 3, 3]


def test_notes_of_one_kind_may_be_asked_for(handed: Handed) -> None:
    arguments = ("concepts", "harbour", "--engine", "handoff")
    for _ in range(3):
        run(handed.root, *arguments)
        handed.answer()
    handed.draft("--kind", "choice")
    asked = [path.read_text("utf-8") for path in handed.requests()]
    assert len(asked) == 3
    assert all("Write only notes of this kind: choice." in text for text in asked)


def test_more_and_missing_exclude_each_other(handed: Handed) -> None:
    result = handed.draft("--more", "--missing")
    assert result.exit_code == 2
    assert "exclude each other" in result.output


def test_replay_says_when_a_reply_is_missing(handed: Handed) -> None:
    handed.draft_all()
    for path in (handed.deck / "replies").glob("*.json"):
        if '"stage": "notes"' in path.read_text("utf-8"):
            path.unlink()
    result = handed.draft("--replay")
    assert result.exit_code == 2
    assert "is missing from" in result.output


def test_without_a_run_there_is_nothing_to_replay(handed: Handed) -> None:
    handed.draft()
    result = handed.draft("--replay")
    assert result.exit_code == 2
    assert "no run of a model to replay" in result.output


def test_a_spoilt_reply_is_told_and_asked_again(handed: Handed) -> None:
    handed.draft_all()
    path = sorted((handed.deck / "replies").glob("*.json"))[0]
    path.write_bytes(path.read_bytes()[:-40])
    result = handed.draft()
    assert result.exit_code == 1
    assert f"{path.relative_to(handed.root)}: cannot be read" in result.output
    assert "it is not used" in result.output
    assert len(handed.requests()) == 1


def test_a_dry_run_writes_nothing(handed: Handed) -> None:
    result = handed.draft("--dry-run")
    assert result.exit_code == 0
    assert "would ask: 1 request of the stage concepts" in result.output
    assert not handed.deck.exists()


def test_a_person_s_work_outlives_a_new_run(handed: Handed) -> None:
    handed.draft_all()
    ids = sorted(handed.notes())
    edited, approved, rejected = ids
    handed.change(edited, why="My own why.")
    handed.change(approved, status="approved", approved_by="person")
    handed.change(rejected, status="rejected")
    before = handed.files()
    result = handed.draft()
    assert result.exit_code == 0, result.output
    assert handed.files() == before


@pytest.mark.parametrize("engine", ["gpt", ""])
def test_an_engine_that_is_none_is_told(handed: Handed, engine: str) -> None:
    result = run(handed.root, "draft", "harbour", "--engine", engine)
    assert result.exit_code == 2
    assert "choose one of claude, handoff, extractive" in result.output


def test_without_a_key_claude_says_three_ways_on(
    handed: Handed, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN", "ANTHROPIC_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    result = run(handed.root, "draft", "harbour", "--engine", "claude")
    assert result.exit_code == 2
    for way in ("ANTHROPIC_API_KEY", "--engine handoff", "--engine extractive"):
        assert way in result.output
    assert not handed.deck.exists()


@pytest.fixture
def learner(tmp_path: Path) -> Iterator[Learner]:
    someone = Learner(tmp_path / "learner")
    yield someone
    someone.close()


def test_what_was_drafted_and_approved_comes_into_anki(handed: Handed, learner: Learner) -> None:
    handed.draft_all()
    for id_ in handed.notes():
        handed.change(id_, status="approved", approved_by="person")
    built = run(handed.root, "build")
    assert built.exit_code == 0, built.output
    assert learner.take(handed.root / "out" / "harbour" / "harbour.apkg").new == 3


def test_replies_say_who_answered_and_which_prompt(handed: Handed) -> None:
    handed.draft_all()
    store = ReplyStore(handed.deck / "replies")
    keys = store.keys()
    replies = [store.find(key) for key in keys]
    assert {reply.prompt.partition("@")[0] for reply in replies if reply} >= {
        "concepts",
        "consolidation",
        "notes",
        "closed_book",
        "open_book",
        "reading",
    }
    assert {(reply.engine, reply.model) for reply in replies if reply} == {("handoff", "script")}


def test_several_sources_go_forward_together(handed: Handed) -> None:
    for suffix in ("txt", "meta.yaml"):
        shutil.copy(
            handed.root / "seeds" / f"harbour.{suffix}", handed.root / "seeds" / f"port.{suffix}"
        )
    with inside(handed.root):
        result = run(handed.root, "draft", "harbour", "port", "--engine", "handoff")
    assert result.exit_code == 1
    for name in ("harbour", "port"):
        assert len(list((handed.root / "decks" / name / "handoff" / "requests").glob("*"))) == 1
