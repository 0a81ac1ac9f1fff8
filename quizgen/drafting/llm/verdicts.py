"""What becomes of a reply: it is kept; then it is good, asked for in another way, or a fault."""

from __future__ import annotations

from dataclasses import dataclass, replace

from quizgen.drafting.llm.desk import fault_of
from quizgen.drafting.llm.forms import FORMS, BadReply, read_form
from quizgen.drafting.llm.replies import Reply, ReplyStore
from quizgen.drafting.llm.request import Request
from quizgen.drafting.llm.settings import ClaudeSettings
from quizgen.errors import QuizgenError

CUT_OFF = frozenset(("max_tokens", "model_context_window_exceeded"))
MOST_TOKENS = 64_000  # no reply is allowed to be longer, however often it was cut off


@dataclass(frozen=True, slots=True)
class Call:
    """In which way a request is asked; `tried` names what has been tried to get a better reply."""

    model: str
    most_tokens: int
    tried: frozenset[str] = frozenset()


def first_call(request: Request, settings: ClaudeSettings, last: Reply | None) -> Call:
    """How a request is asked first; where its last reply was cut off, there is room for more."""
    room = 2 if last and last.stop in CUT_OFF else 1
    tokens = min(MOST_TOKENS, room * request.most_tokens)
    return Call(settings.model_for(request.stage), tokens)


def judge(request: Request, reply: Reply, call: Call, settings: ClaudeSettings) -> Call | str:
    """How to ask once more; or "" when the reply is good, or else why it is a fault."""
    if reply.stop == "refusal":
        fallback = settings.fallback_model
        if fallback and fallback != call.model and "fallback" not in call.tried:
            return replace(call, model=fallback, tried=call.tried | {"fallback"})
        return fault_of(request, reply)
    if reply.stop in CUT_OFF:
        longer = min(MOST_TOKENS, 2 * call.most_tokens)
        if "longer" not in call.tried and longer > call.most_tokens:
            return replace(call, most_tokens=longer, tried=call.tried | {"longer"})
        return fault_of(request, reply)
    if not reply.is_complete:
        return fault_of(request, reply)
    return _judge_text(request, reply, call, settings.compat)


def _judge_text(request: Request, reply: Reply, call: Call, tolerant: bool) -> Call | str:
    try:
        read_form(FORMS[request.stage][1], reply.text, tolerant=tolerant)
    except BadReply as error:
        if "again" not in call.tried:
            return replace(call, tried=call.tried | {"again"})
        return f"the reply does not fill in its form: {error}"
    return ""


def keep(store: ReplyStore, reply: Reply) -> None:
    """Put a reply into its store.

    Raises:
        QuizgenError: the disk does not take it.
    """
    try:
        store.put(reply)
    except OSError as error:
        said = f"{store.folder}: a reply cannot be kept ({error.strerror}); make room and run again"
        raise QuizgenError(said) from error
