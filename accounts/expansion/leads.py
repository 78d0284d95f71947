"""Which accounts are ripe to grow, what for, and who must be helped first.

Five families look for reasons, gates hold back whom nobody should sell to, the plan table says what it would be worth.
Keeps three laws: no account that a gate holds back is ever among the leads; more use never removes a reason of the
usage family; the order of rows changes nothing. Nothing after ``as_of`` is looked at.
"""

from __future__ import annotations

from datetime import date
from math import inf
from typing import TYPE_CHECKING

from accounts.expansion.context import Context, context
from accounts.expansion.estimate import estimate
from accounts.expansion.gates import Gates
from accounts.expansion.inputs import (
    Estimate,
    ExpansionBoard,
    ExpansionInputs,
    Family,
    Lead,
    NotJudged,
    Trigger,
)
from accounts.expansion.moments import milestone_triggers
from accounts.expansion.people import stakeholder_triggers, team_triggers
from accounts.expansion.usage import feature_triggers, usage_triggers
from foundation.growth_settings import ExpansionSettings

if TYPE_CHECKING:
    from accounts.book import AccountBook

_ORDER = {family.value: at for at, family in enumerate(Family)}
_FAMILIES = (usage_triggers, feature_triggers, team_triggers, stakeholder_triggers, milestone_triggers)


def expansion(
    book: AccountBook, as_of: date, inputs: ExpansionInputs, params: ExpansionSettings
) -> ExpansionBoard:
    """All paying accounts with a trigger on ``as_of``: leads, and those that a gate holds back with every reason.

    Both are ordered by estimated MRR, largest first, then by how many families speak for them, MRR and id.
    """
    ctx = context(book, as_of, inputs, params)
    return board(ctx)


def board(ctx: Context) -> ExpansionBoard:
    """The board of a context."""
    triggers: dict[str, list[Trigger]] = {}
    unknown: list[NotJudged] = []
    for family in _FAMILIES:
        found, not_judged = family(ctx)
        unknown += not_judged
        for trigger in found:
            triggers.setdefault(trigger.account, []).append(trigger)
    gates = Gates(ctx)
    leads = sorted((_lead(ctx, gates, account, own) for account, own in triggers.items()), key=_rank)
    return ExpansionBoard(
        as_of=ctx.as_of,
        leads=tuple(lead for lead in leads if not lead.reasons),
        suppressed=tuple(lead for lead in leads if lead.reasons),
        not_judged=tuple(sorted(unknown)),
    )


def _lead(ctx: Context, gates: Gates, account: str, triggers: list[Trigger]) -> Lead:
    own = sorted(triggers, key=lambda one: (_ORDER[one.family.value], one.rule, one.subject))
    weighed = [(estimate(ctx, one), one) for one in own]
    best, trigger = min(weighed, key=lambda pair: -(pair[0].mrr or 0.0))
    row = ctx.place[account]
    return Lead(
        account=account,
        mrr=float(ctx.mrr[row]),
        plan=str(ctx.plans[row]),
        health=gates.health(account),
        risk=gates.risk(account),
        triggers=tuple(own),
        trigger=trigger,
        estimate=best,
        reasons=gates.reasons(account),
        notes=gates.notes(account),
    )


def _rank(lead: Lead) -> tuple[float, int, float, str]:
    worth = -lead.estimate.mrr if lead.estimate.mrr is not None else inf
    return (worth, -len(lead.families), -lead.mrr, lead.account)


__all__ = ["Context", "Estimate", "ExpansionBoard", "ExpansionInputs", "board", "context", "expansion"]
