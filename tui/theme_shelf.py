"""A month's themes as they are loaded, ready to be looked through: pure, and quick enough for every key pressed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tui import words
from tui.ordering import in_order, matches, search_text
from tui.theme_filters import HIDDEN, ThemeFilters

if TYPE_CHECKING:
    from synthesis.themes import SynthesisRun, WeightedTheme
    from workspace.theme_table import ThemePage


@dataclass(frozen=True, slots=True)
class ThemeShelf:
    """``texts`` are what words are looked for in, ``ranks`` the places by priority among those heard, by id."""

    page: ThemePage
    filters: ThemeFilters
    texts: dict[str, str] = field(default_factory=dict)
    ranks: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, page: ThemePage, filters: ThemeFilters) -> ThemeShelf:
        """The shelf of a page that was asked for with ``filters``."""
        run = page.run
        themes = (*run.themes, *run.hidden) if run else ()
        heard = [one for one in (run.themes if run else ()) if one.weights.statements or one.pinned]
        return cls(
            page=page,
            filters=replace(filters, month=run.month if run else None),
            texts={one.theme.id: search_text(one, page.names) for one in themes},
            ranks={one.theme.id: place for place, one in enumerate(heard, start=1)},
        )

    def shows(self, page: ThemePage) -> bool:
        """Whether ``page`` holds what this shelf holds: the same run, decided about in the same way."""
        mine, other = self.page, page
        if mine.run is None or other.run is None or mine.cut.weighs_anew or other.cut.weighs_anew:
            return False
        return (mine.run.id, mine.months, mine.there, mine.names, mine.company) == (
            other.run.id,
            other.months,
            other.there,
            other.names,
            other.company,
        ) and _decided(mine.run) == _decided(other.run)

    def narrowed(self, filters: ThemeFilters) -> ThemeShelf | None:
        """The shelf under other filters; None where the workspace has to be asked for them."""
        return replace(self, filters=filters) if filters.cut() == self.filters.cut() else None

    @property
    def themes(self) -> tuple[WeightedTheme, ...]:
        """All themes of the month, those that people hid last."""
        run = self.page.run
        return (*run.themes, *run.hidden) if run else ()

    @property
    def hidden(self) -> frozenset[str]:
        """The ids of those that people hid."""
        return frozenset(one.theme.id for one in self.page.run.hidden) if self.page.run else frozenset()

    def found(self, typed: str, sort: str) -> list[WeightedTheme]:
        """The themes that fit the filters and hold the words typed, in the order of ``sort``."""
        return in_order([one for one in self._fitting() if matches(self.texts[one.theme.id], typed)], sort)

    def note(self, found: int, sort: str) -> str:
        """What is listed, or why nothing is and which key helps."""
        run = self.page.run
        if run is None or not (run.themes or run.hidden):
            return "No themes yet. Go home with 1 and press s to synthesize."
        everything = len(self._fitting())
        if not everything:
            return "No theme fits these filters. x clears them, f changes them."
        if not found:
            return "No theme holds all these words. esc clears them."
        off = f" · {len(run.hidden):,} hidden" if run.hidden and self.filters.status != HIDDEN else ""
        return f"{found:,} of {words.count(everything, 'theme')} by {sort}{off}"

    def _fitting(self) -> list[WeightedTheme]:
        run = self.page.run
        looked_at = self.filters.of(run) if run else ()
        return [one for one in looked_at if self.filters.fits(one, self.page.there)]


def _decided(run: SynthesisRun) -> list[object]:
    """What people and models say of each theme, which the run's id does not tell."""
    shown = [[(one.theme.id, one.theme.label, one.resolved, one.pinned) for one in run.themes]]
    return [*shown, [one.theme.id for one in run.hidden]]
