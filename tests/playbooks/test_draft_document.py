"""A draft is kept as it is, whatever it says."""

from __future__ import annotations

import pytest
from hypothesis import given

from foundation.errors import StoreError
from playbooks.draft_document import document_of, draft_from
from playbooks.drafting import PlayDraft
from tests.playbooks.draft_samples import drafts, sample


@given(drafts)
def test_every_draft_comes_back_as_it_went_in(draft: PlayDraft) -> None:
    document = document_of(draft)
    assert draft_from(document) == draft
    assert document_of(draft_from(document)) == document


def test_a_shape_of_tomorrow_is_refused() -> None:
    newer = document_of(sample()).replace('{"shape":1,', '{"shape":2,')
    with pytest.raises(StoreError, match="newer program"):
        draft_from(newer)
