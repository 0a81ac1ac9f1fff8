"""Closed classes of English words, and what little grammar can be told without a parser.

Whatever is not known here counts as "could be part of a name or compound": a draft that hangs on
it is not made. Open classes are guessed nowhere.
"""

from __future__ import annotations

import re

WORD = re.compile(r"[^\W_]+(?:['\u2019.\-\u2010\u2011][^\W_]+)*")


def word_set(words: str) -> frozenset[str]:
    """The words of a text as a set."""
    return frozenset(words.split())


DETERMINERS = word_set(
    "a an the any each every some no its their his her this that these those both either neither "
    "another such what which whose all most many few several more much"
)
PREPOSITIONS = word_set(
    "in on at by for with from into onto of to as about between among through during under over "
    "against within without across toward towards than like via per upon around before after "
    "behind below above beyond beside along despite inside outside since until near"
)
JOINTS = word_set(
    "that which who whom whose where when while if because although though unless so but"
)
AUXILIARIES = word_set(
    "is are was were be been being has have had do does did can could will would may might must "
    "shall should isn't aren't wasn't weren't doesn't don't didn't can't cannot won't hasn't "
    "haven't hadn't wouldn't couldn't shouldn't"
)
BEFORE_PHRASE = DETERMINERS | PREPOSITIONS | JOINTS | AUXILIARIES
ADVERBS = word_set(
    "not also only often usually always never still then just even now once too there"
)
AFTER_PHRASE = (PREPOSITIONS - {"of"}) | JOINTS | AUXILIARIES | ADVERBS
VERB_STEMS = word_set(
    "allow ask accept act add adopt affect aim apply argue arise assume avoid base become begin "
    "behave belong bring build calculate call carry cause choose combine come compare compute "
    "connect consider consist contain contribute convert cover create deal decide define depend "
    "describe determine develop differ discover divide eat emerge employ enable encourage end "
    "ensure enter establish exist expand explain express extend find follow form gain generate "
    "get give go grow happen have help hold improve include increase indicate introduce invent "
    "involve join keep know lack lead learn leave let lie live lose maintain make mean measure "
    "move need obtain occur offer open operate organize owe own pay perform place play possess "
    "predict prevent produce propose protect prove provide publish pull push put raise reach "
    "receive reduce refer reflect rely remain remove replace represent require result reveal "
    "rise run say see seek seem sell send serve show sit solve speak spend split stand start "
    "stay stop store study suggest support supply take teach tell tend think train transform "
    "travel treat try turn understand use want win work write absorb accompany accumulate "
    "achieve acquire adapt adjust align alter analyze announce appoint assemble assert assign "
    "assure attain attract await believe borrow broaden bury circulate collect commit compel "
    "compete complete compose compress comprise concentrate conclude conduct confirm conquer "
    "conserve construct consume convey cool correspond cultivate declare decode decompose "
    "decrease defeat defend delay deliver demonstrate deny derive descend deserve destroy "
    "detect devote differentiate diffuse digest diminish disappear discharge display dissolve "
    "distinguish distribute dominate earn eliminate embed emit emphasize encode encounter "
    "enforce engage enhance enrich erode evaluate evolve examine exceed exclude execute expel "
    "exploit expose facilitate fail flourish forbid freeze fulfill generalize govern handle "
    "hire identify ignore illustrate imitate impart imply impose incorporate induce infect "
    "inform inherit inhibit inject insert inspire instruct integrate interact interpret invest "
    "invite isolate justify lend link locate manage melt merge modify multiply negotiate obey "
    "observe oppose originate overcome oversee participate penetrate perceive permit persist "
    "persuade pour precede prefer prepare preserve proceed proclaim prohibit promote prosper "
    "pursue qualify react realize reassure recognize recommend reconstruct recover refine "
    "reject relate release relieve remind renew repair repay reproduce resemble reside resist "
    "respond restore restrict retain retrieve rotate satisfy save select separate settle shift "
    "shrink signify simulate specify stimulate stretch strengthen struggle submit substitute "
    "succeed suffer surround survive sustain threaten tolerate trace transcribe transfer "
    "translate transmit transport trigger undergo undermine undertake unite utilize vanish vary "
    "violate weaken weigh withdraw yield answer appear arrive cut meet warn congregate "
    "constitute discuss concern matter thank seep drag sail climb float bind carve cease circle "
    "cling comprehend conceal confer confine consult contrast cope criticise criticize decay "
    "deem depart depict deprive despise dig discard dismiss dismantle dispute dwell echo "
    "encompass endure entail envisage equip erect escape evoke exclaim exert favour flee flock "
    "foster gather grant greet hunt inhabit initiate inscribe insist intend interfere invade "
    "last lean lift linger mention migrate mimic mock mount name neglect nest notice occupy "
    "orbit overlook persecute plant plead pollinate portray praise presume prevail prey prolong "
    "punish quote reassert recall recede recite recruit refuse reign reinforce rejoin render "
    "repel replicate rescue resent resign resolve retire retreat revolt revolve ruin sacrifice "
    "scatter seize smuggle soak solidify spawn squeeze stem stir strive summarise summarize "
    "supersede suppress surpass suspect swell symbolise symbolize tempt testify thrive tie trap "
    "underlie unify urge wander worship yearn deposit loan fund trade state limit mark match "
    "hinder allocate engulf attend weaken shape gather bind carry "
    "rest control focus function share spread test list view regard issue charge claim rate "
    "post rank grade draw pose elect vote"
)
IRREGULAR = word_set(
    "became began brought built came chose drew fell felt found gave went grew held kept knew "
    "led left lost made meant met paid put ran rose said saw sent sold showed shown spoke spent "
    "stood took taken taught told thought understood won wrote written lay lies called known "
    "named used defined born arose ate bound bought broke caught drank drove ended fed fled "
    "flew forbade forgot fought froze heard hid laid lent lit mined overcame rang rode sang "
    "sank shook shone shot shrank sought spun stole struck swam swept swore threw underwent "
    "withdrew wore sat hung slept woke blew wove swung clung flung sprang tore bent dealt leapt "
    "crept dug forgave forsook knelt leant shed slid stank stung strode wept wrung awoke beheld "
    "bled bred cast cut foresaw foretold let overthrew partook redid sowed spat spread strove "
    "undid upheld bore beat bit rebuilt sailed died stuck"
)
FIRST_SECOND = re.compile(
    r"\b(?:I|[Mm]e|[Mm]y|mine|myself|[Ww]e|us|[Oo]urs?|ourselves|[Yy]ou|[Yy]ours?|yourself|"
    r"yourselves|"
    r"let[\u2019']s)\b(?!\.)|\b(?:I|[Ww]e|[Yy]ou)['\u2019](?:m|re|ve|d|ll)\b",
)
SPEAKER = re.compile(r"\b(?:I|me|my|mine|myself)\b(?!\.)|\bI['\u2019](?:m|ve|d|ll)\b")
NEGATION = re.compile(
    r"\b(?:not|no|never|nor|neither|none|nobody|nothing|nowhere|without|cannot|hardly|barely|"
    r"rarely|seldom|few|little)\b|n['\u2019]t\b",
    re.I,
)
CONDITION = re.compile(r"\b(?:if|unless|whether|suppose|assuming|provided|otherwise)\b", re.I)
STANCE = re.compile(
    r"\b(?:I|we) (?:\w+ ){0,2}(?:think|believe|suspect|hope|worry|feel|doubt|bet|guess|imagine|"
    r"want|like|prefer|would|expect)\b|\bI['\u2019]d (?:say|guess|bet)\b|\b(?:in )?my "
    r"(?:\w+ )?(?:view|opinion|guess|sense|hope|worry|intuition)\b|\bto me\b|\bshould\b|"
    r"\b(?:probably|maybe|perhaps|hopefully|unfortunately|amazing|beautiful|interesting|exciting|"
    r"important|crucial|best|worst|great|good|bad|better|worse|hard|easy)\b",
    re.I,
)
DEICTIC = re.compile(
    r"\b(?:today|tomorrow|yesterday|nowadays|currently|recently|now|here|above|below|earlier|"
    r"previous(?:ly)?|(?:last|next|this) (?:year|month|week|time|section|chapter|video|lecture|"
    r"decade)|(?:figures?|tables?|chapters?|sections?|exercises?|equations?|box|step|listing|"
    r"slides?) (?:\d|[A-Z]\b)|figure|the following|as follows|the former|the latter|the rest|"
    r"these days|so far|back in|by the way|right now|at the moment|new|"
    r"the same (?:way|thing|place|time|year|day|kind))\b",
    re.I,
)
ANAPHORIC = re.compile(
    r"(?:this|that|these|those|it|its|it['\u2019]s|that['\u2019]s|he|she|they|his|her|their|him|"
    r"them|such|so|then|thus|therefore|hence|however|but|and|or|nor|yet|also|instead|another|"
    r"other|others|both|either|neither|finally|first|firstly|second|secondly|third|thirdly|"
    r"next|last|lastly|again|moreover|furthermore|besides|nevertheless|nonetheless|meanwhile|"
    r"similarly|likewise|consequently|accordingly|otherwise|rather|indeed|still|later|"
    r"afterwards?|soon|additionally|clearly|even|obviously|there|there['\u2019]s|here|because|which|who|where|why|how|what|when|"
    r"as a result|for (?:example|instance)|in (?:addition|contrast|turn|fact|short|other words|"
    r"this|that|these|those|such|practice|general|our|my|the same)|on the other hand|one|ones|"
    r"some|many|most|all|none|each|few|several|two|three|four|five|six|ten|not|no|yes|yeah|"
    r"well|okay|ok|oh|right|now|like|just|maybe|perhaps|actually|basically|the (?:first|second|"
    r"third|last|next|other|same|former|latter|result|answer|reason|idea|problem|point|"
    r"following|above|rest|latest|most|more|best|only|two|three)|to (?:do|see|understand|"
    r"answer)|after (?:this|that)|with (?:this|that|these|those)|at (?:this|that)|by (?:this|"
    r"that|then)|from (?:this|that|these)|given (?:this|that)|during (?:this|that))\b",
    re.I,
)
IMPERATIVE = word_set(
    "please consider suppose imagine recall remember note notice think let look see take try use "
    "add make "
    "click open run create choose compare write explain describe identify discuss calculate list "
    "name give ask say assume refer read check visit go install type press select set put keep "
    "start find get call save load define copy paste enter watch turn repeat mix wait"
)
DANGLING_NOUN = re.compile(
    r"\b(?:this|these|those|such)\b|\b(?:of|in|by|on|for|with|at|from) that\b|"
    r"(?<=\s)that (?:way|case|point|kind|sort|idea|model|problem|"
    r"year|time|day|moment|one|system|process|question|sense|period|era)\b",
    re.I,
)
# Verbs that are as often nouns: beside a phrase they may belong to it.
NOUNISH = word_set(
    "answer cut matter concern contrast escape favour hunt lift mount nest orbit plant praise "
    "prey quote reign rescue retreat revolt ruin sacrifice stem stir swell tie trap urge "
    "worship decay dispute echo grant notice mention spread last name drag lean view regard "
    "issue charge claim rate post rank grade vote pose deposit loan link fund trade state form "
    "limit mark match rest control focus function share test list decrease delay display "
    "release shift transfer transport trace trigger vary yield stretch struggle permit invite "
    "repair transmit compress handle result act aim ask base call cause cover deal end help "
    "lack move need place play pull push reach run show sit split stand start stay stop store "
    "study supply support talk try turn want win work measure travel train treat process offer "
    "increase change rise lie exchange account"
)


