"""YAMNet in PyTorch, from the same table: gradients from any tap back to the waveform.

Needs the extra ``models``; nothing else in this package imports it until it is asked for.
"""

from __future__ import annotations

from collections import OrderedDict

import torch
from torch import Tensor, nn
from torch.nn import functional

from timbrespace.spaces.yamnet.frontend import (
    FFT,
    HOP,
    LOG_OFFSET,
    PATCH_HOP_FRAMES,
    WINDOW,
    hann_window,
    mel_matrix,
    n_patches,
    padded_length,
)
from timbrespace.spaces.yamnet.table import EMBEDDING_DIMS, LAYERS, N_CLASSES, PATCH_FRAMES, Layer
from timbrespace.spaces.yamnet.weights import Weights


class LogMel(nn.Module):
    """Waveform ``(B, T)`` at 16 kHz to patches ``(B, F, 96, 64)``, differentiable."""

    window: Tensor
    mel: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("window", torch.from_numpy(hann_window()), persistent=False)
        self.register_buffer("mel", torch.from_numpy(mel_matrix()), persistent=False)

    def forward(self, waveform: Tensor) -> Tensor:
        """Zeros are added up to the end of the last patch, as the release does."""
        length = waveform.shape[-1]
        padded = functional.pad(waveform, (0, padded_length(length) - length))
        frames = padded.unfold(-1, WINDOW, HOP) * self.window  # (B, frames, 400)
        spectrum = torch.fft.rfft(frames, FFT)
        # The gradient of |z| at z = 0 is taken as 0, so that silence gives no NaN.
        magnitude = spectrum.abs()  # (B, frames, 257)
        log_mel = torch.log(magnitude @ self.mel.T + LOG_OFFSET)  # (B, frames, 64)
        patches = log_mel.unfold(1, PATCH_FRAMES, PATCH_HOP_FRAMES)  # (B, F, 64, 96)
        return patches[:, : n_patches(length)].transpose(-1, -2)


class YamNetModule(nn.Module):
    """The network; taps keep the layout of the space: rows, columns, channels.

    Args:
        weights: The set to load; parameters are named as in ``table.weight_shapes()``.
    """

    def __init__(self, weights: Weights) -> None:
        super().__init__()
        self.ceiling = weights.ceiling
        self.log_mel = LogMel()
        for layer in LAYERS:
            self.add_module(layer.convolutions[0].split(".")[0], _convolutions(layer))
        self.classifier = nn.Linear(EMBEDDING_DIMS, N_CLASSES)
        self.load_state_dict(
            {name: torch.from_numpy(value.copy()) for name, value in weights.tensors.items()}
        )
        self.eval()

    def forward(self, waveform: Tensor) -> dict[str, Tensor]:
        """Every tap of every patch of ``(B, T)`` (or ``(T,)``) samples at 16 kHz.

        Returns:
            ``logmel`` ``(B, F, 96, 64)``, ``"0"`` to ``"13"`` ``(B, F, rows, columns, C)``,
            ``embedding`` ``(B, F, 1024)``, ``logits`` and ``scores`` ``(B, F, 521)``.
        """
        patches = self.log_mel(waveform if waveform.ndim == 2 else waveform[None])
        taps = self.taps(patches.flatten(0, 1))
        lead = patches.shape[:2]
        return {name: tap.reshape(*lead, *tap.shape[1:]) for name, tap in taps.items()}

    def taps(self, patches: Tensor) -> dict[str, Tensor]:
        """The same of patches ``(N, 96, 64)``, with N in place of B, F."""
        taps = {"logmel": patches}
        value = patches[:, None]
        for layer in LAYERS:
            value = self._layer(layer, value)
            taps[str(layer.index)] = value.permute(0, 2, 3, 1)
        taps["embedding"] = value.mean((2, 3))
        taps["logits"] = self.classifier(taps["embedding"])
        taps["scores"] = torch.sigmoid(taps["logits"])
        return taps

    def resume(self, latents: Tensor, layer: int | str) -> Tensor:
        """Logits ``(N, 521)`` from unpooled latents of one tap, ``(N, rows, columns, C)``.

        Args:
            latents: Shaped as :meth:`taps` gives them.
            layer: 0 to 13, ``"logmel"`` or ``"embedding"``.
        """
        if layer == "embedding":
            logits: Tensor = self.classifier(latents)
            return logits
        first = 0 if layer == "logmel" else int(layer) + 1
        value = latents[:, None] if layer == "logmel" else latents.permute(0, 3, 1, 2)
        for rest in LAYERS[first:]:
            value = self._layer(rest, value)
        last: Tensor = self.classifier(value.mean((2, 3)))
        return last

    def _layer(self, layer: Layer, value: Tensor) -> Tensor:
        top, left, bottom, right = layer.padding
        for name in layer.convolutions:
            if not name.endswith("pointwise"):
                value = functional.pad(value, (left, right, top, bottom))
            value = self.get_submodule(name)(value).clamp(0, self.ceiling)
        return value


def _convolutions(layer: Layer) -> nn.Module:
    """A convolution, or the two of a layer under the names that the weights have."""
    made = [_convolution(layer, name) for name in layer.convolutions]
    if layer.index == 0:
        return made[0]
    return nn.Sequential(OrderedDict(zip(("depthwise", "pointwise"), made, strict=True)))


def _convolution(layer: Layer, name: str) -> nn.Conv2d:
    out, per_group, kernel, _ = layer.weight_shape(name)
    depthwise = name.endswith("depthwise")
    stride = 1 if name.endswith("pointwise") else layer.stride
    groups = out if depthwise else 1
    return nn.Conv2d(per_group * groups, out, kernel, stride, groups=groups)
