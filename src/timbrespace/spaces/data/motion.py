"""The runtime of the kind ``motion``: clips to trajectories of latents, by ONNX Runtime."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.corpus.motion import Clip, Clips, Skeleton, read_clips
from timbrespace.corpus.motion.features import clip_of, features_of, n_features
from timbrespace.corpus.motion.folder import Named
from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.base import Dim, Latents
from timbrespace.spaces.data import figures as kept_figures
from timbrespace.spaces.data import items as items_of
from timbrespace.spaces.data.figures import Figures
from timbrespace.spaces.data.items import LABEL, DataItems, offsets_of
from timbrespace.spaces.trained import folder as folders
from timbrespace.spaces.trained import graphs
from timbrespace.spaces.trained.heard import checked
from timbrespace.spaces.trained.opened import describing, session_of


def open_folder(folder: Path) -> MotionSpace:
    """Open a trained folder of this kind.

    Raises:
        TimbrespaceError: It is damaged, or its settings don't say what it is.
    """
    return MotionSpace(folder)


class MotionSpace:
    """A trained VAE of motion; a :class:`timbrespace.spaces.data.base.DataSpace`.

    Args:
        folder: Its folder.

    Raises:
        TimbrespaceError: It is damaged, or of another kind.
    """

    kind = "motion"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._bones: Path | None = None
        facts = folders.read(folder)
        self.id, self.name = facts.id, facts.name
        self.dims: tuple[Dim, ...] = facts.dims
        self.model_hash = folders.model_hash(folder)
        with describing(folder, "a space of motion"):
            model = facts.model
            self.rate_hz: float | None = float(model["rate_hz"])
            self.joints, self.heading_axis = str(model["joints"]), int(model["heading_axis"])
            self.skeleton = _skeleton(model)
        graph = graphs.load(folder / folders.MODEL)
        self._encoder = session_of(graph, self.kind, "latents")
        self._decoder = session_of(graph, self.kind, "features_out")

    def with_bones(self, skeleton: Path) -> MotionSpace:
        """The same space; tables of rotations that it reads turn the bones of a BVH."""
        made = copy(self)
        made._bones = skeleton
        return made

    def items(self) -> DataItems:
        """The clips it was trained with, held-out clips included, encoded."""
        return items_of.read(self._folder)

    def read(self, path: Path) -> DataItems:
        """Other clips of the same skeleton, encoded: a folder, or one file.

        Raises:
            TimbrespaceError: No clip can be read, or their skeleton is another.
        """
        clips = self.clips(path)
        return self.encoded(clips, [""] * len(clips.clips))

    def clips(self, path: Path) -> Clips:
        """Clips at the rate and on the joints that this space knows.

        Raises:
            TimbrespaceError: No clip can be read, or their skeleton is another.
        """
        clips = read_clips(path, rate_hz=self._rate_hz, joints=self.joints, skeleton=self._bones)
        if not clips.skeleton.same_joints(self.skeleton):
            how = self.skeleton.difference(clips.skeleton)
            raise TimbrespaceError(
                f"These clips have another skeleton than '{self.id}': {how}.",
                "Give clips of the same make, or train on both with --set joints=body.",
            )
        return clips

    def encoded(self, clips: Clips, parts: Sequence[str]) -> DataItems:
        """Clips as items, with the part that each had in the training."""
        import pandas as pd

        trajectories = [self.encode(each.clip) for each in clips.clips]
        offsets = offsets_of(trajectories)
        rows = [
            {"id": each.id, "title": Path(each.path).stem, "group": each.group, "part": part}
            for each, part in zip(clips.clips, parts, strict=True)
        ]
        table = pd.DataFrame(rows).astype("string")
        for name in sorted({label for each in clips.clips for label in each.labels}):
            values = [each.labels.get(name) for each in clips.clips]
            table[LABEL + name] = pd.array(values, dtype="string")
        return DataItems(table, np.concatenate(trajectories), offsets, self._rate_hz)

    def encode(self, clip: Clip) -> Latents:
        """The latents ``(F, D)`` of a clip of this skeleton at this rate, however long."""
        return self.encode_features(features_of(clip, self.heading_axis))

    def encode_features(self, features: NDArray[np.float32]) -> Latents:
        """The latents ``(F, D)`` of features ``(F, 6 J + 4)``."""
        (latents,) = self._encoder.run(["latents"], {"features": features[None]})
        return np.asarray(latents[0], np.float32)

    def decode(self, latents: Latents) -> NDArray[np.float32]:
        """The features ``(F, 6 J + 4)`` of latents ``(F, D)``.

        They are those of :mod:`timbrespace.corpus.motion.features`.

        Raises:
            TimbrespaceError: The latents have other dims, or are not numbers.
        """
        frames = checked(latents, len(self.dims))
        if not len(frames):
            return np.zeros((0, n_features(len(self.skeleton))), np.float32)
        taken = {"latents_in": frames[None]}
        return np.asarray(self._decoder.run(["features_out"], taken)[0][0], np.float32)

    def clip(self, latents: Latents) -> Clip:
        """The motion that latents ``(F, D)`` tell of, by a body one reach long."""
        return clip_of(self.decode(latents), self.skeleton, self._rate_hz)

    def figures(self, data: Path | None = None) -> Figures | None:
        """Where joints were, of the clips it was trained with or of others.

        Raises:
            TimbrespaceError: No clip can be read, or their skeleton is another.
        """
        if data is None:
            return kept_figures.read(self._folder)
        return figures_of(self.clips(data).clips)

    def facts(self) -> dict[str, Any]:
        """What ``metrics.json`` says: reconstruction, KL by dim, probes, baselines."""
        return folders.read_metrics(self._folder)

    @property
    def _rate_hz(self) -> float:
        assert self.rate_hz is not None
        return self.rate_hz


def figures_of(clips: Sequence[Named]) -> Figures:
    """What is seen of clips: where all joints are, each beginning above the origin."""
    frames = [_seen(each.clip) for each in clips]
    first = clips[0].clip
    return Figures(
        tuple(each.id for each in clips),
        np.concatenate(frames),
        offsets_of(frames),
        first.skeleton.parents,
        first.skeleton.names,
        first.rate_hz,
    )


def _seen(clip: Clip) -> NDArray[np.float32]:
    places = clip.places() / clip.skeleton.reach
    places[..., [0, 2]] -= places[0, 0, [0, 2]]
    return places.astype(np.float32)


def _skeleton(model: Mapping[str, Any]) -> Skeleton:
    names = tuple(str(name) for name in model["joint_names"])
    parents = tuple(int(parent) for parent in model["joint_parents"])
    offsets = np.array(model["joint_offsets"], np.float64).reshape(len(names), 3)
    if not names or len(parents) != len(names) or parents[0] != -1:
        raise ValueError("its joints do not fit together")
    return Skeleton(names, parents, offsets)
