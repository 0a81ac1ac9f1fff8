"""Builds: the same bytes everywhere, a real package in the real Anki, nothing half-written."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from contextlib import closing
from pathlib import Path

import genanki
import pytest
from author import NOON, Author, inside, run
from click.testing import CliRunner
from learner import Learner

from quizgen.cli import cli
from quizgen.decks.atomic import write_together
from quizgen.decks.ledger import Entry, State
from quizgen.publishing.apkg import PackageDeck, pack
from quizgen.publishing.looks import own_stamps, stamp_looks
from quizgen.publishing.notetypes import NOTE_TYPES, field_id, genanki_model, look_of
from quizgen.rendering import Templates
from quizgen.schema import Kind

QUIZGEN = [sys.executable, "-m", "quizgen"]


@pytest.fixture
def author(tmp_path: Path) -> Author:
    return Author(tmp_path / "workspace")


def outputs(root: Path) -> dict[str, bytes]:
    found = {p.name: p.read_bytes() for p in sorted((root / "out").rglob("*")) if p.is_file()}
    return found | {"ledger": (root / "decks" / "tides" / "ledger.json").read_bytes()}


# --------------------------------------------------------------------------- reproducible


def test_the_same_bytes_in_any_zone_at_any_time_with_any_hash_seed(
    author: Author, tmp_path: Path
) -> None:
    """Two machines: another folder, time zone, locale, hash seed and a later clock."""
    author.build()
    first = outputs(author.root)
    other = tmp_path / "elsewhere" / "copy"
    other.parent.mkdir()
    subprocess.run(["cp", "-r", author.root, other], check=True)
    subprocess.run(["rm", "-r", other / "out"], check=True)
    for zone, seed, lang in (("Pacific/Kiritimati", "1", "C"), ("America/Lima", "77", "C.UTF-8")):
        changed = {"TZ": zone, "PYTHONHASHSEED": seed, "LC_ALL": lang, "PYTHONUTF8": "0"}
        environment = {**os.environ, **changed, "SOURCE_DATE_EPOCH": str(NOON + 10**7)}
        subprocess.run(
            [*QUIZGEN, "build"], cwd=other, env=environment, check=True, capture_output=True
        )
        assert outputs(other) == first


def test_the_first_build_depends_on_source_date_epoch_alone(author: Author, tmp_path: Path) -> None:
    author.build()
    twin = Author(tmp_path / "twin")
    twin.build()
    assert outputs(twin.root) == outputs(author.root)


def test_a_second_build_touches_no_file(author: Author) -> None:
    author.build()
    before = {p: p.stat().st_mtime_ns for p in author.root.rglob("*") if p.is_file()}
    author.build(minutes=10**5)
    after = {p: p.stat().st_mtime_ns for p in author.root.rglob("*") if p.is_file()}
    assert after == before
    assert "nothing changed" in author.said


def test_a_change_is_named_and_moves_one_time_in_the_ledger(author: Author) -> None:
    author.build()
    before = json.loads(author.ledger.read_text("utf-8"))
    author.change("tide-cause", why="Because.")
    author.build()
    after = json.loads(author.ledger.read_text("utf-8"))
    assert "changed: tide-cause" in author.said
    moved = [
        b["id"]
        for b, a in zip(before["entries"], after["entries"], strict=True)
        if b["changed_at"] != a["changed_at"]
    ]
    assert moved == ["tide-cause"]


# --------------------------------------------------------------------------- the package


def test_the_package_as_anki_sees_it(author: Author, tmp_path: Path) -> None:
    author.replace("decks/tides/deck.yaml", "subdecks: none", "subdecks: by guest")
    package = author.build("--drafts")
    learner = Learner(tmp_path / "learner")
    assert learner.take(package).new == 6
    assert {"Tides", "Tides::Mara Lind"} <= learner.decks()
    deck = learner.collection.decks.by_name("Tides")
    assert deck is not None and "keeper of tide tables" in str(deck["desc"])
    note = learner.note("spring-tide-when")
    assert note["Keys"] == "1"
    assert note["Speaker"] == "Mara Lind" and note["Date"] == "2026-03"
    assert note["Source"] == "Harbour talk on the tides, lines 8–9"
    assert "<blockquote>When Sun and Moon stand in one line" in note["Evidence"]
    assert {"quizgen::tides::topic::tides", "guest::mara-lind", "type::choice"} <= set(note.tags)
    assert learner.count("tag:quizgen::draft") == 1
    assert not learner.collection.find_cards("is:suspended")
    empty = learner.collection._backend.get_empty_cards()
    assert not empty.notes
    learner.close()


def test_cards_made_per_kind(author: Author, tmp_path: Path) -> None:
    text = author.notes.read_text("utf-8")
    author.change("tide-cause", kind="reversed")
    author.change(
        "tides-per-day", text="{{c1::Twice}} a {{c2::day}}: high water. \\({{c3::x}} < 2\\)"
    )
    learner = Learner(tmp_path / "learner")
    learner.take(author.build("--force"))
    for note_id, cards in (("tide-cause", 2), ("tides-per-day", 3), ("spring-tide-when", 1)):
        assert len(learner.note(note_id).cards()) == cards
    learner.close()
    author.notes.write_text(text, "utf-8")


def test_whatever_a_field_holds_is_shown_as_it_is(author: Author, tmp_path: Path) -> None:
    nasty = "a < b & c > d <script>alert(1)</script> {{Answer}} [sound:x.mp3] \u202eabc\u202c"
    author.change("tide-cause", question=nasty, answer="<img src=x onerror=alert(1)>")
    learner = Learner(tmp_path / "learner")
    learner.take(author.build("--force"))
    card = learner.note("tide-cause").cards()[0]
    shown = card.question() + card.answer()
    assert "<script>alert" not in shown and "<img src=x" not in shown
    assert "a &lt; b &amp; c &gt; d" in shown
    assert "\u202e" not in shown
    assert "[sound:" not in learner.note("tide-cause")["Question"]
    learner.close()


def test_plain_fields_hold_no_control_characters_and_no_anki_tags(
    author: Author, tmp_path: Path
) -> None:
    """Anki refuses a whole import for a NUL, and plays what it takes for a sound."""
    nasty = "Mara\\0 \\x1f\\u202eLind [sound:x.mp3] [latex]"
    meta = (author.root / "seeds" / "tides.meta.yaml").read_text("utf-8")
    meta = meta.replace("title: Harbour talk on the tides", f'title: "{nasty}"')
    (author.root / "seeds" / "tides.meta.yaml").write_text(meta, "utf-8")
    author.change("tide-cause", kind="type-in", date="2024\x00-03 [sound:d.mp3]")
    author.change("tide-cause", answer="The [sound:y.mp3] [latex] Moon")
    author.replace("decks/tides/deck.yaml", "keeper of", "keeper\u202e of")
    learner = Learner(tmp_path / "learner")
    learner.take(author.build("--force"))
    note = learner.note("tide-cause")
    fields = dict(note.items())
    for text in fields.values():
        assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e]|\\[(sound|latex)", text), text
    assert fields["Source"].startswith("Mara Lind &#91;sound:x.mp3]")
    assert fields["Date"] == "2024-03 &#91;sound:d.mp3]"
    expected = learner.collection.compare_answer(fields["Answer"], "The [sound:y.mp3] [latex] Moon")
    assert "typeBad" not in expected and "typeMissed" not in expected
    learner.close()


def test_what_an_older_ledger_holds_is_cleaned_too() -> None:
    entry = Entry(
        *("a-note", Kind.BASIC, "guid", State.RETIRED, 1234, "", "D\x1f", ("t\x00",)),
        {"Question": "q\x00"},
    )
    looks = stamp_looks([Kind.BASIC], Templates(), {}, NOON)
    model = genanki_model(NOTE_TYPES[Kind.BASIC], looks[Kind.BASIC].look, 4321)
    with zipfile.ZipFile(io.BytesIO(pack([entry], [], {Kind.BASIC: model}, 99))) as archive:
        data = archive.read("collection.anki2")
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(data)
        fields, tags = database.execute("select flds, tags from notes").fetchone()
    assert fields.split("\x1f")[0] == "q" and tags.split() == ["t"]


def test_the_zip_is_deflated_and_undated(author: Author) -> None:
    with zipfile.ZipFile(author.build()) as archive:
        assert archive.namelist() == ["collection.anki2", "media"]
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {info.compress_type for info in archive.infolist()} == {zipfile.ZIP_DEFLATED}


def test_packing_leaves_nothing_in_the_temporary_folder(
    author: Author, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    author.build()
    assert list(folder.iterdir()) == []


def test_the_private_seams_of_genanki_still_hold() -> None:
    """What `DatedNote` and `DatedModel` lean on: the stamps really are the ledger's."""
    entry = Entry(
        "a-note", Kind.BASIC, "guid", State.LIVE, 1234, "", "D::S", ("t",), {"Question": "q"}
    )
    looks = stamp_looks([Kind.BASIC], Templates(), {}, NOON)
    model = genanki_model(NOTE_TYPES[Kind.BASIC], looks[Kind.BASIC].look, 4321)
    data = pack([entry], [PackageDeck("D", "desc")], {Kind.BASIC: model}, 99)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        collection = archive.read("collection.anki2")
    database = sqlite3.connect(":memory:")
    database.deserialize(collection)
    assert database.execute("select mod, guid, id from notes").fetchall() == [(1234, "guid", 99000)]
    models = json.loads(database.execute("select models from col").fetchone()[0])
    assert models[str(NOTE_TYPES[Kind.BASIC].id)]["mod"] == 4321
    assert [card[0] for card in database.execute("select due from cards")] == [1]
    database.close()
    assert issubclass(type(model), genanki.Model)


