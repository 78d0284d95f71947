"""Prompt files: read strictly, changed only with their version, and closed to the text that is put into them."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.errors import SettingsError
from prompts.chat import Role
from prompts.fencing import defused, fenced
from prompts.rendering import rendered
from prompts.template import load_template, read_template, template_names

LOCK = Path(__file__).parent / "locked_prompts.toml"
"""For each prompt, its version and the digest of its file at that version. A changed prompt takes a new version
and a new line here."""

GOOD = """+++
id = "note"
version = 3
inputs = ["who", "said"]
untrusted = ["said"]
output = "text"
+++
## system
You write to {{who}}.
## user
They said: {{said}}
"""


def test_every_prompt_is_locked_at_its_version() -> None:
    locked = tomllib.loads(LOCK.read_text("utf-8"))
    now = {
        name: {"version": load_template(name).version, "digest": load_template(name).digest}
        for name in template_names()
    }
    assert now == locked, "a prompt changed: raise its version and lock it anew"
    assert "ask" in now


def test_a_prompt_is_read_into_its_turns() -> None:
    template = read_template(GOOD, "note.md")
    assert (template.label, template.output) == ("note@3", "text")
    system, user = rendered(template, {"who": "Ada", "said": "No {{who}} here"})
    assert (system.role, system.text) == (Role.SYSTEM, "You write to Ada.")
    assert user.role is Role.USER
    assert "No {{who}} here" in user.text


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{{who}}", "{{whom}}", "no input declares: whom"),
        ("You write to {{who}}.", "You write.", "nothing uses: who"),
        ('untrusted = ["said"]', 'untrusted = ["who"]', "untrusted inputs in the system's turn: who"),
        ('untrusted = ["said"]', 'untrusted = ["sad"]', "no inputs: sad"),
        ("version = 3", 'version = "3"', "version"),
        ("version = 3", "version = 3\nmodel = 1", "model"),
        ("## system", "## prelude", "## system"),
        ("+++", "---", "front matter"),
    ],
)
def test_a_wrong_prompt_says_what_and_where(old: str, new: str, said: str) -> None:
    with pytest.raises(SettingsError) as error:
        read_template(GOOD.replace(old, new), "note.md")
    assert said in str(error.value)
    assert "note.md" in str(error.value)


def test_inputs_must_be_those_declared() -> None:
    template = read_template(GOOD, "note.md")
    with pytest.raises(SettingsError, match="lacks said"):
        rendered(template, {"who": "Ada"})
    with pytest.raises(SettingsError, match="got extra"):
        rendered(template, {"who": "Ada", "said": "", "extra": ""})


@given(st.text())
def test_no_text_closes_its_fence(text: str) -> None:
    first, *inside, last = fenced("said", text).split("\n")
    mark = first.split()[1].rstrip(":")
    assert last == f"<<<end of said {mark}>>>"
    assert not any(mark in line for line in inside)
    assert "\n".join(inside) == defused(text)


@given(st.text(alphabet="<|im_start>[/INST]</s>us er", max_size=60))
def test_marks_of_chat_templates_are_broken_apart(text: str) -> None:
    assert defused(defused(text)) == defused(text)
    for mark in ("<|im_start|>", "<|im_end|>", "[INST]", "[/INST]", "</s>", "<s>"):
        assert mark not in defused(text + mark + text)
