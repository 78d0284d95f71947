"""The options that say how the messages of a draft begin and end, and in which language they are."""

from __future__ import annotations

import click

tone_option = click.option(
    "--tone",
    type=click.Choice(["plain", "warm", "formal"]),
    default="plain",
    show_default=True,
    help="How messages begin and end.",
)

language_option = click.option(
    "--language",
    type=click.Choice(["en", "de", "fr", "es"]),
    default="en",
    show_default=True,
    help="Of the messages; quotes stay as they were written, and what stays with the team is English.",
)
