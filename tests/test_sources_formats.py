"""Each format: a whole file in, the text, turns and marks out."""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from quizgen.errors import SourceError
from quizgen.schema import Person, Role, Source, SourceMeta, Span
from quizgen.sources.meta import MetaFile
from quizgen.sources.read import parse_source, read_source

CASES = Path(__file__).parent / "cases" / "sources"


def parse(name: str, raw: str, *people: Person) -> Source:
    meta = SourceMeta("A talk", people=people)
    return parse_source(raw, Path(name), MetaFile(Path("talk.meta.yaml"), meta))


def spoken(source: Source) -> list[tuple[str | None, str, str]]:
    return [
        (turn.speaker, str(turn.lines), source.text[turn.span.start : turn.span.end])
        for turn in source.turns
    ]


def test_dash_turns_alternate_inside_each_guests_part() -> None:
    source = read_source(CASES / "kitchen.txt")
    assert source.text == (CASES / "kitchen.txt").read_text("utf-8")
    assert spoken(source) == [
        ("Ann Abel", "1-2", "Welcome back to the kitchen,\nwhere we talk about bread."),
        ("Bo Berg", "3-4", "Thank you, it is good\nto be here."),
        ("Ann Abel", "5", "What makes a dough rise?"),
        ("Bo Berg", "6-7", "Yeast eats sugar and\nbreathes out gas."),
        ("Ann Abel", "8", "And salt?"),
        ("Bo Berg", "9", "Salt slows the yeast down."),
        ("Ann Abel", "10", "Now I am joined by Cy."),
        ("Cy Cole", "11", "Hello, I bake rye."),
        ("Ann Abel", "12", "Why rye?"),
        ("Cy Cole", "13", "It keeps for a week."),
    ]


def test_dash_turns_without_meta_name_only_the_named() -> None:
    source = parse("a.txt", "- One\n- [Bo] Two\n- [Music]\n- Three\n")
    assert spoken(source) == [
        (None, "1", "One"),
        ("Bo", "2", "Two"),
        (None, "3", "[Music]"),
        (None, "4", "Three"),
    ]


def test_a_part_begins_with_its_guest_whoever_spoke_before() -> None:
    people = (
        Person("Ann", Role.HOST),
        Person("Bo", Role.GUEST, from_line=1),
        Person("Cy", Role.GUEST, from_line=2),
    )
    source = parse("a.txt", "- One\n- Two\n- Three\n- [Bo] Four\n- Five\n- Six", *people)
    assert [who for who, *_ in spoken(source)] == ["Bo", "Cy", "Ann", "Bo", "Ann", "Cy"]


def test_a_clip_before_the_first_part_alternates_with_the_host() -> None:
    people = (Person("Ann", Role.HOST), Person("Bo", Role.GUEST, from_line=5))
    source = parse("a.txt", "- What?\n- [Bo] A.\n- B\n- C\n- D\n- E", *people)
    assert [who for who, *_ in spoken(source)] == [None, "Bo", "Ann", "Bo", "Bo", "Ann"]


def test_a_list_in_a_long_text_is_no_talk() -> None:
    source = parse("a.txt", "- a\n- b\n- c\n" + "words\n" * 300)
    assert len(source.turns) == 1


def test_a_few_labels_in_a_long_text_are_no_talk() -> None:
    labels = "Pro: it rises.\n\nContra: it falls.\n\n" * 2
    assert len(parse("a.txt", labels + "A paragraph.\n\n" * 20).turns) == 24
    assert parse("a.txt", labels).turns[1].speaker == "Contra"


def test_a_few_bullets_are_no_turns() -> None:
    source = parse("a.txt", "Intro line.\n\n- a bullet\n- another\n")
    assert [text for *_, text in spoken(source)] == ["Intro line.", "- a bullet\n- another"]


def test_recurring_labels_are_speakers() -> None:
    raw = "A talk, 2024\n\nANN: Hi.\nSo: go.\n\nBO: Yes.\nMore.\n\nANN: Why?\n\nBO: So.\n"
    people = Person("Ann Abel", Role.HOST, ("Ann",))
    assert spoken(parse("a.txt", raw, people)) == [
        (None, "1", "A talk, 2024"),
        ("Ann Abel", "3-4", "Hi.\nSo: go."),
        ("BO", "6-7", "Yes.\nMore."),
        ("Ann Abel", "9", "Why?"),
        ("BO", "11", "So."),
    ]


