"""Files are written whole or not at all: temporary name, fsync, rename."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that a reader sees the old or the new one, and never half of it.

    An interruption (Ctrl-C, kill, no space) leaves the old file and no litter that it could help.
    """
    write_together({path: data})


def write_together(files: Mapping[Path, bytes]) -> None:
    """Write files as `write_whole` does, and all of them or none as far as that can be.

    What can fail at length (no space, no permission) is done before the first file is replaced;
    then they are, one after another in the order given.
    """
    waiting: dict[Path, Path] = {}
    try:
        for path, data in files.items():
            waiting[path] = _make_temporary(path)
            _fill(waiting[path], data)
        for path in files:
            waiting[path].replace(path)
            del waiting[path]
    except BaseException:
        for temporary in waiting.values():
            temporary.unlink(missing_ok=True)
        raise


def is_new(path: Path, data: bytes) -> bool:
    """Whether a file is not there yet, or says something else: what does not is left untouched."""
    return not path.is_file() or path.read_bytes() != data


def _make_temporary(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    os.close(descriptor)
    return Path(name)


def _fill(temporary: Path, data: bytes) -> None:
    with temporary.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    # mkstemp makes the file private; what we publish is as readable as any new file.
    temporary.chmod(0o666 & ~_umask())


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
