"""What a VAE of motion learns from: windows of clips, split so that no group straddles."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.corpus.motion import Clips, read_clips
from timbrespace.corpus.motion.features import features_of, heading_axis, usual_skeleton
from timbrespace.corpus.motion.folder import Named
from timbrespace.corpus.table import Corpus
from timbrespace.errors import TimbrespaceError
from timbrespace.train.kinds import Gathering
from timbrespace.train.motion.config import MotionConfig
from timbrespace.train.motion.parts import choose, parts_of
from timbrespace.train.parts import PARTS, Part

Features = NDArray[np.float32]

#: Epochs are no shorter and no longer than this unless asked: held-out looks come at their ends.
LEAST_STEPS_PER_EPOCH, MOST_STEPS_PER_EPOCH = 8, 500


class Windows:
    """Windows ``(segment, features)`` of clips; shorter clips hold their last frame.

    Args:
        features: One ``(F, features)`` for each clip.
        places: Clip and first frame of each window.
        segment: Frames of a window.
    """

    def __init__(
        self, features: Sequence[Features], places: Sequence[tuple[int, int]], segment: int
    ) -> None:
        self._features, self.places, self._segment = features, list(places), segment

    def __len__(self) -> int:
        return len(self.places)

    def __getitem__(self, index: int) -> Features:
        clip, start = self.places[index]
        cut = self._features[clip][start : start + self._segment]
        return np.pad(cut, ((0, self._segment - len(cut)), (0, 0)), mode="edge")


@dataclass(frozen=True)
class MotionMaterial:
    """Clips, split in parts: a :class:`timbrespace.train.material.Material`.

    Args:
        clips: What was read.
        parts: ``"train"``, ``"validation"`` or ``"test"`` for each clip.
        axis: Which axis of the root says whither a body faces.
        features: Of each clip.
        stride: Frames from one window to the next.
        notes: What was done to them, as sentences.
    """

    clips: Clips
    parts: tuple[Part, ...]
    axis: int
    features: tuple[Features, ...]
    stride: int
    notes: tuple[str, ...] = ()

    def of(self, part: Part) -> list[int]:
        """The numbers of the clips of one part."""
        return [i for i, each in enumerate(self.parts) if each == part]

    def per_epoch(self, segment: int, batch_size: int) -> int:
        """As many windows as the clips hold, within limits of steps."""
        held = sum(len(self._starts(i, segment)) for i in self.of("train"))
        least, most = LEAST_STEPS_PER_EPOCH * batch_size, MOST_STEPS_PER_EPOCH * batch_size
        return min(max(held, least), most)

    def drawn(self, segment: int, n: int, seed: int, epoch: int) -> Windows:
        """Windows a stride apart, from another first frame in each epoch, in another order."""
        rng = np.random.default_rng([seed, 5, epoch])
        places: list[tuple[int, int]] = []
        while len(places) < n:
            first = int(rng.integers(self.stride))
            deck = [(i, s) for i in self.of("train") for s in self._starts(i, segment, first)]
            places += [deck[k] for k in rng.permutation(len(deck))]
        return Windows(self.features, places[:n], segment)

    def held(self, segment: int, most: int) -> Windows:
        """Windows of the validation clips, spread over all of them."""
        every = [(i, s) for i in self.of("validation") for s in self._starts(i, segment)]
        step = max(1, math.ceil(len(every) / most))
        return Windows(self.features, every[::step], segment)

    def fitted(self, config: MotionConfig) -> MotionConfig:
        """The config with the clips' skeleton: the median of their bones, one reach long."""
        skeleton = usual_skeleton([self.clips.clips[i].clip for i in self.of("train")])
        return replace(
            config,
            skeleton=None,
            joint_names=skeleton.names,
            joint_parents=skeleton.parents,
            joint_offsets=tuple(float(v) for v in skeleton.offsets.round(6).ravel()),
            heading_axis=self.axis,
        )

    def fingerprint(self) -> str:
        """SHA-256 of all clips and how they are split; names have no part in it."""
        digest = hashlib.sha256(f"{self.clips.rate_hz} {self.clips.skeleton.names}".encode())
        pairs = zip(self.clips.clips, self.parts, strict=True)
        for line in sorted(f"{each.sha256} {part}" for each, part in pairs):
            digest.update(line.encode())
        return digest.hexdigest()

    def facts(self) -> dict[str, Any]:
        """Counts and hash for ``config.toml``."""
        rate_hz = self.clips.rate_hz
        seconds = {
            f"{part}_s": round(sum(len(self.features[i]) for i in self.of(part)) / rate_hz, 3)
            for part in PARTS
        }
        counts = {f"n_{part}": len(self.of(part)) for part in PARTS}
        left = len(self.clips.left_out)
        return {**counts, **seconds, "items": "clips", "n_left_out": left,
                "data": self.fingerprint()}  # fmt: skip

    def _starts(self, clip: int, segment: int, first: int = 0) -> list[int]:
        room = max(0, len(self.features[clip]) - segment)
        return list(range(min(first, room), room + 1, self.stride))


def gather(asked: Gathering) -> MotionMaterial:
    """Read the clips that a training was given, and share them out.

    Raises:
        TimbrespaceError: There are none, or too few, or no such label.
        Cancelled: The job was asked to stop.
    """
    if isinstance(asked.data, Corpus):
        raise TimbrespaceError("A corpus of sounds holds no motion.", "Give a folder of clips.")
    config: MotionConfig = asked.config
    clips = read_clips(
        Path(asked.data),
        rate_hz=config.rate_hz,
        joints=config.joints,
        group=asked.group,
        skeleton=None if config.skeleton is None else Path(config.skeleton),
        job=asked.job,
    )
    chosen = choose(clips.clips, asked.where, asked.max_files, asked.seed)
    clips = replace(clips, clips=chosen)
    training = asked.training
    parts, said = parts_of(
        chosen, asked.split, training.validation_share, training.test_share, asked.seed
    )
    of_train = [each.clip for each, part in zip(chosen, parts, strict=True) if part == "train"]
    axis = heading_axis(of_train)
    features = tuple(features_of(each.clip, axis) for each in chosen)
    notes = (*clips.notes, *said, *_short(chosen, config))
    return MotionMaterial(clips, parts, axis, features, config.stride, notes)


def _short(clips: Sequence[Named], config: MotionConfig) -> list[str]:
    short = sum(len(each.clip) < config.window for each in clips)
    if not short:
        return []
    return [
        f"{short} of {len(clips)} clips are shorter than the {config.window} frames that the "
        "model sees at a time; their last frame is held."
    ]
