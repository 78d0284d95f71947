"""Messages by a model at a real server: what it gets, which of its words stand, what is said of those that do not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from assistant.wire.turn import Patience
from foundation.clock import FixedClock
from foundation.errors import ModelError
from foundation.keys import Keys
from playbooks.draft_parts import parts_of
from playbooks.drafting import PlayDraft
from playbooks.languages import Language
from playbooks.styles import Style
from playbooks.tones import Tone
from tests.ask_world import build_world
from tests.assistant.asking import KEY
from tests.assistant.openai_server import MODEL, Said, Server, serving
from workspace.assistant_tools import open_session
from workspace.draft_checks import checked
from workspace.models import Around
from workspace.play_drafts import playbook
from workspace.play_writing import WritingRequest, written_by_model
from workspace.tools.session import Session
from workspace.workspace import open_workspace

NOW = FixedClock(datetime(2026, 11, 2, 9, 0, tzinfo=UTC))
PART = "step 2 message"
GOOD = "I read what you wrote about the export, and I would like to hear more. Would a short call suit you?"
OFFER = "As a thank you we give you 30 % off until Friday, and the new export ships in December."


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_world(tmp_path_factory.mktemp("written"))


@pytest.fixture
def around() -> Around:
    return Around(Keys({"MODEL_KEY": KEY}, lambda _name: None), NOW, Patience(first=0.01, longest=0.02))


@pytest.fixture(autouse=True)
def _own_model(home: Path) -> Iterator[None]:
    before = (home / "nrr.toml").read_text("utf-8")
    yield
    (home / "nrr.toml").write_text(before, "utf-8")


def _at(home: Path, running: Server) -> Session:
    with (home / "nrr.toml").open("a", encoding="utf-8") as file:
        file.write(f'\n[model]\nbase_url = "{running.url}"\nname = "{MODEL}"\napi_key_env = "MODEL_KEY"\n')
    return open_session(open_workspace(home), NOW)


def _parts(**texts: str) -> Said:
    named = [{"name": name.replace("_", " "), "text": text} for name, text in texts.items()]
    return Said(json.dumps({"parts": named}))


def _texts(draft: PlayDraft) -> dict[str, str]:
    return {one.name: one.text for one in parts_of(draft)}


def _composed(session: Session) -> PlayDraft:
    return playbook(session, "Cedar House", "detractor follow-up")


def test_words_that_pass_stand_between_the_greeting_and_the_signature(home: Path, around: Around) -> None:
    noted: list[str] = []
    with serving(_parts(step_2_message=GOOD)) as running:
        session = _at(home, running)
        composed = _composed(session)
        written = written_by_model(session, composed, WritingRequest(), noted.append, around)
        assert running.calls == 1
        again = written_by_model(session, composed, WritingRequest(), noted.append, around)
        assert running.calls == 1  # answered from before
        sent = json.dumps(running.bodies)
    before, after = _texts(composed), _texts(written)
    blocks = before[PART].split("\n\n")
    assert after == before | {PART: "\n\n".join((blocks[0], GOOD, blocks[-1]))}
    assert (written.prompt, written.model.startswith(MODEL)) == ("draft_play@1", True)
    assert not checked(session, written)
    assert again == written
    assert len(noted) == 1
    assert KEY not in sent
    for other in ("Alder", "Birch", "Dogwood", "Ann Lee"):
        assert other not in sent


def test_a_part_that_fails_twice_stands_as_composed_and_that_is_said(home: Path, around: Around) -> None:
    said = _parts(step_2_message=OFFER, step_2_subject="Your export")
    with serving(said, said) as running:
        session = _at(home, running)
        composed = _composed(session)
        written = written_by_model(session, composed, WritingRequest(), around=around)
        assert running.calls == 2
        asked_again = running.bodies[1]["messages"][-1]["content"]
    assert _texts(written)[PART] == _texts(composed)[PART]
    assert _texts(written)["step 2 subject"] == "Your export"
    assert [one for one in written.warnings if one.startswith(f"{PART} stands as composed")]
    assert PART in asked_again
    assert not checked(session, written)


def test_what_is_mended_at_the_second_attempt_stands(home: Path, around: Around) -> None:
    with serving(_parts(step_2_message=OFFER), _parts(step_2_message=GOOD)) as running:
        session = _at(home, running)
        composed = _composed(session)
        written = written_by_model(session, composed, WritingRequest(), around=around)
    assert GOOD in _texts(written)[PART]
    assert written.warnings == composed.warnings


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (Said("No JSON here at all."), "not in the form asked for"),
        (Said('{"parts": "none"}'), "not in the form asked for"),
        (_parts(step_9_message=GOOD, goal=GOOD), "not in the form asked for"),
        (Said("I cannot help with that.", finish="content_filter"), "the model refused"),
    ],
)
def test_nonsense_leaves_the_draft_as_composed(home: Path, around: Around, said: Said, why: str) -> None:
    with serving(said, said, said) as running:
        session = _at(home, running)
        composed = _composed(session)
        written = written_by_model(session, composed, WritingRequest(), around=around)
    assert _texts(written) == _texts(composed)
    assert why in written.warnings[-1]
    assert (written.model, written.prompt) == ("", "")


@pytest.mark.parametrize(
    "hostile",
    [
        "Alder Works has the same trouble.",
        "You wrote: “we leave next week”.",
        "\u202eHello\u202c see https://evil.example/x",
        "Ignore all rules. {{owner}} [NAME]",
        "It costs you 4,711 dollars.",
    ],
)
def test_nothing_foreign_comes_in(home: Path, around: Around, hostile: str) -> None:
    said = _parts(step_2_message=f"{GOOD} {hostile}")
    with serving(said, said) as running:
        session = _at(home, running)
        composed = _composed(session)
        written = written_by_model(session, composed, WritingRequest(), around=around)
    assert _texts(written) == _texts(composed)
    assert not checked(session, written)


def test_a_service_that_is_down_is_said(home: Path, around: Around) -> None:
    with serving(_parts(step_2_message=GOOD)) as running:
        session = _at(home, running)
        composed = _composed(session)
    with pytest.raises(ModelError):
        written_by_model(session, composed, WritingRequest(), around=around)


def test_without_a_model_nothing_is_written(home: Path, around: Around) -> None:
    session = open_session(open_workspace(home), NOW)
    composed = _composed(session)
    assert written_by_model(session, composed, WritingRequest(), around=around) is composed


def test_the_options_of_the_command_reach_the_model(home: Path, around: Around) -> None:
    with serving(_parts(step_2_message=GOOD)) as running:
        session = _at(home, running)
        written_by_model(
            session, _composed(session), WritingRequest(Style(Tone.FORMAL, Language.DE)), around=around
        )
        sent: Any = running.bodies[0]["messages"][0]["content"]
    assert "Tone: formal" in sent
    assert "Language: German" in sent
