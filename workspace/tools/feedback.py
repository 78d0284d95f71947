"""The tool ``search_feedback``: what customers said on a matter, counted and quoted, with what speaks against it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from assistant.matters import NEAR, mentions, shares, stems
from assistant.tools import Arguments, Evidence, Scope, Tool, ToolResult
from foundation.errors import SettingsError
from foundation.months import Month
from workspace.search import SearchQuery
from workspace.tools.leaving_out import of_feedback
from workspace.tools.scoping import one_account
from workspace.tools.values import Value, evidence, money, one_each

if TYPE_CHECKING:
    from synthesis.themes import Statement
    from workspace.tools.session import Session

_READ = 60
_AGAINST = 3
_TELLING = 5

Kind = Literal["complaint", "request", "question", "praise"]
Source = Literal["ticket", "nps", "call"]


class SearchFeedback(Arguments):
    """What to look for, and where."""

    words: str = Field(min_length=1, description="What the statements should be about, in a few plain words.")
    account: str | None = Field(
        default=None, description="Only what this account said: its id or name. Leave out for all accounts."
    )
    theme: str | None = Field(default=None, description="Only statements of this theme: its id or label.")
    since: str | None = Field(default=None, description="Only from this month on, YYYY-MM.")
    until: str | None = Field(default=None, description="Only up to this month, YYYY-MM.")
    source: Source | None = Field(default=None, description="Only tickets, NPS answers or calls.")
    kind: Kind | None = Field(default=None, description="Only complaints, requests, questions or praise.")
    segment: str | None = Field(default=None, description="Only accounts of this segment.")
    tier: str | None = Field(default=None, description="Only accounts of this tier, such as 1.")
    limit: int = Field(default=8, ge=1, le=20, description="How many passages to return.")


@dataclass(frozen=True, slots=True)
class _Asked:
    words: tuple[str, ...]
    account: str
    theme_id: str
    theme: frozenset[str] | None
    since: Month | None
    until: Month | None
    source: str | None
    kind: str | None
    among: frozenset[str] | None

    def fits(self, one: Statement) -> bool:
        return (
            (not self.account or one.account_id == self.account)
            and (self.among is None or (one.account_id or "") in self.among)
            and (self.theme is None or one.id in self.theme)
            and (self.since is None or Month.of(one.day) >= self.since)
            and (self.until is None or Month.of(one.day) <= self.until)
            and (self.source is None or one.source.value == self.source)
            and (self.kind is None or one.kind.value == self.kind)
        )


def search_feedback(session: Session) -> Tool:
    """The tool, for one conversation."""

    def run(asked: SearchFeedback, scope: Scope) -> ToolResult:
        return _found(session, asked, scope)

    return Tool(
        "search_feedback",
        "Finds what customers said, by meaning and by words, newest and nearest first. Returns the passages, how many "
        "statements and accounts speak of it, and what speaks against. Use it for who said something, what is said "
        "about a matter, and for quotes. An empty result means that nobody says it.",
        SearchFeedback,
        run,
    )


def _found(session: Session, asked: SearchFeedback, scope: Scope) -> ToolResult:
    account = one_account(session, scope, asked.account)
    if not session.months:
        raise SettingsError("nothing has been synthesized yet", hint="Run `nrr synthesize`.")
    wanted = _wanted(session, asked, scope, account)
    said = _said(session, asked, wanted)
    shown = one_each((evidence(session, one) for one in said), asked.limit)
    left_out = [*of_feedback(session, account)]
    if len(said) > len(shown):
        left_out.append(f"{len(said) - len(shown):,} more statements on the same matter")
    return ToolResult(
        data=_figures(session, asked, wanted, said, shown),
        evidence=shown,
        disagree=_against(session, asked, wanted, said, shown),
        not_looked_at=tuple(left_out),
        empty=not said,
    )


def said_on(session: Session, asked: SearchFeedback, scope: Scope) -> list[Statement]:
    """Every statement on the matter that is ``asked`` for, nearest first."""
    return _said(session, asked, _wanted(session, asked, scope, one_account(session, scope, asked.account)))


def _said(session: Session, asked: SearchFeedback, wanted: _Asked) -> list[Statement]:
    near = _nearest(session, asked, wanted)
    fitting = [one for one in session.statements() if wanted.fits(one) and one.day <= session.day]
    worded = mentions(fitting, wanted.words) if _telling(wanted.words) else []
    own = _theme_of_words(session, wanted.words)
    held = {one.id for one in fitting}
    named = [one for one in fitting if one.id in own]
    return list(dict.fromkeys([*(one for one in near if one.id in held), *worded, *named]))


def _theme_of_words(session: Session, words: tuple[str, ...]) -> frozenset[str]:
    """The statements of the theme whose label is the matter, word for word: they are on it by definition."""
    if not words or not session.months:
        return frozenset()
    return frozenset(
        member
        for one in session.run().themes
        if set(stems(one.theme.label)) == set(words)
        for member in one.theme.members
    )


def _telling(words: tuple[str, ...]) -> bool:
    """Whether the words alone tell the matter; one short word is in too many others."""
    return len(words) > 1 or any(len(word) >= _TELLING for word in words)


def _wanted(session: Session, asked: SearchFeedback, scope: Scope, account: str) -> _Asked:
    theme = asked.theme or scope.theme or None
    found = session.theme_named(theme).theme if theme else None
    return _Asked(
        words=stems(asked.words),
        account=account,
        theme_id=found.id if found else "",
        theme=frozenset(found.members) if found else None,
        since=session.month_asked(asked.since),
        until=session.month_asked(asked.until),
        source=asked.source,
        kind=asked.kind,
        among=_among(session, asked.segment, asked.tier),
    )


def _among(session: Session, segment: str | None, tier: str | None) -> frozenset[str] | None:
    """The accounts of a segment and tier; None for all."""
    if not (segment or tier):
        return None
    wanted = (segment or "").strip().casefold()
    rank = (tier or "").strip().casefold().removeprefix("tier").strip()
    return frozenset(
        account
        for account, own in session.accounts.items()
        if (not wanted or own.segment.strip().casefold() == wanted)
        and (not rank or session.tiers.get(account, "").casefold().removeprefix("tier").strip() == rank)
    )


def _nearest(session: Session, asked: SearchFeedback, wanted: _Asked) -> list[Statement]:
    """Hits of the search that share the matter, best first. What is ``wanted`` is part of the query; whoever shows a
    hit holds it against ``wanted`` again."""
    query = SearchQuery(
        asked.words,
        account=wanted.account or None,
        theme=wanted.theme_id or None,
        since=wanted.since,
        until=wanted.until,
        source=wanted.source,
        kind=wanted.kind,
        limit=_READ,
        use_index=False,
    )
    hits = session.searcher.search(query).hits
    whole = bool(wanted.account) and not wanted.words
    return [
        hit.statement
        for hit in hits
        if not wanted.account or hit.account_id == wanted.account
        if whole or (hit.similarity or 0.0) >= NEAR or shares(wanted.words, hit.statement.text)
    ]


def _figures(
    session: Session,
    asked: SearchFeedback,
    wanted: _Asked,
    said: Sequence[Statement],
    shown: Sequence[Evidence],
) -> Value:
    accounts = {one.account_id for one in said if one.account_id}
    days = [one.day for one in said]
    by_month = Counter(str(Month.of(day)) for day in days)
    themes = Counter(
        session.theme_of[one.id].theme.label for one in said if one.id in session.theme_of
    ).most_common(3)
    data: Value = {
        "asked": asked.words,
        "statements": len(said),
        "accounts": len(accounts),
        "kinds": dict(Counter(one.kind.value for one in said)),
        "sources": dict(Counter(one.source.value for one in said)),
        "by_month": dict(sorted(by_month.items())),
        "first": min(days).isoformat() if days else None,
        "last": max(days).isoformat() if days else None,
        "themes": [{"label": label, "statements": count} for label, count in themes],
        "window": _window(session, wanted),
        "shown": len(shown),
    }
    if wanted.account:
        return {"account": wanted.account, "account_name": session.name(wanted.account)} | data
    arr = {one: session.arr.get(one, 0.0) for one in accounts} if accounts else {}
    loudest = Counter(one.account_id for one in said if one.account_id)
    order = sorted(loudest, key=lambda one: (-arr.get(one, 0.0), one or ""))
    data["arr"] = money(sum(arr.values()), session.currency)
    data["heard_from"] = [
        {
            "account": one,
            "account_name": session.name(one or ""),
            "statements": loudest[one],
            "arr": money(arr.get(one, 0.0), session.currency),
        }
        for one in order[:15]
    ]
    return data


def _window(session: Session, wanted: _Asked) -> dict[str, str]:
    months = session.window()
    if not months:
        return {}
    return {"since": str(wanted.since or months[0]), "until": str(wanted.until or months[-1])}


def _against(
    session: Session,
    asked: SearchFeedback,
    wanted: _Asked,
    said: Sequence[Statement],
    shown: Sequence[Evidence],
) -> tuple[Evidence, ...]:
    """Of mostly complaints the praise on the same matter, of mostly praise the complaints."""
    if not said:
        return ()
    praise = sum(one.kind.value == "praise" for one in said) * 2 > len(said)
    other = "complaint" if (asked.kind == "praise" or praise) else "praise"
    own = _theme_of_words(session, wanted.words)
    pool = session.by_account.get(wanted.account, ()) if wanted.account else session.statements()
    whole = bool(wanted.account) and not wanted.words
    found = [
        one
        for one in sorted(pool, key=lambda one: (one.day, one.id), reverse=True)
        if one.kind.value == other
        and one.day <= session.day
        and (whole or shares(wanted.words, one.text) or one.id in own)
    ]
    said_against = (evidence(session, one) for one in found)
    return one_each((one for one in said_against if one not in shown), _AGAINST)
