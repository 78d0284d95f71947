"""What is to be said of many files or calls in one line: a folder of 500 must not print 500 lines."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.sources.call_text import Remark

_EXAMPLES = 3


@dataclass(slots=True)
class _Count:
    count: int = 0
    places: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Remarks:
    """Counts remarks and keeps the first places of each."""

    _noted: dict[tuple[str, str], _Count] = field(default_factory=dict)

    def note(self, remark: Remark, place: str) -> None:
        """Count a remark on ``place``."""
        count = self._noted.setdefault((remark.one, remark.many), _Count())
        count.count += 1
        if len(count.places) < _EXAMPLES:
            count.places.append(f"{place}{remark.place}")

    def lines(self) -> list[str]:
        """A line for each kind of remark, in the order they first came."""
        return [_line(one, many, count) for (one, many), count in self._noted.items()]


def _line(one: str, many: str, count: _Count) -> str:
    if count.count == 1:
        return one.format(place=count.places[0])
    more = ", …" if count.count > len(count.places) else ""
    return many.format(count=f"{count.count:,}", places=f"{', '.join(count.places)}{more}")
