"""A scorecard -> the page that a person reads, and the same figures as JSON. Pure."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from math import isfinite

from quizgen.checks.scorecard_model import Scorecard
from quizgen.checks.scorecard_parts import Share
from quizgen.rendering import Templates

FORMAT = 1  # of report.json: counts up when a figure changes its name or its meaning
DIGITS = 4  # the last ones of a logarithm differ between machines
MOST_NAMED = 8
NO_BREAK = "\N{NO-BREAK SPACE}"
UNSURE = 0.1  # an interval that reaches so far beyond the mark allows no verdict


@dataclass(frozen=True, slots=True)
class Mark:
    """What is good: a share of at least, or at most, so much."""

    value: float
    at_least: bool = True

    def short(self, share: float) -> float:
        """How much a share falls short of being good; 0 or less when it is good."""
        return self.value - share if self.at_least else share - self.value


# Starting points, not laws. Quotes and facts must be perfect, since each exception is a mistake
# or wants a look; the gap of five points is what careful writers reach (human quizzes have nine).
GAP = 0.05
MARKS = {
    "quotes": Mark(1.0),
    "facts": Mark(1.0),
    "coverage": Mark(0.9),
    "leakage": Mark(0.05, at_least=False),
    "flaws": Mark(0.9),
    "repeated": Mark(0.05, at_least=False),
}


def report_page(card: Scorecard, templates: Templates) -> str:
    """The scorecard as one HTML file.

    Raises:
        TemplateError: a template of the workspace is missing or does not render.
    """
    chance = card.testwise.chance
    marks = MARKS | {"testwise": Mark((chance or 0.0) + GAP, at_least=False)}
    best = max(card.testwise.guessers, key=lambda guesser: guesser.gap or 0.0)
    context = {
        "card": card,
        "marks": marks,
        "best": best,
        "percent": lambda share: percent(share).replace(" ", NO_BREAK),
        "verdict": verdict,
        "named": named,
    }
    return templates.page("report.html", context)


def report_json(card: Scorecard) -> str:
    """The same figures for programs; keys always stand in the same order."""
    said = asdict(card)
    said["mix"] = {name: dict(counts) for name, counts in said["mix"].items()}
    figures = _rounded({"format": FORMAT, **said})
    return json.dumps(figures, indent=2, ensure_ascii=False) + "\n"


def percent(share: float | None) -> str:
    """A share in whole per cent; never all or nothing when it is not."""
    if share is None or not isfinite(share):
        return "–"
    if 0 < share < 0.005:
        return "<1 %"
    if 0.995 <= share < 1:
        return ">99 %"
    return f"{100 * share:.0f} %"


def verdict(share: Share, mark: Mark) -> str:
    """`good`, `look`, or `few` when there is too little to go by; `none` when nothing."""
    if share.share is None:
        return "none"
    if mark.short(share.share) > 0:
        return "look"
    # Where every single note must be right, all that there are is no sample of others.
    doubt = mark.short(share.low if mark.at_least else share.high)
    return "few" if mark.value < 1 and doubt > UNSURE else "good"


def named(ids: Sequence[str]) -> tuple[Sequence[str], int]:
    """The first few of many names, and how many more there are."""
    shown = ids if len(ids) <= MOST_NAMED + 1 else ids[:MOST_NAMED]
    return shown, len(ids) - len(shown)


def _rounded(value: object) -> object:
    if isinstance(value, float):
        return round(value, DIGITS)
    if isinstance(value, dict):
        return {key: _rounded(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(inner) for inner in value]
    return value
