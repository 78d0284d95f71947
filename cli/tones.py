"""The option that says how the messages of a draft begin and end."""

from __future__ import annotations

import click

tone_option = click.option(
    "--tone",
    type=click.Choice(["plain", "warm", "formal"]),
    default="plain",
    show_default=True,
    help="How messages begin and end.",
)
