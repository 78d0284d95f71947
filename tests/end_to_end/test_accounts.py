"""``nrr accounts`` and ``nrr metrics`` on books as they come: lists, the calendar, and what is wrong, said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Ran
from tests.end_to_end.figures_of import figures_of, opens

Run = Callable[..., Ran]
DOCS = Path(__file__).resolve().parents[2] / "docs"

ACCOUNTS = """\
id,name,segment,owner,renewal,tier
alder,Alder,smb,Ann,2026-11-15,
birch,Birch,smb,Ann,2026-12-01,
cedar,Cedar,enterprise,Bo,2027-03-01,1
dale,Dale,smb,Bo,,
elm,Elm,,Bo,2026-05-01,
"""
SUBSCRIPTIONS = """\
account,id,started,ended,mrr
alder,a1,2025-01-01,2026-10-10,100
alder,a2,2026-10-10,,140
birch,b1,2025-01-01,2026-10-20,50
cedar,c1,2025-02-01,,300
cedar,c2,2025-02-01,2026-10-01,30
dale,d1,2026-10-02,,20
elm,e1,2025-01-01,2025-12-01,10
elm,e2,2026-10-05,,15
"""


class Book:
    """A workspace to import into."""

    def __init__(self, folder: Path, nrr: Run) -> None:
        self.folder, self._nrr = folder, nrr
        nrr("init", folder / "w")

    def run(self, *arguments: object) -> Ran:
        return self._nrr(*arguments, "-w", self.folder / "w")

    def take(self, kind: str, text: str, name: str = "", *more: str) -> Ran:
        path = self.folder / (name or f"{kind}.csv")
        path.write_text(text, encoding="utf-8")
        return self.run("import", kind, path, *more)

    def settings(self, text: str) -> None:
        with (self.folder / "w" / "nrr.toml").open("a", encoding="utf-8") as stream:
            stream.write(text)


@pytest.fixture
def book(tmp_path: Path, nrr: Run) -> Book:
    return Book(tmp_path, nrr)


@pytest.fixture
def five(book: Book) -> Book:
    """The example of docs/metrics.md."""
    assert book.take("accounts", ACCOUNTS).code == 0
    assert book.take("subscriptions", SUBSCRIPTIONS).code == 0
    return book


def test_metrics_print_what_the_documentation_works_out(five: Book) -> None:
    ran = five.run("metrics", "--month", "2026-10")
    assert ran.out.strip() in (DOCS / "metrics.md").read_text(encoding="utf-8")
    assert five.run("metrics").out == ran.out  # the latest month that the book speaks of


def test_accounts_are_listed_by_arr_with_tier_owner_and_renewal(five: Book) -> None:
    found = five.run("accounts", "--json").json()
    assert (found["month"], found["count"], found["arr"]) == ("2026-10", 4, 12 * 475)
    assert [one["account"] for one in found["accounts"]] == ["cedar", "alder", "dale", "elm"]
    cedar = found["accounts"][0]
    assert (cedar["tier"], cedar["owner"], cedar["arr"], cedar["days_to_renewal"]) == (
        "Tier 1",
        "Bo",
        3600,
        121,
    )
    assert five.run("explain", cedar["figure"], "--json").json()["value"] == cedar["arr"]
    assert (found["without_renewal"], found["renewal_passed"]) == (1, 1)
    by_name = five.run("accounts", "--sort", "name", "--owner", "bo", "--all", "--json").json()
    assert [one["name"] for one in by_name["accounts"]] == ["Cedar", "Dale", "Elm"]
    assert "2 accounts more" in five.run("accounts", "--limit", "2").out


def test_the_renewal_calendar(five: Book) -> None:
    found = five.run("accounts", "--renewing", "130", "--json").json()
    assert [one["account"] for one in found["accounts"]] == ["alder", "cedar"]
    assert [(one["month"], one["accounts"], one["arr"]) for one in found["renewals"]] == [
        ("2026-11", 1, 1680),
        ("2027-03", 1, 3600),
    ]
    assert found["renewals"][1]["by_tier"] == {"Tier 1": 3600}
    said = five.run("accounts", "--renewing", "30")
    assert "November 2026" in said.out
    assert "Cedar" not in said.out
    assert "1 account without a renewal date" in said.err


@pytest.mark.parametrize("option", ["--tier", "--segment", "--owner"])
def test_a_filter_that_fits_nothing_names_what_there_is(five: Book, option: str) -> None:
    ran = five.run("accounts", option, "nobody")
    assert (ran.code, ran.out) == (1, "")
    assert "There are: " in ran.err


def test_a_tier_may_be_named_by_its_number(five: Book) -> None:
    by_number, by_name = (five.run("accounts", "--tier", word, "--json").json() for word in ("1", "tier 1"))
    assert by_number["accounts"] == by_name["accounts"]
    assert by_number["accounts"]


def test_what_is_signed_for_a_day_to_come_moves_no_figure_into_the_future(five: Book) -> None:
    commands = ("metrics", "accounts", "churn", "expansion")
    before = [five.run(command, "--json") for command in commands]
    ahead = five.take(
        "subscriptions", "account,id,started,ended,mrr,plan\ndale,d2,2099-01-01,,500,Later\n", "ahead.csv"
    )
    assert ahead.code == 0
    used = five.take("usage", "account,date,metric,value\nalder,2099-01-01,exports,5\n")
    assert used.code == 0
    assert [(ran.code, ran.out) for ran in before] == [
        (ran.code, ran.out) for ran in (five.run(command, "--json") for command in commands)
    ]
    assert "2099-01 is still to come" in five.run("metrics", "--month", "2099-01").err


def test_without_feedback_nobody_is_said_to_be_silent_or_not(five: Book) -> None:
    said = five.run("silent").out
    assert said.startswith("No account has a habit of talking: none has feedback")


def test_every_kind_of_bad_row_is_named_with_its_reason(book: Book) -> None:
    book.take("accounts", "id,name,churned,status\nA,Alder,,\nB,Birch,2026-02-01,churned\n")
    rows = """\
