"""What a prompt is told about a source besides its words: title, date, people, mis-heard words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizgen.drafting.llm.passages import Unit, corrections_in
from quizgen.drafting.llm.prompts import as_value
from quizgen.schema import Person, Source

MOST_CORRECTIONS = 40
YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")


def about_source(source: Source, units: Sequence[Unit] = ()) -> dict[str, object]:
    """The values of `prompts/_source.md`; mis-heard words are those that stand in the units."""
    meta = source.meta
    year = YEAR.search(meta.recorded)
    corrections = corrections_in(source, units)[:MOST_CORRECTIONS]
    return {
        "title": as_value(meta.title),
        "series": as_value(meta.series),
        "people": [_describe(person) for person in meta.people],
        "recorded": as_value(meta.recorded),
        "year": year[0] if year else as_value(meta.recorded),
        "corrections": [(as_value(one.said), as_value(one.meant)) for one in corrections],
    }


def _describe(person: Person) -> str:
    about = f", {person.about}" if person.about else ""
    return as_value(f"{person.name} ({person.role}{about})")
