"""The two files around the questions of a QTI package: the manifest, and the quiz's settings."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
PACKAGE = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
CANVAS = "http://canvas.instructure.com/xsd/cccv1p0"
RESOURCE = "associatedcontent/imscc_xmlv1p1/learning-application-resource"


def manifest(key: str, name: str) -> Element:
    """imsmanifest.xml: which file holds the quiz, and which its settings."""
    root = Element("manifest", xmlns=PACKAGE, identifier=f"quizgen-{key}")
    metadata = SubElement(root, "metadata")
    SubElement(metadata, "schema").text = "IMS Content"
    SubElement(metadata, "schemaversion").text = "1.1.3"
    SubElement(root, "organizations")
    resources = SubElement(root, "resources")
    quiz = SubElement(resources, "resource", identifier=key, type="imsqti_xmlv1p2", title=name)
    SubElement(quiz, "file", href=f"{key}/{key}.xml")
    SubElement(quiz, "dependency", identifierref=f"{key}-settings")
    path = f"{key}/assessment_meta.xml"
    own = SubElement(resources, "resource", identifier=f"{key}-settings", type=RESOURCE, href=path)
    SubElement(own, "file", href=path)
    return root


def settings(key: str, name: str, points: int, *, shuffle: bool) -> Element:
    """assessment_meta.xml, Canvas's own: an unpublished quiz; whether it shuffles options."""
    root = Element("quiz", xmlns=CANVAS, identifier=key)
    for setting, value in (
        ("title", name),
        ("shuffle_answers", "true" if shuffle else "false"),
        ("quiz_type", "assignment"),
        ("points_possible", str(points)),
        ("available", "false"),
    ):
        SubElement(root, setting).text = value
    return root
