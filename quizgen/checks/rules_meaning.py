"""Rules of meaning: a card keeps the negations and the hedges of the words that prove it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from quizgen.checks.lexicon import Lexicon
from quizgen.checks.model import ALL_KINDS, Hit, NoteRule, example
from quizgen.checks.primitives import norm, numbers
from quizgen.checks.rules_attribution import is_attributed
from quizgen.checks.rules_grounding import best_sentence, is_telling, telling, word_key
from quizgen.checks.views import NoteView
from quizgen.schema import Kind, Severity

# So many words after a negator are negated: in a card up to the next comma, in speech, which
# wanders ("not, you know, smart enough to provide"), further.
CARD_SCOPE, TALK_SCOPE = 4, 8
CLOSE = 0.6
PART = re.compile(r"[a-z]+(?:'[a-z]+)?|[,;:.?!()]|\s-\s")


@dataclass(frozen=True, slots=True)
class Polarity:
    """The negators of a text, and the keys of the words that it affirms and negates."""

    negators: tuple[str, ...]
    affirmed: frozenset[str]
    negated: frozenset[str]


def _has_negator(text: str, lexicon: Lexicon) -> bool:
    known = lexicon.words("grounding-negators")
    return any(word in known or "n't" in word for word in re.split(r"[^a-z']+", norm(text)))


def _polarity(text: str, lexicon: Lexicon, scope: int) -> Polarity:
    negators, affirmed, negated = list[str](), set[str](), set[str]()
    left = 0
    known = lexicon.words("grounding-negators")
    for part in PART.findall(lexicon.pattern("grounding-not-negative").sub(" ", norm(text))):
        if not part[0].isalpha():
            left = left if scope == TALK_SCOPE and part == "," else 0
        elif part in known or part.endswith("n't"):
            negators.append(part)
            left = scope
        else:
            if is_telling(part, lexicon):
                (negated if left > 0 else affirmed).add(word_key(part))
            left -= 1
    return Polarity(tuple(negators), frozenset(affirmed), frozenset(negated))


def _asked_and_said(view: NoteView) -> tuple[str, str, str]:
    """The question, what the card states, and the field of the latter."""
    if view.note.kind is Kind.CLOZE:
        return "", view.statement, "text"
    return view.question, " ".join(view.answers), view.answer_fields[0]


def _polarity_flip(view: NoteView) -> Iterator[Hit]:
    if not view.passages:
        return
    asked, said, field = _asked_and_said(view)
    card = _polarity(said, view.lexicon, CARD_SCOPE)
    severity = None if _is_close(view, said) else Severity.INFO
    if card.negators:
        if _is_affirmed(view, card):
            words = next(iter(re.findall(re.escape(card.negators[0]), said, re.IGNORECASE)), "")
            message = f"the card says “{card.negators[0]}”, and the quote does not"
            yield Hit(message, field, words, "say it as the quote does", severity)
    elif lost := _lost_negation(view, asked, said, card):
        message = f"the quote says “{lost}”, and the card does not"
        yield Hit(message, field, "", "keep the negation", severity)


def _is_close(view: NoteView, said: str) -> bool:
    """Whether the card says what the quote says: else a negation may well come from elsewhere."""
    own, quoted = telling(said, view.lexicon), telling(view.quotes, view.lexicon)
    return bool(own) and len(own.keys() & quoted.keys()) >= CLOSE * len(own)


def _is_affirmed(view: NoteView, card: Polarity) -> bool:
    """Whether the quotes affirm what the card negates."""
    prefixed = view.lexicon.pattern("grounding-negative-prefix")
    quoted = _polarity(view.quotes, view.lexicon, TALK_SCOPE)
    if not quoted.negators and not prefixed.search(view.quotes):
        return True
    near = _polarity(view.evidence, view.lexicon, TALK_SCOPE)
    return bool((card.negated - card.affirmed) & (quoted.affirmed - near.negated))


def _lost_negation(view: NoteView, asked: str, said: str, card: Polarity) -> str:
    """The negator of the quotes that the card lost, although it repeats what was negated."""
    if not _has_negator(view.quotes, view.lexicon):
        return ""
    quoted = _polarity(view.quotes, view.lexicon, TALK_SCOPE)
    question = _polarity(asked, view.lexicon, CARD_SCOPE)
    near = _polarity(view.evidence, view.lexicon, TALK_SCOPE)
    repeated = (quoted.negated - near.affirmed) & (card.affirmed | question.affirmed)
    both = f"{asked} {said}"
    restricted = ("grounding-negative-prefix", "grounding-restricted")
    if not repeated or question.negators:
        return ""
    if any(view.lexicon.pattern(name).search(both) for name in restricted):
        return ""
    return quoted.negators[0]


# ------------------------------------------------------------------------------------------- hedges


def _hedge_lost(view: NoteView) -> Iterator[Hit]:
    _, said, field = _asked_and_said(view)
    pattern = view.lexicon.pattern("grounding-hedge")
    hedge = pattern.search(view.quotes) and pattern.search(best_sentence(view, said))
    if hedge and not _is_hedged(view) and not is_attributed(view):
        message = f"the quote says “{hedge[0]}”, and the card states it flatly"
        yield Hit(message, field, "", f"keep the hedge (“{hedge[0]}”), or say whose view it is")
        return
    yield from _made_exact(view)


def _is_hedged(view: NoteView) -> bool:
    stated = view.lexicon.pattern("grounding-quoted").sub(" ", view.statement)
    return bool(view.lexicon.pattern("grounding-hedged").search(stated))


def _made_exact(view: NoteView) -> Iterator[Hit]:
    """Numbers of the answer that the quotes call approximate and the card does not."""
    if view.lexicon.pattern("grounding-approximated").search(view.statement):
        return
    rough = view.lexicon.pattern("grounding-approximate")
    for field, answer in zip(view.answer_fields, view.answers, strict=True):
        for number in numbers(answer, view.lexicon):
            at = view.quotes.find(number.words)
            before = rough.search(view.quotes[max(0, at - 40) : at]) if at > 0 else None
            if before and number.unit != "year":
                message = f"the quote says “{before[0]}{number.words}”, and the card is exact"
                yield Hit(message, field, number.words, "say that the number is rough")
                return


MAYBE = "Bread probably came from Egypt to Greece. Yeast does not survive boiling."
RULES = (
    NoteRule(
        "polarity-flip",
        1,
        Severity.WARNING,
        ALL_KINDS,
        "The card denies what its quote says, or says what its quote denies.",
        "RAGTruth's evident conflict",
        _polarity_flip,
        example(question="What raises the tide?", answer="Not the Moon"),
        example(question="What raises the tide?", answer="The Moon"),
    ),
    NoteRule(
        "hedge-lost",
        2,
        Severity.WARNING,
        ALL_KINDS,
        "The quote says perhaps or roughly, and the card states it flatly.",
        "Contract 2, attributed; RAGTruth's subtle conflict",
        _hedge_lost,
        example(MAYBE, question="From where did bread come to Greece?", answer="Egypt"),
        example(MAYBE, question="From where did bread probably come to Greece?", answer="Egypt"),
    ),
)
