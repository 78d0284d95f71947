"""Plays, drafts, win-backs and promises as words: pure, a part of what ``tui.words`` is for the other rooms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.words import amount, count, day_year, percent, points

if TYPE_CHECKING:
    from accounts.outcomes.effects import PlayOutcome
    from playbooks.draft_life import Change, KeptDraft
    from workspace.loop import Raised
    from workspace.promises import LedgerLine
    from workspace.winback import Returns

SHORT = 8
"""Letters of an id that are shown."""

STATUS_MARKS = {
    "draft": "○",
    "edited": "◐",
    "approved": "✓",
    "exported": "↗",
    "done": "●",
    "outcome": "★",
    "rejected": "✗",
}
_ROAD = ("draft", "approved", "exported", "done", "outcome")
_NEXT = {
    "draft": "a approves it, R rejects it",
    "edited": "a approves it, R rejects it",
    "approved": "x exports it",
    "exported": "d when it was carried out",
    "done": "w says what came of it",
    "outcome": "it is at its end; w corrects what came of it",
    "rejected": "it is at its end; t drafts anew",
}
_FEW = 20
_EXPECTED = (0.10, 0.15)


def status_words(kept: KeptDraft) -> str:
    """``✓ approved``: a mark and a word."""
    status = kept.status.value
    return f"{STATUS_MARKS[status]} {status}"


def next_step(kept: KeptDraft, findings: int = 0) -> str:
    """The key that leads on from where a draft stands, with so many findings against it."""
    if findings and kept.status.value not in ("done", "outcome", "rejected"):
        return "n walks the findings, e mends them"
    return _NEXT[kept.status.value]


def road(kept: KeptDraft) -> list[tuple[str, bool, bool]]:
    """The way of a draft: the name of each stage, whether it is behind it, and whether it stands there."""
    status = kept.status.value
    if status == "rejected":
        return [("draft", True, False), ("rejected", True, True)]
    at = _ROAD.index("draft" if status == "edited" else status)
    names = ["edited" if name == "draft" and status == "edited" else name for name in _ROAD]
    return [(name, place <= at, place == at) for place, name in enumerate(names)]


def change_words(change: Change, currency: str) -> str:
    """What was done with a draft."""
    action = change.action.value
    if action == "rejected":
        return f"rejected: {change.why}"
    if action == "exported":
        return f"exported as {change.why}"
    if action == "done":
        return f"done on {change.day}, begun on {change.started}"
    if action == "outcome":
        paid = "" if change.amount is None else f", {amount(change.amount, currency)} a month"
        return f"{change.outcome} on {change.day}{paid}"
    return "words of somebody who was forgotten were taken out" if action == "erased" else action


def came_of(kept: KeptDraft, currency: str) -> str:
    """What came of a draft, or that nobody said yet."""
    last = kept.changes[-1]
    return change_words(last, currency) if last.outcome else "nothing noted yet"


def written_by(kept: KeptDraft) -> str:
    """``composed by rule`` or whose words its messages are."""
    return f"messages by {kept.draft.model}" if kept.draft.model else "composed by rule"


def effect_words(outcome: PlayOutcome | None) -> str:
    """What a play did to accounts kept."""
    if outcome is None:
        return "no start of it by the last day with data"
    found = outcome.kept.difference
    started = count(outcome.started, "start")
    if found is None:
        return f"{started}; too few to say what it did ({outcome.matched} compared)"
    by = points(found.estimate)
    return (
        f"{started}; {by} points kept after {outcome.horizon_days} days against their like "
        f"({points(found.low)} to {points(found.high)}, {outcome.matched} compared)"
    )


def returns_words(found: Returns, currency: str) -> str:
    """How many came back, against what the field expects, and how much that says."""
    if found.share is None or found.low is None or found.high is None:
        return f"Nobody stopped paying in the last {found.months} months."
    few = "; few, read it with care" if found.stopped < _FEW else ""
    back = f", {amount(12 * found.mrr, currency)} of ARR" if found.returned else ""
    share, low, high = (percent(one, 0) for one in (found.share, found.low, found.high))
    return (
        f"{found.returned} of {count(found.stopped, 'account')} that stopped paying in {found.months} months pay "
        f"again{back}: {share} (95 % interval {low} to {high}{few}). "
        "The field expects 10 to 15 %."
    )


def asked_words(found: Returns) -> str:
    """On how many a win-back was run."""
    if not found.asked:
        return "No win-back is on record."
    return f"A win-back was run on {found.asked} of them; {found.asked_returned} of those came back."


def gauge(found: Returns, width: int) -> str:
    """The share that came back on a line from 0 to 30 %: ``█`` up to it, ``▒`` where the field expects it."""
    most = 0.30
    at = round(min(found.share or 0.0, most) / most * width)
    low, high = (round(edge / most * width) for edge in _EXPECTED)
    return "".join("█" if cell < at else "▒" if low <= cell < high else "─" for cell in range(width))


def promise_state(line: LedgerLine) -> str:
    """``! overdue 12 d``, ``✓ kept (Ruth)``."""
    standing = line.standing
    state = standing.state.value
    mark = {"overdue": "!", "open": "○", "kept": "✓", "broken": "✗", "seems kept": "≈"}[state]
    if standing.mark is not None:
        return f"{mark} {state} ({standing.mark.who})"
    return f"{mark} {state} {standing.late_days} d" if standing.late_days else f"{mark} {state}"


def raised_state(one: Raised) -> str:
    """Whether an account was told that what it raised is mended."""
    if one.told:
        return f"● told {day_year(one.told)}"
    if one.silent:
        return "✗ no contact"
    return "◐ note kept" if one.draft else "○ waits"
