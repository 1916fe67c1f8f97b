"""The sounds of a training: decoded, sifted, and split so that no group straddles a split."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.corpus.rejects import Reject
from timbrespace.corpus.table import Corpus
from timbrespace.errors import TimbrespaceError
from timbrespace.jobs import Job
from timbrespace.train.decoded import Decoded, decode_all
from timbrespace.train.parts import PARTS, Part, drawn, told
from timbrespace.train.segments import EpochSegments, HeldSegments, n_held

#: Fewer groups, or sounds, than this can't be shared out among three parts.
FEWEST_GROUPS = 3
#: Sound needed where sounds are cut in time, in segments.
FEWEST_SEGMENTS = 10
#: Epochs are no shorter and no longer than this unless asked: held-out looks come at their ends.
LEAST_STEPS_PER_EPOCH, MOST_STEPS_PER_EPOCH = 25, 500
#: If no sound fills at least this much of a segment, a model would mostly learn silence.
LEAST_FILLED = 0.1


@dataclass(frozen=True)
class Sound:
    """One sound, or a stretch of one, at the model's rate.

    Args:
        decoded: Its samples on disk.
        start: First sample of the stretch.
        stop: End of it.
    """

    decoded: Decoded
    start: int
    stop: int

    def __len__(self) -> int:
        return self.stop - self.start

    @property
    def path(self) -> str:
        """Its file, relative to the corpus."""
        return str(self.decoded.item.path)

    @property
    def group(self) -> str:
        """What it was recorded with."""
        return str(self.decoded.item.group)

    def read(self, start: int = 0, n: int | None = None) -> NDArray[np.float32]:
        """``n`` samples ``(n,)`` from ``start``, or all; fewer where it ends before."""
        stop = self.stop if n is None else min(self.start + start + n, self.stop)
        return self.decoded.read(self.start + start, stop)


@dataclass(frozen=True)
class Sounds:
    """All sounds of a training: a :class:`timbrespace.train.material.Material`.

    Args:
        sample_rate: In Hz.
        train: What is learned from.
        validation: What decides when to stop.
        test: What is only ever measured.
        notes: What was done to them, as sentences.
        rejects: What was left out, and why.
    """

    sample_rate: int
    train: tuple[Sound, ...]
    validation: tuple[Sound, ...]
    test: tuple[Sound, ...]
    notes: tuple[str, ...] = ()
    rejects: tuple[Reject, ...] = ()

    def part(self, name: Part) -> tuple[Sound, ...]:
        """The sounds of one part."""
        parts: dict[str, tuple[Sound, ...]] = vars(self)
        return parts[name]

    def per_epoch(self, segment: int, batch_size: int) -> int:
        """As many segments as the sounds hold, within limits of steps."""
        held = sum(n_held(sound, segment) for sound in self.train)
        return min(max(held, LEAST_STEPS_PER_EPOCH * batch_size),
                   MOST_STEPS_PER_EPOCH * batch_size)  # fmt: skip

    def drawn(self, segment: int, n: int, seed: int, epoch: int) -> EpochSegments:
        """Segments of what is learned from, drawn for one epoch."""
        return EpochSegments(self.train, segment, n, seed, epoch)

    def held(self, segment: int, most: int) -> HeldSegments:
        """Segments of what decides when to stop, always the same."""
        return HeldSegments(self.validation, segment, most)

    def fitted(self, config: Any) -> Any:
        """The config as it is: sounds are brought to the model's rate, not it to theirs."""
        return config

    def fingerprint(self) -> str:
        """SHA-256 of all that is learned from and how it is split; names have no part in it."""
        lines = [
            f"{name} {sound.decoded.key} {sound.start} {sound.stop}"
            for name in PARTS
            for sound in self.part(name)
        ]
        return hashlib.sha256(
            "\n".join([str(self.sample_rate), *sorted(lines)]).encode()
        ).hexdigest()

    def facts(self) -> dict[str, Any]:
        """Counts and hash for ``config.toml``."""
        counts = {f"n_{name}": len(self.part(name)) for name in PARTS}
        seconds = {
            f"{name}_s": round(sum(map(len, self.part(name))) / self.sample_rate, 3)
            for name in PARTS
        }
        return {**counts, **seconds, "n_left_out": len(self.rejects), "data": self.fingerprint()}


def gather(
    corpus: Corpus,
    sample_rate: int,
    segment: int,
    *,
    validation_share: float = 0.1,
    test_share: float = 0.1,
    split: str | None = None,
    seed: int = 0,
    job: Job | None = None,
) -> Sounds:
    """Decode a corpus and split it into what is learned from and what is held out.

    Whole groups go to one part. Where there are fewer than three groups, files take their
    place, and where there are fewer than three files, each is cut in time; both are said, as
    held-out figures are then too good. The same file twice counts once.

    Args:
        corpus: From :func:`timbrespace.train.sources.corpus_of`.
        sample_rate: Wanted rate in Hz.
        segment: Samples that a model hears at a time.
        validation_share: Part of the groups.
        test_share: Part of the groups.
        split: A label whose values say the part (``train``, ``validation``, ``test``).
        seed: For the draw of groups.
        job: Progress in seconds of sound.

    Raises:
        TimbrespaceError: Too few sounds, or too short ones, or no such label.
        Cancelled: The job was asked to stop.
    """
    decoded, rejects = decode_all(corpus, sample_rate, job)
    counts: Counter[str] = Counter(copies=0)
    sounds = [Sound(each, 0, each.n_samples) for each in _once(decoded, counts)]
    _check_enough(sounds, rejects, sample_rate, segment)
    notes = list(_notes(sounds, counts, rejects, sample_rate, segment))
    if split is not None:
        parts = _as_told(sounds, split)
    elif len(sounds) < FEWEST_GROUPS:
        parts = _in_time(sounds, validation_share, test_share)
        notes.append(
            "So few sounds are each cut in time: held-out figures are those of the same "
            "recordings, and better than they would be on others."
        )
    else:
        parts, said = _by_group(sounds, validation_share, test_share, seed)
        notes += said
    train, validation, test = (tuple(parts[name]) for name in PARTS)
    return Sounds(sample_rate, train, validation, test, tuple(notes), tuple(rejects))


