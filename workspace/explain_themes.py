"""Opens the figures of a theme for ``nrr explain``: its ARR and ARR at risk by account, both ends of the interval, and
what was said down to the items.

``theme:ID/WHAT@2026-10``, with ``?segment=…`` or ``tier=…`` behind it for a cut; an account's part of the ARR at
risk is ``theme:ID/at_risk/ACCOUNT@2026-10``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from accounts.arithmetic import same
from accounts.explanation import Explanation, Input, RowKey
from foundation.errors import SettingsError
from foundation.months import Month
from synthesis.overlay import whole
from synthesis.theme_figures import FAMILY, OPENED, theme_figure
from workspace.account_book import load_book
from workspace.cuts import cut_inputs
from workspace.explain_churn import explain_churn
from workspace.explain_renewals import stored_rows
from workspace.explain_said import ITEMS, by_item, item_rows
from workspace.month_book import month_book, weigh_inputs
from workspace.store import runs
from workspace.themes import finished_run
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from accounts.book import AccountBook
    from synthesis.exposure import Exposure
    from synthesis.figures import ThemeWeights
    from synthesis.hearing import WeighInputs
    from synthesis.themes import Theme
    from synthesis.voices import Voice

_HINT = f"Write {FAMILY}:ID/WHAT@YYYY-MM, where WHAT is one of: {', '.join(OPENED)}; nrr themes --json names them."
_OF_PART = "at_risk"


@dataclass(frozen=True)
class _Asked:
    """A theme in a month with what its figures are made of. ``subject`` is what was asked for; ``weights`` are the
    figures as they are printed, ``voices`` the month's statements in it that count; ``moved``: the book is no longer
    the one that the month was weighed by."""

    subject: str
    cut: Mapping[str, str]
    month: Month
    theme: Theme
    weights: ThemeWeights
    voices: tuple[Voice, ...]
    inputs: WeighInputs
    book: AccountBook
    moved: bool

    @property
    def currency(self) -> str:
        return self.book.currency

    @cached_property
    def exposed(self) -> Exposure:
        """The theme alone, so that its column is the first."""
        from synthesis.exposure import exposure

        alone = [replace(voice, theme=0) for voice in self.voices]
        return exposure(alone, 1, self.inputs.arr_by_account, self.inputs.risk_by_account)

    @cached_property
    def accounts(self) -> tuple[str, ...]:
        said = {voice.statement.account_id for voice in self.voices}
        return tuple(sorted(account for account in said if account))

    def figure(self, what: str) -> str:
        return theme_figure(self.theme.id, what, self.month, self.cut)

    def items(self) -> tuple[RowKey, ...]:
        return item_rows(voice.statement for voice in self.voices)

    def paid_rows(self) -> tuple[RowKey, ...]:
        """What the accounts' ARR is the sum of, and the items by which they are in the theme."""
        return tuple(sorted({*stored_rows(self.book, self.month, set(self.accounts)), *self.items()}))

    def opened(
        self,
        title: str,
        value: float,
        made: tuple[str, str, Iterable[Input]],
        rows: tuple[RowKey, ...],
        words: str = "",
    ) -> Explanation:
        """``made``: unit, formula and inputs."""
        unit, formula, inputs = made
        of = f" among {', '.join(f'{name} {named}' for name, named in self.cut.items())}" if self.cut else ""
        since = (
            "The book changed after the month was synthesized: nrr synthesize weighs it anew."
            if self.moved
            else ""
        )
        return Explanation(
            figure=f"{FAMILY}:{self.subject}",
            title=f"{title} “{self.theme.label}” in {self.month.title}{of}",
            value=value,
            unit=unit,
            formula=formula,
            inputs=tuple(inputs),
            rows=rows,
            words=" ".join(text for text in (words, since) if text),
        )


