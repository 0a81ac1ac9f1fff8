"""The proof of a model's drafts: what passes, what fails and why, and what becomes harmless."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from llm_samples import (
    BASCULE,
    BASIC,
    BRIDGES,
    CHOICE,
    CLOZE,
    DOCK,
    DOCKED,
    GATE,
    GRAVITY,
    LEVELS,
    LOCK,
    TWICE,
    draft_of,
    make_concept,
    talk_source,
    written_source,
)

from quizgen.decks.cloze import deletions, reveal
from quizgen.decks.edit import format_topic
from quizgen.decks.fields import ID_PATTERN
from quizgen.decks.files import parse_topic
from quizgen.drafting.llm.forms import DraftedNote, Quote
from quizgen.drafting.llm.naming import name_note
from quizgen.drafting.llm.passages import Unit, cut_units
from quizgen.drafting.llm.proving import BadShape, Proved, Prover, find_alone, make_content, shuffle
from quizgen.drafting.llm.quoting import BadQuote, Quoter
from quizgen.drafting.llm.request import Stage
from quizgen.drafting.llm.steering import Steering
from quizgen.drafting.llm.write_notes import Assignment, Draft, Failed, plan_assignments
from quizgen.markup import Medium, to_html
from quizgen.schema import (
    Answerable,
    Choice,
    Cloze,
    Concept,
    Evidence,
    Kind,
    Note,
    Option,
    Source,
    SourceMeta,
    Status,
    Topic,
)
from quizgen.sources.evidence import Quotable
from quizgen.text import fold

TALK = talk_source()
UNITS = cut_units(TALK)


def assign(source: Source, *concepts: Concept) -> list[Assignment]:
    return list(plan_assignments(source, concepts, Steering()))


def prove(*drafts: DraftedNote, concept: Concept = LOCK) -> list[Proved | Failed]:
    """What comes of drafts on one concept of the talk."""
    (assignment,) = assign(TALK, concept)
    listed = [
        (assignment, Draft(concept.id, "k" * 64, item, Stage.NOTES, "claude test-model", said))
        for item, said in enumerate(drafts)
    ]
    return Prover(TALK, (LOCK, BRIDGES, DOCK)).prove(listed)


def note_of(said: DraftedNote, concept: Concept = LOCK) -> Note:
    (result,) = prove(said, concept=concept)
    assert isinstance(result, Proved), result
    return result.note


def reason_of(said: DraftedNote, concept: Concept = LOCK) -> str:
    (result,) = prove(said, concept=concept)
    assert isinstance(result, Failed), result.note
    return result.reason


# --------------------------------------------------------------------------- what passes


def test_a_basic_note_is_built_with_all_that_a_deck_needs() -> None:
    note = note_of(draft_of())
    assert note.content == Answerable(BASIC["question"], "Gravity")
    assert note.evidence[0].quote == GRAVITY
    assert note.evidence[0].locator.lines is None
    assert (note.concept, note.speaker, note.origin) == (
        "canal-lock",
        "Mara Lind",
        "claude test-model",
    )
    assert (note.claim.value, note.level.value, note.status.value) == (
        "fact",
        "understand",
        "draft",
    )
    assert note.id == "canal-lock-force-fills-chamber"


def test_a_cloze_gets_its_deletion() -> None:
    content = note_of(draft_of(CLOZE)).content
    assert isinstance(content, Cloze)
    assert content.text.endswith("opens only at equal {{c1::water levels}}.")


def test_a_choice_has_its_key_and_the_reasons() -> None:
    content = note_of(draft_of(CHOICE), BRIDGES).content
    assert isinstance(content, Choice)
    assert [option.text for option in content.keys] == ["A heavy counterweight"]
    assert {o.text: o.why for o in content.options}["A central stone pier"] == (
        "It carries a swing bridge."
    )
    assert len(content.options) == 4


def test_a_quote_is_kept_in_the_characters_of_the_source() -> None:
    said = draft_of(
        quote="Most of my  visitors imagine\npumps, but gravity alone fills the chamber."
    )
    assert note_of(said).evidence[0].quote == GRAVITY


@pytest.mark.parametrize("unit", ["s0004", "s9999", "", "the second"])
def test_a_wrong_unit_does_no_harm(unit: str) -> None:
    assert note_of(draft_of(unit=unit)).evidence[0].quote == GRAVITY


@pytest.mark.parametrize("before", ["[s0002] ", "Mara Lind: ", "[s0002] Mara Lind: "])
def test_what_we_wrote_before_the_words_is_no_part_of_a_quote(before: str) -> None:
    assert note_of(draft_of(quote=before + GRAVITY)).evidence[0].quote == GRAVITY


@pytest.mark.parametrize(
    ("said", "speaker"),
    [("Mara Lind", "Mara Lind"), ("Mara", "Mara Lind"), ("lind", "Mara Lind"), ("", None)],
)
def test_a_speaker_gets_the_full_name(said: str, speaker: str | None) -> None:
    assert note_of(draft_of(speaker=said)).speaker == speaker


def test_a_view_gets_the_speaker_of_its_quote() -> None:
    view = draft_of(
        question="According to Mara Lind (2024), what do most visitors imagine to fill a lock?",
        answer="Pumps",
        claim="opinion",
        speaker="",
    )
    assert note_of(view).speaker == "Mara Lind"


def test_where_nobody_is_named_any_speaker_may_be() -> None:
    source = written_source()
    quote = "Harbours fill with silt because their water stands still."
    (unit, *_) = units = cut_units(source)
    evidence, passage = Quoter(source).quote(Quote(unit=unit.id, quote=quote), units)
    assert (evidence.quote, passage.speaker) == (quote, None)


def test_a_repeated_quote_says_which_place_is_meant() -> None:
    quoter, quotable = Quoter(TALK), Quotable(TALK)
    places = [unit for unit in UNITS if unit.text == TWICE]
    assert len(places) == 2
    for unit in places:
        evidence, passage = quoter.quote(Quote(unit=unit.id, quote=TWICE), UNITS)
        assert evidence.locator.lines == unit.lines
        assert quotable.locate(evidence) == passage


def test_a_repeat_out_of_sight_is_not_meant() -> None:
    last = [unit for unit in UNITS if unit.text == TWICE][-1]
    evidence, _ = Quoter(TALK).quote(Quote(unit="s0005", quote=TWICE), [last])
    assert evidence.locator.lines == last.lines


# --------------------------------------------------------------------------- what fails


FAILURES: dict[str, tuple[dict[str, Any], str]] = {
    "invented": ({"quote": "Steam from a boiler is what fills the chamber"}, "quote-not-found"),
    "altered": ({"quote": GRAVITY.replace("alone", "always")}, "quote-not-found"),
    "out of sight": ({"quote": GATE}, "quote-elsewhere"),
    "short": ({"quote": "gravity alone fills"}, "quote-length"),
    "long": ({"quote": "water " * 61}, "quote-length"),
    "empty": ({"quote": "  "}, "quote-length"),
    "elided": (
        {"quote": "A canal lock lets water flow in [...] gravity alone fills"},
        "quote-elided",
    ),
    "two voices": (
        {"quote": "pumps raise the ships, is that it?\nMara: Not quite. A canal lock"},
        "quote-crosses-turns",
    ),
    "half a word": (
        {"quote": "ost of my visitors imagine pumps, but gravity alone fills"},
        "quote-cuts-word",
    ),
    "another speaker": ({"speaker": "Jon Vik"}, "speaker-mismatch"),
    "nobody there": ({"speaker": "Ada Berg"}, "speaker-mismatch"),
    "no question": ({"question": " \u200b "}, "field-empty"),
    "no answer": ({"answer": ""}, "field-empty"),
    "blank in a question": ({"question": "In a lock, what is ____?"}, "blank-in-question"),
    "cloze without a blank": ({"kind": "cloze"}, "cloze-blank"),
    "cloze with two": ({"kind": "cloze", "question": "A ____ lets ____ in."}, "cloze-blank"),
    "choice without options": ({"kind": "choice"}, "distractors"),
    "endless": ({"why": "water " * 600}, "too-long"),
    "yes or no": (
        {"question": "Does gravity fill the chamber of a canal lock?"},
        "answer-given-away",
    ),
    "a view as fact": ({"claim": "opinion"}, "opinion-as-fact"),
    "undated view": (
        {"claim": "opinion", "question": "According to Mara Lind, what force fills a lock?"},
        "undated-claim",
    ),
    "leaning": (
        {"question": "According to the speaker, what fills a lock?"},
        "vague-source-reference",
    ),
    "no such number": ({"answer": "Gravity, in 45 minutes"}, "number-not-in-source"),
    "two at once": (
        {"question": "In a canal lock, what fills the chamber, and who opens the gate?"},
        "compound-question",
    ),
    "tags": ({"answer": "<b>Gravity</b>"}, "markup-broken"),
}


@pytest.mark.parametrize("name", FAILURES)
def test_each_failure_is_named(name: str) -> None:
    changes, ground = FAILURES[name]
    assert ground in re.findall(r"(?:^|; )([a-z-]+):", reason_of(draft_of(**changes)))


def test_a_choice_needs_three_wrong_options_with_words() -> None:
    two = draft_of(CHOICE, distractors=CHOICE["distractors"][:2])
    assert reason_of(two, BRIDGES).startswith("distractors:")
    hollow = [*CHOICE["distractors"][:2], {"text": " ", "why": ""}]
    assert reason_of(draft_of(CHOICE, distractors=hollow), BRIDGES).startswith("distractors:")


def test_a_near_miss_is_told_and_not_taken() -> None:
    reason = reason_of(draft_of(quote=GRAVITY.replace("alone", "always")))
    assert "[-always-]" in reason
    assert "{+alone+}" in reason


def test_a_near_miss_out_of_sight_is_not_shown() -> None:
    assert "keeps" not in reason_of(draft_of(quote=GATE.replace("keeps", "holds")))


def test_a_guessable_cloze_fails() -> None:
    question = (
        "In engineering, a swinging bridge of a small harbour is a ____ bridge, being cheaper."
    )
    quote = "In a small harbour a swing bridge may be cheaper, because it needs no counterweight."
    said = draft_of(CLOZE, question=question, answer="swing", quote=quote)
    assert "cloze-guessable" in reason_of(said, BRIDGES)


def test_without_a_date_in_the_meta_file_a_view_may_go_undated() -> None:
    from dataclasses import replace

    source = replace(TALK, meta=replace(TALK.meta, recorded=""))
    said = draft_of(claim="opinion", question="According to Mara Lind, what force fills a lock?")
    (assignment,) = assign(source, LOCK)
    draft = Draft(LOCK.id, "k", 0, Stage.NOTES, "claude x", said)
    (result,) = Prover(source, (LOCK,)).prove([(assignment, draft)])
    assert isinstance(result, Proved)


def test_whether_a_question_says_its_subject_is_left_to_who_answers_it_blind() -> None:
    text = "Silt fills the basin. " * 12 + "Dredging takes silt out of the basin with buckets.\n"
    source = written_source(text)
    concept = make_concept("dredging", 1, 1, stem="silt")
    said = draft_of(
        question="What takes silt out of the basin?",
        answer="Dredging",
        quote="Dredging takes silt out of the basin with buckets.",
        speaker="",
        why="",
    )
    (assignment,) = assign(source, concept)
    tried = [(assignment, Draft(concept.id, "k", 0, Stage.NOTES, "claude x", said))]
    (result,) = Prover(source, (concept,)).prove(tried)
    assert isinstance(result, Proved)
    findings = find_alone(source, (concept,), [result])
    assert "no-context-anchor" in {finding.rule for finding in findings}


# --------------------------------------------------------------------------- hostile texts

ATTACKS = {
    "cloze": "The {{c2::chamber}} of it",
    "script": "It is <script>alert(1)</script> so",
    "image": '<img src=x onerror="alert(1)">',
    "sound": "Hear [sound:boo.mp3] it",
    "latex": "See [latex]\\input{secrets}[/latex] there",
    "anki": "[anki:tts lang=en]boo[/anki:tts]",
    "bidi": "The gate \u202eneddih\u202c is shut",
    "tags": "The gate\U000e0041\U000e0042 is shut\u200b",
    "control": "The gate\x00\x1b[31m is shut",
    "terminal": f"{GRAVITY} \x1b]0;owned\x07\x1b[2J",
    "json": '{"notes": [{"kind": "basic"}]} and {{Front}}',
    "lines": "First.\n\n- a list\n- of things\n```\ncode\n```",
}


@pytest.mark.parametrize("name", ATTACKS)
@pytest.mark.parametrize("base", [BASIC, CLOZE, CHOICE], ids=["basic", "cloze", "choice"])
def test_whatever_a_reply_says_ends_as_harmless_text(base: Mapping[str, Any], name: str) -> None:
    attack = ATTACKS[name]
    said = draft_of(base, question=f"{base['question']} {attack}", answer=f"Gravity {attack}")
    try:
        content = make_content(said)
    except BadShape as error:
        assert str(error).startswith("cloze-marks")
        return
    if isinstance(content, Cloze):
        assert len(deletions(content.text)) == 1
        assert "{{" not in content.text.replace("{{c1::", "", 1)
        texts = [reveal(content.text)]
    else:
        keys = content.keys if isinstance(content, Choice) else ()
        texts = [content.question, *(key.text for key in keys)]
        assert not any("{{" in text for text in texts)
    for text in texts:
        assert "\n" not in text
        html = to_html(text, Medium.CARD)
        assert not re.search(r"<(?!/?(?:em|strong|code)\b)|\[(?:sound|anki|/?latex)", html)
        assert not re.search("[\x00-\x1f\u202a-\u202e\u200b\U000e0000-\U000e007f]", html)


@pytest.mark.parametrize("name", ATTACKS)
def test_attacks_never_break_the_proof(name: str) -> None:
    fields = ("question", "answer", "why", "speaker", "quote", "unit")
    for field in fields:
        changes: dict[str, Any] = {field: ATTACKS[name]}
        (result,) = prove(draft_of(**changes))
        if isinstance(result, Proved):
            assert result.note.evidence[0].quote == GRAVITY
        else:
            assert re.match(r"[a-z-]+: ", result.reason)
            assert not re.search("[\x00-\x1f\u202a-\u202e]", result.reason)


WORDS = st.text(
    st.one_of(st.sampled_from("{}:_c1*`\\[]$<>&'\"\n- #|"), st.characters(codec="utf-8")),
    min_size=1,
    max_size=30,
)


@given(WORDS, WORDS, st.sampled_from(["basic", "cloze", "choice"]))
@settings(max_examples=300, deadline=None)
def test_every_content_survives_the_deck_file(question: str, answer: str, kind: str) -> None:
    asked = f"{question} ____" if kind == "cloze" else question
    wrong = [{"text": f"{answer} {n}", "why": question} for n in range(3)]
    try:
        content = make_content(
            draft_of(kind=kind, question=asked, answer=answer, distractors=wrong)
        )
    except BadShape:
        return
    evidence = (Evidence(GRAVITY),)
    note = Note("lock-x", Kind(kind), content, evidence, Status.DRAFT)
    parsed = parse_topic(format_topic(Topic("Harbour", "harbour", (note,))), Path("harbour.yaml"))
    assert not parsed.problems
    assert parsed.value.notes[0].content == content


# --------------------------------------------------------------------------- laws of quotes


@given(st.data())
@settings(max_examples=80, deadline=None)
def test_words_in_a_row_of_a_unit_are_found_and_altered_ones_never(data: st.DataObject) -> None:
    quoter, quotable = Quoter(TALK), Quotable(TALK)
    long = [unit for unit in UNITS if len(unit.text.split()) > 8 and unit.text != TWICE]
    unit: Unit = data.draw(st.sampled_from(long))
    said = unit.text.split()
    first = data.draw(st.integers(0, len(said) - 6))
    last = data.draw(st.integers(first + 6, len(said)))
    quote = " ".join(said[first:last])
    evidence, passage = quoter.quote(Quote(unit=unit.id, quote=quote), UNITS)
    assert fold(evidence.quote) == fold(quote)
    assert quotable.locate(evidence) == passage
    altered = [*said[first:last]]
    altered[data.draw(st.integers(0, len(altered) - 1))] = "zwart"
    with pytest.raises(BadQuote):
        quoter.quote(Quote(unit=unit.id, quote=" ".join(altered)), UNITS)


def test_a_quote_may_run_over_units_that_are_both_shown() -> None:
    source = written_source("One long sentence on silt in harbours here. " * 6 + "\n")
    units = cut_units(source)
    assert len(units) == 1  # so many words make one unit; a second begins behind 60
    source = written_source(
        " ".join(f"Sentence {n} says that silt number {n} settles." for n in range(30))
    )
    first, second, *_ = units = cut_units(source)
    quote = f"{' '.join(first.text.split()[-6:])} {' '.join(second.text.split()[:6])}"
    evidence, _ = Quoter(source).quote(Quote(unit=first.id, quote=quote), units)
    assert evidence.quote == quote
    with pytest.raises(BadQuote, match="quote-elsewhere"):
        Quoter(source).quote(Quote(unit=first.id, quote=quote), [first, *units[2:]])


def test_a_quote_over_something_that_is_not_shown_is_refused() -> None:
    source = written_source("Silt is fine matter.\n\nIt sinks slowly.\n\nDredging removes silt.\n")
    first, middle, last = cut_units(source)
    said = Quote(unit=first.id, quote="fine matter. It sinks slowly. Dredging removes silt.")
    assert Quoter(source).quote(said, [first, middle, last])
    with pytest.raises(BadQuote, match="quote-elsewhere"):
        Quoter(source).quote(said, [first, last])


# --------------------------------------------------------------------------- ids and options


def test_ids_do_not_tell_the_answer() -> None:
    gravity = make_concept("gravity", 2, 5)
    note = note_of(draft_of(), gravity)
    assert "gravity" not in note.id


def test_ids_are_not_given_twice() -> None:
    first, second = prove(draft_of(), draft_of(answer="Gravity alone"))
    assert isinstance(first, Proved)
    assert isinstance(second, Proved)
    assert second.note.id == f"{first.note.id}-2"


def test_ids_are_not_given_again_later() -> None:
    (assignment,) = assign(TALK, LOCK)
    prover = Prover(TALK, (LOCK,))
    draft = Draft(LOCK.id, "k", 0, Stage.NOTES, "claude x", draft_of())
    first, again = (prover.prove([(assignment, draft)])[0] for _ in range(2))
    assert isinstance(first, Proved)
    assert isinstance(again, Proved)
    assert first.note.id != again.note.id


@given(st.text(max_size=80), st.text(max_size=30), st.sampled_from(["en", "de", "ja"]))
def test_every_id_is_an_id(question: str, answer: str, language: str) -> None:
    meta = SourceMeta("Title", language=language)
    content = Answerable(question, answer)
    taken = {"tide", "tide-2"}
    id_ = name_note("tide", content, meta, taken)
    assert re.fullmatch(ID_PATTERN, id_)
    assert id_ not in taken


def test_keys_stand_at_every_place_equally_often() -> None:
    options = (Option("key", True), Option("b"), Option("c"), Option("d"))
    shuffled = [shuffle(Choice("q", options), f"note-{n}") for n in range(400)]
    places = Counter(c.options.index(c.keys[0]) for c in shuffled if isinstance(c, Choice))
    assert sorted(places) == [0, 1, 2, 3]
    assert min(places.values()) > 70
    assert shuffled[7] == shuffle(Choice("q", options), "note-7")


def test_what_passes_is_read_by_the_rules_without_a_finding() -> None:
    results = [
        *prove(draft_of(), draft_of(CLOZE)),
        *prove(draft_of(CHOICE), concept=BRIDGES),
        *prove(draft_of(DOCKED), concept=DOCK),
    ]
    assert [type(result) for result in results] == [Proved] * 4
    assert LEVELS in TALK.text.replace("\n", " ")
    assert BASCULE in TALK.text.replace("\n", " ")


@pytest.mark.parametrize(
    ("concept", "question", "answer"),
    [
        ("liquidity", "According to which property does a bank define money?", "Its liquidity"),
        (
            "allowance-for-expected-loan-defaults",
            "A bank will suffer if the number of defaults is much greater than which benchmark?",
            "The number that the bank expected",
        ),
    ],
)
def test_little_words_of_an_answer_do_not_hide_that_an_id_tells_it(
    concept: str, question: str, answer: str
) -> None:
    id_ = name_note(concept, Answerable(question, answer), SourceMeta("Money"), ())
    assert concept not in id_
