"""Files by name -> the bytes of a zip: the same bytes for the same files, on every machine."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


def make_zip(members: Mapping[str, bytes]) -> bytes:
    """A deflated zip without dates, its members in the order given."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name, ZIP_EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3  # "Unix" everywhere: the default names the machine's system
            info.external_attr = 0o644 << 16
            archive.writestr(info, data)
    return buffer.getvalue()
