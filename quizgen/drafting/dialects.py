"""What dialects of Markdown leave in a text besides words, and what its markup set apart; pure.

`{: .class}` of kramdown, `{#id .class}` and `:::` of Pandoc, `{% include %}` of Liquid, tags of
HTML, the `>` of quotations, and the words that stand for a picture. They stay in the source, so
that each position is what it was; who reads it for its words blanks them out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from quizgen.schema import Mark, Source, Span
from quizgen.sources.formats.markup import Cut, find_fences, mask

MARKDOWN = (".md", ".markdown")
TAGS = (
    "a|abbr|article|aside|audio|b|blockquote|br|center|cite|code|dd|del|details|div|dl|dt|em"
    "|figcaption|figure|font|footer|h[1-6]|header|hr|i|iframe|img|ins|kbd|li|main|mark|nav|ol|p"
    "|picture|pre|q|s|section|small|source|span|strong|sub|summary|sup|table|tbody|td|tfoot|th"
    "|thead|time|tr|u|ul|var|video"
)
VALUE = r"(?:=(?:\"[^\"<>]{0,2000}\"|'[^'<>]{0,2000}'|[^\s\"'<>{}]{1,200}))"
ATTRIBUTE = rf"(?:[#.][A-Za-z][\w:.-]*|\w[\w-]*{VALUE})"
MARKS = re.compile(
    r"\{:{1,2}[^{}\n]{0,400}\}"  # {: .class} {:toc} {::nomarkdown}
    rf"|\{{[ \t]*{ATTRIBUTE}(?:[ \t]+{ATTRIBUTE})*[ \t]*\}}"  # {#id .class key=value}
    r"|\{%(?:[^%\n]|%(?!\})){0,600}%\}|\{\{[^{}\n]{0,200}\}\}"  # {% include %} {{ page.title }}
    r"|^ {0,3}:{3,}[^\n]*$"  # ::: note
    r"|^ {0,3}(?!>>>)>(?:[ \t]?>)*[ \t]?"  # > a quotation
    r"|!\[(?:[^\[\]]|\[[^\[\]\n]{0,200}\]){0,4000}\](?:\([^()\n]{0,400}\)|\[[^\[\]\n]{0,100}\])"
    rf"|</?(?:{TAGS})(?:\s+[\w:@-]{{1,40}}{VALUE}?)*\s*/?>",
    re.MULTILINE | re.IGNORECASE,
)
# Elements whose words are no sentences.
ELEMENT = re.compile(
    r"<(?P<close>/)?(?P<name>table|script|style|svg)\b[^<>]{0,400}>", re.IGNORECASE
)
OPENS_MARK = re.compile(r"\{[:#.%{\w ]|:::|^ {0,3}>|!\[|</?\w", re.MULTILINE)
INDENTED = re.compile(r"(?:\t| {4})[ \t]*")
PICTURE = 2  # characters of `![`
LEAST_TARGET = 4  # characters of `](x)`
MOST_MARKER = 3  # characters of emphasis


def find_gaps(source: Source) -> list[tuple[int, int]]:
    """Where markup is left out of the text, and how many characters of the file it takes."""
    marks = (Mark(0, 0, 1), *source.marks)
    return [(b.offset, gap) for a, b in pairwise(marks) if (gap := _gap(a, b)) > 0]


def find_set_apart(source: Source) -> Iterator[tuple[Span, int]]:
    """What stands between markers of the same size: emphasis and code in a line; and the size."""
    open_at: tuple[int, int] | None = None
    for at, size in find_gaps(source):
        if (
            open_at
            and open_at[1] == size <= MOST_MARKER
            and "\n\n" not in source.text[open_at[0] : at]
        ):
            yield Span(open_at[0], at), size
            open_at = None
        else:
            open_at = (at, size)


def find_marks(source: Source) -> list[Cut]:
    """The marks of a Markdown source, in order, none in code; in other sources there are none."""
    if source.path.suffix.lower() not in MARKDOWN:
        return []
    marks = list(_find_written(source)) if OPENS_MARK.search(source.text) else []
    return sorted([*marks, *_find_pictures(source, marks)])


def blank_marks(source: Source) -> Source:
    """The same source with spaces for its marks: all positions stay."""
    marks = find_marks(source)
    return replace(source, text=mask(source.text, marks, " ")) if marks else source


def _find_written(source: Source) -> Iterator[Cut]:
    """Marks that stand in the text; what is set apart as code is spoken of, and no mark."""
    text = source.text
    apart = [(span.start, span.end) for span, _ in find_set_apart(source)]
    bare = mask(text, [*find_fences(text), *apart], "\0")
    yield from _find_elements(bare)
    for match in MARKS.finditer(bare):
        line = text.rfind("\n", 0, match.start()) + 1
        if not (match[0].startswith("<") and INDENTED.match(text, line, match.start() + 1)):
            yield match.span()


def _find_elements(text: str) -> Iterator[Cut]:
    """Tables, scripts and styles of HTML, from tag to tag; what is never closed is none."""
    opened: re.Match[str] | None = None
    for match in ELEMENT.finditer(text):
        if opened is None:
            opened = None if match["close"] else match
        elif match["close"] and match["name"].lower() == opened["name"].lower():
            yield opened.start(), match.end()
            opened = None


def _find_pictures(source: Source, marks: list[Cut]) -> Iterator[Cut]:
    """What is said instead of pictures that have a line of their own: `![...](x)` was cut there."""
    text = source.text
    found = [
        (start, end)
        for (start, opener), (end, target) in pairwise(find_gaps(source))
        if opener == PICTURE and target >= LEAST_TARGET and "\n" not in text[start:end]
    ]
    bare = mask(text, [*found, *marks], " ") if found else text
    for start, end in found:
        line_end = bare.find("\n", end)
        line = bare[bare.rfind("\n", 0, start) + 1 : line_end if line_end >= 0 else len(bare)]
        if not line.strip():
            yield start, end


def _gap(before: Mark, after: Mark) -> int:
    """How many characters of the file are left out just before a mark."""
    return (after.raw - before.raw) - (after.offset - before.offset) - (before.width - 1)
