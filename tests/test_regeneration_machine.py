"""Any sequence of drafts, edits and decisions: nothing that a person typed is lost unasked."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from regrowing import AGAIN, FIRST, SAID, Card, Desk

from quizgen.decks.edit import note_fields
from quizgen.drafting.draftbook import read_book
from quizgen.schema import Kind, Status

CLOZES = (
    Card("keel", "The keel is {{c1::the beam along the bottom}} that bears a ship's frames."),
    Card("ballast", "{{c1::Ballast}} is carried low to keep an empty ship upright."),
)
WORDINGS = (FIRST, AGAIN, tuple(replace(card, why="So it is said.") for card in AGAIN))
INDEX = st.integers(min_value=0, max_value=20)
FIELDS = ("question", "answer", "text", "why", "hint")


class Regeneration(RuleBasedStateMachine):
    """A person edits, decides and deletes; the engine words its drafts anew; the source changes.

    The model knows only what the person typed and decided, by note; how a draft is known again is
    not its business.
    """

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.desk = Desk(self.folder / "workspace")
        self.desk.draft()
        self.typed: dict[tuple[str, str], str] = {}
        self.status: dict[str, Status] = {}
        self.frozen: dict[str, dict[str, object]] = {}  # approved or turned down, as it stood
        self.counter = 0

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    def pick(self, index: int) -> str:
        ids = sorted(self.desk.notes())
        return ids[index % len(ids)]

    def fields(self, id_: str) -> dict[str, object]:
        return note_fields(self.desk.notes()[id_])

    def freeze(self, id_: str) -> None:
        if self.status.get(id_, Status.DRAFT) is Status.DRAFT:
            self.frozen.pop(id_, None)
        else:
            self.frozen[id_] = self.fields(id_)

    # ----------------------------------------------------------------------- the engine, the source

    @rule(picked=st.lists(st.sampled_from([None, 0, 1, 2]), min_size=4, max_size=4))
    def draft(self, picked: list[int | None]) -> None:
        cards = [WORDINGS[n][at] for at, n in enumerate(picked) if n is not None]
        self.desk.script.cards = tuple(cards)
        self.draft_twice()

    @rule(picked=st.sets(st.sampled_from(CLOZES)))
    def draft_clozes(self, picked: set[Card]) -> None:
        self.desk.script.cards = (*FIRST[2:], *sorted(picked, key=str))
        self.draft_twice()

    @rule(kept=st.sets(st.sampled_from(sorted(SAID)), min_size=1), moved=st.booleans())
    def change_source(self, kept: set[str], moved: bool) -> None:
        head = "A page on ships.\n\n" if moved else ""
        self.desk.write_source({k: said for k, said in SAID.items() if k in kept}, head=head)
        self.draft_twice()

    def draft_twice(self) -> None:
        before = set(self.desk.notes())
        self.desk.draft()
        assert before <= set(self.desk.notes())
        once = self.desk.files()
        assert not self.desk.draft().files
        assert self.desk.files() == once

    # ----------------------------------------------------------------------- the person

    @rule(index=INDEX, name=st.sampled_from(FIELDS))
    def type(self, index: int, name: str) -> None:
        id_ = self.pick(index)
        cloze = self.desk.notes()[id_].kind is Kind.CLOZE
        if name in ("question", "answer") and cloze or name == "text" and not cloze:
            return
        self.counter += 1
        text = f"My own words, number {self.counter}."
        self.typed[id_, name] = f"{{{{c1::My}}}} {text}" if name == "text" else text
        self.desk.change(id_, **{name: self.typed[id_, name]})
        self.freeze(id_)

    @rule(index=INDEX, status=st.sampled_from(list(Status)))
    def decide(self, index: int, status: Status) -> None:
        id_ = self.pick(index)
        self.status[id_] = status
        by = "person" if status is Status.APPROVED else None
        self.desk.change(id_, status=status.value, approved_by=by)
        self.freeze(id_)

    @precondition(lambda self: len(self.desk.notes()) > 2)
    @rule(index=INDEX)
    def delete(self, index: int) -> None:
        id_ = self.pick(index)
        self.desk.delete(id_)
        self.typed = {key: said for key, said in self.typed.items() if key[0] != id_}
        self.status.pop(id_, None)
        self.frozen.pop(id_, None)

    @rule(index=INDEX, every=st.booleans())
    def accept(self, index: int, every: bool) -> None:
        waiting = self.waiting()
        if not waiting:
            return
        chosen = sorted(waiting) if every else [sorted(waiting)[index % len(waiting)]]
        done = self.desk.diff("--accept", "all" if every else chosen[0])
        assert done.exit_code == 0, done.output
        notes = self.desk.notes()
        for id_ in chosen:
            for name in waiting[id_]:
                self.typed.pop((id_, name), None)
            self.status[id_] = notes[id_].status
            self.freeze(id_)
        assert not set(chosen) & set(self.waiting())

    @rule(index=INDEX, every=st.booleans())
    def keep(self, index: int, every: bool) -> None:
        waiting = sorted(self.waiting())
        if not waiting:
            return
        before = self.desk.notes()
        chosen = waiting if every else [waiting[index % len(waiting)]]
        assert self.desk.diff("--keep", "all" if every else chosen[0]).exit_code == 0
        assert self.desk.notes() == before
        self.desk.draft()  # says the same: nothing of it is proposed again
        assert not set(chosen) & set(self.waiting())

    @rule()
    def lose_the_book(self) -> None:
        self.desk.book_file.unlink(missing_ok=True)
        assert self.waiting() == {}

    def waiting(self) -> dict[str, set[str]]:
        """The fields that are proposed, by the id of a note that is listed."""
        shown = self.desk.diff()
        listed = [
            x.split(": ")[1].split()[0] for x in shown.output.splitlines() if x[:5] == "decks"
        ]
        assert shown.exit_code == (1 if listed else 0)
        book = read_book(self.desk.deck)
        return {id_: set(book.notes[id_].proposed) for id_ in listed}

    # ----------------------------------------------------------------------- what holds always

    @invariant()
    def what_was_typed_stands(self) -> None:
        for (id_, name), said in self.typed.items():
            assert self.fields(id_).get(name) == said, (id_, name)

    @invariant()
    def a_decision_stands(self) -> None:
        notes = self.desk.notes()
        for id_, status in self.status.items():
            assert notes[id_].status is status
        for id_, fields in self.frozen.items():
            assert self.fields(id_) == fields

    @invariant()
    def nothing_is_proposed_for_what_was_turned_down(self) -> None:
        notes = self.desk.notes()
        assert all(notes[id_].status in (Status.DRAFT, Status.APPROVED) for id_ in self.waiting())


TestRegeneration = Regeneration.TestCase
TestRegeneration.settings = settings(
    max_examples=25,
    stateful_step_count=15,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
