"""Use case: what changed between two months' themes, and the ledger that leads from one to the other.

Both months are compared in the later run's grouping where its window holds them, so that a theme which only
changed its members does not pose as one that grew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from foundation.errors import SettingsError
from foundation.months import Month
from synthesis.figures import Coverage, TrendPoint, Unclustered
from synthesis.themes import SynthesisRun, ThemeEvent, ThemeKind, ThemeStatus, WeightedTheme
from workspace.store import runs
from workspace.themes import finished_run
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Standing:
    """A theme in one of the two months; ``rank`` is its place by priority among those heard, None unheard."""

    label: str
    kind: ThemeKind
    status: ThemeStatus
    rank: int | None
    statements: int
    accounts: int
    arr: float
    arr_at_risk: float
    priority: float


@dataclass(frozen=True, slots=True)
class ThemeChange:
    """A theme of both months. ``change``: level after over level before, less 1 (shares of what was said, at
    equal sources); None where it was not raised before. ``direction``: 1 grown, -1 shrunk, 0 where the 80 %
    intervals of the two levels overlap."""

    id: str
    before: Standing
    after: Standing
    change: float | None
    direction: int

    @property
    def renamed(self) -> bool:
        return self.before.label != self.after.label

    @property
    def rank_change(self) -> int:
        """Places gained; 0 where one of the months did not hear it."""
        if self.before.rank is None or self.after.rank is None:
            return 0
        return self.before.rank - self.after.rank

    @property
    def notable(self) -> bool:
        """Whether it grew, shrank, or is called or counted as something else than before."""
        before, after = self.before, self.after
        return bool(
            self.direction
            or self.renamed
            or before.status is not after.status
            or before.kind is not after.kind
        )


@dataclass(frozen=True, slots=True)
class Relative:
    """A theme of the other month that shares statements; ``share`` is of those that both months know."""

    id: str
    label: str
    share: float


@dataclass(frozen=True, slots=True)
class ThemeAlone:
    """A theme of one month only. ``known``: share of its statements that the other month knows as well; of
    those, ``loose`` is the share in no theme there, ``relatives`` the three themes with most of them."""

    id: str
    standing: Standing
    known: float
    loose: float
    relatives: tuple[Relative, ...]


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """An event with the month whose run brought it, and the labels of its themes by id."""

    month: Month
    event: ThemeEvent
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ThemeDiff:
    """Two months of themes. ``new``, ``gone`` and ``kept`` are ordered by priority of their last month;
    ``ledger`` holds the events after ``before`` up to ``after``, oldest first. ``silent`` months between were
    not synthesized, so that their events are told by the next run."""

    before: Month
    after: Month
    new: tuple[ThemeAlone, ...]
    gone: tuple[ThemeAlone, ...]
    kept: tuple[ThemeChange, ...]
    ledger: tuple[LedgerLine, ...]
    silent: tuple[Month, ...]
    coverage: tuple[Coverage, Coverage]
    unclustered: tuple[Unclustered, Unclustered]


def diff_themes(workspace: Workspace, one: Month, other: Month) -> ThemeDiff:
    """The themes of the earlier month against those of the later, whichever is named first.

    Raises SettingsError for twice the same month, and for a month that was not synthesized, with the command
    that does it.
    """
    if one == other:
        raise SettingsError(f"{one} is compared with itself", hint="Name two months.")
    before, after = min(one, other), max(one, other)
    with workspace.store().read() as connection:
        old, new = finished_run(connection, before), finished_run(connection, after)
        between, lines = _ledger(connection, old, new)
    return compare(old, new, lines, between)


def compare(
    old: SynthesisRun, new: SynthesisRun, ledger: tuple[LedgerLine, ...], silent: tuple[Month, ...]
) -> ThemeDiff:
    """The comparison of two runs, the earlier first."""
    was = {theme.theme.id: (theme, standing) for theme, standing in _standings(old)}
    now = {theme.theme.id: (theme, standing) for theme, standing in _standings(new)}
    known_old, known_new = _homes(old), _homes(new)
    return ThemeDiff(
        before=old.month,
        after=new.month,
        new=tuple(_alone(*now[key], known_old, was) for key in now if key not in was),
        gone=tuple(_alone(*was[key], known_new, now) for key in was if key not in now),
        kept=tuple(_change(was[key], now[key], old.month, new.month) for key in now if key in was),
        ledger=ledger,
        silent=silent,
        coverage=(old.coverage, new.coverage),
        unclustered=(old.unclustered, new.unclustered),
    )


def _ledger(
    connection: Connection, old: SynthesisRun, new: SynthesisRun
) -> tuple[tuple[Month, ...], tuple[LedgerLine, ...]]:
    """Months between without a run, and the events of the runs after the earlier month."""
    labels = runs.theme_labels(connection)
    labels |= {one.theme.id: one.theme.label for run in (old, new) for one in run.themes}
    silent: list[Month] = []
    lines: list[LedgerLine] = []
    month = old.month.plus(1)
    while month <= new.month:
        events = runs.run_events(connection, month)
        if events is None:
            silent.append(month)
        else:
            lines += [LedgerLine(month, event, _named(event, labels)) for event in events]
        month = month.plus(1)
    return tuple(silent), tuple(lines)


def _named(event: ThemeEvent, labels: Mapping[str, str]) -> dict[str, str]:
    return {one: labels.get(one, one) for one in (*event.themes_before, *event.themes_after)}


def _standings(run: SynthesisRun) -> list[tuple[WeightedTheme, Standing]]:
    found, rank = [], 0
    for theme in run.themes:
        weights = theme.weights
        rank += 1 if weights.statements else 0
        standing = Standing(
            label=theme.theme.label,
            kind=theme.theme.kind,
            status=theme.status,
            rank=rank if weights.statements else None,
            statements=weights.statements,
            accounts=weights.accounts,
            arr=weights.arr,
            arr_at_risk=weights.arr_at_risk,
            priority=weights.priority,
        )
        found.append((theme, standing))
    return found


def _homes(run: SynthesisRun) -> dict[str, str]:
    """By statement the id of its theme, empty for one in no theme."""
    homes = dict.fromkeys(run.unclustered_reasons, "")
    for one in run.themes:
        homes.update(dict.fromkeys(one.theme.members, one.theme.id))
    return homes


def _alone(
    theme: WeightedTheme,
    standing: Standing,
    there: Mapping[str, str],
    others: Mapping[str, tuple[WeightedTheme, Standing]],
) -> ThemeAlone:
    members = theme.theme.members
    known = [there[member] for member in members if member in there]
    counts = Counter(home for home in known if home)
    relatives = tuple(
        Relative(home, others[home][1].label, count / len(known))
        for home, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:3]
    )
    return ThemeAlone(
        id=theme.theme.id,
        standing=standing,
        known=len(known) / len(members) if members else 0.0,
        loose=known.count("") / len(known) if known else 0.0,
        relatives=relatives,
    )


def _change(
    was: tuple[WeightedTheme, Standing], now: tuple[WeightedTheme, Standing], before: Month, after: Month
) -> ThemeChange:
    points = {point.month: point for point in now[0].weights.trend}
    last = {point.month: point for point in was[0].weights.trend}
    old, new = points.get(before) or last.get(before), points.get(after)
    change = new.level / old.level - 1 if old and new and old.level else None
    return ThemeChange(now[0].theme.id, was[1], now[1], change, _direction(old, new))


def _direction(old: TrendPoint | None, new: TrendPoint | None) -> int:
    if old is None or new is None or (old.low, old.high) == (0.0, 1.0):
        return 0
    if new.low > old.high:
        return 1
    return -1 if new.high < old.low else 0
