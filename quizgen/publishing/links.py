"""Where evidence leads: into the source reader of the same build, and to a recording's second.

`#<stem>-<line>` is the one scheme of anchors: the reader sets them, cards and papers link to them.
Where one line of a file holds many times, as in Whisper's JSON, later ones add the second.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from quizgen.schema import OWN_URL, Source
from quizgen.sources.textlines import TextLine

READER, GUIDE = "source.html", "guide.html"
YOUTUBE = ("youtube.com", "youtu.be", "youtube-nocookie.com")
TIMES = ("t", "start", "time_continue")  # in which an address of YouTube says where to begin


def anchor(source: Source, line: int, seconds: float | None) -> str:
    """The name of a place in a source, as it stands after `#`: nothing in it needs escaping."""
    name = f"{stem_name(source.stem)}-{line}"
    index = bisect_left(source.marks, line, key=lambda mark: mark.line)
    first = source.marks[index] if index < len(source.marks) else None
    if seconds is None or first is None or first.line != line or first.seconds == seconds:
        return name
    return f"{name}-{seconds:g}"


def anchors(source: Source, lines: Sequence[TextLine]) -> list[str]:
    """The anchors of all lines of a source's text: those that `anchor` gives, in one go."""
    stem = stem_name(source.stem)
    first: dict[int, float | None] = {}
    names = []
    for line in lines:
        plain = line.seconds is None or first.setdefault(line.line, line.seconds) == line.seconds
        names.append(f"{stem}-{line.line}" if plain else f"{stem}-{line.line}-{line.seconds:g}")
    return names


@lru_cache(maxsize=64)
def stem_name(stem: str) -> str:
    """A source's stem as it stands in an anchor."""
    return quote(stem, safe="")


def reader_href(name: str) -> str:
    """The link from any page of a build to a place in its reader."""
    return f"{READER}#{name}"


def media_href(url: str | None, seconds: float | None) -> str:
    """The address of a recording, at a second; "" for what is no web address.

    YouTube takes `t=`; others the media fragment `#t=`.
    """
    if not url or not is_web(url):
        return ""
    parts = urlsplit(url)
    if seconds is None:
        return url
    if is_youtube(url):
        kept = [(name, said) for name, said in parse_qsl(parts.query, True) if name not in TIMES]
        query = urlencode([*kept, ("t", f"{int(seconds)}s")])
        return urlunsplit(parts._replace(query=query, fragment=""))
    return urlunsplit(parts._replace(fragment=f"t={int(seconds)}"))


def is_web(url: str) -> bool:
    """Whether this is an address that a page may link to: http or https, with a host."""
    return url.startswith(("https://", "http://")) and bool(_host(url))


def is_youtube(url: str) -> bool:
    """Whether an address is one of YouTube's."""
    host = _host(url)
    return any(host == known or host.endswith(f".{known}") for known in YOUTUBE)


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def card_href(reader_url: str | None, name: str, url: str | None, seconds: float | None) -> str:
    """Where a card leads: to a published reader, or to the recording; "" for nowhere.

    Args:
        reader_url: of the deck; `source` means what each source's meta file names as its `url`.
        name: the anchor of the quote.
        url: of the quote's source.
        seconds: when the quote is said.
    """
    if not reader_url:
        return ""
    if reader_url == OWN_URL:
        return media_href(url, seconds)
    if seconds is not None and is_youtube(reader_url):
        return media_href(reader_url, seconds)
    return f"{reader_url.partition('#')[0]}#{name}"
