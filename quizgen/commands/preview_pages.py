"""What the preview hands out: the index, pages with the lines that reload them, files. Pure,
but for looking into out/.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from quizgen.publishing.labels import Labels, read_labels
from quizgen.rendering import Templates

LOOPBACK = "127.0.0.1"
EVENTS = "/-/events"
HTML = "text/html; charset=utf-8"
MEDIA_TYPES = {
    ".html": HTML,
    ".json": "application/json",
    ".csv": "text/csv; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
}
HEAD = re.compile(rb"<head(?:\s[^>]*)?>", re.IGNORECASE)
POLICY = re.compile(
    rb"""(<meta\s+http-equiv=["']?Content-Security-Policy["']?\s+content=")([^"]*)""",
    re.IGNORECASE,
)
# A page that nobody sees lets go: browsers hold but six connections to one server.
SCRIPT = (
    "<script>(()=>{let news;const listen=()=>{if(document.hidden){news?.close();news=null}"
    'else if(!news){news=new EventSource("EVENTS");'
    'news.onmessage=said=>{if(said.data!=="STAMP")location.reload()}}};'
    'document.addEventListener("visibilitychange",listen);listen()})()</script>'
)
# What a reader wants first; everything else behind them by name.
ORDER = ("study", "quiz", "key", "cards", "guide", "source", "report")


@dataclass(frozen=True, slots=True)
class Listed:
    """A file in the index: its name, where it is, its size."""

    name: str
    href: str
    size: str


@dataclass(frozen=True, slots=True)
class ListedDeck:
    """A deck in the index: pages to look at, and files for other programs."""

    name: str
    pages: tuple[Listed, ...]
    files: tuple[Listed, ...]


def reloading(page: bytes, stamp: str) -> bytes:
    """A page that loads itself anew when the stamp is another.

    Its script stands before the page's own policy, which therefore says nothing of it; the policy
    gets leave to listen to this server, and to nothing else.
    """
    script = SCRIPT.replace("EVENTS", EVENTS).replace("STAMP", stamp).encode()
    opened = POLICY.sub(_let_listen, page)
    made, count = HEAD.subn(lambda found: found[0] + script, opened, count=1)
    return made if count else script + opened


def _let_listen(found: re.Match[bytes]) -> bytes:
    if b"connect-src" in found[2]:
        return found[0]
    return found[1] + found[2].rstrip(b"; ") + b"; connect-src 'self'"


def media_type(name: str) -> str:
    """The type of a file by its ending; what no browser shows is offered for saving."""
    return MEDIA_TYPES.get(Path(name).suffix, "application/octet-stream")


def file_of(out: Path, path: str) -> Path | None:
    """The file that a request names; None for everything that is not plainly a file in out/."""
    parts = path.strip("/").split("/")
    if any(part.startswith(".") or not part or "\0" in part or "\\" in part for part in parts):
        return None
    try:
        file = out.joinpath(*parts).resolve()
        inside = file.is_relative_to(out.resolve()) and file.is_file()
    except (OSError, RuntimeError):  # a name that is too long, a loop of links
        return None
    return file if inside else None


def index_page(root: Path, failure: str, languages: str) -> bytes:
    """All decks with their pages and files; `languages` is what the browser prefers."""
    templates = Templates(root)
    say = _labels(languages, templates)
    folders = sorted(path for path in (root / "out").glob("*") if path.is_dir())
    decks = [_listed(folder) for folder in folders]
    context = {"say": say, "name": root.absolute().name, "failure": failure, "decks": decks}
    return templates.page("preview.html", context).encode()


def _labels(languages: str, templates: Templates) -> Labels:
    """The words in the first of the browser's languages that we have."""
    for language in languages.split(","):
        tag = language.split(";")[0].strip()
        say = read_labels(tag, templates)
        if tag.casefold().startswith(say.language):
            return say
    return read_labels("en", templates)


def _listed(folder: Path) -> ListedDeck:
    names = (f"{folder.name}/{path.name}" for path in folder.iterdir())
    files = sorted(filter(None, (file_of(folder.parent, name) for name in names)), key=_place)
    pages = tuple(_entry(file) for file in files if file.suffix == ".html")
    others = tuple(_entry(file) for file in files if file.suffix != ".html")
    return ListedDeck(folder.name, pages, others)


def _place(file: Path) -> tuple[int, str]:
    kind = file.stem.split("-")[0]
    return (ORDER.index(kind) if kind in ORDER else len(ORDER), file.name)


def _entry(file: Path) -> Listed:
    href = f"/{quote(file.parent.name)}/{quote(file.name)}"
    return Listed(file.name, href, f"{max(1, round(file.stat().st_size / 1024))} kB")
