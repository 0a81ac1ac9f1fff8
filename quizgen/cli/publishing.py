"""Commands for what was built: files for other programs, and a look at the pages."""

from __future__ import annotations

import click

from quizgen.cli.names import DeckName
from quizgen.cli.options import ENCODING_HELP

# Named here, for looking them up would load everything that writes them.
FORMATS = ("tsv", "csv", "moodle", "gift", "qti", "qti21", "quizlet", "json")


@click.command()
@click.argument("decks", nargs=-1, type=DeckName())
@click.option("--format", "form", type=click.Choice(FORMATS), required=True, help="Which file.")
@click.option("--out", metavar="FILE", help="The file to write; - is standard output.")
@click.option("--drafts", is_flag=True, help="Export drafts too.")
@click.option("--bom", is_flag=True, help="csv: begin with the mark that Excel knows UTF-8 by.")
@click.option("--force", is_flag=True, help="Export in spite of errors (never without proof).")
@click.option("--encoding", default="utf-8", help=ENCODING_HELP)
def export(
    decks: tuple[str, ...],
    form: str,
    out: str | None,
    drafts: bool,
    bom: bool,
    force: bool,
    encoding: str,
) -> None:
    """Write decks for other programs: out/<deck>/<deck>.<ending>, or --out FILE.

    Only approved notes are exported, each under its own id. What a format cannot carry is said
    on standard error. The decks are not changed.

    \b
    Formats:
      tsv      Anki's text file: updates the notes of the .apkg in place
      csv      a row a note, plain text, safe to open in a spreadsheet
      moodle   Moodle XML: choices, short answers, clozes, essays, by topic
      gift     GIFT, the same as text
      qti      QTI 1.2 for Canvas
      qti21    QTI 2.1 for OpenOlat, TAO and others
      quizlet  question and answer, to paste into Quizlet and others
      json     everything, with the places of all quotes
    Examples:
      quizgen export tides --format moodle
      quizgen export tides --format csv --bom --out tides.csv
      quizgen export tides --format json --out - | jq '.notes[].question'
    """
    from quizgen.commands.export import ExportOptions, export_decks

    export_decks(decks, ExportOptions(form, out, drafts, bom, force, encoding))


@click.command("open")
@click.argument("names", nargs=-1, metavar="[DECK] [PAGE]", type=DeckName())
@click.option("--print-path", is_flag=True, help="Print the path and open nothing.")
def open_page(names: tuple[str, ...], print_path: bool) -> None:
    """Open what was built of a deck in the browser: a page, or the folder.

    PAGE is the name of a page in out/<deck>/ without its ending, or `folder`; without PAGE it is
    the study page, or the first of those that were built. DECK may be left out where there is
    only one.

    \b
    Examples:
      quizgen open                     the deck's first page
      quizgen open tides quiz
      quizgen open tides folder        where the .apkg lies
      lp "$(quizgen open tides key --print-path)"
    """
    from quizgen.commands.open import open_built

    open_built(names, print_path=print_path)
