"""The checks leave honest sentences alone."""

from __future__ import annotations

from assistant.relatedness import Relatedness
from bench.honest import FILES, LIMIT, judged, read_answers


async def test_few_honest_sentences_are_withheld_or_marked() -> None:
    for path in FILES.values():
        found = await judged(read_answers(path), Relatedness())
        assert len(found) >= 60
        assert sum(bool(one.alarm) for one in found) <= LIMIT * len(found)
