"""Use case: the health of every account on a day, and of one account in full. Nothing is written here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from foundation.clock import Clock
from foundation.errors import SettingsError
from workspace.account_book import account_names, counting_account
from workspace.as_of import chosen_day
from workspace.health_inputs import HealthInputs, health_params, read_inputs
from workspace.health_rules import load_routes
from workspace.search import resolve_account
from workspace.store import health_snapshots
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from accounts.health.reading import ImportedScore, SignalReading
    from accounts.health.routes import Route
    from accounts.health.scores import HealthScores

_BROUGHT_BY = {
    "adoption_depth": "usage",
    "adoption_breadth": "usage",
    "outcomes": "milestones",
    "support": "tickets",
    "sentiment": "nps",
    "relationship": "contacts",
    "commercial": "accounts",
    "imported": "health",
}
BAND_ORDER = ("critical", "at risk", "healthy", "thriving", "not enough data")


@dataclass(frozen=True, slots=True)
class HealthLine:
    """One account in the list. Scores have one decimal, None without enough data; ``trend_30`` and ``trend_90``
    are changes in points; ``weakest`` is the signal that costs most points; ``arr`` None without revenue."""

    account: str
    name: str
    segment: str
    tier: str
    owner: str
    executive_sponsor: str
    arr: float | None
    renewal: date | None
    score: float | None
    band: str
    coverage: float
    trend_30: float | None
    trend_90: float | None
    weakest: str


@dataclass(frozen=True, slots=True, eq=False)
class ScoredBook:
    """Scores on a day with a line an account, by id; ``before`` are the bands of the last frozen snapshots."""

    inputs: HealthInputs
    scores: HealthScores
    before: Mapping[str, str]
    lines: Mapping[str, HealthLine]


@dataclass(frozen=True, slots=True)
class HealthQuery:
    """Which accounts to list, without regard to case; None: all. ``as_of`` None: the latest day."""

    as_of: date | None = None
    band: str | None = None
    tier: str | None = None
    segment: str | None = None
    owner: str | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class HealthList:
    """Accounts that fit, worst band first and within it by ARR, each with why its weakest signal is weak.
    ``bands``: accounts and ARR of every band, of all accounts. ``fitting`` counts without the limit."""

    as_of: date
    lines: tuple[HealthLine, ...]
    whys: Mapping[str, str]
    bands: Mapping[str, tuple[int, float]]
    fitting: int
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HealthView:
    """One account in full. ``frozen`` is the day's snapshot where there is one; ``band_before`` the band of the
    snapshot before, which may hold the account where its score alone would not: ``band_plain``."""

    as_of: date
    line: HealthLine
    signals: tuple[SignalReading, ...]
    routes: tuple[Route, ...]
    imported: tuple[ImportedScore, ...]
    frozen: health_snapshots.Snapshot | None
    band_before: str
    band_plain: str
    notes: tuple[str, ...]


def scored_book(workspace: Workspace, connection: Connection, as_of: date) -> ScoredBook:
    """Health of all accounts that pay on ``as_of``, with bands held by the snapshots frozen before it."""
    return scored_inputs(workspace, connection, read_inputs(workspace, connection, as_of))


def scored_inputs(workspace: Workspace, connection: Connection, inputs: HealthInputs) -> ScoredBook:
    """The same of inputs that were read before."""
    from accounts.health.scores import score_health

    scores = score_health(inputs.book, inputs.feedback, inputs.as_of, health_params(workspace))
    before = health_snapshots.bands_before(connection, inputs.as_of)
    return ScoredBook(inputs, scores, before, _lines(workspace, inputs, scores, before))


def _lines(
    workspace: Workspace, inputs: HealthInputs, scores: HealthScores, before: Mapping[str, str]
) -> dict[str, HealthLine]:
    from accounts.health.reading import band_words, shown_score, shown_trends, weakest
    from accounts.revenue.tiers import book_tiers

    book, settings = inputs.book, workspace.settings
    arr = {one: 12 * float(mrr) for one, mrr in zip(scores.accounts, scores.mrr, strict=True) if mrr > 0}
    tiers = book_tiers(book, arr, settings.tiers)
    known = {one.id: one for one in book.all_accounts()}
    bands, worst = band_words(scores, settings.health, before), weakest(scores)
    lines = {}
    for at, account in enumerate(scores.accounts):
        own = known[account]
        month, quarter = shown_trends(scores, at)
        lines[account] = HealthLine(
            account=account,
            name=own.name,
            segment=own.segment,
            tier=tiers.get(account, ""),
            owner=own.owner,
            executive_sponsor=own.executive_sponsor,
            arr=None if account not in arr else round(arr[account], 2),
            renewal=own.renewal,
            score=shown_score(scores, at),
            band=bands[at],
            coverage=round(float(scores.coverage[at]), 6),
            trend_30=month,
            trend_90=quarter,
            weakest=worst[at],
        )
    return lines


def list_health(workspace: Workspace, query: HealthQuery, clock: Clock) -> HealthList:
    """Accounts that fit. Raises SettingsError for a tier, segment or owner that no account has."""
    from accounts.health.reading import why_of

    with workspace.store().read() as connection:
        as_of = chosen_day(connection, query.as_of, clock)
        found = scored_book(workspace, connection, as_of)
    everybody = list(found.lines.values())
    fitting = [line for line in everybody if _fits(line, query)]
    if not fitting and everybody:
        _refuse_unknown(everybody, query)
    fitting.sort(key=lambda line: (BAND_ORDER.index(line.band), -(line.arr or 0.0), line.account))
    shown = tuple(fitting[: query.limit])
    scores = found.scores
    bands = {}
    for band in BAND_ORDER:
        own = [line.arr or 0.0 for line in everybody if line.band == band]
        bands[band] = (len(own), sum(own))
    whys = {line.account: why_of(scores, scores.place(line.account), line.weakest) for line in shown}
    return HealthList(as_of, shown, whys, bands, len(fitting), notes_of(workspace, found))


def account_health(workspace: Workspace, wanted: str, as_of: date | None, clock: Clock) -> HealthView:
    """One account by id or name. Raises SettingsError for an unknown one, and for one that does not pay then."""
    with workspace.store().read() as connection:
        asked = resolve_account(account_names(connection), wanted)
        account = counting_account(workspace, connection, asked)
        day = chosen_day(connection, as_of, clock)
        return opened_health(workspace, connection, scored_book(workspace, connection, day), account)


def opened_health(
    workspace: Workspace, connection: Connection, found: ScoredBook, account: str
) -> HealthView:
    """One account, by id, of a scored book. Raises SettingsError for one that does not pay on its day."""
    from accounts.health.reading import band_words, imported_scores, signal_readings

    day = found.inputs.as_of
    frozen = health_snapshots.snapshots_of(connection, day).get(account)
    line = found.lines.get(account)
    if line is None:
        raise SettingsError(
            f"{account} does not pay on {day}, so it has no health then",
            hint="Name a day when it was a customer: --date YYYY-MM-DD.",
        )
    return HealthView(
        as_of=day,
        line=line,
        signals=signal_readings(found.scores, found.scores.place(account)),
        routes=routing(workspace)(line, day),
        imported=imported_scores(found.inputs.book, account, day),
        frozen=frozen,
        band_before=found.before.get(account, ""),
        band_plain=band_words(found.scores, workspace.settings.health, {})[found.scores.place(account)],
        notes=notes_of(workspace, found),
    )


def routing(workspace: Workspace) -> Callable[[HealthLine, date], tuple[Route, ...]]:
    """What tells the plays that an account's health calls for on a day, by the workspace's rules, read once."""
    from accounts.health.routes import Standing, routed

    routes, edge = load_routes(workspace), workspace.settings.health.steady_within

    def called_for(line: HealthLine, day: date) -> tuple[Route, ...]:
        days = (line.renewal - day).days if line.renewal else None
        trend = line.trend_30
        word = (
            "" if trend is None else "falling" if trend <= -edge else "rising" if trend >= edge else "steady"
        )
        standing = Standing(
            band=line.band,
            tier=line.tier,
            segment=line.segment,
            trend=word,
            days_to_renewal=days if days is not None and days >= 0 else None,
            weakest=line.weakest,
            csm=line.owner,
            executive_sponsor=line.executive_sponsor,
        )
        return routed(routes, standing, day)

    return called_for


def figure(account: str, day: date) -> str:
    """The id of an account's score on a day."""
    return f"health:{account}@{day}"


