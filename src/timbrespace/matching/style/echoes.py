"""What repeats in a sound: echoes, combs, rooms; from cepstra, where they stand as peaks."""

from __future__ import annotations

import numpy as np

from timbrespace.matching.sound import STYLE_HZ, Floats, Mono
from timbrespace.measure.spectra import magnitudes

#: Echoes are looked for between these times, in steps of even ratio.
ECHO_EDGES_S = np.geomspace(0.004, 0.62, 61)
#: Combs are looked for between these.
COMB_EDGES_S = np.geomspace(0.00025, 0.02, 25)
_N_FFT, _HOP = 2048, 1024
_FLATNESS_EDGES_HZ = np.geomspace(120.0, 10_500.0, 9)


def echoes(sound: Mono) -> Floats:
    """Peaks of the cepstrum of the whole sound ``(60,)``, in deviations of what lies around.

    An echo after ``d`` seconds adds a ripple to the log spectrum, which is a peak at ``d``.
    """
    from scipy.fft import irfft, next_fast_len, rfft

    # Twice the length is not needed: what wraps around is later than any echo looked for.
    size = next_fast_len(len(sound) + round(ECHO_EDGES_S[-1] * STYLE_HZ), real=True)
    power = np.abs(rfft(np.asarray(sound, np.float32), size)) ** 2
    cepstrum = irfft(np.log(power + 1e-9 * power.mean() + 1e-20))
    return np.array([_peak(cepstrum, low, high) for low, high in _pairs(ECHO_EDGES_S)])


def combs(sound: Mono) -> Floats:
    """Short cepstra: means over time and deviations ``(2 * 24,)``, then flatness ``(8,)``."""
    power = magnitudes(sound, _N_FFT, _HOP).astype(np.float64) ** 2
    whole = power.sum(axis=1)
    log = np.log(power[whole > 1e-5 * whole.max(initial=0.0)] + 1e-10 * whole.max(initial=1e-12))
    if not len(log):
        return np.zeros(2 * (len(COMB_EDGES_S) - 1) + len(_FLATNESS_EDGES_HZ) - 1)
    cepstra = np.fft.irfft(log, axis=1)
    cut = [_span(low, high) for low, high in _pairs(COMB_EDGES_S)]
    binned = np.stack([cepstra[:, span].mean(axis=1) for span in cut], axis=1)
    return np.concatenate([10 * binned.mean(axis=0), 10 * binned.std(axis=0), _flatness(log)])


def _flatness(log: Floats) -> Floats:
    """Natural log of the geometric over the arithmetic mean, for 8 bands."""
    bins = np.round(_FLATNESS_EDGES_HZ * _N_FFT / STYLE_HZ).astype(int)
    spans = [log[:, low:high] for low, high in zip(bins[:-1], bins[1:], strict=True)]
    apart = [s.mean(axis=1) - np.log(np.exp(s - s.max(axis=1, keepdims=True)).mean(axis=1))
             - s.max(axis=1) for s in spans]  # fmt: skip
    return np.array([each.mean() for each in apart])


def _peak(cepstrum: Floats, low: float, high: float) -> float:
    """The value furthest from 0 within a span, in deviations of a wider span."""
    span = _span(low, high)
    inside = cepstrum[span]
    wide = max(8, 2 * len(inside))
    around = cepstrum[max(1, span.start - wide) : span.stop + wide]
    if not len(inside) or not len(around):
        return 0.0
    usual = float(np.median(np.abs(around))) * 1.4826 + 1e-9
    # A root: peaks of strong echoes stand tens of deviations out.
    z = float(inside[np.abs(inside).argmax()]) / usual
    return float(np.sign(z) * np.sqrt(abs(z)))


def _pairs(edges: Floats) -> list[tuple[float, float]]:
    return list(zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True))


def _span(low_s: float, high_s: float) -> slice:
    start = round(low_s * STYLE_HZ)
    return slice(start, max(start + 1, round(high_s * STYLE_HZ)))