# --------------------------------------------------------------------------- frozen


def test_the_note_types_are_frozen(repository: Path) -> None:
    """Any difference here makes Anki refuse every note that a learner has."""
    stored = repository / "tests" / "cases" / "notetypes.json"
    said = {
        kind.value: {
            "id": t.id,
            "fields": [[field_id(t, i), name] for i, name in enumerate(t.fields)],
            "cards": [[card.id, card.name] for card in t.cards],
        }
        for kind, t in NOTE_TYPES.items()
    }
    assert json.loads(stored.read_text("utf-8")) == said


@pytest.mark.parametrize("kind", Kind)
def test_a_changed_template_needs_a_later_stamp(kind: Kind) -> None:
    note_type = NOTE_TYPES[kind]
    found = look_of(note_type, Templates()).digest
    assert found == note_type.digest, f"raise changed_at of {kind} and set its digest to {found}"
    assert own_stamps(stamp_looks([kind], Templates(), {}, NOON), {}) == {}


# --------------------------------------------------------------------------- clear noes


def test_errors_stop_everything_before_anything_is_written(author: Author) -> None:
    author.replace("decks/tides/notes/tides.yaml", "stretches the sea", "stretches the lake")
    result = run(author.root, "build")
    assert result.exit_code == 1
    assert "decks/tides/notes/tides.yaml:16:16: error quote-not-found" in result.output
    assert "stretches the [-lake-] {+sea+}" in result.output
    assert not (author.root / "out").exists() and not author.ledger.exists()


