"""What one account talks about, in its own statements; of other accounts there are counts and nothing else."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from assistant.tools import Evidence, ToolResult
from foundation.errors import ToolFault
from foundation.months import Month
from workspace.tools.leaving_out import past_limit
from workspace.tools.values import Value, evidence

if TYPE_CHECKING:
    from synthesis.themes import Statement, WeightedTheme
    from workspace.tools.session import Session
    from workspace.tools.themes import ListThemes


def themes_of_account(session: Session, asked: ListThemes, account: str) -> ToolResult:
    """Its themes over the window or of one month, the most spoken of first, with two quotes each."""
    month = session.month_asked(asked.month)
    run = session.run()
    if month is not None and month not in session.window():
        raise ToolFault(f"{month} is outside the months that were looked at", hint=_span(session))
    said = [
        one
        for one in session.by_account.get(account, ())
        if (month is None or Month.of(one.day) == month)
        and (asked.kind is None or one.kind.value == asked.kind)
        and (asked.source is None or one.source.value == asked.source)
    ]
    by_theme: dict[str, list[Statement]] = {}
    loose = 0
    for one in said:
        theme = session.theme_of.get(one.id)
        if theme is None:
            loose += 1
        else:
            by_theme.setdefault(theme.theme.id, []).append(one)
    themes = {one.theme.id: one for one in run.themes}
    order = sorted(
        by_theme, key=lambda key: (-len(by_theme[key]), -_latest(by_theme[key]), themes[key].theme.label)
    )
    rows = [_own_row(themes[key], by_theme[key]) for key in order[: asked.limit]]
    data: Value = {
        "account": account,
        "account_name": session.name(account),
        "month": str(month) if month else None,
        "window": {"since": str(session.window()[0]), "until": str(session.window()[-1])},
        "statements": len(said),
        "kinds": dict(Counter(one.kind.value for one in said)),
        "in_no_theme": {"statements": loose},
        "themes_found": len(order),
        "themes": rows,
    }
    quotes: list[Evidence] = []
    for key in order[: asked.limit]:
        quotes += [evidence(session, one) for one in by_theme[key][:2]]
    if not quotes:
        quotes = [evidence(session, one) for one in said[:4]]
    return ToolResult(
        data,
        evidence=tuple(dict.fromkeys(quotes)),
        not_looked_at=(
            *past_limit(len(order), len(rows), "theme"),
            *(
                [f"{loose} of its statements, which {'is' if loose == 1 else 'are'} in no theme"]
                if loose
                else []
            ),
            f"feedback before {session.window()[0].title}",
        ),
        empty=not said,
    )


def _latest(said: list[Statement]) -> int:
    return max(one.day.toordinal() for one in said)


def _span(session: Session) -> str:
    months = session.window()
    return f"They are {months[0]} to {months[-1]}." if months else "Nothing is synthesized."


def _own_row(theme: WeightedTheme, said: list[Statement]) -> Value:
    return {
        "theme": theme.theme.id[:8],
        "label": theme.theme.label,
        "kind": theme.theme.kind.value,
        "status": theme.status.value,
        "statements": len(said),
        "last": max(one.day for one in said).isoformat(),
        "other_accounts": max(theme.weights.accounts - 1, 0),
    }
