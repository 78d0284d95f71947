"""Two months of themes side by side, as text for a terminal and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cli.output import table, wrapped
from foundation.money import count, percent, short_amount
from foundation.text import one_line
from synthesis.figures import Coverage, Unclustered

if TYPE_CHECKING:
    from foundation.months import Month
    from workspace.theme_diff import LedgerLine, Standing, ThemeAlone, ThemeChange, ThemeDiff

_WORDS = {1: "grown", 0: "", -1: "shrunk"}
_LABEL = 40
_LEAST_PLACES, _MOVERS = 5, 5


def diff_text(found: ThemeDiff, currency: str) -> str:
    """What is new, gone, grown, shrunk or otherwise changed, then the ledger and who was heard."""
    told = [change for change in found.kept if change.notable]
    parts = [
        _section(
            f"New since {found.before}",
            [_alone_lines(one, found.before, "not yet said", currency) for one in found.new],
        ),
        _section(
            f"No longer there in {found.after}",
            [_alone_lines(one, found.after, "out of the window", currency) for one in found.gone],
        ),
        _section("Changed", [_changes_table(told)] if told else []),
        _section("Moved in rank", [_rank_line(change) for change in _movers(found.kept)]),
        _section("Ledger", [_ledger_line(line) for line in found.ledger]),
    ]
    parts.append(_kept_line(found, len(told)))
    if found.silent:
        parts.append("Not synthesized between: " + ", ".join(str(month) for month in found.silent) + ".")
    for month, coverage, out in zip(
        (found.before, found.after), found.coverage, found.unclustered, strict=True
    ):
        parts.append(_heard_line(str(month), coverage, out, currency))
    return "\n\n".join(part for part in parts if part)


def diff_shape(found: ThemeDiff) -> dict[str, object]:
    """``nrr themes diff --json``."""
    kept = [_change_shape(change) for change in found.kept]
    return {
        "before": str(found.before),
        "after": str(found.after),
        "new": [_alone_shape(one) for one in found.new],
        "gone": [_alone_shape(one) for one in found.gone],
        "kept": kept,
        "grown": [change.id for change in found.kept if change.direction > 0],
        "shrunk": [change.id for change in found.kept if change.direction < 0],
        "renamed": [change.id for change in found.kept if change.renamed],
        "ledger": [_ledger_shape(line) for line in found.ledger],
        "split": [_ledger_shape(line) for line in found.ledger if line.event.kind.value == "split"],
        "merged": [_ledger_shape(line) for line in found.ledger if line.event.kind.value == "merge"],
        "not_synthesized": [str(month) for month in found.silent],
        "coverage": {
            str(month): {
                "statements": coverage.statements,
                "accounts": coverage.accounts,
                "accounts_share": coverage.accounts_share,
                "arr_share": coverage.arr_share,
            }
            for month, coverage in zip((found.before, found.after), found.coverage, strict=True)
        },
        "unclustered": {
            str(month): {"statements": out.statements, "share": out.share, "arr_share": out.arr_share}
            for month, out in zip((found.before, found.after), found.unclustered, strict=True)
        },
    }


def _movers(changes: Sequence[ThemeChange]) -> list[ThemeChange]:
    """The few that moved most places, of those that moved enough to mean something."""
    far = [change for change in changes if abs(change.rank_change) >= _LEAST_PLACES]
    return sorted(far, key=lambda change: (-abs(change.rank_change), change.id))[:_MOVERS]


def _rank_line(change: ThemeChange) -> str:
    places = f"{_rank(change.before)} → {_rank(change.after)}"
    return f"  {change.id[:8]}  {one_line(change.after.label, _LABEL)}: {places}"


def _kept_line(found: ThemeDiff, told: int) -> str:
    """How many themes changed nothing; where no theme is of both months, why that usually is."""
    if not found.kept and (found.new and found.gone):
        return wrapped(
            f"No theme of {found.before} is one of {found.after}. A theme keeps its id from the month before: if "
            f"{found.before} was synthesized after {found.after}, synthesize the months behind {found.before} "
            "again, in order; their themes then take over the ids of the earlier month."
        )
    left = len(found.kept) - told
    return f"{count(left, 'more theme')} {'is as it was' if left == 1 else 'are as they were'}."


def _section(title: str, lines: list[str]) -> str:
    return "\n".join([title, *lines]) if lines else ""


def _alone_lines(one: ThemeAlone, there: Month, unknown: str, currency: str) -> str:
    """The theme, and under it where its statements are in the other month."""
    standing = one.standing
    places = [
        f"{percent(relative.share * one.known, 0)} in “{one_line(relative.label, _LABEL)}”"
        for relative in one.relatives
    ]
    if one.loose:
        places.append(f"{percent(one.loose * one.known, 0)} in no theme")
    if one.known < 1:
        places.append(f"{percent(1 - one.known, 0)} {unknown}")
    return (
        f"  {one.id[:8]}  {one_line(standing.label, _LABEL)}: {standing.status.value} {standing.kind.value}, "
        f"{count(standing.statements, 'statement')}, {short_amount(standing.arr, currency)}"
        + (
            "\n" + wrapped(f"            of its statements {there} has {', '.join(places)}", " " * 14)
            if places
            else ""
        )
    )


def _changes_table(changes: list[ThemeChange]) -> str:
    rows = [
        (
            change.id[:8],
            one_line(change.after.label, _LABEL),
            _WORDS[change.direction],
            f"{change.before.statements} → {change.after.statements}",
            "–" if change.change is None else f"{change.change * 100:+.0f} %",
            _pair(change.before.status.value, change.after.status.value),
            f"{_rank(change.before)} → {_rank(change.after)}",
            "; ".join(_other(change)),
        )
        for change in changes
    ]
    heads = ("Id", "Theme", "", "Stmts", "Level", "Status", "Rank", "")
    return table(heads, rows, "lllrrlrl")


def _other(change: ThemeChange) -> list[str]:
    found = []
    if change.renamed:
        found.append(f"was “{one_line(change.before.label, _LABEL)}”")
    if change.before.kind is not change.after.kind:
        found.append(f"{change.before.kind.value} → {change.after.kind.value}")
    return found


def _pair(before: str, after: str) -> str:
    return after if before == after else f"{before} → {after}"


def _rank(standing: Standing) -> str:
    return "–" if standing.rank is None else str(standing.rank)


def _ledger_line(line: LedgerLine) -> str:
    event = line.event
    names = [
        " and ".join(f"“{one_line(line.labels[one], _LABEL)}”" for one in side)
        for side in (event.themes_before, event.themes_after)
        if side
    ]
    return wrapped(
        f"  {line.month} {event.kind.value}: {' → '.join(dict.fromkeys(names))}: {event.detail}", "    "
    )


def _heard_line(month: str, coverage: Coverage, out: Unclustered, currency: str) -> str:
    return wrapped(
        f"{month}: heard from {coverage.accounts:,} of {coverage.accounts_total:,} accounts "
        f"({percent(coverage.arr_share, 0)} of ARR) in {count(coverage.statements, 'statement')}; in no theme "
        f"{percent(out.share)} of statements, {short_amount(out.arr, currency)} of ARR "
        f"({percent(out.arr_share)})."
    )


def _standing_shape(standing: Standing) -> dict[str, object]:
    return {
        "label": standing.label,
        "kind": standing.kind.value,
        "status": standing.status.value,
        "rank": standing.rank,
        "statements": standing.statements,
        "accounts": standing.accounts,
        "arr": standing.arr,
        "arr_at_risk": standing.arr_at_risk,
        "priority": standing.priority,
    }


def _alone_shape(one: ThemeAlone) -> dict[str, object]:
    return {
        "id": one.id,
        **_standing_shape(one.standing),
        "known": one.known,
        "loose": one.loose,
        "relatives": [
            {"id": relative.id, "label": relative.label, "share": relative.share}
            for relative in one.relatives
        ],
    }


def _change_shape(change: ThemeChange) -> dict[str, object]:
    return {
        "id": change.id,
        "before": _standing_shape(change.before),
        "after": _standing_shape(change.after),
        "change": change.change,
        "direction": _WORDS[change.direction] or "same",
        "rank_change": change.rank_change,
        "renamed": change.renamed,
    }


def _ledger_shape(line: LedgerLine) -> dict[str, object]:
    event = line.event
    return {
        "month": str(line.month),
        "kind": event.kind.value,
        "before": [{"id": one, "label": line.labels[one]} for one in event.themes_before],
        "after": [{"id": one, "label": line.labels[one]} for one in event.themes_after],
        "overlap": event.overlap,
        "detail": event.detail,
    }
