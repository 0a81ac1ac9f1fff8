"""The formats of sources, by suffix. A new one is a module with a reader, and a line here.

A reader takes a page and the meta of its source, and returns a `Reading`; it raises
`PageError` with the position at which it gave up.
"""

from __future__ import annotations

from collections.abc import Callable

from quizgen.schema import SourceMeta
from quizgen.sources.formats.markdown import read_markdown
from quizgen.sources.formats.subtitles import read_srt, read_vtt
from quizgen.sources.formats.turns import read_turns
from quizgen.sources.formats.whisper import read_whisper
from quizgen.sources.pages import Page, Reading

Reader = Callable[[Page, SourceMeta], Reading]

FORMATS: dict[str, Reader] = {
    ".txt": read_turns,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".srt": read_srt,
    ".vtt": read_vtt,
    ".json": read_whisper,
}
