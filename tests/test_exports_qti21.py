"""QTI 2.1: as its specification says, and as a reader that is not ours understands it."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import export_samples as samples
import pytest
from hypothesis import assume, given
from lxml import etree
from onyx2moodle.parser import AssessmentItem, parse_item
from paper_sample import edition

from quizgen.markup import to_text
from quizgen.schema import Answerable, Choice, Cloze, Kind

# The content models of the specification, for the elements that are allowed here.
DTD = """
<!ENTITY % inline "#PCDATA | em | strong | code | br | math | textEntryInteraction">
<!ENTITY % block "p | div | pre | ul | ol | blockquote | choiceInteraction | extendedTextInteraction">
<!ELEMENT assessmentItem (responseDeclaration*, outcomeDeclaration*, itemBody?,
  responseProcessing?, modalFeedback*)>
<!ATTLIST assessmentItem xmlns CDATA #IMPLIED identifier NMTOKEN #REQUIRED title CDATA #REQUIRED
  adaptive (true | false) #REQUIRED timeDependent (true | false) #REQUIRED>
<!ELEMENT responseDeclaration (correctResponse?, mapping?)>
<!ATTLIST responseDeclaration identifier NMTOKEN #REQUIRED
  cardinality (single | multiple) #REQUIRED baseType (identifier | string) #REQUIRED>
