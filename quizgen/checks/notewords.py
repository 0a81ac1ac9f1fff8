"""What notes say, as sets of words: prepared once for the rules that compare notes. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from os.path import commonprefix

from quizgen.checks.lexicon import Lexicon
from quizgen.checks.primitives import CALENDAR, names, norm, stem, tokens
from quizgen.checks.similarity import jaccard
from quizgen.checks.views import BLANK, DeckView, NoteView
from quizgen.schema import Cloze, Kind

# "What does * match?" and "What does + match?" are two questions.
SYMBOL = re.compile(r"[+*/&|<>=^~@#$%\\]+")
SHINGLE = 3
HALF = 0.5


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a note.

    `content` and `shingles` are of question and right answer together, `asked` of what is `visible`
    when the note asks, `answer` of what counts as right; `cues` are the names and numbers of the
    question, `fronts` the cards of a cloze as they are first seen, `asking` is "why" or "when".
    """

    view: NoteView
    content: frozenset[str]
    shingles: frozenset[str]
    visible: str
    asked: frozenset[str]
    answer: frozenset[str]
    cues: frozenset[str]
    said: frozenset[str]
    fronts: tuple[str, ...]
    asking: str

    @property
    def id(self) -> str:
        """The note's id."""
        return self.view.note.id

    @property
    def kind(self) -> Kind:
        """The note's kind."""
        return self.view.note.kind


def read_wordings(view: DeckView) -> list[Wording]:
    """The wordings of a deck's notes, in order."""
    known = frozenset(name for source in view.sources.values() for name in source.names)
    return [_wording(note, known) for note in view.notes]


def telling(text: str, lexicon: Lexicon) -> frozenset[str]:
    """Content stems, numbers and symbols of a text; unlike `content`, "AI" and "=" count."""
    words = (word.removesuffix("'s") for word in tokens(text))
    kept = (
        stem(word)
        for word in words
        if word[0].isdigit() or (len(word) > 1 and word not in lexicon.stop)
    )
    return frozenset(kept) | frozenset(SYMBOL.findall(text))


def fold_answer(text: str, lexicon: Lexicon) -> str:
    """An answer without case, outer punctuation and article."""
    folded = norm(text).strip(" .,;:!?\"'()")
    return lexicon.pattern("redundancy_article").sub("", folded)


def folded_answers(view: NoteView) -> frozenset[str]:
    """What counts as right, folded; what is nothing but punctuation is left out."""
    return frozenset(fold_answer(answer, view.lexicon) for answer in view.answers) - {""}


def same_answer(one: Wording, other: Wording) -> bool:
    """Whether two notes expect the same, if perhaps in other words."""
    if one.said & other.said:
        return True
    shared = one.answer & other.answer
    within = bool(shared) and shared in (one.answer, other.answer)
    return within or jaccard(one.answer, other.answer) >= HALF


def two_directions(one: Wording, other: Wording) -> bool:
    """Whether each note asks for what the other one tells; a reversed note does both itself."""
    if Kind.REVERSED in (one.kind, other.kind) or not (one.answer and other.answer):
        return False
    there, back = len(one.answer & other.asked), len(other.answer & one.asked)
    return there >= HALF * len(one.answer) and back >= HALF * len(other.answer)


def asked_apart(one: Wording, other: Wording) -> tuple[frozenset[str], frozenset[str]]:
    """What each of two notes asks, without a setting that both begin with: "In queues, ..."."""
    mine, theirs = _setting(one), _setting(other)
    lexicon = one.view.lexicon
    settings = telling(mine, lexicon), telling(theirs, lexicon)
    if not (mine and theirs and min(settings, key=len) <= max(settings, key=len)):
        shared = commonprefix([one.visible, other.visible])
        mine = theirs = shared[: shared.rfind(", ") + 1]
    # "Which fungus, a yeast, ...": it asks there already.
    if not mine or set(tokens(mine)) & lexicon.words("redundancy_asking"):
        return one.asked, other.asked
    asked = one.visible[len(mine) :], other.visible[len(theirs) :]
    return telling(asked[0], lexicon), telling(asked[1], lexicon)


def _setting(note: Wording) -> str:
    """What stands before the comma after which a note asks; "" where nothing does."""
    asking = note.view.lexicon.words("redundancy_asking")
    before, comma, after = note.visible.rpartition(", ")
    while comma and not asking & set(tokens(before)[:1]):
        if asking & set(tokens(after)[:1]):
            return before + ","
        before, comma, rest = before.rpartition(", ")
        after = f"{rest}, {after}"
    return ""


def is_parallel(one: Wording, other: Wording) -> bool:
    """Whether each question has a name or number of its own: two cases of one sort."""
    return bool(one.cues - other.cues) and bool(other.cues - one.cues)


def _wording(view: NoteView, known: frozenset[str]) -> Wording:
    lexicon = view.lexicon
    numbers = {deletion.number for deletion in view.deletions}
    # What one card of a cloze hides, its others show.
    asked = view.statement if len(numbers) > 1 else view.question
    named = " ".join(names(asked, known))
    words = telling(asked, lexicon)
    return Wording(
        view=view,
        content=telling(view.statement, lexicon),
        shingles=_shingles(tokens(view.statement)),
        visible=asked,
        asked=words,
        answer=telling(" ".join(view.answers), lexicon),
        cues=telling(named, lexicon) | {w for w in words if w[0].isdigit() or w in CALENDAR},
        said=folded_answers(view),
        fronts=tuple(_front(view, number) for number in sorted(numbers)),
        asking=_asking(view),
    )


def _asking(view: NoteView) -> str:
    """The first word that asks; nothing for a cloze or a request."""
    asking = view.lexicon.words("redundancy_asking")
    first = next((word for word in tokens(view.question) if word in asking), "")
    return "what" if first == "which" else first


def _shingles(words: list[str]) -> frozenset[str]:
    """Every run of three words; of a shorter text the whole."""
    last = max(1, len(words) - SHINGLE + 1) if words else 0
    return frozenset(" ".join(words[at : at + SHINGLE]) for at in range(last))


def _front(view: NoteView, number: int) -> str:
    """A cloze as the card of a number asks it."""
    content = view.note.content
    text = content.text if isinstance(content, Cloze) else ""
    for deletion in reversed(view.deletions):
        shown = BLANK if deletion.number == number else deletion.text
        text = text[: deletion.span.start] + shown + text[deletion.span.end :]
    return norm(text).rstrip(" .")
