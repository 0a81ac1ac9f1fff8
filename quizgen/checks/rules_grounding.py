"""Rules of grounding: what a card says - words, numbers, names, yes or no - stands in its source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from quizgen.checks.lexicon import Lexicon
from quizgen.checks.model import ALL_KINDS, Hit, NoteRule, example
from quizgen.checks.primitives import Number, norm, numbers, sentences, stem, tokens
from quizgen.checks.views import NoteView, SourceView
from quizgen.schema import Severity

# Measured on 79 reviewed notes, whose answers paraphrase their quotes: under a third of the
# answer's own words within three sentences is 3 % of them, and 9 in 10 of answers exchanged.
ENOUGH = 1 / 3
NEAR = 3
KEY = 6
EXACT, ROUGH = 0.005, 0.1
NAME_PART = re.compile(r"[A-Za-z]{2,}")
LONG_NAME, SHORT_NAME, NICKNAME = 5, 4, 3
SCOPE, BREAK = 4, re.compile(r"[,;:.?!()\u2013\u2014]|\s-\s")


def word_key(word: str) -> str:
    """What paraphrases of a word have in common: `representation` and `represents` are akin."""
    root = stem(word)
    if len(root) > 3 and root[-1] == root[-2] and root[-1] not in "aeiousl":
        root = root[:-1]
    return (root.rstrip("eyi") if len(root) > 4 else root)[:KEY]


def telling(text: str, lexicon: Lexicon) -> dict[str, str]:
    """A text's words that carry meaning, by key; numbers have a rule of their own."""
    light = lexicon.words("grounding-light")
    parts = (part for token in tokens(text) for part in token.split("-"))
    return {
        word_key(word): word
        for word in parts
        if len(word) > 2
        and word[0].isalpha()
        and word not in lexicon.stop
        and word not in lexicon.numerals
        and word not in light
    }


def _meant(view: SourceView, text: str) -> str:
    """What mis-heard words of a stretch were meant to be."""
    said = norm(text)
    found = (c.meant for c in view.source.meta.corrections if norm(c.said) in said)
    return " ".join(found)


def _around(view: NoteView, more: int) -> str:
    """The quotes with some sentences more on each side, mis-heard words mended."""
    stretches = ((view.sources[p.source], p) for p in view.passages)
    texts = ((source, source.around(p, more)) for source, p in stretches)
    return " ".join(f"{text} {_meant(source, text)}" for source, text in texts)


def _turns(view: NoteView) -> str:
    """The whole turns in which the quotes stand."""
    found: dict[tuple[str, int], str] = {}
    for passage in view.passages:
        source = view.sources[passage.source]
        for span in passage.spans:
            if turn := source.source.turn_at(span.start):
                found[passage.source, turn.span.start] = source.said(turn.span)
    return " ".join(found.values())


# ------------------------------------------------------------------------------- unsupported answer


def _own_words(view: NoteView) -> dict[str, str]:
    """What the answer adds to the question, and options do not share."""
    words = telling(" ".join(view.answers), view.lexicon)
    known = set(telling(view.question, view.lexicon))
    if len(view.options) > 1:
        known |= set.intersection(*(set(telling(o, view.lexicon)) for o in view.options))
    return {key: word for key, word in words.items() if key not in known}


def _answer_unsupported(view: NoteView) -> Iterator[Hit]:
    own = _own_words(view) if view.passages else {}
    if not own:
        return
    near = telling(_around(view, NEAR), view.lexicon)
    missing = [word for key, word in own.items() if key not in near]
    if 1 - len(missing) / len(own) >= ENOUGH:
        return
    whole = telling(_turns(view), view.lexicon)
    nowhere = len(own) >= 3 and not set(own) & set(whole)
    where = "in what is said around the quote" if nowhere else "near the quote"
    listed = ", ".join(f"“{word}”" for word in missing[:4])
    field = view.answer_fields[0]
    yield Hit(
        f"the answer's words {listed} do not stand {where}",
        field,
        _as_written(missing[0], view.answers),
        "quote the words that support the answer, or answer in the source's terms",
        Severity.ERROR if nowhere else None,
    )


def _as_written(word: str, texts: Iterable[str]) -> str:
    """A folded word as a text has it."""
    for text in texts:
        if found := re.search(re.escape(word), text, re.IGNORECASE):
            return found[0]
    return ""


# ----------------------------------------------------------------------------------------- numbers


def _said_fields(view: NoteView) -> Iterator[tuple[str, str]]:
    """The fields that must be true to the source: all but wrong options and their reasons."""
    yield view.question_field, view.texts.get(view.question_field, "")
    if view.question_field != "text":
        yield from zip(view.answer_fields, view.answers, strict=True)
    yield "why", view.note.why


