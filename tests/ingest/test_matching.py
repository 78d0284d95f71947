"""Accounts are found by the surest clue; a clue of two accounts decides nothing."""

from __future__ import annotations

import pytest

from ingest.free_mail import is_free_mail
from ingest.items import MatchMethod
from ingest.matching import AccountDirectory, AccountHint, Organization, normal_name

ROWS: list[dict[str, object]] = [
    {"id": "A1", "name": "Kestrel Robotics, Inc.", "domains": ["kestrelrobotics.example", "shared.example"]},
    {"id": "A2", "name": "Nordlicht GmbH & Co. KG", "domains": ["nordlicht.example", "shared.example"]},
    {"id": "A3", "name": "Pioneer Schools", "domains": ["gmail.com"]},
    {"id": "A4", "name": "Pioneer School", "domains": None},
]


@pytest.fixture
def directory() -> AccountDirectory:
    return AccountDirectory.build(
        ROWS, (), [Organization("9", "Nordlicht GmbH", "EXT-9"), Organization("77", "Help desk", "A1")]
    )


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


def test_organizations_teach_other_clues(directory: AccountDirectory) -> None:
    known = [
        Organization("501", "Nordlicht GmbH", "", ("nordlicht-cloud.example", "gmail.com")),
        Organization("502", "Nobody"),
        Organization("503", "Other name", "A1"),
    ]
    for order in (known, known[::-1]):
        larger = directory.with_known(order)
        assert larger.match(AccountHint(organization_id="501")).account_id == "A2"
        assert larger.match(AccountHint(email="x@nordlicht-cloud.example")).account_id == "A2"
        assert larger.match(AccountHint(email="x@gmail.com")).account_id is None
        assert larger.match(AccountHint(organization_id="502")).account_id is None
        assert larger.match(AccountHint(organization_id="503")).account_id == "A1"
        named = larger.match(AccountHint(organization_name="OTHER NAME Ltd"))
        assert (named.account_id, named.method) == ("A1", MatchMethod.ALIAS)
    assert directory.match(AccountHint(organization_id="501")).account_id is None


def test_the_newer_word_of_an_organization_stands_whichever_comes_first(directory: AccountDirectory) -> None:
    old = Organization("9", "Kestrel Robotics", updated="2026-01-01")
    new = Organization("9", "Nordlicht", updated="2026-02-01")
    for order in ([old, new], [new, old]):
        assert directory.with_known(order).match(AccountHint(organization_id="9")).account_id == "A2"


def test_a_clue_of_organizations_of_two_accounts_decides_nothing(directory: AccountDirectory) -> None:
    both = [Organization("1", "Nordlicht", "", ("x.example",)), Organization("2", "", "A1", ("x.example",))]
    match = directory.with_known(both).match(AccountHint(email="jo@x.example"))
    assert match.account_id is None
    assert match.reason == "domain x.example belongs to 2 accounts: A1, A2"


@pytest.mark.parametrize(
    ("clue", "hint"),
    [
        (("domain", "Kestrelrobotics.example"), AccountHint(email="jo@eu.kestrelrobotics.example")),
        (("external", "A1"), AccountHint(external_id="a1")),
        (("organization", "77"), AccountHint(organization_id="77", external_id="EXT-1")),
        (("name", "Kestrel Robotics"), AccountHint(organization_name="Kestrel Robotics Inc", account="A1")),
        (("account", "Kes"), AccountHint(account="kes", email="x@kestrelrobotics.example")),
        (("name", "Kes"), AccountHint(account="KES")),
        (("name", "Northern Light"), AccountHint(organization_id="88", email="x@kestrelrobotics.example")),
    ],
)
def test_what_a_person_assigned_beats_every_other_clue(clue: tuple[str, str], hint: AccountHint) -> None:
    known = [Organization("88", "Northern Light", "A1")]
    directory = AccountDirectory.build(ROWS, [(*clue, "A2")], known)
    match = directory.match(hint)
    assert (match.account_id, match.method) == ("A2", MatchMethod.HAND)
    assert match.reason.endswith("assigned by hand")
    gone = AccountDirectory.build(ROWS, [(*clue, "Z9")], known)
    assert gone.match(hint).account_id != "Z9"


@pytest.mark.parametrize(
    ("host", "free"),
    [
        ("gmail.com", True),
        ("mail.yahoo.co.jp", True),
        ("hotmail.com.br", True),
        ("gmx.fr", True),
        ("comcast.net", True),
        ("orange.fr", True),
        ("mailinator.com", True),
        ("eu.guerrillamail.com", True),
        ("notgmail.com", False),
        ("gmail.com.example", False),
        ("live.events.example", False),
        ("acme.co.uk", False),
        ("com", False),
        ("", False),
    ],
)
def test_hosts_of_anybodys_mail_are_told(host: str, free: bool) -> None:
    assert is_free_mail(host) is free


def test_legal_forms_do_not_count() -> None:
    assert normal_name("Société Générale S.A.") == normal_name("SOCIETE GENERALE")
    assert normal_name("The Limited") == "the limited"


def test_another_name_given_in_the_book_leads_to_its_account() -> None:
    directory = AccountDirectory.build(
        [{"id": "A9", "name": "Basalt", "aliases": ["Old Quarry GmbH", "BSLT"]}]
    )
    match = directory.match(AccountHint(organization_name="old quarry"))
    assert (match.account_id, match.method) == ("A9", MatchMethod.ALIAS)
    assert directory.match(AccountHint(account="bslt")).account_id == "A9"


def test_no_address_stands_in_a_reason_or_an_organization(directory: AccountDirectory) -> None:
    for hint in (
        AccountHint(organization_name="jane.doe@nowhere.example"),
        AccountHint(account="jane.doe@nowhere.example"),
        AccountHint(external_id="jane.doe@nowhere.example"),
    ):
        assert "jane" not in directory.match(hint).reason
