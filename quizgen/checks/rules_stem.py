"""Rules on the stem of a choice note: what it asks, and how."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.checks.model import CHOICE, Hit, NoteRule, example
from quizgen.checks.option_text import field_of, keyed
from quizgen.checks.primitives import sentences, stem, tokens
from quizgen.checks.views import NoteView
from quizgen.schema import Severity

SHORTEST_COMPLETION = 4  # content words of a stem that is no question
QUOTED = re.compile(r"\"[^\"]*\"|\u201c[^\u201d]*\u201d|\u2018[^\u2019]*\u2019")
WORD = re.compile(r"[*_>]*\b[\w'\u2019]+|[,;:(\u2013\u2014]")


def _several_keys(view: NoteView) -> Iterator[Hit]:
    keys = len(view.answers)
    if keys > 1 and not view.lexicon.pattern("choice_count").search(view.question):
        message = f"{keys} options are right, but the question does not say how many to choose"
        yield Hit(message, "question", view.question, 'say so: "Which two ...?"')


def _negative_stem(view: NoteView) -> Iterator[Hit]:
    said = sentences(QUOTED.sub(" ", view.question))
    asked = [sentence for sentence in said if sentence.endswith("?")] or said[-1:]
    words = next(filter(None, (_negator(view, sentence) for sentence in asked)), "")
    for name in ("choice_except", "choice_not_ending", "choice_falsity"):
        if not words and (match := view.lexicon.pattern(name).search(" ".join(said))):
            words = next(group for group in match.groups() if group)
    if words:
        bare = words.strip("*_>")
        emphasised = bare.isupper() or bare != words
        severity = Severity.INFO if emphasised else None
        advice = "ask for what is the case, or write NOT in capitals"
        yield Hit(f"the stem asks for what is not the case ({bare!r})", "question", bare, advice,
                  severity)  # fmt: skip


def _negator(view: NoteView, lead: str) -> str:
    """The word that negates what is asked; not one of a subordinate clause or a contrast."""
    asks, stops = view.lexicon.words("choice_interrogatives"), "choice_subordinators"
    found = WORD.findall(lead)
    started = False
    for at, raw in enumerate(found):
        word = raw.strip("*_>").casefold()
        if started and word in view.lexicon.words(stops):
            started = False
        elif word in asks:
            started = True
        elif started and _negates(view, found, at):
            return str(raw)
    return ""


def _negates(view: NoteView, found: list[str], at: int) -> bool:
    word = found[at].strip("*_>").casefold()
    before = found[at - 1].strip("*_>").casefold() if at else ","
    after = found[at + 1].casefold() if at + 1 < len(found) else ""
    if word.endswith(("n't", "n\u2019t")):
        return True
    if word not in view.lexicon.words("choice_negators") or (word, before) == ("least", "at"):
        return False
    return before not in ",;:(\u2013\u2014" and after not in view.lexicon.words("choice_after_not")


def _blank_inside_stem(view: NoteView) -> Iterator[Hit]:
    if match := view.lexicon.pattern("choice_blank").search(view.question):
        behind = re.search(r"\w", view.question[match.end() :])
        severity = None if behind or match[0][0].isalpha() else Severity.WARNING
        message = f"the stem has a blank ({match[0]!r}), which choosing does not need"
        yield Hit(message, "question", match[0], "ask a whole question", severity)


def _unfocused_stem(view: NoteView) -> Iterator[Hit]:
    lexicon = view.lexicon
    generic = {stem(word) for word in lexicon.words("choice_generic")}
    telling = view.question_content - generic
    words = tokens(view.question)
    if "?" in view.question:
        bad = not telling
    elif lexicon.pattern("choice_blank").search(view.question):
        bad = False
    else:
        ordered = any(s.split()[0].casefold() in lexicon.words("choice_imperatives")
                      for s in sentences(view.question))  # fmt: skip
        goes_on = words[-1:] and (words[-1] in lexicon.stop or words[-2:] == ["a", "n"])
        goes_on = goes_on and len(telling) >= SHORTEST_COMPLETION
        bad = not goes_on and not (ordered and telling)
    if bad:
        message = "the stem asks nothing that could be answered without the options"
        yield Hit(message, "question", view.question, "ask a whole question about one thing")


def _true_false_cluster(view: NoteView) -> Iterator[Hit]:
    pattern = view.lexicon.pattern("choice_true_false")
    marked = [(n, text) for n, text in enumerate(view.options) if pattern.search(text)]
    if len(marked) > 1:
        message = "options say true or false (yes or no) of one statement"
        yield Hit(message, field_of(marked[0][0]), marked[0][1], "ask what is the case instead")
    elif match := view.lexicon.pattern("choice_which_true").search(view.question):
        message = f"{match[0]!r} makes each option a statement to judge by itself"
        yield Hit(message, "question", match[0], "ask one thing that the options answer")


CAUSES = keyed("The Moon", "The wind", "The rain")
QUESTION = "Which body raises the tide?"
HALADYNA = "Haladyna, Downing and Rodriguez 2002, rule"
RULES = (
    NoteRule(
        "several-keys-unannounced",
        1,
        Severity.WARNING,
        CHOICE,
        "Several options are right, but the question does not say how many to choose.",
        f"{HALADYNA} 14; NBME, irrelevant difficulty",
        _several_keys,
        example(question=QUESTION, options=keyed("The Moon", "The wind", also="The Sun")),
        example(
            question="Which two bodies raise the tide?",
            options=keyed("The Moon", "The wind", also="The Sun"),
        ),
    ),
    NoteRule(
        "negative-stem",
        1,
        Severity.WARNING,
        CHOICE,
        "The stem asks for what is not the case, which is easily misread.",
        f"{HALADYNA} 17; Tarrant 2006; NBME",
        _negative_stem,
        example(question="Which of these does not raise the tide?", options=CAUSES),
        example(question="Which of these raises the tide?", options=CAUSES),
    ),
    NoteRule(
        "blank-inside-stem",
        1,
        Severity.ERROR,
        CHOICE,
        "The stem of a choice note has a blank.",
        "Tarrant 2006; Haladyna, Downing and Rodriguez 2002, rule 15",
        _blank_inside_stem,
        example(question="The tide is raised by ___ twice a day.", options=CAUSES),
        example(question=QUESTION, options=CAUSES),
    ),
    NoteRule(
        "unfocused-stem",
        1,
        Severity.WARNING,
        CHOICE,
        "The stem asks nothing that could be answered without the options.",
        f"{HALADYNA} 14 and 15; Tarrant 2006",
        _unfocused_stem,
        example(question="Tides:", options=CAUSES),
        example(question="What raises the tides?", options=CAUSES),
    ),
    NoteRule(
        "true-false-cluster",
        1,
        Severity.WARNING,
        CHOICE,
        "The options are statements to be judged true or false one by one.",
        "Tarrant 2006; Haladyna, Downing and Rodriguez 2002, rule 9",
        _true_false_cluster,
        example(question="Which of these statements about tides is true?", options=CAUSES),
        example(question=QUESTION, options=CAUSES),
    ),
)
