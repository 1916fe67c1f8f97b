"""The waveform autoencoder as it is trained."""

from __future__ import annotations

import math
from collections.abc import Iterable
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from timbrespace.spaces.base import Dim
from timbrespace.spaces.trained import graphs
from timbrespace.spaces.trained.waveform import bits_per_frame
from timbrespace.train.model import Progress, TrainableModel
from timbrespace.train.onnx_export import exported
from timbrespace.train.quantise import to_levels
from timbrespace.train.waveform import plain, residual
from timbrespace.train.waveform.config import WaveformConfig
from timbrespace.train.waveform.spectral import SpectralLoss

#: What the samples weigh beside the spectra. Their L1 distance is some hundredths where the
#: spectral terms are about 1; at this weight it sets the phase and leaves the spectra the lead.
SAMPLES_WEIGH = 10.0

#: Steps after which the rate has begun to fall in earnest (by the root of 2).
FALLS_OVER = 300


class Waveform(TrainableModel):
    """Samples to latents and back by convolutions alone, so that any length goes through.

    Args:
        config: Its settings.
    """

    def __init__(self, config: WaveformConfig) -> None:
        super().__init__()
        self.config = config
        self.sample_rate, self.segment = config.sample_rate, config.segment
        self.hop = config.geometry.hop
        self.bits_per_frame = bits_per_frame(config.n_dims, config.levels)
        body = plain if config.body == "plain" else residual
        self.encoder, self.decoder = body.encoder(config), body.decoder(config)
        self.spectral = SpectralLoss() if config.loss == "spectral" else None
        self._variances: list[float] = []

    def losses(self, x: Tensor, progress: Progress) -> dict[str, Tensor]:
        """The loss of a batch ``(B, 1, segment)``, and the root mean square error beside it."""
        made = self.decoder(self._bottleneck(self.encoder(x)))
        rmse = (made - x).square().mean().sqrt()
        if self.spectral is None:
            return {"loss": rmse, "rmse": rmse}
        spectral, samples = self.spectral(made, x), functional.l1_loss(made, x)
        loss = spectral + SAMPLES_WEIGH * samples
        return {"loss": loss, "spectral": spectral, "samples": samples, "rmse": rmse}

    def encode(self, x: Tensor) -> Tensor:
        """The latents ``(B, F, D)`` of sounds ``(B, 1, T)``, the end filled up with zeros."""
        geometry = self.config.geometry
        missing = geometry.n_samples(geometry.n_frames(x.shape[-1])) - x.shape[-1]
        whole = functional.pad(x, (0, missing))
        latents: Tensor = self._bottleneck(self.encoder(whole)).mT
        return latents

    def decode(self, z: Tensor) -> Tensor:
        """Sounds ``(B, 1, T)`` from latents ``(B, F, D)``, of whole frames."""
        sound: Tensor = self.decoder(z.mT)
        return sound

    def optimiser(self) -> torch.optim.Optimizer:
        """Adam, at the rate of the settings."""
        return torch.optim.Adam(self.parameters(), lr=self.config.learning_rate)

    def schedule(
        self, optimiser: torch.optim.Optimizer, n_steps: int
    ) -> torch.optim.lr_scheduler.LRScheduler | None:
        """Ever smaller steps for the spectral loss, none for the study's.

        Spectra at a steady rate keep trembling. The rate falls with the root of the step, so
        that a run stopped by the clock has had its share of small steps too, and to nothing
        over the last fifth of a run that comes to its end.
        """
        if self.config.loss == "rmse":
            return None

        def share(step: int) -> float:
            return min(1.0, (n_steps - step) / (0.2 * n_steps)) / math.sqrt(1 + step / FALLS_OVER)

        return torch.optim.lr_scheduler.LambdaLR(optimiser, share)

    @torch.no_grad()
    def settle(self, batches: Iterable[Tensor]) -> tuple[Dim, ...]:
        """Put the dims in the order of their variance; the network computes what it did."""
        z = torch.cat([self.encode(batch).flatten(0, 1) for batch in batches])
        order = z.var(0).argsort(descending=True, stable=True)
        self._reorder(order)
        z = z[:, order]
        self._variances = z.var(0).tolist()
        low, high = z.amin(0).tolist(), z.amax(0).tolist()
        return tuple(Dim(f"z{i:02d}", "", low[i], high[i]) for i in range(z.shape[1]))

    def figures(self) -> dict[str, float | list[float]]:
        """The variance of each dim on training sounds, in the order of the dims."""
        return {"variance_per_dim": self._variances}

    def export(self, path: Path) -> None:
        """Write the graphs ``audio`` to ``latents`` and ``latents_in`` to ``sound``."""
        geometry, n_frames = self.config.geometry, 16
        audio = torch.zeros(2, 1, geometry.n_samples(n_frames))
        latents = torch.zeros(2, n_frames, self.config.n_dims)
        graphs.save(
            graphs.join(
                exported(_Encode(self), audio, "audio", "latents", any_length=(0, 2)),
                exported(_Decode(self), latents, "latents_in", "sound", any_length=(0, 1)),
            ),
            path,
        )

    def _bottleneck(self, z: Tensor) -> Tensor:
        """A plain body is bounded already; a residual one is bounded here, or quantised."""
        if self.config.levels:
            return to_levels(z, self.config.levels)
        return z if self.config.body == "plain" else torch.tanh(z)

    def _reorder(self, order: Tensor) -> None:
        """Permute the latents: the last convolution gives and the first one takes them anew."""
        last = [each for each in self.encoder.modules() if isinstance(each, nn.Conv1d)][-1]
        last.weight.copy_(last.weight[order])
        if last.bias is not None:
            last.bias.copy_(last.bias[order])
        first = self.decoder[0]
        # A transposed convolution keeps its inputs on the first axis, a plain one on the second.
        axis = 0 if isinstance(first, nn.ConvTranspose1d) else 1
        first.weight.copy_(first.weight.index_select(axis, order))


class _Encode(nn.Module):
    """Whole frames of sound to latents, as the ONNX file has it."""

    def __init__(self, model: Waveform) -> None:
        super().__init__()
        self.model = model

    def forward(self, audio: Tensor) -> Tensor:
        latents: Tensor = self.model._bottleneck(self.model.encoder(audio)).mT
        return latents


class _Decode(nn.Module):
    """Latents to sound, as the ONNX file has it."""

    def __init__(self, model: Waveform) -> None:
        super().__init__()
        self.model = model

    def forward(self, latents_in: Tensor) -> Tensor:
        return self.model.decode(latents_in)
