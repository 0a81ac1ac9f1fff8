"""A workspace of many decks: who is who, and what is wrong with one and not with the others."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from author import Author, run


@pytest.fixture
def author(tmp_path: Path) -> Author:
    return Author(tmp_path / "workspace")


def add_deck(author: Author, stem: str, **changes: str) -> Path:
    """A copy of the example deck with a key and a name of its own, or as `changes` say."""
    folder = author.root / "decks" / stem
    shutil.copytree(author.deck, folder)
    (folder / "ledger.json").unlink(missing_ok=True)
    for field, value in ({"key": stem, "name": stem.title()} | changes).items():
        set_field(folder, field, value)
    return folder


def set_field(folder: Path, field: str, value: str) -> None:
    rows = (folder / "deck.yaml").read_text("utf-8").splitlines(True)
    kept = [row for row in rows if not row.startswith(f"{field}:")]
    (folder / "deck.yaml").write_text("".join([f"{field}: {value}\n", *kept]), "utf-8")


def make_drafts(folder: Path) -> None:
    for path in (folder / "notes").glob("*.yaml"):
        text = path.read_text("utf-8")
        path.write_text(text.replace("status: approved", "status: draft"), "utf-8")


def break_deck(folder: Path) -> None:
    path = folder / "notes" / "tides.yaml"
    path.write_text(path.read_text("utf-8").replace("kind: basic", "kind: bassic", 1), "utf-8")


def snapshot(root: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


# --------------------------------------------------------------------------- identity


@pytest.mark.parametrize("asked", [(), ("tides",), ("moon",)])
def test_two_decks_with_one_key_are_refused(author: Author, asked: tuple[str, ...]) -> None:
    add_deck(author, "moon", key="tides")
    add_deck(author, "other")
    before = snapshot(author.root)
    checked = run(author.root, "check", *asked)
    assert checked.exit_code == 1
    for name, other in (("tides", "moon"), ("moon", "tides")):
        assert f"decks/{name}/deck.yaml:" in checked.stdout
        assert f"key 'tides' is also that of decks/{other}/deck.yaml" in checked.stdout
    for arguments in (["build", *asked], ["build", "--force", *asked]):
        built = run(author.root, *arguments)
        assert built.exit_code == 1
        assert "deck-key-shared" in built.output and "nothing built" in built.output
    assert run(author.root, "check", "other").exit_code == 0
    assert snapshot(author.root) == before


def test_two_decks_with_one_name_are_warned_of(author: Author) -> None:
    add_deck(author, "moon", name="TIDES")
    result = run(author.root, "check", "moon")
    assert result.exit_code == 0
    assert "decks/tides/deck.yaml:" in result.stdout
    assert result.stdout.count("warning deck-name-shared") == 2
    assert run(author.root, "check", "--strict").exit_code == 1
    assert run(author.root, "build").exit_code == 0


# --------------------------------------------------------------------------- one of many


def test_a_deck_of_drafts_is_skipped_among_others(author: Author) -> None:
    make_drafts(add_deck(author, "moon"))
    result = run(author.root, "build")
    assert result.exit_code == 0
    assert "moon: no approved note yet: skipped" in result.output
    assert (author.root / "out" / "tides" / "tides.apkg").is_file()
    assert not (author.root / "out" / "moon").exists()
    alone = run(author.root, "build", "moon")
    assert alone.exit_code == 2 and "no approved note; set" in alone.output


def test_nothing_but_decks_of_drafts(author: Author) -> None:
    make_drafts(add_deck(author, "moon"))
    make_drafts(author.deck)
    result = run(author.root, "build")
    assert result.exit_code == 2 and "no deck has an approved note" in result.output


def test_an_unreadable_deck_hides_nothing_of_the_others(author: Author) -> None:
    break_deck(add_deck(author, "aaa"))
    (add_deck(author, "moon") / "deck.yaml").write_bytes(b"key: moon\nname: caf\xe9\n")
    author.replace("decks/tides/notes/tides.yaml", "stretches the sea", "stretches the lake")
    before = snapshot(author.root)
    checked = run(author.root, "check")
    assert checked.exit_code == 2
    assert "quote-not-found" in checked.stdout
    for said in ("did you mean 'basic'?", "deck.yaml:2: not UTF-8", "2 of 3 decks cannot be read"):
        assert said in checked.stderr
    built = run(author.root, "build")
    assert built.exit_code == 2
    assert "did you mean 'basic'?" in built.stderr and "not UTF-8" in built.stderr
    assert "nothing built" in built.stderr
    assert snapshot(author.root) == before


def test_show_looks_on_in_the_other_decks(author: Author) -> None:
    break_deck(add_deck(author, "aaa"))
    shown = run(author.root, "show", "tide-cause")
    assert shown.exit_code == 0 and "gravity" in shown.stdout
    missing = run(author.root, "show", "nosuch")
    assert missing.exit_code == 2
    assert "did you mean 'basic'?" in missing.stderr
    assert "the others have no note 'nosuch'" in missing.stderr


def test_many_decks_get_a_line_each(author: Author) -> None:
    for number in range(6):
        add_deck(author, f"deck-{number}")
    first = run(author.root, "build")
    assert first.exit_code == 0
    assert len(first.stdout.splitlines()) == 9
    assert "7 decks, 35 notes" in first.stdout
    path = author.root / "decks" / "deck-3" / "notes" / "tides.yaml"
    path.write_text(path.read_text("utf-8").replace("stretch nothing", "raise nothing"), "utf-8")
    second = run(author.root, "build", clock=1_780_000_100)
    assert "changed: tide-cause" in second.stdout
    assert len(second.stdout.splitlines()) == 11
    assert "1 deck changed" in second.stdout


def test_in_a_terminal_bars_and_lines_do_not_mix(author: Author) -> None:
    for number in range(3):
        add_deck(author, f"deck-{number}")
    ours, theirs = os.openpty()
    command = [sys.executable, "-m", "quizgen", "build"]
    with subprocess.Popen(command, cwd=author.root, stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        said = b"".join(iter(lambda: _read(ours), b"")).decode()
    assert process.returncode == 0
    assert "Checking" in said and "Building" in said
    assert said.rindex("100%") < said.index("notes in")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # Linux says so when the other end is closed
        return b""


# --------------------------------------------------------------------------- which workspace


def test_decks_of_two_workspaces_are_refused(author: Author, tmp_path: Path) -> None:
    other = Author(tmp_path / "other")
    for names in (("tides", str(other.deck)), (str(other.deck), "tides")):
        result = run(author.root, "build", *names)
        assert result.exit_code == 2
        assert "several workspaces" in result.output
    assert not (other.root / "out").exists()
    assert run(author.root, "build", str(other.deck)).exit_code == 0
    assert (other.root / "out" / "tides" / "tides.apkg").is_file()
    assert not (author.root / "out").exists()


def test_a_deck_named_twice_is_built_once(author: Author) -> None:
    result = run(
        author.root, "build", "tides", "decks/tides", str(author.deck), "decks/../decks/tides"
    )
    assert result.exit_code == 0
    assert result.output.count("5 notes in") == 1
    inside = run(author.deck / "notes", "build", "..")
    assert inside.exit_code == 0


def test_a_deck_outside_decks_is_refused(author: Author) -> None:
    stray = author.root / "stray"
    shutil.copytree(author.deck, stray)
    result = run(author.root, "build", "stray")
    assert result.exit_code == 2
    assert "lies in the decks/ folder" in result.output
    assert str(author.root / "decks" / "stray") in result.output


# --------------------------------------------------------------------------- files that go missing


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("notes/more.yml", "rename it to more.yaml"),
        ("notes/more.YAML", "rename it to more.yaml"),
        ("notes/part/more.yaml", "move it up into"),
        ("concepts.yml", "rename it to concepts.yaml"),
    ],
)
def test_a_file_that_is_not_read_is_an_error(author: Author, place: str, said: str) -> None:
    path = author.deck / place
    path.parent.mkdir(exist_ok=True)
    path.write_text("topic: More\nnotes: []\n", "utf-8")
    result = run(author.root, "build")
    assert result.exit_code == 2
    assert f"decks/tides/{place}: " in result.output and said in result.output


def test_a_deck_yml_is_an_error_and_not_no_deck(author: Author) -> None:
    folder = add_deck(author, "moon")
    (folder / "deck.yaml").rename(folder / "deck.yml")
    result = run(author.root, "build")
    assert result.exit_code == 2
    assert "moon/deck.yml: this file is not read; rename it to deck.yaml" in result.output


@pytest.mark.parametrize("name", [".#x.yaml", "._x.yaml", "x.yaml~", "#x.yaml#", ".old/x.yaml"])
def test_hidden_and_backup_files_are_passed_over(author: Author, name: str) -> None:
    path = author.deck / "notes" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"\x00\xff")
    (author.deck / "notes" / ".#lock.yaml").symlink_to("nobody@nowhere")
    assert run(author.root, "check").exit_code == 0


def test_a_deck_whose_files_are_gone_is_not_retired_in_silence(author: Author) -> None:
    author.build()
    package = author.root / "out" / "tides" / "tides.apkg"
    before = (package.read_bytes(), author.ledger.read_bytes())
    author.notes.rename(author.root / "elsewhere.yaml")
    refused = run(author.root, "build")
    assert refused.exit_code == 1
    assert "5 of 5 published notes are gone from the files" in refused.output
    assert "notes-gone" in run(author.root, "check").stdout
    assert (package.read_bytes(), author.ledger.read_bytes()) == before
    forced = run(author.root, "build", "--force", clock=author.clock + 60)
    assert forced.exit_code == 0
    assert not (package.parent / "quiz.html").exists()
    assert not (package.parent / "key.html").exists()
    assert "removed out/tides/quiz.html" in forced.output


def test_notes_that_are_retired_by_their_status_go_without_a_question(author: Author) -> None:
    author.build()
    text = author.notes.read_text("utf-8")
    author.notes.write_text(text.replace("status: approved", "status: retired"), "utf-8")
    assert run(author.root, "build", clock=author.clock + 60).exit_code == 0


def test_a_few_notes_may_be_dropped(author: Author) -> None:
    author.build()
    for note in ("tide-cause", "tides-per-day", "spring-tide-when"):
        author.delete(note)
    author.build()
    assert "retired: " in author.said


# --------------------------------------------------------------------------- against the ledger


@pytest.mark.parametrize(("field", "value"), [("name", "The sea"), ("subdecks", "by guest")])
def test_a_renamed_deck_is_said_beforehand(author: Author, field: str, value: str) -> None:
    author.build()
    assert "deck-renamed" not in run(author.root, "check").stdout
    set_field(author.deck, field, value)
    result = run(author.root, "check")
    assert "warning deck-renamed 5 published notes stay in the Anki deck 'Tides'" in result.stdout
    assert "decks/tides/deck.yaml:" in result.stdout


CLOZE = "Most harbours see {{c2::high water}} {{c1::twice}} a day, since the Earth turns."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (CLOZE.replace("c2", "c3").replace("c1", "c2").replace("c3", "c1"), "“twice” was c1 and is now c2"),
        (CLOZE.replace("{{c2::high water}}", "high water"), "c2 was published and is gone"),
        (CLOZE.replace("{{c1::twice}}", "twice").replace("c2", "c1"), "“high water” was c2 and is now c1"),
        (CLOZE.replace("twice", "two times"), ""),
        (CLOZE.replace("twice", "*twice*"), ""),
        (CLOZE.replace("Earth", "{{c3::Earth}}"), ""),
    ],
)  # fmt: skip
def test_renumbered_clozes_are_said_beforehand(author: Author, text: str, said: str) -> None:
    author.change("tides-per-day", text=CLOZE)
    author.build()
    author.change("tides-per-day", text=text)
    output = run(author.root, "check").stdout
    assert ("cloze-renumbered" in output) == bool(said)
    assert said in output


def test_a_changed_id_is_said_beforehand(author: Author) -> None:
    author.build()
    author.replace("decks/tides/notes/tides.yaml", "id: tide-cause", "id: cause-of-tide")
    result = run(author.root, "check")
    assert "warning id-changed 'tide-cause' is gone" in result.stdout
    assert "put the old id back, `id: tide-cause`" in result.stdout
    author.change("cause-of-tide", question="What else raises a tide of the sea?")
    assert "id-changed" in run(author.root, "check").stdout  # the quotes are the same
    author.replace("decks/tides/notes/tides.yaml", "id: cause-of-tide", "id: tide-cause")
    assert "id-changed" not in run(author.root, "check").stdout


def test_a_published_id_may_tell_its_answer(author: Author) -> None:
    author.replace(
        "decks/tides/notes/tides.yaml", "id: smallest-range-term", "id: weakest-neap-tide"
    )
    assert "answer-in-id" in run(author.root, "check").stdout
    author.build()
    assert "answer-in-id" not in run(author.root, "check").stdout
