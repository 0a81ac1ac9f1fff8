"""File -> text of a source, or one clear sentence on why not and what to do."""

from __future__ import annotations

import codecs
import unicodedata
from pathlib import Path

from quizgen.errors import SourceError
from quizgen.text import did_you_mean

# What to do with files that hold words in another form; `{0}` is the path without its suffix.
PANDOC = "{1} is not read; make Markdown of it: pandoc --wrap=none -t markdown {{0}}{0} -o {{0}}.md"
SUBTITLES = "{0} subtitles are not read; make SubRip of them: pysubs2 --to srt {{0}}{0}"
SOUND = (
    "sound and film are not read; transcribe it first, for instance with Whisper "
    "(whisper FILE --output_format srt), and give the .srt"
)
DOCUMENTS = {
    ".docx": "a Word document",
    ".odt": "an OpenDocument text",
    ".epub": "an EPUB book",
    ".rtf": "an RTF document",
    ".html": "a web page",
    ".htm": "a web page",
    ".tex": "a TeX document",
}
MEDIA = ".mp3 .m4a .aac .wav .flac .ogg .oga .opus .wma .mp4 .m4v .mkv .mov .avi .webm"
CONVERT = {
    ".pdf": "a PDF is not read; make text of it: pdftotext -layout {0}.pdf {0}.txt",
    ".doc": "an old Word document is not read; make text of it: "
    "soffice --headless --convert-to txt {0}.doc",
    **{suffix: PANDOC.format(suffix, name) for suffix, name in DOCUMENTS.items()},
    **{suffix: SUBTITLES.format(suffix) for suffix in (".ass", ".ssa", ".sub", ".ttml")},
    **dict.fromkeys(MEDIA.split(), SOUND),
}
MAGIC = (
    (b"%PDF-", ".pdf"),
    (b"{\\rtf", ".rtf"),
    (b"\xd0\xcf\x11\xe0", ".doc"),
)
ZIPPED = ((b"word/", ".docx"), (b"opendocument.text", ".odt"), (b"epub+zip", ".epub"))
COMMON_ENCODINGS = ("utf-8", "utf-16", "cp1252", "latin-1", "gb18030", "shift_jis")
BINARY = "this is a binary file (it has NUL bytes); give one of text"
NO_ENCODINGS = ("idna", "punycode", "raw-unicode-escape", "unicode-escape")
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins with the next
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SNIFFED = 65536
LITTLE_TO_GO_BY = 2048  # bytes of which charset-normalizer makes something, often the wrong thing
ODD = ("Cc", "Cn", "Co", "Cs")
SPACES = " \n\u3000\u3002"


