"""A batch of sounds, and what several descriptors share: each computed once, when first asked."""

from __future__ import annotations

import math
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from timbrespace.semantics import loudness, onsets, pitch, spectral, thirds, zwicker
from timbrespace.semantics.framing import (
    Array,
    Track,
    constant,
    detached,
    frames,
    is_plain,
    namespace,
    padded,
    rfft,
)
from timbrespace.semantics.peaks import Peaks, peaks

#: Rows of a long spectrum that begin before the sound does.
EARLY = 3
#: Peaks lie so far under the highest of their frame at most, and over this amplitude.
PEAK_FLOOR, LEAST_PEAK = 0.01, 1e-5
#: What lies above is not looked at, whatever the rate: nobody hears it.
CEILING_HZ = 24_000.0
#: Loudness that sounds are brought to before the AudioCommons models hear them.
TARGET_LUFS = -24.0
#: What is shorter is taken as this long there, the rest silent.
LEAST_S = 0.4


class Sound:
    """A batch of sounds ``(B, C, T)`` of one length, with spectra and onsets on demand.

    Two kinds of frames are used beside those of :mod:`.spectral`: *long* ones of about 93 ms
    under no window, every quarter of their length, for whatever needs resolution or the package's
    own frames; and *causal* ones of about 46 ms that end at every quarter, for onsets.

    Args:
        x: The sounds; NumPy or PyTorch, float32 or float64.
        sample_rate: In Hz.
    """

    def __init__(self, x: Array, sample_rate: int) -> None:
        self.x, self.sample_rate = x, sample_rate
        self.rate = float(sample_rate)
        self.xp = namespace(x)
        self.n_samples = int(x.shape[-1])
        self.causal_size = spectral.frame_size(sample_rate)
        self.causal_hop = self.causal_size // 4
        self.long_size = 2 * self.causal_size
        self.long_hop = self.long_size // 4
        n_heard = int(CEILING_HZ * self.long_size / sample_rate) + 1
        #: Frequencies ``(K,)`` of the long spectra's bins.
        self.long_hz = (
            np.arange(min(n_heard, self.long_size // 2 + 1)) * self.rate / self.long_size
        )

    # Loudness --------------------------------------------------------------------------

    @cached_property
    def steps(self) -> Array:
        """K-weighted energies ``(B, S)`` of steps of 100 ms."""
        return loudness.analysis(self.sample_rate).whole(self.x)[0]

    @cached_property
    def lufs(self) -> Array:
        """Integrated loudness ``(B,)``; NaN for silence."""
        return loudness.summary(self.steps, self.n_samples, self.sample_rate)

    @cached_property
    def peak(self) -> Array:
        """Highest magnitude ``(B,)``."""
        return self.xp.max(self.magnitude, axis=-1)

    @cached_property
    def gain(self) -> Array:
        """Factor ``(B,)`` that brings each to -24 LUFS, or to full scale if that is less.

        1 for silence.
        """
        xp = self.xp
        share = min(1.0, self.n_samples / (LEAST_S * self.sample_rate))
        heard = xp.isfinite(self.lufs)
        lufs = xp.where(heard, self.lufs, xp.full_like(self.lufs, TARGET_LUFS))
        wanted = 10 ** ((TARGET_LUFS - lufs - 10 * math.log10(share)) / 20)
        wanted = xp.where(heard, wanted, xp.ones_like(wanted))
        return xp.minimum(wanted, 1 / xp.clip(self.peak, min=1e-9))

    @cached_property
    def magnitude(self) -> Array:
        """Root of the channels' powers ``(B, T)``: of one channel, its absolute value."""
        if self.x.shape[1] == 1:
            return self.xp.abs(self.x[:, 0])
        return self.xp.sqrt(self.xp.sum(self.x**2, axis=1) + 1e-24)

    # Spectra ---------------------------------------------------------------------------

    @cached_property
    def power(self) -> Array:
        """Power spectra ``(B, F, K)`` as :func:`.spectral.power` has them."""
        whole = spectral.analysis(self.sample_rate).stretched(self.x)
        return spectral.power(whole, self.sample_rate)

    @cached_property
    def energy(self) -> Array:
        """Energies ``(B, F)`` of these frames, within their band."""
        return self.xp.sum(self.power, axis=-1)

    @cached_property
    def long_spectra(self) -> Array:
        """Complex spectra ``(B, C, F, K)`` of long frames; frame 3 begins with the sound."""
        count = EARLY + 4 * self.n_loud
        before = self.long_size - self.long_hop
        after = (count - 1) * self.long_hop + self.long_size - before - self.n_samples
        cut = frames(padded(self.x, before, after), self.long_size, self.long_hop)
        return rfft(cut)[..., : len(self.long_hz)]

    @property
    def n_loud(self) -> int:
        """Long frames that stand side by side."""
        return max(1, math.ceil(self.n_samples / self.long_size))

    @cached_property
    def bare_power(self) -> Array:
        """Power ``(B, F, K)`` of the long frames, under no window, channels summed."""
        return _power(self.long_spectra)

    @cached_property
    def hamming_power(self) -> Array:
        """Power ``(B, F, K)`` of the long frames within the sound, under a Hamming window."""
        count = max(1, (self.n_samples - self.long_size) // self.long_hop + 1)
        return _power_under(self.long_spectra[:, :, EARLY : EARLY + count], 0.54, 0.46)

    @cached_property
    def hann_power(self) -> Array:
        """Power ``(B, F, K)`` of every other long frame, under a Hann window of mean square 1."""
        scale = math.sqrt(8 / 3) / 2
        return _power_under(self.long_spectra[:, :, 1::2], scale, scale)

    @cached_property
    def causal_power(self) -> Array:
        """Power ``(B, F, K)`` of causal frames at -24 LUFS, under a Hann window.

        Frame ``f`` ends at sample ``f * causal_hop``; the last ones reach beyond the sound.
        """
        count = self.n_samples // self.causal_hop + 4
        after = (count - 1) * self.causal_hop - self.n_samples
        whole = padded(self.x, self.causal_size, after)
        window = constant(spectral._window(self.causal_size), self.x)
        cut = frames(whole, self.causal_size, self.causal_hop) * window
        n_heard = (len(self.long_hz) + 1) // 2
        return _power(rfft(cut)[..., :n_heard]) * self.gain[:, None, None] ** 2

    @cached_property
    def hann_energy(self) -> Array:
        """Energies ``(B, F)`` of these frames."""
        return self.xp.sum(self.hann_power, axis=-1)

    @cached_property
    def partials(self) -> Peaks:
        """Peaks of these frames, ``B * F`` rows; heights are amplitudes of sines."""
        # A sine of amplitude 1 has this peak under a Hann window whose mean square is 1.
        sine = math.sqrt(8 / 3) / 4 * self.long_size
        n_heard = int((self.long_hz <= spectral.HIGH_HZ).sum())
        amplitude = self.xp.sqrt(self.hann_power[..., :n_heard] + 1e-24) / sine
        rows = self.xp.reshape(amplitude, (-1, amplitude.shape[-1]))
        highest = self.xp.max(rows, axis=-1, keepdims=True)
        return peaks(rows, self.xp.clip(PEAK_FLOOR * highest, min=LEAST_PEAK))

    # Hearing ---------------------------------------------------------------------------

    @cached_property
    def bare_levels(self) -> Array:
        """RMS ``(B, F)`` of long frames side by side, at -24 LUFS."""
        power = self.bare_power[:, EARLY::4]
        mean = 2 * self.xp.sum(power, axis=-1) / self.long_size**2
        return self.xp.sqrt(mean + 1e-24) * self.gain[:, None]

    @property
    def specific_at_target(self) -> Array:
        """Specific loudness ``(B, F, 240)`` of long frames side by side, at -24 LUFS."""
        return self._specific[:, : self.n_loud]

    @property
    def specific(self) -> Array:
        """Specific loudness ``(B, F, 240)`` at its own level, of every other long frame."""
        return self._specific[:, self.n_loud :]

    @cached_property
    def _specific(self) -> Array:
        """Both: what takes time is the walk along the bark scale, however many frames go."""
        size, rate, xp = self.long_size, self.sample_rate, self.xp
        bare = thirds.levels_db(self.bare_power[:, EARLY::4], size, rate, rising=True)
        brought = bare + 20 * xp.log10(self.gain)[:, None, None]
        own = thirds.levels_db(self.hann_power, size, rate)
        return zwicker.specific_loudness(xp.concat([brought, own], axis=1))

    @cached_property
    def pitches(self) -> Track:
        """Energy, pitch in Hz and confidence of the frames of :mod:`.pitch`, ``(B, F)`` each."""
        return pitch.analysis(self.sample_rate).whole(self.x)

    @cached_property
    def pitch_summary(self) -> tuple[Array, Array]:
        """Pitch in Hz and its confidence, ``(B,)`` each."""
        return pitch.summary(*self.pitches)

    # Onsets ----------------------------------------------------------------------------

    @cached_property
    def silent(self) -> NDArray[np.bool_]:
        """Which of them ``(B,)`` have no loudness."""
        return ~np.isfinite(detached(self.lufs))

    @cached_property
    def strengths(self) -> NDArray[np.float64]:
        """Strength of onsets ``(B, F)`` in dB; frame ``f`` lies at sample ``f * causal_hop``."""
        bands = constant(onsets.mel_bands(self.causal_size, self.sample_rate), self.x)
        bands = bands[: self.causal_power.shape[-1]]
        return onsets.strengths(detached(self.causal_power @ bands))

    @cached_property
    def envelopes(self) -> NDArray[np.float64]:
        """Envelopes ``(B, T)``."""
        return onsets.envelope(detached(self.magnitude), self.sample_rate)

    @cached_property
    def onsets(self) -> list[list[int]]:
        """Samples at which each begins anew; ``[0]`` where it never clearly does."""
        hop, rate = self.causal_hop, self.sample_rate
        return [
            [0] if silent else onsets.onsets(strength, rises, hop, rate)
            for silent, strength, rises in zip(
                self.silent, self.strengths, self.envelopes, strict=True
            )
        ]


@lru_cache(maxsize=32)
def high_pass(low_hz: float, size: int, sample_rate: int) -> NDArray[np.float64]:
    """Power response ``(K,)`` of three Butterworth filters of second order in a row.

    At the bins of frames of ``size`` samples that are looked at.
    """
    from scipy.signal import butter, sosfreqz

    sections = butter(2, low_hz, "highpass", fs=sample_rate, output="sos")
    hz = np.arange(size // 2 + 1) * sample_rate / size
    response = np.abs(sosfreqz(sections, hz[hz <= CEILING_HZ], fs=sample_rate)[1])
    return np.asarray(response**6)


@lru_cache(maxsize=32)
def low_pass(high_hz: float, size: int, sample_rate: int) -> NDArray[np.float64]:
    """The same for low frequencies to pass."""
    from scipy.signal import butter, sosfreqz

    sections = butter(2, high_hz, "lowpass", fs=sample_rate, output="sos")
    hz = np.arange(size // 2 + 1) * sample_rate / size
    response = np.abs(sosfreqz(sections, hz[hz <= CEILING_HZ], fs=sample_rate)[1])
    return np.asarray(response**6)


def _power(spectra: Array) -> Array:
    """Squared magnitudes of ``(B, C, F, K)``, channels summed: ``(B, F, K)``."""
    if is_plain(spectra):
        from timbrespace.semantics.compiled import powers

        return powers(spectra)
    xp = namespace(spectra)
    real, imag = xp.real(spectra), xp.imag(spectra)
    return xp.sum(real * real + imag * imag, axis=1)


def _power_under(spectra: Array, mean: float, swing: float) -> Array:
    """The same as if frames had lain under ``mean - swing * cos``; Hann, Hamming."""
    if is_plain(spectra):
        from timbrespace.semantics.compiled import powers_under

        return powers_under(spectra, mean, swing)
    return _power(_windowed(spectra, mean, swing))


def _windowed(spectra: Array, mean: float, swing: float) -> Array:
    """Spectra as if their frames had lain under ``mean - swing * cos``; Hann, Hamming."""
    xp = namespace(spectra)
    first, last = spectra[..., 1:2], spectra[..., -2:-1]
    wide = xp.concat([xp.conj(first), spectra, xp.conj(last)], axis=-1)
    return mean * spectra - swing / 2 * (wide[..., :-2] + wide[..., 2:])
