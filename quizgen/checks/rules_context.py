"""Rules on context: a question must be understood by somebody who does not have the source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.checks.model import ALL_KINDS, Hit, NoteRule, example
from quizgen.checks.primitives import content, content_of, names, sentences, stem, tokens
from quizgen.checks.views import NoteView
from quizgen.checks.wording import FILLER, asked_texts, mask
from quizgen.schema import Kind, Severity
from quizgen.text import words as split_words

# A word in so few sentences of the source, or in so small a share of them, tells what is meant.
FEW_SENTENCES = 3
RARE_SHARE = 0.02
# So many content words before "this" or "it" hold something that it can stand for.
CLAUSE_CONTENT = 2
ACRONYM = re.compile(r"(?<![\w$-])[A-Z]{2,6}s?(?![\w])")
ROMAN = re.compile(r"[IVXLCDM]+")
LOUD_SHARE = 0.5
NAME_MARK = re.compile(r"\b[A-Z][\w'-]*\w|\b[A-Z]\b(?!')")
ASKABLE = (Kind.BASIC, Kind.TYPE_IN, Kind.CHOICE)


# ------------------------------------------------------------------------ vague-source-reference


def _vague_source(view: NoteView) -> Iterator[Hit]:
    for name, text in asked_texts(view):
        if words := _source_words(view, mask(text)):
            message = f"{words!r} means nothing to a learner without the source"
            yield Hit(message, name, words, "name the person or the work, with its year")


def _source_words(view: NoteView, text: str) -> str:
    lexicon = view.lexicon
    for match in lexicon.pattern("wording-source-strong").finditer(text):
        if not _is_named(view, match[0], text[match.end() :]):
            return match[0]
    for match in lexicon.pattern("wording-source-weak").finditer(text):
        # What the quote itself speaks of is the subject of the question, not its source.
        said = stem((match["noun"] or match["noun2"]).casefold()) in content(view.quotes, lexicon)
        if not said and not _is_named(view, match[0], text[match.end() :]):
            return match[0]
    for match in lexicon.pattern("wording-source-pronoun").finditer(text):
        if not _has_person(view, text[: match.start()]) and not match[0].isupper():
            return match[0]
    return ""


def _is_named(view: NoteView, words: str, rest: str) -> bool:
    """Whether what follows "the speaker" says which: a name, a year, a quotation, "of ..."."""
    found = view.lexicon.pattern("wording-named-after").match(rest)
    name = (found and found["name"]) or ""
    person = words.split()[-1].casefold() in view.lexicon.words("wording-source-people")
    if "'s " in words or (found and found["comma"] and name and not person):
        return False  # "the guest's view of dykes", "in the interview, Mara Lind says ..."
    return bool(found) and not name[:1].islower() and name.casefold() not in view.lexicon.stop


# ---------------------------------------------------------------------------- dangling-reference


def _dangling(view: NoteView) -> Iterator[Hit]:
    text = mask(view.question)
    words = _opening_word(view, text)
    severity = Severity.ERROR if words else None
    words = words or _bare_demonstrative(view, text) or _bare_pronoun(view, text)
    if words:
        message = f"nothing before {words!r} says what it stands for"
        yield Hit(message, view.question_field, words, "put the name or the noun there", severity)


def _opening_word(view: NoteView, text: str) -> str:
    """The first word of a statement that goes on from another one: "It ...", "So ..."."""
    key = "wording-cloze-opening" if view.note.kind is Kind.CLOZE else "wording-opening"
    found = view.lexicon.pattern(key).match(text)
    return found["word"] if found else ""


def _bare_demonstrative(view: NoteView, text: str) -> str:
    first = (sentences(text) or [""])[0]
    for match in view.lexicon.pattern("wording-demonstrative").finditer(first):
        before = first[: match.start()].casefold()
        options = view.note.kind is Kind.CHOICE and before.endswith(("which of ", "one of "))
        if not options and not _is_meant(view, first[: match.start()], match[0]):
            return match[0].strip()
    return ""


def _is_meant(view: NoteView, before: str, words: str) -> bool:
    """Whether an earlier clause tells enough, or the noun was said: "When a dune grows, ..."."""
    if content(words, view.lexicon) & content(before, view.lexicon):
        return True
    found = view.lexicon.pattern("wording-clause").search(before)
    if not found:
        return False
    return len(content(before[: found.end()], view.lexicon)) >= CLAUSE_CONTENT


def _bare_pronoun(view: NoteView, text: str) -> str:
    """The first pronoun for a person or for a thing, when nothing before it can be meant."""
    lexicon, checked = view.lexicon, set[bool]()
    for match in lexicon.pattern("wording-pronoun").finditer(text):
        word, before, after = match[0].casefold(), text[: match.start()], text[match.end() :]
        if match[0].isupper() or (word == "it" and _is_expletive(view, text, match)):
            continue
        person = word in lexicon.words("wording-person-pronouns")
        if person in checked:
            continue
        checked.add(person)
        ahead = bool(lexicon.pattern("wording-cataphor").search(before))
        ahead &= not lexicon.pattern("wording-pronoun-front").search(before + match[0] + after[:1])
        if person:
            known = _has_person(view, before) or (ahead and _has_person(view, after))
        else:
            known = _has_noun(view, before) or (ahead and _has_noun(view, after))
        if not known:
            return match[0]
    return ""


def _is_expletive(view: NoteView, text: str, match: re.Match[str]) -> bool:
    """Whether "it" stands for nothing: "Is it true that ...?", "How long does it take to ...?"."""
    for kind in ("behind", "judged", "helping", "before"):
        for found in view.lexicon.pattern(f"wording-expletive-{kind}").finditer(text):
            if found.start("it") == match.start():
                return True
    return False


def _has_noun(view: NoteView, text: str) -> bool:
    people = _people(view)
    if FILLER in text or any(name not in people for name in _names(view, text)):
        return True
    generic = view.lexicon.words("wording-generic")
    phrases = view.lexicon.pattern("wording-noun-phrase").finditer(text)
    nouns = (found["noun"] or found["noun2"] for found in phrases)
    return any(noun not in people and not _is_generic(noun.casefold(), generic) for noun in nouns)


def _is_generic(word: str, generic: frozenset[str]) -> bool:
    """Whether a word such as "reasons" tells nothing by itself."""
    return word in generic or word.removesuffix("s") in generic or stem(word) in generic


def _has_person(view: NoteView, text: str) -> bool:
    """Whether a person is named or spoken of: a name whose words are no common words."""
    if view.lexicon.pattern("wording-somebody").search(text):
        return True
    people, asking = _people(view), view.lexicon.stop | view.lexicon.words("wording-openers")
    found = (m[0].removesuffix("'s") for m in NAME_MARK.finditer(text))
    return any(
        word in people
        or (word[1:].islower() and word.casefold() not in asking and _is_proper(view, word))
        for word in found
    )


def _people(view: NoteView) -> set[str]:
    """The parts of the names of those who speak."""
    listed = [p.name for source in view.own_sources for p in source.source.meta.people]
    return {part for name in (*listed, view.note.speaker or "") for part in name.split()}


def _names(view: NoteView, text: str) -> set[str]:
    """The names of a text; "What" is none, however often a talk begins a turn with it."""
    found = names(text, view.source_names)
    return {name for name in found if name.casefold() not in view.lexicon.stop}


def _is_proper(view: NoteView, word: str) -> bool:
    """Whether the sources never write a word small; only looked up where it matters."""
    small = f" {word.casefold()}"
    return not any(small in source.source.text for source in view.own_sources)


# ----------------------------------------------------------------------------- no-context-anchor


def _no_anchor(view: NoteView) -> Iterator[Hit]:
    text = mask(view.question)
    if FILLER in text or _names(view, text) or any(c.isdigit() for c in text):
        return
    generic = view.lexicon.words("wording-generic")
    left = [word for word in tokens(text) if not _is_generic(word, generic)]
    if not any(_is_telling(view, word) for word in content_of(left, view.lexicon)):
        message = "no name, number or term says what the question is about"
        words = text.strip()
        yield Hit(message, view.question_field, words, "name the subject, so that it stands alone")


def _is_telling(view: NoteView, word: str) -> bool:
    """Whether a content stem is rare enough in the source to say what is meant."""
    return any(
        source.document_frequency[word] <= FEW_SENTENCES or source.rarity(word) <= RARE_SHARE
        for source in view.own_sources
    )


# ---------------------------------------------------------------------------- undefined-acronym


def _acronym(view: NoteView) -> Iterator[Hit]:
    known = view.lexicon.words("wording-acronyms") | view.lexicon.stop
    everything = " ".join(view.texts.values())
    if view.lexicon.pattern("wording-stands-for").search(view.question):
        return
    seen: set[str] = set()
    for name, text in asked_texts(view):
        plain = mask(text)
        if _is_loud(plain):
            continue
        for match in ACRONYM.finditer(plain):
            short = match[0].removesuffix("s")
            usual = short.casefold() in known or ROMAN.fullmatch(short) or short in view.answers
            if short in seen or usual or _is_expanded(short, everything, view.lexicon.stop):
                continue
            seen.add(short)
            message = f"{short!r} is not spelled out"
            yield Hit(message, name, match[0], "spell it out once, as in Short Form (SF)")


def _is_loud(text: str) -> bool:
    """Whether most letters are capitals anyway."""
    letters = [c for c in text if c.isalpha()]
    return sum(c.isupper() for c in letters) > LOUD_SHARE * len(letters) and " " in text.strip()


def _is_expanded(short: str, text: str, small: frozenset[str]) -> bool:
    """Whether words that begin with the acronym's letters stand in a row; "of" may be left out."""
    words = [w for w in split_words(text.replace("-", " ")) if w.removesuffix("s") != short]
    # In "learning from AI feedback (LAIF)" a shorter acronym gives all its letters.
    telling = [word for word in words if word not in small]
    rows = [[w[0] for w in words], [w[0] for w in telling]]
    rows.append([w if w.isupper() else w[0] for w in telling])
    return any(short.casefold() in "".join(row).casefold() for row in rows)


