"""Any sequence of an author's and a learner's doings: no review, fix or edit is ever lost."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from author import NOON, Author
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from learner import Learner

from quizgen.decks.edit import add_notes
from quizgen.decks.files import read_deck
from quizgen.schema import Answerable, Note, Status

FIRST = ("tide-cause", "tables-blind-to")
INDEX = st.integers(min_value=0, max_value=20)


class Reimport(RuleBasedStateMachine):
    """The author edits, adds, retires, restores and builds; the learner imports, reviews, edits.

    The model below says what a learner would want to see, from the order of events alone; it
    knows nothing of guids, time stamps or ledgers.
    """

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.author = Author(self.folder / "workspace")
        self.learner = Learner(self.folder / "learner")
        self.clock = NOON
        self.counter = 0
        self.ours: dict[str, str] = {}  # answers as they stand in the deck files
        self.retired: set[str] = set()
        self.published: dict[str, tuple[str, bool, int]] = {}  # id -> answer, retired, when changed
        self.learnt: dict[str, tuple[str, int]] = {}  # id -> answer that should be seen, since when
        self.tagged: set[str] = set()
        self.reviews = 0
        for note in self._notes():
            if note.id not in FIRST:
                self.author.delete(note.id)
        for note_id in FIRST:
            self.ours[note_id] = self._set(note_id)

    def teardown(self) -> None:
        self.learner.close()
        shutil.rmtree(self.folder)

    def _notes(self) -> tuple[Note, ...]:
        return read_deck(self.author.deck).notes

    def _new_text(self) -> str:
        self.counter += 1
        return f"text {self.counter}"

    def _set(self, note_id: str) -> str:
        text = self._new_text()
        self.author.change(note_id, answer=text)
        return text

    def _pick(self, among: list[str], index: int) -> str:
        return among[index % len(among)]

    # ------------------------------------------------------------------- the author

    @rule(index=INDEX)
    def edit_a_note(self, index: int) -> None:
        note_id = self._pick(sorted(self.ours), index)
        self.ours[note_id] = self._set(note_id)

    @rule()
    def add_a_note(self) -> None:
        model = self._notes()[0]
        self.counter += 1
        note_id, question = f"added-{self.counter}", f"question {self.counter}?"
        content = Answerable(question, self._new_text())
        note = replace(model, id=note_id, content=content, status=Status.APPROVED)
        self.author.notes.write_text(
            add_notes(self.author.notes.read_text("utf-8"), [note]), "utf-8"
        )
        self.ours[note_id] = content.answer

    @precondition(lambda self: len(self.ours) > len(self.retired) + 1)
    @rule(index=INDEX)
    def retire_a_note(self, index: int) -> None:
        note_id = self._pick(sorted(set(self.ours) - self.retired), index)
        self.author.change(note_id, status=Status.RETIRED.value)
        self.retired.add(note_id)

    @precondition(lambda self: self.retired)
    @rule(index=INDEX)
    def restore_a_note(self, index: int) -> None:
        note_id = self._pick(sorted(self.retired), index)
        self.author.change(note_id, status=Status.APPROVED.value)
        self.retired.discard(note_id)

    @rule()
    def build(self) -> None:
        self.clock += 60
        self.author.clock = self.clock
        # The texts are of no source: the rules on what a note says have no part in this.
        self.package = self.author.build("--force", minutes=0)
        for note_id, answer in self.ours.items():
            before, gone = self.published.get(note_id), note_id in self.retired
            if before is None and gone:
                continue
            shown = before[0] if before and gone else answer  # retired: as it last was
            if before is None or before[:2] != (shown, gone):
                self.published[note_id] = (shown, gone, self.clock)

    # ------------------------------------------------------------------- the learner

    @precondition(lambda self: self.published)
    @rule()
    def take(self) -> None:
        self.clock += 60
        taken = self.learner.take(self.package)
        assert taken.conflicting == 0
        assert taken.new == len(set(self.published) - set(self.learnt))
        for note_id, (answer, _, changed) in self.published.items():
            if note_id not in self.learnt or self.learnt[note_id][1] < changed:
                self.learnt[note_id] = (answer, changed)
                self.tagged.discard(note_id)

    @precondition(lambda self: self.learnt)
    @rule()
    def review(self) -> None:
        self.reviews += self.learner.review_all()

    @precondition(lambda self: any(not self.published[n][1] for n in self.learnt))
    @rule(index=INDEX)
    def edit_my_card(self, index: int) -> None:
        self.clock += 60
        seen = sorted(n for n in self.learnt if not self._tagged_retired(n))
        if seen:
            note_id, text = self._pick(seen, index), f"my {self._new_text()}"
            self.learner.edit(note_id, "Answer", text, at=self.clock)
            self.learnt[note_id] = (text, self.clock)

    def _tagged_retired(self, note_id: str) -> bool:
        return self.learner.count(f"Id:{note_id} tag:quizgen::retired") > 0

    # ------------------------------------------------------------------- what must hold

    @invariant()
    def nothing_is_lost_or_doubled(self) -> None:
        seen = {note.fields["Id"]: note for note in self.learner.see().values()}
        assert len(seen) == len(self.learner.see()) == len(self.learnt)
        assert {n: note.fields["Answer"] for n, note in seen.items()} == {
            n: answer for n, (answer, _) in self.learnt.items()
        }
        assert self.learner.reviews() == self.reviews
        assert sum(note.reviews for note in seen.values()) == self.reviews


TestReimport = Reimport.TestCase
TestReimport.settings = settings(
    max_examples=25,
    stateful_step_count=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
