"""Draft notes of sources with a language model: many sources, one step of all at a time.

What is asked and answered is kept in each deck's reply store; a deck is made as soon as something
of it is asked, its list of concepts is written when it is complete, its notes when they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from quizgen.decks.atomic import is_new, write_together
from quizgen.decks.folder import DECK_FILE
from quizgen.decks.growth import name_sources
from quizgen.decks.workspace import Workspace
from quizgen.drafting.intake import Intake
from quizgen.drafting.llm.batches import FILE as BATCHES
from quizgen.drafting.llm.desk import Asking, Desk, drive
from quizgen.drafting.llm.listing import add_to_list, rename_concepts
from quizgen.drafting.llm.plan import FILE as PLAN_FILE
from quizgen.drafting.llm.plan import Plan, format_plan, plan_of, read_plan, replay
from quizgen.drafting.llm.replies import FOLDER, ReplyStore
from quizgen.drafting.llm.source_run import SourceRun, Wish, run_source
from quizgen.drafting.model import Drafted
from quizgen.drafting.writing import Added, DeckTexts, extend
from quizgen.errors import QuizgenError
from quizgen.pipeline.drafting import Opened, open_deck
from quizgen.rendering import Templates
from quizgen.schema import Concept, Note


@dataclass(frozen=True, slots=True)
class ModelReport:
    """What came of a deck: its runs by source, what was added, files that are new or changed.

    `listed` are the concepts that came to the list; notes are added only where `added` says so.
    """

    folder: Path
    runs: tuple[SourceRun, ...]
    listed: tuple[Concept, ...]
    added: tuple[Added, ...]
    files: tuple[Path, ...]

    @property
    def pending(self) -> int:
        """How many segments or concepts wait for an answer."""
        return sum(run.pending for run in self.runs)


@dataclass(frozen=True, slots=True)
class Terms:
    """How a run writes: `partial` adds the notes of concepts that are complete, though others
    wait for answers; without `write` nothing is written but replies."""

    now: int
    write: bool = True
    partial: bool = False


def draft_with_model(
    workspace: Workspace, intakes: Sequence[Intake], desk: Desk, wish: Wish, terms: Terms
) -> tuple[ModelReport, ...]:
    """Bring the drafting of decks as far as answers go.

    Raises:
        QuizgenError: a deck, source or template has mistakes, or nothing can be sent.
    """
    templates = Templates(workspace.root)
    opened = _open(workspace, intakes, terms)
    runs: list[tuple[Asking[SourceRun], ReplyStore]] = []
    for intake, deck in zip(intakes, opened, strict=True):
        known = deck.texts.parse()
        store = ReplyStore(intake.folder / FOLDER)
        runs += [(run_source(s, known, templates, wish), store) for s in intake.sources]
    try:
        results = iter(drive(runs, desk))
    except QuizgenError:
        # What is still in a batch was paid for, and will need its place.
        if not (workspace.root / BATCHES).exists():
            for intake, deck in zip(intakes, opened, strict=True):
                _take_back(intake, deck)
        raise
    return tuple(
        _finish(intake, deck, tuple(next(results) for _ in intake.sources), wish, terms)
        for intake, deck in zip(intakes, opened, strict=True)
    )


def replay_drafts(workspace: Workspace, intake: Intake, terms: Terms) -> ModelReport:
    """Make the drafts of the last run again, from the deck's plan and reply store alone.

    Raises:
        QuizgenError: there is no plan, or a reply of it is missing.
    """
    plan, store = read_plan(intake.folder), ReplyStore(intake.folder / FOLDER)
    if not any(source.stem in plan.sources for source in intake.sources):
        raise QuizgenError(
            f"{intake.folder / PLAN_FILE}: no run of a model to replay; draft without --replay"
        )
    opened = open_deck(workspace, intake, terms.now)
    texts, added = opened.texts, []
    for source in intake.sources:
        if planned := plan.sources.get(source.stem):
            notes = replay(planned, store, intake.folder / PLAN_FILE)
            texts, one = extend(texts, source, _drafted(notes), opened.retired)
            added.append(one)
    files = _write(opened, texts, terms.write)
    return ModelReport(intake.folder, (), (), tuple(added), files)


def _open(workspace: Workspace, intakes: Sequence[Intake], terms: Terms) -> list[Opened]:
    """The decks of a run. Mistakes in any are told before the first new one is begun."""
    opened = [open_deck(workspace, intake, terms.now) for intake in intakes]
    for at, intake in enumerate(intakes):
        if terms.write and opened[at].new:
            # Once more: it may not be called as one that was begun just now.
            opened[at] = open_deck(workspace, intake, terms.now)
            write_together(_beginning(intake, opened[at]))
    return opened


def _beginning(intake: Intake, opened: Opened) -> dict[Path, bytes]:
    """A new deck and the copy of its source: replies are paid for, and need a place to be."""
    texts = {path: text.encode() for path, text in opened.texts.files.items()}
    return {**intake.copies, **texts}


def _take_back(intake: Intake, opened: Opened) -> None:
    """Leave nothing of a new deck for which nobody answered anything."""
    if not opened.new or (intake.folder / FOLDER).exists():
        return
    for path, data in _beginning(intake, opened).items():
        if not is_new(path, data):
            path.unlink()
    if intake.folder.is_dir() and not any(intake.folder.iterdir()):
        intake.folder.rmdir()


def _finish(
    intake: Intake, opened: Opened, runs: tuple[SourceRun, ...], wish: Wish, terms: Terms
) -> ModelReport:
    """Put what is complete into the deck's files."""
    texts, plan = opened.texts, read_plan(intake.folder)
    listed: list[Concept] = []
    added: list[Added] = []
    for run in runs:
        names: dict[str, str] = {}
        if run.found and not run.found.pending:
            texts, new, names = add_to_list(texts, run.source, run.found)
            listed += new
        if run.notes and (terms.partial or not run.pending):
            notes = rename_concepts(run.notes.notes, names)
            texts, one = extend(texts, run.source, _drafted(notes), opened.retired)
            added.append(one)
            plan = _record(plan, run, wish)
    if plan.sources and added:
        texts = texts.with_file(intake.folder / PLAN_FILE, format_plan(plan))
    files = _write(opened, texts, terms.write, intake.copies)
    return ModelReport(intake.folder, runs, tuple(listed), tuple(added), files)


