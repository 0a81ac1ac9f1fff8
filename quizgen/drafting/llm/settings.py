"""How Claude is asked: which models, where, with which key and for how much money at most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from quizgen.drafting.llm.prices import FREE, Price, Prices, load_prices
from quizgen.drafting.llm.request import Stage
from quizgen.errors import QuizgenError

DEFAULT_MODEL = "claude-sonnet-5-5"
HOME = "api.anthropic.com"
KEY_NAMES = ("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN")
BASE_URL = "ANTHROPIC_BASE_URL"
EFFORTS = ("none", "low", "medium", "high", "xhigh", "max")
MOST_CALLS = 64
# Stages whose task is simple and whose result is proved or compared: a cheaper model may do them.
CHEAP = frozenset((Stage.CONCEPTS, Stage.CLOSED_BOOK))
NO_KEY = (
    "no key for Claude: set ANTHROPIC_API_KEY, or have a chat or another model answer with "
    "--engine handoff, or draft without any model with --engine extractive"
)


class Progress(Protocol):
    """Is told how the work goes on; may be called from any thread."""

    def begin(self, total: int) -> None:
        """So many requests are sent now."""

    def done(self, label: str) -> None:
        """One of them is over, whatever came of it."""

    def wait(self, seconds: float, why: str) -> None:
        """Nothing is sent for one of them for so long."""


class Quiet:
    """Progress that nobody sees."""

    def begin(self, total: int) -> None:
        """Say nothing."""

    def done(self, label: str) -> None:
        """Say nothing."""

    def wait(self, seconds: float, why: str) -> None:
        """Say nothing."""


@dataclass(frozen=True, slots=True)
class ClaudeOptions:
    """What a person may choose; `prices` is a file of their own, `compat` None lets us decide."""

    model: str = DEFAULT_MODEL
    cheap_model: str | None = None
    fallback_model: str | None = None
    effort: str = "low"
    concurrency: int = 4
    max_cost: float | None = None
    prices: Path | None = None
    compat: bool | None = None


@dataclass(frozen=True, slots=True)
class ClaudeSettings:
    """The options, and what the environment adds.

    `key` is never shown: not in this object's text, no error, no log, no file. `base_url` None is
    Anthropic's own. `compat` is for servers that only resemble it: nothing is assumed of them.
    """

    key: str = field(repr=False)
    prices: Prices
    model: str = DEFAULT_MODEL
    cheap_model: str | None = None
    fallback_model: str | None = None
    effort: str = "low"
    concurrency: int = 4
    max_cost: float | None = None
    base_url: str | None = None
    compat: bool = False

    @property
    def host(self) -> str:
        """Who is asked, as a reply tells it: host and port, no user, no path."""
        if self.base_url is None:
            return HOME
        parts = urlsplit(self.base_url)
        return f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)

    def model_for(self, stage: Stage) -> str:
        """The model that is asked first in a stage."""
        return (self.cheap_model if stage in CHEAP else None) or self.model

    def price(self, model: str) -> Price | None:
        """What a model costs here; a server that is not Anthropic's costs nothing unless the
        person's own prices say so."""
        if self.compat and model not in self.prices.own:
            return FREE
        return self.prices.find(model)

    @property
    def models(self) -> tuple[str, ...]:
        """Every model that may be asked."""
        named = (self.model, self.cheap_model, self.fallback_model)
        return tuple(dict.fromkeys(name for name in named if name))


def claude_settings(environment: Mapping[str, str], options: ClaudeOptions) -> ClaudeSettings:
    """Options and environment (key, base URL) as settings.

    Raises:
        QuizgenError: no key; an option that cannot be; no price for a model and yet a most to pay.
    """
    _check(options)
    base_url = _base_url(environment)
    home = base_url is None or urlsplit(base_url).hostname == HOME
    compat = not home if options.compat is None else options.compat
    key = next((environment[name].strip() for name in KEY_NAMES if environment.get(name)), "")
    if not key and not compat:
        raise QuizgenError(NO_KEY)
    if not key.isascii() or not key.isprintable():
        raise QuizgenError(
            "the key in ANTHROPIC_API_KEY has characters that no key has; copy it again"
        )
    settings = ClaudeSettings(
        key=key or "none",  # local servers want some key, and do not care which
        prices=load_prices(options.prices),
        model=options.model,
        cheap_model=options.cheap_model,
        fallback_model=options.fallback_model,
        effort=options.effort,
        concurrency=options.concurrency,
        max_cost=options.max_cost,
        base_url=base_url,
        compat=compat,
    )
    if options.max_cost is not None:
        check_prices(settings)
    return settings


def check_prices(settings: ClaudeSettings) -> None:
    """Refuse to promise a most to pay for a model without a price.

    Raises:
        QuizgenError: no price is known for one of the models.
    """
    for model in settings.models:
        if settings.price(model) is None:
            raise QuizgenError(
                f"no price is known for {model}; give --prices FILE or leave --max-cost out"
            )


def _check(options: ClaudeOptions) -> None:
    if options.effort not in EFFORTS:
        raise QuizgenError(f"no effort {options.effort!r}; choose one of {', '.join(EFFORTS)}")
    if not 1 <= options.concurrency <= MOST_CALLS:
        raise QuizgenError(
            f"{options.concurrency} calls at once cannot be; choose 1 to {MOST_CALLS}"
        )
    if options.max_cost is not None and not 0 < options.max_cost < float("inf"):
        raise QuizgenError("--max-cost is an amount of US dollars above 0, such as 2.50")


def _base_url(environment: Mapping[str, str]) -> str | None:
    said = environment.get(BASE_URL, "").strip()
    if not said:
        return None
    try:
        parts = urlsplit(said)
        good = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        good = False
    if not good:
        # What it says is not repeated: it may hold a password.
        raise QuizgenError(f"{BASE_URL} is no address; it looks like http://localhost:11434")
    return said.rstrip("/").removesuffix("/v1")
