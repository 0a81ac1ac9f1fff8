"""A source -> its concepts with a model: segments propose, a consolidation makes the list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quizgen.drafting.concepts import find_concepts
from quizgen.drafting.llm.about import about_source
from quizgen.drafting.llm.consolidate import Task, consolidate
from quizgen.drafting.llm.desk import Asking
from quizgen.drafting.llm.forms import FORMS, ConceptsReply
from quizgen.drafting.llm.passages import Unit, cut_segments, cut_units, show_units
from quizgen.drafting.llm.placing import make_concepts
from quizgen.drafting.llm.prompts import as_value, load_prompt
from quizgen.drafting.llm.proposals import MOST_NAME, Proposal, read_proposals
from quizgen.drafting.llm.request import Request, Stage
from quizgen.drafting.llm.steering import Steering
from quizgen.drafting.llm.wanted import add_wanted
from quizgen.drafting.model import FoundConcept
from quizgen.drafting.sentences import split_sentences
from quizgen.rendering import Templates
from quizgen.schema import Concept, Lines, Source

MOST_HINTS = 12
LEAST_MENTIONS = 2  # in a segment: what is only mentioned once is hardly explained there
MOST_TOKENS = 8_000  # of a reply, its thoughts included


@dataclass(frozen=True, slots=True)
class FoundList:
    """The concepts of a source in the order of study, and those that were left out, with `skip`.

    While any request is pending there is no list; `pending` counts them. `failed` says which lines
    were passed over, and why; where the list itself failed, there is none. `keys` are those of the
    replies that were used, `unplaced` counts proposals that named no place in what was shown.
    """

    concepts: tuple[Concept, ...] = ()
    left_out: tuple[Concept, ...] = ()
    keys: tuple[str, ...] = ()
    pending: int = 0
    failed: tuple[tuple[Lines, str], ...] = ()
    proposed: int = 0
    unplaced: int = 0


@dataclass(frozen=True, slots=True)
class _Proposed:
    """What the segments propose: as `FoundList` tells it, before the list is made."""

    proposals: tuple[Proposal, ...]
    keys: tuple[str, ...]
    failed: tuple[tuple[Lines, str], ...]
    unplaced: int
    pending: int


def find_concepts_with_model(
    source: Source, templates: Templates, steering: Steering
) -> Asking[FoundList]:
    """Ask for the concepts of each segment, then for one list of them.

    Raises:
        QuizgenError: a concept that is wished for is nowhere in the source.
    """
    task = Task(source, cut_units(source), templates, steering)
    known = find_concepts(source, split_sentences(source))
    said = yield from _propose(task, known)
    if said.pending or not (said.proposals or steering.add):
        return FoundList((), (), said.keys, said.pending, said.failed, 0, said.unplaced)
    wanted = add_wanted(source, task.units, known, said.proposals, steering.add)
    made = yield from consolidate(task, wanted)
    concepts, left_out = make_concepts(source, task.units, made.placed) if made.placed else ((), ())
    return FoundList(
        concepts=concepts,
        left_out=left_out,
        keys=said.keys + made.keys,
        pending=made.pending,
        failed=said.failed + made.failed,
        proposed=len(wanted),
        unplaced=said.unplaced,
    )


def _propose(task: Task, known: Sequence[FoundConcept]) -> Asking[_Proposed]:
    """What all segments propose, in the order of the source."""
    segments = cut_segments(task.units)
    requests = [_request(task, known, segments, at) for at in range(len(segments))]
    answers = yield tuple(requests)
    proposals: list[Proposal] = []
    keys: list[str] = []
    failed: list[tuple[Lines, str]] = []
    unplaced = 0
    for segment, request in zip(segments, requests, strict=True):
        reply = answers.read(request, ConceptsReply)
        if request.key in answers.failed:
            failed.append((_lines(segment), answers.failed[request.key]))
        if reply is None:
            continue
        read = read_proposals(reply, segment)
        proposals += read
        unplaced += len(reply.concepts) - len(read)
        keys.append(request.key)
    pending = len(answers.pending)
    return _Proposed(tuple(proposals), tuple(keys), tuple(failed), unplaced, pending)


def _request(
    task: Task, known: Iterable[FoundConcept], segments: Sequence[Sequence[Unit]], at: int
) -> Request:
    """The request for the concepts of one segment."""
    segment = segments[at]
    context = about_source(task.source, segment) | {
        "part": at + 1,
        "parts": len(segments),
        "hints": _hints(known, segment),
        "focus": [as_value(said) for said in task.steering.focus],
        "exclude": [as_value(said) for said in task.steering.exclude],
    }
    prompt = load_prompt(task.templates, "concepts", context)
    return Request(
        stage=Stage.CONCEPTS,
        prompt=prompt.name_version,
        form=FORMS[Stage.CONCEPTS][0],
        system=prompt.system,
        material=show_units(segment),
        task=prompt.task,
        label=f"{task.source.stem}: concepts in lines {_lines(segment)}",
        most_tokens=MOST_TOKENS,
    )


def _hints(known: Iterable[FoundConcept], segment: Sequence[Unit]) -> list[str]:
    """Terms that counting words found and that recur in a segment, or are defined there."""
    start, end = segment[0].span.start, segment[-1].span.end
    hints: list[str] = []
    for concept in known:
        mentions = sum(start <= span.start < end for span in concept.mentions)
        defined = concept.definition and start <= concept.definition.span.start < end
        if not concept.is_name and (defined or mentions >= LEAST_MENTIONS):
            hints.append(as_value(concept.name, MOST_NAME))
    return hints[:MOST_HINTS]


def _lines(segment: Sequence[Unit]) -> Lines:
    return Lines(segment[0].lines.first, segment[-1].lines.last)
