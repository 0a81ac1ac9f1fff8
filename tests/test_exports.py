"""Exports: one id in every format, the right kinds of question, what is left out is said."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, replace
from pathlib import Path

import export_samples as samples
import pytest
from author import Author, run
from gift_reader import read_gift
from jsonschema import Draft202012Validator
from moodle_xml_parser.parser import parse_bytes
from paper_sample import edition

from quizgen.cli.publishing import FORMATS as OFFERED
from quizgen.decks.ledger import advance, read_ledger
from quizgen.publishing.cards import compose
from quizgen.publishing.exports import FORMATS, Manuscript
from quizgen.publishing.exports.items import make_items
from quizgen.publishing.exports.spreadsheet import COLUMNS, OPTION_COLUMNS
from quizgen.schema import Answerable, Claim, Cloze, Concept, Kind, Level, Status

QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
QTI21 = "http://www.imsglobal.org/xsd/imsqti_v2p1"
IDS = [proven.note.id for proven in edition().notes]


@pytest.fixture(scope="module")
def manuscript() -> Manuscript:
    """The paper sample with what a first build would ship."""
    made = edition()
    empty = read_ledger(Path("none"), made.deck.key, 1_780_000_000)
    published = [compose(made, proven) for proven in made.notes]
    ledger, _ = advance(empty, published, (), 1_780_000_000)
    entries = [ledger.find(note.id, note.kind) for note in published]
    return Manuscript(made, tuple(entry for entry in entries if entry))


def data(form: str, manuscript: Manuscript) -> str:
    return FORMATS[form].write(manuscript).data.decode()


def qti_files(made: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


# --------------------------------------------------------------------------- all formats


def test_the_command_offers_what_can_be_written() -> None:
    assert sorted(OFFERED) == sorted(FORMATS)


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_the_same_bytes_every_time(form: str, manuscript: Manuscript) -> None:
    again = Manuscript(edition(), manuscript.shipped)
    assert FORMATS[form].write(manuscript) == FORMATS[form].write(again)


def tsv_ids(made: bytes) -> Iterator[str]:
    lines = made.decode().split("\n")
    rows = csv.reader([line for line in lines if line[:1] not in ("", "#")], delimiter="\t")
    for row in rows:
        assert len(row) == 4 + 17
        yield next(cell for cell in reversed(row) if cell)


def gift_ids(made: bytes) -> Iterator[str]:
    for question in read_gift(made.decode()):
        assert question.id == question.idnumber
        yield question.id


def moodle_ids(made: bytes) -> Iterator[str]:
    for node in ET.fromstring(made).findall("question[idnumber]"):
        assert node.findtext("name/text") == node.findtext("idnumber")
        yield str(node.findtext("idnumber"))


def qti_ids(made: bytes) -> Iterator[str]:
    quiz = ET.fromstring(qti_files(made)["three-things/three-things.xml"])
    yield from (item.attrib["ident"] for item in quiz.iter(f"{{{QTI}}}item"))


def qti21_ids(made: bytes) -> Iterator[str]:
    files = qti_files(made)
    refs = ET.fromstring(files["test.xml"]).iter(f"{{{QTI21}}}assessmentItemRef")
    for path in (ref.attrib["href"] for ref in refs):
        item = ET.fromstring(files[path]).attrib
        assert item["identifier"] == item["title"]
        yield item["title"]


# The ids as each format's own reader sees them.
READERS: dict[str, Callable[[bytes], Iterable[str]]] = {
    "csv": lambda made: (row["id"] for row in csv.DictReader(io.StringIO(made.decode()))),
    "gift": gift_ids,
    "json": lambda made: (note["id"] for note in json.loads(made)["notes"]),
    "moodle": moodle_ids,
    "qti": qti_ids,
    "qti21": qti21_ids,
    "tsv": tsv_ids,
}


@pytest.mark.parametrize("form", sorted(READERS))
def test_one_id_per_question_everywhere(form: str, manuscript: Manuscript) -> None:
    missing = {"tides-alignment", "bridges-suspension"} if form == "gift" else set()
    made = FORMATS[form].write(manuscript)
    assert list(READERS[form](made.data)) == [i for i in IDS if i not in missing]
    remarks = " ".join(made.remarks)
    assert all(id_ in remarks for id_ in missing)


def test_what_is_not_carried_is_said(manuscript: Manuscript) -> None:
    gift = FORMATS["gift"].write(manuscript)
    assert gift.notes == len(IDS) - 2
    said = "\n".join(gift.remarks)
    assert "2 notes left out: GIFT has no question with several blanks" in said
    assert "may be shuffled" in said and "tides-spring-or-neap" in said
    hinted = samples.one(Kind.BASIC, Answerable("q", "a"), hint="a hint")
    for form in ("gift", "moodle", "qti", "qti21"):
        assert "1 note without the hint" in "\n".join(samples.export(form, hinted).remarks)
    arrow = samples.one(Kind.TYPE_IN, Answerable("q", "a -> b"))
    assert "1 note asked as an essay" in samples.export("gift", arrow).remarks[0]
    assert samples.export("moodle", arrow).remarks == ()
    formula = samples.one(Kind.CLOZE, Cloze(r"So \(E = {{c1::m c^2}}\)."))
    for form in ("gift", "moodle", "qti", "qti21"):
        assert (
            "asked as an essay" in "\n".join(samples.export(form, formula).remarks)
            or form == "gift"
        )
    assert "no place for ids" in FORMATS["quizlet"].write(manuscript).remarks[0]


def test_the_key_stands_anywhere_and_no_note_moves_the_options_of_another() -> None:
    made = samples.one(Kind.CHOICE, samples.choice("q", "a", "b", "c", "d"))
    proven = made.notes[0]
    notes = tuple(replace(proven, note=replace(proven.note, id=f"n-{n}")) for n in range(200))
    items = make_items(replace(made, notes=notes))
    places = Counter(next(n for n, o in enumerate(i.options) if o.key) for i in items)
    assert all(30 <= places[place] <= 70 for place in range(4)), places  # 50 each by chance
    fewer = make_items(replace(made, notes=notes[::3]))
    assert [item.options for item in fewer] == [item.options for item in items[::3]]


# --------------------------------------------------------------------------- moodle, gift


def test_kinds_become_the_questions_that_a_teacher_wants(manuscript: Manuscript) -> None:
    types = Counter(question.type for question in read_gift(data("gift", manuscript)))
    xml = Counter(re.findall(r'<question type="(\w+)"', data("moodle", manuscript)))
    assert types["multichoice"] == xml["multichoice"] == kinds(manuscript, Kind.CHOICE)
    assert types["shortanswer"] >= kinds(manuscript, Kind.TYPE_IN)
    assert xml["shortanswer"] == kinds(manuscript, Kind.TYPE_IN)
    assert xml["category"] == 3
    assert xml["cloze"] + 2 == kinds(manuscript, Kind.CLOZE)  # two have formulas as blanks
    assert xml["essay"] - 2 == kinds(manuscript, Kind.BASIC, Kind.REVERSED)


def kinds(manuscript: Manuscript, *wanted: Kind) -> int:
    return sum(proven.note.kind in wanted for proven in manuscript.edition.notes)


def test_moodle_xml_through_another_reader(manuscript: Manuscript) -> None:
    read = parse_bytes(FORMATS["moodle"].write(manuscript).data)
    assert len(read["multichoice"]) == kinds(manuscript, Kind.CHOICE)
    by_name = {question.name: question for question in read["multichoice"]}
    one, several = by_name["tides-why-two-bulges"], by_name["bread-rise"]
    assert (one.single, several.single) == (True, False)
    assert sorted(option.score_fraction for option in one.options) == [0, 0, 0, 100]
    assert sum(o.score_fraction for o in several.options if o.score_fraction > 0) == 100
    assert round(sum(o.score_fraction for o in several.options)) == 0  # to mark all earns nothing
    assert not by_name["tides-spring-or-neap"].shuffle_answers and one.shuffle_answers
    assert "stretches the oceans into two bulges" in one.general_feedback
    gaps = {question.name: question.gaps for question in read["cloze"]}["tides-alignment"]
    assert [[(o.answer, o.score) for o in gap.options] for gap in gaps] == [
        [("Spring", 100)],
        [("one line", 100)],
    ]


def test_every_weight_is_one_that_moodle_knows(manuscript: Manuscript) -> None:
    known = {"100", "90", "83.33333", "80", "75", "70", "66.66667", "60", "50", "40", "33.33333"}
    known |= {"30", "25", "20", "16.66667", "14.28571", "12.5", "11.11111", "10", "5", "0"}
    for keys in range(1, 6):
        for wrong in range(1, 7 - keys):
            texts = [f"option {n}" for n in range(keys + wrong)]
            made = samples.one(Kind.CHOICE, samples.choice("q", *texts, keys=keys))
            written = re.findall(r'fraction="-?([\d.]+)"', samples.text("moodle", made))
            assert len(written) == keys + wrong and set(written) <= known
            read = read_gift(samples.text("gift", made))[0].answers
            assert sorted(a.fraction for a in read) == sorted(
                float(w) for w in re.findall(r'fraction="(-?[\d.]+)"', samples.text("moodle", made))
            )


def test_maths_keeps_the_delimiters_of_mathjax() -> None:
    made = samples.one(Kind.BASIC, Answerable(r"What is \(\frac{a}{b} \neq 1\)?", r"\[x^2\]"))
    asked = read_gift(samples.text("gift", made))[0]
    assert asked.text == r"What is \(\frac{a}{b} \neq 1\)?"
    assert r"\[x^2\]" in asked.feedback
    assert r"\(\frac{a}{b} \neq 1\)" in samples.text("moodle", made)


def test_topics_with_slashes_stay_one_category() -> None:
    made = samples.one(Kind.BASIC, Answerable("q", "a"), topic="Input / output\\n")
    assert read_gift(samples.text("gift", made))[0].category.endswith("/Input // output/n")
    assert "/Input // output\\n</text>" in samples.text("moodle", made)


# --------------------------------------------------------------------------- json, csv


def test_json_is_as_its_schema_says(manuscript: Manuscript, repository: Path) -> None:
    schema = json.loads((repository / "schema/export.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    record = json.loads(data("json", manuscript))
    Draft202012Validator(schema).validate(record)
    assert all(note["guid"] for note in record["notes"])
    note = schema["properties"]["notes"]["items"]["properties"]
    assert note["kind"]["enum"] == [kind.value for kind in Kind]
    assert note["claim"]["enum"] == [claim.value for claim in Claim]
    assert note["level"]["enum"] == [level.value for level in Level]
    assert record["notes"][0].keys() <= note.keys()
    breaks: list[dict[str, object]] = [{"kind": "essay"}, {"text": "x"}, {"evidence": []}]
    for broken in breaks:
        wrong = {**record, "notes": [{**record["notes"][0], **broken}]}
        assert list(Draft202012Validator(schema).iter_errors(wrong)), broken


def test_our_own_deck_is_as_the_schema_says(repository: Path) -> None:
    schema = json.loads((repository / "schema/export.schema.json").read_text("utf-8"))
    said = run(repository, "export", "amodei-askell-olah", "--format", "json", "--out", "-")
    record = json.loads(said.stdout)
    Draft202012Validator(schema).validate(record)
    assert len(record["notes"]) > 100 and len(record["deck"]["concepts"]) > 50
    assert set(record["deck"]["concepts"][0]) == {
        field.name for field in fields(Concept) if field.name not in ("skip", "path", "places")
    }


def test_the_spans_of_json_are_the_quotes_in_the_file(author: Author) -> None:
    assert run(author.root, "export", "--format", "json").exit_code == 0
    record = json.loads((author.root / "out/tides/tides.json").read_text("utf-8"))
    file = (author.root / "seeds/tides.txt").read_text("utf-8")
    proofs = [proof for note in record["notes"] for proof in note["evidence"]]
    assert len(proofs) == 5
    for proof in proofs:
        pieces = [" ".join(file[start:end].split()) for start, end in proof["spans"]]
        assert " [...] ".join(pieces) == proof["quote"]
        assert proof["lines"][0] == file[: proof["spans"][0][0]].count("\n") + 1


# --------------------------------------------------------------------------- the command


@pytest.fixture
def author(tmp_path: Path) -> Author:
    return Author(tmp_path / "workspace")


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_every_format_is_written_beside_the_package(author: Author, form: str) -> None:
    before = snapshot(author.root)
    result = run(author.root, "export", "tides", "--format", form)
    assert result.exit_code == 0, result.output
    path = f"out/tides/tides.{FORMATS[form].suffix}"
    assert f"tides: 5 notes -> {path}" in result.stdout
    assert snapshot(author.root) == before | {path}  # and nothing else, no ledger
    drafts = run(author.root, "export", "--format", form, "--drafts", "--out", "mine")
    assert drafts.exit_code == 0 and "6 notes -> mine" in drafts.stdout


def snapshot(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


def test_standard_output_is_the_file_alone(author: Author) -> None:
    run(author.root, "export", "--format", "quizlet")
    file = (author.root / "out/tides/tides.quizlet.txt").read_bytes()
    result = run(author.root, "export", "--format", "quizlet", "--out", "-")
    assert result.stdout_bytes == file
    assert "no place for ids" in result.stderr


def test_the_mark_for_excel(author: Author) -> None:
    assert run(author.root, "export", "--format", "csv", "--bom", "--out", "a.csv").exit_code == 0
    assert (author.root / "a.csv").read_bytes().startswith(b"\xef\xbb\xbfid,deck,")
    refused = run(author.root, "export", "--format", "tsv", "--bom")
    assert refused.exit_code == 2 and "--bom is for --format csv" in refused.stderr


def test_errors_in_a_deck_stop_the_export(author: Author) -> None:
    author.change("tide-cause", evidence=[{"quote": "never said in this source"}])
    result = run(author.root, "export", "--format", "json")
    assert result.exit_code == 1
    assert "quote-not-found" in result.stderr and "nothing exported: 1 error" in result.stderr
    assert not (author.root / "out").exists()
    forced = run(author.root, "export", "--format", "json", "--force")
    assert forced.exit_code == 0 and "4 notes" in forced.stdout


def test_one_file_for_one_deck(author: Author) -> None:
    import shutil

    second = author.root / "decks/more"
    shutil.copytree(author.deck, second)
    for path in (second / "deck.yaml", *second.glob("notes/*.yaml")):
        path.write_text(path.read_text("utf-8").replace("tides\n", "more\n", 1), "utf-8")
    refused = run(author.root, "export", "--format", "csv", "--out", "x.csv")
    assert refused.exit_code == 2 and "--out takes one deck, and these are 2" in refused.stderr


def test_nothing_approved_is_nothing_to_export(author: Author) -> None:
    text = author.notes.read_text("utf-8").replace("status: approved", "status: draft")
    author.notes.write_text(text, "utf-8")
    result = run(author.root, "export", "--format", "csv")
    assert result.exit_code == 2 and "nothing to export" in result.stderr


def test_drafts_say_that_they_are(author: Author) -> None:
    run(author.root, "export", "--format", "moodle", "--drafts", "--out", "m.xml")
    assert (author.root / "m.xml").read_text("utf-8").count("<text>draft</text>") == 1


def test_statuses_of_the_schema_are_what_is_published() -> None:
    made = edition()
    draft = replace(made.notes[0], note=replace(made.notes[0].note, status=Status.DRAFT))
    record = json.loads(samples.text("json", replace(made, notes=(draft,))))
    assert record["notes"][0]["status"] == "draft"


def test_the_docs_name_every_format_and_column(repository: Path) -> None:
    page = (repository / "docs/exports.md").read_text("utf-8")
    for form, known in FORMATS.items():
        assert f"| `{form}` | `<deck>.{known.suffix}` |" in page
    for column in COLUMNS:
        assert f"`{column}`" in page or column in OPTION_COLUMNS[1:-1], column
    assert OPTION_COLUMNS[0] in page and OPTION_COLUMNS[-1] in page
