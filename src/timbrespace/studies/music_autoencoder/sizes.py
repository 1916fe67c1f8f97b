"""The models of the study and how large a run is; declared here, before any data are seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Model:
    """One space that the study trains.

    Args:
        name: In records, and of its folder.
        kind: Of :mod:`timbrespace.train.kinds`.
        preset: One of the kind's.
        title: What the report calls it.
        max_minutes: Of its training, at most.
        settings: That differ from the preset.
        beside: The model of the ladder that has the same bit rate, to be compared with.
        published_tree: The original study's decision tree on latents of that size.
    """

    name: str
    kind: str
    preset: str
    title: str
    max_minutes: float
    settings: Mapping[str, Any] = field(default_factory=dict)
    beside: str = ""
    published_tree: float | None = None


#: The original's sizes, each with the accuracy of its decision tree on 100 held-out clips.
LADDER = {"55112": 0.15, "32151": 0.15, "24496": 0.11, "18376": 0.10, "9184": 0.10}
#: The same tree on the waveforms themselves.
PUBLISHED_ON_SOUND = 0.16
#: The size that the original settled on.
CHOSEN = "18376"
#: As in the original: k-means at as many clusters as it had genres.
CLUSTERS = 10
#: Numbers of clusters of the elbow.
KS = (2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 35, 40)
#: Bits of a latent, in every row whose model has no levels of its own.
BITS = 8


@dataclass(frozen=True)
class Sizes:
    """Everything that makes a run long or short.

    Args:
        models: What is trained.
        n_tracks: Of each style, where pieces are made by code.
        n_clips: Of each of these tracks.
        folds: Of the probes; whole tracks are held out.
        n_measured: Clips that reconstruction is measured on, at most; half as many of new music.
        n_heard: Clips of held-out tracks, and of new music, that go through every model.
        making: Models whose averages, random latents and interpolations are in the report.
        tree: Whether the decision tree hears the waveforms themselves, too, which takes long.
        fad: Whether the Fréchet audio distance is measured.
    """

    models: tuple[Model, ...]
    n_tracks: int
    n_clips: int
    folds: int
    n_measured: int
    n_heard: int
    making: tuple[str, ...]
    tree: bool = True
    fad: bool = True


def _ladder(
    max_minutes: float, settings: Mapping[str, Any], names: tuple[str, ...]
) -> list[Model]:
    return [
        Model(name, "waveform", name, f"{name} numbers", max_minutes, settings,
              published_tree=LADDER[name])
        for name in names
    ]  # fmt: skip


FULL = Sizes(
    models=(
        *_ladder(2.5, {}, tuple(LADDER)),
        *(
            Model(preset, "waveform", preset, preset, 5, beside=rung)
            for preset, rung in (
                ("improved", "9184"), ("improved-18376", "18376"), ("improved-55112", "55112"),
            )
        ),
        Model("spectrogram", "spectrogram", "small", "spectrogram VAE", 2.5),
    ),
    n_tracks=10, n_clips=3, folds=5, n_measured=32, n_heard=3,
    making=(CHOSEN, "improved", "spectrogram"),
)  # fmt: skip
_QUICK = {"epochs": 3}
SMALL = Sizes(
    models=(
        *_ladder(0.15, _QUICK, ("55112", "18376", "9184")),
        Model("improved", "waveform", "small", "improved, small", 0.25, beside="9184"),
        Model("spectrogram", "spectrogram", "small", "spectrogram VAE", 0.15),
    ),
    n_tracks=5, n_clips=2, folds=3, n_measured=6, n_heard=1,
    making=(CHOSEN, "spectrogram"), tree=False,
    fad=False,
)  # fmt: skip
