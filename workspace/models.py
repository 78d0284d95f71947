"""Use case: the language model of a workspace, if it has one; what it may cost, and where it is.

Every call goes through the cache, the budget and the month's cap, whoever asks. Loads no library until asked.
"""

from __future__ import annotations

import os
from collections.abc import AsyncGenerator, Callable, Iterator, Sequence
from contextlib import aclosing, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from foundation.clock import Clock, SystemClock
from foundation.ids import content_id
from foundation.keys import Keys, Secret, system_keyring
from foundation.model_settings import ModelSettings, Reach, endpoint_url, reach_of
from foundation.text import one_line
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from assistant.budget import Budget, Purse
    from assistant.cached_chat import CachedChat
    from assistant.wire.turn import Patience
    from prompts.chat import ChatEvent, ChatRequest
    from workspace.model_memory import ModelMemory


def own_keys() -> Keys:
    """The keys of whoever runs this: the environment's, else the system keyring's."""
    return Keys(os.environ, system_keyring)


@dataclass(frozen=True, slots=True)
class Around:
    """What asking a model touches beside the workspace; tests replace it."""

    keys: Keys = field(default_factory=own_keys)
    clock: Clock = field(default_factory=SystemClock)
    patience: Patience | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """What requests would take: ``calls`` that would be made, ``cached`` that are answered from before. Tokens and
    US dollars as (low, high); low reads five bytes a token and answers of nothing, high three bytes a token and
    every answer at its longest. ``cost`` is None where the price is not known."""

    calls: int
    cached: int
    tokens: tuple[int, int]
    cost: tuple[float, float] | None

    def in_words(self) -> str:
        """One line."""
        kept = f", {self.cached:,} more are answered from before" if self.cached else ""
        low, high = self.tokens
        price = "at a price that is not known (set model.prices)"
        if self.cost is not None:
            price = f"for ${self.cost[0]:,.4f} to ${self.cost[1]:,.4f}" if self.cost[1] else "free of charge"
        return (
            f"{self.calls:,} call{'' if self.calls == 1 else 's'} of {low:,} to {high:,} tokens {price}{kept}"
        )


class WorkspaceModel:
    """A ``ChatModel`` with all that the workspace lays around it."""

    def __init__(self, chat: CachedChat, purse: Purse, memory: ModelMemory, settings: ModelSettings) -> None:
        self._chat = chat
        self._memory = memory
        self._settings = settings
        self.purse = purse

    @property
    def name(self) -> str:
        """The model and where it runs."""
        return self._chat.name

    async def stream(self, request: ChatRequest) -> AsyncGenerator[ChatEvent, None]:
        """See ``ChatModel``."""
        async with aclosing(self._chat.stream(request)) as events:
            async for event in events:
                yield event

    def forget(self, request: ChatRequest) -> None:
        """Answer ``request`` anew next time: what came was of no use."""
        self._chat.forget(request)

    def preview(self, requests: Sequence[ChatRequest]) -> Preview:
        """What these requests would take, asked now."""
        from assistant.wire.abilities import Abilities
        from assistant.wire.requests import body_of, prompt_tokens

        fresh = {self._chat.key(one): one for one in requests if not self._chat.holds(one)}
        abilities = Abilities.expected(self._settings.base_url)
        told = sum(prompt_tokens(body_of(one, self._settings.name, abilities)) for one in fresh.values())
        said = sum(self._settings.max_tokens or one.max_tokens for one in fresh.values())
        least, price = told * 3 // 5, self.purse.price
        cost = None
        if price is not None:
            cost = (least * price.prompt / 1e6, (told * price.prompt + said * price.completion) / 1e6)
        return Preview(len(fresh), len(requests) - len(fresh), (least, told + said), cost)

    def close(self) -> str:
        """Write what waits to be written; returns what could not be, in words, or nothing."""
        if self._memory.flush():
            return ""
        return "what the model cost could not be written down, as another nrr process writes: the month's sum is short"


