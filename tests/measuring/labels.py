"""What the rules find in cards that two readers have labelled, against what the readers say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from quizgen.checks.model import Rule
from quizgen.schema import Severity

from .homes import Home, labelled_homes, read_cards
from .kills import all_rules, hit_weights
from .stats import Agreement, compare, number_of

UNTRUE = "not supported"  # the readers' `truth`, where it is distorted or wrong
# Which of the readers' flaws a rule claims to find. Rules that look at several notes, at files or
# at a note's id are not here: readers saw one card at a time, and nothing of its file.
CLAIMS: Mapping[str, tuple[str, ...]] = {
    "vague-source-reference": ("no-context",),
    "dangling-reference": ("no-context",),
    "no-context-anchor": ("no-context",),
    "unfocused-stem": ("no-context", "ambiguous"),
    "undefined-acronym": ("jargon",),
    "readability-grade": ("jargon",),
    "compound-question": ("multi-fact",),
    "multi-fact-answer": ("multi-fact",),
    "list-answer": ("multi-fact",),
    "answer-too-long": ("long-answer",),
    "answer-given-away": ("given-away",),
    "stem-key-echo": ("given-away",),
    "cloze-guessable": ("given-away",),
    "opinion-as-fact": ("unattributed",),
    "undated-claim": ("undated",),
    "invites-many-answers": ("ambiguous",),
    "cloze-overdeleted": ("ambiguous",),
    "several-keys-unannounced": ("ambiguous",),
    "promo-or-housekeeping": ("trivial",),
    "cloze-function-word": ("trivial",),
    "disfluency": ("grammar",),
    "markup-broken": ("grammar",),
    "not-a-question": ("grammar",),
    "grammar-cue": ("distractors", "grammar"),
    "negative-stem": ("other", "ambiguous"),
    "question-too-long": ("other",),
    "yes-no-question": ("other", "given-away"),
    "longest-option-key": ("longest-key",),
    "option-length-outlier": ("distractors", "longest-key"),
    "options-equal": ("distractors",),
    "option-within-option": ("distractors",),
    "ranges-overlap": ("distractors", "ambiguous"),
    "second-correct-option": ("distractors", "ambiguous"),
    "all-none-of-above": ("distractors",),
    "k-type-options": ("distractors",),
    "true-false-cluster": ("distractors", "ambiguous"),
    "absolute-term-cue": ("distractors",),
    "vague-frequency-term": ("distractors",),
    "convergence-cue": ("distractors",),
    "mixed-type-options": ("distractors",),
    "option-count": ("distractors",),
    "mis-heard-term": ("jargon", "other"),
    "quote-not-found": ("quote-fragment", UNTRUE),
    "quote-malformed": ("quote-fragment",),
    "quote-crosses-turns": ("quote-fragment",),
    "quote-too-short": ("quote-fragment",),
    "speaker-mismatch": (UNTRUE,),
    "attributed-to-another": (UNTRUE,),
    "answer-unsupported": (UNTRUE,),
    "number-not-in-source": (UNTRUE,),
    "name-not-in-source": (UNTRUE,),
    "proper-noun-misspelt": (UNTRUE,),
    "polarity-flip": (UNTRUE,),
    "hedge-lost": (UNTRUE,),
}
FLAWS = (
    "no-context", "ambiguous", "multi-fact", "long-answer", "given-away", "unattributed", "undated",
    "trivial", "jargon", "grammar", "distractors", "longest-key", "quote-fragment", UNTRUE,
)  # fmt: skip
HALVES = ("tuning", "reported")


@dataclass(frozen=True)
class Card:
    """A labelled card: what readers say of it, and which rules find something, how grave."""

    id: str
    kind: str
    flaws: frozenset[str]
    ready: bool
    found: Mapping[str, Severity]

    @property
    def half(self) -> str:
        return HALVES[number_of(self.id) % 2]


@cache
def labelled_cards() -> tuple[Card, ...]:
    """All labelled cards, judged by all rules."""
    files = (read_cards("cards80"), read_cards("cards70"))
    judged = (_judge(home, cards) for home, cards in zip(labelled_homes(), files, strict=True))
    return tuple(card for cards in judged for card in cards)


def _judge(home: Home, cards: Iterable[Mapping[str, Any]]) -> list[Card]:
    found: dict[str, dict[str, Severity]] = {card["id"]: {} for card in cards}
    for rule in all_rules():
        for id_, weight in hit_weights(rule, home.view).items():
            if id_ in found:
                found[id_][rule.id] = weight
    return [_card(card, found[card["id"]]) for card in cards]


def _card(card: Mapping[str, Any], found: Mapping[str, Severity]) -> Card:
    flaws = {flaw for label in card["labels"] for flaw in label["flaws"]}
    if any(label["truth"] != "supported" for label in card["labels"]):
        flaws.add(UNTRUE)
    ready = all(label["verdict"] == "ready" for label in card["labels"])
    return Card(card["id"], card["kind"], frozenset(flaws), ready, found)


def of_rule(rule: Rule, half: str) -> Agreement:
    """A rule against the flaws that it claims to find, on cards of the kinds that it looks at."""
    kinds = {kind.value for kind in rule.kinds}
    claimed = set(CLAIMS[rule.id])
    return compare(
        (rule.id in card.found, bool(claimed & card.flaws))
        for card in labelled_cards()
        if card.half == half and card.kind in kinds
    )


def of_flaw(flaw: str, half: str) -> Agreement:
    """All rules that claim to find a flaw, as one."""
    claiming = {id_ for id_, flaws in CLAIMS.items() if flaw in flaws}
    return compare(
        (bool(claiming & set(card.found)), flaw in card.flaws)
        for card in labelled_cards()
        if card.half == half
    )


def of_verdict(half: str) -> Agreement:
    """Any error or warning against a reader's verdict that the card is not ready."""
    return compare(
        (any(s is not Severity.INFO for s in card.found.values()), not card.ready)
        for card in labelled_cards()
        if card.half == half
    )
