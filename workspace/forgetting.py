"""Who is meant by a wish to be forgotten, and whether the store holds anything of theirs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from foundation.errors import SettingsError
from ingest.clues import clue_key, domain_of
from ingest.context import person_keys
from ingest.free_mail import is_free_mail
from ingest.matching import AccountHint
from ingest.names import name_key
from workspace.account_book import account_names
from workspace.store import assignments, draft_erasing, forgetting, tables
from workspace.store.authors import (
    accounts_by,
    calls_of,
    items_by,
    ordinary_words,
    parts_by,
)
from workspace.store.closeness import Close
from workspace.store.forgotten import (
    ADDRESSLESS,
    LIKE,
    contact_key,
    load_forgotten,
    shorter,
)
from workspace.store.mentions import COMPANY, PERSON, company_mention, person_mention
from workspace.store.naming_words import Wanted

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ingest.matching import AccountDirectory


_BY_NUMBER = (
    "help desks that know people by a number: give that id too, as another --contact, or what this person "
    "wrote there stays (without their name and address)"
)


BY_ADDRESS = (
    "items of this person: a name is looked for among contacts and in texts only, items are known by the "
    "address they came with; give that too, as another --contact, or they stay"
)

BY_NAME = "mentions of this person: no name is known; give it as another --contact, or they stay"


@dataclass(frozen=True, slots=True)
class Target:
    """Who is to be forgotten. ``account`` is an account's id, empty for a contact. ``sure_keys`` are opaque
    keys that only this person has, ``name_keys`` those of the name, which count at ``accounts`` alone."""

    account: str = ""
    accounts: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    clues: tuple[tuple[str, str], ...] = ()
    organizations: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    sure_keys: frozenset[str] = frozenset()
    name_keys: frozenset[str] = frozenset()
    untold: tuple[str, ...] = ()

    @property
    def wanted(self) -> Wanted:
        """What to look for in texts."""
        literals = [(email, "EMAIL") for email in self.emails]
        literals += [(domain, "COMPANY") for domain in self.domains]
        return Wanted.of(self.people, self.companies, tuple(literals))

    def memory(self) -> set[tuple[str, str]]:
        """What never to take in again, by kind and value."""
        found = {("person", key) for key in self.sure_keys} | set(self.clues)
        found |= {("email", email) for email in self.emails}
        found |= {("contact", contact_key(one, name)) for one in self.accounts for name in self.people}
        found |= {("person at", f"{one} {key}") for one in ("", *self.accounts) for key in self.name_keys}
        if not self.emails:
            found |= {(ADDRESSLESS, contact_key(one, name)) for one in self.accounts for name in self.people}
        names = [value for kind, value in self.clues if kind == "name"]
        found |= {(LIKE, short) for name in names for short in shorter(name)}
        found |= {(PERSON, person_mention(name)) for name in self.people}
        found |= {(COMPANY, company_mention(name)) for name in self.companies}
        return found


def was_forgotten(connection: Connection, account: str, contact: Iterable[str]) -> bool:
    """Whether this account or contact was forgotten before."""
    known = load_forgotten(connection)
    if account:
        return known.has("account", account.strip().casefold()) or known.has(
            "name", clue_key("name", account)
        )
    return any(
        known.has("email", value.strip().lower())
        or known.has(PERSON, person_mention(value))
        or any(known.has("person", key) for key in person_keys(value))
        for value in contact
    )


def find_target(connection: Connection, account: str, contact: tuple[str, ...]) -> Target | None:
    """Who is meant; None where the store has nothing of them. Raises SettingsError where several are."""
    return _account(connection, account) if account else _contact(connection, contact)


def _account(connection: Connection, wanted: str) -> Target | None:
    from workspace.search import resolve_account

    names = account_names(connection)
    try:
        account = resolve_account(names, wanted.strip())
    except SettingsError as error:
        if "accounts are named" in error.what:
            raise
        return None
    directory = assignments.directory(connection)
    own = {clue for clue, accounts in directory.clues.items() if accounts == {account}}
    own |= {clue for clue, found in directory.by_hand.items() if found == account}
    organizations = tuple(
        sorted(key for key in directory.organizations if directory.account_of(key).account_id == account)
    )
    for key in organizations:
        own.update((kind, clue_key(kind, value)) for kind, value in _own_clues(directory, key, account))
    clues = {("name" if kind == "alias" else kind, value) for kind, value in own if value}
    clues |= {(kind, account.casefold()) for kind in ("account", "external")}
    clues |= {("account", value) for kind, value in clues if kind == "name"}
    contacts = [row for row in tables.rows(connection, "contacts") if row["account"] == account]
    emails = tuple(sorted({str(row["email"]).lower() for row in contacts if row["email"]}))
    called = {names[account], *(directory.organizations[key].name for key in organizations)} - {"", "None"}
    ordinary = ordinary_words(connection, called, account)
    return Target(
        account=account,
        accounts=(account,),
        companies=tuple(sorted(called - ordinary)),
        domains=tuple(sorted(value for kind, value in clues if kind == "domain")),
        clues=tuple(sorted(clues)),
        organizations=organizations,
        people=tuple(sorted({str(row["name"]) for row in contacts if row["name"]})),
        emails=emails,
        sure_keys=frozenset().union(*(person_keys(email) for email in emails)),
        untold=(
            "feedback of this account that never found it by any clue, if there is any",
            *(f"mentions of {name}: it is an ordinary word too, and stays" for name in sorted(ordinary)),
        ),
    )


def _own_clues(directory: AccountDirectory, key: str, account: str) -> Iterable[tuple[str, str]]:
    """The clues of an organization that lead to its account alone."""
    for kind, value in assignments.clues_of(directory.organizations[key]):
        found = directory.leads("alias" if kind == "name" else kind, clue_key(kind, value))
        free = kind == "domain" and is_free_mail(domain_of(value))
        if value and not free and (kind == "organization" or found == {account}):
            yield kind, value


def _contact(connection: Connection, given: tuple[str, ...]) -> Target | None:
    values = tuple(value.strip() for value in given if value.strip())
    addresses = {value.lower() for value in values if "@" in value}
    named = {name_key(value) for value in values if "@" not in value} - {""}
    contacts = tables.rows(connection, "contacts")
    by_address = [row for row in contacts if str(row["email"] or "").lower() in addresses]
    rows = by_address or [row for row in contacts if name_key(str(row["name"] or "")) in named]
    who = {(str(row["email"] or "").lower(), name_key(str(row["name"] or ""))) for row in rows}
    if not by_address and len(who) > 1:
        at = ", ".join(sorted({str(row["account"]) for row in rows}))
        raise SettingsError(
            f"{len(who)} contacts are called that, at {at}", hint="Give the person's address instead."
        )
    emails = addresses | {str(row["email"]).lower() for row in rows if row["email"]}
    names = {str(row["name"]) for row in rows if row["name"]}
    names |= {value for value in values if person_mention(value) and "@" not in value}
    ids = {value for value in values if "@" not in value and not person_mention(value)}
    sure = frozenset().union(*(person_keys(value) for value in emails | ids))
    by_name = frozenset().union(*(person_keys(name) for name in names))
    accounts = {str(row["account"]) for row in rows} | _accounts_of(connection, emails)
    accounts |= accounts_by(connection, sure if rows else sure | by_name)
    if accounts:
        names |= {value for value in ids if value.isalpha()}
    found = Target(
        accounts=tuple(sorted(accounts)),
        people=tuple(sorted(names)),
        emails=tuple(sorted(emails)),
        sure_keys=sure if rows else sure | by_name,
        name_keys=by_name if rows else frozenset(),
    )
    found = replace(found, untold=_untold(connection, found, ids))
    return found if rows or _has_traces(connection, found) else None


def _accounts_of(connection: Connection, emails: set[str]) -> set[str]:
    """The accounts that these addresses lead to by their domains."""
    directory = assignments.directory(connection)
    found = {directory.match(AccountHint(email=email)).account_id for email in emails}
    return {account for account in found if account is not None}


def _has_traces(connection: Connection, target: Target) -> bool:
    own = items_by(connection, target.sure_keys, target.name_keys, target.accounts)
    if own or parts_by(connection, target.sure_keys, target.name_keys, target.accounts):
        return True
    point = connection.begin_nested()
    found = forgetting.blank_mentions(connection, target.wanted, target.accounts)
    found += draft_erasing.blank_drafts(connection, target.wanted, target.accounts)
    found += forgetting.sweep(connection, target.wanted, Close.of(connection, target.accounts))
    point.rollback()
    return bool(found)


def _untold(connection: Connection, target: Target, ids: set[str]) -> tuple[str, ...]:
    lines = [] if ids else [_BY_NUMBER]
    if not target.emails:
        lines.append(BY_ADDRESS)
    if not target.people:
        lines.append(BY_NAME)
    calls = calls_of(connection, target.accounts)
    if calls:
        lines.append(
            f"who said what in {calls:,} calls of {', '.join(target.accounts)}: speakers have no names there, "
            "so this person's words stay, without the name"
        )
    if target.accounts:
        lines.append(
            "a given name or surname alone, in texts of other accounts and of none, and in what is imported "
            "after this: run it again with the name and the address then"
        )
    elif target.people:
        lines.append("a given name or surname alone: no account of this person is known, so they stay")
    return tuple(lines)
