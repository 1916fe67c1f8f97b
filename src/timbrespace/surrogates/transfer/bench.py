"""Transfer measured: how far from wanted words does one land on a voice that was hardly heard?

All points of the new voice were decoded beforehand. A method sees the latents of all of them, and
the words of its k anchors only. For each target (the words of a point that was set aside) it
picks the latent from which it expects the least squared error, its own uncertainty counted in;
what that one does sound like is looked up. So every figure is a closed loop (asked, decoded,
measured), and a thousand of them cost no decode.

It may pick *anywhere*, anchors included, which only says where a sound is to be found; or *near*
where a player stands, as one who moves a slider wants it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from timbrespace.errors import TimbrespaceError
from timbrespace.factors.one_core import one_core
from timbrespace.jobs import Job, quiet_job
from timbrespace.surrogates.base import Floats, Points
from timbrespace.surrogates.transfer.matching import Bridge, by_components, by_transport
from timbrespace.surrogates.transfer.methods import (
    Foretell,
    Old,
    Scale,
    across,
    adapter,
    corrected,
    from_scratch,
    nearest,
    with_smoothness,
)
from timbrespace.surrogates.words.features import octaves

Where = Literal["near", "anywhere"]
PLACES: tuple[Where, ...] = get_args(Where)

#: Anchors decoded on the new voice.
ANCHORS = (0, 8, 32, 128, 512)
#: Targets that are asked for, and draws of anchors.
N_TARGETS, N_DRAWS = 200, 5
#: Latents that are near where a player stands.
N_NEAR = 150
#: So many points learn in the row "all points".
MOST_LEARNED = 1500
#: Of the latents that may be played, this share may be decoded beforehand.
MOST_HEARD = 0.55
LEAST_POINTS = 100


@dataclass(frozen=True)
class Row:
    """One method with so many anchors.

    Args:
        method: Its name.
        where: ``"near"`` where the player stands, or ``"anywhere"``.
        anchors: Decodes of the new voice that it has learned from.
        errors: Of each target ``(T,)``: mean over words (and draws of anchors) of the distance
            from wanted to measured, in shares of the new voice's reach.
        by_word: Mean over targets ``(W,)``.
    """

    method: str
    where: Where
    anchors: int
    errors: Floats
    by_word: Floats


@dataclass(frozen=True)
class New:
    """The new voice, cut into what may be played and what is wanted.

    Args:
        pool: Latents that may be played ``(M, D)``.
        heard: Their words ``(M, W)``, in shares of the reach; methods see those of anchors.
        wanted: Words of the targets ``(T, W)``, likewise.
        starts: Where the player stands at each target: rows of the pool ``(T,)``.
        near: The rows nearest to there ``(T, N)``, the targets among their like.
    """

    pool: Floats
    heard: Floats
    wanted: Floats
    starts: NDArray[np.intp]
    near: NDArray[np.intp]


def cut(points: Points, words: Sequence[str], n_targets: int = N_TARGETS, seed: int = 0) -> New:
    """Set targets aside; words become shares of what the voice reaches (1 to 99 %).

    Raises:
        TimbrespaceError: There are too few points of which all words are defined.
    """
    latents, shares = shared(points, words)
    from scipy.spatial import cKDTree

    rng = np.random.default_rng([seed, 73])
    order = rng.permutation(len(latents))
    n_targets = min(n_targets, len(latents) // 4)
    held, rest = order[:n_targets], order[n_targets:]
    tree = cKDTree(latents[rest])
    n_near = min(N_NEAR, len(rest) // 4)
    around = np.asarray(tree.query(latents[held], n_near)[1])
    starts = around[np.arange(n_targets), rng.integers(n_near, size=n_targets)]
    near = np.asarray(tree.query(latents[rest][starts], n_near)[1])
    return New(latents[rest], shares[rest], shares[held], starts, near)


def shared(points: Points, words: Sequence[str]) -> tuple[Floats, Floats]:
    """Latents ``(N, D)`` and words ``(N, W)`` in shares of the reach, where all are defined.

    Raises:
        TimbrespaceError: There are too few of them, or a word was not measured.
    """
    lacking = [word for word in words if word not in points.names]
    if lacking or not words:
        raise TimbrespaceError(
            f"The points of '{points.voice}' have no {', '.join(lacking) or 'words'}.",
            "Measure them, or name others.",
        )
    values = points.values[:, [points.names.index(word) for word in words]]
    usable = np.isfinite(values).all(axis=1) & ~points.silent
    if usable.sum() < LEAST_POINTS:
        raise TimbrespaceError(
            f"Of '{points.voice}' {int(usable.sum())} points have all words; at least "
            f"{LEAST_POINTS} are wanted.", "Measure more, or name other words.",
        )  # fmt: skip
    # Frequencies are heard in octaves.
    in_octaves = np.array([word.endswith("_hz") for word in words])
    held = octaves(values[usable], in_octaves)
    low, high = np.percentile(held, [1, 99], axis=0)
    shares = (held - low) / np.maximum(high - low, 1e-12)
    return points.latents[usable].astype(np.float64), shares


def run(
    old: Old,
    new: New,
    *,
    anchors: Sequence[int] = ANCHORS,
    pairs: Bridge | None = None,
    n_draws: int = N_DRAWS,
    seed: int = 0,
    job: Job | None = None,
) -> list[Row]:
    """All methods with all numbers of anchors.

    Args:
        old: What was learned on the old voice.
        new: The new one.
        anchors: How many decodes; 0 for none.
        pairs: A bridge through sounds that both voices have encoded, where they can.
        n_draws: Draws of the anchors; errors are the mean of them.
        seed: Of draws.
        job: Counts draws; can be stopped.
    """
    # Many small matrices: several threads would mostly wait for each other.
    with one_core():
        return _run(old, new, anchors, pairs, n_draws, seed, quiet_job(job, "transfer"))


def most_anchors(new: New) -> int:
    """About half of the latents that may be played: with more, what is picked was heard before.

    Example:
        >>> none = np.zeros((0, 1))
        >>> most_anchors(New(np.zeros((800, 1)), np.zeros((800, 1)), none, none, none))
        440
    """
    return int(MOST_HEARD * len(new.pool))


def _run(
    old: Old,
    new: New,
    anchors: Sequence[int],
    pairs: Bridge | None,
    n_draws: int,
    seed: int,
    job: Job,
) -> list[Row]:
    scale = Scale.of(new.pool)
    rng = np.random.default_rng([seed, 74])
    rows = _without_anchors(old, new, pairs, seed, rng)
    counts = [k for k in anchors if 0 < k <= most_anchors(new)]
    job.begin(len(counts) * n_draws, "anchors", unit="draws")
    for k in counts:
        found: dict[tuple[str, Where], list[Floats]] = {}
        for _ in range(n_draws):
            job.check()
            held = rng.permutation(len(new.pool))[:k]
            for name, foretell in _with_anchors(old, new, scale, held, pairs).items():
                believed = _believed(new, foretell, held)
                for where in PLACES:
                    found.setdefault((name, where), []).append(_missed(new, *believed, where))
            job.advance(1)
        rows += [_row(*key, k, np.mean(each, axis=0)) for key, each in found.items()]
    held = rng.permutation(len(new.pool))[:MOST_LEARNED]
    believed = from_scratch(scale, new.pool[held], new.heard[held])(new.pool)
    rows += [
        _row("all points", where, len(held), _missed(new, *believed, where)) for where in PLACES
    ]
    return rows


def _without_anchors(
    old: Old, new: New, pairs: Bridge | None, seed: int, rng: np.random.Generator
) -> list[Row]:
    """Chance, standing still, the best there is, and what is known without a decode."""
    n_targets = len(new.wanted)
    anyone = rng.integers(len(new.pool), size=(20, n_targets))
    beside = np.stack([rng.permuted(new.near, axis=1)[:, 0] for _ in range(20)])
    centre = int(((new.pool - new.pool.mean(axis=0)) ** 2).sum(axis=1).argmin())
    played: dict[tuple[str, Where], NDArray[np.intp]] = {
        ("random", "anywhere"): anyone,
        ("random", "near"): beside,
        ("standing still", "anywhere"): np.full((1, n_targets), centre),
        ("standing still", "near"): new.starts[None],
    }
    rows = [
        _row(*key, 0, np.abs(new.heard[each] - new.wanted).mean(axis=0))
        for key, each in played.items()
    ]
    bridges = {
        "matched components": by_components(old.latents, new.pool),
        "matched by transport": by_transport(old.latents, new.pool, seed),
    }
    if pairs is not None:
        bridges["common sounds"] = pairs
    believed = {name: across(old, bridge)(new.pool) for name, bridge in bridges.items()}
    believed["best there is"] = new.heard, np.zeros_like(new.heard)
    return rows + [
        _row(name, where, 0, _missed(new, *each, where))
        for name, each in believed.items()
        for where in PLACES
    ]


def _with_anchors(
    old: Old, new: New, scale: Scale, held: NDArray[np.intp], pairs: Bridge | None
) -> dict[str, Foretell]:
    """Each method, having learned from these anchors."""
    latents, words = new.pool[held], new.heard[held]
    adapted = adapter(old, scale, latents, words)
    methods: dict[str, Foretell] = {
        "nearest anchor": nearest(scale, latents, words),
        "from scratch": from_scratch(scale, latents, words),
        "smoothness": with_smoothness(scale, latents, words, old.supposed),
        "adapter": adapted,
        "adapter, corrected": corrected(adapted, scale, latents, words),
    }
    if pairs is not None:
        first = across(old, pairs)
        methods["common sounds, corrected"] = corrected(first, scale, latents, words)
    return methods


def _believed(new: New, foretell: Foretell, held: NDArray[np.intp]) -> tuple[Floats, Floats]:
    """What a method says of the whole pool; of anchors it knows what they sound like."""
    values, spread = (np.array(each) for each in foretell(new.pool))
    values[held], spread[held] = new.heard[held], 0.0
    return values, spread


def _missed(new: New, believed: Floats, spread: Floats, where: Where) -> Floats:
    """What is missed ``(T, W)`` by playing what is expected to come nearest."""
    far = ((believed[None] - new.wanted[:, None]) ** 2).sum(axis=2) + (spread**2).sum(axis=1)
    if where == "anywhere":
        played = far.argmin(axis=1)
    else:
        inside = np.take_along_axis(far, new.near, axis=1).argmin(axis=1)
        played = np.take_along_axis(new.near, inside[:, None], axis=1)[:, 0]
    return np.asarray(np.abs(new.heard[played] - new.wanted))


def _row(method: str, where: Where, anchors: int, missed: Floats) -> Row:
    return Row(method, where, anchors, missed.mean(axis=1), missed.mean(axis=0))