CLAUSE_OPENERS = word_set(
    "if when which who whose that because although though unless while whether"
)
RELATIVES = word_set("which who that")
# "The changes made by him": no verb of the sentence.
DONE_BY = re.compile(
    r"(?<!\bwas)(?<!\bis)(?<!\bwere)(?<!\bare)(?<!\bbeen)(?<!\bbe)"
    r" (?:\w+(?:ed|wn|en)|made|built|found|held|led|run|set|put) by\b"
)
CONTRACTED = re.compile(r"(?:it|that|there|they|he|she|we|you|what)['\u2019](?:s|re|ll|ve)")


def words(text: str) -> list[str]:
    """The words of a text, lower case."""
    return [match[0].casefold() for match in WORD.finditer(text)]


def is_verb(word: str) -> bool:
    """Whether a word is surely a form of a common verb, in a place where a verb may stand."""
    word = word.casefold()
    if word in AUXILIARIES or word in IRREGULAR or word in VERB_STEMS:
        return True
    for ending in ("s", "es", "ed", "d", "ing"):
        stem = word.removesuffix(ending)
        if stem != word and (stem in VERB_STEMS or stem + "e" in VERB_STEMS):
            return True
    return word.endswith(("ies", "ied")) and word[:-3] + "y" in VERB_STEMS


