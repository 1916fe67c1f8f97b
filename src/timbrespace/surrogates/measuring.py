"""Points measured, chunk by chunk, so that an interruption loses next to nothing."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import numpy as np

from timbrespace.atlas.files import read_json, write_bytes, write_json
from timbrespace.errors import TimbrespaceError
from timbrespace.jobs import Job, quiet_job
from timbrespace.semantics import encoder, further
from timbrespace.surrogates.base import Points
from timbrespace.surrogates.meter import Meter, Readings, together
from timbrespace.surrogates.points_file import read_points, write_points
from timbrespace.surrogates.sampling import Drawn
from timbrespace.surrogates.threads import in_threads, usual_threads

#: Points in a chunk: some seconds of work.
CHUNK = 128
#: Points that are decoded again, and how often: more where a voice is not known to repeat itself.
AGAIN_WHERE_KNOWN, AGAIN = (16, 2), (64, 8)


def measure_points(
    meter: Meter,
    drawn: Drawn,
    file: Path,
    *,
    facts: Mapping[str, str] | None = None,
    job: Job | None = None,
    n_threads: int | None = None,
) -> Points:
    """Hold, decode and describe latents, and keep them in a file.

    What is finished lies in a folder beside the file until all of it is; the same call then goes
    on where it stopped, and ends in the same bytes. Where the file holds the same points already,
    it is read and nothing is measured.

    Args:
        meter: That measures.
        drawn: The latents.
        file: Where points are kept (``points.parquet``).
        facts: Plain facts to be kept with them.
        job: Counts points; can be stopped between batches.
        n_threads: Default: as many as there are cores, up to four.
    """
    job = quiet_job(job, "measure")
    made_for = fingerprint(meter, drawn, facts or {})
    if file.is_file():
        kept = read_points(file)
        if kept.facts.get("made_for") == made_for:
            return kept
    aside = _Aside(file.with_name(file.name + ".chunks"), made_for)
    voice, latents = meter.voice, drawn.latents
    n_again, times = AGAIN_WHERE_KNOWN if voice.repeats else AGAIN
    n_again = min(n_again, len(latents))
    again = np.tile(latents[:n_again], (times, 1))
    whole = np.concatenate([latents, again])
    starts = range(0, len(whole), CHUNK)
    job.begin(len(whole), voice.title, unit="points")
    missing = [start for start in starts if not aside.has(start)]
    job.advance(len(whole) - sum(len(whole[s : s + CHUNK]) for s in missing))

    def chunk(start: int) -> int:
        readings = meter.read(whole[start : start + CHUNK])
        aside.write(start, readings)
        return len(readings.values)

    for _, done in in_threads(missing, chunk, job, n_threads or usual_threads()):
        job.advance(done)
    readings = together([aside.read(start) for start in starts], len(meter.names))
    n = len(latents)
    repeats = readings.values[n:].reshape(times, n_again, -1).transpose(1, 0, 2)
    points = Points(
        voice=voice.id,
        voice_hash=voice.model_hash,
        latents=latents,
        names=meter.names,
        values=readings.values[:n],
        silent=readings.silent[:n],
        clipped=readings.clipped[:n],
        hold_frames=meter.hold.frames,
        draw=drawn.draw,
        repeats=repeats,
        facts={**(facts or {}), "drawn": drawn.said, "made_for": made_for},
        warm_up_frames=meter.hold.warm_up,
    )
    write_points(file, points)
    aside.remove()
    # As they are read, so that a second call gets the very same numbers.
    return read_points(file)


def fingerprint(meter: Meter, drawn: Drawn, facts: Mapping[str, str]) -> str:
    """What measured points depend on: voice, latents, descriptors, hold, and facts."""
    told = {
        "voice": meter.voice.id,
        "hash": meter.voice.model_hash,
        "names": meter.names,
        "hold": [meter.hold.frames, meter.hold.warm_up],
        "facts": dict(facts),
        # Descriptors may mean something else in another version, or revision.
        "version": version("timbrespace"),
        "revisions": [encoder.REVISION, further.REVISION],
    }
    digest = hashlib.sha256(json.dumps(told, sort_keys=True).encode())
    digest.update(np.ascontiguousarray(drawn.latents).tobytes())
    return digest.hexdigest()[:32]


@dataclass
class _Aside:
    """The folder of finished chunks; one that was begun for other points is thrown away."""

    folder: Path
    made_for: str

    def __post_init__(self) -> None:
        note = self.folder / "made_for.json"
        if note.is_file() and read_json(note) != self.made_for:
            shutil.rmtree(self.folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        write_json(note, self.made_for)

    def has(self, start: int) -> bool:
        return self._path(start).is_file()

    def write(self, start: int, readings: Readings) -> None:
        into = io.BytesIO()
        np.savez(into, **vars(readings))
        write_bytes(self._path(start), into.getvalue())

    def read(self, start: int) -> Readings:
        try:
            with np.load(self._path(start), allow_pickle=False) as kept:
                return Readings(kept["values"], kept["silent"], kept["clipped"])
        except (OSError, ValueError, KeyError) as error:
            self._path(start).unlink(missing_ok=True)
            raise TimbrespaceError(
                f"A chunk of points is damaged ({error}).", "The same command measures it again."
            ) from error

    def remove(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def _path(self, start: int) -> Path:
        return self.folder / f"{start:08d}.npz"
