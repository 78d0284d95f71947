"""This month against the one that it is held against: revenue, coverage, and the themes that shifted beyond chance."""

from __future__ import annotations

from reports.document import Block, Column, Kind, Paragraph, Points, Table
from reports.facts import Comparison, ReportFacts, ThemeShift
from reports.words import Text, ThemeName, many, money, share
from synthesis.theme_figures import theme_figure

_SHOWN = 20


def blocks(facts: ReportFacts) -> tuple[Block, ...]:
    """What came, what went, and a table of the shifts."""
    held = facts.comparison
    if held is None:
        return (
            Paragraph(("No earlier month is synthesized, so there is nothing to hold this one against.",)),
        )
    return (Points(tuple(_lines(held, facts))), *_shifts(held, facts))


def _lines(held: Comparison, facts: ReportFacts) -> list[Text]:
    lines: list[Text] = []
    now, was = facts.metrics, held.metrics
    if now is not None and was is not None:
        lines.append(
            (
                "MRR at the month's end went from ",
                money(was.end_mrr, facts.currency, f"end_mrr:{was.month}"),
                " to ",
                money(now.end_mrr, facts.currency, f"end_mrr:{now.month}"),
                "; ",
                many(now.accounts, "account", f"accounts:{now.month}"),
                " pay after ",
                many(was.accounts, "", f"accounts:{was.month}"),
            )
        )
    lines.append(
        (
            "Accounts heard from went from ",
            many(held.run.coverage.accounts),
            " to ",
            many(facts.run.coverage.accounts),
            ", statements from ",
            many(held.run.coverage.statements),
            " to ",
            many(facts.run.coverage.statements),
        )
    )
    lines.append((many(len(held.new), "theme"), " came, ", many(len(held.gone), "theme"), " went"))
    return lines


def _shifts(held: Comparison, facts: ReportFacts) -> tuple[Block, ...]:
    moved = [one for one in held.shifts if one.direction]
    if not moved:
        return (Paragraph(("No theme of both months moved beyond what chance explains.",)),)
    moved.sort(key=lambda one: (-one.direction, -abs(one.arr_after - one.arr_before), one.theme))
    columns = (
        Column("Theme", wide=True),
        Column("What"),
        Column(f"Said, {held.month}", Kind.COUNT),
        Column(f"Said, {facts.month}", Kind.COUNT),
        Column("Change of share", Kind.PERCENT),
        Column(f"ARR, {held.month}", Kind.MONEY),
        Column(f"ARR, {facts.month}", Kind.MONEY),
        Column("Places", Kind.COUNT),
    )
    caption = "Themes whose share of what was said changed by more than their 80 % intervals"
    rows = tuple(_row(one, held, facts) for one in moved)
    return (Table("Shifts", caption, columns, rows, _SHOWN),)


def _row(one: ThemeShift, held: Comparison, facts: ReportFacts) -> tuple[Text, ...]:
    places = f"{one.rank_change:+d}" if one.rank_change else "0"
    return (
        (ThemeName(one.theme, one.label, one.accounts),),
        ("grown" if one.direction > 0 else "shrunk",),
        (many(one.before, "", theme_figure(one.theme, "statements", held.month)),),
        (many(one.after, "", theme_figure(one.theme, "statements", facts.month)),),
        ("new",) if one.change is None else (share(one.change, digits=0, signed=True),),
        (money(one.arr_before, facts.currency, theme_figure(one.theme, "arr", held.month)),),
        (money(one.arr_after, facts.currency, theme_figure(one.theme, "arr", facts.month)),),
        (places,),
    )
