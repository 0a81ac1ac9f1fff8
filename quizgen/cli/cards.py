"""`quizgen cards`: options of the flashcards to print."""

from __future__ import annotations

from pathlib import Path

import click

from quizgen.cli.names import DeckName
from quizgen.cli.options import ENCODING_HELP


@click.command()
@click.argument("decks", nargs=-1, type=DeckName())
@click.option(
    "--layout",
    type=click.Choice(["duplex", "fold", "single"]),
    default="duplex",
    help="Two-sided (duplex), side by side to fold and glue, or questions and answers apart.",
)
@click.option(
    "--edge",
    type=click.Choice(["long", "short"]),
    default="long",
    help="Over which edge the printer flips two-sided prints (long).",
)
@click.option(
    "--size",
    type=click.Choice(["4", "6", "8", "10"]),
    default="8",
    help="Cards on a side (8); 10 are business cards. Longer notes get larger cards.",
)
@click.option(
    "--paper",
    type=click.Choice(["any", "a4", "letter"]),
    default="any",
    help="The paper; `any` fits A4 and Letter alike.",
)
@click.option("--topic", "topics", multiple=True, metavar="NAME", help="Only this topic.")
@click.option("--priority", type=click.IntRange(1, 3), default=3, help="1: only the core.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Another file.")
@click.option("--encoding", default="utf-8", help=ENCODING_HELP)
def cards(
    decks: tuple[str, ...],
    layout: str,
    edge: str,
    size: str,
    paper: str,
    topics: tuple[str, ...],
    priority: int,
    out: Path | None,
    encoding: str,
) -> None:
    """Make sheets of flashcards to print and cut, out/<deck>/cards.html.

    Print the page from a browser at 100 %; each sheet says over which edge to flip it. Only
    approved notes are printed. The default is what `build` makes.

    \b
    Examples:
      quizgen cards tides
      quizgen cards tides --size 10 --paper letter      business-card paper
      quizgen cards tides --layout fold                 for a printer with one side
      quizgen cards --priority 1 --topic "Scaling laws"
    """
    from quizgen.commands.cards import CardsAsked, print_cards
    from quizgen.publishing.cardgrid import Edge, Layout, Paper
    from quizgen.publishing.flashcards import CardOptions

    options = CardOptions(Layout(layout), Edge(edge), int(size), Paper(paper))
    print_cards(decks, CardsAsked(options, topics, priority, out, encoding))
