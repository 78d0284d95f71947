"""Small matrix products on one thread: with several, a busy machine makes each of them wait for all, and a question
of 25 ms took a second."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

_TURN = threading.RLock()
"""The number of threads is the process's, so that whoever changes it goes alone."""


@cache
def _controller() -> Any:
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


@contextmanager
def one_thread() -> Iterator[None]:
    """Within the block matrix products take one thread; blocks of several threads take turns."""
    with _TURN, _controller().limit(limits=1, user_api="blas"):
        yield