def _once(decoded: Iterable[Decoded], counts: Counter[str]) -> Iterator[Decoded]:
    seen: set[str] = set()
    for each in decoded:
        counts["copies"] += each.key in seen
        if each.key not in seen and each.n_samples:
            yield each
        seen.add(each.key)


def _check_enough(
    sounds: Sequence[Sound], rejects: Sequence[Reject], sample_rate: int, segment: int
) -> None:
    if not sounds:
        reasons = Counter(reject.kind for reject in rejects)
        why = "; ".join(f"{n} x {reason}" for reason, n in reasons.most_common())
        raise TimbrespaceError(
            f"None of these sounds can be learned from ({why or 'there are none'}).",
            "timbrespace scan says more of each.",
        )
    longest = max(map(len, sounds))
    if longest < LEAST_FILLED * segment:
        raise TimbrespaceError(
            f"These sounds are too short: the longest has {longest / sample_rate:.3f} s, and the "
            f"model hears {segment / sample_rate:.3f} s at a time.",
            "Use longer sounds, a smaller preset, or a kind with shorter segments.",
        )
    total = sum(map(len, sounds))
    if len(sounds) < FEWEST_GROUPS and total < FEWEST_SEGMENTS * segment:
        raise TimbrespaceError(
            f"Too little to learn from: sounds (of {len(sounds)} files) that last "
            f"{total / sample_rate:.1f} s together.",
            f"Give at least {FEWEST_GROUPS} sounds that were recorded apart, or "
            f"{FEWEST_SEGMENTS * segment / sample_rate:.0f} s of sound.",
        )


def _notes(
    sounds: Sequence[Sound],
    counts: Counter[str],
    rejects: Sequence[Reject],
    sample_rate: int,
    segment: int,
) -> Iterator[str]:
    n = len(sounds)
    rates = Counter(int(sound.decoded.item.sample_rate) for sound in sounds)
    others = {rate: many for rate, many in sorted(rates.items()) if rate != sample_rate}
    if others:
        many, listed = sum(others.values()), ", ".join(map(str, others))
        yield f"{many} of {n} sounds were resampled from {listed} Hz to {sample_rate} Hz."
    lower = sum(many for rate, many in others.items() if rate < sample_rate)
    if lower:
        yield f"{lower} of {n} were recorded at a lower rate: they lack the highest sounds."
    mixed = sum(int(sound.decoded.item.channels) > 1 for sound in sounds)
    if mixed:
        yield f"{mixed} of {n} were mixed down to one channel."
    short = sum(len(sound) < segment for sound in sounds)
    if short:
        yield (
            f"{short} of {n} are shorter than the {segment / sample_rate:.2f} s that the model "
            "hears at a time; they are filled up with silence."
        )
    if counts["copies"]:
        yield f"{counts['copies']} copies of others, byte for byte, are left out."
    kinds = Counter(reject.kind for reject in rejects)
    for kind, many in kinds.most_common():
        first = next(reject for reject in rejects if reject.kind == kind)
        yield f"{many} left out: {kind} (for instance '{first.path}'; {first.remedy})"


def _by_group(
    sounds: Sequence[Sound], validation: float, test: float, seed: int
) -> tuple[dict[Part, list[Sound]], list[str]]:
    names, notes = [sound.group for sound in sounds], []
    if len(set(names)) < FEWEST_GROUPS:
        names = [f"{sound.path} {sound.decoded.item.offset_s}" for sound in sounds]
        notes.append(
            "Fewer than three groups: files are split one by one, so that takes of one recording "
            "may be on both sides, and held-out figures too good."
        )
    return _by_part(sounds, drawn(names, validation, test, seed)), notes


def _in_time(sounds: Sequence[Sound], validation: float, test: float) -> dict[Part, list[Sound]]:
    """Cut each sound in three, one after the other."""
    parts: dict[Part, list[Sound]] = {name: [] for name in PARTS}
    for sound in sounds:
        first = round(len(sound) * (1 - validation - test))
        second = round(len(sound) * (1 - test))
        cuts = (0, first, second, len(sound))
        for name, (start, stop) in zip(PARTS, pairwise(cuts), strict=True):
            parts[name].append(replace(sound, start=start, stop=stop))
    return parts


def _as_told(sounds: Sequence[Sound], label: str) -> dict[Part, list[Sound]]:
    values = [sound.decoded.labels.get(label) for sound in sounds]
    return _by_part(sounds, told(values, [sound.path for sound in sounds], label))


def _by_part(sounds: Sequence[Sound], of: Sequence[Part]) -> dict[Part, list[Sound]]:
    parts: dict[Part, list[Sound]] = {name: [] for name in PARTS}
    for part, sound in zip(of, sounds, strict=True):
        parts[part].append(sound)
    return parts
