"""Principal components of mel frames, with phase guessed: what a learned voice has to beat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from timbrespace.measure.bits import Quantiser
from timbrespace.measure.codecs.base import Carried
from timbrespace.measure.spectra import istft, magnitudes, mel_bands, stft
from timbrespace.measure.waveform import Mono

N_MELS = 80
#: Of mel frames in samples, where the space's own hop lies outside.
HOPS = (256, 1024)
#: Rounds of Griffin-Lim, and how far each overshoots (Perraudin, Balazs and Sondergaard 2013).
ROUNDS, MOMENTUM = 32, 0.99
_LEAST = 1e-5

Matrix = NDArray[np.float32]


@dataclass(frozen=True)
class MelPca:
    """Log-mel frames as a few components, back to magnitudes, phase by Griffin-Lim.

    Args:
        axes: ``(N_MELS, K)``, orthonormal.
        mean: Of log-mel frames ``(N_MELS,)``.
        hop: From one frame to the next, in samples; windows are four times as long.
        sample_rate: Of the sounds it was fitted on, in Hz.
        quantiser: Of the K components.
    """

    axes: Matrix
    mean: Mono
    hop: int
    sample_rate: int
    quantiser: Quantiser
    name: str = "mel-pca"

    @property
    def title(self) -> str:
        """What it is, for a table."""
        return f"mel PCA, {self.axes.shape[1]} of {N_MELS}, Griffin-Lim"

    def carry(self, audio: Mono, sample_rate: int) -> Carried:
        """Send a sound; see :class:`timbrespace.measure.codecs.base.Codec`."""
        frames = log_mel(audio, self.sample_rate, self.hop)
        codes = self.quantiser.codes(np.asarray((frames - self.mean) @ self.axes))
        heard_mel = self.quantiser.values(codes) @ self.axes.T + self.mean
        bands = _bands(self.sample_rate, self.hop)
        power = np.maximum(np.exp(heard_mel) @ np.linalg.pinv(bands), 0.0)
        heard = griffin_lim(np.sqrt(power), self.hop, len(audio))
        n_bits = len(codes) * self.quantiser.bits_per_frame
        return Carried(heard, n_bits, self.quantiser.coded_bits(codes))


def fit_mel_pca(
    sounds: Sequence[Mono], sample_rate: int, n_dims: float, hop: int, bits: int
) -> MelPca:
    """Fit it to as many numbers a second as a space of ``n_dims`` every ``hop`` samples makes.

    Args:
        sounds: Each ``(T,)``.
        sample_rate: In Hz.
        n_dims: Numbers in one frame of the space.
        hop: Samples between its frames; outside :data:`HOPS` it is doubled or halved until
            inside, and the components with it, as far as there are mel bands.
        bits: Of each component.
    """
    own_hop, n_own = hop, n_dims
    while own_hop < HOPS[0]:
        own_hop, n_own = own_hop * 2, n_own * 2
    while own_hop > HOPS[1]:
        own_hop, n_own = own_hop // 2, n_own / 2
    frames = np.concatenate([log_mel(sound, sample_rate, own_hop) for sound in sounds])
    mean = frames.mean(axis=0)
    _, vectors = np.linalg.eigh(np.cov(frames.T.astype(np.float64)))
    kept = int(np.clip(round(n_own), 1, N_MELS))
    axes = np.ascontiguousarray(vectors[:, ::-1][:, :kept], np.float32)
    quantiser = Quantiser.fit([(frames - mean) @ axes], bits)
    return MelPca(axes, mean, own_hop, sample_rate, quantiser)


def log_mel(audio: Mono, sample_rate: int, hop: int) -> Matrix:
    """Natural logarithms of mel powers, ``(F, N_MELS)``."""
    power = magnitudes(audio, 4 * hop, hop) ** 2
    heard = np.maximum(power @ _bands(sample_rate, hop), _LEAST**2)
    return np.asarray(np.log(heard), np.float32)


def griffin_lim(magnitude: Matrix, hop: int, n_samples: int, seed: int = 0) -> Mono:
    """A sound whose spectrum has about these magnitudes, phase found by iteration.

    Args:
        magnitude: ``(F, 2 * hop + 1)``: windows are four hops long.
        hop: In samples.
        n_samples: Length of the sound.
        seed: For the phase it begins with.

    Source: Griffin and Lim (1984), the fast version of Perraudin et al. (2013).
    """
    n_fft = 4 * hop
    rng = np.random.default_rng(seed)
    phase = np.exp(2j * np.pi * rng.random(magnitude.shape)).astype(np.complex64)
    before = np.zeros_like(phase)
    for _ in range(ROUNDS):
        sound = istft(magnitude * phase, n_fft, hop, n_samples)
        found = stft(sound, n_fft, hop)
        ahead = found + MOMENTUM * (found - before)
        phase, before = ahead / np.maximum(np.abs(ahead), 1e-12), found
    return istft(magnitude * phase, n_fft, hop, n_samples)


def _bands(sample_rate: int, hop: int) -> Matrix:
    return mel_bands(sample_rate, 4 * hop, N_MELS)
