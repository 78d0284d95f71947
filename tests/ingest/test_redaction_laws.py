"""Laws that hold for any text: redacting twice changes nothing, no planted secret survives, nothing raises."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bench.redaction_corpora import own_texts
from ingest.people import names_in
from ingest.redaction import KINDS, Redactor

REDACTOR = Redactor(("Maria Lund", "Chris O'Brien", "José Núñez", "山田太郎"))
# each is told by its own shape or check digit, whatever stands around it
PLANTED = (
    "maria.lund+x@kestrel.example",
    "4111 1111 1111 1111",
    "378282246310005",
    "DE89 3704 0044 0532 0130 00",
    "GB82WEST12345698765432",
    "00:1B:44:11:3A:B7",
    "2001:db8:85a3::8a2e:370:7334",
    "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
    "sk_live_4eC39HqLyjWDarjtT1zdp7dc",
    "AKIAIOSFODNN7EXAMPLE",
    "https://deploy:hunter2secret@git.kestrel.example/app",
    "+49 171 2345678",
    "+1 415 555 0132",
    "Maria Lund",
)
SECRETS = {text: text for text in PLANTED} | {
    "https://deploy:hunter2secret@git.kestrel.example/app": "hunter2secret",
}
_ANY = st.text(st.characters(exclude_categories=()), max_size=60)
_PIECES = st.sampled_from(
    [text.text for text in own_texts()]
    + [
        "<EMAIL_1>",
        "<PERSON_2",
        "EMAIL_1>",
        "Hi ",
        "\n",
        "Thanks,\n",
        "Maria",
        " 0",
        "@",
        "a@b.example",
        "\x00",
    ]
    + ["\ud800", "\u202e", "\u200b", "\ue000", "１２３", "٣٤٥", "ß", "İ", "my password is ", "call me at "]
)
_WRAPPING = st.text(
    st.sampled_from(" \n\t.,;:!?()[]{}\"'„“”«»–—…<>|*~ abcxyzäöüßéñçабвгд日本語한국")
    | st.characters(categories=("Zs", "Po", "Ps", "Pe")),
    max_size=30,
)
_BLANKS = st.sampled_from([" ", "\u00a0", "\u2009", "\u202f"])


def _bare(text: str) -> str:
    return re.sub(r"[\W_]", "", text).lower()


@given(st.lists(_PIECES | _ANY, max_size=6).map("".join))
@example("İİİİ maria@x.example")
@example("<EMAIL_999999999> a@x.example")
@settings(max_examples=300, deadline=None)
def test_redaction_is_idempotent_and_never_raises(text: str) -> None:
    once = REDACTOR.redact(text, ["Maria Lund", *names_in(text)])
    again = REDACTOR.redact(once.text, ["Maria Lund", *names_in(text)])
    assert again.text == once.text
    assert again.counts == {}
    assert set(once.counts) <= set(KINDS)


@given(st.sampled_from(PLANTED), _WRAPPING, _WRAPPING, _BLANKS)
@settings(max_examples=400, deadline=None)
def test_a_planted_secret_is_gone(secret: str, left: str, right: str, blank: str) -> None:
    text = f"{left} {secret.replace(' ', blank)} {right}"
    redacted = REDACTOR.redact(text).text
    assert _bare(SECRETS[secret]) not in _bare(re.sub(r"<[A-Z_]+_\d+>", "|", redacted))


@given(st.sampled_from(PLANTED), st.integers(1, 4), _WRAPPING)
@settings(max_examples=100, deadline=None)
def test_a_secret_said_often_is_gone_everywhere(secret: str, times: int, between: str) -> None:
    redacted = REDACTOR.redact(f" {between} ".join([secret] * times)).text
    assert _bare(SECRETS[secret]) not in _bare(re.sub(r"<[A-Z_]+_\d+>", "|", redacted))


@given(st.sampled_from([text.text for text in own_texts() if text.spans]), _ANY)
@settings(max_examples=100, deadline=None)
def test_nothing_but_placeholders_is_added(text: str, after: str) -> None:
    redacted = REDACTOR.redact(f"{text}\n{after}").text
    left = re.sub(r"<[A-Z_]+_\d+>", "\n", redacted)
    whole = iter(f"{text}\n{after}")
    assert all(any(char == other for other in whole) for char in left.replace("\n", ""))


# a key in another case is another key, so keys are left out
@pytest.mark.parametrize("secret", [text for text in PLANTED if not text.startswith(("ghp_", "sk_", "AKIA"))])
def test_case_does_not_save_a_secret(secret: str) -> None:
    for written in (secret.upper(), secret.lower()):
        redacted = REDACTOR.redact(f"see {written} please").text
        assert _bare(SECRETS[secret]) not in _bare(redacted)


def _hostile(size: int) -> dict[str, str]:
    return {
        "digits": "7" * size,
        "digits and blanks": "12 34 " * (size // 6),
        "at signs": "@" * size,
        "short hosts": "a." * (size // 2),
        "mail heads": "a@" * (size // 2),
        "marks on marks": "e" + "\u0301" * size,
        "placeholders": "<EMAIL_1>" * (size // 9),
        "half placeholders": "<EMAIL_" * (size // 7),
        "colons": "1:" * (size // 2),
        "dashes": "1-" * (size // 2),
        "letters and digits": "a1" * (size // 2),
        "one word": "x" * size,
        "capitals": "Ab " * (size // 3),
        "names": "Maria Lund " * (size // 11),
        "greetings": "hi Hi " * (size // 6),
        "passwords": "password is " * (size // 12),
        "keys": "key=" * (size // 4),
        "schemes": "a://" * (size // 4),
        "streets": "12 Main St " * (size // 11),
        "numbers in words": "five " * (size // 5),
        "births": "born on " * (size // 8),
        "private keys": "-----BEGIN PRIVATE KEY-----" * (size // 27),
        "blanks": " " * size,
        "lines": "\n" * size,
        "letters of an iban": "DE89 " * (size // 5),
        "brackets": "(" * size,
    }


@pytest.mark.parametrize("shape", list(_hostile(10)))
def test_time_grows_with_the_length_only(shape: str) -> None:
    small, large = _hostile(20_000)[shape], _hostile(200_000)[shape]
    REDACTOR.redact(small[:2000])
    started = time.process_time()
    REDACTOR.redact(small)
    first = time.process_time() - started
    started = time.process_time()
    REDACTOR.redact(large)
    second = time.process_time() - started
    assert second < 30 * first + 0.5, f"{shape}: {first:.3f} s, then {second:.3f} s for ten times the text"
    assert second < 20, f"{shape}: {second:.1f} s for 200,000 characters"