def _record(plan: Plan, run: SourceRun, wish: Wish) -> Plan:
    """The plan with a source's run, which replaces the last one or, if it only adds, joins it.

    A run from a list of concepts that was there keeps the origin of that list.
    """
    assert run.notes
    before = plan.sources.get(run.source.stem)
    keys = run.found.keys if run.found else before.concepts if before else ()
    planned = plan_of(keys, run.notes)
    if wish.adds and before:
        planned = before.joined(planned, beside=wish.more)
    return replace(plan, sources={**plan.sources, run.source.stem: planned})


def _drafted(notes: Sequence[tuple[str, Note]]) -> Drafted:
    origins = list(dict.fromkeys(note.origin.partition(" ")[0] for _, note in notes))
    return Drafted(", ".join(origins) or "model", None, (), tuple(notes))


def _write(
    opened: Opened, texts: DeckTexts, write: bool, copies: Mapping[Path, bytes] | None = None
) -> tuple[Path, ...]:
    """Write what differs from the files as they are, with copies of sources; their paths.

    A run that is killed between two files is made good by the next: nothing that it finds half
    done may look like a person's work, or hide what is still to be done.
    """
    changed = _changed(texts.files)
    if changed and not opened.new:
        changed = {**(copies or {}), **changed}
    # Once concepts are listed they are not asked for: who answered must be in the plan by then.
    files = {path: changed[path] for path in sorted(changed, key=lambda p: p.name != PLAN_FILE)}
    if write:
        write_together(_changed(_named(opened.texts, texts)))
        write_together(files)
    return tuple(files)


def _changed(texts: Mapping[Path, str]) -> dict[Path, bytes]:
    """The files that are new, or say something else than on disk."""
    files = {path: text.encode() for path, text in texts.items()}
    return {path: data for path, data in files.items() if is_new(path, data)}


def _named(before: DeckTexts, after: DeckTexts) -> dict[Path, str]:
    """The notes of a deck of one source with its name in them, where others join that source."""
    head = before.folder / DECK_FILE
    if before.files[head] == after.files[head] or len(sources := before.parse().sources) > 1:
        return {}
    return {path: name_sources(before.files[path], sources[0]) for path in before.notes_files()}
