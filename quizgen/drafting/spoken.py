"""What is left of talk when nothing but talk's own noise goes; and what must not be shown at all.

Evidence is never touched. A softener ("sort of") goes where a verb stands before it, a repeated
beginning ("it's, it's") where it is repeated word for word, and neither beside a negation.
"""

from __future__ import annotations

import re

from quizgen.drafting.english import NEGATION, VERB_STEMS, word_set
from quizgen.drafting.fitness import CODE, balanced
from quizgen.drafting.wording import NEAR_NEGATION, capital, declutter, without_lead

TAG = re.compile(r",? (?:right|okay|ok|you know|yeah)\?$", re.I)
SOFTENER = re.compile(
    r"\b(?P<before>is|are|was|were|be|been|to|can|will|would|could|might|may|should|just|really|"
    r"it|they|we|you|which|and|it['\u2019]s|they['\u2019]re|we['\u2019]re|you['\u2019]re|\w+ly),? "
    r"(?:sort of|kind of)(?: like(?!,| (?:an?|the|when|how|what|if)\b))?,? (?=\w)",
    re.I,
)
# "Just" keeps what a negation before it means, with or without these two words.
JUST_SORT_OF = re.compile(r"\bjust,? (?:sort of|kind of),? (?=\w)")
# "Like" where it can be neither a verb nor a preposition.
SURELY_LIKE = re.compile(
    r"\b(?P<before>of|with|for|in|at|by|on|the|an?|or|than|from|can|could|might|may|will|must|very|"
    r"and(?= like,? \w+ly\b)|to(?= like (?:" + "|".join(sorted(VERB_STEMS)) + r")\b)|"
    r"(?:is|are|be|just|['\u2019]s|['\u2019]re)(?= like,? \w+ly\b)),? like,? (?=\w)",
    re.I,
)
# A start that is made twice: only with words that nobody doubles for effect.
TWICE = re.compile(
    r"\b(?P<said>(?:the|an?|of|to|in|is|are|and|it|we|they|you|if|when|what|how|but|because|with|"
    r"for|on|it['\u2019]s|they['\u2019]re|there['\u2019]s|we['\u2019]re|you['\u2019]re)"
    r"(?: [\w'\u2019]+){0,2}?),? (?P=said)\b",
    re.I,
)
# A subject that is taken up again after an aside: "Paste, that's the word, paste is flour."
RESUMED = re.compile(
    r"^(?P<said>[\w'\u2019-]+(?: [\w'\u2019-]+){0,3})(?:,| -) [^.]{3,60}?(?:,| -) (?P=said) "
    r"(?=(?:is|are|was|were|has|have|can|means)\b)",
    re.I,
)
STANCE_LEAD = re.compile(
    r"^(?:I (?:still |actually |also |really |do |just |actually do )?(?:think|believe|feel like)|"
    r"I (?:would|will) (?:say|argue)|I[\u2019']d (?:say|argue)|In my (?:view|opinion|experience)|"
    r"(?:My|The way I see it, my) (?:\w+ )?(?:view|opinion)(?: actually)? is|To me|For me),? "
    r"(?:that (?!is\b|was\b))?",
)
STANCE_INSIDE = re.compile(r", I (?:would )?(?:think|believe|say|feel),", re.I)
# Words before a statement that add nothing to it.
PREFACE = re.compile(
    r"^(?:(?:It turns out|The (?:point|thing|fact of the matter|truth|short answer) is|Note|"
    r"As it turns out)(?: that|,)|(?:Honestly|Look|Of course|Obviously|Again|In fact|To be clear|"
    r"In other words|At the end of the day|To be honest|Truthfully|Generally speaking|Actually|"
    r"Like),)"
    r" (?=\w)",
)
SPELLED = (
    (re.compile(r"\bgonna\b"), "going to"),
    (re.compile(r"\bwanna\b"), "want to"),
    (re.compile(r"(?<!\w)['\u2019]cause\b"), "because"),
    (re.compile(r"(?<=\w)\s?(?:\.\.\.|\u2026)$"), "."),
)
# What was lived through, spoken to somebody, guessed, left open, or written down by its sound.
REFUSED = re.compile(
    r"\b(?:I remember|I was|I had|I went|I saw|I got|last (?:year|week|time)|you (?:said|mentioned|"
    r"asked|talked)|as (?:I|you|we) said|we (?:talked|were|just|did|had|got)|my (?:wife|friend|dad|"
    r"mom|kid|son|daughter|boss)|by the way|(?:do|does|did|doing|feel|like|of|about) "
    r"that(?=[.,;]| and\b| but\b| so\b)|thanks?|"
    r"question|podcast|episode|he|she|him|her|his|whatever|blah|or something|stuff(?! that)|gonna|"
    r"gotta|kinda|dunno|a bunch|you know|I mean|I don['\u2019]t know|I guess|I'm like|"
    r"I am like|be like|was like|let['\u2019]s say|oh|yeah|okay|hey|hmm|wow|gosh|guys|"
    r"for instance|and so on|et cetera|joke|funny|imagine|suppose|your book|your (?:show|essay))\b|"
    r"(?<!\bthis )(?<!\ba )(?<!\bany )(?<!\bsome )(?<!\bthe )(?<!\bwhat )(?<!\bone )"
    r"(?<!\bthat )(?<!\bdifferent )(?<!\bjust )\b(?:kind|sort) of\b|"
    r"[?!]|\.\.\.|\u2026|--|[\[\]]|\w- | - |, that's|, which that|, (?:like|so|or|and|but),",
    re.I,
)
LIKE = re.compile(r"(?P<before>[\w'\u2019-]+|^)(?P<comma>,?) like\b(?P<after>,?(?: \w+)?)", re.I)
# "is like a scaffold", "looks like rain", "would like", "things like this": words, not noise.
BEFORE_LIKE = word_set(
    "is are be just not something things anything nothing much more exactly looks look looking "
    "feels feel sounds sound seems seem works work behaves behave acts act would i'd you'd they'd "
    "it's they're that's people topics ideas"
)
AFTER_COPULA = word_set("a an the that how when what having being if trying one")
UNFINISHED = re.compile(
    r"\b(?:and|or|but|so|because|the|a|of|to|like|right|uh|um|just|can)[,.]$", re.I
)
RESTART = re.compile(
    r"\b(?!there\b)(\w+(?: \w+)?),? \1\b|, (?:it's|they're|there's|that's|we're|I'm|you're) \w+,|"
    r"\b(?:has|have), (?:we|they|it|you|I)\b|"
    r"\b(?:is|are|was|were)(?: \w+)?, (?:we|they|it|you|I|that|he|she|is|are|was)\b|"
    r"\b(?:is|are|was|were|the|an?|of|our|their|its), |, (?:is|are|was) |"
    r"\b(?:is|are|was) (?:is|are|was)\b|\bit['\u2019]s (?:I|we|you|they|it|he|she)\b|"
    r"\b(?:the|an?|these) (?:the|an?|this|that|these|it|kind of)"
    r"\b",
    re.I,
)
POINTING = re.compile(
    r"\b(?:tomorrow|yesterday|nowadays|today|currently|recently|now|here|earlier|"
    r"previous(?:ly)?|(?:last|next|this) (?:year|month|week|time|section|chapter|decade)|"
    r"the former|the latter|these days|so far|back in|at the moment|the other (?:one|day|thing)|"
    r"the same thing|(?:in|up|down|out|over|from) there)\b",
    re.I,
)


