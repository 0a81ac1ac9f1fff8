"""`quizgen check`: findings on standard output, a summary on standard error."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from quizgen.checks.fixes import apply_fixes
from quizgen.checks.formats import format_findings
from quizgen.checks.history import find_moved
from quizgen.checks.lexicon import read_lexicon
from quizgen.checks.selection import Selection, parse_selection
from quizgen.commands.reading import read_all, shared_identities
from quizgen.decks.atomic import write_whole
from quizgen.decks.folder import NOTES_FOLDER
from quizgen.decks.ledger import Changes, read_clock
from quizgen.decks.workspace import Workspace, find_workspace
from quizgen.pipeline.building import Checked, check, plan
from quizgen.schema import Severity


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """What the command line asks of a check."""

    form: str = "text"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    strict: bool = False
    fix: bool = False
    info: bool = False
    encoding: str = "utf-8"


def check_decks(names: Sequence[str], options: CheckOptions) -> bool:
    """Print every finding of every deck; whether none of them counts.

    Raises:
        QuizgenError: a deck cannot be read; the others were checked all the same.
    """
    workspace = find_workspace(Path.cwd(), names)
    folders = workspace.find_decks(names)
    wanted = parse_selection(options.select, options.ignore)
    now = read_clock()
    reading = read_all(folders, lambda f: _check_one(workspace, f, now, options, wanted))
    findings = shared_identities(workspace, folders)
    for checked in reading.checked:
        planned = plan(checked, now)
        moved = find_moved(checked.deck, checked.ledger, planned.ledger)
        findings.extend((*moved, *checked.findings))
        click.echo(_summary(checked, planned.changes), err=True)
    shown = [f for f in findings if options.info or f.severity is not Severity.INFO]
    click.echo(format_findings(shown, options.form), nl=False)
    if reading.refused:
        raise reading.failure("the others were checked")
    counting = {Severity.ERROR, Severity.WARNING} if options.strict else {Severity.ERROR}
    return not any(finding.severity in counting for finding in findings)


def _check_one(
    workspace: Workspace, folder: Path, now: int, options: CheckOptions, wanted: Selection
) -> Checked:
    checked = check(workspace, folder, now, options.encoding, wanted)
    if not options.fix:
        return checked
    texts = {
        folder / NOTES_FOLDER / f"{topic.stem}.yaml": topic.text for topic in checked.deck.topics
    }
    changed, mended = apply_fixes(checked.findings, texts)
    for path, text in changed.items():
        write_whole(path, text.encode())
    for finding in mended:
        click.echo(f"mended {finding.path}: {finding.note} {finding.rule}", err=True)
    return check(workspace, folder, now, options.encoding, wanted) if mended else checked


def _summary(checked: Checked, changes: Changes) -> str:
    deck = checked.deck
    counts = [f"{len(deck.notes)} notes", f"{len(checked.proof.proven)} proved"]
    counts += [_count(checked.count(severity), severity) for severity in Severity]
    said = f"{deck.path.name}: {', '.join(counts)}; {_next_build(changes)}"
    if read_lexicon(deck.language) is None:
        said += f"\n  no word lists for {deck.language!r}: only rules for any language were run"
    return said


def _count(number: int, severity: Severity) -> str:
    if severity is Severity.INFO:
        return f"{number} for information (--info)"
    return f"{number} {severity}{'' if number == 1 else 's'}"


def _next_build(changes: Changes) -> str:
    counts = {
        "new": len(changes.added),
        "changed": len(changes.changed),
        "retired": len(changes.retired),
        "restored": len(changes.restored),
    }
    said = ", ".join(f"{count} {what}" for what, count in counts.items() if count)
    return f"the next build has {said}" if said else "the next build changes nothing"
