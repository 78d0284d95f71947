"""Where an endpoint is, told by its address alone, and what asking it costs."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from foundation.errors import SettingsError
from foundation.model_settings import ModelSettings, Reach, endpoint_url, reach_of


@pytest.mark.parametrize(
    ("url", "reach"),
    [
        ("http://localhost:11434/v1", Reach.MACHINE),
        ("http://127.0.0.1/v1", Reach.MACHINE),
        ("http://127.8.8.8/v1", Reach.MACHINE),
        ("http://[::1]:8080/v1", Reach.MACHINE),
        ("http://[::ffff:127.0.0.1]/v1", Reach.MACHINE),
        ("http://0.0.0.0:8000/v1", Reach.MACHINE),
        ("http://api.localhost/v1", Reach.MACHINE),
        ("http://10.1.2.3/v1", Reach.NETWORK),
        ("http://192.168.0.9/v1", Reach.NETWORK),
        ("http://172.16.0.1/v1", Reach.NETWORK),
        ("http://100.64.0.1/v1", Reach.NETWORK),
        ("http://[fd00::1]/v1", Reach.NETWORK),
        ("http://gpu-box:8000/v1", Reach.NETWORK),
        ("http://host.docker.internal:11434/v1", Reach.NETWORK),
        ("http://gpu.lan./v1", Reach.NETWORK),
        ("https://api.openai.com/v1", Reach.REMOTE),
        ("https://8.8.8.8/v1", Reach.REMOTE),
        ("https://[::ffff:8.8.8.8]/v1", Reach.REMOTE),
        ("https://localhost.example.com/v1", Reach.REMOTE),
        ("https://127.0.0.1.example.com/v1", Reach.REMOTE),
        ("https://evil-local/v1", Reach.NETWORK),
        ("https://[half/v1", Reach.REMOTE),
        ("", Reach.REMOTE),
    ],
)
def test_reach_is_told_by_the_host(url: str, reach: Reach) -> None:
    assert reach_of(url) is reach


@pytest.mark.parametrize(
    "url", ["http://8.8.8.8/v1", "http://api.openai.com/v1", "http://127.0.0.1@api.openai.com/v1"]
)
def test_nothing_goes_unencrypted_to_strangers(url: str) -> None:
    with pytest.raises(SettingsError):
        endpoint_url(url)


def test_a_price_is_what_was_said_and_one_s_own_servers_are_free() -> None:
    prices = {"a": {"prompt": 1.0, "completion": 2.0}}
    remote = ModelSettings.model_validate({"base_url": "https://x.example/v1", "name": "a", "prices": prices})
    assert remote.price is not None
    assert remote.price.completion == 2.0
    assert remote.model_copy(update={"name": "b"}).price is None
    own = remote.model_copy(update={"base_url": "http://localhost:1/v1", "name": "b"})
    assert own.price is not None
    assert own.price.prompt == 0.0
    assert own.model_copy(update={"name": "a"}).price == remote.price


def test_servers_of_ones_own_are_given_more_time() -> None:
    own, remote = (
        ModelSettings(base_url="http://localhost:1/v1"),
        ModelSettings(base_url="https://x.example/v1"),
    )
    assert (remote.silence, remote.whole_call) == (60.0, 300.0)
    assert own.silence > remote.silence
    assert own.model_copy(update={"timeout_s": 5.0}).silence == 5.0


@pytest.mark.parametrize(
    "values",
    [
        {"timeout_s": 0},
        {"retries": 11},
        {"retries": -1},
        {"max_tokens": 1},
        {"monthly_cap": -1},
        {"monthly_cap": float("nan")},
        {"budget_usd": float("inf")},
        {"api_key_env": "sk-a key itself"},
        {"api_key": "sk-anything"},
        {"prices": {"a": {"prompt": -1, "completion": 1}}},
    ],
)
def test_settings_that_cannot_be_meant_are_refused(values: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        ModelSettings.model_validate(values)
