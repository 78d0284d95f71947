"""Puts inputs into a prompt: our own as they are, those of unknown origin behind a fence."""

from __future__ import annotations

from collections.abc import Mapping

from foundation.errors import SettingsError
from foundation.text import safe_text
from prompts.chat import Message, Role
from prompts.fencing import fenced
from prompts.template import PLACEHOLDER, PromptTemplate


def rendered(template: PromptTemplate, inputs: Mapping[str, str]) -> tuple[Message, ...]:
    """The system's and the user's turn; a turn without words is left out.

    Inputs are put in at once, so that what looks like a placeholder inside one stays words. Raises SettingsError
    where an input is missing or not declared.
    """
    lacking, foreign = set(template.inputs) - set(inputs), set(inputs) - set(template.inputs)
    if lacking or foreign:
        raise SettingsError(
            f"the prompt {template.label} got {', '.join(sorted(foreign)) or 'nothing foreign'} and lacks "
            f"{', '.join(sorted(lacking)) or 'nothing'}"
        )
    values = {
        name: fenced(name, text) if name in template.untrusted else safe_text(text)
        for name, text in inputs.items()
    }
    turns = ((Role.SYSTEM, template.system), (Role.USER, template.user))
    return tuple(
        Message(role, PLACEHOLDER.sub(lambda found: values[found[1]], body)) for role, body in turns if body
    )
