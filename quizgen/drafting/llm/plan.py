"""`plan.json` of a deck: what the last run of a model made of each source, and from which replies.

It is the record of the run (every draft, and what became of it and why) and enough to make the
same drafts again from the reply store alone, whatever prompts, windows or rules are by then.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from quizgen.decks.edit import format_fields, note_fields
from quizgen.decks.files import parse_topic
from quizgen.drafting.llm.notes_run import NotesRun, Outcome
from quizgen.drafting.llm.replies import ReplyStore
from quizgen.errors import DeckError, Problem, QuizgenError
from quizgen.schema import Note

FILE = "plan.json"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Planned:
    """What a run made of one source.

    `concepts` are the keys of the replies from which the list of concepts was made (() where it
    was there), `replies` those of the later stages; `outcomes` has an entry for each draft, `notes`
    the drafts that passed, with topic and fields as in a notes file.
    """

    concepts: tuple[str, ...]
    replies: tuple[str, ...]
    outcomes: tuple[Mapping[str, Any], ...]
    notes: tuple[tuple[str, Mapping[str, Any]], ...]

    def joined(self, later: Planned, *, beside: bool = False) -> Planned:
        """This run and one on other concepts; of a concept in both, the later one counts.

        With `beside` both count: the later run wrote other notes than those that were there.
        """
        done = set() if beside else {outcome["concept"] for outcome in later.outcomes}
        outcomes = [outcome for outcome in self.outcomes if outcome["concept"] not in done]
        notes = [note for note in self.notes if note[1].get("concept") not in done]
        return Planned(
            later.concepts or self.concepts,
            tuple(dict.fromkeys((*self.replies, *later.replies))),
            (*outcomes, *later.outcomes),
            (*notes, *later.notes),
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """The plans of a deck\'s sources, by stem."""

    sources: Mapping[str, Planned] = field(default_factory=dict)


def plan_of(concepts: Sequence[str], run: NotesRun) -> Planned:
    """The plan of a run."""
    return Planned(
        tuple(concepts),
        tuple(run.keys),
        tuple(_said(outcome) for outcome in run.outcomes),
        tuple((topic, note_fields(note)) for topic, note in run.notes),
    )


def _said(outcome: Outcome) -> dict[str, Any]:
    return {name: value for name, value in asdict(outcome).items() if value not in (None, "")}


def read_plan(folder: Path) -> Plan:
    """The plan of a deck folder; empty when there is none.

    Raises:
        DeckError: the file is not what we wrote.
    """
    path = folder / FILE
    try:
        said = json.loads(path.read_text("utf-8"))
        if said["version"] != VERSION:
            raise ValueError("another version")
        return Plan({str(stem): _restore(one) for stem, one in said["sources"].items()})
    except FileNotFoundError:
        return Plan()
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise DeckError([Problem(path, 0, "this file is damaged; restore or remove it")]) from error


def _restore(said: Mapping[str, Any]) -> Planned:
    return Planned(
        tuple(map(str, said["concepts"])),
        tuple(map(str, said["replies"])),
        tuple(map(dict, said["outcomes"])),
        tuple((str(one["topic"]), dict(one["fields"])) for one in said["notes"]),
    )


def format_plan(plan: Plan) -> str:
    """The plan as the text of plan.json."""
    sources = {
        stem: {
            "concepts": list(one.concepts),
            "replies": list(one.replies),
            "outcomes": [dict(outcome) for outcome in one.outcomes],
            "notes": [{"topic": topic, "fields": dict(fields)} for topic, fields in one.notes],
        }
        for stem, one in sorted(plan.sources.items())
    }
    said = {"version": VERSION, "sources": sources}
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


def replay(planned: Planned, store: ReplyStore, place: Path) -> tuple[tuple[str, Note], ...]:
    """The drafts of a run again, each from a reply that is still in the store as it was.

    Raises:
        QuizgenError: a reply is missing or damaged.
    """
    replies = {str(one["note"]): str(one["reply"]) for one in planned.outcomes if one.get("note")}
    notes: list[tuple[str, Note]] = []
    for topic, fields in planned.notes:
        id_ = str(fields["id"])
        if store.find(replies.get(id_, "")) is None:
            said = f"the reply that {id_!r} was drafted in is missing from {store.folder}"
            raise QuizgenError(f"{said}; restore it, or draft without --replay")
        parsed = parse_topic(format_fields(topic, [fields]), place)
        notes += [(topic, note) for note in parsed.value.notes]
    return tuple(notes)
