"""What calls of a model may cost: looked at before each call, counted after it.

Keeps the rule that a call which would not be paid for is not made: what a call may cost at most is set aside before
a byte is sent, so that calls at the same time cannot together spend more than there is.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from foundation.errors import BudgetExceeded
from foundation.model_settings import ModelPrice
from prompts.chat import Usage


@dataclass(frozen=True, slots=True)
class Budget:
    """What one command may spend: tokens both ways, US dollars. None is no bound."""

    usd: float | None = None
    tokens: int | None = None


@dataclass(frozen=True, slots=True)
class Spent:
    """One call that was made, or answered from before. ``prompt`` is the prompt's id@version."""

    prompt: str
    usage: Usage
    cached: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    """Where spending is kept beyond a command. ``month`` gives the US dollars spent in this month so far, ``cap``
    what the month may cost."""

    month: Callable[[], float] = lambda: 0.0
    cap: float | None = None
    record: Callable[[Spent], None] = lambda _spent: None


class Purse:
    """Pays for the calls of one command."""

    def __init__(self, budget: Budget, price: ModelPrice | None, account: Account | None = None) -> None:
        self.budget = budget
        self.price = price
        self._account = account or Account()
        self._tokens = 0
        self._usd = 0.0
        self._held_tokens = 0
        self._held_usd = 0.0
        self._lock = threading.Lock()

    @property
    def tokens(self) -> int:
        """Tokens spent so far."""
        return self._tokens

    @property
    def usd(self) -> float | None:
        """US dollars spent so far; None where the price is not known."""
        return None if self.price is None else self._usd

    def cost(self, prompt_tokens: int, completion_tokens: int) -> float | None:
        """US dollars for so many tokens; None where the price is not known."""
        if self.price is None:
            return None
        return (prompt_tokens * self.price.prompt + completion_tokens * self.price.completion) / 1e6

    def set_aside(self, prompt_tokens: int, completion_tokens: int, where: str) -> None:
        """Hold what a call may cost at most. Raises BudgetExceeded where it is not there."""
        tokens, usd = prompt_tokens + completion_tokens, self.cost(prompt_tokens, completion_tokens)
        with self._lock:
            self._check_tokens(tokens, where)
            self._check_money(usd, where)
            self._held_tokens += tokens
            self._held_usd += usd or 0.0

    def settle(self, held: tuple[int, int], spent: Spent | None) -> None:
        """Give back what was ``held`` (prompt and completion tokens) and count what was spent; None for nothing."""
        with self._lock:
            self._held_tokens = max(0, self._held_tokens - sum(held))
            self._held_usd = max(0.0, self._held_usd - (self.cost(*held) or 0.0))
            if spent is not None:
                self._tokens += spent.usage.prompt_tokens + spent.usage.completion_tokens
                self._usd += spent.usage.cost or 0.0
        if spent is not None:
            self._account.record(spent)

    def note(self, spent: Spent) -> None:
        """Record what cost nothing: an answer from before."""
        self._account.record(spent)

    def _check_tokens(self, tokens: int, where: str) -> None:
        bound = self.budget.tokens
        if bound is not None and self._tokens + self._held_tokens + tokens > bound:
            raise BudgetExceeded(
                f"the next call may take {tokens:,} tokens, and {max(0, bound - self._tokens):,} of {bound:,} are left",
                where=where,
                hint="Raise model.budget_tokens, or ask more narrowly.",
            )

    def _check_money(self, usd: float | None, where: str) -> None:
        bounds: list[tuple[float, float, str, str]] = []
        if self.budget.usd is not None:
            bounds.append((self.budget.usd, self._usd, "this command", "--budget or model.budget_usd"))
        if self._account.cap is not None:
            bounds.append((self._account.cap, self._account.month(), "this month", "model.monthly_cap"))
        for bound, spent, what, key in bounds:
            if usd is None:
                raise BudgetExceeded(
                    f"the budget of {_dollars(bound)} for {what} cannot be held, as the model's price is not known",
                    where=where,
                    hint='Set [model.prices."NAME"] in nrr.toml (docs/assistant.md), or take the budget away.',
                )
            left = bound - spent - self._held_usd
            if usd > left:
                raise BudgetExceeded(
                    f"the next call may cost {_dollars(usd)}, and {_dollars(left)} of {_dollars(bound)} "
                    f"for {what} are left",
                    where=where,
                    hint=f"Raise {key}, or ask more narrowly.",
                )


def _dollars(value: float) -> str:
    """In cents, or finer where cents would say nothing: a budget may be a fraction of one."""
    value = max(0.0, value)
    places = 2 if value == round(value, 2) else 4 if value >= 0.0001 else 8
    return f"${value:,.{places}f}"
