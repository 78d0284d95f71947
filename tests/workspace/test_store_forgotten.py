"""Importing refuses exactly what erasing takes away: a name at the person's accounts and at none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ingest.items import AccountMatch, MatchMethod
from tests.workspace.feedback_samples import alone, comment, moment, ticket, with_text
from workspace.forgetting import Target
from workspace.store.engine import Store
from workspace.store.feedback import upsert_feedback
from workspace.store.forgotten import remember_forgotten
from workspace.store.values import UpsertCounts


@pytest.mark.parametrize(("account", "refused"), [("acme", True), (None, True), ("other", False)])
def test_a_name_counts_at_its_accounts_and_at_none(store: Store, account: str | None, refused: bool) -> None:
    target = Target(accounts=("acme",), people=("Orsolya Bright",), name_keys=frozenset({"zendesk:name"}))
    match = AccountMatch(account, MatchMethod.DOMAIN if account else MatchMethod.NONE, "so")
    theirs, hosts = (ticket(key, account=match, hints=()) for key in "12")
    theirs = replace(theirs, requester="zendesk:name")
    with store.write("forget") as conn:
        remember_forgotten(conn, target.memory(), moment(1))
        counts = upsert_feedback(conn, [with_text(theirs), with_text(hosts)], "imp")
        assert counts == (UpsertCounts(kept=1, forgotten=1) if refused else UpsertCounts(kept=2))
        said = upsert_feedback(conn, [alone(comment(hosts.id, "4", "zendesk:name"))], "more")
        assert said == (UpsertCounts(forgotten=1) if refused else UpsertCounts(kept=1))
