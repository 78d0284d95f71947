"""What a book's free texts on an account's status and fit mean: payment, contact, fit.

The one place where they are read, so that health, churn, expansion, plays and win-back agree of every account.
"""

from __future__ import annotations

import re

_OVERDUE = re.compile(
    r"(?<!not )(?<!no )(?<!no payment )(?<!no payment is )(?<!nothing )(?<!nothing is )"
    r"(?:past[\s_-]?due|overdue|unpaid|delinquent|in[\s_-]arrears|dunning"
    r"|(?:payment|card|billing)[\s_-]?(?:is |was |has )?(?:failed|declined|overdue)|failed[\s_-]payment"
    r"|überfällig|zahlungsverzug|unbezahlt|impayé|en retard de paiement)",
    re.IGNORECASE,
)
_NO_CONTACT = re.compile(r"do[ _-]not[ _-]contact|\bdnc\b|legal hold|litigation", re.IGNORECASE)
_POOR = re.compile(
    r"^\W*(?:very[ _-])?(?:no|none|low|weak|out|false|wrong)(?:[ _-]fit)?\W*$"
    r"|(?<!not )(?<![^\W_])(?:poor|bad|unfit|misfit|mismatch)(?![^\W_])"
    r"|(?<![^\W_])(?:no|not)[ _-](?:an?[ _-])?(?:good[ _-])?(?:fit|icp|our kind|in icp)(?![^\W_])"
    r"|(?<![^\W_])non[ _-]?icp|outside|out of (?:icp|profile|scope)"
    r"|(?<![^\W_])(?:schlecht\w*|ungeeignet|mauvais\w*|inadapté\w*)",
    re.IGNORECASE,
)


def payment_is_overdue(status: str) -> bool:
    """Whether a status says that a payment is late or failed."""
    return _OVERDUE.search(status) is not None


def asks_no_contact(status: str) -> bool:
    """Whether a status says that nobody may write to the account."""
    return _NO_CONTACT.search(status) is not None


def is_poor_fit(fit: str) -> bool:
    """Whether a fit says that the account was never one for us."""
    return _POOR.search(fit) is not None
