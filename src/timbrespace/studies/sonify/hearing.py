"""What ears say of the sounds, kept beside them; and a listening test for real ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from timbrespace.atlas.files import write_atomically
from timbrespace.jobs import Job, quiet_job
from timbrespace.listening.abx import AbxTrial, random_pairs
from timbrespace.sonify.evidence import ears
from timbrespace.studies.sonify.sounding import read_sounds

if TYPE_CHECKING:
    from timbrespace.reports.results import Result
    from timbrespace.sonify.evidence import Ear
    from timbrespace.sonify.folder import Folder, Line
    from timbrespace.spaces.base import Latents
    from timbrespace.spaces.data.items import DataItems
    from timbrespace.spaces.voice import Voice
    from timbrespace.spaces.yamnet.space import YamNet

Heard = dict[str, NDArray[np.float32]]

FILE = "heard.safetensors"
#: What the voice's own encoder gave of its sounds.
RETURNED = "returned.safetensors"
#: Where listeners' files are put, in the study's folder.
ANSWERS = "answers"
#: Of a sound's ends, which were faded, nothing is re-encoded.
ENDS_S = 0.1


def ears_of(yamnet: YamNet | None) -> dict[str, Ear]:
    """The ears of a run, the one that verdicts go by first."""
    first = {ears.YAMNET: ears.embedding(yamnet)} if yamnet else {}
    return {**first, ears.LOG_MEL: ears.log_mel, ears.DESCRIPTORS: ears.descriptors}


def listen(
    folder: Folder, lines: list[Line], voice: Voice, listening: Mapping[str, Ear], job: Job
) -> Heard:
    """What ears say of the sounds of a folder, ``(N, D)`` by name; kept.

    Beside it what the voice's own encoder gives, where it has one.
    """
    from safetensors.numpy import save_file

    heard = ears.hear(read_sounds(folder, lines), listening, job)
    returned = again(folder, lines, voice, job)
    if returned is not None:
        folder.keep_runs(RETURNED, returned)
    plain = {name: np.ascontiguousarray(rows) for name, rows in heard.items()}
    write_atomically(folder.path / FILE, lambda aside: save_file(plain, aside))
    return heard


def heard_of(folder: Folder) -> Heard:
    """What :func:`listen` has kept."""
    from safetensors.numpy import load_file

    return dict(load_file(folder.path / FILE))


def returned_of(folder: Folder) -> list[Latents] | None:
    """What the voice's encoder gave ``(F, K)`` of each sound; None where it has none."""
    return folder.runs(RETURNED) if (folder.path / RETURNED).is_file() else None


def again(
    folder: Folder, lines: list[Line], voice: Voice, job: Job | None
) -> list[Latents] | None:
    """The latents ``(F, K)`` that the voice's encoder gives of each of its own sounds.

    At the level at which the voice made them, without the ends, which were faded. None where the
    voice has no encoder.
    """
    from timbrespace.api.voices import hears

    if not hears(voice):
        return None
    job = quiet_job(job, "hear")
    job.begin(len(lines), f"{voice.title} listens to itself", unit="sounds")
    found = []
    for (audio, rate), line in zip(read_sounds(folder, lines), lines, strict=True):
        job.check()
        frames = voice.encode(audio * np.float32(10 ** (-line.gain_db / 20)), rate)  # type: ignore[attr-defined]
        found.append(inner(np.asarray(frames, np.float32), voice))
        job.advance()
    return found


def inner(frames: Latents, voice: Voice) -> Latents:
    """Frames ``(F, K)`` without those of the ends, unless nothing else is left."""
    ends = round(ENDS_S * voice.sample_rate / voice.hop)
    return frames[ends : len(frames) - ends] if len(frames) > 2 * ends else frames


def abx_trials(
    folder: Folder,
    lines: Sequence[Line],
    items: DataItems,
    label: str,
    n: int,
    condition: str,
    seed: int,
) -> list[AbxTrial]:
    """Trials of random pairs of labels: X is another item of A's label, or of B's.

    Args:
        folder: Of the sounds.
        lines: Of the items, in their order.
        items: That were made heard.
        label: By which the sounds of a pair differ.
        n: How many.
        condition: What is counted together.
        seed: Of the draw.
    """
    from timbrespace.audio.decode import read

    labels = items.labelled(label).tolist()
    pairs = random_pairs(labels, items.table["group"].tolist(), n, seed)
    made = []
    for k, pair in enumerate(pairs):
        read_ones = [read(folder.sounds / lines[i].path) for i in pair]
        a, b, like_a, like_b = [sound for sound, _ in read_ones]
        name, rate = f"{condition}, pair {k + 1}", read_ones[0][1]
        made.append(AbxTrial(name, a, b, rate, like_a, like_b, condition))
    return made


def shown_of(items: DataItems, label: str, n: int) -> list[tuple[str, int]]:
    """The first ``n`` items of each label: its name, and which item."""
    labels = items.labelled(label).tolist()
    names = sorted({name for name in labels if name})
    return [
        (name, i)
        for name in names
        for i in [k for k, own in enumerate(labels) if own == name][:n]
    ]  # fmt: skip


def answered(out: Path, command: str) -> tuple[list[Result], list[str]]:
    """What listeners have told apart, if somebody has put their files into ``answers/``.

    Args:
        out: Folder of the study.
        command: What makes it again.
    """
    from timbrespace.listening.abx.answers import read_choices
    from timbrespace.listening.abx.report import abx_report, said
    from timbrespace.listening.abx.scores import by_condition

    files = sorted((out / ANSWERS).glob("*.csv"))
    if not files:
        return [], ["No listener has taken the test yet."]
    choices = read_choices(files)
    _, found = abx_report(choices, command=command)
    return found, [said(share) for share in by_condition(choices)]
