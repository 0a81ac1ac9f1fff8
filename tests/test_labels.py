"""The words of our pages: every language says all that English says; a workspace's own win."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from quizgen.errors import TemplateError
from quizgen.publishing.labels import read_labels
from quizgen.rendering import Templates, builtin_templates

LANGUAGES = ("en", "de", "es", "fr")


def table(language: str) -> dict[str, object]:
    return flat(tomllib.loads((builtin_templates() / f"labels/{language}.toml").read_text("utf-8")))


def flat(words: dict[str, object], before: str = "") -> dict[str, object]:
    out: dict[str, object] = {}
    for name, word in words.items():
        out |= (
            flat(word, f"{before}{name}.") if isinstance(word, dict) else {f"{before}{name}": word}
        )
    return out


def holes(text: object) -> set[str]:
    return set(re.findall(r"\{(\w*)\}", str(text)))


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_every_language_says_what_english_says(language: str) -> None:
    english, other = table("en"), table(language)
    assert list(other) == list(english)  # in the same order, for who compares them
    assert {n: holes(w) for n, w in other.items()} == {n: holes(w) for n, w in english.items()}
    assert all(str(word).strip() for word in other.values())


def test_plurals() -> None:
    for language, none in (("en", "0 questions"), ("fr", "0 question"), ("de", "0 Fragen")):
        say = read_labels(language, Templates())
        assert say.language == language
        assert say.count(say["common"]["questions"], 0) == none  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("tag", "language"), [("de-AT", "de"), ("EN-gb", "en"), ("xx", "en"), ("../de", "en")]
)
def test_the_nearest_language_is_taken(tag: str, language: str) -> None:
    assert read_labels(tag, Templates()).language == language


def test_a_workspaces_own_words_win_one_by_one(tmp_path: Path) -> None:
    own = tmp_path / "templates/labels/nl.toml"
    own.parent.mkdir(parents=True)
    own.write_text('[common]\nquestions = { one = "{n} vraag", other = "{n} vragen" }\n')
    say = read_labels("nl", Templates(tmp_path))
    assert say.language == "nl"
    assert say.count(say["common"]["questions"], 2) == "2 vragen"  # type: ignore[arg-type]
    assert say.count(say["common"]["points"], 2) == "2 points"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[common", "written in TOML"),
        ('loose = "x"\n', "outside a table"),
        ('[common]\nquestions = "x"\n', "common.questions must be a table"),
        ('[plural]\none = "x"\n', "plural.one is a list"),
    ],
)
def test_a_broken_file_is_named(tmp_path: Path, text: str, told: str) -> None:
    own = tmp_path / "templates/labels/en.toml"
    own.parent.mkdir(parents=True)
    own.write_text(text)
    with pytest.raises(TemplateError, match=told):
        read_labels("en", Templates(tmp_path))
