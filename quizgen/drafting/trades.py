"""What the guests of a talk are: "glaciologist", whose words its terms are.

The title says it, the meta file, the host who introduces a guest, or the guest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from quizgen.drafting.english import word_set, words
from quizgen.drafting.model import Sentence
from quizgen.schema import Person, Role, Source

# Whoever is called so has a field of his own, and words for it.
ENDS_OF_TRADES = re.compile(
    r"[a-z]{2,}(?:ologist|ographer|ometrist|odontist|iatrist|natomist|etist|emist|ysicist|"
    r"omist|anist|inist|armacist|ertist|inguist|ianist|olinist|ganist|typist|tician|sician|"
    r"keeper|maker|smith|wright|founder|binder|dresser|blower|builder|cutter|carver|dyer)"
)
TRADES = word_set(
    "actuary anaesthetist archaeologist archivist astronomer auditor baker barrister "
    "biostatistician blacksmith bookbinder brewer broker butcher carpenter cartographer "
    "chemist choreographer clinician composer conductor conservator cooper curator dentist "
    "dietitian distiller diver electrician epidemiologist farmer farrier ferryman firefighter "
    "fisherman forecaster forester gardener glazier grower historian horologist interpreter "
    "jeweller jurist lawyer librarian linguist luthier mason mathematician miller miner "
    "musician navigator notary nurse optician ornithologist paramedic philosopher physician "
    "physicist physiotherapist pilot plumber potter printer ranger restorer roofer sailor "
    "seismologist shepherd shipbroker signaller skipper solicitor statistician stonemason "
    "surgeon surveyor tailor tanner taxidermist thatcher toolmaker translator tuner "
    "typographer vet veterinarian vintner volcanologist watchmaker weaver welder winemaker"
)
# Trades only with a word before them: "a bridge engineer", "a sound designer".
OF_SOMETHING = word_set(
    "analyst architect controller designer developer economist editor engineer forecaster "
    "founder inspector instructor maker manager manufacturer officer operator planner programmer "
    "scientist technician therapist trader worker"
)
# What these say of somebody is no part of the trade.
BESIDE = word_set(
    "a an the and with by on s is who or of my our your his her one new old young good great "
    "senior junior chief head lead former retired working practising practicing professional "
    "freelance consultant qualified chartered trained certified registered fellow local "
    "independent famous leading well-known award-winning veteran career full-time part-time "
    "self-taught proper real british american english scottish irish welsh french german dutch "
    "italian spanish norwegian swedish danish canadian australian principal academic staff "
    "specialist hospital university college state"
)
TRADE = re.compile(r"\b(?:an?|the|our|by trade,?) ((?:[A-Za-z-]+ ){0,3}[A-Za-z-]{3,})\b")
AS_TITLE = re.compile(
    r"\b(?:with|by) (?:an? |the )?(?P<with>[\w -]+)|"
    r"\b(?:A|An|The) (?P<on>[A-Z][\w ]+?) "
    r"(?:on|in|at|from|Explains|Tells|Remembers|Answers)\b|"
    r"(?:^|[:|] )(?:The |A |An )?(?P<alone>[A-Z][\w -]+)(?=$| \|)"
)
SAYS_OF_ONESELF = re.compile(
    r"\bI(?:['\u2019]m| am|['\u2019]ve been| have been| was| trained as)\b"
)
NAME = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# The sentences in which people are introduced, and how far from a name their trade stands.
INTRODUCING, NEAR = 24, 170
MOST_BEFORE = 2


def find_trades(source: Source, sentences: Sequence[Sentence]) -> Mapping[str, str]:
    """By the name of a guest what he or she is, in the plural: "air traffic controllers".

    Guests of whom nothing is said are left out.
    """
    guests = [person for person in source.meta.people if person.role is Role.GUEST]
    found = {guest.name: _trade_of(guest, guests, source, sentences) for guest in guests}
    return {name: _several(trade) for name, trade in found.items() if trade}


def _several(trade: str) -> str:
    """ "Actuaries", "ferrymen", "bridge engineers"."""
    if trade.endswith("man"):
        return f"{trade[:-2]}en"
    return f"{trade[:-1]}ies" if trade.endswith("y") else f"{trade}s"


def _trade_of(
    guest: Person, guests: Sequence[Person], source: Source, sentences: Sequence[Sentence]
) -> str:
    if told := _first_trade([guest.about]):
        return told
    titled = _titled(source.meta.title, guest) if len(guests) == 1 else ""
    return titled or _introduced(guest, guests, sentences[:INTRODUCING])


def _titled(title: str, guest: Person) -> str:
    """What a title says of its only guest: "A Conversation with a Potter", "Type Designer X"."""
    without = title.replace(guest.name, "").strip()
    said = (found[group] for found in AS_TITLE.finditer(without) for group in found.groupdict())
    return _first_trade(text.casefold() for text in said if text)


def _introduced(guest: Person, guests: Sequence[Person], sentences: Sequence[Sentence]) -> str:
    """What the host says beside the guest's name, or the guest in the first words."""
    others = {part for other in guests if other is not guest for part in other.name.split()}
    ends = re.compile("|".join(rf"\b{re.escape(part)}\b" for part in others) or r"\Z")
    own = set(guest.name.split())
    for at, sentence in enumerate(sentences):
        texts: Iterator[str] = iter(())
        if _speaks(guest, sentence):
            texts = iter(SAYS_OF_ONESELF.split(sentence.text)[1:])
        elif own & set(NAME.findall(sentence.text)):
            texts = _beside(sentence.text, guest, sentences[at + 1 : at + 2])
        for text in texts:
            near = ends.split(text, maxsplit=1)[0][:NEAR]
            if told := _first_trade(match[1] for match in TRADE.finditer(near)):
                return told
    return ""


def _speaks(guest: Person, sentence: Sentence) -> bool:
    speaker = sentence.turn.speaker if sentence.turn else None
    return speaker is not None and speaker in (guest.name, *guest.labels)


def _beside(text: str, guest: Person, following: Sequence[Sentence]) -> Iterator[str]:
    """What comes after a name, what "she" is in the sentence after it, and what comes before."""
    name = next(
        (part for part in (guest.name, *reversed(guest.name.split())) if part in text), guest.name
    )
    before, _, after = text.partition(name)
    yield after
    yield from (s.text for s in following if re.match(r"(?:He|She|They)\b", s.text))
    yield before[-NEAR:]


def _first_trade(texts: Iterable[str]) -> str:
    """The first trade that stands in one of the texts."""
    return next(filter(None, map(_trade_in, texts)), "")


def _trade_in(text: str) -> str:
    """ "Air traffic controller" out of "retired air traffic controller from Leeds"; "" if none."""
    said = words(text)
    for at, word in enumerate(said):
        before = said[max(0, at - MOST_BEFORE) : at]
        while before and set(before) & BESIDE:
            before = before[1:]
        alone = word in TRADES or ENDS_OF_TRADES.fullmatch(word)
        if alone or (word in OF_SOMETHING and before):
            return " ".join([*before, word])
    return ""
