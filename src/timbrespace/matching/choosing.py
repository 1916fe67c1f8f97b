"""Which trial to take when the target is not known: the one that is nearest to all it may be.

A belief about the settings is a set of trials with weights, the anchors. Each candidate, the dry
sound among them, is judged by its mean distance from the anchors: the least Bayes risk. So a
setting that can't be told is set where it does least harm, and where doing nothing is expected
to come nearest, nothing is done.

A candidate that is itself an anchor is judged by the others: it would lie at no distance from
itself, and promise what it can't keep.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from timbrespace.matching.metric import StyleMetric
from timbrespace.matching.nearness import View, expected
from timbrespace.matching.network import MARGIN
from timbrespace.matching.sound import Floats
from timbrespace.matching.trials import Trials

#: So many anchors stand for a belief.
N_ANCHORS = 48
#: Settings of this name say how much of an effect is heard; less of it does less harm.
WET = "mix"
#: How much of it the best few candidates are tried with, beside what they are.
SOFTER, N_SOFTENED = (0.3, 0.6), 3
#: How likely it is, before anything is heard, that the reference was not treated at all.
NO_EFFECT = 0.2
#: A gain smaller than this share of the dry sound's distance is not worth a change; where
#: promises were weighed, and are what comes in the mean, a smaller one is.
LEAST_GAIN, LEAST_WEIGHED = 0.03, 0.005


@dataclass(frozen=True)
class Anchors:
    """What the target may sound like.

    Args:
        views: Of the renderings.
        weights: How likely each is; they sum to 1.
        theta: Settings ``(A', P')`` of those that are not the dry sound.
        rows: Which trials those are ``(A',)``.
    """

    views: list[View]
    weights: Floats
    theta: Floats
    rows: tuple[int, ...]

    @classmethod
    def of(
        cls, trials: Trials, rows: range, metric: StyleMetric | None, reference: Floats
    ) -> Anchors:
        """The trials of some rows and the dry sound, weighed by how they explain a reference.

        Args:
            trials: All.
            rows: Those that are drawn as the settings may be.
            metric: Of styles; None: all rows weigh the same, and the dry sound nothing.
            reference: Its style ``(D,)``.
        """
        among = np.array(rows)
        log_weights = np.zeros(len(among))
        if metric is not None:
            heard = np.stack([trials.styles[i] for i in among])
            log_weights = -0.5 * metric.unlikeness(heard, reference)
        order = np.argsort(-log_weights, kind="stable")[:N_ANCHORS]
        weights = list(log_weights[order])
        views = [trials.views[i] for i in among[order]]
        theta = [trials.theta[i] for i in among[order]]
        if metric is not None:
            # That no effect was used at all weighs as much as a share of all rows together.
            odds = float(np.log(NO_EFFECT * len(among) / (1 - NO_EFFECT)))
            weights.append(odds - 0.5 * float(metric.unlikeness(trials.dry_style, reference)))
            views.append(trials.dry)
        shares = np.exp(np.array(weights) - max(weights))
        rows_kept = tuple(int(i) for i in among[order])
        return cls(views, shares / shares.sum(), np.stack(theta), rows_kept)

    def risk(self, candidate: View, row: int | None = None) -> float:
        """Mean distance of a candidate from all that the target may be.

        Args:
            candidate: A rendering.
            row: Which trial it is; if that is an anchor, it is judged by the others.
        """
        weights = self.weights
        if row in self.rows and len(weights) > 1:
            weights = weights.copy()
            weights[self.rows.index(row)] = 0.0
            weights /= max(float(weights.sum()), 1e-12)
        return expected(self.views, weights, candidate)

    def risks(self, trials: Trials) -> list[float]:
        """Of all trials."""
        return [self.risk(each, row) for row, each in enumerate(trials.views)]

    def spread(self) -> Floats:
        """How unsure each setting is: one standard deviation ``(P',)``."""
        weights = self.weights[: len(self.theta)]
        weights = (weights + 1e-12) / (weights + 1e-12).sum()
        mean = weights @ self.theta
        return np.asarray(np.sqrt(weights @ (self.theta - mean) ** 2))


def softened(trials: Trials, risks: Sequence[float]) -> Floats:
    """The trials of least risk with less of the effect ``(n, P')``; none where it has no mix.

    A setting between several that are likely is wrong for each of them (an echo in a place
    where none of them has one); less of a likely one is merely less wrong.
    """
    names = [trials.effect.parameters[i].name for i in trials.told]
    wet = np.array([name.rsplit(".", 1)[-1] == WET for name in names])
    if not wet.any():
        return np.empty((0, len(names)))
    best = np.argsort(risks, kind="stable")[:N_SOFTENED]
    made = [
        np.where(wet, np.maximum(share * trials.theta[i], MARGIN), trials.theta[i])
        for i in best
        for share in SOFTER
    ]
    return np.stack(made)


@dataclass(frozen=True)
class Choice:
    """What was chosen.

    Args:
        settings: Of the parameters looked for ``(P',)``.
        risk: Expected distance from the target.
        dry_risk: That of doing nothing.
        spread: How unsure each setting is, one standard deviation ``(P',)``.
        n_renders: Settings that were tried.
        known: Whether the distances are from the target itself, not expected ones.
        weighed: Whether the expected ones are what such promises were found to be worth.
    """

    settings: Floats
    risk: float
    dry_risk: float
    spread: Floats
    n_renders: int
    known: bool = False
    weighed: bool = False

    @property
    def gain(self) -> float:
        """Share of the dry sound's distance expected to go; -1 where it doubles or more."""
        return max(-1.0, 1 - self.risk / max(self.dry_risk, 1e-9))

    @property
    def refused(self) -> bool:
        """Whether the sound is better left alone."""
        return self.gain < (LEAST_WEIGHED if self.weighed else LEAST_GAIN)
