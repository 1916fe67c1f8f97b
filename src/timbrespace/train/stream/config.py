"""What can be set of a ``stream`` space, and the sizes that come with the package."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from timbrespace.errors import TimbrespaceError


@dataclass(frozen=True)
class StreamConfig:
    """A causal VAE of spectral frames.

    Args:
        sample_rate: Rate in Hz of what it hears and makes.
        hop: Samples from one frame to the next; a third of the window, so that squared Hann
            windows add up to a constant.
        n_dims: Latent dims, 8 to 32; more keep more detail, fewer are easier to play.
        encoder_width: Channels of the encoder.
        decoder_width: Channels of the decoder, which must work in real time.
        dilations: One residual block each; together they say how far back a model listens.
        segment_frames: Frames of a training segment.
        batch_size: Segments of a step.
        learning_rate: Of Adam, at its highest.
        kl_weight: Weight of the divergence from the prior, summed over dims; higher gives a
            smoother space and duller sound.
        kl_warm_up: Steps until that weight is reached.
        advance_weight: Weight of the phase advances, which carry pitch and noise.
        peak_weight: Weight of the levels of what is heard most.
        convergence_weight: Weight of the share of magnitude that is missed.
        mixed_share: Share of segments that hear a second one on top, so that notes that ring
            into each other are learned from notes that were recorded alone.
    """

    sample_rate: int = 48_000
    hop: int = 256
    n_dims: int = 16
    encoder_width: int = 256
    decoder_width: int = 256
    dilations: tuple[int, ...] = (1, 2, 4, 8)
    segment_frames: int = 128
    batch_size: int = 16
    learning_rate: float = 1e-3
    kl_weight: float = 2e-3
    kl_warm_up: int = 1_000
    advance_weight: float = 1.5
    peak_weight: float = 4.0
    convergence_weight: float = 0.5
    mixed_share: float = 0.25

    def __post_init__(self) -> None:
        if not 1 <= self.n_dims <= 128:
            raise TimbrespaceError(
                f"n_dims is {self.n_dims}.", "8 to 32 can be played; 1 to 128 can be trained."
            )
        if self.hop < 32 or self.hop > 2_048:
            raise TimbrespaceError(f"hop is {self.hop} samples.", "Use 32 to 2048; 256 is usual.")
        if not 0 <= self.mixed_share <= 1:
            raise TimbrespaceError(f"mixed_share is {self.mixed_share}.", "Give 0 to 1.")
        if not self.dilations or min(self.dilations) < 1:
            raise TimbrespaceError("dilations must name at least one block.", "Try 1, 2, 4, 8.")

    @property
    def window(self) -> int:
        """Samples of a frame."""
        return 3 * self.hop

    @property
    def n_bins(self) -> int:
        """Frequencies of a frame, 0 Hz and half the rate included."""
        return self.window // 2 + 1


PRESETS: Mapping[str, Mapping[str, Any]] = {
    "small": {
        "encoder_width": 128,
        "decoder_width": 160,
        "dilations": (1, 2, 4),
        "segment_frames": 96,
        "kl_warm_up": 200,
        "epochs": 12,
        "segments_per_epoch": 800,
        "gradient_clip": 1.0,
    },
    # What the shipped voice was trained with: an hour on one core.
    "voice": {"epochs": 24, "segments_per_epoch": 3_200, "gradient_clip": 1.0, "patience": 0},
}
