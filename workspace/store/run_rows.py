"""A run's values as rows and back. Nested figures stand as JSON, written and read by their declarations, so
that a float comes back to the last bit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pydantic import TypeAdapter
from sqlalchemy import Row

from foundation.months import Month
from synthesis.figures import Coverage, ThemeWeights, Unclustered
from synthesis.themes import (
    Manifest,
    Quote,
    SubTheme,
    SynthesisRun,
    Theme,
    ThemeEvent,
    ThemeKind,
    ThemeStatus,
    UnclusteredReason,
    WeightedTheme,
)
from workspace.store.values import vector_bytes, vector_of

_Terms = tuple[tuple[str, float], ...]
_Quotes = tuple[Quote, ...]
_Events = tuple[ThemeEvent, ...]


_WEIGHTS: TypeAdapter[ThemeWeights] = TypeAdapter(ThemeWeights)
_QUOTES: TypeAdapter[_Quotes] = TypeAdapter(_Quotes)
_TERMS: TypeAdapter[_Terms] = TypeAdapter(_Terms)
_MANIFEST: TypeAdapter[Manifest] = TypeAdapter(Manifest)
_COVERAGE: TypeAdapter[Coverage] = TypeAdapter(Coverage)
_EVENTS: TypeAdapter[_Events] = TypeAdapter(_Events)
_UNCLUSTERED: TypeAdapter[Unclustered] = TypeAdapter(Unclustered)


def run_row(run: SynthesisRun) -> dict[str, object]:
    """The row of ``synthesis_run``, without when it was made."""
    return {
        "id": run.id,
        "month": str(run.month),
        "manifest": _MANIFEST.dump_json(run.manifest).decode(),
        "coverage": _COVERAGE.dump_json(run.coverage).decode(),
        "unclustered": _UNCLUSTERED.dump_json(run.unclustered).decode(),
        "events": _EVENTS.dump_json(run.events).decode(),
    }


def run_of(
    row: Row[tuple[object, ...]], themes: Sequence[WeightedTheme], reasons: dict[str, UnclusteredReason]
) -> SynthesisRun:
    """The run that ``run_row`` was made of."""
    return SynthesisRun(
        id=row.id,
        month=Month.parse(row.month),
        manifest=_MANIFEST.validate_json(row.manifest),
        themes=tuple(themes),
        unclustered_reasons=reasons,
        coverage=_COVERAGE.validate_json(row.coverage),
        unclustered=_UNCLUSTERED.validate_json(row.unclustered),
        events=_EVENTS.validate_json(row.events),
    )


def manifest_without(manifest: str, account_id: str) -> str:
    """A stored manifest whose risks do not name the account."""
    kept = _MANIFEST.validate_json(manifest)
    noted = kept.noted_risk()
    if noted is None:
        return manifest
    method, risks = noted
    left = {account: risk for account, risk in risks.items() if account != account_id}
    params = kept.params | {"risk": {"method": method, "accounts": left}}
    return _MANIFEST.dump_json(replace(kept, params=params)).decode()


def model_of(manifest: str) -> str:
    """The model that a stored manifest names."""
    return _MANIFEST.validate_json(manifest).model


def stored_quotes(text: str) -> tuple[Quote, ...]:
    """The quotes of a stored theme."""
    return _QUOTES.validate_json(text)


def quotes_text(quotes: tuple[Quote, ...]) -> str:
    """Quotes as they are stored."""
    return _QUOTES.dump_json(quotes).decode()


def stored_terms(text: str) -> tuple[tuple[str, float], ...]:
    """The terms of a stored theme."""
    return _TERMS.validate_json(text)


def terms_text(terms: tuple[tuple[str, float], ...]) -> str:
    """Terms as they are stored."""
    return _TERMS.dump_json(terms).decode()


def stored_weights(text: str) -> ThemeWeights:
    """The figures of a stored theme."""
    return _WEIGHTS.validate_json(text)


def weights_text(weights: ThemeWeights) -> str:
    """Figures as they are stored."""
    return _WEIGHTS.dump_json(weights).decode()


def stored_events(text: str) -> tuple[ThemeEvent, ...]:
    """The ledger of a stored run."""
    return _EVENTS.validate_json(text)


def stored_unclustered(text: str) -> Unclustered:
    """What belongs to no theme of a stored run."""
    return _UNCLUSTERED.validate_json(text)


def unclustered_text(unclustered: Unclustered) -> str:
    """The same, as it is stored."""
    return _UNCLUSTERED.dump_json(unclustered).decode()


def theme_row(run_id: str, rank: int, weighted: WeightedTheme) -> dict[str, object]:
    """The row of ``theme``; its members stand in their own table."""
    theme = weighted.theme
    return {
        "run_id": run_id,
        "id": theme.id,
        "rank": rank,
        "label": theme.label,
        "summary": theme.summary,
        "terms": _TERMS.dump_json(theme.terms).decode(),
        "kind": theme.kind.value,
        "centroid": vector_bytes(theme.centroid),
        "stability": theme.stability,
        "born": str(theme.born),
        "continued_from": theme.continued_from,
        "overlap": theme.overlap,
        "status": weighted.status.value,
        "weights": _WEIGHTS.dump_json(weighted.weights).decode(),
        "quotes": _QUOTES.dump_json(weighted.quotes).decode(),
    }


def theme_of(
    row: Row[tuple[object, ...]],
    members: tuple[str, ...],
    subthemes: tuple[SubTheme, ...],
    also: tuple[str, ...],
) -> WeightedTheme:
    """The theme that ``theme_row`` was made of."""
    theme = Theme(
        id=row.id,
        label=row.label,
        summary=row.summary,
        terms=_TERMS.validate_json(row.terms),
        kind=ThemeKind(row.kind),
        members=members,
        centroid=vector_of(row.centroid),
        stability=row.stability,
        born=Month.parse(row.born),
        continued_from=row.continued_from,
        overlap=row.overlap,
        subthemes=subthemes,
        also=also,
    )
    return WeightedTheme(
        theme=theme,
        status=ThemeStatus(row.status),
        weights=_WEIGHTS.validate_json(row.weights),
        quotes=_QUOTES.validate_json(row.quotes),
    )
