"""What ``list_accounts`` may be narrowed to beside names: limits of health and ARR, and a matter that they spoke of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from assistant.tools import Arguments, Evidence, Scope
from workspace.tools.feedback import Kind, SearchFeedback, said_on
from workspace.tools.values import Value, evidence, one_each

if TYPE_CHECKING:
    from workspace.tools.session import Session

_QUOTED = 4


class AccountLimits(Arguments):
    """Limits that accounts keep; all of those given."""

    health_below: float | None = Field(
        default=None, description="Only accounts with a health score below this."
    )
    health_from: float | None = Field(default=None, description="Only with a health score of at least this.")
    arr_below: float | None = Field(default=None, description="Only accounts with an ARR below this.")
    arr_from: float | None = Field(default=None, description="Only accounts with an ARR of at least this.")
    spoke_of: str | None = Field(
        default=None, description="Only accounts that spoke of this matter, in a few plain words."
    )
    spoke_kind: Kind | None = Field(
        default=None, description="With spoke_of: only complaints, requests, questions or praise."
    )
    spoke_not: bool = Field(
        default=False, description="With spoke_of: only accounts that did not speak of it."
    )
    renewing_after: int | None = Field(
        default=None, ge=0, le=2000, description="Only accounts that renew no sooner than in so many days."
    )
    heard_since: str | None = Field(
        default=None,
        description="Count their tickets, survey answers and calls from this day on, YYYY-MM-DD.",
    )
    heard_until: str | None = Field(default=None, description="Count them up to this day, YYYY-MM-DD.")

    @property
    def of_health(self) -> bool:
        """Whether health must be known for them."""
        return self.health_below is not None or self.health_from is not None


def keeps_limits(row: Value, asked: AccountLimits) -> bool:
    """Whether an account of the list keeps the limits, by its score as shown."""
    held = row.get("score")
    score = None if held is None else round(float(held["value"]), 1)
    if asked.of_health and score is None:
        return False
    return _within(score, asked.health_from, asked.health_below) and _within(
        row["arr"]["value"], asked.arr_from, asked.arr_below
    )


def _within(value: float | None, least: float | None, below: float | None) -> bool:
    return value is None or ((least is None or value >= least) and (below is None or value < below))


def limits_told(asked: AccountLimits, currency: str) -> Value:
    """The limits, so that an answer may name them."""
    told: Value = {}
    for name, value in (("health_below", asked.health_below), ("health_from", asked.health_from)):
        if value is not None:
            told[name] = {"value": round(value, 6), "unit": "points"}
    for name, value in (("arr_below", asked.arr_below), ("arr_from", asked.arr_from)):
        if value is not None:
            told[name] = {"value": round(value, 2), "unit": currency}
    return told


class Speakers:
    """Who spoke of what is asked for, how often, and their words."""

    def __init__(self, session: Session, asked: AccountLimits, scope: Scope) -> None:
        self._session = session
        self._said = (
            said_on(session, SearchFeedback(words=asked.spoke_of, kind=asked.spoke_kind), scope)
            if asked.spoke_of
            else []
        )
        self.asked = bool(asked.spoke_of)
        self.accounts: dict[str, int] = {}
        for one in self._said:
            if one.account_id:
                self.accounts[one.account_id] = self.accounts.get(one.account_id, 0) + 1

    def words(self, rows: list[Value]) -> tuple[Evidence, ...]:
        """A passage each of the accounts in ``rows``."""
        shown = {row["account"] for row in rows}
        return one_each(
            (evidence(self._session, one) for one in self._said if one.account_id in shown), _QUOTED
        )
