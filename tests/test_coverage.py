"""What is accounted for: planted gaps are found, reasons count where they stand, exit codes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from author import Author, run
from reader_sample import note, source

from quizgen.checks.coverage import SourceCoverage, State, account, approved
from quizgen.checks.proof import prove
from quizgen.pipeline.covering import LINES_SAID, guess_place
from quizgen.schema import (
    Answerable,
    Concept,
    ConceptSpan,
    Deck,
    Lines,
    Note,
    Status,
    Subdecks,
    Topic,
)

# Eight lines of 50 words in sentences of ten: segments of 4 lines each.
WORDS = "one two three four five six seven eight nine {}. "
TEXT = "".join(
    "".join(WORDS.format(f"w{line}x{n}") for n in range(5)) + "\n" for line in range(1, 13)
)


def span(first: int, last: int, stem: str = "x") -> ConceptSpan:
    return ConceptSpan(stem, Lines(first, last))


def on(word: str, concept: str | None = None, status: Status = Status.APPROVED) -> Note:
    made = note(word, Answerable("Q?", "A"), f"eight nine {word}.", source="x", concept=concept)
    return Note(**{f: getattr(made, f) for f in Note.__slots__} | {"status": status})


def covered(notes: Iterable[Note] = (), concepts: Iterable[Concept] = ()) -> SourceCoverage:
    read = source("x", TEXT, "title: T", ".txt")
    deck = Deck(
        key="d",
        name="d",
        path=Path("decks/d"),
        language="en",
        sources=("x",),
        subdecks=Subdecks.NONE,
        description="",
        reader_url=None,
        quiz_questions=1,
        topics=(Topic("T", "t", tuple(notes)),),
        concepts=tuple(concepts),
    )
    proof = prove(deck, {"x": read})
    assert len(proof.proven) == len(deck.notes)
    (one,) = account(deck, {"x": read}, approved(proof.proven))
    return one


def states(notes: Iterable[Note] = (), concepts: Iterable[Concept] = ()) -> str:
    signs = {State.COVERED: "#", State.SKIPPED: "-", State.UNACCOUNTED: "?"}
    return "".join(signs[one.state] for one in covered(notes, concepts).segments)


def test_segments_of_the_sample() -> None:
    assert [str(one.segment.lines) for one in covered().segments] == ["1-4", "5-8", "9-12"]


def test_nothing_accounts_for_a_source_without_notes() -> None:
    assert states() == "???"
    assert states(concepts=[Concept("a", "a", spans=(span(1, 12),))]) == "???"


def test_a_quote_covers_its_segment_and_no_other() -> None:
    assert states([on("w6x0")]) == "?#?"
    (first, second, third) = covered([on("w6x0")]).segments
    assert (first.notes, second.notes, third.notes) == ((), ("w6x0",), ())


def test_drafts_account_for_nothing() -> None:
    assert states([on("w6x0", status=Status.DRAFT)]) == "???"


def test_a_concept_with_a_note_covers_what_it_explains_from_the_half_on() -> None:
    def concept(last: int) -> list[Concept]:
        return [Concept("a", "a", spans=(span(5, last),))]

    assert states([on("w1x0", "a")], concept(6)) == "##?"
    assert states([on("w1x0", "a")], concept(5)) == "#??"
    assert states([on("w1x0")], concept(6)) == "#??"


def test_a_reason_accounts_for_its_lines_and_only_for_them() -> None:
    skip = Concept("b", "b", skip="small talk", spans=(span(5, 6),))
    assert states([on("w1x0")], [skip]) == "#-?"
    nowhere = Concept("b", "b", skip="small talk")
    assert states([on("w1x0")], [nowhere]) == "#??"
    # What a concept with a note and a reason explain together makes up the half.
    both = [
        Concept("a", "a", spans=(span(9, 9),)),
        Concept("b", "b", skip="x", spans=(span(10, 10),)),
    ]
    assert states([on("w1x0", "a")], both) == "#?-"


def test_a_listed_concept_waits_until_a_note_on_it_is_approved() -> None:
    """Also when a model's answer on it failed or was set aside: then there is no note either."""
    listed = Concept("a", "a", spans=(span(5, 8),))
    draft = on("w1x0", "a", Status.DRAFT)
    (gap,) = covered([draft], [listed]).gaps
    assert (str(gap.lines), gap.segments, gap.words, gap.waiting) == ("1-12", 3, 600, ("a",))
    assert covered([draft], [listed]).segments[1].waiting == ("a",)


def test_gaps_are_runs_of_segments() -> None:
    gaps = covered([on("w6x0")]).gaps
    assert [str(gap.lines) for gap in gaps] == ["1-4", "9-12"]
    assert covered([on("w1x0"), on("w6x0"), on("w12x4")]).gaps == ()


# -------------------------------------------------------------------- where a reason belongs