def test_notes_in_prose_are_no_speakers() -> None:
    paragraphs = [f"Paragraph {n} of a book." for n in range(12)]
    raw = "\n\n".join([*paragraphs, "Note: this.", "Remember: that.", "Note: so.", "Hint: it."])
    source = parse("book.txt", raw, Person("Di Doe", Role.AUTHOR))
    assert len(source.turns) == 16
    assert {turn.speaker for turn in source.turns} == {"Di Doe"}


def test_markdown_loses_its_markup() -> None:
    source = parse(
        "a.md",
        dedent("""\
            ---
            title: A talk
            ---
            # On *bread*

            **Ann Abel:** [04:12] What is [gluten](https://x.org/a_(b)), <!-- check -->
            and is it **really** bad?

            **Bo**: \\[laughs\\] No. A snake_case_name and 2*3*4 and __init stay.

            More on it.

            ## Salt

            **Ann Abel:** Use `a*b*c` _sparingly_.

            ```
            **Ann Abel:** kept
            ```
        """),
    )
    assert source.text == dedent("""\
        # On bread

        Ann Abel: What is gluten,\x20
        and is it really bad?

        Bo: [laughs] No. A snake_case_name and 2*3*4 and __init stay.

        More on it.

        ## Salt

        Ann Abel: Use a*b*c sparingly.

        ```
        **Ann Abel:** kept
        ```
    """)
    assert spoken(source)[:2] == [
        ("Ann Abel", "6-7", "What is gluten, \nand is it really bad?"),
        (
            "Bo",
            "9-11",
            "[laughs] No. A snake_case_name and 2*3*4 and __init stay.\n\nMore on it.",
        ),
    ]
    assert source.turns[2].speaker == "Ann Abel"
    assert source.seconds_at(source.text.index("On")) is None
    assert source.seconds_at(source.text.index("What")) == 252.0
    assert source.seconds_at(source.text.index("sparingly")) == 252.0


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("built in `1894`.", "built in 1894."),
        ("a ``b`c`` d", "a b`c d"),
        ("a `b d", "a `b d"),
        ("a \\`b\\` d", "a `b` d"),
        ("`_a_` *b*", "_a_ b"),
        ("a `b\n\nc` d", "a `b\n\nc` d"),
        ("```\n`a`\n```", "```\n`a`\n```"),
    ],
)
def test_backticks_in_a_line_are_not_part_of_the_words(raw: str, text: str) -> None:
    assert parse("a.md", raw).text == text


def test_after_a_heading_nobody_speaks_until_someone_is_named() -> None:
    raw = "**A:** One.\n\n## More\n\nBy the editor.\n\n**B:** Two.\n\n**A:** Three.\n"
    assert [who for who, *_ in spoken(parse("a.md", raw))] == ["A", None, "B", "A"]


def test_a_text_full_of_openers_is_read_in_time() -> None:
    import time

    for opener in ("**a ", "<!-- ", "_a ", "[a", "`", "\\["):
        start = time.perf_counter()
        parse("a.md", opener * 20_000)
        assert time.perf_counter() - start < 10.0, opener


def test_a_time_opens_a_markdown_paragraph() -> None:
    source = parse("a.md", "One.\n\n\\[1:02:03\\] Two (00:30) stays.\n\n(00:04) Three.\n")
    assert source.text == "One.\n\nTwo (00:30) stays.\n\nThree.\n"
    assert [source.seconds_at(turn.span.start) for turn in source.turns] == [None, 3723.0, 4.0]


def test_vtt_voices_tags_entities_and_notes() -> None:
    source = parse(
        "a.vtt",
        dedent("""\
            WEBVTT - a talk

            STYLE
            ::cue { color: red }

            intro
            00:01.000 --> 00:02.000 align:start
            <v.loud Ann Abel>Salt &amp; <i>bread</i></v>

            NOTE not said

            00:00:02.000 --> 00:00:03.500
            <v Ann Abel>and <00:00:02.500><c>water</c>
            <v Bo>1 < 2, no?
        """),
    )
    assert source.text == "Salt & bread\nand water\n1 < 2, no?\n"
    assert spoken(source) == [
        ("Ann Abel", "8-13", "Salt & bread\nand water"),
        ("Bo", "14", "1 < 2, no?"),
    ]
    assert source.seconds_at(source.text.index("water")) == 2.0


