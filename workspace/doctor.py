"""Use case: what works here, what does not, and what to do about it. Reads only; loads no model."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version

from foundation.clock import SystemClock
from foundation.errors import NrrError, SettingsError
from foundation.keys import Keys, Lookup, system_keyring
from workspace.workspace import Workspace

_LIBRARIES = (
    "nrr-engine",
    "chromadb",
    "hdbscan",
    "numpy",
    "openai",
    "pandas",
    "scikit-learn",
    "sentence-transformers",
    "sqlalchemy",
    "textual",
    "torch",
)


class State(StrEnum):
    """How a finding is: fine, worth knowing, or in the way."""

    OK = "ok"
    NOTE = "note"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor: what was looked at, how it is, the facts, and what to do."""

    topic: str
    state: State
    facts: str
    advice: str = ""


def examine(
    workspace: Workspace | None,
    trouble: NrrError | None = None,
    environment: Mapping[str, str] = os.environ,
    keyring: Lookup = system_keyring,
) -> list[Finding]:
    """All findings, in the order of a set-up. Without a workspace: the machine's alone, and the ``trouble``
    that kept it from being opened."""
    findings = [_python(), _libraries(), _model(workspace)]
    if trouble is not None:
        return [*findings, Finding("workspace", State.BAD, f"{trouble.what} ({trouble.where})", trouble.hint)]
    if workspace is None:
        findings.append(
            Finding("workspace", State.NOTE, "none here", "Run `nrr init DIR`, or `nrr demo` to try one.")
        )
        return findings
    findings.append(Finding("workspace", State.OK, str(workspace.root)))
    for look in (_store, _index):
        findings.append(_guarded(look, workspace))
    findings.append(_language_model(workspace, Keys(environment, keyring)))
    return findings


def _guarded(look: Callable[[Workspace], Finding], workspace: Workspace) -> Finding:
    try:
        return look(workspace)
    except NrrError as error:
        return Finding(look.__name__.strip("_"), State.BAD, f"{error.what} ({error.where})", error.hint)


def _python() -> Finding:
    supported = (3, 11) <= sys.version_info[:2] <= (3, 13)
    return Finding(
        "python",
        State.OK if supported else State.BAD,
        f"{platform.python_version()} on {platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        "" if supported else "Use Python 3.11, 3.12 or 3.13.",
    )


def _libraries() -> Finding:
    found, missing = [], []
    for name in _LIBRARIES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            missing.append(name)
    if missing:
        return Finding(
            "libraries", State.BAD, f"missing: {', '.join(missing)}", "Install: pip install nrr-engine."
        )
    return Finding("libraries", State.OK, ", ".join(found))


def _model(workspace: Workspace | None) -> Finding:
    from foundation.settings import EmbeddingSettings
    from synthesis.model_card import cpu_has_bfloat16, model_card

    settings = workspace.settings.embedding if workspace else EmbeddingSettings()
    try:
        card = model_card(settings.model)
    except SettingsError as error:
        return Finding("embedding model", State.BAD, f"{error.what} ({error.where})", error.hint)
    digest = f", SHA-256 {card.sha256}" if card.sha256 else ""
    precision = (
        "bfloat16 where a check against float32 holds"
        if cpu_has_bfloat16()
        else "float32, as this processor has no bfloat16 units"
    )
    return Finding("embedding model", State.OK, f"{card.name}{digest}; runs on this machine in {precision}")


def _store(workspace: Workspace) -> Finding:
    from workspace.store import embeddings, feedback_views, runs, tables

    store = workspace.store()
    with store.read() as connection:
        items = feedback_views.count_items(connection)
        rows = tables.count_rows(connection)
        vectors = sum(embeddings.count_vectors(connection).values())
        months = runs.months(connection)
        waiting = feedback_views.orphan_parts(connection)
    parts = [
        f"{count:,} {source.value}s" if source.value != "nps" else f"{count:,} nps answers"
        for source, count in items.items()
    ]
    parts += [f"{count:,} {kind}" for kind, count in rows.items() if count]
    parts.append(f"{vectors:,} vectors")
    parts.append(f"runs of {', '.join(map(str, months))}" if months else "no runs")
    if waiting:
        parts.append(f"{waiting:,} comments wait for their ticket")
    advice = "" if months else "Import feedback, then run `nrr synthesize`."
    return Finding(
        "store",
        State.OK if months else State.NOTE,
        f"{', '.join(parts)}; schema {store.revision()}; {store.journal()}",
        advice,
    )


def _index(workspace: Workspace) -> Finding:
    from workspace.index import inspect

    health = inspect(workspace.store(), workspace.index_path)
    return Finding(
        "search index",
        State.OK if health.sound else State.NOTE,
        health.reason,
        "" if health.sound else "Search works without it, exactly; `nrr index rebuild` makes it.",
    )


def _language_model(workspace: Workspace, keys: Keys) -> Finding:
    from workspace.model_state import model_state

    topic = "language model"
    if not workspace.settings.model.configured:
        facts = "none configured; everything here works without, nothing leaves the machine"
        return Finding(topic, State.OK, facts)
    try:
        state = model_state(workspace, keys, SystemClock())
    except NrrError as error:
        return Finding(topic, State.BAD, f"{error.what} ({error.where or 'nrr.toml'})", error.hint)
    return Finding(topic, State.NOTE if state.advice else State.OK, state.facts, state.advice)
