"""Rules on how texts are written: marks in pairs, clean characters, and readable sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.checks.model import ALL_KINDS, Hit, NoteRule, example
from quizgen.checks.primitives import NAME
from quizgen.checks.views import NoteView
from quizgen.checks.wording import CODE_AND_MATHS, FILLER, mask_code
from quizgen.decks.cloze import reveal
from quizgen.schema import Kind, Severity
from quizgen.text import words as split_words

HARD_GRADE = 12
FEWEST_WORDS = 12
PAIRS = {")": "(", "]": "[", "}": "{"}
BRACKET = re.compile(r"[()\[\]{}]")
# "a)", "2)", "iv)" of a list, smileys, half-open intervals, inches: no open brackets or quotes.
NO_PAIR = re.compile(
    r"(?<![\w(])(?:[A-Za-z]|\d{1,2}|[ivx]{2,4})\)|[:;]-?[()]|[\[\](]\s*-?[\w.\u221e-]+\s*[,;]\s*[\w.+\u221e-]+\s*[\[\])]"
)
INCH = re.compile(r"\d\"")
UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\u200b\u2060\ufeff\ufffd\u202a-\u202e\u2066-\u2069]"
)
# UTF-8 read as Latin-1 or Windows-1252: "\u00e2\u20ac\u2122" for an apostrophe.
MOJIBAKE = re.compile(
    "\u00e2\u20ac[\u2122\u02dc\u0153\u009d\u201c\u201d\u00a6\u00a2]?"
    "|\u00c3[\u0080-\u00bf\u0192\u201a\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u017d]"
    "|\u00c2[\u00a0-\u00bf]|\u00ef\u00bb\u00bf"
)
TAG = re.compile(
    r"</?(?:b|i|u|s|em|strong|br|p|div|span|sub|sup|ul|ol|li|a|img|code|pre|font|table|t[rdh]"
    r"|h[1-6]|small|hr)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
STRAY_CLOZE = re.compile(r"\{\{\s*c\d+\s*::|\{c\d+::", re.IGNORECASE)
STRONG = re.compile(r"(?<![\d*\s])\*\*(?!\*)|(?<!\*)\*\*(?![\d*\s])")
TEX_DOLLAR = re.compile(r"\$(?=[^$\s]*[\\^_{])|\$(?=\s*(?:[.,;:!?]|$))")
OPENED_QUOTE = re.compile(r"(?<![\w'])'(?=[A-Za-z])(?!(?:tis|twas|em|til|cause|n)\b)", re.I)
CLOSED_QUOTE = re.compile(r"(?<=[\w.,!?;)])'(?!\w)")
DOUBLE_SPACE = re.compile(r"(?<=\S)[ \t\u00a0]{2,}(?=\S)|(?<=\S)\t(?=\S)")
STRAY_SPACE = re.compile(r"(?<=[^\s.:;,!?|])[ \t]+(?=[,.;:!?](?:[\s\"')\]}]|$))(?!:\s*\d)")
INNER_SPACE = re.compile(r"(?<=[(\[])[ \t]+(?=\S)|(?<=[^\s(\[])[ \t]+(?=[)\]])")


# --------------------------------------------------------------------------------- markup-broken


def _markup(view: NoteView) -> Iterator[Hit]:
    for name, text in view.texts.items():
        raw = view.note.question if name == "text" and view.note.kind is Kind.CLOZE else text
        if found := _unclean(text) or _unpaired(raw, view.note.kind is Kind.CLOZE):
            message, words = found
            yield Hit(message, name, words, "mend it")
        if (tidy := tidy_spaces(raw)) != raw:
            words = _first_untidy(raw)
            message = "a space too much, before a mark, at an end or between words"
            yield Hit(message, name, words, "take it out", Severity.WARNING, tidy)


def _unclean(text: str) -> tuple[str, str] | None:
    plain = mask_code(text)
    if found := UNWANTED.search(text):
        return f"an invisible or broken character, U+{ord(found[0]):04X}", found[0]
    if found := MOJIBAKE.search(text):
        return f"{found[0]!r} is text read in the wrong encoding", found[0]
    if found := TAG.search(plain):
        return f"{found[0]!r} would be shown as it is; HTML is not read here", found[0]
    return None


def _unpaired(raw: str, cloze: bool) -> tuple[str, str] | None:
    """The first mark whose partner is missing."""
    if not cloze and (stray := STRAY_CLOZE.search(raw)):
        return f"{stray[0]!r} opens a deletion, but the note is no cloze", stray[0]
    text = reveal(raw) if cloze else raw
    for found in CODE_AND_MATHS.finditer(text):
        inner = re.sub(r"\\[{}\\]", "", found[0])
        if found[0].startswith("\\") and inner.count("{") != inner.count("}"):
            return f"{found[0]!r} has a brace without its partner", found[0]
    plain = mask_code(text)
    for mark in ("\\(", "\\)", "\\[", "\\]", "`"):
        if mark in plain:
            return f"{mark!r} has no partner", mark
    return _open_bracket(plain) or _open_quote(plain)


def _open_bracket(plain: str) -> tuple[str, str] | None:
    opened: list[tuple[str, int]] = []
    brackets = [(found.start(), found[0]) for found in BRACKET.finditer(plain)]
    spared = {at for m in NO_PAIR.finditer(plain) for at in range(*m.span())} if brackets else ()
    for at, char in brackets:
        if char in "([{":
            opened.append((char, at))
        elif char in PAIRS and opened and opened[-1][0] == PAIRS[char]:
            opened.pop()
        elif char in PAIRS and at not in spared:
            return f"{char!r} closes what was not opened", char
    for char, at in opened:
        if at not in spared:
            return f"{char!r} is not closed", plain[at : at + 20].replace(FILLER, "").strip()
    return None


def _open_quote(plain: str) -> tuple[str, str] | None:
    if (plain.count('"') - len(INCH.findall(plain))) % 2 and plain.count('"') % 2:
        return "a quotation mark '\"' has no partner", '"'
    low = plain.count("\u201e")
    if plain.count("\u201c") + low != plain.count("\u201d") + (low and plain.count("\u201c")):
        mark = "\u201c" if "\u201c" in plain else "\u201d"
        return f"a quotation mark {mark!r} has no partner", mark
    if len(OPENED_QUOTE.findall(plain)) > len(CLOSED_QUOTE.findall(plain)):
        return 'a quotation mark "\'" is not closed', "'"
    if len(STRONG.findall(plain)) % 2:
        return "'**' has no partner", "**"
    if len(TEX_DOLLAR.findall(plain)) == 1:
        return "'$' has no partner; maths is written \\( \\)", "$"
    return None


def tidy_spaces(text: str) -> str:
    r"""The text without superfluous white space; code and maths stay as they are.

    >>> tidy_spaces("So  be it , friend")
    'So be it, friend'
    """
    kept = [found[0] for found in CODE_AND_MATHS.finditer(text)]
    pieces = CODE_AND_MATHS.sub(FILLER, text) if FILLER not in text else text
    tidy = INNER_SPACE.sub("", STRAY_SPACE.sub("", DOUBLE_SPACE.sub(" ", pieces))).strip(" \t")
    if FILLER in text:
        return text
    for piece in kept:
        tidy = tidy.replace(FILLER, piece, 1)
    return tidy


def _first_untidy(text: str) -> str:
    """The superfluous space with the word before it and behind it."""
    for pattern in (DOUBLE_SPACE, STRAY_SPACE, INNER_SPACE):
        if found := pattern.search(mask_code(text)):
            before = re.search(r"\S*$", text[: found.start()])
            after = re.match(r"\S*", text[found.end() :])
            return f"{before[0] if before else ''}{found[0]}{after[0] if after else ''}"
    return ""


# ----------------------------------------------------------------------------- readability-grade


def _readability(view: NoteView) -> Iterator[Hit]:
    for name in ("question", "answer", "text"):
        grade = _grade(mask_code(view.texts.get(name, "")))
        if grade > HARD_GRADE:
            message = f"reads at school grade {grade:.0f}"
            yield Hit(message, name, "", "shorter words and sentences")


def _grade(text: str) -> float:
    """Flesch and Kincaid's grade, names left out; 0 for a text too short to tell."""
    words = split_words(NAME.sub(_keep_small, text))
    if len(words) < FEWEST_WORDS:
        return 0.0
    count = max(1, len(re.findall(r"[.!?]+(?=\s|$)", text)))
    return 0.39 * len(words) / count + 11.8 * sum(map(_syllables, words)) / len(words) - 15.59