def test_srt_dashes_numbers_and_blank_lines() -> None:
    source = parse(
        "a.srt",
        "1\n00:00:01,000 --> 00:00:02,000\n- Hi.\n- {\\an8}<b>Hello.</b>\n\n"
        "2\n00:00:03,000 --> 00:00:04,000\n42\n\nstill here\n\n"
        "3\n00:00:05,000 --> 00:00:06,000\n7\n",
    )
    assert source.text == "- Hi.\n- Hello.\n42\nstill here\n7\n"
    assert [text for *_, text in spoken(source)] == ["Hi.", "Hello.\n42\nstill here\n7"]


def test_the_last_number_is_said_and_a_broken_time_is_no_time() -> None:
    cue = "00:00:01,000 --> 00:00:02,000\nOne.\n"
    assert parse("a.srt", f"1\n{cue}\n2\n00:00:03,000 --> 00:00:04,000\n42").text == "One.\n42"
    assert parse("a.srt", cue + ":00:03.00 --> 00:04.00\n").text == "One.\n:00:03.00 --> 00:04.00\n"


def test_pauses_divide_what_nobody_is_named_for() -> None:
    cues = "{0}\n00:00:0{0},000 --> 00:00:0{1},000\n{2}\n\n"
    raw = cues.format(1, 2, "One.") + cues.format(3, 4, "Two.") + cues.format(6, 7, "Three")
    raw += cues.format(9, 9, "goes on.")
    assert [text for *_, text in spoken(parse("a.srt", raw))] == ["One.\nTwo.", "Three\ngoes on."]


def test_rolling_captions_are_said_once() -> None:
    cues = ["the dough", "the dough\nrises in", "rises in", "rises in\nan hour", "an hour", "Yes."]
    raw = "WEBVTT\n\n" + "".join(
        f"00:0{n}.000 --> 00:0{n + 1}.000\n{text}\n\n" for n, text in enumerate(cues)
    )
    assert parse("a.vtt", raw).text == "the dough\nrises in\nan hour\nYes.\n"


def test_a_word_said_twice_stays() -> None:
    cues = ["No.", "No.", "I will not.", "Why?"]
    raw = "WEBVTT\n\n" + "".join(
        f"00:0{n}.000 --> 00:0{n + 1}.000\n{text}\n\n" for n, text in enumerate(cues)
    )
    assert parse("a.vtt", raw).text == "No.\nNo.\nI will not.\nWhy?\n"


def test_pysubs2_agrees_on_plain_subtitles() -> None:
    import pysubs2

    raw = "1\n00:00:01,000 --> 00:00:02,250\nOne\ntwo\n\n2\n01:00:03,5 --> 01:00:04,000\nthree\n"
    events = pysubs2.SSAFile.from_string(raw, format_="srt")
    source = parse("a.srt", raw)
    assert source.text.split() == " ".join(e.plaintext for e in events).split()
    assert source.seconds_at(source.text.index("three")) == events[1].start / 1000


def test_whisper_segments_and_speakers() -> None:
    segments = [
        {"start": 0.0, "end": 1.5, "text": ' Salt \u2013 and "bread".', "speaker": "S0"},
        {"start": 1.5, "end": 2.0, "text": " \U0001f35e it is.", "speaker": "S0", "words": []},
        {"start": 2.0, "end": 3.0, "text": "Why?", "speaker": "S1"},
    ]
    raw = json.dumps({"text": "not this", "segments": segments}, indent=1)
    source = parse("a.json", raw, Person("Ann Abel", Role.HOST, ("s0",)))
    assert source.text == 'Salt \u2013 and "bread".\n\U0001f35e it is.\nWhy?\n'
    assert [(who, text) for who, _, text in spoken(source)] == [
        ("Ann Abel", 'Salt \u2013 and "bread".\n\U0001f35e it is.'),
        ("S1", "Why?"),
    ]
    assert source.seconds_at(source.text.index("Why")) == 2.0
    at = source.text.index("\u2013")
    span = source.raw_span(Span(at, source.text.index(".") + 1))
    assert raw[span.start : span.end] == '\\u2013 and \\"bread\\".'
    assert raw.split("\n")[source.line_at(at) - 1].strip().startswith('"text": " Salt')


NEWLINES = st.sampled_from(["\n", "\r\n", "\r"])
WORDS = st.lists(
    st.sampled_from(["one", "two", "rises,", "42", "it's", "\u201csalt\u201d", "\u00e9t\u00e9"])
)
LINES = st.lists(WORDS.map(" ".join), min_size=1, max_size=6)


