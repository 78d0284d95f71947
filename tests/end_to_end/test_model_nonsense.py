"""A model that answers with nonsense, through the command line and over a real line: the draft is the composed one, one
clear line says why, and what came back is nowhere."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest

from tests.assistant.asking import KEY
from tests.assistant.openai_server import MODEL, Raw, Said, Server, chunk, document, event, serving, whole
from tests.conftest import Ran

Nrr = Callable[..., Ran]

NONSENSE = "zork"
_SHAPES: dict[str, Said | Raw] = {
    "no JSON": Said(f"I am glad to help. {NONSENSE}"),
    "half of it": Said('{"parts": [{"name": "step 2 message", "text": "zork'),
    "a list": Said(f'["{NONSENSE}"]'),
    "another object": Said(json.dumps({"answer": NONSENSE})),
    "parts of another kind": Said(json.dumps({"parts": NONSENSE})),
    "parts without a name": Said(json.dumps({"parts": [{"text": NONSENSE}, None, 3]})),
    "unknown parts": Said(json.dumps({"parts": [{"name": "step 99 message", "text": NONSENSE}]})),
    "numbers for texts": Said(json.dumps({"parts": [{"name": "step 2 message", "text": 7}]})),
    "empty texts": Said(json.dumps({"parts": [{"name": "step 2 message", "text": " \n\u200b "}]})),
    "200 kB": Said(f"{NONSENSE} " * 40_000),
    "200 kB in a part": Said(json.dumps({"parts": [{"name": "step 2 message", "text": "zork! " * 35_000}]})),
    "deeply nested": Said("[" * 50_000 + "]" * 50_000),
    "control characters": Said("\x1b[2J\x1b]0;zork\x07{\x00}"),
    "a refusal in words": Said("I cannot help with that."),
}
_FAILS: dict[str, Said | Raw] = {
    "nothing": Said(""),
    "a sign-in page": Raw([b"<!doctype html><html><body>zork</body></html>"], kind="text/html"),
    "a page for an address that is none": Raw([b"<html>zork</html>"], 404, kind="text/html"),
    "another service's JSON": document({"zork": []}),
    "a cut stream": Raw(
        [event(chunk({"content": '{"parts": [{"name": "step 2'}))], kind="text/event-stream", length=9999
    ),
}


def _world(asked_world: Path, tmp_path: Path, running: Server) -> Path:
    home = Path(copytree(asked_world, tmp_path / "w"))
    with (home / "nrr.toml").open("a", encoding="utf-8") as file:
        file.write(f'\n[model]\nbase_url = "{running.url}"\nname = "{MODEL}"\napi_key_env = "MODEL_KEY"\n')
    return home


@pytest.fixture(autouse=True)
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MODEL_KEY", KEY)


@pytest.mark.parametrize("shape", sorted(_SHAPES))
def test_nonsense_leaves_the_composed_draft_and_a_line(
    nrr: Nrr, asked_world: Path, tmp_path: Path, shape: str
) -> None:
    with serving(_SHAPES[shape]) as running:
        home = _world(asked_world, tmp_path, running)
        ran = nrr("playbook", "C1", "--json", "-w", home)
        assert 1 <= running.calls <= 3
    composed = nrr("playbook", "C1", "--no-llm", "--json", "-w", home).json()
    found = ran.json()
    assert ran.code == 0
    assert found["steps"] == composed["steps"]
    more = [one for one in found["warnings"] if one not in composed["warnings"]]
    assert len(more) == 1
    assert "stand" in more[0]
    assert len(more[0]) < 400
    assert (NONSENSE in found["warnings"][-1]) <= (shape == "200 kB in a part")
    assert "\x1b" not in ran.out
    assert not found["model"]


@pytest.mark.parametrize("shape", sorted(_FAILS))
def test_a_failing_service_prints_the_composed_draft_and_ends_with_4(
    nrr: Nrr, asked_world: Path, tmp_path: Path, shape: str
) -> None:
    with serving(_FAILS[shape]) as running:
        home = _world(asked_world, tmp_path, running)
        ran = nrr("playbook", "C1", "-w", home)
    composed = nrr("playbook", "C1", "--no-llm", "-w", home)
    assert (ran.code, ran.out) == (4, composed.out)
    last = ran.err.strip().splitlines()[-1]
    assert last.startswith("nrr: ")
    assert "Traceback" not in ran.err
    assert NONSENSE not in ran.err
    assert KEY not in ran.err


def test_a_refusal_of_the_service_is_said(nrr: Nrr, asked_world: Path, tmp_path: Path) -> None:
    refused = document(whole({"role": "assistant", "content": None, "refusal": "zork"}))
    with serving(refused) as running:
        home = _world(asked_world, tmp_path, running)
        ran = nrr("playbook", "C1", "-w", home)
    assert ran.code == 0
    assert "Mind: the model refused to write it, so it stands as composed" in ran.out


def test_no_greeting_leaves_the_machine_in_any_language(nrr: Nrr, asked_world: Path, tmp_path: Path) -> None:
    with serving(Said("no")) as running:
        home = _world(asked_world, tmp_path, running)
        people = tmp_path / "contacts.csv"
        people.write_text(
            "account,name,email,champion\nC1,Zora Quill,z@cedar.example,yes\n", encoding="utf-8"
        )
        assert nrr("import", "contacts", people, "-w", home).code == 0
        for language in ("en", "de", "fr", "es"):
            for tone in ("plain", "warm", "formal"):
                ran = nrr("playbook", "C1", "--language", language, "--tone", tone, "--json", "-w", home)
                assert "Zora" in ran.out
                sent = json.dumps(running.bodies, ensure_ascii=False)
                assert "Zora" not in sent, (language, tone)
                assert "Quill" not in sent, (language, tone)
