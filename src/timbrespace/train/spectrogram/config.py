"""What a spectrogram VAE can be told, and the sizes that have names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.trained.segments import Segments
from timbrespace.spaces.trained.stft import Stft
from timbrespace.train.schedules import KlSchedule, Name


@dataclass(frozen=True)
class SpectrogramConfig:
    """The settings of a spectrogram VAE; the defaults are those of the study.

    Args:
        sample_rate: In Hz, of what it hears and makes.
        n_fft: Samples of the transform; a power of 2.
        stft_hop: Samples between its frames.
        window: Samples of its Hann window.
        power: To which magnitudes are raised, so that quiet bins count too.
        n_frames: Frames of a segment, which becomes one latent: one more than a multiple of
            2 for each convolution.
        overlap: Frames that a segment shares with the next, over which they cross-fade.
        channels: Of each convolution, from the spectrum inwards.
        dims: Of a latent, 32 to 256 as a rule; ``level`` and ``spread`` come beside them.
        kl_schedule: How the weight of the KL term goes.
        kl_weight: The most that it weighs; the KL is a mean over the batch and a sum over dims,
            beside the mean squared error of a bin.
        kl_steps: Steps of the warm-up or cycle; 0: a quarter of the run.
        learning_rate: Of Adam.
        rounds: Of Griffin and Lim's search for phases.

    Raises:
        TimbrespaceError: Values that make no network.
    """

    sample_rate: int = 24_000
    n_fft: int = 4096
    stft_hop: int = 1024
    window: int = 2048
    power: float = 0.3
    n_frames: int = 129
    overlap: int = 32
    channels: tuple[int, ...] = (8, 16, 32, 32)
    dims: int = 128
    kl_schedule: Name = "cyclical"
    kl_weight: float = 1e-3
    kl_steps: int = 0
    learning_rate: float = 5e-4
    rounds: int = 32

    def __post_init__(self) -> None:
        object.__setattr__(self, "channels", tuple(self.channels))
        _check_transform(self)
        _check_shape(self)
        KlSchedule(self.kl_schedule, self.kl_weight, self.kl_steps)

    @property
    def stft(self) -> Stft:
        """How its spectra are taken."""
        return Stft(self.n_fft, self.stft_hop, self.window)

    @property
    def segments(self) -> Segments:
        """How its spectrograms are cut."""
        return Segments(self.n_frames, self.overlap)

    @property
    def segment(self) -> int:
        """Samples of a training sound."""
        return (self.n_frames - 1) * self.stft_hop

    @property
    def hop(self) -> int:
        """Samples from one latent to the next."""
        return self.segments.step * self.stft_hop

    @property
    def inner(self) -> tuple[int, int]:
        """Bins and frames that the convolutions leave."""
        scale = 2 ** len(self.channels)
        return self.n_fft // 2 // scale + 1, (self.n_frames - 1) // scale + 1


def _check_transform(config: SpectrogramConfig) -> None:
    if config.n_fft < 2 or config.n_fft & (config.n_fft - 1):
        raise TimbrespaceError(f"n_fft {config.n_fft} is no power of 2.", "Use 4096, say.")
    if not 0 < config.stft_hop <= config.window // 2 or config.window > config.n_fft:
        raise TimbrespaceError(
            f"A window of {config.window} samples every {config.stft_hop} in transforms of "
            f"{config.n_fft} leaves gaps.",
            "Keep stft_hop to half the window or less, and the window to n_fft or less.",
        )
    if config.sample_rate < 1 or not 0 < config.power <= 1 or config.learning_rate <= 0:
        raise TimbrespaceError(
            f"sample_rate {config.sample_rate}, power {config.power} and learning_rate "
            f"{config.learning_rate} should be above 0, and power 1 at most.",
            "Set them so.",
        )


def _check_shape(config: SpectrogramConfig) -> None:
    scale = 2 ** len(config.channels)
    if not config.channels or min(config.channels) < 1 or config.dims < 1 or config.rounds < 0:
        raise TimbrespaceError(
            f"channels {config.channels}, dims {config.dims} and rounds {config.rounds} make no "
            "network.",
            "Use one or more channels and dims of 1 or more.",
        )
    if config.n_frames < 2 or (config.n_frames - 1) % scale or config.n_fft // 2 % scale:
        below = max(1, (config.n_frames - 1) // scale)
        raise TimbrespaceError(
            f"{len(config.channels)} convolutions of step 2 do not halve {config.n_frames} "
            f"frames and {config.n_fft // 2 + 1} bins evenly.",
            f"Use n_frames {below * scale + 1}, or fewer channels.",
        )
    if not 0 <= config.overlap <= config.n_frames // 2:
        raise TimbrespaceError(
            f"An overlap of {config.overlap} frames is out of range.",
            f"Use 0 to {config.n_frames // 2}: half a segment.",
        )


PRESETS: Mapping[str, Mapping[str, Any]] = {
    # 1.4 s a latent instead of 5.5: more segments to learn from, and a tenth of the weights.
    "small": {
        "sample_rate": 22_050,
        "n_fft": 2048,
        "stft_hop": 512,
        "window": 2048,
        "n_frames": 65,
        "overlap": 16,
        "channels": (8, 16, 32, 32),
        "dims": 64,
        "kl_weight": 3e-4,
        "learning_rate": 1e-3,
        "batch_size": 16,
        "epochs": 40,
    },
    "study": {"kl_schedule": "cosine", "batch_size": 12, "gradient_clip": 5.0, "epochs": 300},
    "study-256": {"dims": 256, "kl_schedule": "cosine", "kl_weight": 2e-3, "batch_size": 12,
                  "gradient_clip": 5.0, "epochs": 800},
}  # fmt: skip
