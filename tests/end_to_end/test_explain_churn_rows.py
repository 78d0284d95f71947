"""``nrr explain churn:ACCOUNT@DAY`` where months are missing and accounts went on as others: every row it names is
in the store under the name that it was stored by."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from cli.main import main
from tests.conftest import Ran
from tests.end_to_end.figures_of import opens, take

Run = Callable[..., Ran]
DAY = "2025-06-30"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """``GAP`` is known from MRR rows that leave out April for everyone; ``TOP`` took over ``OLD``, which had use,
    contacts and feedback of its own, and went by the id ``FORMER`` before."""
    root = tmp_path_factory.mktemp("rows") / "book"
    assert main(["init", str(root)]) == 0
    take(
        root,
        "accounts",
        [
            {"id": "GAP", "name": "Gap", "renewal": "2025-09-01"},
            {"id": "TOP", "name": "Top", "aliases": "FORMER", "renewal": "2025-08-01"},
            {"id": "OLD", "name": "Old", "status": "merged", "parent": "TOP"},
        ],
    )
    take(
        root,
        "mrr",
        [
            {"account": name, "month": month, "mrr": 100}
            for name in ("GAP", "TOP")
            for month in ("2025-01", "2025-02", "2025-03", "2025-05", "2025-06")
        ],
    )
    take(
        root, "subscriptions", [{"account": "OLD", "started": "2024-06-01", "ended": "2025-03-15", "mrr": 30}]
    )
    take(
        root,
        "usage",
        [
            {
                "account": name,
                "date": date(2025, 6, 20) - timedelta(days=10 * at),
                "metric": "jobs",
                "value": 5 + at,
            }
            for name in ("GAP", "TOP", "OLD", "FORMER")
            for at in range(16)
        ],
    )
    take(
        root,
        "contacts",
        [
            {
                "account": name,
                "name": f"Ann {name}",
                "email": f"ann@{name.lower()}.example",
                "champion": "yes",
            }
            for name in ("GAP", "TOP", "OLD", "FORMER")
        ],
    )
    take(
        root,
        "nps",
        [
            {
                "id": f"n{name}{at}",
                "account_id": name,
                "date": f"2025-0{at}-10",
                "score": 6,
                "comment": "Fine.",
            }
            for name in ("GAP", "OLD")
            for at in (3, 4, 5)
        ],
    )
    return root


@pytest.mark.parametrize("account", ["GAP", "TOP"])
def test_every_row_of_a_risk_is_in_the_store(nrr: Run, book: Path, account: str) -> None:
    listed = nrr("churn", "--date", DAY, "-w", book, "--json").json()["accounts"]
    one = next(line for line in listed if line["account"] == account)
    opened = opens(nrr("explain", one["figure"], "-w", book, "--json"), one["figure"], one["risk"])
    keys = {(row["table"], *row["key"]) for row in opened["rows"]}
    if account == "GAP":
        months = sorted(month for table, _, month, *_ in (key for key in keys if key[0] == "mrr"))
        assert months == ["2025-01", "2025-02", "2025-03", "2025-05", "2025-06"]
    else:
        assert {key[1] for key in keys if key[0] == "usage"} == {"TOP", "OLD", "FORMER"}
        assert ("contacts", "OLD", "ann@old.example", "Ann OLD") in keys
        assert ("subscriptions", "OLD", "", "2024-06-01", "") in keys
        assert ("accounts", "OLD") in keys
