"""How the figures were made: sources, counts, dropped rows, model, weights, and the run that it came from."""

from __future__ import annotations

from reports.document import Block, Column, Kind, Points, Table
from reports.facts import ReportFacts
from reports.words import Command, Said, Text, many, money, number, share
from synthesis.overlay import hidden_figures


def blocks(facts: ReportFacts) -> tuple[Block, ...]:
    """The facts one a line, the imports as a table, the weights of the priority formula as another."""
    found: list[Block] = [Points(tuple(_lines(facts)))]
    if facts.imports:
        found.append(_imports(facts))
    if table := _weights(facts):
        found.append(table)
    return tuple(found)


def _lines(facts: ReportFacts) -> list[Text]:
    manifest, coverage = facts.run.manifest, facts.run.coverage
    lines: list[Text] = [
        (
            "Sources: ",
            many(manifest.items),
            " tickets, survey answers and calls of the window, split into ",
            many(manifest.statements, "statement"),
            ", ",
            many(manifest.statements_in_month),
            f" of them in {facts.month.title}; equal and nearly equal words of one account count once",
        ),
        ("Left out before that, in lines and sentences: ", _dropped(manifest.dropped)),
        (
            "Coverage: ",
            many(coverage.accounts),
            " of ",
            many(coverage.accounts_total, "paying account"),
            " with ",
            share(coverage.arr_share, digits=0),
            " of ARR",
        ),
        (
            "Themes: near copies (word triples, Jaccard 0.8) count once, model ",
            Said(manifest.model, ours=True),
            ", grouped by hdbscan; a statement that fits nowhere stays out. The same input gives the same themes "
            "in any order",
        ),
    ]
    return lines + _rules(facts)


def _rules(facts: ReportFacts) -> list[Text]:
    """By which rules the figures are made, and the run that they are of."""
    run = facts.run
    return [
        ("ARR is that of ", facts.month.last_day, f"; ARR at risk is ARR x {_risk(facts)}"),
        (
            "Its 80 % interval comes from 1,000 resamples of the book's accounts, those not heard from included",
        ),
        *_hidden(facts),
        ("Quotes are verbatim from the stored, redacted feedback; the report stops if one is not",),
        (
            "Open a figure down to its rows: ",
            Command("nrr explain FIGURE"),
            "; a theme: ",
            Command("nrr theme ID"),
        ),
        (
            f"Run {run.id} of {run.month}, looked at on ",
            facts.as_of,
            f", made {facts.generated:%d %b %Y %H:%M} UTC",
        ),
    ]


def _dropped(dropped: dict[str, int]) -> str:
    largest = sorted(dropped.items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{reason} {lines:,}" for reason, lines in largest if lines) or "nothing"


def _risk(facts: ReportFacts) -> str:
    noted = facts.run.manifest.noted_risk()
    if noted and noted[0] == "model":
        return (
            "each account's probability of leaving within the horizon, by a model learnt from the book's own past "
            "and calibrated (nrr churn evaluate)"
        )
    return (
        "the scorecard's risk points (usage, engagement, support, relationship, commercial; what is missing is left "
        "out), not calibrated"
    )


def _hidden(facts: ReportFacts) -> list[Text]:
    """What people have taken off the lists; nothing where they have not."""
    if not facts.run.hidden:
        return []
    said, split = hidden_figures(facts.run)
    return [
        (
            "Hidden by hand and in no list above: ",
            many(len(facts.run.hidden), "theme"),
            " with ",
            many(said, "statement"),
            " and ",
            money(split, facts.currency),
            " of ARR by split",
        )
    ]


def _imports(facts: ReportFacts) -> Table:
    rows = tuple(
        (
            (one.kind,),
            (many(one.imports),),
            (many(one.read),),
            (many(one.kept),),
            (many(sum(one.dropped.values())),),
            (_dropped(dict(one.dropped)) if any(one.dropped.values()) else "",),
        )
        for one in facts.imports
    )
    columns = (
        Column("What"),
        Column("Imports", Kind.COUNT),
        Column("Rows read", Kind.COUNT),
        Column("Kept", Kind.COUNT),
        Column("Dropped", Kind.COUNT),
        Column("Why dropped", wide=True),
    )
    return Table("Data", "What was imported, and what was dropped and why", columns, rows)


def _weights(facts: ReportFacts) -> Table | None:
    for one in facts.run.themes:
        if parts := one.weights.components:
            rows = tuple(((part.name.replace("_", " "),), (number(part.weight, 2),)) for part in parts)
            columns = (Column("Part of priority"), Column("Weight", Kind.NUMBER))
            return Table(
                "Weights", "Priority is 100 x the weighted sum of parts between 0 and 1", columns, rows
            )
    return None
