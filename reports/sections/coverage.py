"""Who was heard this month, and how far their words can speak for the book."""

from __future__ import annotations

from reports.document import Block, Column, Kind, Paragraph, Table
from reports.facts import ReportFacts
from reports.words import Text, many, money, number, share


def blocks(facts: ReportFacts) -> tuple[Block, ...]:
    """Accounts, ARR and statements, against the month before where it is known."""
    found = facts.run.coverage
    copies: Text = (", and ", many(found.copies, "repetition"), " of them") if found.copies else ()
    strangers: Text = (
        (" ", many(found.statements_without_account, "statement"), " could not be matched to an account.")
        if found.statements_without_account
        else ()
    )
    said: Text = (
        many(found.statements, "statement"),
        " of ",
        many(found.accounts, "account"),
        " were heard",
        *copies,
        ".",
        *strangers,
    )
    return (Paragraph(said), _table(facts))


def _table(facts: ReportFacts) -> Table:
    runs = [facts.run] if facts.comparison is None else [facts.comparison.run, facts.run]
    rows: list[tuple[Text, ...]] = [
        (("Accounts heard from",), *((many(one.coverage.accounts),) for one in runs)),
        (("Accounts that pay",), *((many(one.coverage.accounts_total),) for one in runs)),
        (("Share of accounts",), *((share(one.coverage.accounts_share, digits=0),) for one in runs)),
        (
            ("ARR heard from",),
            *((money(one.coverage.arr, facts.currency, f"heard_arr:{one.month}"),) for one in runs),
        ),
        (("Share of ARR",), *((share(one.coverage.arr_share, f"heard:{one.month}", 0),) for one in runs)),
        (("Statements",), *((many(one.coverage.statements),) for one in runs)),
        (("In no theme",), *((share(one.unclustered.share, f"loose:{one.month}", 0),) for one in runs)),
    ]
    if any(one.coverage.nps is not None for one in runs):
        rows.append(
            (
                ("NPS",),
                *(
                    ("too few answers",)
                    if one.coverage.nps is None
                    else (number(one.coverage.nps, 0, signed=True), " (", many(one.coverage.answers), ")")
                    for one in runs
                ),
            )
        )
    heads = (Column(""), *(Column(one.month.title, Kind.NUMBER) for one in runs))
    return Table("Coverage", "Who was heard, and how much of the book that is", heads, tuple(rows))
