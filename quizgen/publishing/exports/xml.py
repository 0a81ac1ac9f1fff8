"""XML trees -> bytes that every reader takes, whatever the texts hold."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, indent, tostring

# Characters that XML 1.0 forbids and that `markup.clean` leaves, since HTML may hold them.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def to_bytes(root: Element) -> bytes:
    """A document, indented; texts keep their white space, attributes are on one line."""
    for element in root.iter():
        element.text = FORBIDDEN.sub("", element.text) if element.text else element.text
        for name, value in element.attrib.items():
            element.set(name, " ".join(FORBIDDEN.sub("", value).split()))
    indent(root)
    data: bytes = tostring(root, "utf-8", xml_declaration=True)
    return data + b"\n"
