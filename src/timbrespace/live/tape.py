"""Recording: the audio path hands over samples and latents, and a thread writes them down."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np

from timbrespace.errors import TimbrespaceError
from timbrespace.live.matching import Usual
from timbrespace.live.ring import Ring
from timbrespace.live.trajectory import Passage, write_trajectory
from timbrespace.spaces.base import Audio, Latents

#: The writer may be late by so much before samples are lost.
_HELD_S = 8.0
_LOOK_S = 0.05
#: Longest performance: a WAV file holds no more than 4 GB.
MOST_S = 6 * 3600
#: An output that asks for nothing for so long has gone to sleep: the recording ends without it.
_ASLEEP_S = 1.0


class FrameLog:
    """Latents as a track plays them: written on the audio path, read by the writer.

    Args:
        usual: The voice, and where its latents usually are.
        capacity: Frames that it holds at most.
    """

    def __init__(self, usual: Usual, capacity: int) -> None:
        self.usual = usual
        self._rows = np.zeros((capacity, len(usual.names)), np.float32)
        self._at = np.zeros(capacity, np.int64)
        self._written = self._read = 0

    def note(self, at: int, frame: Latents) -> None:
        """A frame ``(D,)`` that begins at a sample; lost where the writer is too late."""
        if self._written - self._read < len(self._at):
            i = self._written % len(self._at)
            self._rows[i], self._at[i] = frame, at
            self._written += 1

    def take(self) -> tuple[np.ndarray, Latents]:
        """What was noted since the last call: samples ``(F,)``, latents ``(F, D)``."""
        end = self._written
        indices = np.arange(self._read, end) % len(self._at)
        at, rows = self._at[indices], self._rows[indices]
        self._read = end
        return at, rows


class Tape:
    """One performance, from the first sample to the files.

    Args:
        path: Of the WAV; the trajectory lies beside it, as ``.parquet``.
        sample_rate: In Hz.
        channels: How many.
        late: Samples by which the sound leaves the engine after its latents.
        patient: Wait for the writer instead of losing samples: where nobody listens.
    """

    def __init__(
        self, path: Path, sample_rate: int, channels: int, *, late: int, patient: bool = False
    ) -> None:
        self._patient = patient
        self.path, self.trajectory = path, path.with_suffix(".parquet")
        self._sample_rate, self._late = sample_rate, late
        self._ring = Ring(channels, round(_HELD_S * sample_rate))
        self._logs: list[tuple[FrameLog, list[np.ndarray], list[Latents]]] = []
        self._words: list[tuple[int, dict[str, float]]] = []
        #: First sample, once the audio path has begun; samples that came too fast for the disk.
        self.begin: int | None = None
        self.lost = 0
        self.problem = ""
        self._ended = threading.Event()
        self._asked_s: float | None = None
        self._thread = threading.Thread(target=self._write, name="engine-tape", daemon=True)

    # The audio path -------------------------------------------------------------------

    def hear(self, block: Audio, position: int) -> None:
        """Samples ``(C, T)`` that leave the engine, the first of them number ``position``."""
        if self.begin is None:
            self.begin = position
        if self.seconds >= MOST_S:
            self._ended.set()
            return
        while self._patient and self._ring.room < block.shape[1] and self._thread.is_alive():
            time.sleep(_LOOK_S)
        self.lost += block.shape[1] - self._ring.write(block)

    def end(self) -> None:
        """No more will come."""
        self._ended.set()

    # The control side -----------------------------------------------------------------

    def start(self) -> None:
        """Begin to write what comes."""
        self._thread.start()

    def follow(self, usual: Usual, frame_s: float) -> FrameLog:
        """A log for a track that sounds from now on."""
        log = FrameLog(usual, round(_HELD_S / frame_s) + 1)
        self._logs.append((log, [], []))
        return log

    def say_words(self, position: int, words: Mapping[str, float]) -> None:
        """The words that are held from a sample on."""
        self._words.append((position, dict(words)))

    def ask_end(self) -> None:
        """Let it end as soon as the audio path says so, or has gone to sleep."""
        self._asked_s = time.monotonic()

    def wait(self) -> None:
        """Until the files are written."""
        self._thread.join()

    @property
    def seconds(self) -> float:
        """How long it is so far."""
        return self._ring.total / self._sample_rate

    # The writer -----------------------------------------------------------------------

    def _write(self) -> None:
        from timbrespace.audio.write import write_wav

        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            write_wav(self.path, self._blocks(), self._sample_rate)
            write_trajectory(self.trajectory, self._passages(), self._sample_rate)
        except (OSError, TimbrespaceError) as error:
            self.problem = f"The recording failed ({error})."

    def _blocks(self) -> Iterator[Audio]:
        yield np.zeros((self._ring.channels, 0), np.float32)
        while True:
            last = self._ended.is_set() or self._asleep()
            for log, at, rows in list(self._logs):
                more_at, more_rows = log.take()
                at.append(more_at)
                rows.append(more_rows)
            block = np.zeros((self._ring.channels, self._ring.available), np.float32)
            self._ring.read_into(block)
            yield block
            if last:
                return
            self._ended.wait(_LOOK_S)

    def _asleep(self) -> bool:
        return self._asked_s is not None and time.monotonic() - self._asked_s > _ASLEEP_S

    def _passages(self) -> list[Passage]:
        made = []
        for log, all_at, all_rows in self._logs:
            at = np.concatenate([np.zeros(0, np.int64), *all_at])
            if len(at) and self.begin is not None:
                time_s = (at + self._late - self.begin) / self._sample_rate
                rows = np.concatenate(all_rows)
                made.append(Passage(log.usual, time_s, rows, self._words_at(at)))
        return made

    def _words_at(self, at: np.ndarray) -> dict[str, np.ndarray]:
        """Of each word, what it was held at when each frame began; NaN where it was free."""
        since = np.array([position for position, _ in self._words])
        which = np.searchsorted(since, at, side="right") - 1
        names = dict.fromkeys(name for _, words in self._words for name in words)
        return {
            name: np.array(
                [self._words[i][1].get(name, np.nan) if i >= 0 else np.nan for i in which]
            )
            for name in names
        }


def next_path(folder: Path, voice_id: str) -> Path:
    """The first name that is free: ``stream-bells-001.wav``, ``-002`` ..."""
    slug = re.sub(r"[^A-Za-z0-9]+", "-", voice_id).strip("-") or "voice"
    number = 1
    while any((folder / f"{slug}-{number:03}{end}").exists() for end in (".wav", ".parquet")):
        number += 1
    return folder / f"{slug}-{number:03}.wav"
