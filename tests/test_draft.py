"""`quizgen draft`: a deck from a source, run again without loss, whatever a person did meanwhile."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from author import Author, run
from click.testing import Result
from learner import Learner

from quizgen.decks.files import read_deck
from quizgen.drafting.engine import Chosen, choose_engine
from quizgen.drafting.model import Drafted, FoundConcept, Genre
from quizgen.errors import QuizgenError
from quizgen.schema import (
    Answerable,
    Claim,
    Evidence,
    Kind,
    Locator,
    Note,
    Source,
    Span,
    Status,
)

TALK = (
    "A ballast tank is a compartment that holds water to keep a ship steady.",
    "The ballast tank was first built into colliers in 1852, when empty ships had to return.",
    "A bulkhead is an upright wall that divides the hull of a ship into compartments.",
    "The bulkhead keeps water from spreading when the hull is holed.",
    "A plimsoll line is a mark on the hull that shows how deep a ship may be loaded.",
    "Every port inspector checks the plimsoll line before the ship leaves the harbour.",
)


def clock(seconds: int, mark: str) -> str:
    return f"00:00:{seconds:02}{mark}000"


def cues(mark: str) -> str:
    return "\n".join(
        f"{n + 1}\n{clock(n * 5, mark)} --> {clock(n * 5 + 4, mark)}\n{said}\n"
        for n, said in enumerate(TALK)
    )


FILES = {
    "prose.txt": "\n\n".join(" ".join(TALK[n : n + 2]) for n in (0, 2, 4)) + "\n",
    "talk.txt": "- Welcome to the harbour. What keeps a ship upright?\n- " + " ".join(TALK) + "\n",
    "page.md": "# Ships\n\n## Water\n\n"
    + " ".join(TALK[:2])
    + "\n\n## Walls\n\n"
    + " ".join(TALK[2:]),
    "film.srt": cues(","),
    "film.vtt": "WEBVTT\n\n" + cues("."),
    "heard.json": json.dumps(
        {
            "segments": [
                {"start": n * 5.0, "end": n * 5 + 4.0, "text": s} for n, s in enumerate(TALK)
            ]
        }
    ),
}


class Picker:
    """A stand-in engine: one basic note for each sentence `A X is Y.` that it is told of."""

    name = "extractive"

    def __init__(
        self, terms: Sequence[str] = ("ballast tank", "bulkhead", "plimsoll line")
    ) -> None:
        self.terms = terms

    def draft(self, source: Source) -> Drafted:
        found = []
        for term in self.terms:
            match = re.search(rf"An? {term} is (.+?)\.", source.text)
            if match:
                found.append((term, match))
        concepts = tuple(
            FoundConcept(t.replace(" ", "-"), t, (t,), 1.0, (Span(m.start(), m.end()),))
            for t, m in found
        )
        return Drafted(
            self.name, Genre.PROSE, concepts, tuple(self._note(source, t, m) for t, m in found)
        )

    def _note(self, source: Source, term: str, match: re.Match[str]) -> tuple[str, Note]:
        id_ = term.replace(" ", "-")
        quote = Evidence(match[0], None, Locator(source.lines_of(Span(match.start(), match.end()))))
        return source.meta.title, Note(
            f"{id_}-definition",
            Kind.BASIC,
            Answerable(f"What is a {term} on a ship, as in {source.stem}?", match[1]),
            (quote,),
            Status.DRAFT,
            concept=id_,
            claim=Claim.DEFINITION,
            origin=self.name,
        )


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "workspace"
    (folder / "decks").mkdir(parents=True)
    return folder


@pytest.fixture
def picker(monkeypatch: pytest.MonkeyPatch) -> Picker:
    engine = Picker()
    monkeypatch.setattr("quizgen.commands.draft.Extractive", lambda **options: engine)
    return engine


def seed(root: Path, name: str = "prose.txt", text: str | None = None) -> Path:
    path = root / "seeds" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(FILES[name] if text is None else text, "utf-8")
    return path


def draft(root: Path, *arguments: str) -> Result:
    result = run(root, "draft", *arguments)
    assert result.exit_code == 0, result.output
    return result


def files(root: Path) -> dict[Path, bytes]:
    return {p: p.read_bytes() for p in root.rglob("*") if p.is_file() and "out" not in p.parts}


def notes_file(root: Path, deck: str = "prose") -> Path:
    return next((root / "decks" / deck / "notes").glob("*.yaml"))


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def ids(root: Path, deck: str = "prose") -> list[str]:
    return [note.id for note in read_deck(root / "decks" / deck).notes]


# --------------------------------------------------------------------------- the real engine


@pytest.fixture
def learner(tmp_path: Path) -> Iterator[Learner]:
    someone = Learner(tmp_path / "learner")
    yield someone
    someone.close()


@pytest.mark.parametrize("name", FILES)
def test_every_format_makes_a_deck_that_anki_takes(root: Path, learner: Learner, name: str) -> None:
    path = seed(root, name)
    said = draft(root, path.stem).output
    assert "passed the gate" in said and "no key" in said
    deck = read_deck(root / "decks" / path.stem)
    assert (deck.key, deck.sources) == (path.stem, (path.stem,)) and deck.concepts
    assert deck.notes, "the engine found nothing in a text of definitions"
    assert {(n.status, n.origin) for n in deck.notes} == {(Status.DRAFT, "extractive")}
    assert " 0 errors" in run(root, "check").output
    run(root, "build", "--drafts", path.stem)
    package = root / "out" / path.stem / f"{path.stem}.apkg"
    assert learner.take(package).new == len(deck.notes)
    before = files(root)
    again = draft(root, path.stem)
    assert "nothing changed" in again.output and files(root) == before


def test_our_own_sources_and_the_interview(root: Path, repository: Path) -> None:
    sources = repository / "tests/cases/labelled/sources"
    ours = [*sources.glob("*.md"), *sources.glob("*.txt"), *repository.glob("seeds/*.txt")]
    for path in sorted(ours):
        draft(root, str(path))
        before = files(root)
        assert "nothing changed" in draft(root, str(path)).output
        assert files(root) == before
    assert " 0 errors" in run(root, "check").output


# --------------------------------------------------------------------------- what a person did


def test_edits_and_rejections_survive_and_a_deleted_draft_returns(
    root: Path, picker: Picker
) -> None:
    seed(root)
    draft(root, "prose")
    path = notes_file(root)
    edit(path, "a compartment that holds water", "a tank of water # not a comment")
    edit(path, "status: draft", "status: rejected")
    path.write_text("# mine\n" + path.read_text("utf-8"), "utf-8")
    edited = path.read_bytes()
    said = draft(root, "prose").output
    assert path.read_bytes() == edited and "2 still drafts, 1 rejected" in said
    head, *notes = path.read_text("utf-8").split("\n  - id: ")
    path.write_text("\n  - id: ".join([head, *notes[:2]]) + "\n", "utf-8")
    kept = path.read_bytes()
    draft(root, "prose")
    assert path.read_bytes().startswith(kept)
    assert ids(root) == [
        "ballast-tank-definition",
        "bulkhead-definition",
        "plimsoll-line-definition",
    ]


def test_a_published_note_that_was_deleted_stays_away(root: Path, picker: Picker) -> None:
    seed(root)
    draft(root, "prose")
    path = notes_file(root)
    path.write_text(path.read_text("utf-8").replace("status: draft", "status: approved"), "utf-8")
    assert run(root, "build").exit_code == 0
    head, *notes = path.read_text("utf-8").split("\n  - id: ")
    path.write_text("\n  - id: ".join([head, *notes[:2]]) + "\n", "utf-8")
    assert "not made again: 1" in draft(root, "prose").output
    assert len(ids(root)) == 2


def test_an_id_that_a_person_changed_is_known_by_its_quote(root: Path, picker: Picker) -> None:
    seed(root)
    draft(root, "prose")
    edit(notes_file(root), "id: bulkhead-definition", "id: wall")
    edit(notes_file(root), "What is a bulkhead on", "What do sailors call a bulkhead on")
    assert "nothing changed" in draft(root, "prose").output


def test_a_concept_that_is_skipped_gets_no_drafts(root: Path, picker: Picker) -> None:
    seed(root)
    draft(root, "prose")
    concepts = root / "decks/prose/concepts.yaml"
    mine = "# mine\n- {id: bulkhead, skip: too easy}\n- id: ballast-tank\n  name: ballast\n"
    concepts.write_text(mine, "utf-8")
    notes_file(root).unlink()
    assert "skips, left out: 1" in draft(root, "prose").output
    assert concepts.read_text("utf-8").startswith(mine)
    assert [c.id for c in read_deck(root / "decks/prose").concepts][2:] == ["plimsoll-line"]
    assert "bulkhead-definition" not in ids(root)


def test_a_list_of_concepts_is_the_persons_once_it_is_there(root: Path, picker: Picker) -> None:
    seed(root)
    draft(root, "prose")
    concepts = root / "decks/prose/concepts.yaml"
    head, *entries = concepts.read_text("utf-8").split("\n- id: ")
    concepts.write_text("\n- id: ".join([head, *entries[:2]]) + "\n", "utf-8")
    before = files(root)
    assert "nothing changed" in draft(root, "prose").output and files(root) == before
    notes_file(root).unlink()
    draft(root, "prose")
    assert [c.id for c in read_deck(root / "decks/prose").concepts][2:] == ["plimsoll-line"]


def test_windows_line_ends_stay(root: Path, picker: Picker) -> None:
    seed(root)
    picker.terms = ("bulkhead",)
    draft(root, "prose")
    path = notes_file(root)
    old = path.read_bytes().replace(b"\n", b"\r\n")
    path.write_bytes(old)
    picker.terms = ("bulkhead", "plimsoll line")
    draft(root, "prose")
    new = path.read_bytes()
    assert new.startswith(old) and new.count(b"\n") == new.count(b"\r\n") and len(ids(root)) == 2


# --------------------------------------------------------------------------- several sources


def test_two_sources_in_one_deck_keep_their_ids_apart(root: Path, picker: Picker) -> None:
    seed(root)
    seed(root, "other.txt", "A bulkhead is a wall against fire.\n")
    draft(root, "prose")
    draft(root, "other", "--deck", "prose")
    deck = read_deck(root / "decks/prose")
    assert deck.sources == ("prose", "other")
    assert "bulkhead-definition-other" in ids(root)
    assert len(set(ids(root))) == 4
    assert "4 proved, 0 errors" in run(root, "check").output
    before = files(root)
    assert "nothing changed" in draft(root, "prose").output
    assert files(root) == before
    assert not (root / "decks/other").exists()


def test_the_only_deck_that_has_a_source_is_extended(root: Path, picker: Picker) -> None:
    seed(root)
    draft(root, "prose", "--deck", "ships")
    assert "nothing changed" in draft(root, "prose").output
    assert not (root / "decks/prose").exists()
    draft(root, "prose", "--deck", "more")
    asked = run(root, "draft", "prose")
    assert asked.exit_code == 2 and "say --deck NAME" in asked.output


def test_quotes_without_proof_never_reach_a_deck(
    root: Path, picker: Picker, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = picker._note

    def lie(source: Source, term: str, match: re.Match[str]) -> tuple[str, Note]:
        topic, note = real(source, term, match)
        return topic, replace(note, evidence=(Evidence("never said by anyone here"),))

    monkeypatch.setattr(picker, "_note", lie)
    seed(root)
    assert "without proof in the source, left out: 3" in draft(root, "prose").output
    assert ids(root) == []


# --------------------------------------------------------------------------- files


def test_a_file_from_elsewhere_is_copied_once_and_never_over_another(
    root: Path, tmp_path: Path, picker: Picker
) -> None:
    outside = tmp_path / "prose.txt"
    outside.write_text(FILES["prose.txt"], "utf-8")
    (tmp_path / "prose.meta.yaml").write_text("title: On <ships>\n", "utf-8")
    draft(root, str(outside))
    assert (root / "seeds/prose.txt").read_bytes() == outside.read_bytes()
    assert read_deck(root / "decks/prose").name == "On ships"
    edit(root / "seeds/prose.meta.yaml", "On", "About")
    before = files(root)
    assert "nothing changed" in draft(root, str(outside)).output
    outside.write_text("A bulkhead is a wall.\n", "utf-8")
    refused = run(root, "draft", str(outside))
    assert refused.exit_code == 2 and "is there already" in refused.output
    assert files(root) == before


def test_a_dry_run_writes_nothing(root: Path, tmp_path: Path, picker: Picker) -> None:
    outside = tmp_path / "prose.txt"
    outside.write_text(FILES["prose.txt"], "utf-8")
    said = draft(root, str(outside), "--dry-run").output
    assert "would write" in said and "3 drafts passed" in said
    assert files(root) == {} and not (root / "seeds").exists()


def test_an_interrupted_run_is_completed(
    root: Path, picker: Picker, monkeypatch: pytest.MonkeyPatch
) -> None:
    seed(root)
    draft(root, "prose")
    whole = files(root / "decks")
    for path in whole:
        path.unlink()
    real, calls = Path.replace, []

    def stop(self: Path, target: str | os.PathLike[str]) -> Path:
        calls.append(target)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", stop)
        assert run(root, "draft", "prose").exit_code != 0
    assert len(files(root / "decks")) == 1
    draft(root, "prose")
    assert files(root / "decks") == whole


def test_keys_and_names_are_unlike_those_of_other_decks(tmp_path: Path, picker: Picker) -> None:
    author = Author(tmp_path / "w")
    seed(author.root, "a.txt", FILES["prose.txt"])
    (author.root / "seeds/a.meta.yaml").write_text("title: Tides\nspeakers: []\n", "utf-8")
    draft(author.root, "a", "--deck", "Tides 2")
    made = read_deck(author.root / "decks/Tides 2")
    assert (made.key, made.name) == ("tides-2", "Tides (tides-2)")
    assert "shared" not in run(author.root, "check").output


def test_two_guests_make_subdecks(root: Path, picker: Picker) -> None:
    seed(root)
    meta = "title: T\nspeakers:\n- {name: A B, role: guest}\n- {name: C D, role: guest}\n"
    (root / "seeds/prose.meta.yaml").write_text(meta, "utf-8")
    draft(root, "prose")
    assert read_deck(root / "decks/prose").subdecks.value == "by guest"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nosuch"], "no such source as 'nosuch'"),
        (["nosuch.txt"], "no such file"),
        (["prose", "--engine", "oracle"], "no engine 'oracle'"),
        (["prose", "--deck", "a/b"], "without /"),
        (["prose", "--deck", "full"], "is no deck"),
        (["german"], "reads English"),
    ],
)
def test_a_clear_no(root: Path, arguments: list[str], said: str) -> None:
    seed(root)
    seed(root, "german.txt", "Ein Schott ist eine Wand.\n")
    (root / "seeds/german.meta.yaml").write_text("title: S\nlanguage: de\n", "utf-8")
    (root / "decks/full").mkdir()
    (root / "decks/full/x").write_text("x", "utf-8")
    before = files(root)
    refused = run(root, "draft", *arguments)
    assert refused.exit_code == 2 and said in refused.output and files(root) == before
    assert len(refused.output.strip().splitlines()) <= 2


def test_the_engine_that_needs_nothing_is_chosen_without_a_key() -> None:
    chosen = choose_engine(None, {"ANTHROPIC_API_KEY": ""})
    assert chosen.name == "extractive"
    for other in ("ANTHROPIC_API_KEY", "--engine handoff"):
        assert other in chosen.remark
    with_key = choose_engine(None, {"ANTHROPIC_API_KEY": "sk-secret"})
    assert with_key.name == "claude"
    assert "sk-secret" not in with_key.remark
    for name in ("claude", "handoff", "extractive"):
        assert choose_engine(name, {"ANTHROPIC_API_KEY": "k"}) == Chosen(name, "")
    with pytest.raises(QuizgenError, match="no engine 'gpt'; choose one of"):
        choose_engine("gpt", {})


def test_a_parser_is_used_where_it_is_installed_and_told_of(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seed(root)
    assert "are parsed with" not in draft(root, "prose", "--dry-run").output
    monkeypatch.delenv("QUIZGEN_NLP")
    assert "are parsed with en_core_web_sm" in draft(root, "prose", "--dry-run").output