PRECISE = "Matuschak 2020, precise prompts; Wozniak's rule 16, context cues"
RULES = (
    NoteRule(
        "vague-source-reference",
        2,
        Severity.ERROR,
        ALL_KINDS,
        'The question leans on "the speaker" or "the text", which the learner does not see.',
        PRECISE,
        _vague_source,
        example(question="According to the speaker, what raises the tide?", answer="The Moon"),
        example(question="According to Mara Lind, what raises the tide?", answer="The Moon"),
    ),
    NoteRule(
        "dangling-reference",
        2,
        Severity.WARNING,
        ALL_KINDS,
        'A word such as "this", "it" or "he" stands for something that is not there.',
        PRECISE,
        _dangling,
        example(question="How often does it come in a day?", answer="Twice"),
        example(question="How often does the tide come in a day?", answer="Twice"),
        may_be_error=True,
    ),
    NoteRule(
        "no-context-anchor",
        1,
        Severity.WARNING,
        ASKABLE,
        "No word of the question says what it is about.",
        PRECISE,
        _no_anchor,
        example(question="What is the main reason?", answer="The Moon"),
        example(question="Which body raises the tide?", answer="The Moon"),
    ),
    NoteRule(
        "undefined-acronym",
        1,
        Severity.INFO,
        ALL_KINDS,
        "An abbreviation is not spelled out.",
        PRECISE,
        _acronym,
        example(question="What does the MHWS of a harbour depend on?", answer="The Moon"),
        example(
            question="What does mean high water springs (MHWS) of a harbour depend on?",
            answer="The Moon",
        ),
    ),
)
