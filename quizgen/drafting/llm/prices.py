"""What models cost: a dated file of prices, that a person's own file may overrule."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

from quizgen.errors import Problem, QuizgenError

MILLION = 1_000_000
RATES = ("input", "output", "cache_read", "cache_write_5m")
DATED = re.compile(r"-\d{8}$")  # claude-x-1-20260101 is a state of claude-x-1


@dataclass(frozen=True, slots=True)
class Rates:
    """US dollars for a million tokens of each kind."""

    input: float
    output: float
    cache_read: float
    cache_write_5m: float


@dataclass(frozen=True, slots=True)
class Price:
    """What a model costs.

    `batch` is the share of it that a Message Batch costs. Where more than `above` tokens are sent,
    all tokens of the call cost `long`.
    """

    rates: Rates
    batch: float = 1.0
    above: int | None = None
    long: Rates | None = None

    def cost(self, usage: Mapping[str, int], *, batch: bool = False) -> float:
        """US dollars for what a reply says was used."""
        sent = usage.get("input_tokens", 0)
        read = usage.get("cache_read_input_tokens", 0)
        written = usage.get("cache_creation_input_tokens", 0)
        rates = self._rates(sent + read + written)
        dollars = (
            sent * rates.input
            + read * rates.cache_read
            + written * rates.cache_write_5m
            + usage.get("output_tokens", 0) * rates.output
        ) / MILLION
        return dollars * self.batch if batch else dollars

    def bound(self, tokens_in: int, tokens_out: int, *, batch: bool = False) -> float:
        """US dollars that a call of at most so many tokens can cost."""
        usage = {"input_tokens": tokens_in, "output_tokens": tokens_out}
        return self.cost(usage, batch=batch)

    def _rates(self, tokens_in: int) -> Rates:
        above = self.long and self.above is not None and tokens_in > self.above
        return self.long if self.long and above else self.rates


FREE = Price(Rates(0.0, 0.0, 0.0, 0.0))


@dataclass(frozen=True, slots=True)
class Prices:
    """Prices by model. `date` is when the built-in ones were taken, `own` names the person's."""

    date: str
    by_model: Mapping[str, Price] = field(default_factory=dict)
    own: frozenset[str] = frozenset()

    def find(self, model: str) -> Price | None:
        """The price of a model, or of the one that it is a dated state of; None: not known."""
        return self.by_model.get(model) or self.by_model.get(DATED.sub("", model))


def load_prices(own: Path | None = None) -> Prices:
    """The built-in prices, and over them those of a person's file.

    Raises:
        QuizgenError: the file cannot be read, or has a mistake.
    """
    built_in = Path("prices.toml")
    ours = _Reader(
        built_in, (files("quizgen.drafting") / "data" / "prices.toml").read_text("utf-8")
    )
    prices = ours.read()
    if own is None:
        return prices
    try:
        text = own.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QuizgenError(f"{own}: cannot be read as a file of prices ({_why(error)})") from error
    theirs = _Reader(own, text).read()
    by_model = {**prices.by_model, **theirs.by_model}
    return Prices(theirs.date or prices.date, by_model, frozenset(theirs.by_model))


def _why(error: OSError | UnicodeDecodeError) -> str:
    return error.strerror or "no reason given" if isinstance(error, OSError) else "not UTF-8"


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the text of one file of prices, and knows where its mistakes stand."""

    path: Path
    text: str

    def read(self) -> Prices:
        try:
            said = tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            raise QuizgenError(f"{self.path}: not TOML: {error}") from error
        models = said.get("models", {})
        if not isinstance(models, dict) or not models:
            raise self._mistake("", "no prices; write a table [models.NAME] for each model")
        return Prices(
            str(said.get("date", "")), {name: self._price(name, models) for name in models}
        )

    def _price(self, name: str, models: Mapping[str, Any]) -> Price:
        table = self._table(name, models[name], {*RATES, "batch", "long", "source"})
        batch = self._number(name, table, "batch", 1.0)
        if "long" not in table:
            return Price(self._rates(name, table), batch)
        inner = f"{name}.long"
        long = self._table(inner, table["long"], {*RATES, "above"})
        above = int(self._number(inner, long, "above"))
        return Price(self._rates(name, table), batch, above, self._rates(inner, long))

    def _table(self, name: str, value: object, known: set[str]) -> Mapping[str, Any]:
        if not isinstance(value, dict):
            raise self._mistake(name, f"{name} is no table; write [models.{name}]")
        for key in value:
            if key not in known:
                names = ", ".join(sorted(known))
                raise self._mistake(name, f"{name} has an unknown {key!r}; known are {names}")
        return value

    def _rates(self, name: str, table: Mapping[str, Any]) -> Rates:
        sent = self._number(name, table, "input")
        return Rates(
            input=sent,
            output=self._number(name, table, "output"),
            # Without a word on the cache, its tokens cost what others do.
            cache_read=self._number(name, table, "cache_read", sent),
            cache_write_5m=self._number(name, table, "cache_write_5m", sent),
        )

    def _number(
        self, name: str, table: Mapping[str, Any], key: str, default: float | None = None
    ) -> float:
        value = table.get(key, default)
        if value is None:
            raise self._mistake(name, f"{name} has no {key!r}; give US dollars a million tokens")
        good = isinstance(value, int | float) and not isinstance(value, bool)
        if not good or not math.isfinite(value) or value < 0:
            raise self._mistake(name, f"{key!r} of {name} must be a number from 0, not {value!r}")
        return float(value)

    def _mistake(self, name: str, message: str) -> QuizgenError:
        heads = (f"[models.{name}]", f'[models."{name}"]')
        lines = enumerate(self.text.splitlines(), 1)
        line = next((number for number, text in lines if text.strip().startswith(heads)), 0)
        return QuizgenError(str(Problem(self.path, line, message)))
