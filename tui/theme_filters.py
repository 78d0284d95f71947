"""What the list of themes is narrowed to, as a value: pure, over what is loaded.

Month, tier, segment and source are a cut that the workspace answers; kind, status and words are looked for in
what is there, because they change no figure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from foundation.months import Month

if TYPE_CHECKING:
    from synthesis.themes import SynthesisRun, WeightedTheme
    from workspace.theme_table import ThemeCut, ThemePage

HIDDEN = "hidden"
TENTATIVE = "tentative"
_KINDS = ("complaint", "request", "question", "praise")
_STATUSES = ("new", "emerging", "steady", "fading", "gone", "resolved", "pinned", TENTATIVE, HIDDEN)
_SOURCES = ("ticket", "nps", "call")


@dataclass(frozen=True, slots=True)
class Facet:
    """One thing to narrow by: ``values`` it can have, the first for no narrowing, and ``value``, one of them."""

    key: str
    title: str
    values: tuple[str, ...]
    value: str
    about: str = ""

    def turned(self, step: int) -> Facet:
        """With the next or earlier value, round and round."""
        at = self.values.index(self.value) if self.value in self.values else 0
        return replace(self, value=self.values[(at + step) % len(self.values)])

    def cleared(self) -> Facet:
        """With its first value."""
        return replace(self, value=self.values[0])


@dataclass(frozen=True, slots=True)
class ThemeFilters:
    """Empty means no narrowing; ``month`` None means the latest. ``status`` may be one of a theme's, or what
    people or the machine said of it: pinned, tentative, hidden."""

    month: Month | None = None
    tier: str = ""
    segment: str = ""
    source: str = ""
    kind: str = ""
    status: str = ""

    def cut(self) -> ThemeCut:
        """What the workspace is asked for."""
        from workspace.theme_table import ThemeCut

        return ThemeCut(self.month, self.segment or None, self.tier or None, self.source or None)

    def fits(self, theme: WeightedTheme, there: frozenset[str] | None) -> bool:
        """Whether a theme is of the kind and status asked for, and was heard ``there``, if that is asked."""
        return (
            (not self.kind or theme.theme.kind.value == self.kind)
            and (there is None or theme.theme.id in there)
            and self._stands(theme)
        )

    def _stands(self, theme: WeightedTheme) -> bool:
        if self.status == "pinned":
            return theme.pinned
        if self.status == TENTATIVE:
            return theme.theme.tentative
        return self.status in ("", HIDDEN) or theme.status.value == self.status

    def of(self, run: SynthesisRun) -> tuple[WeightedTheme, ...]:
        """The themes that are looked through: those that people hid only where they are asked for; else those
        heard in the month, the pinned ones, and, where their status is asked for, those that fell silent."""
        if self.status == HIDDEN:
            return run.hidden
        silent = self.status in ("gone", "resolved")
        return tuple(one for one in run.themes if one.weights.statements or one.pinned or silent)

    def said(self) -> tuple[tuple[str, str], ...]:
        """What is on besides the month: the name of each filter and its value in words."""
        found = [("tier", self.tier), ("segment", self.segment), ("source", self.source)]
        found += [("kind", self.kind), ("status", self.status)]
        return tuple((name, value) for name, value in found if value)

    def without(self, name: str) -> ThemeFilters:
        """The same without the filter of this name."""
        left = {key: value for key, value in self.said() if key != name}
        return _filters(self.month, left)

    def facets(self, page: ThemePage) -> tuple[Facet, ...]:
        """The filters with the values that ``page`` allows."""
        months = tuple(str(month) for month in reversed(page.months))
        month = str(page.run.month) if page.run else ""
        return (
            Facet("month", "Month", months or ("",), month, "whose figures are shown"),
            Facet("tier", "Tier", _any(page.tiers, self.tier), self.tier, "weighs the month anew"),
            Facet(
                "segment", "Segment", _any(page.segments, self.segment), self.segment, "weighs the month anew"
            ),
            Facet("source", "Source", _any(_SOURCES, self.source), self.source, "heard there this month"),
            Facet("kind", "Kind", _any(_KINDS, self.kind), self.kind, "what customers do by saying it"),
            Facet("status", "Status", _any(_STATUSES, self.status), self.status, "where it stands"),
        )


def from_facets(facets: Sequence[Facet]) -> ThemeFilters:
    """The filters that facets stand for."""
    chosen = {facet.key: facet.value for facet in facets}
    month = chosen.get("month", "")
    return _filters(Month.parse(month) if month else None, chosen)


def _filters(month: Month | None, values: Mapping[str, str]) -> ThemeFilters:
    return ThemeFilters(
        month=month,
        tier=values.get("tier", ""),
        segment=values.get("segment", ""),
        source=values.get("source", ""),
        kind=values.get("kind", ""),
        status=values.get("status", ""),
    )


def _any(values: Sequence[str], chosen: str) -> tuple[str, ...]:
    found = ["", *values]
    return tuple(found if chosen in found else [*found, chosen])
