"""What an answer is made of: whole, of one fact, in words that the card itself explains. Pure."""

from __future__ import annotations

import re

from quizgen.drafting.context import Known, has_unknown, is_tied
from quizgen.drafting.english import AUXILIARIES, DETERMINERS, JOINTS, PREPOSITIONS, is_verb, words
from quizgen.drafting.genus import names_kind
from quizgen.drafting.hanging import STANDING_FOR
from quizgen.drafting.vocabulary import singular

ASKED = re.compile(
    r"^(?:in [\w ]+, )?(?:(?:what|when|which|how) (?:is|are|was|were) |"
    r"(?:what|when) (?:does|do) (?=.* (?:mean|refer to|stand for|consist of|consist in|measure|"
    r"describe|denote|say|state|hold|occur|happen|arise)\?$))"
    r"(?:the term )?(?P<article>the |an? )?(?P<term>[^?]+?)"
    r"(?: (?:mean|refer to|stand for|used for|consist of|consist in|measure|describe|denote|say|"
    r"state|hold|occur|happen|arise|defined|calculated|computed|measured|obtained|about))?\??$",
    re.I,
)
HEDGED = re.compile(
    r"\b(?:basically|generally(?! (?:accepted|recogni[sz]ed|agreed|available|applicable))|"
    r"stuff|(?<!right )things?|sort of|kind of|pretty much|really|"
    r"just(?! (?:been|before|after|outside|inside|above|below|reached|begun))|actually|somehow|"
    r"literally|at the time|nowadays|fancy|in some senses?|lot of)\b",
    re.I,
)
PRAISE = re.compile(
    r"\b(?:nonsense|waste of|disaster|miracle|terrible|wonderful|stupid|silly|beautiful|awful|"
    r"appalling|splendid|dreadful|brilliant|clever|peculiar|curious|odd|of course|obviously)\b",
    re.I,
)
# "It" as an object, which the question has not named.
OBJECT = re.compile(
    r"(?<!ed )(?<! by )(?<! in )(?<! on )(?<! to )(?<! from )(?<! with )(?<! through )"
    r"\b(?:it|them)(?:[.,]| (?:down|up|out|off|away|back)\b)",
    re.I,
)
IS = r"(?:is|are|was|were|has|have|had|can|will)"
SECOND_HALF = re.compile(
    rf"[;:]|, and without |^That (?:its|their) |"
    r", and (?:an? |the )?(?:[\w-]+ ){1,5}means?\b|, and in [a-z]|"
    rf" \u2014|, (?:and|but|so)(?! that) (?:it|they|we|you|that['\u2019]?s|he|she|there|this|"
    rf"(?:an? |the )?[\w-]+(?: [\w-]+)? {IS})\b|"
    r" (?:and|but) (?:it|they|we|that['\u2019]s) | because (?:we|that['\u2019]s) |"
    r"(?-i:(?<=[a-z] [A-Z])\. [A-Z])",  # "... angiotensin I. The second ..."
    re.I,
)
LISTED = re.compile(
    r",[^,]+, (?:and|or) |, (?!after|which|who|where|so |\w+ed )[^,]* and [^,]*\.$|"
    r"[\w-]+(?: [\w-]+)?, (?!usually|often|mostly|either|which|so\b)[\w-]+(?: [\w-]+)? "
    r"(?:and|or) [\w-]+"
)
# Up to here an answer says what kind of thing it is; what follows is said of any of its kind.
KIND_ENDS = re.compile(
    r",? (?:that|which|who|whose|where|when|because|if|while|so that|(?:after|before|in|by|during|"
    r"from|for) which)\b"
)
SUCH_AS = re.compile(r",? (?:such as|like|for example|including) [^.]*?(?=,|\.$)")
# "The gutter species": one that the source has spoken of. "What people think of" is of no kind.
SPECIFIED = re.compile(
    r"\bthe (?:[\w-]+ ){0,2}(?:species|creature|ship|device|firm|company|author|story|study|trial|"
    r"experiment|committee|expedition|building|island|village|town)s?(?=[.,;]|$)"
)
NO_KIND = re.compile(
    r"(?:What|Whatever) (?:you|we|they|I|one|people|counts|matters|makes|happens|"
    r"[a-z]+s (?:\w+ly )?(?:think|call|say|believe|do|want|see|use|know|mean|have|like))\b|"
    r"(?:The )?(?:evil|good|bad) "
)
# "A statement that ...", "an agreement to ...": dry words, in which nobody argues.
DEFINITE_KIND = re.compile(
    r"An? (?:[\w-]+ (?:and [\w-]+ )?){0,2}"
    r"(?:statement|agreement|rule|document|contract|tax|payment|limit|right|procedure|instrument|"
    r"unit|measure) (?:that|to|which|by|of|on|for|between)\b"
)
PAST = re.compile(r"\b(?:was|were|did|had)\b")
# "The mean of the 400 answers": of the example that the text is about.
OF_EXAMPLE = re.compile(r"\b(?:the|of|these|all) \d[\d,]* [a-z]+s\b")
# "The messenger that got shot", "a process that nobody designed": wit, and no definition.
WIT = re.compile(
    r"\b(?:nobody|no one|everybody|everyone|somebody|someone)\b(?! (?:who|that))|"
    r"\bgot \w+|\bat all\b|\bloves\b|\bturns? up\b|\bto certain\b"
)
# "That intensity": which was told before.
POINTING = re.compile(r"^(?:That|This|These|Those) (?!the\b|an?\b|it\b|they\b|you\b|one\b)")
# "A crack in that brittle layer": pointing, where nothing has been named yet.
LOOSE = re.compile(
    r"^(?:\S+ ){1,3}(?:in|of|on|from|to|towards?|for|by|with|at|through|under) "
    r"(?:that [a-z]|its?\b|their\b|them\b)"
)
# "The rain belt is narrower than that of ...": how a thing is, not what it is.
COMPARED = re.compile(r"^(?:[A-Z][a-z]+er|More [a-z]+|Less [a-z]+)\b.* than\b")
# "A fibrous sac, the pericardium, whose ...": a name is given to what is asked for.
NAME_GIVEN = re.compile(r"^The (?:[A-Z]|[\w-]+, (?:whose|made|which|built|called)\b)")
# "A Javanese word for a mudflow", "a stiff dough, and attieke, a dish of ...".
NO_THING = re.compile(
    r"^(?:An?|The) (?:[\w-]+ ){0,2}(?:word|name|term|expression|phrase) (?:for|of|that|used)\b|"
    r", and [\w\u00c0-\u017f' -]{3,30}, an? "
)
# "The hanging chain put to work": a figure of speech says of no kind which one.
WHICH_ONE = re.compile(
    r"\b(?:of|that|which|whose|where|when|who|between|among|from|at|in|by|for|on|per|with|"
    r"it|they|you|to (?!work\b|use\b)|\w+ed)\b|^The \w+(?:est|most)\b"
)
# "A cover that serves as its skeleton": whose, the question does not say.
OWNED = re.compile(r"\b(?:as|to) (?:its|their)\b")
# What has become of a thing, or who made it, tells it from no other.
VAGUE = re.compile(
    r"\bthat (?:has|have) (?:evolved|developed|existed|changed|grown)\b|"
    r"^An? [\w -]+ (?:introduced|developed|invented|proposed|created|made|designed) by "
    r"[A-Z][\w ]+\.$|"
    r"\b(?:the|their) \w+ ones\b|^Only\b|, and \w+ means\b|"
    r"^The (?:mainstay|backbone|hallmark|cornerstone|heart|core|essence|"
    r"(?:starting|raw) materials?|source|basis|cause|precursor|origin)\b|"
    r"^The (?:fraction|part|portion|share|one|form|kind|increase|decrease|rise|fall|change|loss|"
    r"difference|ratio|rest|result|effect) (?:that|which)\b|"
    r"\b(?:a|its) (?:height|length|weight|depth|width) of\b|"
    r"\b(?:how|what|where|whether) \w+ (?:it|they) |\bpeople (?:take|use|call|say|like)\b|"
    r"^An? [\w-]+ (?:of the \w+th century\.$|(?:studied|seen|described|remembered)\b)"
)
# "The conjugate base of an acid and leaves readily": what a thing is, and what it does.
AND_DOES = re.compile(
    r" and (?:\w+s \w+ly\.$|(?:contains|has|makes|takes|gives|needs|lies|goes|comes|leads|forms|"
    r"causes|produces|requires|allows|includes|occurs|is|are|have|can|may|does|will) )"
)
# "Used in foam, coatings, jackets": a list as it is said, without its end.
UNENDED = re.compile(
    r", (?:[\w-]+ ){0,2}[\w-]+, (?!(?:[\w-]+ )*(?:and|or) )(?:[\w-]+ ){0,2}[\w-]+\.$"
)
# "A mixture of lipids that is secreted by cells": what for, is what one would answer.
THING = re.compile(
    r"^An? (?:[\w-]+,? ){0,4}?(?:mixture|sheet|sac|swelling|organism|filtrate|product|"
    r"preparation|blade|lump|mass|body|object|substance|compound|protein|molecule|cell|tissue|"
    r"organ|gland|tube|ring|rod|layer|membrane|fluid|liquid|powder|animal|plant|structure)s? "
    r"(?=of|that|which|with|without|at|in|on|from|to|found|made|released|carried|produced|usually)"
)
SERVES = re.compile(
    r"\b(?:that|which) (?!(?:is|are|was|has|have|does|do|can|lies|lie|appears?|contains?|consists?|"
    r"faces?|forms?|occurs?|grows?|lives?|comes?|belongs?)\b)[a-z]+\b|"
    r"\b(?:by|through|with|from|into|in|at|for|on) which\b|\bused\b|\bfor\b|\bwhose\b|\bcan\b|"
    r"\bto (?!which\b)[a-z]+\b"
)
MISMATCHED = re.compile(
    r"^(?:In [^,]+, )?[Ww]hat does the (?:[\w-]+ )*[\w-]+(?<![ius])s "
    r"(?:mean|measure|describe|refer)\b"
)
# "The dark, stable rest of ...": one phrase.
SEVERAL = re.compile(r"^The [a-z-]+, (?=[a-z])")
SHORT_ASIDE = re.compile(r" \((?:[\w-]+ ?){1,3}\)")
FUNCTION = DETERMINERS | PREPOSITIONS | JOINTS | AUXILIARIES | {"and", "or", "not", "you", "they"}
# "The degree to which its findings apply": whose? "The slower process": than which?
ITS_CLAUSE = re.compile(
    r"^(?:\S+ ){0,3}(?:(?:to|in|by|at|on|for|with|from) which|"
    r"(?:risk|fact|belief|view|claim|idea|assumption|principle|rule|hope|fear|chance) that|"
    r"whether|how|where|when) (?:its|their|it|they|them)\b"
)
SLOWER = re.compile(
    r"^(?:The|An?) (?:[a-z]+ )?(?:slower|faster|larger|smaller|shorter|longer|simpler|stronger|"
    r"weaker|narrower|wider|older|newer|younger|better|worse|thicker|thinner|deeper|heavier|"
    r"lighter|milder|cheaper|quicker)\b(?!.*\bthan\b)"
)
# "That supports two main operations": which ones, has been cut.
HOW_MANY = re.compile(
    r"\b(?:two|three|four|five|six|several|certain|various) (?:[a-z-]+ )?(?:operations|ways|steps|"
    r"stages|parts|kinds|types|forms|features|properties|conditions|principles|functions|"
    r"elements|factors|components|terms|reasons|assumptions|respects|things|levels|"
    r"(?:sizes|kinds|types|forms) of \w+)\.$"
)
# "An experience, so that ...", "itself a crime", "how much a soil can hold", "can pass through".
NO_GENUS = re.compile(
    r"^An? [\w-]+, |^(?:Itself|Themselves)\b|, whereas\b|^How (?:much|many) (?:an?|the) |"
    r"\b(?:through|into|over|under|between|around|across|against|upon)\.$|"
    r"^An? attempt to solve\b|^Something that\b|^The difference in \w+\b(?! between)|"
    r"^(?:An?|The) (?:\w+ )?(?:rise|fall|increase|decrease|change|loss)(?: (?:and|or) \w+)? "
    r"(?:caused|due|brought|produced)\b|^An? (?:minute|small|tiny|large|mere) fraction\b|"
    r", as (?:measured|observed|shown|expected|usual)\.$|"
    # "The process of changing that arrangement": which was told before.
    r"(?:ing|\b(?:of|in|to|on|for|by|with|from)) that [a-z]+[.,]|"
    # "Any consequence that makes it less likely": what?
    r"^(?:An?|The|Any) (?:[\w-]+ ){1,4}(?:that|which) \w+ (?:it|them)\b"
)
# "The person does not have it": what the question has not named.
HAS_IT = re.compile(r"\b(?:have|has|had|do|does|did) (?:it|them|so)\b|, though\b")
REFUSED = (
    NO_GENUS,
    HAS_IT,
    ITS_CLAUSE,
    SLOWER,
    HOW_MANY,
    SPECIFIED,
    PRAISE,
    OBJECT,
    SECOND_HALF,
    HEDGED,
    VAGUE,
    OF_EXAMPLE,
    WIT,
    OWNED,
    LOOSE,
    COMPARED,
    NAME_GIVEN,
    UNENDED,
    NO_THING,
)
FEWEST_INTRODUCED, MOST_INTRODUCED = 3, 30
STEM = 5  # letters
FEWEST_WORDS, MOST_ANSWER, FEWEST_CONTENT, FEWEST_TOLD = 5, 25, 4, 5


