"""The text file for Anki, read by Anki itself: the notes of the package, in place."""

from __future__ import annotations

from pathlib import Path

import pytest
from author import Author, run
from learner import Learner

# Its answer holds what a table of text is cut at.
REVERSED = r"""
  - id: neap-both-ways
    kind: reversed
    question: Neap tide
    answer: "The \"tide\"\twith the\n\nsmallest range"
    concept: spring-and-neap
    evidence:
      - quote: we get a neap tide, with the smallest range.
    status: approved
"""
BASIC = REVERSED.replace("reversed", "basic").replace("Neap tide", "What is a neap tide?")


@pytest.fixture
def author(tmp_path: Path) -> Author:
    return Author(tmp_path / "workspace")


@pytest.fixture
def learner(tmp_path: Path) -> Learner:
    return Learner(tmp_path / "learner")


def export(author: Author, *arguments: str) -> Path:
    result = run(author.root, "export", "--format", "tsv", *arguments, clock=author.clock)
    assert result.exit_code == 0, result.output
    return author.root / "out/tides/tides.anki.txt"


def test_after_the_package_the_text_changes_nothing(author: Author, learner: Learner) -> None:
    """All five note types, whose rows have 13 to 17 fields."""
    author.add(REVERSED)
    learner.take(author.build())
    reviewed = learner.review_all()
    before = learner.see()
    assert len(learner.note_types()) == 5
    done = learner.take_text(export(author))
    assert (done.new, done.conflicting, done.updated + done.duplicate) == (0, 0, 6)
    assert learner.see() == before
    assert learner.reviews() == reviewed


def test_a_change_arrives_in_place_and_keeps_reviews(author: Author, learner: Learner) -> None:
    author.add(REVERSED)
    learner.take(author.build())
    reviewed = learner.review_all()
    before = learner.see()
    author.change("tide-cause", answer='The **moon**, "above" all <others> & more')
    author.change("spring-tide-when", why="Then both pull in one line.")
    done = learner.take_text(export(author))  # not built again: the guids are the same
    assert (done.new, done.conflicting) == (0, 0)
    after = learner.see()
    assert after.keys() == before.keys()
    assert learner.reviews() == reviewed
    assert all(after[guid].reviews == before[guid].reviews for guid in before)
    assert learner.note("tide-cause")["Answer"] == (
        "The <strong>moon</strong>, &quot;above&quot; all &lt;others&gt; &amp; more"
    )
    assert learner.note("spring-tide-when")["Why"] == "Then both pull in one line."
    changed = {guid for guid in before if after[guid].fields != before[guid].fields}
    assert len(changed) == 2


def test_a_new_note_gets_the_guid_of_the_package(author: Author, learner: Learner) -> None:
    learner.take(author.build())
    author.add(BASIC)
    learner.take_text(export(author))
    assert learner.count() == 6
    assert learner.take(author.build()).new == 0
    assert learner.count() == 6


def test_without_the_note_types_anki_refuses_every_row(author: Author, learner: Learner) -> None:
    """Why the docs say: import the package once before the text."""
    done = learner.take_text(export(author))
    assert (done.new, done.updated) == (0, 0)
    assert learner.count() == 0


def test_retired_notes_come_with_their_tag(author: Author, learner: Learner) -> None:
    learner.take(author.build())
    learner.review_all()
    author.delete("tide-cause")
    learner.take_text(export(author))
    assert learner.count("tag:quizgen::retired") == 1
    assert learner.count() == 5


def test_what_the_docs_warn_of_is_so(author: Author, learner: Learner) -> None:
    """Unlike the package, the text overwrites a learner's own edits and tags."""
    package = author.build()
    learner.take(package)
    learner.edit("tide-cause", "Answer", "mine")
    learner.tag("tide-cause", "mine")
    learner.take(author.build())
    assert learner.note("tide-cause")["Answer"] == "mine"
    learner.take_text(export(author))
    note = learner.note("tide-cause")
    assert note["Answer"] != "mine" and not note.has_tag("mine")
