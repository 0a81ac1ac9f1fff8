"""Who is named for which words: a wrong name is worse than none."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.schema import Person, Role, Source, SourceMeta
from quizgen.sources.meta import MetaFile
from quizgen.sources.read import parse_source

ANNA = Person("Anna A", Role.HOST, ("ANNA",))
BEN = Person("Ben B", Role.GUEST, ("BEN",))
PAIR = ["- Who paid?\n- The city."]


def parse(name: str, raw: str, *people: Person) -> Source:
    meta = SourceMeta("A talk", people=people)
    return parse_source(raw, Path(name), MetaFile(Path("talk.meta.yaml"), meta))


def said(source: Source) -> list[tuple[str | None, str]]:
    return [
        (turn.speaker, " ".join(source.text[turn.span.start : turn.span.end].split()))
        for turn in source.turns
    ]


def named(name: str, raw: str, *people: Person) -> list[str | None]:
    return [who for who, _ in said(parse(name, raw, *people))]


def srt(*cues: str) -> str:
    return "".join(
        f"{n}\n00:00:{n:02},000 --> 00:00:{n:02},900\n{cue}\n\n" for n, cue in enumerate(cues, 1)
    )


# --------------------------------------------------------------------------- subtitles


def test_labels_of_subtitles_win_over_dashes() -> None:
    cues = ["ANNA: The bridge was\nbuilt in 1894.", "BEN: And it fell", "in 1901."]
    assert said(parse("a.srt", srt(*cues, *PAIR, "ANNA: So."), ANNA, BEN)) == [
        ("Anna A", "The bridge was built in 1894."),
        ("Ben B", "And it fell in 1901."),
        (None, "Who paid?"),
        (None, "The city."),
        ("Anna A", "So."),
    ]


def test_a_pair_of_dashes_names_nobody() -> None:
    cues = srt("The bridge was built.", *PAIR, "It fell.", *PAIR, *PAIR, "Yes.")
    for people in ((ANNA, BEN), (BEN,), (ANNA,)):
        assert set(named("a.srt", cues, *people)) == {None}
    texts = [text for _, text in said(parse("a.srt", cues, ANNA, BEN))]
    assert texts[:3] == ["The bridge was built.", "Who paid?", "The city. It fell."]


def test_where_every_turn_has_a_dash_host_and_guest_alternate() -> None:
    guest = Person("Ben B", Role.GUEST, from_line=7)  # the line of the second cue's words
    cues = srt("- Who built it?", "- The city did,", "in 1894.", "- And now?\n- It fell.")
    assert named("a.srt", cues, ANNA, guest) == ["Anna A", "Ben B", "Anna A", "Ben B"]
    # Without a part, a label or an entry of `turns` nothing says who begins.
    assert set(named("a.srt", cues, ANNA, BEN)) == {None}


def test_a_label_after_a_dash_names_its_turn() -> None:
    cues = srt("- ANNA: Who paid?\n- BEN: The city.", "And why?")
    assert said(parse("a.srt", cues, ANNA, BEN)) == [
        ("Anna A", "Who paid?"),
        ("Ben B", "The city. And why?"),
    ]
    text = "- ANNA: Hi.\n- Yes.\n- BEN: So.\n- ANNA: Go.\n"
    assert named("a.txt", text, ANNA, BEN) == ["Anna A", "Ben B", "Ben B", "Anna A"]


# --------------------------------------------------------------------------- plain text


@pytest.mark.parametrize(
    ("raw", "speakers"),
    [
        (
            "ANNA: Hi all.\n\nCARL: I am a one-time caller.\n\nBEN: Right.\n",
            ["Anna A", "CARL", "Ben B"],
        ),
        ("ANNA: Hi.\nBEN: Yes.\nCARL: I also.\nBEN: No.\n", ["Anna A", "Ben B", "CARL", "Ben B"]),
        ("ANNA: Hi.\n\nMAN IN THE AUDIENCE: Why?\n", ["Anna A", "MAN IN THE AUDIENCE"]),
        ("ANNA: Hi.\n\nBEN (on the phone): Why?\n", ["Anna A", "Ben B"]),
        ("ANNA: Hi.\n\n  CARL: Why?\n\n  BEN: So.\n", ["Anna A", "CARL", "Ben B"]),
        ("Anna A: Hi.\n\nBen B: Yes.\n\nAudience member: Why?\n\nBen B: So.\n", None),
    ],
)
def test_an_unknown_label_opens_a_turn_of_its_own(raw: str, speakers: list[str] | None) -> None:
    speakers = speakers or ["Anna A", "Ben B", "Audience member", "Ben B"]
    assert named("a.txt", raw, ANNA, BEN) == speakers


def test_words_that_are_no_labels_stay_in_their_turn() -> None:
    raw = "ANNA: Hi.\n\nNote: this.\n\nPS: that.\nSo: go.\n\nMy point: it fell.\n\nBEN: Yes.\nAll: no.\n"
    assert named("a.txt", raw, ANNA, BEN) == ["Anna A", "Ben B"]
    raw = raw.replace("ANNA", "Anna A").replace("BEN", "Ben B")
    assert named("a.txt", raw, ANNA, BEN) == ["Anna A", "Ben B"]


def test_one_known_label_in_a_book_makes_no_talk_of_it() -> None:
    pages = [f"Paragraph {n} of a book." for n in range(12)]
    raw = "\n\n".join(
        ["ANNA: in the words of the author.", *pages, "Remember: that.", "Copper: so."]
    )
    assert named("a.txt", raw, ANNA) == ["Anna A"]


def test_a_list_in_a_labelled_text_belongs_to_its_turn() -> None:
    raw = "ANNA: What is in it?\n\nBEN: Three things:\n\n- salt\n- water\n- flour\n\nANNA: So.\n"
    assert said(parse("a.txt", raw, ANNA, BEN))[1] == (
        "Ben B",
        "Three things: - salt - water - flour",
    )


def test_many_dashes_in_a_labelled_text_are_turns_of_nobody() -> None:
    raw = "ANNA: Hi.\n\nBEN: Hello.\n\n- Who paid?\n- The city.\n- When?\n- Today.\n"
    assert named("a.txt", raw, ANNA, BEN) == ["Anna A", "Ben B", None, None, None, None]


NAMES = st.sampled_from(
    ["CARL", "DR. WHO", "A CALLER", "SPEAKER 2", "MS. O'HARA", "QUESTION", "ÖDÖN"]
)
TURNS = st.lists(st.tuples(st.one_of(st.sampled_from(["ANNA", "BEN"]), NAMES), st.integers(1, 3)))


@settings(deadline=None)
@given(
    turns=TURNS,
    gap=st.sampled_from(["\n", "\n\n"]),
    bold=st.booleans(),
    form=st.sampled_from([".txt", ".md", ".srt"]),
)
def test_no_word_after_an_unknown_label_is_credited_to_a_known_person(
    turns: list[tuple[str, int]], gap: str, bold: bool, form: str
) -> None:
    full = {"ANNA": "Anna A", "BEN": "Ben B"}
    told = [("ANNA", "w0."), ("BEN", "w1.")]
    told += [(who, f"w{n}." + " More words." * size) for n, (who, size) in enumerate(turns, 2)]
    label = "**{}:** {}" if bold and form == ".md" else "{}: {}"
    lines = [label.format(*turn) for turn in told]
    raw = srt(*lines) if form == ".srt" else gap.join(lines)
    source = parse("a" + form, raw, ANNA, BEN)
    for who, words in told:
        turn = source.turn_at(source.text.index(words.split()[0]))
        assert turn is not None
        assert turn.speaker == full.get(who, who)
