"""How healthy the accounts are, how that was a month before, and who changed band."""

from __future__ import annotations

from reports.document import Block, Chart, Column, Drawing, Kind, Paragraph, Table
from reports.facts import BandMove, HealthFact, ReportFacts
from reports.pieces import account
from reports.words import Text, many, money, number

_SHOWN = 20


def blocks(facts: ReportFacts) -> tuple[Block, ...]:
    """The bands as bars and a table, and the moves between them."""
    held = facts.health
    if held is None:
        return (Paragraph(("Nothing is known from which health could be told.",)),)
    return (_bands(held, facts), *_moves(held, facts))


def _bands(held: HealthFact, facts: ReportFacts) -> Chart:
    rows = tuple(
        (
            (one.band,),
            (many(one.accounts, "", f"band:{one.band}/accounts@{held.as_of}"),),
            ("n/a",) if one.before is None else (many(one.before),),
            (money(one.arr, facts.currency, f"band:{one.band}/arr@{held.as_of}"),),
        )
        for one in held.bands
    )
    columns = (
        Column("Band"),
        Column("Accounts", Kind.COUNT),
        Column(f"On {held.before}", Kind.COUNT),
        Column("ARR", Kind.MONEY),
    )
    low = [one for one in held.bands if one.band in ("critical", "at risk")]
    found = sum(one.accounts for one in low)
    point: Text = (
        many(found, "account"),
        " with ",
        money(sum(one.arr for one in low), facts.currency),
        f" of ARR {'is' if found == 1 else 'are'} critical or at risk on ",
        held.as_of,
        ".",
    )
    table = Table("Health", "Accounts and ARR by band of health", columns, rows)
    return Chart(Drawing.BARS, point, table, (1,))


def _moves(held: HealthFact, facts: ReportFacts) -> tuple[Block, ...]:
    if not held.moves:
        return (Paragraph(("No account changed its band since ", held.before, ".")),)
    columns = (
        Column("Account"),
        Column("From"),
        Column("To"),
        Column("Score before", Kind.NUMBER),
        Column("now", Kind.NUMBER),
        Column("ARR", Kind.MONEY),
        Column("Pulled down most by"),
    )
    rows = tuple(_row(one, held, facts) for one in held.moves)
    return (
        Table(
            "Health moves",
            f"Accounts that changed band since {held.before}, worse ones first",
            columns,
            rows,
            _SHOWN,
        ),
    )


def _row(one: BandMove, held: HealthFact, facts: ReportFacts) -> tuple[Text, ...]:
    def score(value: float | None, figure: str) -> Text:
        return ("n/a",) if value is None else (number(value, 1, figure),)

    return (
        (account(facts, one.account),),
        (one.before,),
        (one.after,),
        score(one.score_before, f"health:{one.account}@{held.before}"),
        score(one.score, f"health:{one.account}@{held.as_of}"),
        (money(one.arr, facts.currency, f"arr:{one.account}@{facts.month}"),),
        (one.weakest.replace("_", " "),),
    )
