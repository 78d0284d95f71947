"""How the language model of a workspace stands, in a line for ``nrr doctor``: never with a key's value."""

from __future__ import annotations

from dataclasses import dataclass

from foundation.clock import Clock
from foundation.errors import SettingsError
from foundation.keys import Keys
from foundation.model_settings import ModelSettings, Reach, endpoint_url, reach_of
from foundation.text import one_line
from workspace.model_memory import calls_this_month
from workspace.models import key_of
from workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ModelState:
    """``advice`` is empty where nothing is to be done."""

    facts: str
    advice: str


def model_state(workspace: Workspace, keys: Keys, clock: Clock) -> ModelState:
    """The model's state; asks no server. Raises SettingsError where the settings do not hold, StoreError."""
    settings = workspace.settings.model
    if not settings.base_url.strip() or not settings.name.strip():
        lacks = "base_url" if not settings.base_url.strip() else "name"
        raise SettingsError(
            f"model.{lacks} is not set", hint="Set it in nrr.toml; docs/assistant.md shows how."
        )
    url = endpoint_url(settings.base_url)
    reach = reach_of(url)
    has_key = bool(key_of(settings, keys))
    goes = "stays on this machine" if reach is Reach.MACHINE else f"goes to {reach.value}"
    facts = [
        f"{one_line(settings.name, 80)} at {url}; redacted text {goes}",
        f"{settings.api_key_env} is {'set' if has_key else 'not set'}",
        _price(settings, reach),
        _spent(workspace, settings, clock),
    ]
    return ModelState("; ".join(facts), _advice(settings, reach, has_key))


def _price(settings: ModelSettings, reach: Reach) -> str:
    price = settings.price
    if price is None:
        return "its price is not known"
    if reach is not Reach.REMOTE and settings.name not in settings.prices:
        return "free of charge"
    return f"${price.prompt:g} and ${price.completion:g} for a million tokens in and out"


def _spent(workspace: Workspace, settings: ModelSettings, clock: Clock) -> str:
    calls = calls_this_month(workspace.store(), clock)
    made = [one for one in calls if not one.cached]
    of = f" of a cap of ${settings.monthly_cap:,.2f}" if settings.monthly_cap is not None else ""
    unknown = sum(one.cost is None for one in made)
    beside = f" and {unknown:,} calls of unknown price" if unknown else ""
    return (
        f"${sum(one.cost or 0.0 for one in made):,.2f}{of}{beside} spent this month in {len(made):,} "
        f"call{'' if len(made) == 1 else 's'}, "
        f"{len(calls) - len(made):,} answered from before"
    )


def _advice(settings: ModelSettings, reach: Reach, has_key: bool) -> str:
    if reach is Reach.REMOTE and not has_key:
        return f"Set {settings.api_key_env} in the environment, or `keyring set nrr {settings.api_key_env}`."
    bounded = settings.monthly_cap is not None or settings.budget_usd is not None
    if settings.price is None:
        name = one_line(settings.name, 80)
        needed = "No call is made under a budget in US dollars until then. " if bounded else ""
        return f'Say what it costs in [model.prices."{name}"]. {needed}'.strip()
    return ""
