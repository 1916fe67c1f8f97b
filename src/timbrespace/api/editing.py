"""Edit one factor of a sound and keep the others; hear it; measure it beside its baselines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from timbrespace.api.atlas import Atlas
from timbrespace.api.edit_donors import class_of, find_donor, find_item, label_of, part_of
from timbrespace.api.editor import Editor, open_editor
from timbrespace.api.hearing import Heard, hear_edit
from timbrespace.atlas.files import write_text
from timbrespace.errors import TimbrespaceError
from timbrespace.factors.editing.bench import EditBench, Outcome, Seen, scores_of
from timbrespace.factors.editing.layer import Clipped
from timbrespace.factors.editing.methods import blend_parts
from timbrespace.factors.one_core import one_core
from timbrespace.jobs import Job, quiet_job

__all__ = [
    "Edit", "Editor", "Heard", "Reading", "edit", "find_donor", "find_item", "open_editor",
]  # fmt: skip

#: Classes that an edit lists: the highest, and those that moved most.
N_CLASSES = 5
#: Real neighbours that an edit lists.
N_NEAREST = 5

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Reading:
    """What a probe says of one factor before and after an edit.

    Args:
        factor: The label it reads.
        edited: Whether this factor was swapped; else it was to be kept.
        where: ``"layer"`` (the dims that were edited) or ``"logits"`` (the network's end).
        receptor, donor: Labels of the two sounds, or the class that was named as donor; donor is
            ``""`` where nothing was swapped.
        before, after: The classes that the probe names.
        p_before, p_after: Probability (0 to 1) that it gives to the wanted class: the donor's
            where edited, the receptor's where kept.
    """

    factor: str
    edited: bool
    where: str
    receptor: str
    donor: str
    before: str
    after: str
    p_before: float
    p_after: float


@dataclass(frozen=True)
class Edit:
    """One edit and all that came of it.

    Args:
        item_id: The receptor.
        donors: Factor -> item id of its donor, or ``"class:wood"``.
        space: The space whose latents were edited (``"yamnet-tfhub:9:flat"``).
        strength: 0 is no edit, 1 a swap.
        logits_before, logits_after: ``(521,)``, means over patches.
        top_before, top_after: Class names with scores in 0..1, highest first.
        moved: Class names with their change of logit, the largest first, either way.
        distances: Euclidean, between logits: ``before`` and ``after`` to each donor, as
            ``"material before"``; ``"receptor after"``. A class has no logits, and no distance.
        readings: What the probes say.
        nearest: Real items nearest to the edited latent with their distances, none of the
            receptor's own group.
        manifold_ratio: Distance from the edited latent to real ones over that of the real
            receptor to them; 1 is as near as real sounds are.
        clipped: What had to be cut off.
        scores_before, scores_after: ``(521,)``, 0..1, means over patches.
        dims: The edited dims ``(P, K)``, as they are after clipping.
        heard: The sound, where it was asked for.
    """

    item_id: str
    donors: dict[str, str]
    space: str
    strength: float
    logits_before: Floats
    logits_after: Floats
    top_before: list[tuple[str, float]]
    top_after: list[tuple[str, float]]
    moved: list[tuple[str, float]]
    distances: dict[str, float]
    readings: list[Reading]
    nearest: list[tuple[str, float]]
    manifold_ratio: float
    clipped: Clipped
    scores_before: Floats
    scores_after: Floats
    dims: Floats
    heard: Heard | None = None


@one_core()
def edit(
    atlas: Atlas,
    item_id: str,
    donors: Mapping[str, str],
    *,
    layer: int | str = 9,
    model: str | None = None,
    strength: float = 1.0,
    hear: bool = False,
    editor: Editor | None = None,
    weights: str | Path | None = None,
    seed: int = 0,
    job: Job | None = None,
) -> Edit:
    """Give a sound some factors of other sounds, and keep the rest.

    Args:
        atlas: Projected and disentangled at the layer; its sounds are at hand.
        item_id: The receptor.
        donors: Factor -> item id of its donor; or ``"class:wood"``, the mean of that class over
            the atlas's sounds of it, without those of the receptor's group.
        layer: Where to edit, 0 to 13.
        model: Name of the flow; default: the one of the layer.
        strength: 0 is no edit, 1 a swap; a slider's value.
        hear: Whether to look for a sound with the edited latent, too: some three seconds for
            each second of sound.
        editor: One that is open already (:func:`open_editor`); then ``layer``, ``model`` and
            ``weights`` are not looked at.
        weights: The file of weights, where the atlas was encoded with one.
        seed: The same seed gives the same sound.
        job: Progress; can be stopped.

    Raises:
        TimbrespaceError: No such item, factor or class, or the atlas lacks projection, flow or
            sounds.
    """
    editor = editor or open_editor(atlas, layer=layer, model=model, weights=weights)
    job = quiet_job(job, "edit")
    if not donors:
        raise TimbrespaceError(
            "No donor was named.", f"Name one for {' or '.join(editor.factors)}."
        )
    for name in donors:
        editor.flow.columns(name)
    sounds = editor.sounds
    receptor = sounds.see(item_id)
    own = editor.group_of(item_id)
    parts = {name: part_of(editor, name, donor, own) for name, donor in donors.items()}
    z = blend_parts(editor.flow, receptor.z, parts, strength)
    named = {name: donor for name, donor in donors.items() if class_of(donor) is None}
    bench = editor.bench_without(own, *map(editor.group_of, named.values()))
    outcome = bench.try_out(receptor, z)
    theirs = {name: sounds.see(donor) for name, donor in named.items()}
    heard = None
    if hear:
        donor_id = next(iter(named.values()), None)
        heard = hear_edit(sounds, item_id, donor_id, outcome.seen, seed=seed, job=job)
    top_before, top_after, moved = _classes(sounds.encoder.classes, receptor, outcome.seen)
    return Edit(
        item_id=item_id,
        donors=dict(donors),
        space=sounds.space,
        strength=strength,
        logits_before=receptor.logits.mean(axis=0),
        logits_after=outcome.seen.logits.mean(axis=0),
        top_before=top_before,
        top_after=top_after,
        moved=moved,
        distances=_distances(receptor, theirs, outcome),
        readings=_readings(editor, bench, item_id, donors, receptor, outcome.seen),
        nearest=nearest_real(editor, outcome.seen.z, own),
        manifold_ratio=outcome.manifold_ratio,
        clipped=outcome.clipped,
        scores_before=scores_of(receptor.logits),
        scores_after=scores_of(outcome.seen.logits),
        dims=outcome.seen.z,
        heard=heard,
    )


def write_edit(made: Edit, folder: Path) -> list[Path]:
    """Write what came of an edit: its figures as ``edit.json``, and its sounds as WAV.

    Args:
        made: The edit.
        folder: Made if it is not there.
    """
    import json
    from dataclasses import asdict, fields

    from timbrespace.audio.write import write_wav

    folder.mkdir(parents=True, exist_ok=True)
    # Arrays are for programs; what a person wants to read are names and figures.
    kept = [f.name for f in fields(made) if not isinstance(getattr(made, f.name), np.ndarray)]
    about = {name: getattr(made, name) for name in kept if name != "heard"}
    about |= {"readings": [asdict(r) for r in made.readings], "clipped": asdict(made.clipped)}
    written = [folder / "edit.json"]
    if made.heard is not None:
        about["heard"] = {"travelled": made.heard.travelled, **made.heard.figures}
        for name in ("source", "donor", "edited"):
            samples = getattr(made.heard, name)
            if samples is not None:
                written.append(folder / f"{name}.wav")
                write_wav(written[-1], samples, made.heard.sample_rate)
    write_text(written[0], json.dumps(about, indent=1, default=float) + "\n")
    return written


def nearest_real(
    editor: Editor, z: Floats, without: int, n: int = N_NEAREST
) -> list[tuple[str, float]]:
    """The real items nearest to dims ``(P, K)``: id and distance between means over patches.

    Args:
        editor: Its atlas is searched.
        z: For instance an edited latent's.
        without: A group that is left out, the receptor's own.
        n: How many.
    """
    means = editor.sounds.item_dims
    distances = np.linalg.norm(means - z.mean(axis=0), axis=1)
    own = np.unique(editor.data.items[editor.data.groups == without])
    distances[own] = np.inf
    distances[~np.isfinite(distances)] = np.inf
    order = np.argsort(distances, kind="stable")[:n]
    ids = editor.sounds.atlas.items["id"]
    return [(str(ids.iloc[i]), float(distances[i])) for i in order if np.isfinite(distances[i])]


def _distances(receptor: Seen, donors: Mapping[str, Seen], outcome: Outcome) -> dict[str, float]:
    before, after = receptor.logits.mean(axis=0), outcome.seen.logits.mean(axis=0)
    found = {"receptor after": float(np.linalg.norm(after - before))}
    for name, donor in donors.items():
        theirs = donor.logits.mean(axis=0)
        found[f"{name} before"] = float(np.linalg.norm(before - theirs))
        found[f"{name} after"] = float(np.linalg.norm(after - theirs))
    return found


def _classes(
    names: tuple[str, ...], before: Seen, after: Seen
) -> tuple[list[tuple[str, float]], list[tuple[str, float]], list[tuple[str, float]]]:
    """The highest classes before and after, and those whose logit moved most."""

    def top(seen: Seen) -> list[tuple[str, float]]:
        scores = scores_of(seen.logits)
        return [(names[i], float(scores[i])) for i in np.argsort(-scores)[:N_CLASSES]]

    change = after.logits.mean(axis=0) - before.logits.mean(axis=0)
    moved = np.argsort(-np.abs(change), kind="stable")[: 2 * N_CLASSES]
    return top(before), top(after), [(names[i], float(change[i])) for i in moved]


def _readings(
    editor: Editor,
    bench: EditBench,
    item_id: str,
    donors: Mapping[str, str],
    receptor: Seen,
    edited: Seen,
) -> list[Reading]:
    before, after = bench.read(receptor), bench.read(edited)
    found = []
    for place in before:
        for factor, names in editor.data.classes.items():
            was, now = before[place][factor], after[place][factor]
            own = editor.label_of(item_id, factor)
            donor = label_of(editor, factor, donors[factor]) if factor in donors else ""
            wanted = names.index(donor or own) if donor or own else -1
            found.append(
                Reading(
                    factor=factor,
                    edited=factor in donors,
                    where=place,
                    receptor=own,
                    donor=donor,
                    before=names[max(was, key=was.__getitem__)],
                    after=names[max(now, key=now.__getitem__)],
                    p_before=was.get(wanted, 0.0),
                    p_after=now.get(wanted, 0.0),
                )
            )
    return found
