"""What can be set of a ``wavenet`` space, and its sizes, from minutes to the paper's."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.trained.wavenet.mulaw import N_CODES

#: Numbers of a frame of features: 13 MFCC with two orders of deltas.
N_FEATURES = 39
#: How often they come, where nobody says otherwise.
FEATURES_HZ = 100

#: No setting may be less. A window needs latents before it, as far as its conditions hear.
_LEAST = {
    "sample_rate": 1_000, "hop": 8, "n_dims": 1, "n_entries": 2, "encoder_width": 1,
    "condition": 1, "residual": 1, "gate": 1, "skip": 1, "kernel": 2, "layers": 1, "cycles": 1,
    "n_mixtures": 1, "window_frames": 1, "margin_frames": 3, "kl_anneal": 0.0, "max_kl": 0.0,
    "logs_per_epoch": 1,
}  # fmt: skip


@dataclass(frozen=True)
class WavenetConfig:
    """A variational autoencoder with a WaveNet as its decoder.

    Args:
        sample_rate: In Hz; 16,000 or 22,050 are usual.
        hop: Samples from one frame of latents to the next, twice that of the features. 0: as
            many as let features come a hundred times a second, so 320 at 16,000 Hz and 440 at
            22,050 Hz.
        n_dims: Latent dims.
        bottleneck: ``"vae"``, a Gaussian of each frame, or ``"vq"``, the nearest of
            ``n_entries`` vectors that are learned with it.
        n_entries: Of the codebook, for ``"vq"``.
        encoder_width: Units of the encoder's layers.
        condition: Channels between the latents and the layers.
        residual: Channels from layer to layer.
        gate: Channels of a layer's gate.
        skip: Channels of what all layers say together, and of the head.
        kernel: Samples that a layer looks at, ``dilation`` apart.
        layers: Of a cycle; their dilations are 1, 2, 4, ...
        cycles: How often that is gone through.
        output: ``"codes"``, probabilities of the 256 codes of mu-law, or ``"logistics"``, a
            mixture of logistic distributions over samples of 16 bits.
        n_mixtures: How many, for ``"logistics"``.
        window_frames: Frames of latents whose samples are learned at once. The first samples of
            a window know little of what came before, so much longer than the receptive field.
        margin_frames: More on both sides of it, which only the encoder hears.
        jitter: Share of frames that hear a neighbour's latents instead, while training.
        kl_anneal: What is added to the weight of the divergence with each log step.
        max_kl: The most that it weighs; 1 is the evidence lower bound.
        logs_per_epoch: Log steps of an epoch.
        batch_size: Windows of a step.
        learning_rate: Of Adam, at its highest.
        halve_at: Steps at which the rate is halved; empty: it falls in a straight line to a
            twentieth at the last step.
        averaging: How slowly the average follows the weights; the average is what is kept.
    """

    sample_rate: int = 16_000
    hop: int = 0
    n_dims: int = 32
    bottleneck: Literal["vae", "vq"] = "vae"
    n_entries: int = 256
    encoder_width: int = 192
    condition: int = 64
    residual: int = 32
    gate: int = 32
    skip: int = 64
    kernel: int = 2
    layers: int = 10
    cycles: int = 2
    output: Literal["codes", "logistics"] = "codes"
    n_mixtures: int = 10
    window_frames: int = 16
    margin_frames: int = 5
    jitter: float = 0.12
    kl_anneal: float = 0.005
    max_kl: float = 0.1
    logs_per_epoch: int = 4
    batch_size: int = 4
    learning_rate: float = 1e-3
    halve_at: tuple[int, ...] = ()
    averaging: float = 0.999

    def __post_init__(self) -> None:
        if self.hop == 0:
            object.__setattr__(self, "hop", 2 * (self.sample_rate // FEATURES_HZ))
        for name, low in _LEAST.items():
            if getattr(self, name) < low:
                raise TimbrespaceError(f"{name} is {getattr(self, name)}.", f"Give {low} or more.")
        for name, words in (("bottleneck", ("vae", "vq")), ("output", ("codes", "logistics"))):
            if getattr(self, name) not in words:
                raise TimbrespaceError(
                    f"There is no {name} {getattr(self, name)!r}.", f"Use {' or '.join(words)}."
                )
        if self.hop % 2:
            raise TimbrespaceError(f"hop is {self.hop} samples.", "Use an even number: 320.")
        if not 0 <= self.jitter < 1 or not 0 <= self.averaging < 1:
            raise TimbrespaceError(
                f"jitter is {self.jitter}, averaging {self.averaging}.",
                "Give 0 or more, and less than 1.",
            )

    @property
    def dilations(self) -> tuple[int, ...]:
        """Of each layer, the first one first."""
        return tuple(2**i for i in range(self.layers)) * self.cycles

    @property
    def receptive_field(self) -> int:
        """Samples that one is foretold from."""
        return (self.kernel - 1) * sum(self.dilations) + 1

    @property
    def bits_per_frame(self) -> float | None:
        """What a frame of latents costs, where it is one entry of a codebook."""
        return math.log2(self.n_entries) if self.bottleneck == "vq" else None

    @property
    def n_out(self) -> int:
        """Numbers that say what a sample will be."""
        return N_CODES if self.output == "codes" else 3 * self.n_mixtures

    @property
    def segment(self) -> int:
        """Samples of a training segment: a window and its margins."""
        return (self.window_frames + 2 * self.margin_frames) * self.hop


PRESETS: Mapping[str, Mapping[str, Any]] = {
    # Minutes on two cores: enough to hear that it follows its latents.
    "tiny": {
        "encoder_width": 96,
        "n_dims": 16,
        "residual": 24,
        "gate": 24,
        "skip": 48,
        "layers": 8,
        "batch_size": 2,
        "learning_rate": 3e-3,
        "kl_anneal": 0.02,
        "segments_per_epoch": 400,
        "epochs": 6,
        "gradient_clip": 1.0,
        "preview_every": 3,
    },
    # Plays in real time at 16 kHz on one core.
    "small": {
        "batch_size": 2,
        "learning_rate": 2e-3,
        "segments_per_epoch": 1_000,
        "epochs": 12,
        "gradient_clip": 1.0,
        "preview_every": 5,
    },
    "medium": {
        "sample_rate": 16_000,
        "n_dims": 64,
        "encoder_width": 384,
        "condition": 128,
        "residual": 64,
        "gate": 64,
        "skip": 128,
        "batch_size": 8,
        "epochs": 200,
        "gradient_clip": 1.0,
    },
    # Chorowski et al., 2019, with one speaker. A GPU's work for days.
    "paper": {
        "n_dims": 64,
        "encoder_width": 768,
        "condition": 128,
        "residual": 368,
        "gate": 368,
        "skip": 256,
        "batch_size": 64,
        "learning_rate": 4e-4,
        "halve_at": (400_000, 600_000, 800_000),
        "averaging": 0.9999,
        "max_kl": 1.0,
        "kl_anneal": 0.0005,
        "epochs": 2_000,
        "patience": 0,
    },
}
