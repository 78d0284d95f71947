"""Close the loop: what was mended, and who of those that raised it is still to be told, in their own words."""

from __future__ import annotations

from reports.document import Block, Column, Group, Kind, Paragraph, Table
from reports.facts import LoopFact, LoopLine, ReportFacts
from reports.pieces import account, in_quotes, not_told, owner, sealed
from reports.words import Command, Said, Text, ThemeName, many, money

_THEMES = 10
_SHOWN = 10
_QUOTED = 2


def blocks(facts: ReportFacts) -> tuple[Block, ...]:
    """One group a mended theme."""
    if facts.loop is None:
        return (Paragraph(not_told(facts, "Who is still to be told what was mended is known", "nrr loop")),)
    if not facts.loop:
        told: Text = ("No theme is marked as mended. When one is: ", Command("nrr theme resolve THEME"), ".")
        return (Paragraph(told),)
    return tuple(_group(one, facts) for one in facts.loop[:_THEMES])


def _group(one: LoopFact, facts: ReportFacts) -> Group:
    named = ThemeName(one.theme, one.label, len(one.raised))
    waiting = [line for line in one.raised if line.told is None and not line.silent]
    told = Paragraph(
        (
            *in_quotes(named),
            " was marked as mended on ",
            one.on,
            ". ",
            many(len(one.raised), "account"),
            " had raised it, ",
            many(len(waiting)),
            f" of them {'is' if len(waiting) == 1 else 'are'} still to be told.",
            *_since(one),
        )
    )
    columns = (
        Column("Account"),
        Column("ARR", Kind.MONEY),
        Column("Owner"),
        Column("Told"),
        Column("They said", Kind.DAY),
    )
    rows = tuple(_row(line, facts) for line in one.raised)
    table = Table(f"Loop {one.theme[:8]}", "Who raised it, and who was told", columns, rows, _SHOWN)
    quotes = tuple(
        sealed(facts, line.said, (line.part, line.item), line.account, line.said_on, line.source)
        for line in waiting[:_QUOTED]
    )
    return Group((named,), (told, *((table,) if rows else ()), *quotes))


def _since(one: LoopFact) -> Text:
    return (" ", many(one.heard_since, "statement"), " came after that day.") if one.heard_since else ()


def _row(line: LoopLine, facts: ReportFacts) -> tuple[Text, ...]:
    told: Text = (line.told,) if line.told else (Said(line.silent),) if line.silent else ("not yet",)
    return (
        (account(facts, line.account),),
        (money(line.arr, facts.currency, f"arr:{line.account}@{facts.month}"),),
        owner(facts.account(line.account).owner),
        told,
        (line.said_on,),
    )
