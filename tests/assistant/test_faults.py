"""Each fault of an endpoint has its defined end: nothing but our errors comes out, in one line, without the key."""

from __future__ import annotations

import pytest

from bench.model_faults import meet
from tests.assistant.server_faults import FAULTS, ServerFault


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_the_fault_ends_as_it_is_to_end(fault: ServerFault) -> None:
    outcome = meet(fault)
    assert outcome.survived, outcome


def test_there_are_faults_of_every_end() -> None:
    assert {fault.end for fault in FAULTS} == {"answer", "cut", "refused", "model", "later", "settings"}
    assert len({fault.name for fault in FAULTS}) == len(FAULTS) >= 40
