"""What drafts of every account are held against, of the whole book.

Keeps the rule that it is read once a session, whatever the number of drafts.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ingest.free_mail import is_free_mail
from ingest.recognisers.scan import fold
from playbooks.account_brief import AccountBrief, BriefPerson, BriefQuote
from playbooks.guardrails.other_accounts import Others, by_first_word, told_ids
from playbooks.guardrails.said_runs import SaidRuns
from playbooks.guardrails.sheet import Given, ReleasedFact
from workspace.own_files import stated_facts

if TYPE_CHECKING:
    from accounts.contact_list import Contact
    from synthesis.themes import Statement
    from workspace.tools.session import Session


@dataclass(frozen=True, slots=True)
class _Elsewhere:
    """Runs of words that others said and the account did not."""

    everybody: SaidRuns
    own: SaidRuns

    def __contains__(self, run: object) -> bool:
        return run in self.everybody and run not in self.own


class DraftBook:
    """The book and the statements, as guardrails look things up in them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def given(self, brief: AccountBrief) -> Given:
        """What a facts sheet of ``brief``'s account holds beside the brief, but for the play. Raises SettingsError for
        a ``facts.toml`` that does not hold."""
        session, account = self._session, brief.account
        company = session.workspace.settings.company
        own = session.accounts[account]
        people = [one for one in self._contacts.get(account, ()) if not one.gone and one.name]
        return Given(
            company=company.name,
            today=session.day,
            addressees=tuple(BriefPerson(one.name, one.email, one.function) for one in people),
            said=tuple(_quote(one) for one in self._said.get(account, ())),
            released=self._released,
            domains=frozenset(fold(one) for one in (*own.domains, *company.staff_domains)),
            others=self._others(account),
        )

    def _others(self, account: str) -> Others:
        session = self._session
        members = session.book.members
        ids = [one for one in {*session.names, *session.accounts} if members.get(one, one) != account]
        own = self._names_of(account)
        names = {session.name(one) for one in ids}
        people = {
            one.name
            for other, held in self._contacts.items()
            if other != account
            for one in held
            if " " in one.name
        }
        company = session.workspace.settings.company
        staff = {*company.staff_names, *(one.owner for one in session.accounts.values())}
        domains = {
            domain for one in ids if one in session.accounts for domain in session.accounts[one].domains
        }
        domains |= {
            one.email.rpartition("@")[2]
            for other, held in self._contacts.items()
            if other != account
            for one in held
        }
        mine = {fold(one) for one in (*session.accounts[account].domains, *company.staff_domains)}
        return Others(
            names=by_first_word(one for one in names if one.casefold() not in own),
            people=by_first_word(one for one in people - staff if one.casefold() not in own),
            ids=told_ids(ids) | {fold(one.email) for other, held in self._contacts.items() if other != account
                                 for one in held if one.email},
            domains=frozenset(fold(one) for one in domains if one and not is_free_mail(one)) - mine,
            said=_Elsewhere(self._everybody, SaidRuns(one.text for one in self._said.get(account, ()))),
        )  # fmt: skip

    def _names_of(self, account: str) -> frozenset[str]:
        """Names that stand for the account itself, its people and us."""
        session = self._session
        own = [one for one in session.names if session.book.members.get(one, one) == account]
        people = [one.name for one in self._contacts.get(account, ())]
        held = (*(session.name(one) for one in own), *people, session.workspace.settings.company.name)
        return frozenset(one.casefold() for one in held)

    @cached_property
    def _contacts(self) -> dict[str, tuple[Contact, ...]]:
        from accounts.contact_list import contacts_by_account

        return contacts_by_account(self._session.book, self._session.day)

    @cached_property
    def _said(self) -> dict[str, tuple[Statement, ...]]:
        """Statements by the account that they count for, the newest first."""
        found: dict[str, tuple[Statement, ...]] = {}
        for account, own in self._session.by_account.items():
            counting = self._session.book.members.get(account, account)
            found[counting] = (*found.get(counting, ()), *own)
        return found

    @cached_property
    def _everybody(self) -> SaidRuns:
        """The runs of words of all statements."""
        return SaidRuns(one.text for own in self._said.values() for one in own)

    @cached_property
    def _released(self) -> tuple[ReleasedFact, ...]:
        """What the team's file says, and themes that a person resolved with a day."""
        session = self._session
        themes = session.run().themes if session.months else ()
        resolved = [
            ReleasedFact(one.theme.label, one.resolved.on, one.theme.label)
            for one in themes
            if one.resolved is not None and one.resolved.on <= session.day
        ]
        return (*resolved, *stated_facts(session.workspace, max(session.day, session.today)))


def _quote(said: Statement) -> BriefQuote:
    return BriefQuote(said.item_id, said.day, said.source.value, said.kind.value, said.text)
