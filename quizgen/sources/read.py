"""A file and the meta file beside it -> `Source`."""

from __future__ import annotations

from pathlib import Path

from quizgen.errors import SourceError
from quizgen.schema import Source
from quizgen.sources.files import check_encoding, decode, read_bytes, refuse_suffix
from quizgen.sources.formats import FORMATS
from quizgen.sources.meta import MetaFile, check_lines, default_meta, parse_meta
from quizgen.sources.pages import PageError, assemble, parse_page
from quizgen.sources.speakers import build_turns

META_SUFFIX = ".meta.yaml"


def read_source(path: Path, encoding: str = "utf-8") -> Source:
    """Read a source and `<stem>.meta.yaml` beside it, when there is one.

    `encoding` is that of sources whose meta file names none.

    Raises:
        SourceError: a file that cannot be read, or mistakes in the meta file.
    """
    check_encoding(path, encoding)
    if not path.is_dir():
        refuse_suffix(path, tuple(FORMATS))
    data = read_bytes(path)
    file = read_meta(path)
    raw = decode(path, data, file.encoding or encoding, _say_encoding(file))
    return parse_source(raw, path, file)


def read_meta(path: Path) -> MetaFile:
    """The meta of the source at `path`; without a meta file, a title made of its name."""
    beside = path.with_name(path.stem + META_SUFFIX)
    if not beside.exists():
        return MetaFile(beside, default_meta(path.stem))
    text = decode(beside, read_bytes(beside), "utf-8", "save it as UTF-8, as every meta file is")
    return parse_meta(text.removeprefix("\ufeff"), beside)


def _say_encoding(file: MetaFile) -> str:
    """What to do about a wrong encoding; `{0}` is the likely one."""
    written = f"write `encoding: {{0}}` in {file.path.name}"
    return written if file.encoding else f"{written}, or try --encoding {{0}}"


def parse_source(raw: str, path: Path, file: MetaFile) -> Source:
    """A source from the text of its file, which is not touched; the suffix of `path` counts.

    Raises:
        SourceError: a text that its format cannot read, or a meta file that does not fit it.
    """
    refuse_suffix(path, tuple(FORMATS))
    page = parse_page(raw)
    try:
        reading = FORMATS[path.suffix.lower()](page, file.meta)
    except PageError as error:
        line = page.line_at(error.position) if error.position else 0
        raise SourceError(path, str(error), line) from error
    assembled = assemble(page, reading.pieces)
    if not assembled.text.strip():
        raise SourceError(path, "nothing but markup and white space; give a file with text in it")
    turns = build_turns(page, reading, assembled, file.meta)
    source = Source(path.stem, path, assembled.text, file.meta, turns, assembled.marks)
    check_lines(file, source)
    return source
