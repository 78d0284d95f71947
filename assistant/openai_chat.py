"""The one door to ``openai``: a model behind any endpoint that speaks Chat Completions.

The client carries the question and hands back bytes; reading, trying again and giving up are done in
``assistant.wire``. Keeps the rules that no type or exception of the library leaves, that redirects are not followed,
that nothing is sent but what ``docs/assistant.md`` lists, and that the key is in one header alone.
"""

from __future__ import annotations

import asyncio
import difflib
import json
import socket
import ssl
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, aclosing
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from assistant.budget import Purse
from assistant.wire.abilities import Abilities, AbilityMemory, NoMemory
from assistant.wire.faults import Asked, Fault, Lacking, UnknownModel, endpoint_fault, fault_of_status
from assistant.wire.turn import Deadline, Patience, Turn
from foundation.errors import ModelError, SettingsError
from foundation.keys import Secret, not_set
from foundation.model_settings import ModelSettings, Reach, endpoint_url, reach_of
from foundation.text import one_line
from prompts.chat import ChatEvent, ChatRequest, TextDelta

if TYPE_CHECKING:
    import httpx2
    from openai import AsyncOpenAI

Value = TypeVar("Value")
Open = Callable[["AsyncOpenAI"], AbstractAsyncContextManager[Any]]

NO_KEY = "none"
"""Sent in place of a key to servers of one's own that want none."""
_RAW = "x-stainless-raw-response"  # the library looks for it on the request to hand out bytes
_SENT_HEADERS = frozenset(
    {"host", "accept", "accept-encoding", "authorization", "connection", "content-type", "content-length",
     "user-agent", _RAW}
)  # fmt: skip
_CONNECT_S = 15.0
_NAMES_S = 5.0
_LARGEST_REFUSAL = 64 * 1024
_LARGEST_LIST = 2 * 1024 * 1024


