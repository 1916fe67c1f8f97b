"""The two claims of an edit on held-out sounds, for the flow and everything it has to beat."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.factors.editing.bench import PLACES, EditBench, Outcome, Seen
from timbrespace.factors.editing.methods import Method, Move
from timbrespace.factors.editing.pairs import EditPair
from timbrespace.jobs import Job, quiet_job

if TYPE_CHECKING:
    import pandas as pd

Codes = NDArray[np.int64]


@dataclass(frozen=True)
class HeldOut:
    """Sounds that neither probes nor flow nor baselines have seen.

    Args:
        see: Position of an item -> the sound at the edited layer.
        labels: Factor -> class code of each item ``(N,)``.
        groups: What each item was recorded with ``(N,)``.
    """

    see: Callable[[int], Seen]
    labels: Mapping[str, Codes]
    groups: Codes


def try_pairs(
    bench: EditBench,
    methods: Sequence[Method],
    held_out: HeldOut,
    pairs: Mapping[str, Sequence[EditPair]],
    *,
    seed: int = 0,
    job: Job | None = None,
) -> pd.DataFrame:
    """Edit every pair with every method and measure it.

    Args:
        bench: Fitted on training sounds.
        methods: Fitted on training sounds.
        held_out: The sounds of the pairs.
        pairs: Factor -> pairs in which that factor is swapped.
        seed: For methods that draw at random.
        job: Counts pairs; can be stopped between any two.

    Returns:
        One row for each factor, pair and method; see :func:`measure_one` for the columns.
    """
    import pandas as pd

    job = quiet_job(job, "edits")
    job.begin(sum(map(len, pairs.values())), "Editing held-out sounds", unit="pairs")
    records: list[dict[str, Any]] = []
    for factor, chosen in pairs.items():
        for i, pair in enumerate(chosen):
            job.check()
            receptor, donor = held_out.see(pair.receptor), held_out.see(pair.donor)
            codes = held_out.labels[factor]
            move = Move(
                factor, int(codes[pair.receptor]), int(codes[pair.donor]), seed * 100_003 + i
            )
            for method in methods:
                outcome = bench.try_out(receptor, method(receptor.z, donor.z, move))
                about = {
                    "factor": factor,
                    "method": method.name,
                    "pair": i,
                    "receptor": pair.receptor,
                    "donor": pair.donor,
                    "group": int(held_out.groups[pair.receptor]),
                }
                classes = {f: int(c[pair.receptor]) for f, c in held_out.labels.items()}
                measured = measure_one(bench, receptor, donor, outcome, move, classes)
                records.append(about | measured)
            job.advance(1)
    return pd.DataFrame(records)


def measure_one(
    bench: EditBench,
    receptor: Seen,
    donor: Seen,
    outcome: Outcome,
    move: Move,
    classes: Mapping[str, int],
) -> dict[str, float]:
    """Both claims of one edit as numbers.

    Args:
        bench: What it is measured with.
        receptor, donor: The two sounds.
        outcome: The edit.
        move: Which factor went where.
        classes: Factor -> class code of the receptor.

    Returns:
        For each place of :data:`.edit_bench.PLACES`: ``moved_PLACE`` (1 where the probe of the
        edited factor names the donor's class), ``kept_PLACE`` (1 where all others' probes name
        the receptor's), ``both_PLACE``, ``p_gain_PLACE`` (how much probability the donor's
        class has won), ``p_kept_PLACE`` (the receptor's of the kept factors, mean). Then the
        Euclidean distances of mean logits (``to_donor_before``, ``to_donor_after``,
        ``to_receptor``), ``length``, ``manifold_ratio``, ``clipped`` (share of activations)
        and ``clipped_length``. ``donor_known`` is 1 where the probe at the network's end names
        the donor's class when it is given the donor itself: no edit can be asked for more.
    """
    known = bench.read(donor)["logits"][move.factor]
    before, after = bench.read(receptor), bench.read(outcome.seen)
    kept = [name for name in classes if name != move.factor]
    found: dict[str, float] = {}
    for place in PLACES:
        was, now = before[place], after[place]
        moved = _named(now[move.factor]) == move.target
        stays = all(_named(now[name]) == classes[name] for name in kept)
        target = move.target
        found |= {
            f"moved_{place}": float(moved),
            f"kept_{place}": float(stays),
            f"both_{place}": float(moved and stays),
            f"p_gain_{place}": now[move.factor].get(target, 0) - was[move.factor].get(target, 0),
            f"p_kept_{place}": float(np.mean([now[n].get(classes[n], 0.0) for n in kept] or [1])),
        }
    old, new, theirs = (s.logits.mean(axis=0) for s in (receptor, outcome.seen, donor))
    return found | {
        "to_donor_before": float(np.linalg.norm(old - theirs)),
        "to_donor_after": float(np.linalg.norm(new - theirs)),
        "to_receptor": float(np.linalg.norm(new - old)),
        "length": outcome.moved,
        "manifold_ratio": outcome.manifold_ratio,
        "clipped": outcome.clipped.share,
        "clipped_length": outcome.clipped.lost,
        "donor_known": float(_named(known) == move.target),
    }


def _named(probabilities: Mapping[int, float]) -> int:
    return max(probabilities, key=lambda code: (probabilities[code], -code))
