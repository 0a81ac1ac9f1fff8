"""Files that are read, files that are refused with a remedy, and meta files with mistakes."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.errors import SourceError
from quizgen.schema import Correction, Lines, Passage, Person, Role, Span, TurnOverride
from quizgen.sources.files import decode
from quizgen.sources.formats import FORMATS
from quizgen.sources.meta import parse_meta
from quizgen.sources.places import describe_place
from quizgen.sources.read import parse_source, read_meta, read_source

CASES = Path(__file__).parent / "cases" / "sources"
META = Path("talk.meta.yaml")


def refusal(path: Path, encoding: str = "utf-8") -> str:
    with pytest.raises(SourceError) as caught:
        read_source(path, encoding)
    assert caught.value.exit_code == 2
    assert str(caught.value).startswith(str(path))
    return str(caught.value).removeprefix(str(path))


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.pages", b"x", ': unknown suffix ".pages"; known are .txt .md'),
        ("a", b"x", ": the name has no suffix; known are .txt"),
        ("a.txt", b"", ": the file is empty"),
        ("a.txt", b"\xef\xbb\xbf", ": nothing but white space"),
        ("a.md", b" \r\n\t", ": nothing but white space"),
        ("a.md", b"<!-- x -->", ": nothing but markup and white space"),
        ("a.txt", b"a\0b", ": this is a binary file (it has NUL bytes)"),
        ("a.txt", b"\x89PNG\r\n\0\0", ": this is a binary file"),
        ("a.pdf", b"%PDF-1.7", ": a PDF is not read; make text of it: pdftotext -layout"),
        ("a.txt", b"%PDF-1.7", ": in spite of its suffix, a PDF is not read"),
        ("a.md", b"PK\x03\x04..word/document.xml", ": in spite of its suffix, a Word document"),
        ("a.md", b"PK\x03\x04..epub+zip", ": in spite of its suffix, an EPUB book"),
        ("a.txt", b"PK\x03\x04.", ": this is a ZIP archive"),
        ("a.txt", b"{\\rtf1", ": in spite of its suffix, an RTF document"),
        ("a.odt", b"PK", ": an OpenDocument text is not read; make Markdown of it: pandoc"),
        ("a.MP3", b"ID3", ": sound and film are not read; transcribe it first"),
        ("a.mkv", b"x", ": sound and film are not read"),
        ("a.txt", "Grüße aus Köln, schöne Straße. ".encode("utf-16"), "try --encoding utf-16"),
        ("a.txt", "plain words".encode("utf-16-le"), "try --encoding utf-16-le"),
        ("a.srt", b"no cues here", ": no cues with text; a cue is a line `00:00:01,000"),
        ("a.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\n\n", ": no cues with text"),
        ("a.json", b'{"segments": [\n{]}', ":2: not readable as JSON"),
        ("a.json", b'{"text": "a"}', ': no segments; Whisper\'s JSON looks like {"segments"'),
        ("a.json", b'{"segments": [{"text": "a"}, {}]}', ": segment 2 has no text"),
        ("a.json", b'{"segments": []}', ": no segment has text"),
    ],
)
def test_refused_with_a_remedy(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert message in refusal(path)


def test_another_encoding_is_named_and_can_be_given(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    text = "Die Hefe hält das für süß und frißt es auf. Schöne Grüße, größte Mühe. " * 5
    path.write_bytes(text.encode("cp1252"))
    message = refusal(path)
    guess = message.rpartition(" ")[2]
    assert message == f": the text is not utf-8; it looks like {guess}: try --encoding {guess}"
    assert read_source(path, guess).text == text
    assert read_source(path, "cp1252").text == text


@pytest.mark.parametrize("encoding", ["utf8x", "hex", "", "a\0b", "idna", "rot13"])
def test_unknown_encodings_are_refused(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.txt").write_text("x")
    assert encoding in refusal(tmp_path / "a.txt", encoding)


def test_missing_files_and_folders(tmp_path: Path) -> None:
    (tmp_path / "b.txt").mkdir()
    assert refusal(tmp_path / "a.txt") == ": no such file; check the path"
    assert refusal(tmp_path / "b.txt") == ": this is a folder; name a file in it"
    assert refusal(tmp_path) == ": this is a folder; name a file in it"


@settings(deadline=None)
@given(data=st.binary(max_size=60), suffix=st.sampled_from(sorted(FORMATS)))
def test_arbitrary_bytes_are_read_or_refused(data: bytes, suffix: str) -> None:
    path = Path("a" + suffix)
    try:
        parse_source(decode(path, data, "utf-8"), path, read_meta(path))
    except SourceError as error:
        assert str(error).startswith(str(path))


def test_without_meta_the_title_is_the_name(tmp_path: Path) -> None:
    (tmp_path / "on-bread_2.txt").write_text("Hello.", "utf-8")
    source = read_source(tmp_path / "on-bread_2.txt")
    assert (source.stem, source.meta.title, source.meta.people) == ("on-bread_2", "On bread 2", ())


def test_meta_is_read_whole() -> None:
    meta = read_source(CASES / "kitchen.txt").meta
    assert (meta.title, meta.recorded, meta.language, meta.url) == (
        "Bread talk",
        "2024-11",
        "en",
        None,
    )
    assert meta.people == (
        Person("Ann Abel", Role.HOST, ("Ann",)),
        Person("Bo Berg", Role.GUEST, ("Bo",), 3),
        Person("Cy Cole", Role.GUEST, (), 11, "bakes rye: every day"),
    )
    assert meta.turns == (TurnOverride(10, "Ann Abel"),)
    assert meta.corrections == (Correction("breathes out gas", "gives off gas", (7,)),)


def test_meta_scalars_are_text() -> None:
    meta = parse_meta("title: no\nrecorded: 2024-11-01\nlanguage: no\nurl: ~\n", META).meta
    assert (meta.title, meta.recorded, meta.language, meta.url) == ("no", "2024-11-01", "no", None)
    assert parse_meta("", META).meta.title == "Talk"


def test_every_mistake_in_a_meta_file_is_reported() -> None:
    text = dedent("""\
        titel: A talk
        series: [a]
        title: A
        title: B
        speakers:
          - {name: Ann, role: hots}
          - {role: host}
          - {name: Bo, role: guest, from_line: ten, labels: Bo}
          - Cy
        turns:
          - {line: 5, speaker: Boo}
          - {speaker: Bo}
        corrections: many
    """)
    with pytest.raises(SourceError) as caught:
        parse_meta(text, META)
    assert str(caught.value).splitlines() == [
        'talk.meta.yaml:1: unknown key "titel"; did you mean "title"?',
        "talk.meta.yaml:2: series is not a text; write it on one line after the colon",
        'talk.meta.yaml:4: "title" stands here a second time; keep one',
        'talk.meta.yaml:6: unknown role "hots"; write one of host, guest, author',
        "talk.meta.yaml:7: a speaker has no name; add `name: ...`",
        "talk.meta.yaml:8: from_line is not a line number; write a whole number from 1",
        "talk.meta.yaml:8: labels is not a list; begin each entry with `- `",
        "talk.meta.yaml:9: a speaker is not a mapping; write `name: ...`",
        'talk.meta.yaml:11: unknown speaker "Boo"; did you mean "Bo"?',
        "talk.meta.yaml:12: a turn has no line; add `line: ...`",
        "talk.meta.yaml:13: corrections is not a list; begin each entry with `- `",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("title: [", "talk.meta.yaml:1: not readable as YAML"),
        (
            "speakers:\n  - {name: A, role: host, labels: [X]}\n"
            "  - {name: B, role: guest, labels: [x]}\n",
            'talk.meta.yaml:2: "x" means both A and B; keep it for one',
        ),
        ("- a\n", "talk.meta.yaml:1: the file is not a mapping; write `title: ...`"),
        ("a: 1\n\tb: 2\n", "talk.meta.yaml:2: not readable as YAML"),
    ],
)
def test_meta_that_is_refused(text: str, message: str) -> None:
    with pytest.raises(SourceError) as caught:
        parse_meta(text, META)
    assert str(caught.value).startswith(message)


@settings(deadline=None)
@given(text=st.text(st.sampled_from("titlespakrn:- []{}&*a!|>#'\"\n\t0~,")))
def test_arbitrary_meta_is_read_or_refused(text: str) -> None:
    try:
        parse_meta(text, META)
    except SourceError as error:
        assert str(error).startswith("talk.meta.yaml")


def test_lines_on_which_no_turn_starts_are_reported() -> None:
    raw = (CASES / "kitchen.txt").read_text("utf-8")
    text = (CASES / "kitchen.meta.yaml").read_text("utf-8")
    text = text.replace("{line: 10", "{line: 2").replace("from_line: 11", "from_line: 400")
    with pytest.raises(SourceError) as caught:
        parse_source(raw, Path("kitchen.txt"), parse_meta(text, META))
    assert str(caught.value).splitlines() == [
        "talk.meta.yaml:6: no turn starts on line 400; the nearest starts on line 13",
        "talk.meta.yaml:8: no turn starts on line 2; the nearest starts on line 1",
    ]


def test_places_in_words() -> None:
    source = read_source(CASES / "kitchen.txt")
    spans = (Span(0, 4),)
    assert describe_place(source, Passage("k", spans, Lines(3, 4), 2, "Bo Berg")) == (
        "Bo Berg, lines 3\u20134"
    )
    assert describe_place(source, Passage("k", spans, Lines(3, 3))) == "line 3"
    assert (
        describe_place(source, Passage("k", spans, Lines(3, 3), 2, "Bo", 754.9)) == "Bo, 00:12:34"
    )