def is_good_answer(question: str, answer: str, known: Known) -> bool:
    """Whether an answer says in itself what is asked for, and nothing besides."""
    figure = answer.startswith("The ") and not WHICH_ONE.search(answer)
    figure = figure or bool(THING.match(answer) and not SERVES.search(answer))
    if figure or _hangs_early(answer) or not _tells_enough(answer) or NO_KIND.match(answer):
        return False
    # "When" is no kind of thing.
    timed = question.startswith("When ") and not _is_circular(question, answer)
    if answer.startswith("When ") and not timed:
        return False
    if MISMATCHED.match(question) or POINTING.match(answer) and " mean" not in question:
        return False
    if "(" in SHORT_ASIDE.sub("", answer) or any(p.search(answer) for p in REFUSED):
        return False
    first = words(answer)[0]
    if _runs_on(answer):
        return False
    listed = LISTED.search(SUCH_AS.sub("", answer)) and not names_kind(answer)
    if listed or (first.endswith("s") and is_verb(first)):
        return False
    # What is asked for is introduced by the question, its article aside.
    asked = question.replace(" the ", " ") if ASKED.match(question) else question
    told_of_once = PAST.search(question)
    ends = None if told_of_once else KIND_ENDS.search(answer)
    kind = SEVERAL.sub("The ", answer[: ends.end()] if ends else answer)
    if is_tied(f"{asked} {answer}"):
        return False
    return not has_unknown(f"{asked} {kind}", known, loosely=True)


