"""From concepts to notes with a model: one run over a source, as a generator of requests.

Drafts are asked for, proved, those that failed asked for once more, the rest answered blind,
judged and read as a learner would, and the best chosen. A concept whose requests are not all
answered yields no notes, and the others go on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from quizgen.drafting.llm.desk import Answers, Asking
from quizgen.drafting.llm.forms import (
    ClosedBookReply,
    Form,
    NotesReply,
    OpenBookReply,
    ReadingReply,
)
from quizgen.drafting.llm.look import by_number, find_objection, request_blind, request_look
from quizgen.drafting.llm.proving import Proved, Prover
from quizgen.drafting.llm.reading import find_fault, request_reading
from quizgen.drafting.llm.request import Request, Stage
from quizgen.drafting.llm.select import Judged, Selected, select_notes
from quizgen.drafting.llm.steering import Steering
from quizgen.drafting.llm.wordings import ask
from quizgen.drafting.llm.write_notes import (
    Assignment,
    Draft,
    Failed,
    plan_assignments,
    read_drafts,
    request_notes,
    request_redraft,
)
from quizgen.rendering import Templates
from quizgen.schema import Concept, Note, Source

MOST_READ = 12  # drafts of one reply; nobody asked for more
SELECTION = "selection"
SURPLUS = "too-many: more drafts than were asked for"
NOTHING_SHOWN = "its lines hold nothing that can be shown; mend its spans in concepts.yaml"

F = TypeVar("F", bound=Form)


class Fate(StrEnum):
    """What became of a draft."""

    KEPT = "kept"
    DROPPED = "dropped"  # by the proof
    ASIDE = "set aside"  # by the second look, or for better ones


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a draft: item `item` (from 0) of the reply `reply`, and at which stage.

    `reason` is `what: in a sentence`; `note` the id, where the draft got as far as a note.
    """

    concept: str
    reply: str
    item: int
    stage: str
    fate: Fate
    reason: str = ""
    note: str | None = None

    @property
    def ground(self) -> str:
        """The reason in a word, for counting."""
        return self.reason.partition(":")[0]


@dataclass(frozen=True, slots=True)
class NotesRun:
    """What a run made: notes with their topics, in the order of concepts, the best first.

    `outcomes` has an entry for every draft of every concept that came to its end, `keys` names
    all replies that were read. `pending` and `failed` (with the reason) are ids of concepts.
    """

    notes: tuple[tuple[str, Note], ...]
    outcomes: tuple[Outcome, ...]
    keys: tuple[str, ...]
    pending: tuple[str, ...]
    failed: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class _Book:
    """What is put down on the way, by concept."""

    keys: list[str] = field(default_factory=list)
    pending: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    outcomes: defaultdict[str, list[Outcome]] = field(default_factory=lambda: defaultdict(list))

    def drop(self, failed: Failed) -> None:
        self._enter(failed.draft, failed.draft.stage, Fate.DROPPED, failed.reason, None)

    def drop_surplus(self, draft: Draft) -> None:
        self._enter(draft, draft.stage, Fate.DROPPED, SURPLUS, None)

    def decide(self, proved: Proved, stage: str, reason: str = "") -> None:
        """A note that is set aside for a reason, or kept when there is none."""
        fate = Fate.ASIDE if reason else Fate.KEPT
        self._enter(proved.draft, stage, fate, reason, proved.note.id)

    def _enter(self, draft: Draft, stage: str, fate: Fate, reason: str, note: str | None) -> None:
        outcome = Outcome(draft.concept, draft.reply, draft.item, str(stage), fate, reason, note)
        self.outcomes[draft.concept].append(outcome)


def draft_notes_with_model(
    source: Source,
    concepts: Sequence[Concept],
    templates: Templates,
    steering: Steering,
    standing: Sequence[Note] = (),
) -> Asking[NotesRun]:
    """Draft notes on the concepts of a source: yields requests, is sent answers, returns notes.

    `standing` are notes that are there already, whatever their status: none is written again.
    """
    book = _Book()
    assignments: dict[str, Assignment] = {}
    for one in plan_assignments(source, concepts, steering, standing):
        if one.window:
            assignments[one.concept.id] = one
        else:
            book.failed[one.concept.id] = NOTHING_SHOWN
    prover = Prover(source, concepts, [note.id for note in standing])
    passed = yield from _draft(book, prover, assignments, templates, steering)
    judged = yield from _judge(book, source, assignments, passed, templates, steering.least_worth)
    judged = yield from _read(book, source, assignments, judged, templates)
    done = [c for c in concepts if c.id in judged]
    listed = [one for concept in done for one in judged[concept.id]]
    selected = select_notes(source, done, listed, steering.notes, standing)
    for proved in (one.proved for one in listed):
        book.decide(proved, SELECTION, selected.refused.get(proved.note.id, ""))
    return _close(book, source, done, selected)


def _close(book: _Book, source: Source, done: Sequence[Concept], selected: Selected) -> NotesRun:
    topics = {concept.id: concept.topic or source.meta.title for concept in done}
    return NotesRun(
        notes=tuple((topics[note.concept or ""], note) for note in selected.notes),
        outcomes=tuple(outcome for c in done for outcome in book.outcomes[c.id]),
        keys=tuple(dict.fromkeys(book.keys)),
        pending=tuple(book.pending),
        failed=tuple(book.failed.items()),
    )


