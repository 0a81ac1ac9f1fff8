from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_sentences import sentences_of, source_of

from quizgen.drafting.blocks import Kind, find_blocks
from quizgen.drafting.cues import find_marked
from quizgen.drafting.dialects import blank_marks, find_marks
from quizgen.drafting.extractive import draft_source
from quizgen.drafting.program_text import is_code, is_program
from quizgen.drafting.sentences import find_headings
from quizgen.errors import SourceError
from quizgen.schema import Passage
from quizgen.sources.evidence import Quotable

LONG = "A keeper lifts a frame out of a box, and a cloud of bees stands around it. " * 25


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(
            'A **brood frame**{: data-type="term"} is a frame with eggs.\n',
            ["A brood frame is a frame with eggs."],
            id="an attribute list of kramdown",
        ),
        pytest.param(
            "It holds **wax**{: .term}. It melts.\n",
            ["It holds wax.", "It melts."],
            id="an attribute list before a full stop",
        ),
        pytest.param(
            "{: #fig-hive .wide}\nThe hive is old.\n{:.note}\n",
            ["The hive is old."],
            id="attribute lists on lines of their own",
        ),
        pytest.param(
            'The [hive]{#h .term lang="en"} is old.\n', ["The [hive] is old."], id="Pandoc's"
        ),
        pytest.param(
            '<div class="box" markdown="1">\nThe hive is old.\n</div>\n',
            ["The hive is old."],
            id="lines of HTML",
        ),
        pytest.param("A box<sub>2</sub> is *<u>old</u>*.\n", ["A box2 is <u>old</u>."], id="tags"),
        pytest.param(
            "::: {.note}\nThe hive is old.\n:::\n", ["The hive is old."], id="fenced divisions"
        ),
        pytest.param(
            '{% include figure.html file="a.svg" caption="100% wax" %}\n\nThe hive is old.\n',
            ["The hive is old."],
            id="Liquid",
        ),
        pytest.param(
            "> The hive\n> is old. It\n>\n> > leaks.\n",
            ["The hive is old.", "It", "leaks."],
            id="quotations",
        ),
        pytest.param(
            f"It is old.\n\n![{LONG}](hive.jpg)\n\nIt leaks.\n",
            ["It is old.", "It leaks."],
            id="the words of a picture",
        ),
        pytest.param(
            f'It is old.\n\n![{LONG}](hive.jpg "Hive"){{: #fig .wide}}\n\nIt leaks.\n',
            ["It is old.", "It leaks."],
            id="a picture with attributes",
        ),
        pytest.param(
            "It is old.\n\n![A hive [of wood] (left).][fig]\n\nIt leaks.\n",
            ["It is old.", "It leaks."],
            id="a picture by reference",
        ),
        pytest.param(
            "It is old.\n\n<table>\n<tr><td>Bees fly far.</td></tr>\n\n</table>\n",
            ["It is old."],
            id="a table of HTML",
        ),
    ],
)
def test_marks_are_no_words(text: str, said: list[str]) -> None:
    assert sentences_of(text, "a.md") == said


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The tag `<b>` makes words bold.\n", id="code in a line"),
        pytest.param("A set {a, b} and {x: x = 1} and a < b > c.\n", id="mathematics"),
        pytest.param("Say **see ![the bee](b.png) here** to all.\n", id="a picture among words"),
        pytest.param("We read *[a book](x.html)* twice.\n", id="a link in italics"),
        pytest.param("```\n<div>{: .a}</div>\n> b\n```\n", id="a block of code"),
        pytest.param("It costs > 5 and :: is a colon.\n", id="signs in a line"),
    ],
)
def test_what_only_looks_like_a_mark(text: str) -> None:
    assert find_marks(source_of(text, "a.md")) == []


def test_plain_text_has_no_marks() -> None:
    assert sentences_of("> The {: .a} tag <div> stays.\n") == ["> The {: .a} tag <div> stays."]


def test_titles_lose_their_attributes() -> None:
    source = source_of(
        "# The Hive {#hive .unnumbered}\n\nIt is old.\n\n## Wax\n{: .no_toc}\n", "a.md"
    )
    assert [heading.text for heading in find_headings(source)] == ["The Hive", "Wax"]


def test_a_quoted_doctest_is_still_code() -> None:
    source = source_of(">>> 1 + 1\n", "a.md")
    assert [block.kind for block in find_blocks(source)] == [Kind.CODE]


