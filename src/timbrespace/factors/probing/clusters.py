"""Clusters: does a space fall into groups of its own accord, and are they those of a label?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from timbrespace.factors.probing.features import components
from timbrespace.factors.probing.question import Candidate
from timbrespace.factors.probing.work import spread
from timbrespace.factors.splits import Indices, permute_by_group
from timbrespace.jobs import Job

N_STARTS = 5
#: Permutations by group that show what AMI chance gives where takes of a group look alike.
N_CHANCE = 20


@dataclass(frozen=True)
class Clustering:
    """k-means with one number of clusters.

    Args:
        candidate: The space's id.
        k: How many clusters.
        inertia: Share of the variance that is left within clusters; 1 for one cluster.
        homogeneity: 1 where each cluster holds one class only (Rosenberg, Hirschberg 2007).
        completeness: 1 where each class lies in one cluster only. High with a low homogeneity
            means one giant cluster, not an agreement.
        ami: Adjusted mutual information (Vinh et al. 2010): 0 for clusters unlike the label.
        ami_chance: The same with labels permuted by group, the mean of :data:`N_CHANCE`. Over
            0 where clusters merely find the groups.
        clusters: The cluster of each item ``(N,)``.
    """

    candidate: str
    k: int
    inertia: float
    homogeneity: float
    completeness: float
    ami: float
    ami_chance: float
    clusters: Indices


def cluster(
    candidates: Sequence[Candidate],
    y: Indices,
    groups: Indices,
    ks: Sequence[int],
    *,
    seed: int = 0,
    job: Job | None = None,
    workers: int | None = None,
) -> list[Clustering]:
    """k-means over several numbers of clusters, in each space's leading components.

    Args:
        candidates: The spaces.
        y: The label's class of each item ``(N,)``; clusters never see it.
        groups: The group of each item, for the permuted labels.
        ks: Numbers of clusters; those above the number of items are left out.
        seed: For the starts (k-means++) and the permutations.
        job: Counts clusterings.
        workers: Threads; default one per core.

    Returns:
        For each space, one clustering for each k.
    """
    rng = np.random.default_rng(seed)
    shuffled = [permute_by_group(y, groups, rng) for _ in range(N_CHANCE)]
    units = [(c, k) for c in candidates for k in ks if k <= len(y)]
    rows = {c.id: components(c.vectors, c.n_dims, seed=seed)[0] for c in candidates}

    whole = {i: max(float(points.var(axis=0).sum()) * len(y), 1e-30) for i, points in rows.items()}

    def one(unit: tuple[Candidate, int]) -> Clustering:
        from sklearn.cluster import KMeans
        from sklearn.metrics import adjusted_mutual_info_score as ami
        from sklearn.metrics import homogeneity_completeness_v_measure

        candidate, k = unit
        points = rows[candidate.id]
        fitted = KMeans(k, n_init=N_STARTS, random_state=seed).fit(points)
        found = np.asarray(fitted.labels_, np.int64)
        homogeneity, completeness, _ = homogeneity_completeness_v_measure(y, found)
        by_chance = float(np.mean([ami(labels, found) for labels in shuffled]))
        return Clustering(
            candidate.id, k, float(fitted.inertia_) / whole[candidate.id], float(homogeneity),
            float(completeness), float(ami(y, found)), by_chance, found,
        )  # fmt: skip

    return spread(one, units, job=job, workers=workers, message="Clustering")
