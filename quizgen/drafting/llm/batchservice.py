"""Message Batches as a service: make one, look at it, read its results; each tried some times."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from quizgen.drafting.llm.claude import Claude
from quizgen.drafting.llm.faults import Trouble, pause
from quizgen.drafting.llm.settings import Progress

ATTEMPTS = 4
PAGE = 100  # batches that one list holds

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class State:
    """How far a batch is."""

    ended: bool
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class BatchService:
    """What the service does with batches.

    All methods raise Trouble when it cannot be had even after some attempts.
    """

    claude: Claude
    progress: Progress
    sleep: Callable[[float], object]

    def newest(self) -> str:
        """The id of the batch that was made last; "" where there is none."""
        listed = self._list()
        return listed[0].id if listed else ""

    def create(
        self, params: Sequence[Mapping[str, Any]], after: str, known: Collection[str]
    ) -> str:
        """Make a batch; its id. One whose id was lost on the way is found, not made twice."""

        def make() -> str:
            try:
                with self.claude.guard("batches"):
                    made: Any = self.claude.client.messages.batches.create(requests=_typed(params))
                    return str(made.id)
            except Trouble as trouble:
                lost = self.find_lost(len(params), after, known) if trouble.billed else None
                if lost is None:
                    raise
                return lost

        return self._try(make)

    def find_lost(self, count: int, after: str, known: Collection[str]) -> str | None:
        """A batch of so many requests that is newer than `after` and that nobody knows of."""
        found: str | None = None
        for batch in self._list():
            if batch.id == after:
                break
            if batch.id not in known and _total(batch) == count:
                found = batch.id
        return found

    def state(self, batch_id: str) -> State:
        """How far a batch is."""

        def look() -> State:
            with self.claude.guard(f"batch {batch_id!r}"):
                batch: Any = self.claude.client.messages.batches.retrieve(batch_id)
                total = _total(batch)
                running = batch.request_counts.processing
                return State(batch.processing_status == "ended", total - running, total)

        return self._try(look)

    def results(self, batch_id: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """The results of a batch that has ended: names of its requests, and what became of them.

        After a broken connection they come again from the start.
        """
        for attempt in range(1, ATTEMPTS + 1):
            try:
                with self.claude.guard(f"batch {batch_id!r}"):
                    for line in self.claude.client.messages.batches.results(batch_id):
                        said = line.to_dict(warnings=False)
                        result = said["result"]
                        yield str(said["custom_id"]), result if isinstance(result, dict) else {}
                return
            except Trouble as trouble:
                self._pause(trouble, attempt)

    def _list(self) -> Sequence[Any]:
        def look() -> Sequence[Any]:
            with self.claude.guard("batches"):
                listed: Any = self.claude.client.messages.batches.list(limit=PAGE)
                return list(listed.data)

        return self._try(look)

    def _try(self, call: Callable[[], T]) -> T:
        attempt = 1
        while True:
            try:
                return call()
            except Trouble as trouble:
                self._pause(trouble, attempt)
            attempt += 1

    def _pause(self, trouble: Trouble, attempt: int) -> None:
        """Wait before the next attempt; the trouble itself when there is none."""
        if not trouble.again or attempt == ATTEMPTS:
            raise trouble
        seconds = pause(attempt, "0000", trouble.wait)
        self.progress.wait(seconds, trouble.said)
        self.sleep(seconds)


def _typed(params: Sequence[Mapping[str, Any]]) -> Any:
    """The SDK describes requests by types of its own; ours are the same data."""
    return list(params)


def _total(batch: Any) -> int:
    counts = batch.request_counts
    return int(
        counts.processing + counts.succeeded + counts.errored + counts.canceled + counts.expired
    )
