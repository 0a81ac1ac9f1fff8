"""A request, its reply, and a sender that answers from a table (tests only)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from quizgen.drafting.llm.replies import Reply, ReplyStore
from quizgen.drafting.llm.request import Request, Stage

BLIND = {"n": 1, "understood": True, "missing": "", "answers": ["the Moon"], "clue": ""}
GOOD = json.dumps({"answers": [BLIND]})


def make_request(task: str = "What raises the tides?") -> Request:
    return Request(Stage.CLOSED_BOOK, "closed_book@1", "closed-book@1", "Answer.", "", task)


def make_reply(request: Request, text: str = GOOD, stop: str = "end_turn") -> Reply:
    return Reply(
        key=request.key,
        stage=request.stage.value,
        prompt=request.prompt,
        form=request.form,
        engine="claude",
        model="claude-sonnet-5-5",
        text=text,
        stop=stop,
        usage={"input_tokens": 10, "output_tokens": 5},
        cost=0.001,
        date="2026-11-24T00:00:00Z",
    )


class Scripted:
    """A sender that answers from a table by task; what is not in it stays unanswered."""

    def __init__(self, said: Mapping[str, str | Reply], failing: Mapping[str, str] = {}) -> None:
        self.said, self.failing = said, failing
        self.batches: list[list[str]] = []

    def send(self, wanted: Sequence[tuple[Request, ReplyStore]]) -> Mapping[str, str]:
        self.batches.append([request.task for request, _ in wanted])
        for request, store in wanted:
            if request.task in self.said:
                said = self.said[request.task]
                reply = make_reply(request, said) if isinstance(said, str) else said
                store.put(replace(reply, key=request.key))
        return {r.key: self.failing[r.task] for r, _ in wanted if r.task in self.failing}
