"""Columns of unknown tables: what is proposed, how surely, and what is never guessed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.mapping import field_guesses, figures, kind_guesses, nameless
from ingest.column_profile import KnownAccounts, profiles
from ingest.field_shapes import KIND_TABLES, LIKENESS
from ingest.header_names import likeness, things
from ingest.kind_proposals import propose_kinds
from ingest.proposals import POSSIBLE, SURE, Proposal, propose_fields
from tests.ingest.mapping_samples import samples

HELD_OUT = [one for one in samples() if one.number % 2]


def proposed(
    kind: str, rows: list[dict[str, object]], known: KnownAccounts | None = None
) -> dict[str, Proposal]:
    headers = list(rows[0])
    return {one.field: one for one in propose_fields(kind, profiles(headers, rows, known))}


def tickets(
    text: str = "Ich kann seit gestern nichts mehr exportieren", **more: str
) -> list[dict[str, object]]:
    return [
        {
            "Vorgangsnr": str(100 + at),
            "Eröffnet": f"{at + 1:02d}.03.2026",
            "Nachricht": f"{text} {at}",
            **more,
        }
        for at in range(20)
    ]


def test_every_field_of_every_kind_says_how_it_is_told() -> None:
    assert LIKENESS.keys() == KIND_TABLES.keys()
    for kind, table in KIND_TABLES.items():
        assert LIKENESS[kind].keys() == {column.name for column in table.columns}, kind
        for one in LIKENESS[kind].values():
            assert set(one.things) <= things().keys()


def test_sure_proposals_of_samples_that_were_held_out_are_right() -> None:
    sure = figures(HELD_OUT, field_guesses, lambda one: len(one.answer), SURE)
    assert sure.precision >= 0.99
    assert sure.found >= 0.9
    possible = figures(HELD_OUT, field_guesses, lambda one: len(one.answer), POSSIBLE)
    assert possible.found >= 0.98


def test_sure_kinds_of_samples_that_were_held_out_are_right() -> None:
    sure = figures(HELD_OUT, kind_guesses, lambda _one: 1, SURE)
    assert sure.precision == 1.0
    assert sure.found >= 0.8


def test_columns_without_a_telling_name_are_never_sure() -> None:
    for sample in HELD_OUT:
        assert [guess for guess in field_guesses(nameless(sample)) if guess.confidence >= SURE] == []
        assert [guess for guess in kind_guesses(nameless(sample)) if guess.confidence >= SURE] == []


def test_a_german_table_is_read_by_name_and_values() -> None:
    found = proposed("tickets", tickets())
    assert {name: one.column for name, one in found.items()} == {
        "id": "Vorgangsnr",
        "date": "Eröffnet",
        "text": "Nachricht",
    }
    assert all(one.confidence >= SURE for one in found.values())


def test_values_rule_a_column_out_whatever_its_name() -> None:
    rows: list[dict[str, object]] = [{"Kommentar": str(at), "Bewertung": "gut so"} for at in range(20)]
    assert all(one.confidence < POSSIBLE for one in proposed("nps", rows).values())


def test_two_columns_that_could_both_be_meant_are_not_sure() -> None:
    rows = tickets(**{"Mitteilung": "Noch eine Nachricht mit ganz vielen Worten darin"})
    assert proposed("tickets", rows)["text"].confidence < SURE


def test_a_closing_date_is_not_the_date() -> None:
    rows = [{"Geschlossen am": row["Eröffnet"], "Nachricht": row["Nachricht"]} for row in tickets()]
    assert "date" not in proposed("tickets", rows) or proposed("tickets", rows)["date"].confidence < POSSIBLE


def test_ids_and_names_of_the_book_are_known_without_a_name() -> None:
    known = KnownAccounts(frozenset({"a-1", "a-2", "a-3"}), frozenset({"kestrel robotics"}))
    rows: list[dict[str, object]] = [
        {"X": f"A-{1 + at % 3}", "Y": "Kestrel Robotics GmbH", "Month": "2026-03", "MRR": "10"}
        for at in range(9)
    ]
    found = proposed("mrr", rows, known)["account"]
    assert found.column in ("X", "Y")
    assert found.confidence >= POSSIBLE
    alone = proposed("mrr", [{key: row[key] for key in ("X", "Month", "MRR")} for row in rows], known)[
        "account"
    ]
    assert (alone.column, alone.confidence >= SURE) == ("X", True)
    assert "accounts of the book" in alone.why


def test_an_empty_column_is_not_sure() -> None:
    rows: list[dict[str, object]] = [{**row, "Firma": ""} for row in tickets()]
    assert proposed("tickets", rows)["organization"].confidence < SURE
    assert "no values" in proposed("tickets", rows)["organization"].why


@pytest.mark.parametrize(
    ("header", "thing", "least"),
    [
        ("Kundennummer", "account id", 1.0),
        ("KUNDEN-NR.", "account id", 0.95),
        ("Prioritaet", "priority", 1.0),
        ("Commentaire", "comment", 1.0),
        ("kommentar_des_kunden", "comment", 0.6),
        ("Kommenatr", "comment", 0.6),
        ("createdAt", "created", 1.0),
        ("Fecha", "answered", 1.0),
    ],
)
def test_names_are_known_in_many_spellings(header: str, thing: str, least: float) -> None:
    assert likeness(header, thing) >= least


def test_a_table_of_no_kind_is_not_taken_for_one() -> None:
    rows: list[dict[str, object]] = [
        {"sensor": f"s{at}", "temperature": str(20 + at / 10), "humidity": str(40 + at)} for at in range(20)
    ]
    assert all(one.confidence < SURE for one in propose_kinds(profiles(list(rows[0]), rows)))
    assert propose_kinds({}) == ()


CELLS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["", "3", "2026-01-04", "a@b.example", "yes", "EUR", "1.234,50", "A-1", "ein Satz mit Wort"]
    ),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.dictionaries(st.text(max_size=12), CELLS, max_size=6), min_size=1, max_size=5), st.data())
def test_a_column_serves_one_field_and_confidence_is_a_share(
    rows: list[dict[str, object]], data: st.DataObject
) -> None:
    kind = data.draw(st.sampled_from(sorted(KIND_TABLES)))
    headers = list(dict.fromkeys(header for row in rows for header in row))
    found = propose_fields(kind, profiles(headers, rows))
    assert len({one.column for one in found}) == len(found) == len({one.field for one in found})
    assert all(0 <= one.confidence <= 1 and one.column in headers for one in found)
    assert found == propose_fields(kind, profiles(headers, rows))
