"""The choice card in a real browser, in the three ways in which Anki's programs show a card.

``swap``: the desktop's one page, whose innerHTML is replaced and whose scripts are run again.
``reload``: a fresh page of the same origin for each side, as on phones. Without JavaScript: text.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from card_browser import (
    OPTIONS,
    ORIGIN,
    SWAP,
    back,
    checked,
    contrast_below,
    front,
    letters,
    marks,
    open_page,
    option,
)
from card_samples import choice_fields
from playwright.sync_api import Browser, Page

pytest_plugins = ("browser",)

Show = Callable[[str], None]


@pytest.fixture(params=["swap", "reload"])
def card(request: pytest.FixtureRequest, browser: Browser) -> Iterator[tuple[Page, Show]]:
    """A page and the way to show the next side on it; the card's scripts must raise nothing."""
    errors: list[str] = []
    sides = {"now": ""}
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = open_page(context, sides, errors)

    def reload(side: str) -> None:
        sides["now"] = side
        page.goto(ORIGIN)

    def swap(side: str) -> None:
        if page.url != f"{ORIGIN}/":
            page.goto(ORIGIN)
        page.evaluate(SWAP, side)

    yield page, swap if request.param == "swap" else reload
    context.close()
    assert errors == []


def test_shuffles_afresh_and_back_keeps_the_order(card: tuple[Page, Show]) -> None:
    page, show = card
    seen = set()
    for _ in range(8):
        show(front("tides"))
        order = letters(page)
        assert sorted(order) == list("ABCDE")
        show(back("tides"))
        assert letters(page) == order
        seen.add(order)
    assert len(seen) > 2


@pytest.mark.parametrize("mode", ["day", "night"])
def test_marked_back_keeps_its_contrast(browser: Browser, mode: str) -> None:
    context = browser.new_context()
    sides = {"now": front("tint", "1,3")}
    page = open_page(context, sides, [], mode)
    page.goto(ORIGIN)
    for letter in "AB":
        page.click(option(page, letter))
    page.mouse.move(0, 0)
    page.wait_for_timeout(300)
    assert contrast_below(page, 4.5) == []
    sides["now"] = back("tint", "1,3")
    page.goto(ORIGIN)
    assert page.locator(".qg-wrong, .qg-right, .qg-missed").count() == 3
    assert contrast_below(page, 4.5) == []
    context.close()


def test_fixed_order_stays(card: tuple[Page, Show]) -> None:
    page, show = card
    options = choice_fields("steps")["Options"].replace("shuffle", "fixed")
    for _ in range(4):
        show(front("steps", Options=options))
        assert letters(page) == "ABCDE"
    show(back("steps", Options=options))
    assert letters(page) == "ABCDE"


@pytest.mark.parametrize(
    ("picks", "verdict", "expected"),
    [
        ("B", "Right", {"B": "Right, your choice"}),
        ("AB", "Right", {"B": "Right, your choice"}),
        (
            "BA",
            "Not quite: the right answer is marked below",
            {"A": "Your choice, not right", "B": "Right answer"},
        ),
        ("", "Nothing picked", {"B": "Right answer"}),
    ],
)
def test_choose_one_is_marked(
    card: tuple[Page, Show], picks: str, verdict: str, expected: dict[str, str]
) -> None:
    page, show = card
    show(front("one"))
    for letter in picks:
        page.click(option(page, letter))
    assert checked(page) == picks[-1:]
    assert page.locator(".qg-keyhelp").first.is_hidden()
    show(back("one"))
    assert page.text_content(".qg-verdict") == verdict
    assert marks(page) == expected


@pytest.mark.parametrize(
    ("picks", "verdict", "expected"),
    [
        ("CA", "Right", {"A": "Right, your choice", "C": "Right, your choice"}),
        (
            "A",
            "Not quite: 1 of 2 right answers found",
            {"A": "Right, your choice", "C": "Right answer, missed"},
        ),
        (
            "AB",
            "Not quite: 1 of 2 right answers found, 1 wrong",
            {"A": "Right, your choice", "B": "Your choice, not right", "C": "Right answer, missed"},
        ),
        ("ABBC", "Right", {"A": "Right, your choice", "C": "Right, your choice"}),
    ],
)
def test_choose_all_is_marked(
    card: tuple[Page, Show], picks: str, verdict: str, expected: dict[str, str]
) -> None:
    page, show = card
    show(front("all", "1,3"))
    for letter in picks:
        page.click(option(page, letter))
    show(back("all", "1,3"))
    assert page.text_content(".qg-verdict") == verdict
    assert marks(page) == expected


def test_reasons_stand_beside_their_options(card: tuple[Page, Show]) -> None:
    page, show = card
    show(front("why"))
    show(back("why"))
    assert page.text_content(f"{option(page, 'A')} >> .qg-reason") == "reason of A"
    assert page.text_content(f"{option(page, 'C')} >> .qg-reason") == "reason of C"
    assert page.locator(f"{OPTIONS} >> .qg-reason").count() == 2
    assert page.locator(".qg-plain").is_hidden() and page.locator(".qg-reasons").is_hidden()


