"""The papers tell the truth: examples parse, links lead somewhere, generated pages are current."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

from quizgen.decks.files import parse_topic, read_deck
from quizgen.schema import Status
from quizgen.sources.meta import parse_meta


def blocks(path: Path) -> list[str]:
    return re.findall(r"```yaml\n(.*?)```", path.read_text("utf-8"), re.DOTALL)


def test_the_readmes_note_is_the_one_in_the_deck(repository: Path) -> None:
    parsed = parse_topic(blocks(repository / "README.md")[0], Path("README.md"))
    assert parsed.problems == []
    shown = parsed.value.notes[0]
    deck = read_deck(repository / "decks" / "amodei-askell-olah")
    real = next(note for note in deck.notes if note.id == shown.id)
    assert (shown.question, shown.content, shown.evidence) == (
        real.question,
        real.content,
        real.evidence,
    )


def test_the_example_of_a_meta_file_is_read(repository: Path) -> None:
    text = blocks(repository / "docs" / "sources.md")[0]
    assert parse_meta(text, Path("x.meta.yaml")).meta.people[1].name == "Mara Lind"


def test_links_and_pictures_lead_somewhere(repository: Path) -> None:
    for page in [*repository.glob("*.md"), *repository.glob("docs/*.md")]:
        for target in re.findall(r"\]\(([^)#]+)", page.read_text("utf-8")):
            if not target.startswith(("http", "#")):
                assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_generated_pages_are_current(repository: Path) -> None:
    spec = importlib.util.spec_from_file_location("make_pages", repository / "docs/make_pages.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name, make in module.PAGES.items():
        assert (repository / "docs" / name).read_text("utf-8") == make(), f"{name}: make schema"


def test_our_deck_is_what_the_papers_say(repository: Path) -> None:
    deck = read_deck(repository / "decks" / "amodei-askell-olah")
    approved = [note for note in deck.notes if note.status is Status.APPROVED]
    assert 240 <= len(approved) <= 320
    assert {note.kind.value for note in approved} == {
        "basic",
        "reversed",
        "cloze",
        "type-in",
        "choice",
    }
    assert all(note.approved_by for note in approved)
    assert {topic.name for topic in deck.topics} >= {"Scaling laws", "Constitutional AI"}


def test_no_word_of_a_machine_in_the_project(repository: Path) -> None:
    """No machine path and no registry's address in anything that is published."""
    told = re.compile(r"/(?:work|root|tmp|home)/\w|https?://(?:pypi|registry|files\.python)", re.I)
    for pattern in (
        "*.md",
        "docs/**/*.md",
        "quizgen/**/*.py",
        "decks/**/*.yaml",
        "Makefile",
        "*.toml",
    ):
        for path in repository.glob(pattern):
            found = told.search(path.read_text("utf-8"))
            assert not found, f"{path}: {found[0]}"
