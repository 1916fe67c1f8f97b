"""Which trial to take when the target is not known: the one that is nearest to all it may be.

A belief about the settings is a set of trials with weights, the anchors. Each candidate, the dry
sound among them, is judged by its mean distance from the anchors: the least Bayes risk. So a
setting that can't be told is set where it does least harm, and where doing nothing is expected
to come nearest, nothing is done.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from timbrespace.matching.nearness import View, expected
from timbrespace.matching.sound import Floats
from timbrespace.matching.trials import Trials

#: So many anchors stand for a belief.
N_ANCHORS = 24
#: A gain smaller than this share of the dry sound's distance is not worth a change.
LEAST_GAIN = 0.03


@dataclass(frozen=True)
class Anchors:
    """What the target may sound like.

    Args:
        views: Of the renderings.
        weights: How likely each is; they sum to 1.
        theta: Their settings ``(A, P')``.
    """

    views: list[View]
    weights: Floats
    theta: Floats

    @classmethod
    def of(cls, trials: Trials, log_weights: Floats, rows: range | None = None) -> Anchors:
        """The likeliest trials of some rows (all of them), by the log of a weight for each."""
        among = np.arange(len(trials)) if rows is None else np.array(rows)
        order = np.argsort(-log_weights, kind="stable")[:N_ANCHORS]
        weights = np.exp(log_weights[order] - log_weights[order].max())
        chosen = among[order]
        return cls(
            [trials.views[i] for i in chosen], weights / weights.sum(),
            np.stack([trials.theta[i] for i in chosen]),
        )  # fmt: skip

    def risk(self, candidate: View) -> float:
        """Mean distance of a candidate from all that the target may be."""
        return expected(self.views, self.weights, candidate)

    def spread(self) -> Floats:
        """How unsure each setting is: one standard deviation ``(P',)``."""
        mean = self.weights @ self.theta
        return np.sqrt(self.weights @ (self.theta - mean) ** 2)


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
    """

    settings: Floats
    risk: float
    dry_risk: float
    spread: Floats
    n_renders: int
    known: bool = False

    @property
    def gain(self) -> float:
        """Share of the dry sound's distance that is expected to go; below 0 where it grows."""
        return 1 - self.risk / max(self.dry_risk, 1e-9)

    @property
    def refused(self) -> bool:
        """Whether the sound is better left alone."""
        return self.gain < LEAST_GAIN
