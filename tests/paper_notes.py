"""25 notes for the paper tests, of every kind and length, on the texts of `paper_sample`."""

from __future__ import annotations

from quizgen.schema import Answerable, Choice, Cloze, Content, Evidence, Kind, Note, Option, Status

GUST = """What does this print when the gusts are 12, 31 and 18?

```
limit = 20
for gust in gusts:
    if gust > limit:
        print("close the bridge at", gust)
```"""


def _options(*texts: str) -> tuple[Option, ...]:
    """`+` marks a key; what stands after ` | ` is the reason."""
    split = (text.partition(" | ") for text in texts)
    return tuple(Option(t.removeprefix("+"), t.startswith("+"), why) for t, _, why in split)


def _choice(question: str, *texts: str, fixed: bool = False) -> Choice:
    return Choice(question, _options(*texts), fixed)


def note(id: str, kind: Kind, content: Content, quote: str, why: str = "", hint: str = "") -> Note:
    evidence = (Evidence(quote),)
    return Note(id, kind, content, evidence, Status.APPROVED, why=why, hint=hint, priority=1)


def _answerable(kind: Kind, id: str, asked: str, answer: str, quote: str, why: str = "") -> Note:
    return note(id, kind, Answerable(asked, answer), quote, why)


TIDES = (
    note(
        "tides-why-two-bulges",
        Kind.CHOICE,
        _choice(
            "Why does the moon raise **two** tidal bulges and not one?",
            "+It pulls harder on the near side than on the far side | What counts is the gap.",
            "The Earth's spin throws the water outwards on the far side | Often said, but wrong.",
            "The sun raises the second one",
            "Water flows round the Earth and piles up at the back",
        ),
        "That difference, not the pull itself, stretches the oceans into two bulges.",
        "A *difference* of pull stretches; an equal pull would only move the Earth along.",
    ),
    note(
        "tides-spring-or-neap",
        Kind.CHOICE,
        _choice("At half moon, the tidal range is ...", "largest", "+smallest", fixed=True),
        "At half moon they work against each other, and the range is smallest: neap tides.",
    ),
    note(
        "tides-alignment",
        Kind.CLOZE,
        Cloze("{{c1::Spring}} tides come when sun, moon and Earth stand in {{c2::one line}}."),
        "When sun and moon stand in one line, their bulges add up, and we get spring tides.",
        hint="the first has nothing to do with the *season*",
    ),
    _answerable(
        Kind.TYPE_IN,
        "tides-interval",
        "About how long after one high tide does a coast meet the next bulge?",
        "12 hours 25 minutes",
        "A point on the coast meets a bulge about every twelve hours and twenty-five minutes.",
    ),
    note(
        "tides-fundy",
        Kind.CHOICE,
        _choice(
            "By as much as how many metres does the water rise in the Bay of Fundy?",
            "4",
            "8",
            "12",
            "+16",
            "20",
            "24",
            fixed=True,
        ),
        "In the Bay of Fundy the water rises by as much as sixteen metres.",
    ),
    _answerable(
        Kind.BASIC,
        "tides-power-forecast",
        "What did Mara Lind guess would become of tidal power over the next twenty years?",
        "That it stays a niche",
        "I would guess that tidal power stays a niche for the next twenty years",
        "A guess, and marked as one.",
    ),
    _answerable(
        Kind.BASIC,
        "tides-arabic-words",
        "ما معنى كلمتي «المد» و«الجزر» عند البحارة؟",
        "المد ارتفاع ماء البحر، والجزر انخفاضه",
        "The Arabic sailors called the flood madd and the ebb jazr.",
    ),
)
BREAD = (
    _answerable(
        Kind.REVERSED,
        "bread-net",
        "What do bakers call the net of proteins that kneading lines up?",
        "Gluten",
        "Kneading lines up the proteins of the flour into a net that we call gluten.",
    ),
    note(
        "bread-rise",
        Kind.CHOICE,
        _choice(
            "Which of these does a dough need in order to rise?",
            "+A gas that the yeast breathes out | Carbon dioxide.",
            "+A net that holds the gas | Without it the gas escapes.",
            "Salt from the very start | It slows the yeast down.",
            "An oven of at least 220 degrees",
            "A hot knife",
        ),
        "Yeast eats sugar and breathes out carbon dioxide; the net holds the gas",
        "The gas lifts, the net holds.",
    ),
    note(
        "bread-salt",
        Kind.CHOICE,
        _choice(
            "Why is salt left out of the first mixing?",
            "It would brown the crust too early, since salt and sugar melt together in the heat",
            "+It slows the yeast down and tightens the net of proteins before that is wanted",
            "It would make the starch set long before the crumb is baked through to the middle",
        ),
        "Salt slows the yeast down and tightens the net, so leave it out of the first mixing.",
    ),
    _answerable(
        Kind.BASIC,
        "bread-bakers-percent",
        "A baker writes “water 70 %”. Seventy percent of what? Work out how much water goes with "
        "800 g of flour, and say why the numbers of a recipe written in this way add up to more "
        "than a hundred.",
        "Of the weight of the flour. With 800 g of flour go 560 g of water. Everything is counted "
        "against the flour, which is itself a hundred percent, so the rest comes on top of that.",
        "Bakers count everything against the flour: flour is a hundred percent, "
        "water perhaps seventy.",
    ),
    _answerable(
        Kind.TYPE_IN,
        "bread-crust",
        "Which reaction browns the crust?",
        "Maillard",
        "The crust browns because sugars and proteins react in the heat, the Maillard reaction.",
    ),
    note(
        "bread-crumb",
        Kind.CLOZE,
        Cloze("A loaf that is cut hot smears, for its {{c1::starch}} has not yet set."),
        "Cut the loaf hot and the crumb smears, for the starch has not yet set.",
    ),
    note(
        "bread-water-formula",
        Kind.CLOZE,
        Cloze(r"With hydration \(h\) and flour \(F\), the water is \(W = {{c1::h \cdot F}}\)."),
        "flour is a hundred percent, water perhaps seventy",
    ),
    note(
        "bread-starter",
        Kind.CHOICE,
        _choice(
            "What lives in a sourdough starter?",
            "Wild yeast alone",
            "Bacteria alone",
            "+Wild yeast and bacteria",
            "Neither",
        ),
        "A sourdough starter is flour and water in which wild yeast and bacteria live "
        "side by side.",
    ),
    _answerable(
        Kind.BASIC,
        "bread-oven",
        "Below what temperature does Oke Adeyemi's oven never go?",
        "220 °C",
        "My oven never goes below two hundred and twenty degrees",
    ),
)
BRIDGES = (
    note(
        "bridges-beam",
        Kind.CHOICE,
        _choice(
            "What happens to the **lower** side of a loaded beam?",
            "It is squeezed",
            "+It is stretched",
            "Nothing",
            "It twists",
        ),
        "A beam bends: its upper side is squeezed and its lower side is stretched.",
    ),
    _answerable(
        Kind.REVERSED,
        "bridges-arch",
        "Which form did the Romans choose because stone takes squeezing well?",
        "The arch",
        "Stone takes squeezing well and stretching badly, and so the Romans built arches.",
    ),
    note(
        "bridges-suspension",
        Kind.CLOZE,
        Cloze(
            "In a suspension bridge the deck hangs from {{c1::cables}}, which only {{c2::pull}}."
        ),
        "A suspension bridge hangs its deck from cables, which can only pull.",
    ),
    note(
        "bridges-energy",
        Kind.CHOICE,
        _choice(
            r"A bar stores \(U = \frac{1}{2} E \varepsilon^2\) per unit of volume "
            r"(not \(E=mc^2\)!). What does twice the strain give?",
            r"\(2U\)",
            r"+\(4U\) | \(2^2 = 4\).",
            r"\(U^2\)",
            r"\(\sqrt{U}\)",
        ),
        "The energy stored grows with the square of strain.",
        r"\[\frac{U_2}{U_1} = \left(\frac{\varepsilon_2}{\varepsilon_1}\right)^2 = 4\]",
    ),
    note(
        "bridges-mass-energy",
        Kind.CLOZE,
        Cloze(r"The best-known formula that is of no use to a bridge builder: {{c1::\(E=mc^2\)}}."),
        "The energy stored grows with the square of strain.",
    ),
    _answerable(
        Kind.BASIC,
        "bridges-gust-program",
        GUST,
        "`close the bridge at 31`",
        "At Tacoma in 1940 the wind fed a twisting motion until the deck tore itself apart.",
        "Only `31` is above the limit of `20`.",
    ),
    note(
        "bridges-load-code",
        Kind.CHOICE,
        _choice(
            "Which line is right Python for the load that an engineer designs for?",
            "+`load = mass * gravity * 2`",
            "`load := mass x gravity x 2`",
            "`let load = mass * gravity * 2`",
        ),
        "An engineer writes load = mass * gravity and then multiplies by a factor of safety "
        "of two.",
    ),
    _answerable(
        Kind.TYPE_IN,
        "bridges-tacoma",
        "In which year did the bridge at Tacoma fall?",
        "1940",
        "At Tacoma in 1940 the wind fed a twisting motion until the deck tore itself apart.",
    ),
    _answerable(
        Kind.BASIC,
        "bridges-arch-load",
        "Where does an arch lead the load?",
        "Along the curve and down into the abutments, which must not give way",
        "An arch turns the load into a push along the curve, down into the abutments.",
    ),
)
