"""What to do next: the plays that are due, with owner, day and why; what is urgent stands first."""

from __future__ import annotations

from collections import Counter

from reports.document import Block, Column, Kind, Paragraph, Table
from reports.facts import ActionFact, ReportFacts
from reports.pieces import account, not_told, owner
from reports.words import Command, Said, Text, many, money

_SHOWN = 25


def blocks(facts: ReportFacts) -> tuple[Block, ...]:
    """The plays due, and how many each owner has."""
    if facts.actions is None:
        return (Paragraph(not_told(facts, "What calls for a play is known", "nrr plays due")),)
    if not facts.actions:
        return (Paragraph(("No play is due.",)),)
    told: Text = (
        many(len(facts.actions), "play"),
        f" {'is' if len(facts.actions) == 1 else 'are'} called for on ",
        facts.as_of,
        ", ",
        many(sum(one.urgent for one in facts.actions)),
        " of them urgent. Draft one: ",
        Command("nrr playbook ACCOUNT"),
        ".",
    )
    columns = (
        Column("Due", Kind.DAY),
        Column("Urgent"),
        Column("Account"),
        Column("ARR", Kind.MONEY),
        Column("Play"),
        Column("Owner"),
        Column("Why", wide=True),
    )
    rows = tuple(_row(one, facts) for one in facts.actions)
    return (
        Paragraph(told),
        Table("Actions", "Plays that are due, urgent ones first", columns, rows, _SHOWN),
        _by_owner(facts.actions, facts),
    )


def _row(one: ActionFact, facts: ReportFacts) -> tuple[Text, ...]:
    return (
        (one.due,),
        ("urgent" if one.urgent else "",),
        (account(facts, one.account),),
        (money(one.arr, facts.currency, one.arr_figure),),
        (Said(one.play, ours=True),),
        owner(one.owner),
        (Said(one.why),),
    )


def _by_owner(actions: tuple[ActionFact, ...], facts: ReportFacts) -> Table:
    counts = Counter(one.owner for one in actions)
    urgent = Counter(one.owner for one in actions if one.urgent)
    rows = tuple(
        (
            owner(name),
            (many(found),),
            (many(urgent[name]),),
            (
                money(
                    sum({one.account: one.arr for one in actions if one.owner == name}.values()),
                    facts.currency,
                ),
            ),
        )
        for name, found in sorted(counts.items(), key=lambda pair: (-urgent[pair[0]], -pair[1], pair[0]))
    )
    columns = (
        Column("Owner"),
        Column("Plays", Kind.COUNT),
        Column("Urgent", Kind.COUNT),
        Column("ARR", Kind.MONEY),
    )
    return Table("Actions by owner", "What each owner has to do", columns, rows, _SHOWN)
