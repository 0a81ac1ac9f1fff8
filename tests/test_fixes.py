"""`quizgen check --fix`: the four safe fixes, on files, and a second run that changes nothing."""

from __future__ import annotations

from pathlib import Path

from author import Author, run

NOTES = "decks/tides/notes/tides.yaml"
OPTIONS = """\
      - text: At new and full moon
        key: true
        why: Sun and Moon then stand in one line, and their tides add up.
      - text: At both half moons
        why: Then the range is smallest, a neap tide.
      - text: At full moon only
        why: At new moon all three stand in one line too.
"""
NUMBERS = """\
      - text: "30"
      - text: "10"
        key: true
      - text: "20"
    order: fixed
"""


def test_fix_mends_what_is_safe_and_rests(tmp_path: Path) -> None:
    author = Author(tmp_path / "workspace")
    heard = "corrections: [{said: knee tide, meant: neap tide, lines: [10]}]"
    author.replace("seeds/tides.meta.yaml", "corrections: []", heard)
    author.replace(NOTES, "        lines: 4\n", "        lines: 9\n")
    author.replace(NOTES, "Tables are computed from", "Tables  are computed from")
    author.replace(NOTES, "Sun and Moon stand at right", "no knee tide nor Sun stands at right")
    author.replace(NOTES, OPTIONS, NUMBERS)
    said = run(author.root, "check", "--fix").stderr
    for rule in ("quote-misplaced", "markup-broken", "mis-heard-term", "options-out-of-order"):
        assert f" {rule}\n" in said
    after = author.notes.read_text("utf-8")
    assert "quote-misplaced" not in run(author.root, "check").stdout
    assert "Tables are computed from" in after
    assert "no neap tide nor Sun" in after
    assert after.index('text: "10"') < after.index('text: "20"') < after.index('text: "30"')
    assert "# draft | approved | rejected | retired" in after  # comments stay
    run(author.root, "check", "--fix")
    assert author.notes.read_text("utf-8") == after
