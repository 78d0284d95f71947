"""What a tool did not look at, in words: the part of an answer that nobody asks for and everybody should read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foundation.money import count, percent

if TYPE_CHECKING:
    from foundation.months import Month
    from workspace.tools.session import Session

_KINDS = {"ticket": "support tickets", "nps": "survey answers", "call": "calls"}


def of_feedback(session: Session, account: str = "") -> tuple[str, ...]:
    """What lies outside the window, sources that nothing came from, and who was not heard from."""
    if not session.months:
        return ("all feedback: nothing has been synthesized yet (nrr synthesize)",)
    lines = []
    window = session.window()
    lines.append(f"feedback before {window[0].title}")
    if session.day > window[-1].last_day:
        lines.append(f"feedback after {window[-1].title}, which is not synthesized yet (nrr synthesize)")
    missing = [words for source, words in _KINDS.items() if not session.sources.get(source)]
    if missing:
        lines.append(f"{' and '.join(missing)}: none were imported")
    if not account:
        lines += _unheard(session, window[-1])
    return tuple(lines)


def _unheard(session: Session, month: Month) -> list[str]:
    heard = session.run().coverage
    silent = heard.accounts_total - heard.accounts
    lines = []
    if silent > 0:
        lines.append(
            f"what {silent:,} of {count(heard.accounts_total, 'account')} think: "
            f"{'it was' if silent == 1 else 'they were'} not heard from in {month.title}"
        )
    if heard.statements_without_account:
        lines.append(
            f"{count(heard.statements_without_account, 'statement')} that no account could be told for"
        )
    return lines


def of_themes(session: Session, month: Month | None) -> tuple[str, ...]:
    """The share in no theme, and who was not heard from."""
    run = session.run(month)
    lines = []
    if run.unclustered.statements:
        lines.append(
            f"{count(run.unclustered.statements, 'statement')} of {run.month.title} in no theme "
            f"({percent(run.unclustered.share)})"
        )
    lines += _unheard(session, run.month) if month in (None, session.months[-1]) else []
    missing = [words for source, words in _KINDS.items() if not session.sources.get(source)]
    if missing:
        lines.append(f"{' and '.join(missing)}: none were imported")
    return tuple(lines)


def past_limit(found: int, shown: int, noun: str) -> tuple[str, ...]:
    """What the limit left out."""
    return (f"{count(found - shown, f'more {noun}')} past the limit of {shown}",) if found > shown else ()