account,id,started,ended,mrr,plan
A,s,2025-01-01,,100,Team
A,s,2026-01-01,,"1,200.50",Team
A,,2025-01-01,,5,Extra
A,,2025-06-01,,6,Extra
A,back,2026-01-01,2025-01-01,7,Team
A,minus,2026-01-01,,-7,Team
A,word,2026-01-01,,many,Team
A,late,2099-01-01,,8,Team
B,open,2025-01-01,,9,Team
Z,z,2025-01-01,,1,Team
Z,z2,2025-01-01,,1,Team
A,s,2025-01-01,,100,Team
"""
    imported = book.take("subscriptions", rows, "", "--json").json()
    assert {(drop["row"], drop["column"]) for drop in imported["drops"]} == {
        (2, ""),
        (6, "ended"),
        (7, "mrr"),
        (8, "mrr"),
    }
    assert imported["unmatched_accounts"] == 2
    book.take("usage", "account,date,metric,value\nA,2099-01-01,jobs,5\nQ,2026-01-01,jobs,5\n")
    found = book.run("accounts", "--problems", "--json").json()
    assert {(one["table"], one["row"], one["reason"]) for one in found["problems"]} == {
        ("subscriptions", "A, s, 2025-01-01", "it overlaps its next version; cut off where that starts"),
        ("subscriptions", "A, 2025-06-01", "it starts while an earlier one like it runs; both count"),
        ("subscriptions", "A, late, 2099-01-01", "it starts while an earlier one like it runs; both count"),
        ("subscriptions", "A, late, 2099-01-01, Team", "it starts in the future; it counts from then"),
        (
            "subscriptions",
            "B, open, 2025-01-01",
            "the account churned but this has no end date; it counts on",
        ),
        ("subscriptions", "Z", "the account is not in the book; rows left out: 2"),
        ("usage", "A, 2099-01-01, jobs", "it is dated in the future; it counts for no day before"),
        ("usage", "Q", "the account is not in the book; rows left out: 1"),
    }
    ran = book.run("metrics", "--month", "2026-10", "--json")
    assert ran.json()["end_mrr"] == 1200.5 + 5 + 6 + 9
    assert "nrr accounts --problems" in ran.err


def test_a_month_beyond_the_snapshots_is_refused(book: Book) -> None:
    book.take("accounts", "id,name\nA,Alder\n")
    book.take("mrr", "account,month,mrr\nA,2026-08,10\nA,2026-09,12\n")
    assert book.run("metrics", "--json").json()["expansion"] == 2
    ran = book.run("metrics", "--month", "2026-10")
    assert ran.code == 1
    assert "the mrr table holds 2026-08 to 2026-09" in ran.err


def test_yearly_prices_and_foreign_money(book: Book) -> None:
    book.take("accounts", "id,name,currency\nA,Alder,\nB,Birch,JPY\n")
    rows = "account,started,plan,amount,currency,interval\nA,2026-01-01,x,1200,USD,year\nA,2026-01-01,y,30,EUR,\n"
    refused = book.take("subscriptions", rows)
    assert "[currencies], EUR = NUMBER" in refused.out + refused.err
    book.settings("\n[currencies]\nEUR = 1.1\nJPY = 0.01\n")
    book.take("subscriptions", rows + "B,2026-01-01,x,36000,,quarterly\n")
    assert book.run("metrics", "--month", "2026-10", "--json").json()["end_mrr"] == pytest.approx(
        100 + 33 + 120
    )
    opened = book.run("explain", "mrr:A@2026-10", "--json").json()
    assert opened["same"]
    assert opened["value"] == pytest.approx(133)
    wrong = book.take("subscriptions", rows, "", "--set", "interval=fortnight")
    assert "interval cannot be 'fortnight'" in wrong.err


def test_yen_through_stripe_are_whole_and_dollars_are_cents(book: Book) -> None:
    book.settings("\n[currencies]\nJPY = 0.01\n")
    book.take("accounts", "id,name\nA,Alder\nB,Birch\n")
    item = (
        '{{"object":"subscription","id":"{id}","status":"active","customer":"c","currency":"{code}",'
        '"metadata":{{"account_id":"{account}"}},"start_date":1735689600,"items":{{"data":[{{"quantity":2,'
        '"price":{{"unit_amount":12000,"currency":"{code}","recurring":{{"interval":"{often}",'
        '"interval_count":1}}}}}}]}}}}'
    )
    lines = [
        item.format(id="s1", account="A", code="usd", often="year"),
        item.format(id="s2", account="B", code="jpy", often="month"),
    ]
    (book.folder / "stripe.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert book.run("import", "subscriptions", book.folder / "stripe.jsonl").code == 0
    found = book.run("accounts", "--month", "2026-10", "--json").json()
    # $120.00 x 2 a year is $20 a month; 12,000 yen x 2 at 0.01 is $240
    assert {one["account"]: one["mrr"] for one in found["accounts"]} == {"A": 20, "B": 240}


@pytest.mark.parametrize(
    "narrowed",
    [(), ("--renewing", "60"), ("--owner", "ann", "--all"), ("--tier", "Tier 1", "--segment", "Enterprise")],
)
def test_the_sums_of_the_calendar_open_down_to_rows(book: Book, narrowed: tuple[str, ...]) -> None:
    book.take("accounts", ACCOUNTS)
    book.take("subscriptions", SUBSCRIPTIONS)
    printed = book.run("accounts", *narrowed, "--month", "2026-10", "--json").json()
    found = dict(figures_of(printed))
    assert len(found) >= 1 + 3 * len(printed["renewals"]) > 1
    for figure, value in found.items():
        opened = opens(book.run("explain", figure, "--json"), figure, value)
        kinds = {row["table"] for row in opened["rows"]}
        assert "accounts" in kinds or figure.startswith(("arr:", "mrr:"))
        assert "subscriptions" in kinds or value == 0 or figure.startswith("renewing_accounts:")


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        ("renewals:2026-12", "names no figure"),
        ("listed_arr:2026-12@2026-10", "names no figure"),
        ("renewals:2026-05@2026-10", "there is no renewals of"),
        ("renewals:2026-11@2026-10?owner=Nobody", "no account of these has the owner"),
    ],
)
def test_sums_that_there_are_not_are_one_line(book: Book, figure: str, said: str) -> None:
    book.take("accounts", ACCOUNTS)
    book.take("subscriptions", SUBSCRIPTIONS)
    ran = book.run("explain", figure)
    assert (ran.code, said in ran.err, ran.err.count("\n")) == (1, True, 1)


def test_json_holds_all_accounts_where_text_stops_and_says_how_to_see_the_rest(book: Book) -> None:
    ids = [f"a{number:02d}" for number in range(63)]
    assert book.take("accounts", "id,name\n" + "".join(f"{one},{one}\n" for one in ids)).code == 0
    paid = "".join(f"{one},2025-01-01,10\n" for one in ids)
    assert book.take("subscriptions", "account,started,mrr\n" + paid).code == 0
    month = ("--month", "2026-01")
    found = book.run("accounts", *month, "--json").json()
    assert ([one["account"] for one in found["accounts"]], found["count"], found["more"]) == (ids, 63, 0)
    five = book.run("accounts", *month, "--limit", "5", "--json").json()
    assert (len(five["accounts"]), five["count"], five["more"]) == (5, 63, 58)
    text = book.run("accounts", *month).out
    assert len(text.splitlines()) == 52
    assert "… and 13 accounts more (--limit 63)" in text
