"""What the workspace remembers of its language model: answers, spending, what the endpoint can do.

Writing waits for no one for long: while another process writes, what is to be written is held and written with the
next, so that an answer is never lost to a lock. Reading never waits.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from assistant.budget import Spent
from assistant.wire.abilities import Abilities
from foundation.clock import Clock
from foundation.errors import StoreError
from foundation.ids import content_id
from foundation.months import Month
from prompts.chat import ChatRequest

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from workspace.store.engine import Store
    from workspace.store.model_calls import ModelCall

Write = Callable[["Connection"], None]
_ABILITY_DAYS = 7
"""After so many days an endpoint is asked anew for what it lacked: servers are upgraded."""
_SHORT_WAIT_S = 0.1


class ModelMemory:
    """The store's part in asking a model at ``base_url``. One for each command."""

    def __init__(self, store: Store, base_url: str, model: str, clock: Clock) -> None:
        self._store = store
        self._endpoint = urlsplit(base_url).netloc
        self._model = model
        self._clock = clock
        self._waiting: list[Write] = []
        self._unwritten = 0.0

    def recall(self, key: str) -> str | None:
        """See ``AnswerMemory``."""
        from workspace.store.model_answers import answer

        with self._store.read() as connection:
            return answer(connection, key)

    def keep(self, key: str, body: str, request: ChatRequest) -> None:
        """See ``AnswerMemory``."""
        from workspace.store.model_answers import save_answer

        at, prompt = self._clock.now(), request.prompt
        self._write(lambda conn: save_answer(conn, key, body, model=self._model, prompt=prompt, at=at))

    def forget(self, key: str) -> None:
        """See ``AnswerMemory``."""
        from workspace.store.model_answers import drop_answer

        self._write(lambda conn: drop_answer(conn, key))

    def spent_this_month(self) -> float:
        """US dollars of this month, what waits to be written included."""
        return spent_this_month(self._store, self._clock) + self._unwritten

    def record(self, spent: Spent) -> None:
        """Write a call down."""
        from workspace.store.model_calls import ModelCall, add_calls

        usage = spent.usage
        call = ModelCall(
            at=self._clock.now(),
            endpoint=self._endpoint,
            model=self._model,
            prompt=spent.prompt,
            prompt_tokens=usage.prompt_tokens,
            completion_tokens=usage.completion_tokens,
            cost=usage.cost,
            estimated=usage.estimated,
            cached=spent.cached,
        )
        self._unwritten += usage.cost or 0.0
        self._write(lambda conn: add_calls(conn, [call]))

    def known(self, base_url: str, model: str) -> Abilities | None:
        """See ``AbilityMemory``."""
        from workspace.store.model_calls import ability

        since = self._clock.now() - timedelta(days=_ABILITY_DAYS)
        with self._store.read() as connection:
            body = ability(connection, content_id("ability", base_url, model), since)
        return Abilities.of_text(body) if body is not None else None

    def learnt(self, base_url: str, model: str, abilities: Abilities) -> None:
        """See ``AbilityMemory``."""
        from workspace.store.model_calls import save_ability

        key, at = content_id("ability", base_url, model), self._clock.now()
        self._write(lambda conn: save_ability(conn, key, abilities.to_text(), at))

    def flush(self, store: Store | None = None) -> bool:
        """Write what waits; returns whether nothing waits any more."""
        if not self._waiting:
            return True
        try:
            with (store or self._store).write("note what the model cost") as connection:
                for one in self._waiting:
                    one(connection)
        except StoreError:
            return False
        self._waiting.clear()
        self._unwritten = 0.0
        return True

    def _write(self, one: Write) -> None:
        self._waiting.append(one)
        self.flush(replace(self._store, wait=_SHORT_WAIT_S))


def spent_this_month(store: Store, clock: Clock) -> float:
    """US dollars of this month in UTC, of calls whose price was known."""
    from workspace.store.model_calls import spent_in

    with store.read() as connection:
        return spent_in(connection, Month.of(clock.now().date()))


def calls_this_month(store: Store, clock: Clock) -> list[ModelCall]:
    """The calls of this month in UTC, oldest first."""
    from workspace.store.model_calls import model_calls

    with store.read() as connection:
        return model_calls(connection, Month.of(clock.now().date()))
