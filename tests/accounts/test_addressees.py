"""To whom at an account a message goes."""

from __future__ import annotations

from accounts.addressees import addressees
from accounts.book import AccountBook
from foundation.health_settings import CoverageSettings
from tests.accounts.health.books import AS_OF, Row, ago


def _person(name: str, level: str, days: int, **more: object) -> Row:
    email = f"{name.lower()}@a.example"
    return {
        "account": "A",
        "name": name,
        "email": email,
        "level": level,
        "last_contact": ago(days),
        **more,
    }


def _champion(*people: Row) -> str:
    book = AccountBook.from_rows({"accounts": [{"id": "A", "name": "A"}], "contacts": list(people)}, "USD")
    found = addressees(book, "A", AS_OF, CoverageSettings()).champion
    return found.name if found else ""


def test_without_a_champion_the_highest_level_is_written_to() -> None:
    user, manager = _person("Ulla", "user", 1), _person("Mia", "manager", 40)
    told_nothing = _person("Nils", "", 1)
    assert _champion(user, manager, told_nothing) == "Mia"
    assert _champion(user, manager, _person("Eve", "executive", 90)) == "Eve"
    assert _champion(user, told_nothing) == "Ulla"
    assert _champion(user, _person("Uwe", "user", 3)) == "Ulla"
    assert _champion(user, _person("Eve", "executive", 90, email="")) == "Ulla"


def test_of_champions_the_one_spoken_to_last_is_written_to() -> None:
    user = _person("Ulla", "user", 1, champion=True)
    assert _champion(user, _person("Eve", "executive", 90, champion=True)) == "Ulla"
    assert _champion(_person("Eve", "executive", 0), user) == "Ulla"
    assert _champion(_person("Eve", "executive", 5), {**user, "left": ago(2)}) == "Eve"
