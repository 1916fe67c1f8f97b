"""A folder of synthetic sounds with a table of their true factors."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from timbrespace.audio.write import write_wav
from timbrespace.corpus.scan import scan
from timbrespace.corpus.synth.bodies import MATERIALS, Body, draw_body
from timbrespace.corpus.synth.forces import ACTIONS
from timbrespace.corpus.synth.sound import render
from timbrespace.corpus.table import Corpus
from timbrespace.errors import TimbrespaceError
from timbrespace.jobs import Job, quiet_job

#: Takes of one body under one action, so that a group holds several of a kind.
TAKES_PER_BODY = 2

CREDITS = [
    {
        "title": "Synthetic impact sounds (not recordings)",
        "by": "timbrespace.synth",
        "licence": "CC0-1.0",
        "where": "made on this machine",
    }
]
NOTICE = """\
These sounds are synthetic: made by timbrespace.synth, not recorded. labels.csv holds their true
factors. They may be used for anything (CC0-1.0).
"""
_FIELDS = "file material action group size pitch_hz damping inharmonicity loss_per_s t60_s".split()


@dataclass(frozen=True)
class _Take:
    """One file to be made."""

    name: str
    action: str
    group: str
    body: Body
    seed: tuple[int, ...]


def write_corpus(
    folder: str | Path,
    *,
    per_cell: int = 4,
    seed: int = 0,
    sample_rate: int = 48_000,
    duration_s: float = 1.0,
    job: Job | None = None,
) -> Corpus:
    """Make a folder of synthetic sounds, every material under every action, and scan it.

    Files are named like ``wood_hit_03.wav``; ``labels.csv`` beside them holds material,
    action, group and the true continuous factors. A group is one body: the same material,
    size, damping and resonances under all actions.

    Args:
        folder: Made if it is not there; files of the same names are replaced.
        per_cell: Takes of each material under each action; two share a body.
        seed: The same seed gives the same bytes.
        sample_rate: In Hz.
        duration_s: Of each sound.
        job: Told about progress, in sounds.

    Raises:
        TimbrespaceError: An argument is out of range.
        Cancelled: The job was asked to stop.
    """
    if not 1 <= per_cell <= 1000:
        raise TimbrespaceError(f"{per_cell} takes cannot be made.", "Give 1 to 1000.")
    folder = Path(folder).expanduser()
    folder.mkdir(parents=True, exist_ok=True)
    takes = list(_takes(per_cell, seed))
    job = quiet_job(job, "synth")
    job.begin(total=len(takes), message="Making synthetic sounds")
    for take in takes:
        job.check()
        sound = render(
            take.body,
            take.action,
            seed=take.seed,
            sample_rate=sample_rate,
            duration_s=duration_s,
        )
        write_wav(folder / take.name, sound, sample_rate)
        job.advance(1)
    (folder / "labels.csv").write_text(_table(takes), encoding="utf-8")
    (folder / "NOTICE.txt").write_text(NOTICE, encoding="utf-8")
    corpus = scan(folder, labels=folder / "labels.csv", job=job)
    corpus.credits = [dict(credit) for credit in CREDITS]
    corpus.notes.append("All these sounds are synthetic, with known factors; none is a recording.")
    return corpus


def _takes(per_cell: int, seed: int) -> Iterator[_Take]:
    for m, material in enumerate(MATERIALS):
        for a, action in enumerate(ACTIONS):
            for take in range(per_cell):
                number = take // TAKES_PER_BODY
                # From half to twice a hand's width, evenly in octaves.
                size = 2 ** np.random.default_rng([seed, m, number]).uniform(-1, 1)
                yield _Take(
                    name=f"{material}_{action}_{take + 1:02d}.wav",
                    action=action,
                    group=f"{material} {number + 1}",
                    body=draw_body(material, size=float(size), seed=(seed, number)),
                    seed=(seed, m, a, take),
                )


def _table(takes: list[_Take]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_FIELDS)
    for take in takes:
        body = take.body
        factors = (body.size, body.pitch_hz, body.damping, body.inharmonicity, body.loss_per_s)
        writer.writerow(
            (take.name, body.material, take.action, take.group)
            + tuple(f"{value:.6g}" for value in (*factors, body.t60_s))
        )
    return text.getvalue()
