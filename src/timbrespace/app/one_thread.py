"""Linear algebra on one thread for as long as anybody asks for it."""

from __future__ import annotations

import threading
from types import TracebackType
from typing import Any


class OneThread:
    """A context that several threads may be in at once; the last one to leave restores.

    Small products do not get faster on several threads, and on a busy machine those threads
    wait for each other: fitting an edit's probes then took minutes instead of seconds.

    Example:
        >>> calm = OneThread()
        >>> with calm, calm:
        ...     pass
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._n_inside = 0
        self._limits: Any = None

    def __enter__(self) -> None:
        """Limit, unless somebody has."""
        from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

        with self._lock:
            self._n_inside += 1
            if self._n_inside == 1:
                self._limits = threadpool_limits(1, "blas")

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Restore, unless somebody is still inside."""
        with self._lock:
            self._n_inside -= 1
            if self._n_inside == 0:
                self._limits.restore_original_limits()
