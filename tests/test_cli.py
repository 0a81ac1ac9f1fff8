"""The commands as a person types them: output, exit codes, pipes, help."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from author import Author, run
from click.testing import CliRunner

from quizgen import __version__
from quizgen.cli import cli

QUIZGEN = [sys.executable, "-m", "quizgen"]


@pytest.fixture
def author(tmp_path: Path) -> Author:
    return Author(tmp_path / "workspace")


def test_every_command_has_help_with_an_example_and_is_in_the_readme(repository: Path) -> None:
    readme = (repository / "README.md").read_text("utf-8")
    for name, command in cli.commands.items():
        said = CliRunner().invoke(cli, [name, "--help"]).output
        assert "Example" in said, name
        assert f"quizgen {name}" in said, name
        assert f"quizgen {name}" in readme, name
        assert command.get_short_help_str(), name


def test_version() -> None:
    assert CliRunner().invoke(cli, ["--version"]).output == f"quizgen, version {__version__}\n"


def test_init_builds_at_once_and_never_writes_over(tmp_path: Path) -> None:
    made = run(tmp_path, "init", "course")
    assert made.exit_code == 0 and "quizgen build" in made.output
    folder = tmp_path / "course"
    assert run(folder, "check").output.count("0 errors, 0 warnings") == 1
    assert run(folder, "build").exit_code == 0
    before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    again = run(tmp_path, "init", "course")
    assert again.exit_code == 2 and "exists already" in again.output
    assert {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()} == before


def test_init_says_what_to_type(tmp_path: Path) -> None:
    assert "Next: cd 'my course' && quizgen build" in run(tmp_path, "init", "my course").output
    here = tmp_path / "here"
    here.mkdir()
    assert run(here, "init", ".").output.endswith("Next: quizgen build\n")


def test_init_in_a_new_repository_keeps_its_readme(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    readme = tmp_path / "README.md"
    readme.write_text("# Mine\n", "utf-8")
    made = run(tmp_path, "init")
    assert made.exit_code == 0
    assert "README.md was there and stays as it is" in made.output
    assert readme.read_text("utf-8") == "# Mine\n"
    assert run(tmp_path, "build").exit_code == 0


def test_the_help_names_notes_of_the_example(author: Author) -> None:
    said = CliRunner().invoke(cli, ["--help"]).output
    example = next(line.split()[2] for line in said.splitlines() if "quizgen show" in line)
    assert run(author.root, "show", example).exit_code == 0


def test_check_finds_what_is_wrong_and_writes_nothing(author: Author) -> None:
    author.replace("decks/tides/notes/tides.yaml", "concept: tide\n", "concept: ebb\n")
    before = {p: p.stat().st_mtime_ns for p in author.root.rglob("*")}
    loose, strict = run(author.root, "check"), run(author.root, "check", "--strict")
    assert (loose.exit_code, strict.exit_code) == (0, 1)
    assert "tides.yaml:10:14: warning concept-unknown concept 'ebb'" in loose.stdout
    assert "0 errors, 3 warnings" in loose.stderr
    assert {p: p.stat().st_mtime_ns for p in author.root.rglob("*")} == before


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("stretches the sea into", "stretches the seas into", "quote-not-found"),
        ("        lines: 4\n", "        lines: 5\n", "quote-misplaced"),
        ("speaker: Mara Lind\n    level: understand ", "speaker: Jon Vik\n    level: understand ",
         "speaker-mismatch"),
        ("quote: that difference", "source: moon\n        quote: that difference", "source-unknown"),
        ("According to Mara Lind (2026), which influence on the water level does no tide table show?",
         "Which property of the Moon's gravity  across the earth raises the tides?", "same-question"),
    ],
)  # fmt: skip
def test_each_rule_finds_its_planted_error(author: Author, old: str, new: str, rule: str) -> None:
    assert run(author.root, "check").exit_code == 0
    author.replace("decks/tides/notes/tides.yaml", old, new)
    result = run(author.root, "check")
    assert result.exit_code == 1
    assert f" error {rule} " in result.stdout


def test_an_id_that_gives_its_answer_away_is_found(author: Author) -> None:
    author.replace(
        "decks/tides/notes/tides.yaml", "id: smallest-range-term", "id: weakest-neap-tide"
    )
    result = run(author.root, "check")
    assert "warning answer-in-id" in result.stdout


def test_several_sources_need_a_name(author: Author) -> None:
    seed = author.root / "seeds" / "moon.txt"
    seed.write_text("The Moon is near.\n", "utf-8")
    author.replace("decks/tides/deck.yaml", "sources: [tides]", "sources: [tides, moon]")
    assert "error source-unknown" in run(author.root, "check").stdout


def test_a_changed_kind_is_said_beforehand(author: Author) -> None:
    author.build()
    author.change("tide-cause", kind="type-in")
    result = run(author.root, "check")
    assert "warning kind-changed" in result.stdout
    assert "1 new, 1 retired" in result.stderr


def test_of_many_decks_the_nearest_or_a_few_are_named(author: Author) -> None:
    for number in range(10):
        shutil.copytree(author.deck, author.root / "decks" / f"waves-{number}")
    near = run(author.root, "build", "tidse").stderr
    assert "no deck 'tidse'; did you mean 'tides'?" in near
    far = run(author.root, "build", "xyz").stderr
    assert far.count("waves-") < 10 and "and 3 more" in far
    shown = run(author.root, "show", "tide-couse").stderr
    assert shown.count("tide-cause") <= 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["build", "nosuch"], "no deck 'nosuch'; the decks here are: tides"),
        (["show", "tide-couse"], "did you mean tide-cause"),
        (["build", "--encoding", "utf-99"], "utf-99"),
        (["nosuch"], "No such command"),
    ],
)
def test_a_clear_no(author: Author, arguments: list[str], said: str) -> None:
    result = run(author.root, *arguments)
    assert result.exit_code == 2
    assert said in result.output
    assert "Traceback" not in result.output


def test_outside_a_workspace(tmp_path: Path) -> None:
    result = run(tmp_path, "build")
    assert result.exit_code == 2
    assert "quizgen init" in result.output


def test_a_missing_or_doubled_source(author: Author) -> None:
    seed = author.root / "seeds" / "tides.txt"
    twin = seed.with_suffix(".md")
    twin.write_text("# Tides\n", "utf-8")
    doubled = run(author.root, "check")
    assert doubled.exit_code == 2 and "could be tides.md, tides.txt" in doubled.output
    twin.unlink()
    seed.unlink()
    missing = run(author.root, "check")
    assert missing.exit_code == 2 and "no such source" in missing.output


def test_show_prints_front_back_and_evidence(author: Author) -> None:
    said = run(author.root, "show", "spring-tide-when").output
    for part in ("A. At new and full moon", "“When Sun and Moon", "Mara Lind, lines 8–9"):
        assert part in said
    assert "\x1b[" not in said
    assert max(map(len, said.splitlines())) <= 80
    assert "tidal bulges" in run(author.root, "show", "tides-per-day").output


@pytest.mark.parametrize("status", ["rejected", "retired"])
def test_show_says_why_a_note_has_no_evidence(author: Author, status: str) -> None:
    author.change("tide-cause", status=status, extra="Newton knew.", claim="opinion")
    said = run(author.root, "show", "tide-cause").output
    assert f"Evidence is not looked up: the note is {status}." in said
    assert "Extra: Newton knew." in said
    assert "Claim: opinion, of Mara Lind" in said


def quizgen(folder: Path, command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    line = command.replace("quizgen", " ".join(QUIZGEN))
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", line],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
    )


def test_in_a_pipe_and_without_colour(author: Author) -> None:
    piped = quizgen(author.root, "quizgen show spring-tide-when | head -1")
    assert piped.stdout.startswith("spring-tide-when")
    assert "Traceback" not in piped.stderr and "BrokenPipe" not in piped.stderr
    assert "\x1b[" not in quizgen(author.root, "quizgen build", NO_COLOR="1").stdout
    assert quizgen(author.root, "quizgen build").stderr == ""


@pytest.mark.parametrize("command", ["show tide-cause", "build", "--help", "check"])
def test_a_reader_that_goes_away_is_no_failure(author: Author, command: str) -> None:
    # `exec 1>&-` would close our end; here the other end is gone before anything is written.
    gone = quizgen(author.root, f"(sleep 1; quizgen {command}) | head -c 0")
    assert (gone.returncode, gone.stderr.count("Error")) == (0, 0)
    assert "Traceback" not in gone.stderr and "Exception" not in gone.stderr


def test_a_full_disk_is_a_failure(author: Author) -> None:
    done = quizgen(author.root, "quizgen show tide-cause > /dev/full")
    assert done.returncode == 2
    assert done.stderr == "Error: No space left on device\n"


def test_completion(author: Author) -> None:
    for shell in ("bash", "zsh", "fish"):
        assert "_QUIZGEN_COMPLETE" in CliRunner().invoke(cli, ["completion", shell]).output
    done = quizgen(
        author.root,
        "quizgen",
        _QUIZGEN_COMPLETE="bash_complete",
        COMP_WORDS="quizgen build ti",
        COMP_CWORD="2",
    )
    assert done.stdout.strip() == "plain,tides"


def test_a_crash_is_not_mistaken_for_findings(author: Author) -> None:
    code = (
        "import quizgen.cli, quizgen.commands.build as b\n"
        "def crash(*a): raise ValueError('planted')\n"
        "b.check = crash\n"
        "quizgen.cli.main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "build"], cwd=author.root, capture_output=True, text=True
    )
    assert done.returncode == 2
    assert "planted" in done.stderr and "defect" in done.stderr


def test_a_folder_that_cannot_be_written(author: Author) -> None:
    (author.root / "out").write_text("in the way", "utf-8")
    done = quizgen(author.root, "quizgen build")
    assert done.returncode == 2
    assert done.stderr.startswith("Error: ") and "Traceback" not in done.stderr
