"""Two effects that are quick and plain: a gain, and a tilt of the spectrum with a delay."""

from __future__ import annotations

import numpy as np

from timbrespace.effects.base import Parameter


class Gain:
    id, title, differentiable, stereo = "gain", "Gain", False, False
    parameters = (Parameter("gain", "Gain", "dB", -40.0, 0.0, default=0.0, identifiable=False,
                            why_not="The peak is set again."),)  # fmt: skip

    def apply(self, x, theta, sample_rate):
        gain = 10 ** (self.parameters[0].value(theta[:, 0]) / 20)
        return np.asarray(x * gain[:, None, None], np.float32)

    def stream(self, sample_rate, channels=2):
        raise NotImplementedError


class Tilt(Gain):
    id, title = "tilt", "Tilt"
    parameters = (
        Parameter("tilt", "Tilt", "", -0.95, 0.95),
        Parameter("echo", "Echo", "", 0.0, 0.9),
    )

    def apply(self, x, theta, sample_rate):
        out = np.array(x, np.float32)
        tilt, echo = theta.T[..., None, None] * 2 - 1, theta[:, 1, None, None]
        late = np.roll(x, 1, axis=-1), np.roll(x, sample_rate // 20, axis=-1)
        return np.asarray(out - 0.95 * tilt[0] * late[0] + echo * late[1], np.float32)
