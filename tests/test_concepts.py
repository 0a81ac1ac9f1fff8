from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from test_sentences import PIECES, source_of

from quizgen.cli import cli
from quizgen.drafting.candidates import make_key
from quizgen.drafting.concepts import find_concepts
from quizgen.drafting.frequencies import RAREST, read_frequencies
from quizgen.drafting.model import FoundConcept
from quizgen.drafting.sentences import split_sentences
from quizgen.drafting.vocabulary import inflect, singular
from quizgen.errors import SourceError
from quizgen.schema import Correction, Source, SourceMeta
from quizgen.sources.meta import MetaFile
from quizgen.sources.read import parse_source, read_source

FILLING = "The weather was mild and nobody said a word about it for a while.\n\n" * 12


def concepts_of(source: Source) -> dict[str, FoundConcept]:
    return {concept.name: concept for concept in find_concepts(source, split_sentences(source))}


def test_a_phrase_beats_its_loose_words() -> None:
    text = "We watch the waggle dance. A waggle dance shows the way. The waggle dance is short.\n\n"
    found = find_concepts(source := source_of(text + FILLING), split_sentences(source))
    assert found[0].name == "waggle dance"


def test_hyphens_spaces_and_plurals_are_one_concept() -> None:
    text = "A brood-comb is warm. The brood comb is dark. Some broodcombs are old.\n\n"
    concept = next(
        c for c in concepts_of(source_of(text + FILLING)).values() if len(c.mentions) == 3
    )
    assert set(concept.variants) == {"brood-comb", "brood comb", "broodcombs"}


def test_abbreviations_join_their_phrase() -> None:
    text = "A colony collapse disorder (CCD) was named. The CCD came back, and CCD stayed.\n\n"
    concept = concepts_of(source_of(text + FILLING))["colony collapse disorder"]
    assert "CCD" in concept.variants
    assert "acronym" in concept.cues


def test_clipped_words_join_their_phrase() -> None:
    text = "Computational entomology is young. In comp ento, they say, comp ento grows. "
    text += "We need computational entomology.\n\n"
    concept = concepts_of(source_of(text + FILLING))["computational entomology"]
    assert "comp ento" in concept.variants
    assert len(concept.mentions) == 4


def test_words_that_were_misheard_count_as_what_was_meant() -> None:
    text = (
        "The sensory cortex is thin. A sensory cart text maps touch. The sensory cortex is old.\n"
    )
    meta = SourceMeta("Brains", corrections=(Correction("cart text", "cortex", (1,)),))
    source = parse_source(text + FILLING, Path("a.txt"), MetaFile(Path("a.meta.yaml"), meta))
    concept = concepts_of(source)["sensory cortex"]
    assert len(concept.mentions) == 3
    assert "sensory cart text" in concept.variants


def test_definitions_and_marks_are_cues() -> None:
    text = "# Swarming\n\nPropolis is a resin that bees collect. A **skep** is made of straw.\n\n"
    found = concepts_of(source_of(text + FILLING, "a.md"))
    propolis = found["Propolis"]
    assert propolis.definition is not None
    assert propolis.definition.text == "Propolis is a resin that bees collect."
    assert "bold" in found["skep"].cues


def test_what_a_text_denies_is_no_definition() -> None:
    text = "Royal jelly is not a honey. Is royal jelly a honey? Royal jelly feeds larvae.\n\n"
    assert concepts_of(source_of(text + FILLING))["royal jelly"].definition is None


def test_names_stand_apart_unless_they_are_explained() -> None:
    text = "It was Karl Ortmann who saw it. Then Karl Ortmann left for Zorbix, and Zorbix grew.\n\n"
    found = concepts_of(source_of(text + FILLING))
    assert found["Karl Ortmann"].is_name
    assert found["Zorbix"].is_name
    explained = "A hive called Zorbix stands here, and they say Zorbix is warm.\n\n"
    assert not concepts_of(source_of(explained + FILLING))["Zorbix"].is_name


