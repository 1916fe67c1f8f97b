"""Measure timbre: every sound of an atlas, or any files, whole or over time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from timbrespace.api.on_all_cores import each_file
from timbrespace.errors import TimbrespaceError
from timbrespace.jobs import Job, quiet_job

if TYPE_CHECKING:
    import pandas as pd

    from timbrespace.api.atlas import Atlas
    from timbrespace.semantics.probes import FittedProbe
    from timbrespace.semantics.table import Descriptor
    from timbrespace.spaces.base import Audio, Encoder

#: Where descriptors are kept that an atlas's user asked for by name.
NAMED = "descriptors:named"
#: Time between moments, unless another is asked for.
STEP_S = 0.05
#: Samples decoded at once.
BLOCK = 1 << 16


def describe(
    atlas: Atlas,
    names: Sequence[str] = (),
    *,
    space: str | None = None,
    workers: int | None = None,
    job: Job | None = None,
) -> Atlas:
    """Measure all descriptors of an atlas's sounds; goes on where it stopped.

    The quick ones are there already, as every map has them; the others become the space
    ``descriptors:further``. Names such as ``yamnet:Glass`` or ``probe:material=glass`` are read
    from what the atlas has encoded, with no sound heard again. Where it has the label, a probe is
    fitted on it and kept for this user; where not, the one that is kept already is used.

    Args:
        atlas: Somebody must have said where its sounds lie.
        names: More descriptors, by name.
        space: What probes are fitted on; default: the space the atlas was built for.
        workers: Processes, or threads where there are few minutes of sound; default one per core.
        job: Progress in seconds of sound; cancelling keeps what is finished.

    Returns:
        The atlas, with more descriptors.

    Raises:
        TimbrespaceError: The sounds cannot be found, there is no such descriptor, or too little
            to fit a probe on.
        Cancelled: The job was cancelled.
    """
    from timbrespace.corpus import Corpus
    from timbrespace.semantics.encoder import DescriptorEncoder
    from timbrespace.semantics.further import FurtherEncoder
    from timbrespace.semantics.sources import source_of
    from timbrespace.semantics.table import chosen
    from timbrespace.spaces.encode import encode

    job = quiet_job(job, "describe")
    named = [name for name in names if source_of(name) is not None]
    chosen([name for name in names if source_of(name) is None])
    columns = _columns(atlas, named, space, job)
    if not len(atlas.items):
        raise TimbrespaceError("This atlas has no sounds.", "Encode a folder into it first.")
    atlas.sound_path(str(atlas.items["id"].iloc[0]))  # raises where nobody knows where they lie
    assert atlas.sounds is not None
    corpus = Corpus(
        root=atlas.sounds, items=atlas.items, rejects=atlas.rejects, copies=atlas.augmented
    )
    encoders: list[Encoder] = [DescriptorEncoder(), FurtherEncoder()]
    encode(corpus, encoders, atlas.store, workers=workers, job=job, tables=False, processes=True)
    if columns:
        _keep_named(atlas, columns)
    atlas.refresh()
    return atlas


def describe_files(
    paths: Sequence[Path | str], names: Sequence[str] | None = None, *, job: Job | None = None
) -> pd.DataFrame:
    """Descriptors of sounds that need not be in an atlas: one row each, one column per name.

    Args:
        paths: The files.
        names: Which; default: all of our own.
        job: Counts sounds; can be stopped between them.

    Raises:
        TimbrespaceError: A file cannot be read, or there is no such descriptor.
    """
    import pandas as pd

    from timbrespace.semantics.naming import descriptor
    from timbrespace.semantics.table import DESCRIPTORS

    job = quiet_job(job, "describe")
    wanted = [known.name for known in DESCRIPTORS] if names is None else list(names)
    wanted = [descriptor(name).name for name in wanted]
    job.begin(len(paths), unit="sounds")
    rows: list[list[float]] = []
    for row in each_file([Path(path) for path in paths], _of_file, wanted, job=job):
        job.advance(1, str(paths[len(rows)]))
        rows.append(row)
    return pd.DataFrame(rows, columns=wanted, index=[str(path) for path in paths])


def frames_of(
    path: Path | str, names: Sequence[str] | None = None, *, step_s: float = STEP_S
) -> pd.DataFrame:
    """Descriptors of one sound over time: ``time_s`` and one column per name.

    Held in memory as a whole: for sounds of minutes, not hours.

    Args:
        path: The file.
        names: Which; default: all of our own that have a course.
        step_s: Time between moments.

    Raises:
        TimbrespaceError: The file cannot be read, or a name has no course.
    """
    import pandas as pd

    from timbrespace.semantics.descriptors import describe_frames

    blocks, rate = _blocks(Path(path))
    x = np.concatenate(list(blocks), axis=1)[None]
    times_s, values = describe_frames(x, rate, names, step_s=step_s)
    columns = {name: np.asarray(value[0], np.float64) for name, value in values.items()}
    return pd.DataFrame({"time_s": times_s, **columns})


def fit_probe(
    atlas: Atlas, label: str, *, space: str | None = None, job: Job | None = None
) -> FittedProbe:
    """A probe that tells a label of an atlas from one of its spaces, checked on held-out groups.

    Args:
        atlas: It must have the label, the space, and log-mel.
        label: Name of a label (``"material"``).
        space: Full or short id; default: the one the atlas was built for.
        job: Progress; can be stopped.

    Raises:
        TimbrespaceError: No such label or space, or too few groups.
    """
    from timbrespace.api.probing import candidates_of, question_of
    from timbrespace.factors.probing.probes import answer
    from timbrespace.factors.probing.scores import Tally
    from timbrespace.semantics.probes import fit

    space_id = atlas.space(space)
    question = question_of(atlas, label, spaces=[space_id])
    [candidate], _ = candidates_of(atlas, [space_id], question)
    [held_out] = answer(question, [candidate], probes=("logistic",), job=job)
    tally = Tally(question.y, held_out.predicted, question.groups)
    about = next(s for s in atlas.spaces() if s["id"] == space_id)
    return fit(
        label, question.classes, candidate.vectors, question.y, space=space_id,
        model_hash=str(about.get("model_hash") or ""), accuracy=tally.balanced(),
        n_groups=question.n_groups,
    )  # fmt: skip


def _columns(
    atlas: Atlas, names: Sequence[str], space: str | None, job: Job
) -> dict[Descriptor, NDArray[np.float64]]:
    """Values ``(N,)`` of named descriptors, read from what the atlas has encoded."""
    from timbrespace.semantics.naming import descriptor
    from timbrespace.semantics.sources import Probes

    fitted: dict[str, FittedProbe] = {}
    found = {}
    for name in names:
        prefix, _, rest = name.partition(":")
        if prefix == Probes.prefix:
            label = rest.partition("=")[0]
            if label not in fitted:
                fitted[label] = _probe(atlas, label, space, job)
            known, probe = descriptor(name), fitted[label]
            value = known.name.partition("=")[2]
            scores = probe.scores(atlas.pooled(probe.space))
            found[known] = scores[:, probe.classes.index(value)]
        else:
            known = descriptor(name)
            found[known] = _class_scores(atlas, known.title)
    return found


def _probe(atlas: Atlas, label: str, space: str | None, job: Job) -> FittedProbe:
    from timbrespace.semantics import probes

    if f"label.{label}" not in atlas.items:
        return probes.recall(label)
    probe = fit_probe(atlas, label, space=space, job=job)
    probes.remember(probe)
    return probe


def _class_scores(atlas: Atlas, title: str) -> NDArray[np.float64]:
    for space in atlas.spaces():
        names = [str(dim["name"]) for dim in space["dims"]]
        if str(space["id"]).endswith(":scores") and title in names:
            return atlas.pooled(str(space["id"]))[:, names.index(title)].astype(np.float64)
    raise TimbrespaceError(
        "This atlas has no scores of YAMNet's classes.",
        f"timbrespace encode FOLDER --space yamnet:scores --atlas {atlas.path}",
    )


def _keep_named(atlas: Atlas, columns: dict[Descriptor, NDArray[np.float64]]) -> None:
    """Write the named descriptors, beside those that were asked for before."""
    from timbrespace.atlas import writing
    from timbrespace.spaces.base import Dim, SpaceRecord

    with writing(atlas.path):
        kept = {str(s["id"]): s for s in atlas.spaces()}.get(NAMED)
        dims = {str(d["name"]): Dim(**d) for d in kept["dims"]} if kept else {}
        before = atlas.store.latents(NAMED).rows(atlas.items["id"].tolist()) if kept else None
        values = {name: before[:, i] for i, name in enumerate(dims)} if before is not None else {}
        for known, column in columns.items():
            dims[known.name] = Dim(known.name, known.unit, known.low, known.high)
            values[known.name] = column.astype(np.float32)
        if kept:
            atlas.store.drop_latents(NAMED)
        writer = atlas.store.latents_writer(SpaceRecord(NAMED, tuple(dims.values()), None))
        rows = np.stack([values[name] for name in dims], axis=1)
        ids = [str(item_id) for item_id in atlas.items["id"]]
        writer.append(ids, list(np.asarray(rows, np.float32)))


def _of_file(path: Path, names: Sequence[str]) -> list[float]:
    """One file, its own descriptors piece by piece, others on all of it."""
    from timbrespace.semantics.encoder import DescriptorEncoder
    from timbrespace.semantics.further import FurtherStream
    from timbrespace.semantics.naming import measure
    from timbrespace.semantics.sources import source_of
    from timbrespace.semantics.table import FURTHER, QUICK

    blocks, rate = _blocks(path)
    own = [known.name for known in FURTHER if known.name in names]
    others = [name for name in names if source_of(name) is not None]
    quick = DescriptorEncoder().open_stream(rate)
    further = FurtherStream(rate, own)
    held: list[Audio] = []
    for block in blocks:
        quick.push(block)
        if own:
            further.push(block)
        if others:
            held.append(block)
    found = dict(zip((known.name for known in QUICK), quick.finish()[0].tolist(), strict=True))
    if own:
        found |= dict(zip(own, further.finish()[0].tolist(), strict=True))
    if others:
        whole = np.concatenate(held, axis=1)[None]
        found |= dict(zip(others, measure(others, whole, rate)[0].tolist(), strict=True))
    return [float(found[name]) for name in names]


def _blocks(path: Path) -> tuple[Iterator[Audio], int]:
    from timbrespace.audio.decode import open_blocks, probe

    if not path.is_file():
        raise TimbrespaceError(f"There is no file '{path}'.", "Name a sound, or an atlas.")
    return open_blocks(path), probe(path).sample_rate
