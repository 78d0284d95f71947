"""Numbers of an answer, whatever JSON calls a number."""

from __future__ import annotations

import json

import pytest

from ingest.pulls.streams import number_of


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12), ('"12"', 12), ("1.9", 1), ("1e999", 0), ("-1e999", 0), ("NaN", 0), ("null", 0), ('"x"', 0)],
)
def test_what_is_no_finite_number_is_none_at_all(text: str, number: int) -> None:
    assert number_of(json.loads(text)) == number