def test_a_draft_without_proof_is_left_out_even_with_drafts(author: Author, tmp_path: Path) -> None:
    author.replace("decks/tides/notes/tides.yaml", "bit less than half", "bit more than half")
    package = author.build("--drafts")
    assert "1 note left out" in author.said  # instead of leaving it out in silence
    learner = Learner(tmp_path / "learner")
    assert learner.take(package).new == 5
    learner.close()


def test_a_deck_without_approved_notes_says_what_to_do(author: Author) -> None:
    text = author.notes.read_text("utf-8").replace("status: approved", "status: draft")
    author.notes.write_text(text, "utf-8")
    result = run(author.root, "build")
    assert result.exit_code == 2
    assert "status: approved" in result.output and "--drafts" in result.output


@pytest.mark.parametrize(
    ("ledger", "said"),
    [
        ("{", "ledger.json:1: the ledger is broken"),
        ("[]", "the ledger is broken"),
        ("7", "the ledger is broken"),
        ("[" * 100_000, "the ledger is broken"),
        ('{"format": 9}', "format 9 is not 1"),
        ('{"format": 1, "deck": "x", "entries": []}', "belongs to the deck 'x'"),
        ('{"format": 1, "deck": "tides", "created_at": 1, "entries": [{}]}', "not whole"),
    ],
)
def test_a_broken_ledger_is_never_written_over(author: Author, ledger: str, said: str) -> None:
    author.ledger.write_text(ledger, "utf-8")
    result = run(author.root, "build")
    assert (result.exit_code, said in result.output) == (2, True), result.output
    assert author.ledger.read_text("utf-8") == ledger


