"""What a person may choose when a model drafts; one field for each option of the command line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class ModelOptions:
    """The options of `quizgen draft` and `quizgen concepts` that only a model's engine needs."""

    model: str | None
    cheap_model: str | None
    fallback_model: str | None
    effort: str
    concurrency: int
    max_cost: float | None
    prices: Path | None
    batch: bool
    yes: bool
    bundle: int
    answered_by: str
    add_concepts: tuple[str, ...]
    focus: tuple[str, ...]
    exclude: tuple[str, ...]
    notes: int | None
    missing: bool
    more: bool
    complete: bool
    kinds: tuple[str, ...]
    replay: bool
    retry_failed: bool
    refresh: bool
    partial: bool
