"""The account review and the QBR pack of the demo: pages that can be decided on, packs that a customer may see."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from foundation.errors import SettingsError
from reports.document import Group, Report, quotes_in
from reports.qbr import LEAST_PEERS, PeerLine
from reports.words import AccountName, plain
from tests.conftest import CLOCK, Ran
from tests.reports.reading import words_in
from workspace.qbr import qbr_view
from workspace.report import FORMATS, rendered
from workspace.report_names import known_names, names_of_others
from workspace.review import review_view
from workspace.workspace import open_workspace


@pytest.fixture(scope="module")
def review(built_demo: Path) -> Report:
    return review_view(open_workspace(built_demo), 3, clock=CLOCK)


def pages(review: Report) -> list[Group]:
    """The pages of a review."""
    return [block for one in review.sections for block in one.blocks if isinstance(block, Group)]


def test_each_account_has_a_page_with_room_for_the_decision(review: Report) -> None:
    assert 3 < len(pages(review)) <= 6
    for page in pages(review):
        parts = [plain(one.title) for one in page.blocks if isinstance(one, Group)]
        assert parts[0] == "History"
        assert parts[-1] == "Decision"
        assert "Challenge" in parts


def test_each_page_is_a_page(review: Report) -> None:
    read = PdfReader(BytesIO(rendered(review, "pdf")))
    texts = [page.extract_text() for page in read.pages]
    names = [plain(page.title) for page in pages(review)]
    starts = [
        next(at for at, text in enumerate(texts) if f"{name}\n" in text and "History" in text)
        for name in names
    ]
    assert len(set(starts)) == len(names)


def test_a_masked_review_names_nobody(built_demo: Path) -> None:
    workspace = open_workspace(built_demo)
    copy = review_view(workspace, 3, mask=True, clock=CLOCK)
    assert not list(quotes_in(copy))
    names = {" ".join(re.findall(r"\w+", one.casefold())) for one in known_names(workspace)}
    for form in FORMATS:
        words = re.findall(r"\w+", words_in(rendered(copy, form), form).casefold())
        spans = {
            " ".join(words[at : at + size]) for size in range(1, 6) for at in range(len(words) - size + 1)
        }
        assert not spans & names, form


def test_a_pack_holds_nothing_of_another_account_and_nothing_we_say_among_ourselves(
    built_demo: Path, review: Report
) -> None:
    workspace = open_workspace(built_demo)
    named = next(span for span in pages(review)[0].title if isinstance(span, AccountName))
    pack = qbr_view(workspace, named.id, clock=CLOCK)
    own = {" ".join(re.findall(r"\w+", named.name.casefold()))}
    names = {
        " ".join(re.findall(r"\w+", one.casefold())) for one in names_of_others(workspace, named.id)
    } - own
    for form in FORMATS:
        words = re.findall(r"\w+", words_in(rendered(pack, form), form).casefold())
        spans = {
            " ".join(words[at : at + size]) for size in range(2, 6) for at in range(len(words) - size + 1)
        }
        assert not spans & names, form
    text = rendered(pack, "md").decode("utf-8").casefold()
    assert "do you intend to renew" in text
    for word in ("risk of leaving", "health ", "at risk", "critical"):
        assert word not in text


def test_peers_are_never_under_five(built_demo: Path, review: Report) -> None:
    named = next(span for span in pages(review)[0].title if isinstance(span, AccountName))
    shape = json.loads(rendered(qbr_view(open_workspace(built_demo), named.id, clock=CLOCK), "json"))
    (peers,) = (one for one in shape["sections"] if one["key"] == "peers")
    for table in (one for one in peers["blocks"] if one["type"] == "table"):
        assert all(row[3]["figures"][0]["value"] >= LEAST_PEERS for row in table["rows"])
    assert PeerLine("seats", 1.0, 2.0, 4).peers < LEAST_PEERS


def test_the_commands_print_and_refuse(nrr: Callable[..., Ran], built_demo: Path, tmp_path: Path) -> None:
    ran = nrr("review", "-w", built_demo, "--limit", "1", "--json")
    assert ran.json()["kind"] == "review"
    assert nrr("qbr", "no such account", "-w", built_demo).code == 1
    gone = next(one for one in nrr("winback", "-w", built_demo, "--json").json()["accounts"])
    refused = nrr("qbr", gone["account"], "-w", built_demo)
    assert refused.code == 1
    assert "nrr review --account" in refused.err
    retro = nrr("review", "--account", gone["account"], "-w", built_demo).out
    assert f"{gone['name']} left on" in retro
    assert "What the playbook should change" in retro
    assert gone["name"] not in nrr("review", "--account", gone["account"], "--mask", "-w", built_demo).out
    with pytest.raises(SettingsError):
        qbr_view(open_workspace(built_demo), gone["account"], clock=CLOCK)
    page = tmp_path / "review.html"
    assert nrr("review", "-w", built_demo, "--limit", "1", "-o", page).code == 0
    assert "<script" not in page.read_text("utf-8")


def test_a_pack_tells_what_was_released_in_the_matters_that_it_raised(
    nrr: Callable[..., Ran], demo_copy: Path
) -> None:
    facts = demo_copy / "facts.toml"
    facts.write_text(
        '[[fact]]\ntext = "Sign-in asks once a day"\ndate = 2026-10-20\ntheme = "login page"\n'
        '[[fact]]\ntext = "The login page is faster at Alder Plumbing"\ndate = 2026-10-20\n'
        '[[fact]]\ntext = "The login page had a new colour"\ndate = 2024-10-20\n'
        '[[fact]]\ntext = "Barcodes can be printed"\ndate = 2026-10-21\n',
        encoding="utf-8",
    )
    text = nrr("qbr", "Wren Climate", "-w", demo_copy).out
    assert "Released on 20 October 2026: Sign-in asks once a day" in text
    assert not any(words in text for words in ("Alder", "new colour", "Barcodes"))
    facts.write_text('[[fact]]\ntext = "No day"\n', encoding="utf-8")
    refused = nrr("qbr", "Wren Climate", "-w", demo_copy)
    assert (refused.code, refused.err.count("\n")) == (1, 1)
    assert "facts.toml" in refused.err
