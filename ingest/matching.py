"""Finds the account that feedback belongs to, surest clue first, and says in words which clue it was.

The order: assigned by hand, account id, external id, organization id, e-mail domain, another name of the
account, then a name that is like its name. A clue that points to two accounts decides nothing: unmatched is
honest, a wrong account is not. What a help desk's organizations say of themselves (external id, domains,
name) leads to their accounts too, but never against the book. The answer depends on the book, the hand
assignments and the organizations known, not on the order in which they came. Reasons hold no address of a
person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from ingest.clues import AccountHint, Organization, clue_key, domain_of, normal_name, upward
from ingest.free_mail import is_free_mail
from ingest.items import AccountMatch, MatchMethod

__all__ = ["AccountDirectory", "AccountHint", "Alias", "Organization", "domain_of", "normal_name"]

Alias = tuple[str, str, str]  # kind ("external", "organization", "domain" or "name"), value, account id

NAME_SCORE = 92.0
NAME_MARGIN = 5.0


@dataclass(frozen=True, slots=True)
class AccountDirectory:
    """Known accounts and the clues that lead to them. Frozen; ``with_known`` gives a larger one.

    ``clues`` are those of the book, ``by_hand`` those that a person has assigned.
    """

    ids: Mapping[str, str]
    names: Mapping[str, str]
    clues: Mapping[tuple[str, str], frozenset[str]]
    by_hand: Mapping[tuple[str, str], str] = field(default_factory=dict)
    organizations: Mapping[str, Organization] = field(default_factory=dict)
    _titles: tuple[str, ...] = field(default=(), repr=False)
    _holders: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict, repr=False)
    _found: dict[str, AccountMatch] = field(default_factory=dict, repr=False)

    @classmethod
    def build(
        cls,
        accounts: Iterable[Mapping[str, object]],
        by_hand: Iterable[Alias] = (),
        organizations: Iterable[Organization] = (),
    ) -> AccountDirectory:
        """A directory of account rows (``id``, ``name``, ``domains``, ``aliases``), of what was assigned
        by hand (kind ``account`` too), and of organizations."""
        ids: dict[str, str] = {}
        names: dict[str, str] = {}
        clues: dict[tuple[str, str], set[str]] = {}
        for row in accounts:
            account = str(row.get("id") or "").strip()
            if not account:
                continue
            ids[account.casefold()] = account
            names[account] = str(row.get("name") or "")
            _add(clues, "name", names[account], account)
            for domain in _texts(row.get("domains")):
                _add(clues, "domain", domain, account)
            for other in _names(row.get("aliases")):
                _add(clues, "alias", other, account)
        hand = {
            (kind, clue_key(kind, value)): ids[account.casefold()]
            for kind, value, account in by_hand
            if account.casefold() in ids
        }
        titles = tuple(sorted({value for kind, value in clues if kind in ("name", "alias")}))
        frozen = {clue: frozenset(found) for clue, found in clues.items()}
        return cls(ids, names, frozen, hand, {}, titles).with_known(organizations)

    def with_known(self, organizations: Iterable[Organization]) -> AccountDirectory:
        """A directory that also knows these organizations. Each is matched by hand assignment, its external
        id, one of its domains, then its name; feedback that names one of these then finds that account."""
        known = dict(self.organizations)
        for one in organizations:
            if one.id and (one.id not in known or one.updated >= known[one.id].updated):
                known[one.id] = one
        holders: dict[tuple[str, str], list[str]] = {}
        for key in sorted(known):
            one = known[key]
            hosts = {host for host in map(domain_of, one.domains) if host and not is_free_mail(host)}
            clues = [("organization", one.id), ("external", one.external_id), ("alias", one.name)]
            for kind, value in [*clues, *(("domain", host) for host in sorted(hosts))]:
                if clue := clue_key(kind, value):
                    holders.setdefault((kind, clue), []).append(key)
        held = {clue: tuple(keys) for clue, keys in holders.items()}
        return replace(self, organizations=known, _holders=held, _found={})

    def match(self, hint: AccountHint) -> AccountMatch:
        """The account that the surest clue of ``hint`` names, with the reason; or what was tried."""
        return self._match(hint, learnt=True)

    def account_of(self, organization_id: str) -> AccountMatch:
        """The account of a known organization."""
        found = self._found.get(organization_id)
        if found is None:
            found = self._found[organization_id] = self._settle(self.organizations[organization_id])
        return found

    def _settle(self, one: Organization) -> AccountMatch:
        hosts = [host for host in sorted(map(domain_of, one.domains)) if host]
        own = AccountHint(external_id=one.external_id, organization_id=one.id, organization_name=one.name)
        domains = [AccountHint(email=f"@{host}") for host in hosts]
        for hint in (own, *domains):
            assigned = self._assigned(hint)
            if assigned is not None:
                return assigned
        name = AccountHint(organization_name=one.name)
        for hint in (AccountHint(external_id=one.external_id), *domains, name):
            found = self._match(hint, learnt=False)
            if found.account_id is not None:
                return found
        return AccountMatch(None, MatchMethod.NONE, f"no account has organization {one.id}")

    def _match(self, hint: AccountHint, *, learnt: bool) -> AccountMatch:
        tried: list[str] = []
        search = _Search(self, learnt, tried)
        found = (
            self._by_hand(hint)
            or search.by_account(hint.account)
            or search.by_clue(MatchMethod.EXTERNAL_ID, "external", hint.external_id)
            or search.by_clue(MatchMethod.ORGANIZATION, "organization", hint.organization_id)
            or search.by_domain(hint.email)
            or search.by_name(hint.organization_name)
        )
        if found is not None:
            return found
        reason = "; ".join(tried) or "the record names no account, organization or address"
        return AccountMatch(None, MatchMethod.NONE, reason)

    def _by_hand(self, hint: AccountHint) -> AccountMatch | None:
        """What a person said of this hint, or of the organization that it names."""
        if not self.by_hand:
            return None
        found = self._assigned(hint)
        if found is None and hint.organization_id in self.organizations:
            known = self.account_of(hint.organization_id)
            found = known if known.method is MatchMethod.HAND else None
        return found

    def _assigned(self, hint: AccountHint) -> AccountMatch | None:
        own = hint.account if "@" not in hint.account else ""
        asked = [("account", own), ("external", own), ("name", own), ("external", hint.external_id)]
        asked.append(("organization", hint.organization_id))
        asked += [("domain", host) for host in upward(domain_of(hint.email or hint.account))]
        asked.append(("name", hint.organization_name))
        for kind, value in asked:
            account = self.by_hand.get((kind, clue_key(kind, value))) if value.strip() else None
            if account is not None:
                return AccountMatch(account, MatchMethod.HAND, f"{kind} {value.strip()} assigned by hand")
        return None

    def leads(self, kind: str, key: str, *, learnt: bool = True) -> frozenset[str]:
        """The accounts that a clue's key leads to: those of the book, else those of the organizations that
        have it."""
        found = self.clues.get((kind, key), frozenset())
        if found or not learnt:
            return found
        accounts = (self.account_of(one).account_id for one in self._holders.get((kind, key), ()))
        return frozenset(account for account in accounts if account is not None)

    @property
    def titles(self) -> tuple[str, ...]:
        """All names of accounts, as ``normal_name`` writes them, in order."""
        return self._titles


@dataclass(frozen=True, slots=True)
class _Search:
    """One question to the directory. ``tried`` gathers in words what led nowhere."""

    directory: AccountDirectory
    learnt: bool
    tried: list[str]

    def by_account(self, value: str) -> AccountMatch | None:
        """By a record's own account column: an id, an external id, an address or a name."""
        value = value.strip()
        if not value:
            return None
        account = self.directory.ids.get(value.casefold())
        if account is not None:
            return AccountMatch(account, MatchMethod.ACCOUNT_ID, f"account id {account}")
        if "@" in value:
            return self.by_domain(value)
        quiet = _Search(self.directory, self.learnt, [])
        found = quiet.by_clue(MatchMethod.EXTERNAL_ID, "external", value) or quiet.by_name(value)
        if found is None:
            self.tried.append(f"no account is called {value!r}")
        return found

    def by_clue(self, method: MatchMethod, kind: str, value: str) -> AccountMatch | None:
        """By an external id or an organization's id."""
        value = value.strip()
        if not value:
            return None
        ids = self.directory.ids
        if kind == "external" and value.casefold() in ids:
            return AccountMatch(ids[value.casefold()], method, f"external id {value} is the account id")
        found = self.directory.leads(kind, clue_key(kind, value), learnt=self.learnt)
        title = "external id" if kind == "external" else kind
        shown = f"at {domain_of(value)}" if "@" in value else value
        return self._decide(found, method, f"{title} {shown}")

    def by_domain(self, email: str) -> AccountMatch | None:
        """By the host of an address or one that it lies below."""
        host = domain_of(email)
        if "." not in host:
            return None
        if is_free_mail(host):
            self.tried.append(f"{host} is a free-mail domain")
            return None
        for known in upward(host):
            found = self.directory.leads("domain", known, learnt=self.learnt)
            if found:
                words = f"domain {known}" if known == host else f"domain {host}, part of {known}"
                return self._decide(found, MatchMethod.DOMAIN, words)
        self.tried.append(f"no account has domain {host}")
        return None

    def by_name(self, name: str) -> AccountMatch | None:
        """By a company's name: an account's own, another one, then one that is much like it."""
        if "@" in name:
            return self.by_domain(name)
        wanted = normal_name(name)
        if not wanted:
            return None
        shown = " ".join(name.split())
        for kind, method in (("name", MatchMethod.NAME), ("alias", MatchMethod.ALIAS)):
            found = self.directory.leads(kind, wanted, learnt=self.learnt)
            if found:
                title = "name" if kind == "name" else "other name"
                return self._decide(found, method, f"{title} {shown!r}")
        return self._by_similar_name(wanted, shown)

    def _by_similar_name(self, wanted: str, shown: str) -> AccountMatch | None:
        from rapidfuzz import fuzz, process

        titles = self.directory.titles
        close = process.extract(wanted, titles, scorer=fuzz.ratio, limit=8, score_cutoff=NAME_SCORE - 15)
        if not close or close[0][1] < NAME_SCORE:
            self.tried.append(f"no account is named like {shown!r}")
            return None
        best, score, _ = close[0]
        accounts = self._named(best)
        rivals = [other for name, other, _ in close[1:] if self._named(name) != accounts]
        if rivals and score - rivals[0] < NAME_MARGIN:
            self.tried.append(f"two accounts are named like {shown!r}")
            return None
        words = f"name {shown!r} is like {best!r} ({score:.0f} of 100)"
        return self._decide(accounts, MatchMethod.NAME, words)

    def _named(self, title: str) -> frozenset[str]:
        leads = self.directory.leads
        return leads("name", title, learnt=False) or leads("alias", title, learnt=False)

    def _decide(self, found: frozenset[str], method: MatchMethod, words: str) -> AccountMatch | None:
        if len(found) == 1:
            return AccountMatch(next(iter(found)), method, words)
        which = f": {', '.join(sorted(found)[:5])}" if found else ""
        self.tried.append(
            f"{words} belongs to {len(found)} accounts{which}" if found else f"no account has {words}"
        )
        return None


def _add(clues: dict[tuple[str, str], set[str]], kind: str, value: str, account: str) -> None:
    key = clue_key(kind, value)
    if key and not (kind == "domain" and is_free_mail(key)):
        clues.setdefault((kind, key), set()).add(account)


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [part for part in re.split(r"[,;\s]+", value) if part]
    if isinstance(value, Iterable):
        return [str(part) for part in value if part]
    return []


def _names(value: object) -> list[str]:
    if isinstance(value, str):
        return [part.strip() for part in value.split(";") if part.strip()]
    return [str(part) for part in value if part] if isinstance(value, Iterable) else []
