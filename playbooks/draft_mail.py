"""The e-mails of a draft as files that a mail program opens as drafts of its own (RFC 5322, ``X-Unsent``).

Keeps the rules that no header is made of more than one line of anybody's text, that no date, sender or id is made up,
and that an address which is none is left out and said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from foundation.text import one_line, safe_text
from playbooks.draft_life import KeptDraft
from playbooks.drafting import DraftStep

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


@dataclass(frozen=True, slots=True)
class Mail:
    """The e-mail of a step, by its number from 1; ``lacks`` says what it has not, empty where it has all."""

    step: int
    text: str
    lacks: str = ""


def mails_of(kept: KeptDraft) -> tuple[Mail, ...]:
    """One e-mail for each step that is one, in their order; none where the draft has no such step."""
    return tuple(_mail(at, step) for at, step in enumerate(kept.draft.steps, start=1) if step.kind == "email")


def _mail(at: int, step: DraftStep) -> Mail:
    message = EmailMessage(policy=SMTP)
    to = _address(step)
    if to is not None:
        message["To"] = to
    message["Subject"] = one_line(step.subject)
    message["X-Unsent"] = "1"
    message.set_content(safe_text(step.body) + "\n", charset="utf-8", cte="quoted-printable")
    lacks = "" if to is not None else f"step {at}: no usable address is known, so its To is empty"
    return Mail(at, message.as_bytes().decode("ascii"), lacks)


def _address(step: DraftStep) -> Address | None:
    """The addressee; None where the address is none, or not one that every mail program takes."""
    email = one_line(step.to.email) if step.to else ""
    host = email.rpartition("@")[2]
    try:
        email = email.removesuffix(host) + host.encode("idna").decode("ascii")
    except UnicodeError:
        return None
    if step.to is None or not _ADDRESS.fullmatch(email):
        return None
    name, _, host = email.rpartition("@")
    return Address(display_name=one_line(step.to.name), username=name, domain=host)
