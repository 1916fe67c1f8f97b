"""Whether descriptors mean something for a voice: what is silent, clipped, undefined, or noise."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from timbrespace.surrogates.base import Floats, Points

#: A descriptor that fewer than this share of the audible points have gets no slider.
LEAST_DEFINED = 0.8
#: Spread between latents has to be so many times that between repeats of one latent.
LEAST_RATIO = 3.0
#: Where more than this share of the audible points has the frame rate for a pitch, it is none.
MOST_AT_FRAMES = 0.5
#: As near to the frame rate as this share of it is at it.
NEAR_FRAMES = 0.005
_PITCH = "pitch_hz"
_OF_PITCH = (_PITCH, "pitch_confidence")
#: A range below this share of the values' size is no range.
_LEAST_RANGE = 1e-3


@dataclass(frozen=True)
class Domain:
    """What of a voice lies where descriptors are defined.

    Args:
        silent: Share of the points of which nothing is heard.
        clipped: Share of the points that reach full scale.
        defined: By descriptor: share of the audible points that have one.
        between: By descriptor: standard deviation between latents.
        within: By descriptor: standard deviation between decodes of one latent.
    """

    silent: float
    clipped: float
    defined: Mapping[str, float]
    between: Mapping[str, float]
    within: Mapping[str, float]

    def ratio(self, name: str) -> float:
        """Spread between latents over spread between repeats; infinite where these agree."""
        within = self.within[name]
        return self.between[name] / within if within > 0 else float("inf")


def domain_of(points: Points) -> Domain:
    """Look at points; nothing is measured anew."""
    audible = ~points.silent
    known = np.isfinite(points.values[audible])
    defined = known.mean(axis=0) if audible.any() else np.zeros(len(points.names))
    return Domain(
        float(points.silent.mean()),
        float(points.clipped.mean()),
        dict(zip(points.names, defined.tolist(), strict=True)),
        dict(zip(points.names, _spread(points.values).tolist(), strict=True)),
        dict(zip(points.names, _within(points).tolist(), strict=True)),
    )


def problems(points: Points, domain: Domain, frame_hz: float | None = None) -> dict[str, str]:
    """Why descriptors get no slider, in plain words; those that get one are left out.

    Args:
        points: Of a voice.
        domain: Of these points.
        frame_hz: Frames a second that the voice takes. Held latents make many voices periodic
            at it, and then it is read for a pitch; default: unknown, and not looked for.
    """
    found = {}
    buzz = "" if frame_hz is None else _buzz(points, frame_hz)
    for k, name in enumerate(points.names):
        why = buzz if buzz and name in _OF_PITCH else ""
        why = why or _problem(points.values[:, k], domain, name)
        if why:
            found[name] = why
    return found


def at_frame_rate(points: Points, frame_hz: float) -> float:
    """Share of the audible points whose pitch is the frame rate, to 0.5 %; 0 without pitches."""
    if _PITCH not in points.names or points.silent.all():
        return 0.0
    pitch = points.values[~points.silent, points.names.index(_PITCH)]
    return float((np.abs(pitch - frame_hz) <= NEAR_FRAMES * frame_hz).mean())


def ranges(values: Floats) -> tuple[Floats, Floats]:
    """What a voice reaches of each column of ``(N, K)``: 1 and 99 %; 0 where nothing is known."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "All-NaN slice", RuntimeWarning)
        low, high = np.nanpercentile(values, [1, 99], axis=0)
    return np.nan_to_num(low), np.nan_to_num(high)


def _buzz(points: Points, frame_hz: float) -> str:
    share = at_frame_rate(points, frame_hz)
    if share <= MOST_AT_FRAMES:
        return ""
    return (
        f"What is heard as pitch is mostly the beat of this voice's own frames: {share:.0%} of "
        f"its held sounds read {frame_hz:.1f} Hz, the rate at which it takes latents."
    )


def _problem(values: Floats, domain: Domain, name: str) -> str:
    share = domain.defined[name]
    if share < LEAST_DEFINED:
        return f"Only {share:.0%} of what this voice makes has one."
    low, high = ranges(values[:, None])
    if high[0] - low[0] <= _LEAST_RANGE * max(1.0, abs(low[0]), abs(high[0])):
        return "It is the same wherever one plays this voice."
    if domain.ratio(name) < LEAST_RATIO:
        return (
            f"Decoded twice, one latent differs by as much: latents differ only "
            f"{domain.ratio(name):.1f} times more than repeats."
        )
    return ""


def _spread(values: Floats) -> Floats:
    known = np.isfinite(values)
    n = np.maximum(known.sum(axis=0), 1)
    mean = np.where(known, values, 0.0).sum(axis=0) / n
    spread: Floats = np.sqrt(np.where(known, (values - mean) ** 2, 0.0).sum(axis=0) / n)
    return spread


def _within(points: Points) -> Floats:
    """Pooled standard deviation ``(K,)`` of decodes of the same latent."""
    if not points.repeats.size:
        return np.zeros(len(points.names))
    first = points.values[: len(points.repeats), None]
    # Beside the first decode, so that what is the same is so to the last bit.
    beside = np.concatenate([np.zeros_like(first), points.repeats - first], axis=1)
    whole = np.isfinite(beside).all(axis=1)
    variance = np.where(whole, np.nan_to_num(beside).var(axis=1, ddof=1), 0.0)
    pooled: Floats = np.sqrt(variance.sum(axis=0) / np.maximum(whole.sum(axis=0), 1))
    return pooled
