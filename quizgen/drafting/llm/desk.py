"""Between the stages and whoever answers: what is in the store is taken, the rest is sent for.

A run is a generator: it yields the requests of a step, and is sent their answers. Many runs (many
sources) go forward together, so that a step of all of them is sent at once.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar, cast

from quizgen.drafting.llm.forms import FORMS, BadReply, Form, read_form
from quizgen.drafting.llm.replies import Reply, ReplyStore
from quizgen.drafting.llm.request import Request

T = TypeVar("T")
F = TypeVar("F", bound=Form)


@dataclass(frozen=True, slots=True)
class Answers:
    """What came of the requests of one step, by key.

    `pending` are those that nobody has answered yet (handoff, a budget that ended);
    `failed` says why a request will not be answered as things are: a refusal, a reply that does
    not fill in its form.
    """

    replies: Mapping[str, Reply] = field(default_factory=dict)
    pending: frozenset[str] = frozenset()
    failed: Mapping[str, str] = field(default_factory=dict)

    def read(self, request: Request, form: type[F]) -> F | None:
        """The reply to a request as its form; None while it is pending, or when it failed."""
        reply = self.replies.get(request.key)
        return cast(F, read_reply(request, reply)) if reply else None


Asking = Generator[tuple[Request, ...], Answers, T]


class Sender(Protocol):
    """Gets replies, and puts each into its store before anything else is done with it."""

    def send(self, wanted: Sequence[tuple[Request, ReplyStore]]) -> Mapping[str, str]:
        """Why requests failed, by key; what is neither in its store afterwards nor here is pending.

        Raises:
            QuizgenError: nothing more can be sent at all (a wrong key, a limit that is reached).
        """


@dataclass(slots=True)
class Desk:
    """Answers requests from the stores, and sends for what is missing.

    `sent` counts what a sender was asked for, `found` what was in a store. `again` asks anew for
    what failed before, `afresh` for everything (once in a run).
    """

    sender: Sender | None
    again: bool = False
    afresh: bool = False
    sent: int = 0
    found: int = 0
    _fresh: set[str] = field(default_factory=set)

    def answer(self, wanted: Sequence[tuple[Request, ReplyStore]]) -> list[Answers]:
        """The answers to each request, in order: one `Answers` of one request each."""
        # Two decks may ask the same; each keeps a reply of its own.
        asked = {(request.key, store.folder): (request, store) for request, store in wanted}
        missing = {at: one for at, one in asked.items() if not self._has(*one)}
        self.found += len(asked) - len(missing)
        failed: Mapping[str, str] = {}
        if missing and self.sender:
            self.sent += len(missing)
            failed = self.sender.send(list(missing.values()))
            _share(list(missing.values()))
            self._fresh |= {key for key, _ in missing}
        return [_answer(request, store, failed) for request, store in wanted]

    def _has(self, request: Request, store: ReplyStore) -> bool:
        reply = store.find(request.key)
        if reply is None or (self.afresh and request.key not in self._fresh):
            return False
        return not (self.again and fault_of(request, reply) and request.key not in self._fresh)


def _share(wanted: Sequence[tuple[Request, ReplyStore]]) -> None:
    """A reply that only one of several decks got that asked the same is that of all of them."""
    found = {request.key: reply for request, store in wanted if (reply := store.find(request.key))}
    for request, store in wanted:
        if request.key in found and store.find(request.key) is None:
            store.put(found[request.key])


def _answer(request: Request, store: ReplyStore, failed: Mapping[str, str]) -> Answers:
    key = request.key
    reply = store.find(key)
    if reply is None:
        if key in failed:
            return Answers(failed={key: failed[key]})
        return Answers(pending=frozenset((key,)))
    fault = fault_of(request, reply)
    return Answers(failed={key: fault}) if fault else Answers({key: reply})


def read_reply(request: Request, reply: Reply) -> Form:
    """A reply as the form of its request's stage.

    Raises:
        BadReply: it does not fill it in.
    """
    return read_form(FORMS[request.stage][1], reply.text, tolerant=True)


def fault_of(request: Request, reply: Reply) -> str:
    """Why a reply cannot be used; "" when it can."""
    if not reply.is_complete:
        return _explain_stop(reply)
    try:
        read_reply(request, reply)
    except BadReply as error:
        return f"the reply does not fill in its form: {error}"
    return ""


def _explain_stop(reply: Reply) -> str:
    if reply.stop == "refusal":
        details = (reply.raw or {}).get("stop_details")
        category = details.get("category") if isinstance(details, dict) else None
        return f"the model refused ({category})" if category else "the model refused"
    cut_off = ("max_tokens", "model_context_window_exceeded")
    if reply.stop in cut_off:
        return "the reply was cut off"
    return f"the reply ended with {reply.stop!r}"


# --------------------------------------------------------------------------- many runs together


def drive(runs: Sequence[tuple[Asking[T], ReplyStore]], desk: Desk) -> list[T]:
    """Bring runs to their end, all of them one step at a time; their results in order."""
    results: dict[int, T] = {}
    waiting = {at: _advance(run, None, at, results) for at, (run, _) in enumerate(runs)}
    while asked := {at: requests for at, requests in waiting.items() if requests is not None}:
        wanted = [(request, runs[at][1]) for at, requests in asked.items() for request in requests]
        answers = iter(desk.answer(wanted))
        for at, requests in asked.items():
            got = _join([next(answers) for _ in requests])
            waiting[at] = _advance(runs[at][0], got, at, results)
    return [results[at] for at in range(len(runs))]


def _advance(
    run: Asking[T], answers: Answers | None, at: int, results: dict[int, T]
) -> tuple[Request, ...] | None:
    """The next requests of a run; None when it has ended, its result noted."""
    try:
        return next(run) if answers is None else run.send(answers)
    except StopIteration as end:
        results[at] = end.value
        return None


def _join(answers: Sequence[Answers]) -> Answers:
    replies = {key: reply for one in answers for key, reply in one.replies.items()}
    failed = {key: why for one in answers for key, why in one.failed.items()}
    return Answers(replies, frozenset().union(*(one.pending for one in answers)), failed)
