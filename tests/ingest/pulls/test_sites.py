"""Credentials that are missing are named all at once, and never one that is there."""

from __future__ import annotations

import pytest

from foundation.errors import SettingsError
from foundation.keys import Keys
from ingest.pulls.vendors import VENDORS


def refusal(vendor: str, base_url: str = "", **environment: str) -> str:
    with pytest.raises(SettingsError) as caught:
        VENDORS[vendor].login(Keys(environment, lambda _name: None), base_url)
    return str(caught.value)


@pytest.mark.parametrize(
    ("vendor", "environment", "begins"),
    [
        ("zendesk", {}, "ZENDESK_SUBDOMAIN, ZENDESK_EMAIL, ZENDESK_API_TOKEN are not set."),
        ("zendesk", {"ZENDESK_EMAIL": "a@b.example"}, "ZENDESK_SUBDOMAIN and ZENDESK_API_TOKEN are not set."),
        ("zendesk", {"ZENDESK_OAUTH_TOKEN": "t"}, "ZENDESK_SUBDOMAIN is not set."),
        ("gong", {}, "GONG_ACCESS_KEY and GONG_ACCESS_SECRET are not set."),
        ("gong", {"GONG_ACCESS_KEY": "k"}, "GONG_ACCESS_SECRET is not set."),
        ("hubspot", {}, "HUBSPOT_TOKEN is not set."),
    ],
)
def test_all_that_is_missing_is_named(vendor: str, environment: dict[str, str], begins: str) -> None:
    line = refusal(vendor, **environment)
    assert line.startswith(begins)
    assert "\n" not in line


def test_another_address_needs_no_subdomain() -> None:
    line = refusal("zendesk", "https://desk.example", ZENDESK_EMAIL="a@b.example")
    assert line.startswith("ZENDESK_API_TOKEN is not set.")


def test_with_all_that_is_needed_there_is_a_login() -> None:
    environment = {"ZENDESK_SUBDOMAIN": "acme", "ZENDESK_EMAIL": "a@b.example", "ZENDESK_API_TOKEN": "t"}
    login = VENDORS["zendesk"].login(Keys(environment, lambda _name: None), "")
    assert (login.site, login.variables) == ("acme.zendesk.com", "ZENDESK_EMAIL and ZENDESK_API_TOKEN")
