"""Titles: the pieces that they are made of, and the field that they name, if they name one."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from quizgen.drafting.english import JOINTS, PREPOSITIONS, is_surely_verb, is_verb, word_set, words
from quizgen.drafting.sentences import find_headings
from quizgen.drafting.usage import SMALL, Usage
from quizgen.drafting.vocabulary import singular
from quizgen.schema import Source
from quizgen.sources.meta import default_meta

# Where a title goes on with a second one: "Lecture 3: Queues", "Queues - a first look".
PARTS = re.compile(r"\s*[:|?!]\s*|\s+[\u2013\u2014-]\s+|\s*[()]\s*")
NUMBERED = re.compile(
    r" [IVX]+$|^(?:[\d.]+|[A-Za-z]+ (?:\d+|[IVX]+)[.,]?) +|[\s,]+(?:[A-Za-z]+ )?\d+$"
)
# What these lead in is a field by itself.
COURSE = re.compile(
    r"^(?:an? |the )?(?:(?:short|brief|gentle|quick|first|basic) )?"
    r"(?:introduction to|basics of|principles of|fundamentals of|elements of|foundations of|"
    r"primer on) |^(?:introductory|elementary) ",
    re.I,
)
# "The strange art of grafting", "the mathematics of voting".
ART = re.compile(
    r"^(?:an? |the )?(?:[a-z]+ )?(?:art|arts|science|craft|mathematics|physics|chemistry|biology|"
    r"secrets?|story|business|logic|language) of (?=\w+$)",
    re.I,
)
# "An interview on triage and emergency medicine": what they talk about.
TALKED_OF = re.compile(
    r"\b(?:interview|panel|talk|conversation|discussion|podcast|debate|chat) (?:on|about) "
    r"(?P<what>[^:?!.,]+)$",
    re.I,
)
# "Computer networks, lecture 4: congestion".
OF_COURSE = re.compile(r"^(?P<what>[^:,]+), (?:lecture|class|week) ?\d*\b", re.I)
LED_IN = re.compile(
    rf"{ART.pattern}|{COURSE.pattern}|^(?:basic|advanced) |"
    r"^(?:an? )?(?:guide to|theory of(?= the)|on|"
    r"(?:notes|lectures?|panel|interview|talk|conversation|discussion|podcast) (?:on|about)|"
    r"an? [a-z]+(?:er|or|ist|ian) on) ",
    re.I,
)
LED_OUT = re.compile(
    r",?(?<! and) (?:from scratch|explained|in practice|in a nutshell|"
    r"for (?:beginners|everyone|dummies)|"
    r"step by step|(?:and|in) (?:the )?modern world|101|FAQ|handbook|guide|manual|primer|overview|"
    r"tutorial|basics|essay|notes|course|lectures?|reference)$",
    re.I,
)
BRACKETED = re.compile(r"\((?P<field>[a-z][a-z-]{3,}(?: [a-z-]+){0,2})\)$")
UNSHOWN = re.compile(r"[{}<>\[\]_*#`\\?!\u201c\u201d\"]|::|https?|\d")
ASKING = word_set("how why what who whose which when where whether can could do does did is are")
# What kind of talk it is, and figures of speech: "A coat of glass", "Fifty times a second".
NO_PART = re.compile(
    r"^(?:an? |(?:two|three|four|five|six|seven|ten|twenty|thirty|forty|fifty|sixty|hundred)\b|"
    r"(?:interview|conversation|talk|talks|panel|discussion|lecture|episode|part)\b)|"
    r" (?:off|on|up|out|down|in|at|to|for|with)$",
    re.I,
)
# Titles with these are figures of speech.
NO_SUBJECT = word_set(
    "everything everybody trouble story secret art tale case reading making writing life world "
    "birth death rise fall end beginning man woman "
    "i you we they he she it me us them my our your their his her its"
)
# The discipline itself: "in acoustics", not "in the context of acoustics".
DISCIPLINE = re.compile(
    r"(?!critics|topics|fabrics|comics|lyrics|economy|autonomy)[a-z]*(?:ics|logy|nomy|graphy|metry|istry|"
    r"theory|law|science|literature|architecture|agriculture)"
)
STUDY = re.compile(r"(?:history|theory|philosophy|law|sociology|psychology) of [a-z]+$", re.I)
SURELY = re.compile(
    r"[a-z]{2,}(?:ology|nomics|dynamics|istics|physics|chemistry|mathematics|mechanics)"
)
FIGURE = re.compile(r"\bthe \w+ of (?=\w+ing\b|an?\b|the\b)", re.I)
# As the last word of a title these name something.
NOUNS = word_set(
    "control design work change growth use transport storage flow trade drive supply demand test "
    "treatment exchange market process record sound light research review study studies"
)
# "Gifts, exchange and economic life": one of the things that a title lists.
LISTED = re.compile(r", .* and [a-z]+ (?:life|world)$", re.I)
LIFE = word_set("life world")
HALF = re.compile(r"\b(?:early|late|old|new|modern|ancient|upper|lower|inner|outer)$", re.I)
HOW = re.compile(r"\w{4,}(?:al|ic|ive|ous|ar|ary)")
# These alone tell nothing: "Figures of speech" is about none.
NO_PART_ALONE = word_set("a an the figure study model method form view part kind type")
ONE_OF = word_set("a an the each every one two three four five six seven eight nine ten")
MOST_WORDS, MOST_TELLING, MOST_SAID = 4, 5, 3
LONG = 8  # letters: "Glassmaking" can be nothing else than the subject
# What a file is called besides its subject, and where its title stands: in its first lines.
FILE_KINDS = word_set(
    "textbook book lecture lectures podcast interview transcript handout slides notes chapter "
    "article essay panel talk section unit week text reading course seminar captions subtitles "
    "episode part lesson draft final copy source sample test"
)
NO_TITLE = FILE_KINDS | word_set("introduction contents abstract preface overview summary the of")
AT_START = 100
# How often a word of a title must come, at least, and in a hundred sentences.
LEAST_SHARE, LEAST_COUNT = 0.06, 4


def title_of(source: Source) -> str:
    """The title of a source; without a meta file its first heading, or what its name tells.

    "textbook_money.txt" is about money.
    """
    title = source.meta.title
    if title.casefold() != default_meta(source.stem).title.casefold():
        return title
    first = next(iter(find_headings(source)), None)
    if first and first.span.start <= AT_START and not set(words(first.text)) <= NO_TITLE:
        return first.text
    telling = [w for w in title.split() if not (w.casefold() in FILE_KINDS or w.isdigit())]
    return " ".join(telling) or title


def least_count(said: Usage) -> float:
    """How often a word must come in a text to be what it is about."""
    return max(LEAST_COUNT, min(said.number, 200) * LEAST_SHARE)


def find_told(title: str) -> tuple[str, bool]:
    """The field that a title itself tells, and whether it is called a subject there.

    "Plant physiology, lecture 7", "Lock (navigation)"; "Introduction to finance" for the second.
    """
    if said := _said_at_once(title):
        return said, False
    for piece in _pieces(title):
        part = next(_parts(piece), "")
        of = words(part)
        if not 0 < len(of) <= MOST_WORDS:
            continue
        if COURSE.match(piece):
            return part, singular(of[-1]) == of[-1]
        if STUDY.match(part):
            return f"the {part}", True
        # "Process and politics" is no discipline, "physics and chemistry" is.
        joined = "," in part or ("and" in of and not DISCIPLINE.fullmatch(of[0]))
        if DISCIPLINE.fullmatch(of[-1]) and not joined:
            return part, False
    if (found := OF_COURSE.match(title)) and len(words(found["what"])) <= MOST_WORDS:
        return found["what"], False
    # "The second law of thermodynamics"; but "the economics of finding food" is about food.
    return next(filter(SURELY.fullmatch, words(FIGURE.sub("", title))), ""), False


def _said_at_once(title: str) -> str:
    """The field in "Lock (navigation)", "An interview on emergency medicine"; "" elsewhere."""
    if found := BRACKETED.search(title):
        return found["field"]
    found = TALKED_OF.search(title)
    return found["what"] if found and len(words(found["what"])) <= MOST_WORDS else ""


def find_named_part(title: str, said: Usage, people: frozenset[str]) -> str:
    """The part of a title that names what the text speaks of all along; "" where none does."""
    pieces = _pieces(title)
    alone = len(pieces) == 1
    found = [
        part
        for piece in pieces
        for part in _parts(piece)
        if _is_phrase(part, people)
        and not set(map(singular, words(part))) <= NO_PART_ALONE
        and (
            _is_spoken_of(part, said, alone=alone, led_in=bool(ART.match(piece)))
            # "Attachment: the first relationships", but not "..., lecture 3: Chance".
            or (piece == pieces[0] and said.count(part) >= least_count(said))
        )
    ]
    if found:
        best = min(found, key=lambda part: _rank(part, said))
        first, joint, _ = best.partition(" and ")
        # "The security dilemma and the search for stability": the first says enough.
        several = joint and "," not in best and len(_telling(first)) > 1 and not HALF.search(first)
        short = several and len(_telling(best)) > MOST_SAID
        return first if short and _is_spoken_of(first, said, alone=True, led_in=False) else best
    # "Materiality, risk and evidence in the audit of statements".
    for tail in (part.rpartition(" in ")[2] for part in _parts(title) if " in " in part):
        long = len(_telling(tail)) > 1 and _is_phrase(tail, people)
        if long and _is_spoken_of(tail, said, alone=True, led_in=False):
            return tail
    for first, joint, rest in (part.partition(" and ") for part in _parts(title)):
        # "Lighthouses and their lenses", but not "The growth and decline of populations".
        shared = " of " in rest and len(_telling(first)) == 1
        listed = "," in first  # "Linkage, recombination, and ...": its first item says too little
        half = HALF.search(first)  # "Play in early and middle childhood"
        phrase = joint and not (shared or listed or half) and _is_phrase(first, people)
        if phrase and _is_spoken_of(first, said, alone=True, led_in=False):
            return first
    return ""


def _rank(part: str, said: Usage) -> tuple[bool, float, str]:
    """Of two parts the plainer is the subject, then what is spoken of more.

    "Sound into numbers: digital audio", "Cold open: superconductors".
    """
    counts = [said.count(word) for word in _telling(part)]
    return bool(set(words(part)) & (PREPOSITIONS | JOINTS)), -sum(counts) / len(counts), part


def _telling(part: str) -> list[str]:
    return [word for word in words(part) if word not in SMALL]


def _is_phrase(part: str, people: frozenset[str]) -> bool:
    """Whether a piece of a title is a phrase that can stand after "in the context of"."""
    of, telling = words(part), _telling(part)
    loose = ASKING | (NO_SUBJECT - LIFE if LISTED.search(part) else NO_SUBJECT)
    if set(of) & loose or not 0 < len(telling) <= MOST_TELLING:
        return False
    if NO_PART.search(part):
        return False
    owned = "'" in part or "\u2019" in part  # "A few seconds' notice"
    if owned or of[0] in PREPOSITIONS or set(telling) & people:
        return False
    return not _has_verb(part)


def _is_spoken_of(part: str, said: Usage, *, alone: bool, led_in: bool) -> bool:
    """Whether the text is about it: what is the whole title, or is led in, needs less for that."""
    counts = [said.count(word) for word in _telling(part)]
    least = least_count(said)
    if led_in:
        return max(counts) > 1
    if len(counts) == 1:  # "How populations change, lecture 3: Chance": of several, a plural
        first, last = words(part)[0], words(part)[-1]
        if alone:
            return counts[0] >= (1 if len(last) >= LONG else least / 2)
        return counts[0] >= least and (singular(last) != last or first == "the")
    if alone:
        return max(counts) >= least / 2 and counts.count(0) <= 1
    # "Water in plants": its last word comes all along, the others at least somewhere.
    plain = not set(words(part)) & SMALL
    named = not any(map(said.is_small, _telling(part)))  # "Frederic Tudor"
    return all(counts) and not named and (max(counts) if plain else counts[-1]) >= least / 2


def _has_verb(part: str) -> bool:
    """Whether a part is a clause, as "Names and reference" and "Process control" are not."""
    telling = _telling(part)
    last = telling[-1] if telling else ""
    joined = set(words(part)) & {"and", "of", "in"}
    doing = len(telling) > 1 and is_verb(last) and last not in NOUNS and not joined
    return doing and not last.endswith("ing") or any(map(is_surely_verb, telling))


def is_held(noun: str, title: str) -> bool:
    """Whether a noun stands after an "of": "a loaf of bread"."""
    said = words(title)
    return any(a == "of" and singular(b) == noun for a, b in itertools.pairwise(said))


def bare_in(title: str, noun: str) -> str:
    """A noun in the form in which it stands in a title without an article; "" elsewhere."""
    said = words(title)
    for before, word in zip(["", *said], said, strict=False):
        if singular(word) == noun and before not in ONE_OF:
            return word
    return ""


def of_kind_in(title: str, noun: str) -> str:
    """A noun of a title with the word that says of which kind: "epidemiological studies"; or ""."""
    said = words(title)
    for before, word in itertools.pairwise(said):
        if singular(word) == noun and HOW.fullmatch(before):
            return f"{before} {word}"
    return ""


def _pieces(title: str) -> list[str]:
    """The pieces of a title, without their numbers."""
    split = PARTS.split(" ".join(title.split()))
    return [bare for piece in split if (bare := NUMBERED.sub("", piece).strip())]


def _parts(title: str) -> Iterator[str]:
    """The pieces of a title, each without what only says what kind of text it is."""
    for piece in _pieces(title):
        bare = LED_IN.sub("", piece).strip(" .,;'\u2019")
        bare = LED_OUT.sub("", bare)
        if bare and not UNSHOWN.search(bare) and not bare.endswith(("'s", "\u2019s")):
            yield bare
