"""The WaveNet autoencoder as it is trained."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from torch import Tensor
from torch.nn import functional

from timbrespace.spaces.base import Dim
from timbrespace.train.model import Progress, TrainableModel
from timbrespace.train.wavenet import bottleneck, meeting, outputs
from timbrespace.train.wavenet.config import N_FEATURES, WavenetConfig
from timbrespace.train.wavenet.features import Features
from timbrespace.train.wavenet.network import Network

if TYPE_CHECKING:
    from timbrespace.train.material import Material

#: Where the rate ends that falls in a straight line, as a share of where it begins.
LAST_RATE = 0.05
#: Held-out windows on which it is weighed what latents are worth.
WEIGHED = 16
#: Steps between looks for entries of a codebook that nothing is near to.
REVIVED_EVERY = 100


class WavenetModel(TrainableModel):
    """Features to latents to samples, each sample from all before it.

    Two networks of one shape: ``learning`` follows the gradient, ``network`` is its running
    average (Polyak & Juditsky, 1992), which is what is measured, kept and played. After
    :meth:`settle` the average is all that is left.

    Args:
        config: Its settings.
    """

    centre: Tensor
    spread: Tensor
    baselines: Tensor
    used: Tensor

    def __init__(self, config: WavenetConfig) -> None:
        super().__init__()
        self.config = config
        self.sample_rate, self.hop = config.sample_rate, config.hop
        self.segment, self.bits_per_frame = config.segment, config.bits_per_frame
        self.features = Features(config.sample_rate, config.hop)
        self.learning: Network | None = Network(config)
        self.network = copy.deepcopy(self.learning).requires_grad_(False)
        # Filled by meet(): of each feature, and what simpler models say of a sample.
        self.register_buffer("centre", torch.zeros(N_FEATURES, 1))
        self.register_buffer("spread", torch.ones(N_FEATURES, 1))
        self.register_buffer("baselines", torch.zeros(2))
        if config.bottleneck == "vq":
            self.register_buffer("used", torch.zeros(config.n_entries))
        self._held = torch.zeros(0, 1, config.segment)
        self._divergences: list[float] = []
        self._worth: dict[str, float | list[float]] = {}

    def meet(self, material: Material) -> None:
        """Take from the sounds how features are spread, and what simple baselines reach.

        Some windows of what is held out are kept, to weigh what latents are worth.
        """
        held = material.held(self.segment, WEIGHED)
        self._held = torch.stack([torch.from_numpy(held[i]) for i in range(len(held))])[:WEIGHED]
        met = meeting.meet(material, self.config, self.features)
        self.centre.copy_(met.centre)
        self.spread.copy_(met.spread)
        self.baselines.copy_(torch.tensor([met.unconditional_bits, met.predictor_bits]))

    def losses(self, x: Tensor, progress: Progress) -> dict[str, Tensor]:
        """What a sample costs in bits, ``nll``, and what its latents cost on top, ``kl``.

        ``kl_frame`` and ``kl_dim/NNN`` are nats a frame, of all dims and of each.
        The divergence is that of a frame, summed over dims and shared among the frame's samples,
        so that with a weight of 1 the loss is the evidence lower bound in bits a sample.
        """
        network = self._network(progress)
        config, margin = self.config, self.config.margin_frames
        heard = network.encoder(self._features(x))
        within = slice(margin, margin + config.window_frames)
        if config.bottleneck == "vq":
            z, terms = self._quantised(network, heard, progress)
            weight = most = 1.0
        else:
            mean, log_variance = bottleneck.gaussian(heard)
            drawn = torch.randn_like(mean) if self.training else torch.zeros_like(mean)
            z = mean + drawn * torch.exp(0.5 * log_variance)
            terms = self._divergence(mean[:, within], log_variance[:, within])
            weight, most = kl_weight(config, progress), config.max_kl
        nll = self._nll(network, z, x[:, 0])
        cost = terms["vq" if config.bottleneck == "vq" else "kl"]
        weighed = {"loss": nll + weight * cost, "monitor": nll + most * cost}
        return {**weighed, "nll": nll, "kl_weight": nll.new_tensor(weight), **terms}

    def encode(self, x: Tensor) -> Tensor:
        """Means, or entries of the codebook, ``(B, F, D)``; the end is filled up with silence."""
        whole = functional.pad(x, (0, -x.shape[-1] % self.hop))
        return self.latents(self.features(whole[:, 0]))

    def latents(self, features: Tensor) -> Tensor:
        """Latents ``(B, F, D)`` of features ``(B, 39, 2 F)`` as they are computed from sound."""
        heard: Tensor = self.network.encoder((features - self.centre) / self.spread)
        if self.config.bottleneck == "vq":
            return self.network.codebook[bottleneck.nearest(heard, self.network.codebook)]
        return bottleneck.gaussian(heard)[0]

    @torch.no_grad()
    def decode(self, z: Tensor) -> Tensor:
        """Sounds ``(B, 1, F * hop)``, drawn sample by sample; the same latents give the same."""
        from timbrespace.train.wavenet.cached import generate

        return generate(self.network, z)

    def optimiser(self) -> torch.optim.Optimizer:
        """Adam (Kingma & Ba, 2015) on the network that learns."""
        assert self.learning is not None
        return torch.optim.Adam(self.learning.parameters(), lr=self.config.learning_rate)

    def schedule(
        self, optimiser: torch.optim.Optimizer, n_steps: int
    ) -> torch.optim.lr_scheduler.LRScheduler:
        """Halved at the steps that are set, or down in a straight line."""
        halve_at = self.config.halve_at

        def share(step: int) -> float:
            if halve_at:
                return float(0.5 ** sum(step >= at for at in halve_at))
            return 1 - (1 - LAST_RATE) * min(1.0, step / max(1, n_steps))

        return torch.optim.lr_scheduler.LambdaLR(optimiser, share)

    @torch.no_grad()
    def settle(self, batches: Iterable[Tensor]) -> tuple[Dim, ...]:
        """Keep the average alone, and put the dims first that say most."""
        self.learning = None
        kept = list(batches)
        self._worth = self._latents_worth()
        z = torch.cat([self.encode(x).flatten(0, 1) for x in kept])
        if self.config.bottleneck == "vq":
            told = z.var(0)
        else:
            told = torch.stack([self._told(x) for x in kept]).mean(0)
        order = told.argsort(descending=True, stable=True)
        self.network.reorder(order)
        self._divergences = told[order].tolist()
        low, high = z[:, order].amin(0).tolist(), z[:, order].amax(0).tolist()
        return tuple(Dim(f"z{i:02d}", "", low[i], high[i]) for i in range(len(order)))

    def figures(self) -> dict[str, float | list[float]]:
        """Bits a sample on held-out sounds, of baselines and of the model; nats by dim.

        ``own_latents_bits`` and ``other_latents_bits`` are with a window's own latents and with
        those of another: were they alike, the latents would be of no account. What each dim
        tells is of sounds that it was trained on.
        """
        names = ("unconditional_bits", "linear_predictor_bits")
        told = "variance_per_dim" if self.config.bottleneck == "vq" else "kl_nats_per_dim"
        found = dict(zip(names, self.baselines.tolist(), strict=True))
        return {**found, **self._worth, told: self._divergences}

    def export(self, path: Path) -> None:
        """Write the graphs ``features -> latents`` and ``latents_in -> conditions``."""
        from timbrespace.train.wavenet.export import export_onnx

        export_onnx(self, path)

    def _network(self, progress: Progress) -> Network:
        """The one that learns while it is trained, its average otherwise."""
        if not self.training or self.learning is None:
            return self.network
        # The average of the first steps forgets quickly, or it would remember mere noise.
        keep = min(self.config.averaging, (1 + progress.step) / (10 + progress.step))
        with torch.no_grad():
            ours: list[Tensor] = [*self.network.parameters()]
            theirs: list[Tensor] = [*self.learning.parameters()]
            torch._foreach_lerp_(ours, theirs, 1 - keep)
        return self.learning

    def _features(self, x: Tensor) -> Tensor:
        features: Tensor = self.features(x[:, 0])
        return (features - self.centre) / self.spread

    def _nll(self, network: Network, z: Tensor, x: Tensor) -> Tensor:
        """Bits a sample of the window, which lies in the middle of ``(B, segment)``."""
        config, margin = self.config, self.config.margin_frames
        if self.training:
            z = bottleneck.jittered(z, config.jitter)
        # Latents that the first frame of the window, and the one before it, hear.
        first = margin - 1 - network.conditioner.reach
        conditions = network.conditioner(z[:, first : margin + config.window_frames])
        at, n = margin * config.hop, config.window_frames * config.hop
        wanted, before = x[:, at : at + n], x[:, at - 1 : at + n - 1]
        given = outputs.to_codes(before) if config.output == "codes" else before
        out = network.wavenet(given, conditions[:, network.conditioner.reach :])
        return outputs.bits(out, wanted, config)

    def _divergence(self, mean: Tensor, log_variance: Tensor) -> dict[str, Tensor]:
        each = bottleneck.divergence(mean, log_variance)
        per_dim = each.mean(dim=(0, 1))
        told = per_dim.detach()
        return {
            "kl": per_dim.sum() / (self.hop * LN2),
            "kl_frame": told.sum(),
            "active_units": (told > 0.05).sum().float(),
            **{f"kl_dim/{i:03d}": nats for i, nats in enumerate(told)},
        }

    def _quantised(
        self, network: Network, heard: Tensor, progress: Progress
    ) -> tuple[Tensor, dict[str, Tensor]]:
        entries = network.codebook
        if self.training:
            self._revive(entries, heard.detach().flatten(0, 1), progress)
        z, apart, numbers = bottleneck.quantised(heard, entries)
        if self.training:
            self.used += torch.bincount(numbers.flatten(), minlength=len(entries))
        return z, {"vq": apart, "perplexity": bottleneck.perplexity(numbers, len(entries))}

    @torch.no_grad()
    def _revive(self, entries: Tensor, frames: Tensor, progress: Progress) -> None:
        """Put entries that nothing was near to where frames are; at first, all of them."""
        if progress.step % REVIVED_EVERY:
            return
        idle = torch.nonzero(self.used == 0).flatten()
        chosen = torch.randint(len(frames), (len(idle),), device=frames.device)
        entries[idle] = frames[chosen].to(entries.dtype)
        self.used.zero_()

    def _latents_worth(self) -> dict[str, float | list[float]]:
        """Bits a sample of held-out windows, with their own latents and with another window's."""
        x = self._held
        if len(x) < 2:
            return {}
        z = torch.cat([self.latents(self.features(each)) for each in x])
        # Neighbours may lie in one sound.
        others = z.roll(len(z) // 2, 0)
        own, other = (
            sum(
                float(self._nll(self.network, latents[None], each))
                for latents, each in zip(ways, x, strict=True)
            )
            / len(x)
            for ways in (z, others)
        )
        return {"own_latents_bits": own, "other_latents_bits": other}

    def _told(self, x: Tensor) -> Tensor:
        """What each dim says of a batch, in nats a frame."""
        mean, log_variance = bottleneck.gaussian(self.network.encoder(self._features(x)))
        return bottleneck.divergence(mean, log_variance).mean(dim=(0, 1))


LN2 = 0.6931471805599453


def kl_weight(config: WavenetConfig, progress: Progress) -> float:
    """What the divergence weighs: ``kl_anneal`` more with each log step, up to ``max_kl``.

    Example:
        >>> config = WavenetConfig(kl_anneal=0.25, max_kl=0.6, logs_per_epoch=2)
        >>> [kl_weight(config, Progress(0, step, 40, 10)) for step in (0, 4, 5, 15, 39)]
        [0.25, 0.25, 0.5, 0.6, 0.6]
    """
    per_log = max(1, progress.steps_per_epoch // config.logs_per_epoch)
    return min(config.max_kl, config.kl_anneal * (1 + progress.step // per_log))
