"""A WaveNet's loop over samples in TorchScript, for ``benchmarks/wavenet.py`` alone."""

import warnings

import torch
from torch import Tensor, nn

from timbrespace.spaces.trained.wavenet.mulaw import SILENCE
from timbrespace.train.wavenet.network import WaveNet


class Loop(nn.Module):
    """All samples in one call, from queues of past activations that it turns round in place.

    Args:
        wavenet: A network of codes.
    """

    # TorchScript reads these, and can't if annotations are put off (``from __future__``).
    dilations: list[int]
    dilated: list[Tensor]
    residual: list[Tensor]
    residual_bias: list[Tensor]

    def __init__(self, wavenet: WaveNet) -> None:
        super().__init__()
        layers = list(wavenet.layers)
        self.dilations = list(wavenet.dilations)
        self.kernel, self.gate, self.silence = layers[0].kernel, layers[0].gate, SILENCE
        self.dilated = [each.dilated.weight.detach().T for each in layers]
        self.bias = torch.cat([each.dilated.bias.detach() for each in layers])
        # The last layer passes nothing on.
        passing = [each.residual for each in layers[:-1]]
        self.residual = [each.weight.detach().T for each in passing]
        self.residual_bias = [each.bias.detach() for each in passing]
        self.enter, self.skip = wavenet.enter, wavenet.skip
        self.head, self.leave = wavenet.head, wavenet.leave

    def forward(self, conditions: Tensor, given: Tensor | None) -> tuple[Tensor, Tensor]:
        """Codes ``(B, T)``, and what each was expected to be ``(B, T, 256)`` where they are given.

        Args:
            conditions: Of every sample, ``(B, T, L * 2 G)``.
            given: Codes ``(B, T)`` to follow; None: they are drawn.
        """
        n_sounds, n_samples = conditions.shape[0], conditions.shape[1]
        width = self.enter.weight.shape[1]
        past: list[Tensor] = []
        for dilation in self.dilations:
            past.append(torch.zeros((self.kernel - 1) * dilation, n_sounds, width))
        before = torch.full((n_sounds,), self.silence, dtype=torch.long)
        codes: list[Tensor] = []
        outs: list[Tensor] = []
        for t in range(n_samples):
            out = self.step(before, conditions[:, t] + self.bias, past, t)
            if given is None:
                before = torch.multinomial(torch.softmax(out, dim=-1), 1)[:, 0]
            else:
                before = given[:, t]
                outs.append(out)
            codes.append(before)
        told = torch.stack(outs, dim=1) if len(outs) > 0 else torch.zeros(n_sounds, 0, 256)
        return torch.stack(codes, dim=1), told

    def step(self, before: Tensor, added: Tensor, past: list[Tensor], time: int) -> Tensor:
        """What the next sample is expected to be, ``(B, 256)``; the queues remember it."""
        x = self.enter(before)
        heard: list[Tensor] = []
        for i, dilation in enumerate(self.dilations):
            queue = past[i]
            n = queue.shape[0]
            taps: list[Tensor] = []
            for tap in range(self.kernel - 1):
                taps.append(queue[(time + tap * dilation) % n])
            taps.append(x)
            at = i * 2 * self.gate
            gates = torch.addmm(
                added[:, at : at + 2 * self.gate], torch.cat(taps, dim=-1), self.dilated[i]
            )
            queue[time % n] = x
            h = torch.tanh(gates[:, : self.gate]) * torch.sigmoid(gates[:, self.gate :])
            heard.append(h)
            if i < len(self.residual):
                x = x + torch.addmm(self.residual_bias[i], h, self.residual[i])
        y = torch.relu(self.skip(torch.cat(heard, dim=-1)))
        return self.leave(torch.relu(self.head(y)))


def scripted(wavenet: WaveNet) -> torch.jit.ScriptModule:
    """The loop compiled, its weights frozen in it."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", ".*torch.jit.*", DeprecationWarning)
        return torch.jit.freeze(torch.jit.script(Loop(wavenet).eval()))
