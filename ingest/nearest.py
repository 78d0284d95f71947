"""The accounts that an unmatched clue comes closest to, for a person to choose from. Never a match by itself."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.clues import clue_key, domain_of, normal_name, upward
from ingest.free_mail import is_free_mail
from ingest.matching import AccountDirectory

_LEAST = 60.0
_SECOND_LEVELS = frozenset(("ac", "co", "com", "edu", "gov", "gob", "net", "or", "org"))


@dataclass(frozen=True, slots=True)
class Candidate:
    """An account that a clue may mean. ``score`` is 0 to 100; ``by`` says what is alike: ``name``, or the
    clue itself where it belongs to several accounts."""

    account_id: str
    name: str
    score: int
    by: str


def nearest(
    directory: AccountDirectory, kind: str, value: str, title: str = "", limit: int = 3
) -> tuple[Candidate, ...]:
    """At most ``limit`` candidates for a clue, best first, ties by id. ``title`` is how people call what
    ``value`` names, an organization's name for its id."""
    found: dict[str, Candidate] = {}
    for account in sorted(_shared(directory, kind, value, title)):
        found[account] = Candidate(account, directory.names.get(account, ""), 100, kind)
    if not (kind == "domain" and is_free_mail(domain_of(value))):
        for account, score in _alike(directory, _words(kind, title or value)).items():
            found.setdefault(account, Candidate(account, directory.names.get(account, ""), score, "name"))
    return tuple(sorted(found.values(), key=lambda one: (-one.score, one.account_id))[:limit])


def _shared(directory: AccountDirectory, kind: str, value: str, title: str) -> frozenset[str]:
    """The accounts that the clue leads to, where it decides nothing as they are several."""
    if kind == "domain":
        leads = (directory.leads("domain", host) for host in upward(domain_of(value)))
        return next((found for found in leads if found), frozenset())
    found = directory.leads(kind, clue_key(kind, value))
    return found or (directory.leads("name", normal_name(title)) if title else frozenset())


def _words(kind: str, title: str) -> str:
    """What of a clue can be compared with names: of a domain its own label, ``kestrel-robotics.io``."""
    if kind != "domain":
        return normal_name(title)
    labels = domain_of(title).split(".")[:-1]
    while len(labels) > 1 and labels[-1] in _SECOND_LEVELS:
        labels.pop()
    return normal_name(labels[-1].replace("-", " ").replace("_", " ")) if labels else ""


def _alike(directory: AccountDirectory, words: str) -> dict[str, int]:
    """Accounts by how much one of their names is like ``words``, written with spaces or without."""
    from rapidfuzz import fuzz, process

    if not words:
        return {}
    squeezed = {title: title.replace(" ", "") for title in directory.titles}
    scores: dict[str, float] = {}
    for wanted, titles in ((words, {title: title for title in squeezed}), (words.replace(" ", ""), squeezed)):
        for _, score, title in process.extract(
            wanted, titles, scorer=fuzz.ratio, limit=10, score_cutoff=_LEAST
        ):
            for kind in ("name", "alias"):
                for account in directory.leads(kind, title, learnt=False):
                    scores[account] = max(scores.get(account, 0.0), score)
    return {account: round(score) for account, score in scores.items()}
