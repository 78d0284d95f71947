"""Use case: find what customers said, by meaning and by words. ``workspace.searching`` keeps all of it warm for
whoever asks more than once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from foundation.errors import SettingsError
from foundation.months import Month
from synthesis.hybrid import FoundBy
from synthesis.themes import Statement
from workspace.workspace import Workspace

SearchBy = Literal["both", "meaning", "words"]


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """What to look for and where. ``account`` is an id or a name, ``theme`` an id's beginning or a label, of the
    newest run; ``source`` is ticket, nps or call; ``since`` and ``until`` are the months of what was said, both
    included; ``segment`` and ``tier`` are those of the accounts today; ``kind`` is complaint, request, question or
    praise. ``by``: words alone need no model. ``use_index``: whether to go through the vector index; None: where it
    pays."""

    words: str
    account: str | None = None
    source: str | None = None
    limit: int = 10
    use_index: bool | None = None
    theme: str | None = None
    since: Month | None = None
    until: Month | None = None
    segment: str | None = None
    tier: str | None = None
    kind: str | None = None
    by: SearchBy = "both"


@dataclass(frozen=True, slots=True)
class Found:
    """A statement found. ``account_id`` is the account that it counts for today (empty without), which may not be
    the one of the statement's run; ``theme_id`` is empty where it is in none. ``similarity`` is the cosine, None
    where only words were looked for; ``score`` orders the hits and means nothing between questions."""

    statement: Statement
    account_name: str
    similarity: float | None
    account_id: str = ""
    theme_id: str = ""
    by: FoundBy = FoundBy.MEANING
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Hits, best first; ``index`` says in words what searched. ``searched`` counts the statements within the filters,
    of which none may fit, of ``held`` in all, which were said from month ``first`` to ``last``."""

    hits: tuple[Found, ...]
    index: str
    searched: int = 0
    held: int = 0
    first: Month | None = None
    last: Month | None = None

    @property
    def plain(self) -> bool:
        """Whether a hit holds a word that was asked for or means nearly the same."""
        from assistant.matters import NEAR

        return any(hit.by is not FoundBy.MEANING or (hit.similarity or 0.0) >= NEAR for hit in self.hits)


def search(workspace: Workspace, query: SearchQuery) -> SearchResult:
    """What customers said that ``query`` asks for. Raises SettingsError for an unknown account, theme, segment or
    tier, with near names."""
    from workspace.searching import open_search

    with open_search(workspace) as searcher:
        return searcher.search(query)


def resolve_account(names: dict[str, str], wanted: str) -> str:
    """The id of the account whose id or name is ``wanted``. Raises SettingsError with near names."""
    if wanted in names:
        return wanted
    by_name = {name.casefold(): account_id for account_id, name in names.items()}
    same = sorted(one for one, name in names.items() if name.casefold() == wanted.casefold())
    if len(same) > 1:
        raise SettingsError(
            f"{len(same)} accounts are named {wanted!r}", hint=f"Give an id: {', '.join(same)}."
        )
    if same:
        return same[0]
    from difflib import get_close_matches

    near = get_close_matches(wanted.casefold(), by_name, n=3, cutoff=0.5)
    listed = ", ".join(f"{names[by_name[name]]} ({by_name[name]})" for name in near)
    raise SettingsError(
        f"there is no account {wanted!r}",
        hint=f"Did you mean: {listed}?" if listed else "Check its id or name.",
    )
