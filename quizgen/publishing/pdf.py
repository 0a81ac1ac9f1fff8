"""Pages -> PDF: by a Chromium or Chrome that is installed, else by WeasyPrint. The door to both.

Chromium prints what the browser shows, formulas too, and is asked first; it writes the time into
its files, so they are not the same bytes again. WeasyPrint (the extra `quizgen[pdf]`) knows no
formulas: a page that has some is refused, for a fraction would come out as one number.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from quizgen.errors import BuildError
from quizgen.schema import Paper

if TYPE_CHECKING:
    from pypdf import PdfWriter

BROWSER = "QUIZGEN_BROWSER"
NAMES = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    *("chrome", "microsoft-edge", "msedge"),
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
QUIET = (
    *("--headless", "--disable-gpu", "--no-first-run", "--no-pdf-header-footer"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    "--disable-extensions",
)
AT_ONCE = 2  # browsers; each takes a core for a second
MOST_SECONDS = 120
CSS_SIZES = {Paper.A4: "A4", Paper.LETTER: "letter"}
NO_PRINTER = (
    "no program to make a PDF with: install Chromium or Chrome (or name one in QUIZGEN_BROWSER), "
    "or `pip install 'quizgen[pdf]'`, or open the HTML file in a browser and print it there"
)


def print_pages(pages: Mapping[str, str], paper: Paper | None = Paper.A4) -> dict[str, bytes]:
    """Each page as a PDF, under the same key; `paper` None leaves the size to the page itself.

    Raises:
        BuildError: nothing is installed that could print, or it failed.
    """
    sized = {name: set_paper(html, paper) for name, html in pages.items()}
    browser = find_browser()
    if browser is None:
        return {name: _print_by_weasyprint(html, name) for name, html in sized.items()}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        made = pool.map(partial(_print_by_browser, browser), sized.values())
        return dict(zip(sized, made, strict=True))


def find_browser() -> str | None:
    """The browser named by QUIZGEN_BROWSER, or the first one that is installed.

    Raises:
        BuildError: what QUIZGEN_BROWSER names cannot be run.
    """
    if named := os.environ.get(BROWSER):
        if found := shutil.which(named):
            return found
        raise BuildError(f"{BROWSER} is {named!r}, which is no program; name a Chromium or Chrome")
    return next(filter(None, map(shutil.which, NAMES)), None)


def set_paper(html: str, paper: Paper | None) -> str:
    """The page with the size of its sheets set, after all else that it says of them."""
    if paper is None:
        return html
    return html.replace(
        "</head>", f"<style>@page {{ size: {CSS_SIZES[paper]}; }}</style></head>", 1
    )


def _print_by_browser(browser: str, html: str) -> bytes:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        page, made = Path(scratch, "page.html"), Path(scratch, "page.pdf")
        page.write_text(html, encoding="utf-8")
        command = [browser, *QUIET, f"--user-data-dir={scratch}/profile", f"--print-to-pdf={made}"]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command.append("--no-sandbox")  # Chromium refuses to run as root with one
        try:
            done = subprocess.run(
                [*command, page.as_uri()], capture_output=True, timeout=MOST_SECONDS, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise BuildError(f"{browser} did not print: {error}; {_other_way()}") from error
        if not made.is_file():
            told = done.stderr.decode("utf-8", "replace").strip().splitlines() or [
                "it said nothing"
            ]
            raise BuildError(f"{browser} made no PDF ({told[-1]}); {_other_way()}")
        return made.read_bytes()


def _other_way() -> str:
    return f"name another browser in {BROWSER}, or print the HTML file from a browser"


def _print_by_weasyprint(html: str, name: str) -> bytes:
    try:
        import weasyprint
    except (ImportError, OSError) as error:  # OSError: it is there, and Pango is not
        raise BuildError(NO_PRINTER) from error
    if re.search("<math[ >]", html):
        raise BuildError(f"{name} has formulas, which WeasyPrint cannot print: install Chromium")
    # No address is ever fetched: what a page needs stands in it.
    printed: bytes = weasyprint.HTML(string=html, url_fetcher=_refuse).write_pdf()
    return printed


def _refuse(url: str, *_: object, **__: object) -> object:
    raise ValueError(f"{url}: nothing is fetched")


def bind(papers: Sequence[bytes]) -> bytes | None:
    """Several PDFs as one, each beginning on a sheet of its own when it is printed on both sides.

    None where pypdf is not installed (the extra `quizgen[pdf]` brings it).
    """
    try:
        from pypdf import PdfWriter
    except ImportError:
        return None
    writer = PdfWriter()
    for paper in papers:
        writer.append(BytesIO(paper))
        _fill_up(writer)
    bound = BytesIO()
    writer.write(bound)
    return bound.getvalue()


def _fill_up(writer: PdfWriter) -> None:
    if len(writer.pages) % 2:
        writer.add_blank_page()
