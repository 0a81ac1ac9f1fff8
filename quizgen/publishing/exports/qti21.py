"""QTI 2.1: a zip of a manifest, a test, and a file for each question.

Formulas are MathML, as the standard wants them. Every question shows its feedback once it is
answered, and options that have a reason show theirs when they were chosen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element, SubElement

from quizgen.markup import Medium, clean
from quizgen.publishing.archive import make_zip
from quizgen.publishing.exports.items import (
    Asks,
    Item,
    as_block,
    blank_names,
    feedback_html,
    html,
    make_items,
    question_html,
)
from quizgen.publishing.exports.model import Export, Manuscript, notes_are
from quizgen.publishing.exports.qti21_package import assessment, manifest, name_of, path_of
from quizgen.publishing.exports.xml import from_html, to_bytes
from quizgen.schema import Choice, Option

QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"
RESPONSE, GENERAL = "RESPONSE", "general"


def write_qti21(manuscript: Manuscript) -> Export:
    """A test with all the notes of a deck, a point a question, a point a blank."""
    items = make_items(manuscript.edition)
    deck = manuscript.edition.deck
    ids, name = [item.id for item in items], clean(deck.name)
    files = {
        "imsmanifest.xml": to_bytes(manifest(deck.key, ids)),
        "test.xml": to_bytes(assessment(QTI, deck.key, name, ids)),
        **{path_of(item.id): to_bytes(_item(item), mixed=True) for item in items},
    }
    maths = [item.id for item in items if item.is_formula]
    hinted = [item.id for item in items if item.note.hint]
    remarks = (
        *notes_are(maths, "asked as an essay: a blank in a formula cannot be typed"),
        *notes_are(hinted, "without the hint: QTI 2.1 has no place for it"),
    )
    return Export(make_zip(files), len(items), remarks)


def _item(item: Item) -> Element:
    root = Element(
        "assessmentItem",
        {"xmlns": QTI, "identifier": name_of(item.id), "title": item.id}
        | {"adaptive": "false", "timeDependent": "false"},
    )
    root.extend(_responses(item))
    score = _outcome("SCORE", "single", "float")
    SubElement(SubElement(score, "defaultValue"), "value").text = "0"
    root.extend((score, _outcome("FEEDBACK", "multiple", "identifier")))
    root.extend((_body(item), _processing(item)))
    root.extend(_feedbacks(item))
    return root


def _outcome(identifier: str, cardinality: str, base: str) -> Element:
    said = {"identifier": identifier, "cardinality": cardinality, "baseType": base}
    return Element("outcomeDeclaration", said)


# --------------------------------------------------------------------------- what counts


def _responses(item: Item) -> Iterator[Element]:
    if item.options:
        cardinality = "single" if item.asks is Asks.ONE else "multiple"
        keys = [ident for ident, option in _choices(item) if option.key]
        yield _declaration(RESPONSE, cardinality, "identifier", keys)
    elif item.asks is Asks.ESSAY:
        yield _declaration(RESPONSE, "single", "string", [])
    else:
        for name, answer in zip(_typed_names(item), item.answers, strict=True):
            declaration = _declaration(name, "single", "string", [answer])
            mapping = SubElement(declaration, "mapping", defaultValue="0")
            entry = {"mapKey": answer, "mappedValue": "1", "caseSensitive": "false"}
            SubElement(mapping, "mapEntry", entry)
            yield declaration


def _declaration(identifier: str, cardinality: str, base: str, correct: Iterable[str]) -> Element:
    said = {"identifier": identifier, "cardinality": cardinality, "baseType": base}
    root = Element("responseDeclaration", said)
    values = list(correct)
    if values:
        right = SubElement(root, "correctResponse")
        for value in values:
            SubElement(right, "value").text = value
    return root


def _choices(item: Item) -> list[tuple[str, Option]]:
    """(identifier, option) in the order shown; identifiers by place in the deck file."""
    content = item.note.content
    assert isinstance(content, Choice)
    return [(f"choice_{content.options.index(o) + 1}", o) for o in item.options]


def _typed_names(item: Item) -> list[str]:
    return [f"{RESPONSE}_{name}" for name in blank_names(item)] or [RESPONSE]


def _processing(item: Item) -> Element:
    root = Element("responseProcessing")
    if item.options:
        condition = SubElement(SubElement(root, "responseCondition"), "responseIf")
        match = SubElement(condition, "match")
        SubElement(match, "variable", identifier=RESPONSE)
        SubElement(match, "correct", identifier=RESPONSE)
        score = SubElement(condition, "setOutcomeValue", identifier="SCORE")
        SubElement(score, "baseValue", baseType="float").text = "1"
    elif item.asks is not Asks.ESSAY:
        total = SubElement(SubElement(root, "setOutcomeValue", identifier="SCORE"), "sum")
        for name in _typed_names(item):
            SubElement(total, "mapResponse", identifier=name)
    shown = SubElement(SubElement(root, "setOutcomeValue", identifier="FEEDBACK"), "multiple")
    SubElement(shown, "baseValue", baseType="identifier").text = GENERAL
    if any(option.why for option in item.options):
        SubElement(shown, "variable", identifier=RESPONSE)
    return root


# --------------------------------------------------------------------------- what is shown


def _body(item: Item) -> Element:
    blanks = [_entry(name, answer) for name, answer in _blanks(item)]
    root = Element("itemBody")
    asked = question_html(item.note, blanks, Medium.PAPER)
    root.append(from_html("div", as_block(asked)))
    if item.options:
        root.append(_choice(item))
    elif item.asks is Asks.WORD:
        root.append(from_html("p", _entry(RESPONSE, item.answers[0])))
    elif item.asks is Asks.ESSAY:
        SubElement(root, "extendedTextInteraction", responseIdentifier=RESPONSE)
    return root


def _blanks(item: Item) -> Iterable[tuple[str, str]]:
    return zip(_typed_names(item), item.answers, strict=True) if blank_names(item) else ()


def _entry(name: str, answer: str) -> str:
    return f'<textEntryInteraction responseIdentifier="{name}" expectedLength="{len(answer)}"/>'


def _choice(item: Item) -> Element:
    shuffle = "false" if item.is_ordered else "true"
    most = "1" if item.asks is Asks.ONE else "0"  # 0: as many as one likes
    said = {"responseIdentifier": RESPONSE, "shuffle": shuffle, "maxChoices": most}
    root = Element("choiceInteraction", said)
    for ident, option in _choices(item):
        choice = from_html("simpleChoice", html(option.text, Medium.PAPER))
        choice.set("identifier", ident)
        root.append(choice)
    return root


def _feedbacks(item: Item) -> Iterator[Element]:
    essay = item.asks is Asks.ESSAY
    yield _feedback(GENERAL, feedback_html(item, answer=essay, medium=Medium.PAPER))
    if item.options:
        for ident, option in _choices(item):
            if option.why:
                yield _feedback(ident, html(option.why, Medium.PAPER))


def _feedback(identifier: str, text: str) -> Element:
    root = from_html("modalFeedback", text)
    root.attrib |= {"outcomeIdentifier": "FEEDBACK", "identifier": identifier, "showHide": "show"}
    return root
