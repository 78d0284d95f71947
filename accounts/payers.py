"""Where those who pay stand in an account book, found once for all months that are asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import pandas as pd

    from accounts.book import AccountBook

Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Payers:
    """``ids``: the ``heads`` first accounts are the book's, in its order; behind them stand those that count for
    another, sorted, and ``tops`` are the rows of whom they count for. ``subscriptions`` and ``snapshots``: the row in
    ``ids`` of whom each row of these tables is of."""

    ids: tuple[str, ...]
    heads: int
    tops: Rows
    subscriptions: Rows
    snapshots: Rows

    @classmethod
    def of(cls, book: AccountBook) -> Payers:
        """Those of ``book``. Raises KeyError where a row is of an account that the book does not hold."""
        import pandas as pd

        heads, members = book.account_ids(), sorted(book.members)
        ids = (*heads, *members)
        at = pd.Index(ids, dtype="str")

        def rows(accounts: pd.Series[str] | list[str]) -> Rows:
            found = at.get_indexer(pd.Index(accounts, dtype="str")).astype(np.int64)
            if (found < 0).any():  # as a row it would be that of the last account
                raise KeyError("an amount is of an account that the book does not hold")
            return found

        return cls(
            ids,
            len(heads),
            rows([book.members[member] for member in members]),
            rows(book.subscriptions["account"]),
            rows(book.mrr["account"]),
        )