def _checked_numbers(field: str, text: str, view: NoteView) -> Iterator[tuple[Number, str]]:
    """The numbers of a text that a source must have, as they stand there."""
    counts = view.lexicon.pattern("grounding-counts")
    for number in numbers(text, view.lexicon):
        spelled = number.words[:1].isalpha()
        if spelled and (field == "question" or counts.sub("", number.words).strip(" and") == ""):
            continue  # "which two ideas", "one of": the card's own counting
        pattern = r"[\s-]+(?:and\s+)?".join(map(re.escape, re.split(r"[\s-]+", number.words)))
        found = re.search(pattern, text, re.IGNORECASE)
        yield number, found[0] if found else ""


def _dates(view: NoteView) -> set[float]:
    """The years in which the sources were recorded, and the note's own."""
    said = [view.note.date or "", *(s.source.meta.recorded for s in view.own_sources)]
    titles = [s.source.meta.title for s in view.own_sources]
    return {float(year) for text in said + titles for year in re.findall(r"\d{4}", text)}


def _number_not_in_source(view: NoteView) -> Iterator[Hit]:
    near: list[Number] | None = None
    dates = _dates(view)
    for field, text in _said_fields(view):
        for number, words in _checked_numbers(field, text, view):
            if number.value in dates:
                continue
            slack = ROUGH if view.lexicon.pattern("grounding-approximated").search(text) else EXACT
            if not any(source.has_number(number, slack) for source in view.own_sources):
                message = f"the source nowhere says “{words}”"
                yield Hit(message, field, words, "give the number as the source says it")
            elif field != "why" and view.passages:
                near = near or numbers(_turns(view), view.lexicon)
                if not any(number.close_to(other, slack) for other in near):
                    message = f"nobody says “{words}” where the quote stands"
                    yield Hit(message, field, words, "quote the number too", Severity.WARNING)


# ------------------------------------------------------------------------------------------- names


def _unknown_names(view: NoteView) -> Iterator[tuple[str, str]]:
    """The names in question and answers that neither the sources nor the deck knows."""
    known = {part.casefold() for name in view.source_names for part in NAME_PART.findall(name)}
    known |= {part.casefold() for part in NAME_PART.findall(_deck_words(view))}
    for field, text in zip(
        (view.question_field, *view.answer_fields), (view.question, *view.answers), strict=True
    ):
        for name in sorted(view.names):
            for part in NAME_PART.findall(name):
                if part in text and not _is_known(part.casefold(), known, view):
                    yield field, part


def _deck_words(view: NoteView) -> str:
    concepts = " ".join(" ".join((c.name, *c.aliases)) for c in view.deck.concepts)
    return f"{view.deck.name} {view.topic.name} {concepts}"


def _is_known(name: str, known: set[str], view: NoteView) -> bool:
    forms = {name, name.removesuffix("s"), stem(name)}
    if forms & known or any(forms & source.vocabulary.keys() for source in view.own_sources):
        return True
    return any(name.startswith(k) for k in known if SHORT_NAME <= len(k) <= len(name) - NICKNAME)


def _closest_name(name: str, view: NoteView) -> str:
    """The source's name that this one may be a misspelling of."""
    if len(name) < SHORT_NAME:
        return ""
    allowed = 2 if len(name) >= LONG_NAME else 1
    near = [
        (distance, known)
        for known in view.source_names
        if abs(len(known) - len(name)) <= allowed
        and known[0].casefold() == name[0].casefold()
        and (distance := edits(name.casefold(), known.casefold())) <= allowed
    ]
    return min(near)[1] if near else ""


def edits(one: str, other: str) -> int:
    """The Damerau-Levenshtein distance (optimal string alignment) of two words."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            row.append(min(row[-1] + 1, last[j] + 1, last[j - 1] + (a != b)))
            if i > 1 and j > 1 and a == other[j - 2] and b == one[i - 2]:
                row[j] = min(row[j], before[j - 2] + 1)
        before, last = last, row
    return last[-1]


def _name_not_in_source(view: NoteView) -> Iterator[Hit]:
    for field, name in _unknown_names(view):
        if not _closest_name(name, view):
            message = f"the source never names “{name}”"
            yield Hit(message, field, name, "use the source's own names")


def _proper_noun_misspelt(view: NoteView) -> Iterator[Hit]:
    for field, name in _unknown_names(view):
        if closest := _closest_name(name, view):
            message = f"“{name}” is not in the source, but “{closest}” is"
            yield Hit(message, field, name, f"write {closest}")
