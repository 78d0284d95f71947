"""Drafts in the store: any sequence of what people do keeps the laws, and forgetting leaves nothing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from foundation.errors import SettingsError
from ingest.items import ERASED_WORDS
from playbooks.draft_life import Action, Change, KeptDraft, Status, permit
from playbooks.draft_parts import rewritten
from playbooks.drafting import PlayDraft
from tests.playbooks.draft_samples import AT, QUOTE, sample
from workspace.store import drafts, tables
from workspace.store.contact_wishes import NEVER, ContactWish, add_wish, all_wishes
from workspace.store.draft_erasing import (
    blank_drafts,
    erase_account_drafts,
    erase_wishes,
    forget_words,
)
from workspace.store.engine import Store
from workspace.store.naming_words import Wanted

ACTS = st.lists(
    st.tuples(st.sampled_from([one for one in Action if one is not Action.KEEP]), st.text("abc", min_size=1)),
    max_size=12,
)
_NO_TIME = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def _act(conn: Connection, draft_id: str, action: Action, word: str) -> bool:
    """Does one thing as the use cases do; whether it was permitted."""
    kept, _ = _read(conn, draft_id)
    try:
        permit(kept, action)
    except SettingsError:
        return False
    version = kept.version
    if action is Action.EDIT:
        version = drafts.add_version(conn, kept, rewritten(kept.draft, {"goal": word}))
    at = AT + timedelta(hours=len(kept.changes))
    drafts.add_change(conn, draft_id, Change(len(kept.changes) + 1, at, word, action, version))
    return True


def _read(conn: Connection, draft_id: str) -> tuple[KeptDraft, list[PlayDraft]]:
    kept = next(one for one in drafts.kept_drafts(conn) if one.id == draft_id)
    return kept, drafts.versions(conn, draft_id)


@_NO_TIME
@given(ACTS)
def test_whatever_is_done_the_history_is_whole_and_an_approval_is_of_what_stands(
    store: Store, acts: list[tuple[Action, str]]
) -> None:
    with store.write("live", keep=False) as conn:
        own = drafts.add_draft(conn, sample(), "play", AT, "Ruth").id
        done = [(Action.KEEP, "Ruth")]
        words = [sample().goal]
        for action, word in acts:
            if _act(conn, own, action, word):
                done.append((action, word))
                words += [word] if action is Action.EDIT else []
            kept, versions = _read(conn, own)
            assert [(one.action, one.by) for one in kept.changes] == done
            assert [one.number for one in kept.changes] == list(range(1, len(done) + 1))
            assert [one.goal for one in versions] == words
            assert kept.draft == versions[-1]
            assert kept.version == len(versions)
            _holds(kept)


def _holds(kept: KeptDraft) -> None:
    after = [one.action for one in kept.changes]
    if kept.status in (Status.APPROVED, Status.EXPORTED):
        assert kept.approval is not None
        assert kept.approval.version == kept.version
        since = after[kept.approval.number :]
        assert {Action.EDIT, Action.ERASE}.isdisjoint(since)
    if kept.status in (Status.DRAFT, Status.EDITED, Status.REJECTED):
        assert kept.approval is None
    if Action.OUTCOME in after:
        assert after.index(Action.APPROVE) < after.index(Action.EXPORT) < after.index(Action.DONE)
        assert after.index(Action.DONE) < after.index(Action.OUTCOME)
    if Action.REJECT in after:
        assert set(after[after.index(Action.REJECT) + 1 :]) <= {Action.ERASE}


def test_ids_are_the_same_in_the_same_order_and_no_two_alike(store: Store, tmp_path: Path) -> None:
    other = Store.create(tmp_path / "other.db")
    ids = []
    for one in (store, other):
        with one.write("keep") as conn:
            ids.append([drafts.add_draft(conn, sample(), "play", AT, "x").id for _ in range(3)])
    assert ids[0] == ids[1]
    assert len(set(ids[0])) == 3
    with store.read() as conn:
        assert [one.id for one in drafts.kept_drafts(conn)] == ids[0]


def _done(store: Store, draft: PlayDraft, outcome: str = "") -> str:
    with store.write("keep") as conn:
        own = drafts.add_draft(conn, draft, "play", AT, "x").id
        for number, action in enumerate((Action.APPROVE, Action.EXPORT), start=2):
            drafts.add_change(conn, own, Change(number, AT, "x", action, 1))
        days = (date(2026, 7, 1), date(2026, 7, 9))
        drafts.add_change(conn, own, Change(4, AT, "x", Action.DONE, 1, "", *days))
        if outcome:
            change = Change(5, AT, "x", Action.OUTCOME, 1, "", None, date(2026, 8, 1), outcome, 120.0)
            drafts.add_change(conn, own, change)
    return own


def test_a_draft_that_is_done_is_a_play_whatever_is_imported_again(store: Store) -> None:
    imported = {
        "account": "A1",
        "play": "save talk",
        "started": "2026-07-01",
        "owner": "CRM",
        "outcome": "lost",
    }
    with store.write("import") as conn:
        tables.upsert_rows(conn, "plays", [{**imported, "started": "2026-01-01"}], "imp")
    _done(store, sample(), "saved")
    expected = {
        "account": "A1",
        "play": "save talk",
        "started": "2026-07-01",
        "ended": "2026-08-01",
        "owner": "Ruth Abara",
        "outcome": "saved",
        "amount": 120.0,
    }
    with store.read() as conn:
        assert [one["started"] for one in tables.rows(conn, "plays")] == ["2026-01-01", "2026-07-01"]
        assert tables.rows(conn, "plays")[1] == expected
    for _ in range(2):
        with store.write("import") as conn:
            tables.upsert_rows(conn, "plays", [imported], "imp2")
    with store.read() as conn:
        assert tables.rows(conn, "plays")[1] == expected


def test_what_a_draft_leaves_open_is_the_file_s(store: Store) -> None:
    with store.write("import") as conn:
        row = {"account": "A1", "play": "save talk", "started": "2026-07-01", "outcome": "helped"}
        tables.upsert_rows(conn, "plays", [row], "imp")
    _done(store, sample())
    with store.read() as conn:
        (play,) = tables.rows(conn, "plays")
    assert (play["outcome"], play["ended"]) == ("helped", "2026-07-09")


def test_a_forgotten_person_leaves_every_version_and_the_approval_falls(store: Store) -> None:
    with store.write("keep") as conn:
        kept = drafts.add_draft(conn, sample(), "play", AT, "x")
        edited = rewritten(kept.draft, {"goal": "Keep Ann Lee."})
        drafts.add_version(conn, kept, edited)
        for number, action in enumerate((Action.EDIT, Action.APPROVE), start=2):
            drafts.add_change(conn, kept.id, Change(number, AT, "x", action, 2))
        wanted = Wanted.of(("Ann Lee",), (), (("ann@alder.example", "EMAIL"),))
        assert blank_drafts(conn, wanted, ("A1",), AT) == 1
        assert blank_drafts(conn, wanted, ("A1",), AT) == 0
    with store.read() as conn:
        now, versions = _read(conn, kept.id)
    assert (now.status, now.approval) == (Status.EDITED, None)
    assert [one.steps[0].to for one in versions] == [None, None]
    assert versions[1].goal == "Keep <PERSON_1>."
    assert "Hello <PERSON_1>" in versions[0].steps[0].body
    assert versions[0].steps[2] == sample().steps[2]
    assert _found_in(store, b"ann@alder.example") is False


def test_words_that_are_taken_back_leave_drafts_and_others_stay(store: Store) -> None:
    cut = "Still: “The export of reports fails …”, “exports”."
    with store.write("keep") as conn:
        kept = drafts.add_draft(conn, sample(questions=(cut, "Who else is hit?")), "play", AT, "x")
        assert forget_words(conn, [f"Hi. {QUOTE.text}.  Bye now."]) == 1
    with store.read() as conn:
        now, _ = _read(conn, kept.id)
    assert QUOTE.text not in now.draft.steps[0].body
    assert f"“{ERASED_WORDS}”" in now.draft.steps[0].body
    assert now.draft.questions == (f"Still: “{ERASED_WORDS}”, “exports”.", "Who else is hit?")
    assert now.draft.quotes[0].text == ERASED_WORDS
    assert now.changes[-1].action is Action.ERASE


def test_an_account_s_drafts_and_wishes_go_and_no_other_s(store: Store) -> None:
    with store.write("keep") as conn:
        drafts.add_draft(conn, sample(goal="zyqqaplant"), "play", AT, "x")
        drafts.add_draft(conn, replace(sample(), account="B1"), "play", AT, "x")
        for account, email in (("A1", ""), ("B1", "bo@b.example"), ("B1", "cy@b.example")):
            add_wish(conn, ContactWish(0, account, email, NEVER, "x", AT, "asked"))
        assert erase_account_drafts(conn, "A1") == 1
        erase_wishes(conn, ["bo@b.example"])
    with store.read() as conn:
        assert [one.account for one in drafts.kept_drafts(conn)] == ["B1"]
        assert [(one.account, one.email) for one in all_wishes(conn)] == [("B1", "cy@b.example")]
    store.compact("test")
    assert _found_in(store, b"zyqqaplant") is False


def _found_in(store: Store, words: bytes) -> bool:
    with closing(sqlite3.connect(store.path)) as conn:
        text = "\n".join(str(row) for row in conn.iterdump()).encode()
    return words in text or words in store.path.read_bytes()