def band_figure(band: str, what: str, day: date) -> str:
    """The id of a band's ``accounts`` or ``arr`` on a day."""
    return f"band:{band}/{what}@{day}"


def notes_of(workspace: Workspace, found: ScoredBook) -> tuple[str, ...]:
    """What was told from the data rather than from the settings, and settings that fit nobody."""
    from accounts.health.reading import unknown_signals

    segments = {line.segment.strip().casefold() for line in found.lines.values()}
    lost = [name for name in workspace.settings.health.segments if name.strip().casefold() not in segments]
    more = [f"no account is in the segment {name!r} that has weights of its own" for name in lost]
    missing = [f"{name} (nrr import {_BROUGHT_BY[name]})" for name in unknown_signals(found.scores)]
    if missing and found.lines:
        more.append(f"not known of any account: {', '.join(missing).replace('_', ' ')}")
    return (*found.scores.notes, *more)


def _fits(line: HealthLine, query: HealthQuery) -> bool:
    tier = query.tier
    if tier is not None and not tier.casefold().startswith("tier"):
        tier = f"Tier {tier}"
    pairs = (
        (query.band, line.band),
        (tier, line.tier),
        (query.segment, line.segment),
        (query.owner, line.owner),
    )
    return all(wanted is None or wanted.strip().casefold() == has.casefold() for wanted, has in pairs)


def _refuse_unknown(lines: list[HealthLine], query: HealthQuery) -> None:
    for name, wanted in (("segment", query.segment), ("tier", query.tier), ("owner", query.owner)):
        values = sorted({str(getattr(line, name)) for line in lines if getattr(line, name)})
        told = f"Tier {wanted}" if name == "tier" and wanted and len(wanted) == 1 else wanted
        if told is not None and told.strip().casefold() not in {value.casefold() for value in values}:
            raise SettingsError(
                f"no account has the {name} {wanted!r}",
                hint=f"There are: {', '.join(values[:12]) or 'none'}.",
            )
