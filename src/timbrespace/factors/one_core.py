"""Many small computations on one thread, where several would mostly wait for each other."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def one_core() -> Iterator[None]:
    """Keep BLAS, OpenMP and PyTorch (where it is loaded) to one thread.

    Measured on two busy cores: an evaluation of edits takes six minutes so, and more than
    fifteen with two threads.

    Example:
        >>> with one_core():
        ...     "quiet"
        'quiet'
    """
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    torch = sys.modules.get("torch")
    before = torch.get_num_threads() if torch else 0
    with threadpool_limits(1):
        if torch:
            torch.set_num_threads(1)
        try:
            yield
        finally:
            if torch:
                torch.set_num_threads(before)
