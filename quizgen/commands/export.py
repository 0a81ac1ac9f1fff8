"""`quizgen export`: decks as files for other programs, and what those could not take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from quizgen.checks.selection import ERRORS
from quizgen.commands.reading import read_all, refuse, shared_identities
from quizgen.decks.atomic import write_whole
from quizgen.decks.ledger import read_clock
from quizgen.decks.workspace import Workspace, find_workspace
from quizgen.errors import BuildError, QuizgenError
from quizgen.pipeline.building import Checked, check, plan
from quizgen.publishing.exports import FORMATS, Export, Manuscript

STANDARD_OUTPUT = "-"
BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What a person asked for: a format, a file of their own, drafts too, a mark for Excel."""

    form: str
    out: str | None
    drafts: bool
    bom: bool
    force: bool
    encoding: str


def export_decks(names: Sequence[str], options: ExportOptions) -> None:
    """Write one file a deck; decks that have nothing to publish are named and passed over.

    Raises:
        QuizgenError: options that do not go together, or a deck that cannot be read.
        FindingsError: a deck has errors; they are on standard error.
        BuildError: no deck has anything to publish.
    """
    workspace = find_workspace(Path.cwd(), names)
    folders = workspace.find_decks(names)
    _refuse_options(options, len(folders))
    now = read_clock()
    reading = read_all(
        folders, lambda folder: check(workspace, folder, now, options.encoding, ERRORS)
    )
    if reading.refused:
        raise reading.failure("nothing exported")
    shared = shared_identities(workspace, folders)
    refuse(reading.checked, shared, "nothing exported", force=options.force)
    made = [(one, _export(one, now, options)) for one in reading.checked]
    full = [(one, export) for one, export in made if export.notes]
    for one in (one for one, export in made if not export.notes):
        click.echo(f"{one.deck.path.name}: no approved note yet: skipped", err=True)
    if not full:
        raise BuildError(
            "nothing to export; set `status: approved` on what you have read, or add --drafts"
        )
    for one, export in full:
        _write(workspace, one, export, options)


def _refuse_options(options: ExportOptions, decks: int) -> None:
    if options.out and decks > 1:
        raise QuizgenError(f"--out takes one deck, and these are {decks}: name one, or leave it")
    if options.bom and options.form != "csv":
        raise QuizgenError(f"--bom is for --format csv; {options.form} must not begin with one")


def _export(checked: Checked, now: int, options: ExportOptions) -> Export:
    planned = plan(checked, now, drafts=options.drafts)
    return FORMATS[options.form].write(Manuscript(planned.edition, planned.shipped))


def _write(workspace: Workspace, one: Checked, export: Export, options: ExportOptions) -> None:
    data = (BOM if options.bom else b"") + export.data
    name = one.deck.path.name
    for remark in export.remarks:
        click.echo(f"{name}: {remark}", err=True)
    if options.out == STANDARD_OUTPUT:
        click.echo(data, nl=False)
        return
    file = f"{name}.{FORMATS[options.form].suffix}"
    path = Path(options.out) if options.out else workspace.out_folder(one.deck.path) / file
    write_whole(path, data)
    notes = "1 note" if export.notes == 1 else f"{export.notes} notes"
    click.echo(f"{name}: {notes} -> {path}")
