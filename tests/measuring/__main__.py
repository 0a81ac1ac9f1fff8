"""`python -m tests.measuring`: write docs/measured.md anew."""

from __future__ import annotations

from .homes import ROOT
from .page import make_page

if __name__ == "__main__":
    (ROOT / "docs" / "measured.md").write_text(make_page(), "utf-8")
