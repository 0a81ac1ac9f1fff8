"""What the browser tests of the cards share: Anki's page, and reading a shown choice card."""

from __future__ import annotations

import re

from card_samples import choice_fields, fill, template
from playwright.sync_api import BrowserContext, Page, Route

ORIGIN = "http://card.test"
CARD_CLASSES = {"day": "card card1", "night": "card card1 nightMode night_mode"}
OPTIONS = ".qg-choice > ol > li"
FRONT_NAMES = [
    "basic.front", "reversed.forward.front", "reversed.backward.front", "cloze.front", "type-in.front", "choice.front",
]  # fmt: skip
# What Anki's reviewer does with a new side: scripts set by innerHTML do not run, so it makes them anew.
SWAP = """html => { const box = document.getElementById("qa"); box.innerHTML = html;
  for (const old of box.getElementsByTagName("script")) {
    const fresh = document.createElement("script"); fresh.textContent = old.textContent; old.replaceWith(fresh); } }"""
CONTRAST = """() => { const lum = c => { const [r, g, b] = c.match(/[\\d.]+/g).slice(0, 3).map(Number).map(v => v / 255)
    .map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4); return .2126 * r + .7152 * g + .0722 * b };
  const ground = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor;
    if (!/rgba\\(.*, 0\\)/.test(c)) return c } return "rgb(255,255,255)" };
  return [...document.querySelectorAll("#qa *")].filter(e => e.offsetParent && !/SCRIPT|STYLE/.test(e.tagName) &&
    [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())).map(e => { const s = getComputedStyle(e);
    const a = lum(s.color), b = lum(ground(e)); return [e.className || e.tagName, (Math.max(a, b) + .05) / (Math.min(a, b) + .05)] }) }"""


def whole_page(body: str, mode: str = "day") -> str:
    """Wrap one side as Anki does: body classes, style sheet, box."""
    return (
        f"<!doctype html><meta name=viewport content='width=device-width'><style>{template('style.css')}</style>"
        f"<body class='{CARD_CLASSES[mode]}'><div id=qa dir=auto>{body}</div></body>"
    )


def open_page(
    context: BrowserContext, sides: dict[str, str], errors: list[str], mode: str = "day"
) -> Page:
    """Open a page that is served ``sides['now']`` for every address and notes script errors."""

    def answer(route: Route) -> None:
        route.fulfill(body=whole_page(sides["now"], mode), content_type="text/html; charset=utf-8")

    context.route("**/*", answer)
    page = context.new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    return page


def front(note_id: str, keys: str = "2", **changes: str) -> str:
    """Return the filled front of a choice note."""
    return fill(template("choice.front.html"), choice_fields(note_id, keys, **changes))


def back(note_id: str, keys: str = "2", **changes: str) -> str:
    """Return the filled back of a choice note."""
    return fill(template("choice.back.html"), choice_fields(note_id, keys, **changes))


def letters(page: Page) -> str:
    """Return the letters of the options in the order shown."""
    return "".join(
        re.findall(r"option (\w) of", " ".join(page.locator(OPTIONS).all_text_contents()))
    )


def option(page: Page, letter: str) -> str:
    """Return the selector of the option with this letter."""
    return f"{OPTIONS}:has-text('option {letter} of')"


def marks(page: Page) -> dict[str, str]:
    """Return the marked options of the back: letter -> words."""
    found: dict[str, str] = {}
    for item in page.locator(OPTIONS).all():
        label = item.locator(".qg-mark")
        if label.count():
            found[re.findall(r"option (\w)", item.text_content() or "")[0]] = (
                label.text_content() or ""
            )
    return found


def checked(page: Page) -> str:
    """Return the letters of the options that say aria-checked, sorted."""
    texts = page.locator(f"{OPTIONS}[aria-checked=true]").all_text_contents()
    return "".join(sorted(re.findall(r"option (\w)", " ".join(texts))))


def contrast_below(page: Page, least: float) -> list[tuple[str, float]]:
    """Return (class, ratio) of every visible text whose contrast with its ground is too weak."""
    return [(name, round(ratio, 2)) for name, ratio in page.evaluate(CONTRAST) if ratio < least]
