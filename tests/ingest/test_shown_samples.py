"""Samples that a person sees before confirming show what a column is like and nobody's data."""

from __future__ import annotations

from ingest.column_profile import profiles
from ingest.redaction import Redactor
from ingest.shown_samples import samples

ROW: dict[str, object] = {
    "id": "10400",
    "when": "2026-03-04",
    "who": "Anna Weber",
    "mail": "anna.weber@kestrel.example",
    "phone": "+49 170 5550123",
    "card": "4111111111111111",
    "text": "Anna Weber here, call me on +49 170 5550123 or write to anna.weber@kestrel.example",
    "state": "open",
    "first": "Anna",
}
FIELDS = {"id": "id", "date": "when", "name": "who", "email": "mail", "text": "text", "status": "state"}


def shown(fields: dict[str, str]) -> dict[str, str]:
    rows = [ROW] * 5
    return samples(profiles(list(ROW), rows), rows, fields, Redactor([]))


def test_dates_numbers_and_states_are_shown() -> None:
    found = shown(FIELDS)
    assert (found["id"], found["when"], found["state"]) == ("10400", "2026-03-04", "open")


def test_people_are_shown_by_their_shape() -> None:
    found = shown(FIELDS)
    assert found["who"] == "Xxxx Xxxxx"
    assert found["mail"] == "xxxx.xxxxx@xxxxxxx.xxxxxxx"


def test_columns_that_no_field_takes_are_shown_by_their_shape() -> None:
    found = shown({})
    assert found["first"] == "Xxxx"
    assert found["phone"] == "+99 999 9999999"
    assert found["card"] == "9" * 16


def test_no_sample_holds_personal_data_whatever_the_mapping() -> None:
    for fields in (FIELDS, {}, {"text": "who", "subject": "mail", "status": "first", "name": "text"}):
        whole = " ".join(value for header, value in shown(fields).items() if header != "first")
        for secret in ("Weber", "kestrel", "5550123", "4111"):
            assert secret not in whole, (fields, secret)
