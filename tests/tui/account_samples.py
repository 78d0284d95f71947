"""Hand-made accounts that the tests of the accounts' room share, and a desk that answers with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from enum import Enum
from typing import Any

from foundation.errors import SettingsError
from tests.tui.sample_desk import SampleDesk
from tests.tui.samples import NAMES, make_view
from workspace.account_page import AccountPage
from workspace.account_rows import AccountBoard, AccountEntry

DAY = date(2026, 10, 31)


def entry(number: int, **given: object) -> AccountEntry:
    """Account ``number``, a healthy customer; ``given`` replaces its fields."""
    made = AccountEntry(
        id=f"a{number}",
        name=NAMES.get(f"a{number}", f"Account {number:04d}"),
        tier=f"Tier {min(3, number + 1)}",
        segment="smb" if number % 2 else "enterprise",
        owner="Ruth Abara" if number % 3 == 0 else "Ben Osei",
        status="active",
        arr=90_000.0 / (number + 1),
        customer=True,
        renewal=DAY + timedelta(days=40 * number),
        days=40 * number,
        last_heard=DAY - timedelta(days=number),
        quiet=number,
        score=80.0 - number,
        band="thriving" if number == 0 else "healthy",
        trend=0.5 * number - 1,
        weakest="sentiment",
        risk=0.01 * number,
    )
    return replace(made, **given)  # type: ignore[arg-type]


ENTRIES = (
    entry(0),
    entry(1, score=48.4, band="critical", trend=-12.0, risk=0.62, marks=("emergency", "silent"), quiet=190),
    entry(2, score=66.0, band="at risk", risk=0.08, marks=("single champion",)),
    entry(3, growth=("usage",)),
    entry(4, growth=("team",), held_back=("open Tier 1 theme",)),
    entry(5, score=None, band="not enough data", trend=None, weakest="", risk=None, renewal=None, days=None),
    entry(6, arr=None, customer=False, status="churned", score=None, band="", risk=None, trend=None),
)


def make_board(entries: tuple[AccountEntry, ...] = ENTRIES, **given: object) -> AccountBoard:
    """All of it known."""
    board = AccountBoard(DAY, "USD", entries, "", True, True, True, calibrated=True, high=0.2)
    return replace(board, **given)  # type: ignore[arg-type]


def unknown(one: AccountEntry) -> AccountEntry:
    """An entry as the quick board has it."""
    return replace(one, score=None, band="", trend=None, weakest="", risk=None, marks=(), growth=())


class AccountsDesk(SampleDesk):
    """Answers with ``boards``, one after the other, then fails with ``error`` where one is set."""

    def __init__(self, *boards: AccountBoard, page: AccountPage | None = None) -> None:
        super().__init__({None: make_view()})
        self.boards = boards
        self.page = page

    def account_boards(self) -> Iterator[AccountBoard]:
        self.asked.append("accounts")
        yield from self.boards
        if self.error is not None:
            raise self.error

    def account_page(self, account: str) -> AccountPage:
        self._ask(f"page {account}")
        if self.page is None:
            raise SettingsError("this desk makes no pages")
        return self.page


_OURS = {"currency", "band", "kind", "kinds", "status", "state", "tier"}


def spoiled(value: Any, texts: Iterator[str]) -> Any:
    """``value`` with every text of every dataclass, tuple and mapping in it replaced by the next of ``texts``, but for
    words of closed sets of our own."""
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return next(texts)
    if is_dataclass(value) and not isinstance(value, type):
        held = {field.name: getattr(value, field.name) for field in fields(value)}
        made = {name: one if name in _OURS else spoiled(one, texts) for name, one in held.items()}
        return type(value)(**made)
    if isinstance(value, tuple):
        return tuple(spoiled(one, texts) for one in value)
    if isinstance(value, dict):
        return {key: spoiled(held, texts) for key, held in value.items()}
    return value
