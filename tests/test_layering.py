"""The floors of the house: imports go down only, and each third party has its door."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

# Floor of every module or wing; a module may import from lower floors, and inside its own wing.
FLOORS = {
    "errors": 0,
    "schema": 0,
    "text": 0,
    "maths": 0,
    "markup": 1,
    "yamlnodes": 1,  # the top of the ground floor: it reports problems, and guesses words
    "sources": 2,
    "decks": 2,
    "rendering": 2,
    "checks": 3,
    "drafting": 4,
    "publishing": 4,
    "pipeline": 5,
    "commands": 6,
    "cli": 7,
    "__main__": 8,
}
# Checks look at what is published through the decks floor only; publishing reads proofs.
DOORS = {
    "click": {"cli", "errors", "commands"},
    "genanki": {"publishing.notetypes", "publishing.apkg"},
    "jinja2": {"rendering"},
    "ruamel": {"decks.edit"},
    "yaml": {"yamlnodes"},
    "anthropic": {"drafting.llm.claude"},
    "httpx2": {"drafting.llm.claude"},
    "pysubs2": {"sources.formats.subtitles"},
    "markdown_it": {"markup"},
    "latex2mathml": {"maths"},
    "rapidfuzz": {"sources.closest"},
    "charset_normalizer": {"sources.files"},
    "sentencex": {"drafting.sentences"},
    "spacy": {"drafting.parsing"},
    "weasyprint": {"publishing.pdf"},
    "pypdf": {"publishing.pdf"},
    "watchfiles": {"commands.watch"},
}


def modules(repository: Path) -> Iterator[tuple[str, Path]]:
    package = repository / "quizgen"
    for path in sorted(package.rglob("*.py")):
        name = ".".join(path.relative_to(package).with_suffix("").parts)
        if name != "__init__":
            yield name.removesuffix(".__init__"), path


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module or ""


def wing(module: str) -> str:
    return module.split(".")[0]


def test_imports_go_down_only(repository: Path) -> None:
    for name, path in modules(repository):
        for target in imports(path):
            if not target.startswith("quizgen."):
                continue
            own, other = wing(name), wing(target.removeprefix("quizgen."))
            allowed = FLOORS[other] < FLOORS[own] or other == own
            assert allowed, f"{name} (floor {FLOORS[own]}) imports {target}"


def test_each_third_party_has_one_door(repository: Path) -> None:
    for name, path in modules(repository):
        for target in imports(path):
            doors = DOORS.get(wing(target))
            if doors is not None:
                assert name in doors or wing(name) in doors, f"{name} imports {target}"


def test_the_rules_notice_a_breach(tmp_path: Path) -> None:
    bad = tmp_path / "quizgen" / "sources" / "bad.py"
    bad.parent.mkdir(parents=True)
    bad.write_text("import genanki\nfrom quizgen.decks.files import read_deck\n")
    with pytest.raises(AssertionError, match="imports quizgen.decks"):
        test_imports_go_down_only(tmp_path)
    with pytest.raises(AssertionError, match="imports genanki"):
        test_each_third_party_has_one_door(tmp_path)


def test_heavy_packages_are_imported_late(repository: Path) -> None:
    """`quizgen --help` must not pay for genanki, jinja2 or anthropic."""
    import subprocess
    import sys

    heavy = [
        "genanki",
        "jinja2",
        "anthropic",
        "httpx2",
        "yaml",
        "ruamel",
        "markdown_it",
        "pysubs2",
        "rapidfuzz",
        "sentencex",
        "spacy",
        "weasyprint",
        "pypdf",
        "watchfiles",
    ]
    code = f"import sys, quizgen.cli; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_ceilings(repository: Path) -> None:
    """Files of at most 300 lines, functions of at most 40, command bodies of at most 15."""
    for name, path in modules(repository):
        text = path.read_text("utf-8")
        assert text.count("\n") <= 300, name
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                assert length <= 40, f"{name}.{node.name}: {length} lines"
