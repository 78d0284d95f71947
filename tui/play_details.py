"""What stands beside a chosen play, draft, promise or leaver: content made of domain values, pure.

Words of customers and of people's files go through ``Untrusted``; the rest is our own.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from textual.content import Content

from tui import play_words, words
from tui.untrusted import Untrusted

if TYPE_CHECKING:
    from accounts.outcomes.effects import PlayOutcome
    from playbooks.draft_life import KeptDraft
    from tui.widgets.due_table import DueRow
    from tui.widgets.loop_table import LoopRow
    from tui.widgets.winback_table import LeaverRow
    from workspace.promises import LedgerLine

_LONGEST = 1200


def due_detail(row: DueRow, today: date, currency: str, way: str) -> Content:
    """A play that is due; ``way``: how it would be drafted."""
    line = row.line
    when = f"{words.day_year(line.due)}, {words.due_in(line.due, today)}"
    arr = f"{words.amount(line.arr, currency)} of ARR" if line.arr_figure else "no revenue known"
    parts = [
        _head(line.name, line.account),
        _plain(", ".join(one for one in (line.tier, arr) if one)),
        Content(""),
        _named("Play", f"{line.play}, by {line.owner}"),
        _named("Due", f"{when}{', urgent (!)' if line.urgent else ''}"),
        Content(""),
        Content.styled("Why", "bold $primary"),
        *(_plain(f"• {sign.why}  (since {sign.day.isoformat()})") for sign in line.signs),
    ]
    if line.held:
        parts += [Content(""), Content.styled("Why it waits", "bold $warning"), _plain(line.held)]
    if line.then:
        parts += [
            Content(""),
            Content.styled("After it", "bold $primary"),
            *(_plain(f"• {one}") for one in line.then),
        ]
    parts += [Content(""), _draft_hint(row.kept, way if line.in_library else "")]
    return _lines(parts)


def winback_detail(row: LeaverRow, currency: str, way: str) -> Content:
    """An account that left, with every reason for and against asking it."""
    line = row.line
    left, verdict = line.departure, line.verdict
    paid = f"paid {words.amount(line.arr, currency)} a year" if line.arr else "what it paid is not known"
    parts = [
        _head(line.name, left.account),
        _plain(f"left on {words.day_year(left.day)}; {paid}; owner {line.owner or 'unknown'}"),
        Content(""),
        _named("Left for", f"{left.reason} ({left.code})" if left.reason else "no reason on record"),
        Content(""),
        Content.styled(
            "✓ It may be asked, because" if verdict.eligible else "✗ It is not asked now, because",
            "bold $primary",
        ),
        *(_plain(f"• {one}") for one in verdict.reasons),
    ]
    if verdict.until is not None:
        parts.append(_named("Window open until", words.day_year(verdict.until)))
    if verdict.opens is not None:
        parts.append(_named("Next window opens", words.day_year(verdict.opens)))
    parts += [Content(""), _draft_hint(row.kept, way if verdict.eligible else "")]
    return _lines(parts)


def draft_detail(kept: KeptDraft, currency: str, effect: PlayOutcome | None, known: bool) -> Content:
    """A kept draft: where it stands, all that was done with it, and, where ``known``, what its play did so far."""
    parts = [
        _head(kept.draft.name, kept.account),
        _plain(
            f"{kept.draft.play}, {kept.kind}, draft {kept.id[: play_words.SHORT]}, version {kept.version}"
        ),
        Content(""),
        _named("Stands", play_words.status_words(kept)),
        _named("Next", play_words.next_step(kept)),
        _named("Written", play_words.written_by(kept)),
        Content(""),
        Content.styled("What was done", "bold $primary"),
    ]
    for change in kept.changes[-8:]:
        what = play_words.change_words(change, currency)
        parts.append(_plain(f"{words.day_year(change.at.date())}  {what}, {change.by}"))
    if known:
        told = play_words.effect_words(effect)
        parts += [Content(""), Content.styled("What this play did so far", "bold $primary"), _plain(told)]
    return _lines(parts)


def promise_detail(line: LedgerLine, today: date) -> Content:
    """A promise in its words, and what was said of it later."""
    promise, standing = line.promise, line.standing
    due = promise.due.words if promise.due else "no time was said"
    day = f" ({words.day_year(promise.day)}, {words.due_in(promise.day, today)})" if promise.day else ""
    parts = [
        _head(line.name or "No known account", promise.turn.account),
        _plain(f"owner {line.owner or 'unknown'}"),
        Content(""),
        Content.assemble("“", Untrusted(promise.what).content(_LONGEST), "”"),
        _plain(f"{promise.turn.who}, {words.day_year(promise.turn.day)}, {promise.turn.source}"),
        Content(""),
        _named("State", play_words.promise_state(line)),
        _named("By", f"{due}{day}"),
    ]
    if standing.evidence:
        parts += [Content(""), Content.styled("Said later on the matter", "bold $primary")]
        parts += [
            _plain(f"• {one.day}, {'as done' if one.kept else 'as not done'}: “{one.text}”")
            for one in standing.evidence[:4]
        ]
    parts += [
        Content(""),
        Content.styled("m marks it kept or broken, u takes a mark back, enter opens it.", "dim"),
    ]
    return _lines(parts)


def loop_detail(row: LoopRow, currency: str, way: str) -> Content:
    """An account that raised what was mended, in its own words."""
    one, theme = row.raised, row.theme
    parts = [
        _head(one.name, one.account),
        _plain(f"{words.amount(one.arr, currency)} of ARR, owner {one.owner or 'unknown'}"),
        Content(""),
        _named("Mended", theme.label),
        _named("On", words.day_year(theme.on)),
        _named("Stands", play_words.raised_state(one)),
        Content(""),
        Content.assemble("“", Untrusted(one.said.text).content(_LONGEST), "”"),
        Content.styled(f"{one.said.day}  {words.count(one.statements, 'statement')} in it", "dim"),
    ]
    if theme.heard_since:
        since = f"{words.count(theme.heard_since, 'statement')} in it came after that day: read them first."
        parts += [Content(""), _plain(since)]
    if one.silent:
        parts += [Content(""), _plain(f"Nothing goes to it: {one.silent}")]
    elif one.draft:
        parts += [Content(""), Content.styled("enter opens its note.", "dim")]
    else:
        parts += [Content(""), Content.styled(f"enter drafts the note: {Untrusted(way).line()}.", "dim")]
    return _lines(parts)


def _draft_hint(kept: KeptDraft | None, way: str) -> Content:
    if kept is not None:
        said = f"A draft is kept ({kept.status.value}): enter opens it, d drafts anew."
        return Content.styled(said, "bold")
    if not way:
        return Content.styled("It is not drafted from here.", "dim")
    return Content.assemble(
        ("enter", "bold"),
        f" drafts it: {Untrusted(way).line()}. ",
        ("t", "bold"),
        " changes that. Nothing is sent.",
    )


def _head(name: str, account: str) -> Content:
    return Content.assemble(
        Untrusted(name).content(80).stylize("bold"), Untrusted(f"  {account}").content(40, "dim")
    )


def _named(name: str, text: str) -> Content:
    return Content.assemble((f"{name}  ", "dim"), Untrusted(text).content(_LONGEST))


def _plain(text: str) -> Content:
    return Untrusted(text).content(_LONGEST)


def _lines(parts: Iterable[Content]) -> Content:
    return Content("\n").join(list(parts))
