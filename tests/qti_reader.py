"""Checks and reads a QTI 1.2 package (tests only).

The content models are those of the IMS ASI 1.2 specification, for the elements that are allowed
here; what a schema cannot say (that references lead somewhere) is checked beside it.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field

from lxml import etree

DTD = """
<!ELEMENT questestinterop (qticomment?, (objectbank | assessment | (section | item)+))>
<!ATTLIST questestinterop xmlns CDATA #IMPLIED>
<!ELEMENT qticomment (#PCDATA)> <!ELEMENT objectbank EMPTY>
<!ELEMENT assessment (qticomment?, duration?, qtimetadata*, objectives*, assessmentcontrol*,
  rubric*, presentation_material?, outcomes_processing*, assessproc_extension?,
  assessfeedback*, selection_ordering?, reference?, (sectionref | section)+)>
<!ATTLIST assessment ident CDATA #REQUIRED title CDATA #IMPLIED>
<!ELEMENT section (qticomment?, duration?, qtimetadata*, objectives*, sectioncontrol*,
  sectionprecondition*, sectionpostcondition*, rubric*, presentation_material?,
  outcomes_processing*, sectionproc_extension?, sectionfeedback*, selection_ordering?,
  reference?, (itemref | item | sectionref | section)*)>
<!ATTLIST section ident CDATA #REQUIRED title CDATA #IMPLIED>
<!ELEMENT item (qticomment?, duration?, itemmetadata?, objectives*, itemcontrol*,
  itemprecondition*, itempostcondition*, (itemrubric | rubric)*, presentation?, resprocessing*,
  itemproc_extension?, itemfeedback*, reference?)>
<!ATTLIST item ident CDATA #REQUIRED title CDATA #IMPLIED>
<!ELEMENT itemmetadata (qtimetadata*)>
<!ELEMENT qtimetadata (vocabulary?, qtimetadatafield+)>
<!ELEMENT qtimetadatafield (fieldlabel, fieldentry)>
<!ELEMENT fieldlabel (#PCDATA)> <!ELEMENT fieldentry (#PCDATA)>
<!ELEMENT presentation (qticomment?, (flow | (material | response_lid | response_str)+))>
<!ELEMENT material (qticomment?, (mattext | matbreak)+, altmaterial*)>
<!ELEMENT mattext (#PCDATA)> <!ATTLIST mattext texttype CDATA "text/plain">
<!ELEMENT response_lid ((material | material_ref)?, render_choice, (material | material_ref)?)>
<!ATTLIST response_lid ident CDATA #REQUIRED rcardinality (Single | Multiple | Ordered) "Single">
<!ELEMENT response_str ((material | material_ref)?, render_fib, (material | material_ref)?)>
<!ATTLIST response_str ident CDATA #REQUIRED rcardinality (Single | Multiple | Ordered) "Single">
<!ELEMENT render_choice ((material | material_ref | response_label | flow_label)*, response_na?)>
<!ELEMENT render_fib ((material | material_ref | response_label | flow_label)*, response_na?)>
<!ELEMENT response_label (#PCDATA | qticomment | material | material_ref | flow_mat)*>
<!ATTLIST response_label ident CDATA #REQUIRED>
<!ELEMENT resprocessing (qticomment?, outcomes, (respcondition | itemproc_extension)+)>
<!ELEMENT outcomes (qticomment?, (decvar, interpretvar*)+)>
<!ELEMENT decvar (#PCDATA)>
<!ATTLIST decvar varname CDATA "SCORE" vartype (Integer | String | Decimal | Scientific) "Integer"
  minvalue CDATA #IMPLIED maxvalue CDATA #IMPLIED>
<!ELEMENT respcondition (qticomment?, conditionvar, setvar*, displayfeedback*, respcond_extension?)>
<!ATTLIST respcondition continue (Yes | No) "No" title CDATA #IMPLIED>
<!ELEMENT conditionvar (not | and | or | unanswered | other | varequal)+>
<!ELEMENT and (not | and | or | varequal)+> <!ELEMENT or (not | and | or | varequal)+>
<!ELEMENT not (and | or | not | varequal)> <!ELEMENT other EMPTY>
<!ELEMENT varequal (#PCDATA)> <!ATTLIST varequal respident CDATA #REQUIRED>
<!ELEMENT setvar (#PCDATA)>
<!ATTLIST setvar varname CDATA "SCORE" action (Set | Add | Subtract | Multiply | Divide) "Set">
<!ELEMENT displayfeedback (#PCDATA)>
<!ATTLIST displayfeedback feedbacktype (Response | Solution | Hint) "Response" linkrefid CDATA #REQUIRED>
<!ELEMENT itemfeedback (flow_mat | material | solution | hint)+>
<!ATTLIST itemfeedback ident CDATA #REQUIRED>
<!ELEMENT flow_mat (qticomment?, (flow_mat | material)+)>
"""
NAMESPACE = re.compile(rb' xmlns="[^"]*"')


@dataclass
class Item:
    """A question as a program sees it."""

    ident: str
    type: str
    points: float
    text: str
    options: dict[str, str]  # by identifier, those of all blanks too
    blanks: list[str]
    right: list[tuple[float, frozenset[str], frozenset[str]]]  # share, wanted, forbidden
    feedback: dict[str, str] = field(default_factory=dict)


def read_qti(package: bytes) -> tuple[etree._Element, list[Item]]:
    """The settings of the quiz and its questions; everything is checked on the way."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    manifest = _parse(files["imsmanifest.xml"])
    hrefs = {node.get("href") for node in manifest.iter("file")}
    assert hrefs == files.keys() - {"imsmanifest.xml"}
    idents = {node.get("identifier") for node in manifest.iter("resource")}
    assert all(node.get("identifierref") in idents for node in manifest.iter("dependency"))
    (quiz,) = manifest.xpath("//resource[@type='imsqti_xmlv1p2']")
    (settings,) = (name for name in files if name.endswith("/assessment_meta.xml"))
    return _parse(files[settings]), read_questions(files[quiz.find("file").get("href")])


def read_questions(data: bytes) -> list[Item]:
    root = _parse(data)
    dtd = etree.DTD(io.StringIO(DTD))
    assert dtd.validate(root), dtd.error_log.filter_from_errors()
    items = list(root.iter("item"))
    idents = [node.get("ident") for node in items]
    assert len(set(idents)) == len(idents)
    return [_item(node) for node in items]


def _parse(data: bytes) -> etree._Element:
    return etree.fromstring(NAMESPACE.sub(b"", data))


def _item(node: etree._Element) -> Item:
    metadata = {
        f.findtext("fieldlabel"): f.findtext("fieldentry") for f in node.iter("qtimetadatafield")
    }
    labels = {
        label.get("ident"): label.findtext("material/mattext") or ""
        for label in node.iter("response_label")
    }
    responses = [r.get("ident") for r in node.xpath(".//response_lid | .//response_str")]
    feedback = {f.get("ident"): f.findtext(".//mattext") or "" for f in node.iter("itemfeedback")}
    shown = [display.get("linkrefid") for display in node.iter("displayfeedback")]
    assert set(shown) == set(feedback), (shown, list(feedback))
    for equal in node.iter("varequal"):
        assert equal.get("respident") in responses, equal.get("respident")
        typed = node.find(".//response_str") is not None
        assert typed or equal.text in labels, equal.text
    chosen = [] if node.find(".//response_str") is not None else sorted(labels)
    if chosen:
        assert sorted(metadata["original_answer_ids"].split(",")) == chosen
    blanks = [r.removeprefix("response_") for r in responses if r.startswith("response_")]
    return Item(
        node.get("ident"),
        metadata["question_type"],
        float(metadata["points_possible"]),
        node.findtext("presentation/material/mattext") or "",
        labels,
        blanks,
        [
            _right(condition)
            for condition in node.iter("respcondition")
            if condition.find("setvar") is not None
        ],
        feedback,
    )


def _right(condition: etree._Element) -> tuple[float, frozenset[str], frozenset[str]]:
    forbidden = {e.text for e in condition.xpath(".//not//varequal")}
    wanted = {e.text or "" for e in condition.iter("varequal")} - forbidden
    return float(condition.findtext("setvar")), frozenset(wanted), frozenset(forbidden)
