"""The door to Claude: one call through Anthropic's SDK, and its message as a reply.

Prompt caching is not asked for: every request shows another window of the source, so that there
would be nothing to read again, and nothing to warm up.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn, Protocol
from urllib.parse import urlsplit

from quizgen.drafting.llm.faults import Answer, Dropped, Trouble, clean, explain_answer, tidy
from quizgen.drafting.llm.forms import FORMS
from quizgen.drafting.llm.prices import FREE, Price
from quizgen.drafting.llm.replies import Reply
from quizgen.drafting.llm.request import Request, Stage
from quizgen.drafting.llm.settings import HOME, ClaudeSettings

if TYPE_CHECKING:
    import anthropic

ENGINE = "claude"
SECONDS_TO_CONNECT, SECONDS_TO_SEND = 10.0, 60.0
SECONDS_TO_READ, SECONDS_TO_READ_LOCAL = 600.0, 1_800.0  # a local model may first have to be loaded
LOCAL = {"localhost": "localhost", "127.0.0.1": "127.0.0.1", "::1": "[::1]"}  # as patterns
ASK_FOR_JSON = (
    "Answer with one JSON object and nothing else, no fence around it. It follows this JSON Schema:"
)
NO_FORM = frozenset((400, 422, 501))  # what servers say to a parameter that they do not know
USAGE = (
    "input_tokens",
    "output_tokens",
    "cache_creation_input_tokens",
    "cache_read_input_tokens",
)


class Header(Protocol):
    """What a reply repeats of its request."""

    @property
    def key(self) -> str:
        """The request's key."""

    @property
    def stage(self) -> str:
        """Its stage."""

    @property
    def prompt(self) -> str:
        """Name and version of its prompt."""

    @property
    def form(self) -> str:
        """Name and version of its reply's form."""


class Claude:
    """The service as settings say; may be used from many threads. `now` tells day and time.

    Calls are made inside `with`: connections are opened for it, and closed after it.
    """

    def __init__(self, settings: ClaudeSettings, now: Callable[[], str]) -> None:
        self.settings = settings
        self._now = now
        self._schemas: dict[Stage, dict[str, Any]] = {}
        self._formless = False
        self._client: anthropic.Anthropic | None = None

    def __enter__(self) -> Claude:
        self._client = _connect(self.settings)
        return self

    def __exit__(self, *_: object) -> None:
        if self._client:
            self._client.close()

    @property
    def client(self) -> anthropic.Anthropic:
        """The SDK's client."""
        if self._client is None:
            raise RuntimeError("calls are made inside `with`")
        return self._client

    def ask(
        self, request: Request, model: str, most_tokens: int, dropped: Callable[[], bool]
    ) -> Reply:
        """The reply to a request; nothing is repeated here.

        `dropped` is asked at every piece that arrives whether anybody still wants the rest.

        Raises:
            Trouble: no whole message came.
            Dropped: it is not wanted any more.
        """
        call = self.call(request, model, most_tokens)
        manager = self.client.messages.stream(**call)
        try:
            with manager as stream:
                begun = False
                for event in stream:
                    begun = begun or event.type == "message_start"
                    if dropped():
                        raise Dropped
                raw = stream.current_message_snapshot.to_dict(warnings=False) if begun else {}
                request_id = stream.request_id or ""
        except _failures() as error:
            self._explain(error, model, "format" in call.get("output_config", {}))
        # A connection that is closed in the middle looks like an end to the SDK.
        if not raw.get("stop_reason"):
            raise Trouble(f"{self.settings.host} broke off its answer", again=True, billed=True)
        return self.reply(request, model, raw, request_id)

    def call(self, request: Request, model: str, most_tokens: int) -> dict[str, Any]:
        """A request as the service takes it. No temperature, no thinking: models refuse them."""
        settings = self.settings
        text = request.user_text()
        how: dict[str, Any] = {}
        if settings.compat:
            # Effort is nothing that such servers know; the form they may know or ignore.
            text = f"{text}\n\n{ASK_FOR_JSON}\n{self.schema(request.stage)}"
        elif settings.effort != "none":
            how["effort"] = settings.effort
        if not self._formless:
            how["format"] = {"type": "json_schema", "schema": self._schema(request.stage)}
        call = {
            "model": model,
            "max_tokens": most_tokens,
            "system": request.system,
            "messages": [{"role": "user", "content": text}],
        }
        return {**call, "output_config": how} if how else call

    def schema(self, stage: Stage) -> str:
        """The form of a stage's replies as it is sent, the same bytes throughout a run."""
        return json.dumps(self._schema(stage), ensure_ascii=False, separators=(",", ":"))

    def count(self, request: Request, model: str) -> int | None:
        """The tokens of a request as the service counts them; None where it does not."""
        call = self.call(request, model, request.most_tokens)
        del call["max_tokens"]
        try:
            return self.client.messages.count_tokens(**call).input_tokens
        except _failures():
            return None

    @contextmanager
    def guard(self, what: str) -> Iterator[None]:
        """Errors of the SDK in what stands inside become trouble; `what` is asked for there."""
        try:
            yield
        except _failures() as error:
            raise self._trouble(error, what) from None

    def reply(
        self,
        request: Header,
        model: str,
        raw: Mapping[str, Any],
        request_id: str,
        *,
        batch: bool = False,
    ) -> Reply:
        """A message as a reply; `model` is the one that was asked, and is paid for."""
        said: dict[str, Any] = clean(dict(raw), self.settings.key)
        usage = _usage(said.get("usage"))
        price = self.settings.price(model)
        return Reply(
            key=request.key,
            stage=str(request.stage),
            prompt=request.prompt,
            form=request.form,
            engine=ENGINE,
            model=tidy(str(said.get("model") or model)),
            text=clean(_text(said.get("content")), self.settings.key),
            stop=str(said.get("stop_reason")),
            host=self.settings.host,
            request_id=clean(request_id, self.settings.key),
            usage=usage,
            cost=_cost(price, usage, batch),
            date=self._now(),
            raw=said,
        )

    def _explain(self, error: Exception, model: str, form_sent: bool) -> NoReturn:
        """Raise the trouble that an error of a call means."""
        status = getattr(error, "status_code", 0)
        if self.settings.compat and form_sent and status in NO_FORM:
            # Perhaps only the form is unknown to it: the prompt asks for it as well.
            self._formless = True
            raise Trouble("the server takes no form", again=True, wait=0.0) from None
        raise self._trouble(error, f"model {model!r}") from None

    def _trouble(self, error: Exception, what: str) -> Trouble:
        """What an error of the SDK means for us, without the key."""
        trouble = _trouble(error, self.settings.host, what)
        trouble.said = clean(trouble.said, self.settings.key)
        return trouble

    def _schema(self, stage: Stage) -> dict[str, Any]:
        if stage not in self._schemas:
            import anthropic

            self._schemas[stage] = anthropic.transform_schema(FORMS[stage][1])
        return self._schemas[stage]


