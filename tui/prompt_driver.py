"""A terminal driver that answers Escape as soon as ``ESCDELAY`` is over.

Textual's own looks whether a lone Escape was meant only each tenth of a second, and every step back waited for that.
"""

from __future__ import annotations

import os
from codecs import getincrementaldecoder
from collections.abc import Iterable
from selectors import EVENT_READ, SelectSelector

from textual.constants import ESCAPE_DELAY
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

_REST = 0.1  # seconds between two looks whether the app has ended
_READ = 4096


class PromptDriver(LinuxDriver):
    """Reads keys in its own thread, as Textual's driver does."""

    def run_input_thread(self) -> None:
        """Pass on what is typed until the app ends."""
        from textual._xterm_parser import XTermParser

        parser, decode = XTermParser(self._debug), getincrementaldecoder("utf-8")().decode
        with SelectSelector() as selector:
            selector.register(self.fileno, EVENT_READ)
            wait = _REST
            while not self.exit_event.is_set():
                if selector.select(wait):
                    typed = os.read(self.fileno, _READ)
                    if not typed:
                        return
                    if text := decode(typed):  # empty within a character of several bytes
                        self._pass_on(parser.feed(text))
                    wait = ESCAPE_DELAY
                else:
                    wait = _REST
                self._pass_on(parser.tick())

    def _pass_on(self, messages: Iterable[Message]) -> None:
        for message in messages:
            self.process_message(message)
