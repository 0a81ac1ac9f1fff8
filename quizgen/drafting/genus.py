"""What kind of thing a definition says that its term is: a process, a quantity, a thing. Pure.

Of what is a process, a quantity, a right or a view, its definition says all that it is. Of a thing
(a sac, a shrub, a building) a sentence says this or that, and what one would answer may stand in
the next. Of 397 definitions that readers judged, on which these lists were made, they took 69 % of
the former and 36 % of the latter.
"""

from __future__ import annotations

import re

from quizgen.drafting.english import AUXILIARIES, IRREGULAR, JOINTS, PREPOSITIONS, word_set, words
from quizgen.drafting.vocabulary import singular

KINDS = word_set(
    "ability account act agent agreement amount analysis angle anything appraisal approach "
    "approval area arrival assent assumption attempt behavior behaviour belief benefit bias bond "
    "branch breach breadth breakdown burst buyer capacity category chance change chord claim "
    "class collection condition consent contract cost craft criterion decision decline decrease "
    "defect deficiency degree demand denial depth desire device diameter difference discomfort "
    "disease disorder dispersal disposal distance doctrine drift drop duty ease effect effort "
    "employee energy error examination exchange expectation expense experience extent fact factor "
    "failure fall feature feeling field flow force form formula fraction function gain gap genre "
    "good group growth habit heat height idea inability income increase individual inflammation "
    "instant instruction instrument interval joint judgement judgment kind law length level light "
    "limit line list living loan loss machine map margin market mass match maximum mean measure "
    "mechanism member method minimum mistake model moment money movement need network note number "
    "obligation operation outcome owner part party passage path pattern payment people percentage "
    "period person phase philosophy place plan point position power practice pressure price "
    "principle probability problem procedure process product program programme property "
    "proportion proposal purchase quality quantity radius range rate ratio reaction recovery "
    "refusal region reinforcement relation release remainder removal renewal request requirement "
    "resistance response result revenue reversal right rise risk rule sale scale science score "
    "seller sense sequence series set share shift signal size skill software sound space speed "
    "stage standard state statement step strategy strength structure study style subset sum "
    "surface survey system task tax technique temperature tendency test text theory thought "
    "threat time tool transfer transport treatment trend trial type unit uptake use value version "
    "view volume wave way weakness width willingness wind withdrawal work worker zone"
)
SUFFIX = re.compile(
    r"\w{2,}(?:[ts]ion|ment|[ae]nce|[ae]ncy|ity|ness|ing|[st]ure|ism|ship|age|sis|ology|graphy)"
)
# What has such an ending and is a thing: one can touch it.
THINGS = word_set(
    "ambulance bandage bearing being building bushing casing city clothing coating community "
    "covering creature drawing engine entity entrance facility filament fragment furniture "
    "housing instalment instance leakage ligament lining lotion machinery mixture monument "
    "opening organism organization packing painting pavement picture pigment ring science "
    "sediment ship spring station string substance swelling thing tubing vestibule village wing "
    "wiring"
)
STOPS = (
    PREPOSITIONS
    | JOINTS
    | AUXILIARIES
    | word_set("that which who whose where when what a an the it they you we one responsible as")
)
# "Anything of value", "how strong the shaking was", "that data are altered": no thing at all.
NO_THING = re.compile(r"^(?:Anything|How|What|When|Whether|Where|That|To|By|From|If|One) ")
# "A protein that binds ...", "a vessel into which ...": what a thing does tells what it is.
EFFECTS = word_set(
    "absorb allow attach bind block break bring burn carry catalyse catalyze catch cause change "
    "clean cleave close connect control convert cool cut deliver destroy detect divide drive "
    "enable fill filter give govern guide heat help hold increase indicate inhibit join keep kill "
    "let lift limit link lower make mark measure open penetrate permit prevent produce promote "
    "protect pull push raise record reduce regulate release remove restrict secrete separate "
    "serve show slow speed split start stop store supply support tell transfer transmit transport "
    "trigger turn warn"
)
DOES = re.compile(
    r"\b(?:that|which) (?:\w+ly )?(?P<verb>[a-z]+)\b|"
    r"\b(?P<by>(?:by|with|into|through) which|used (?:to|for|as)|designed to|for \w+ing)\b"
)
SHORT = re.compile(r" \([^()]*\)")
DONE = re.compile(r"\w{2,}(?:ed|en|wn)")


def genus_of(answer: str) -> str:
    """The noun that a definition begins with: "rate" of "The short-term rates that ..."."""
    said = [word.split("'")[0].split("\u2019")[0] for word in words(SHORT.sub("", answer))]
    said = said[1:] if said[:1] and said[0] in ("a", "an", "the", "any") else said
    head = ""
    for word in said:
        done = word in IRREGULAR or (head and DONE.fullmatch(word))
        if word in STOPS or (done and not head.endswith("ly")):
            break
        head = word
    return singular(head)


def is_of_kind(answer: str) -> bool:
    """Whether a definition is of something that is no thing, or tells what a thing does."""
    if NO_THING.match(answer) or names_kind(answer):
        return True
    does = DOES.search(answer)
    return bool(does and (does["by"] or _stem(does["verb"]) in EFFECTS))


def names_kind(answer: str) -> bool:
    """Whether a definition begins with a kind of what is no thing: a process, a rate, a right."""
    genus = genus_of(answer)
    last = genus.rsplit("-", 1)[-1]
    return last in KINDS or (bool(SUFFIX.fullmatch(last)) and last not in THINGS)


def _stem(verb: str) -> str:
    """A verb without the ending of its third person, as far as those here have one."""
    for stem in (verb, verb.removesuffix("s"), verb.removesuffix("es"), f"{verb[:-3]}y"):
        if stem in EFFECTS:
            return stem
    return verb
