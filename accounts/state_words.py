"""What a book's free texts on an account's status and fit mean: payment, contact, fit."""

from __future__ import annotations

import re

_OVERDUE = re.compile(r"past[ _-]?due|overdue|unpaid|delinquent|payment failed", re.IGNORECASE)
_NO_CONTACT = re.compile(r"do[ _-]not[ _-]contact|\bdnc\b|legal hold|litigation", re.IGNORECASE)
_POOR = re.compile(r"poor|bad|\bno\b|not (?:a )?fit|outside", re.IGNORECASE)


def payment_is_overdue(status: str) -> bool:
    """Whether a status says that a payment is late or failed."""
    return _OVERDUE.search(status) is not None


def asks_no_contact(status: str) -> bool:
    """Whether a status says that nobody may write to the account."""
    return _NO_CONTACT.search(status) is not None


def is_poor_fit(fit: str) -> bool:
    """Whether a fit says that the account was never one for us."""
    return _POOR.search(fit) is not None
