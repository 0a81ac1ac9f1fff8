"""The story of quizgen: draft notes, read and check a deck, build what is published."""

from quizgen.pipeline.building import Built, Checked, Planned, build, check, edition_of, plan
from quizgen.pipeline.drafting import DraftReport, draft

__all__ = [
    "Built",
    "Checked",
    "DraftReport",
    "Planned",
    "build",
    "check",
    "draft",
    "edition_of",
    "plan",
]
