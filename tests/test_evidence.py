"""What counts as verbatim, where it is found, and what is said when it is not."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path
from textwrap import dedent
from typing import Literal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from quizgen.schema import Evidence, Lines, Locator, Passage, Person, Role, SourceMeta, Span
from quizgen.sources.evidence import Miss, Quotable, Reason, locate
from quizgen.sources.folding import fold_text
from quizgen.sources.meta import MetaFile
from quizgen.sources.read import parse_source, read_source
from quizgen.text import fold

Form = Literal["NFC", "NFD", "NFKC", "NFKD", "typographic"]
FORMS: tuple[Form, ...] = ("NFC", "NFD", "NFKC", "NFKD", "typographic")
ANYWHERE = Locator()
CASES = Path(__file__).parent / "cases" / "sources"
PROSE = dedent("""\
    The d\u00f6ugh isn't \u201cready\u201d \u2013 it needs 3.5 hours\u2026 and \u00bd a cup
    of ﬁne rye, cafe\u0301 style.  \u00b4Tis\u00a0so, says Bo; \u2019twas 10,000 years ago.

    \uff21 \ud55c\uae00 \u1112\u1161\u11ab \uff76\uff9e word, and then:
    \u2018rye\u2019 keeps well-made
    crust\u2014for a week, \u6d4b\u8bd5\u6587\u672c here.
    """)


def quotable(text: str, name: str = "a.txt", *people: Person) -> Quotable:
    meta = MetaFile(Path("a.meta.yaml"), SourceMeta("A", people=people))
    return Quotable(parse_source(text, Path(name), meta))


@cache
def kitchen() -> Quotable:
    return Quotable(read_source(CASES / "kitchen.txt"))


@cache
def prose() -> Quotable:
    return quotable(PROSE)


def found(source: Quotable, quote: str, locator: Locator = ANYWHERE) -> list[str]:
    passage = source.locate(Evidence(quote, locator=locator))
    assert isinstance(passage, Passage), passage
    return [source.source.text[span.start : span.end] for span in passage.spans]


def missed(source: Quotable, quote: str, locator: Locator = ANYWHERE) -> Miss:
    miss = source.locate(Evidence(quote, locator=locator))
    assert isinstance(miss, Miss), miss
    return miss


def test_a_quote_is_found_with_its_speaker_and_place() -> None:
    passage = locate(kitchen().source, Evidence(" Yeast eats sugar and breathes out gas.\n"))
    assert passage == Passage("kitchen", (Span(128, 166),), Lines(6, 7), 4, "Bo Berg")


def test_pieces_of_a_quote_stand_in_one_turn() -> None:
    assert found(kitchen(), "Yeast eats [...] out gas") == ["Yeast eats", "out gas"]
    assert found(kitchen(), "Yeast eats [\u2026] out gas") == ["Yeast eats", "out gas"]
    assert missed(kitchen(), "Yeast eats [...] slows the yeast").reason is Reason.TOO_FAR
    assert missed(kitchen(), "out gas [...] Yeast eats").reason is Reason.TOO_FAR
    assert missed(kitchen(), "Yeast eats sugar [...] gas").reason is Reason.SHORT_PIECE
    assert missed(kitchen(), "[...] Yeast eats sugar").reason is Reason.SHORT_PIECE


@pytest.mark.parametrize(("skipped", "within"), [(600, True), (601, False)])
def test_pieces_stand_within_600_words(skipped: int, within: bool) -> None:
    source = quotable("It began here " + "so " * skipped + "it ended there.")
    result = source.locate(Evidence("It began here [...] it ended there"))
    assert isinstance(result, Passage) is within


def test_a_quote_may_not_go_from_one_speaker_to_the_next() -> None:
    assert missed(kitchen(), "slows the yeast down. - Now I am").reason is Reason.CROSSES_TURNS
    labels = "A: I say yes.\n\nB: I say no.\n\nA: Well then.\n\nB: Well.\n"
    assert missed(quotable(labels), "yes. B: I say").reason is Reason.CROSSES_TURNS
    author = Person("Di Doe", Role.AUTHOR)
    assert found(quotable("One two.\n\nThree.", "a.txt", author), "two. Three") == ["two.\n\nThree"]
    assert found(quotable("One two.\n\nThree."), "two. Three") == ["two.\n\nThree"]


def test_a_change_of_speaker_is_a_border_with_or_without_a_label() -> None:
    cues = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>one two\n<v Bo>three four\n"
    assert missed(quotable(cues, "a.vtt"), "two three").reason is Reason.CROSSES_TURNS
    unnamed = quotable("- one two\n- three four\n- five six\n")
    assert missed(unnamed, "one two [...] three four").reason is Reason.TOO_FAR
    assert found(quotable("one two\n\nthree four"), "one two [...] three four") == [
        "one two",
        "three four",
    ]


def test_a_quote_lies_within_its_lines() -> None:
    quote = "Yeast eats sugar and breathes"
    assert missed(kitchen(), quote, Locator(lines=Lines(6, 6))).reason is Reason.MISPLACED
    assert missed(kitchen(), quote, Locator(lines=Lines(7, 7))).reason is Reason.MISPLACED
    assert found(kitchen(), quote, Locator(lines=Lines(5, 8))) == ["Yeast eats sugar and\nbreathes"]


def test_the_very_lines_of_a_repeat_decide() -> None:
    source = quotable("rye is\ngood rye is good\n")
    assert missed(source, "rye is good").reason is Reason.AMBIGUOUS
    assert found(source, "rye is good", Locator(lines=Lines(1, 2))) == ["rye is\ngood"]
    assert found(source, "rye is good", Locator(lines=Lines(2, 2))) == ["rye is good"]


def test_the_locator_decides_between_repeats() -> None:
    source = quotable("rye is good\n\nbread\n\nrye is good\n")
    miss = missed(source, "rye is good")
    assert (miss.reason, len(miss.places)) == (Reason.AMBIGUOUS, 2)
    assert miss.message == (
        "the quote stands at 2 places (lines 1, 5); say which, for instance `lines: 1`"
    )
    assert source.locate(Evidence("rye is good", locator=Locator(lines=Lines(4, 6)))) == Passage(
        "a", (Span(20, 31),), Lines(5, 5), 3
    )
    assert found(source, "rye is good", Locator(turn=1)) == ["rye is good"]
    miss = missed(source, "rye is good", Locator(lines=Lines(2, 4)))
    assert (miss.reason, len(miss.places)) == (Reason.MISPLACED, 2)
    assert "it stands at lines 1, 5: write `lines: 1`" in miss.message
    assert missed(source, "rye is good", Locator(turn=2)).reason is Reason.MISPLACED
    assert missed(source, "rye is good", Locator(at=3.0)).reason is Reason.MISPLACED


def test_times_locate_within_thirty_seconds() -> None:
    cue = "00:0{}:00.000 --> 00:0{}:02.000\nrye is good\n\n"
    source = quotable("WEBVTT\n\n" + cue.format(1, 1) + cue.format(3, 3), "a.vtt")
    passage = source.locate(Evidence("rye is good", locator=Locator(at=150.0)))
    assert isinstance(passage, Passage)
    assert passage.seconds == 180.0
    assert missed(source, "rye is good", Locator(at=149.0)).reason is Reason.MISPLACED


def test_repeats_that_nothing_tells_apart_are_one_place() -> None:
    assert found(quotable("so, so, so it is"), "so") == ["so"]


def test_a_miss_shows_the_closest_words_and_what_differs() -> None:
    miss = missed(kitchen(), "Yeast eats flour and breathes in gas")
    assert miss.reason is Reason.NOT_FOUND
    assert miss.diff == "Yeast eats [-flour-] {+sugar+} and breathes [-in-] {+out+} gas"
    assert miss.closest == Passage("kitchen", (Span(128, 165),), Lines(6, 7), 4, "Bo Berg")
    assert "lines 6\u20137: Yeast eats" in miss.message
    nothing = missed(kitchen(), "Zebras quietly frown upon Byzantium")
    assert (nothing.reason, nothing.closest, nothing.diff) == (Reason.NOT_FOUND, None, "")


@pytest.mark.parametrize("quote", ["", " \n", "\u00a0"])
def test_an_empty_quote_is_a_miss(quote: str) -> None:
    assert missed(kitchen(), quote).reason is Reason.EMPTY


@pytest.mark.parametrize(
    ("quote", "stands"),
    [
        (
            'The do\u0308ugh isn\u2019t "ready" - it',
            "The d\u00f6ugh isn't \u201cready\u201d \u2013 it",
        ),
        ("3.5 hours... and 1\u20442 a", "3.5 hours\u2026 and \u00bd a"),
        ("fine rye, caf\u00e9 style", "ﬁne rye, cafe\u0301 style"),
        ("style. \u00b4Tis so", "style.  \u00b4Tis\u00a0so"),
        ("\u00b4Tis so", "\u00b4Tis\u00a0so"),
        (
            "A \u1112\u1161\u11ab\uae00 \ud55c \u30ac",
            "\uff21 \ud55c\uae00 \u1112\u1161\u11ab \uff76\uff9e",
        ),
        ("crust-for", "crust\u2014for"),
        ("\u8bd5\u6587", "\u8bd5\u6587"),
    ],
)
def test_what_is_folded(quote: str, stands: str) -> None:
    assert found(prose(), quote) == [stands]


@pytest.mark.parametrize(
    ("quote", "reason"),
    [
        ("the d\u00f6ugh", Reason.NOT_FOUND),  # case
        ("The dough", Reason.NOT_FOUND),
        ("crust\u2014\u200bfor", Reason.NOT_FOUND),
        ("cru\u00adst", Reason.NOT_FOUND),
        ("\u00abready\u00bb", Reason.NOT_FOUND),
        ("crust--for", Reason.NOT_FOUND),
        ("well made", Reason.NOT_FOUND),
        ("it needs 3", Reason.CUTS_WORD),
        ("5 hours", Reason.CUTS_WORD),
        ("eeds 3.5", Reason.CUTS_WORD),
        ("The d\u00f6ugh isn", Reason.CUTS_WORD),
        ("000 years", Reason.CUTS_WORD),
        ("hours..", Reason.CUTS_WORD),
        ("and 1", Reason.CUTS_WORD),
    ],
)
def test_what_is_not(quote: str, reason: Reason) -> None:
    assert missed(prose(), quote).reason is reason


def test_a_hostile_quote_is_answered() -> None:
    source = quotable("a b " * 2000)
    assert isinstance(source.locate(Evidence(" [...] ".join(["a b"] * 40 + ["b b"]))), Miss)


TEXTS = st.text(
    st.sampled_from(
        "ab'\"-. \n\t\u00a0\u2009\u2028\u2018\u201d\u2013\u2212\u0301\u0323\u0308\u00e9\u00b4\u00bd"
        "\u2026ﬁ\u1112\u1161\u11ab\ud55c\uff76\uff9e\uff21\u0915\u093c\u09c7\u09be\u200b\u00ad\ufdfa"
    ),
    max_size=40,
)


@settings(deadline=None)
@given(text=st.one_of(TEXTS, st.text()))
def test_the_folded_text_is_the_fold_of_the_text(text: str) -> None:
    assert fold_text(text).text == fold(text)


@settings(deadline=None)
@given(text=TEXTS, data=st.data())
def test_the_way_back_covers_whole_characters(text: str, data: st.DataObject) -> None:
    folded = fold_text(text)
    assume(folded.text)
    start = data.draw(st.integers(0, len(folded.text) - 1))
    end = data.draw(st.integers(start + 1, len(folded.text)))
    span = folded.original(Span(start, end))
    assert 0 <= span.start < span.end <= len(text)
    assert folded.text[start:end].strip() in fold(text[span.start : span.end])


def test_white_space_of_every_kind_is_a_space() -> None:
    spaces = [chr(code) for code in range(0x3001) if chr(code).isspace()]
    assert fold_text("".join(f"a{space}b" for space in spaces)).text == "a b" * len(spaces)


def disguise(word: str, form: Form) -> str:
    """The same word in another guise that folds to the same."""
    exchange = {"'": "\u2019", '"': "\u201d", "-": "\u2011", "\u2013": "-", "\u201c": "\u201f"}
    if form == "typographic":
        return "".join(exchange.get(char, char) for char in word)
    return unicodedata.normalize(form, word)


@settings(deadline=None)
@given(
    data=st.data(),
    form=st.sampled_from(FORMS),
    wrap=st.sampled_from([" ", "\n", "  \t", "\u00a0", "\r\n"]),
)
def test_disguised_quotes_are_found_where_they_stand(
    data: st.DataObject, form: Form, wrap: str
) -> None:
    text = PROSE.strip()
    words = text.split()
    first = data.draw(st.integers(0, len(words) - 3))
    last = data.draw(st.integers(first + 3, len(words)))
    quote = wrap.join(disguise(word, form) for word in words[first:last])
    passage = prose().locate(Evidence(quote))
    assert isinstance(passage, Passage), passage
    (span,) = passage.spans
    assert text[span.start : span.end].split() == words[first:last]
    assert text[span.start : span.end] == text[span.start : span.end].strip()


@settings(deadline=None)
@given(data=st.data())
def test_one_other_letter_is_a_miss(data: st.DataObject) -> None:
    text = (CASES / "kitchen.txt").read_text("utf-8")
    words = text.split()
    first = data.draw(st.integers(0, len(words) - 5))
    quote = " ".join(words[first : first + 5])
    at = data.draw(st.sampled_from([i for i, char in enumerate(quote) if char.isalpha()]))
    letter = data.draw(st.sampled_from("qxzQ\u0430\u00e9"))
    miss = missed(kitchen(), quote[:at] + letter + quote[at + 1 :])
    assert miss.reason is Reason.NOT_FOUND
    assert miss.closest is None or "[-" in miss.diff
