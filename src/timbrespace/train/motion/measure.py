"""How well a space of motion does on clips that it was not trained on, beside baselines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.corpus.motion.features import clip_of
from timbrespace.corpus.motion.rotations import angle_between, from_six
from timbrespace.jobs import Job
from timbrespace.spaces.data.motion import MotionSpace
from timbrespace.train.motion.config import LEAST_DEVIATION
from timbrespace.train.motion.material import Features, MotionMaterial
from timbrespace.train.motion.probe import probed
from timbrespace.train.redrawn import redrawn

Back = Callable[[Features], NDArray[np.floating]]
Rows = NDArray[np.float64]


@dataclass(frozen=True)
class _Pca:
    """Principal components of scaled frames: the baseline of the same size."""

    mean: NDArray[np.float64]
    deviation: NDArray[np.float64]
    axes: NDArray[np.float64]

    def latents(self, features: Features) -> NDArray[np.float64]:
        """``(F, D)`` of ``(F, features)``."""
        return np.asarray(((features - self.mean) / self.deviation) @ self.axes.T)

    def back(self, features: Features) -> NDArray[np.float64]:
        """What is left of features."""
        kept = self.latents(features) @ self.axes
        return np.asarray(kept * self.deviation + self.mean)


def measure(folder: Path, material: MotionMaterial, job: Job) -> dict[str, Any]:
    """Reconstruction of the test clips, and labels told from latents, for ``metrics.json``.

    Reconstruction is compared with PCA of as many dims a frame, fitted on the clips of the
    training, and with their mean. Labels are told from the mean and the spread of a clip's
    latents, over all clips, in folds by group; see :func:`timbrespace.train.motion.probe.probed`.

    Args:
        folder: The space's.
        material: What it was trained on.
        job: Told about progress.

    Raises:
        Cancelled: The job was asked to stop.
    """
    space = MotionSpace(folder)
    frames = np.concatenate([material.features[i] for i in material.of("train")])
    pca = _pca(frames, len(space.dims))
    ways: dict[str, Back] = {
        "": lambda x: space.decode(space.encode_features(x)),
        f"PCA {len(space.dims)}": pca.back,
        "mean": lambda x: np.broadcast_to(frames.mean(axis=0), x.shape),
    }
    test = [material.features[i] for i in material.of("test")]
    job.begin(len(ways), "Measuring reconstructions", unit="ways")
    errors: dict[str, Rows] = {}
    for name, back in ways.items():
        job.check()
        errors[name] = _errors(space, test, back, pca.deviation)
        job.advance(1)
    summaries = {
        "": _summaries(material, space.encode_features),
        f"PCA {len(space.dims)}": _summaries(material, pca.latents),
    }
    clips = material.clips.clips
    labels = sorted({name for each in clips for name in each.labels})
    groups = [each.group for each in clips]
    probes = [
        made
        for name in labels
        if (made := probed(name, [each.labels.get(name) for each in clips], groups, summaries))
    ]
    told = _records(errors, [len(x) for x in test], [groups[i] for i in material.of("test")])
    return {"reconstruction": told, "probe": probes}


def _pca(frames: Features, n_dims: int) -> _Pca:
    mean = frames.mean(axis=0, dtype=np.float64)
    deviation = np.maximum(frames.std(axis=0, dtype=np.float64), LEAST_DEVIATION)
    scaled = (frames - mean) / deviation
    _, vectors = np.linalg.eigh(scaled.T @ scaled)
    return _Pca(mean, deviation, vectors[:, ::-1][:, :n_dims].T)


def _errors(
    space: MotionSpace, clips: Sequence[Features], back: Back, deviation: NDArray[np.float64]
) -> Rows:
    """What is lost of each clip on the way there and back ``(N, 3)``; see :data:`_UNITS`."""
    rows: list[tuple[float, float, float]] = []
    for features in clips:
        made = np.asarray(back(features), np.float64)
        squared = float((((made - features) / deviation) ** 2).mean())
        rows.append((_misplaced(space, features, made), _turned(features, made), squared))
    return np.array(rows)


def _misplaced(space: MotionSpace, one: Features, other: NDArray[np.float64]) -> float:
    """The mean distance of joints from where they were, in percent of the reach.

    The root is held over one place: how it travels is told by other features.
    """
    placed = []
    for features in (one, other):
        still = np.array(features, np.float64)
        still[:, -4:-1] = 0.0
        placed.append(clip_of(still, space.skeleton, 1.0).places())
    return 100 * float(np.linalg.norm(placed[0] - placed[1], axis=-1).mean())


def _turned(one: Features, other: NDArray[np.float64]) -> float:
    """The mean angle in degrees between rotations."""
    six = [from_six(x[:, :-4].reshape(len(x), -1, 6)) for x in (one, other)]
    return float(angle_between(*six).mean())


def _summaries(
    material: MotionMaterial, encode: Callable[[Features], NDArray[np.floating]]
) -> NDArray[np.float64]:
    """Mean and spread of each clip's latents ``(N, 2 D)``."""
    rows = [encode(features) for features in material.features]
    return np.stack([np.concatenate([z.mean(axis=0), z.std(axis=0)]) for z in rows])


_UNITS = (
    ("joint error", "% of reach"),
    ("rotation error", "degrees"),
    ("squared error of scaled features", ""),
)


def _records(
    errors: dict[str, Rows], n_frames: Sequence[int], groups: Sequence[str]
) -> list[dict[str, Any]]:
    """Means over all frames; the interval is that of other draws of the groups."""
    draws = [list(each) for each in redrawn(groups, 0)]
    made = []
    for column, (name, unit) in enumerate(_UNITS):
        means = {way: _mean(rows[:, column], n_frames) for way, rows in errors.items()}
        own, weights = errors[""][:, column], np.array(n_frames)
        low, high = np.percentile([_mean(own[i], weights[i]) for i in draws], [2.5, 97.5])
        made.append(
            {
                "name": name,
                "where": {"part": "test"},
                "value": means[""],
                "low": float(low),
                "high": float(high),
                "level": 0.95,
                "unit": unit,
                "n_items": len(n_frames),
                "n_groups": len(set(groups)),
                "better": "lower",
                "baselines": {way: mean for way, mean in means.items() if way},
            }
        )
    return made


def _mean(values: Rows, n_frames: Sequence[int] | NDArray[np.int64]) -> float:
    return float(np.average(values, weights=n_frames))
