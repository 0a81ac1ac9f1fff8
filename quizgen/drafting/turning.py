"""A question what a term is -> the statement of it, with the term left out. Pure.

Somebody who speaks rarely says all of what a thing is; what he says mostly tells which term is
meant. Of 18 definitions in talk that readers had seen both ways they took 78 % turned round, and
half of the questions; of 35 in lectures 73 and 70 %.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from quizgen.drafting.amounts import mark
from quizgen.drafting.answers import HEDGED
from quizgen.drafting.context import BLANK, is_tied
from quizgen.drafting.english import words
from quizgen.drafting.giveaways import is_given_away
from quizgen.drafting.hanging import hangs
from quizgen.drafting.headlines import ATTRIBUTED, is_plain
from quizgen.drafting.opinions import is_opinion
from quizgen.drafting.passage_rules import ALSO_CALLED, FORMER, SHORTEST_FACT
from quizgen.drafting.proposal import FACT, Proposal, base_of
from quizgen.drafting.targets import MARKED, is_one_name
from quizgen.drafting.wording import capital
from quizgen.schema import Answerable, Claim, Cloze

WHAT = re.compile(
    r"^(?:According to .+?, )?(?P<field>(?:In|Within|Under) [^,]+, )?[Ww]hat "
    r"(?:(?P<verb>is|are|was|were) (?P<subject>.+)|"
    r"(?P<aux>does|do) (?P<one>.+) (?P<base>mean|refer to|stand for))\?$"
)
THIRD = {"mean": "means", "refer to": "refers to", "stand for": "stands for"}
# Of a statement as it was said; readers took a third of the shorter ones, and of those with "it".
FEWEST_LOOSE, MOST_LOOSE = 12, 40
OF_TERM = re.compile(rf"(?:(?:In|Within|Under) [^,]+, )?(?:[Aa]n? |[Tt]he )?{BLANK} ")
LEANING = re.compile(
    r"\b(?:it|its|they|them|their|those|these|that one|he|she|you|your|we|our|us|I|me|my)\b|"
    r"\bone(?=[,.])|[:;\u2014]|\bthat['\u2019]s\b|\b(?:simply|entirely|lots of|more or less)\b",
    re.I,
)
# "The substance that smells in it", "a share of that limit", "we sort marks": of what, and who?
OF_THAT = re.compile(
    r"\b(?:in|of|by|on|for|with|at|from|to) (?:it|them|that|those)\b(?! (?:which|who|that|of)\b)|"
    r"\b(?:us|our)\b|\bwe\b(?! (?:usually |also |just )?call\b)",
    re.I,
)
# "Phase ____ three", "____ are a hundred bits", "____ is the conductor, it ...", "____ is when".
NO_KIND = re.compile(
    rf"{BLANK} (?:(?:one|two|three|four|five|six|about)\b|"
    r"\w+ (?:an? )?(?:hundred|thousand|\d|when )|"
    r"\w+ the [\w-]+(?: [\w-]+){0,2}(?:[,.]| and\b))"
)


def turn_round(proposals: Iterable[Proposal], weights: Mapping[str, float]) -> Iterator[Proposal]:
    """The proposals, with the term asked for instead of what it is, or not at all.

    `weights` by id of concept say how foremost the terms are.
    """
    for proposal in proposals:
        if isinstance(proposal.content, Cloze) and OF_THAT.search(proposal.content.text):
            continue
        if not asks_what(proposal) or is_disputed(proposal):
            yield proposal
        elif weights.get(proposal.concept.id, 0.0) >= FORMER and (made := turn(proposal)):
            yield made


def turn_loose(proposals: Iterable[Proposal], weights: Mapping[str, float]) -> Iterator[Proposal]:
    """What may be turned round though it was no good question: the statement tells which term.

    "A ____ is a situation in which the premises are true and the conclusion is false."
    """
    asked = (p for p in proposals if asks_what(p) and not is_disputed(p))
    yield from (made for made in turn_round(asked, weights) if _stands(made))


def _stands(proposal: Proposal) -> bool:
    """Whether a statement as it was said leans on nothing, and is of its subject."""
    content = proposal.content
    text = MARKED.sub(BLANK, content.text) if isinstance(content, Cloze) else ""
    if len(words(text)) not in range(FEWEST_LOOSE, MOST_LOOSE + 1) or not OF_TERM.match(text):
        return False
    told = text[text.index(BLANK) :]
    refused = (
        LEANING.search(text),
        OF_THAT.search(text),
        HEDGED.search(text),
        is_tied(text),
        hangs(text),
    )
    return not (any(refused) or is_opinion(told) or NO_KIND.match(told))


def asks_what(proposal: Proposal) -> bool:
    """Whether a question asks what a term is or means, and not what somebody holds of it."""
    content = proposal.content
    if proposal.claim is Claim.OPINION or not isinstance(content, Answerable):
        return False
    return bool(WHAT.match(content.question))


def is_disputed(proposal: Proposal) -> bool:
    """Whether a definition must say whose it is: it judges, or is of those who speak."""
    content = proposal.content
    found = isinstance(content, Answerable) and ATTRIBUTED.match(content.question)
    if not found or not isinstance(content, Answerable):
        return False
    return not is_plain(proposal, content.question[found.end() :], content.answer)


def turn(proposal: Proposal) -> Proposal | None:
    """The cloze on the term of a definition; None where it would be no good question."""
    content = proposal.content
    found = WHAT.match(content.question) if isinstance(content, Answerable) else None
    if not found or not isinstance(content, Answerable):
        return None
    subject = found["subject"] or found["one"]
    verb = found["verb"] or (THIRD[found["base"]] if found["aux"] == "does" else found["base"])
    term = _term_in(subject, proposal)
    if term is None or _is_superlative(content.answer):
        return None
    before = f"{found['field'] or ''}{subject[: term.start()]}"
    text = f"{before}{term[0]}{subject[term.end() :]} {verb} {_inside(content.answer, proposal)}"
    start, end = len(before), len(before) + len(term[0])
    if not _is_good(text[:start], term[0], text[end:]):
        return None
    shown = mark(text, start, end) if start else mark(capital(text), start, end)
    return replace(
        proposal,
        form=FACT,
        base=base_of(f"{text[:start]} {text[end:]}", term[0]),
        content=Cloze(capital(shown)),
    )


def _term_in(subject: str, proposal: Proposal) -> re.Match[str] | None:
    """Where the term stands in "the practice of careening"."""
    names = sorted({proposal.concept.name, *proposal.concept.variants}, key=len, reverse=True)
    told = "|".join(map(re.escape, names))
    return re.search(rf"(?<!\w)(?:{told})(?!\w)", subject, re.I)


def _inside(answer: str, proposal: Proposal) -> str:
    """An answer as it stands inside its sentence: small, unless that has it with a capital."""
    small = answer[:1].lower() + answer[1:]
    first = answer.split()[0].rstrip(".,;")
    said = re.search(rf"(?<=\w )(?:{re.escape(first)})\b", proposal.sentences[0].text)
    return answer if said else small


def _is_superlative(answer: str) -> bool:
    """Whether "The largest, from ..." says the largest of nothing."""
    return bool(re.match(r"The (?:\w+est|most \w+)[,.]", answer))


def _is_good(before: str, hidden: str, after: str) -> bool:
    """Whether what is left says enough, and not the term."""
    text = f"{before}{BLANK}{after}"
    told = is_given_away(text, hidden) or hidden.casefold() in f"{before}{after}".casefold()
    short = len(words(text)) < SHORTEST_FACT
    return not (told or short or ALSO_CALLED.search(text)) and is_one_name(before, hidden, after)
