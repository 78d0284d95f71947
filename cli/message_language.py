"""The option that says in which language the messages of a draft are."""

from __future__ import annotations

import click

language_option = click.option(
    "--language",
    type=click.Choice(["en", "de", "fr", "es"]),
    default="en",
    show_default=True,
    help="Of the messages; quotes stay as they were written, and what stays with the team is English.",
)
