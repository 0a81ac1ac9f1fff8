"""What calls may cost at most, before they are made; corrected where the service counts more."""

from __future__ import annotations

import threading

from quizgen.drafting.llm.budget import bound_request
from quizgen.drafting.llm.claude import Claude
from quizgen.drafting.llm.replies import Reply
from quizgen.drafting.llm.request import Request, Stage
from quizgen.drafting.llm.verdicts import Call

COUNT_SAFETY = 1.05  # the service calls its own count an estimate


class Estimates:
    """Bounds of what calls cost; may be used from many threads."""

    def __init__(self, claude: Claude) -> None:
        self._claude = claude
        self._factors: dict[tuple[Stage, str], float] = {}
        self._lock = threading.Lock()

    def bound(self, request: Request, call: Call, *, batch: bool = False) -> float:
        """US dollars that a call may cost at most; 0 where no most was set."""
        price = self._claude.settings.price(call.model)
        if self._claude.settings.max_cost is None or price is None:
            return 0.0
        tokens = self._tokens(request)
        tokens = int(tokens * self._factor(request, call.model, tokens))
        return price.bound(tokens, call.most_tokens, batch=batch)

    def learn(self, request: Request, call: Call, reply: Reply) -> None:
        """Where a bill shows that we count too low, we count higher from then on."""
        kind = (request.stage, call.model)
        sent = sum(n for name, n in reply.usage.items() if name != "output_tokens")
        with self._lock:
            if kind in self._factors:
                factor = sent * COUNT_SAFETY / self._tokens(request)
                self._factors[kind] = max(self._factors[kind], factor)

    def _tokens(self, request: Request) -> int:
        return bound_request(request, self._claude.schema(request.stage))

    def _factor(self, request: Request, model: str, tokens: int) -> float:
        """By how much our count is too low: the service is asked once for each stage."""
        kind = (request.stage, model)
        with self._lock:
            if kind not in self._factors:
                compat = self._claude.settings.compat
                counted = None if compat else self._claude.count(request, model)
                self._factors[kind] = max(1.0, (counted or 0) * COUNT_SAFETY / tokens)
            return self._factors[kind]
