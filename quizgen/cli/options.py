"""Options that several commands share."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import click

from quizgen.commands.model_options import ModelOptions

Command = Callable[..., Any]
ENCODING_HELP = "Encoding of sources whose meta file names none."
MODEL_OPTIONS = (
    click.option("--model", metavar="NAME", help="Claude model (claude-sonnet-5-5)."),
    click.option("--cheap-model", metavar="NAME", help="A cheaper model for the simple stages."),
    click.option("--fallback-model", metavar="NAME", help="Asked when the model refuses."),
    click.option("--effort", metavar="LEVEL", default="low", help="low, medium, high, ... (low)."),
    click.option("--concurrency", metavar="N", type=int, default=4, help="Calls at once (4)."),
    click.option("--max-cost", metavar="USD", type=float, help="Never spend more than this."),
    click.option("--prices", type=click.Path(path_type=Path), help="A price file of your own."),
    click.option("--batch", is_flag=True, help="Message Batches: half the price, up to a day."),
    click.option("--yes", is_flag=True, help="Send without asking."),
    click.option(
        "--bundle",
        metavar="N",
        type=click.IntRange(1),
        default=1,
        help="Handoff: so many requests of one stage in a file (1).",
    ),
    click.option(
        "--answered-by", metavar="NAME", default="", help="Handoff: who answers, if it is not said."
    ),
    click.option(
        "--concept", "add_concepts", metavar="NAME", multiple=True, help="Must be in the list."
    ),
    click.option("--focus", metavar="TEXT", multiple=True, help="What to look for, in words."),
    click.option("--exclude", metavar="TEXT", multiple=True, help="What to leave out, in words."),
    click.option(
        "--notes", metavar="N", type=click.IntRange(1), help="About so many notes (by concepts)."
    ),
    click.option("--missing", is_flag=True, help="Only concepts that have no notes yet."),
    click.option("--more", is_flag=True, help="Other notes beside those that are there."),
    click.option("--complete", is_flag=True, help="Keep what is only good to know, too."),
    click.option(
        "--kind",
        "kinds",
        multiple=True,
        type=click.Choice(["basic", "cloze", "choice"]),
        help="Only notes of this kind (repeatable).",
    ),
    click.option("--replay", is_flag=True, help="The last run again, from recorded replies alone."),
    click.option("--retry-failed", is_flag=True, help="Ask again what was refused or cut off."),
    click.option("--refresh", is_flag=True, help="Ask everything again, and keep the old replies."),
    click.option(
        "--partial", is_flag=True, help="Add what is complete, though answers are missing."
    ),
)


def with_model_options(command: Command) -> Command:
    """Add the options of a model's engine, which the command gets as `model_options`."""

    @functools.wraps(command)
    def wrapper(*args: Any, **said: Any) -> Any:
        chosen = {one.name: said.pop(one.name) for one in fields(ModelOptions)}
        return command(*args, model_options=ModelOptions(**chosen), **said)

    for option in reversed(MODEL_OPTIONS):
        wrapper = option(wrapper)
    return wrapper
