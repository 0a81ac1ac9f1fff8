"""Whether lines of a text are lines of a program or commands; pure.

Statutes end their points with `;`, sentences begin with `return` and `from`, and slides of a talk
stand between fences: none of them is code. A line of code also has operators, calls or braces.
"""

from __future__ import annotations

import re
from collections.abc import Callable

# What words in a sentence do not have: assignments, calls, members, arrows, brackets of an index.
SIGN = re.compile(
    r"[\w\])\"'] ?(?:[-+*/|&%=!<>])?= ?[\w\"'\[({&*-]|\w\([^()\s][^()]*[)\"',]|\w\(\)"
    r"|\w\[[^\]\s]+\]|->|=>|::|\+\+|&&|\|\||\w\.\w+\("
)
CODE_LINE = re.compile(
    r"[ \t]*(?:>>> |\$ [a-z./]|def \w+\(|class \w+(?:\([^)]*\))?:$"
    r"|import \w[\w.]*(?:, ?\w[\w.]*)*(?: as \w+)?;?$|import .+ from [\"']|from [\w.]+ import\b"
    r"|return(?: [\w.\"'\[\](){}-]+)?;?$|(?:break|continue|pass|else:?|try:?|finally:?);?$"
    r"|[{}();\[\],]+$|[\w.\[\]\"']+ ?[-+*/]?= ?\S|[\w.]+\([^)]*\)?[;:]?$|#!|@\w+$"
    r"|</?\w+[^>]*>$|[.#]?[\w-]+ \{[^{}]*:[^{}]*\}$)"
)
# In a fence less is asked of a line: what stands there is code, or words on a slide.
KEYWORD = re.compile(
    r"[ \t]*(?:(?:if|elif|for|while|with|def|function|async|match|case)\b.*[:{]$"
    r"|(?:let|const|var|fn|func|use|package|SELECT|INSERT|UPDATE|CREATE|FROM|WHERE)\s+[\w*.]"
    r"|(?:[$%#>] ?)?(?:sudo|pip3?|npm|npx|yarn|git|cd|ls|apt(?:-get)?|docker|curl|wget|cargo|brew"
    r"|mkdir|chmod|ssh|kubectl|python3?|node|go|make|export|conda|uv)\s+[\w./-]"
    r"|[\"'][\w -]+[\"']:|#include|//|/\*|[\w-]+:(?: [\w\"'./-]+)?$)"
)
SPELLING = re.compile(
    r";$|[\w\"'] ?\{|\s--?[a-z][\w-]*(?:[ =]|$)|[a-z]\w*_\w*[a-z]|\b[a-z]+[A-Z]\w+\("
    r"|</?[a-z]\w*[^<>]*>"
)
INFO = re.compile(r"[ \t]*[`~]{3,}[ \t]*\{?\.?(?P<language>[\w+#-]*)")
PLAIN_LANGUAGES = frozenset(("", "text", "txt", "plain", "plaintext", "none", "quote", "markdown"))
LEAST_CODE = 0.6  # of a paragraph's lines
LEAST_FENCED_CODE = 0.4  # of the lines between fences


def is_code(said: str) -> bool:
    """Whether most lines of a paragraph look like code."""
    return _is_mostly(_is_code_line, said, LEAST_CODE)


def is_program(block: str) -> bool:
    """Whether a block of code, with or without fences, holds code, and not only words.

    A fence that names a language is believed.
    """
    info = INFO.match(block)
    if info is None:
        return is_code(block)
    if info["language"].casefold() not in PLAIN_LANGUAGES:
        return True
    inner = "\n".join(line for line in block.split("\n")[1:] if not INFO.match(line))
    return _is_mostly(_is_fenced_code_line, inner, LEAST_FENCED_CODE)


def _is_mostly(is_one: Callable[[str], bool], said: str, least: float) -> bool:
    lines = [line.rstrip() for line in said.split("\n") if line.strip()]
    return sum(map(is_one, lines)) >= least * len(lines) > 0


def _is_code_line(line: str) -> bool:
    if CODE_LINE.match(line) or line.endswith("{"):
        return True
    signed = line.endswith((";", "}")) or line.lstrip().startswith("return ")
    return signed and bool(SIGN.search(line))


def _is_fenced_code_line(line: str) -> bool:
    shown = (SIGN.search(line), KEYWORD.match(line), SPELLING.search(line))
    return any(shown) or _is_code_line(line)
