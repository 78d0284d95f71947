"""Accounts are found by the surest clue; a clue of two accounts decides nothing."""

from __future__ import annotations

import pytest

from ingest.items import MatchMethod
from ingest.matching import AccountDirectory, AccountHint, normal_name

ROWS: list[dict[str, object]] = [
    {"id": "A1", "name": "Kestrel Robotics, Inc.", "domains": ["kestrelrobotics.example", "shared.example"]},
    {"id": "A2", "name": "Nordlicht GmbH & Co. KG", "domains": ["nordlicht.example", "shared.example"]},
    {"id": "A3", "name": "Pioneer Schools", "domains": ["gmail.com"]},
    {"id": "A4", "name": "Pioneer School", "domains": None},
]


@pytest.fixture
def directory() -> AccountDirectory:
    return AccountDirectory.build(ROWS, [("external", "EXT-9", "A2"), ("organization", "77", "A1")])


@pytest.mark.parametrize(
    ("hint", "account", "method"),
    [
        (AccountHint(account="a1", email="x@nordlicht.example"), "A1", MatchMethod.ACCOUNT_ID),
        (AccountHint(external_id="ext-9"), "A2", MatchMethod.EXTERNAL_ID),
        (AccountHint(external_id="A3"), "A3", MatchMethod.EXTERNAL_ID),
        (AccountHint(organization_id="77", email="x@nordlicht.example"), "A1", MatchMethod.ORGANIZATION),
        (AccountHint(email="Jo@KestrelRobotics.example"), "A1", MatchMethod.DOMAIN),
        (AccountHint(email="jo@eu.mail.kestrelrobotics.example"), "A1", MatchMethod.DOMAIN),
        (AccountHint(organization_name="KESTREL ROBOTICS"), "A1", MatchMethod.NAME),
        (AccountHint(organization_name="Nordlicht"), "A2", MatchMethod.NAME),
        (AccountHint(organization_name="Kestrel Robotcs Ltd"), "A1", MatchMethod.NAME),
        (AccountHint(account="Kestrel Robotics"), "A1", MatchMethod.NAME),
        (AccountHint(email="jo@shared.example"), None, MatchMethod.NONE),
        (AccountHint(email="jo@gmail.com"), None, MatchMethod.NONE),
        (AccountHint(email="jo@notkestrelrobotics.example"), None, MatchMethod.NONE),
        (AccountHint(organization_name="Pioneer Schoolz"), None, MatchMethod.NONE),
        (AccountHint(organization_name="Quite Another Company"), None, MatchMethod.NONE),
        (AccountHint(), None, MatchMethod.NONE),
    ],
)
def test_the_surest_clue_wins(
    directory: AccountDirectory, hint: AccountHint, account: str | None, method: MatchMethod
) -> None:
    match = directory.match(hint)
    assert (match.account_id, match.method) == (account, method)
    assert match.reason
    assert "jo@" not in match.reason.lower()


def test_reasons_say_what_was_found_or_tried(directory: AccountDirectory) -> None:
    assert (
        directory.match(AccountHint(email="a@kestrelrobotics.example")).reason
        == "domain kestrelrobotics.example"
    )
    assert "2 accounts" in directory.match(AccountHint(email="a@shared.example")).reason
    assert "free-mail" in directory.match(AccountHint(email="a@gmail.com")).reason


def test_organizations_teach_aliases(directory: AccountDirectory) -> None:
    larger = directory.with_organizations(
        [
            ("501", "Nordlicht GmbH", "", ["nordlicht-cloud.example", "gmail.com"]),
            ("502", "Nobody", "", []),
            ("503", "Other name", "A1", []),
        ]
    )
    assert larger.match(AccountHint(organization_id="501")).account_id == "A2"
    assert larger.match(AccountHint(email="x@nordlicht-cloud.example")).account_id == "A2"
    assert larger.match(AccountHint(organization_id="502")).account_id is None
    assert larger.match(AccountHint(organization_id="503")).account_id == "A1"
    assert directory.match(AccountHint(organization_id="501")).account_id is None
    again = AccountDirectory.build(ROWS, larger.aliases)
    assert again.match(AccountHint(organization_id="501")).account_id == "A2"


def test_legal_forms_do_not_count() -> None:
    assert normal_name("Société Générale S.A.") == normal_name("SOCIETE GENERALE")
    assert normal_name("The Limited") == "the limited"
