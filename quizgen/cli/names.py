"""Names on the command line that a shell can complete."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class DeckName(click.ParamType[str]):
    """A deck, by its folder's name or path; completes the names of the decks here."""

    name = "deck"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """The decks of the workspace around the current folder."""
        from click.shell_completion import CompletionItem

        here = Path.cwd()
        root = next((f for f in (here, *here.parents) if (f / "decks").is_dir()), here)
        names = sorted(path.parent.name for path in root.glob("decks/*/deck.yaml"))
        return [CompletionItem(name) for name in names if name.startswith(incomplete)]
