"""Who may be asked to come back: each rule alone, and the edges of the windows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbooks.account_brief import BriefChange
from playbooks.winning_back import Leaver, Windows, judged

_TODAY = date(2026, 10, 31)
_WINDOWS = Windows((30, 90, 180, 365), 30, 90)
_MENDED = BriefChange("Sync fails offline", _TODAY - timedelta(days=3))


def _leaver(days: int, **more: Any) -> Leaver:
    plain = Leaver("A", _TODAY - timedelta(days=days), "sync", "reliability", False, ())
    return replace(plain, **more)


@pytest.mark.parametrize(
    ("days", "may"),
    [
        (0, False),
        (29, False),
        (30, True),
        (59, True),
        (60, False),
        (90, True),
        (209, True),
        (210, False),
        (394, True),
    ],
)
def test_a_window_is_open_for_thirty_days(days: int, may: bool) -> None:
    found = judged(_leaver(days), _WINDOWS, _TODAY)
    assert found.eligible is may
    assert (found.until is not None) is may
    if not may:
        assert "no window is open" in found.reasons[0]


def test_what_was_mended_opens_the_door_between_windows() -> None:
    found = judged(_leaver(70, mended=(_MENDED,)), _WINDOWS, _TODAY)
    assert found.eligible
    assert found.reasons == ("“Sync fails offline” was mended on 28 October 2026, after it left",)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"poor_fit": True}, "it was a poor fit"),
        ({"reason": ""}, "why it left is not on record"),
        ({"no_contact": "its status is “do not contact”"}, "its status is “do not contact”"),
        ({"code": "business closed", "reason": "acquired"}, "its business is no more as it was: acquired"),
        (
            {"asked": _TODAY - timedelta(days=89)},
            "it was asked on 3 August 2026, and is asked again after 90 days",
        ),
    ],
)
def test_each_rule_stands_alone_against_it(more: dict[str, Any], said: str) -> None:
    assert judged(_leaver(35), _WINDOWS, _TODAY).eligible
    found = judged(_leaver(35, mended=(_MENDED,), **more), _WINDOWS, _TODAY)
    assert not found.eligible
    assert found.reasons == (said,)


@given(
    st.builds(
        Leaver,
        st.just("A"),
        st.dates(_TODAY - timedelta(days=800), _TODAY),
        st.sampled_from(["", "price"]),
        st.sampled_from(["price", "business closed", "unknown"]),
        st.booleans(),
        st.sampled_from([(), (_MENDED,)]),
        st.sampled_from(["", "they asked"]),
        st.none() | st.dates(_TODAY - timedelta(days=300), _TODAY),
    )
)
def test_no_yes_where_a_rule_says_no_and_always_a_reason(leaver: Leaver) -> None:
    found = judged(leaver, _WINDOWS, _TODAY)
    assert found.reasons
    if leaver.poor_fit or not leaver.reason or leaver.no_contact or leaver.code == "business closed":
        assert not found.eligible
    if found.eligible:
        assert leaver.mended or found.until