def has_finite_verb(text: str) -> bool:
    """Whether a text surely holds a verb that can carry a sentence.

    The verb of a clause that "if", "which" or the like opens carries that clause only.
    """
    before, clauses, inside = "the", 0, False
    for word in words(DONE_BY.sub(" by", text)):
        if word in CLAUSE_OPENERS:
            clauses += 1
        elif clauses and before in RELATIVES and word.endswith(("s", "ed")):
            clauses, inside = clauses - 1, True  # "that closes": whatever stands there is its verb
        elif _is_finite(word, before):
            # "who explored and mapped it": the second verb is of that clause, too.
            if not clauses and not (inside and before in ("and", "or")):
                return True
            clauses, inside = max(0, clauses - 1), True
        before = word
    return False


def _is_finite(word: str, before: str) -> bool:
    if CONTRACTED.fullmatch(word):
        return True
    if before == "to" or word.endswith("ing") or before in AUXILIARIES:
        return False
    if word.endswith("ed") and len(word) > 3 and before not in BEFORE_PHRASE:
        return True
    return is_verb(word) and not (_is_nounish(word) and before in DETERMINERS | PREPOSITIONS)


def is_surely_verb(word: str) -> bool:
    """Whether a word is a form of a verb and of no noun."""
    return is_verb(word) and not _is_nounish(word)


def begins_phrase_after(word: str) -> bool:
    """Whether a noun phrase may begin right after this word, and not before it."""
    if word in BEFORE_PHRASE or CONTRACTED.fullmatch(word):
        return True
    return is_verb(word) and not _is_nounish(word)


def ends_phrase_before(word: str, *, plural: bool) -> bool:
    """Whether a noun phrase that ends right before this word is surely whole.

    A bare verb follows plurals only: "banks use", but "bank use" may be a compound.
    """
    if word in AFTER_PHRASE or (word.endswith("ly") and len(word) > 4):
        return True
    if word in VERB_STEMS:
        return plural and word not in NOUNISH
    return is_verb(word) and not _is_nounish(word)


def _is_nounish(word: str) -> bool:
    return word in NOUNISH or word.removesuffix("s") in NOUNISH or word.endswith("ing")
