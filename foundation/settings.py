"""Settings of one workspace: ``nrr.toml``, read strictly, with a default for everything.

Unknown keys are refused with their name, so that a typo never silently means "default".
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from foundation.account_settings import AccountSettings, CurrencyCode, Rate
from foundation.churn_settings import ChurnSettings
from foundation.errors import SettingsError
from foundation.growth_settings import ExpansionSettings, OnboardingSettings
from foundation.health_settings import CoverageSettings, HealthSettings
from foundation.model_settings import ModelSettings
from foundation.outcome_settings import CommunitySettings, OutcomeSettings
from foundation.play_settings import PlaySettings
from foundation.report_settings import ReportSettings
from foundation.sections import _Section


class CompanySettings(_Section):
    """Who the workspace belongs to. ``staff_domains`` mark the company's own e-mail addresses as staff,
    ``staff_names`` its people in calls that show names alone."""

    name: str = "My company"
    currency: str = Field(default="USD", pattern="^[A-Z]{3}$")
    staff_domains: tuple[str, ...] = ()
    staff_names: tuple[str, ...] = ()


class EmbeddingSettings(_Section):
    """``model``: ``default`` (the pinned package), ``hashing`` (no model at all), a folder, or a hub name."""

    model: str = "default"
    allow_download: bool = False


class SearchSettings(_Section):
    """How what is found by meaning and by words becomes one list (``synthesis.hybrid``): by ``scores`` with the share
    of the words, another one for short or misspelt questions, or by ``ranks`` with the k of reciprocal-rank fusion
    and the weight of the words' ranks. ``reranker``: a cross-encoder (a folder or a hub name; empty for none) that
    orders the first ``rerank`` anew."""

    fusion: Literal["scores", "ranks"] = "scores"
    words_share: float = Field(default=0.2, ge=0, le=1)
    words_share_short: float = Field(default=0.5, ge=0, le=1)
    rank_k: int = Field(default=20, ge=1, le=1000)
    rank_weight: float = Field(default=0.3, ge=0, le=10)
    depth: int = Field(default=100, ge=10, le=2000)
    reranker: str = ""
    rerank: int = Field(default=30, ge=2, le=200)


class ThemeSettings(_Section):
    """What a synthesis looks at and how. ``window_months`` end with the month asked for. ``granularity`` above 1
    makes finer themes, below 1 coarser ones. ``noise_target``: at most this share is wished in no theme. Up to
    ``refit_up_to`` statements each run groups all anew; above, new ones are placed in standing themes until
    their share since the last refit passes ``refit_share``."""

    window_months: int = Field(default=12, ge=1, le=60)
    granularity: float = Field(default=1.0, gt=0, le=10)
    noise_target: float | None = Field(default=None, ge=0, le=1)
    refit_up_to: int = Field(default=20_000, ge=0)
    refit_share: float = Field(default=0.1, ge=0, le=1)
    min_quotes: int = Field(default=2, ge=1, le=10)


class PrioritySettings(_Section):
    """Weights of the open priority formula; they are divided by their sum."""

    arr: float = Field(default=0.30, ge=0)
    at_risk: float = Field(default=0.25, ge=0)
    breadth: float = Field(default=0.15, ge=0)
    severity: float = Field(default=0.15, ge=0)
    trend: float = Field(default=0.10, ge=0)
    recency: float = Field(default=0.05, ge=0)


class TierSettings(_Section):
    """Tier 1: the top accounts that make ``tier1_arr_share`` of ARR or the top ``tier1_account_share`` of
    accounts, whichever are fewer; Tier 2: the next ``tier2_arr_share`` of ARR; Tier 3: the rest."""

    tier1_arr_share: float = Field(default=0.80, gt=0, le=1)
    tier1_account_share: float = Field(default=0.20, gt=0, le=1)
    tier2_arr_share: float = Field(default=0.15, ge=0, le=1)


class Settings(_Section):
    """Everything ``nrr.toml`` may hold."""

    company: CompanySettings = CompanySettings()
    currencies: dict[CurrencyCode, Rate] = Field(default_factory=dict)
    accounts: AccountSettings = AccountSettings()
    embedding: EmbeddingSettings = EmbeddingSettings()
    search: SearchSettings = SearchSettings()
    themes: ThemeSettings = ThemeSettings()
    priority: PrioritySettings = PrioritySettings()
    tiers: TierSettings = TierSettings()
    health: HealthSettings = HealthSettings()
    coverage: CoverageSettings = CoverageSettings()
    churn: ChurnSettings = ChurnSettings()
    outcomes: OutcomeSettings = OutcomeSettings()
    community: CommunitySettings = CommunitySettings()
    model: ModelSettings = ModelSettings()
    expansion: ExpansionSettings = ExpansionSettings()
    onboarding: OnboardingSettings = OnboardingSettings()
    plays: PlaySettings = PlaySettings()
    report: ReportSettings = ReportSettings()


def load_settings(path: Path) -> Settings:
    """Read ``path``; raises SettingsError that names the key, what it holds and what it may hold."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise SettingsError(
            f"cannot read the settings: {error.strerror}", where=str(path), hint="Check the file's rights."
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"the settings are not TOML: {error}", where=str(path), hint="Mend that line."
        ) from error
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(step) for step in first["loc"])
        raise SettingsError(
            f"{key}: {first['msg'].lower()}", where=str(path), hint="See docs/configuration.md."
        ) from error
