"""Files that are read, files that are refused with a remedy, and meta files with mistakes."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest
from author import Author, run
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.errors import SourceError
from quizgen.schema import (
    Correction,
    Evidence,
    Lines,
    Passage,
    Person,
    Role,
    Source,
    SourceMeta,
    Span,
    TurnOverride,
)
from quizgen.sources.evidence import Miss, Reason, locate
from quizgen.sources.files import decode, guess_encoding
from quizgen.sources.formats import FORMATS
from quizgen.sources.meta import MetaFile, parse_meta
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
    remedy = "write `encoding: cp1252` in a.meta.yaml, or try --encoding cp1252"
    assert message == f": the text is not utf-8; it looks like cp1252: {remedy}"
    assert read_source(path, "cp1252").text == text
    path.with_name("a.meta.yaml").write_text("encoding: cp1252\n", "utf-8")
    assert read_source(path).text == text
    assert read_source(path, "utf-16").text == text  # the source's own wins


def test_a_wrong_encoding_in_the_meta_file(tmp_path: Path) -> None:
    path, meta = tmp_path / "a.txt", tmp_path / "a.meta.yaml"
    path.write_bytes("Le café était fermé.".encode("cp1252"))
    meta.write_text("title: A\nencoding: utf-8\n", "utf-8")
    assert refusal(path, "cp1252").endswith("cp1252: write `encoding: cp1252` in a.meta.yaml")
    meta.write_text("title: A\nencoding: cp1253x\n", "utf-8")
    with pytest.raises(
        SourceError, match=r"a\.meta\.yaml:2: unknown encoding \"cp1253x\"; did you"
    ):
        read_source(path)
    meta.write_bytes("title: Café\n".encode("cp1252"))
    with pytest.raises(
        SourceError, match=r"a\.meta\.yaml: the text is not utf-8;.*save it as UTF-8"
    ):
        read_source(path, "cp1252")


def test_decks_of_sources_in_several_encodings_are_read_together(tmp_path: Path) -> None:
    Author(tmp_path)
    (tmp_path / "seeds" / "cafe.txt").write_bytes("Le café était fermé.\n".encode("latin-1"))
    notes = tmp_path / "decks" / "cafe" / "notes" / "cafe.yaml"
    notes.parent.mkdir(parents=True)
    (notes.parents[1] / "deck.yaml").write_text("key: cafe\nname: Cafe\nsources: [cafe]\n", "utf-8")
    notes.write_text(
        "topic: Cafe\nnotes:\n  - {id: shut, kind: basic, question: What was shut?, answer: The cafe,"
        " status: approved, evidence: [{quote: Le café était fermé.}]}\n",
        "utf-8",
    )
    assert run(tmp_path, "check").exit_code == 2
    (tmp_path / "seeds" / "cafe.meta.yaml").write_text("encoding: latin-1\n", "utf-8")
    checked = run(tmp_path, "check")
    assert checked.exit_code != 2, checked.output  # other rules may have their say
    assert "quote-not-found" not in checked.output


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Le café était fermé.\n", "cp1252"),
        ("\u201cNaïve\u201d \u2013 5 €\r\n", "cp1252"),
        ("Où?", "cp1252"),
        ("Le café était fermé.\n", "utf-16"),
        ("Le café était fermé.\n", "utf-32"),
        ("水は百度で沸く。", "utf-16-le"),
    ],
)
def test_the_encoding_of_a_short_file_is_guessed(text: str, encoding: str) -> None:
    guess = guess_encoding(text.encode(encoding))
    assert guess
    assert text.encode(encoding).decode(guess) == text


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "shift_jis", "gb18030"])
def test_bytes_of_another_script_are_not_taken_for_accents(encoding: str) -> None:
    text = "Привет, мир! Вода кипит." if encoding in ("cp1251", "koi8-r") else "水沸,火燃."
    assert guess_encoding(text.encode(encoding)) != "cp1252"


def test_utf_16_without_a_mark_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("Le café était fermé.\n".encode("utf-16-le"))
    assert "looks like utf-16-le: write `encoding: utf-16-le` in" in refusal(tmp_path / "a.txt")


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
          - {}
          - {line: ~, speaker: Bo}
          - {line: 7, speaker: Bo}
          - {line: 7, speaker: Ann}
        corrections: many
        ? [a, b]
        : c
    """)
    with pytest.raises(SourceError) as caught:
        parse_meta(text, META)
    assert str(caught.value).splitlines() == [
        "talk.meta.yaml:1: the meta file has no field 'titel'; did you mean 'title'?",
        "talk.meta.yaml:2: series must be text; a text that starts with [ goes in double quotes",
        "talk.meta.yaml:4: 'title' stands twice; keep one of them",
        "talk.meta.yaml:6: role is 'hots'; write one of host, guest, author; did you mean 'host'?",
        "talk.meta.yaml:7: a speaker has no name; add `name: ...`",
        "talk.meta.yaml:8: from_line is 'ten'; write a whole number from 1",
        "talk.meta.yaml:8: labels must be a list; start each entry with `- `",
        "talk.meta.yaml:9: a speaker must be a mapping of `key: value` lines",
        "talk.meta.yaml:11: unknown speaker 'Boo'; did you mean 'Bo'?",
        "talk.meta.yaml:12: a turn has no line; add `line: ...`",
        "talk.meta.yaml:13: a turn has no fields; known are line, speaker",
        "talk.meta.yaml:14: a turn has no line; add `line: ...`",
        "talk.meta.yaml:16: line 7 stands at line 15 too; keep one of them",
        "talk.meta.yaml:17: corrections must be a list; start each entry with `- `",
        "talk.meta.yaml:18: the meta file has no field '[...]'; known are title, series, subject, recorded, "
        "dating, language, url, licence, encoding, speakers, turns, corrections",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("title: [", "talk.meta.yaml:1: not YAML (did not find expected node content): put the"),
        (
            "speakers:\n  - {name: A, role: host, labels: [X]}\n"
            "  - {name: B, role: guest, labels: [x]}\n",
            'talk.meta.yaml:2: "x" means both A and B; keep it for one',
        ),
        ("- a\n", "talk.meta.yaml:1: the meta file must be a mapping of `key: value` lines"),
        (
            "a: 1\n\tb: 2\n",
            "talk.meta.yaml:2: not YAML (found a tab character that violates indentation): "
            "indent with spaces, not tabs",
        ),
        (
            "title:\n  " + "[" * 100_000,
            "talk.meta.yaml:2: more than 50 levels, one inside the other",
        ),
        (
            "title:\n  " + "- " * 100_000,
            "talk.meta.yaml:2: more than 50 levels, one inside the other",
        ),
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


def test_lines_on_which_nobody_speaks_are_reported() -> None:
    raw = (CASES / "kitchen.txt").read_text("utf-8")
    text = (CASES / "kitchen.meta.yaml").read_text("utf-8")
    text = text.replace("{line: 10", "{line: 14").replace("from_line: 11", "from_line: 400")
    text = text.replace("from_line: 3", "from_line: 2")
    with pytest.raises(SourceError) as caught:
        parse_source(raw, Path("kitchen.txt"), parse_meta(text, META))
    assert str(caught.value).splitlines() == [
        "talk.meta.yaml:5: no turn starts on line 2; the nearest turn starts on line 1",
        "talk.meta.yaml:6: no turn starts on line 400; the nearest turn starts on line 13",
        "talk.meta.yaml:8: nobody speaks on line 14; the nearest turn starts on line 13",
    ]


# --------------------------------------------------------------------------- turns that are split

PEOPLE = """\
speakers:
  - {name: Ann, role: host}
  - {name: Bo, role: guest, from_line: 2}
turns:
"""
TALK = """\
- Welcome.
- I grow beans
  in the shade.
And peas?

Peas want sun.
They climb.
- And what else?
- Leeks.
"""


def split(raw: str, turns: str, name: str = "a.txt", people: str = PEOPLE) -> Source:
    entries = "".join(
        f"  - {{line: {turn.replace(' ', ', speaker: ')}}}\n" for turn in turns.split(", ")
    )
    return parse_source(raw, Path(name), parse_meta(people + entries, META))


def spoken(source: Source) -> list[tuple[int, str | None, str, str]]:
    return [
        (turn.number, turn.speaker, str(turn.lines), source.text[turn.span.start : turn.span.end])
        for turn in source.turns
    ]


def test_an_entry_inside_a_turn_splits_it() -> None:
    assert spoken(split(TALK, "4 Ann, 6 Bo")) == [
        (1, "Ann", "1", "Welcome."),
        (2, "Bo", "2-3", "I grow beans\n  in the shade."),
        (3, "Ann", "4", "And peas?"),
        (4, "Bo", "6-7", "Peas want sun.\nThey climb."),
        (5, "Ann", "8", "And what else?"),
        (6, "Bo", "9", "Leeks."),
    ]


def test_alternation_goes_on_from_the_speaker_of_the_split() -> None:
    assert [who for _, who, *_ in spoken(split(TALK, "4 Ann"))] == ["Ann", "Bo", "Ann", "Bo", "Ann"]
    assert [who for _, who, *_ in spoken(split(TALK, "3 Bo"))] == ["Ann", "Bo", "Bo", "Ann", "Bo"]
    # In any order; an entry at a turn's start too, and then nothing says who spoke before it.
    source = split(TALK, "6 Bo, 2 Ann, 7 Ann")
    assert [who for _, who, *_ in spoken(source)] == [None, "Ann", "Bo", "Ann", "Bo", "Ann"]


def test_a_part_may_begin_where_a_turn_is_split() -> None:
    people = PEOPLE.replace("from_line: 2", "from_line: 6")
    assert [who for _, who, *_ in spoken(split(TALK, "6 Bo", people=people))] == [
        None,
        None,
        "Bo",
        "Ann",
        "Bo",
    ]
    with pytest.raises(SourceError, match="no turn starts on line 6; the nearest turn starts on"):
        split(TALK, "7 Bo", people=people)


@pytest.mark.parametrize("line", [5, 10, 11, 400])
def test_a_line_on_which_nobody_speaks_splits_nothing(line: int) -> None:
    with pytest.raises(SourceError, match=rf"yaml:5: nobody speaks on line {line}; the nearest"):
        split(TALK, f"{line} Ann")


def test_turns_of_any_form_are_split() -> None:
    people = PEOPLE.replace(", from_line: 2", "")
    labels = "Ann:\nHi.\nHello.\n\nBo: Yes.\nNo.\n\nAnn: So.\n"
    assert spoken(split(labels, "2 Bo, 6 Ann", people=people)) == [
        (1, "Bo", "1-3", "Hi.\nHello."),
        (2, "Bo", "5", "Yes."),
        (3, "Ann", "6", "No."),
        (4, "Ann", "8", "So."),
    ]
    cues = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Bo>One,\n<i>two?</i>\n\n00:02.000 --> 00:03.000\n<v Bo>Yes.\n"
    assert spoken(split(cues, "5 Ann, 8 Bo", "a.vtt", people)) == [
        (1, "Bo", "4", "One,"),
        (2, "Ann", "5", "two?"),
        (3, "Bo", "8", "Yes."),
    ]
    with pytest.raises(SourceError, match="nobody speaks on line 7; the nearest turn"):
        split(cues, "7 Ann", "a.vtt", people)  # the times of a cue
    markdown = "**Ann:** One\n*two.*\n\n# Three\n\n**Bo:** Four.\n"
    assert [who for _, who, *_ in spoken(split(markdown, "2 Bo", "a.md", people))] == [
        "Ann",
        "Bo",
        "Bo",
    ]
    with pytest.raises(SourceError, match="nobody speaks on line 4"):
        split(markdown, "4 Ann", "a.md", people)  # a heading


def test_a_quote_across_a_split_crosses_turns() -> None:
    evidence = Evidence("in the shade. And peas?")
    assert isinstance(locate(split(TALK, "2 Bo"), evidence), Passage)
    miss = locate(split(TALK, "4 Ann"), evidence)
    assert isinstance(miss, Miss)
    assert miss.reason is Reason.CROSSES_TURNS
    assert locate(split(TALK, "4 Ann"), Evidence("And peas?")) == Passage(
        "a", (Span(42, 51),), Lines(4, 4), 3, "Ann"
    )


@settings(deadline=None)
@given(
    lines=st.lists(
        st.sampled_from(["- word", "- ", "", "  more of it ", "Ann: yes", "\u3000end"]),
        min_size=1,
        max_size=12,
    ),
    newline=st.sampled_from(["\n", "\r\n"]),
    cuts=st.dictionaries(st.integers(1, 14), st.sampled_from(["Ann", "Bo"]), max_size=5),
    suffix=st.sampled_from([".txt", ".md"]),
)
def test_splits_neither_lose_nor_repeat_a_character(
    lines: list[str], newline: str, cuts: dict[int, str], suffix: str
) -> None:
    raw = newline.join(["- first", "- second", "- third", *lines])
    people = (Person("Ann", Role.HOST), Person("Bo", Role.GUEST))
    overrides = tuple(TurnOverride(line, who) for line, who in cuts.items())
    whole, cut = (
        parse_source(
            raw, Path("a" + suffix), MetaFile(META, SourceMeta("A", people=people, turns=t))
        )
        for t in ((), overrides)
    )
    said, said_cut = (
        [at for t in s.turns for at in range(t.span.start, t.span.end) if not s.text[at].isspace()]
        for s in (whole, cut)
    )
    assert said_cut == said
    assert [turn.number for turn in cut.turns] == list(range(1, len(cut.turns) + 1))
    for turn in cut.turns:
        assert turn.lines.first <= cut.line_at(turn.span.start)
        assert turn.lines.last == cut.line_at(turn.span.end - 1)
        assert cuts.get(turn.lines.first, turn.speaker) == turn.speaker
    starts = {turn.lines.first for turn in whole.turns}
    assert {turn.lines.first for turn in cut.turns} - starts <= set(cuts)


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


def test_the_one_turn_before_the_first_guests_is_the_hosts() -> None:
    talk = "- Welcome to the talk, Mara.\n- Glad to be here.\n- What makes the tide?\n- The Moon.\n"
    people = "  - {name: Jon Vik, role: host}\n  - {name: Mara Lind, role: guest, from_line: 2}\n"
    path = Path("talk.txt")
    meta = parse_meta(f"title: T\nspeakers:\n{people}", path.with_suffix(".meta.yaml"))
    speakers = [turn.speaker for turn in parse_source(talk, path, meta).turns]
    assert speakers == ["Jon Vik", "Mara Lind", "Jon Vik", "Mara Lind"]
