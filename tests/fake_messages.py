"""Messages, their events and batches as data: what our server of the Messages API answers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

PIECE = 40  # characters of a text delta


@dataclass(frozen=True)
class Play:
    """What is answered to one call.

    `status` other than 200 is an error of `error` type and `code`. `drop`: "before" any answer, or
    in the "middle" of the stream, "reset" there, "ended" there as if that were all; `sse_error`
    comes in the middle as an event. `body` is sent instead of any of this.
    """

    text: str = "{}"
    stop: str = "end_turn"
    category: str | None = None
    thinking: str = ""
    model: str | None = None
    tokens_out: int = 10
    status: int = 200
    error: str = "invalid_request_error"
    code: str = ""
    message: str = "no"
    headers: Mapping[str, str] = field(default_factory=dict)
    drop: str = ""
    sse_error: str = ""
    body: bytes | None = None
    delay: float = 0.0
    usage: bool = True


@dataclass
class Batch:
    """A batch as the server keeps it."""

    id: str
    requests: list[dict[str, Any]]
    looks: int = 0


def last_text(body: Mapping[str, Any]) -> str:
    """What the user said in a call."""
    return str(body["messages"][-1]["content"])


def whole_message(body: Mapping[str, Any], play: Play, tokens_in: int) -> dict[str, Any]:
    """A message as it stands at its end."""
    content: list[dict[str, Any]] = []
    if play.thinking:
        content.append({"type": "thinking", "thinking": play.thinking, "signature": "s"})
    # In two blocks, as they may come.
    half = len(play.text) // 2
    content += [{"type": "text", "text": part} for part in (play.text[:half], play.text[half:])]
    details = {"type": "refusal", "category": play.category} if play.stop == "refusal" else None
    return {
        "id": f"msg_{abs(hash((json.dumps(body), play.text))):x}",
        "type": "message",
        "role": "assistant",
        "model": play.model or body["model"],
        "content": [] if play.stop == "refusal" else content,
        "stop_reason": play.stop,
        "stop_sequence": None,
        "stop_details": details,
        "usage": {"input_tokens": tokens_in, "output_tokens": play.tokens_out}
        if play.usage
        else {},
    }


def stream_events(body: Mapping[str, Any], play: Play, tokens_in: int) -> Iterator[dict[str, Any]]:
    """The events that make up a message."""
    message = whole_message(body, play, tokens_in)
    usage = message["usage"]
    start = {**message, "content": [], "stop_reason": None, "stop_details": None}
    yield {
        "type": "message_start",
        "message": {**start, "usage": usage and {**usage, "output_tokens": 1}},
    }
    yield {"type": "ping"}
    for index, block in enumerate(message["content"]):
        kind = block["type"]
        yield {"type": "content_block_start", "index": index, "content_block": {**block, kind: ""}}
        said = block[kind]
        for at in range(0, len(said), PIECE):
            delta = {"type": f"{kind}_delta", kind: said[at : at + PIECE]}
            yield {"type": "content_block_delta", "index": index, "delta": delta}
        yield {"type": "content_block_stop", "index": index}
    ending = {name: message[name] for name in ("stop_reason", "stop_sequence", "stop_details")}
    yield {"type": "message_delta", "delta": ending, "usage": usage}
    yield {"type": "message_stop"}


def event_bytes(said: Mapping[str, Any]) -> bytes:
    """An event on the wire."""
    return f"event: {said['type']}\ndata: {json.dumps(said)}\n\n".encode()


def show_batch(batch: Batch, looks_needed: int, host: str) -> dict[str, Any]:
    """A batch as the service describes it."""
    ended = batch.looks >= looks_needed
    counts = dict.fromkeys(("errored", "canceled", "expired"), 0)
    count = len(batch.requests)
    url = f"http://{host}/v1/messages/batches/{batch.id}/results" if ended else None
    return {
        "id": batch.id,
        "type": "message_batch",
        "processing_status": "ended" if ended else "in_progress",
        "request_counts": {
            **counts,
            "processing": 0 if ended else count,
            "succeeded": count if ended else 0,
        },
        "created_at": "2026-11-24T00:00:00Z",
        "expires_at": "2026-11-25T00:00:00Z",
        "results_url": url,
    }