def _connect(settings: ClaudeSettings) -> anthropic.Anthropic:
    import anthropic

    read = SECONDS_TO_READ_LOCAL if settings.compat else SECONDS_TO_READ
    base_url = settings.base_url or f"https://{HOME}"
    timeout = anthropic.Timeout(read, connect=SECONDS_TO_CONNECT, write=SECONDS_TO_SEND)
    # A proxy of the environment is not for this machine itself.
    local = LOCAL.get(urlsplit(base_url).hostname or "")
    direct = {f"all://{local}": None}
    http = anthropic.DefaultHttpxClient(mounts=direct, timeout=timeout) if local else None
    return anthropic.Anthropic(
        api_key=settings.key,
        base_url=base_url,
        timeout=timeout,
        max_retries=0,  # we repeat ourselves: money is set aside for each attempt
        http_client=http,
    )


def _failures() -> tuple[type[Exception], ...]:
    """What the SDK raises when no message comes.

    A broken stream is an error of httpx2. The pieces of a message are put together unchecked, so
    that nonsense from a server surfaces as any of the others.
    """
    import anthropic
    import httpx2

    nonsense = (ValueError, TypeError, AttributeError, LookupError, RuntimeError)
    return (anthropic.AnthropicError, httpx2.HTTPError, *nonsense)


def _trouble(error: Exception, host: str, what: str) -> Trouble:
    import anthropic
    import httpx2

    if isinstance(error, anthropic.APIStatusError):
        return explain_answer(_answer(error), host, what)
    cause = error.__cause__ if isinstance(error, anthropic.APIConnectionError) else error
    if isinstance(cause, httpx2.ConnectError | httpx2.ConnectTimeout | httpx2.ProxyError):
        why = tidy(str(cause)) or "no reason given"
        return Trouble(f"{host} cannot be reached ({why})", again=True, reached=False)
    if isinstance(cause, httpx2.TimeoutException | anthropic.APITimeoutError):
        return Trouble(f"{host} did not answer in time", again=True, billed=True)
    if isinstance(cause, httpx2.HTTPError):
        return Trouble(f"the connection to {host} broke", again=True, billed=True)
    return Trouble(f"{host} sent something that is no message", again=True, billed=True)


def _answer(error: anthropic.APIStatusError) -> Answer:
    return Answer(
        status=error.status_code,
        headers=error.response.headers,
        type=_string(error.type),
        code=_string(error.error_code),
        message=_string(error.api_message),
        request_id=_string(error.request_id),
    )


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""


def _text(content: object) -> str:
    """The text blocks of a message, joined; thinking may come before them."""
    blocks = content if isinstance(content, list) else []
    texts = (block.get("text") for block in blocks if _is_text(block))
    return "".join(text for text in texts if isinstance(text, str))


def _is_text(block: object) -> bool:
    return isinstance(block, dict) and block.get("type") == "text"


def _usage(said: object) -> dict[str, int]:
    counts = said if isinstance(said, dict) else {}
    return {name: n for name in USAGE if isinstance(n := counts.get(name), int) and n > 0}


def _cost(price: Price | None, usage: Mapping[str, int], batch: bool) -> float | None:
    """What was paid; None where the price or what was used is not known."""
    if price is None or (not usage and price != FREE):
        return None
    return price.cost(usage, batch=batch)
