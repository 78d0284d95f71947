"""Gathers what the monthly report is made of: revenue, runs, health, plays, promises, mended themes, each read once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from foundation.errors import SettingsError
from foundation.months import Month
from foundation.progress import Progress
from reports.facts import (
    Comparison,
    ImportFact,
    LeftFact,
    Mover,
    ReportFacts,
    RetentionPoint,
    ReturnsFact,
    ThemeShift,
)
from workspace.account_book import account_lines
from workspace.report_due import with_due
from workspace.report_health import health_fact
from workspace.store import feedback_views, imports, runs
from workspace.theme_diff import ThemeDiff, compare
from workspace.themes import earlier_run, finished_run

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from accounts.figures import RevenueMetrics
    from synthesis.themes import SynthesisRun
    from workspace.tools.session import Session

_TREND = 12
_LATELY = 92  # days
_STAGES = 4


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a report is asked for: its month (None: the latest), and the month to hold it against (None: the one
    before, where it is synthesized)."""

    month: Month | None
    compare: Month | None
    sections: tuple[str, ...]

    def any_of(self, *keys: str) -> bool:
        """Whether one of these sections is wanted."""
        return any(key in self.sections for key in keys)


def gathered(session: Session, wanted: Wanted, progress: Progress) -> ReportFacts:
    """The facts. Raises SettingsError for a month that was not synthesized."""
    progress("reading the month", 0, _STAGES)
    month = session.run(wanted.month).month
    with session.workspace.store().read() as connection:
        facts = _said(session, connection, month, wanted)
    if not session.names:
        return _with_words(session, facts)
    progress("reading revenue", 1, _STAGES)
    facts = _paid(session, facts, wanted)
    progress("reading health", 2, _STAGES)
    if wanted.any_of("health"):
        facts = replace(facts, health=health_fact(session, facts.as_of, month.plus(-1).last_day))
    if wanted.any_of("departures"):
        facts = replace(facts, left=_left(session, facts), returns=_returns(session, facts))
    if facts.latest:
        progress("reading what is due", 3, _STAGES)
        facts = with_due(session, facts, wanted.sections)
    progress("writing", _STAGES, _STAGES)
    return _with_words(session, facts)


def _said(session: Session, connection: Connection, month: Month, wanted: Wanted) -> ReportFacts:
    """What customers said: the run and the one that it is held against."""
    workspace, run = session.workspace, session.run(month)
    before = finished_run(connection, wanted.compare) if wanted.compare else earlier_run(connection, month)
    if before is not None and before.month == month:
        raise SettingsError(f"{month} is compared with itself", hint="Name another month with --compare.")
    newest = runs.latest_month(connection)
    return ReportFacts(
        company=workspace.settings.company.name,
        currency=session.currency,
        month=month,
        as_of=session.day if newest == month else month.last_day,
        generated=session.clock.now(),
        run=run,
        accounts={},
        part_texts={},
        external_ids={},
        comparison=None if before is None else _comparison(run, before),
        imports=_imports(connection),
        newest=None if newest == month else newest,
        max_quotes=workspace.settings.report.quotes,
    )


def _comparison(run: SynthesisRun, before: SynthesisRun) -> Comparison:
    old, new = min(run, before, key=lambda one: one.month), max(run, before, key=lambda one: one.month)
    found = compare(old, new, (), ())
    return Comparison(
        before.month,
        before,
        None,
        _shifts(found, run),
        tuple(one.id for one in found.new),
        tuple(one.id for one in found.gone),
    )


def _shifts(found: ThemeDiff, run: SynthesisRun) -> tuple[ThemeShift, ...]:
    """Each theme of both months, from the other to the report's."""
    forward = found.after == run.month
    shifts = []
    for one in found.kept:
        was, now = (one.before, one.after) if forward else (one.after, one.before)
        shifts.append(
            ThemeShift(
                theme=one.id,
                label=now.label,
                accounts=min(was.accounts, now.accounts) if was.accounts and now.accounts else now.accounts,
                before=was.statements,
                after=now.statements,
                arr_before=was.arr,
                arr_after=now.arr,
                change=one.change if forward else None,
                direction=one.direction if forward else -one.direction,
                rank_change=one.rank_change if forward else -one.rank_change,
            )
        )
    return tuple(shifts)


