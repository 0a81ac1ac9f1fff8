"""Money: prices, what a plan may cost, and a most to pay that is never passed."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from claude_samples import GOOD, ask, sender_for, store_in
from fake_claude import FakeClaude, serving
from fake_messages import Play
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.drafting.llm.budget import Budget, bound_tokens, plan_cost
from quizgen.drafting.llm.desk import Desk
from quizgen.drafting.llm.prices import Price, Rates, load_prices
from quizgen.drafting.llm.request import Stage
from quizgen.drafting.llm.settings import ClaudeOptions, claude_settings
from quizgen.errors import QuizgenError

HOME = {"ANTHROPIC_API_KEY": "k"}


# --------------------------------------------------------------------------- prices


def test_the_built_in_prices() -> None:
    prices = load_prices()
    assert prices.date == "2026-11-24"
    sonnet = prices.find("claude-sonnet-5-5")
    assert sonnet == Price(Rates(2.0, 10.0, 0.1, 2.5), 0.5)
    assert prices.find("claude-sonnet-5-5-20260901") == sonnet
    assert prices.find("gpt-oss") is None


def test_a_call_costs_what_it_used() -> None:
    usage = {
        "input_tokens": 1_000,
        "output_tokens": 100,
        "cache_read_input_tokens": 10_000,
        "cache_creation_input_tokens": 2_000,
    }
    price = Price(Rates(2.0, 10.0, 0.1, 2.5), 0.5)
    dollars = (1_000 * 2 + 100 * 10 + 10_000 * 0.1 + 2_000 * 2.5) / 1_000_000
    assert price.cost(usage) == pytest.approx(dollars)
    assert price.cost(usage, batch=True) == pytest.approx(dollars / 2)


def test_above_a_band_all_tokens_cost_more() -> None:
    haiku = load_prices().find("claude-haiku-5-5")
    assert haiku
    assert haiku.bound(100_000, 1_000) == pytest.approx(0.0105)
    assert haiku.bound(100_001, 1_000) == pytest.approx(0.0525, rel=1e-4)
    sent = {"input_tokens": 1, "cache_read_input_tokens": 100_000}
    assert haiku.cost(sent) == pytest.approx(0.005, rel=1e-3)


def test_own_prices_win_and_others_stay(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        '[models."qwen3.5"]\ninput = 1\noutput = 2.5\n[models.claude-sonnet-5-5]\ninput = 3\noutput = 4\n'
    )
    prices = load_prices(own)
    assert prices.find("qwen3.5") == Price(Rates(1.0, 2.5, 1.0, 1.0), 1.0)
    assert prices.find("claude-sonnet-5-5") == Price(Rates(3.0, 4.0, 3.0, 3.0), 1.0)
    assert prices.find("claude-opus-5-5") is not None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("\n[models.a]\n=", "not TOML: .*line 3"),
        ("", "no prices; write a table \\[models.NAME\\]"),
        ("models = 3", "no prices"),
        ("[models]\na = 3", "a is no table; write \\[models.a\\]"),
        ("# mine\n[models.a]\ninput = 1", "own.toml:2: a has no 'output'; give US dollars"),
        (
            '\n\n[models."a.b"]\ninput = -1\noutput = 1',
            "own.toml:3: 'input' of a.b must be a number",
        ),
        ("[models.a]\ninput = nan\noutput = 1", "own.toml:1: 'input' of a must be a number"),
        ("[models.a]\ninput = true\noutput = 1", "must be a number from 0, not True"),
        ("[models.a]\ninput = 1\noutptu = 1", "own.toml:1: a has an unknown 'outptu'; known are"),
        (
            "[models.a]\ninput=1\noutput=1\n[models.a.long]\ninput=1\noutput=1",
            "own.toml:4: a.long has no 'above'",
        ),
    ],
)
def test_a_mistake_in_prices_is_said_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    own = tmp_path / "own.toml"
    own.write_text(text)
    with pytest.raises(QuizgenError, match=said):
        load_prices(own)


def test_prices_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(QuizgenError, match="none.toml: cannot be read as a file of prices"):
        load_prices(tmp_path / "none.toml")


def test_no_price_no_promise(tmp_path: Path) -> None:
    said = "no price is known for claude-x; give --prices FILE or leave --max-cost out"
    for options in (
        ClaudeOptions(model="claude-x", max_cost=1.0),
        ClaudeOptions(cheap_model="claude-x", max_cost=1.0),
        ClaudeOptions(fallback_model="claude-x", max_cost=1.0),
    ):
        with pytest.raises(QuizgenError, match=said):
            claude_settings(HOME, options)
    assert claude_settings(HOME, ClaudeOptions(model="claude-x")).model == "claude-x"
    own = tmp_path / "own.toml"
    own.write_text("[models.claude-x]\ninput = 1\noutput = 2\n")
    options = ClaudeOptions(model="claude-x", max_cost=1.0, prices=own)
    assert claude_settings(HOME, options).max_cost == 1.0


# --------------------------------------------------------------------------- before sending


def test_a_plan_says_what_it_takes() -> None:
    known = claude_settings(HOME, ClaudeOptions(cheap_model="claude-haiku-5-5"))
    asked = [ask(1, Stage.NOTES, most_tokens=4_000), ask(2, Stage.CLOSED_BOOK, most_tokens=1_000)]
    plan = plan_cost(asked, known)
    assert plan.calls == 2
    assert plan.tokens_in == sum(request.estimate_tokens() for request in asked)
    assert (plan.tokens_out_low, plan.tokens_out_high) == (1_500, 5_000)
    assert plan.models == ("claude-sonnet-5-5", "claude-haiku-5-5")
    sent = asked[0].estimate_tokens() * 2 + asked[1].estimate_tokens() * 0.1
    assert plan.dollars_low == pytest.approx((sent + 1_200 * 10 + 300 * 0.5) / 1_000_000)
    assert plan.dollars_high == pytest.approx((sent + 4_000 * 10 + 1_000 * 0.5) / 1_000_000)
    assert plan.dollars_high
    half = plan_cost(asked, known, batch=True)
    assert half.dollars_high == pytest.approx(plan.dollars_high / 2)


def test_a_plan_without_a_price_has_no_dollars() -> None:
    plan = plan_cost([ask(1)], claude_settings(HOME, ClaudeOptions(model="claude-x")))
    assert (plan.calls, plan.dollars_low, plan.dollars_high) == (1, None, None)
    local = claude_settings({"ANTHROPIC_BASE_URL": "http://localhost:1"}, ClaudeOptions(model="x"))
    assert plan_cost([ask(1)], local).dollars_high == 0.0
    assert plan_cost([], local).calls == 0


def test_tokens_are_never_counted_too_low_for_signs_figures_and_scripts() -> None:
    assert bound_tokens("a" * 310) == 130
    assert bound_tokens("0123456789" * 31) == 310
    assert bound_tokens("\u4f60\u597d" * 10) == 60
    assert bound_tokens("") == 0


# --------------------------------------------------------------------------- a budget


def test_what_does_not_fit_is_refused_and_bills_make_room() -> None:
    budget = Budget(1.0)
    assert budget.hold(0.6)
    budget.settle(0.6, 0.1)
    assert budget.hold(0.9)
    budget.settle(0.9, 0.9)
    assert not budget.hold(0.1)
    assert budget.spent == pytest.approx(1.0)
    assert Budget(None).hold(1e9)


def test_who_does_not_fit_waits_for_the_bills_of_others() -> None:
    budget = Budget(1.0)
    assert budget.hold(0.9)
    got: list[bool] = []
    waiting = threading.Thread(target=lambda: got.append(budget.hold(0.5)))
    waiting.start()
    waiting.join(0.03)
    assert waiting.is_alive()
    budget.settle(0.9, 0.2)
    waiting.join()
    assert got == [True]


def test_a_closed_budget_lets_nobody_wait() -> None:
    budget = Budget(1.0)
    assert budget.hold(0.9)
    got: list[bool] = []
    waiting = threading.Thread(target=lambda: got.append(budget.hold(0.5)))
    waiting.start()
    budget.close()
    waiting.join()
    assert got == [False]


@given(
    st.floats(0.01, 10),
    st.lists(st.tuples(st.floats(0, 3), st.floats(0, 1), st.booleans()), max_size=40),
)
def test_law_of_the_budget(most: float, calls: list[tuple[float, float, bool]]) -> None:
    """Whatever is held and billed, one after another or overlapping: never more than the most."""
    budget = Budget(most)
    running: list[tuple[float, float]] = []
    for bound, share, overlap in calls:
        while running and (not overlap or budget.left < bound):
            held, cost = running.pop()
            budget.settle(held, cost)
        if budget.hold(bound):
            running.append((bound, bound * share))
        assert budget.spent + budget.held <= most + 1e-9
    for held, cost in running:
        budget.settle(held, cost)
    assert budget.spent <= most + 1e-9
    assert budget.held == 0.0


# --------------------------------------------------------------------------- a budget and a server


@pytest.fixture
def fake() -> Iterator[FakeClaude]:
    with serving(Play(text=GOOD)) as server:
        yield server


def billed(fake: FakeClaude) -> float:
    """What the service charges, by its own bill."""
    prices = load_prices()
    found = [(prices.find(model), sent, out) for model, sent, out in fake.bill]
    return sum(price.bound(sent, out) for price, sent, out in found if price)


def test_when_the_money_ends_the_rest_is_pending_and_a_later_run_goes_on(
    fake: FakeClaude, tmp_path: Path
) -> None:
    wanted = [(ask(number), store_in(tmp_path)) for number in range(30)]
    sender = sender_for(fake, max_cost=0.02)
    answers = Desk(sender).answer(wanted)
    done = [answer for answer in answers if answer.replies]
    pending = [answer for answer in answers if answer.pending]
    assert len(done) + len(pending) == 30
    assert 0 < len(done) < 30
    assert billed(fake) == pytest.approx(sender.spent)
    assert sender.spent <= 0.02
    assert sender.stopped.startswith("the most to pay, $0.02, is reached: $0.01")
    assert "--max-cost" in sender.stopped
    before = len(fake.calls)
    assert sender.send([(ask("more"), store_in(tmp_path))]) == {}
    assert len(fake.calls) == before
    rest = Desk(sender_for(fake))
    assert all(answer.replies for answer in rest.answer(wanted))
    assert rest.sent == len(pending)


def test_a_call_of_which_we_never_heard_counts_in_full(fake: FakeClaude, tmp_path: Path) -> None:
    fake.plan = [Play(drop="middle"), Play(text=GOOD)]
    sender = sender_for(fake, max_cost=1.0)
    assert sender.send([(ask(1), store_in(tmp_path))]) == {}
    reply = store_in(tmp_path).find(ask(1).key)
    assert reply
    assert reply.cost
    assert sender.spent > reply.cost + 200 * 10 / 1_000_000
    assert sender.spent >= billed(fake)


def test_a_call_that_was_turned_away_costs_nothing(fake: FakeClaude, tmp_path: Path) -> None:
    fake.plan = [Play(status=529), Play(status=429), Play(text=GOOD)]
    sender = sender_for(fake, max_cost=1.0)
    sender.send([(ask(1), store_in(tmp_path))])
    reply = store_in(tmp_path).find(ask(1).key)
    assert reply
    assert sender.spent == pytest.approx(reply.cost)


def test_the_service_counts_once_for_each_stage(fake: FakeClaude, tmp_path: Path) -> None:
    fake.count_factor = 12.0  # a tokenizer that makes far more of it than we think
    wanted = [(ask(number), store_in(tmp_path)) for number in range(40)]
    sender = sender_for(fake, max_cost=0.1)
    sender.send(wanted)
    counted = [one for one in fake.asked if one.path.endswith("count_tokens")]
    assert len(counted) == 1
    assert "max_tokens" not in counted[0].body
    assert 0 < len(fake.calls) < 40
    assert billed(fake) <= 0.1


def test_a_bill_that_is_higher_than_we_thought_is_learned_from(
    fake: FakeClaude, tmp_path: Path
) -> None:
    """A service that does not count, and a tokenizer that makes far more of it than we think."""
    fake.counting = False
    fake.count_factor = 20.0
    sender = sender_for(fake)
    sender.send([(ask(0, most_tokens=10), store_in(tmp_path / "before"))])
    most = 5.9 * sender.spent
    wanted = [(ask(number, most_tokens=10), store_in(tmp_path)) for number in range(10)]
    sender = sender_for(fake, max_cost=most, concurrency=1)
    sender.send(wanted[:1])
    sender.send(wanted[1:])
    assert len(fake.calls) == 1 + 5
    assert sender.spent <= most


def test_without_a_most_nothing_is_counted(fake: FakeClaude, tmp_path: Path) -> None:
    sender_for(fake).send([(ask(1), store_in(tmp_path))])
    assert [one.path for one in fake.asked] == ["/v1/messages"]


def plays() -> st.SearchStrategy[Play]:
    """Every kind of answer, good or bad."""
    used = st.integers(0, 200)
    good: dict[str, Any] = {"text": GOOD}
    kinds = [
        st.builds(Play, tokens_out=used, **{name: st.just(v) for name, v in good.items()}),
        st.builds(Play, text=st.just("no"), tokens_out=used),
        st.builds(
            Play, stop=st.sampled_from(["refusal", "max_tokens", "tool_use"]), tokens_out=used
        ),
        st.builds(Play, drop=st.sampled_from(["before", "middle", "reset", "ended"])),
        st.builds(Play, sse_error=st.just("overloaded_error")),
        st.builds(Play, status=st.sampled_from([429, 500, 503, 529])),
        st.builds(Play, text=st.just(GOOD), usage=st.just(False), tokens_out=used),
    ]
    return st.one_of(kinds)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(plays(), min_size=1, max_size=12),
    st.floats(0.002, 0.1),
    st.integers(1, 6),
    st.sampled_from([0.5, 1.0, 12.0]),
    st.booleans(),
)
def test_the_most_is_never_passed_whatever_goes_wrong(
    answers: list[Play], most: float, concurrency: int, factor: float, fallback: bool
) -> None:
    with (
        serving(lambda _, number: answers[number % len(answers)]) as fake,
        tempfile.TemporaryDirectory() as folder,
    ):
        fake.count_factor = factor
        wanted = [(ask(number), store_in(Path(folder))) for number in range(12)]
        model = "claude-opus-5-5" if fallback else None
        sender = sender_for(fake, max_cost=most, concurrency=concurrency, fallback_model=model)
        sender.send(wanted)
        assert billed(fake) <= sender.spent + 1e-9
        assert sender.spent <= most + 1e-9
        assert sender.budget.held == 0.0
        for request, store in wanted:
            assert all(reply.key == request.key for reply in store.attempts(request.key))
