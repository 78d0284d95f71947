"""Who left in the month, for which reason on record, and who came back."""

from __future__ import annotations

from accounts.figures import MovementKind
from reports.document import Block, Column, Kind, Paragraph, Table
from reports.facts import LeftFact, ReportFacts
from reports.pieces import account, not_told, owner
from reports.words import Command, Said, Text, many, money

_SHOWN = 25


def blocks(facts: ReportFacts) -> tuple[Block, ...]:
    """The leavers as a table, the returners as a sentence, and how many may be asked back."""
    return (*_left(facts), *_back(facts), *_open(facts))


def _left(facts: ReportFacts) -> tuple[Block, ...]:
    if facts.left is None:
        return (Paragraph(("Nothing is known of who left: no accounts were imported.",)),)
    if not facts.left:
        return (Paragraph((f"No account left in {facts.month.title}.",)),)
    any_poor = any(one.poor_fit for one in facts.left)
    columns = (
        Column("Account"),
        Column("Left", Kind.DAY),
        Column("ARR it paid", Kind.MONEY),
        Column("Reason on record", wide=True),
        *((Column("Fit"),) if any_poor else ()),
        Column("Owner"),
    )
    rows = tuple(_row(one, facts, any_poor) for one in facts.left)
    return (
        Table("Left", f"Accounts that left in {facts.month.title}, by what they paid", columns, rows, _SHOWN),
    )


def _row(one: LeftFact, facts: ReportFacts, any_poor: bool) -> tuple[Text, ...]:
    month = facts.month.plus(-1)
    return (
        (account(facts, one.account),),
        (one.day,),
        (money(one.arr, facts.currency, f"arr:{one.account}@{month}"),),
        (Said(one.reason),) if one.reason else ("none",),
        *((("poor fit" if one.poor_fit else "",),) if any_poor else ()),
        owner(facts.account(one.account).owner),
    )


def _back(facts: ReportFacts) -> tuple[Block, ...]:
    moves = facts.metrics.movements if facts.metrics else ()
    back = [one for one in moves if one.kind is MovementKind.REACTIVATION]
    if not back:
        return (Paragraph((f"None came back in {facts.month.title}.",)),)
    columns = (Column("Account"), Column("MRR now", Kind.MONEY))
    rows = tuple(
        (
            (account(facts, one.account_id),),
            (money(one.after, facts.currency, f"mrr:{one.account_id}@{facts.month}", whole=True),),
        )
        for one in back
    )
    return (Table("Came back", f"Accounts that pay again since {facts.month.title}", columns, rows, _SHOWN),)


def _open(facts: ReportFacts) -> tuple[Block, ...]:
    found = facts.returns
    if facts.newest is not None:
        return (Paragraph(not_told(facts, "Who may be asked back is known", "nrr winback")),)
    if found is None:
        return ()
    told: Text = (
        "Of ",
        many(found.stopped, "account"),
        f" that stopped paying in the last {found.months} months, ",
        many(found.returned),
        " pay again, with ",
        money(found.mrr, facts.currency),
        " of MRR. ",
        many(found.open, "account"),
        " may be asked back now: ",
        Command("nrr winback"),
        ".",
    )
    return (Paragraph(told),)