def open_model(
    workspace: Workspace, budget: Budget | None = None, around: Around | None = None
) -> WorkspaceModel | None:
    """The model of a workspace; None where none is configured. ``budget`` bounds this command, by default as the
    settings say. Raises SettingsError where the settings or the key do not hold; makes no call."""
    from assistant.budget import Account, Budget, Purse, Spent
    from assistant.cached_chat import CachedChat
    from assistant.openai_chat import OpenAIChat
    from prompts.chat import Usage
    from workspace.model_memory import ModelMemory

    settings, around = workspace.settings.model, around or Around()
    if not settings.configured:
        return None
    given = budget or Budget()
    bounds = Budget(
        given.usd if given.usd is not None else settings.budget_usd,
        given.tokens if given.tokens is not None else settings.budget_tokens,
    )
    memory = ModelMemory(workspace.store(), settings.base_url, settings.name, around.clock)
    account = Account(memory.spent_this_month, settings.monthly_cap, memory.record)
    purse = Purse(bounds, settings.price, account)
    live = OpenAIChat(settings, key_of(settings, around.keys), purse, memory, around.patience)
    place = f"{settings.name}\n{endpoint_url(settings.base_url)}\n{settings.max_tokens}"

    def used(request: ChatRequest) -> None:
        purse.note(Spent(request.prompt, Usage(cost=0.0), cached=True))

    return WorkspaceModel(CachedChat(live, place, memory, used), purse, memory, settings)


@contextmanager
def asking_model(
    workspace: Workspace, usd: float | None, notice: Callable[[str], None], around: Around
) -> Iterator[WorkspaceModel | None]:
    """The model of a workspace for one question that may cost ``usd``, closed after it; None where none is configured.
    ``notice`` hears where words go, the first time, and what could not be written down. Raises as ``open_model``."""
    from assistant.budget import Budget

    model = open_model(workspace, Budget(usd=usd), around)
    if model is None:
        yield None
        return
    if first := first_use_notice(workspace):
        notice(first)
        notice_said(workspace, around.clock)
    try:
        yield model
    finally:
        if short := model.close():
            notice(short)


def key_of(settings: ModelSettings, keys: Keys) -> Secret:
    """The key for an endpoint. One that goes unencrypted over a network is sent only where nrr.toml names its
    variable, so that a key that lies in the environment for something else does not go there."""
    named = "api_key_env" in settings.model_fields_set
    bare = settings.base_url.startswith("http:") and reach_of(settings.base_url) is not Reach.MACHINE
    return Secret() if bare and not named else keys.secret(settings.api_key_env)


def first_use_notice(workspace: Workspace) -> str:
    """What to tell whoever asks this endpoint for the first time; empty where it was told, or where no model is
    configured. ``notice_said`` remembers it."""
    from workspace.store.model_calls import was_noticed

    settings = workspace.settings.model
    if not settings.configured or not settings.base_url.strip():
        return ""
    with workspace.store().read() as connection:
        if was_noticed(connection, _notice_key(settings)):
            return ""
    where, model = one_line(endpoint_url(settings.base_url), 120), one_line(settings.name, 80)
    reach = reach_of(settings.base_url)
    if reach is Reach.MACHINE:
        return (
            f"Questions, and the redacted feedback found for them, go to {model} at {where}, on this machine."
        )
    return (
        f"Questions, and the redacted feedback found for them, are sent to {model} at {where}, {reach.value}: "
        "what redaction took out of feedback (docs/redaction.md) stays out, accounts' names and figures go along. "
        "--no-llm sends nothing."
    )


def notice_said(workspace: Workspace, clock: Clock) -> None:
    """Remember that the notice was shown."""
    from workspace.store.model_calls import save_notice

    with workspace.store().write("note what was said of the model") as connection:
        save_notice(connection, _notice_key(workspace.settings.model), clock.now())


def _notice_key(settings: ModelSettings) -> str:
    return content_id("notice", endpoint_url(settings.base_url), settings.name)