def test_a_noun_in_ly_may_end_a_phrase() -> None:
    text = "The nectar supply is low. A nectar supply helps. They saw the nectar supply.\n\n"
    assert "nectar supply" in concepts_of(source_of(text + FILLING))


def test_a_term_and_its_kind_are_one_concept() -> None:
    text = (
        "A quorum is rare, and the quorum is odd. The quorum hypothesis says so. A quorum it is.\n"
    )
    found = concepts_of(source_of(text + FILLING))
    assert "quorum hypothesis" not in found
    assert "quorum hypothesis" in found["quorum"].variants
    assert len(found["quorum"].mentions) == 5  # the whole phrase, and the term within


def test_a_kind_that_is_mostly_said_stays_in_the_name() -> None:
    text = "The tonal swarm hypothesis is new. We like the tonal swarm hypothesis. A tonal swarm?\n"
    text += "So the tonal swarm hypothesis won.\n\n"
    found = concepts_of(source_of(text + FILLING))
    assert "tonal swarm" in found["tonal swarm hypothesis"].variants
    assert "tonal swarm" not in found


def test_a_number_names_a_thing_without_its_kind() -> None:
    text = "The Brood-7 box is warm. Brood-7 came late, and Brood-7 is small. We saw Brood-7.\n\n"
    found = concepts_of(source_of(text + FILLING))
    assert "Brood-7 box" not in found


def test_a_bare_head_ranks_below_its_compound() -> None:
    text = (
        "The virtual comb is a comb. Each virtual comb has wax; a virtual comb is no toy.\n\n" * 3
    )
    text += "They drew a virtual comb.\n\n"
    found = find_concepts(source := source_of(text + FILLING), split_sentences(source))
    scores = {concept.name: concept.score for concept in found}
    assert scores["virtual comb"] > 5 * scores["comb"]


def test_a_property_makes_its_adjective_superfluous() -> None:
    text = "Gravitropicity is odd. We saw gravitropicity. Some gravitropic larvae turned: such "
    text += "gravitropic larvae have gravitropicity. The larvae slept, and the larvae grew.\n\n"
    found = find_concepts(source := source_of(text + FILLING), split_sentences(source))
    names = [concept.name.lower() for concept in found]
    assert names.index("gravitropicity") < names.index("larvae") < names.index("gravitropic larvae")


def test_plain_adjectives_make_no_concept() -> None:
    text = "A skep is round. A typical skep is small. The typical skep is old. My skep leaks.\n\n"
    found = find_concepts(source := source_of(text + FILLING), split_sentences(source))
    scores = {concept.name: concept.score for concept in found}
    assert scores["skep"] > 5 * scores.get("typical skep", 0)


def test_nouns_of_any_field_are_damped_unless_set_apart() -> None:
    text = "The outcome was odd. We had an outcome. An outcome is an outcome; smoke is smoke.\n\n"
    plain = find_concepts(source := source_of(text + FILLING, "a.md"), split_sentences(source))
    marked = text.replace("The outcome", "The **outcome**")
    bold = find_concepts(source := source_of(marked + FILLING, "a.md"), split_sentences(source))
    scores = [{c.name: c.score for c in found}["outcome"] for found in (plain, bold)]
    assert scores[1] > 5 * scores[0] > 0


def test_no_phrase_ends_in_a_verb() -> None:
    text = "The old queen affects the brood. A queen affects its mood. The queen affects my bees.\n"
    text += "Then a drone wanders off, the guards punished thieves, and the keeper's shed burned.\n"
    names = {name.lower() for name in concepts_of(source_of(text + FILLING))}
    assert {"queen", "brood"} <= names
    for name in names:
        assert not {"affects", "affect", "wanders", "punished", "burned"} & set(name.split())
    assert "keeper\u2019s shed" not in names


