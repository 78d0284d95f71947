"""Who said what in which month: the statements as they count.

Keeps the rule that pasting a text again changes no headline: equal texts (case and white space apart) of one
account in one month and theme are one voice. Equal texts without an account count as one voice as well,
because nothing shows that they come from different customers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from foundation.months import Month
from synthesis.themes import Statement, Theme

NO_THEME = -1


@dataclass(frozen=True, slots=True)
class Voice:
    """A statement that counts; ``theme`` is the index of its theme, or ``NO_THEME``."""

    statement: Statement
    theme: int
    month: Month


def voices_of(statements: Iterable[Statement], themes: Sequence[Theme]) -> tuple[Voice, ...]:
    """The statements that count, by id: of equal texts the one with the smallest id."""
    theme_of = theme_index(themes)
    months: dict[tuple[int, int], Month] = {}
    seen: set[tuple[str | None, str, Month, int]] = set()
    voices: list[Voice] = []
    for statement in sorted(statements, key=lambda one: one.id):
        day = statement.day
        month = months.setdefault((day.year, day.month), Month.of(day))
        theme = theme_of.get(statement.id, NO_THEME)
        key = (statement.account_id, plain(statement.text), month, theme)
        if key not in seen:
            seen.add(key)
            voices.append(Voice(statement, theme, month))
    return tuple(voices)


def theme_index(themes: Sequence[Theme]) -> Mapping[str, int]:
    """Index of the theme by statement id."""
    return {member: index for index, theme in enumerate(themes) for member in theme.members}


def plain(text: str) -> str:
    """The text as it is compared: case and white space apart."""
    return " ".join(text.casefold().split())
