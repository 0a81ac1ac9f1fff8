"""Where evidence leads: into the reader, to the recording's second, from cards only when asked."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from reader_sample import sample

from quizgen.publishing.cards import compose
from quizgen.publishing.guide import guide_page
from quizgen.publishing.links import card_href, media_href
from quizgen.publishing.quizzes import make_quiz, pages_of
from quizgen.publishing.reader import reader_page
from quizgen.rendering import Templates


@pytest.mark.parametrize(
    ("url", "seconds", "href"),
    [
        ("https://youtu.be/abc", 754.9, "https://youtu.be/abc?t=754s"),
        ("https://youtu.be/abc?t=9", 0.0, "https://youtu.be/abc?t=0s"),
        (
            "https://www.youtube.com/watch?v=abc&start=7#x",
            61.0,
            "https://www.youtube.com/watch?v=abc&t=61s",
        ),
        (
            "https://m.youtube.com/watch?v=a%26b&list=",
            1.0,
            "https://m.youtube.com/watch?v=a%26b&list=&t=1s",
        ),
        ("https://notyoutube.com/a", 5.0, "https://notyoutube.com/a#t=5"),
        ("https://youtube.com.evil.example/a", 5.0, "https://youtube.com.evil.example/a#t=5"),
        ("https://example.org/talk.mp3?x=1#t=9", 5.2, "https://example.org/talk.mp3?x=1#t=5"),
        ("https://example.org/talk.mp3", None, "https://example.org/talk.mp3"),
        ("http://[::1", 5.0, ""),
        ("javascript:alert(1)", 5.0, ""),
        ("https:", 5.0, ""),
        ("", None, ""),
        (None, 5.0, ""),
    ],
)
def test_recordings_are_linked_at_their_second(
    url: str | None, seconds: float | None, href: str
) -> None:
    assert media_href(url, seconds) == href


@pytest.mark.parametrize(
    ("reader_url", "url", "seconds", "href"),
    [
        (None, "https://youtu.be/abc", 5.0, ""),
        ("https://example.org/source.html", None, None, "https://example.org/source.html#x-3"),
        ("https://example.org/s.html#top", None, 5.0, "https://example.org/s.html#x-3"),
        ("https://youtu.be/abc", None, 5.0, "https://youtu.be/abc?t=5s"),
        ("https://youtu.be/abc", None, None, "https://youtu.be/abc#x-3"),
        ("source", "https://example.org/a.mp3", 5.0, "https://example.org/a.mp3#t=5"),
        ("source", "https://example.org/essay", None, "https://example.org/essay"),
        ("source", None, None, ""),
        ("source", "data:text/html,x", 5.0, ""),
    ],
)
def test_cards_lead_where_the_deck_says(
    reader_url: str | None, url: str | None, seconds: float | None, href: str
) -> None:
    assert card_href(reader_url, "x-3", url, seconds) == href


def links_of(reader_url: str | None) -> list[str]:
    made = sample(reader_url=reader_url)
    return [compose(made, proven).fields["Link"] for proven in made.notes]


def test_links_of_cards() -> None:
    assert set(links_of(None)) == {""}
    assert links_of("https://example.org/source.html")[2:4] == [
        "https://example.org/source.html#walk-14",
        "https://example.org/source.html#my%20bread-3",
    ]
    assert links_of("source")[2:4] == ["https://www.youtube.com/watch?v=abc123&amp;t=70s", ""]


def test_a_reader_changes_no_other_field_of_a_card() -> None:
    plain, linked = sample(), sample(reader_url="source")
    for before, after in zip(plain.notes, linked.notes, strict=True):
        one, other = compose(plain, before), compose(linked, after)
        assert replace(other, fields={**other.fields, "Link": ""}) == one


def test_every_link_of_our_pages_leads_to_an_anchor_of_the_same_build(tmp_path: Path) -> None:
    made, templates = sample(), Templates()
    pages = {
        "source.html": reader_page(made, templates),
        "guide.html": guide_page(made, templates),
        "guide-answers.html": guide_page(made, templates, answers=True),
        "key.html": pages_of(make_quiz(made), templates)["key.html"],
    }
    assert broken(pages) == []
    assert pages["key.html"].count('href="source.html#') == 6
    planted = {**pages, "key.html": pages["key.html"].replace("#walk-14", "#walk-15")}
    assert broken(planted) == ["source.html#walk-15"]


def broken(pages: dict[str, str]) -> list[str]:
    """Links to a page of the build, or inside one, that lead to no anchor."""
    ids = {name: set(re.findall(r'\bid="([^"]+)"', html)) for name, html in pages.items()}
    links = (
        (target or name, fragment)
        for name, html in pages.items()
        for target, fragment in re.findall(r'href="([\w.-]*)#([^"]+)"', html)
    )
    return [f"{page}#{fragment}" for page, fragment in links if fragment not in ids[page]]