def is_plain_answer(answer: str, known: Known) -> bool:
    """Whether an answer says what a term is that the source itself introduces, in plain words.

    Less is asked of it than of others: that it is a definition, its sentence has shown.
    """
    if NO_KIND.match(answer) or _hangs_early(answer) or any(p.search(answer) for p in REFUSED):
        return False
    if THING.match(answer) and not SERVES.search(answer):
        return False
    if _runs_on(answer):
        return False
    long = len(words(answer)) > MOST_INTRODUCED
    if long or content_of(answer) < FEWEST_INTRODUCED or "(" in answer:
        return False
    ends = KIND_ENDS.search(answer)
    kind = re.sub("^The ", "A ", answer[: ends.start()] if ends else answer)
    return not is_tied(answer) and not has_unknown(kind, known, loosely=True)


def _runs_on(answer: str) -> bool:
    """Whether an answer goes on to what the thing does: "the base of an acid and leaves"."""
    does = AND_DOES.search(answer)
    return does is not None and not KIND_ENDS.search(answer[: does.start()])


def _is_circular(question: str, answer: str) -> bool:
    """Whether "when does magma mixing occur?" is answered by "when two magmas meet"."""
    asked = ASKED.match(question)
    term = {singular(word)[:STEM] for word in words(asked["term"])} if asked else set()
    return bool(term & {singular(word)[:STEM] for word in words(answer)} - FUNCTION)


def _tells_enough(answer: str) -> bool:
    """Whether an answer is neither thin nor long."""
    fewest = FEWEST_INTRODUCED if names_kind(answer) else FEWEST_CONTENT
    return FEWEST_WORDS <= len(words(answer)) <= MOST_ANSWER and content_of(answer) >= fewest


def content_of(answer: str) -> int:
    """How many words of an answer say something."""
    return len({word for word in words(answer) if word not in FUNCTION and len(word) > 1})


def _hangs_early(answer: str) -> bool:
    """Whether "each" or "ones" stands in an answer that has named nothing yet."""
    found = STANDING_FOR.search(answer)
    return found is not None and len(words(answer[: found.start()])) < FEWEST_TOLD
