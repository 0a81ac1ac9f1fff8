"""What Anki makes of names of decks and of tags: which of them it would change or use itself."""

from __future__ import annotations

import unicodedata

# Joiners that some scripts and emoji need inside a word; every other invisible sign is refused.
JOINERS = "\u200c\u200d"
INVISIBLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}
# Anki's own: it gives these tags meanings, and it never removes its first deck.
ANKIS_TAGS = ("marked", "leech")
ANKIS_DECK = "default"
OUR_TAG = "quizgen"


def name_mistake(name: str) -> str:
    """What is wrong with a deck's name, with the remedy; empty when it may stand."""
    levels = name.split("::")
    if any(not level or level != level.strip() for level in levels) or any(
        char in name for char in '<>"'
    ):
        return 'plain text, without < > ", with :: only between non-empty levels'
    if any(level.strip(":") != level for level in levels):
        return "a level begins or ends with a colon, which Anki would take for a border; leave it"
    if hidden := _invisible(name, JOINERS):
        return f"{hidden} cannot be seen and changes what the name is; delete it"
    if name.casefold() == ANKIS_DECK:
        return "Anki has a deck of this name of its own; choose another"
    return ""


def tag_mistake(tag: str) -> str:
    """What is wrong with a note's tag, with the remedy; empty when it may stand."""
    levels = tag.split("::")
    if len(tag.split()) != 1 or not all(levels):
        return "no white space and no empty level; write-it-so::and-so"
    if any(level.strip(":") != level for level in levels):
        return "a level begins or ends with a colon; write levels so::and-so"
    if hidden := _invisible(tag, ""):
        return f"{hidden} cannot be seen, and nobody finds the tag again; delete it"
    if levels[0].casefold() == OUR_TAG:
        return "tags under quizgen:: are made by the build; choose another"
    if tag.casefold() in ANKIS_TAGS:
        return "Anki gives this tag a meaning of its own; choose another"
    return ""


def _invisible(text: str, allowed: str) -> str:
    """The first character that nobody sees, by its name or number."""
    for char in text:
        if unicodedata.category(char) in INVISIBLE and char not in allowed:
            return unicodedata.name(char, f"the character U+{ord(char):04X}")
    return ""
