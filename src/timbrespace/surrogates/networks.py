"""The same networks in PyTorch: to learn them, and to export them. Needs the extra ``models``.

Layout of ``weights.safetensors`` (M members, H units, D latents, K words; float32):

    latent.mean, latent.scale (D,)           standard latent = (latent - mean) / scale
    word.mean, word.scale (K,)               standard word = (bent - mean) / scale, where bent is
    word.log (K,) uint8                      log2(max(word, 1)) where log is 1, else the word
    word.temper (K,)                         what variances are multiplied with
    forward.{i}.weight (M, out, in)          layers of the ensemble, a SiLU between them;
    forward.{i}.bias (M, out)                the last gives K means, then K log-variances
    guess.{i}.weight (out, in)               layers of the inverse; it takes K wanted words (0
    guess.{i}.bias (out,)                    where not wanted), K marks, D latents of the player,
                                             and gives what to add to these: all standard
    usual (U, D)                             frames in the voice's own units
    anchor.latents (A, D)                    standard latents of points that were measured,
    anchor.words (A, K), anchor.noise (K,)   their standard words, and the variances of repeats
    anchor.reach (2, K)                      how far they say something: lengths and powers, see
                                             timbrespace.surrogates.nearby; may be missing
    region.whiten (D, D), region.radius ()   how near to any of them the voice is known
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from timbrespace.surrogates.forward import LOG_VARIANCE

Arrays = Mapping[str, NDArray[np.floating]]


class EnsembleNet(nn.Module):
    """M heteroscedastic networks side by side; see :class:`.forward.Ensemble`.

    Args:
        n_dims: Latents in.
        n_words: Words out.
        n_members: Networks.
        hidden: Units of each hidden layer.
    """

    def __init__(
        self, n_dims: int, n_words: int, n_members: int = 5, hidden: Sequence[int] = (128, 128)
    ) -> None:
        super().__init__()
        sizes = [n_dims, *hidden, 2 * n_words]
        self.n_words = n_words
        self.weights = nn.ParameterList()
        self.biases = nn.ParameterList()
        for n_in, n_out in zip(sizes[:-1], sizes[1:], strict=True):
            self.weights.append(torch.randn(n_members, n_out, n_in) / n_in**0.5)
            self.biases.append(torch.zeros(n_members, 1, n_out))

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Means and log-variances ``(M, B, K)`` of ``(B, D)``, or of ``(M, B, D)``."""
        hidden = x if x.ndim == 3 else x.expand(self.weights[0].shape[0], *x.shape)
        last = len(self.weights) - 1
        for i, (weight, bias) in enumerate(zip(self.weights, self.biases, strict=True)):
            hidden = torch.baddbmm(bias, hidden, weight.transpose(1, 2))
            if i < last:
                hidden = nn.functional.silu(hidden)
        mean, log_variance = torch.split(hidden, self.n_words, dim=-1)
        return mean, log_variance.clamp(*LOG_VARIANCE)

    def arrays(self) -> dict[str, NDArray[np.floating]]:
        """Its weights by their names in the layout."""
        named = {f"forward.{i}.weight": w for i, w in enumerate(self.weights)}
        named |= {f"forward.{i}.bias": b[:, 0] for i, b in enumerate(self.biases)}
        return {name: _array(tensor) for name, tensor in named.items()}

    @staticmethod
    def from_arrays(arrays: Arrays) -> EnsembleNet:
        """The network that these weights came from."""
        weights = _numbered(arrays, "forward", "weight")
        n_members, _, n_dims = weights[0].shape
        hidden = [w.shape[1] for w in weights[:-1]]
        net = EnsembleNet(n_dims, weights[-1].shape[1] // 2, n_members, hidden)
        biases = _numbered(arrays, "forward", "bias")
        with torch.no_grad():
            for mine, given in zip(net.weights, weights, strict=True):
                mine.copy_(torch.from_numpy(given))
            for mine, given in zip(net.biases, biases, strict=True):
                mine.copy_(torch.from_numpy(given[:, None]))
        return net


class GuessNet(nn.Module):
    """The feed-forward inverse; see :class:`.guessing.Guesser`.

    Args:
        n_dims: Latents.
        n_words: Words.
        hidden: Units of each hidden layer.
    """

    def __init__(self, n_dims: int, n_words: int, hidden: Sequence[int] = (128, 128)) -> None:
        super().__init__()
        sizes = [2 * n_words + n_dims, *hidden, n_dims]
        pairs = zip(sizes[:-1], sizes[1:], strict=True)
        self.layers = nn.Sequential(*(nn.Linear(n_in, n_out) for n_in, n_out in pairs))

    def forward(self, wanted: Tensor, mask: Tensor, near: Tensor) -> Tensor:
        """Latents ``(B, D)`` for words ``(B, K)`` near ``(B, D)``."""
        hidden = torch.cat([wanted * mask, mask, near], dim=-1)
        for i, layer in enumerate(self.layers):
            if i > 0:
                hidden = nn.functional.silu(hidden)
            hidden = layer(hidden)
        return near + hidden

    def arrays(self) -> dict[str, NDArray[np.floating]]:
        """Its weights by their names in the layout."""
        return {
            f"guess.{i}.{name}": _array(tensor)
            for i, layer in enumerate(self.layers)
            for name, tensor in layer.named_parameters()
        }

    @staticmethod
    def from_arrays(arrays: Arrays) -> GuessNet:
        """The network that these weights came from."""
        weights = _numbered(arrays, "guess", "weight")
        n_dims = weights[-1].shape[0]
        n_words = (weights[0].shape[1] - n_dims) // 2
        net = GuessNet(n_dims, n_words, [w.shape[0] for w in weights[:-1]])
        biases = _numbered(arrays, "guess", "bias")
        with torch.no_grad():
            for layer, weight, bias in zip(net.layers, weights, biases, strict=True):
                kept = {"weight": torch.from_numpy(weight), "bias": torch.from_numpy(bias)}
                layer.load_state_dict(kept)
        return net


def _numbered(arrays: Arrays, part: str, what: str) -> list[NDArray[np.float32]]:
    n_layers = sum(name.startswith(f"{part}.") for name in arrays) // 2
    return [np.asarray(arrays[f"{part}.{i}.{what}"], np.float32) for i in range(n_layers)]


def _array(tensor: Tensor) -> NDArray[np.floating]:
    return np.ascontiguousarray(tensor.detach().numpy())
