"""Going through a deck's notes: each as it stands on disk, each decision written at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from quizgen.checks.run import run_checks
from quizgen.decks.atomic import write_whole
from quizgen.decks.excerpt import change_lines, cut_note, put_note
from quizgen.decks.files import parse_topic, read_deck
from quizgen.decks.folder import CONCEPTS_FILE, DECK_FILE, notes_files
from quizgen.decks.ledger import read_ledger
from quizgen.decks.workspace import Workspace
from quizgen.drafting.draftbook import Recorded, read_book
from quizgen.errors import DeckError, Problem, QuizgenError
from quizgen.pipeline.building import Checked
from quizgen.schema import Deck, Finding, Note, Severity, Source, Status
from quizgen.sources.read import read_source

BOM = b"\xef\xbb\xbf"
PERSON = "person"
EDITED = "edited"
DECIDABLE = (Status.DRAFT, Status.APPROVED, Status.REJECTED)


class ChangedError(QuizgenError):
    """A note is no longer what the person saw: it is to be read again, not written over."""


class MistakesError(DeckError):
    """Mistakes in a note that was edited, with lines counted from its first."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A note as a person is shown it; `lines` are its own lines of the file."""

    topic: str
    note: Note
    lines: str


@dataclass(frozen=True, slots=True)
class Step:
    """One decision of this session: what was done to which note, and its lines before and after."""

    id: str
    done: str
    before: str
    after: str


