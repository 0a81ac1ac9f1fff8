"""`quizgen quiz`: forms and keys of one deck or several, as HTML files and as PDF."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click

from quizgen.checks.selection import ERRORS
from quizgen.commands.quiz_options import QuizOptions
from quizgen.commands.reading import read_all
from quizgen.decks.atomic import is_new, write_together
from quizgen.decks.blueprints import BLUEPRINTS_FOLDER, find_blueprint, read_blueprint
from quizgen.decks.ledger import read_clock
from quizgen.decks.workspace import Workspace, find_workspace
from quizgen.errors import FindingsError, QuizgenError
from quizgen.pipeline.building import Checked, check, edition_of
from quizgen.publishing.forms import FORMS, left_out
from quizgen.publishing.paper import KEY, KEYS, QUIZ, file_name
from quizgen.publishing.pdf import bind, print_pages
from quizgen.publishing.quizzes import Quiz, make_quiz, merge, pages_of
from quizgen.publishing.selection import clues
from quizgen.rendering import Templates
from quizgen.schema import Blueprint, Paper
from quizgen.text import listed

OUR_MARK = b'<meta name="generator" content="quizgen">'
BOUND = "quiz-all.pdf"
MOST_NAMED = 4


def print_quiz(
    names: Sequence[str],
    options: QuizOptions,
    *,
    out: Path | None,
    pdf: bool,
    force: bool,
    encoding: str,
) -> None:
    """Make the forms of a quiz and their keys, and say what was made.

    Raises:
        QuizgenError: a deck cannot be read, or cannot make the quiz that is asked for.
        FindingsError: a deck has errors; they are on standard error.
    """
    workspace = find_workspace(Path.cwd(), names)
    folders = _find_decks(workspace, names)
    blueprint = options.to_blueprint()
    checked = _read(workspace, folders, encoding, force)
    wished = _wished(workspace, checked, options).changed_by(blueprint)
    _refuse_contradiction(wished)
    quiz = make_quiz(merge([edition_of(one) for one in checked], wished), wished.forms or 1)
    if not quiz.forms[0].questions:
        raise QuizgenError("no question to ask: no note is approved; approve some first")
    folder = out or _out_folder(workspace, folders)
    pages = pages_of(quiz, Templates(workspace.root))
    files = {name: page.encode() for name, page in pages.items()}
    if pdf:
        files |= _printed(pages, wished.paper or Paper.A4)
    leftovers = _leftovers(folder, files)
    write_together({folder / name: data for name, data in files.items()})
    for line in _describe(quiz, folder, files):
        click.echo(line)
    for path in leftovers:
        path.unlink()
        click.echo(f"  removed {path}, which an earlier quiz made")


def _find_decks(workspace: Workspace, names: Sequence[str]) -> list[Path]:
    folders = workspace.find_decks(names)
    if not names and len(folders) > 1:
        known = listed([folder.name for folder in folders])
        raise QuizgenError(f"say which deck, or decks, the quiz is to be on: {known}")
    return folders


def _read(
    workspace: Workspace, folders: Sequence[Path], encoding: str, force: bool
) -> tuple[Checked, ...]:
    now = read_clock()
    reading = read_all(folders, lambda folder: check(workspace, folder, now, encoding, ERRORS))
    if reading.refused:
        raise reading.failure("no quiz made")
    errors = [finding for one in reading.checked for finding in one.errors()]
    for finding in errors:
        click.echo(str(finding), err=True)
    count = f"{len(errors)} error" + "s" * (len(errors) > 1)
    if errors and not force:
        said = "mend them, set the note to draft, or say --force"
        raise FindingsError(f"no quiz made: {count} above; {said}")
    if errors:
        click.echo(f"In spite of {count}; notes without proof are not asked.", err=True)
    return reading.checked


def _wished(workspace: Workspace, checked: Sequence[Checked], options: QuizOptions) -> Blueprint:
    """The named blueprint, or that of the only deck."""
    if options.blueprint is None:
        return checked[0].deck.blueprint if len(checked) == 1 else Blueprint()
    own = [one.deck.path / BLUEPRINTS_FOLDER for one in checked]
    return read_blueprint(
        find_blueprint(options.blueprint, [*own, workspace.root / BLUEPRINTS_FOLDER])
    )


def _refuse_contradiction(wished: Blueprint) -> None:
    if wished.large_print and wished.columns == 2:
        raise QuizgenError("large print leaves no room for two columns: choose one of the two")


def _out_folder(workspace: Workspace, folders: Sequence[Path]) -> Path:
    if len(folders) == 1:
        return workspace.out_folder(folders[0])
    named = "+".join(folder.name for folder in folders)
    return workspace.root / "out" / "quizzes" / named


def _printed(pages: Mapping[str, str], paper: Paper) -> dict[str, bytes]:
    click.echo(f"Printing {len(pages)} files ...", err=True)
    made = print_pages(pages, paper)
    files = {str(Path(name).with_suffix(".pdf")): data for name, data in made.items()}
    forms = [data for name, data in made.items() if name.startswith(f"{QUIZ}-")]
    bound = bind(forms) if forms else None
    if forms and bound is None:
        click.echo(f"{BOUND} is left out: `pip install 'quizgen[pdf]'` brings what binds the forms")
    return files | ({BOUND: bound} if bound else {})


def _leftovers(folder: Path, made: Mapping[str, bytes]) -> list[Path]:
    """Files of an earlier quiz that would be mixed up with these.

    Its forms that are not made again, of several; and PDF files of pages that change or go.
    """
    names = [KEYS, *(file_name(role, letter) for role in (QUIZ, KEY) for letter in ("", *FORMS))]
    ours = [folder / name for name in names if _is_ours(folder / name)]
    gone = [path for path in ours if path.name not in made and KEYS in made and "-" in path.name]
    changed = [path for path in ours if path.name in made and is_new(path, made[path.name])]
    printed = [path.with_suffix(".pdf") for path in (*gone, *changed)]
    printed += [folder / BOUND] if printed else []
    return gone + [path for path in printed if path.is_file() and path.name not in made]


def _is_ours(path: Path) -> bool:
    return path.is_file() and OUR_MARK in path.read_bytes()


def _describe(quiz: Quiz, folder: Path, files: Mapping[str, bytes]) -> Iterator[str]:
    deck, questions = quiz.edition.deck, quiz.forms[0].questions
    forms = f", forms {quiz.forms[0].letter} to {quiz.forms[-1].letter}" if KEYS in files else ""
    count = "1 question" if len(questions) == 1 else f"{len(questions)} questions"
    yield f"{deck.blueprint.title or deck.name}"
    yield f"  {count}, {quiz.points} points{forms}"
    kinds = Counter(question.note.kind.value for question in questions)
    topics = len({question.proven.topic for question in questions})
    listed = ", ".join(f"{kind} {number}" for kind, number in kinds.most_common())
    yield f"  {listed}; {topics} topic" + "s" * (topics > 1)
    found = list(clues([question.proven for question in questions]))
    for teller, told in found[:MOST_NAMED]:
        yield f"  {teller} gives away the answer of {told}: ask fewer, or reword one"
    if len(found) > MOST_NAMED:
        yield f"  and {len(found) - MOST_NAMED} more questions give away others"
    if out := left_out(quiz.edition):
        more = f" and {len(out) - MOST_NAMED} more" if len(out) > MOST_NAMED else ""
        named = ", ".join(out[:MOST_NAMED]) + more
        yield f"  never asked on paper, for their question holds the answer: {named}"
    yield f"  {', '.join(files)} in {folder}"
