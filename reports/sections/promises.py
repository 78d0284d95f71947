"""What our people promised: what is overdue, and what falls due in the next weeks."""

from __future__ import annotations

from datetime import timedelta

from reports.document import Block, Column, Kind, Paragraph, Table
from reports.facts import PromiseFact, ReportFacts
from reports.pieces import account, not_told
from reports.words import Command, Person, Said, Text, many

_AHEAD = 30
_SHOWN = 20


def blocks(facts: ReportFacts) -> tuple[Block, ...]:
    """Promises that fall due within thirty days first, then the overdue ones, the latest first."""
    if facts.promises is None:
        return (Paragraph(not_told(facts, "What we promised is known", "nrr promises")),)
    until = facts.as_of + timedelta(days=_AHEAD)
    coming = [one for one in facts.promises if one.state == "open" and one.due <= until]
    overdue = [one for one in facts.promises if one.state == "overdue"]
    coming.sort(key=lambda one: (one.due, one.id))
    overdue.sort(key=lambda one: (one.due, one.id), reverse=True)
    told: Text = (
        many(len(coming), "promise"),
        f" of ours {'falls' if len(coming) == 1 else 'fall'} due by ",
        until,
        ", ",
        many(len(overdue)),
        f" {'is' if len(overdue) == 1 else 'are'} overdue. Nobody but a person marks one as kept: ",
        Command("nrr promises kept ID"),
        ".",
    )
    if not (coming or overdue):
        return (Paragraph(told),)
    columns = (
        Column("Due", Kind.DAY),
        Column("How it stands"),
        Column("Account"),
        Column("Promised by"),
        Column("In these words", wide=True),
        Column("Id"),
    )
    rows = tuple(_row(one, facts) for one in (*coming, *overdue))
    return (Paragraph(told), Table("Promises", "Promises due and overdue", columns, rows, _SHOWN))


def _row(one: PromiseFact, facts: ReportFacts) -> tuple[Text, ...]:
    days = (facts.as_of - one.due).days
    stands = f"overdue by {days} days" if one.state == "overdue" else one.state
    return (
        (one.due,),
        (stands,),
        (account(facts, one.account),) if one.account else ("no account",),
        (Person(one.who),) if one.who else ("not known",),
        (Said(one.what),),
        (one.id[:8],),
    )
