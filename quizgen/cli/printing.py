"""Commands that make paper."""

from __future__ import annotations

import functools
from dataclasses import fields
from pathlib import Path
from typing import Any

import click

from quizgen.cli.names import DeckName
from quizgen.cli.options import ENCODING_HELP, Command
from quizgen.commands.quiz_options import QuizOptions

SORT = "NAME[=N]"
QUIZ_OPTIONS = (
    click.option("--forms", metavar="N", type=click.IntRange(1, 6), help="Forms A to F (1)."),
    click.option("--questions", metavar="N", type=click.IntRange(1, 500), help="How many."),
    click.option("--seed", metavar="TEXT", help="Another seed is another paper."),
    click.option("--topic", metavar=SORT, multiple=True, help="A topic, by its name or file."),
    click.option("--kind", metavar=SORT, multiple=True, help="choice, cloze, basic, ..."),
    click.option("--level", metavar=SORT, multiple=True, help="remember, understand, ..."),
    click.option("--priority", metavar=SORT, multiple=True, help="1, 2 or 3."),
    click.option("--claim", metavar=SORT, multiple=True, help="fact, definition, opinion, ..."),
    click.option("--blueprint", metavar="NAME", help="A file in blueprints/, by name or path."),
    click.option("--title", metavar="TEXT", help="The title (the deck's name)."),
    click.option("--instructions", metavar="TEXT", help="What students should know first."),
    click.option("--lines", metavar="N|none", help="Lines under each written answer."),
    click.option("--sections/--no-sections", default=None, help="Headings by topic, or none."),
    click.option("--columns", metavar="1|2", type=click.IntRange(1, 2), help="Columns (1)."),
    click.option("--paper", type=click.Choice(["a4", "letter"]), help="Set the size of the page."),
    click.option("--large-print", is_flag=True, default=None, help="18 point, widely set."),
)


def with_quiz_options(command: Command) -> Command:
    """Add the options of a quiz, which the command gets as `quiz_options`."""

    @functools.wraps(command)
    def wrapper(*args: Any, **said: Any) -> Any:
        chosen = {one.name: said.pop(one.name) for one in fields(QuizOptions)}
        return command(*args, quiz_options=QuizOptions(**chosen), **said)

    for option in reversed(QUIZ_OPTIONS):
        wrapper = option(wrapper)
    return wrapper


@click.command()
@click.argument("decks", nargs=-1, type=DeckName())
@with_quiz_options
@click.option("--pdf", is_flag=True, help="Make PDF files, too.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Where to.")
@click.option("--force", is_flag=True, help="In spite of errors (never without proof).")
@click.option("--encoding", default="utf-8", help=ENCODING_HELP)
def quiz(
    decks: tuple[str, ...],
    quiz_options: QuizOptions,
    pdf: bool,
    out: Path | None,
    force: bool,
    encoding: str,
) -> None:
    """Make a printed quiz of a deck, or of several: forms A to F, each with its key.

    Every form asks the same questions in another order. `--kind choice=10` asks exactly ten of
    that sort, `--kind choice` no other sort. The same can be written in a file, blueprint.yaml in
    the deck's folder. What cannot be met is said, and nothing is made.

    \b
    Examples:
      quizgen quiz tides --forms 3 --questions 20 --seed 7
      quizgen quiz tides --kind choice=10 --kind cloze=5 --title "Tides, first test"
      quizgen quiz tides moon --topic Tides=8 --topic Orbits=4 --columns 2 --pdf
      quizgen quiz tides --blueprint midterm --large-print --out handout
    """
    from quizgen.commands.quiz import print_quiz

    print_quiz(decks, quiz_options, out=out, pdf=pdf, force=force, encoding=encoding)
