"""Use case: which accounts are ripe to grow, what it may be worth, and who is held back for what reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from foundation.errors import SettingsError
from workspace.account_book import account_names, counting_account, load_book
from workspace.as_of import chosen_day
from workspace.growth_gates import GateFacts, gate_facts
from workspace.onboarding import onboarding_board
from workspace.open_themes import open_themes
from workspace.own_files import PLANS_FILE, plan_table
from workspace.search import resolve_account
from workspace.store import expansion_views
from workspace.themes import RunOf, shown_run

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from accounts.book import AccountBook
    from accounts.expansion.context import Context
    from accounts.expansion.inputs import ExpansionBoard, Lead
    from accounts.expansion.value_story import ValuePoint
    from accounts.explanation import Explanation
    from workspace.workspace import Workspace

_NO_REVENUE = SettingsError(
    "there is no revenue data", hint="Import it: nrr import subscriptions FILE, or nrr import mrr FILE."
)


@dataclass(frozen=True, slots=True)
class ExpansionQuery:
    """``account``: id or name, None for all; ``as_of`` None: the latest day known. ``suppressed``: list those
    that are held back instead of those that are not."""

    account: str | None = None
    as_of: date | None = None
    suppressed: bool = False
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class LeadView:
    """A lead with its account's name and owner, and what it has gained so far."""

    lead: Lead
    name: str
    owner: str
    story: tuple[ValuePoint, ...]


@dataclass(frozen=True, slots=True, eq=False)
class ExpansionView:
    """``shown``: the leads asked for; ``more``: how many the limit left out; ``counts``: accounts by trigger
    family, held back or not. ``notes``: what could not be judged. ``risk_calibrated``: whether the leads' churn risk is
    a probability, else it is a share of risk points. ``account``: the id of the one asked for."""

    as_of: date
    currency: str
    shown: tuple[LeadView, ...]
    more: int
    leads: int
    suppressed: int
    estimated: float
    counts: dict[str, int]
    notes: tuple[str, ...]
    has_plans: bool
    risk_calibrated: bool
    account: str = ""
    account_name: str = ""


def expansion(workspace: Workspace, query: ExpansionQuery) -> ExpansionView:
    """The leads of a day, or one account's. Raises SettingsError for an unknown account, a plan table that is
    wrong, and without revenue."""
    from accounts.expansion.leads import board as judge
    from accounts.expansion.value_story import ValueStories

    with workspace.store().read() as connection:
        book = load_book(workspace, connection)
        if not book.has_revenue:
            raise _NO_REVENUE
        day = chosen_day(connection, query.as_of)
        wanted = _wanted(workspace, connection, query.account)
        ctx, notes = day_context(workspace, connection, book, day)
    board = judge(ctx)
    chosen = _chosen(board, query, wanted)
    stories = ValueStories(ctx, ctx.inputs.said)
    shown = tuple(
        LeadView(
            lead,
            book.account(lead.account).name,
            book.account(lead.account).owner,
            stories.of(lead.account),
        )
        for lead in chosen[: query.limit]
    )
    return ExpansionView(
        as_of=day,
        currency=book.currency,
        shown=shown,
        more=len(chosen) - len(shown),
        leads=len(board.leads),
        suppressed=len(board.suppressed),
        estimated=sum(lead.estimate.mrr or 0.0 for lead in board.leads),
        counts=_counts(board),
        notes=(*(f"{one.family.value}, {one.rule}: {one.reason}" for one in board.not_judged), *notes),
        has_plans=ctx.inputs.plans is not None,
        risk_calibrated=ctx.inputs.risk.calibrated,
        account=wanted or "",
        account_name=book.account(wanted).name if wanted else "",
    )


def explain_expansion(workspace: Workspace, connection: Connection, subject: str) -> Explanation | None:
    """``expansion:SUBJECT``, with ``ACCOUNT@DATE`` for subject: the estimate of that account's lead; None where it
    has no trigger on that day."""
    from accounts.expansion.explained import explain_lead
    from accounts.expansion.leads import board as judge

    account, _, day = subject.rpartition("@")
    try:
        as_of = date.fromisoformat(day)
    except ValueError:
        return None
    book = load_book(workspace, connection)
    ctx, _ = day_context(workspace, connection, book, as_of)
    lead = judge(ctx).lead(account)
    return None if lead is None else explain_lead(ctx, lead)


def day_context(
    workspace: Workspace,
    connection: Connection,
    book: AccountBook,
    day: date,
    known: GateFacts | None = None,
    run_of: RunOf = shown_run,
) -> tuple[Context, tuple[str, ...]]:
    """The context of a day, and what could not be judged; ``known``: the facts of that day, read before;
    ``run_of`` reads a month's run, or has it at hand."""
    from accounts.expansion.inputs import ExpansionInputs
    from accounts.expansion.leads import context
    from accounts.expansion.value_story import PRAISE_DAYS

    params, members = workspace.settings.expansion, book.members
    themes, month = open_themes(connection, day, params, members, run_of)
    back = max(params.asks_days, PRAISE_DAYS)
    first_seen, tells = expansion_views.contacts_first_seen(connection)
    facts = known or gate_facts(workspace, connection, day)
    inputs = ExpansionInputs(
        health=facts.health,
        risk=facts.risk,
        said=tuple(expansion_views.said_between(connection, day - timedelta(days=back), day, members)),
        themes=themes,
        tickets=facts.tickets,
        stalled=onboarding_board(workspace, book, day).stalled_at(),
        first_seen={(members.get(key[0], key[0]), *key[1:]): seen for key, seen in first_seen.items()},
        later_contacts=tells,
        plans=plan_table(workspace),
    )
    notes = [] if month else [f"open themes: nothing was synthesized for a month that was over on {day}"]
    if not inputs.risk.of:
        notes.append(f"churn risk: none is known on {day}, so it holds nobody back")
    if inputs.plans is None:
        notes.append(f"estimates: there is no {PLANS_FILE} beside nrr.toml")
    return context(book, day, inputs, params), tuple(notes)


def _wanted(workspace: Workspace, connection: Connection, account: str | None) -> str | None:
    if account is None:
        return None
    found = resolve_account(account_names(connection), account)
    return counting_account(workspace, connection, found)


def _chosen(board: ExpansionBoard, query: ExpansionQuery, wanted: str | None) -> tuple[Lead, ...]:
    if wanted is not None:
        lead = board.lead(wanted)
        return () if lead is None else (lead,)
    return board.suppressed if query.suppressed else board.leads


def _counts(board: ExpansionBoard) -> dict[str, int]:
    from accounts.expansion.inputs import Family

    every = (*board.leads, *board.suppressed)
    return {family.value: sum(family.value in lead.families for lead in every) for family in Family}