def test_a_ledger_in_another_encoding_is_a_clear_error(author: Author) -> None:
    data = '{"format": 1, "deck": "tides\u00e9"}'.encode("latin-1")
    author.ledger.write_bytes(data)
    result = run(author.root, "build")
    assert result.exit_code == 2 and "ledger.json:1: the ledger is broken" in result.output
    assert author.ledger.read_bytes() == data


@pytest.mark.parametrize("given", ["\u0661", "12", "-5", "1e9", "9" * 5000, "99999999999", "0x1"])
def test_only_a_time_that_can_be_is_taken_for_the_clock(author: Author, given: str) -> None:
    """A time ahead would make Anki pass over every later correction."""
    with inside(author.root):
        result = CliRunner().invoke(cli, ["build"], env={"SOURCE_DATE_EPOCH": given})
    assert (result.exit_code, "SOURCE_DATE_EPOCH is" in result.output) == (2, True)
    assert not author.ledger.exists()


def test_when_one_output_cannot_be_written_none_is_replaced(tmp_path: Path) -> None:
    good, file = tmp_path / "a.txt", tmp_path / "file"
    good.write_bytes(b"old")
    file.write_bytes(b"")
    with pytest.raises(OSError):
        write_together({good: b"new", file / "below" / "b.txt": b"new"})
    assert good.read_bytes() == b"old"
    assert sorted(tmp_path.iterdir()) == [good, file]
    write_together({good: b"new", tmp_path / "sub" / "b.txt": b"other"})
    assert good.read_bytes() == b"new"


def test_an_interrupted_build_leaves_whole_files(author: Author) -> None:
    """Kill builds at many moments: every file there is then reads well, and a build goes on."""
    author.build()
    whole = outputs(author.root)
    author.change("tide-cause", why="Another reason.")
    for delay in range(0, 300, 25):
        process = subprocess.Popen(
            [*QUIZGEN, "build"],
            cwd=author.root,
            env={**os.environ, "SOURCE_DATE_EPOCH": str(NOON + 9999)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(delay / 1000)
        process.send_signal(signal.SIGKILL)
        process.wait()
        json.loads(author.ledger.read_text("utf-8"))
        for name, data in outputs(author.root).items():
            assert data.rstrip().endswith(whole[name].rstrip()[-8:]) or name.endswith(".apkg"), name
        assert zipfile.ZipFile(author.root / "out" / "tides" / "tides.apkg").testzip() is None
    author.build()
    assert "Another reason." in (author.root / "decks/tides/ledger.json").read_text("utf-8")


def test_ctrl_c_ends_with_130(author: Author) -> None:
    code = (
        "import quizgen.cli, quizgen.commands.build as b, signal, os\n"
        "b.check = lambda *a: os.kill(os.getpid(), signal.SIGINT)\n"
        "quizgen.cli.main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "build"], cwd=author.root, capture_output=True, text=True
    )
    assert done.returncode == 130
    assert "nothing is half-written" in done.stderr
    assert not (author.root / "out").exists()
