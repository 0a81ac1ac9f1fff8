"""QTI 1.2 as Canvas writes and reads it: a zip of a manifest, the quiz's settings, the questions.

Question types and feedback are named in the way of Canvas's Classic Quizzes; other programs that
read QTI 1.2 pass these names over. Identifiers come from the note ids, so that a second import
meets the questions of the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from xml.etree.ElementTree import Element, SubElement

from quizgen.markup import clean
from quizgen.publishing.archive import make_zip
from quizgen.publishing.exports.items import (
    Asks,
    Item,
    blank_names,
    feedback_html,
    html,
    make_items,
    question_html,
)
from quizgen.publishing.exports.model import Export, Manuscript, notes_are
from quizgen.publishing.exports.qti_package import QTI, manifest, settings
from quizgen.publishing.exports.xml import to_bytes
from quizgen.schema import Choice

TYPES = {
    Asks.ONE: "multiple_choice_question",
    Asks.ALL: "multiple_answers_question",
    Asks.WORD: "short_answer_question",
    Asks.BLANKS: "fill_in_multiple_blanks_question",
    Asks.ESSAY: "essay_question",
}
RESPONSE, GENERAL = "response1", "general_fb"
FIRST_ANSWER = 1001  # Canvas wants numbers for answers


def write_qti(manuscript: Manuscript) -> Export:
    """One quiz with all the notes of a deck, a point a question, a point a blank."""
    items = make_items(manuscript.edition)
    deck = manuscript.edition.deck
    folder = deck.key
    name = clean(deck.name)
    points = sum(map(_points, items))
    # Canvas shuffles the options of a whole quiz or of none.
    shuffle = not any(item.is_ordered for item in items)
    files = {
        "imsmanifest.xml": manifest(folder, name),
        f"{folder}/assessment_meta.xml": settings(folder, name, points, shuffle=shuffle),
        f"{folder}/{folder}.xml": _assessment(folder, name, items),
    }
    return Export(
        make_zip({n: to_bytes(root) for n, root in files.items()}), len(items), _remarks(items)
    )


def _points(item: Item) -> int:
    return len(item.answers) if item.asks is Asks.BLANKS else 1


def _remarks(items: Sequence[Item]) -> tuple[str, ...]:
    maths = [item.id for item in items if item.is_formula]
    hinted = [item.id for item in items if item.note.hint]
    return (
        *notes_are(maths, "asked as an essay: a blank in a formula cannot be typed"),
        *notes_are(hinted, "without the hint: Canvas has no place for it"),
    )


def _assessment(key: str, name: str, items: Iterable[Item]) -> Element:
    root = Element("questestinterop", xmlns=QTI)
    assessment = SubElement(root, "assessment", ident=key, title=name)
    section = SubElement(assessment, "section", ident="root_section")
    section.extend(map(_item, items))
    return root


def _item(item: Item) -> Element:
    root = Element("item", ident=item.id, title=item.id)
    metadata = SubElement(SubElement(root, "itemmetadata"), "qtimetadata")
    answers = ",".join(ident for ident, _ in _responses(item))
    for label, entry in (
        ("question_type", TYPES[item.asks]),
        ("points_possible", str(_points(item))),
        ("original_answer_ids", answers),
    ):
        field = SubElement(metadata, "qtimetadatafield")
        SubElement(field, "fieldlabel").text = label
        SubElement(field, "fieldentry").text = entry
    root.append(_presentation(item))
    root.append(_processing(item))
    root.extend(_feedbacks(item))
    return root


def _responses(item: Item) -> list[tuple[str, str]]:
    """(identifier, text) of everything that can be chosen, or that counts as right when typed.

    Options are numbered as in the deck file: where the shuffle puts them hangs on other notes.
    """
    content = item.note.content
    if isinstance(content, Choice):
        places = [content.options.index(option) for option in item.options]
        texts = [html(option.text) for option in item.options]
    else:
        texts = [] if item.asks is Asks.ESSAY else list(item.answers)
        places = list(range(len(texts)))
    return [(str(FIRST_ANSWER + n), text) for n, text in zip(places, texts, strict=True)]


# --------------------------------------------------------------------------- what is shown


def _presentation(item: Item) -> Element:
    root = Element("presentation")
    names = [f"[{name}]" for name in blank_names(item)]
    root.append(_material(question_html(item.note, names)))
    if item.options:
        cardinality = "Single" if item.asks is Asks.ONE else "Multiple"
        root.append(_choice(RESPONSE, cardinality, _responses(item), "text/html"))
    elif item.asks is Asks.BLANKS:
        for name, response in zip(blank_names(item), _responses(item), strict=True):
            blank = _choice(f"response_{name}", "Single", [response], "text/plain")
            blank.insert(0, _material(name, "text/plain"))
            root.append(blank)
    else:
        typed = SubElement(root, "response_str", ident=RESPONSE, rcardinality="Single")
        SubElement(SubElement(typed, "render_fib"), "response_label", ident="answer1")
    return root


def _choice(
    ident: str, cardinality: str, responses: Iterable[tuple[str, str]], texttype: str
) -> Element:
    root = Element("response_lid", ident=ident, rcardinality=cardinality)
    render = SubElement(root, "render_choice")
    for answer, text in responses:
        label = SubElement(render, "response_label", ident=answer)
        label.append(_material(text, texttype))
    return root


def _material(text: str, texttype: str = "text/html") -> Element:
    material = Element("material")
    SubElement(material, "mattext", texttype=texttype).text = text
    return material


# --------------------------------------------------------------------------- what counts


def _processing(item: Item) -> Element:
    root = Element("resprocessing")
    scores = {"maxvalue": "100", "minvalue": "0", "varname": "SCORE", "vartype": "Decimal"}
    SubElement(SubElement(root, "outcomes"), "decvar", scores)
    _show(_condition(root, "Yes", [Element("other")]), GENERAL)
    for (answer, _), option in zip(_responses(item), item.options, strict=False):
        if option.why:
            _show(_condition(root, "Yes", [_equal(RESPONSE, answer)]), f"{answer}_fb")
    for share, wanted in _right(item):
        _score(_condition(root, "No", wanted), share)
    return root


def _right(item: Item) -> Iterator[tuple[str, list[Element]]]:
    """What has to be answered, with its share of the points in per cent."""
    responses = _responses(item)
    if item.asks is Asks.ONE:
        keyed = zip(responses, item.options, strict=True)
        yield "100", [_equal(RESPONSE, answer) for (answer, _), o in keyed if o.key]
    elif item.asks is Asks.ALL:
        every = Element("and")
        for (answer, _), option in zip(responses, item.options, strict=True):
            chosen = _equal(RESPONSE, answer)
            if option.key:
                every.append(chosen)
            else:
                SubElement(every, "not").append(chosen)
        yield "100", [every]
    elif item.asks is Asks.WORD:
        yield "100", [_equal(RESPONSE, text) for _, text in responses]
    else:
        share = f"{100 / max(1, len(responses)):.2f}"
        for name, (answer, _) in zip(blank_names(item), responses, strict=True):
            yield share, [_equal(f"response_{name}", answer)]


def _condition(parent: Element, further: str, wanted: Iterable[Element]) -> Element:
    condition = SubElement(parent, "respcondition", {"continue": further})
    SubElement(condition, "conditionvar").extend(wanted)
    return condition


def _equal(response: str, value: str) -> Element:
    element = Element("varequal", respident=response)
    element.text = value
    return element


def _score(condition: Element, share: str) -> None:
    action = "Set" if share == "100" else "Add"
    SubElement(condition, "setvar", action=action, varname="SCORE").text = share


def _show(condition: Element, ident: str) -> None:
    SubElement(condition, "displayfeedback", feedbacktype="Response", linkrefid=ident)


def _feedbacks(item: Item) -> Iterator[Element]:
    # Never empty: there is no note without a quote.
    yield _feedback(GENERAL, feedback_html(item, answer=item.asks is Asks.ESSAY))
    for (answer, _), option in zip(_responses(item), item.options, strict=False):
        if option.why:
            yield _feedback(f"{answer}_fb", html(option.why))


def _feedback(ident: str, text: str) -> Element:
    root = Element("itemfeedback", ident=ident)
    SubElement(root, "flow_mat").append(_material(text))
    return root
