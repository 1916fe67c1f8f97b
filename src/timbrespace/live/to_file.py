"""Out to a file, as fast as the voice can."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from timbrespace.audio.write import Coding, Written, write_wav
from timbrespace.errors import TimbrespaceError
from timbrespace.jobs import Job, quiet_job
from timbrespace.live.engine import Engine
from timbrespace.spaces.base import Audio


def render_to_file(
    engine: Engine,
    path: str | Path,
    seconds: float,
    *,
    coding: Coding = "16 bit",
    job: Job | None = None,
) -> Written:
    """Write what an engine plays from now on; one that is ``inline`` gives the same file again.

    Args:
        engine: Who plays; what it was told with ``at_s`` happens on the way.
        path: Of the WAV.
        seconds: How long.
        coding: ``"16 bit"`` or ``"float"``.
        job: Shows how far it is; stopped, it leaves no file.

    Raises:
        TimbrespaceError: The file can't be written, is no WAV, or would have no length.
    """
    n_samples = round(seconds * engine.sample_rate)
    if n_samples < 1:
        raise TimbrespaceError(f"A sound of {seconds:g} s has no samples.", "Ask for some.")
    target = Path(path)
    if target.suffix.lower() != ".wav":
        raise TimbrespaceError(f"'{target.name}' is no name of a WAV file.", "End it in .wav")
    if not target.parent.is_dir():
        raise TimbrespaceError(f"There is no folder '{target.parent}'.", "Make it first.")
    job = quiet_job(job, "render")
    return write_wav(target, _blocks(engine, n_samples, job), engine.sample_rate, coding=coding)


def _blocks(engine: Engine, n_samples: int, job: Job) -> Iterator[Audio]:
    out = np.zeros((engine.channels, engine.block), np.float32)
    job.begin(n_samples / engine.sample_rate, unit="s")
    for done in range(0, n_samples, engine.block):
        job.check()
        block = out[:, : min(engine.block, n_samples - done)]
        engine.render(block)
        yield block
        job.advance(block.shape[1] / engine.sample_rate)
    job.finish()
