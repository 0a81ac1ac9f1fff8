"""Drafting with Claude through the command line: the real SDK, our own server, real files."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from claude_samples import KEY
from claude_workspace import Paid, paid_workspace
from fake_claude import serving
from fake_messages import Play, last_text
from llm_samples import TALK_TEXT

from quizgen.drafting.llm import batches
from quizgen.drafting.llm.request import Stage
from quizgen.schema import Status

# 3 concepts; one draft on the first of them fails and is asked for again.
ALL = Counter(
    {
        Stage.CONCEPTS: 1,
        Stage.CONSOLIDATION: 1,
        Stage.NOTES: 3,
        Stage.REDRAFT: 1,
        Stage.CLOSED_BOOK: 3,
        Stage.OPEN_BOOK: 3,
        Stage.READING: 3,
    }
)

PORT = TALK_TEXT.replace("as my grandmother used to say", "as my uncle used to say")


@pytest.fixture
def paid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Paid]:
    """Asked as Anthropic itself is asked."""
    with paid_workspace(tmp_path, monkeypatch, full=True) as workspace:
        yield workspace


@pytest.fixture
def local(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Paid]:
    """Asked as a local server is asked, of which nothing is assumed."""
    with paid_workspace(tmp_path, monkeypatch, full=False) as workspace:
        yield workspace


# --------------------------------------------------------------------------- all is well


def is_drafted(paid: Paid, deck: str = "harbour") -> None:
    notes = paid.notes(deck).values()
    assert sorted(note.kind.value for note in notes) == ["basic", "basic", "choice", "cloze"]
    assert {note.status for note in notes} == {Status.DRAFT}
    assert {note.origin for note in notes} == {"claude claude-sonnet-5-5"}
    checked = paid.run("check", deck)
    assert (checked.exit_code, checked.output.count("4 proved")) == (0, 1), checked.output


def test_a_talk_becomes_a_deck_in_one_command(paid: Paid) -> None:
    result = paid.draft()
    assert result.exit_code == 0, result.output
    assert Counter(paid.script.stages()) == ALL
    is_drafted(paid)
    assert "5 drafts judged: 4 kept, 1 dropped by the proof" in result.output
    assert "Spent: 0.0" in result.output
    call = paid.fake.calls[0]
    assert call.headers["authorization"] == f"Bearer {KEY}"
    assert call.body["output_config"]["effort"] == "low"
    assert "JSON Schema" not in last_text(call.body)


def test_a_second_run_sends_nothing_and_changes_nothing(paid: Paid) -> None:
    paid.draft()
    files, replies = paid.files(), paid.replies()
    again = paid.run("draft", "harbour", "--engine", "claude")  # nothing to be asked about either
    assert again.exit_code == 0, again.output
    assert "nothing changed" in again.output
    assert Counter(paid.script.stages()) == ALL
    assert (paid.files(), paid.replies()) == (files, replies)


def test_a_local_server_is_asked_without_assuming_anything(local: Paid) -> None:
    result = local.draft()
    assert result.exit_code == 0, result.output
    is_drafted(local)
    body = local.fake.calls[0].body
    assert "effort" not in body["output_config"]
    assert "It follows this JSON Schema:" in last_text(body)
    assert "Spent: nothing." in result.output
    assert "count_tokens" not in {asked.path for asked in local.fake.asked}


def test_a_key_alone_chooses_claude(paid: Paid) -> None:
    result = paid.run("draft", "harbour", "--yes")
    assert result.exit_code == 0, result.output
    assert result.output.startswith("Engine claude: there is a key")
    is_drafted(paid)


def test_the_list_of_concepts_first(paid: Paid) -> None:
    listed = paid.run("concepts", "harbour", "--engine", "claude", "--yes")
    assert listed.exit_code == 0, listed.output
    assert paid.script.stages() == [Stage.CONCEPTS, Stage.CONSOLIDATION]
    assert not (paid.deck / "notes").exists()
    path = paid.deck / "concepts.yaml"
    text = path.read_text("utf-8").replace("- id: dock-gate\n", "- id: dock-gate\n  skip: no\n")
    path.write_text(text, "utf-8")
    assert paid.draft().exit_code == 0
    assert {note.concept for note in paid.notes().values()} == {"canal-lock", "bascule-bridge"}
    assert Counter(paid.script.stages())[Stage.NOTES] == 2


def test_several_sources_in_one_command(paid: Paid) -> None:
    paid.add("port", text=PORT)  # of the same title
    arguments = ("draft", "harbour", "port", "--engine", "claude", "--yes")
    result = paid.run(*arguments)
    assert result.exit_code == 0, result.output
    # Stage by stage, and not source by source.
    order = list(dict.fromkeys(paid.script.stages()))
    assert paid.script.stages() == sorted(paid.script.stages(), key=order.index)
    for deck in ("harbour", "port"):
        is_drafted(paid, deck)
    checked = paid.run("check")
    assert "deck-name-shared" not in checked.output
    assert "port: nothing changed" in paid.run(*arguments).output


def test_a_source_from_elsewhere_joins_a_deck(paid: Paid) -> None:
    paid.draft()
    paid.add("yard", "elsewhere")
    result = paid.draft("--deck", "harbour", source="elsewhere/yard.txt")
    assert result.exit_code == 0, result.output
    for name in ("yard.txt", "yard.meta.yaml"):
        copy, original = paid.root / "seeds" / name, paid.root / "elsewhere" / name
        assert copy.read_bytes() == original.read_bytes()
    checked = paid.run("check")
    assert checked.exit_code == 0, checked.output


# --------------------------------------------------------------------------- before it is sent


def test_nobody_to_ask_and_nothing_is_sent(paid: Paid) -> None:
    before = paid.files()
    result = paid.run("draft", "harbour", "--engine", "claude")
    assert result.exit_code == 2
    assert re.search(r"^\d+ calls to claude-sonnet-5-5: about ", result.output)
    assert result.output.endswith(
        "Error: nobody to ask whether to send this; add --yes to send it\n"
    )
    assert (paid.script.asked, paid.files()) == ([], before)


@pytest.mark.parametrize("yes", [(), ("--yes",)])
def test_a_dry_run_sends_and_writes_nothing(paid: Paid, yes: tuple[str, ...]) -> None:
    paid.add("yard", "elsewhere")
    before = sorted(paid.root.rglob("*"))
    result = paid.run("draft", "elsewhere/yard.txt", "--engine", "claude", "--dry-run", *yes)
    assert result.exit_code == 0
    assert "would ask: 1 request of the stage concepts" in result.output
    assert re.search(r"^\d+ calls to claude-sonnet-5-5: about ", result.output, re.MULTILINE)
    assert "US dollars" in result.output
    assert sorted(paid.root.rglob("*")) == before
    assert paid.fake.asked == []


def test_a_dry_run_in_the_middle_tells_only_what_is_missing(paid: Paid) -> None:
    paid.run("concepts", "harbour", "--engine", "claude", "--yes")
    result = paid.draft("--dry-run")
    assert "would ask: 3 requests of the stage notes" in result.output
    assert "concepts" not in result.output
    paid.draft()
    assert "every reply is recorded" in paid.draft("--dry-run").output


def test_batches_are_not_for_a_local_server(local: Paid) -> None:
    before = local.files()
    result = local.draft("--batch")
    assert result.exit_code == 2
    assert "has no batches; leave --batch out" in result.output
    assert local.files() == before


# --------------------------------------------------------------------------- what goes wrong


def test_money_that_ends_in_the_middle(paid: Paid) -> None:
    paid.script.tokens = 3000  # of a reply: three cents
    poor = paid.draft("--max-cost", "0.25", "--concurrency", "1")
    assert poor.exit_code == 1, poor.output
    assert "the most to pay, $0.25, is reached" in poor.output
    assert "higher --max-cost" in poor.output
    assert "wait for answers" in poor.output
    assert Stage.NOTES in paid.script.stages()
    assert len(paid.script.asked) < sum(ALL.values())
    rich = paid.draft("--max-cost", "5")
    assert rich.exit_code == 0, rich.output
    assert Counter(paid.script.stages()) == ALL
    is_drafted(paid)


def test_what_is_complete_is_kept_when_money_ends(paid: Paid) -> None:
    paid.script.fault = lambda stage, before: (
        Play(status=402, error="billing_error", message=f"no credit for {KEY}")
        if stage is Stage.OPEN_BOOK and before
        else None
    )
    result = paid.draft("--concurrency", "1")
    assert result.exit_code == 2
    assert "asks for payment (no credit for [key]" in result.output
    paid.script.fault = lambda stage, before: None
    assert paid.draft().exit_code == 0
    assert paid.paid_twice() == []
    is_drafted(paid)


@pytest.mark.parametrize("source", ["harbour", "elsewhere/yard.txt"])
def test_a_wrong_key_is_one_sentence_and_leaves_nothing(paid: Paid, source: str) -> None:
    paid.add("yard", "elsewhere")
    before = sorted(paid.root.rglob("*"))
    said = f"the key {KEY} is none"
    paid.script.fault = lambda stage, count: Play(
        status=401, error="authentication_error", message=said
    )
    result = paid.draft(source=source)
    assert result.exit_code == 2
    (line,) = [line for line in result.output.splitlines() if line.startswith("Error:")]
    assert "does not accept the key: set ANTHROPIC_API_KEY" in line
    assert "Traceback" not in result.output
    assert len(paid.script.asked) == 1
    assert sorted(paid.root.rglob("*")) == before


def test_a_refusal_is_told_and_the_others_go_on(paid: Paid) -> None:
    refusals = [Play(stop="refusal", category="bio")]

    # Which of the two windows is asked first is left to the threads: it goes by what is asked.
    def refuse(stage: Stage, before: int) -> Play | None:
        text = paid.script.asked[-1][1]
        meant = stage is Stage.NOTES and "The concept: dock gate" in text
        return refusals.pop() if meant and refusals else None

    paid.script.fault = refuse
    result = paid.draft("--concurrency", "1")
    assert result.exit_code == 0, result.output
    (refused,) = [line for line in result.output.splitlines() if "the model refused" in line]
    assert refused.endswith(": no notes: notes: the model refused (bio)"), result.output
    assert len(paid.notes()) == 3
    asked = len(paid.script.asked)
    assert paid.draft().exit_code == 0
    assert len(paid.script.asked) == asked
    again = paid.draft("--retry-failed")
    assert again.exit_code == 0, again.output
    assert len(paid.script.asked) == asked + 4  # notes, closed-book, open-book, reading
    is_drafted(paid)


def test_a_server_that_dies_in_the_middle(paid: Paid) -> None:
    def die(stage: Stage, before: int) -> Play | None:
        return Play(drop="before") if stage is Stage.CLOSED_BOOK and before else None

    paid.script.fault = die
    result = paid.draft("--concurrency", "1")
    assert result.exit_code == 1, result.output
    assert "run again later" in result.output
    assert "notes on " in result.output
    assert "wait for answers" in result.output
    paid.fake.close()
    with serving(paid.script) as another:
        paid.fake = another
        paid.script.fault = lambda stage, before: None
        assert paid.draft().exit_code == 0
    assert paid.paid_twice() == []
    is_drafted(paid)


def test_nobody_is_there(paid: Paid) -> None:
    before = sorted(paid.root.rglob("*"))
    paid.fake.close()
    result = paid.draft()
    assert result.exit_code == 2
    assert "cannot be reached" in result.output
    assert sorted(paid.root.rglob("*")) == before


# --------------------------------------------------------------------------- in batches


def test_batches_from_beginning_to_end(paid: Paid, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "FIRST_PAUSE", 0.01)
    paid.add("port")  # the same text: what is asked of both stands in a batch once
    arguments = ("draft", "harbour", "port", "--engine", "claude", "--batch", "--yes")
    paid.fake.looks_needed = 2
    result = paid.run(*arguments)
    assert result.exit_code == 0, result.output
    assert paid.fake.calls == []
    assert [len(batch.requests) for batch in paid.fake.batches] == list(ALL.values())
    for deck in ("harbour", "port"):
        is_drafted(paid, deck)
    assert not (paid.root / "batches.json").exists()
    files = paid.files()
    assert "port: nothing changed" in paid.run(*arguments).output
    assert len(paid.fake.batches) == len(ALL)
    assert paid.files() == files


def test_half_the_price_in_batches(paid: Paid) -> None:
    dear = paid.draft("--dry-run").output
    cheap = paid.draft("--dry-run", "--batch").output
    prices = [float(said.rpartition(" to ")[2].split()[0]) for said in (dear, cheap)]
    assert prices[1] == pytest.approx(prices[0] / 2, abs=0.01)