# --------------------------------------------------------------------------- drafts and proof


def _draft(
    book: _Book,
    prover: Prover,
    assignments: Mapping[str, Assignment],
    templates: Templates,
    steering: Steering,
) -> Asking[dict[str, list[Proved]]]:
    """The notes that passed the proof, by concept, at the first or the second attempt."""
    source = prover.source
    asked = {
        id_: request_notes(source, one, templates, steering) for id_, one in assignments.items()
    }
    passed, failed = yield from _prove(book, prover, assignments, asked)
    again = {
        id_: request_redraft(
            source,
            assignments[id_],
            templates,
            failed[id_],
            [ask(p.note) for p in passed[id_]],
            steering.kinds,
        )
        for id_ in passed
        if failed[id_]
    }
    more, _ = yield from _prove(book, prover, assignments, again)
    waiting = again.keys() - more.keys()
    return {
        id_: [*proved, *more.get(id_, ())] for id_, proved in passed.items() if id_ not in waiting
    }


def _prove(
    book: _Book,
    prover: Prover,
    assignments: Mapping[str, Assignment],
    asked: Mapping[str, Request],
) -> Asking[tuple[dict[str, list[Proved]], dict[str, list[Failed]]]]:
    """Ask for drafts and prove what comes: what passed and what failed, by concept."""
    forms = yield from _ask(book, asked, NotesReply)
    passed: dict[str, list[Proved]] = {id_: [] for id_ in forms}
    failed: dict[str, list[Failed]] = {id_: [] for id_ in forms}
    drafts: list[tuple[Assignment, Draft]] = []
    for id_, (form, origin) in forms.items():
        read = read_drafts(assignments[id_], asked[id_], origin, form)
        drafts += [(assignments[id_], draft) for draft in read[:MOST_READ]]
        for draft in read[MOST_READ:]:
            book.drop_surplus(draft)
    for result in prover.prove(drafts):
        if isinstance(result, Proved):
            passed[result.draft.concept].append(result)
        else:
            failed[result.draft.concept].append(result)
            book.drop(result)
    return passed, failed


# --------------------------------------------------------------------------- second look


def _judge(
    book: _Book,
    source: Source,
    assignments: Mapping[str, Assignment],
    proved: Mapping[str, Sequence[Proved]],
    templates: Templates,
    least_worth: int,
) -> Asking[dict[str, list[Judged]]]:
    """The notes to which nobody objects, by concept; a concept without any has an empty list."""
    asked = {id_: request_blind(assignments[id_], p, templates) for id_, p in proved.items() if p}
    replies = yield from _ask(book, asked, ClosedBookReply)
    blind = {id_: by_number(form.answers, len(proved[id_])) for id_, (form, _) in replies.items()}
    asked = {
        id_: request_look(source, assignments[id_], proved[id_], answers, templates)
        for id_, answers in blind.items()
    }
    looked = yield from _ask(book, asked, OpenBookReply)
    judged: dict[str, list[Judged]] = {id_: [] for id_, p in proved.items() if not p}
    for id_, (form, _) in looked.items():
        looks = by_number(form.looks, len(proved[id_]))
        judged[id_] = []
        for one, answer, look in zip(proved[id_], blind[id_], looks, strict=True):
            reason = find_objection(answer, look, least_worth)
            if reason or look is None:
                book.decide(one, Stage.OPEN_BOOK, reason)
            else:
                judged[id_].append(Judged(one, look.worth))
    return judged


def _read(
    book: _Book,
    source: Source,
    assignments: Mapping[str, Assignment],
    judged: Mapping[str, Sequence[Judged]],
    templates: Templates,
) -> Asking[dict[str, list[Judged]]]:
    """The notes that a strict learner takes as they stand, by concept."""
    asked = {
        id_: request_reading(source, assignments[id_], [one.proved for one in listed], templates)
        for id_, listed in judged.items()
        if listed
    }
    replies = yield from _ask(book, asked, ReadingReply)
    taken: dict[str, list[Judged]] = {id_: [] for id_, listed in judged.items() if not listed}
    for id_, (form, _) in replies.items():
        taken[id_] = []
        verdicts = by_number(form.verdicts, len(judged[id_]))
        for one, verdict in zip(judged[id_], verdicts, strict=True):
            if fault := find_fault(verdict):
                book.decide(one.proved, Stage.READING, fault)
            else:
                taken[id_].append(one)
    return taken


def _ask(
    book: _Book, requests: Mapping[str, Request], form: type[F]
) -> Asking[dict[str, tuple[F, str]]]:
    """Replies and who wrote them, by concept; concepts without one are put down."""
    if not requests:
        return {}
    answers: Answers = yield tuple(requests.values())
    read: dict[str, tuple[F, str]] = {}
    for id_, request in requests.items():
        reply = answers.read(request, form)
        if reply is not None:
            book.keys.append(request.key)
            read[id_] = reply, answers.replies[request.key].origin
        elif request.key in answers.failed:
            book.failed[id_] = f"{request.stage.value}: {answers.failed[request.key]}"
        else:
            book.pending.append(id_)
    return read
