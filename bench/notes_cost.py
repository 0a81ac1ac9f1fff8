"""What a note costs that reached a deck: calls, tokens and dollars of a recorded run.

The decks are those of this workspace, or of the one that QUIZGEN_DRAFTED names. Replies given by
handoff have no bill: their tokens are estimated from their length, thinking not counted, and priced
as if the default model had written them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.figures import Figure, Unit
from bench.rounds import ROOT
from quizgen.decks.workspace import Workspace
from quizgen.drafting.intake import take_in
from quizgen.drafting.llm.desk import Answers, Desk
from quizgen.drafting.llm.plan import FILE
from quizgen.drafting.llm.prices import load_prices
from quizgen.drafting.llm.replies import ReplyStore
from quizgen.drafting.llm.request import CHARACTERS_A_TOKEN, Request
from quizgen.drafting.llm.settings import DEFAULT_MODEL
from quizgen.drafting.llm.source_run import Wish
from quizgen.drafting.llm.steering import Steering
from quizgen.pipeline.model_drafting import Terms, draft_with_model


@dataclass(slots=True)
class Ledger(Desk):
    """A desk without a sender that notes down what each reply took."""

    used: dict[str, tuple[int, int]] = field(default_factory=dict)

    def answer(self, wanted: Sequence[tuple[Request, ReplyStore]]) -> list[Answers]:
        """The recorded answers."""
        answers = Desk.answer(self, wanted)
        for (request, _), one in zip(wanted, answers, strict=True):
            for reply in one.replies.values():
                written = int(len(reply.text) / CHARACTERS_A_TOKEN)
                sent = reply.usage.get("input_tokens", request.estimate_tokens())
                self.used[request.key] = sent, reply.usage.get("output_tokens", written)
        return answers


def run_notes_cost() -> list[Figure]:
    """Calls, tokens and dollars for each note that was kept, deck by deck."""
    workspace = Workspace(Path(os.environ.get("QUIZGEN_DRAFTED", ROOT)))
    drafted = [folder for folder in workspace.deck_folders() if (folder / FILE).is_file()]
    return [figure for folder in drafted for figure in _measure(workspace, folder)]


def _measure(workspace: Workspace, folder: Path) -> Iterator[Figure]:
    ledger = Ledger(None)
    intake = take_in(workspace, str(folder), None, "utf-8")
    wish, terms = Wish(Steering(), concepts_only=True), Terms(0, write=False)
    draft_with_model(workspace, [intake], ledger, wish, terms)
    reports = draft_with_model(workspace, [intake], ledger, Wish(Steering()), terms)
    kept = sum(len(run.notes.notes) for report in reports for run in report.runs if run.notes)
    if not kept:
        return
    sent = sum(used[0] for used in ledger.used.values())
    written = sum(used[1] for used in ledger.used.values())
    name = f"{folder.name}, {kept} notes kept: for each"
    yield Figure(f"{name}, tokens sent", sent / kept, Unit.COUNT)
    yield Figure(f"{name}, tokens written", written / kept, Unit.COUNT)
    yield Figure(f"{folder.name}: calls in all", len(ledger.used), Unit.COUNT)
    if price := load_prices(None).find(DEFAULT_MODEL):
        dollars = price.bound(sent, written)
        yield Figure(f"{folder.name}: US dollars in all, {DEFAULT_MODEL}", dollars, Unit.DOLLARS)
        yield Figure(f"{name}, US dollars", dollars / kept, Unit.DOLLARS)
