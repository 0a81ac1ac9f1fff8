"""Light Markdown: what it becomes on cards, on paper and as plain text."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.markup import Medium, plain_html, to_html, to_text

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
]


@pytest.mark.parametrize(("text", "card", "plain"), CASES)
def test_markdown(text: str, card: str, plain: str | None) -> None:
    assert to_html(text, Medium.CARD) == card
    if plain is not None:
        assert to_text(text) == plain


def test_paper_gets_mathml_and_unknown_commands_stay_readable() -> None:
    assert "<mfrac>" in to_html(r"\(\frac{1}{2}\)", Medium.PAPER)
    assert to_html(r"\(\nosuch{1}\)", Medium.PAPER) == r"<code>\nosuch{1}</code>"


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
NASTY = st.text(alphabet=st.sampled_from(list("<>&\"'/=()[]{}*_`\\ \nabc1:.-")), max_size=80)


@given(NASTY | st.text(max_size=80))
def test_no_text_can_bring_an_element_of_its_own(text: str) -> None:
    tags = Tags()
    tags.feed(to_html(text, Medium.CARD))
    assert tags.names <= ALLOWED
    assert set(tags.attributes) <= {"class", "start"}


@given(NASTY | st.text(max_size=80))
def test_a_quote_brings_no_element_at_all(text: str) -> None:
    tags = Tags()
    tags.feed(plain_html(text))
    assert tags.names == set()
