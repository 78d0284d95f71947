"""A report in a few lines for chat and mail, as blocks that are ready to be posted. Nothing is sent.

Keeps the rule that a stranger's words are never markup: Slack's blocks are plain text, those of Teams are runs of text,
and the mail's page is escaped.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from html import escape

from foundation.text import one_line
from reports.document import Block, Points, Report, Table
from reports.words import plain

_HEADER = 150
_LONGEST = 2900  # characters of a block; Slack takes 3,000
_THEMES = 5
_ACTIONS = 5


def digest(report: Report, kind: str) -> str:
    """The digest as ``slack``, ``email`` or ``teams`` takes it; ends with a newline."""
    return DIGESTS[kind](report)


def _parts(report: Report) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Titles with their lines: the headline, the first themes, the first actions; of what the report holds."""
    for section in report.sections:
        if section.key == "headline":
            yield section.title, tuple(_sentences(section.blocks))
        elif section.key == "themes":
            yield section.title, tuple(_rows(section.blocks, "Themes", (1, 2, 4, 5), _THEMES))
        elif section.key == "actions":
            yield section.title, tuple(_rows(section.blocks, "Actions", (4, 2, 5, 0), _ACTIONS))


def _sentences(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Points):
            yield from (one_line(plain(line)) for line in block.lines)


def _rows(blocks: tuple[Block, ...], name: str, columns: tuple[int, ...], first: int) -> Iterator[str]:
    """The first rows of a table in words; the head stands before a figure, so that it says what it is."""
    for block in blocks:
        if not isinstance(block, Table) or block.name != name:
            continue
        for row in block.rows[:first]:
            told = [
                f"{block.columns[at].head} {plain(row[at])}"
                if block.columns[at].kind.right
                else plain(row[at])
                for at in columns
                if plain(row[at])
            ]
            yield one_line(", ".join(told))


def _slack(report: Report) -> str:
    blocks: list[dict[str, object]] = [{"type": "header", "text": _plain(report.title, _HEADER)}]
    for title, lines in _parts(report):
        blocks.append({"type": "divider"})
        said = "\n".join([title, *(f"• {line}" for line in lines)])
        blocks.append({"type": "section", "text": _plain(said, _LONGEST)})
    blocks.append({"type": "context", "elements": [_plain(_made(report), _LONGEST)]})
    return _json(
        {"text": escape(one_line(report.title, _HEADER), quote=False), "mrkdwn": False, "blocks": blocks}
    )


def _plain(text: str, limit: int) -> dict[str, object]:
    kept = text if len(text) <= limit else f"{text[: limit - 1]}…"
    return {"type": "plain_text", "text": kept, "emoji": False}


def _teams(report: Report) -> str:
    body: list[dict[str, object]] = [_run(report.title, weight="Bolder", size="Large")]
    for title, lines in _parts(report):
        body.append(_run(title, weight="Bolder"))
        body += [_run(f"• {line}") for line in lines]
    body.append(_run(_made(report), size="Small"))
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": body,
    }
    attachment = {
        "contentType": "application/vnd.microsoft.card.adaptive",
        "contentUrl": None,
        "content": card,
    }
    return _json({"type": "message", "attachments": [attachment]})


def _run(text: str, **style: str) -> dict[str, object]:
    """Text in which no mark is read."""
    return {
        "type": "RichTextBlock",
        "inlines": [{"type": "TextRun", "text": one_line(text, _LONGEST)} | style],
    }


def _email(report: Report) -> str:
    """A message without anybody to go to, marked as unsent, as text and as a page."""
    mail = EmailMessage()
    mail["Subject"] = one_line(report.title, _HEADER)
    mail["X-Unsent"] = "1"
    text, page = [report.title], [f"<h1>{escape(one_line(report.title))}</h1>"]
    for title, lines in _parts(report):
        text += ["", title, *(f"- {line}" for line in lines)]
        page.append(
            f"<h2>{escape(title)}</h2><ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>"
        )
    text += ["", _made(report)]
    page.append(f"<p>{escape(_made(report))}</p>")
    mail.set_content("\n".join(text) + "\n")
    mail.add_alternative(f"<html><body>{''.join(page)}</body></html>\n", subtype="html")
    mail.set_boundary("nrr-digest-of-a-report")
    return mail.as_string()


def _made(report: Report) -> str:
    masked = " A masked copy." if report.masked else ""
    return f"As of {report.as_of.isoformat()}; amounts in {report.currency}.{masked}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


DIGESTS: dict[str, Callable[[Report], str]] = {"slack": _slack, "email": _email, "teams": _teams}
"""The places that a digest can be posted to."""