def explain_theme(workspace: Workspace, connection: Connection, subject: str) -> Explanation | None:
    """``ID/WHAT@YYYY-MM?CUT``. Raises SettingsError where that is no figure of a theme."""
    written, _, narrowed = subject.partition("?")
    named, at, month_text = written.rpartition("@")
    theme_id, _, rest = named.partition("/")
    what, _, account = rest.partition("/")
    if not at or what not in OPENED or (account and what != _OF_PART):
        raise SettingsError(f"{FAMILY}:{subject} names no figure", hint=_HINT)
    cut = dict(parse_qsl(narrowed))
    asked = _asked(workspace, connection, subject, (theme_id, Month.parse(month_text), cut))
    if asked is None:
        return None
    return _part(asked, workspace, connection, account) if account else _OPENS[what](asked)


def _asked(
    workspace: Workspace, connection: Connection, subject: str, named: tuple[str, Month, dict[str, str]]
) -> _Asked | None:
    from synthesis.hearing import hear
    from synthesis.weighing import measure

    theme_id, month, cut = named
    run = finished_run(connection, month)
    found = [one for one in (*run.themes, *run.hidden) if one.theme.id.startswith(theme_id)]
    if not theme_id or len(found) != 1:
        return None
    book = load_book(workspace, connection)
    held = month_book(workspace, connection, book, month, run)
    if cut:
        inputs = cut_inputs(connection, run, held, cut.get("segment"), cut.get("tier"))
    else:
        inputs = weigh_inputs(whole(run), runs.statements_of(connection, run.id), held)
    hearing = hear(inputs)
    at = next(at for at, one in enumerate(hearing.themes) if one.id == found[0].theme.id)
    return _Asked(
        subject=subject,
        cut=cut,
        month=month,
        theme=found[0].theme,
        weights=measure(inputs, hearing).weights[at] if cut else found[0].weights,
        voices=hearing.now_of_theme[at],
        inputs=inputs,
        book=book,
        moved=not cut and run.manifest.params.get("book") != held.fingerprint,
    )


def _statements(asked: _Asked) -> Explanation:
    said = asked.weights
    copies = f" Near copies of the same account are not counted: {said.copies:,}." if said.copies else ""
    inputs = by_item(voice.statement for voice in asked.voices)
    made = ("statements", "sum(inputs)", inputs)
    return asked.opened("Statements on", float(said.statements), made, asked.items(), ITEMS + copies)


def _accounts(asked: _Asked) -> Explanation:
    rows = {*asked.items(), *(RowKey("accounts", (one,)) for one in asked.accounts)}
    made = ("accounts", "sum(inputs)", [Input(one, 1.0, "accounts") for one in asked.accounts])
    return asked.opened("Accounts that spoke of", float(asked.weights.accounts), made, tuple(sorted(rows)))


def _arr(asked: _Asked) -> Explanation:
    exposed = asked.exposed
    inputs = [
        Input(account, paid, asked.currency, f"arr:{account}@{asked.month}")
        for account, paid in zip(exposed.accounts, exposed.arr.tolist(), strict=True)
    ]
    made = (asked.currency, "sum(inputs)", inputs)
    words = "Each account with at least one statement on it counts once, with its ARR at the month's end."
    return asked.opened("ARR of the accounts behind", asked.weights.arr, made, asked.paid_rows(), words)


def _at_risk(asked: _Asked) -> Explanation:
    exposed = asked.exposed
    inputs = [
        Input(account, amount, asked.currency, asked.figure(f"{_OF_PART}/{account}"))
        for account, amount in zip(exposed.accounts, exposed.at_risk.tolist(), strict=True)
    ]
    made = (asked.currency, "sum(inputs)", inputs)
    words = "ARR x risk of each account behind it, by the risks that the month was weighed with."
    return asked.opened("ARR at risk behind", asked.weights.arr_at_risk, made, asked.paid_rows(), words)


