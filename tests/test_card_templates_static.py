"""The cards of all kinds: what holds without a script, on a phone, by day and by night."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from card_browser import CARD_CLASSES, FRONT_NAMES, OPTIONS, back, contrast_below, front, whole_page
from card_samples import FIELDS, choice_fields, fill, template
from playwright.sync_api import Browser, Page

from quizgen.publishing.notetypes import TAIL
from quizgen.rendering import builtin_templates

pytest_plugins = ("browser",)

SIDES = [
    path.name
    for path in sorted((builtin_templates() / "anki").iterdir())
    if re.search(r"\.(front|back)\.html$", path.name)
]


def sample(side: str) -> str:
    """Fill one side with a bit of everything, a comparison of a typed answer included."""
    kind = side.split(".")[0]
    fields = choice_fields(
        "look",
        "1,3",
        Link="https://example.org/a",
        Extra="unbroken" * 20,
        Image="<img alt='' src='data:,'>",
    )
    fields["Options"] = fields["Options"].replace("option D", "unbroken" * 20)
    fields |= {"Text": 'The tide is raised by the <span class="cloze">Moon</span>.'}
    typed = (
        "<input type=text id=typeans>"
        if "front" in side
        else (
            "<code id=typeans><span class=typeGood>ye</span><span class=typeBad>x</span><span class=typeMissed>a</span></code>"
        )
    )
    filled = fill(
        template(side).replace("{{type:Answer}}", typed),
        {name: fields.get(name, "") for name in FIELDS[kind]},
    )
    assert "{{" not in filled
    return filled


@pytest.fixture
def phone(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of a phone's size; scripts are off unless the parameter says otherwise."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, java_script_enabled=getattr(request, "param", False)
    )
    context.route("**/*", lambda route: route.abort())
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(("keys", "how"), [("2", "Choose one"), ("1,3", "Choose all that apply")])
def test_front_without_javascript_is_a_plain_list(phone: Page, keys: str, how: str) -> None:
    phone.set_content(whole_page(front("plain", keys)))
    assert phone.locator(f"{OPTIONS}:visible").count() == 5
    assert phone.locator(".qg-how:visible").all_inner_texts() == [how]
    assert phone.locator("summary").is_visible()


def test_back_without_javascript_is_the_text_answer(phone: Page) -> None:
    phone.set_content(whole_page(back("plain", "1,3")))
    assert phone.locator(".qg-plain:visible li").all_text_contents() == [
        "option A of plain",
        "option C of plain",
    ]
    assert phone.locator("blockquote").is_visible()
    assert phone.locator(".qg-verdict").is_hidden()


def test_front_holds_no_answer() -> None:
    fields = choice_fields(
        "secret",
        "2",
        Answer="THE-ANSWER",
        Why="THE-WHY",
        Reasons="<ol><li>THE-REASON</li></ol>",
        Keys="777",
    )
    shown = fill(template("choice.front.html"), fields)
    assert not re.search("THE-ANSWER|THE-WHY|THE-REASON|777", shown)


@pytest.mark.parametrize("name", FRONT_NAMES)
def test_fronts_have_no_inverted_section(name: str) -> None:
    assert "{{^" not in template(f"{name}.html")


@pytest.mark.parametrize("side", SIDES)
def test_templates_name_only_frozen_fields_and_nothing_remote(side: str) -> None:
    text = template(side)
    named = set(re.findall(r"\{\{[#/]?(?:type:|cloze:)?([^}]+)\}\}", text))
    assert named <= set(FIELDS[side.split(".")[0]])
    assert not re.search(
        r"https?://|url\(|@import|<link|FrontSide|localStorage|window\.",
        text + template("style.css"),
    )


@pytest.mark.parametrize("side", [side for side in SIDES if side.endswith("back.html")])
def test_every_back_proves_itself(side: str) -> None:
    text = template(side)
    assert {name for name in TAIL if f"{{{{{name}}}}}" in text} >= {
        "Why",
        "Evidence",
        "Source",
        "Speaker",
        "Date",
    }
    assert len(re.findall(r"\bid=[\"']?answer\b", text)) == 1


@pytest.mark.parametrize("phone", [True], indirect=True)
@pytest.mark.parametrize("mode", list(CARD_CLASSES))
@pytest.mark.parametrize("side", SIDES)
def test_contrast_and_width(phone: Page, side: str, mode: str) -> None:
    phone.set_content(whole_page(sample(side), mode))
    assert contrast_below(phone, 4.5) == []
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
