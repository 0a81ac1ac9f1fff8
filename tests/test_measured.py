"""The checker measured: every rule finds its own flaw and leaves clean notes alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from measuring.homes import clean_homes
from measuring.kills import Score, all_rules, all_scores, score
from measuring.labels import CLAIMS, FLAWS, HALVES, labelled_cards
from measuring.mutators import MUTATORS
from measuring.page import make_page
from measuring.stats import Agreement, compare, wilson

from quizgen.checks.model import ALL_KINDS, Example, Hit, NoteRule, Rule
from quizgen.checks.views import NoteView
from quizgen.schema import Severity

ENOUGH = 20


def result(rule: Rule) -> Score:
    return next(score for score in all_scores() if score.rule.id == rule.id)


def by_id(rule: Rule) -> str:
    return rule.id


@pytest.mark.parametrize("rule", all_rules(), ids=by_id)
def test_every_rule_meets_its_bars(rule: Rule) -> None:
    told = result(rule)
    assert not told.failures(), "\n".join([*told.failures(), *told.missed[:3], *told.alarms])


@pytest.mark.parametrize("rule", all_rules(), ids=by_id)
def test_every_rule_has_mutants_enough(rule: Rule) -> None:
    assert result(rule).injected >= ENOUGH


def test_every_rule_is_measured_and_every_table_speaks_of_rules() -> None:
    ids = {rule.id for rule in all_rules()}
    assert set(MUTATORS) == ids
    assert set(CLAIMS) <= ids
    assert {flaw for flaws in CLAIMS.values() for flaw in flaws} <= {*FLAWS, "other"}


def test_there_are_clean_notes_and_cards_enough() -> None:
    notes = [view for home in clean_homes() for view in home.notes]
    assert len(notes) >= 60 and all(view.passages for view in notes)
    assert {view.note.kind for view in notes} == set(ALL_KINDS)
    assert len(labelled_cards()) == 150
    assert {card.half for card in labelled_cards()} == set(HALVES)


def planted_rule(check: object) -> NoteRule:
    assert callable(check)
    nothing = Example(())
    return NoteRule(
        "no-context-anchor", 1, Severity.WARNING, ALL_KINDS, "x.", "x", check, nothing, nothing
    )


def never(note: NoteView) -> Iterable[Hit]:
    return ()


def always(note: NoteView) -> Iterator[Hit]:
    yield Hit("found")


def test_a_rule_that_never_fires_fails_its_bar() -> None:
    told = score(planted_rule(never), clean_homes())
    assert told.kill_rate == 0 and told.injected > ENOUGH and not told.alarms
    assert told.failures() == [f"finds 0 of {told.injected}"]


def test_a_rule_that_always_fires_fails_the_bar_on_false_alarms() -> None:
    told = score(planted_rule(always), clean_homes())
    assert told.alarm_rate == 1
    assert f"false alarms on {told.notes} of {told.notes}" in told.failures()


def test_wilson_and_kappa_by_hand() -> None:
    low, high = wilson(8, 10)
    assert (round(low, 4), round(high, 4)) == (0.4902, 0.9433)
    told = compare(
        [(True, True)] * 20 + [(True, False)] * 5 + [(False, True)] * 10 + [(False, False)] * 15
    )
    assert told == Agreement(20, 5, 10, 15)
    assert told.precision == 0.8 and told.recall == 20 / 30 and round(told.kappa or 0, 4) == 0.4


def test_the_page_is_current(repository: Path) -> None:
    page = (repository / "docs" / "measured.md").read_text("utf-8")
    assert page == make_page(), "run: make measured"
