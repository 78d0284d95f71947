"""Health, churn risk and urgent tickets of a day as the gates of growth look at them, read from the store at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from accounts.churn.risks import ChurnRisks
    from accounts.expansion.inputs import HealthOf, RiskOf, Ticket
    from accounts.figures import FeedbackSignal
    from workspace.health import HealthLine
    from workspace.workspace import Workspace


@dataclass(frozen=True, slots=True, eq=False)
class GateFacts:
    """``health``: score and band of each account that pays; one that is absent or without enough data has no score, and
    its gate stays shut. ``risk``: by the method that has earned it; those without enough data are absent.
    ``tickets``: those of a priority that the settings call critical."""

    health: HealthOf
    risk: RiskOf
    tickets: tuple[Ticket, ...]


def gate_facts(workspace: Workspace, connection: Connection, as_of: date) -> GateFacts:
    """The facts of a day. Raises SettingsError without accounts."""
    from workspace.churn import risks_at
    from workspace.health import scored_book

    scored = scored_book(workspace, connection, as_of)
    signals = scored.inputs.signals
    return GateFacts(
        health_of(scored.lines),
        risk_of(risks_at(workspace, scored.inputs.book, signals, as_of)),
        critical_tickets(signals, workspace.settings.expansion.critical_words),
    )


def health_of(lines: Mapping[str, HealthLine]) -> HealthOf:
    """Score and band of each account."""
    return {account: (line.score, line.band) for account, line in lines.items()}


def risk_of(risks: ChurnRisks) -> RiskOf:
    """The risk of each account, and whether it is a probability."""
    from accounts.expansion.inputs import RiskOf

    return RiskOf(risks.by_account(), risks.calibrated)


def critical_tickets(signals: Iterable[FeedbackSignal], words: Iterable[str]) -> tuple[Ticket, ...]:
    """The tickets whose priority is one of ``words``, in the order of ``signals``."""
    from accounts.expansion.inputs import Ticket
    from accounts.expansion.priorities import critical_among

    is_critical = critical_among(words)
    return tuple(
        Ticket(one.account_id, one.item, one.day, one.priority, one.status, one.changed or one.day)
        for one in signals
        if one.source == "ticket" and is_critical(one.priority)
    )
