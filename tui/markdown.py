"""What the copy key puts on the clipboard: Markdown from domain values, made safe like everything else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from foundation.text import one_line, safe_text
from tui import words

if TYPE_CHECKING:
    from ingest.items import ImportReport
    from synthesis.themes import WeightedTheme
    from workspace.edit_history import HistoryLine
    from workspace.explain import Opened
    from workspace.item_view import ItemView
    from workspace.overview import MonthView
    from workspace.theme_diff import ThemeDiff
    from workspace.theme_evidence import ThemeEvidence
    from workspace.what_if import WhatIfView

_TOP = 10


def home_markdown(view: MonthView, figures: Sequence[tuple[str, str, str]]) -> str:
    """A month at a glance: the ``figures`` (name, value, note) and the themes that rank first."""
    month = view.run.month.title if view.run else "no month yet"
    lines = [f"## {one_line(view.company)}, {month}", ""]
    lines += [
        f"- {name}: {value} ({one_line(note)})" if note else f"- {name}: {value}"
        for name, value, note in figures
    ]
    for theme in view.run.themes[:_TOP] if view.run else ():
        weights = theme.weights
        lines += [""] if lines[-1].startswith("- ") else []
        lines.append(
            f"1. {one_line(theme.theme.label)}: {words.count(weights.accounts, 'account')}, "
            f"ARR {words.amount(weights.arr, view.currency)}, priority {words.whole(weights.priority)} of 100"
        )
    return "\n".join([*lines, ""])


def theme_markdown(theme: WeightedTheme, names: Mapping[str, str], currency: str) -> str:
    """A theme with its figures and quotes."""
    weights = theme.weights
    low, high = weights.arr_at_risk_interval
    lines = [
        f"## {one_line(theme.theme.label)}",
        "",
        f"{theme.status.value} {theme.theme.kind.value}; {words.count(weights.accounts, 'account')}, "
        f"{words.count(weights.statements, 'statement')}; ARR {words.amount(weights.arr, currency)}, at risk "
        f"{words.amount(weights.arr_at_risk, currency)} ({words.interval(low, high, currency)}); "
        f"priority {words.whole(weights.priority)} of 100.",
        "",
    ]
    for quote in theme.quotes:
        account = one_line(names.get(quote.account_id or "", quote.account_id or "no account"))
        lines += [
            _quoted(quote.text),
            f">\n> {account}, {quote.day}, {quote.source.value} {quote.item_id}",
            "",
        ]
    return "\n".join(lines)


def figure_markdown(opened: Opened) -> str:
    """A figure with its formula, all its inputs and the files that it rests on."""
    figure = opened.explanation
    again = "nothing" if opened.again is None else words.figure_number(opened.again)
    lines = [
        f"## {one_line(figure.title)}: {words.figure_value(figure.value, figure.unit)}",
        "",
        f"`nrr explain {one_line(figure.figure)}`. {one_line(figure.words)}".rstrip(),
        "",
        f"Formula: `{one_line(figure.formula)}`; recomputed {again}, {'the same' if opened.same else 'NOT the same'}.",
        "",
    ]
    lines += [
        f"- {one_line(one.name)}: {words.figure_number(one.value)} {one_line(one.unit)}".rstrip()
        for one in figure.inputs
    ]
    files = sorted({(file.name, file.sha256) for row in opened.rows for file in row.files})
    if files:
        lines += ["", f"Rests on {words.count(len(opened.rows), 'row')} of:", ""]
        lines += [f"- {one_line(name)} (SHA-256 {digest[:12]})" for name, digest in files]
    return "\n".join([*lines, ""])


def import_markdown(report: ImportReport, tried: bool) -> str:
    """What became of every record of an import, or would."""
    dropped = sum(report.dropped.values())
    lines = [
        f"## {'Import tried' if tried else 'Imported'}: {one_line(report.kind)}, {one_line(report.format)}",
        "",
        f"{report.read:,} read: {report.kept:,} kept, {report.updated:,} updated, {report.unchanged:,} unchanged, "
        f"{dropped:,} dropped.",
        "",
    ]
    lines += [
        f"- {number:,} dropped: {one_line(reason)}" for reason, number in sorted(report.dropped.items())
    ]
    for drop in report.drops:
        place = f"{one_line(drop.file)} row {drop.row}" if drop.row else one_line(drop.file)
        lines.append(f"- {place}: {drop.reason.value} {one_line(drop.detail)}".rstrip())
    lines += [f"- note: {one_line(line)}" for line in report.warnings]
    return "\n".join([*lines, ""])


def what_if_markdown(view: WhatIfView, currency: str) -> str:
    """A ranking as it would be, what was changed for it, and the command that asks the same."""
    from workspace.what_if_words import as_command, change_sentences

    lines = [*(one_line(line) for line in change_sentences(view, currency)), "", f"`{as_command(view)}`", ""]
    lines += ["| Now | Was | Theme | Priority |", "| ---: | ---: | --- | ---: |"]
    for shift in view.found.shifts:
        after = shift.after
        priority = words.whole(after.weights.priority) if after else "–"
        label = one_line(shift.before.theme.label).replace("|", "\\|")
        lines.append(f"| {shift.rank_after or '–'} | {shift.rank_before} | {label} | {priority} |")
    return "\n".join(lines)


def evidence_markdown(found: ThemeEvidence) -> str:
    """Everything said in a theme, each with its day, source, id and account."""
    lines = [f"## {one_line(found.label)}, {words.count(len(found.said), 'statement')}", ""]
    for one in found.said:
        said = one.statement
        account = one_line(one.account or "no account")
        where = f"{account}, {said.day}, {said.source.value} {one_line(one.cited or said.item_id)}"
        lines += [_quoted(said.text), f">\n> {where}", ""]
    return "\n".join(lines)


def diff_markdown(found: ThemeDiff, currency: str) -> str:
    """Two months of themes, with what changed of each and who was heard."""
    from tui.theme_diff_rows import ORDERS, heard_lines, in_order, rows_of

    lines = [f"## Themes, {found.before.title} → {found.after.title}", ""]
    lines += ["| What | Theme | Statements | Changed |", "| --- | --- | ---: | --- |"]
    for row in in_order(rows_of(found), ORDERS[0]):
        before = f"{row.before.statements:,}" if row.before else "–"
        said = words.change_of(before, f"{row.after.statements:,}" if row.after else None)
        cells = [row.what, row.standing.label, said, " ".join(row.lines)]
        lines.append("| " + " | ".join(one_line(cell).replace("|", "\\|") for cell in cells) + " |")
    return "\n".join([*lines, "", *(f"- {line}" for line in heard_lines(found, currency))])


def history_markdown(lines: Sequence[HistoryLine]) -> str:
    """Every change made of themes, with what became of it."""
    told = [
        f"- #{one.edit.number} {one_line(one.words)}: {one.state.value} {one_line(one.why)}".rstrip()
        for one in lines
    ]
    return "\n".join(["## Changes of themes", "", *told])


def item_markdown(view: ItemView) -> str:
    """An item with all its turns."""
    item = view.item
    account = one_line(view.account_name or item.account.account_id or "no account")
    lines = [
        f"## {item.source.value} {one_line(item.external_id or item.id)}, {item.occurred_at.date()}",
        "",
        f"{account}. {one_line(item.subject)}".rstrip(),
        "",
    ]
    for part in view.parts:
        role = part.role.value if part.role else "unknown"
        lines += [f"**{role}** {one_line(part.speaker)}".rstrip(), _quoted(part.text), ""]
    return "\n".join(lines)


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in safe_text(text).strip().splitlines())
