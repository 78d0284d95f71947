"""Takes the calls out of a file whose form is told by content; a file may hold one call, many or none.

A call that is a file of its own is addressed by its path below the folder that was named, without the ending,
so the same call has the same id with and without a manifest.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from foundation.errors import SourceError
from ingest.encoding import blocks, detect, head
from ingest.files import SourceFile
from ingest.items import DropReason
from ingest.sources import call_json, fireflies, gong
from ingest.sources.call_text import CallText, Found, NoCall, Remark
from ingest.sources.interviews import interview, is_interview
from ingest.sources.transcripts import transcript_turns
from ingest.sources.webvtt import caption_call, is_captions

FORMS = ("transcript", "interview", "vtt", "srt", "json", "gong", "fireflies")
_JSON = re.compile(r"\{|\[\s*[\[{\"\]]")  # a bracketed time starts a transcript, not an array
_GONG = re.compile(r'"(?:parties|metaData|affiliation|primaryUserId)"')
_IN_JSON = ("json", "gong", "fireflies")


def call_key(file: SourceFile) -> str:
    """A file's path below what was named, without its ending: the call's external id."""
    stem, dot, _ = file.inner.rpartition(".")
    return stem if dot and stem and not stem.endswith("/") else file.inner


def known_parties(files: Sequence[SourceFile], form: str | None = None) -> gong.Parties:
    """What Gong's files say of calls and their parties; a file that cannot be read is left to ``read_calls``."""
    parties = gong.Parties()
    if form not in (None, "gong"):
        return parties
    for file in files:
        try:
            text = _text(file)[0] if _may_be_json(file) else ""
            values = call_json.json_values(text) if _GONG.search(text) else []
        except (SourceError, ValueError):
            continue
        for value in values:
            if gong.claims(value):
                parties.learn(value)
    return parties


def read_calls(file: SourceFile, form: str | None, parties: gong.Parties) -> list[Found]:
    """The calls of one file in its order, and a ``NoCall`` for each record that is none.

    Empty for a file that only tells of calls elsewhere (Gong's parties). SourceError when the file is empty,
    binary or damaged JSON.
    """
    text, warning = _text(file)
    if form in ("vtt", "srt") or (form is None and is_captions(text)):
        found: list[Found] = [caption_call(text)]
    elif form in _IN_JSON or (form is None and _JSON.match(text)):
        found = _json_calls(file, text, form, parties)
    elif form == "interview" or (form is None and is_interview(text)):
        found = [interview(text)]
    else:
        found = [CallText("transcript", tuple(transcript_turns(text)))]
    if warning:
        remark = Remark("{place}: " + warning, f"{{count}} files: {warning} ({{places}})")
        for at, one in enumerate(found):
            if isinstance(one, CallText):
                found[at] = replace(one, remarks=(*one.remarks, remark))
                break
    return found


def _text(file: SourceFile) -> tuple[str, str]:
    """The file's text with plain line ends, and what was assumed of its encoding."""
    encoding = detect(file)
    text = "".join(blocks(file, encoding)).replace("\r\n", "\n").replace("\r", "\n")
    warning = encoding.warning.removeprefix(f"{file.name}: ").replace("{", "").replace("}", "")
    return text.lstrip("\ufeff \t\n"), warning


def _json_calls(file: SourceFile, text: str, form: str | None, parties: gong.Parties) -> list[Found]:
    try:
        values = call_json.json_values(text)
    except ValueError as error:
        raise SourceError(f"not valid JSON: {error}", path=file.place, hint="Export it again.") from error
    broken = [value for value in values if isinstance(value, NoCall)]
    sound = [value for value in values if not isinstance(value, NoCall)]
    if form == "gong" or (form is None and any(gong.claims(value) for value in sound)):
        found = [call for value in sound for call in gong.read(value, parties)]
        if not found and not broken and not _tells_of_calls(sound):
            found = [NoCall(DropReason.NOT_A_RECORD, "the page holds no calls", format=gong.SYSTEM)]
    elif form == "fireflies" or (form is None and any(fireflies.claims(value) for value in sound)):
        found = [call for value in sound for call in fireflies.read(value)]
    else:
        found = list(call_json.read(sound))
    if len(values) > 1:
        found = [replace(call, number=number) for number, call in enumerate(found, start=1)]
    return [*found, *broken]


def _tells_of_calls(values: Sequence[object]) -> bool:
    own = gong.Parties()
    for value in values:
        own.learn(value)
    return bool(own.calls or own.everyone)


def _may_be_json(file: SourceFile) -> bool:
    """Whether a file's first sign opens an object or a list, whatever its encoding."""
    start = head(file, 64).replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return start[:1] in (b"{", b"[")
