"""Small models of the kind: a tenth of a second at a low rate, one effect."""

from __future__ import annotations

from timbrespace.train.effects.config import EffectsConfig

SMALL = {
    "sample_rate": 8_000, "n_fft": 128, "stft_hop": 32, "window": 128, "n_frames": 33,
    "overlap": 16, "channels": (4, 8), "dims": 6, "effects": ("overdrive",), "fade_s": 0.01,
    "n_mels": 12, "run": 2, "augment": 0.0, "batch_size": 4, "learning_rate": 3e-3,
}  # fmt: skip
STYLE = EffectsConfig(**SMALL)
VAE = EffectsConfig(**SMALL | {"objective": "vae", "rounds": 4, "kl_weight": 1e-3})
