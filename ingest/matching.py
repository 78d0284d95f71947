"""Finds the account that feedback belongs to, surest clue first, and says in words which clue it was.

A clue that points to two accounts decides nothing: unmatched is honest, a wrong account is not. Reasons hold
no address of a person.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ingest.items import AccountMatch, MatchMethod
from ingest.words import word_set

Alias = tuple[str, str, str]  # kind ("external", "organization", "domain" or "name"), value, account id

NAME_SCORE = 92.0
NAME_MARGIN = 5.0

_FREE_MAIL = word_set(
    "gmail.com googlemail.com yahoo.com yahoo.co.uk yahoo.fr ymail.com hotmail.com hotmail.fr "
    "yahoo.de outlook.com outlook.de live.com live.co.uk msn.com icloud.com me.com mac.com aol.com "
    "hotmail.co.uk gmx.de gmx.net gmx.at gmx.ch gmx.com web.de t-online.de freenet.de mail.com mail.ru "
    "yandex.ru yandex.com proton.me protonmail.com pm.me tutanota.com fastmail.com hey.com zoho.com "
    "qq.com 163.com "
    "126.com sina.com orange.fr wanadoo.fr free.fr laposte.net sfr.fr libero.it virgilio.it tiscali.it "
    "uol.com.br "
    "bol.com.br terra.com.br naver.com daum.net rediffmail.com btinternet.com sky.com virginmedia.com "
    "comcast.net verizon.net att.net sbcglobal.net cox.net charter.net bellsouth.net telenet.be "
    "skynet.be ziggo.nl "
    "kpnmail.nl home.nl xs4all.nl sapo.pt telefonica.net seznam.cz wp.pl o2.pl onet.pl interia.pl"
)
_LEGAL = word_set(
    "inc incorporated llc llp lp ltd limited plc corp corporation co company gmbh mbh ag kg kgaa ohg ug se "
    "sa sas sarl srl spa bv nv ab as asa oy oyj aps pty pte kk sl slu lda ltda sro zrt kft doo sp zoo the "
    "holding holdings group gruppe groupe"
)
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class AccountHint:
    """What a record says about its account; empty where it says nothing."""

    account: str = ""
    external_id: str = ""
    organization_id: str = ""
    organization_name: str = ""
    email: str = ""


def normal_name(name: str) -> str:
    """A company name for comparison: no case, accents, punctuation or legal form. ``Kestrel Robotics, Inc.``
    and ``KESTREL ROBOTICS`` are equal; a name of legal words alone keeps them."""
    decomposed = unicodedata.normalize("NFKD", name.casefold().replace("&", " and "))
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    words = _WORD.findall(re.sub(r"(?<=\b\w)\.(?=\w\b)", "", bare).replace("'", ""))
    kept = [word for word in words if word not in _LEGAL]
    while len(kept) > 1 and kept[-1] == "and":
        kept.pop()
    return " ".join(kept or words)


def domain_of(value: str) -> str:
    """The bare host of a domain, website or address: ``https://www.Acme.example/x`` -> ``acme.example``."""
    host = value.strip().lower().rpartition("@")[2]
    host = re.sub(r"^[a-z][a-z0-9+.-]*://", "", host)
    host = re.split(r"[/?#:\s>]", host, maxsplit=1)[0].strip(".")
    return host.removeprefix("www.")


