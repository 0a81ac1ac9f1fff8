"""docs/measured.md: the whole page, the same for the same rules, notes and cards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from quizgen.schema import Severity

from .homes import clean_homes
from .kills import ALARM_BARS, KILL_BARS, Score, all_scores
from .labels import CLAIMS, FLAWS, HALVES, labelled_cards, of_flaw, of_rule, of_verdict
from .stats import Agreement, wilson

FEWEST = 5
HEAD = """\
# What the checker finds

Every rule of `quizgen check`, measured in two ways: on flaws that we plant into clean notes, and on
cards that readers have judged. This page is made by `make measured`; a test keeps it current.

What these figures can say: that a rule finds the flaw it is named after when the flaw is put in
plainly, in several wordings; that it leaves good notes alone; and how far it agrees with two
readers of the same cards. What they cannot say: how much of what is wrong with cards in the wild is
found. The mutants are ours, and plainer than real flaws. The readers were language models, blind
to each other and to how the cards were made; no person has judged the cards. The 70 cards on the
seven sources were written with the guideline at hand, half of them flawed on purpose, so recall on
them looks better than it is elsewhere. The clean notes are ours too, and rules were tuned while
they and the missed mutants were in sight: on notes of others there will be more false alarms, and
more that is missed. Nothing here is accuracy: a
checker that never says anything would be right on most cards.

"""
MUTANTS = """\
## Planted flaws

{notes} clean notes ({kinds}):
the reviewed notes of `decks/amodei-askell-olah`, and those of the 70 cards that were meant to be
clean and that both readers call ready. Into each note that can carry it, the flaw of each rule is
planted, by its definition and not by its code; which wording and where, a hash of rule and note
decides. Found means that the rule is silent on the note and finds something in the mutant. A false
alarm is a clean note, of the kinds that a rule is for, in which it finds anything at all,
information included.

Bars: errors find at least 95 % and alarm on at most 2 % of the clean notes; warnings 85 % and 5 %;
information has no bar. In brackets, the 95 % Wilson interval.

| rule | weight | planted | found | kill rate | clean notes | false alarms | bars |
|---|---|---|---|---|---|---|---|
"""
CARDS = """\
## Cards that readers judged

{cards} cards, halved by the SHA-256 of their ids: even is the half that rules may be tuned on, odd is
the half to be believed. A card has a flaw when at least one of the two readers names it; `not
supported` when at least one calls it distorted or wrong. Fewer than five cards with the flaw in a half:
counts only, since a share of so few says nothing. k is Cohen's kappa.

"""


def make_page() -> str:
    """The whole page."""
    return HEAD + _mutants(all_scores()) + _cards(all_scores())


def _share(value: float | None) -> str:
    return "" if value is None else f"{100 * value:.1f} %"


def _two(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


# ------------------------------------------------------------------------------------ mutants


def _mutants(scores: Sequence[Score]) -> str:
    notes = [view.note for home in clean_homes() for view in home.notes]
    counts = {note.kind.value: 0 for note in notes}
    for note in notes:
        counts[note.kind.value] += 1
    kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(counts.items()))
    rows = [_mutant_row(score) for score in _by_weight(scores)]
    sums = [_sum_row(scores, severity) for severity in Severity]
    alarms = _alarms(scores)
    return MUTANTS.format(notes=len(notes), kinds=kinds) + "".join([*rows, *sums]) + alarms


def _by_weight(scores: Iterable[Score]) -> list[Score]:
    order = list(Severity)
    return sorted(scores, key=lambda score: (order.index(score.rule.severity), score.rule.id))


def _rate(found: int, injected: int) -> str:
    low, high = wilson(found, injected)
    return f"{_share(found / injected)} [{100 * low:.0f}-{100 * high:.0f}]" if injected else ""


def _mutant_row(score: Score) -> str:
    rule, missed = score.rule, "; ".join(score.failures())
    barred = rule.severity in KILL_BARS
    verdict = f"missed: {missed}" if missed else "met" if barred else "none"
    rate = _rate(score.found, score.injected)
    return (
        f"| {rule.id} | {rule.severity} | {score.injected} | {score.found} | {rate} "
        f"| {score.notes} | {len(score.alarms)} | {verdict} |\n"
    )


def _sum_row(scores: Iterable[Score], severity: Severity) -> str:
    of_weight = [score for score in scores if score.rule.severity is severity]
    injected = sum(score.injected for score in of_weight)
    found = sum(score.found for score in of_weight)
    notes = sum(score.notes for score in of_weight)
    alarms = sum(len(score.alarms) for score in of_weight)
    met = sum(not score.failures() for score in of_weight)
    verdict = f"{met} of {len(of_weight)}" if severity in ALARM_BARS else "none"
    return (
        f"| **all {len(of_weight)}** | {severity} | {injected} | {found} | {_rate(found, injected)} "
        f"| {notes} | {alarms} | {verdict} |\n"
    )


def _alarms(scores: Iterable[Score]) -> str:
    rows = "".join(
        f"- {score.rule.id} ({score.rule.severity}): {', '.join(_alarm(id_, score) for id_ in score.alarms)}\n"
        for score in _by_weight(scores)
        if score.alarms
    )
    return f"\nThe false alarms, by the id of the note; * is told as information only:\n\n{rows}\n"


def _alarm(id_: str, score: Score) -> str:
    mild = id_ in score.mild and score.rule.severity is not Severity.INFO
    return (id_ or "the deck") + ("*" if mild else "")


# ------------------------------------------------------------------------------------ cards


def _cards(scores: Sequence[Score]) -> str:
    text = CARDS.format(cards=len(labelled_cards()))
    text += "Any error or warning, against a reader's verdict that the card is not ready:\n\n"
    text += _table("verdict", [("not ready", [of_verdict(half) for half in HALVES])])
    text += "\nAll rules that claim to find a flaw, as one:\n\n"
    text += _table("flaw", [(flaw, [of_flaw(flaw, half) for half in HALVES]) for flaw in FLAWS])
    text += (
        "\nEach rule, against any of the flaws that it claims to find, on cards of its kinds:\n\n"
    )
    rules = [score.rule for score in scores if score.rule.id in CLAIMS]
    rows = [(r.id, ", ".join(CLAIMS[r.id]), [of_rule(r, half) for half in HALVES]) for r in rules]
    silent = [name for name, _, halves in rows if not any(half.flagged for half in halves)]
    text += _table(
        "rule: flaws",
        [(f"{name}: {flaws}", halves) for name, flaws, halves in rows if name not in silent],
    )
    others = sorted({score.rule.id for score in scores} - set(CLAIMS))
    text += f"\nSilent on all {len(labelled_cards())} cards: {', '.join(silent)}.\n"
    text += f"\nClaim no flaw that a reader of one card could name: {', '.join(others)}.\n"
    return text


def _table(name: str, rows: Iterable[tuple[str, Sequence[Agreement]]]) -> str:
    head = f"| {name} | half | cards with it | flagged | both | precision | recall | F1 | k |\n"
    lines = [
        _agreement_row(f"{label}" if number == 0 else "", half, HALVES[number])
        for label, halves in rows
        for number, half in enumerate(halves)
    ]
    return head + "|---|---|---|---|---|---|---|---|---|\n" + "".join(lines)


def _agreement_row(label: str, told: Agreement, half: str) -> str:
    counts = f"| {label} | {half} | {told.positives} | {told.flagged} | {told.both} "
    if told.positives < FEWEST:
        return f"{counts}| counts only | | | |\n"
    figures = (told.precision, told.recall, told.f1, told.kappa)
    return f"{counts}| {' | '.join(_two(figure) for figure in figures)} |\n"