def test_addresses_are_no_concepts() -> None:
    text = (
        "See hivewatch.com for more, or hivewatch.com/maps, or ask @hivewatch at b.hivewatch.org.\n"
    )
    assert not any("hivewatch" in name.lower() for name in concepts_of(source_of(text + FILLING)))


def test_a_short_text_may_explain_a_thing_once() -> None:
    text = "What we fear most is colony collapse. Beneath the wax there is propolis.\n\n"
    assert {"colony collapse", "propolis"} <= concepts_of(source_of(text + FILLING)).keys()
    long = text + FILLING * 80
    assert not {"colony collapse", "propolis"} & concepts_of(source_of(long)).keys()


def test_a_law_keeps_the_name_of_its_finder() -> None:
    text = (
        "They use Little's law for queues. We like Little's law, since Little's law is short.\n\n"
    )
    assert "Little\u2019s law" in concepts_of(source_of(text + FILLING))


def test_names_made_up_for_an_example_are_names() -> None:
    text = "Suppose that a keeper called Honest Hives has wax. So Honest Hives sells wax.\n\n"
    assert concepts_of(source_of(text + FILLING))["Honest Hives"].is_name
    real = text.replace("Suppose that a", "A")
    assert not concepts_of(source_of(real + FILLING))["Honest Hives"].is_name


def test_forms_of_verbs() -> None:
    assert list(inflect("deny")) == ["deny", "denies", "denied", "denying"]
    assert list(inflect("prefer")) == ["prefer", "prefers", "preferred", "preferring"]
    assert list(inflect("discuss")) == ["discuss", "discusses", "discussed", "discussing"]
    assert list(inflect("solve")) == ["solve", "solves", "solved", "solving"]


def test_folding() -> None:
    assert make_key(["auto-encoders"]) == make_key(["auto", "encoder"]) == "autoencoder"
    assert [singular(w) for w in ("laws", "policies", "classes", "analysis", "bias")] == [
        "law", "policy", "class", "analysis", "bias",
    ]  # fmt: skip


def test_the_table_of_frequencies(repository: Path) -> None:
    table = read_frequencies("en-GB")
    assert table is not None
    assert len(table.values) == 60_000
    assert table.zipf("the") > table.zipf("bee") > table.zipf("zorbix") == RAREST
    assert table.share(["honey", "bee"]) < table.share(["bee"])
    assert (repository / "quizgen/drafting/data/en.frequencies.gz").stat().st_size < 350_000
    assert read_frequencies("de") is None


def test_our_own_terms_are_found(repository: Path) -> None:
    source = read_source(repository / "tests/cases/labelled/sources/soil-terms.txt")
    first = [c.name.lower() for c in find_concepts(source, split_sentences(source), most=25)]
    for term in ("soil", "loam", "humus", "horizon", "compaction", "field capacity"):
        assert term in first


def test_the_command_prints_a_line_each(repository: Path, tmp_path: Path) -> None:
    path = repository / "tests/cases/labelled/sources/soil-terms.txt"
    done = CliRunner().invoke(cli, ["concepts", str(path), "--most", "5"])
    lines = done.stdout.splitlines()
    assert done.exit_code == 0
    assert lines[0].split()[0] in ("loam", "soil")
    assert len(lines) == 5
    assert all(len(line) <= 80 for line in lines)
    missing = CliRunner().invoke(cli, ["concepts", str(tmp_path / "none.txt")])
    assert missing.exit_code != 0


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES | st.text(max_size=8), max_size=40), st.sampled_from(["a.txt", "a.md"]))
def test_any_text_gives_exact_mentions(pieces: list[str], name: str) -> None:
    try:
        source = source_of("".join(pieces), name)
    except SourceError:
        return
    sentences = split_sentences(source)
    found = find_concepts(source, sentences)
    assert found == find_concepts(source, sentences)
    assert len({concept.id for concept in found}) == len(found)
    for concept in found:
        assert concept.mentions
        for span in concept.mentions:
            assert " ".join(source.text[span.start : span.end].split()) in concept.variants