@dataclass(frozen=True, slots=True)
class AccountDirectory:
    """Known accounts and the clues that lead to them. Frozen; ``with_organizations`` gives a larger one."""

    ids: Mapping[str, str]
    clues: Mapping[tuple[str, str], frozenset[str]]
    aliases: tuple[Alias, ...] = ()
    _names: tuple[str, ...] = field(default=(), repr=False)

    @classmethod
    def build(
        cls, accounts: Iterable[Mapping[str, object]], aliases: Iterable[Alias] = ()
    ) -> AccountDirectory:
        """A directory of account rows (``id``, ``name``, ``domains``) and of aliases learnt before."""
        ids: dict[str, str] = {}
        clues: dict[tuple[str, str], set[str]] = {}
        for row in accounts:
            account = str(row.get("id") or "").strip()
            if not account:
                continue
            ids[account.casefold()] = account
            _add(clues, "name", str(row.get("name") or ""), account)
            for domain in _texts(row.get("domains")):
                _add(clues, "domain", domain, account)
        learnt = tuple(dict.fromkeys(aliases))
        for kind, value, account in learnt:
            if account.casefold() in ids:
                _add(clues, kind, value, ids[account.casefold()])
        return cls._of(ids, clues, learnt)

    @classmethod
    def _of(
        cls,
        ids: Mapping[str, str],
        clues: Mapping[tuple[str, str], Iterable[str]],
        aliases: tuple[Alias, ...],
    ) -> AccountDirectory:
        names = tuple(sorted(value for kind, value in clues if kind == "name"))
        return cls(ids, {clue: frozenset(found) for clue, found in clues.items()}, aliases, names)

    def with_organizations(self, rows: Iterable[tuple[str, str, str, Iterable[str]]]) -> AccountDirectory:
        """A directory that also knows these help-desk organizations ``(id, name, external id, domains)``.

        Each is matched by its external id, then by one of its domains, then by name; those that match become
        aliases (``organization``, and their ``external`` id and ``domain``s) that the store can keep.
        """
        clues: dict[tuple[str, str], set[str]] = {clue: set(found) for clue, found in self.clues.items()}
        learnt = list(self.aliases)
        for organization, name, external, domains in rows:
            hosts = [host for host in map(domain_of, domains) if host and host not in _FREE_MAIL]
            account = self._account_of(name, external, hosts)
            if account is None:
                continue
            found = [("organization", organization), ("external", external)]
            found += [("domain", host) for host in hosts]
            for kind, value in found:
                if value.strip() and (kind == "organization" or not clues.get((kind, _key(kind, value)))):
                    _add(clues, kind, value, account)
                    learnt.append((kind, value.strip(), account))
        return self._of(self.ids, clues, tuple(dict.fromkeys(learnt)))

    def _account_of(self, name: str, external: str, hosts: list[str]) -> str | None:
        attempts = [AccountHint(external_id=external)]
        attempts += [AccountHint(email=f"@{host}") for host in hosts]
        attempts.append(AccountHint(organization_name=name))
        for hint in attempts:
            match = self.match(hint)
            if match.account_id is not None:
                return match.account_id
        return None

    def match(self, hint: AccountHint) -> AccountMatch:
        """The account that the surest clue of ``hint`` names, with the reason; or what was tried."""
        tried: list[str] = []
        found = (
            self._by_account(hint.account, tried)
            or self._by_clue(MatchMethod.EXTERNAL_ID, "external", hint.external_id, tried)
            or self._by_clue(MatchMethod.ORGANIZATION, "organization", hint.organization_id, tried)
            or self._by_domain(hint.email, tried)
            or self._by_name(hint.organization_name, tried)
        )
        if found is not None:
            return found
        reason = "; ".join(tried) or "the record names no account, organization or address"
        return AccountMatch(None, MatchMethod.NONE, reason)

    def _by_account(self, value: str, tried: list[str]) -> AccountMatch | None:
        value = value.strip()
        if not value:
            return None
        account = self.ids.get(value.casefold())
        if account is not None:
            return AccountMatch(account, MatchMethod.ACCOUNT_ID, f"account id {account}")
        if "@" in value:
            return self._by_domain(value, tried)
        as_external = self._by_clue(MatchMethod.EXTERNAL_ID, "external", value, [])
        found = as_external or self._by_name(value, [])
        if found is None:
            tried.append(f"no account is called {value!r}")
        return found

    def _by_clue(self, method: MatchMethod, kind: str, value: str, tried: list[str]) -> AccountMatch | None:
        value = value.strip()
        if not value:
            return None
        if kind == "external" and value.casefold() in self.ids:
            return AccountMatch(self.ids[value.casefold()], method, f"external id {value} is the account id")
        found = self.clues.get((kind, _key(kind, value)), frozenset())
        title = "external id" if kind == "external" else kind
        return _decide(found, method, f"{title} {value}", tried)

    def _by_domain(self, email: str, tried: list[str]) -> AccountMatch | None:
        host = domain_of(email)
        if "." not in host:
            return None
        if host in _FREE_MAIL:
            tried.append(f"{host} is a free-mail domain")
            return None
        labels = host.split(".")
        for start in range(len(labels) - 1):
            known = ".".join(labels[start:])
            found = self.clues.get(("domain", known))
            if found:
                words = f"domain {known}" if start == 0 else f"domain {host}, part of {known}"
                return _decide(found, MatchMethod.DOMAIN, words, tried)
        tried.append(f"no account has domain {host}")
        return None

    def _by_name(self, name: str, tried: list[str]) -> AccountMatch | None:
        wanted = normal_name(name)
        if not wanted:
            return None
        shown = " ".join(name.split())
        found = self.clues.get(("name", wanted))
        if found:
            return _decide(found, MatchMethod.NAME, f"name {shown!r}", tried)
        return self._by_similar_name(wanted, shown, tried)

    def _by_similar_name(self, wanted: str, shown: str, tried: list[str]) -> AccountMatch | None:
        from rapidfuzz import fuzz, process

        close = process.extract(wanted, self._names, scorer=fuzz.ratio, limit=8, score_cutoff=NAME_SCORE - 15)
        if not close or close[0][1] < NAME_SCORE:
            tried.append(f"no account is named like {shown!r}")
            return None
        best, score, _ = close[0]
        accounts = self.clues["name", best]
        rivals = [other for name, other, _ in close[1:] if self.clues["name", name] != accounts]
        if rivals and score - rivals[0] < NAME_MARGIN:
            tried.append(f"two accounts are named like {shown!r}")
            return None
        return _decide(
            accounts, MatchMethod.NAME, f"name {shown!r} is like {best!r} ({score:.0f} of 100)", tried
        )


def _decide(found: frozenset[str], method: MatchMethod, words: str, tried: list[str]) -> AccountMatch | None:
    if len(found) == 1:
        return AccountMatch(next(iter(found)), method, words)
    tried.append(f"{words} belongs to {len(found)} accounts" if found else f"no account has {words}")
    return None


def _add(clues: dict[tuple[str, str], set[str]], kind: str, value: str, account: str) -> None:
    key = _key(kind, value)
    if key and not (kind == "domain" and key in _FREE_MAIL):
        clues.setdefault((kind, key), set()).add(account)


def _key(kind: str, value: str) -> str:
    if kind == "name":
        return normal_name(value)
    if kind == "domain":
        return domain_of(value)
    return value.strip().casefold()


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [part for part in re.split(r"[,;\s]+", value) if part]
    if isinstance(value, Iterable):
        return [str(part) for part in value if part]
    return []
