"""What a person names to draft from -> sources, and the deck that they go to. Reads, never writes.

A source that lies elsewhere is to be copied into seeds/, with its meta file; the copy is made when
everything else is ready too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from quizgen.decks.files import read_deck
from quizgen.decks.folder import is_backup, is_deck
from quizgen.decks.identity import read_identities
from quizgen.decks.seeds import META_SUFFIX, find_source
from quizgen.decks.workspace import Workspace
from quizgen.drafting.merge import slug
from quizgen.drafting.writing import Identity, deck_name
from quizgen.errors import DeckError, QuizgenError, SourceError
from quizgen.schema import Source
from quizgen.sources.files import decode, read_bytes
from quizgen.sources.read import parse_source, read_meta, read_source


@dataclass(frozen=True, slots=True)
class Intake:
    """The sources to draft from, the deck's folder, and what is to be copied into seeds/."""

    sources: tuple[Source, ...]
    folder: Path
    copies: Mapping[Path, bytes]


def take_in(workspace: Workspace, named: str, deck: str | None, encoding: str) -> Intake:
    """What `named` means: a file, a deck (without `deck` only), or the stem of a source.

    Raises:
        QuizgenError: it means nothing here, or the source cannot be read or copied.
    """
    if Path(named).is_file():
        source, copies = _take_file(workspace, Path(named), encoding)
        return Intake((source,), _choose_folder(workspace, deck, source.stem), copies)
    if deck is None and (is_deck(Path(named)) or _is_deck_here(workspace, named)):
        folder = workspace.find_decks([named])[0]
        stems = read_deck(folder).sources
        paths = [workspace.find_source(stem, folder) for stem in stems]
        return Intake(tuple(read_source(path, encoding) for path in paths), folder, {})
    if Path(named).suffix or Path(named).name != named:
        raise SourceError(Path(named), "no such file; check the path")
    path = find_source(workspace.seeds_folder, named, workspace.seeds_folder)
    source = read_source(path, encoding)
    return Intake((source,), _choose_folder(workspace, deck, source.stem), {})


def identify(workspace: Workspace, folder: Path, source: Source) -> Identity:
    """A key and a name for a new deck which no deck of the workspace has."""
    others = read_identities(f for f in workspace.deck_folders() if f != folder)
    keys, key, number = {other.key for other in others}, slug(folder.name), 2
    while key in keys:
        key, number = f"{slug(folder.name)}-{number}", number + 1
    return Identity(key, deck_name(source.meta.title, folder.name, [o.name for o in others]))


def _is_deck_here(workspace: Workspace, name: str) -> bool:
    return Path(name).name == name and is_deck(workspace.decks_folder / name)


def _take_file(
    workspace: Workspace, path: Path, encoding: str
) -> tuple[Source, Mapping[Path, bytes]]:
    seeds = workspace.seeds_folder
    if path.resolve().parent == seeds.resolve():
        return read_source(path, encoding), {}
    if is_backup(path.name) or path.name.endswith(META_SUFFIX):
        raise SourceError(path, "this is no source (a hidden file, a backup or a meta file)")
    data, target = read_bytes(path), seeds / path.name
    _refuse_other(path, data, seeds)
    beside, kept = (p.with_name(path.stem + META_SUFFIX) for p in (path, target))
    # What a person wrote beside the copy counts, when there is a copy already.
    file = read_meta(target if kept.exists() else path)
    source = parse_source(decode(path, data, file.encoding or encoding), path, file)
    copies = {} if target.exists() else {target: data}
    if beside.exists() and not kept.exists():
        copies[kept] = read_bytes(beside)
    return source, copies


def _refuse_other(path: Path, data: bytes, seeds: Path) -> None:
    """Another source of this stem is never written over, and would make the stem mean two."""
    for other in sorted(seeds.glob("*")):
        if other.stem != path.stem or is_backup(other.name) or other.name.endswith(META_SUFFIX):
            continue
        if other.name != path.name or other.read_bytes() != data:
            said = f"{other} is there already, and not the same; rename one of the two"
            raise SourceError(path, said)


def _choose_folder(workspace: Workspace, deck: str | None, stem: str) -> Path:
    """The deck that is named; else that of the source's own name; else the one that has it."""
    if deck is not None:
        if is_deck(Path(deck)) and Path(deck).name != deck:
            return workspace.find_decks([deck])[0]
        if not deck or deck.startswith(".") or Path(deck).name != deck:
            raise QuizgenError(f"--deck {deck!r}: write a name without / for a folder in decks/")
        return _free_or_deck(workspace.decks_folder / deck)
    own = workspace.decks_folder / stem
    if is_deck(own):
        return own
    having = [f for f in workspace.deck_folders() if _lists(f, stem)]
    if len(having) > 1:
        listed = ", ".join(folder.name for folder in having)
        raise QuizgenError(f"{stem!r} is a source of several decks ({listed}); say --deck NAME")
    return having[0] if having else _free_or_deck(own)


def _lists(folder: Path, stem: str) -> bool:
    try:
        return stem in read_deck(folder).sources
    except DeckError:
        return False  # the mistakes of a deck that nobody asked for


def _free_or_deck(folder: Path) -> Path:
    """A deck, or a place for one; what a run that was killed leaves there is in nobody's way."""
    if not is_deck(folder) and (folder.is_file() or any(_is_theirs(p) for p in folder.rglob("*"))):
        raise QuizgenError(f"{folder} is there and is no deck; say --deck NAME for another folder")
    return folder


def _is_theirs(path: Path) -> bool:
    return path.is_file() and not is_backup(path.name)
