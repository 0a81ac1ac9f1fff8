"""What can go wrong between us and a model, as sentences; and what may be done about it.

Nothing of the SDK is needed here. No sentence holds the key, whatever a server says.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any

MOST_WAIT = 60.0  # seconds: what a server asks for beyond this is not waited for
FIRST_WAIT = 1.0
LONGEST_WAIT = 30.0
MOST_SAID = 200  # characters of a server's own words
SHORTEST_SECRET = 12  # a shorter key ("ollama", "none") is no secret, and may be a word of a text
HIDDEN = "[key]"

# Refused before a model began: such a call costs nothing.
UNBILLED = frozenset((400, 401, 402, 403, 404, 405, 413, 422, 429, 501, 503, 529))
PASSING = frozenset((408, 409, 429, 499))
OVERLOADED = ("overloaded_error", "rate_limit_error", "api_error", "timeout_error")


class Trouble(Exception):
    """A call that brought no message.

    `said` is a clause for people. `again`: the same call may succeed later, after `wait` seconds
    where the server says so; otherwise nothing more is sent. `billed`: it may have cost money.
    `reached` is false when nobody was there at all.
    """

    def __init__(
        self,
        said: str,
        *,
        again: bool,
        billed: bool = False,
        wait: float | None = None,
        reached: bool = True,
    ) -> None:
        self.said = said
        self.again = again
        self.billed = billed
        self.wait = wait
        self.reached = reached
        super().__init__(said)


class Dropped(Exception):
    """A call that nobody waits for any more."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A server's answer that is no message: HTTP status, headers, and what the body says.

    `status` 200 is an error in the middle of a stream.
    """

    status: int
    headers: Mapping[str, str]
    type: str = ""
    code: str = ""
    message: str = ""
    request_id: str = ""


def explain_answer(answer: Answer, host: str, what: str) -> Trouble:
    """What an answer means for us; `what` was asked for: `model 'claude-x'`."""
    if answer.code.endswith("spend_limit_reached") or answer.code == "ramp_limit_exceeded":
        said = (
            f"a spending limit of the account is reached ({answer.code}): raise it in the console"
        )
        return Trouble(f"{said}, then run again: what was answered is kept", again=False)
    if answer.status == 200:
        broken = answer.type in OVERLOADED or not answer.type
        said = f"{host} broke off its answer{_own_words(answer)}"
        return Trouble(said, again=broken, billed=True)
    if answer.status in PASSING or answer.status >= 500:
        name = {429: "too many requests", 529: "overloaded"}.get(answer.status, "a passing fault")
        return Trouble(
            f"{host}: {name} ({answer.status})",
            again=True,
            billed=answer.status not in UNBILLED,
            wait=read_wait(answer.headers),
        )
    return Trouble(_refusal(answer, host, what), again=False)


def _refusal(answer: Answer, host: str, what: str) -> str:
    words = _own_words(answer)
    another = ": choose another with --model" if what.startswith("model") else ""
    known = {
        401: f"{host} does not accept the key: set ANTHROPIC_API_KEY to one that is valid",
        402: f"{host} asks for payment{words}: add credit in the console",
        403: f"{host} does not allow the key to use {what}{words}: choose another --model or key",
        404: f"{host} knows no {what}{words}{another}",
        413: f"{host} says that the request is too large{words}",
    }
    return known.get(answer.status, f"{host} refuses the request ({answer.status}){words}")


def _own_words(answer: Answer) -> str:
    said = tidy(answer.message) or answer.type
    number = f"request {answer.request_id}" if answer.request_id else ""
    parts = "; ".join(part for part in (said, number) if part)
    return f" ({parts})" if parts else ""


def tidy(said: str) -> str:
    """A server's words as one short line of plain characters."""
    plain = "".join(c if unicodedata.category(c)[0] not in "CZ" else " " for c in said)
    line = " ".join(plain.split())
    return line if len(line) <= MOST_SAID else line[: MOST_SAID - 3].rstrip() + "..."


def read_wait(headers: Mapping[str, str]) -> float | None:
    """The seconds that `retry-after` asks for, at most MOST_WAIT; None where it says nothing."""
    try:
        if "retry-after-ms" in headers:
            seconds = float(headers["retry-after-ms"]) / 1000
        elif "retry-after" in headers:
            seconds = _seconds(headers["retry-after"], headers.get("date", ""))
        else:
            return None
    except (ValueError, TypeError):
        return None
    return min(max(0.0, seconds), MOST_WAIT) if seconds == seconds else None  # NaN is no time


def _seconds(said: str, date: str) -> float:
    """Seconds, or a time, which is compared with the server's own clock."""
    if said.strip()[:1].isalpha():
        return (parsedate_to_datetime(said) - parsedate_to_datetime(date)).total_seconds()
    return float(said)


def pause(attempt: int, key: str, wait: float | None) -> float:
    """Seconds before the next attempt, the first being 1.

    Without the server's word each pause is twice the last, and requests differ by up to a quarter,
    so that they do not all come back at once.
    """
    if wait is not None:
        return min(wait, MOST_WAIT)
    spread = int(key[:4], 16) / 0xFFFF
    longest: float = min(LONGEST_WAIT, FIRST_WAIT * 2 ** (attempt - 1))
    return longest * (1 - spread / 4)


def clean(value: Any, key: str) -> Any:
    """JSON data or a text as it may be kept: without the key, should a server have repeated it,
    and without halves of characters, which no file can hold."""
    if isinstance(value, str):
        whole = value.encode("utf-8", "replace").decode()
        return whole if len(key) < SHORTEST_SECRET else whole.replace(key, HIDDEN)
    if isinstance(value, list):
        return [clean(one, key) for one in value]
    if isinstance(value, dict):
        return {clean(name, key): clean(one, key) for name, one in value.items()}
    return value
