"""Where ``o`` can go: the accounts and the latest month's themes, ranked by how well they fit what is typed.

Pure, over what is loaded: two thousand accounts and six hundred themes are looked through within one frame.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from unicodedata import combining, normalize

from foundation.text import folded
from tui import words

if TYPE_CHECKING:
    from synthesis.themes import WeightedTheme

Kind = Literal["account", "theme"]


@dataclass(frozen=True, slots=True)
class Place:
    """``id`` is the account's or the theme's; ``about`` says more of it; ``text`` and ``key`` are the name and the id
    as typed words are looked for in them."""

    kind: Kind
    id: str
    name: str
    about: str
    text: str
    key: str


def theme_places(themes: Sequence[WeightedTheme], currency: str) -> list[Place]:
    """The themes in their order."""
    return [
        Place(
            "theme",
            one.theme.id,
            one.theme.label,
            f"{words.short_amount(one.weights.arr, currency)} of ARR, {words.count(one.weights.accounts, 'account')}",
            _plain(one.theme.label),
            _plain(one.theme.id[:8]),
        )
        for one in themes
    ]


def account_places(names: Mapping[str, str]) -> list[Place]:
    """The accounts by name."""
    return sorted(
        (
            Place("account", one, name or one, one, _plain(name or one), _plain(one))
            for one, name in names.items()
        ),
        key=lambda place: (place.text, place.id),
    )


def ranked(places: Sequence[Place], typed: str) -> list[Place]:
    """Those that hold every word typed, the best fit first: the whole name, its beginning, the beginning of its
    words, then anywhere; within a rank in their order. All of them where nothing is typed."""
    wanted = _plain(typed).split()
    if not wanted:
        return list(places)
    whole = " ".join(wanted)
    found: list[list[Place]] = [[], [], [], []]
    for place in places:
        if all(word in place.text or word in place.key for word in wanted):
            found[_rank(place, wanted, whole)].append(place)
    return [place for rank in found for place in rank]


def _plain(text: str) -> str:
    """Without case and accents, so that ``olafs`` finds ``Ólafsson``."""
    apart = normalize("NFKD", folded(text))
    return "".join(one for one in apart if not combining(one))


def _rank(place: Place, wanted: Sequence[str], whole: str) -> int:
    if whole in (place.text, place.key):
        return 0
    if place.text.startswith(whole) or place.key.startswith(whole):
        return 1
    spaced = f" {place.text} {place.key}"
    return 2 if all(f" {word}" in spaced for word in wanted) else 3
