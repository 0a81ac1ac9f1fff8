"""What Moodle's two formats share: categories, tags, the weights of options, wildcards."""

from __future__ import annotations

from quizgen.markup import clean
from quizgen.publishing.balance import Options
from quizgen.schema import Note, Status

MOST = 50  # characters of a tag
# Moodle knows these weights and refuses others, so they are written as it writes them.
SHARES = {1: "100", 2: "50", 3: "33.33333", 4: "25", 5: "20"}


def category(deck: str, topic: str) -> str:
    """The question category of a topic, below one for the deck: a slash in a name is doubled."""
    levels = (" ".join(clean(name).split()).replace("/", "//") for name in (deck, topic))
    return "/".join(("$course$/top", *levels))


def tags(note: Note) -> tuple[str, ...]:
    """Tags of a question: those of the note, its level, its claim, and whether it is a draft."""
    own = (*note.tags, f"level-{note.level}", f"claim-{note.claim}")
    drafts = ("draft",) if note.status is Status.DRAFT else ()
    plain = (clean(tag).translate(str.maketrans("", "", "[]<>\\"))[:MOST] for tag in own + drafts)
    return tuple(dict.fromkeys(filter(None, map(str.strip, plain))))


def fractions(options: Options) -> tuple[str, ...]:
    """The weight of each option in per cent; who marks everything gets nothing.

    With one key a wrong choice costs nothing: nobody can choose twice.
    """
    keys = sum(option.key for option in options)
    wrong = "0" if keys == 1 else f"-{SHARES[len(options) - keys]}"
    return tuple(SHARES[keys] if option.key else wrong for option in options)


def literal(answer: str) -> str:
    """A short answer in which an asterisk is one: Moodle would let it stand for any text."""
    return answer.replace("*", r"\*")
