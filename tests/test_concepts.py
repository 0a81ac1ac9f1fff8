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
from quizgen.drafting.vocabulary import singular
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
    assert lines[0].startswith("soil ")
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
