"""Loops over samples, compiled: what plays in real time, and what recursions are made of."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

Loop = TypeVar("Loop", bound=Callable[..., object])

#: What is left of a decay below this is silence. A recursion that never ends would otherwise
#: reach numbers so small that processors take a hundred times as long over them.
SILENCE = 1e-30


def compiled(loop: Loop) -> Loop:
    """Compile a loop by numba, on its first call; later processes read it from disk.

    Where nothing can be kept on disk, each process compiles anew. Compiled loops run without
    Python's lock, so that a server's other threads go on meanwhile.

    Example:
        >>> import numpy as np
        >>> @compiled
        ... def total(x):
        ...     out = 0.0
        ...     for each in x:
        ...         out += each
        ...     return out
        >>> total(np.array([1.0, 2.0]))
        3.0
    """
    return _compiled(loop, None)


def compiled_as(signature: str) -> Callable[[Loop], Loop]:
    """Compile a loop at once for one signature, so that no first block of a stream is late.

    Args:
        signature: As numba writes it (``"f8(f8[::1])"``).

    Example:
        >>> import numpy as np
        >>> @compiled_as("f8(f8[::1])")
        ... def total(x):
        ...     out = 0.0
        ...     for each in x:
        ...         out += each
        ...     return out
        >>> total(np.array([1.0, 2.0]))
        3.0
    """
    return lambda loop: _compiled(loop, signature)


def fused(loop: Loop) -> Loop:
    """As :func:`compiled`, and a product and the sum it goes into may be rounded once.

    Sums keep their order: what is added up side by side gives the bits that each gives alone.

    Example:
        >>> import numpy as np
        >>> @fused
        ... def dot(x, y):
        ...     out = 0.0
        ...     for i in range(len(x)):
        ...         out += x[i] * y[i]
        ...     return out
        >>> dot(np.array([1.0, 2.0]), np.array([3.0, 4.0]))
        11.0
    """
    return _compiled(loop, None, {"contract"})


def _compiled(loop: Loop, signature: str | None, fastmath: bool | set[str] = False) -> Loop:
    from numba import njit

    def made(cache: bool) -> Loop:
        how = njit(signature, cache=cache, nogil=True, error_model="numpy", fastmath=fastmath)
        return cast(Loop, how(loop))

    try:
        return made(cache=True)
    except RuntimeError:  # No folder for it may be written to.
        return made(cache=False)
