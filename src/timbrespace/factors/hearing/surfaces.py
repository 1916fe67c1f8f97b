"""Two smooth surfaces of time and frequency, and the sound that they make of another.

Needs the extra ``models``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from torch import Tensor

Floats = NDArray[np.float32]

RATE_HZ = 16_000
FFT = 512
HOP = 128
#: Points of the two surfaces: one for so many frames (32 ms), and so many across frequency.
FRAMES_A_POINT = 4
BANDS = 48
#: Nepers (8.7 dB each): how far gain may go either way, and where noise begins below the source.
MOST_GAIN = 4.0
FIRST_NOISE = -9.0
LEAST_NOISE = -12.0
#: Both ends are faded over this long, so that no edit clicks.
FADE_S = 0.004
#: Full scale that no sound exceeds.
MOST_PEAK = 0.99


@dataclass(frozen=True)
class Prior:
    """How strongly the search is held to the source.

    Args:
        gain: Weight of the mean square of the gain in nepers; lower for bolder sounds.
        rough: Weight of the mean square of its steps between neighbouring points.
        noise: Weight of the noise's energy over the source's.
        rest: Weight of all activations beside that of the edited dims; what the edit left
            alone should stay, but no smooth change leaves all of it alone.
    """

    gain: float = 0.02
    rough: float = 0.05
    noise: float = 0.02
    rest: float = 0.2


class Surfaces:
    """The two surfaces, and the sound that they make of the source.

    Args:
        source: ``(T,)`` at 16 kHz.
        seed: For the noise.
    """

    def __init__(self, source: Floats, seed: int) -> None:
        import torch

        self._length = len(source)
        self._ends = torch.from_numpy(ends(source, len(source)))
        self._window = torch.hann_window(FFT)
        self._source = self._stft(torch.from_numpy(np.asarray(source, np.float32)))
        shape = self._source.shape
        level = self._source.abs().square().mean().sqrt().clamp_min(1e-6)
        generator = torch.Generator().manual_seed(seed)
        noise = torch.randn(self._length, generator=generator)
        self._noise = self._stft(noise)
        self._noise = self._noise * (level / self._noise.abs().square().mean().sqrt())
        n_points = max(2, -(-shape[1] // FRAMES_A_POINT))
        self.gain = torch.zeros(1, 1, BANDS, n_points, requires_grad=True)
        self.noise = torch.full((1, 1, BANDS, n_points), FIRST_NOISE, requires_grad=True)
        self.parameters = [self.gain, self.noise]
        self._rows = _mel_rows(shape[0])

    def sound(self) -> Tensor:
        """The sound ``(T,)``, as it would be written: ends faded, peak below full scale."""
        import torch

        gain, noise = self._spread(self.gain), self._spread(self.noise)
        spectrum = self._source * gain.exp() + self._noise * noise.exp()
        audio = self._ends * torch.istft(
            spectrum, FFT, HOP, window=self._window, center=True, length=self._length
        )
        # Descent has to see what full scale does to it, or it would aim at what cannot sound.
        quieter = (MOST_PEAK / audio.detach().abs().max().clamp_min(1e-9)).clamp_max(1.0)
        whole: Tensor = audio * quieter
        return whole

    def penalty(self, prior: Prior) -> Tensor:
        """How far the surfaces are from changing nothing, weighted."""
        gain = self.gain
        rough = gain.diff(dim=2).square().mean() + gain.diff(dim=3).square().mean()
        rough = rough + self.noise.diff(dim=2).square().mean()
        rough = rough + self.noise.diff(dim=3).square().mean()
        added = (2 * self.noise).exp().mean()
        return prior.gain * gain.square().mean() + prior.rough * rough + prior.noise * added

    def hold(self) -> None:
        """Keep the surfaces within reason."""
        self.gain.data.clamp_(-MOST_GAIN, MOST_GAIN)
        self.noise.data.clamp_(LEAST_NOISE, 0.0)

    def _spread(self, surface: Tensor) -> Tensor:
        """A surface at every bin and frame: linear between its points."""
        from torch.nn import functional

        frames = self._source.shape[1]
        along = functional.interpolate(
            surface, size=(BANDS, frames), mode="bilinear", align_corners=True
        )[0, 0]
        return self._rows @ along

    def _stft(self, audio: Tensor) -> Tensor:
        import torch

        return torch.stft(
            audio, FFT, HOP, window=self._window, center=True, return_complex=True,
            pad_mode="constant",
        )  # fmt: skip


def ends(source: Floats, length: int) -> Floats:
    """A gain for each of ``length`` samples that fades both ends in and out.

    A sound that begins abruptly keeps its onset: it is faded for half a millisecond only.

    Example:
        >>> ends(np.zeros(1000, np.float32), 1000)[[0, 500, -1]].tolist()
        [0.0, 1.0, 0.0]
    """
    fade = min(round(FADE_S * RATE_HZ), length // 2)
    ramp = np.ones(length, np.float32)
    if not fade:
        return ramp
    peak = float(np.abs(source).max(initial=0.0))
    abrupt = float(np.abs(source[:fade]).max(initial=0.0)) > 0.1 * peak
    first = max(1, fade // 8) if abrupt else fade
    ramp[:first] = np.linspace(0, 1, first, dtype=np.float32)
    ramp[-fade:] = np.linspace(1, 0, fade, dtype=np.float32)
    return ramp


def _mel_rows(n_bins: int) -> Tensor:
    """Each bin as a mixture of the two bands beside it, evenly in mel (HTK): ``(bins, BANDS)``."""
    import torch

    mel = torch.log1p(torch.arange(n_bins) * (RATE_HZ / FFT) / 700.0)
    place = mel / mel[-1] * (BANDS - 1)
    rows: Tensor = (1 - (place[:, None] - torch.arange(BANDS)).abs()).clamp_min(0)
    return rows
