"""One turn of a model: asks until there is a whole answer, or until it is clear that there will be none.

Knows no library of the line. Keeps the laws that it ends within its retries, its steps of finding out what the
server lacks, one repair and its wall clock, and that each attempt is paid for before it is made.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import Any

from assistant.budget import Purse, Spent
from assistant.wire.abilities import Abilities, lacking
from assistant.wire.faults import Asked, Fault, Lacking, endpoint_fault, fault_of_words, is_error, said_in
from assistant.wire.gathering import FAILED, Gathered
from assistant.wire.prompted import CALL_FORM, calls_in, shaped, tries_to_call
from assistant.wire.reading import Reader, Unreadable
from assistant.wire.requests import body_of, prompt_tokens
from foundation.errors import ModelError
from prompts.chat import ChatEvent, ChatRequest, Completion, Message, Role, Stop, TextDelta, ToolCall, Usage

_SIGNS_A_TOKEN = 16
_SPARE_SIGNS = 20_000

_TAIL_S = 5.0


@dataclass(slots=True)
class Deadline:
    """The moment of the loop's clock at which waiting ends; it may be drawn nearer while one waits."""

    at: float


Send = Callable[[dict[str, Any], Deadline], AsyncGenerator[bytes, None]]
"""Sends a body and gives the bytes of the answer until the deadline. Raises Fault and Lacking."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to go on: ``retries`` after the first attempt, within ``wall_clock`` seconds. The pause doubles from
    ``first`` to ``longest`` seconds; a server that asks to wait longer than ``cap`` is not waited for."""

    retries: int = 2
    wall_clock: float = 300.0
    first: float = 0.5
    longest: float = 8.0
    cap: float = 60.0
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    chance: Callable[[], float] = random.random
    now: Callable[[], float] = time.time


