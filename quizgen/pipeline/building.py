"""Read and check a deck, and build what is published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from quizgen.checks.proof import PROVED, Proof
from quizgen.checks.run import EVERYTHING, run_checks
from quizgen.checks.selection import Selection
from quizgen.decks.atomic import is_new, write_together
from quizgen.decks.files import read_deck
from quizgen.decks.ledger import (
    LEDGER_FILE,
    Changes,
    Entry,
    Ledger,
    State,
    advance,
    format_ledger,
    read_ledger,
)
from quizgen.decks.lookledger import LOOKS_FILE, format_looks, read_looks
from quizgen.decks.workspace import Workspace
from quizgen.errors import BuildError
from quizgen.publishing.cards import compose
from quizgen.publishing.differences import differences
from quizgen.publishing.edition import Edition
from quizgen.publishing.looks import own_stamps, stamp_looks
from quizgen.publishing.outputs import make_outputs, retired_deck
from quizgen.rendering import Templates
from quizgen.schema import Deck, Finding, Note, Proven, Severity, Source, Status
from quizgen.sources.read import read_source


@dataclass(frozen=True, slots=True)
class Checked:
    """A deck as read, proved and compared with its ledger; findings of the rules asked for."""

    workspace: Workspace
    deck: Deck
    sources: Mapping[str, Source]
    proof: Proof
    findings: tuple[Finding, ...]
    ledger: Ledger

    def errors(self) -> tuple[Finding, ...]:
        """The errors for which a build is refused: in approved notes, or in the deck itself."""
        drafts = {note.id for note in self.deck.notes if note.status is Status.DRAFT}
        wrong = (f for f in self.findings if f.severity is Severity.ERROR)
        return tuple(finding for finding in wrong if finding.note not in drafts)

    def count(self, severity: Severity) -> int:
        """How many findings weigh this much."""
        return sum(finding.severity is severity for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Planned:
    """What a build publishes, and what that changes; nothing is written yet."""

    edition: Edition
    ledger: Ledger
    changes: Changes
    shipped: tuple[Entry, ...]
    first: bool


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made: files by name in `folder`, and what changed for learners.

    `differences` is in what the package differs from the one that it replaced, None when there
    was none: then nobody can say what an import will change.
    """

    deck: Deck
    folder: Path
    files: tuple[str, ...]
    plan: Planned
    left_out: tuple[Note, ...] = ()
    differences: tuple[str, ...] | None = None


def check(
    workspace: Workspace,
    folder: Path,
    now: int,
    encoding: str = "utf-8",
    wanted: Selection = EVERYTHING,
) -> Checked:
    """Read a deck and everything that it names, and find what is wrong.

    Raises:
        DeckError, SourceError: a file that cannot be read.
    """
    deck = read_deck(folder)
    paths = {stem: workspace.find_source(stem, folder) for stem in deck.sources}
    sources = {stem: read_source(path, encoding) for stem, path in paths.items()}
    ledger = read_ledger(folder, deck.key, now)
    proof, findings = run_checks(deck, sources, ledger, wanted)
    return Checked(workspace, deck, sources, proof, findings, ledger)


def plan(checked: Checked, now: int, *, drafts: bool = False) -> Planned:
    """What a build would publish: a dry run."""
    edition = edition_of(checked, drafts=drafts)
    published = [compose(edition, proven) for proven in edition.notes]
    # Drafts, and approved notes that lost their proof, stay in Anki as they were.
    kept_back = [note.id for note in checked.deck.notes if note.status in PROVED]
    ledger, changes = advance(checked.ledger, published, kept_back, now)
    live = [ledger.find(note.id, note.kind) for note in published]
    apart = retired_deck(checked.deck.name)
    retired = [replace(e, subdeck=apart) for e in ledger.entries if e.state is State.RETIRED]
    shipped = tuple(entry for entry in (*live, *retired) if entry)
    return Planned(edition, ledger, changes, shipped, first=not checked.ledger.entries)


def edition_of(checked: Checked, *, drafts: bool = False) -> Edition:
    """The deck as it can be published now; nothing of its ledger is asked or changed."""
    return Edition(checked.deck, _publishable(checked, drafts), checked.sources)


def _publishable(checked: Checked, drafts: bool) -> tuple[Proven, ...]:
    """Approved notes with proof; drafts too when asked, but none in which an error was found."""
    wrong = {f.note for f in checked.findings if f.severity is Severity.ERROR}
    return tuple(
        proven
        for proven in checked.proof.proven
        if proven.note.status is Status.APPROVED or (drafts and proven.note.id not in wrong)
    )


def build(checked: Checked, now: int, *, drafts: bool = False) -> Built:
    """Write the ledger, the Anki package, the quiz and its key.

    Raises:
        BuildError: there is nothing to publish.
    """
    planned = plan(checked, now, drafts=drafts)
    if not planned.shipped:
        raise BuildError(
            f"{checked.deck.path}: no approved note; set `status: approved` on what you have read, "
            "or add --drafts"
        )
    root, folder = checked.workspace.root, checked.workspace.out_folder(checked.deck.path)
    templates, recorded = Templates(root), read_looks(root)
    looks = stamp_looks((e.kind for e in planned.shipped), templates, recorded, now)
    outputs = make_outputs(
        planned.edition, planned.shipped, looks, templates, planned.ledger.created_at
    )
    # The ledgers first: an identity is on disk before any file with it can reach a learner.
    files = {checked.deck.path / LEDGER_FILE: format_ledger(planned.ledger).encode()}
    if own := own_stamps(looks, recorded):
        files[root / LOOKS_FILE] = format_looks(own).encode()
    files |= {folder / name: data for name, data in outputs.items()}
    changed = _package_differences(folder, outputs)
    write_together({path: data for path, data in files.items() if is_new(path, data)})
    published = {proven.note.id for proven in planned.edition.notes}
    left_out = [n for n in checked.deck.notes if n.status in PROVED and n.id not in published]
    return Built(checked.deck, folder, tuple(outputs), planned, tuple(left_out), changed)


def _package_differences(folder: Path, outputs: Mapping[str, bytes]) -> tuple[str, ...] | None:
    """What the package that is about to be replaced had otherwise; None when there is none."""
    name = next(name for name in outputs if name.endswith(".apkg"))
    old = folder / name
    return differences(old.read_bytes(), outputs[name]) if old.is_file() else None
