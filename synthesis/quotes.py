"""Which words of a theme are shown: verbatim, near the centre, from several accounts, of readable length."""

from __future__ import annotations

from collections.abc import Mapping

from foundation.months import Month
from foundation.text import folded
from synthesis.themes import Quote, Statement, Theme

_READABLE_WORDS = range(6, 61)
_MOST_QUOTES = 5


def pick_quotes(
    theme: Theme, statements: Mapping[str, Statement], month: Month, min_quotes: int
) -> tuple[Quote, ...]:
    """Up to five quotes (more if ``min_quotes`` says so), equal texts once.

    The month's statements come first, then those of months before it, latest month first, but only until
    there are ``min_quotes``. Within a month: readable length (6 to 60 words) before the rest; an account not
    yet quoted before one that is; nearest the centre first. Fewer than ``min_quotes`` come back only where
    the theme has fewer distinct texts.
    """
    distinct: dict[str, Statement] = {}
    known = [statements[member] for member in theme.members if member in statements]
    current = [one for one in known if Month.of(one.day) == month]
    for statement in [*current, *known]:
        distinct.setdefault(folded(statement.text), statement)
    by_month: dict[Month, list[Statement]] = {}
    for statement in distinct.values():
        by_month.setdefault(Month.of(statement.day), []).append(statement)
    chosen: list[Statement] = []
    for one in sorted(by_month, key=lambda one: (one != month, one > month, -one.year * 12 - one.number)):
        limit = max(_MOST_QUOTES, min_quotes) if one == month else min_quotes
        _take(chosen, by_month[one], limit)
    return tuple(_quote(statement) for statement in chosen)


def _take(chosen: list[Statement], offered: list[Statement], limit: int) -> None:
    left = list(offered)
    while left and len(chosen) < limit:
        quoted = {statement.account_id for statement in chosen}
        best = min(
            range(len(left)),
            key=lambda index: (
                len(left[index].text.split()) not in _READABLE_WORDS,
                left[index].account_id in quoted,
                index,
            ),
        )
        chosen.append(left.pop(best))


def _quote(statement: Statement) -> Quote:
    return Quote(
        statement_id=statement.id,
        item_id=statement.item_id,
        part_id=statement.part_id,
        account_id=statement.account_id,
        source=statement.source,
        day=statement.day,
        text=statement.text,
    )
