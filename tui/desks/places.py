"""Where one can go by name: the accounts, and the themes of the latest month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.desks.months import MonthsDesk

if TYPE_CHECKING:
    from tui.places import Place


class PlacesDesk(MonthsDesk):
    """Read once and kept until anything is written. All of it may raise NrrError."""

    _kept_places: tuple[object, tuple[Place, ...]] | None = None

    def places(self) -> tuple[Place, ...]:
        """The themes by priority, then the accounts by name."""
        from tui.places import account_places, theme_places

        stamp = self.stamp()
        if self._kept_places is None or self._kept_places[0] != stamp:
            view = self.month(None)
            themes = theme_places(view.run.themes if view.run else (), view.currency)
            self._kept_places = stamp, (*themes, *account_places(view.names))
        return self._kept_places[1]
