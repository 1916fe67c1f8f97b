"""How words are foretold on a new voice of which k latents were decoded, or none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from timbrespace.surrogates.base import Floats
from timbrespace.surrogates.transfer.matching import Bridge
from timbrespace.surrogates.transfer.process import Process, Smoothness, likeliest

#: Words ``(B, W)`` of latents ``(B, D)`` in shares of the reach, and one standard deviation each.
Foretell = Callable[[Floats], tuple[Floats, Floats]]

#: Points of the old voice that say how smooth its words are.
MOST_KNOWN = 200
#: Points of the old voice whose latents stand for a sound, and the ridge from new to old latents.
NEAREST, RIDGE = 10, 0.3


@dataclass(frozen=True)
class Old:
    """What was learned on the old voice.

    Args:
        latents: Of its points ``(N, D_a)``.
        words: Of its points ``(N, W)``, in shares of its own reach.
        foretell: Its surrogate, in the same shares.
        supposed: How smooth each word turned out to be there.
    """

    latents: Floats
    words: Floats
    foretell: Foretell
    supposed: tuple[Smoothness, ...]


@dataclass(frozen=True)
class Scale:
    """Latents of a voice around 0 with a mean square of 1, however large its dims are.

    No dim is blown up to the size of another: how far a dim usually goes says how much it does.
    """

    mean: Floats
    size: float

    @staticmethod
    def of(latents: Floats) -> Scale:
        """That of usual latents ``(M, D)``."""
        mean = latents.mean(axis=0)
        return Scale(mean, float(np.sqrt(((latents - mean) ** 2).mean())) or 1.0)

    def __call__(self, latents: Floats) -> Floats:
        """Scaled latents ``(B, D)``."""
        return np.asarray((latents - self.mean) / self.size)


def learn_old(latents: Floats, words: Floats, foretell: Foretell, seed: int = 0) -> Old:
    """What the old voice teaches: its points, its surrogate, and how smooth its words are."""
    rows = np.random.default_rng([seed, 72]).permutation(len(latents))[:MOST_KNOWN]
    held = words[rows] - words[rows].mean(axis=0)
    scaled = held / np.maximum(held.std(axis=0), 1e-9)
    return Old(latents, words, foretell, likeliest(Scale.of(latents)(latents[rows]), scaled))


def nearest(scale: Scale, anchors: Floats, words: Floats) -> Foretell:
    """What the nearest anchor sounds like; how far off that is, other anchors say."""
    from scipy.spatial import cKDTree

    tree = cKDTree(scale(anchors))
    beside = np.asarray(tree.query(scale(anchors), k=2)[1])[:, 1]
    spread = np.sqrt(((words - words[beside]) ** 2).mean(axis=0))

    def foretell(latents: Floats) -> tuple[Floats, Floats]:
        near = np.asarray(tree.query(scale(latents))[1])
        return words[near], np.broadcast_to(spread, (len(latents), len(spread)))

    return foretell


def from_scratch(scale: Scale, anchors: Floats, words: Floats) -> Foretell:
    """A process that has seen the k anchors and nothing else."""
    process = Process(scale(anchors), words)
    return lambda latents: process.predict(scale(latents))


def with_smoothness(
    scale: Scale, anchors: Floats, words: Floats, supposed: Sequence[Smoothness]
) -> Foretell:
    """The same, told by the old voice how smooth each word is."""
    process = Process(scale(anchors), words, supposed)
    return lambda latents: process.predict(scale(latents))


def across(old: Old, bridge: Bridge) -> Foretell:
    """The old voice's surrogate at latents that were carried over; no anchors."""
    return lambda latents: old.foretell(bridge(latents))


def corrected(first: Foretell, scale: Scale, anchors: Floats, words: Floats) -> Foretell:
    """Something that foretells without anchors, and a process of what it misses at them.

    How much of the first guess is worth keeping is the slope of a line through the anchors, held
    towards 0 where they are few: a guess that knows nothing drops out.
    """
    said = first(anchors)[0]
    middle = said.mean(axis=0)
    centred, truth = said - middle, words - words.mean(axis=0)
    worth = (centred * truth).sum(axis=0) / ((centred**2).sum(axis=0) + _held_back(truth))
    worth = np.clip(worth, 0.0, 1.5)

    def kept(latents: Floats) -> Floats:
        return np.asarray((first(latents)[0] - middle) * worth)

    process = Process(scale(anchors), words - kept(anchors))

    def foretell(latents: Floats) -> tuple[Floats, Floats]:
        missed, spread = process.predict(scale(latents))
        return kept(latents) + missed, spread

    return foretell


def adapter(old: Old, scale: Scale, anchors: Floats, words: Floats) -> Foretell:
    """The old surrogate behind a linear adapter of its input, learned on the anchors.

    The old voice's latents that sound most like an anchor stand for it; a ridge carries new
    latents there.
    """
    from scipy.spatial import cKDTree

    near = np.asarray(cKDTree(old.words).query(words, k=min(NEAREST, len(old.words)))[1])
    partners = old.latents[near.reshape(len(words), -1)].mean(axis=1)
    x, mean = scale(anchors), partners.mean(axis=0)
    middle = x.mean(axis=0)
    centred = x - middle
    # In the dual: anchors are fewer than dims, often.
    inner = centred @ centred.T / x.shape[1] + RIDGE * np.eye(len(x))
    weights = centred.T @ np.linalg.solve(inner, partners - mean) / x.shape[1]

    def said(latents: Floats) -> Floats:
        return old.foretell(mean + (scale(latents) - middle) @ weights)[0]

    left = np.sqrt(((said(anchors) - words) ** 2).mean(axis=0))

    def foretell(latents: Floats) -> tuple[Floats, Floats]:
        return said(latents), np.broadcast_to(left, (len(latents), len(left)))

    return foretell


def _held_back(truth: Floats) -> Floats:
    """As much as two anchors of usual size weigh."""
    return np.asarray(2 * np.maximum((truth**2).mean(axis=0), 0.02))