def _keep_small(match: re.Match[str]) -> str:
    """A capitalised word goes, unless it opens the text."""
    return match[0] if match.start() == 0 else ""


def _syllables(word: str) -> int:
    plain = word.casefold()
    groups = len(re.findall(r"[aeiouy]+", plain))
    silent = plain.endswith("e") and not plain.endswith(("le", "ee")) and groups > 1
    return max(1, groups - silent)


RULES = (
    NoteRule(
        "markup-broken",
        2,
        Severity.ERROR,
        ALL_KINDS,
        "A bracket or quotation mark has no partner, or characters are broken.",
        "Haladyna, Downing and Rodriguez 2002, rules 11 and 12, edit and proof",
        _markup,
        example(question="What (in the sea is raised by the Moon?", answer="The tide"),
        example(question="What (in the sea) is raised by the Moon?", answer="The tide"),
    ),
    NoteRule(
        "readability-grade",
        1,
        Severity.INFO,
        ALL_KINDS,
        "The text is harder to read than its subject needs.",
        "Haladyna, Downing and Rodriguez 2002, rule 8; Flesch and Kincaid 1975",
        _readability,
        example(
            question="Which gravitational interaction fundamentally determines the periodicity of "
            "characteristic oceanographic elevation differences internationally?",
            answer="Attraction",
        ),
        example(
            question="Which pull makes the water of the sea rise and fall twice in each day?",
            answer="Attraction",
        ),
    ),
)
