"""Themes by what was said in one source alone, or in the survey answers of detractors, passives or promoters alone."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal

from assistant.tools import ToolResult
from foundation.months import Month
from foundation.nps import DETRACTOR_UP_TO, PROMOTER_FROM
from workspace.tools.leaving_out import past_limit
from workspace.tools.values import Value, evidence, money

if TYPE_CHECKING:
    from synthesis.themes import Statement
    from workspace.tools.session import Session
    from workspace.tools.themes import ListThemes

Voter = Literal["detractor", "passive", "promoter"]
SCORES: dict[str, tuple[int, int]] = {
    "detractor": (0, DETRACTOR_UP_TO),
    "passive": (DETRACTOR_UP_TO + 1, PROMOTER_FROM - 1),
    "promoter": (PROMOTER_FROM, 10),
}
"""The lowest and the highest score of each."""


def themes_heard(session: Session, asked: ListThemes, month: Month | None) -> ToolResult:
    """The themes with most statements in a source or of those who voted so, in a month or in the whole window."""
    said = _said(session, asked, month)
    run = session.run(month)
    theme_of = {member: one for one in run.themes for member in one.theme.members}
    fitting = [
        one for one in said if one.id in theme_of and asked.kind in (None, theme_of[one.id].theme.kind.value)
    ]
    counts = Counter(theme_of[one.id].theme.id for one in fitting)
    themes = {one.theme.id: one for one in run.themes}
    order = sorted(counts, key=lambda key: (-counts[key], -themes[key].weights.priority, key))
    rows, words = [], []
    for key in order[: asked.limit]:
        own = sorted((one for one in fitting if theme_of[one.id].theme.id == key), key=_newest, reverse=True)
        accounts = {one.account_id for one in own if one.account_id}
        rows.append(
            {
                "theme": key[:8],
                "label": themes[key].theme.label,
                "kind": themes[key].theme.kind.value,
                "statements": len(own),
                "accounts": len(accounts),
                "arr": money(sum(session.arr.get(one, 0.0) for one in accounts), session.currency),
                "item": own[0].item_id,
            }
        )
        words.append(evidence(session, own[0]))
    months = session.window()
    data: Value = {
        "heard_in": asked.source or "nps",
        "voters": {"who": asked.nps, "scores": list(SCORES[asked.nps])} if asked.nps else {},
        "since": str(month or months[0]),
        "until": str(month or months[-1]),
        "month": str(run.month),
        "statements": len(said),
        "accounts": len({one.account_id for one in said if one.account_id}),
        "themes_found": len(order),
        "themes": rows,
    }
    outside = len(said) - sum(one.id in theme_of for one in said)
    loose = (
        (f"{outside:,} of these statements, which {'is' if outside == 1 else 'are'} in no theme",)
        if outside
        else ()
    )
    return ToolResult(
        data,
        evidence=tuple(words),
        not_looked_at=(*past_limit(len(order), len(rows), "theme"), *loose),
        empty=not rows,
    )


def _newest(one: Statement) -> tuple[object, str]:
    return one.day, one.id


def _said(session: Session, asked: ListThemes, month: Month | None) -> list[Statement]:
    source = asked.source or ("nps" if asked.nps else None)
    low, high = SCORES[asked.nps] if asked.nps else (0, 10)
    voted = (
        {
            one.item
            for own in session.signals.values()
            for one in own
            if one.score is not None and low <= one.score <= high
        }
        if asked.nps
        else set()
    )
    return [
        one
        for one in session.statements(month)
        if one.day <= session.day
        and (month is None or Month.of(one.day) == month)
        and (source is None or one.source.value == source)
        and (not asked.nps or one.item_id in voted)
        and _in_cut(session, asked, one)
    ]


def _in_cut(session: Session, asked: ListThemes, one: Statement) -> bool:
    if not (asked.segment or asked.tier):
        return True
    account = session.accounts.get(one.account_id or "")
    if account is None:
        return False
    tier = session.tiers.get(account.id, "").casefold()
    wanted = (asked.tier or "").strip().casefold()
    return (not asked.segment or account.segment.strip().casefold() == asked.segment.strip().casefold()) and (
        not wanted or tier in (wanted, f"tier {wanted}")
    )