def _imports(connection: Connection) -> tuple[ImportFact, ...]:
    found: dict[str, list[imports.StoredImport]] = {}
    for one in imports.imports(connection):
        found.setdefault(one.report.kind, []).append(one)
    facts = []
    for kind, own in sorted(found.items()):
        dropped: Counter[str] = Counter()
        for one in own:
            dropped.update({str(reason): number for reason, number in one.report.dropped.items()})
        read = sum(one.report.read for one in own)
        stand = sum(one.report.kept + one.report.updated + one.report.unchanged for one in own)
        facts.append(ImportFact(kind, len(own), read, stand, dict(dropped)))
    return tuple(facts)


def _paid(session: Session, facts: ReportFacts, wanted: Wanted) -> ReportFacts:
    """Revenue of the month, of the months before it, and what is known of the accounts that moved."""
    from accounts.revenue.movements import revenue_metrics

    book, month = session.book, facts.month
    facts = replace(facts, accounts=account_lines(session.workspace, book, month))
    metrics = revenue_metrics(book, month)
    if metrics is None:
        return facts
    held = facts.comparison
    if held is not None:
        held = replace(held, metrics=revenue_metrics(book, held.month))
    trend: tuple[RetentionPoint, ...] = ()
    if wanted.any_of("trend"):
        months = [revenue_metrics(book, one) for one in month.trailing(_TREND)]
        trend = tuple(_point(one) for one in months if one is not None)
    movers = _movers(session, metrics, facts) if wanted.any_of("movers") else {}
    return replace(facts, metrics=metrics, comparison=held, trend=trend, movers=movers)


def _point(one: RevenueMetrics) -> RetentionPoint:
    month, year = one.retention, one.trailing_12
    return RetentionPoint(one.month, month.nrr, month.grr, year.nrr, year.grr)


def _movers(session: Session, metrics: RevenueMetrics, facts: ReportFacts) -> dict[str, Mover]:
    """For each account that moved: its reason, the themes that it raised in the last three months, and its health."""
    moved = {one.account_id for one in metrics.movements}
    theme_of = {key: one for one in facts.run.themes for key in one.theme.members}
    raised: dict[str, Counter[str]] = {key: Counter() for key in moved}
    since, until = facts.month.last_day - timedelta(days=_LATELY), facts.month.last_day
    for one in session.statements(facts.month):
        if one.account_id in raised and since < one.day <= until and one.id in theme_of:
            raised[one.account_id][theme_of[one.id].theme.id] += 1
    named = {one.theme.id: one for one in facts.run.themes}
    scored = session.scored_on(facts.as_of).lines
    found = {}
    for key in sorted(moved):
        own = sorted(raised[key].items(), key=lambda pair: (-pair[1], pair[0]))
        line = scored.get(key)
        left = session.departures.get(key)
        found[key] = Mover(
            account=key,
            reason=left.reason if left else "",
            raised=tuple((one, named[one].theme.label, named[one].weights.accounts) for one, _ in own),
            band=line.band if line else "",
            score=line.score if line else None,
        )
    return found


def _left(session: Session, facts: ReportFacts) -> tuple[LeftFact, ...]:
    """Those whose last day was in the month, the largest first."""
    found = [
        LeftFact(one.account, one.day, one.reason, 12 * one.mrr, one.poor_fit)
        for one in session.departures.values()
        if Month.of(one.day) == facts.month
    ]
    return tuple(sorted(found, key=lambda one: (-one.arr, one.account)))


def _returns(session: Session, facts: ReportFacts) -> ReturnsFact | None:
    from workspace.winback import returns

    if facts.metrics is None or not facts.latest:
        return None
    found = returns(session)
    may = sum(one.verdict.eligible for one in session.leavers.values())
    return ReturnsFact(found.months, found.stopped, found.returned, found.mrr, may)


def _with_words(session: Session, facts: ReportFacts) -> ReportFacts:
    """The stored text of everything that is quoted, so that each quote can be held against it."""
    quotes = [quote for one in facts.run.themes for quote in one.quotes]
    lines = [line for one in facts.loop or () for line in one.raised]
    parts = {one.part_id for one in quotes} | {one.part for one in lines}
    items = {one.item_id for one in quotes} | {one.item for one in lines}
    with session.workspace.store().read() as connection:
        return replace(
            facts,
            part_texts=feedback_views.part_texts(connection, sorted(parts)),
            external_ids=feedback_views.external_ids(connection, sorted(items)),
        )
