"""Which step may follow which; what may not is one line that says what to do."""

from __future__ import annotations

import itertools

import pytest

from foundation.errors import SettingsError
from playbooks.draft_life import Action, Status, permit
from tests.playbooks.draft_samples import kept

ROAD = (Action.APPROVE, Action.EXPORT, Action.DONE, Action.OUTCOME)


def test_the_road_is_walked_in_its_order() -> None:
    statuses = []
    for length in range(len(ROAD) + 1):
        one = kept(None, *ROAD[:length])
        statuses.append(one.status)
        if length < len(ROAD):
            permit(one, ROAD[length])
        for later in ROAD[length + 1 :]:
            with pytest.raises(SettingsError, match="cannot be"):
                permit(one, later)
    assert statuses == [Status.DRAFT, Status.APPROVED, Status.EXPORTED, Status.DONE, Status.OUTCOME]


@pytest.mark.parametrize(
    ("road", "action", "said"),
    [
        ((Action.REJECT,), Action.APPROVE, "was rejected by Ruth Abara"),
        ((Action.REJECT,), Action.EDIT, "was rejected"),
        ((Action.APPROVE,), Action.APPROVE, "was approved by Ruth Abara on 2026-11-02"),
        ((Action.APPROVE, Action.EDIT), Action.EXPORT, "edited and is not approved"),
        (ROAD[:2], Action.OUTCOME, "First: nrr drafts done ab12cd34"),
        (ROAD[:3], Action.EDIT, "is done"),
        (ROAD[:3], Action.REJECT, "is done"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_line(
    road: tuple[Action, ...], action: Action, said: str
) -> None:
    with pytest.raises(SettingsError) as refused:
        permit(kept(None, *road), action)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_every_refusal_has_its_line() -> None:
    roads = [(), (Action.EDIT,), *(ROAD[:length] for length in range(1, 5)), (Action.REJECT,)]
    acts = [action for action in Action if action is not Action.KEEP]
    refusals = [said for road, action in itertools.product(roads, acts) if (said := _refusal(road, action))]
    assert len(refusals) == 27
    assert all(said.count(". ") == 1 and "{" not in said for said in refusals)


def _refusal(road: tuple[Action, ...], action: Action) -> str:
    try:
        permit(kept(None, *road), action)
    except SettingsError as error:
        return str(error)
    return ""
