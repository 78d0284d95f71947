"""``nrr ask --no-llm`` and ``nrr brief`` on whole, poor and empty workspaces: an answer or one line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Ran
from workspace.ask import AskRequest, ask_offline, asked_of
from workspace.assistant_tools import open_session
from workspace.workspace import open_workspace

_TICKETS = "id,date,account,text\n" + "".join(
    f"x{at},2026-10-{at + 1:02d},A1,The export of reports fails on day {at}.\n" for at in range(9)
)
_QUESTIONS = (
    "Why is Alder Works at risk?",
    "What are the top themes?",
    "Who complained about the export?",
    "What is our NRR?",
    "What changed since last month?",
    "What should we do next?",
    "Which accounts renew in the next 30 days?",
    "Compare Alder Works and Birch Labs",
    "purple monkey dishwasher",
)


def _made(nrr: Callable[..., Ran], base: Path, **files: str) -> Path:
    home = base / "w"
    assert nrr("init", home).code == 0
    with (home / "nrr.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[embedding]\nmodel = "hashing"\n')
    for kind, text in files.items():
        (base / f"{kind}.csv").write_text(text, encoding="utf-8")
        assert nrr("import", kind, base / f"{kind}.csv", "-w", home).code == 0
    return home


_ACCOUNTS = (
    "id,name,segment,owner,renewal\nA1,Alder Works,enterprise,Ruth Abara,2026-12-20\nB1,Birch Labs,smb,,\n"
)
_MRR = "account,started,ended,mrr\nA1,2025-01-01,,5000\nB1,2025-01-01,,100\n"


def test_an_answer_comes_with_its_sources_and_its_gaps(nrr: Callable[..., Ran], asked_world: Path) -> None:
    ran = nrr("ask", "--no-llm", "Why is Alder Works at risk and what do they say?", "-w", asked_world)
    assert ran.code == 0
    for words in ("Alder Works", "[1]", "Sources", "Not looked at", "Answered without a model."):
        assert words in ran.out
    assert max(len(line) for line in ran.out.splitlines()) <= 100


def test_the_json_holds_sentences_citations_and_figures(nrr: Callable[..., Ran], asked_world: Path) -> None:
    shape = nrr("ask", "--no-llm", "What is our NRR?", "--json", "-w", asked_world).json()
    assert shape["in_data"] is True
    assert shape["figures"]
    assert all(one["source"] and one["written"] for one in shape["figures"])


def test_a_scope_is_given_by_name_and_by_label(nrr: Callable[..., Ran], asked_world: Path) -> None:
    ran = nrr("ask", "--no-llm", "What do they say?", "--account", "alder works", "-w", asked_world)
    assert ran.code == 0
    assert "Alder Works" in ran.out
    assert "Birch" not in ran.out
    ran = nrr("ask", "--no-llm", "Who said it?", "--theme", "export", "-w", asked_world)
    assert ran.code == 0
    assert "export" in ran.out.lower()


def test_an_unknown_scope_gets_near_names(nrr: Callable[..., Ran], asked_world: Path) -> None:
    for arguments in (("ask", "--no-llm", "Why?", "--account", "Alder Work"), ("brief", "Alder Work")):
        ran = nrr(*arguments, "-w", asked_world)
        assert ran.code == 1
        assert "Alder Works (A1)" in ran.err
        assert "Traceback" not in ran.err


@pytest.mark.parametrize("question", ["", "  ", "x" * 100_000])
def test_no_question_and_a_huge_one_end_in_one_line(
    nrr: Callable[..., Ran], asked_world: Path, question: str
) -> None:
    ran = nrr("ask", "--no-llm", question, "-w", asked_world)
    assert ran.code in (1, 2)
    assert "Traceback" not in ran.err
    assert len(ran.err) < 600


def test_an_empty_workspace_says_what_to_do(nrr: Callable[..., Ran], tmp_path: Path) -> None:
    home = _made(nrr, tmp_path)
    for arguments in (("ask", "--no-llm", "What is our NRR?"), ("brief", "Alder Works")):
        ran = nrr(*arguments, "-w", home)
        assert ran.code == 1
        assert "import" in ran.err
        assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    "files",
    [
        {"accounts": _ACCOUNTS, "subscriptions": _MRR},
        {"accounts": _ACCOUNTS, "subscriptions": _MRR, "tickets": _TICKETS},
        {"accounts": _ACCOUNTS},
        {"accounts": _ACCOUNTS, "tickets": _TICKETS},
        {"tickets": _TICKETS},
    ],
    ids=["no feedback", "not synthesized", "accounts alone", "no revenue", "feedback alone"],
)
def test_a_poor_workspace_answers_what_it_can_and_says_what_it_cannot(
    nrr: Callable[..., Ran], tmp_path: Path, files: dict[str, str]
) -> None:
    home = _made(nrr, tmp_path, **files)
    if list(files) == ["accounts"]:
        ran = nrr("ask", "--no-llm", _QUESTIONS[0], "-w", home)
        assert ran.code == 1
        assert "has a date" in ran.err
        return
    session = open_session(open_workspace(home))
    for question in _QUESTIONS:
        assert ask_offline(session, asked_of(session, AskRequest(question))).text, question
    if "accounts" in files:
        ran = nrr("brief", "Alder Works", "-w", home)
        assert ran.code == 0, ran.err
        assert "Not known" in ran.out


def test_without_revenue_the_feedback_is_still_told(nrr: Callable[..., Ran], tmp_path: Path) -> None:
    home = _made(nrr, tmp_path, accounts=_ACCOUNTS, tickets=_TICKETS)
    assert nrr("synthesize", "--month", "2026-10", "-w", home).code == 0
    ran = nrr("ask", "--no-llm", "Who complained about the export of reports?", "-w", home)
    assert ran.code == 0
    assert "Alder Works" in ran.out
    ran = nrr("ask", "--no-llm", "What is our NRR?", "--json", "-w", home)
    assert ran.code == 0, ran.err
    assert ran.json()["in_data"] is False


def test_a_brief_is_written_printed_and_shaped_alike(
    nrr: Callable[..., Ran], asked_world: Path, tmp_path: Path
) -> None:
    ran = nrr("brief", "alder works", "-o", tmp_path / "brief.md", "-w", asked_world)
    assert ran.code == 0
    page = (tmp_path / "brief.md").read_text(encoding="utf-8")
    shown = nrr("brief", "A1", "-w", asked_world)
    assert "$60,000 of ARR" in page
    assert "$60,000 of ARR" in shown.out
    assert max(len(line) for line in shown.out.splitlines()) <= 80
    shape = nrr("brief", "A1", "--json", "-w", asked_world).json()
    assert shape["arr"] == 60_000
    assert shape["arr_figure"] == "arr:A1@2026-10"
    assert len(shape["questions"]) == 3


def test_a_brief_is_written_as_markdown_alone(
    nrr: Callable[..., Ran], asked_world: Path, tmp_path: Path
) -> None:
    ran = nrr("brief", "A1", "-o", tmp_path / "brief.docx", "-w", asked_world)
    assert ran.code == 1
    assert ".md" in ran.err