@settings(deadline=None)
@given(lines=LINES, newline=NEWLINES, bom=st.booleans(), prefix=st.sampled_from(["", "- ", "A: "]))
def test_text_and_file_run_in_step_in_plain_text(
    lines: list[str], newline: str, bom: bool, prefix: str
) -> None:
    raw = "\ufeff" * bom + newline.join(prefix + line for line in ["begin", *lines])
    source = parse("a.txt", raw)
    assert source.text == "\n".join(prefix + line for line in ["begin", *lines])
    check_every_span(source, raw)


@settings(deadline=None)
@given(
    lines=LINES,
    newline=NEWLINES,
    markup=st.sampled_from(["**{}**", "_{}_", "[{}](u)", "{}", "\\[04:12\\] {}", "<!-- x -->{}"]),
)
def test_text_and_file_run_in_step_in_markdown(lines: list[str], newline: str, markup: str) -> None:
    raw = newline.join(markup.format(line or "x") + newline for line in lines)
    check_every_span(parse("a.md", raw), raw)


@settings(deadline=None)
@given(
    lines=LINES,
    newline=NEWLINES,
    markup=st.sampled_from(["<v Ann>{}", "<i>{}</i>", "{}&amp;x", "- {}", "{}"]),
    suffix=st.sampled_from([".srt", ".vtt"]),
)
def test_text_and_file_run_in_step_in_subtitles(
    lines: list[str], newline: str, markup: str, suffix: str
) -> None:
    raw = "WEBVTT\n\n" + "".join(
        f"00:00:0{n},000 --> 00:00:0{n + 1},000\n{markup.format(line or 'x')}\n\n"
        for n, line in enumerate(lines)
    )
    raw = raw.replace("\n", newline)
    check_every_span(parse("a" + suffix, raw), raw)


@settings(deadline=None)
@given(lines=LINES, ascii_only=st.booleans(), indent=st.sampled_from([None, 2]))
def test_text_and_file_run_in_step_in_whisper(
    lines: list[str], ascii_only: bool, indent: int | None
) -> None:
    segments = [{"start": n, "end": n + 1, "text": f'{x} "'} for n, x in enumerate(lines)]
    raw = json.dumps({"segments": segments}, ensure_ascii=ascii_only, indent=indent)
    check_every_span(parse("a.json", raw), raw)


def check_every_span(source: Source, raw: str) -> None:
    """Each character leads to itself in the file, or to what stands for it; spans join them."""
    newline = "\r\n" if "\r\n" in raw else "\r" if "\r" in raw else "\n"
    stands_for = {"&": "&amp;", "\n": newline}
    place = 0
    for at, char in enumerate(source.text):
        span = source.raw_span(Span(at, at + 1))
        in_file = raw[span.start : span.end]
        assert place <= span.start < span.end
        assert in_file in (char, stands_for.get(char)) or (
            json.loads(f'"{in_file}"') == char if in_file != '"' else char == "\n"
        )
        assert len(raw[: span.start].replace("\r\n", "\n").replace("\r", "\n").split("\n")) == (
            source.line_at(at)
        )
        assert source.raw_span(Span(0, at + 1)).end == span.end
        place = span.end


@pytest.mark.parametrize("suffix", [".txt", ".md", ".srt", ".vtt", ".json"])
def test_arbitrary_text_is_read_or_refused(suffix: str) -> None:
    noise = st.text(st.sampled_from("ab:*_[]()<>&;#-`\\\n\r\t \u0301\u00bd{}\"'0123456789,.>v!"))
    seeds = st.sampled_from(
        ["", "00:01.000 --> 00:02.000\n", '{"segments": [', "---\n", "```\n", "- ", "<v A>", "A: "]
    )

    @settings(deadline=None)
    @given(parts=st.lists(st.one_of(noise, seeds, st.text()), max_size=8))
    @example(parts=["[" * 100_000])
    @example(parts=['{"segments": [{"text": "\\ud800"}]}'])
    def attempt(parts: list[str]) -> None:
        raw = "".join(parts)
        try:
            source = parse("a" + suffix, raw)
        except SourceError:
            return
        source.text.encode("utf-8", "surrogatepass" if _has_surrogate(raw) else "strict")
        spans = [turn.span for turn in source.turns]
        assert all(span.start < span.end <= len(source.text) for span in spans)
        assert all(a.end <= b.start for a, b in zip(spans, spans[1:], strict=False))
        assert [turn.number for turn in source.turns] == list(range(1, len(spans) + 1))

    attempt()


def _has_surrogate(text: str) -> bool:
    return any("\ud800" <= char <= "\udfff" for char in text)
