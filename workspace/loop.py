"""Use case: close the loop. A theme that was mended, the accounts that had raised it in their own words, and who of
them was told.

Keeps the rules that an account is listed with words that it said up to the day of the mending, and that only a note
that a person marked as done counts as told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from foundation.errors import SettingsError
from playbooks.account_brief import AccountBrief, BriefMended
from playbooks.draft_life import Action, KeptDraft, Status
from playbooks.drafting import PlayDraft
from playbooks.quote_choice import stems_of
from playbooks.sentences import short_quote
from playbooks.styles import Style
from workspace.brief import brief_of
from workspace.brief_words import quoted
from workspace.composing import PLAIN, composed
from workspace.own_files import play_named
from workspace.search import resolve_account
from workspace.silenced import accounts_not_contacted
from workspace.store import drafts as stored_drafts

if TYPE_CHECKING:
    from synthesis.themes import Statement, WeightedTheme
    from workspace.tools.session import Session

LOOP = "close the loop"
KIND = "loop"


@dataclass(frozen=True, slots=True)
class Raised:
    """An account that raised a theme. ``said``: its own words, those that name the matter and can be quoted first;
    ``quotable``: that they do. ``told``: when a note to it was done; ``draft``: the id of the note that is kept, empty
    without one; ``silent``: why nothing goes to it."""

    account: str
    name: str
    owner: str
    arr: float
    statements: int
    said: Statement
    quotable: bool
    told: date | None
    draft: str
    silent: str

    @property
    def waits(self) -> bool:
        """Whether it is still to be told."""
        return self.told is None and not self.silent


@dataclass(frozen=True, slots=True)
class MendedTheme:
    """A theme that a person marked as mended ``on`` a day; ``heard_since``: statements in it after that day."""

    id: str
    label: str
    on: date
    heard_since: int
    raised: tuple[Raised, ...]


@dataclass(frozen=True, slots=True)
class LoopBoard:
    """The themes that were mended, the latest first."""

    as_of: date
    currency: str
    themes: tuple[MendedTheme, ...]


def loop(session: Session) -> LoopBoard:
    """Every mended theme with who raised it. Raises SettingsError without accounts or a synthesized month."""
    session.need_accounts()
    run = session.run()
    kept = _notes(session)
    silent = accounts_not_contacted(session)
    themes = [
        _mended(session, one, kept, silent)
        for one in (*run.themes, *run.hidden)
        if one.resolved is not None and one.resolved.on <= session.day
    ]
    themes.sort(key=lambda one: one.label.casefold())
    return LoopBoard(
        session.day, session.currency, tuple(sorted(themes, key=lambda one: one.on, reverse=True))
    )


def mended_theme(session: Session, wanted: str) -> MendedTheme:
    """The mended theme of that id or label. Raises SettingsError for one that is not there, and not mended."""
    theme = session.theme_named(wanted)
    found = next((one for one in loop(session).themes if one.id == theme.theme.id), None)
    if found is None:
        raise SettingsError(
            f"“{theme.theme.label}” is not marked as mended",
            hint=f"When it is: nrr theme resolve {theme.theme.id[:8]}.",
        )
    return found


def loop_note(session: Session, wanted: str, account: str, style: Style = PLAIN) -> PlayDraft:
    """The note that tells ``account`` (id or name) of the mended theme ``wanted``. Raises SettingsError where the
    account did not raise it, where nothing may go to it, and as ``mended_theme``."""
    theme = mended_theme(session, wanted)
    found = session.counting(resolve_account(session.names, account.strip()))
    line = next((one for one in theme.raised if one.account == found), None)
    if line is None:
        raise SettingsError(
            f"{session.name(found)} did not raise “{theme.label}” before it was mended",
            hint=f"Who did: nrr loop {theme.id[:8]}.",
        )
    if line.silent:
        raise SettingsError(
            f"nothing goes to {line.name}: {line.silent}", hint="nrr no-contact lists who asked."
        )
    return note_of(session, theme, line, style)


def note_of(session: Session, theme: MendedTheme, line: Raised, style: Style = PLAIN) -> PlayDraft:
    """The note to one account of ``theme``."""
    brief = _telling(session, theme, line)
    play = play_named(session.workspace, LOOP).play
    draft = composed(session, play, brief, style)
    told = (f"it was told on {line.told.isoformat()}",) if line.told else ()
    heard = (f"{theme.heard_since} statements in it came after that day",) if theme.heard_since else ()
    return replace(draft, about=theme.id, warnings=(*told, *heard, *draft.warnings))


def brief_for_note(session: Session, about: str, account: str) -> AccountBrief:
    """The brief that a note on the theme ``about`` (an id) to ``account`` is made of; without the theme where it is
    not mended any more, or where the account did not raise it."""
    themes = loop(session).themes
    for theme in themes:
        for line in theme.raised:
            if (theme.id, line.account) == (about, account):
                return _telling(session, theme, line)
    return brief_of(session, account)


def _telling(session: Session, theme: MendedTheme, line: Raised) -> AccountBrief:
    raised = quoted(line.said) if line.quotable else None
    return replace(brief_of(session, line.account), mended=BriefMended(theme.label, theme.on, raised))


def _mended(
    session: Session,
    theme: WeightedTheme,
    kept: Mapping[tuple[str, str], KeptDraft],
    silent: Mapping[str, str],
) -> MendedTheme:
    on = theme.resolved.on if theme.resolved else session.day
    named = _named(theme)
    own: dict[str, list[Statement]] = {}
    members = set(theme.theme.members)
    for account, said in session.by_account.items():
        found = [one for one in said if one.id in members and one.day <= on]
        if found and account in session.accounts:
            own[account] = found
    lines = [
        _raised(session, account, said, (kept.get((theme.theme.id, account)), silent.get(account, ""), named))
        for account, said in own.items()
    ]
    lines.sort(key=lambda one: (not one.waits, -one.arr, one.account))
    since = theme.resolved.heard_since if theme.resolved else 0
    return MendedTheme(theme.theme.id, theme.theme.label, on, since, tuple(lines))


def _raised(
    session: Session,
    account: str,
    said: list[Statement],
    around: tuple[KeptDraft | None, str, frozenset[str]],
) -> Raised:
    note, silent, named = around
    own = session.accounts[account]
    telling = max(said, key=lambda one: _rank(one, named))
    return Raised(
        account=account,
        name=session.name(account),
        owner=own.owner,
        arr=session.arr_of(account),
        statements=len(said),
        said=telling,
        quotable=_rank(telling, named)[0],
        told=_told(note),
        draft=note.id if note else "",
        silent=silent,
    )


def _rank(said: Statement, named: frozenset[str]) -> tuple[bool, bool, date, str]:
    """Whether it can be quoted and names the matter, and how new it is."""
    quote = short_quote(said.text)
    return (bool(quote) and bool(named & stems_of(quote)), bool(quote), said.day, said.id)


def _named(theme: WeightedTheme) -> frozenset[str]:
    """The words that name the matter: those of its label, and those that two of its quotes share."""
    counts = Counter(stem for quote in theme.quotes for stem in stems_of(quote.text))
    return stems_of(theme.theme.label) | {stem for stem, n in counts.items() if n > 1}


def _told(note: KeptDraft | None) -> date | None:
    """When a note left, by the word of whoever marked it as done."""
    done = note.last(Action.DONE) if note else None
    return None if done is None else done.day or done.at.date()


def _notes(session: Session) -> dict[tuple[str, str], KeptDraft]:
    """The latest note kept for each theme and account that was not rejected."""
    with session.workspace.store().read() as connection:
        kept = stored_drafts.kept_drafts(connection)
    return {
        (one.draft.about, session.counting(one.account)): one
        for one in kept
        if one.kind == KIND and one.status is not Status.REJECTED
    }
