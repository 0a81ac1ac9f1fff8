"""Rules on clozes: what is hidden must be worth recalling, and must not be seen elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from quizgen.checks.lexicon import Lexicon
from quizgen.checks.model import CLOZE, DeckRule, Hit, NoteRule, example
from quizgen.checks.primitives import content, tokens
from quizgen.checks.views import BLANK, DeckView, NoteView
from quizgen.checks.wording import CODE_AND_MATHS
from quizgen.decks.cloze import Deletion
from quizgen.schema import Severity

MOST_HIDDEN = 0.4
FAR_TOO_MUCH_HIDDEN = 0.6
FEWEST_VISIBLE = 3
MOST_SPANS = 3
# How often the two words before a blank stand in the source, and go on with the hidden word.
FEWEST_USES = 3
PREDICTED = 0.8
SHORTEST_ACRONYM = 2

Trigram = tuple[str, str, str]


# --------------------------------------------------------------------------- cloze-function-word


def _function_word(view: NoteView) -> Iterator[Hit]:
    for deletion in view.deletions:
        hidden = deletion.text.strip()
        if _is_empty_word(hidden, view.lexicon):
            # "below" or "not" may be just what is to be known; "with" never is.
            telling = view.lexicon.words("wording-contrast")
            severity = Severity.WARNING if set(tokens(hidden)) & telling else None
            message = f"{hidden!r} is no word to remember"
            yield Hit(message, "text", _written(view, deletion), "hide a term or a name", severity)


def _is_empty_word(hidden: str, lexicon: Lexicon) -> bool:
    if CODE_AND_MATHS.search(hidden) or (hidden.isupper() and hidden.isascii()):
        return False  # NOT, OR and WHO in capitals are names of something; so is vitamin C
    words = tokens(hidden)
    if not words:
        # Punctuation, but no symbol such as \u2264, $ or +.
        return all(char in "\u2026\u2013\u2014.,;:!?'\"()[]-_/ " for char in hidden)
    if len(words) == 1 and len(hidden) == 1:
        return hidden.isascii() and hidden.isalpha()
    return all(word in lexicon.stop and word not in lexicon.numerals for word in words)


def _written(view: NoteView, deletion: Deletion) -> str:
    return view.note.question[deletion.span.start : deletion.span.end]


# -------------------------------------------------- cloze-overdeleted, cloze-too-many-per-number


def _overdeleted(view: NoteView) -> Iterator[Hit]:
    total = _count_content(_shown(view, None), view.lexicon)
    for number, group in _by_number(view).items():
        hidden = sum(_count_content(deletion.text, view.lexicon) for deletion in group)
        share, left = hidden / max(1, total), total - hidden
        severity = Severity.ERROR if share > FAR_TOO_MUCH_HIDDEN else None
        if share > MOST_HIDDEN or left < FEWEST_VISIBLE:
            message = f"c{number} hides {hidden} of {total} telling words and leaves {left}"
            words = _written(view, group[0])
            yield Hit(message, "text", words, "hide less, or say more around it", severity)


def _too_many(view: NoteView) -> Iterator[Hit]:
    for number, group in _by_number(view).items():
        if len(group) > MOST_SPANS:
            message = f"c{number} hides {len(group)} places at once"
            words = _written(view, group[MOST_SPANS])
            yield Hit(message, "text", words, "number them apart, or hide fewer")


def _by_number(view: NoteView) -> dict[int, list[Deletion]]:
    groups: dict[int, list[Deletion]] = {}
    for deletion in view.deletions:
        groups.setdefault(deletion.number, []).append(deletion)
    return groups


def _shown(view: NoteView, number: int | None) -> str:
    """The text as a card shows it that hides one number; nothing is hidden for None."""
    text = view.note.question
    for deletion in reversed(view.deletions):
        shown = BLANK if deletion.number == number else deletion.text
        text = text[: deletion.span.start] + shown + text[deletion.span.end :]
    return text


def _count_content(text: str, lexicon: Lexicon) -> int:
    return sum(
        word[0].isdigit() or (len(word) > 2 and word not in lexicon.stop) for word in tokens(text)
    )


# ------------------------------------------------------------------------------- cloze-guessable


def _guessable(view: DeckView) -> Iterator[tuple[str, Hit]]:
    clozes = [note for note in view.notes if note.deletions]
    before = {
        (note.note.id, at): found
        for note in clozes
        for at, deletion in enumerate(note.deletions)
        if (found := _trigram(note, deletion))
    }
    predicted = _predicted(set(before.values()), (v.words for v in view.sources.values()))
    for note in clozes:
        for at, deletion in enumerate(note.deletions):
            message = _trace(note, deletion)
            trigram = before.get((note.note.id, at))
            if not message and trigram in predicted:
                message = f'after "{" ".join(trigram[:2])}" nothing else can follow'
            if message:
                words = _written(note, deletion)
                yield note.note.id, Hit(message, "text", words, "hide another word, or reword")


def _trace(view: NoteView, deletion: Deletion) -> str:
    """What the visible text tells of a deletion: another form of its words, or its acronym."""
    shown = _shown(view, deletion.number)
    hidden, seen = _roots(deletion.text, view.lexicon), _roots(shown, view.lexicon)
    if hidden and hidden <= seen and not _stands_in(deletion.text, shown):
        return f"another form of {deletion.text!r} can be seen"
    acronym = _initials(deletion.text)
    if len(acronym) >= SHORTEST_ACRONYM and _has_acronym(acronym, shown):
        return f"the abbreviation of {deletion.text!r} can be seen"
    if deletion.text.isupper() and deletion.text.isalpha() and len(deletion.text) > 1:
        initials = "".join(word[0] for word in tokens(shown.replace("-", " ")))
        if deletion.text.casefold() in initials:
            return f"what {deletion.text!r} is short for can be seen"
    return ""


def _roots(text: str, lexicon: Lexicon) -> set[str]:
    """Content stems without a last e, so that "bridge" and "bridges" meet."""
    return {word.rstrip("e") for word in content(text, lexicon)}


def _stands_in(phrase: str, text: str) -> bool:
    """Whether a text holds a phrase word for word: that is `answer-given-away`."""
    return f" {' '.join(tokens(phrase))} " in f" {' '.join(tokens(text))} "


def _initials(text: str) -> str:
    words = tokens(text.replace("-", " "))
    return "".join(word[0] for word in words).upper() if len(words) > 1 else ""


def _has_acronym(acronym: str, text: str) -> bool:
    marks = "()[]{}.,;:!?'\"\u2019\u201c\u201d"
    words = {word.strip(marks) for word in text.split()}
    return acronym in words or f"{acronym}s" in words


def _trigram(view: NoteView, deletion: Deletion) -> Trigram | None:
    """The two words before a deletion and the one that it hides; None for longer ones."""
    hidden = tokens(deletion.text)
    before = tokens(view.note.question[: deletion.span.start].rpartition("}}")[2])[-2:]
    if len(hidden) != 1 or len(before) < 2 or hidden[0] in view.lexicon.stop:
        return None
    return before[0], before[1], hidden[0]


def _predicted(wanted: set[Trigram], sources: Iterable[list[str]]) -> set[Trigram]:
    """Which trigrams end, nearly always, as they do here; one pass over the sources."""
    if not wanted:
        return set()
    starts = {(a, b) for a, b, _ in wanted}
    pairs: Counter[tuple[str, str]] = Counter()
    whole: Counter[Trigram] = Counter()
    for words in sources:
        for trigram in zip(words, words[1:], words[2:], strict=False):
            if trigram[:2] in starts:
                pairs[trigram[:2]] += 1
                whole[trigram] += 1
    return {t for t in wanted if _is_predicted(whole[t], pairs, t)}


def _is_predicted(uses: int, pairs: Mapping[tuple[str, str], int], trigram: Trigram) -> bool:
    total = pairs[trigram[:2]]
    return uses >= FEWEST_USES and uses / total >= PREDICTED


FOCUSED = "Wozniak's rule 5, cloze deletion; Matuschak 2020, effortful prompts"
RULES: tuple[NoteRule | DeckRule, ...] = (
    NoteRule(
        "cloze-function-word",
        1,
        Severity.ERROR,
        CLOZE,
        "The cloze hides a small word that carries no knowledge.",
        FOCUSED,
        _function_word,
        example(text="Bakers let a dough rise {{c1::with}} yeast before baking."),
        example(text="Bakers let a dough rise with {{c1::yeast}} before baking."),
    ),
    NoteRule(
        "cloze-overdeleted",
        1,
        Severity.WARNING,
        CLOZE,
        "The cloze hides so much that what is left does not ask anything.",
        "Wozniak's rule 4, minimum information, and rule 5",
        _overdeleted,
        example(text="The {{c1::Moon}} {{c1::raises}} the {{c1::tide}} daily."),
        example(text="In every harbour the {{c1::Moon}} raises the tide twice a day."),
        may_be_error=True,
    ),
    NoteRule(
        "cloze-too-many-per-number",
        1,
        Severity.WARNING,
        CLOZE,
        "One card of the cloze hides more than three places.",
        "Wozniak's rule 4, minimum information",
        _too_many,
        example(
            text="A dough of {{c1::flour}}, {{c1::water}}, {{c1::salt}} and {{c1::yeast}} must "
            "rest in a warm kitchen for an hour, be folded, shaped and rest again."
        ),
        example(
            text="A dough of {{c1::flour}}, {{c2::water}}, {{c3::salt}} and {{c4::yeast}} must "
            "rest in a warm kitchen for an hour, be folded, shaped and rest again."
        ),
    ),
    DeckRule(
        "cloze-guessable",
        1,
        Severity.WARNING,
        CLOZE,
        "Another form of the hidden words, or their abbreviation, can be seen.",
        FOCUSED,
        _guessable,
        example(
            text="By {{c1::fermentation}} a dough rises; once fermented, it is baked for an hour."
        ),
        example(text="By {{c1::fermentation}} a dough rises; then it is baked for an hour."),
    ),
)