def tidy(text: str) -> str:
    """A sentence of talk as it is shown: the same statement, with less noise."""
    text = without_lead(TAG.sub(".", declutter(text)))
    text = without_lead(PREFACE.sub("", text))
    text = RESUMED.sub(lambda m: m[0] if NEGATION.search(m[0]) else f"{m['said']} ", text)
    for pattern, spelled in SPELLED:
        text = pattern.sub(spelled, text)
    text = _replace(SOFTENER, text, "before", " ")
    text = JUST_SORT_OF.sub("just ", text)
    text = _replace(SURELY_LIKE, text, "before", " ")
    text = _replace(TWICE, text, "said", "")
    return capital(" ".join(text.split()))


def without_stance(text: str) -> tuple[str, bool]:
    """The text without "I think" before it, and whether that stood there."""
    bare = STANCE_INSIDE.sub("", STANCE_LEAD.sub("", text))
    return capital(PREFACE.sub("", capital(bare))), bare != text


def has_stray_like(text: str) -> bool:
    """Whether some "like" is only a breath: "the like top of it", "it is like going well"."""
    for match in LIKE.finditer(text):
        before, after = match["before"].casefold(), match["after"].split()
        copula = before in ("is", "are", "be", "it's", "they're", "that's")
        if match["after"].strip()[:1].isupper() and not match["comma"]:
            continue
        if match["comma"] and match["after"].strip() == "the":
            continue
        if before not in BEFORE_LIKE or match["comma"] or match["after"].startswith(","):
            return True
        if (
            copula
            and after
            and after[0] not in AFTER_COPULA
            and not after[0].endswith(("s", "ing"))
        ):
            return True
    return False


def may_be_shown(text: str) -> bool:
    """Whether a passage is free of what nobody would want to learn by heart."""
    refused = (REFUSED, UNFINISHED, RESTART, POINTING, CODE)
    if has_stray_like(text) or not balanced(text):
        return False
    return not any(pattern.search(text) for pattern in refused)


def _replace(pattern: re.Pattern[str], text: str, kept: str, after: str) -> str:
    parts: list[str] = []
    at = 0
    for match in pattern.finditer(text):
        around = text[max(0, match.start() - NEAR_NEGATION) : match.end() + NEAR_NEGATION]
        if NEGATION.search(around):
            continue
        parts += [text[at : match.start()], match[kept], after]
        at = match.end()
    return "".join([*parts, text[at:]])
