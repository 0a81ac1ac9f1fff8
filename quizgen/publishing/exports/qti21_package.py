"""The two files around the questions of a QTI 2.1 package: the manifest and the test."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement

PACKAGE = "http://www.imsglobal.org/xsd/imscp_v1p1"


def name_of(id_: str) -> str:
    """An id as an identifier of QTI 2.1, which does not begin with a digit."""
    return f"_{id_}" if id_[:1].isdigit() else id_


def path_of(id_: str) -> str:
    """The file of a question in the package."""
    return f"items/{id_}.xml"


def manifest(key: str, ids: Sequence[str]) -> Element:
    """imsmanifest.xml: the test, and the questions that it hangs on."""
    root = Element("manifest", xmlns=PACKAGE, identifier=f"quizgen-{key}")
    metadata = SubElement(root, "metadata")
    SubElement(metadata, "schema").text = "QTIv2.1 Package"
    SubElement(metadata, "schemaversion").text = "1.0.0"
    SubElement(root, "organizations")
    resources = SubElement(root, "resources")
    quiz = _resource(resources, "the-test", "imsqti_test_xmlv2p1", "test.xml")
    for id_ in ids:
        SubElement(quiz, "dependency", identifierref=f"item-{id_}")
        _resource(resources, f"item-{id_}", "imsqti_item_xmlv2p1", path_of(id_))
    return root


def _resource(parent: Element, identifier: str, kind: str, href: str) -> Element:
    root = SubElement(parent, "resource", identifier=identifier, type=kind, href=href)
    SubElement(root, "file", href=href)
    return root


def assessment(namespace: str, key: str, name: str, ids: Sequence[str]) -> Element:
    """test.xml: one part with all the questions, in the order of the deck."""
    root = Element("assessmentTest", xmlns=namespace, identifier=name_of(key), title=name)
    modes = {"navigationMode": "nonlinear", "submissionMode": "simultaneous"}
    part = SubElement(root, "testPart", {"identifier": "part", **modes})
    shown = {"identifier": "section", "title": name, "visible": "true"}
    section = SubElement(part, "assessmentSection", shown)
    for id_ in ids:
        SubElement(section, "assessmentItemRef", identifier=name_of(id_), href=path_of(id_))
    return root
