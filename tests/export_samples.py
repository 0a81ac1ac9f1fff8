"""Editions for the export tests: the paper sample, and single notes with any text (tests only)."""

from __future__ import annotations

import paper_sample
from hypothesis import settings
from hypothesis import strategies as st

from quizgen.publishing.edition import Edition
from quizgen.publishing.exports import FORMATS, Export, Manuscript
from quizgen.schema import Choice, Content, Evidence, Kind, Note, Option, Status

QUOTE = "Yeast eats sugar and breathes out carbon dioxide"
UNHURRIED = settings(deadline=None)  # the first example pays for imports, others for a busy machine
# Everything that some format reads otherwise, and its longer traps, among any other characters.
TRAPS = (
    *(
        "~",
        "=",
        "#",
        "{",
        "}",
        ":",
        "::",
        "\\",
        "\\n",
        "->",
        "%50%",
        "[html]",
        "//",
        "####",
        "$CATEGORY:",
    ),
    *(
        "<b>",
        "&amp;",
        "&#35;",
        "]]>",
        "<![CDATA[",
        '"',
        "'",
        "\t",
        "\n",
        ",",
        ";",
        "=1+1",
        "@a",
        "-1",
        "*",
    ),
    *(
        "{1:SA:=a}",
        "{{c1::",
        "[c1]",
        "\u00e9",
        "\u0645",
        "\u2028",
        "\x85",
        "\ufffe",
        "\x00",
        "\ud800",
        " ",
    ),
)
TEXTS = st.lists(
    st.sampled_from(TRAPS) | st.text(alphabet=st.characters(), max_size=6), min_size=1, max_size=8
).map("".join)


def one(
    kind: Kind, content: Content, *, why: str = "", hint: str = "", topic: str = "Bread"
) -> Edition:
    """An edition of one note, `n`."""
    note = Note("n", kind, content, (Evidence(QUOTE),), Status.APPROVED, why=why, hint=hint)
    made = paper_sample.edition(topics={"Bread": (note,)})
    if topic == "Bread":
        return made
    from dataclasses import replace

    return replace(made, notes=tuple(replace(proven, topic=topic) for proven in made.notes))


def choice(question: str, *texts: str, keys: int = 1, why: str = "", fixed: bool = False) -> Choice:
    """The first `keys` options are right."""
    return Choice(question, tuple(Option(t, n < keys, why) for n, t in enumerate(texts)), fixed)


def export(form: str, edition: Edition) -> Export:
    return FORMATS[form].write(Manuscript(edition, ()))


def text(form: str, edition: Edition) -> str:
    return export(form, edition).data.decode("utf-8")