class OpenAIChat:
    """A live ``ChatModel``. Raises SettingsError where the endpoint is not set or not fit to be asked.

    ``key`` may be empty for servers on this machine or network. Calls are paid for out of ``purse``.
    """

    def __init__(
        self,
        settings: ModelSettings,
        key: Secret,
        purse: Purse,
        memory: AbilityMemory | None = None,
        patience: Patience | None = None,
    ) -> None:
        if not settings.base_url.strip() or not settings.name.strip():
            lacks = "base_url" if not settings.base_url.strip() else "name"
            raise SettingsError(
                f"model.{lacks} is not set", hint="Set it in nrr.toml; docs/assistant.md shows how."
            )
        self._url = endpoint_url(settings.base_url)
        self._settings = settings
        self._reach = reach_of(self._url)
        if not key and self._reach is Reach.REMOTE:
            raise not_set([settings.api_key_env], "docs/assistant.md")
        self._key = key
        self._purse = purse
        self._memory = memory or NoMemory()
        self._patience = patience or Patience(settings.retries, settings.whole_call)
        self._abilities: Abilities | None = None
        self._tls: ssl.SSLContext | None = None

    @property
    def name(self) -> str:
        """The model and where it runs."""
        return f"{one_line(self._settings.name, 80)} at {urlsplit(self._url).netloc}"

    async def stream(self, request: ChatRequest) -> AsyncGenerator[ChatEvent, None]:
        """See ``ChatModel``. A retry begins the pieces anew; the completion holds the whole answer."""
        if self._settings.max_tokens is not None:
            request = replace(request, max_tokens=self._settings.max_tokens)
        before = self._known_abilities()
        turn = Turn(request, before, self._asked, self._purse, self._patience)
        unknown = None
        try:
            async with aclosing(turn.events(self._send)) as events:
                async for event in events:
                    if not isinstance(event, TextDelta):
                        self._learn(before, turn)
                    yield _without_key(event, self._key)
        except UnknownModel as caught:
            unknown = caught.with_traceback(None)
        if unknown is not None:
            raise await self._with_near_names(unknown)

    @property
    def _asked(self) -> Asked:
        return Asked(urlsplit(self._url).netloc, self._settings.name, self._settings.api_key_env, self._key)

    def _known_abilities(self) -> Abilities:
        if self._abilities is None:
            known = self._memory.known(self._url, self._settings.name)
            self._abilities = known or Abilities.expected(self._url)
        return self._abilities

    def _learn(self, before: Abilities, turn: Turn) -> None:
        """Remember what worked; beyond the process only what the server itself named."""
        if turn.abilities != before:
            self._abilities = turn.abilities
            if turn.sure:
                self._memory.learnt(self._url, self._settings.name, turn.abilities)

    async def _send(self, body: dict[str, Any], deadline: Deadline) -> AsyncGenerator[bytes, None]:
        """The bytes of the answer to ``body``. Raises Fault and Lacking."""

        def opened(client: AsyncOpenAI) -> AbstractAsyncContextManager[Any]:
            return client.chat.completions.with_streaming_response.create(**body)

        async with aclosing(self._bytes(opened, deadline)) as pieces:
            async for piece in pieces:
                yield piece

    async def _bytes(self, opened: Open, deadline: Deadline) -> AsyncGenerator[bytes, None]:
        """The bytes that a call of the client gives, and its exceptions as ours.

        Everything is caught here, as the library raises many things that are none of its own errors; whatever is
        raised anew carries no trace, since frames of the library hold the key.
        """
        failure: Fault | Lacking | None = None
        try:
            async with AsyncExitStack() as stack:
                client = await stack.enter_async_context(self._client())
                response = await _until(deadline, stack.enter_async_context(opened(client)))
                pieces = response.iter_bytes()
                while (piece := await _until(deadline, anext(pieces, None))) is not None:
                    yield piece
        except (Fault, Lacking) as caught:
            failure = caught
        except Exception as caught:
            failure = self._fault_of(caught)
        if failure is not None:
            failure.__context__ = failure.__cause__ = None
            raise failure.with_traceback(None)

    def _client(self) -> AsyncOpenAI:
        """A client for one call, so that it lives and dies with the loop that uses it."""
        import httpx2
        from openai import AsyncOpenAI, DefaultAsyncHttpx2Client

        if self._tls is None:
            encrypted = self._url.startswith("https")
            self._tls = httpx2.create_ssl_context() if encrypted else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        direct = {"http://": None, "https://": None, "all://": None}
        silence = self._settings.silence
        line = DefaultAsyncHttpx2Client(
            timeout=httpx2.Timeout(silence, connect=min(_CONNECT_S, silence)),
            follow_redirects=False,
            verify=self._tls,
            mounts=None if self._reach is Reach.REMOTE else direct,
            event_hooks={"request": [self._only_what_is_said], "response": [self._only_success]},
        )
        return AsyncOpenAI(
            api_key=self._key.reveal() or NO_KEY, base_url=self._url, max_retries=0, http_client=line
        )

    async def _only_what_is_said(self, request: httpx2.Request) -> None:
        """Takes out what the library adds of its own: what machine this is, and headers from the environment."""
        for name in set(request.headers) - _SENT_HEADERS:
            del request.headers[name]
        request.headers["user-agent"] = "nrr-engine"
        request.headers["accept-encoding"] = "identity"
        request.headers["authorization"] = f"Bearer {self._key.reveal() or NO_KEY}"

    async def _only_success(self, response: httpx2.Response) -> None:
        """Raises Fault or Lacking for an answer that is no success."""
        import httpx2

        if 200 <= response.status_code < 300:
            return
        content = b""
        try:
            async for piece in response.aiter_bytes(4096):
                content += piece
                if len(content) > _LARGEST_REFUSAL:
                    break
        except (httpx2.HTTPError, httpx2.StreamError):
            content = b""
        headers = {name.lower(): value for name, value in response.headers.items()}
        raise fault_of_status(response.status_code, headers, content, self._asked, self._patience.now())

    def _fault_of(self, error: Exception) -> Fault:
        """What an exception of the line means."""
        import httpx2
        from openai import APITimeoutError

        causes = list(_causes(error))
        kinds = {type(cause).__name__ for cause in causes}

        def held(*kinds: type[BaseException]) -> bool:
            return any(isinstance(cause, kinds) for cause in causes)

        if isinstance(error, TimeoutError):
            return self._fault(
                f"took longer than {self._settings.whole_call:g} s in all", "Raise model.wall_clock_s."
            )
        if held(ssl.SSLError) or any("CERTIFICATE" in str(cause).upper() for cause in causes):
            hint = "Behind a proxy or with a certificate of your own, point SSL_CERT_FILE to it."
            return self._fault("has no certificate that is trusted, or speaks no TLS", hint, retryable=False)
        if held(socket.gaierror):
            return self._fault("has a host that is not known", "Check model.base_url and the network.")
        if held(httpx2.ConnectTimeout, ConnectionRefusedError) or "ConnectError" in kinds:
            return self._fault("cannot be reached", "Is the server running, and is model.base_url right?")
        if held(httpx2.TimeoutException, APITimeoutError):
            words = f"said nothing for {self._settings.silence:g} s"
            return self._fault(words, "Raise model.timeout_s, or use --no-llm.", again=True)
        if held(httpx2.DecodingError):
            return self._fault("sent an answer that cannot be unpacked", again=True, whole=True)
        if held(httpx2.TransportError, OSError):
            return self._fault("broke off its answer", again=True, whole=True)
        return self._fault(f"could not be asked ({type(error).__name__})", retryable=False)

    def _fault(
        self, words: str, hint: str = "", *, again: bool = False, whole: bool = False, retryable: bool = True
    ) -> Fault:
        return endpoint_fault(self._asked.where, words, hint, again=again, whole=whole, retryable=retryable)

    async def _with_near_names(self, error: UnknownModel) -> ModelError:
        """The error with the names that the endpoint has instead, where it says them soon."""
        names = await self._model_names()
        near = difflib.get_close_matches(self._settings.name, names, 3, 0.4) or sorted(names)[:5]
        has = f"It has {', '.join(one_line(name, 60) for name in near)}. " if near else ""
        return ModelError(error.what, where=error.where, hint=f"{has}Set model.name in nrr.toml.")

    async def _model_names(self) -> list[str]:
        def opened(client: AsyncOpenAI) -> AbstractAsyncContextManager[Any]:
            return client.models.with_streaming_response.list()

        content = b""
        try:
            async with aclosing(
                self._bytes(opened, Deadline(asyncio.get_running_loop().time() + _NAMES_S))
            ) as pieces:
                async for piece in pieces:
                    content += piece
                    if len(content) > _LARGEST_LIST:
                        return []
            listed = json.loads(content)["data"]
            return [str(one["id"]) for one in listed][:500]
        except (Fault, Lacking, ValueError, KeyError, TypeError, RecursionError):
            return []


def _without_key(event: ChatEvent, key: Secret) -> ChatEvent:
    """What came back with the key blotted out, which a proxy or a model that saw it may say: an answer is kept, shown
    and sent again."""
    if isinstance(event, TextDelta):
        return replace(event, text=key.hidden_in(event.text))
    calls = tuple(replace(call, arguments=key.hidden_in(call.arguments)) for call in event.calls)
    return replace(event, text=key.hidden_in(event.text), calls=calls)


async def _until(deadline: Deadline, awaited: Awaitable[Value]) -> Value:
    """What is awaited. Raises TimeoutError at the deadline."""
    async with asyncio.timeout_at(deadline.at):
        return await awaited


def _causes(error: BaseException) -> Iterator[BaseException]:
    """An exception and all that led to it."""
    seen: set[int] = set()
    waiting: list[BaseException] = [error]
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        waiting += [cause for cause in (one.__cause__, one.__context__) if cause is not None]
        waiting += one.exceptions if isinstance(one, BaseExceptionGroup) else []
