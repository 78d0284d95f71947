"""A small workspace with accounts, items and a run, for tests of searching. Its vectors are the hashing embedder's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from foundation.months import Month
from ingest.items import AccountMatch, MatchMethod, Source
from synthesis.hashing_embedder import HashingEmbedder
from synthesis.themes import Statement, SynthesisRun, ThemeKind, UnclusteredReason
from tests.workspace.feedback_samples import ticket, with_text
from tests.workspace.run_samples import make_run, weighted
from workspace.store import tables
from workspace.store.embeddings import save_vectors, text_hash
from workspace.store.feedback import upsert_feedback
from workspace.store.runs import save_run
from workspace.workspace import Workspace, init_workspace, open_workspace

OCTOBER = Month(2026, 10)
ACCOUNTS = (
    {"id": "K1", "name": "Kestrel Robotics", "segment": "enterprise"},
    {"id": "K2", "name": "Kestrel Robotics Labs", "segment": "smb", "status": "merged", "parent": "K1"},
    {"id": "N1", "name": "Nordlicht", "segment": "smb"},
    {"id": "S1", "name": "Solmar", "segment": "smb"},
)
SAID = (
    ("The export of reports times out", "K1", Source.TICKET, date(2026, 8, 3), ThemeKind.COMPLAINT, "t000"),
    ("Exports never finish here", "K2", Source.NPS, date(2026, 9, 4), ThemeKind.COMPLAINT, "t000"),
    ("The export is far too slow", "N1", Source.TICKET, date(2026, 9, 5), ThemeKind.COMPLAINT, "t000"),
    ("Could the export run at night", "N1", Source.CALL, date(2026, 10, 6), ThemeKind.REQUEST, "t000"),
    ("Calendar shows each visit twice", "N1", Source.TICKET, date(2026, 10, 7), ThemeKind.COMPLAINT, "t001"),
    ("Duplicates in the calendar again", "S1", Source.NPS, date(2026, 10, 8), ThemeKind.COMPLAINT, "t001"),
    ("請求書が届きません", "S1", Source.TICKET, date(2026, 10, 9), ThemeKind.COMPLAINT, ""),
    ("An export nobody can be asked about", None, Source.NPS, date(2026, 10, 9), ThemeKind.COMPLAINT, ""),
)


def build_world(root: Path, run_id: str = "run") -> Workspace:
    """The workspace at ``root``, with a run of October 2026."""
    workspace = init_workspace(root)
    settings = root / "nrr.toml"
    settings.write_text(settings.read_text("utf-8") + '\n[embedding]\nmodel = "hashing"\n', encoding="utf-8")
    workspace = open_workspace(root)
    with workspace.store().write("build") as connection:
        tables.upsert_rows(connection, "accounts", ACCOUNTS, "import")
    add_run(workspace, SAID, run_id)
    return workspace


def add_run(
    workspace: Workspace,
    said: Sequence[tuple[str, str | None, Source, date, ThemeKind, str]],
    run_id: str,
    month: Month = OCTOBER,
) -> list[Statement]:
    """Write items and a run that says ``said``; returns the statements."""
    records, statements = [], []
    for number, (text, account, source, day, kind, _) in enumerate(said):
        match = (
            AccountMatch(account, MatchMethod.DOMAIN, "")
            if account
            else AccountMatch(None, MatchMethod.NONE, "")
        )
        item = ticket(f"{number}", account=match, hints=())
        item = replace(item, id=f"item{number}", source=source)
        record = with_text(item, text)
        records.append(record)
        part = record.parts[0]
        statements.append(
            Statement(f"s{number:03d}", item.id, part.id, account, source, day, 0, len(text), text, kind)
        )
    embedder = HashingEmbedder()
    vectors = embedder.embed([one.text for one in statements])
    with workspace.store().write("run") as connection:
        upsert_feedback(connection, records, "import")
        run = _run(statements, [theme for *_, theme in said], run_id, month)
        save_run(connection, run, statements, datetime(2026, 11, 1, tzinfo=UTC))
        keys = {text_hash(one.text): row for one, row in zip(statements, vectors, strict=True)}
        save_vectors(connection, embedder.name, keys)
    return statements


def _run(statements: Sequence[Statement], themes: Sequence[str], run_id: str, month: Month) -> SynthesisRun:
    sample, _ = make_run(run_id=run_id, month=month)
    groups = {key: tuple(s.id for s, t in zip(statements, themes, strict=True) if t == key) for key in themes}
    return replace(
        sample,
        manifest=replace(sample.manifest, model=HashingEmbedder().name),
        themes=tuple(weighted(int(key[1:]), groups[key]) for key in sorted(groups) if key),
        unclustered_reasons=dict.fromkeys(groups.get("", ()), UnclusteredReason.ALONE),
        events=(),
    )
