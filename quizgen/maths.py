"""TeX -> MathML for paper, and what is wrong with TeX that a person or a model wrote.

The converter is lenient where it should not be (an unknown command comes out as its own name),
raises whatever its lists and iterators raise on what it cannot read, and hands the text inside
`\\text{...}` through as it stands. Here TeX becomes MathML and nothing else, or it becomes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

ELEMENTS = re.compile(
    "math|menclose|mfrac|mi|mn|mo|mover|mpadded|mphantom|mroot|mrow|mspace|msqrt|mstyle|msub"
    "|msubsup|msup|mtable|mtd|mtext|mtr|munder|munderover"
)
# No href, class or style: a formula neither links anywhere nor changes the page around it.
ATTRIBUTES = re.compile(
    "accent|columnalign|columnlines|columnspacing|depth|display|displaystyle|fence|form|height"
    "|largeop|linebreak|linethickness|lspace|mathbackground|mathcolor|mathsize|mathvariant|maxsize"
    "|minsize|movablelimits|notation|rowlines|rowspacing|rspace|scriptlevel|separator|stretchy"
    "|voffset|width|xmlns"
)
# How many parts an element must have; the converter does not count what it is given.
ARGUMENTS = {"mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "mover": 2, "munder": 2} | {
    "msubsup": 3,
    "munderover": 3,
}
PLAIN_VALUE = re.compile(r"[\w .,%#+-]*|http://www\.w3\.org/1998/Math/MathML")
# The converter writes its symbols as character references, into text that is escaped only later.
REFERENCE = re.compile(r"&amp;(#x([0-9A-Fa-f]{1,6});)")
UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
VERBATIM = re.compile(r"\\verb(?![a-zA-Z])(.).*?\1")
BRACES = re.compile(r"\\.|[{}]", re.DOTALL)
# Definitions would hold for every formula behind this one, and can blow up a short text.
DEFINITION = re.compile(
    r"\\(?:(?:re|provide)?newcommand|[gex]?def|newenvironment|DeclareMathOperator)(?![a-zA-Z])"
)
COMMENT = re.compile(r"(?<!\\)(?:\\\\)*%")
ENVIRONMENT = re.compile(r"\\begin\s*\{([^{}]*)\}")
# What MathJax knows on cards, in the words of the converter.
SYNONYMS = (
    (re.compile(r"\\(begin|end)\s*\{aligned\}"), r"\\\1{align*}"),
    (re.compile(r"\\arg(?![a-zA-Z])"), r"\\operatorname{arg}"),
)
SAID = {
    "NumeratorNotFoundError": "a fraction has nothing above its line",
    "DenominatorNotFoundError": "a fraction has nothing below its line",
    "ExtraLeftOrMissingRightError": "\\left and \\right do not match",
    "MissingSuperScriptOrSubscriptError": "nothing follows ^ or _",
    "DoubleSubscriptsError": "two subscripts follow each other; put braces around the first",
    "DoubleSuperscriptsError": "two superscripts follow each other; put braces around the first",
    "MissingEndError": "a \\begin has no \\end",
    "LimitsMustFollowMathOperatorError": "\\limits must follow an operator",
}


def to_mathml(tex: str, block: bool) -> str:
    """A formula as MathML; nothing when it is not TeX that we can read (see `maths_mistake`)."""
    return "" if _blatant(tex) else _convert(tex, block)[0]


def maths_mistake(tex: str) -> str:
    """What is wrong with a formula, in one clause; nothing when it is fine."""
    return _blatant(tex) or _convert(tex, block=False)[1]


def _blatant(tex: str) -> str:
    """What can be seen without converting."""
    plain = VERBATIM.sub("", tex)
    if not plain.strip() and not tex.strip():
        return "the formula is empty"
    if found := DEFINITION.search(plain):
        return f"{found[0]} defines a command; write out what it stands for"
    if COMMENT.search(plain):
        return "% hides what follows it; write \\%"
    depth = 0
    for mark in BRACES.findall(plain):
        depth += (mark == "{") - (mark == "}")
        if depth < 0:
            return "a } closes what was not opened"
    if depth:
        return "a { is not closed"
    lefts, rights = (len(re.findall(rf"\\{s}(?![a-zA-Z])", plain)) for s in ("left", "right"))
    return "" if lefts == rights else "\\left and \\right do not match"


def _convert(tex: str, block: bool) -> tuple[str, str]:
    """MathML, or nothing and the reason."""
    from latex2mathml.converter import convert_to_element

    one_line = " ".join(tex.split())
    for pattern, synonym in SYNONYMS:
        one_line = pattern.sub(synonym, one_line)
    try:
        tree = convert_to_element(one_line, display="block" if block else "inline")
        mistake = next(_strange(tree, one_line), "")
        return ("", mistake) if mistake else (_serialise(tree), "")
    except _failures() as error:
        return "", SAID.get(type(error).__name__, "it is not TeX that can be read")


@cache
def _failures() -> tuple[type[Exception], ...]:
    """What latex2mathml 3.81 raises on malformed TeX: its own errors, and accidents.

    The accidents: an argument that is missing (StopIteration of its token iterator, IndexError of
    an empty group, ValueError of an unpacking, TypeError of a group that is None), a number that
    is none (ValueError), an unknown style (KeyError), an argument of the wrong sort
    (AttributeError), and depth (RecursionError).
    """
    from latex2mathml import exceptions

    own = tuple(v for v in vars(exceptions).values() if isinstance(v, type))
    accidents = (StopIteration, LookupError, ValueError, TypeError, AttributeError, RecursionError)
    return (*own, *accidents)


def _strange(tree: Element, tex: str) -> Iterator[str]:
    """What must not come out: names of unknown commands, links, styles, invisible characters."""
    from latex2mathml.commands import CONVERSION_MAP

    for name in ENVIRONMENT.findall(tex):
        if f"\\{name}" not in CONVERSION_MAP:
            yield f"\\begin{{{name}}} is not known"
    for element in tree.iter():
        text = element.text or ""
        verbatim = element.tag == "mtext" and element.get("mathvariant") == "monospace"
        if "\\" in text and not verbatim:
            yield f"{text.strip()} is not known"
        if len(element) != ARGUMENTS.get(element.tag, len(element)):
            yield "an argument is missing"
        if not ELEMENTS.fullmatch(element.tag) or not _is_plain(element):
            yield "links, styles and classes are not allowed in it"


def _is_plain(element: Element) -> bool:
    return all(
        ATTRIBUTES.fullmatch(name) and PLAIN_VALUE.fullmatch(value)
        for name, value in element.attrib.items()
    )


def _serialise(tree: Element) -> str:
    from xml.etree.ElementTree import tostring

    return UNSAFE.sub("", REFERENCE.sub(_keep_reference, tostring(tree, encoding="unicode")))


def _keep_reference(found: re.Match[str]) -> str:
    code = int(found[2], 16)
    known = code <= 0x10FFFF and not UNSAFE.match(chr(code))
    return f"&{found[1]}" if known else found[0]
