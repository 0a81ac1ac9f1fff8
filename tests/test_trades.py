"""What guests are, and how the cards of a talk say whose words they ask for."""

from __future__ import annotations

import pytest
from drafting_samples import make_source

from quizgen.decks.cloze import reveal
from quizgen.drafting.extractive import draft_source
from quizgen.drafting.sentences import split_sentences
from quizgen.drafting.trades import find_trades
from quizgen.schema import Cloze, Person, Role, Source, SourceMeta

HOST = Person("Ida Holm", Role.HOST)
GUEST = Person("Bram de Wit", Role.GUEST)
OTHER = Person("Lena Ruiz", Role.GUEST)
OPENING = "Ida Holm: Welcome back to the quay. "


def talk(text: str, title: str = "On the quay", *guests: Person) -> Source:
    people = (HOST, *(guests or (GUEST,)))
    return make_source(text, meta=SourceMeta(title=title, recorded="2025-03", people=people))


def trades(text: str, title: str = "On the quay", *guests: Person) -> dict[str, str]:
    source = talk(text, title, *guests)
    return dict(find_trades(source, split_sentences(source)))


@pytest.mark.parametrize(
    ("said", "trade"),
    [
        ("Bram de Wit is a lock keeper from Gouda.", ""),  # a keeper of what?
        ("Bram de Wit is a lockkeeper from Gouda.", "lockkeepers"),
        ("My guest is Bram de Wit, a retired bridge engineer.", "bridge engineers"),
        ("With me is Bram de Wit. He's a marine biologist at Leiden.", "marine biologists"),
        ("Here is the hydrologist Bram de Wit.", "hydrologists"),
        ("Bram de Wit is an actuary in Gouda.", "actuaries"),
        ("Bram de Wit is a ferryman in Gouda.", "ferrymen"),
        ("Bram de Wit has been a consultant hydrologist for years.", "hydrologists"),
        ("Bram de Wit is an engineer.", ""),  # of everything
        ("Bram de Wit loves boats. A carpenter built him one.", ""),
        ("Nobody here is a hydrologist.", ""),
    ],
)
def test_how_a_host_introduces_a_guest(said: str, trade: str) -> None:
    assert trades(f"{OPENING}{said}\n\nBram de Wit: Hello.\n").get(GUEST.name, "") == trade


@pytest.mark.parametrize(
    ("title", "trade"),
    [
        ("Still water: an interview with a lock designer", "lock designers"),
        ("Still Water: An Interview with a Lock Designer", "lock designers"),
        ("Still Water: Lock Designer Bram de Wit", "lock designers"),
        ("Inside the Lock: A Lock Designer on His Gates", "lock designers"),
        ("Episode 4: The Lock Designer", "lock designers"),
        ("An Interview with Lock Designer Bram de Wit", "lock designers"),
        ("An Interview with Bram de Wit", ""),
        ("A Walk with a Friend", ""),
    ],
)
def test_what_a_title_calls_its_guest(title: str, trade: str) -> None:
    assert trades(f"{OPENING}\n\nBram de Wit: Hello.\n", title).get(GUEST.name, "") == trade


def test_each_guest_has_a_trade_of_his_own() -> None:
    said = "Bram de Wit is a hydrologist. And Lena Ruiz is a maritime lawyer.\n\nBram de Wit: Hi.\n"
    both = {GUEST.name: "hydrologists", OTHER.name: "maritime lawyers"}
    assert trades(f"{OPENING}{said}", "On the quay", GUEST, OTHER) == both
    said = "Bram de Wit builds locks, and Lena Ruiz is a lawyer.\n\nBram de Wit: Hi.\n"
    assert trades(f"{OPENING}{said}", "On the quay", GUEST, OTHER) == {OTHER.name: "lawyers"}


def test_a_guest_says_it_and_the_meta_file_before_all() -> None:
    said = f"{OPENING}Bram de Wit, hello.\n\nBram de Wit: Hello. I'm a hydrologist.\n"
    assert trades(said) == {GUEST.name: "hydrologists"}
    told = Person(GUEST.name, Role.GUEST, about="a dredging engineer")
    assert trades(said, "On the quay", told) == {GUEST.name: "dredging engineers"}


QUAY = (
    "Ida Holm: Welcome back. Bram de Wit is a hydrologist. Bram, what is a seiche?\n\n"
    "Bram de Wit: A seiche is a standing wave that rocks in a closed basin of water. "
    "It is slow, and people hardly see it.\n\n"
    "Ida Holm: And what is a bore?\n\n"
    "Bram de Wit: A bore is a single wave that runs up a river against its current. "
    "Some bores are as high as a man.\n"
)


def asked(title: str, subject: str = "") -> list[str]:
    meta = SourceMeta(title=title, subject=subject, recorded="2025-03", people=(HOST, GUEST))
    drafted = draft_source(make_source(QUAY, meta=meta))
    shown = [
        reveal(n.content.text) if isinstance(n.content, Cloze) else n.question
        for _, n in drafted.notes
    ]
    assert all(any(said.startswith(lead) for said in shown) for lead in drafted.leads)
    return shown


def test_the_words_of_a_trade_are_asked_for_as_such() -> None:
    bore = "a bore is a single wave that runs up a river against its current."
    assert f"In hydrology, {bore}" in asked("On the quay")
    assert f"In tidal rivers, {bore}" in asked("On the quay", subject="tidal rivers")
    assert f"In hydraulics, {bore}" in asked("Introduction to hydraulics")
    on = asked("Waves: A Panel on Rivers")
    assert on and not any("hydrologists" in question for question in on)


def test_of_a_lecture_nobody_says_who_speaks() -> None:
    from quizgen.drafting.headlines import make_headline

    def trades_in(text: str) -> object:
        meta = SourceMeta(title="The lock controller", recorded="2025", people=(GUEST,))
        source = make_source(text, meta=meta)
        return make_headline(source, split_sentences(source), (), None).trades

    alone = "Bram de Wit: A lock lifts a boat. It has two gates.\n"
    assert not trades_in(alone)
    assert trades_in(f"{alone}\nIda Holm: Bram de Wit is a lock controller.\n\nBram de Wit: Yes.\n")
