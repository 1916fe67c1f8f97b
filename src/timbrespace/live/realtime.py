"""What a Python program can do so that sound is in time, at the priority that any user has."""

from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

#: How soon a thread that waits for the interpreter gets it; Python's own is 5 ms.
SWITCH_S = 0.0005
#: How often what little garbage there is gets swept.
SWEEP_S = 20.0


@contextmanager
def in_real_time() -> Iterator[None]:
    """No long pause for garbage, and quick turns among threads, while the block runs.

    All objects that exist are put where the collector does not look, and it no more starts by
    itself; a thread sweeps what came since, now and then, which takes about a millisecond.
    Everything is as before afterwards. It holds for the whole process.
    """
    collected, switch_s = gc.isenabled(), sys.getswitchinterval()
    gc.collect()
    gc.freeze()
    gc.disable()
    sys.setswitchinterval(SWITCH_S)
    done = threading.Event()
    sweeper = threading.Thread(target=_sweep, args=(done,), name="engine-sweeper", daemon=True)
    sweeper.start()
    try:
        yield
    finally:
        done.set()
        sweeper.join()
        sys.setswitchinterval(switch_s)
        gc.unfreeze()
        if collected:
            gc.enable()


def _sweep(done: threading.Event) -> None:
    while not done.wait(SWEEP_S):
        gc.collect()
