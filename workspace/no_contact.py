"""Use case: who asked not to be contacted, as somebody said here or as the imported accounts and contacts have it.

Keeps the rules that a wish here stands until somebody lifts it with a reason, and that one that was imported stands
until the system that it came from lifts it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from accounts.contact_wishes import asks_for_silence
from foundation.clock import Clock, SystemClock
from foundation.errors import SettingsError
from foundation.text import one_line
from ingest.names import name_key
from playbooks.guardrails.findings import Finding
from workspace.account_book import account_names, counted_accounts
from workspace.search import resolve_account
from workspace.store import tables
from workspace.store.contact_wishes import AGAIN, NEVER, ContactWish, add_wish, all_wishes
from workspace.whoami import signed
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from playbooks.drafting import PlayDraft
    from workspace.tools.session import Session

_CLOCK = SystemClock()
_RULE = "do not contact"


@dataclass(frozen=True, slots=True)
class NoContact:
    """Somebody not to be contacted. ``email`` and ``person`` are empty for the whole account; ``at`` is None and
    ``by`` is "import" where it was imported."""

    account: str
    name: str
    email: str
    person: str
    by: str
    at: datetime | None
    why: str

    @property
    def who(self) -> str:
        """Who it is, in words."""
        return self.email or self.person or f"everybody at {self.name}"

    @property
    def told(self) -> str:
        """Who said so, when and why, in words."""
        if self.at is None:
            return "it is so in the imported data"
        return f"{self.by} noted it on {self.at.date()}" + (f": {self.why}" if self.why else "")


@dataclass(frozen=True, slots=True)
class WishRequest:
    """What somebody wishes: ``account`` by id or name; ``email`` of one person, empty for all of the account."""

    account: str
    email: str = ""
    never: bool = True
    why: str = ""
    by: str = ""


def say_wish(workspace: Workspace, request: WishRequest, clock: Clock = _CLOCK) -> ContactWish:
    """Note that somebody is not to be contacted, or may be again. Raises SettingsError for an unknown account, an
    address that is none, a wish without its reason, and one that says what holds already."""
    email, why = one_line(request.email).lower(), one_line(request.why)
    if email and not _is_address(email):
        raise SettingsError(f"{email!r} is no e-mail address", hint="Write it as name@host.")
    if not why:
        raise SettingsError("say why", hint='Add --why "…": who asked, and where.')
    with workspace.store().write("contact wishes") as connection:
        account = resolve_account(account_names(connection), request.account.strip())
        account = counted_accounts(workspace, connection).get(account, account)
        standing = [
            one
            for one in no_contacts(workspace, connection)
            if (one.account, one.email, one.person) == (account, email, "")
        ]
        if request.never and standing:
            raise SettingsError(f"{standing[0].who} is not to be contacted already: {standing[0].told}")
        if not request.never and all(one.at is None for one in standing):
            raise _nothing_to_lift(standing, email or account)
        wish = NEVER if request.never else AGAIN
        return add_wish(
            connection, ContactWish(0, account, email, wish, signed(request.by), clock.now(), why)
        )


def no_contacts(workspace: Workspace, connection: Connection) -> tuple[NoContact, ...]:
    """The same, within a transaction."""
    names, counted = account_names(connection), counted_accounts(workspace, connection)
    held: dict[tuple[str, str], ContactWish] = {}
    for wish in all_wishes(connection):
        held[counted.get(wish.account, wish.account), wish.email] = wish
    found = [
        NoContact(account, names.get(account, account), email, "", one.by, one.at, one.why)
        for (account, email), one in held.items()
        if one.wish == NEVER
    ]
    for account, email, person in _imported(connection):
        account = counted.get(account, account)
        found.append(NoContact(account, names.get(account, account), email, person, "import", None, ""))
    return tuple(sorted(found, key=lambda one: (one.account, one.email, one.person, one.at is None)))


def not_contacted(workspace: Workspace) -> tuple[NoContact, ...]:
    """Everybody who is not to be contacted, by account and address."""
    with workspace.store().read() as connection:
        return no_contacts(workspace, connection)


def addresses_of(unwanted: Iterable[NoContact]) -> frozenset[str]:
    """The addresses of people to whom nothing goes, in small letters."""
    return frozenset(one.email for one in unwanted if one.email)


def history_of_wishes(workspace: Workspace) -> tuple[ContactWish, ...]:
    """All that was said here, lifted wishes too, the oldest first."""
    with workspace.store().read() as connection:
        return tuple(all_wishes(connection))


def contact_findings(session: Session, draft: PlayDraft) -> tuple[Finding, ...]:
    """The messages of ``draft`` that go to somebody who is not to be contacted."""
    own = replace(draft, account=session.counting(draft.account))  # it may be merged since
    return tuple(_findings(own, session.not_contacted))


def _findings(draft: PlayDraft, wishes: tuple[NoContact, ...]) -> Iterator[Finding]:
    for at, step in enumerate(draft.steps, start=1):
        if not step.kind:
            continue
        email = step.to.email.strip().lower() if step.to else ""
        person = name_key(step.to.name) if step.to else ""
        for one in wishes:
            of_account = one.account == draft.account
            whole = of_account and not (one.email or one.person)
            by_name = of_account and not one.email and bool(one.person) and name_key(one.person) == person
            if whole or by_name or (email and one.email == email):
                words = (step.to.email or step.to.name) if step.to else draft.name
                why = f"{one.who} asked not to be contacted; {one.told}"
                yield Finding(f"step {at} message", 0, 0, _RULE, words, why)
                break


def _imported(connection: Connection) -> Iterator[tuple[str, str, str]]:
    for row in tables.rows(connection, "accounts"):
        if asks_for_silence(row["do_not_contact"]):
            yield str(row["id"]), "", ""
    for row in tables.rows(connection, "contacts"):
        if asks_for_silence(row["do_not_contact"]):
            email = str(row["email"] or "").strip().lower()
            yield str(row["account"]), email, "" if email else str(row["name"] or "")


def _nothing_to_lift(standing: list[NoContact], whose: str) -> SettingsError:
    if standing:
        return SettingsError(
            f"that {standing[0].who} is not to be contacted was imported",
            hint="Lift it in the system that it came from, and import again.",
        )
    return SettingsError(
        f"nobody said that {whose} is not to be contacted", hint="nrr no-contact lists who is not."
    )


def _is_address(text: str) -> bool:
    name, at, host = text.rpartition("@")
    return bool(name and at and host) and not any(one.isspace() for one in text)
