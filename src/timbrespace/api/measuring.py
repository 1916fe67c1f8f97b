"""How near a trained space comes to its sources, and at how many bits: measured on a folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from timbrespace.errors import TimbrespaceError
from timbrespace.jobs import Job, quiet_job

if TYPE_CHECKING:
    from timbrespace.corpus.table import Corpus
    from timbrespace.measure.reconstruction import Embed, Sound
    from timbrespace.reports.results import Result
    from timbrespace.spaces.base import Audio, DecodingSpace, Latents

#: Of a longer sound only so many seconds are measured.
MOST_S = 12.0
#: Sounds, at most, that ranges and components are fitted on, and that are measured on.
MOST_FITTED, MOST_MEASURED = 60, 120
#: Shorter sounds than this have too little spectrum to measure.
LEAST_S = 0.1


@dataclass(frozen=True)
class Measured:
    """What came of measuring a space.

    Args:
        results: See :func:`timbrespace.measure.records.results`.
        notes: Sentences that a reader must know.
    """

    results: list[Result]
    notes: list[str]


def measure_space(
    space: str | Path | DecodingSpace,
    data: str | Path,
    *,
    fitted_on: str | Path | None = None,
    bits: int = 8,
    beside: Sequence[str | Path] = (),
    group: str | None = None,
    where: Sequence[str] = (),
    max_files: int = MOST_MEASURED,
    baselines: bool = True,
    fad: bool = True,
    seed: int = 0,
    command: str = "",
    job: Job | None = None,
) -> Measured:
    """Encode and decode the sounds of a folder, beside PCM, Opus, DCT, PCA and mel PCA.

    Args:
        space: ``"stream:bells"``, the folder of a trained space, or an open one.
        data: A folder of sounds, a table of files or an atlas; best sounds that the space was
            not trained on.
        fitted_on: Sounds that ranges of the quantiser, components and tables are fitted on,
            such as those of the training; default: those of half the groups in ``data``, which
            are then not measured.
        bits: Of a latent, where the space has no levels of its own; 1 to 16.
        beside: Other spaces, measured on the same sounds, each at its own rate.
        group: The label or column that says what was recorded together.
        where: ``"label=value"``; only items with that label, in both folders.
        max_files: Measured, at most; drawn by the seed.
        baselines: Whether PCM, Opus and the rest are measured too, or the space alone.
        fad: Whether the Fréchet audio distance is measured too; it needs YAMNet's weights.
        seed: For draws.
        command: The command line that makes it again.
        job: Counts sounds; can be stopped.

    Raises:
        TimbrespaceError: No such space, or too few sounds.
    """
    from timbrespace.measure import reconstruction, records
    from timbrespace.spaces.trained.opening import open_space
    from timbrespace.train.sources import corpus_of

    if not 1 <= bits <= 16:
        raise TimbrespaceError(f"{bits} bits a latent cannot be.", "Use 1 to 16.")
    job = quiet_job(job, "measure")
    opened = open_space(space) if isinstance(space, str | Path) else space
    others = [open_space(each) for each in beside]
    measured = corpus_of(data, group=group, where=where, job=job)
    if fitted_on is not None:
        fitting = corpus_of(fitted_on, group=group, where=where, job=job)
    else:
        fitting, measured = _halves(measured, seed)
    sounds, left = _read(measured, max_files, seed)
    fitted, _ = _read(fitting, MOST_FITTED, seed)
    if not sounds or not fitted:
        raise TimbrespaceError(
            f"No sound of {LEAST_S} s or more is left to measure or to fit on.",
            "timbrespace scan says what is in the folder.",
        )
    embed, notes = yamnet_ears(job) if fad else (None, [])
    job.begin(len(sounds), "Measuring", unit="sounds")
    made = reconstruction.measure(
        opened, sounds, fitted, bits=bits, beside=others, baselines=baselines, embed=embed, job=job
    )
    found = records.results(made, {"space": opened.id}, command, seed)
    return Measured(found, [*_said(opened, sounds, fitted, fitted_on is None), *left, *notes])


def yamnet_ears(job: Job | None = None) -> tuple[Embed | None, list[str]]:
    """YAMNet's embeddings, patch by patch, for the Fréchet audio distance.

    Returns:
        What hears, or None where the weights cannot be had; and what to say about it.
    """
    from timbrespace.spaces.yamnet.space import YamNet

    try:
        network = YamNet.open("tfhub", "embedding:flat", job=job)
    except TimbrespaceError as error:
        return None, [f"No Fréchet audio distance: {error}"]

    def embed(audio: Audio, sample_rate: int) -> Latents:
        (latents,) = network.encode(audio, sample_rate).values()
        return latents

    return embed, [
        "FAD: Fréchet distance of YAMNet embeddings (1,024 dims, a patch of 0.96 s each) of all "
        "sources and all outputs. With fewer patches than dims its value is too high for all "
        "alike: compare within a table only. 'To infinity' extrapolates over the number of sounds."
    ]


def _halves(corpus: Corpus, seed: int) -> tuple[Corpus, Corpus]:
    """Half of the groups to fit on, the other half to measure on."""
    from dataclasses import replace

    names = sorted(set(corpus.items["group"]))
    if len(names) < 2:
        raise TimbrespaceError(
            "Ranges and components have to be fitted on other sounds than those measured, and "
            f"these are all of {len(names)} group.",
            "Give sounds of two groups or more, or others to fit on with --fit.",
        )
    order = np.random.default_rng([seed, 2]).permutation(len(names))
    chosen = {names[i] for i in order[: len(names) // 2]}
    inside = corpus.items["group"].isin(chosen)
    fitting, measured = corpus.items[inside], corpus.items[~inside]
    return replace(corpus, items=fitting), replace(corpus, items=measured)


def _read(corpus: Corpus, most: int, seed: int) -> tuple[list[Sound], list[str]]:
    """Some of the sounds of a corpus, and why others are not among them."""
    from timbrespace.audio.decode import read
    from timbrespace.audio.faults import DecodeError
    from timbrespace.audio.measure import is_silent, peak
    from timbrespace.measure.reconstruction import Sound

    items = corpus.items
    order = np.sort(np.random.default_rng([seed, 3]).permutation(len(items))[:most])
    sounds, n_left = [], 0
    item: Any
    for item in items.iloc[order].itertuples(index=False):
        try:
            audio, rate = read(
                corpus.base_of(item) / str(item.path), float(item.offset_s),
                min(float(item.duration_s), MOST_S),
            )  # fmt: skip
        except DecodeError:
            n_left += 1
            continue
        if audio.shape[1] < LEAST_S * rate or is_silent(peak(audio)):
            n_left += 1
        else:
            sounds.append(Sound(str(item.path), audio, rate, str(item.group)))
    said = f"{n_left} sounds are left out: silent, unreadable or shorter than {LEAST_S} s."
    return sounds, [said] if n_left else []


def _said(
    space: DecodingSpace, sounds: Sequence[Sound], fitted: Sequence[Sound], halved: bool
) -> list[str]:
    groups = len({sound.group for sound in sounds})
    notes = [
        f"{len(sounds)} sounds of {groups} groups, at {space.sample_rate} Hz, one channel; "
        f"intervals are drawn over groups.",
        f"Ranges, components and tables come from {len(fitted)} other sounds"
        + (", of the other half of the groups." if halved else "."),
        "Whether the space was trained on any of them, only its training knows.",
    ]
    resampled = sum(sound.sample_rate != space.sample_rate for sound in sounds)
    if resampled:
        notes.append(
            f"{resampled} of {len(sounds)} had another rate and were resampled first: what the "
            "space's rate cannot hold is asked of nobody."
        )
    return notes
