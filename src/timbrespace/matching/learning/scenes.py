"""Scenes: stretches of clean sound, made of whatever sounds there are, in pairs of one source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from timbrespace.errors import TimbrespaceError
from timbrespace.jobs import Job, quiet_job
from timbrespace.matching.sound import Floats, Mono, at_peak, at_rate, mono

#: Sounds up to so many seconds are strung together; longer ones are cut.
SHORT_S = 2.4
#: No more of one file is kept.
MOST_S = 14.0
#: Speeds at which sources are played, in octaves about their own.
SPEED_OCTAVES = 0.35
#: One scene in so many is made of two sources.
MIXED = 0.15
_FADE_S = 0.01
#: How often a source is tilted, and by how many dB an octave at most; how often it is dulled.
TILTED, TILT_DB, DULLED = 0.5, 4.0, 0.25
_DULL_HZ = (3_000.0, 10_000.0)
#: Below this mean square a scene is silence, and another is drawn.
_SILENT = 1e-6


@dataclass(frozen=True)
class Clip:
    """A clean sound ``(T,)``, what it belongs to (a voice, a kit), and its kind (``"speech"``)."""

    samples: Mono
    group: str
    family: str


def read_clips(
    files: Sequence[tuple[Path, str, str]], sample_rate: int, job: Job | None = None
) -> list[Clip]:
    """Decode files, given as path, group and family, to one channel at a rate.

    Raises:
        TimbrespaceError: None of them holds any sound.
    """
    from timbrespace.audio.decode import read

    job = quiet_job(job, "decode")
    job.begin(len(files), "Reading sounds", unit="sounds")
    found = []
    for path, group, family in files:
        job.check()
        samples, rate = read(path, duration_s=MOST_S)
        if samples.shape[1] and float(np.abs(samples).max()) > 1e-4:
            found.append(Clip(at_rate(mono(samples), rate, sample_rate), group, family))
        job.advance()
    if not found:
        raise TimbrespaceError(
            "There is no sound to learn from.", "Name a folder that holds some."
        )
    return found


class Scenes:
    """Draws scenes; families are drawn as often as each other, and groups within them.

    Args:
        clips: What they are made of.
        sample_rate: In Hz.
        seconds: Of a scene.
    """

    def __init__(self, clips: Sequence[Clip], sample_rate: int, seconds: float) -> None:
        self.sample_rate, self.n_samples = sample_rate, round(seconds * sample_rate)
        self._families: dict[str, dict[str, list[Clip]]] = {}
        for clip in clips:
            self._families.setdefault(clip.family, {}).setdefault(clip.group, []).append(clip)

    def pair(self, seed: Sequence[int]) -> tuple[Mono, Mono]:
        """Two different scenes of the same source, at the same speed, both at -12 dBFS peak."""
        rng = np.random.default_rng(list(seed))
        for _ in range(20):
            one, other = self._pair_of(rng)
            if rng.random() < MIXED:
                more, and_more = self._pair_of(rng)
                share = 10 ** (rng.uniform(-12, 0) / 20)
                one, other = one + share * more, other + share * and_more
            if min(float((one**2).mean()), float((other**2).mean())) > _SILENT:
                break
        return at_peak(one), at_peak(other)

    def _pair_of(self, rng: np.random.Generator) -> tuple[Mono, Mono]:
        groups = list(self._families.values())[rng.integers(len(self._families))]
        clips = list(groups.values())[rng.integers(len(groups))]
        speed = 2 ** rng.uniform(-SPEED_OCTAVES, SPEED_OCTAVES)
        n = int(self.n_samples * speed) + 64
        long = [c for c in clips if len(c.samples) > SHORT_S * self.sample_rate]
        if len(long) * 2 > len(clips):
            made = self._cuts(long, n, rng)
        else:
            made = self._strings(clips, n, rng)
        curve = self._curve(rng)
        one, other = (self._coloured(self._at_speed(each, speed), curve) for each in made)
        return one, other

    def _cuts(self, clips: list[Clip], n: int, rng: np.random.Generator) -> tuple[Mono, Mono]:
        """Two stretches, of two files where there are two."""
        first = int(rng.integers(len(clips)))
        second = (first + int(rng.integers(1, max(2, len(clips))))) % len(clips)
        return _cut(clips[first].samples, n, rng), _cut(clips[second].samples, n, rng)

    def _strings(self, clips: list[Clip], n: int, rng: np.random.Generator) -> tuple[Mono, Mono]:
        """Two patterns of the same few short sounds, at the same pace."""
        chosen = [clips[i].samples for i in rng.permutation(len(clips))[: rng.integers(2, 7)]]
        step = int(self.sample_rate * 2 ** rng.uniform(-3.3, -0.9))
        ring_s = 2 ** rng.uniform(-3.0, 1.2)
        shots = [faded(each, int(ring_s * self.sample_rate)) for each in chosen]
        return strung(shots, n, step, rng), strung(shots, n, step, rng)

    def _curve(self, rng: np.random.Generator) -> Floats | None:
        """Gains ``(T // 2 + 1,)`` of a tilt about 1 kHz and a low-pass, or None."""
        tilted, dulled = rng.random() < TILTED, rng.random() < DULLED
        if not (tilted or dulled):
            return None
        hz = np.fft.rfftfreq(self.n_samples, 1 / self.sample_rate)
        octaves = np.log2(np.clip(hz, 40, 12_000) / 1_000)
        gain = 10 ** (tilted * rng.uniform(-TILT_DB, TILT_DB) * octaves / 20)
        if dulled:
            edge_hz = rng.uniform(*_DULL_HZ)
            gain /= np.sqrt(1 + (hz / edge_hz) ** 16)
        return np.asarray(gain)

    def _coloured(self, sound: Mono, curve: Floats | None) -> Mono:
        if curve is None:
            return sound
        made = np.fft.irfft(np.fft.rfft(sound) * curve.astype(np.float32), self.n_samples)
        return np.asarray(made, np.float32)

    def _at_speed(self, sound: Mono, speed: float) -> Mono:
        played = at_rate(sound, round(self.sample_rate * speed), self.sample_rate)
        return np.resize(np.pad(played, (0, max(0, self.n_samples - len(played)))), self.n_samples)


def part_groups(clips: Sequence[Clip], seed: int) -> tuple[list[Clip], list[Clip]]:
    """Clips to learn from and to judge by; no group is in both.

    Of each family with three groups or more, a fifth is for judging. Where no family has as
    many, the clips themselves are parted.
    """
    rng = np.random.default_rng([seed, 5])
    families: dict[str, set[str]] = {}
    for clip in clips:
        families.setdefault(clip.family, set()).add(clip.group)
    held = set()
    for family, groups in sorted(families.items()):
        names = sorted(groups)
        if len(names) >= 3:
            chosen = rng.permutation(len(names))[: max(1, len(names) // 5)]
            held |= {(family, names[i]) for i in chosen}
    if not held:
        return list(clips[::2]), list(clips[1::2]) or list(clips)
    judge = [c for c in clips if (c.family, c.group) in held]
    return [c for c in clips if (c.family, c.group) not in held], judge


def strung(shots: Sequence[Mono], n_samples: int, step: int, rng: np.random.Generator) -> Mono:
    """Short sounds one after another on a grid of ``step`` samples, some steps left empty."""
    out = np.zeros(n_samples, np.float32)
    for at in range(0, n_samples, max(1, step)):
        if at and rng.random() > 0.75:
            continue
        shot = at_peak(shots[int(rng.integers(len(shots)))], rng.uniform(-9.0, 0.0))
        n = min(len(shot), n_samples - at)
        out[at : at + n] += shot[:n]
    return out


def faded(sound: Mono, most: int) -> Mono:
    """At most so many samples of a sound, faded out where it is cut."""
    if len(sound) <= most:
        return sound
    n = max(1, min(most, len(sound) // 4, most // 3))
    cut = sound[:most].copy()
    cut[-n:] *= np.linspace(1, 0, n, dtype=np.float32)
    return cut


def _cut(sound: Mono, n: int, rng: np.random.Generator) -> Mono:
    """A stretch of ``n`` samples with soft ends, repeated where the sound is shorter."""
    longer = np.tile(sound, 1 + n // len(sound)) if len(sound) < n else sound
    at = int(rng.integers(len(longer) - n + 1))
    ramp: Floats = np.linspace(0, 1, min(500, n // 2))
    out = longer[at : at + n].copy()
    out[: len(ramp)] *= ramp.astype(np.float32)
    out[-len(ramp) :] *= ramp[::-1].astype(np.float32)
    return out