def test_state_does_not_leak_between_cards_and_reviews(card: tuple[Page, Show]) -> None:
    page, show = card
    show(front("first"))
    page.click(option(page, "A"))
    show(front("second"))
    assert checked(page) == ""
    show(back("second"))
    assert page.text_content(".qg-verdict") == "Nothing picked"
    show(back("never shown"))
    assert page.locator(".qg-verdict").is_hidden()
    show(front("first"))
    assert checked(page) == ""
    show(back("first"))
    assert page.text_content(".qg-verdict") == "Nothing picked"
    leaked = page.evaluate(
        "Object.keys(window).filter(name => /qg|quiz|option|state|picked|order/i.test(name))"
    )
    assert [name for name in leaked if not name.startswith("on")] == []


@pytest.mark.parametrize(
    "left",
    [
        None,
        "{broken",
        "[]",
        json.dumps({"order": [1, 2], "picked": [1], "at": 0}),
        json.dumps({"order": [1, 2, 3, 4, 4], "picked": [2], "at": "NOW"}),
        json.dumps({"order": [5, 4, 3, 2, 1], "picked": [2], "at": 1}),
    ],
)
def test_back_without_a_usable_front(card: tuple[Page, Show], left: str | None) -> None:
    page, show = card
    show(back("alone"))
    if left is not None:
        value = left.replace('"NOW"', str(page.evaluate("Date.now()")))
        page.evaluate("value => sessionStorage.setItem('quizgen-choice:alone', value)", value)
        show(back("alone"))
    assert letters(page) == "ABCDE"
    assert page.locator(".qg-verdict").is_hidden()
    assert marks(page) == {"B": "Right answer"}


@pytest.mark.parametrize("keys", ["", "9", "x", "0"])
def test_unfit_keys_leave_the_plain_answer(card: tuple[Page, Show], keys: str) -> None:
    page, show = card
    show(front("unfit"))
    show(back("unfit", Keys=keys))
    assert page.locator(".qg-plain").is_visible()
    assert page.locator(".qg-mark").count() == 0


def test_refused_storage_leaves_a_working_card(browser: Browser) -> None:
    errors: list[str] = []
    context = browser.new_context()
    context.add_init_script(
        "Object.defineProperty(window, 'sessionStorage', {get() { throw new Error('refused') }})"
    )
    sides = {"now": front("refused")}
    page = open_page(context, sides, errors)
    page.goto(ORIGIN)
    page.click(option(page, "A"))
    assert checked(page) == "A"
    sides["now"] = back("refused")
    page.goto(ORIGIN)
    assert marks(page) == {"B": "Right answer"}
    assert errors == []
    context.close()


def test_radios_by_keyboard(card: tuple[Page, Show]) -> None:
    page, show = card
    show(front("keys"))
    order = letters(page)
    page.keyboard.press("Tab")
    page.keyboard.press(" ")
    assert checked(page) == order[0]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert checked(page) == order[2]
    page.keyboard.press("ArrowUp")
    assert checked(page) == order[1]
    assert page.locator(f"{OPTIONS}[tabindex='0']").count() == 1
    assert page.locator(".qg-keyhelp:visible").count() == 1
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_checkboxes_by_keyboard(card: tuple[Page, Show]) -> None:
    page, show = card
    show(front("boxes", "1,3"))
    order = letters(page)
    page.keyboard.press("Tab")
    page.keyboard.press("x")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    page.keyboard.press(" ")
    assert checked(page) == "".join(sorted(order[0] + order[4]))
    page.keyboard.press(" ")
    assert checked(page) == order[0]


def test_grading_keys_reach_anki(card: tuple[Page, Show]) -> None:
    page, show = card
    show(front("grade"))
    page.evaluate(
        "window.heard = []; document.addEventListener('keydown', event => heard.push([event.key, event.defaultPrevented]))"
    )
    page.keyboard.press("Tab")
    page.focus(f"{OPTIONS}[tabindex='0']")
    for key in ["Enter", "1", "2", "3", "4", "Control+z", "Control+x"]:
        page.keyboard.press(key)
    heard = [tuple(pair) for pair in page.evaluate("heard") if pair[0] not in ("Tab", "Control")]
    assert heard == [(key, False) for key in ["Enter", "1", "2", "3", "4", "z", "x"]]
    assert checked(page) == ""


@pytest.mark.parametrize(
    ("keys", "group", "role", "how"),
    [
        ("2", "radiogroup", "radio", "Choose one"),
        ("1,3", "group", "checkbox", "Choose all that apply"),
    ],
)
def test_screen_reader_names(
    card: tuple[Page, Show], keys: str, group: str, role: str, how: str
) -> None:
    page, show = card
    show(front("aria", keys))
    assert page.get_by_role(group, name=f"What raises the tides (aria)? {how}").count() == 1  # type: ignore[arg-type]
    assert page.get_by_role(role, checked=False).count() == 5  # type: ignore[arg-type]
    page.get_by_role(role, name="option C of aria").click()  # type: ignore[arg-type]
    assert page.get_by_role(role, checked=True).all_text_contents() == ["option C of aria"]  # type: ignore[arg-type]
    assert page.locator(".qg-how:visible").all_inner_texts() == [how]