<!ELEMENT correctResponse (value+)> <!ELEMENT value (#PCDATA)>
<!ELEMENT mapping (mapEntry+)> <!ATTLIST mapping defaultValue CDATA "0">
<!ELEMENT mapEntry EMPTY> <!ATTLIST mapEntry mapKey CDATA #REQUIRED mappedValue CDATA #REQUIRED
  caseSensitive (true | false) "true">
<!ELEMENT outcomeDeclaration (defaultValue?)> <!ELEMENT defaultValue (value+)>
<!ATTLIST outcomeDeclaration identifier NMTOKEN #REQUIRED
  cardinality (single | multiple) #REQUIRED baseType (identifier | float) #REQUIRED>
<!ELEMENT itemBody (%block;)*>
<!ELEMENT div (%inline; | %block;)*> <!ELEMENT p (%inline;)*> <!ELEMENT pre (%inline;)*>
<!ELEMENT em (%inline;)*> <!ELEMENT strong (%inline;)*> <!ELEMENT code (%inline;)*>
<!ATTLIST code class CDATA #IMPLIED> <!ELEMENT br EMPTY>
<!ELEMENT ul (li*)> <!ELEMENT ol (li*)> <!ELEMENT li (%inline; | %block;)*>
<!ELEMENT blockquote (p | div | pre | ul | ol)*>
<!ELEMENT choiceInteraction (simpleChoice+)>
<!ATTLIST choiceInteraction responseIdentifier NMTOKEN #REQUIRED
  shuffle (true | false) #REQUIRED maxChoices NMTOKEN #REQUIRED>
<!ELEMENT simpleChoice (%inline; | %block;)*> <!ATTLIST simpleChoice identifier ID #REQUIRED>
<!ELEMENT textEntryInteraction EMPTY> <!ELEMENT extendedTextInteraction EMPTY>
<!ATTLIST textEntryInteraction responseIdentifier NMTOKEN #REQUIRED expectedLength NMTOKEN #IMPLIED>
<!ATTLIST extendedTextInteraction responseIdentifier NMTOKEN #REQUIRED>
<!ELEMENT responseProcessing (responseCondition | setOutcomeValue)*>
<!ELEMENT responseCondition (responseIf)>
<!ELEMENT responseIf (match, setOutcomeValue+)> <!ELEMENT match (variable, correct)>
<!ELEMENT variable EMPTY> <!ATTLIST variable identifier NMTOKEN #REQUIRED>
<!ELEMENT correct EMPTY> <!ATTLIST correct identifier NMTOKEN #REQUIRED>
<!ELEMENT setOutcomeValue (baseValue | sum | multiple)>
<!ATTLIST setOutcomeValue identifier NMTOKEN #REQUIRED>
<!ELEMENT baseValue (#PCDATA)> <!ATTLIST baseValue baseType (float | identifier) #REQUIRED>
<!ELEMENT sum (mapResponse+)> <!ELEMENT mapResponse EMPTY>
<!ATTLIST mapResponse identifier NMTOKEN #REQUIRED>
<!ELEMENT multiple (baseValue, variable?)>
<!ELEMENT modalFeedback (%inline; | %block;)*>
<!ATTLIST modalFeedback outcomeIdentifier NMTOKEN #REQUIRED identifier NMTOKEN #REQUIRED
  showHide (show | hide) #REQUIRED>
<!ELEMENT math EMPTY>
"""


def members(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def check(data: bytes) -> None:
    """As the specification says, and no reference leads nowhere."""
    plain = re.sub(rb"<math .*?</math>", b"<math/>", data, flags=re.DOTALL)
    root = etree.fromstring(re.sub(rb' xmlns="[^"]*"', b"", plain))
    dtd = etree.DTD(io.StringIO(DTD))
    assert dtd.validate(root), dtd.error_log.filter_from_errors()
    responses = {node.get("identifier") for node in root.iter("responseDeclaration")}
    asked = {
        node.get("responseIdentifier") for node in root.iter() if node.get("responseIdentifier")
    }
    assert asked == responses
    counted = {n.get("identifier") for n in root.iter("variable", "correct", "mapResponse")}
    assert counted <= responses
    outcomes = {node.get("identifier") for node in root.iter("outcomeDeclaration")}
    assert {node.get("identifier") for node in root.iter("setOutcomeValue")} <= outcomes
    choices = {node.get("identifier") for node in root.iter("simpleChoice")}
    shown = [node.get("identifier") for node in root.iter("modalFeedback")]
    assert shown[0] == "general" and set(shown[1:]) <= choices
    if choices:
        assert {node.text for node in root.iter("value")} - {"0"} <= choices


def read(folder: Path, package: bytes) -> dict[str, AssessmentItem]:
    items = {}
    for name, data in members(package).items():
        if name.startswith("items/"):
            check(data)
            (folder / "item.xml").write_bytes(data)
            item = parse_item(folder / "item.xml")
            items[item.identifier] = item
    return items


def test_every_kind_through_another_reader(tmp_path: Path) -> None:
    made = edition()
    items = read(tmp_path, samples.export("qti21", made).data)
    assert len(items) == len(made.notes)
    for proven in made.notes:
        note, item = proven.note, items[proven.note.id]
        (*_, interaction) = item.interactions
        if isinstance(note.content, Choice):
            assert interaction.kind == "choice"
            assert interaction.max_choices == (1 if len(note.content.keys) == 1 else 0)
            assert interaction.shuffle is not note.content.fixed_order
            keys = {f"choice_{n}" for n, o in enumerate(note.content.options, 1) if o.key}
            assert set(item.response_decls["RESPONSE"].correct_values) == keys
        elif note.kind is Kind.TYPE_IN:
            assert interaction.kind == "textEntry"
            assert item.response_decls["RESPONSE"].mapping == {to_text(note.content.answer): 1.0}  # type: ignore[union-attr]
        elif note.kind is not Kind.CLOZE:
            assert interaction.kind == "extendedText"
        assert "<blockquote>" in item.feedback[0].html


def test_blanks_stand_in_their_sentence(tmp_path: Path) -> None:
    text = "{{c2::Spring}} and {{c1::neap}} **tides**,\n\n{{c2::high}} and low"
    package = samples.export("qti21", samples.one(Kind.CLOZE, Cloze(text))).data
    item = read(tmp_path, package)["n"]
    assert [i.response_identifier for i in item.interactions] == [
        "RESPONSE_c2",
        "RESPONSE_c1",
        "RESPONSE_c2_2",
    ]
    assert [d.mapping for d in item.response_decls.values()] == [
        {"Spring": 1.0},
        {"neap": 1.0},
        {"high": 1.0},
    ]


@samples.UNHURRIED
@given(samples.TEXTS, samples.TEXTS)
def test_any_text_gives_a_package_that_is_valid(question: str, answer: str) -> None:
    assume(to_text(answer))
    made = members(
        samples.export("qti21", samples.one(Kind.TYPE_IN, Answerable(question, answer))).data
    )
    check(made["items/n.xml"])
    root = etree.fromstring(made["items/n.xml"])
    plain = re.sub("[\ufffe\uffff]", "", to_text(answer))
    assert [node.text for node in root.iter("{*}value")][:1] == ([plain] if plain else [None])


def test_a_package_is_whole_and_its_identifiers_are_names() -> None:
    made = members(samples.export("qti21", edition()).data)
    manifest = etree.fromstring(made["imsmanifest.xml"])
    hrefs = [node.get("href") for node in manifest.iter("{*}file")]
    assert sorted(hrefs) == sorted(set(made) - {"imsmanifest.xml"})
    idents = [node.get("identifier") for node in manifest.iter("{*}resource")]
    assert [n.get("identifierref") for n in manifest.iter("{*}dependency")] == idents[1:]
    assert all(re.fullmatch(r"[A-Za-z_][\w.-]*", ident) for ident in idents)
    from quizgen.publishing.exports.qti21_package import name_of

    assert (name_of("2-tides"), name_of("tides")) == ("_2-tides", "tides")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<blockquote><p>", "<blockquote>loose<p>"),
        ('<correct identifier="RESPONSE" />', '<correct identifier="OTHER" />'),
        ("<value>choice_1</value>", "<value>choice_9</value>"),
        ('identifier="general"', 'identifier="elsewhere"'),
        ("<itemBody><div>", "<itemBody>loose<div>"),
        ('shuffle="true"', 'shuffle="maybe"'),
    ],
)
def test_the_check_finds_what_is_planted(old: str, new: str) -> None:
    choice = samples.choice("q", "first", "second")
    made = members(samples.export("qti21", samples.one(Kind.CHOICE, choice)).data)["items/n.xml"]
    check(made)
    assert old in made.decode()
    with pytest.raises(AssertionError):
        check(made.decode().replace(old, new).encode())
