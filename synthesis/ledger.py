"""What happened to themes from one refit to the next: births, deaths, splits, merges, drift, in one line each.

A refit wobbles: groups at the edge of density come, go and trade members although nothing changed. So a line
is written only where the statements themselves show the event, and only over statements that both runs know:

    split  two or more groups each hold a quarter of what an old theme held, and are made of little else; one
           of them at least is new: parts that come back as themselves are no news
    merge  the mirror image: a theme is made of two or more old ones, each of which went there nearly whole;
           one of them at least ended, and no run that is remembered held them as one before
    birth  a theme that is firm for the first time and mostly recent: were its voices spread like the
           window's, so few would lie before the last three months with a chance of at most 1 %
    death  an id that ends because its statements left the window or are all old, by the same test
    drift  the id stays, but the members changed or the centre moved further than refits move it

The sentence of a line names no theme, since labels are edited and forgotten later; ids do.
A theme that is neither old nor recent enough to say why it came or went has no line; the comparison of two
months shows where its statements are. Only firm themes (stability) are born, die or drift, and what a split or
a merge makes must be stabler than that, or have stood before: groups that come and go in resamples would come
and go in the ledger. Splits and merges take months to stand, so they are looked for against the last run and
against those before it, and told once. The bars stand in
``LedgerParams``; docs/months.md has the measurements behind them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from foundation.months import Month
from synthesis.matching import cosines, overlap_of
from synthesis.themes import EventKind, Statement, SynthesisRun, Theme, ThemeEvent, ThemeStatus
from synthesis.tracking import newest_first
from synthesis.turns import LedgerParams, Turn

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
    turns = [Turn.of(run, themes, statements, month, params) for run in newest_first(previous, older)]
    turn = turns[0]
    splits, merges = _splits(turns), _merges(turns)
    told = {one for event in splits for one in event.themes_after}
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


def _splits(turns: Sequence[Turn]) -> list[ThemeEvent]:
    """Against the last run, then those before it: a part may stand unclustered, or shaky, for a while before it
    is one to be told."""
    events: list[ThemeEvent] = []
    told: set[str] = set()
    for back, turn in enumerate(turns):
        fresh = {one for one in turn.new if _arrived(one, turns, back)} - told
        told_since = {one for later in turns[:back] for one in later.told_after}
        stood = {one for later in turns[:back] for one in later.old}
        found = _splits_of(turn, fresh - told_since, stood | turn.old.keys()) if fresh else []
        told |= {one for event in found for one in event.themes_after}
        events += found
    return events


def _arrived(theme_id: str, turns: Sequence[Turn], back: int) -> bool:
    """Whether the theme came after the run of ``turns[back]``, and no run that is remembered knew it earlier."""
    if any(theme_id in turn.old for turn in turns[back:]):
        return False
    seen = [turn.old[theme_id] for turn in turns[:back] if theme_id in turn.old]
    first = seen[-1] if seen else turns[0].new[theme_id]
    return not first.continued_from


def _splits_of(turn: Turn, fresh: AbstractSet[str], stood: AbstractSet[str]) -> list[ThemeEvent]:
    events = []
    for old in turn.old.values():
        size = turn.size(old)
        least = max(turn.params.part, turn.params.share * size)
        parts = [
            new
            for new in turn.new.values()
            if (both := turn.shared.get((old.id, new.id), 0)) >= least
            and both >= turn.params.purity * turn.size(new)
            and (turn.firm(new) if new.id in stood else turn.lasting(new))
        ]
        if len(parts) < 2 or fresh.isdisjoint(part.id for part in parts):
            continue
        held = sum(turn.shared[old.id, part.id] for part in parts) / size
        counts = _counts(turn.shared[old.id, part.id] for part in parts)
        detail = f"{counts} of its {size} statements are now apart."
        events.append(_event(EventKind.SPLIT, (old,), parts, held, detail))
    return events


def _merges(turns: Sequence[Turn]) -> list[ThemeEvent]:
    """Against the last run, then those before it, of themes that ended since."""
    events: list[ThemeEvent] = []
    told: set[str] = set()
    for back, turn in enumerate(turns):
        told_since = {one for later in turns[:back] for one in later.told_before}
        ended = turn.old.keys() - turn.new.keys() - told - told_since
        found = _merges_of(turn, ended, turns[back + 1 :]) if ended else []
        told |= {one for event in found for one in event.themes_before}
        events += found
    return events


def _merges_of(turn: Turn, ended: AbstractSet[str], before: Sequence[Turn]) -> list[ThemeEvent]:
    events = []
    for new in turn.new.values():
        size = turn.size(new)
        least = max(turn.params.part, turn.params.share * size)
        sources = [
            old
            for old in turn.old.values()
            if (both := turn.shared.get((old.id, new.id), 0)) >= least
            and both >= turn.params.purity * turn.size(old)
            and turn.firm(old)
        ]
        if len(sources) < 2 or ended.isdisjoint(old.id for old in sources) or not turn.lasting(new):
            continue
        if any(_together(sources, earlier) for earlier in before):
            continue
        held = sum(turn.shared[old.id, new.id] for old in sources) / size
        pairs = sorted(((turn.shared[old.id, new.id], turn.size(old)) for old in sources), reverse=True)
        counts = " and ".join(f"{both} of {all_of}" for both, all_of in pairs)
        detail = f"{counts} statements are now together."
        events.append(_event(EventKind.MERGE, sources, (new,), held, detail))
    return events


def _together(sources: Sequence[Theme], turn: Turn) -> bool:
    """Whether an earlier run held these themes as one: what parted for a month and is whole again is no news."""
    for old in turn.old.values():
        mine = set(old.members)
        known = [turn.common & set(source.members) for source in sources]
        if all(ids and len(mine & ids) >= turn.params.purity * len(ids) for ids in known):
            return True
    return False


def _births(turn: Turn, told: AbstractSet[str], first_seen: Mapping[str, Month]) -> list[ThemeEvent]:
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


def _deaths(turn: Turn, told: AbstractSet[str]) -> list[ThemeEvent]:
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


def _drifts(turn: Turn, told: AbstractSet[str]) -> list[ThemeEvent]:
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


def _counts(numbers: Iterable[int]) -> str:
    return " and ".join(str(number) for number in sorted(numbers, reverse=True))
