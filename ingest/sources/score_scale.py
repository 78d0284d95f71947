"""Which scale a column of scores is on: NPS runs from 0 to 10, satisfaction from 1 to 5, and a column's name is
believed only as far as its scores bear it out."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.mapping import plain_name

_ENOUGH = 10
_HINT = "--set score_scale=nps or csat overrules"


@dataclass(slots=True)
class ScoreColumn:
    """The scores of a column, seen before any is read."""

    count: int = 0
    low: float = float("inf")
    high: float = float("-inf")
    ones: int = 0
    over_ten: int = 0

    def observe(self, score: float | None) -> None:
        """Count a score; None is an empty cell."""
        if score is None:
            return
        self.count += 1
        self.low, self.high = min(self.low, score), max(self.high, score)
        self.ones += score == 1
        self.over_ten += score > 10

    def decide(self, header: str) -> tuple[str, str]:
        """The scale, empty for one that is not kept, and what to tell people (empty where all is plain)."""
        name = plain_name(header)
        if self.over_ten * 2 > self.count and self.high <= 100:
            return "", (
                f"scores in {header!r} run to {self.high:g}: 0 to 100 is neither NPS (0 to 10) nor CSAT "
                f"(1 to 5), so comments are kept without scores; export the 0 to 10 answers; {_HINT}"
            )
        if "csat" in name:
            return "csat", ""
        if self.count and self.low >= 1 and self.high <= 5:
            return self._five_points(header, called_nps="nps" in name or "promoter" in name)
        if self.count >= _ENOUGH and self.low == 1 and self.high == 10:
            return "nps", (
                f"scores in {header!r} run from 1 to 10 without a single 0, but NPS asks for 0 to 10; read as "
                f"NPS, check the question; {_HINT}"
            )
        return "nps", ""

    def _five_points(self, header: str, *, called_nps: bool) -> tuple[str, str]:
        if not called_nps:
            return "csat", (
                "all scores lie from 1 to 5, so they are read as satisfaction (CSAT), not NPS; if it is NPS, "
                "use --set score_scale=nps"
            )
        if self.count == 1:
            return "nps", ""
        return "csat", (
            f"{header!r} is called NPS, but all scores lie from 1 to 5, so they are read as satisfaction "
            "(CSAT); if it is NPS, use --set score_scale=nps"
        )
