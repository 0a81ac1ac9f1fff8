"""Money: what may be spent is set aside before a call, and the bill replaces it afterwards."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass, field

from quizgen.drafting.llm.request import CHARACTERS_A_TOKEN, Request
from quizgen.drafting.llm.settings import ClaudeSettings

SAFETY = 1.3  # tokenizers differ: so much more than we guess for letters
FORM_TOKENS = 1_200  # the reply's form and what the service writes around a prompt
SHORT_REPLY = 0.3  # of the longest that is allowed: what replies take when all goes well


class Budget:
    """A most that is never passed, with calls that run at the same time.

    `spent` is what bills say, and what calls may have cost of which we never heard; `held` is set
    aside for calls that run.
    """

    def __init__(self, most: float | None) -> None:
        self.most = most
        self.spent = 0.0
        self.held = 0.0
        self._running = 0
        self._closed = False
        self._change = threading.Condition()

    def hold(self, dollars: float) -> bool:
        """Set money aside for a call; False when there is not enough.

        While other calls run, their bills may free some: then this waits for them.
        """
        with self._change:
            while not self._fits(dollars):
                if self._closed or not self._running:
                    return False
                self._change.wait()
            self.held += dollars
            self._running += 1
            return True

    def settle(self, held: float, dollars: float) -> None:
        """A call has ended: what was set aside for it is replaced by what it cost."""
        with self._change:
            self._running -= 1
            # Without calls nothing is held: what is left over is noise of the sums.
            self.held = self.held - held if self._running else 0.0
            self.spent += dollars
            self._change.notify_all()

    def charge(self, dollars: float) -> None:
        """Something was paid for which nothing was set aside."""
        with self._change:
            self.spent += dollars

    @property
    def left(self) -> float:
        """What can be set aside now."""
        with self._change:
            return float("inf") if self.most is None else self.most - self.spent - self.held

    def close(self) -> None:
        """Nothing more is held: who waits is told no."""
        with self._change:
            self._closed = True
            self._change.notify_all()

    def _fits(self, dollars: float) -> bool:
        return self.most is None or self.spent + self.held + dollars <= self.most


def say_money_ends(budget: Budget, held: float) -> str:
    """Why nothing more is sent, when the next call may cost `held`."""
    return (
        f"the most to pay, ${budget.most or 0:.2f}, is reached: ${budget.spent:.4f} may have been "
        f"spent, and what comes next may cost ${held:.4f}; to go on, run again with a higher "
        "--max-cost"
    )


def bound_tokens(text: str) -> int:
    """More tokens than a text can have, as far as can be told without asking.

    Letters and white space make tokens of several characters; figures and signs may take one
    each, and what is not ASCII one for each byte.
    """
    plain = sum(1 for c in text if c.isascii() and (c.isalpha() or c.isspace()))
    others = len(text.encode("utf-8", "surrogatepass")) - plain
    return int(plain / CHARACTERS_A_TOKEN * SAFETY) + others


def bound_request(request: Request, schema: str) -> int:
    """More tokens than a request can have; `schema` is the reply's form as it is sent."""
    said = f"{request.system}\n{request.user_text()}\n{schema}"
    return bound_tokens(said) + FORM_TOKENS


# --------------------------------------------------------------------------- before sending


@dataclass(frozen=True, slots=True)
class CostRange:
    """What requests would take: `low` with short replies, `high` with the longest there can be.

    Dollars are None where a price is not known. Repeated calls are in neither.
    """

    calls: int = 0
    tokens_in: int = 0
    tokens_out_low: int = 0
    tokens_out_high: int = 0
    dollars_low: float | None = 0.0
    dollars_high: float | None = 0.0
    models: tuple[str, ...] = field(default=())


def plan_cost(
    requests: Iterable[Request], settings: ClaudeSettings, *, batch: bool = False
) -> CostRange:
    """What these requests would take and cost; nothing is sent."""
    asked = list(requests)
    low = [int(request.most_tokens * SHORT_REPLY) for request in asked]
    models = [settings.model_for(request.stage) for request in asked]
    return CostRange(
        calls=len(asked),
        tokens_in=sum(request.estimate_tokens() for request in asked),
        tokens_out_low=sum(low),
        tokens_out_high=sum(request.most_tokens for request in asked),
        dollars_low=_sum(asked, models, low, settings, batch),
        dollars_high=_sum(asked, models, [r.most_tokens for r in asked], settings, batch),
        models=tuple(dict.fromkeys(models)),
    )


def _sum(
    asked: list[Request], models: list[str], out: list[int], settings: ClaudeSettings, batch: bool
) -> float | None:
    dollars = 0.0
    for request, model, tokens in zip(asked, models, out, strict=True):
        price = settings.price(model)
        if price is None:
            return None
        dollars += price.bound(request.estimate_tokens(), tokens, batch=batch)
    return dollars
