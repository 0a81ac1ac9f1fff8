"""Requests sent as Message Batches: half the price, an answer within a day, a library at once.

The file of batches is on disk before anything is waited for. A run that ends in between is taken
up by the next, which first fetches what is there, and creates only what is missing.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from quizgen.drafting.llm.batchfile import ID_DIGITS, Batch, BatchFile, Entry
from quizgen.drafting.llm.batchservice import BatchService, State
from quizgen.drafting.llm.budget import Budget, say_money_ends
from quizgen.drafting.llm.claude import Claude
from quizgen.drafting.llm.estimates import Estimates
from quizgen.drafting.llm.faults import Trouble, tidy
from quizgen.drafting.llm.replies import Reply, ReplyStore
from quizgen.drafting.llm.request import Request
from quizgen.drafting.llm.settings import ClaudeSettings, Progress, Quiet
from quizgen.drafting.llm.verdicts import Call, first_call, judge, keep
from quizgen.errors import QuizgenError

FILE = "batches.json"
MOST_REQUESTS = 10_000
MOST_BYTES = 200_000_000
FIRST_PAUSE, LONGEST_PAUSE, GROWTH = 5.0, 120.0, 1.5  # seconds between two looks at batches
RESENT = "resent"

Wanted = Sequence[tuple[Request, ReplyStore]]


class BatchSender:
    """Sends requests in batches and stores their replies.

    `file` is the workspace's list of batches. `stopped` says why nothing more is sent or waited for
    in this run. `patience` is how many seconds at most to wait for batches to end (None: for ever);
    after it their requests are pending, and a later run fetches them.
    """

    def __init__(
        self,
        settings: ClaudeSettings,
        file: Path,
        now: Callable[[], str],
        progress: Progress | None = None,
        sleep: Callable[[float], object] = time.sleep,
        patience: float | None = None,
    ) -> None:
        if settings.compat:
            raise QuizgenError(f"{settings.host} has no batches; leave --batch out")
        self.settings = settings
        self.budget = Budget(settings.max_cost)
        self.stopped = ""
        self.unanswered: dict[str, str] = {}
        self.patience = patience
        self._file = file
        self._now = now
        self._progress = progress or Quiet()
        self._sleep = sleep
        self._service: BatchService | None = None

    @property
    def spent(self) -> float:
        """US dollars: what bills say, and what batches may cost whose results are not here."""
        return self.budget.spent + self.budget.held

    def send(self, wanted: Wanted) -> Mapping[str, str]:
        """Why requests failed, by key; what is neither in its store afterwards nor here is pending.

        Raises:
            QuizgenError: nothing more can be sent at all; what was answered is in the stores.
        """
        if self.stopped or not wanted:
            return {}
        if self._service is None:
            claude = Claude(self.settings, self._now)
            self._service = BatchService(claude, self._progress, self._sleep)
        self._progress.begin(len(wanted))
        asked = {request.key: (request, store) for request, store in wanted}
        estimates = Estimates(self._service.claude)
        file = BatchFile(self._file)
        round_ = _Round(self, self._service, estimates, file, asked, self._progress)
        try:
            with self._service.claude:
                self.stopped = round_.work(self._sleep)
        except Trouble as trouble:
            if not trouble.again:
                said = f"{trouble.said}; what was answered is kept (batches: {self._file})"
                raise QuizgenError(said) from None
            self.stopped = f"{trouble.said}; run again to go on"
        return round_.failed


@dataclass(slots=True)
class _Round:
    """The work of one step. `todo` is what is to be put into a batch, and how it is asked."""

    sender: BatchSender
    service: BatchService
    estimates: Estimates
    file: BatchFile
    asked: Mapping[str, tuple[Request, ReplyStore]]
    progress: Progress
    failed: dict[str, str] = field(default_factory=dict)
    todo: dict[str, Call] = field(default_factory=dict)
    held: dict[str, float] = field(default_factory=dict)  # money, by batch
    states: dict[str, State] = field(default_factory=dict)  # as they were last seen

    def work(self, sleep: Callable[[float], object]) -> str:
        """Create and collect until all is answered; why not, if it is not."""
        self._recover()
        running = {entry.key for batch in self._running() for entry in batch.requests.values()}
        settings = self.sender.settings
        self.todo = {
            key: first_call(request, settings, store.find(key))
            for key, (request, store) in self.asked.items()
            if key not in running
        }
        waited, seconds = 0.0, FIRST_PAUSE
        while self.todo or self._concerned():
            short = self._create()
            if short and not self._running():
                return short
            if self._collect():
                seconds = FIRST_PAUSE
            elif self.sender.patience is not None and waited >= self.sender.patience:
                return "batches are still running; run again later to fetch their results"
            else:
                self.progress.wait(seconds, self._say_state())
                sleep(seconds)
                waited += seconds
                seconds = min(LONGEST_PAUSE, seconds * GROWTH)
        return ""

    def _running(self) -> list[Batch]:
        return [batch for batch in self.file.batches if batch.host == self.sender.settings.host]

    def _concerned(self) -> bool:
        """Whether a batch runs that holds something that is asked for here."""
        entries = (entry for batch in self._running() for entry in batch.requests.values())
        return any(entry.key in self.asked for entry in entries)

    def _recover(self) -> None:
        """Batches that were about to be made when a run ended: they are there, or never came."""
        for batch in self._running():
            if not batch.id:
                found = self.service.find_lost(len(batch.requests), batch.after, self._known())
                if found is None:
                    self.file.remove(batch)
                else:
                    batch.id = found
                    self.file.write()

    def _known(self) -> set[str]:
        return {batch.id for batch in self.file.batches}

    # ------------------------------------------------------------------- creating

    def _create(self) -> str:
        """Put what is to be done into batches; why something remains, if it does."""
        while self.todo:
            chosen, held = self._choose()
            if not chosen:
                key = next(iter(self.todo))
                return say_money_ends(self.sender.budget, self._bound(key))
            self._make(chosen, held)
        return ""

    def _choose(self) -> tuple[dict[str, dict[str, Any]], float]:
        """As many requests as one batch takes and the money allows; what they may cost."""
        chosen: dict[str, dict[str, Any]] = {}
        held, size, left = 0.0, 0, self.sender.budget.left
        for key, call in self.todo.items():
            params = self.service.claude.call(self.asked[key][0], call.model, call.most_tokens)
            size += len(json.dumps(params)) + 100  # ASCII escapes and all: more than is sent
            dollars = self._bound(key)
            full = chosen and (size > MOST_BYTES or len(chosen) == MOST_REQUESTS)
            if full or held + dollars > left:
                break
            chosen[key] = params
            held += dollars
        return chosen, held

    def _bound(self, key: str) -> float:
        return self.estimates.bound(self.asked[key][0], self.todo[key], batch=True)

    def _make(self, chosen: Mapping[str, dict[str, Any]], held: float) -> None:
        """Make one batch. The file names its requests before, and its id after."""
        entries = {
            key[:ID_DIGITS]: self.file.entry(self.asked[key][0], self.todo[key], self.asked[key][1])
            for key in chosen
        }
        newest, known = self.service.newest(), self._known()
        batch = Batch("", self.sender.settings.host, newest, entries)
        params = [
            {"custom_id": key[:ID_DIGITS], "params": params} for key, params in chosen.items()
        ]
        self.sender.budget.hold(held)
        self.file.add(batch)
        try:
            batch.id = self.service.create(params, newest, known)
        except Trouble as trouble:
            self.sender.budget.settle(held, held if trouble.billed else 0.0)
            if not trouble.billed:
                self.file.remove(batch)
            raise
        self.file.write()
        self.held[batch.id] = held
        for key in chosen:
            del self.todo[key]

    # ------------------------------------------------------------------- collecting

    def _collect(self) -> bool:
        """Store the results of batches that have ended; whether there were any."""
        self.states = {batch.id: self.service.state(batch.id) for batch in self._running()}
        ended = [batch for batch in self._running() if self.states[batch.id].ended]
        for batch in ended:
            self._harvest(batch)
        return bool(ended)

    def _harvest(self, batch: Batch) -> None:
        cost = 0.0
        missing = dict(batch.requests)
        for name, result in self.service.results(batch.id):
            entry = missing.pop(name, None)
            if entry is None:
                continue
            if result.get("type") == "succeeded":
                cost += self._take(entry, result.get("message") or {}, batch.id)
            else:
                self._resend(entry, _explain(result), again=_may_help(result))
        for entry in missing.values():
            self._resend(entry, "the batch has no result for it", again=True)
        if batch.id in self.held:
            self.sender.budget.settle(self.held.pop(batch.id), cost)
        else:
            self.sender.budget.charge(cost)
        self.file.remove(batch)

    def _take(self, entry: Entry, raw: Mapping[str, Any], batch_id: str) -> float:
        """Store a reply and judge it; what it cost."""
        reply = self.service.claude.reply(entry, entry.model, raw, batch_id, batch=True)
        wanted = self.asked.get(entry.key)
        stores = [self.file.store(entry), wanted[1] if wanted else None]
        for store in {store.folder.resolve(): store for store in stores if store}.values():
            if all(old.raw != reply.raw for old in store.attempts(entry.key)):
                keep(store, reply)
        if wanted:
            self._judge(wanted[0], reply, entry.call)
        return reply.cost or 0.0

    def _judge(self, request: Request, reply: Reply, call: Call) -> None:
        verdict = judge(request, reply, call, self.sender.settings)
        if isinstance(verdict, Call):
            self.todo[request.key] = verdict
            return
        if verdict:
            self.failed[request.key] = verdict
        self.progress.done(request.label)

    def _resend(self, entry: Entry, why: str, *, again: bool) -> None:
        """A request that was not answered goes into one more batch, or is given up."""
        if entry.key not in self.asked:
            return  # nobody wants it in this run; who does finds it missing, and asks anew
        if again and RESENT not in entry.tried:
            call = entry.call
            self.todo[entry.key] = replace(call, tried=call.tried | {RESENT})
        else:
            self.failed[entry.key] = why
            self.progress.done(self.asked[entry.key][0].label)

    def _say_state(self) -> str:
        done = sum(state.done for state in self.states.values())
        total = sum(state.total for state in self.states.values())
        return f"batches: {done} of {total} requests are done"


def _error(result: Mapping[str, Any]) -> Mapping[str, Any]:
    outer = result.get("error")
    inner = outer.get("error") if isinstance(outer, dict) else None
    return inner if isinstance(inner, dict) else {}


def _may_help(result: Mapping[str, Any]) -> bool:
    """Whether the same request may be answered in another batch."""
    return _error(result).get("type") != "invalid_request_error"


def _explain(result: Mapping[str, Any]) -> str:
    error = _error(result)
    said = tidy(f"{error.get('type', '')} {error.get('message', '')}")
    return f"in its batch it {result.get('type', 'was lost')}{f': {said}' if said else ''}"
