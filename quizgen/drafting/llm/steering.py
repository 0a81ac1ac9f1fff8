"""What a person wants of a run: concepts that must be there, what to look for, how much."""

from __future__ import annotations

from dataclasses import dataclass

WORTH_YEARS, WORTH_KNOWING = 4, 3  # of 5: what the second look finds a note worth
NOTES_A_CONCEPT = 2.4  # about so many notes of a concept reach the deck


@dataclass(frozen=True, slots=True)
class Steering:
    """How a run is steered.

    `add` names concepts that must be in the list, `focus` and `exclude` say in words what to look
    for and what to leave out, `notes` is about how many notes are wanted (None: by concepts).
    `complete` keeps what is only good to know, too, to be learned last. `kinds` are the kinds of
    notes that are written, () for those that fit.
    """

    add: tuple[str, ...] = ()
    focus: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    notes: int | None = None
    complete: bool = False
    kinds: tuple[str, ...] = ()

    @property
    def least_worth(self) -> int:
        """What the second look must find a note worth, of 5, for it to be kept."""
        return WORTH_KNOWING if self.complete else WORTH_YEARS

    @property
    def concepts(self) -> int | None:
        """About how many concepts so many notes need; None where no number is wanted."""
        return None if self.notes is None else max(1, round(self.notes / NOTES_A_CONCEPT))
