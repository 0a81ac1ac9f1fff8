"""Make the table of word frequencies that the concept finder compares a text with.

    python -m venv /tmp/frequencies && /tmp/frequencies/bin/pip install wordfreq==3.1.1
    /tmp/frequencies/bin/python scripts/make_frequencies.py quizgen/drafting/data/en.frequencies.gz

wordfreq is needed here only. Its data is under CC BY-SA 4.0, and so is the table: see data/NOTICE.
The file holds a line for each step of frequency, commonest first: the Zipf value in hundredths,
then the words in alphabetical order. The same wordfreq gives the same bytes.
"""

from __future__ import annotations

import gzip
import re
import sys
from collections import defaultdict
from pathlib import Path

from wordfreq import top_n_list, zipf_frequency

COUNT = 60_000
STEP = 0.1  # finer steps cost room, and ranks below differ by far more
WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")


def main() -> None:
    """Write the table to the path that is given."""
    steps: dict[int, list[str]] = defaultdict(list)
    words = [word for word in top_n_list("en", 2 * COUNT) if WORD.fullmatch(word)][:COUNT]
    for word in words:
        steps[round(zipf_frequency(word, "en") / STEP)].append(word)
    lines = (
        f"{round(step * STEP * 100)} {' '.join(sorted(steps[step]))}\n"
        for step in sorted(steps, reverse=True)
    )
    data = gzip.compress("".join(lines).encode("ascii"), compresslevel=9, mtime=0)
    Path(sys.argv[1]).write_bytes(data)


if __name__ == "__main__":
    main()
