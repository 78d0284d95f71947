"""A month as it looks among the accounts of one segment or tier: every figure is weighed anew from what they
said and pay, so that a cut reads like a run of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from foundation.errors import SettingsError
from synthesis.overlay import dressed, whole
from workspace.month_book import MonthBook, load_month_book, weigh_inputs
from workspace.store import runs
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from synthesis.hearing import WeighInputs
    from synthesis.themes import SynthesisRun


def cut_run(
    workspace: Workspace, connection: Connection, run: SynthesisRun, segment: str | None, tier: str | None
) -> SynthesisRun:
    """``run`` with the figures of the accounts that are in both; themes keep id, name and status.

    Accounts that nobody scored keep the mean risk of the whole book. Raises SettingsError for a segment or a
    tier that no account has.
    """
    from synthesis.weighing import weigh

    book = load_month_book(workspace, connection, run.month, run)
    weighted, coverage, unclustered = weigh(cut_inputs(connection, run, book, segment, tier))
    return replace(dressed(weighted, run), coverage=coverage, unclustered=unclustered)


def cut_inputs(
    connection: Connection, run: SynthesisRun, book: MonthBook, segment: str | None, tier: str | None
) -> WeighInputs:
    """What the figures of the cut are made of; ``book`` is that of the run's month. Raises as ``cut_run``."""
    accounts = _accounts(book, segment, tier)
    said = runs.statements_of(connection, run.id, accounts)
    return weigh_inputs(whole(run), said, _cut_book(book, accounts))


def _cut_book(book: MonthBook, accounts: set[str]) -> MonthBook:
    from synthesis.exposure import filled_risk

    risk = filled_risk(book.arr, book.risk) if book.risk else {}
    return replace(
        book,
        arr={one: amount for one, amount in book.arr.items() if one in accounts},
        risk={one: share for one, share in risk.items() if one in accounts},
        active=tuple(one for one in book.active if one in accounts),
        answers=tuple(answer for answer in book.answers if answer.account_id in accounts),
    )


def _accounts(book: MonthBook, segment: str | None, tier: str | None) -> set[str]:
    chosen: list[set[str]] = []
    if segment is not None:
        chosen.append(accounts_in(book.segments, segment, "segment"))
    if tier is not None:
        chosen.append(accounts_in_tier(book.tiers, tier))
    return set.intersection(*chosen)


def accounts_in_tier(tiers: Mapping[str, str], wanted: str) -> set[str]:
    """The accounts of a tier, by the name that the book gives it or by its number: ``1`` means ``Tier 1``. Raises
    SettingsError that names the tiers there are."""
    name = wanted.strip()
    known = {tier.casefold() for tier in tiers.values()}
    if name.casefold() not in known and not name.casefold().startswith("tier"):
        name = f"Tier {name}"
    return accounts_in(tiers, name, "tier")


def accounts_in(groups: Mapping[str, str], wanted: str, what: str) -> set[str]:
    """The accounts whose group is ``wanted``. Raises SettingsError that names the groups there are."""
    key = wanted.strip().casefold()
    found = {account for account, name in groups.items() if name.casefold() == key}
    if not found:
        known = ", ".join(sorted(set(groups.values())))
        raise SettingsError(f"there is no {what} {wanted!r}", hint=f"There are: {known or 'none'}.")
    return found
