"""The tool ``account_facts``: who an account is, from what is on record.

Contacts are counted and never named.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from pydantic import Field

from assistant.tools import Arguments, Scope, Tool, ToolResult
from foundation.errors import SettingsError
from foundation.months import Month
from workspace.coverage import figure as coverage_figure
from workspace.tools.account import AccountFacts, facts_of
from workspace.tools.heard_items import heard_items
from workspace.tools.leaving_out import of_feedback
from workspace.tools.scoping import one_account
from workspace.tools.values import Value, evidence, money, number, share

if TYPE_CHECKING:
    from workspace.tools.session import Session

_SHOWN_TICKETS = 5


class AboutAccount(Arguments):
    """Which account."""

    account: str = Field(min_length=1, description="The account's id or name.")
    since: str | None = Field(
        default=None, description="Count its tickets, survey answers and calls from this day on, YYYY-MM-DD."
    )
    until: str | None = Field(default=None, description="Count them up to this day, YYYY-MM-DD.")


def account_facts(session: Session) -> Tool:
    """The tool, for one conversation."""

    def run(asked: AboutAccount, scope: Scope) -> ToolResult:
        account = one_account(session, scope, asked.account)
        found = _facts(session, account)
        items = heard_items(session, (account,), asked.since, asked.until)
        return found if items is None else replace(found, data={**found.data, "heard_in_span": items})

    return Tool(
        "account_facts",
        "Who an account is: tier, segment, owner, ARR, renewal, contacts and gaps, use of the product, NPS, open "
        "tickets, what it talks about, onboarding. Names of contacts are never given.",
        AboutAccount,
        run,
    )


def _facts(session: Session, account: str) -> ToolResult:
    if account not in session.accounts:
        raise SettingsError(
            f"of {session.name(account)} nothing but its name can be used",
            hint="nrr accounts --problems says why.",
        )
    facts = facts_of(session, account)
    own = facts.account
    month = Month.of(session.day)
    data: Value = {
        "account": account,
        "account_name": own.name,
        "date": session.day.isoformat(),
        "tier": facts.tier,
        "segment": own.segment,
        "industry": own.industry,
        "owner": own.owner,
        "executive_sponsor": own.executive_sponsor,
        "status": "left" if facts.gone else own.status or "active",
        "started": own.started.isoformat() if own.started else None,
        "renewal": own.renewal.isoformat() if own.renewal else None,
        "days_to_renewal": facts.days_to_renewal,
        "churned": own.churned.isoformat() if facts.gone and own.churned else None,
        "churn_reason": own.churn_reason if facts.gone else "",
        "fit": own.fit,
        "arr": None if facts.arr is None else money(facts.arr, session.currency, f"arr:{account}@{month}"),
        "arr_year_ago": None if facts.arr_year_ago is None else money(facts.arr_year_ago, session.currency),
        "contacts": _contacts(session, facts),
        "feedback": _feedback(facts),
        "nps": _nps(facts),
        "open_tickets": len(facts.open_tickets),
        "tickets": [
            {"item": one.item, "since": one.day.isoformat(), "priority": one.priority, "days_open": one.days}
            for one in facts.open_tickets[:_SHOWN_TICKETS]
        ],
        "usage": _usage(facts),
        "unused_by_it_and_used_by_most": list(facts.unused),
        "onboarding": _onboarding(facts),
        "themes": [{"label": one.theme.theme.label, "statements": len(one.said)} for one in facts.themes[:5]],
    }
    unsaid = [] if facts.said else ["what it thinks: nothing that it said is on record in the window"]
    return ToolResult(
        data,
        evidence=tuple(evidence(session, one) for one in facts.said[:3]),
        not_looked_at=(*unsaid, *of_feedback(session, account)),
    )


def _contacts(session: Session, facts: AccountFacts) -> Value:
    if facts.coverage is None:
        return {}
    line, account = facts.coverage, facts.account.id
    return {
        "known": line.contacts,
        "cells": number(line.filled, "cells of nine", coverage_figure(account, session.day)),
        "champions": line.champions,
        "levels": dict(line.levels),
        "functions": dict(line.functions),
        "left": len(line.left),
        "last_executive_contact": line.last_executive_contact.isoformat()
        if line.last_executive_contact
        else None,
        "reasons": list(line.gaps),
    }


def _feedback(facts: AccountFacts) -> Value:
    return {
        "items": facts.items,
        "statements": len(facts.said),
        "kinds": dict(Counter(one.kind.value for one in facts.said)),
        "last_heard": facts.last_heard.isoformat() if facts.last_heard else None,
        "days_since": facts.heard,
    }


def _nps(facts: AccountFacts) -> Value:
    if not facts.answers:
        return {}
    day, score = facts.answers[-1]
    scores = [one for _, one in facts.answers]
    return {
        "answers": len(scores),
        "latest_score": score,
        "latest": day.isoformat(),
        "mean_score": round(sum(scores) / len(scores), 1),
    }


def _usage(facts: AccountFacts) -> list[Value]:
    return [
        {
            "metric": line.metric,
            "now": None if line.now is None else round(line.now, 1),
            "before": None if line.before is None else round(line.before, 1),
            "change": share(line.change),
            "share_of_limit": share(line.of_limit),
            "window": "mean reading of the last 90 days, and of the 90 days before",
        }
        for line in facts.usage
    ]


def _onboarding(facts: AccountFacts) -> Value:
    found = facts.onboarding
    if found is None or found.stage.value in ("not here", "not recorded"):
        return {}
    return {
        "stage": found.stage.value,
        "day": found.day,
        "next": found.next,
        "why": found.why,
        "advice": found.intervention,
    }