def test_long_bold_words_do_not_shift_the_ones_that_follow() -> None:
    text = "**" + "one two three four five six seven eight nine" + "** and a **hive** there.\n"
    source = source_of(text, "a.md")
    assert [source.text[m.span.start : m.span.end] for m in find_marked(source)] == ["hive"]


def test_drafts_from_marked_text_show_no_marks_and_their_quotes_stand() -> None:
    terms = (
        ("smoker", "can that blows fumes"),
        ("drone", "bee that helps no other"),
        ("comb", "sheet of wax that holds honey"),
    )
    text = '# Bees\n\n<div class="box">\n\n' + "".join(
        f'A **{term}**{{: data-type="term"}} is a {what} in the yard of every keeper.\n\n'
        f"Keepers know the {term} well, and each {term} lasts for a season or more.\n\n"
        f"![{LONG}](x.jpg){{: #fig-{term}}}\n\n"
        for term, what in terms
    )
    source = source_of(text + "</div>\n", "a.md")
    drafted = draft_source(source)
    contents = [str(note.content) for _, note in drafted.notes]
    assert len(contents) >= len(terms)
    assert not any("{:" in content or "data-type" in content for content in contents)
    assert not {c.name for c in drafted.concepts} & {"data-type", "term", "fig-drone", "cloud"}
    quotable = Quotable(source)
    for _, note in drafted.notes:
        assert all(isinstance(quotable.locate(e), Passage) for e in note.evidence)


@pytest.mark.parametrize(
    "said",
    [
        "x = hive.open()\nprint(x)",
        "def open(hive):\n    return hive.lid",
        "import bees\nfrom wax import comb",
        "int n = 3;\nreturn n + comb(4);",
        "if (hive) {\n  open();\n}",
        ".comb { colour: gold }",
        "$ pip install wax",
        ">>> comb",
    ],
)
def test_code_in_a_paragraph(said: str) -> None:
    assert is_code(said)


@pytest.mark.parametrize(
    "said",
    [
        "the keeper shall mark each hive in his care;",
        "any hive that stands within ten metres of a road; and",
        "return to the yard before dusk and count the frames again.",
        "from spring to autumn the colony lives on what it finds.",
        "import taxes on honey rose in that year.",
        "class differences among the drones were small",
        "Dear {name}",
    ],
)
def test_sentences_that_begin_or_end_as_code_does(said: str) -> None:
    assert not is_code(said)


@pytest.mark.parametrize(
    "inner",
    [
        "hive = Hive()\nhive.open()",
        "pip install wax\ngit clone bees",
        '{\n  "hive": 3\n}',
        "SELECT name\nFROM hives",
        "for bee in hive:\n    fly bee",
        "version: 3\nname: hive",
        "wax --melt comb",
        "<ul>\n  <li>wax</li>\n</ul>",
    ],
)
def test_code_between_fences(inner: str) -> None:
    assert is_program(f"```\n{inner}\n```")


@pytest.mark.parametrize(
    "inner",
    [
        "What a hive needs\n\n  dry air\n  a small door\n  food / water",
        "Slide 4: Why Bees Leave\n- too warm\n- too old",
        "'a box that is lived in'\nfrom the old word for a house",
        "[ a photograph of a hive, upside down ]",
    ],
)
def test_slides_between_fences(inner: str) -> None:
    assert not is_program(f"```\n{inner}\n```")
    assert not is_program(f"~~~text\n{inner}\n~~~")
    assert is_program(f"```python\n{inner}\n```")


PIECES = st.sampled_from(
    ["\n\n", "\n", " ", ". ", "> ", "{: .a}", "{#b}", "<div>", "</b>", "::: x\n", "{% c %}", "**",
     "![", "](d)", "`", "```\n", "<table>", "</table>", "bees", "😀", "# "]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES | st.text(max_size=5), max_size=40))
def test_blanking_keeps_every_position(pieces: list[str]) -> None:
    try:
        source = source_of("".join(pieces), "a.md")
    except SourceError:
        return
    blank = blank_marks(source)
    assert len(blank.text) == len(source.text)
    assert all(a == b or b == " " for a, b in zip(source.text, blank.text, strict=True))


@pytest.mark.parametrize(
    "piece", ["{a=b=c", "{: ", "![[", "<table>", "<div a=b ", "{% %", "{{", "**a ", "_a_"]
)
def test_text_full_of_openers_takes_no_longer(piece: str) -> None:
    source = source_of(piece * 20_000, "a.md")
    start = time.perf_counter()
    find_marks(source)
    assert time.perf_counter() - start < 10
