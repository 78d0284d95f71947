"""``nrr import unmatched``, ``assign`` and ``history``: words that stand where a kind would stand."""

from __future__ import annotations

from typing import Any

import click

# word -> (module under cli.commands, attribute, one line of help)
WORDS = {
    "unmatched": ("unmatched", "unmatched", "Feedback that found no account, with the nearest ones."),
    "assign": ("unmatched", "assign", "Say which account feedback belongs to, now and later."),
    "history": ("history", "history", "What later imports changed of one item."),
}
_VALUED = ("-w", "--workspace")
_FLAGS = ("--json",)


class ImportCommand(click.Command):
    """``nrr import KIND FILE...`` that also knows the words above. A file or kind is never taken for one:
    a word counts only where the kind would stand."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """The context of the word's own command, or of the import."""
        place = _kind_place(args)
        if place is None or args[place] not in WORDS:
            return super().make_context(info_name, args, parent, **extra)
        command = _load(args[place])
        rest = args[:place] + args[place + 1 :]
        return command.make_context(f"{info_name} {args[place]}", rest, parent, **extra)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The words with their help, below the options."""
        with formatter.section("Instead of KIND"):
            formatter.write_dl([(word, help_line) for word, (_, _, help_line) in WORDS.items()])


def _kind_place(args: list[str]) -> int | None:
    """Where the kind stands: the first argument that is neither an option nor its value."""
    place = 0
    while place < len(args):
        word = args[place]
        if word in _VALUED:
            place += 2
        elif word in _FLAGS or word.startswith("--workspace=") or (word.startswith("-w") and len(word) > 2):
            place += 1
        else:
            return place
    return None


def _load(word: str) -> click.Command:
    from importlib import import_module

    module, attribute, _ = WORDS[word]
    command: click.Command = getattr(import_module(f"cli.commands.{module}"), attribute)
    return command