def read_bytes(path: Path) -> bytes:
    """What a file holds. Raises SourceError when it is missing, a folder or not to be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise SourceError(path, "no such file; check the path") from error
    except IsADirectoryError as error:
        raise SourceError(path, "this is a folder; name a file in it") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SourceError(path, f"cannot be read: {reason}") from error


def decode(path: Path, data: bytes, encoding: str, remedy: str = "try --encoding {0}") -> str:
    """The characters that bytes hold, line ends and byte order mark included.

    `remedy` says what to do about another encoding, `{0}`.

    Raises:
        SourceError: empty, binary, another kind of file, another encoding.
    """
    if not data:
        raise SourceError(path, "the file is empty; give one with text in it")
    refuse_magic(path, data)
    try:
        text = data.decode(encoding)
    except ValueError as error:
        raise SourceError(path, _advise(data, encoding, remedy)) from error
    if "\0" in text:
        name = _find_nulls(data)
        said = f"the text looks like {name}: {remedy.format(name)}" if name else BINARY
        raise SourceError(path, said)
    if not text.removeprefix("\ufeff").strip():
        raise SourceError(path, "nothing but white space in the file; give one with text in it")
    return text


def check_encoding(path: Path, encoding: str) -> None:
    """Refuse an encoding that Python does not know, or that is not one of text."""
    if mistake := describe_encoding(encoding):
        raise SourceError(path, mistake)


def describe_encoding(encoding: str) -> str:
    """What is wrong with the name of an encoding; nothing when it is one of text."""
    try:
        known = codecs.lookup(encoding)
        "".encode(encoding)
    except (LookupError, ValueError):
        hint = did_you_mean(encoding, COMMON_ENCODINGS)
        hint = hint or f"; common ones are {', '.join(COMMON_ENCODINGS)}"
        return f'unknown encoding "{encoding}"{hint}'
    if known.name in NO_ENCODINGS:
        return (
            f'"{encoding}" is no encoding of files; common ones are {", ".join(COMMON_ENCODINGS)}'
        )
    return ""


def refuse_suffix(path: Path, known: tuple[str, ...]) -> None:
    """Refuse a suffix that no format has, with the command that converts the file."""
    suffix = path.suffix.lower()
    if suffix in known:
        return
    if suffix in CONVERT:
        raise SourceError(path, CONVERT[suffix].format(path.with_suffix("")))
    what = f'unknown suffix "{path.suffix}"' if path.suffix else "the name has no suffix"
    raise SourceError(path, f"{what}; known are {' '.join(known)}; plain text is .txt")


def refuse_magic(path: Path, data: bytes) -> None:
    """Refuse another kind of file that carries a suffix of text."""
    found = next((suffix for magic, suffix in MAGIC if data.startswith(magic)), None)
    if data.startswith(b"PK\x03\x04"):
        found = next((suffix for mark, suffix in ZIPPED if mark in data[:SNIFFED]), None)
        if found is None:
            raise SourceError(path, "this is a ZIP archive; unpack it and give a file of text")
    if found:
        advice = CONVERT[found].format(path.with_suffix(""))
        raise SourceError(path, f"in spite of its suffix, {advice}")


def _advise(data: bytes, encoding: str, remedy: str) -> str:
    guess = guess_encoding(data)
    if guess:
        return f"the text is not {encoding}; it looks like {guess}: {remedy.format(guess)}"
    if b"\0" in data:
        return BINARY
    return f"the text is not {encoding}, nor of another encoding that is known; save it as UTF-8"


def guess_encoding(data: bytes) -> str | None:
    """The encoding in which bytes make most sense, if in any."""
    if marked := next((name for mark, name in BYTE_ORDER_MARKS if data.startswith(mark)), None):
        return marked
    if halved := _find_nulls(data):
        return halved
    if len(data) < LITTLE_TO_GO_BY:
        # Not latin-1: what cp1252 lacks are control characters there.
        likely = (name for name in ("utf-8", "cp1252", "utf-16-le") if _is_plausible(data, name))
        if guess := next(likely, None):
            return guess
    if b"\0" in data:
        return None
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    return best.encoding if best else None


def _find_nulls(data: bytes) -> str | None:
    """The encoding that gives every other byte to NUL, in which there is hardly an accent."""
    pairs = data[: len(data) // 2 * 2][:SNIFFED]
    for zeros, name in ((pairs[1::2], "utf-16-le"), (pairs[::2], "utf-16-be")):
        if len(zeros) >= 4 and zeros.count(0) > 0.4 * len(zeros):
            return name
    return None


def _is_plausible(data: bytes, encoding: str) -> bool:
    """Whether bytes make words, not only characters, in an encoding.

    Of letters in cp1252 few have accents: bytes of other scripts would have little else.
    """
    try:
        text = data.decode(encoding)
    except ValueError:
        return False
    if any(unicodedata.category(c) in ODD and c not in "\t\n\r\f\ufeff" for c in text):
        return False
    if encoding == "cp1252":
        letters = [c for c in text if c.isalpha()]
        return 3 * (sum(not c.isascii() for c in letters) - 1) <= len(letters)
    return encoding == "utf-8" or any(c in SPACES for c in text)
