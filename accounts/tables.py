"""The product's own plain tables: which columns each kind has, what they mean, what is required.

One declaration drives reading (aliases, types), the store's upsert key and the documentation.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ColumnType(StrEnum):
    """How a cell is read. ``MONTH`` is kept as YYYY-MM, ``DATE`` as YYYY-MM-DD, ``LIST`` as a JSON array."""

    TEXT = "text"
    NUMBER = "number"
    INTEGER = "integer"
    DATE = "date"
    MONTH = "month"
    FLAG = "flag"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, type, the other headers it goes by (matched without case, spaces, underscores).
    ``ask`` is the question to put where a file does not hold it; ``choices`` are all it may say, if set."""

    name: str
    type: ColumnType = ColumnType.TEXT
    aliases: tuple[str, ...] = ()
    required: bool = False
    meaning: str = ""
    ask: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A kind of plain table. Rows with the same ``key`` are the same row in a newer version."""

    kind: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    account_column: str = ""

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)


_T, _N, _I, _D, _M, _F, _L = (
    ColumnType.TEXT,
    ColumnType.NUMBER,
    ColumnType.INTEGER,
    ColumnType.DATE,
    ColumnType.MONTH,
    ColumnType.FLAG,
    ColumnType.LIST,
)
_ACCOUNT = Column("account", _T, ("account id", "accountid", "customer", "customer id", "company id"), True)
_NO_CONTACT = (
    "dnc",
    "no contact",
    "opted out",
    "opt out",
    "unsubscribed",
    "do not email",
    "has opted out of email",
    "hs email optout",
)

TABLES: dict[str, Table] = {
    table.kind: table
    for table in (
        Table(
            "accounts",
            (
                Column("id", _T, ("account id", "account", "customer id", "company id"), True),
                Column("name", _T, ("account name", "company", "company name", "customer name"), True),
                Column("domains", _L, ("domain", "website", "email domain", "domain names")),
                Column("segment", _T, ("market segment", "size segment")),
                Column("industry", _T, ("sector", "vertical")),
                Column("employees", _I, ("number of employees", "headcount", "company size")),
                Column("tier", _T, ("account tier",)),
                Column("owner", _T, ("csm", "account owner", "customer success manager")),
                Column("executive_sponsor", _T, ("sponsor", "exec sponsor")),
                Column("started", _D, ("start date", "customer since", "created", "created at")),
                Column("renewal", _D, ("renewal date", "contract end", "next renewal")),
                Column("status", _T, ("account status", "lifecycle")),
                Column("churned", _D, ("churn date", "churned at", "cancelled at", "end date")),
                Column("churn_reason", _T, ("reason", "cancellation reason")),
                Column("fit", _T, ("icp fit", "customer fit")),
                Column("currency", _T, ("currency code",)),
                Column("parent", _T, ("parent id", "parent account")),
                Column("aliases", _L, ("other names", "also known as", "former name")),
                Column("do_not_contact", _T, _NO_CONTACT),
            ),
            ("id",),
        ),
        Table(
            "subscriptions",
            (
                _ACCOUNT,
                Column("id", _T, ("subscription id",)),
                Column("started", _D, ("start", "start date"), True),
                Column("ended", _D, ("end", "end date", "cancelled at")),
                Column("mrr", _N, ("monthly recurring revenue", "amount"), True),
                Column("currency", _T, ("currency code",)),
                Column("plan", _T, ("product", "plan name")),
                Column("seats", _I, ("quantity", "licences", "licenses")),
            ),
            ("account", "id", "started", "plan"),
            "account",
        ),
        Table(
            "mrr",
            (
                _ACCOUNT,
                Column("month", _M, ("date", "period"), True),
                Column("mrr", _N, ("monthly recurring revenue", "amount"), True),
                Column("currency", _T),
            ),
            ("account", "month"),
            "account",
        ),
        Table(
            "usage",
            (
                _ACCOUNT,
                Column("date", _D, ("day", "week", "period"), True),
                Column("metric", _T, ("event", "feature", "measure"), True),
                Column("value", _N, ("count", "amount", "quantity"), True),
                Column("limit", _N, ("plan limit", "quota")),
            ),
            ("account", "date", "metric"),
            "account",
        ),
        Table(
            "contacts",
            (
                _ACCOUNT,
                Column("name", _T, ("full name", "contact", "contact name"), True),
                Column("email", _T, ("e-mail", "email address")),
                Column("level", _T, ("seniority",)),
                Column("function", _T, ("role", "department", "job title", "title")),
                Column("champion", _F, ("is champion",)),
                Column("last_contact", _D, ("last contacted", "last activity date")),
                Column("left", _D, ("left on", "departed")),
                Column("do_not_contact", _T, _NO_CONTACT),
            ),
            ("account", "email", "name"),
            "account",
        ),
        Table(
            "milestones",
            (
                _ACCOUNT,
                Column("milestone", _T, ("name", "step", "stage"), True),
                Column("due", _D, ("target", "due date", "planned")),
                Column("reached", _D, ("completed", "date", "done on")),
            ),
            ("account", "milestone"),
            "account",
        ),
        Table(
            "health",
            (
                _ACCOUNT,
                Column("date", _D, ("as of", "day"), True),
                Column("score", _N, ("health score", "value"), True),
                Column("signal", _T, ("measure", "metric")),
                Column(
                    "direction",
                    _T,
                    ("good direction",),
                    True,
                    ask="which direction of these scores is good? Say --set direction=higher where a high score is "
                    "good, or --set direction=lower where it is bad",
                    choices=("higher", "lower"),
                ),
            ),
            ("account", "date", "signal"),
            "account",
        ),
        Table(
            "plays",
            (
                _ACCOUNT,
                Column("play", _T, ("playbook", "name"), True),
                Column("started", _D, ("start", "start date"), True),
                Column("ended", _D, ("end", "completed", "done on")),
                Column("owner", _T, ("assigned to",)),
                Column("outcome", _T, ("result", "status")),
                Column("amount", _N, ("value", "mrr")),
            ),
            ("account", "play", "started"),
            "account",
        ),
        Table(
            "community",
            (
                _ACCOUNT,
                Column("person", _T, ("contact", "member", "email"), True),
                Column("date", _D, ("day", "created at"), True),
                Column("activity", _T, ("type", "event"), True),
                Column("topic", _T, ("subject", "space")),
            ),
            ("account", "person", "date", "activity"),
            "account",
        ),
    )
}