@dataclass(slots=True)
class Desk:
    """A deck under review. What somebody else changes on disk meanwhile is read again."""

    workspace: Workspace
    folder: Path
    now: int
    encoding: str = "utf-8"
    steps: list[Step] = field(default_factory=list)
    _read: dict[Path, bytes] = field(default_factory=dict)
    _deck: Deck | None = None
    _sources: Mapping[str, Source] = field(default_factory=dict)
    _checked: Checked | None = None

    def deck(self) -> Deck:
        """The deck as it stands on disk.

        Raises:
            DeckError: its files have mistakes.
        """
        files = [self.folder / DECK_FILE, self.folder / CONCEPTS_FILE, *notes_files(self.folder)]
        data = {path: path.read_bytes() for path in files if path.is_file()}
        if self._deck is None or data != self._read:
            self._deck = read_deck(self.folder)
            self._read = data
        return self._deck

    def queue(self, *, again: bool) -> tuple[str, ...]:
        """The ids to go through, in document order: drafts, and with `again` decided ones too."""
        wanted = DECIDABLE if again else (Status.DRAFT,)
        return tuple(note.id for note in self.deck().notes if note.status in wanted)

    def see(self, note_id: str) -> Seen | None:
        """A note as it stands on disk; None when it is gone."""
        for topic in self.deck().topics:
            for note in topic.notes:
                if note.id == note_id:
                    return Seen(topic.name, note, cut_note(topic.text, note_id).text)
        return None

    def check(self, note: Note) -> Checked:
        """The deck checked as if all its drafts, and this note, were approved.

        So one check serves a whole run of approvals, and says what would stop each of them.

        Raises:
            DeckError, SourceError: a file that cannot be read.
        """
        deck = _as_approved(self.deck(), note.id)
        if self._checked is None or self._checked.deck != deck:
            if set(self._sources) != set(deck.sources):
                paths = {
                    stem: self.workspace.find_source(stem, self.folder) for stem in deck.sources
                }
                self._sources = {s: read_source(path, self.encoding) for s, path in paths.items()}
            ledger = read_ledger(self.folder, deck.key, self.now)
            proof, findings = run_checks(deck, self._sources, ledger)
            self._checked = Checked(self.workspace, deck, self._sources, proof, findings, ledger)
        return self._checked

    def errors(self, note: Note) -> tuple[Finding, ...]:
        """What stops the approval of a note."""
        found = self.check(note).findings
        return tuple(f for f in found if f.note == note.id and f.severity is Severity.ERROR)

    def proposal(self, note_id: str) -> Recorded | None:
        """What later drafts propose for a note, and nobody has decided on."""
        return read_book(self.folder).waiting().get(note_id)

    def decide(self, seen: Seen, status: Status) -> None:
        """Write what a person decided on the note that he or she saw.

        Raises:
            ChangedError: it is another by now.
            DeckError: the deck's files have mistakes.
        """
        by = PERSON if status is Status.APPROVED else None
        changes = {"status": status.value, "approved_by": by}
        text = self._text_of(seen)
        new = change_lines(text, seen.note.id, changes)
        self._write(seen, new, status.value)

    def edit(self, seen: Seen, lines: str) -> None:
        """Put in other lines for a note.

        Raises:
            ChangedError: it is no longer the note that was seen.
            MistakesError: it cannot be read, or is no longer this one note.
            DeckError: the deck's files have other mistakes.
        """
        text = self._text_of(seen)
        new = put_note(text, seen.note.id, lines)
        first = cut_note(text, seen.note.id).line
        if problems := _mistakes(text, new, seen.note, first, lines.count("\n") + 1):
            raise MistakesError(problems)
        self._write(seen, new, EDITED)

    def undo(self) -> Step | None:
        """Take the last decision back; None when there is none.

        Raises:
            ChangedError: the note was changed since by somebody else, and stays as it is.
        """
        if not self.steps:
            return None
        step = self.steps.pop()
        seen = self.see(step.id)
        if seen is None or seen.lines != step.after:
            raise ChangedError(f"{step.id} was changed since, and stays as it is")
        path = seen.note.path
        self._save(path, put_note(self._text_of(seen), step.id, step.before))
        return step

    def _text_of(self, seen: Seen) -> str:
        """The text of a note's file, if the note is still what was seen."""
        now = self.see(seen.note.id)
        if now is None or now.lines != seen.lines or now.note.path != seen.note.path:
            raise ChangedError(f"{seen.note.id} was changed on disk meanwhile: read it again")
        return self._read[now.note.path].decode("utf-8-sig")

    def _write(self, seen: Seen, new: str, done: str) -> None:
        after = cut_note(new, seen.note.id).text
        if after != seen.lines:
            self._save(seen.note.path, new)
        self.steps.append(Step(seen.note.id, done, seen.lines, after))

    def _save(self, path: Path, text: str) -> None:
        old = self._read[path]
        if path.read_bytes() != old:  # between our last look and now
            raise ChangedError(f"{path} was changed on disk meanwhile: read the note again")
        write_whole(path, (BOM if old.startswith(BOM) else b"") + text.encode())


def _as_approved(deck: Deck, note_id: str) -> Deck:
    def approve(note: Note) -> Note:
        if note.status in (Status.APPROVED, Status.DRAFT) or note.id == note_id:
            return replace(note, status=Status.APPROVED, approved_by=PERSON)
        return note

    topics = (replace(t, notes=tuple(approve(note) for note in t.notes)) for t in deck.topics)
    return replace(deck, topics=tuple(topics))


def _mistakes(text: str, new: str, note: Note, first: int, most: int) -> list[Problem]:
    """What is wrong with a file in which one note was edited; lines are counted in that note."""
    parsed = parse_topic(new, note.path)
    if parsed.problems:
        return [
            Problem(note.path, min(max(1, p.line - first + 1), most), p.message)
            for p in parsed.problems
        ]
    old_ids = [n.id for n in parse_topic(text, note.path).value.notes]
    notes = {n.id: n for n in parsed.value.notes}
    if note.id not in notes:
        return [Problem(note.path, 1, f"the id stays {note.id}: Anki knows the note by it")]
    others = [n for n in parse_topic(text, note.path).value.notes if n.id != note.id]
    if list(notes) != old_ids or any(notes[n.id] != n for n in others):
        return [Problem(note.path, 1, "this reaches into other notes; keep to the fields of one")]
    return []
