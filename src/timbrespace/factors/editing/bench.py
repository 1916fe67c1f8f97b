"""What becomes of an edited latent: what probes read, what the network says, how real it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.factors.editing.layer import Clipped, EditedLayer
from timbrespace.factors.editing.methods import LabelledRows
from timbrespace.factors.one_core import one_core

if TYPE_CHECKING:
    from sklearn.pipeline import Pipeline

Floats = NDArray[np.float32]

#: Where probes read: in the edited dims, and at the end of the network. The first can be
#: pleased by any move across its own boundary; the second has to be convinced through all the
#: layers behind the edit, and is the one that counts.
PLACES = ("layer", "logits")

#: Neighbours whose mean distance says how near a latent is to real ones.
N_NEAR = 5
#: Inverse strength of the probes' penalty, as for the atlas's other probes.
LOGISTIC_C = 0.1
#: Where its fit may stop: measured on 1,300 sounds, a third of the steps and the same accuracy.
TOLERANCE = 1e-3
#: Scores nearer to 0 or 1 than this are all the same to a probe.
SCORE_FLOOR = 1e-6


@dataclass(frozen=True)
class Seen:
    """One sound at the edited layer.

    Args:
        x: Its latents ``(P, D)``, a row a patch.
        z: Their leading dims ``(P, K)``.
        logits: What the rest of the network makes of them ``(P, L)``.
    """

    x: Floats
    z: Floats
    logits: Floats


@dataclass(frozen=True)
class Outcome:
    """An edited latent, made real again and sent through the rest of the network.

    Args:
        seen: The latent after clipping, its dims as they then are, and its logits.
        clipped: What was cut off.
        moved: Mean distance in the K dims from the receptor, before clipping.
        manifold_ratio: See :meth:`EditBench.manifold_ratio`.
    """

    seen: Seen
    clipped: Clipped
    moved: float
    manifold_ratio: float


@dataclass(frozen=True)
class Probe:
    """A logistic regression that names the class of one factor.

    Args:
        codes: The class codes it knows, ascending ``(C,)``.
        model: Fitted scaler and classifier.
    """

    codes: NDArray[np.int64]
    model: Pipeline

    def probabilities(self, rows: Floats) -> dict[int, float]:
        """Probability of each class code: the mean over rows ``(P, L)``."""
        mean = self.model.predict_proba(np.asarray(rows, float)).mean(axis=0)
        return {int(code): float(p) for code, p in zip(self.codes, mean, strict=True)}


def fit_probe(rows: NDArray[Any], codes: NDArray[np.int64]) -> Probe:
    """Fit a probe on rows ``(N, L)`` with class codes ``(N,)``; those with -1 stay out."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    kept = codes >= 0
    classifier = LogisticRegression(
        C=LOGISTIC_C, class_weight="balanced", max_iter=500, tol=TOLERANCE
    )
    model = make_pipeline(StandardScaler(), classifier)
    with one_core():
        model.fit(np.asarray(rows[kept], float), codes[kept])
    return Probe(np.unique(codes[kept]), model)


def log_odds(scores: NDArray[Any]) -> Floats:
    """Log-odds of scores in 0..1, as probes at the network's end see them.

    Example:
        >>> log_odds(np.array([0.5, 0.0])).round(2).tolist()
        [0.0, -13.819999694824219]
    """
    kept = np.clip(np.asarray(scores, float), SCORE_FLOOR, 1 - SCORE_FLOOR)
    return np.asarray(np.log(kept / (1 - kept)), np.float32)


def scores_of(logits: Floats) -> Floats:
    """One sound's scores ``(L,)`` from the logits of its patches ``(P, L)``: mean sigmoid."""
    from scipy.special import expit

    return np.asarray(expit(logits.astype(float)).mean(axis=0), np.float32)


@dataclass(frozen=True)
class EditBench:
    """Everything that an edit is measured with.

    Args:
        layer: Where the edit happens.
        rows: Real sounds' patches, to measure nearness to; training ones where one tests.
        probes: Place -> factor -> probe, see :data:`PLACES`.
    """

    layer: EditedLayer
    rows: LabelledRows
    probes: Mapping[str, Mapping[str, Probe]]

    def see(self, x: Floats) -> Seen:
        """A sound's latents ``(P, D)`` with their dims and logits."""
        return Seen(x, self.layer.dims(x), self.layer.resume(x))

    def try_out(self, receptor: Seen, z: Floats, *, without: int | None = None) -> Outcome:
        """Put new dims ``z (P, K)`` into a receptor's latents and see what comes of it.

        Args:
            receptor: The sound that is edited.
            z: Its new leading dims.
            without: A group whose rows do not count as real ones: the receptor's own.
        """
        x, clipped = self.layer.place(receptor.x, z)
        seen = self.see(x)
        moved = float(np.linalg.norm(z - receptor.z, axis=1).mean())
        ratio = self.manifold_ratio(seen.z, receptor.z, without=without)
        return Outcome(seen, clipped, moved, ratio)

    def manifold_ratio(self, z: Floats, real: Floats, *, without: int | None = None) -> float:
        """How much farther latents lie from real ones than a real sound does.

        Args:
            z: Edited dims ``(P, K)``.
            real: Dims of the sound that they were made from ``(P, K)``.
            without: A group that is left out of the real ones.

        Returns:
            Mean distance of ``z`` to its five nearest real patches, over that of ``real``.
        """
        pool = self.rows.z if without is None else self.rows.z[self.rows.groups != without]
        return _near(z, pool) / max(_near(real, pool), 1e-9)

    def read(self, seen: Seen) -> dict[str, dict[str, dict[int, float]]]:
        """What the probes say: place -> factor -> class code -> probability."""
        views = {"layer": seen.z, "logits": log_odds(scores_of(seen.logits))[None]}
        return {
            place: {f: probe.probabilities(views[place]) for f, probe in probes.items()}
            for place, probes in self.probes.items()
        }


def _near(z: Floats, pool: Floats) -> float:
    squares = (z**2).sum(1)[:, None] - 2 * z @ pool.T + (pool**2).sum(1)
    k = min(N_NEAR, len(pool))
    nearest = np.partition(np.maximum(squares, 0.0), k - 1, axis=1)[:, :k]
    return float(np.sqrt(nearest).mean())
