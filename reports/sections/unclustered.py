"""What belongs to no theme, and what it is worth: noise is admitted, never spread over the themes."""

from __future__ import annotations

from reports.document import Block, Column, Kind, Paragraph, Table
from reports.facts import ReportFacts
from reports.pieces import account
from reports.words import Text, joined, many, money, share

_REASONS = {
    "alone": "near no theme",
    "between themes": "as near to several themes as to one",
    "moved out by hand": "moved out by hand",
    "too short": "too short to tell",
}


def blocks(facts: ReportFacts) -> tuple[Block, ...]:
    """How much, why, what it carries, and who said most of it."""
    out, currency = facts.run.unclustered, facts.currency
    if not out.statements:
        return (Paragraph(("Every statement of the month belongs to a theme.",)),)
    reasons: list[Text] = [
        (many(found), f" {_REASONS.get(reason, reason)}") for reason, found in sorted(out.reasons.items())
    ]
    told = Paragraph(
        (
            many(out.statements, "statement"),
            " (",
            share(out.share, f"loose:{facts.month}", 0),
            " of the month) belong to no theme: ",
            *joined(reasons, ", "),
            ". They carry ",
            money(out.arr, currency),
            " of ARR, ",
            share(out.arr_share, digits=0),
            " of what was heard.",
        )
    )
    rows = tuple(
        (
            (account(facts, own.account_id),),
            (many(own.statements),),
            (money(own.arr, currency, f"arr:{own.account_id}@{facts.month}"),),
        )
        for own in out.loudest
    )
    if not rows:
        return (told,)
    columns = (Column("Account"), Column("In no theme", Kind.COUNT), Column("ARR", Kind.MONEY))
    return (told, Table("In no theme", "The accounts that said most of what is in no theme", columns, rows))
