"""Reads GIFT as Moodle's documentation says it is read (tests only): our oracle for escaping.

The order is what matters: escaped marks become placeholders first, then the text is cut at the
marks that are left, and at the end the placeholders become what they stand for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

MARKS = {
    "~": "\ue100",
    "=": "\ue101",
    "#": "\ue102",
    "{": "\ue103",
    "}": "\ue104",
    ":": "\ue105",
    "n": "\ue106",
}
BACKSLASH = "\ue107"
WEIGHT = re.compile(r"%(-?\d{1,3}(?:\.\d*)?)%")


@dataclass
class Answer:
    text: str
    fraction: float
    feedback: str = ""


@dataclass
class Question:
    category: str
    id: str
    type: str
    text: str
    answers: list[Answer] = field(default_factory=list)
    feedback: str = ""
    idnumber: str = ""
    tags: list[str] = field(default_factory=list)


def read_gift(file: str) -> list[Question]:
    category, questions = "", []
    for paragraph in re.split(r"\n[ \t]*\n", file):
        lines = paragraph.split("\n")
        comments = "\n".join(line for line in lines if line.strip().startswith("//"))
        text = _hide("\n".join(line for line in lines if not line.strip().startswith("//")).strip())
        if text.startswith("$CATEGORY:"):
            category = text[10:].strip()
        elif text:
            questions.append(_question(category, comments, text))
    return questions


def _hide(text: str) -> str:
    text = text.replace("\\\\", BACKSLASH)
    for mark, placeholder in MARKS.items():
        text = text.replace(f"\\{mark}", placeholder)
    return text.replace(BACKSLASH, "\\")


def _show(text: str) -> str:
    text = re.sub(r"^\[(?:html|plain|moodle|markdown)\]", "", text.strip())
    for mark, placeholder in MARKS.items():
        text = text.replace(placeholder, "\n" if mark == "n" else mark)
    return text.strip()


def _question(category: str, comments: str, text: str) -> Question:
    named = re.match(r"::(.*?)::(.*)", text, re.DOTALL)
    assert named, text
    assert text.count("{") == text.count("}") == 1, text
    stem, _, rest = named[2].partition("{")
    body, _, after = rest.partition("}")
    assert not after.strip()
    body, _, general = body.partition("####")
    body = body.strip()
    type_ = _type(body)
    idnumber = re.search(r"\[id:([^\]]+)\]", comments)
    return Question(
        category,
        _show(named[1]),
        type_,
        _show(stem),
        [] if type_ == "essay" else _answers(body, type_),
        _show(general),
        idnumber[1] if idnumber else "",
        re.findall(r"\[tag:([^\]]+)\]", comments),
    )


def _type(body: str) -> str:
    if not body:
        return "essay"
    if body.startswith("#"):
        return "numerical"
    if "~" in body:
        return "multichoice"
    return "match" if "=" in body and "->" in body else "shortanswer"


def _answers(body: str, type_: str) -> list[Answer]:
    cut = body.replace("=", "~=") if type_ == "multichoice" else body.replace("=", "~")
    answers = []
    for piece in filter(str.strip, cut.split("~")):
        piece = piece.strip()
        fraction = 100.0 if type_ == "shortanswer" or piece.startswith("=") else 0.0
        piece = piece.removeprefix("=")
        if weight := WEIGHT.match(piece):
            fraction, piece = float(weight[1]), piece[weight.end() :]
        text, _, feedback = piece.partition("#")
        answers.append(Answer(_show(text), fraction, _show(feedback)))
    return answers
