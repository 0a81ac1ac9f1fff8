"""Requests sent to Claude, several at once: attempts, pauses, money, and what comes back.

Every message is in its store before anything else is done with it.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import TracebackType

from quizgen.drafting.llm.budget import Budget, say_money_ends
from quizgen.drafting.llm.claude import Claude
from quizgen.drafting.llm.estimates import Estimates
from quizgen.drafting.llm.faults import Dropped, Trouble, pause
from quizgen.drafting.llm.replies import Reply, ReplyStore
from quizgen.drafting.llm.request import Request
from quizgen.drafting.llm.settings import ClaudeSettings, Progress, Quiet
from quizgen.drafting.llm.verdicts import Call, first_call, judge, keep
from quizgen.errors import QuizgenError

ATTEMPTS = 4
WORKERS = 2  # for each call that may run at once
GRACE = 1.0  # seconds that an interrupted run waits for replies that are just being written

Wanted = Sequence[tuple[Request, ReplyStore]]


class ClaudeSender:
    """Sends requests and stores replies.

    `stopped` says why nothing more is sent in this run, "" while all is well; `unanswered` why
    single requests stayed without an answer, by key: both are pending, and a later run asks again.
    `sleep` waits some seconds (None: really); `now` tells day and time in UTC.
    """

    def __init__(
        self,
        settings: ClaudeSettings,
        now: Callable[[], str],
        progress: Progress | None = None,
        sleep: Callable[[float], object] | None = None,
    ) -> None:
        self.settings = settings
        self.budget = Budget(settings.max_cost)
        self.stopped = ""
        self.unanswered: dict[str, str] = {}
        self.calls = 0
        self._now = now
        self._progress = progress or Quiet()
        self._sleep = sleep
        self._claude: Claude | None = None
        self._estimates: Estimates | None = None

    @property
    def spent(self) -> float:
        """US dollars: what bills say, and what calls may have cost of which we never heard."""
        return self.budget.spent

    def send(self, wanted: Wanted) -> Mapping[str, str]:
        """Why requests failed, by key; what is neither in its store afterwards nor here is pending.

        Raises:
            QuizgenError: nothing more can be sent at all; what was answered is in the stores.
            KeyboardInterrupt: as it came; calls that run are dropped.
        """
        if self.stopped or not wanted:
            return {}
        self._claude = self._claude or Claude(self.settings, self._now)
        self._estimates = self._estimates or Estimates(self._claude)
        self._progress.begin(len(wanted))
        shift = _Shift(self._claude, self._estimates, self.budget, self._progress, self._sleep)
        try:
            with self._claude:
                shift.run(wanted)
        finally:
            self.calls += shift.calls
            self.unanswered |= shift.unanswered
        if shift.fatal:
            raise QuizgenError(f"{shift.fatal.said}; {_kept(shift, wanted)}")
        self.stopped = shift.stopped and f"{shift.stopped}; {_kept(shift, wanted)}"
        return shift.failed


def _kept(shift: _Shift, wanted: Wanted) -> str:
    if not shift.answered:
        return "nothing was answered in this step"
    return f"{shift.answered} of {len(wanted)} requests were answered, and their replies are kept"


@dataclass(slots=True)
class _Shift:
    """The work of one step: some workers and a pile of requests."""

    claude: Claude
    estimates: Estimates
    budget: Budget
    progress: Progress
    sleep: Callable[[float], object] | None
    failed: dict[str, str] = field(default_factory=dict)
    unanswered: dict[str, str] = field(default_factory=dict)
    calls: int = 0
    answered: int = 0
    stopped: str = ""
    fatal: Trouble | None = None
    error: BaseException | None = None
    in_vain: int = 0  # requests in a row that nobody answered
    halt: threading.Event = field(default_factory=threading.Event)  # nothing new is sent
    drop: threading.Event = field(default_factory=threading.Event)  # nor is anything waited for
    lock: threading.Lock = field(default_factory=threading.Lock)
    line: threading.Semaphore = field(init=False)  # as many calls at once as are allowed

    def __post_init__(self) -> None:
        self.line = threading.BoundedSemaphore(self.claude.settings.concurrency)

    def run(self, wanted: Wanted) -> None:
        """Work until the pile is done or nothing more can be sent.

        There are more workers than calls at once: some write replies to disk meanwhile, or pause.
        Threads of our own, and not an executor: that one waits for its threads when the program
        ends, and a call that was given up would hold up Ctrl-C for minutes.
        """
        pile: queue.SimpleQueue[tuple[Request, ReplyStore]] = queue.SimpleQueue()
        for one in wanted:
            pile.put(one)
        count = min(len(wanted), WORKERS * self.claude.settings.concurrency)
        work = [
            threading.Thread(target=self._work, args=(pile,), daemon=True) for _ in range(count)
        ]
        try:
            for thread in work:
                thread.start()
            for thread in work:
                while thread.is_alive():
                    thread.join(1.0)  # not for ever: where Ctrl-C does not wake us, we wake up
        except BaseException:
            self._give_up(work)
            raise
        if self.error:
            raise self.error

    def _give_up(self, work: Sequence[threading.Thread]) -> None:
        """Drop what runs; what is being written is waited for, but not for long."""
        self.halt.set()
        self.drop.set()
        self.budget.close()
        end = time.monotonic() + GRACE
        for thread in work:
            if thread.ident:
                thread.join(max(0.0, end - time.monotonic()))

    def _work(self, pile: queue.SimpleQueue[tuple[Request, ReplyStore]]) -> None:
        with _Carry(self):
            while not self.halt.is_set():
                try:
                    request, store = pile.get_nowait()
                except queue.Empty:
                    return
                self._answer(request, store)
                self.progress.done(request.label)

    # ------------------------------------------------------------------- one request

    def _answer(self, request: Request, store: ReplyStore) -> None:
        """Ask until there is a good reply, or none can be had."""
        next_call: Call | str = first_call(request, self.claude.settings, store.find(request.key))
        while isinstance(next_call, Call) and not self.halt.is_set():
            reply = self._call(request, next_call, store)
            if reply is None:
                return
            next_call = judge(request, reply, next_call, self.claude.settings)
        if isinstance(next_call, Call):
            return  # there was more to try, but nothing more is sent
        with self.lock:
            if next_call:
                self.failed[request.key] = next_call
            self.answered += 1
            self.in_vain = 0

    def _call(self, request: Request, call: Call, store: ReplyStore) -> Reply | None:
        """The reply to one call, stored; None when there is none."""
        for attempt in range(1, ATTEMPTS + 1):
            outcome = self._attempt(request, call, store)
            if not isinstance(outcome, Trouble):
                return outcome
            if attempt == ATTEMPTS:
                self._leave(request, outcome)
            elif not self.halt.is_set():
                self._wait(pause(attempt, request.key, outcome.wait), outcome.said)
            if self.halt.is_set():
                break
        return None

    def _attempt(self, request: Request, call: Call, store: ReplyStore) -> Reply | Trouble | None:
        """One call: its reply, stored, or its trouble; None when no more is to be sent."""
        held = self.estimates.bound(request, call)
        if not self.budget.hold(held):
            self._stop_for_money(held)
            return None
        cost = held  # until we know better
        try:
            with self.line:
                if self.halt.is_set():
                    cost = 0.0
                    return None
                with self.lock:
                    self.calls += 1
                reply = self.claude.ask(request, call.model, call.most_tokens, self.drop.is_set)
            keep(store, reply)
            cost = held if reply.cost is None else reply.cost
            self.estimates.learn(request, call, reply)
            return reply
        except Dropped:
            return None
        except Trouble as trouble:
            cost = held if trouble.billed else 0.0
            if trouble.again:
                return trouble
            self.fatal = self.fatal or trouble
            self.halt.set()
            return None
        finally:
            self.budget.settle(held, cost)

    def _wait(self, seconds: float, why: str) -> None:
        if seconds > 0:
            self.progress.wait(seconds, why)
            (self.sleep or self.halt.wait)(seconds)

    def _leave(self, request: Request, trouble: Trouble) -> None:
        """A request stays without an answer; when that goes on, all work ends."""
        with self.lock:
            self.unanswered[request.key] = f"{request.label or request.stage}: {trouble.said}"
            self.in_vain += 1
            if not trouble.reached and not self.answered:
                self.fatal = self.fatal or trouble
                self.halt.set()
            elif self.in_vain > self.claude.settings.concurrency and not self.stopped:
                self.stopped = f"{trouble.said}, {self.in_vain} requests in a row; run again later"
                self.halt.set()

    # ------------------------------------------------------------------- money

    def _stop_for_money(self, held: float) -> None:
        with self.lock:
            if not self.halt.is_set():
                self.stopped = say_money_ends(self.budget, held)
            self.halt.set()


class _Carry:
    """What goes wrong in a worker is raised where the work was ordered, and ends all work."""

    def __init__(self, shift: _Shift) -> None:
        self._shift = shift

    def __enter__(self) -> None:
        return None

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> bool:
        if error:
            self._shift.error = self._shift.error or error
            self._shift.halt.set()
            self._shift.budget.close()
        return True
