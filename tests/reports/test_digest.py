"""The digest for chat and mail: blocks that are read as they stand, whatever customers and accounts are called."""

from __future__ import annotations

import json
from email import message_from_string
from email.message import EmailMessage
from email.policy import default

import pytest

from foundation.errors import SettingsError
from foundation.text import one_line
from reports.masking import MaskRules, masked
from reports.monthly import build_monthly_report
from tests.reports.reading import Page
from tests.reports.samples import full
from tests.tui.samples import NAMES
from workspace.report import digested

HOSTILE = "<!channel> *now* <http://evil.example|click> [x](http://evil.example) <img src=x onerror=y>"


def test_slack_reads_nothing_as_markup_and_takes_every_block() -> None:
    shape = json.loads(digested(build_monthly_report(full(HOSTILE, HOSTILE, HOSTILE)), "slack"))
    texts = [one["text"] for one in shape["blocks"] if "text" in one]
    assert {one["type"] for one in texts} == {"plain_text"}
    assert all(len(one["text"]) <= 3000 for one in texts)
    assert any(one_line(HOSTILE) in one["text"] for one in texts)
    assert len(shape["blocks"]) <= 50
    assert "<" not in shape["text"]


def test_teams_reads_nothing_as_markup() -> None:
    shape = json.loads(digested(build_monthly_report(full(HOSTILE, HOSTILE, HOSTILE)), "teams"))
    body = shape["attachments"][0]["content"]["body"]
    assert {one["type"] for one in body} == {"RichTextBlock"}
    assert any(HOSTILE in run["text"] for one in body for run in one["inlines"])


def test_a_mail_goes_to_nobody_and_holds_both_forms() -> None:
    made = digested(build_monthly_report(full(HOSTILE, HOSTILE, HOSTILE)), "email")
    mail = message_from_string(made, policy=default)
    assert isinstance(mail, EmailMessage)
    assert mail["X-Unsent"] == "1"
    assert mail["To"] is None
    text, page = (mail.get_body((form,)) for form in ("plain", "html"))
    assert text is not None
    assert page is not None
    assert HOSTILE in text.get_content()
    assert {tag for tag, _ in Page(page.get_content()).elements} == {
        "html",
        "body",
        "h1",
        "h2",
        "ul",
        "li",
        "p",
    }


@pytest.mark.parametrize("place", ["slack", "teams", "email"])
def test_a_digest_of_a_masked_copy_names_nobody_and_is_repeatable(place: str) -> None:
    copy = masked(build_monthly_report(full()), MaskRules(5, frozenset(NAMES.values())))
    made = digested(copy, place)
    assert made == digested(copy, place)
    assert not [name for name in NAMES.values() if name in made]


def test_another_place_is_refused() -> None:
    with pytest.raises(SettingsError, match="no digest for 'irc'"):
        digested(build_monthly_report(full()), "irc")
