"""What happened to themes from one refit to the next: births, deaths, splits, merges, drift, in one line each.

A refit wobbles: groups at the edge of density come, go and trade members although nothing changed. So a line
is written only where the statements themselves show the event, and only over statements that both runs know:

    split  two or more groups each hold a quarter of what an old theme held, and are made of little else
    merge  the mirror image: a theme is made of two or more old ones, each of which went there nearly whole
    birth  a theme that is firm for the first time and mostly recent: were its voices spread like the
           window's, so few would lie before the last three months with a chance of at most 1 %
    death  an id that ends because its statements left the window or are all old, by the same test
    drift  the id stays, but the members changed or the centre moved further than refits move it

The sentence of a line names no theme, since labels are edited and forgotten later; ids do.
A theme that is neither old nor recent enough to say why it came or went has no line; the comparison of two
months shows where its statements are. Only firm themes (stability) are born, die or drift, and what splits off
or merges must last: groups that come and go in resamples would come and go in the ledger. The bars stand in
``LedgerParams``; docs/months.md has the measurements behind them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date

from foundation.months import Month
from synthesis.matching import cosines, overlap_of
from synthesis.themes import (
    TENTATIVE_UNDER,
    EventKind,
    Statement,
    SynthesisRun,
    Theme,
    ThemeEvent,
    ThemeStatus,
)
from synthesis.tracking import statements_known_to
from synthesis.trends import starts_late


@dataclass(frozen=True, slots=True)
class LedgerParams:
    """``share``: of a theme's common statements that a part holds at least. ``purity``: of a part's own common
    statements that come from that theme (go to it, in a merge). ``least``: distinct voices of a birth, or
    statements of a part. ``recent``: months that count as recent. ``strays``: of a birth's voices that may be
    older, since a refit draws in words that sound alike. ``chance``: of the test for deaths. ``aged``: a theme
    dies by age when at most so much of it is still in the window. ``ended``: or when its recent voices are at
    most so much of what its past lets expect. ``drift_overlap`` and ``drift_cosine``: under either a theme has
    drifted. ``firm``: least stability of who is born, dies or drifts; ``lasting``: of a split's parts, and of all
    who take part in a merge."""

    share: float = 0.25
    purity: float = 0.6
    least: int = 5
    recent: int = 3
    strays: float = 1 / 3
    chance: float = 0.01
    aged: float = 1 / 3
    ended: float = 1 / 3
    drift_overlap: float = 0.25
    drift_cosine: float = 0.8
    firm: float = TENTATIVE_UNDER
    lasting: float = 0.75


_DEFAULT = LedgerParams()


def ledger(
    previous: SynthesisRun | None,
    themes: Sequence[Theme],
    statements: Sequence[Statement],
    month: Month,
    older: Sequence[SynthesisRun] = (),
    params: LedgerParams = _DEFAULT,
) -> tuple[ThemeEvent, ...]:
    """The events that lead from ``previous`` to ``themes``, by kind, then ids; none without a previous run.

    ``themes`` come from ``carry_identity``; ``statements`` are those of the new run's window, which ends with
    ``month``; ``older`` are runs before the previous one. The order of the input changes nothing.
    """
    if previous is None:
        return ()
    turn = _Turn.of(previous, themes, statements, month, params)
    splits, merges = _splits(turn), _merges(turn)
    told = {one for event in splits for one in event.themes_after}
    for run in sorted(older, key=lambda run: run.month, reverse=True):
        # a part may pass through a run as unclustered before it stands by itself
        if all(one in told or not turn.is_new(one) for one in turn.new):
            break
        found = _splits(_Turn.of(run, themes, statements, month, params))
        late = [event for event in found if any(turn.is_new(one) for one in {*event.themes_after} - told)]
        told |= {one for event in late for one in event.themes_after}
        splits += late
    firm_before = {one.theme.id for run in (previous, *older) for one in run.themes if turn.firm(one.theme)}
    births = _births(turn, told | firm_before, _first_seen((previous, *older)))
    deaths = _deaths(turn, {one for event in merges for one in event.themes_before})
    told |= {one for event in (*splits, *merges) for one in (*event.themes_before, *event.themes_after)}
    events = [*births, *deaths, *splits, *merges, *_drifts(turn, told)]
    order = list(EventKind)
    return tuple(sorted(events, key=lambda one: (order.index(one.kind), one.themes_before, one.themes_after)))


def newborn(
    events: Sequence[ThemeEvent], themes: Sequence[Theme], statements: Sequence[Statement], month: Month
) -> dict[str, ThemeStatus]:
    """``new`` for the themes that ``events`` let be born and that were raised this month or the last."""
    since = month.plus(-1).first_day
    heard = {statement.id for statement in statements if statement.day >= since}
    born = {one for event in events if event.kind is EventKind.BIRTH for one in event.themes_after}
    return {
        theme.id: ThemeStatus.NEW
        for theme in themes
        if theme.id in born and not heard.isdisjoint(theme.members)
    }


@dataclass(frozen=True, slots=True)
class _Turn:
    """Both sides by id, the statements that both know (``common``), and by pair of ids how many of the old
    theme's are in the new one. ``early_share``: of the window's statements, those before its recent months."""

    old: Mapping[str, Theme]
    new: Mapping[str, Theme]
    said: Mapping[str, Statement]
    common: frozenset[str]
    shared: Mapping[tuple[str, str], int]
    recent_from: date
    early_share: float
    params: LedgerParams

    @classmethod
    def of(
        cls,
        previous: SynthesisRun,
        themes: Sequence[Theme],
        statements: Sequence[Statement],
        month: Month,
        params: LedgerParams,
    ) -> _Turn:
        said = {statement.id: statement for statement in statements}
        common = frozenset(said) & statements_known_to(previous)
        old = {one.theme.id: one.theme for one in sorted(previous.themes, key=lambda one: one.theme.id)}
        new = {theme.id: theme for theme in sorted(themes, key=lambda theme: theme.id)}
        owner = {member: theme.id for theme in old.values() for member in theme.members if member in common}
        shared = Counter(
            (owner[member], theme.id) for theme in new.values() for member in theme.members if member in owner
        )
        return cls(old, new, said, common, shared, month.first_day, 0.0, params).at(month)

    def at(self, month: Month) -> _Turn:
        """The same, with what was recent in ``month``."""
        recent_from = month.plus(1 - self.params.recent).first_day
        early = sum(one.day < recent_from for one in self.said.values())
        return replace(
            self, recent_from=recent_from, early_share=early / len(self.said) if self.said else 0.0
        )

    def is_new(self, theme_id: str) -> bool:
        """Whether no run before knows this id."""
        return theme_id not in self.old and not self.new[theme_id].continued_from

    def size(self, theme: Theme) -> int:
        """Its statements that both runs know."""
        return sum(member in self.common for member in theme.members)

    def voices(self, theme: Theme) -> tuple[int, int]:
        """Who raised it, once an account and month: before the recent months, and in them."""
        spoken = {
            (one.account_id or one.item_id, one.day.year, one.day.month, one.day < self.recent_from)
            for one in (self.said[member] for member in theme.members if member in self.said)
        }
        early = sum(voice[-1] for voice in spoken)
        return early, len(spoken) - early

    def begins(self, early: int, recent: int) -> bool:
        """Whether far more voices are recent than of a theme that was always there."""
        return starts_late(early, recent, self.early_share, self.params.strays)

    def ended(self, early: int, recent: int) -> bool:
        """Whether far fewer voices are recent than of a theme that goes on."""
        expected = (early + recent) * (1 - self.early_share)
        falls = recent <= self.params.ended * expected
        return falls and _chance(recent, early, 1 - self.early_share) <= self.params.chance

    def firm(self, theme: Theme) -> bool:
        return theme.stability >= self.params.firm

    def lasting(self, *themes: Theme) -> bool:
        return all(theme.stability >= self.params.lasting for theme in themes)


def _splits(turn: _Turn) -> list[ThemeEvent]:
    events = []
    for old in turn.old.values():
        size = turn.size(old)
        least = max(turn.params.least, turn.params.share * size)
        parts = [
            new
            for new in turn.new.values()
            if (both := turn.shared.get((old.id, new.id), 0)) >= least
            and both >= turn.params.purity * turn.size(new)
            and new.stability >= turn.params.lasting
        ]
        if len(parts) < 2 or all(part.id in turn.old for part in parts):
            continue
        held = sum(turn.shared[old.id, part.id] for part in parts) / size
        counts = _counts(turn.shared[old.id, part.id] for part in parts)
        detail = f"{counts} of its {size} statements are now apart."
        events.append(_event(EventKind.SPLIT, (old,), parts, held, detail))
    return events


def _merges(turn: _Turn) -> list[ThemeEvent]:
    events = []
    for new in turn.new.values():
        size = turn.size(new)
        least = max(turn.params.least, turn.params.share * size)
        sources = [
            old
            for old in turn.old.values()
            if (both := turn.shared.get((old.id, new.id), 0)) >= least
            and both >= turn.params.purity * turn.size(old)
        ]
        if len(sources) < 2 or all(old.id in turn.new for old in sources) or not turn.lasting(new, *sources):
            continue
        held = sum(turn.shared[old.id, new.id] for old in sources) / size
        pairs = sorted(((turn.shared[old.id, new.id], turn.size(old)) for old in sources), reverse=True)
        counts = " and ".join(f"{both} of {all_of}" for both, all_of in pairs)
        detail = f"{counts} statements are now together."
        events.append(_event(EventKind.MERGE, sources, (new,), held, detail))
    return events


def _births(turn: _Turn, told: AbstractSet[str], first_seen: Mapping[str, Month]) -> list[ThemeEvent]:
    """Of themes that are firm for the first time, by what was recent when they were first seen, tentative."""
    events = []
    for new in turn.new.values():
        if new.id in told or not turn.firm(new):
            continue
        then = turn.at(first_seen[new.id]) if new.id in first_seen else turn
        early, recent = then.voices(new)
        if early + recent < turn.params.least or not then.begins(early, recent):
            continue
        others = [old for old in turn.old.values() if old.id != new.id]
        nearest = max((overlap_of(new, old, turn.common) for old in others), default=0.0)
        detail = f"{recent} of {early + recent} voices are since {Month.of(then.recent_from)}."
        events.append(_event(EventKind.BIRTH, (), (new,), nearest, detail))
    return events


def _first_seen(runs: Sequence[SynthesisRun]) -> dict[str, Month]:
    """The oldest of these months in which each theme stood."""
    seen: dict[str, Month] = {}
    for run in sorted(runs, key=lambda run: run.month, reverse=True):
        seen.update((one.theme.id, run.month) for one in run.themes)
    return seen


def _deaths(turn: _Turn, told: AbstractSet[str]) -> list[ThemeEvent]:
    events = []
    for old in turn.old.values():
        if old.id in turn.new or old.id in told or not old.members or not turn.firm(old):
            continue
        left = sum(member in turn.said for member in old.members)
        early, recent = turn.voices(old)
        if left <= turn.params.aged * len(old.members):
            why = f"{left} of {len(old.members)} statements are still in the window"
        elif turn.ended(early, recent):
            why = f"{recent} of {early + recent} voices are since {Month.of(turn.recent_from)}"
        else:
            continue
        most = max((turn.shared.get((old.id, new), 0) for new in turn.new), default=0)
        rest = f"; {most} of its statements are in one other theme" if most else ""
        size = turn.size(old)
        events.append(_event(EventKind.DEATH, (old,), (), most / size if size else 0.0, f"{why}{rest}."))
    return events


def _drifts(turn: _Turn, told: AbstractSet[str]) -> list[ThemeEvent]:
    """Themes that kept their id and are hardly the same any more; a tentative one always drifts."""
    events = []
    for theme_id in sorted(turn.old.keys() & turn.new.keys() - told):
        old, new = turn.old[theme_id], turn.new[theme_id]
        if not (turn.firm(old) and turn.firm(new)):
            continue
        near = cosines([new], [old])
        cosine = 1.0 if near is None else float(near[0, 0])
        overlap = overlap_of(new, old, turn.common)
        blind = not turn.size(old) or not turn.size(
            new
        )  # nothing that both runs know: the centre alone tells
        if (blind or overlap >= turn.params.drift_overlap) and cosine >= turn.params.drift_cosine:
            continue
        detail = f"{overlap:.0%} of the members are the same; the cosine of the centres is {cosine:.2f}."
        events.append(_event(EventKind.DRIFT, (old,), (new,), overlap, detail))
    return events


def _event(
    kind: EventKind, before: Sequence[Theme], after: Sequence[Theme], overlap: float, detail: str
) -> ThemeEvent:
    return ThemeEvent(
        kind=kind,
        themes_before=tuple(sorted(theme.id for theme in before)),
        themes_after=tuple(sorted(theme.id for theme in after)),
        overlap=round(overlap, 4),
        detail=detail,
    )


def _chance(few: int, many: int, share: float) -> float:
    """How likely at most ``few`` of all voices fall where ``share`` of the window's statements lie."""
    from scipy.special import bdtr

    return float(bdtr(few, few + many, share)) if few + many else 1.0


def _counts(numbers: Iterable[int]) -> str:
    return " and ".join(str(number) for number in sorted(numbers, reverse=True))
