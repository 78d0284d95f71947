"""The tools ``list_themes`` and ``show_theme``: what customers talk about, by weight, and one theme in full.

With a scope of one account, other accounts are counts and nothing else.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from assistant.matters import shares, stems
from assistant.tools import Arguments, Evidence, Scope, Tool, ToolResult
from foundation.months import Month
from workspace.themes import ThemeQuery
from workspace.themes import list_themes as themes_of
from workspace.tools.account_themes import themes_of_account
from workspace.tools.feedback import Kind, Source
from workspace.tools.heard_themes import Voter, themes_heard
from workspace.tools.leaving_out import of_themes, past_limit
from workspace.tools.scoping import one_account
from workspace.tools.values import Value, evidence, money, number, one_each, quoted, share

if TYPE_CHECKING:
    from synthesis.themes import Quote, Statement, SynthesisRun, WeightedTheme
    from workspace.tools.session import Session

_QUOTED_THEMES = 5
_AGAINST = 3


class ListThemes(Arguments):
    """Which themes."""

    month: str | None = Field(default=None, description="YYYY-MM; leave out for the latest month.")
    sort: Literal["priority", "arr", "at-risk", "growth", "breadth"] = Field(
        default="priority", description="What comes first; breadth is the number of accounts."
    )
    segment: str | None = Field(default=None, description="Only accounts of this segment.")
    tier: str | None = Field(default=None, description="Only accounts of this tier, such as 1.")
    kind: Kind | None = Field(default=None, description="Only complaints, requests, questions or praise.")
    source: Source | None = Field(default=None, description="Only what is said there; it is counted.")
    nps: Voter | None = Field(
        default=None,
        description="Only survey answers of detractors, passives or promoters; their own are counted.",
    )
    account: str | None = Field(
        default=None,
        description="Only what this account raises: its id or name; its own statements are counted.",
    )
    limit: int = Field(default=8, ge=1, le=30)


class ShowTheme(Arguments):
    """Which theme."""

    theme: str = Field(min_length=1, description="The theme's id, or words of its label.")
    month: str | None = Field(default=None, description="YYYY-MM; leave out for the latest month.")
    account: str | None = Field(default=None, description="Only quotes of this account: its id or name.")
    limit: int = Field(default=6, ge=1, le=20, description="How many quotes.")


def list_themes(session: Session) -> Tool:
    """The tool, for one conversation."""

    def run(asked: ListThemes, scope: Scope) -> ToolResult:
        account = one_account(session, scope, asked.account)
        if account:
            return themes_of_account(session, asked, account)
        if asked.source or asked.nps:
            return themes_heard(session, asked, session.month_asked(asked.month))
        return _listed(session, asked)

    return Tool(
        "list_themes",
        "What customers talk about in a month, weighed by revenue: label, kind, status, statements, accounts, ARR, ARR "
        "at risk, growth, with a quote each. With an account: its own themes over the whole window.",
        ListThemes,
        run,
    )


def show_theme(session: Session) -> Tool:
    """The tool, for one conversation."""

    def run(asked: ShowTheme, scope: Scope) -> ToolResult:
        account = one_account(session, scope, asked.account)
        month = session.month_asked(asked.month)
        return _shown(session, asked, session.theme_named(asked.theme, month), account)

    return Tool(
        "show_theme",
        "One theme in full: its weight, trend by month, the accounts behind it, segments and tiers, with quotes and "
        "with what speaks against it.",
        ShowTheme,
        run,
    )


def _listed(session: Session, asked: ListThemes) -> ToolResult:
    month = session.month_asked(asked.month)
    query = ThemeQuery(
        month=month,
        sort=asked.sort,
        segment=asked.segment,
        tier=asked.tier,
        kind=asked.kind,
        source=asked.source,
    )
    run, found = themes_of(session.workspace, query)
    shown = found[: asked.limit]
    heard = run.coverage
    data: Value = {
        "month": str(run.month),
        "sort": asked.sort,
        "cut": {key: value for key, value in (("segment", asked.segment), ("tier", asked.tier)) if value},
        "coverage": {
            "accounts": heard.accounts,
            "accounts_total": heard.accounts_total,
            "arr": money(heard.arr, session.currency),
            "arr_share": share(heard.arr_share),
            "statements": heard.statements,
            "nps": number(None if heard.nps is None else round(heard.nps, 6), "points"),
            "answers": heard.answers,
        },
        "unclustered": {
            "statements": run.unclustered.statements,
            "share": share(run.unclustered.share),
            "arr_share": share(run.unclustered.arr_share),
        },
        "themes_found": len(found),
        "themes": [row(session, one) | {"item": _item(one, run)} for one in shown],
    }
    quotes = [quoted(session, quote) for one in shown[:_QUOTED_THEMES] for quote in _fresh(one, run)[:1]]
    return ToolResult(
        data,
        evidence=tuple(dict.fromkeys(quotes)),
        not_looked_at=(*past_limit(len(found), len(shown), "theme"), *of_themes(session, month)),
        empty=not found,
    )


def _item(theme: WeightedTheme, run: SynthesisRun) -> str:
    """The item of its first quote."""
    return next((quote.item_id for quote in _fresh(theme, run)), "")


def _fresh(theme: WeightedTheme, run: SynthesisRun) -> list[Quote]:
    """Its quotes, those of the month first."""
    return sorted(theme.quotes, key=lambda quote: Month.of(quote.day) != run.month)


def row(session: Session, theme: WeightedTheme) -> Value:
    """A theme as tools list it."""
    weights = theme.weights
    low, high = weights.arr_at_risk_interval
    return {
        "theme": theme.theme.id[:8],
        "label": theme.theme.label,
        "kind": theme.theme.kind.value,
        "status": theme.status.value,
        "tentative": theme.theme.tentative,
        "since": str(theme.theme.born),
        "statements": weights.statements,
        "accounts": weights.accounts,
        "arr": money(weights.arr, session.currency),
        "arr_at_risk": money(weights.arr_at_risk, session.currency),
        "arr_at_risk_low": money(low, session.currency),
        "arr_at_risk_high": money(high, session.currency),
        "largest_account_share": share(weights.largest_account_share),
        "growth": share(weights.growth),
        "priority": number(round(weights.priority, 1), "points"),
    }


def _shown(session: Session, asked: ShowTheme, theme: WeightedTheme, account: str) -> ToolResult:
    month = session.month_asked(asked.month)
    members = set(theme.theme.members)
    said = sorted(
        (one for one in session.statements(month) if one.id in members and one.day <= session.day),
        key=lambda one: (one.day, one.id),
        reverse=True,
    )
    own = [one for one in said if one.account_id == account] if account else said
    data = _theme_data(session, theme) if not account else _own_data(session, theme, own, account)
    data["month"] = str(session.run(month).month)
    if account:
        quotes = [evidence(session, one) for one in own]
    else:
        quotes = [*(quoted(session, one) for one in theme.quotes), *(evidence(session, one) for one in own)]
    shown = one_each(quotes, asked.limit)
    return ToolResult(
        data,
        evidence=shown,
        disagree=_against(session, theme, account, shown),
        not_looked_at=(
            *past_limit(len(own), len(shown), "statement"),
            *(of_themes(session, month) if not account else ()),
        ),
        empty=not own,
    )


def _theme_data(session: Session, theme: WeightedTheme) -> Value:
    weights = theme.weights
    return row(session, theme) | {
        "stability": number(round(theme.theme.stability, 2), "stability"),
        "by_month": {str(point.month): point.statements for point in weights.trend},
        "accounts_behind": [
            {
                "account": one.account_id,
                "account_name": session.name(one.account_id),
                "arr": money(one.arr, session.currency),
                "statements": one.statements,
            }
            for one in weights.top_accounts
        ],
        "segments": [
            {"segment": one.name, "accounts": one.accounts, "arr": money(one.arr, session.currency)}
            for one in weights.by_segment
        ],
        "tiers": [
            {"tier": one.name, "accounts": one.accounts, "arr": money(one.arr, session.currency)}
            for one in weights.by_tier
        ],
        "resolved_on": theme.resolved.on.isoformat() if theme.resolved else None,
    }


def _own_data(session: Session, theme: WeightedTheme, own: list[Statement], account: str) -> Value:
    base = {
        "theme": theme.theme.id[:8],
        "label": theme.theme.label,
        "kind": theme.theme.kind.value,
        "status": theme.status.value,
        "account": account,
        "account_name": session.name(account),
        "statements": len(own),
        "by_month": dict(sorted(Counter(str(Month.of(one.day)) for one in own).items())),
    }
    return base | {"other_accounts": max(theme.weights.accounts - (1 if own else 0), 0)}


def _against(
    session: Session, theme: WeightedTheme, account: str, shown: tuple[Evidence, ...]
) -> tuple[Evidence, ...]:
    """Praise on a theme of complaints and complaints on one of praise: of its own members, or in its words."""
    other = "complaint" if theme.theme.kind.value == "praise" else "praise"
    members, words = set(theme.theme.members), stems(theme.theme.label)
    pool = session.by_account.get(account, ()) if account else session.statements()
    found = [
        evidence(session, one)
        for one in sorted(pool, key=lambda one: (one.id not in members, -one.day.toordinal(), one.id))
        if one.kind.value == other
        and one.day <= session.day
        and (one.id in members or account or shares(words, one.text))
    ]
    return one_each((one for one in found if one not in shown), _AGAINST)
