"""A key is in one header, and nowhere else: not in errors, tracebacks with locals, logs, pictures or prompts."""

from __future__ import annotations

import logging
import pickle
import traceback

import pytest

from foundation.errors import NrrError
from foundation.keys import Keys, Secret
from tests.assistant.asking import KEY, ask, model_at, question
from tests.assistant.openai_server import Said, serving
from tests.assistant.server_faults import FAULTS, ServerFault

_BAD = [
    fault for fault in FAULTS if fault.end in ("model", "later", "settings") and "ilence" not in fault.name
]


def _everything(error: BaseException) -> str:
    """A traceback with locals, of the error and of all that led to it, hidden or not."""
    parts, waiting, seen = [], [error], set()
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        told = traceback.TracebackException.from_exception(one, capture_locals=True)
        parts += ["".join(told.format()), repr(one), str(one), repr(vars(one))]
        waiting += [cause for cause in (one.__cause__, one.__context__) if cause is not None]
    return "\n".join(parts)


def _error_at(url: str) -> NrrError:
    try:
        ask(model_at(url, timeout_s=0.4, wall_clock_s=2.0))
    except NrrError as error:
        return error
    raise AssertionError("there was no error")


@pytest.mark.parametrize("fault", _BAD, ids=lambda fault: fault.name)
def test_no_error_holds_the_key(
    fault: ServerFault, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    with serving(*fault.script) as running:
        url = running.url.replace("http:", "https:") if fault.at == "https" else fault.at or running.url
        error = _error_at(url)
    printed = capfd.readouterr()
    for place in (_everything(error), caplog.text, printed.out, printed.err):
        assert KEY not in place
        assert KEY[8:] not in place


def test_a_secret_has_no_picture() -> None:
    secret = Secret(KEY)
    for picture in (
        repr(secret),
        str(secret),
        f"{secret}",
        f"{secret!r:>40}",
        repr([secret]),
        repr(Keys({"A": KEY}, lambda _name: KEY)),
    ):
        assert KEY not in picture
    assert secret.reveal() == KEY
    assert bool(secret)
    assert not Secret()
    with pytest.raises(TypeError):
        pickle.dumps(secret)


@pytest.mark.parametrize("text", [f"key {KEY}!", f"{KEY}{KEY}", f"begins {KEY[:12]}", f"ends {KEY[-10:]}"])
def test_a_secret_is_blotted_out_of_what_others_say(text: str) -> None:
    shown = Secret(KEY).hidden_in(text)
    assert KEY[:8] not in shown
    assert KEY[-8:] not in shown
    assert "[key]" in shown


def test_a_key_that_no_header_can_carry_is_refused_unseen() -> None:
    with pytest.raises(NrrError) as caught:
        Keys({"MODEL_KEY": f"{KEY}\n{KEY}"}, lambda _name: None).secret("MODEL_KEY")
    shown = traceback.TracebackException.from_exception(caught.value, capture_locals=True)
    own = [line for line in "".join(shown.format()).splitlines() if "foundation" not in line]
    assert KEY not in str(caught.value)
    assert own


def test_the_key_is_not_in_what_is_asked() -> None:
    with serving() as running:
        ask(model_at(running.url), question())
        assert KEY not in str(running.bodies)


def test_a_key_that_comes_back_is_blotted_out() -> None:
    with serving(Said(f"The key is {KEY}.", [("look", {"words": KEY})])) as running:
        completion = ask(model_at(running.url), question())
    assert KEY not in completion.text + str(completion.calls)
    assert "[key]" in completion.text
    assert "[key]" in completion.calls[0].arguments
