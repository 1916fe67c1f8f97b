"""The spectrogram VAE as it is trained."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from timbrespace.spaces.base import Dim
from timbrespace.spaces.trained import graphs
from timbrespace.spaces.trained.griffin_lim import griffin_lim
from timbrespace.spaces.trained.levels import FLOOR, LEVEL_DIMS, magnitudes_of
from timbrespace.train.model import Progress, TrainableModel
from timbrespace.train.onnx_export import exported
from timbrespace.train.schedules import KlSchedule
from timbrespace.train.spectrogram.config import SpectrogramConfig
from timbrespace.train.spectrogram.kl import active_units, kl_per_dim
from timbrespace.train.spectrogram.network import Decoder, Encoder, reorder


class Spectrogram(TrainableModel):
    """Segments of a spectrogram to latents and back; phases are left to the runtime.

    A latent is the mean of what the encoder gives, and beside it ``level`` and ``spread``: the
    mean and the standard deviation of the segment, by which it was normalised.

    Args:
        config: Its settings.
    """

    def __init__(self, config: SpectrogramConfig) -> None:
        super().__init__()
        self.config = config
        self.sample_rate, self.hop = config.sample_rate, config.hop
        self.segment = config.segment
        self.encoder, self.decoder = Encoder(config), Decoder(config)
        self.kl_weight = KlSchedule(config.kl_schedule, config.kl_weight, config.kl_steps)
        self.taper: Tensor
        self.register_buffer("taper", torch.from_numpy(config.stft.taper()), persistent=False)
        self._figures: dict[str, float | list[float]] = {}

    def losses(self, x: Tensor, progress: Progress) -> dict[str, Tensor]:
        """The loss of a batch ``(B, 1, segment)``, its two terms, and the KL of each dim."""
        spectrum, _, _ = self._normalised(self._magnitudes(x))
        mean, log_variance = self.encoder(spectrum)
        drawn = mean + torch.randn_like(mean) * torch.exp(0.5 * log_variance)
        error = (self.decoder(drawn) - spectrum).square().mean()
        per_dim = kl_per_dim(mean, log_variance)
        weight = self.kl_weight(progress.step, progress.n_steps)
        losses = {
            "loss": error + weight * per_dim.sum(),
            # Epochs are compared at the full weight, wherever the schedule stands.
            "monitor": error + self.config.kl_weight * per_dim.sum(),
            "error": error,
            "kl": per_dim.sum(),
            "kl_weight": error.new_tensor(weight),
            "active_units": active_units(mean).to(error.dtype),
        }
        return losses | {f"kl_dim/{i:03d}": value for i, value in enumerate(per_dim.detach())}

    def encode(self, x: Tensor) -> Tensor:
        """The latents ``(B, F, D)`` of sounds ``(B, 1, T)``, one for each segment."""
        stft, segments = self.config.stft, self.config.segments
        n_segments = segments.count(stft.n_frames(x.shape[-1]))
        n_samples = (segments.length(n_segments) - 1) * stft.hop
        magnitudes = self._magnitudes(nn.functional.pad(x, (0, n_samples - x.shape[-1])))
        cut = magnitudes.unfold(-1, segments.n_frames, segments.step).movedim(-2, 1)
        spectrum, level, spread = self._normalised(cut.flatten(0, 1))
        mean, _ = self.encoder(spectrum)
        latents = torch.cat([mean, level, spread], 1)
        return latents.view(len(x), n_segments, -1)

    @torch.no_grad()
    def decode(self, z: Tensor) -> Tensor:
        """Sounds ``(B, 1, T)`` from latents ``(B, F, D)``, their phases by Griffin-Lim.

        It gives no gradient: the training never needs a sound, only a listener does.
        """
        sounds = []
        for frames in z:
            spectrum = self.decoder(frames[:, : self.config.dims])[:, 0].cpu().numpy()
            magnitudes = magnitudes_of(
                spectrum, frames[:, self.config.dims :].cpu().numpy(), self.config.power
            )
            whole = self.config.segments.join(magnitudes, len(frames))
            sounds.append(griffin_lim(whole, self.config.stft, n_rounds=self.config.rounds))
        return torch.from_numpy(np.stack(sounds))[:, None].to(z.device)

    def optimiser(self) -> torch.optim.Optimizer:
        """Adam, at the rate of the settings."""
        return torch.optim.Adam(self.parameters(), lr=self.config.learning_rate)

    @torch.no_grad()
    def settle(self, batches: Iterable[Tensor]) -> tuple[Dim, ...]:
        """Put the dims in the order of their KL, the dearest first; ``level``, ``spread`` last."""
        pairs, scales = [], []
        for batch in batches:
            spectrum, level, spread = self._normalised(self._magnitudes(batch))
            pairs.append(self.encoder(spectrum))
            scales.append(torch.cat([level, spread], 1))
        mean, log_variance = (torch.cat(each) for each in zip(*pairs, strict=True))
        per_dim = kl_per_dim(mean, log_variance)
        order = per_dim.argsort(descending=True, stable=True)
        reorder(self.encoder, self.decoder, order)
        self._figures = {
            "kl": float(per_dim.sum()),
            "kl_per_dim": per_dim[order].tolist(),
            "active_units": float(active_units(mean)),
        }
        values = torch.cat([mean[:, order], torch.cat(scales)], 1)
        names = [*(f"z{i:03d}" for i in range(self.config.dims)), *LEVEL_DIMS]
        low, high = values.amin(0).tolist(), values.amax(0).tolist()
        return tuple(Dim(name, "", low[i], high[i]) for i, name in enumerate(names))

    def figures(self) -> dict[str, float | list[float]]:
        """KL in nats per latent, summed and by dim, and active units, on training sounds."""
        return dict(self._figures)

    def export(self, path: Path) -> None:
        """Write the graphs ``spectrum`` to ``latents`` and ``latents_in`` to ``spectrum_out``."""
        config = self.config
        spectrum = torch.zeros(2, 1, config.stft.n_bins, config.n_frames)
        latents = torch.zeros(2, config.dims)
        graphs.save(
            graphs.join(
                exported(_Mean(self.encoder), spectrum, "spectrum", "latents", any_length=(0,)),
                exported(self.decoder, latents, "latents_in", "spectrum_out", any_length=(0,)),
            ),
            path,
        )

    def _magnitudes(self, x: Tensor) -> Tensor:
        """``(B, 1, bins, frames)`` of sounds ``(B, 1, T)``, raised to the power."""
        spectrum = torch.stft(
            x[:, 0],
            self.config.n_fft,
            self.config.stft_hop,
            window=self.taper,
            pad_mode="constant",
            return_complex=True,
        )
        return spectrum.abs().pow(self.config.power)[:, None]

    def _normalised(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Segments ``(B, 1, bins, frames)`` with mean 0 and deviation 1; both were ``(B, 1)``."""
        level = x.mean((1, 2, 3))[:, None]
        spread = x.std((1, 2, 3), correction=0)[:, None]
        scale = spread.clamp(min=FLOOR)[:, :, None, None]
        return (x - level[:, :, None, None]) / scale, level, spread


class _Mean(nn.Module):
    """The half of the encoder that is used once the training is over."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.body, self.mean = encoder.body, encoder.mean

    def forward(self, spectrum: Tensor) -> Tensor:
        latents: Tensor = self.mean(self.body(spectrum))
        return latents
