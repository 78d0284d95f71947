"""``nrr explain``: every figure of ``nrr metrics`` opens down to rows and files, and comes out the same."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Ran

Run = Callable[..., Ran]

ACCOUNTS = "id,name,segment\nA,Alder,smb\nB,Birch,smb\nC,Cedar,enterprise\nD,Date,\nE,Elm,smb\n"
SUBSCRIPTIONS = """\
account,id,started,ended,mrr
A,a1,2025-01-01,2026-10-10,100
A,a2,2026-10-10,,140
B,b1,2025-01-01,2026-10-20,50
C,c1,2025-02-01,,300
C,c2,2025-02-01,2026-10-01,30.5
D,d1,2026-10-02,,20
E,e1,2025-01-01,2025-12-01,10
E,e2,2026-10-05,,15
"""


@pytest.fixture
def book(tmp_path: Path, nrr: Run) -> Path:
    """A workspace whose October holds each kind of movement."""
    nrr("init", tmp_path / "w")
    for kind, text in (("accounts", ACCOUNTS), ("subscriptions", SUBSCRIPTIONS)):
        (tmp_path / f"{kind}.csv").write_text(text, encoding="utf-8")
        assert nrr("import", kind, tmp_path / f"{kind}.csv", "-w", tmp_path / "w").code == 0
    return tmp_path / "w"


def _figures(found: Any) -> Iterator[tuple[str, float | None]]:
    for name, figure in found["figures"].items():
        yield figure, found[name]
    for name, figure in found["trailing_12"]["figures"].items():
        yield figure, found["trailing_12"][name]
    for move in found["movements"]:
        yield move["figure"], move["change"]
        for name, figure in move["figures"].items():
            yield figure, move[name]


def _holds(nrr: Run, book: Path, figure: str, value: float | None) -> list[str]:
    """Checks a figure and all that it opens to; gives the figures that were opened."""
    ran = nrr("explain", figure, "-w", book, "--json")
    assert ran.code == 0, ran.err
    opened = ran.json()
    assert opened["figure"] == figure
    assert opened["same"]
    assert opened["rows"], figure
    assert opened["value"] == pytest.approx(value) if value is not None else opened["value"] is None
    below = [one for one in opened["inputs"] if one["figure"]]
    return [figure, *(name for one in below for name in _holds(nrr, book, one["figure"], one["value"]))]


@pytest.mark.parametrize("by", [None, "tier", "segment", "cohort"])
def test_every_printed_figure_opens_down_to_rows(nrr: Run, book: Path, by: str | None) -> None:
    split = ("--by", by) if by else ()
    found = nrr("metrics", "--month", "2026-10", *split, "-w", book, "--json").json()
    assert (found["month"], found["currency"], found.get("by")) == ("2026-10", "USD", by)
    for part in [one for one in found.values() if isinstance(one, dict)] if by else [found]:
        opened = [name for figure, value in _figures(part) for name in _holds(nrr, book, figure, value)]
        assert any(name.startswith("mrr:") for name in opened)


def test_rows_come_with_their_file_and_its_hash(nrr: Run, book: Path) -> None:
    opened = nrr("explain", "mrr:C@2026-09", "-w", book, "--json").json()
    digest = hashlib.sha256(SUBSCRIPTIONS.encode()).hexdigest()
    assert (opened["value"], opened["formula"]) == (330.5, "row_1 + row_2")
    assert [row["key"] for row in opened["rows"]] == [
        ["C", "c1", "2025-02-01", ""],
        ["C", "c2", "2025-02-01", ""],
    ]
    assert {row["values"]["mrr"] for row in opened["rows"]} == {300.0, 30.5}
    files = [file for row in opened["rows"] for file in row["files"]]
    assert {(Path(file["name"]).name, file["sha256"]) for file in files} == {("subscriptions.csv", digest)}


def test_the_text_says_that_it_comes_out_the_same(nrr: Run, book: Path) -> None:
    said = nrr("explain", "nrr:2026-10", "-w", book)
    # 100 + 50 + 330.5 at start; + 40, - 30.5, - 50
    assert "0.915713 (91.6 %)" in said.out
    assert "recomputed  0.915713, the same" in said.out
    assert "subscriptions.csv" in said.out
    few = nrr("explain", "nrr:2026-10", "--limit", "1", "-w", book).out
    assert "… and 3 more (--limit 4)" in few


def test_an_id_that_was_copied_from_a_pdf_opens_where_its_line_may_end(nrr: Run, book: Path) -> None:
    assert nrr("explain", "mrr:C@\u200b2026-09", "-w", book, "--json").json()["value"] == 330.5


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        ("nothing", "names no figure"),
        ("gdp:2026-10", "there are: "),
        ("nrr:", "names no figure"),
        ("nrr:October", "is not a month"),
        ("nrr:2026-10/tier=Tier 9", "there is no nrr of"),
        ("nrr:2026-10/shoe=9", "there is no nrr of"),
        ("mrr:A", "names no month"),
        ("mrr:Z@2026-10", "there is no mrr of"),
    ],
)
def test_an_unknown_figure_is_one_line(nrr: Run, book: Path, figure: str, said: str) -> None:
    ran = nrr("explain", figure, "-w", book)
    assert (ran.code, ran.out) == (1, "")
    assert said in ran.err
    assert ran.err.count("\n") == 1


def test_mergers_gaps_and_foreign_money_open_to_the_rows_as_they_were_stored(
    tmp_path: Path, nrr: Run
) -> None:
    book = tmp_path / "w"
    nrr("init", book)
    with (book / "nrr.toml").open("a", encoding="utf-8") as stream:
        stream.write("\n[currencies]\nEUR = 1.1\n")
    texts = {
        "accounts": "id,name,status,parent,aliases\nA,Alder,,,cus_1\nB,Birch,merged,A,\nC,Cedar,,,\n",
        "subscriptions": "account,id,started,ended,mrr,currency\nB,b,2025-01-01,2026-10-01,100,EUR\n"
        "cus_1,a,2026-10-01,,140,USD\nC,c,2025-01-01,,1000,USD\n",
        "mrr": "account,month,mrr\nA,2026-07,7\nA,2026-10,8\n",
    }
    for kind, text in texts.items():
        (tmp_path / f"{kind}.csv").write_text(text, encoding="utf-8")
        nrr("import", kind, tmp_path / f"{kind}.csv", "-w", book)
    ran = nrr("metrics", "--month", "2026-10", "-w", book, "--json")
    found = ran.json()
    for figure, value in _figures(found):
        _holds(nrr, book, figure, value)
    # September: Birch's 100 EUR and, from July, Alder's 7; October: 140 under the former id and 8.
    change = nrr("explain", "change:A@2026-10", "-w", book, "--json").json()
    assert change["value"] == pytest.approx(148 - 117)
    keys = [(row["table"], row["key"][0], row["key"][1]) for row in change["rows"]]
    assert keys == [
        ("mrr", "A", "2026-07"),
        ("mrr", "A", "2026-10"),
        ("subscriptions", "B", "b"),
        ("subscriptions", "cus_1", "a"),
    ]


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        ("mrr:ZZ@2026-10", "No account is like 'ZZ'; nrr accounts lists them all"),
        ("mrr:Ceder@2026-10", "Did you mean mrr:C@2026-10 (Cedar)"),
        ("health:birch/30@2026-10-20", "Did you mean health:B/30@2026-10-20 (Birch)?"),
        ("helth:A@2026-10-20", "Did you mean health:?"),
        ("nrr:2026-10/tear=Tier 1", "Write nrr:2026-10/tier=Tier 1"),
        (
            "nrr:2999-01",
            "2999-01 is still to come; the last month with data is 2026-10. Write --month 2026-10.",
        ),
        ("mrr:A@2999-01", "still to come"),
        ("health:A@2999-01-01", "2999-01-01 is still to come; nothing is known after 2026-10-20"),
        ("health:A", "names no day"),
    ],
)
def test_a_slip_is_told_what_was_perhaps_meant(nrr: Run, book: Path, figure: str, said: str) -> None:
    ran = nrr("explain", figure, "-w", book)
    assert (ran.code, ran.out) == (1, "")
    assert said in ran.err
    assert len(ran.err.strip().splitlines()) == 1


@pytest.mark.parametrize("columns", [80, 100, 200])
def test_rows_fit_the_terminal_and_are_whole_elsewhere(
    nrr: Run, book: Path, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    from cli.commands import explain

    monkeypatch.setattr(explain, "terminal_width", lambda: min(columns, 118))
    long = "A" * 60
    table = book.parent / "more.csv"
    table.write_text(
        f"account,id,started,ended,mrr,currency,plan,seats\nA,{long},2026-01-01,2027-01-01,5,USD,{long},9\n",
        encoding="utf-8",
    )
    assert nrr("import", "subscriptions", table, "-w", book).code == 0
    cut = nrr("explain", "mrr:A@2026-10", "-w", book).out
    assert max(map(len, cut.splitlines())) <= min(columns, 118)
    assert "cut to fit; --json has it all" in cut
    monkeypatch.undo()
    whole = nrr("explain", "mrr:A@2026-10", "-w", book).out
    assert f"{long}, 2026-01-01, {long}" in whole
    assert "cut to fit" not in whole
