"""The accounts whose revenue moved, largest loss first, each with what is known of why: never a guess."""

from __future__ import annotations

from accounts.figures import MovementKind
from reports.document import Block, Column, Kind, Paragraph, Table
from reports.facts import Mover, ReportFacts
from reports.pieces import account, in_quotes
from reports.sections.bridge import NOTHING
from reports.words import Said, Text, ThemeName, joined, money, number

_SHOWN = 25
_THEMES = 2


def blocks(facts: ReportFacts) -> tuple[Block, ...]:
    """One row a movement."""
    found = facts.metrics
    if found is None:
        return (Paragraph((NOTHING,)),)
    if not found.movements:
        return (Paragraph(("No account's revenue moved this month.",)),)
    rows = []
    for move in found.movements:
        key, month = move.account_id, facts.month
        rows.append(
            (
                (account(facts, key),),
                (move.kind.value,),
                (money(move.before, facts.currency, f"mrr:{key}@{month.plus(-1)}", whole=True),),
                (money(move.after, facts.currency, f"mrr:{key}@{month}", whole=True),),
                (money(move.change, facts.currency, f"change:{key}@{month}", whole=True, signed=True),),
                _why(move.kind, facts.movers.get(key)),
            )
        )
    columns = (
        Column("Account"),
        Column("What"),
        Column("MRR before", Kind.MONEY),
        Column("after", Kind.MONEY),
        Column("change", Kind.MONEY),
        Column("What is known of why", wide=True),
    )
    caption = "Every account whose MRR changed, largest loss first"
    return (Table("Movements", caption, columns, tuple(rows), _SHOWN),)


def _why(kind: MovementKind, known: Mover | None) -> Text:
    """The reason on record, what it raised lately, and its health; says where nothing is known."""
    if known is None:
        return ("nothing is on record",)
    parts: list[Text] = []
    if kind is MovementKind.CHURN:
        parts.append(("reason on record: ", Said(known.reason)) if known.reason else ("no reason on record",))
    if known.raised:
        named = [in_quotes(ThemeName(key, label, many)) for key, label, many in known.raised[:_THEMES]]
        parts.append(("raised ", *joined(named), " in the last three months"))
    if known.score is not None:
        parts.append(("health ", number(known.score), f", {known.band}"))
    found: list[Text] = [("; ",) if at % 2 else parts[at // 2] for at in range(2 * len(parts) - 1)]
    return tuple(span for part in found for span in part) or ("nothing is on record",)
