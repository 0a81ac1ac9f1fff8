"""Rules on a deck's notes together: notes that answer or know no other, and keys that stand out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from math import exp, lgamma, log, log1p

from quizgen.checks.model import ALL_KINDS, CHOICE, DeckRule, Example, Hit
from quizgen.checks.notewords import fold_answer
from quizgen.checks.primitives import content, content_of, names, stem, tokens
from quizgen.checks.views import DeckView, NoteView
from quizgen.schema import Choice, Severity
from quizgen.text import squeeze

# A word that the sources say so seldom makes two notes neighbours; so seldom, it is a clue alone.
SELDOM, CLUE = 20, 3
# An answer of common words only is looked for on so many notes.
MOST = 200
FEWEST_NOTES = 5
# Chance makes the key the longest option so often in one of twenty decks.
UNLIKELY = 0.05

Found = Iterator[tuple[str, Hit]]


# ------------------------------------ cross-item-clue


def _cross_item_clue(view: DeckView) -> Found:
    sheets = [_printed(note) for note in view.notes]
    holders: dict[str, list[int]] = defaultdict(list)
    for number, sheet in enumerate(sheets):
        for word in set(sheet.split()):
            holders[word].append(number)
    known = _known_names(view)
    for number, note in enumerate(view.notes):
        for at, answer in enumerate(note.answers):
            words = tokens(fold_answer(answer, view.lexicon))
            if words and _tells(answer, note, known):
                rarest = min(words, key=lambda word: (len(holders[word]), word))
                phrase = f" {' '.join(words)} "
                where = (n for n in holders[rarest][:MOST] if n != number and phrase in sheets[n])
                if (other := next(where, None)) is not None:
                    yield note.note.id, _clue(note, at, view.notes[other])


def _clue(note: NoteView, at: int, other: NoteView) -> Hit:
    message = f"the answer “{note.answers[at]}” stands in what {other.note.id} asks"
    advice = "quizzes keep the two apart; reword one if both must stand on one sheet"
    return Hit(message, note.answer_fields[at], note.answers[at], advice)


def _printed(note: NoteView) -> str:
    """The words that a quiz sheet shows of a note; no phrase runs over a bar."""
    texts = (note.question, *note.options, note.note.hint)
    return " | ".join(("", *(" ".join(tokens(text)) for text in texts), ""))


def _tells(answer: str, note: NoteView, known: frozenset[str]) -> bool:
    """Whether an answer is worth finding elsewhere: two telling words, or a rare name or number."""
    words = content(answer, note.lexicon)
    if len(words) != 1:
        return len(words) > 1
    said = tokens(answer)
    named = bool(names(f"is {answer}", known)) or any(word[0].isdigit() for word in said)
    rare = min(sum(v.vocabulary[word] for v in note.own_sources) for word in said) <= CLUE
    return named and rare


def _known_names(view: DeckView) -> frozenset[str]:
    return frozenset(name for source in view.sources.values() for name in source.names)


# ------------------------------------ orphan-note


def _orphan_note(view: DeckView) -> Found:
    if len(view.notes) < FEWEST_NOTES:
        return
    uses: Counter[str] = Counter()
    for source in view.sources.values():
        for word, count in source.vocabulary.items():
            for kept in content_of((word,), view.lexicon):
                uses[kept] += count
    known, people = _known_names(view), _people(view)
    links = [_links(note, uses, known, people) for note in view.notes]
    shared = Counter(link for one in links for link in one)
    for note, one in zip(view.notes, links, strict=True):
        if not any(shared[link] > 1 for link in one):
            message = "no other note of the deck shares a rare word, name or concept with it"
            advice = "add a note that it belongs to, or retire it as a side remark"
            yield note.note.id, Hit(message, note.question_field, "", advice)


def _links(
    note: NoteView, uses: Counter[str], known: frozenset[str], people: frozenset[str]
) -> set[str]:
    """What may tie a note to others: its concept, its names and the words that are seldom said."""
    words = {word for word in content(note.statement, note.lexicon) if uses[word] <= SELDOM}
    said = " ".join(names(note.statement, known))
    named = content_of(tokens(said), note.lexicon)
    # Everybody speaks in many notes: the speaker's name ties nothing together.
    tied = {link for link in words | named if not link[0].isdigit()} - people
    return tied | ({f"concept {note.note.concept}"} if note.note.concept else set())


def _people(view: DeckView) -> frozenset[str]:
    people = (p.name for source in view.sources.values() for p in source.source.meta.people)
    return frozenset(stem(word) for name in people for word in tokens(name))


# ------------------------------------ longest-key-rate


def _longest_key_rate(view: DeckView) -> Found:
    single = [note for note in view.notes if len(note.distractors) == len(note.options) - 1 > 0]
    longest = sum(_key_is_longest(note) for note in single)
    chance = sum(1 / len(note.options) for note in single) / max(1, len(single))
    if single and _at_least(longest, len(single), chance) < UNLIKELY:
        message = (
            f"the key is the longest option in {longest} of {len(single)} choice notes, "
            f"by chance in {chance * len(single):.0f}: guessing the longest pays"
        )
        yield "", Hit(message, suggestion="shorten keys, or give distractors as much detail")


def _key_is_longest(note: NoteView) -> bool:
    content_ = note.note.content
    keys = [len(squeeze(o.text)) for o in content_.keys] if isinstance(content_, Choice) else []
    return bool(keys) and keys[0] > max(len(squeeze(text)) for text in note.distractors)


def _at_least(count: int, tries: int, chance: float) -> float:
    """How likely chance alone brings so many or more (one-sided binomial)."""
    return sum(
        exp(
            lgamma(tries + 1) - lgamma(hits + 1) - lgamma(tries - hits + 1)
            + hits * log(chance) + (tries - hits) * log1p(-chance)
        )
        for hits in range(count, tries + 1)
    )  # fmt: skip


RISES = {"question": "Which fungus makes dough rise?", "answer": "Yeast"}
WELL = {"question": "Who built the Clifton Bridge?", "answer": "Brunel"}
GIVES = {
    "question": "Which engineer, Brunel or Telford, built the Menai road?",
    "answer": "Telford",
}
TIDES = tuple(
    {"question": f"Which tide comes {when}?", "answer": f"A {name} tide"}
    for when, name in (
        ("at new moon", "spring"),
        ("at full moon", "high spring"),
        ("at half moon", "neap"),
        ("before a storm", "surge"),
    )
)


def _choices(key: str) -> tuple[dict[str, object], ...]:
    wrong = [{"text": text, "why": "No."} for text in ("Wind", "Sun", "Rain")]
    options = [{"text": key, "key": True}, *wrong]
    asked = ("What raises the tide?", "What brings the ebb?", "What moves the sea?")
    return tuple({"question": question, "options": options} for question in asked)


RULES = (
    DeckRule(
        "cross-item-clue",
        1,
        Severity.INFO,
        ALL_KINDS,
        "Another note's question says this one's answer: on one sheet it is a clue.",
        "Haladyna, Downing and Rodriguez 2002, rule 4, items independent of one another",
        _cross_item_clue,
        Example((WELL, GIVES)),
        Example((WELL, RISES)),
    ),
    DeckRule(
        "orphan-note",
        1,
        Severity.INFO,
        ALL_KINDS,
        "No other note is about the same: what stands alone is soon forgotten.",
        "Nielsen 2018, no orphan questions; Kirkby and Matuschak 2026",
        _orphan_note,
        Example((*TIDES, RISES)),
        Example((*TIDES, {"question": "Which tide is lowest?", "answer": "The neap tide"})),
    ),
    DeckRule(
        "longest-key-rate",
        1,
        Severity.WARNING,
        CHOICE,
        "The key is the longest option more often than chance allows.",
        "Haladyna, Downing and Rodriguez 2002, rule 24; NBME testwiseness",
        _longest_key_rate,
        Example(_choices("The pull of the Moon")),
        Example(_choices("Moon")),
        needs_language=False,
    ),
)
