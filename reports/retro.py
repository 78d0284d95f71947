"""The retrospective of an account that left: what could be seen, what was missed, what the playbook should change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from reports.document import Block, Column, Kind, Paragraph, Points, Report, Section, Table
from reports.words import AccountName, Said, Text, money, number

if TYPE_CHECKING:
    from accounts.churn.retro import Retrospective


@dataclass(frozen=True, slots=True)
class RetroFacts:
    """What the report is made of. ``flag_days`` before it left it should have been flagged, from ``flag_from`` risk."""

    company: str
    currency: str
    as_of: date
    generated: datetime
    name: str
    opened: Retrospective
    flag_days: int
    flag_from: float


def build_retro(facts: RetroFacts) -> Report:
    """The retrospective as a report."""
    sections = (
        Section("left", "What happened", (Paragraph(_what(facts)), Paragraph(_flagged(facts)))),
        Section("timeline", "What could be known, and when", _timeline(facts)),
        Section("signals", "The signals", _signals(facts.opened)),
        Section("changes", "What the playbook should change", _changes(facts.opened)),
    )
    return Report(
        kind="retro",
        title=f"{facts.company}: retrospective of an account that left",
        company=facts.company,
        currency=facts.currency,
        as_of=facts.as_of,
        generated=facts.generated,
        sections=sections,
    )


def _what(facts: RetroFacts) -> Text:
    one = facts.opened.departed
    inferred = ", inferred from what showed" if facts.opened.inferred else ""
    return (
        AccountName(one.account_id, facts.name),
        " left on ",
        one.day,
        " and took ",
        money(12 * one.mrr, facts.currency),
        f" of ARR. Way: {one.way}. Reason: {facts.opened.reason}{inferred}.",
    )


def _flagged(facts: RetroFacts) -> Text:
    one = facts.opened.departed
    risk: Text = (
        ("it could not be scored",)
        if one.risk is None
        else ("scorecard ", number(one.risk, 2), f", flagged from {facts.flag_from:g}")
    )
    flagged = "was flagged" if one.flagged else "was not flagged"
    return ("On ", one.looked_at, f", at least {facts.flag_days} days before, it {flagged}: ", *risk, ".")


def _timeline(facts: RetroFacts) -> tuple[Block, ...]:
    rows: tuple[tuple[Text, ...], ...] = tuple(
        ((one.day,), (Said(one.what),), ("",) if one.risk is None else (number(one.risk, 2),))
        for one in facts.opened.timeline
    )
    if not rows:
        return (Paragraph(("Nothing is on record before it left.",)),)
    columns = (Column("Day", Kind.DAY), Column("What", wide=True), Column("Scorecard", Kind.NUMBER))
    return (Table("Timeline", "What could be known, by day", columns, rows),)


def _signals(opened: Retrospective) -> tuple[Block, ...]:
    """Those that showed in time, those that showed too late, and what nobody recorded."""
    lines: list[Text] = [
        (title, ", ".join(names).replace("_", " ") if names else "none")
        for title, names in (
            ("Showed in time: ", opened.seen),
            ("Showed too late: ", opened.late),
            ("Recorded by nobody: ", opened.blind),
        )
    ]
    return (Points(tuple(lines)),)


def _changes(opened: Retrospective) -> tuple[Block, ...]:
    if not opened.changes:
        return (Paragraph(("Nothing on record calls for a change.",)),)
    return (Points(tuple((Said(one),) for one in opened.changes)),)
