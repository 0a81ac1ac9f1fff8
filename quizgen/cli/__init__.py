"""The command line: options, one call, one line of report. The work is in pipeline.py."""

from __future__ import annotations

import os
from pathlib import Path

import click

from quizgen import __version__
from quizgen.cli.cards import cards
from quizgen.cli.coverage import coverage
from quizgen.cli.drafting import concepts, diff, draft, review
from quizgen.cli.names import DeckName
from quizgen.cli.printing import quiz
from quizgen.cli.publishing import export, open_page
from quizgen.cli.running import run_and_exit
from quizgen.errors import FindingsError

NAME, COMPLETE = "quizgen", "_QUIZGEN_COMPLETE"
EXAMPLES = """
\b
Examples:
  quizgen init my-course     a workspace with a small source and a deck that builds
  quizgen draft lecture.srt  notes as drafts, from the text alone -> a deck in decks/
  quizgen check              what is wrong with the decks here, file and line
  quizgen build              every deck here -> out/<deck>/<deck>.apkg, quiz.html, key.html
  quizgen build tides        only this deck
  quizgen quiz tides --forms 3   printed forms A to C with their keys
  quizgen show tide-cause    one note as it will look
  quizgen open tides quiz    what was built, in the browser
  quizgen export --format moodle   for Moodle; csv, gift, json, qti and others too

Anki: File > Import > out/<deck>/<deck>.apkg. Import again after every build: reviews stay.
"""


@click.group(epilog=EXAMPLES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name=NAME)
@click.pass_context
def cli(context: click.Context) -> None:
    """Turn a long source into Anki decks and printable quizzes, every note proved by a quote."""
    if os.environ.get("NO_COLOR"):
        context.color = False


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=".")
def init(folder: Path) -> None:
    """Make a workspace: a small source and a deck that builds at once.

    \b
    Example:
      quizgen init my-course && cd my-course && quizgen build
    """
    from quizgen.commands.init import make_workspace, next_steps

    written, kept = make_workspace(folder)
    for path in written:
        click.echo(path)
    for path in kept:
        click.echo(f"{path} was there and stays as it is")
    click.echo(f"Made a workspace. Next: {next_steps(folder)}")


@cli.command()
@click.argument("decks", nargs=-1, type=DeckName())
@click.option("--drafts", is_flag=True, help="Publish drafts too, tagged quizgen::draft.")
@click.option("--force", is_flag=True, help="Build in spite of errors (never without proof).")
@click.option("--encoding", default="utf-8", help="Encoding of sources whose meta file names none.")
@click.option("--watch", is_flag=True, help="Build again at every change, and show the pages.")
@click.option("--port", type=click.IntRange(0, 65535), help="--watch: the port (one that is free).")
def build(
    decks: tuple[str, ...],
    drafts: bool,
    force: bool,
    encoding: str,
    watch: bool,
    port: int | None,
) -> None:
    """Make the Anki package, quiz, key, study guide and source reader of the decks here.

    Only approved notes are published; errors in them stop the build. What was built before keeps
    its identity, so importing the new package loses no review, and no edit of a card that did
    not change here. The quiz is that of the deck's blueprint.yaml, if there is one, in one form;
    `quizgen quiz` makes several.

    \b
    Examples:
      quizgen build
      quizgen build amodei-askell-olah
      quizgen build --drafts         to look at drafts in Anki before approving them
      quizgen build --watch          pages on this machine that reload while you edit; Ctrl-C ends
    """
    from quizgen.commands.build import build_decks

    if watch:
        from quizgen.commands.watch import watch_decks

        watch_decks(decks, drafts=drafts, encoding=encoding, force=force, port=port or 0)
    elif port is not None:
        raise click.UsageError("--port is for --watch.")
    else:
        build_decks(decks, drafts=drafts, encoding=encoding, force=force)


@cli.command()
@click.argument("decks", nargs=-1, type=DeckName())
@click.option("--strict", is_flag=True, help="Warnings count too: exit with 1 for them.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif", "github"]),
    default="text",
    help="How findings are printed.",
)
@click.option("--select", multiple=True, metavar="RULES", help="Only these rules (a,b).")
@click.option("--ignore", multiple=True, metavar="RULES", help="All but these rules (a,b).")
@click.option("--fix", is_flag=True, help="Mend what is safe to mend, in the deck files.")
@click.option("--info", is_flag=True, help="Show what is only for information, too.")
@click.option("--encoding", default="utf-8", help="Encoding of sources whose meta file names none.")
def check(
    decks: tuple[str, ...],
    strict: bool,
    form: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fix: bool,
    info: bool,
    encoding: str,
) -> None:
    """Say what is wrong with the decks, and what the next build would change.

    Findings go to standard output as `file:line:column: severity rule message`. Nothing is
    written, unless --fix is given.

    \b
    Exit codes: 0 nothing found, 1 findings, 2 a file cannot be read.
    Examples:
      quizgen check --strict decks/amodei-askell-olah
      quizgen check --select longest-option-key,opinion-as-fact
      quizgen check --format sarif > findings.sarif
    """
    from quizgen.commands.check import CheckOptions, check_decks

    options = CheckOptions(form, select, ignore, strict, fix, info, encoding)
    if not check_decks(decks, options):
        raise SystemExit(FindingsError.exit_code)


@cli.command()
@click.argument("rule", required=False)
def explain(rule: str | None) -> None:
    """Say what a rule looks for, why, and what fails and passes; without a rule, list all.

    \b
    Example:
      quizgen explain longest-option-key
    """
    from quizgen.commands.explain import explain_rule

    explain_rule(rule)


@cli.command()
@click.argument("decks", nargs=-1, type=DeckName())
@click.option("--encoding", default="utf-8", help="Encoding of sources whose meta file names none.")
def report(decks: tuple[str, ...], encoding: str) -> None:
    """Measure the decks: a scorecard of each, out/<deck>/report.html and report.json.

    Proof, coverage, what questions give away, repetition, flaws: each figure with its interval,
    what it means and what it does not. The decks are not changed.

    \b
    Example:
      quizgen report amodei-askell-olah
    """
    from quizgen.commands.report import report_decks

    report_decks(decks, encoding=encoding)


@cli.command()
@click.argument("note")
@click.option("--deck", "decks", multiple=True, type=DeckName(), help="Look only in this deck.")
@click.option("--encoding", default="utf-8", help="Encoding of sources whose meta file names none.")
def show(note: str, decks: tuple[str, ...], encoding: str) -> None:
    """Show a note in the terminal: front, back, evidence in its place.

    \b
    Example:
      quizgen show tide-cause
    """
    from quizgen.commands.show import show_note

    show_note(note, decks, encoding=encoding)


@cli.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the completion script of a shell.

    \b
    Example, for bash:
      quizgen completion bash >> ~/.bashrc
    """
    from click.shell_completion import get_completion_class

    script = get_completion_class(shell)
    assert script is not None  # the three that click brings
    click.echo(script(cli, {}, NAME, COMPLETE).source())


for command in (draft, concepts, review, diff, quiz, cards, export, open_page, coverage):
    cli.add_command(command)


def main() -> None:
    """Run a command and exit: 0 done, 1 findings, 2 could not, 130 interrupted."""
    run_and_exit(cli, NAME, COMPLETE)