def _part(asked: _Asked, workspace: Workspace, connection: Connection, account: str) -> Explanation | None:
    """An account's part of the ARR at risk; its risk opens where today's data still gives the same."""
    from synthesis.exposure import filled_risk

    exposed = asked.exposed
    if account not in exposed.accounts:
        return None
    risk = filled_risk(asked.inputs.arr_by_account, asked.inputs.risk_by_account)[account]
    scored = account in asked.inputs.risk_by_account
    opens = _risk_figure(workspace, connection, f"{account}@{asked.month.last_day}", risk)
    inputs = (
        Input("arr", asked.inputs.arr_by_account[account], asked.currency, f"arr:{account}@{asked.month}"),
        Input("risk", risk, "", opens if scored else ""),
    )
    own = [voice.statement for voice in asked.voices if voice.statement.account_id == account]
    rows = tuple(sorted({*stored_rows(asked.book, asked.month, {account}), *item_rows(own)}))
    value = float(exposed.at_risk[exposed.accounts.index(account)])
    words = "" if scored else "Nobody could score it, so it takes the mean risk of those that are scored."
    made = (asked.currency, "arr * risk", inputs)
    return asked.opened(f"ARR at risk of {account} behind", value, made, rows, words)


def _risk_figure(workspace: Workspace, connection: Connection, subject: str, risk: float) -> str:
    """What opens the risk; nothing where today's data gives another, or the month is not over."""
    try:
        found = explain_churn("churn", workspace, connection, subject)
    except SettingsError:
        return ""
    return f"churn:{subject}" if found and same(found.value, risk) else ""


def _end(asked: _Asked, end: int) -> Explanation:
    """The lower (0) or upper (1) end of the interval, resampled again from the same accounts and book."""
    from synthesis.exposure import at_risk_intervals

    exposed = asked.exposed
    again = at_risk_intervals(exposed)[0][end]
    behind, book = exposed.at_risk[exposed.at_risk > 0], exposed.book_at_risk[exposed.book_at_risk > 0]
    inputs = (
        Input("resampled", again, asked.currency),
        Input("at_risk", float(behind.sum()), asked.currency, asked.figure("at_risk")),
        Input("accounts", float(behind.size), "accounts at risk behind it"),
        Input("book_at_risk", float(book.sum()), f"{asked.currency} of every paying account"),
        Input("book_accounts", float(book.size), "paying accounts at risk"),
    )
    words = (
        f"The {'10th' if end == 0 else '90th'} of 100 parts of 1,000 resamples, widened to hold the figure itself: how "
        "many accounts raise it, and which ones of the book, are drawn again with the same random numbers each time."
    )
    made = (asked.currency, f"{'max' if end else 'min'}(resampled, at_risk)", inputs)
    title = f"{'Upper' if end else 'Lower'} end of the 80 % interval of the ARR at risk behind"
    return asked.opened(title, asked.weights.arr_at_risk_interval[end], made, asked.paid_rows(), words)


def _largest(asked: _Asked) -> Explanation:
    exposed = asked.exposed
    amounts = dict(zip(exposed.accounts, exposed.arr.tolist(), strict=True))
    first = max(sorted(amounts), key=lambda one: amounts[one], default="")
    inputs = [
        Input("largest", amounts[first], asked.currency, f"arr:{first}@{asked.month}"),
        Input("arr", sum(amounts.values()), asked.currency, asked.figure("arr")),
    ]
    made = ("ratio", "largest / arr", inputs) if first else ("ratio", "0", [])
    share = asked.weights.largest_account_share
    return asked.opened("The largest account's share of the ARR behind", share, made, asked.paid_rows())


_OPENS: Mapping[str, Callable[[_Asked], Explanation]] = {
    "statements": _statements,
    "accounts": _accounts,
    "arr": _arr,
    "at_risk": _at_risk,
    "at_risk_low": lambda asked: _end(asked, 0),
    "at_risk_high": lambda asked: _end(asked, 1),
    "largest_share": _largest,
}
