"""Sounds from latents, each sample at the cost of one pass through the layers.

Two ways that give the same: step by step in PyTorch, on any device, and by the compiled kernel
that plays trained spaces, which is some hundred times faster and is what trainings listen with.
Needs the extra ``models``.

Source: Le Paine et al., *Fast Wavenet Generation Algorithm*, 2016.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from timbrespace.spaces.trained.wavenet.mulaw import SILENCE
from timbrespace.train.wavenet.network import Layer, Network, WaveNet
from timbrespace.train.wavenet.outputs import from_codes

if TYPE_CHECKING:
    from timbrespace.spaces.trained.wavenet.generating import Generator


@torch.no_grad()
def generate(network: Network, z: Tensor, *, seed: int = 0, temperature: float = 1.0) -> Tensor:
    """Sounds ``(B, 1, F * hop)`` of latents ``(B, F, D)``, by the compiled kernel.

    Args:
        network: As it is trained; it may lie on any device.
        z: Latents.
        seed: Of what is drawn.
        temperature: 1 draws as was learned; less is more likely, 0 is likeliest.
    """
    conditions = layered(network, z).float().cpu().numpy()
    generator = compiled(network.wavenet, len(z), seed=seed, temperature=temperature)
    return torch.from_numpy(generator.push(conditions))[:, None].to(z.device)


@torch.no_grad()
def layered(network: Network, z: Tensor) -> Tensor:
    """What latents ``(B, F, D)`` add in each layer, ``(B, F, L, 2 G)``."""
    conditions: Tensor = network.conditioner(z)
    return conditions.reshape(*z.shape[:2], len(network.wavenet.layers), -1)


def compiled(
    wavenet: WaveNet, n_sounds: int = 1, *, seed: int = 0, temperature: float = 1.0
) -> Generator:
    """The kernel with the weights that a network has now."""
    from timbrespace.spaces.trained.wavenet.generating import Generator
    from timbrespace.spaces.trained.wavenet.weights import packed

    state = {name: each.detach().cpu().numpy() for name, each in wavenet.state_dict().items()}
    dtype = np.float64 if next(wavenet.parameters()).dtype == torch.float64 else np.float32
    return Generator(
        packed(state, dtype, prefix=""), wavenet.dilations, wavenet.config.hop,
        n_sounds=n_sounds, seed=seed, temperature=temperature,
    )  # fmt: skip


class Cached:
    """B sounds in the making in PyTorch, one sample at a time, from queues of past activations.

    Args:
        wavenet: What foretells; on any device, in any dtype.
        n_sounds: B.
    """

    def __init__(self, wavenet: WaveNet, n_sounds: int = 1) -> None:
        self._net, self._n_sounds = wavenet, n_sounds
        self._of_codes = wavenet.config.output == "codes"
        like = wavenet.skip.weight
        shape = (n_sounds, wavenet.config.residual)
        behind = wavenet.config.kernel - 1
        self._past = [like.new_zeros(behind * dilation, *shape) for dilation in wavenet.dilations]
        self._time = 0
        silence = torch.full((n_sounds,), SILENCE, device=like.device)
        self._before = silence if self._of_codes else like.new_zeros(n_sounds)

    @torch.no_grad()
    def follow(self, given: Tensor, conditions: Tensor) -> Tensor:
        """What each sample was expected to be, ``(B, T, n_out)``, as if it had made them.

        Args:
            given: Codes or samples, ``(B, T)``.
            conditions: Of every sample, ``(B, T, L * 2 G)``.
        """
        outs = []
        for t in range(given.shape[1]):
            outs.append(self.step(conditions[:, t]))
            self._before = given[:, t]
        return torch.stack(outs, dim=1)

    @torch.no_grad()
    def make(self, conditions: Tensor) -> Tensor:
        """Samples ``(B, T)`` of codes, drawn by PyTorch's own generator.

        Args:
            conditions: Of every sample, ``(B, T, L * 2 G)``.
        """
        made = []
        for t in range(conditions.shape[1]):
            odds = functional.softmax(self.step(conditions[:, t]), dim=-1)
            self._before = torch.multinomial(odds, 1)[:, 0]
            made.append(self._before)
        return from_codes(torch.stack(made, dim=1))

    def step(self, condition: Tensor) -> Tensor:
        """What the next sample is expected to be, ``(B, n_out)``, from ``(B, L * 2 G)``."""
        net = self._net
        x = net.enter(self._before if self._of_codes else self._before[:, None])
        heard = []
        per_layer = condition.chunk(len(net.layers), dim=-1)
        for layer, past, added in zip(net.layers, self._past, per_layer, strict=True):
            assert isinstance(layer, Layer)
            h, x = self._through(layer, past, added, x)
            heard.append(h)
        self._time += 1
        y = torch.relu(net.skip(torch.cat(heard, dim=-1)))
        out: Tensor = net.leave(torch.relu(net.head(y)))
        return out

    def _through(
        self, layer: Layer, past: Tensor, added: Tensor, x: Tensor
    ) -> tuple[Tensor, Tensor]:
        """What a layer says ``(B, G)`` and passes on ``(B, R)``; it remembers what came in."""
        n = len(past)
        slots = [(self._time + tap * layer.dilation) % n for tap in range(layer.kernel - 1)]
        gates = layer.dilated(torch.cat([*(past[slot] for slot in slots), x], dim=-1)) + added
        past[self._time % n] = x
        h = functional.tanh(gates[:, : layer.gate]) * torch.sigmoid(gates[:, layer.gate :])
        return h, x if layer.residual is None else x + layer.residual(h)
