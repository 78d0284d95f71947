"""What leaves as a file: e-mails that any program takes, cells that run nothing, Markdown that is only words."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from email import message_from_string
from email.message import EmailMessage
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbooks.account_brief import BriefPerson
from playbooks.draft_export import json_of, markdown_of, merge_rows, messages_text
from playbooks.draft_life import Action
from playbooks.draft_mail import mails_of
from playbooks.drafting import PlayDraft
from tests.playbooks.draft_samples import ANN, BODY, drafts, kept, sample


def _first(**otherwise: object) -> PlayDraft:
    """The sample with its first step otherwise."""
    draft = sample()
    return replace(draft, steps=(replace(draft.steps[0], **otherwise), *draft.steps[1:]))  # type: ignore[arg-type]


def _read(draft: PlayDraft) -> EmailMessage:
    (mail,) = mails_of(kept(draft))
    message = message_from_string(mail.text, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def test_an_e_mail_is_a_draft_of_the_mail_program() -> None:
    message = _read(sample())
    assert message["To"] == "Ann Lee <ann@alder.example>"
    assert message["Subject"] == "The export of reports"
    assert message["X-Unsent"] == "1"
    assert {"Date", "From", "Message-ID"}.isdisjoint(message.keys())
    assert message.get_content().replace("\r\n", "\n") == BODY + "\n"


@pytest.mark.parametrize("name", ["Jörg Müller, VP", 'Ann "Boss" Lee', "李小龍", "a\r\nBcc: x@y.example"])
def test_a_name_is_one_name_and_no_other_header(name: str) -> None:
    message = _read(_first(to=replace(ANN, name=name), subject="Ein Gruß\r\nBcc: evil@x.example\n\nhi"))
    (to,) = message["To"].addresses
    assert (to.display_name, to.addr_spec) == (" ".join(name.split()), ANN.email)
    assert message["Subject"] == "Ein Gruß Bcc: evil@x.example hi"
    assert message["Bcc"] is None


@pytest.mark.parametrize(
    "email", ["", "ann", "a@b@c.example", "ann@x", "ann @x.example", "jörg@x.example", "<EMAIL_1>"]
)
def test_an_address_that_is_none_is_left_out_and_said(email: str) -> None:
    (mail,) = mails_of(kept(_first(to=replace(ANN, email=email))))
    assert "To:" not in mail.text.split("\r\n\r\n")[0]
    assert "step 1" in mail.lacks


def test_an_international_host_is_written_so_that_it_arrives() -> None:
    assert (
        _read(_first(to=replace(ANN, email="ann@münchen.example")))["To"].addresses[0].domain
        == "xn--mnchen-3ya.example"
    )


@given(st.text(st.characters(codec="utf-8"), max_size=60), st.text(max_size=60))
def test_no_text_makes_a_header(subject: str, name: str) -> None:
    (mail,) = mails_of(kept(_first(subject=subject, to=BriefPerson(name, "ann@alder.example", ""))))
    message = message_from_string(mail.text, policy=default)
    allowed = {"To", "Subject", "X-Unsent", "Content-Type", "Content-Transfer-Encoding", "MIME-Version"}
    assert set(message.keys()) <= allowed
    assert mail.text.isascii()


@given(drafts)
def test_no_cell_begins_what_a_spreadsheet_runs(draft: PlayDraft) -> None:
    rows = list(csv.reader(io.StringIO(merge_rows(kept(draft)), newline="")))
    assert len(rows) == 1 + sum(bool(step.kind) for step in draft.steps)
    for cell in (cell for row in rows for cell in row):
        assert not cell.strip()[:1] or cell.strip()[0] not in "=+-@＝＋－＠"


@pytest.mark.parametrize("hostile", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", '"=1', "＝1"])
def test_a_formula_in_a_message_is_only_words(hostile: str) -> None:
    draft = _first(body=f"{hostile} and more", subject=hostile)
    (_, first, _) = csv.reader(io.StringIO(merge_rows(kept(draft)), newline=""))
    assert [cell[0] for cell in first[-2:]] == ["'", "'"]


def test_one_row_a_message_with_all_that_a_merge_needs() -> None:
    first, second = csv.DictReader(io.StringIO(merge_rows(kept()), newline=""))
    assert (first["to_email"], first["subject"], first["message"]) == (
        ANN.email,
        "The export of reports",
        BODY,
    )
    assert (second["step"], second["kind"], second["day"]) == ("2", "call", "2026-11-05")


def test_markdown_holds_every_word_and_no_markup_of_theirs() -> None:
    draft = replace(
        _first(body="![x](http://t.example/p.png) <b>bold</b>\n# Not a head"),
        name="[Alder](http://x.example)",
    )
    text = markdown_of(kept(draft, Action.APPROVE))
    assert "Approved by Ruth Abara on 2026-11-02" in text
    assert "![x](" not in text
    assert "<b>" not in text
    assert "[Alder](" not in text
    assert not [line for line in text.splitlines() if line.startswith("> #")]
    for part in ("Listen first.", "Who else is hit?", "They have renewed.", "ann@alder.example"):
        assert part in text


def test_json_and_the_clipboard_s_text_say_what_the_draft_says() -> None:
    held = json.loads(json_of(kept(None, Action.APPROVE)))
    assert (held["status"], held["approved_by"], held["parts"]["step 1 message"]) == (
        "approved",
        "Ruth Abara",
        BODY,
    )
    assert messages_text(kept(), 2) == "Hello, it is Ruth."
    assert messages_text(kept()).startswith("Subject: The export of reports\n\nHello Ann,")
    assert messages_text(kept(), 3) == ""
