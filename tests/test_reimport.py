"""The re-import contract: what a learner has after importing what we built again.

Scenarios S1 to S12 are those that were observed with other tools; the controls play them with
plain genanki, to show that the installed Anki still does the harm that the tests look for.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from author import Author
from learner import Imported, Learner
from raw_genanki import raw_package

BASIC, CHOICE = "quizgen Basic", "quizgen Choice"
NOTHING = Imported(new=0, updated=0, duplicate=5, conflicting=0)
LATER = 1_780_100_000


@pytest.fixture
def author(tmp_path: Path) -> Author:
    return Author(tmp_path / "workspace")


@pytest.fixture
def learner(tmp_path: Path) -> Iterator[Learner]:
    someone = Learner(tmp_path / "learner")
    yield someone
    someone.close()


@pytest.fixture
def studied(author: Author, learner: Learner) -> Learner:
    """A learner who imported the first build and reviewed every card."""
    assert learner.take(author.build()).new == 5
    assert learner.review_all() == 5
    return learner


def assert_nothing_lost(learner: Learner, cards: int = 5, reviews: int = 5) -> None:
    assert learner.reviews() == reviews
    assert learner.reviewed_cards() == cards
    assert learner.note_types() <= {BASIC, CHOICE, "quizgen Cloze", "quizgen Type-in"}


# --------------------------------------------------------------------------- S1 to S12


def test_s1_s2_a_reworded_question_is_the_same_card(author: Author, studied: Learner) -> None:
    author.change(
        "tide-cause", question="What about the Moon's pull raises the tides?", answer="New"
    )
    assert studied.take(author.build()) == Imported(new=0, updated=1, duplicate=4, conflicting=0)
    assert studied.note("tide-cause")["Answer"] == "New"
    assert_nothing_lost(studied)


def test_s1_control_a_guid_from_the_text_makes_a_duplicate(
    learner: Learner, tmp_path: Path
) -> None:
    learner.take(raw_package(tmp_path / "1.apkg", {"a": "1"}, at=1_700_000_000, own_guid=False))
    learner.review_all()
    again = learner.take(
        raw_package(tmp_path / "2.apkg", {"a": "2"}, at=1_700_000_060, own_guid=False)
    )
    assert again.new == 1
    assert learner.count() == 2


@pytest.mark.parametrize("field", ["Answer", "Why"])
def test_s3_s4_nothing_changed_so_the_learners_edit_stays(
    author: Author, studied: Learner, field: str
) -> None:
    studied.edit("tide-cause", field, "my own words")
    studied.tag("tide-cause", "mine")
    assert studied.take(author.build(minutes=60 * 24 * 100)) == NOTHING
    note = studied.note("tide-cause")
    assert note[field] == "my own words"
    assert "mine" in note.tags
    assert_nothing_lost(studied)


def test_s3_control_the_time_of_the_build_erases_edits(learner: Learner, tmp_path: Path) -> None:
    learner.take(raw_package(tmp_path / "1.apkg", {"a": "1"}, at=1_700_000_000))
    learner.edit("a", "Answer", "my own words")
    learner.take(raw_package(tmp_path / "2.apkg", {"a": "1"}, at=LATER + 10**8))
    assert learner.note("a")["Answer"] == "1"


def test_s5_a_correction_arrives(author: Author, studied: Learner) -> None:
    author.change("tide-cause", answer="Corrected")
    assert studied.take(author.build()).updated == 1
    assert studied.note("tide-cause")["Answer"] == "Corrected"
    assert_nothing_lost(studied)


def test_s5_control_a_constant_time_hides_corrections(learner: Learner, tmp_path: Path) -> None:
    learner.take(raw_package(tmp_path / "1.apkg", {"a": "1"}, at=1_700_000_000))
    learner.take(raw_package(tmp_path / "2.apkg", {"a": "2"}, at=1_700_000_000))
    assert learner.note("a")["Answer"] == "1"


def test_s6_the_learners_styling_stays(author: Author, studied: Learner) -> None:
    studied.style(BASIC, ".card { color: teal }")
    author.change("tide-cause", answer="Corrected")
    studied.take(author.build(minutes=10**5))
    assert studied.css(BASIC) == ".card { color: teal }"


def test_s6_control_the_time_of_the_build_erases_styling(learner: Learner, tmp_path: Path) -> None:
    learner.take(raw_package(tmp_path / "1.apkg", {"a": "1"}, at=1_700_000_000))
    learner.style("quizgen control", ".card { color: teal }")
    learner.take(raw_package(tmp_path / "2.apkg", {"a": "1"}, at=LATER + 10**8))
    assert learner.css("quizgen control") == ".card {}"


def test_s7_a_deleted_note_stays_and_can_be_found(author: Author, studied: Learner) -> None:
    author.delete("tables-blind-to")
    studied.take(author.build())
    assert "retired: tables-blind-to" in author.said
    search = author.said.split("search there for")[1].splitlines()[0].strip()
    assert search == "tag:quizgen::retired tag:quizgen::tides"
    found = studied.ids(search)
    assert [studied.collection.get_note(n)["Id"] for n in found] == ["tables-blind-to"]
    assert_nothing_lost(studied)


def test_s8_s10_control_another_shape_or_id_is_refused(learner: Learner, tmp_path: Path) -> None:
    learner.take(raw_package(tmp_path / "1.apkg", {"a": "1"}, at=1_700_000_000))
    fields = ("Question", "Answer", "Id", "More")
    wider = raw_package(tmp_path / "2.apkg", {"a": "2"}, at=LATER, fields=fields)
    assert learner.take(wider).conflicting == 1
    other = raw_package(tmp_path / "3.apkg", {"a": "2"}, at=LATER, model_id=1600000009)
    assert learner.take(other).conflicting == 1
    assert learner.note("a")["Answer"] == "1"


def test_s9_merging_note_types_changes_nothing_for_us(author: Author, studied: Learner) -> None:
    author.change("tide-cause", answer="Corrected")
    taken = studied.take(author.build(), merge=True)
    assert (taken.updated, taken.conflicting) == (1, 0)
    assert_nothing_lost(studied)


@pytest.mark.parametrize("learning_progress", [False, True], ids=["s11", "s12"])
def test_s11_s12_all_at_once(author: Author, studied: Learner, learning_progress: bool) -> None:
    studied.edit("spring-tide-when", "Question", "mine?")
    studied.tag("spring-tide-when", "mine")
    studied.style(CHOICE, ".card { color: teal }")
    author.change("tide-cause", answer="Corrected")
    taken = studied.take(author.build(), learning_progress=learning_progress)
    assert taken == Imported(new=0, updated=1, duplicate=4, conflicting=0)
    assert studied.note("tide-cause")["Answer"] == "Corrected"
    assert studied.note("spring-tide-when")["Question"] == "mine?"
    assert "mine" in studied.note("spring-tide-when").tags
    assert studied.css(CHOICE) == ".card { color: teal }"
    assert_nothing_lost(studied)


# --------------------------------------------------------------------------- more of them


def test_retired_and_brought_back(author: Author, studied: Learner) -> None:
    author.change("tide-cause", status="retired")
    studied.take(author.build())
    assert studied.count("tag:quizgen::retired") == 1
    author.change("tide-cause", status="approved")
    assert studied.take(author.build()).updated == 1
    assert studied.count("tag:quizgen::retired") == 0
    assert_nothing_lost(studied)


def test_deleted_and_brought_back_is_the_same_card(author: Author, studied: Learner) -> None:
    before = author.notes.read_text("utf-8")
    author.delete("tide-cause")
    studied.take(author.build())
    author.notes.write_text(before, "utf-8")
    assert studied.take(author.build()).new == 0
    assert studied.count("tag:quizgen::retired") == 0
    assert_nothing_lost(studied)


def test_a_rejected_note_is_retired_and_a_draft_is_left_alone(
    author: Author, studied: Learner
) -> None:
    author.change("tide-cause", status="rejected")
    author.change("tides-per-day", status="draft")
    studied.take(author.build())
    assert "tides-per-day" in author.said.split("draft again")[1]
    retired = studied.ids("tag:quizgen::retired")
    assert [studied.collection.get_note(n)["Id"] for n in retired] == ["tide-cause"]
    assert_nothing_lost(studied)


def test_a_changed_kind_is_a_new_card_and_the_old_keeps_its_reviews(
    author: Author, studied: Learner
) -> None:
    author.change("tide-cause", kind="type-in")
    taken = studied.take(author.build())
    assert (taken.new, taken.updated, taken.conflicting) == (1, 1, 0)
    assert studied.count('Id:tide-cause "note:quizgen Basic" tag:quizgen::retired') == 1
    assert studied.count('Id:tide-cause "note:quizgen Type-in" is:new') == 1
    assert_nothing_lost(studied)


def test_a_renamed_deck_keeps_every_card(author: Author, studied: Learner) -> None:
    author.replace("decks/tides/deck.yaml", "name: Tides", "name: The tides")
    taken = studied.take(author.build())
    assert (taken.new, taken.conflicting) == (0, 0)
    assert {seen.deck for seen in studied.see().values()} == {"Tides"}
    assert_nothing_lost(studied)


def test_a_renamed_folder_and_a_moved_note_are_nothing_new(
    author: Author, studied: Learner
) -> None:
    author.deck = author.deck.rename(author.deck.with_name("tides-2026"))
    other = author.deck / "notes" / "moon.yaml"
    text = author.notes.read_text("utf-8").replace("topic: Tides", "topic: Moon")
    head, *notes = text.split("\n  - id: ")
    other.write_text("\n  - id: ".join([head, notes[0]]) + "\n", "utf-8")
    author.delete("tide-cause")
    taken = studied.take(author.build())
    assert (taken.new, taken.updated) == (0, 1)  # the topic is a tag, and that arrives
    assert "quizgen::tides::topic::moon" in studied.note("tide-cause").tags
    assert_nothing_lost(studied)


def test_flag_suspension_and_own_deck_survive_an_update(author: Author, studied: Learner) -> None:
    collection = studied.collection
    card = studied.note("tide-cause").cards()[0].id
    collection.set_user_flag_for_cards(3, [card])
    collection.sched.suspend_cards([card])
    mine = collection.decks.add_normal_deck_with_name("Mine").id
    collection.set_deck([card], mine)
    author.change("tide-cause", answer="Corrected")
    studied.take(author.build())
    after = collection.get_card(card)
    assert (after.user_flag(), after.queue, after.did) == (3, -1, mine)
    assert studied.note("tide-cause")["Answer"] == "Corrected"


def test_two_builds_in_one_second(author: Author, studied: Learner) -> None:
    author.change("tide-cause", answer="First")
    studied.take(author.build(minutes=0))
    author.change("tide-cause", answer="Second")
    assert studied.take(author.build(minutes=0)).updated == 1
    assert studied.note("tide-cause")["Answer"] == "Second"
    assert_nothing_lost(studied)


def test_a_clock_set_back(author: Author, studied: Learner) -> None:
    author.change("tide-cause", answer="Corrected")
    assert studied.take(author.build(minutes=-60 * 24 * 365)).updated == 1
    assert studied.note("tide-cause")["Answer"] == "Corrected"
    assert_nothing_lost(studied)


def test_a_lost_ledger_duplicates_nothing(author: Author, studied: Learner) -> None:
    author.ledger.unlink()
    author.change("tide-cause", answer="Corrected")
    taken = studied.take(author.build())
    assert (taken.new, taken.conflicting) == (0, 0)
    assert studied.note("tide-cause")["Answer"] == "Corrected"
    assert_nothing_lost(studied)


def test_a_workspaces_own_look_arrives_once_and_then_rests(
    author: Author, studied: Learner
) -> None:
    own = author.root / "templates" / "anki" / "style.css"
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text(".card { color: maroon }\n", "utf-8")
    studied.take(author.build())
    assert studied.css(BASIC) == ".card { color: maroon }\n"
    studied.style(BASIC, ".card { color: teal }")
    studied.take(author.build(minutes=10**5))
    assert studied.css(BASIC) == ".card { color: teal }"
    own.unlink()
    author.clock = int(time.time())  # the learner's styling is of now, and ours has to be later
    studied.take(author.build(minutes=60))
    assert "teal" not in studied.css(BASIC)
    assert "maroon" not in studied.css(BASIC)


def test_a_second_deck_from_the_same_program_leaves_styling_alone(
    author: Author, studied: Learner, tmp_path: Path
) -> None:
    studied.style(BASIC, ".card { color: teal }")
    other = Author(tmp_path / "other", clock=author.clock + 10**6)
    other.replace("decks/tides/deck.yaml", "key: tides", "key: other")
    other.replace("decks/tides/deck.yaml", "name: Tides", "name: Other")
    assert studied.take(other.build()).new == 5
    assert studied.css(BASIC) == ".card { color: teal }"


def test_new_cards_come_in_document_order(author: Author, learner: Learner) -> None:
    learner.take(author.build())
    cards = [learner.collection.get_card(c) for c in learner.collection.find_cards("")]
    order = [card.note()["Id"] for card in sorted(cards, key=lambda card: card.due)]
    expected = [
        "tide-cause",
        "tides-per-day",
        "spring-tide-when",
        "smallest-range-term",
        "tables-blind-to",
    ]
    assert order == expected
