"""What a space of effects can be told, and the sizes that have names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from timbrespace.effects import catalogue
from timbrespace.errors import TimbrespaceError
from timbrespace.train.spectrogram.config import SpectrogramConfig

#: What is learned: an embedding in which the same settings on other sounds are near, or a VAE.
Objective = Literal["style", "vae"]

#: A drawn sound is longer than what is heard by this much, so that it can be played faster.
ROOM = 1.25


@dataclass(frozen=True)
class EffectsConfig(SpectrogramConfig):
    """The settings of a space of effects; the defaults are those of the shipped embedding.

    Spectra, segments, ``channels``, ``dims`` and ``learning_rate`` are as in
    :class:`SpectrogramConfig`; the ``kl_`` keys, ``power`` and ``rounds`` hold for a VAE only.

    Args:
        objective: ``"style"``: an embedding learned by contrast; ``"vae"``: a spectrogram VAE of
            effected sounds.
        effects: Ids or places; none: all of our own. Kept as they are when training begins.
        dry: Whether sounds without any effect are among them.
        run: So many settings of one effect in a row. A batch should hold all effects: it has
            ``batch_size / run`` of them.
        augment: Share of sounds whose pitch or tempo is changed first.
        cents: Pitch is moved by as much as this, either way.
        tempo: Tempo is changed by as much as this share, either way; below a quarter.
        peak_dbfs: Level of the peak before an effect and after it.
        fade_s: Seconds of fade at both ends.
        n_mels: Bands that the embedding hears.
        temperature: Of the contrast: lower looks at the nearest of the others alone.
        naming: Weight of telling the effect, beside the contrast.
        reading: Weight of telling the settings, beside the contrast.
        preview_every: Epochs between previews; only a VAE has any.
        batch_size: Sounds a step; an embedding hears each under two settings.

    Raises:
        TimbrespaceError: Values that make no network or no data.
    """

    sample_rate: int = 24_000
    n_fft: int = 1024
    stft_hop: int = 512
    window: int = 1024
    n_frames: int = 97
    overlap: int = 48
    channels: tuple[int, ...] = (16, 32, 64, 128)
    dims: int = 64
    learning_rate: float = 2e-3
    objective: Objective = "style"
    effects: tuple[str, ...] = ()
    dry: bool = True
    run: int = 4
    augment: float = 0.5
    cents: float = 200.0
    tempo: float = 0.2
    peak_dbfs: float = -12.0
    fade_s: float = 0.05
    n_mels: int = 80
    temperature: float = 0.1
    naming: float = 1.0
    reading: float = 1.0
    preview_every: int = 0
    batch_size: int = 40

    def __post_init__(self) -> None:
        super().__post_init__()
        object.__setattr__(self, "effects", tuple(self.effects) or tuple(catalogue.ids()))
        _check_data(self)
        if self.n_mels < 1 or self.temperature <= 0 or min(self.naming, self.reading) < 0:
            raise TimbrespaceError(
                f"n_mels {self.n_mels}, temperature {self.temperature}, naming {self.naming} and "
                f"reading {self.reading} make no embedding.",
                "Use 1 band or more, a temperature above 0, and weights of 0 or more.",
            )

    @property
    def drawn(self) -> int:
        """Samples of a sound as it is drawn, before its tempo is changed."""
        return round(ROOM * self.segment)


def _check_data(config: EffectsConfig) -> None:
    shares_fit = 0 <= config.augment <= 1 and 0 <= config.tempo < ROOM - 1
    if not shares_fit or config.cents < 0 or config.fade_s < 0 or config.run < 1:
        raise TimbrespaceError(
            f"augment {config.augment}, tempo {config.tempo}, cents {config.cents}, fade_s "
            f"{config.fade_s} and run {config.run} make no data.",
            f"Keep augment to 0 to 1, tempo to 0 to {ROOM - 1:g}, run to 1 or more, none below 0.",
        )
    if config.peak_dbfs > 0:
        raise TimbrespaceError(
            f"A peak of {config.peak_dbfs} dBFS is over full scale.", "Use -12, say."
        )


PRESETS: Mapping[str, Mapping[str, Any]] = {
    # Of the embedding, in minutes on one core; its figures are in docs/effects-space.md.
    "small": {"channels": (8, 16, 32, 64), "dims": 32, "batch_size": 16, "epochs": 12},
    "style": {"epochs": 16, "gradient_clip": 1.0, "patience": 0},
    "vae": {
        "objective": "vae",
        "n_fft": 2048,
        "window": 2048,
        "n_frames": 97,
        "overlap": 16,
        "channels": (8, 16, 32, 32),
        "dims": 64,
        "kl_weight": 3e-4,
        "learning_rate": 1e-3,
        "batch_size": 16,
        "epochs": 40,
        "preview_every": 5,
    },
    # As the study had it: 5.5 s, 128 dims, its prime cycle.
    "study": {
        "objective": "vae",
        "n_fft": 4096,
        "stft_hop": 1024,
        "window": 2048,
        "n_frames": 129,
        "overlap": 32,
        "channels": (8, 16, 32, 32),
        "dims": 128,
        "kl_schedule": "cosine",
        "learning_rate": 5e-4,
        "batch_size": 12,
        "gradient_clip": 5.0,
        "epochs": 300,
        "preview_every": 10,
    },
}