class Turn:
    """Answers one request. ``abilities`` are those that worked in the end, ``sure`` whether the server named what
    it lacks."""

    def __init__(
        self, request: ChatRequest, abilities: Abilities, asked: Asked, purse: Purse, patience: Patience
    ) -> None:
        self.abilities = abilities
        self.sure = True
        self._request = request
        self._asked = asked
        self._purse = purse
        self._patience = patience
        self._streams = True
        self._faults = 0
        self._guessed = False
        self._repaired = False
        self._usage = Usage(cost=purse.cost(0, 0))
        self._paid = 0

    async def events(self, send: Send) -> AsyncGenerator[ChatEvent, None]:
        """Pieces, which begin anew with a new attempt, then the completion. Raises ModelError, SettingsError and
        BudgetExceeded."""
        end = asyncio.get_running_loop().time() + self._patience.wall_clock
        while True:
            deadline = Deadline(end)
            gathered, failed = Gathered(), None
            body = body_of(self._request, self._asked.model, self._now_able)
            held = (prompt_tokens(body), self._request.max_tokens)
            self._purse.set_aside(*held, self._asked.where)
            try:
                async with aclosing(self._texts(send(body, deadline), gathered, deadline)) as texts:
                    async for text in texts:
                        yield TextDelta(text)
            except (Fault, Lacking) as caught:
                failed = caught
            finally:
                self._settle(held, gathered)
            failed = self._problem(gathered) if failed is None or gathered.finish else failed
            if failed is not None:
                if isinstance(failed, Fault) and failed.refused:
                    yield Completion("", (), Stop.REFUSED, self._usage, asked=max(1, self._paid))
                    return
                await self._recover(failed, end)
                continue
            completion = self._completion(gathered)
            if completion is not None:
                yield completion
                return

    @property
    def _now_able(self) -> Abilities:
        return self.abilities if self._streams else replace(self.abilities, stream=False)

    async def _texts(
        self, pieces: AsyncGenerator[bytes, None], gathered: Gathered, deadline: Deadline
    ) -> AsyncGenerator[str, None]:
        """The texts of the pieces, gathered as they come; once the model has ended, little is waited for. Raises
        Fault and Lacking."""
        reader = Reader()
        bound = self._request.max_tokens * _SIGNS_A_TOKEN + _SPARE_SIGNS
        unreadable = None
        try:
            async with aclosing(pieces):
                async for piece in pieces:
                    for found in reader.feed(piece):
                        if text := self._taken(found, gathered):
                            yield text
                    if gathered.length > bound:
                        gathered.finish = "length"
                    if gathered.finish:
                        deadline.at = min(deadline.at, asyncio.get_running_loop().time() + _TAIL_S)
                    if reader.done or gathered.length > bound:
                        return
            for found in reader.close():
                if text := self._taken(found, gathered):
                    yield text
        except Unreadable as caught:
            unreadable = caught
        if unreadable is not None and not (gathered.finish and not unreadable.final):
            raise self._unreadable(unreadable)

    def _taken(self, found: dict[str, Any], gathered: Gathered) -> str:
        if is_error(found) and not found.get("choices"):
            error = found.get("error")
            code = error.get("code") if isinstance(error, dict) else found.get("code")
            status = code if isinstance(code, int) and not isinstance(code, bool) and 400 <= code < 600 else 0
            raise fault_of_words(said_in(found), status, self._asked)
        return gathered.take(found)

    def _problem(self, gathered: Gathered) -> Fault | None:
        """What keeps something that came without an error from being an answer."""
        if not gathered.answered:
            return self._fault("gave no answer in its answer")
        if not gathered.finish and not gathered.whole:
            return self._fault("broke off its answer", whole=True)
        if gathered.finish in FAILED:
            return self._fault("gave up on its answer")
        if gathered.stop is Stop.ANSWER and not gathered.text.strip():
            return self._fault("thought, and said nothing" if gathered.thought else "said nothing")
        return None

    def _unreadable(self, found: Unreadable) -> Fault:
        hint = "Check model.base_url; most servers want /v1 at its end." if "page" in found.words else ""
        return self._fault(found.words, again=not found.final, whole=True, hint=hint)

    def _fault(self, words: str, *, again: bool = True, whole: bool = False, hint: str = "") -> Fault:
        return endpoint_fault(self._asked.where, words, hint, again=again, whole=whole, retryable=again)

    def _settle(self, held: tuple[int, int], gathered: Gathered) -> None:
        """Count what the attempt took: by the server's count, else by an estimate of what was read."""
        if not (gathered.answered or gathered.prompt_tokens):
            self._purse.settle(held, None)
            return
        estimated = gathered.prompt_tokens is None or gathered.completion_tokens is None
        tokens = (
            (held[0], -(-gathered.length // 3))
            if gathered.prompt_tokens is None or gathered.completion_tokens is None
            else (gathered.prompt_tokens, gathered.completion_tokens)
        )
        usage = Usage(*tokens, self._purse.cost(*tokens), estimated)
        self._purse.settle(held, Spent(self._request.prompt, usage))
        self._paid += 1
        before = self._usage
        self._usage = Usage(
            before.prompt_tokens + usage.prompt_tokens,
            before.completion_tokens + usage.completion_tokens,
            None if before.cost is None or usage.cost is None else before.cost + usage.cost,
            before.estimated or usage.estimated,
        )

    async def _recover(self, failed: Fault | Lacking, deadline: float) -> None:
        """Make the next attempt a better one, after a pause where that may help. Raises the error where not."""
        refusal = failed if isinstance(failed, Lacking) else None
        if refusal is not None and self._give_up_what_lacks(refusal):
            return
        failed = failed.fault if isinstance(failed, Lacking) else failed
        self._faults += 1
        if not failed.again or self._faults > self._patience.retries:
            demanding = bool(self._request.tools) or self._request.shape is not None
            if refusal is not None and failed.again and demanding and self._guess():
                return
            raise self._given_up(failed, "")
        if failed.whole:
            self._streams = False
        patience = self._patience
        pause = min(patience.longest, patience.first * 2.0 ** (self._faults - 1)) * (
            0.5 + patience.chance() / 2
        )
        wait = pause if failed.wait is None else failed.wait * (1 + patience.chance() / 10)
        left = deadline - asyncio.get_running_loop().time()
        if wait > left or (failed.wait or 0.0) > patience.cap:
            raise self._given_up(
                failed, f", and asks to wait {failed.wait:,.0f} s" if failed.wait is not None else ""
            )
        await patience.sleep(wait)

    def _give_up_what_lacks(self, failed: Lacking) -> bool:
        left = lacking(failed.said, failed.parameter, self._request, self._now_able)
        if left is None or left == self.abilities:
            return not failed.named_only and self._guess()
        self.abilities = left
        return True

    def _guess(self) -> bool:
        """Ask once for the barest that there is, where a server fails and does not say why: it may lack what it was
        asked for, or fail over it."""
        bare = self.abilities.plain
        if self._guessed or bare == self.abilities:
            return False
        self._guessed, self.sure, self.abilities = True, False, bare
        return True

    def _given_up(self, failed: Fault, beside: str) -> Exception:
        error = failed.error
        tries = f"; asked {self._faults} times" if self._faults > 1 else ""
        if isinstance(error, ModelError) and (beside or tries):
            return ModelError(
                f"{error.what}{beside}{tries}", where=error.where, hint=error.hint, retryable=error.retryable
            )
        return error

    def _completion(self, gathered: Gathered) -> Completion | None:
        """The answer; None where it is to be asked for again, once, as it is not what was asked for."""
        request, stop, text = self._request, gathered.stop, gathered.text
        prefix = f"call_{len(request.messages)}"
        calls = gathered.calls(prefix)
        if not calls and stop is Stop.ANSWER and request.tools:
            found = calls_in(text, {tool.name for tool in request.tools})
            calls = tuple(ToolCall(f"{prefix}_{at}", *one) for at, one in enumerate(found))
            text, stop = ("", Stop.TOOLS) if calls else (text, stop)
        if stop is Stop.ANSWER and not calls:
            mend = self._mend(text)
            if mend:
                self._repaired = True
                turns = (Message(Role.ASSISTANT, text), Message(Role.USER, mend))
                self._request = replace(request, messages=(*request.messages, *turns))
                return None
            text = (shaped(text, request.shape) or text) if request.shape is not None else text
        return Completion(
            gathered.refusal or text,
            calls,
            stop,
            self._usage,
            asked=max(1, self._paid),
            repaired=self._repaired,
        )

    def _mend(self, text: str) -> str:
        """What to say to a model that did not answer in the form asked for; empty where it did, or was told."""
        request = self._request
        if self._repaired:
            return ""
        if request.tools and tries_to_call(text):
            return f"That was meant as a call of a tool and is none. Answer with nothing but {CALL_FORM}."
        if request.shape is None or shaped(text, request.shape) is not None:
            return ""
        form = f", or call a tool with {CALL_FORM}" if request.tools and not self.abilities.tools else ""
        return f"That was not the JSON object asked for. Answer with nothing but this object{form}."
