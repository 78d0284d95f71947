"""What a report is to hold, as it is chosen by keys: pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from foundation.months import Month

if TYPE_CHECKING:
    from workspace.report import ReportRequest
    from workspace.report_room import ReportRoom

FORMATS = ("md", "html", "pdf", "xlsx", "json")


@dataclass(frozen=True, slots=True)
class SectionLine:
    """A section that can stand in the report; ``place`` counts from 1, 0 where it is left out."""

    key: str
    title: str
    place: int


@dataclass(frozen=True, slots=True)
class Choices:
    """``order`` are all keys in the order in which they would stand, ``on`` those that do."""

    order: tuple[str, ...] = ()
    on: frozenset[str] = frozenset()
    month: Month | None = None
    compare: Month | None = None
    mask: bool = False
    form: str = FORMATS[0]

    @classmethod
    def of(cls, room: ReportRoom) -> Choices:
        """As the settings say: the newest month, the sections that they ask for first."""
        rest = [key for key, _ in room.sections if key not in room.chosen]
        return cls((*room.chosen, *rest), frozenset(room.chosen), room.months[0] if room.months else None)

    def lines(self, titles: dict[str, str]) -> list[SectionLine]:
        """The sections in order, with their places."""
        places = {key: at for at, key in enumerate(self.sections, 1)}
        return [SectionLine(key, titles.get(key, key), places.get(key, 0)) for key in self.order]

    @property
    def sections(self) -> tuple[str, ...]:
        """The keys that stand in the report, in order."""
        return tuple(key for key in self.order if key in self.on)

    def toggled(self, key: str) -> Choices:
        """With the section put in or left out."""
        return replace(self, on=self.on ^ {key})

    def all_or_none(self) -> Choices:
        """All sections; none where all are in."""
        every = frozenset(self.order)
        return replace(self, on=frozenset() if self.on == every else every)

    def moved(self, key: str, step: int) -> Choices:
        """With the section one place further up (-1) or down (1)."""
        at = self.order.index(key)
        to = min(max(at + step, 0), len(self.order) - 1)
        order = [one for one in self.order if one != key]
        order.insert(to, key)
        return replace(self, order=tuple(order))

    def next_form(self) -> Choices:
        """With the next format."""
        return replace(self, form=FORMATS[(FORMATS.index(self.form) + 1) % len(FORMATS)])

    def request(self) -> ReportRequest:
        """As the use case is asked. The format is no part of it."""
        from workspace.report import ReportRequest

        return ReportRequest(self.month, self.sections, self.mask, self.compare)

    def file_name(self) -> str:
        """``report-2026-10-masked.pdf``."""
        month = f"-{self.month}" if self.month else ""
        return f"report{month}{'-masked' if self.mask else ''}.{self.form}"


def path_of(typed: str) -> tuple[Path | None, str]:
    """The file that was typed, and what is wrong with it where it is none."""
    path = Path(typed.strip()).expanduser()
    form = path.suffix.lstrip(".").lower()
    if form not in FORMATS:
        return None, f"End the file's name in one of {', '.join(f'.{one}' for one in FORMATS)}."
    if not path.parent.is_dir():
        return None, f"There is no folder {path.parent}."
    return path, ""
