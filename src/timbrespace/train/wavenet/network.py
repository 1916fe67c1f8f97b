"""The networks of a ``wavenet`` space: encoder, conditioner, and the WaveNet itself.

Sources: van den Oord et al., *WaveNet: A Generative Model for Raw Audio*, 2016; Chorowski et
al., *Unsupervised Speech Representation Learning Using WaveNet Autoencoders*, 2019.

Weights, as ``weights.safetensors`` names them (R ``residual``, G ``gate``, S ``skip``,
C ``condition``, L layers, K ``kernel``, D latent dims; all float32 or losslessly float16)::

    network.wavenet.enter.weight               (256, R)        one row per mu-law code, or
    network.wavenet.enter.weight, .bias        (R, 1), (R,)    of a sample, for mixtures
    network.wavenet.layers.I.dilated.weight    (2 G, K * R)    columns: the oldest tap first
    network.wavenet.layers.I.dilated.bias      (2 G,)          rows: G of tanh, G of sigmoid
    network.wavenet.layers.I.residual.weight   (R, G)          no such layer after the last gate
    network.wavenet.layers.I.residual.bias     (R,)
    network.wavenet.skip.weight                (S, L * G)      columns: the first layer first
    network.wavenet.skip.bias                  (S,)
    network.wavenet.head.weight, .bias         (S, S), (S,)
    network.wavenet.leave.weight, .bias        (n_out, S), (n_out,)

A sample, from what came before it, ``x`` being ``enter`` of the sample before::

    for layer i with dilation d (see :attr:`WaveNet.dilations`):
        a = dilated @ [x[t - (K-1) d], ..., x[t - d], x[t]] + bias + condition[i, t]
        h_i = tanh(a[:G]) * sigmoid(a[G:])
        x = x + residual @ h_i + bias                          (not after the last layer)
    y = leave @ relu(head @ relu(skip @ [h_0, ..., h_L-1] + bias) + bias) + bias

What lies before the first sample is zero in every layer, and the sample before it is silence:
code 128, or 0.0. Within frame f the condition goes in a straight line from frame f-1 to frame f,
which it reaches at the frame's last sample: ``condition[t] = p[f-1] + (j+1) / hop * (p[f] -
p[f-1])`` with ``t = f * hop + j``; before the first frame lies that frame itself.

``model.onnx`` holds two graphs::

    features (1, 39, 2 F) -> latents (1, F, D)      raw MFCC, two for each frame of latents
    latents_in (F, D)     -> conditions (F, L, 2 G)  frame f hears latents f-2, f-1 and f
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from timbrespace.spaces.trained.wavenet.mulaw import N_CODES
from timbrespace.train.wavenet.config import N_FEATURES, WavenetConfig

#: Log variance of the posterior before anything is learned.
FIRST_LOG_VARIANCE = -2.0
#: Logarithm of a mixture's scales before anything is learned: about as wide as speech is loud.
FIRST_LOG_SCALE = -3.0


class Encoder(nn.Module):
    """Normalised features ``(B, 39, 2 F)`` to ``(B, F, n_out)``, one for each two of them.

    Two convolutions, one that halves the rate, two more, then four layers that look at one frame
    each; all but the first and the halving one are residual.
    """

    def __init__(self, width: int, n_out: int) -> None:
        super().__init__()
        self.enter = nn.Conv1d(N_FEATURES, width, 3, padding=1)
        self.second = nn.Conv1d(width, width, 3, padding=1)
        self.halve = nn.Conv1d(width, width, 4, stride=2)
        self.wide = nn.ModuleList(nn.Conv1d(width, width, 3, padding=1) for _ in range(2))
        self.deep = nn.ModuleList(nn.Conv1d(width, width, 1) for _ in range(4))
        self.leave = nn.Conv1d(width, n_out, 1)

    def forward(self, features: Tensor) -> Tensor:
        """One frame for each two of ``(B, 39, 2 F)``: ``(B, F, n_out)``."""
        x = torch.relu(self.enter(features))
        x = x + torch.relu(self.second(x))
        # A frame looks ahead rather than back: the decoder meets it late, at its last sample.
        x = torch.relu(self.halve(functional.pad(x, (0, 2))))
        for layer in (*self.wide, *self.deep):
            x = x + torch.relu(layer(x))
        out: Tensor = self.leave(x).mT
        return out


class Conditioner(nn.Module):
    """Latents ``(B, F, D)`` to what is added in each layer, ``(B, F, L * 2 G)``, frame by frame.

    A frame hears its own latents and the two before it, never those to come.
    """

    def __init__(self, n_dims: int, condition: int, n_out: int) -> None:
        super().__init__()
        #: Frames before its own that a frame hears.
        self.reach = 2
        self.listen = nn.Conv1d(n_dims, condition, 1 + self.reach)
        self.project = nn.Linear(condition, n_out, bias=False)

    def forward(self, z: Tensor) -> Tensor:
        """Latents ``(B, F, D)`` to ``(B, F, L * 2 G)``."""
        heard = torch.relu(self.listen(functional.pad(z.mT, (self.reach, 0)))).mT
        out: Tensor = self.project(heard)
        return out


class Layer(nn.Module):
    """One dilated, gated layer; ``residual`` is None in the last one."""

    def __init__(self, config: WavenetConfig, dilation: int, *, last: bool) -> None:
        super().__init__()
        self.dilation, self.kernel, self.gate = dilation, config.kernel, config.gate
        self.dilated = nn.Linear(config.kernel * config.residual, 2 * config.gate)
        self.residual = None if last else nn.Linear(config.gate, config.residual)

    def taps(self, x: Tensor) -> Tensor:
        """Of ``(B, T, R)`` each sample with those before it, ``(B, T, K * R)``, oldest first."""
        n = x.shape[1]
        back = [min((self.kernel - 1 - k) * self.dilation, n) for k in range(self.kernel)]
        return torch.cat([functional.pad(x[:, : n - b], (0, 0, b, 0)) for b in back], dim=-1)


class WaveNet(nn.Module):
    """What a sample will be, from those before it and from conditions.

    Source: van den Oord et al., 2016. The layers' skip outputs are one product over all gates,
    which is the sum of one product for each.
    """

    def __init__(self, config: WavenetConfig) -> None:
        super().__init__()
        self.config = config
        n_layers = len(config.dilations)
        if config.output == "codes":
            self.enter: nn.Module = nn.Embedding(N_CODES, config.residual)
        else:
            self.enter = nn.Linear(1, config.residual)
        self.layers = nn.ModuleList(
            Layer(config, dilation, last=i == n_layers - 1)
            for i, dilation in enumerate(config.dilations)
        )
        self.skip = nn.Linear(n_layers * config.gate, config.skip)
        self.head = nn.Linear(config.skip, config.skip)
        self.leave = nn.Linear(config.skip, config.n_out)
        if config.output == "codes":
            self._begin_in_order()
        else:
            nn.init.constant_(self.leave.bias[2 * config.n_mixtures :], FIRST_LOG_SCALE)

    @torch.no_grad()
    def _begin_in_order(self) -> None:
        """Let codes that lie next to each other be alike from the first step on.

        Rows drawn one by one would have to learn of each code anew where it lies among them.
        """
        assert isinstance(self.enter, nn.Embedding)
        self.enter.weight.copy_(waves(self.config.residual))
        like = waves(self.config.skip)
        self.leave.weight.copy_(like * (3 * self.config.skip) ** -0.5)
        self.leave.bias.zero_()

    @property
    def dilations(self) -> tuple[int, ...]:
        """Of each layer, the first one first."""
        return self.config.dilations

    def forward(self, before: Tensor, conditions: Tensor) -> Tensor:
        """What each sample is expected to be, ``(B, T, n_out)``.

        Args:
            before: The sample before each: codes ``(B, T)`` of integers, or samples ``(B, T)``.
            conditions: Of the frame before the first one and of every frame, ``(B, F + 1,
                L * 2 G)``, where ``T = F * hop``.
        """
        x = self.enter(before if self.config.output == "codes" else before[..., None])
        per_layer = conditions.chunk(len(self.layers), dim=-1)
        heard = []
        for layer, condition in zip(self.layers, per_layer, strict=True):
            assert isinstance(layer, Layer)
            gates = layer.dilated(layer.taps(x)) + spread(condition, self.config.hop)
            tanh, sigmoid = gates.chunk(2, dim=-1)
            h = torch.tanh(tanh) * torch.sigmoid(sigmoid)
            heard.append(h)
            if layer.residual is not None:
                x = x + layer.residual(h)
        y = torch.relu(self.skip(torch.cat(heard, dim=-1)))
        out: Tensor = self.leave(torch.relu(self.head(y)))
        return out


def waves(n: int) -> Tensor:
    """For each code ``n`` numbers ``(256, n)`` that change slowly from code to code.

    The first is where it lies, from -1 to 1; the others are waves of ever more turns.
    """
    at = torch.linspace(-1, 1, N_CODES)[:, None]
    turns = torch.logspace(-2, 4, n - 1, base=2.0) if n > 1 else torch.ones(0)
    phases = torch.arange(n - 1) * (torch.pi / 2)
    return torch.cat([at, torch.cos(torch.pi * turns * at + phases)], dim=1)


def spread(frames: Tensor, hop: int) -> Tensor:
    """From frame to frame in straight lines, ``(B, F + 1, C)`` to ``(B, F * hop, C)``.

    Example:
        >>> spread(torch.tensor([[[0.0], [4.0], [0.0]]]), 4)[0, :, 0].tolist()
        [1.0, 2.0, 3.0, 4.0, 3.0, 2.0, 1.0, 0.0]
    """
    n_sounds, n_frames, n_channels = frames.shape
    ends = torch.stack([frames[:, :-1], frames[:, 1:]], dim=2)
    at = torch.arange(1, hop + 1, dtype=frames.dtype, device=frames.device) / hop
    lines = torch.stack([1 - at, at], dim=1) @ ends
    return lines.reshape(n_sounds, (n_frames - 1) * hop, n_channels)


class Network(nn.Module):
    """Encoder, bottleneck and decoder."""

    def __init__(self, config: WavenetConfig) -> None:
        super().__init__()
        self.config = config
        n_dims, n_layers = config.n_dims, len(config.dilations)
        n_encoded = n_dims if config.bottleneck == "vq" else 2 * n_dims
        self.encoder = Encoder(config.encoder_width, n_encoded)
        self.conditioner = Conditioner(n_dims, config.condition, n_layers * 2 * config.gate)
        self.wavenet = WaveNet(config)
        if config.bottleneck == "vq":
            self.codebook = nn.Parameter(torch.randn(config.n_entries, n_dims))
        else:
            self._begin_quietly(n_dims)

    @torch.no_grad()
    def _begin_quietly(self, n_dims: int) -> None:
        """Let the posterior begin near the prior, and with little noise in it.

        A divergence of hundreds at the first step would be all that the first steps learn.
        """
        leave = self.encoder.leave
        leave.weight.mul_(0.2)
        assert leave.bias is not None
        leave.bias[n_dims:] = FIRST_LOG_VARIANCE

    @torch.no_grad()
    def reorder(self, order: Tensor) -> None:
        """Put the latent dims in another order; what comes out of it stays as it was."""
        leave, n_dims = self.encoder.leave, self.config.n_dims
        rows = torch.cat([order + at for at in range(0, leave.out_channels, n_dims)])
        leave.weight.copy_(leave.weight[rows])
        assert leave.bias is not None
        leave.bias.copy_(leave.bias[rows])
        self.conditioner.listen.weight.copy_(self.conditioner.listen.weight[:, order])
        if self.config.bottleneck == "vq":
            self.codebook.copy_(self.codebook[:, order])
