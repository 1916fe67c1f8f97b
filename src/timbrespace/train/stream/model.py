"""The causal VAE of spectral frames: how it learns, encodes and decodes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import torch
from torch import Tensor, nn

from timbrespace.spaces.base import Dim
from timbrespace.train.model import Progress, TrainableModel
from timbrespace.train.stream.config import StreamConfig
from timbrespace.train.stream.frames import Analysis, Frames, scaled_level
from timbrespace.train.stream.network import CausalStack
from timbrespace.train.stream.synthesis import Synthesis, to_magnitude

#: Variances of the posterior are kept within e to the power of these.
LEAST_LOG_VARIANCE, MOST_LOG_VARIANCE = -12.0, 4.0
#: Bins weigh by this power of their magnitude where peaks are compared.
COMPRESSION = 0.4


class StreamModel(TrainableModel):
    """Frames to a few latent dims and back, each frame from what came before it only.

    The decoder says magnitudes and phase advances; the phases themselves are integrated
    (:mod:`~timbrespace.train.stream.synthesis`), so no latent is spent on them, and the
    reconstruction sounds like the source but does not follow its waveform.
    """

    centre: Tensor
    rotation: Tensor

    def __init__(self, config: StreamConfig) -> None:
        super().__init__()
        self.config = config
        self.sample_rate, self.hop = config.sample_rate, config.hop
        self.segment = config.segment_frames * config.hop
        self.delay_samples = config.window - config.hop
        k, d = config.n_bins, config.n_dims
        self.analysis = Analysis(config.hop)
        self.synthesis = Synthesis(config.hop)
        self.encoder = CausalStack(3 * k, 2 * d, config.encoder_width, config.dilations)
        self.decoder = CausalStack(d, 3 * k, config.decoder_width, config.dilations)
        # Filled by settle(): latents as the user sees them are rotated about their mean.
        self.register_buffer("centre", torch.zeros(d))
        self.register_buffer("rotation", torch.eye(d))

    def losses(self, x: Tensor, progress: Progress) -> dict[str, Tensor]:
        """Distances of levels and of phase advances, and the divergence.

        ``level`` weighs all bins alike, ``peaks`` weighs them by what is heard of them, and
        ``convergence`` is the share of the magnitude that is missed. The divergence is a mean
        over batch and frames, summed over dims, in nats a frame.
        """
        sound = self._mixed(x[:, 0]) if self.training else x[:, 0]
        heard = self.analysis.of_sound(sound)
        mean, log_variance = self._posterior(heard.features())
        z = mean + torch.randn_like(mean) * torch.exp(0.5 * log_variance)
        spoken = self._speak(z)
        terms = self._distances(heard, spoken)
        each = 0.5 * (mean.square() + log_variance.exp() - 1.0 - log_variance)
        terms["kl"] = each.sum(dim=-1).mean()
        terms["active_units"] = (each.mean(dim=(0, 1)) > 0.05).sum().float()
        config = self.config
        missed = (
            terms["level"]
            + config.peak_weight * terms["peaks"]
            + config.convergence_weight * terms["convergence"]
            + config.advance_weight * terms["advance"]
        )
        warm = min(1.0, (progress.step + 1) / config.kl_warm_up)
        terms["loss"] = missed + warm * config.kl_weight * terms["kl"]
        # Epochs are compared by what does not change while the divergence warms up.
        terms["monitor"] = missed + config.kl_weight * terms["kl"]
        return terms

    def encode(self, x: Tensor) -> Tensor:
        """Means ``(B, F, D)``, rotated so that the most important dim comes first.

        The sound ``(B, 1, T)`` is followed by silence until its last sample has been decoded.
        """
        late = self.delay_samples
        more = -(x.shape[-1] + late) % self.hop
        padded = nn.functional.pad(x[:, 0], (0, late + more))
        mean, _ = self._posterior(self.analysis.of_sound(padded).features())
        return (mean - self.centre) @ self.rotation

    def decode(self, z: Tensor) -> Tensor:
        """Sounds ``(B, 1, F * hop)``; they lag ``window - hop`` samples behind."""
        spoken = self._speak(z @ self.rotation.T + self.centre)
        state = z.new_zeros(z.shape[0], self.synthesis.n_state)
        blocks = []
        for at in range(z.shape[1]):
            block, state = self.synthesis(spoken[:, at], state)
            blocks.append(block)
        return torch.cat(blocks, dim=1)[:, None]

    def optimiser(self) -> torch.optim.Optimizer:
        """AdamW; the weights are few and the data fewer."""
        rate = self.config.learning_rate
        return torch.optim.AdamW(self.parameters(), lr=rate, betas=(0.9, 0.99), weight_decay=0.01)

    def schedule(
        self, optimiser: torch.optim.Optimizer, n_steps: int
    ) -> torch.optim.lr_scheduler.LRScheduler:
        """Up within a hundred steps, then down along a cosine."""
        return torch.optim.lr_scheduler.OneCycleLR(
            optimiser, self.config.learning_rate, total_steps=max(2, n_steps),
            pct_start=min(0.3, 100 / max(2, n_steps)), cycle_momentum=False,
        )  # fmt: skip

    @torch.no_grad()
    def settle(self, batches: Iterable[Tensor]) -> tuple[Dim, ...]:
        """Turn the dims towards what varies most, and name them by what they do.

        Weights are rounded to 16 bits first, so that a file can keep them so.
        """
        from timbrespace.train.stream.naming import order_and_name

        for parameter in self.parameters():
            parameter.copy_(parameter.half().float())
        self.centre.zero_()
        self.rotation.copy_(torch.eye(self.config.n_dims))
        kept = [(self.encode(x), x) for x in batches]
        self.centre, self.rotation, dims = order_and_name(kept, self.sample_rate, self.hop)
        return dims

    def export(self, path: Path) -> None:
        """Both directions as steps of one frame that hand their state in and out."""
        from timbrespace.train.stream.export import export_onnx

        export_onnx(self, path)

    def _mixed(self, x: Tensor) -> Tensor:
        """Some of the sounds ``(B, T)`` with another one on top, up to 12 dB softer or louder."""
        chosen = torch.rand(len(x), 1, device=x.device) < self.config.mixed_share
        gain_db = 24.0 * torch.rand(len(x), 1, device=x.device) - 12.0
        other = x[torch.randperm(len(x), device=x.device)]
        return (x + chosen * 10 ** (gain_db / 20) * other).clamp(-1.0, 1.0)

    def _posterior(self, features: Tensor) -> tuple[Tensor, Tensor]:
        state = features.new_zeros(features.shape[0], self.encoder.n_state)
        both, _ = self.encoder(features, state)
        mean, log_variance = both.chunk(2, dim=-1)
        return mean, log_variance.clamp(LEAST_LOG_VARIANCE, MOST_LOG_VARIANCE)

    def _speak(self, z: Tensor) -> Tensor:
        """Levels and advances ``(B, F, 3 K)`` from latents that are not rotated."""
        state = z.new_zeros(z.shape[0], self.decoder.n_state)
        spoken: Tensor = self.decoder(z, state)[0]
        return spoken

    def _distances(self, heard: Frames, spoken: Tensor) -> dict[str, Tensor]:
        level, real, imaginary = torch.split(spoken, self.config.n_bins, dim=-1)
        magnitude = to_magnitude(level)
        weight = heard.magnitude.pow(COMPRESSION)
        weight = weight / (weight.sum() + 1e-6)
        off = (level - scaled_level(heard.magnitude)).abs()
        energy = heard.magnitude.square().sum() + 1e-6
        missed = (real - heard.real).square() + (imaginary - heard.imaginary).square()
        return {
            "level": off.mean(),
            "peaks": (weight * off).sum(),
            "convergence": ((magnitude - heard.magnitude).square().sum() / energy).sqrt(),
            "advance": (weight * missed).sum(),
        }
