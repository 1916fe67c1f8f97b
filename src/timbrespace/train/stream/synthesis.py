"""From magnitudes and phase advances to sound, frame by frame.

Each peak of the spectrum keeps a phase of its own and advances it; the bins around it take
over the peak's (phase locking: Puckette 1995; Laroche & Dolson 1999). Where the advances could
not be foretold there is noise, and the phases are scattered.
"""

from __future__ import annotations

import math

import numpy as np
import torch
from torch import Tensor, nn

from timbrespace.train.stream.frames import CENTRE, FLOOR, SPREAD, root, windowed_half

#: Frames after which the noise repeats: 1.3 s, a prime, so that no rhythm is heard.
NOISE_FRAMES = 251
#: An advance whose predicted unit vector is shorter than this is taken for noise.
STEADY = 0.6
#: Doublings of the climb to the nearest peak: 2 ** 4 bins reach across any main lobe.
CLIMBS = 4
#: No bin gets louder than this.
LOUDEST = 2.0


class Synthesis(nn.Module):
    """Overlap-add with phases that are integrated and locked to peaks."""

    even: Tensor
    odd: Tensor
    own_turn: Tensor
    noise: Tensor

    def __init__(self, hop: int) -> None:
        super().__init__()
        self.hop, self.window = hop, 3 * hop
        self.n_bins = self.window // 2 + 1
        cosines, sines = windowed_half(self.window)
        bins = torch.arange(self.n_bins, dtype=torch.float64)
        # Undoes the scale of the analysis; the squared windows add up to 9/8.
        twice = torch.where((bins == 0) | (bins == self.window // 2), 1.0, 2.0)[:, None]
        scale = 0.25 * twice / 1.125
        self.register_buffer("even", (scale * cosines.T).float(), persistent=False)
        self.register_buffer("odd", (-scale * sines.T).float(), persistent=False)
        own = torch.remainder(bins * hop / self.window, 1.0)
        self.register_buffer("own_turn", own.float(), persistent=False)
        drawn = np.random.default_rng(0).uniform(-0.5, 0.5, (NOISE_FRAMES, self.n_bins))
        halved = drawn.astype(np.float16).astype(np.float32)  # So that files can keep it small.
        self.register_buffer("noise", torch.from_numpy(halved), persistent=False)

    @property
    def n_state(self) -> int:
        """Numbers remembered: phases in turns, the tail of the overlap, the frame's number."""
        return self.n_bins + self.window - self.hop + 1

    def forward(self, spoken: Tensor, state: Tensor) -> tuple[Tensor, Tensor]:
        """One frame of sound.

        Args:
            spoken: ``(B, 3 K)``: scaled levels, cosines and sines of the advances.
            state: ``(B, n_state)``; zeros at the start.

        Returns:
            ``(B, hop)`` samples, and the state for the next frame.
        """
        level, real, imaginary = torch.split(spoken, self.n_bins, dim=1)
        phase, tail, count = torch.split(state, [self.n_bins, self.window - self.hop, 1], dim=1)
        advance = torch.atan2(imaginary, real) / (2 * math.pi) + self.own_turn
        peak = nearest_peak(level)
        phase = torch.remainder(torch.gather(phase + advance, 1, peak), 1.0)
        steady = root(real * real + imaginary * imaginary)
        unsteady = torch.clamp(1.0 - steady / STEADY, 0.0, 1.0)
        scattered = phase + unsteady * self.noise[count[:, 0].long()]
        magnitude = to_magnitude(level)
        turned = 2 * math.pi * scattered
        frame = self._sound(magnitude * torch.cos(turned), magnitude * torch.sin(turned))
        frame = torch.cat(
            [frame[:, : self.window - self.hop] + tail, frame[:, -self.hop :]], dim=1
        )
        count = torch.remainder(count + 1.0, float(NOISE_FRAMES))
        return frame[:, : self.hop], torch.cat([phase, frame[:, self.hop :], count], dim=1)

    def _sound(self, real: Tensor, imaginary: Tensor) -> Tensor:
        """The windowed samples ``(B, window)`` of a spectrum."""
        even, odd = real @ self.even, imaginary @ self.odd
        before = torch.flip((even - odd)[:, 1:], dims=[1])
        return torch.cat([before, (even + odd)[:, :-1]], dim=1)


def to_magnitude(level: Tensor) -> Tensor:
    """Magnitudes from scaled levels; silence is silent."""
    loud = torch.exp(torch.clamp(level * SPREAD + CENTRE, max=math.log(LOUDEST)))
    return torch.clamp(loud - FLOOR, min=0.0)


def nearest_peak(level: Tensor) -> Tensor:
    """For each bin of ``(B, K)`` the bin whose hill it stands on."""
    edge = torch.full_like(level[:, :1], -1e9)
    around = torch.stack(
        [
            torch.cat([edge, level[:, :-1]], dim=1),
            level,
            torch.cat([level[:, 1:], edge], dim=1),
        ],
        dim=2,
    )
    uphill = torch.argmax(around, dim=2) - 1
    at = torch.arange(level.shape[1], device=level.device)[None, :] + uphill
    for _ in range(CLIMBS):
        at = torch.gather(at, 1, at)
    return at
