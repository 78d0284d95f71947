"""The tool ``compare_months``: what changed between two months, in themes and in revenue, or for one account."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pydantic import Field

from accounts.figures import RevenueMetrics
from assistant.tools import Arguments, Evidence, Scope, Tool, ToolResult
from foundation.errors import SettingsError, ToolFault
from foundation.months import Month
from synthesis.themes import ThemeKind
from workspace.theme_diff import ThemeChange, compare
from workspace.tools.leaving_out import of_themes
from workspace.tools.scoping import one_account
from workspace.tools.values import Value, evidence, money, quoted, share

if TYPE_CHECKING:
    from synthesis.themes import SynthesisRun
    from workspace.tools.session import Session

_SHOWN = 6


class CompareMonths(Arguments):
    """Which two months."""

    before: str | None = Field(
        default=None, description="The earlier month, YYYY-MM; leave out for the one before ``after``."
    )
    after: str | None = Field(default=None, description="The later month, YYYY-MM; leave out for the latest.")
    account: str | None = Field(default=None, description="Only this account: its id or name.")


def compare_months(session: Session) -> Tool:
    """The tool, for one conversation."""

    def run(asked: CompareMonths, scope: Scope) -> ToolResult:
        account = one_account(session, scope, asked.account)
        before, after = _months(session, asked)
        if account:
            return _of_account(session, account, before, after)
        return _of_book(session, before, after)

    return Tool(
        "compare_months",
        "What changed between two months: themes that came, grew, shrank or went, revenue and its movements; with an "
        "account what it said and pays in each.",
        CompareMonths,
        run,
    )


def _months(session: Session, asked: CompareMonths) -> tuple[Month, Month]:
    last = session.months[-1] if session.months else Month.of(session.day)
    after = session.month_asked(asked.after) or last
    before = session.month_asked(asked.before) or after.plus(-1)
    if before == after:
        raise ToolFault(f"{before} is compared with itself", hint="Name two months.")
    before, after = min(before, after), max(before, after)
    if after > Month.of(session.day):
        raise SettingsError(
            f"{after} is not in the data, which ends on {session.day}", hint="Name a month before."
        )
    return before, after


def _of_book(session: Session, before: Month, after: Month) -> ToolResult:
    data: Value = {"before": str(before), "after": str(after)}
    lacking = [month for month in (before, after) if month not in session.months]
    left_out: list[str] = []
    words: list[Evidence] = []
    against: list[Evidence] = []
    if lacking:
        listed = ", ".join(str(month) for month in session.months)
        left_out.append(
            f"themes: {' and '.join(str(one) for one in lacking)} {'is' if len(lacking) == 1 else 'are'} not "
            f"synthesized" + (f" (there are: {listed})" if listed else "")
        )
    else:
        old, new = session.run(before), session.run(after)
        data["themes"] = _themes(session, old, new)
        words = _words(session, new, data["themes"])
        against = _praise(session, new)
        left_out += of_themes(session, after)
    money_of = [one for one in (_revenue(session, month) for month in (before, after)) if one is not None]
    if len(money_of) == 2:
        data["revenue"] = {"before": _sums(money_of[0]), "after": _sums(money_of[1])}
        data["movements"] = [
            {
                "account": move.account_id,
                "account_name": session.name(move.account_id),
                "movement": move.kind.value,
                "mrr_change": money(move.change, money_of[1].currency, f"change:{move.account_id}@{after}"),
            }
            for move in money_of[1].movements[:_SHOWN]
        ]
        data["departures"] = _departures(session, before, after)
    return ToolResult(
        data,
        evidence=tuple(words),
        disagree=tuple(one for one in against if one not in words),
        not_looked_at=tuple(left_out),
        empty=len(data) == 2,
    )


def _departures(session: Session, before: Month, after: Month) -> list[Value]:
    """Who stopped paying in any month after ``before`` up to ``after``, the largest first."""
    from accounts.revenue.movements import revenue_metrics

    found = []
    month = before.plus(1)
    while month <= after:
        metrics = revenue_metrics(session.book, month)
        moves = [one for one in metrics.movements if one.kind.value == "churn"] if metrics else []
        found += [
            {
                "account": one.account_id,
                "account_name": session.name(one.account_id),
                "month": str(month),
                "mrr_change": money(one.change, session.currency, f"change:{one.account_id}@{month}"),
            }
            for one in moves
        ]
        month = month.plus(1)
    return sorted(found, key=lambda one: (one["mrr_change"]["value"], one["account"]))


def _themes(session: Session, old: SynthesisRun, new: SynthesisRun) -> Value:
    found = compare(old, new, (), ())
    heard = [one for one in found.kept if one.before.statements or one.after.statements]
    grown = sorted((one for one in heard if one.direction > 0), key=_by_growth, reverse=True)
    shrunk = sorted((one for one in heard if one.direction < 0), key=_by_growth)
    return {
        "kept": len(heard),
        "grown_found": len(grown),
        "shrunk_found": len(shrunk),
        "new_found": len(found.new),
        "gone_found": len(found.gone),
        "grown": [_change(session, one) for one in grown[:_SHOWN]],
        "shrunk": [_change(session, one) for one in shrunk[:_SHOWN]],
        "new": [
            {
                "theme": one.id[:8],
                "label": one.standing.label,
                "kind": one.standing.kind.value,
                "statements": one.standing.statements,
                "accounts": one.standing.accounts,
                "arr": money(one.standing.arr, session.currency),
            }
            for one in found.new[:_SHOWN]
        ],
        "gone": [
            {"theme": one.id[:8], "label": one.standing.label, "statements": one.standing.statements}
            for one in found.gone[:_SHOWN]
        ],
        "heard_from": {
            "accounts_before": found.coverage[0].accounts,
            "accounts_after": found.coverage[1].accounts,
            "statements_before": found.coverage[0].statements,
            "statements_after": found.coverage[1].statements,
        },
    }


def _by_growth(one: ThemeChange) -> float:
    return one.after.statements - one.before.statements


def _change(session: Session, one: ThemeChange) -> Value:
    return {
        "theme": one.id[:8],
        "label": one.after.label,
        "kind": one.after.kind.value,
        "statements_before": one.before.statements,
        "statements_after": one.after.statements,
        "accounts_before": one.before.accounts,
        "accounts_after": one.after.accounts,
        "arr": money(one.after.arr, session.currency),
        "change": share(one.change),
    }


def _words(session: Session, new: SynthesisRun, themes: Value) -> list[Evidence]:
    wanted = [one["theme"] for one in (*themes["grown"][:3], *themes["new"][:2])]
    held = {one.theme.id[:8]: one for one in new.themes}
    return [
        quoted(session, quote)
        for key in wanted
        if key in held
        for quote in sorted(held[key].quotes, key=lambda one: Month.of(one.day) != new.month)[:1]
    ]


def _praise(session: Session, new: SynthesisRun) -> list[Evidence]:
    praised = next(
        (one for one in new.themes if one.theme.kind is ThemeKind.PRAISE and one.weights.statements), None
    )
    quotes = [one for one in praised.quotes if Month.of(one.day) == new.month] if praised else []
    return [quoted(session, one) for one in quotes[:2]]


def _revenue(session: Session, month: Month) -> RevenueMetrics | None:
    from accounts.revenue.movements import revenue_metrics

    if not session.book.has_revenue:
        return None
    found = revenue_metrics(session.book, month)
    return found if found and (found.start_mrr or found.end_mrr) else None


def _sums(found: RevenueMetrics) -> Value:
    subject = str(found.month)
    return {
        "month": subject,
        "nrr": share(found.retention.nrr, f"nrr:{subject}"),
        "grr": share(found.retention.grr, f"grr:{subject}"),
        "end_mrr": money(found.end_mrr, found.currency, f"end_mrr:{subject}"),
        "churn_mrr": money(found.churn, found.currency, f"churn_mrr:{subject}"),
        "expansion_mrr": money(found.expansion, found.currency, f"expansion_mrr:{subject}"),
        "new_mrr": money(found.new_mrr, found.currency, f"new_mrr:{subject}"),
        "accounts": found.accounts,
    }


def _of_account(session: Session, account: str, before: Month, after: Month) -> ToolResult:
    from accounts.revenue.movements import arr_by_account

    said = session.by_account.get(account, ())
    parts: Value = {}
    for name, month in (("before", before), ("after", after)):
        own = [one for one in said if Month.of(one.day) == month]
        themes = Counter(session.theme_of[one.id].theme.label for one in own if one.id in session.theme_of)
        paid = arr_by_account(session.book, month).get(account, 0.0) / 12
        scores = [
            one.score
            for one in session.signals.get(account, [])
            if one.score is not None and Month.of(one.day) == month
        ]
        parts[name] = {
            "month": str(month),
            "statements": len(own),
            "kinds": dict(Counter(one.kind.value for one in own)),
            "themes": [{"label": label, "statements": count} for label, count in themes.most_common(4)],
            "mrr": money(paid, session.currency, f"mrr:{account}@{month}"),
            "nps_scores": scores,
        }
    line = session.scored.lines.get(account)
    data: Value = {"account": account, "account_name": session.name(account)} | parts
    if line is not None:
        data["health"] = {
            "score": line.score,
            "band": line.band,
            "trend_30": line.trend_30,
            "trend_90": line.trend_90,
            "trend_days": [30, 90],
        }
    fresh = [one for one in said if Month.of(one.day) in (before, after)]
    words = [evidence(session, one) for one in fresh if one.kind.value != "praise"][:4]
    praise = [evidence(session, one) for one in fresh if one.kind.value == "praise"][:2]
    window = session.window()
    outside = [one for one in (before, after) if window and one not in window]
    return ToolResult(
        data,
        evidence=tuple(words or praise),
        disagree=tuple(praise if words else ()),
        not_looked_at=tuple(f"what it said in {one.title}: outside the window" for one in outside),
        empty=not fresh and not any(parts[name]["mrr"]["value"] for name in parts),
    )
