"""How tools write what they computed: numbers with their unit and the id that ``nrr explain`` opens, and evidence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from assistant.tools import Evidence

if TYPE_CHECKING:
    from synthesis.themes import Quote, Statement
    from workspace.tools.session import Session

Value = dict[str, Any]


def money(value: float, currency: str, figure: str = "") -> Value:
    """An amount."""
    return _opened({"value": round(value, 2), "unit": currency}, figure)


def share(value: float | None, figure: str = "") -> Value | None:
    """A share of one, such as NRR; None where there is none."""
    return None if value is None else _opened({"value": round(value, 6), "unit": "ratio"}, figure)


def number(value: float | None, unit: str, figure: str = "") -> Value | None:
    """A number that measures ``unit``, such as points; None where there is none."""
    return None if value is None else _opened({"value": value, "unit": unit}, figure)


def _opened(value: Value, figure: str) -> Value:
    return value | {"figure": figure} if figure else value


def evidence(session: Session, said: Statement) -> Evidence:
    """A statement as evidence."""
    account = said.account_id or ""
    return Evidence(
        said.item_id, account, session.name(account), said.day.isoformat(), said.source.value, said.text
    )


def quoted(session: Session, quote: Quote) -> Evidence:
    """A theme's quote as evidence."""
    account = quote.account_id or ""
    return Evidence(
        quote.item_id, account, session.name(account), quote.day.isoformat(), quote.source.value, quote.text
    )


def one_each(found: Iterable[Evidence], limit: int) -> tuple[Evidence, ...]:
    """The first ``limit``, of each account one before any has two; the same passage once."""
    left = list(dict.fromkeys(found))
    chosen: list[Evidence] = []
    while left and len(chosen) < limit:
        heard: set[str] = set()
        rest = []
        for one in left:
            if len(chosen) < limit and (not one.account or one.account not in heard):
                chosen.append(one)
                heard.add(one.account)
            else:
                rest.append(one)
        left = rest
    return tuple(chosen)
