"""What somebody makes of things: judgements, forecasts, what others are said to hold. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizgen.drafting.model import Sentence

JUDGING = re.compile(
    r"\b(?:important(?:ly)?|crucial|best|worst|brilliant|excellent|powerful|passionate|essential|"
    r"impressive|sadly|ironically|flawed|wrong|illogical|obvious(?:ly)?|undoubted(?:ly)?|clearly|"
    r"surely|certainly|unfortunately|luckily|interesting(?:ly)?|remarkabl[ey]|better|worse|"
    r"wonderful|beautiful|famous for|absurd|nonsense|needless|surprising(?:ly)?|seems?|seemed|"
    r"should|ought|notable|still|major problem|beyond doubt|far-reaching|correctly|rightly|wrongly|"
    r"justly|very \w+|can be seen|a long way|definitely|purely|relatively|as a whole|likely|"
    r"deserves?|"
    r"tend(?:s|ed)?|merely|simply|truly|really|indeed|always|never|everybody|everyone|nobody|evil|"
    r"noble|stupid|genuine|valid|useful|helpful|valuable|influential|fascinating|awesome)\b"
)
SUPPOSING = re.compile(r"\b(?:shall|might|would)\b")
SAYING = re.compile(
    r"\b(?:say|says|said|think|thinks|thought|believe[sd]?|claim(?:s|ed)?|argue[sd]?|"
    r"assert(?:s|ed)?|suggest(?:s|ed)?|[Aa]ccording to (?=[A-Z])|allege[sd]?|insist(?:s|ed)?|"
    r"conclude[sd]?|proved|proves|refute[sd]?|maintain(?:s|ed)?)\b"
)
# Measured on 45 texts: manuals, histories and science have up to 0.18, essays and polemics more.
ARGUING, FEWEST_SENTENCES = 0.22, 40


def is_opinion(text: str) -> bool:
    """Whether a statement judges, supposes, or passes on what somebody holds."""
    return any(pattern.search(text) for pattern in (JUDGING, SUPPOSING, SAYING))


def is_argument(sentences: Sequence[Sentence]) -> bool:
    """Whether a text argues: much of what it states is what its author holds."""
    judging = sum(is_opinion(sentence.text) for sentence in sentences)
    return judging > ARGUING * max(FEWEST_SENTENCES, len(sentences))
