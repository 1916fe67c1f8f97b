"""How well an edit can be heard: held-out pairs made to sound, in several ways, and measured."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from timbrespace.api.disentangling import data_of
from timbrespace.api.edited_sounds import EditedSounds
from timbrespace.api.hearing import hear_edit, measure_sound, simpler_ways
from timbrespace.factors.editing.bench import EditBench
from timbrespace.factors.editing.methods import blend
from timbrespace.factors.flow.flow import FactorFlow
from timbrespace.factors.hearing.measures import travelled
from timbrespace.jobs import Job

if TYPE_CHECKING:
    import pandas as pd

OURS = "optimised"


def hear_pairs(
    sounds: EditedSounds,
    flow: FactorFlow,
    bench: EditBench,
    tried: pd.DataFrame,
    n: int,
    *,
    seed: int = 0,
    job: Job | None = None,
) -> pd.DataFrame:
    """Make the first ``n`` pairs sound: optimised, and by simpler ways.

    Every sound is encoded again; what is measured is the sound, not what it was aimed at.

    Args:
        sounds: The atlas at the edited layer.
        flow: Trained on other groups.
        bench: Fitted on other groups.
        tried: The pairs, as :func:`.edit_evaluation.try_pairs` gave them, with item ids.
        n: How many, of all factors together.
        seed: For the noise that sounds may take on.
        job: Progress; can be stopped.

    Returns:
        One row for each pair and way: ``travelled`` (share of the way in the edited dims),
        ``p_gain`` (probability that the donor's class won at the network's end), ``moved`` and
        ``kept`` (1 where the probe names the donor's class, and the others the receptor's),
        ``source_db``, ``donor_db``, ``level_db``, ``peak``, ``seconds``.
    """
    import pandas as pd

    ours = tried[tried["method"] == "flow"].sort_values("pair", kind="stable").head(n)
    classes = _classes(sounds, tuple(bench.probes["logits"])) if n else {}
    records: list[dict[str, Any]] = []
    for pair in ours.to_dict("records"):
        receptor, donor = sounds.see(pair["receptor"]), sounds.see(pair["donor"])
        z = blend(flow, receptor.z, {pair["factor"]: donor.z}, 1.0)
        target = bench.try_out(receptor, z).seen
        found = hear_edit(sounds, pair["receptor"], pair["donor"], target, seed=seed, job=job)
        theirs = sounds.audio(pair["donor"])
        ways = {OURS: found.edited, **simpler_ways(found.source, theirs)}
        wanted = {**classes[pair["receptor"]]}
        wanted[pair["factor"]] = classes[pair["donor"]][pair["factor"]]
        before = bench.read(receptor)["logits"]
        about = {key: pair[key] for key in ("factor", "pair", "receptor", "donor", "group")}
        for way, audio in ways.items():
            seen = sounds.listen(audio)
            claims = _claims(before, bench.read(seen)["logits"], wanted, pair["factor"])
            way_gone = {"way": way, "travelled": travelled(seen.z, receptor.z, target.z)}
            measured = measure_sound(audio, found.source, theirs)
            seconds = found.figures["seconds"] if way == OURS else 0.0
            records.append(about | way_gone | claims | measured | {"seconds": seconds})
    return pd.DataFrame(records)


def _claims(
    before: Mapping[str, Mapping[int, float]],
    after: Mapping[str, Mapping[int, float]],
    wanted: Mapping[str, int],
    factor: str,
) -> dict[str, float]:
    named = {name: max(p, key=p.__getitem__) for name, p in after.items()}
    target = wanted[factor]
    return {
        "p_gain": after[factor].get(target, 0.0) - before[factor].get(target, 0.0),
        "moved": float(named[factor] == target),
        "kept": float(all(named[n] == wanted[n] for n in named if n != factor)),
    }


def _classes(sounds: EditedSounds, factors: tuple[str, ...]) -> dict[str, dict[str, int]]:
    """Item id -> factor -> class code, of all items."""
    whole = data_of(sounds.atlas, factors, space=sounds.space)
    items, first = np.unique(whole.items, return_index=True)
    ids = sounds.atlas.items["id"].tolist()
    return {
        ids[item]: {name: int(codes[row]) for name, codes in whole.labels.items()}
        for item, row in zip(items, first, strict=True)
    }