@pytest.mark.parametrize(
    ("reason", "found"),
    [
        ("housekeeping (lines 1-53 repeat later passages)", [("1", "53")]),
        ("line 7 and lines 9 to 12", [("7", ""), ("9", "12")]),
        ("lines 3\u20134", [("3", "4")]),
        ("the headlines 3 of 4", []),
    ],
)
def test_lines_that_a_reason_names(reason: str, found: list[tuple[str, str]]) -> None:
    assert LINES_SAID.findall(reason) == found


def test_places_are_guessed_by_all_the_words_of_a_name() -> None:
    read = source(
        "x", TEXT.replace("w9x0", "animal minds").replace("w5x0", "animals"), "title: T", ".txt"
    )
    one = covered()
    guessed = guess_place(Concept("animal-minds", "animal mind", skip="later"), {"x": read}, [one])
    assert [str(lines) for lines in guessed.places] == ["1-12"]
    nothing = guess_place(Concept("b", "quantum bread", skip="later"), {"x": read}, [one])
    assert nothing.places == ()
    said = guess_place(Concept("b", "b", skip="lines 3-4"), {"x": read}, [one])
    assert said.places == (Lines(3, 4),)


# ------------------------------------------------------------------------------ the command


@pytest.fixture
def author(tmp_path: Path) -> Author:
    return Author(tmp_path / "workspace")


def test_complete_deck(author: Author) -> None:
    done = run(author.root, "coverage", "--strict")
    assert done.exit_code == 0, done.output
    assert "1 of 2 segments covered (50 %), 1 left out" in done.output
    assert "Unaccounted for;" not in done.output
    assert not list(author.root.rglob("out"))


def plant(author: Author) -> None:
    """A stretch on something else at the end of the source."""
    said = "Zeppelins float because zeppelins are lighter than the air around them. " * 60
    with (author.root / "seeds" / "tides.txt").open("a", encoding="utf-8") as file:
        file.write("\n" + said.replace(". ", ".\n"))


def test_planted_gap_is_found_and_a_reason_closes_it(author: Author) -> None:
    plant(author)
    lines = len((author.root / "seeds" / "tides.txt").read_text("utf-8").splitlines())
    loose = run(author.root, "coverage")
    assert loose.exit_code == 0
    strict = run(author.root, "coverage", "--strict", "tides")
    assert strict.exit_code == 1
    assert strict.output == loose.output
    assert '"Zeppelins float' in strict.output
    (found,) = json.loads(run(author.root, "coverage", "--format", "json").output)["decks"]
    gap = found["gaps"][0]
    assert not found["complete"] and gap["begins"].startswith("Zeppelins float")
    reason = "- id: zeppelins\n  skip: another subject\n"
    concepts = author.deck / "concepts.yaml"
    before = concepts.read_text("utf-8")
    concepts.write_text(before + reason, "utf-8")
    hinted = run(author.root, "coverage", "--strict")
    assert hinted.exit_code == 1
    assert re.search(r"1 concept is left out on purpose, but", hinted.output)
    assert f"zeppelins: perhaps lines {gap['lines'][0]}-{lines}" in hinted.output
    spans = f"  spans: [{{source: tides, lines: [{gap['lines'][0]}, {lines}]}}]\n"
    concepts.write_text(before + reason + spans, "utf-8")
    closed = run(author.root, "coverage", "--strict")
    assert closed.exit_code == 0, closed.output
    assert re.search(r"^  Mara Lind +3 #+-+$", closed.output, re.MULTILINE)


def test_json_counts_what_it_lists(author: Author) -> None:
    plant(author)
    said = json.loads(run(author.root, "coverage", "--format", "json").output)
    assert said["format"] == 1
    (one,) = said["decks"][0]["sources"]
    listed = [segment["state"] for segment in one["segments"]]
    assert one["counts"] == {str(state): listed.count(state) for state in State}
    assert sum(gap["segments"] for gap in said["decks"][0]["gaps"]) == listed.count("unaccounted")


def test_a_deck_that_cannot_be_read_is_two(author: Author) -> None:
    author.replace("decks/tides/deck.yaml", "sources:", "sauces:")
    assert run(author.root, "coverage", "--strict").exit_code == 2
    assert run(author.root, "coverage", "nothing").exit_code == 2


def test_text_that_steers_a_terminal_does_not(author: Author) -> None:
    with (author.root / "seeds" / "tides.txt").open("a", encoding="utf-8") as file:
        file.write("\n" + "\x1b[31mRed \u202ewords of nothing known here. " * 60 + "\n")
    said = run(author.root, "coverage").output
    assert "words of nothing" in said
    assert "\x1b" not in said and "\u202e" not in said


def test_the_interview_deck_is_measured(repository: Path) -> None:
    """The real case: reasons without lines account for nothing, and the report helps with that."""
    said = run(repository, "coverage", "amodei-askell-olah").output
    counts = re.search(r"(\d+) of (\d+) segments covered", said)
    assert counts and 100 < int(counts[1]) < int(counts[2]) < 400
    assert "Dario Amodei" in said and "Chris Olah" in said
