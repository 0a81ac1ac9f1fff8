"""Light Markdown: what it becomes on cards, on paper and as plain text."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from unittest.mock import patch
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen import markup
from quizgen.markup import Medium, plain_html, to_html, to_text
from quizgen.maths import ELEMENTS, maths_mistake, to_mathml

# Markdown, on a card, as text.
CASES = [
    ("plain", "plain", "plain"),
    ("*so* and **so**", "<em>so</em> and <strong>so</strong>", "so and so"),
    ("`x < y`", "<code>x &lt; y</code>", "x < y"),
    ("a < b & c", "a &lt; b &amp; c", "a < b & c"),
    ("<b>no</b>", "&lt;b&gt;no&lt;/b&gt;", "<b>no</b>"),
    ("one\ntwo", "one<br> two", "one two"),
    ("- a\n- b", "<ul> <li>a</li> <li>b</li> </ul>", "a b"),
    (r"\(a_1 < b_2\)", r"\(a_1 &lt; b_2\)", "a_1 < b_2"),
    ("\\[x\n= 1\\]", r"\[x = 1\]", "x = 1"),
    ("{{c1::**so**}}", "{{c1::<strong>so</strong>}}", "{{c1::so}}"),
    ("[sound:x.mp3] [latex]y[/latex]", "&#91;sound:x.mp3] &#91;latex]y&#91;/latex]", None),
    ("[text](https://example.org)", "[text](https://example.org)", None),
    ("# no heading", "# no heading", "# no heading"),
    ("5 * 3 * 2", "5 * 3 * 2", "5 * 3 * 2"),
    *((line, line, line) for line in ("1984.", "-", "* x", "1. FC Koeln", "- 5", "1)", "```", "+")),
    ("It is\n- 5", "It is<br> - 5", "It is - 5"),
    ("It is\n- 5\n- 6", "<p>It is</p> <ul> <li>5</li> <li>6</li> </ul>", None),
]


@pytest.mark.parametrize(("text", "card", "plain"), CASES)
def test_markdown(text: str, card: str, plain: str | None) -> None:
    assert to_html(text, Medium.CARD) == card
    if plain is not None:
        assert to_text(text) == plain


def test_paper_gets_mathml_and_unknown_commands_stay_readable() -> None:
    assert "<mfrac>" in to_html(r"\(\frac{1}{2}\)", Medium.PAPER)
    assert to_html(r"\(\nosuch{1}\)", Medium.PAPER) == r"<code>\nosuch{1}</code>"


def test_a_text_with_a_list_mark_is_the_same_in_print() -> None:
    for line in ("1984.", "-", "* x", "1. FC Koeln", "- 5"):
        assert to_html(line, Medium.PAPER) == line


def test_maths_that_cannot_be_read_is_shown_as_code() -> None:
    for tex in (r"\frac{1", r"\left(", "x^", r"a_b_c", r"\begin{matrix}a", r"\genfrac", "{" * 5000):
        assert to_html(f"\\({tex}\\)", Medium.PAPER) == f"<code>{tex}</code>"
        assert maths_mistake(tex)


def test_text_inside_maths_is_escaped() -> None:
    html = to_html(r"\(\text{x<script>alert(1)</script>&y}\)", Medium.PAPER)
    assert "<mtext>x&lt;script&gt;alert(1)&lt;/script&gt;&amp;y</mtext>" in html
    assert "\u202e" not in unescape(to_html(r"\(\text{&#x202e;}\)", Medium.PAPER))


@pytest.mark.parametrize("tex", [r"\href{javascript:x}{y}", r"\style{color:red}{x}", r"\def\a{x}"])
def test_maths_neither_links_nor_styles_nor_defines(tex: str) -> None:
    assert to_html(f"\\({tex}\\)", Medium.PAPER).startswith("<code>")
    assert maths_mistake(tex)


@pytest.mark.parametrize(
    ("tex", "said"),
    [
        (r"\nosuch{1}", "\\nosuch is not known"),
        (r"\begin{nosuch}x\end{nosuch}", "nosuch} is not known"),
        (r"\frac{1}", "an argument is missing"),
        (r"\left( x", "do not match"),
        ("{x", "{ is not closed"),
        ("x}", "was not opened"),
        ("a_b_c", "two subscripts"),
        ("5 % of", "hides"),
        (" ", "empty"),
    ],
)
def test_a_mistake_in_maths_is_named(tex: str, said: str) -> None:
    assert said in maths_mistake(tex)


@pytest.mark.parametrize(
    "tex",
    [r"\frac12", r"\text{if } x<y", r"\left\{x\right.", r"x''", r"\{a\}", r"50\%", r"\verb|{|"]
    + [r"\begin{aligned}a&=b\\c&=d\end{aligned}", r"\arg\max_x", r"\sum\limits_i^n"],
)
def test_sound_maths(tex: str) -> None:
    assert maths_mistake(tex) == ""


class Tags(HTMLParser):
    """Which elements a browser would make of it."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes.extend(name for name, _ in attrs)


