"""Two months of themes as rows to look through, and each row in words: pure, over one comparison."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from foundation.months import Month
from foundation.text import folded, one_line
from tui import words

if TYPE_CHECKING:
    from synthesis.figures import Coverage, Unclustered
    from workspace.theme_diff import LedgerLine, Standing, ThemeAlone, ThemeChange, ThemeDiff

_MARKS = {"new": "✚", "gone": "○", "grown": "▲", "shrunk": "▼", "changed": "≠", "kept": " "}
_WHATS = tuple(_MARKS)


@dataclass(frozen=True, slots=True)
class DiffRow:
    """A theme of one of the months or both. ``what`` is what changed most; ``lines`` tell all of it."""

    id: str
    what: str
    before: Standing | None
    after: Standing | None
    level: float | None
    lines: tuple[str, ...]

    @property
    def standing(self) -> Standing:
        """Where it stands in the later month, or stood last."""
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def mark(self) -> str:
        """``what`` as one character."""
        return _MARKS[self.what]

    @property
    def moved(self) -> int:
        """Places gained; 0 where one of the months did not hear it."""
        before = self.before.rank if self.before else None
        after = self.after.rank if self.after else None
        return 0 if before is None or after is None else before - after

    @property
    def text(self) -> str:
        """What words are looked for in."""
        return folded(" ".join([self.what, self.standing.label, *self.lines]))


_ORDERS: dict[str, Callable[[DiffRow], tuple[float, ...]]] = {
    "what changed": lambda row: (_WHATS.index(row.what), _rank(row)),
    "rank": lambda row: (_rank(row),),
    "places moved": lambda row: (-abs(row.moved), _rank(row)),
    "ARR": lambda row: (-row.standing.arr,),
}
ORDERS = tuple(_ORDERS)


def in_order(rows: list[DiffRow], order: str) -> list[DiffRow]:
    """The rows in one of ``ORDERS``, ties by id."""
    key = _ORDERS[order]
    return sorted(rows, key=lambda row: (key(row), row.id))


def rows_of(found: ThemeDiff) -> list[DiffRow]:
    """Every theme of both months."""
    told = _ledger(found)
    new = [_alone(one, "new", found.before, "not yet said", told) for one in found.new]
    gone = [_alone(one, "gone", found.after, "out of the window", told) for one in found.gone]
    return [*new, *gone, *(_kept(one, told) for one in found.kept)]


def heard_lines(found: ThemeDiff, currency: str) -> list[str]:
    """Who was heard in each month, and what else is to be known of the comparison."""
    lines = [
        _heard(month, coverage, out, currency)
        for month, coverage, out in zip(
            (found.before, found.after), found.coverage, found.unclustered, strict=True
        )
    ]
    if found.silent:
        lines.append("Not synthesized between: " + ", ".join(str(month) for month in found.silent) + ".")
    if not found.kept and found.new and found.gone:
        lines.append("No theme is of both months: synthesize the months again, in order.")
    return lines


def _rank(row: DiffRow) -> float:
    return float("inf") if row.standing.rank is None else row.standing.rank


def _alone(one: ThemeAlone, what: str, there: Month, unknown: str, told: dict[str, list[str]]) -> DiffRow:
    places = [
        f"{words.percent(relative.share * one.known, 0)} in “{one_line(relative.label)}”"
        for relative in one.relatives
    ]
    if one.loose:
        places.append(f"{words.percent(one.loose * one.known, 0)} in no theme")
    if one.known < 1:
        places.append(f"{words.percent(1 - one.known, 0)} {unknown}")
    lines = [f"Of its statements {there.title} has {', '.join(places)}."] if places else []
    standing = one.standing
    before, after = (None, standing) if what == "new" else (standing, None)
    return DiffRow(one.id, what, before, after, None, (*lines, *told.get(one.id, ())))


def _kept(change: ThemeChange, told: dict[str, list[str]]) -> DiffRow:
    before, after = change.before, change.after
    what = {1: "grown", -1: "shrunk"}.get(change.direction, "changed" if change.notable else "kept")
    lines = []
    if change.renamed:
        lines.append(f"It was called “{one_line(before.label)}”.")
    if before.status is not after.status:
        lines.append(f"{before.status.value} → {after.status.value}.")
    if before.kind is not after.kind:
        lines.append(f"{before.kind.value} → {after.kind.value}.")
    if change.direction:
        lines.append(f"It has {what}: the 80 % intervals of its two levels do not meet.")
    elif what == "kept":
        lines.append("No clear change: the 80 % intervals of its two levels overlap.")
    return DiffRow(change.id, what, before, after, change.change, (*lines, *told.get(change.id, ())))


def _ledger(found: ThemeDiff) -> dict[str, list[str]]:
    """The lines of the ledger by each theme that they speak of."""
    told: dict[str, list[str]] = {}
    for line in found.ledger:
        for theme in dict.fromkeys((*line.event.themes_before, *line.event.themes_after)):
            told.setdefault(theme, []).append(_event(line))
    return told


def _event(line: LedgerLine) -> str:
    event = line.event
    names = [
        " and ".join(f"“{one_line(line.labels[one])}”" for one in side)
        for side in (event.themes_before, event.themes_after)
        if side
    ]
    return f"{line.month} {event.kind.value}: {' → '.join(dict.fromkeys(names))}: {one_line(event.detail)}"


def _heard(month: Month, coverage: Coverage, out: Unclustered, currency: str) -> str:
    return (
        f"{month}: {words.heard(coverage)} ({words.percent(coverage.arr_share, 0)} of ARR), "
        f"{words.count(coverage.statements, 'statement')}, in no theme {words.percent(out.share, 0)}, "
        f"{words.short_amount(out.arr, currency)} of ARR"
    )
