"""The last reader of a draft: what a card may take for granted, hide and answer."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from drafting_samples import draft, make_concept, said
from hypothesis import given
from hypothesis import strategies as st

from quizgen.drafting.context import Known, has_unknown, is_tied, leans
from quizgen.drafting.frequencies import read_frequencies
from quizgen.drafting.giveaways import is_given_away
from quizgen.drafting.hanging import hangs
from quizgen.drafting.measures import is_good_number
from quizgen.drafting.model import Genre, Sentence
from quizgen.drafting.proposal import Proposal
from quizgen.drafting.strictness import Setting, make_strict
from quizgen.drafting.targets import (
    BLANK,
    is_good_cloze,
    without_tail,
)
from quizgen.schema import Answerable, Claim, Cloze, Span

TERMS = frozenset({"mooring line", "anchor chain", "sluice gate", "weir", "tidal basin"})
KNOWN = Known(TERMS, read_frequencies())


def judge(
    content: Answerable | Cloze,
    *,
    genre: Genre = Genre.PROSE,
    form: str = "definition",
) -> Answerable | Cloze | None:
    """What is left of a card when a strict reader has seen it; None where nothing is."""
    sentence = Sentence(0, "Some text.", Span(0, 10), None, 0, 0)
    concept = make_concept("weir")
    proposal = Proposal(
        form=form,
        base="weir",
        concept=concept,
        content=content,
        sentences=(sentence,),
        score=2.0,
        clue="clue",
        claim=Claim.DEFINITION,
    )
    strict = make_strict([make_concept(term) for term in sorted(TERMS)], genre, KNOWN.table)
    kept = [p.content for p in strict.keep([proposal])]
    return kept[0] if kept else None  # type: ignore[return-value]


# --------------------------------------------------------------------------- what is taken for granted


@pytest.mark.parametrize(
    "text",
    [
        "A weir also keeps the fish from going upstream.",
        "A weir then holds the water back.",
        "Another weir holds water back.",
        "A weir is built there to hold water back.",
        "A lock is wider and needs a keeper.",
        "As Holt1987 showed, a weir holds water back.",
        "A weir is a wall of stone with a slightly lower crest.",
        "A weir has a separate gate.",
        "The persons responsible are keepers.",
        "A related wall holds water back.",
        "Walls at the left are weirs.",
        "In severe cases a wall is built.",
        "The former holds water back.",
    ],
)
def test_words_that_go_on_from_another_statement(text: str) -> None:
    assert is_tied(text)


@pytest.mark.parametrize(
    "text",
    [
        "If the weir breaks, then water runs off.",
        "There is a weir in every old town.",
        "A weir holds back things such as leaves.",
        "Both a weir and a lock hold water back.",
        "A weir, also called a low dam, holds water back.",
        "A lock is wider than a weir.",
    ],
)
def test_words_that_only_look_so(text: str) -> None:
    assert not is_tied(text)


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        # Nothing here says which gate, which line, which idea.
        ("A keeper opens the gate at high tide.", True),
        ("Ships lie on the line in a calm.", True),
        ("A weir is the first part.", True),
        # It is told by its own words, by the card, or there is but one.
        ("A keeper opens the sluice gate at high tide.", False),
        ("A gate has a keeper, and the keeper has a boat.", False),
        ("A keeper opens the gate that holds water back.", False),
        ("A keeper opens the gate of a lock.", False),
        ("Tides follow the moon.", False),
        ("Ships go from one lock to the next.", False),
        ("The more it rains, the higher a river gets.", False),
        ("The ____ holds water back.", False),
        ("The thickened wall holds water back.", True),
        ("It is the largest lock in Europe.", False),
    ],
)
def test_what_the_definite_article_needs(text: str, unknown: bool) -> None:
    assert has_unknown(text, KNOWN) == unknown


def test_a_definition_may_speak_of_any_reader_and_any_water() -> None:
    text = "A wall across a river that raises the water"
    assert leans(text, KNOWN)
    assert not leans(text, KNOWN, loosely=True)


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        ("What does deposition mean?", True),
        ("What does belief mean?", False),  # in one author's theory
        ("What does tidal belief mean?", True),
        ("What does the word deposition refer to?", True),
        ("What does the word belief refer to?", False),
        ("What is belief?", True),
        ("What does the term \u201cbelief\u201d mean?", True),  # a list of terms says so
    ],
)
def test_what_an_everyday_word_means_depends(question: str, kept: bool) -> None:
    answer = "The settling of sand or silt that a slow river has carried downstream."
    assert bool(judge(Answerable(question, answer))) == kept


@pytest.mark.parametrize(
    ("cues", "marks", "kept"),
    [((), False, True), ((), True, False), (("bold",), True, True), (("defined",), True, False)],
)
def test_a_text_that_has_its_terms_in_bold_has_no_others(
    cues: tuple[str, ...], marks: bool, kept: bool
) -> None:
    concept = replace(make_concept("weir"), cues=cues)
    sentence = Sentence(0, "Some text.", Span(0, 10), None, 0, 0)
    asked = Answerable("What is a weir?", WALL)
    proposal = Proposal("definition", "weir", concept, asked, (sentence,), 1.0, "what is a weir?")
    strict = make_strict((concept,), Genre.PROSE, read_frequencies(), Setting(marks=marks))
    assert bool(list(strict.keep([proposal]))) == kept


# --------------------------------------------------------------------------- what is hidden


def good(text: str) -> bool:
    """Whether a cloze, its answer between brackets, may be kept."""
    before, rest = text.split("[")
    hidden, after = rest.split("]")
    return is_good_cloze(before, hidden, after, KNOWN)


@pytest.mark.parametrize(
    "text",
    [
        "A low wall that raises a river upstream is called a [weir].",
        "To infer a tide from one bad gauge is called the [parrot fallacy].",
        "When a river freezes, the sheet of ice that grows on it is called a [lid].",
        "The cost of moving from one river to another is called a [weir].",
        "Rivers rise in the late thirties of a life, a pattern known as the [weir] effect.",
        # What tells what a thing is may come after its name.
        "The main part of a mill is the [weir], a wall of stone that raises rivers.",
    ],
)
def test_a_name_that_its_sentence_gives_is_hidden(text: str) -> None:
    assert good(text)


@pytest.mark.parametrize(
    "text",
    [
        # A name that goes on, that one of many has, or that is cut at its initial.
        "What bargemen know as \u201c[anarcho]\u201d-estuaries are turbid reaches upstream.",
        "A common wall of rivers upstream is called a [weir].",
        "The keeper, [engineer W]. B. Holt, fixed brass gauges upstream.",
        # What it names is told elsewhere, or in part.
        "It is a wall of stones that is called a [weir].",
        "The gate of brass that the keeper opened is called a [weir] with the line.",
        "What makes a [weir] is a wall of stones.",
        # What it is a kind of is told, and which kind is not.
        "Rivers of brass have a property called a [weir].",
        # A second name beside a third; a name alone.
        "A wall of stones, also called [weir] or barrage, lies within rivers.",
        "Upstream a pair of walls was opened called [Orle].",
        "The damming is called a [weir].",
        "The mouth of rivers is the [weir].",
        "Rivers of sand are stopped; the hindrance of a flow is called [tidal hindrance].",
        "Walls of stone in rivers, known as [weir] and dam, raise a river.",
        "The low wall of a river was called [weir].",
        "Rivers use one called [weir], which is fitted to a mill.",
        "A river is dammed, and the damage of its banks by walls is called [damming].",
        "A wall of stones is called a [weir], or built across rivers of sand.",
        "By one low wall, and the walls of rivers are called [weir].",
        "Rivers are first dammed for a mill, which is [weir].",
        "Sand is silt, stones, and, where a river bends, its banks, known as [weir].",
        "The river swells where Sabine dams it, and the dam is called [metric sabin].",
        "The swelling of a bursa in rivers is called [bursitis].",
        "In fact walls of rivers are called [weir].",
        "Walls of stone, clay, wood and sand in rivers are called [weirs], dams, sluices and locks.",
        "Low walls (also called [weirs]) raise rivers upstream.",
        "Most bargemen call that a [weir] beside rivers.",
        # What is there for something else than to give the name; much that is taken for granted.
        "Barges of brass pass rivers at a low wall called a [weir].",
        "The low wall that raises the river at the mill is called a [weir].",
        # Told in passing of a wall met before; which dams what? a cause of what?
        "The thick wall, called a [weir], raises rivers upstream.",
        "Thick walls, known as [weirs], raise rivers upstream.",
        "Rivers are stopped; the thick wall, called a [weir], raises them upstream.",
        "The damming wall of rivers is low; the damming wall is called a [weir].",
        "In rivers with mills the commonest cause is a [weir], a wall that raises rivers.",
        "A wall of stone, called a [weir], raises rivers upstream.",
        # Of what is it a version, an amount, on top of what? half a sentence; what is not named.
        "Holt built a simpler version for rivers, a wall of sods called a [weir].",
        "The amount of damming is called a [weir].",
        "A miller pays for sods and stones on top, a toll called a [weir].",
        "In most species low walls that raise rivers are called [weirs].",
        "Where low walls of stone that raise rivers are called [weirs].",
        "Holt raises rivers with walls, called [weirs], stones that raise mills.",
        "Extended versions, a row of walls in rivers, are called [weirs].",
        "The portion that low walls of rivers hold back is called a [weir].",
        "Walls of stone in rivers are called [weirs] and dams.",
        "The gradual damming is called a [weir] in rivers.",
        "Somewhat higher walls of stone in rivers are called [weirs].",
        "Similar walls of stone in rivers are called [weirs].",
        "An output below a low wall in rivers is called a [weir].",
        "The low wall of rivers, where the quantity Z is measured, is called a [weir].",
        "The low wall of rivers is called a [weir of the river].",
        "Out come low walls of brass from rivers, which people have called [weirs].",
        "The low wall from which it is raised is called a [weir].",
    ],
)
def test_what_others_fit_or_nobody_wants_is_not(text: str) -> None:
    assert not good(text)


def test_a_name_that_its_own_sentence_tells_is_given_away() -> None:
    assert is_given_away(f"Holt described {BLANK} in a letter.", "Holt's paradox")
    assert not is_given_away(f"A low wall is called a {BLANK}.", "Holt's paradox")
    assert trimmed(
        "That barges rise faster than rivers is called [Holt's paradox], though Holt was not first."
    ) == (f"That barges rise faster than rivers is called {BLANK}.")
    kept = "That barges rise faster than rivers is called [Holt's paradox], though few knew it."
    assert trimmed(kept) == kept.replace("[Holt's paradox]", BLANK)
    # Of several words the first must not be told; of two, that is all but the last.
    assert not is_given_away(
        f"The tidal basin with least water is called the {BLANK}.", "limiting tidal basin"
    )
    assert is_given_away(
        f"The limiting basin of a river is called the {BLANK}.", "limiting tidal basin"
    )


@pytest.mark.parametrize(
    ("text", "hung"),
    [
        ("Barges pass low walls by climbing them, which is called a ____.", False),
        ("Barges pass low walls and climb them, which is called a ____.", False),
        ("Barges near low walls climb them, which is called a ____.", True),
        ("In most rivers and in canals it falls over a ____, a low wall.", True),
    ],
)
def test_what_a_pronoun_stands_for(text: str, hung: bool) -> None:
    assert hangs(text) == hung


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("A low wall is called a [weir], and rivers have many of them.", "."),
        ("A low wall is called a [weir]: think of a step.", "."),
        ("A low wall is called a [weir], or river step.", "."),
        ("A low wall is called a [weir] (or river step).", "."),
        (
            "A wall is cut at its edge, a process called [weiring], before it is set in clay.",
            ", before it is set in clay.",
        ),
        ("A low wall is known as a [weir], since it once wore down.", "."),
        ("A low wall is called a [weir], and a high one a dam.", ", and a high one a dam."),
        (
            "A low wall, also called [weir], because it wears, stands.",
            ", because it wears, stands.",
        ),
    ],
)
def test_what_comes_after_a_name_may_go(text: str, left: str) -> None:
    assert trimmed(text) == f"{text.split('[')[0]}{BLANK}{left}"


def trimmed(text: str) -> str:
    """What a cloze, its answer between brackets, shows when it is cut after the name."""
    before, hidden, after = re.split(r"[\[\]]", text)
    return f"{before}{BLANK}{without_tail(before, after, hidden)}"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Sound travels through fresh water at about [1,480] metres per second.", True),
        ("A barge that is to keep pace with a tide has to sail at nearly [450] knots.", True),
        ("Pilots crossed turbid estuaries at about [12] knots after a storm.", False),
        ("It travels through turbid estuaries at about [12] knots.", False),
        ("Because of turbid mud, a brass barge in estuaries is at about [12] knots.", True),
        ("A brass barge in turbid estuaries is at about [12] knots in Orle.", False),
        ("A brass lock in turbid estuaries has a width of about [12] metres.", False),
        ("A brass barge in turbid estuaries often has about [12] knots.", False),
        ("The average yield of turbid estuaries is about [12] tonnes per year.", False),
        ("Since turbid mud rises, a brass barge in estuaries is at about [12] knots.", False),
        ("A brass barge in turbid estuaries is at only [12] knots.", False),
        ("A brass barge in turbid estuaries may be at about [12] knots.", False),
        ("A million barges of brass in turbid estuaries are about [12] tonnes.", False),
        ("A turbid estuary is clearly worth about [12] barges.", False),
        ("A turbid estuary is not worth about [12] gauges of brass.", False),
    ],
)
def test_a_number_is_asked_only_where_the_sentence_is_about_it(text: str, kept: bool) -> None:
    before, rest = text.split("[")
    assert is_good_number(before, rest.split("]")[1], KNOWN) == kept


@pytest.mark.parametrize(
    "text",
    [
        "Take the level from each, and what is left is called the {{c1::weir}}.",
        "The low walls of rivers, where one is called a {{c1::weir}}, have famous ones.",
        "A wall and a bank are low, and the latter is called a {{c1::weir}}.",
        "The W stands for water, and its wall is called a {{c1::weir}}.",
        "A wall that belongs to them is called a {{c1::weir}}.",
        "In Orle he built a low wall that is called a {{c1::weir}}.",
        "When a river would flood it, rivers are held by a {{c1::weir}}.",
        "The low wall needed to hold it within banks is called a {{c1::weir}}.",
        "The wall that results is called a {{c1::weir}}.",
        "A row of walls so ordered is called a {{c1::weir}}.",
        "Rivers have many low walls, and the outermost one is called a {{c1::weir}}.",
    ],
)
def test_what_stands_for_a_thing_needs_the_thing(text: str) -> None:
    plain = "A low wall that raises rivers is called a {{c1::weir}}."
    assert judge(Cloze(plain), form="cloze") is not None
    assert judge(Cloze(text), form="cloze") is None


@pytest.mark.parametrize("argues", [False, True])
def test_what_an_essay_holds_is_no_definition_in_bold_either(argues: bool) -> None:
    concept = replace(make_concept("weir"), cues=("bold",))
    sentence = Sentence(5, "Some text.", Span(0, 10), None, 0, 0)
    held = Answerable("What is a weir?", "The rule that rivers ought to be raised by low walls.")
    proposal = Proposal("definition", "weir", concept, held, (sentence,), 1.0, "what is a weir?")
    proposal = replace(proposal, introduced=True)
    setting = Setting(argues=argues, marks=True)
    strict = make_strict((concept,), Genre.PROSE, read_frequencies(), setting)
    assert bool(list(strict.keep([proposal]))) != argues


def test_a_key_that_the_field_would_tell_needs_a_telling_sentence() -> None:
    plain = Cloze("A part of it between two low points is called a {{c1::weirlet}}.")
    rare = Cloze("A part of an estuary between two querns is called a {{c1::weirlet}}.")
    strict = make_strict(
        (make_concept("weirlet"),),
        Genre.PROSE,
        read_frequencies(),
        Setting(title=frozenset({"weirs"}), has_field=True),
    )
    sentence = Sentence(0, "Some text.", Span(0, 10), None, 0, 0)
    made = [
        Proposal("cloze", "x", make_concept("weirlet"), content, (sentence,), 1.0, "")
        for content in (plain, rare, Cloze("{{c1::weirlet}}."))
    ]
    assert [p.content for p in strict.keep(made)] == [rare]


# --------------------------------------------------------------------------- what is answered


WALL = "A low wall across a river that raises its level upstream."


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("What is a weir?", "A wall in water."),  # too thin
        (
            "What is a weir?",
            "A wall (of stone, brick or sods) across a river that raises its level.",
        ),
        ("What is a weir?", "A wall that raises a river, slows a barge, and feeds a mill."),
        ("What is a weir?", "A low wall across a river, and a lock is a gate beside a weir."),
        ("What is a weir?", "A low wall across a river that keeps mills beside it."),
        ("What is a weir?", "A wonderful low wall across a river near mills."),
        ("What is the part?", WALL),
        ("What is the first wall?", WALL),
        ("What is a place?", WALL),
        ("What is a weir?", "The lower half of the wall across a river."),
        ("What is a weir?", "A low wall across a river that raises its level there."),
        ("What is a weir?", "What you can see, a low wall across a river."),
        ("What is a weir?", "The low wall of the Orle village."),
        ("What is a weir?", "A low wall across rivers beside gate B. The second gate."),
        ("What is a weir?", "A wall in that low reach of rivers which raises the water."),
        ("What is a weir?", "When a low wall across a river raises its level upstream."),
        ("What is the opposite wall?", WALL),
        ("What is an inverted V?", WALL),
        ("What is a weir?", "Past gifts towards it and a low wall of sods across rivers."),
        ("What is a weir?", "Narrower than a low wall across a river and raises its level."),
        ("What is a weir?", "The barrage, made of a low wall of sods across a river."),
        ("What is a weir?", "The Orle Barrage of the low walls across a river."),
        ("What is the best-known example?", WALL),
        ("What is a weir?", "An awareness of their low walls across a river upstream."),
        ("What is a weir?", "A Dutch word for a low wall across a river upstream."),
        ("What is a weir?", "A low wall across a river, and a lock, a gate of rivers upstream."),
        ("What is a weir?", "A low wall across a river that grows to a height of ten feet."),
        ("What is a weir?", "A low wall which says how deep it is across a river."),
        ("When does a weir occur?", "When a low weir is set across a river upstream."),
        ("What was the decisive advance?", WALL),
        ("What is a weir?", "The low brass wall put to work upstream."),
        ("What is a weir?", "The raw material for walls of rivers and mills upstream."),
        ("What is the gap between the two?", WALL),
        ("What is a weir?", "The wall of a river and contains stones beside a mill."),
        ("What is a weir?", "An appalling low wall across a river that raises its level."),
        ("What is a weir?", "The low wall of rivers, and without it a mill stands idle."),
        ("What does the low weir mean?", "That its level is raised by a wall across a river."),
        ("What is the fifth wall?", WALL),
        ("What is a weir?", "The mainstay of all low walls across a river upstream."),
        # What a thing is made of, and not what it is for.
        ("What is a weir?", "A mixture of sand and silt that is dropped by a river."),
        ("What is a weir?", "A ciliated, free-swimming organism that does not feed."),
        ("What is a common wall?", WALL),
        ("What is the amended wall?", WALL),
        ("What is the basic rule?", "A rule that a low wall across a river is raised."),
        ("What is a weir?", "What sailors loosely call a low wall across a river."),
        ("What is a weir?", "A low wall across a river, used in mills, locks, harbours."),
        ("What is a weir?", "The low wall of sods across a river and breaks easily."),
        ("What is K m?", WALL),
        ("What is a weir?", "Basically a low wall across a river that raises its level."),
        # Whose? Slower than which? Who has it? Which operations? Of little use, though true.
        ("What is a weir?", "The degree to which its low walls raise a river upstream."),
        ("What is a weir?", "The risk that they will raise a low river upstream."),
        ("What is a weir?", "The slower process by which a low wall raises a river."),
        ("What is a weir?", "The increase that results from low walls across a river."),
        ("What is a weir?", "A method, so that low walls raise a river upstream."),
        ("What is a weir?", "Itself a method that raises low rivers upstream."),
        ("What is a weir?", "The method of raising rivers, whereas a lock moves barges."),
        ("What is a weir?", "How much a low river upstream can hold."),
        ("What is a weir?", "The ease with which a low river can pass through."),
        ("What is a weir?", "Any method that raises it more than low walls upstream."),
        ("What is a weir?", "The proportions of low walls and three sizes of stones."),
        ("What is a weir?", "A minute fraction of the low walls across a river."),
        ("What is a weir?", "The level of a low river upstream, as measured."),
        ("What is a weir?", "The method of raising rivers by changing that wall."),
        ("What is a weir?", "Something that already stands in the rivers of a plain."),
        ("What is a weir?", "The difference in height multiplied by the width of a river."),
        ("What is a weir?", "A regular rise and fall caused by low walls across a river."),
        ("What is a weir?", "A peculiar method of raising rivers that mills use upstream."),
        ("What is a weir?", "The kinds of walls that raise it for mills upstream."),
        ("What is a weir?", "The share of its level that low walls raise upstream."),
        ("What is a weir?", "The damming of rivers for mills, and in plains it is low."),
        ("What is model 4?", "The level of the rivers behind a low wall upstream."),
        ("What is ninety-six?", "The level of the rivers behind a low wall upstream."),
        ("What is a better method?", "A low wall across a river that raises its level upstream."),
        ("What is a weir?", "The probability that a river does not have it upstream."),
        ("What is a weir?", "A method of raising rivers that consists of two main operations."),
        ("What is a weir?", "A method of raising rivers, though not one of damming them."),
        ("What is a weir?", "A method of raising rivers, and a low weir means that a mill stands."),
    ],
)
def test_definitions_that_a_learner_cannot_use(question: str, answer: str) -> None:
    assert judge(Answerable("What is a weir?", WALL)) is not None
    assert judge(Answerable(question, answer)) is None


def test_where_nothing_is_in_bold_a_definition_has_some_words() -> None:
    asked = Answerable("What is a weir?", "The damming of rivers by mills.")
    assert judge(asked) is None
    assert (
        judge(Answerable("What is a weir?", "The damming of rivers by low walls upstream.")) is None
    )
    longer = Answerable("What is a weir?", "The damming of rivers by low walls for many mills.")
    assert judge(longer) == longer


def test_how_a_thing_is_named_is_no_name() -> None:
    assert judge(Cloze("Walls are named {{c1::according to rivers}}."), form="cloze") is None


@pytest.mark.parametrize(
    "answer",
    [
        "A low wall that raises a river without being opened by it.",
        "The habit of bargemen to sail upstream because they fear a low wall.",
        "A low line across a river that is generally accepted as a limit.",
        "A line that is set in a river further down from a mill.",
        "A mixture of sand and silt that raises a river.",
        "A sheet of wood and silt by which a river is raised.",
        "A line of marks at which the depth of a river is the same.",
    ],
)
def test_definitions_that_a_learner_can_use(answer: str) -> None:
    assert judge(Answerable("What is a weir?", answer)) is not None


def test_a_long_answer_is_none() -> None:
    assert judge(Answerable("What is a weir?", WALL[:-1] + " and slows it" * 7 + ".")) is None


def test_a_reason_in_talk_is_no_definition() -> None:
    plain = Answerable("What is a weir?", "A low stone wall across a river.")
    reason = Answerable(
        "What is a weir?", "A low stone wall across a river, because mills use rivers."
    )
    assert judge(plain, genre=Genre.CONVERSATION) == plain
    assert judge(reason, genre=Genre.CONVERSATION) is None


def test_what_a_lecturer_calls_his_own_is_no_fact() -> None:
    own = Answerable("What is a weir?", "A low line across a river that we call lucky.")
    assert judge(own) == own
    assert judge(own, genre=Genre.LECTURE) is None


@pytest.mark.parametrize(
    ("answer", "left"),
    [
        ("Just a low stone wall across a river, and it slows.", "A low stone wall across a river."),
        ("A low stone wall across a river; it slows the fish.", "A low stone wall across a river."),
        ("A low stone wall across a river. It slows the fish.", "A low stone wall across a river."),
        # Nothing is taken out beside a negation, and no hedge is taken away.
        ("Not just a low stone wall across a river, and it slows the fish.", ""),
        ("A low stone wall across a river, generally.", ""),
        ("A low stone wall that we built across a river.", ""),
    ],
)
def test_talk_is_answered_by_its_first_clause(answer: str, left: str) -> None:
    question = "According to Mara Lind (2024), what is a weir?"
    kept = judge(Answerable(question, answer), genre=Genre.CONVERSATION, form="explain")
    assert kept == (Answerable(question, left) if left else None)


def test_a_question_of_talk_must_be_clear_too() -> None:
    answer = "A low stone wall across a river."
    for asked in ("what is the first part", "what is a weir generally", "what happens if we go"):
        question = f"According to Mara Lind (2024), {asked}?"
        content = Answerable(question, answer)
        assert judge(content, genre=Genre.CONVERSATION, form="explain") is None


# --------------------------------------------------------------------------- the whole engine


def test_a_short_text_keeps_its_definition_and_loses_its_story() -> None:
    text = (
        "A drogue is a cone of canvas that slows a drifting boat.\n\n"
        "The crew had rigged the drogue before the gale reached the harbour of Bergen.\n"
    )
    shown = said(draft(text, "drogue/drogues", "gale", "Bergen", "harbour"))
    assert shown == [("What is a drogue?", "A cone of canvas that slows a drifting boat.")]


@given(st.text(alphabet="the gate ____ of it, and also a weir.", max_size=60))
def test_what_is_added_never_makes_a_text_stand_alone(text: str) -> None:
    assert is_tied(f"{text} also")
    assert leans(f"{text} the sad idea", KNOWN) or "idea" in text


@given(st.sampled_from(["gate", "line", "idea", "book", "crew"]), st.sampled_from("abcde"))
def test_what_is_introduced_first_may_be_spoken_of(noun: str, start: str) -> None:
    rest = f"keeper {start} paints the {noun}."
    assert has_unknown(f"A {rest}", KNOWN)
    assert not has_unknown(f"A {noun} has a keeper, and a {rest}", KNOWN)


@pytest.mark.parametrize(
    ("text", "genre", "kept"),
    [
        ("A low wall that raises a river is called a {{c1::weir}}.", Genre.CONVERSATION, True),
        ("Rivers are raised by a low wall called a {{c1::weir}}.", Genre.CONVERSATION, False),
        ("Rivers are raised by a low wall called a {{c1::weir}}.", Genre.PROSE, False),
        ("Rivers fall over low walls, a step called a {{c1::weir}}.", Genre.PROSE, True),
        ("Holt went to a river upstream of walls called {{c1::Orle}}.", Genre.PROSE, False),
        ("Rivers that fall upstream of walls are called {{c1::Orle}} rivers.", Genre.PROSE, True),
    ],
)
def test_which_names_are_of_a_story(text: str, genre: Genre, kept: bool) -> None:
    assert bool(judge(Cloze(text), genre=genre, form="cloze")) == kept