ALLOWED = {"p", "em", "strong", "code", "pre", "br", "ul", "ol", "li"}
SPACES = "\t\r\v\0\x1c\x85\xa0\u200b\u2028\u3000"
NASTY = st.text(alphabet=st.sampled_from(list("<>&\"'/=()[]{}*_`\\ \nabc1:.-")), max_size=80)


@given(NASTY | st.text(max_size=80))
def test_no_text_can_bring_an_element_of_its_own(text: str) -> None:
    tags = Tags()
    tags.feed(to_html(text, Medium.CARD))
    assert tags.names <= ALLOWED
    assert set(tags.attributes) <= {"class", "start"}


TEX = st.lists(
    st.sampled_from(
        [r"\text{", r"\frac", r"\left", r"\right", r"\begin{matrix}", r"\end{matrix}", r"\href{"]
        + [r"\style{", r"\class{", r"\unicode{", r"\color{", r"\not", r"\xrightarrow", r"\skew"]
        + [r"\verb", r"\operatorname{", r"\root", r"\genfrac", r"\hbox{", r"\over", r"\sideset"]
        + [
            "<script>",
            "<img src=x>",
            "&lt;",
            "&#x3c;b",
            "]]>",
            "\\\\",
            "{",
            "}",
            "[",
            "]",
            "^",
            "_",
        ]
        + list("&<>\"'$#% ab1\u00b2\u202e\x00")
    )
    | st.text(max_size=3),
    max_size=12,
).map("".join)


@settings(deadline=None, max_examples=400)
@given(TEX, st.booleans())
def test_tex_becomes_mathml_and_nothing_else(tex: str, block: bool) -> None:
    mathml = to_mathml(tex, block)
    assert (mathml == "") == bool(maths_mistake(tex)) or block
    tags = Tags()
    tags.feed(mathml)
    assert all(ELEMENTS.fullmatch(name) for name in tags.names)
    assert not re.search(r"&(?!(?:amp|lt|gt|quot|#x?[0-9A-Fa-f]+);)", mathml)
    if mathml:
        fromstring(mathml)  # well-formed, and nothing open
        assert {"href", "style", "class", "onerror", "src"}.isdisjoint(tags.attributes)


PLAINER = st.text(alphabet=st.sampled_from([*"ab1<>&\"'*_`\\\n .)-#+~|[", *SPACES]), max_size=6)


@settings(max_examples=400)
@given(text=PLAINER | st.text(max_size=80), medium=st.sampled_from(Medium))
def test_what_is_not_parsed_is_what_the_parser_would_make_of_it(text: str, medium: Medium) -> None:
    """A text without any mark only seems to need no parser, if some other character is one."""
    with patch.object(markup, "MARKS", re.compile("")):
        html, plain = to_html.__wrapped__(text, medium), to_text.__wrapped__(text)
    assert (to_html.__wrapped__(text, medium), to_text.__wrapped__(text)) == (html, plain)


@given(NASTY | st.text(max_size=80))
def test_a_quote_brings_no_element_at_all(text: str) -> None:
    tags = Tags()
    tags.feed(plain_html(text))
    assert tags.names == set()
