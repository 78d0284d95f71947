"""The app on hand-made months."""

from __future__ import annotations

import pytest

from tests.tui.samples import SampleDesk, make_desk


@pytest.fixture
def desk() -> SampleDesk:
    return make_desk()
