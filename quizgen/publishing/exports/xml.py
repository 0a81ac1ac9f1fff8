"""XML trees -> bytes that every reader takes, whatever the texts hold."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, fromstring, indent, tostring

# Characters that XML 1.0 forbids and that `markup.clean` leaves, since HTML may hold them.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
MATHML = "http://www.w3.org/1998/Math/MathML"


def from_html(name: str, html: str) -> Element:
    """HTML as our Markdown makes it, as the content of an XML element; formulas are MathML."""
    written = FORBIDDEN.sub("", html).replace("<br>", "<br/>").replace(f' xmlns="{MATHML}"', "")
    element = fromstring(f"<{name}>{written}</{name}>")
    for math in element.iter("math"):
        math.set("xmlns", MATHML)
    for numbered in element.iter("ol"):
        numbered.attrib.pop("start", None)  # has no place in the HTML of QTI
    return element


def to_bytes(root: Element, *, mixed: bool = False) -> bytes:
    """A document; texts keep their white space, attributes are on one line.

    It is indented, unless it is `mixed`, text with elements in it, where a space is a space.
    """
    for element in root.iter():
        element.text = FORBIDDEN.sub("", element.text) if element.text else element.text
        for name, value in element.attrib.items():
            element.set(name, " ".join(FORBIDDEN.sub("", value).split()))
    if not mixed:
        indent(root)
    data: bytes = tostring(root, "utf-8", xml_declaration=True)
    return data + b"\n"
