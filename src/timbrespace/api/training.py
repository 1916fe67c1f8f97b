"""Train a space: from a folder of sounds, or from data, to one that encodes and decodes."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timbrespace.errors import MissingExtra, TimbrespaceError
from timbrespace.jobs import Job, quiet_job

if TYPE_CHECKING:
    from timbrespace.corpus.table import Corpus
    from timbrespace.spaces.trained.folder import SpaceFacts
    from timbrespace.train.config import Settings
    from timbrespace.train.fit import Fitted
    from timbrespace.train.kinds import Kind
    from timbrespace.train.machine import Machine
    from timbrespace.train.material import Material
    from timbrespace.train.sounds import Sounds

#: Where a training keeps its checkpoints, beside the folder that it will write.
RUN_SUFFIX = ".training"
_RUN_FILE = "run.json"
#: Held-out sounds that a trained space is measured on, sounds it is fitted on, seconds of each.
MEASURED, FITTED, MEASURED_S = 24, 48, 6.0


@dataclass(frozen=True)
class Trained:
    """What came of :func:`train`.

    Args:
        folder: The space's folder.
        facts: What its ``config.toml`` says.
        metrics: What its ``metrics.json`` says.
        notes: What was done to the sounds or the data, as sentences.
        ended: ``"epochs"``, ``"patience"``, ``"steps"``, ``"minutes"``, or ``"before"`` where
            it had been trained already.
    """

    folder: Path
    facts: SpaceFacts
    metrics: dict[str, Any]
    notes: tuple[str, ...]
    ended: str


def train(
    kind: str | Kind,
    data: Path | str | Corpus,
    out: Path | str,
    *,
    preset: str | None = None,
    config: Path | Mapping[str, Any] | None = None,
    changes: Iterable[str] | Mapping[str, Any] = (),
    name: str | None = None,
    group: str | None = None,
    where: Iterable[str] = (),
    split: str | None = None,
    max_files: int | None = None,
    max_steps: int | None = None,
    max_minutes: float | None = None,
    machine: Machine | None = None,
    measure: bool = True,
    again: bool = False,
    seed: int = 0,
    job: Job | None = None,
) -> Trained:
    """Train a space and write its folder; called again, it goes on where it stopped.

    Args:
        kind: ``"waveform"``, ``"spectrogram"``, ``"stream"``, ``"table"``, or one that a package
            adds.
        data: A folder of sounds, a table of files, an atlas, or a corpus; of a kind of data,
            what that kind reads.
        out: The folder of the space.
        preset: One of the kind's presets.
        config: A TOML file of settings, or the settings.
        changes: ``"key=value"``, or values by key; they win over ``config``.
        name: The space's name; default: that of ``out``.
        group: The label or column that says what was recorded together.
        where: ``"label=value"``; only items with that label.
        split: A label whose values say what is for training, validation and test.
        max_files: At most so many files, drawn at random.
        max_steps: At most so many steps in all.
        max_minutes: At most so many minutes of training in this call.
        machine: Devices, precision and logger.
        measure: Whether reconstructions of what was held out are measured at the end.
        again: Start afresh, whatever was trained there before.
        seed: The same seed gives the same weights on one machine and device.
        job: Progress; cancelling it keeps the last epoch.

    Raises:
        MissingExtra: PyTorch is not installed.
        TimbrespaceError: Sounds, settings or machine won't do, and what to do about it.
        Cancelled: The job was asked to stop.
    """
    check_installed()
    from timbrespace.spaces.trained import folder as folders
    from timbrespace.train.config import resolve
    from timbrespace.train.finish import run_id, write_space
    from timbrespace.train.fit import fit
    from timbrespace.train.machine import Machine, check

    machine = machine or Machine()
    check(machine)
    kind, job = _kind(kind), quiet_job(job, "train")
    settings = resolve(kind, preset, config, changes)
    out = Path(out).expanduser()
    name = _name(name or out.name.removesuffix(".space"))
    folders.check_free(out)
    run_folder = out.with_name(out.name + RUN_SUFFIX)
    with _alone(run_folder):
        material = gather(
            kind, settings, data, group=group, where=where, split=split, max_files=max_files,
            seed=seed, job=job,
        )  # fmt: skip
        run = run_id(kind, settings, material, seed)
        if again:
            shutil.rmtree(run_folder, ignore_errors=True)
        elif _is_done(out, run, run_folder):
            return Trained(
                out, folders.read(out), folders.read_metrics(out), material.notes, "before"
            )
        _begin(run_folder, run)
        fitted = fit(
            kind, settings, material, run_folder, seed=seed, max_steps=max_steps,
            max_minutes=max_minutes, machine=machine, job=job,
        )  # fmt: skip
        if not fitted.is_main:
            sys.exit(0)  # One of several processes; the first one writes.
        job.begin(message="Naming the dims and writing the space")
        write_space(
            fitted, kind, settings, material, out, name=name, seed=seed, run=run,
            run_folder=run_folder,
        )  # fmt: skip
        _finish(kind, out, material, fitted, measure, job)
        if fitted.ended in ("epochs", "patience"):
            shutil.rmtree(run_folder, ignore_errors=True)
    job.finish()
    return Trained(out, folders.read(out), folders.read_metrics(out), material.notes, fitted.ended)


def gather(
    kind: Kind,
    settings: Settings,
    data: Path | str | Corpus,
    *,
    group: str | None = None,
    where: Iterable[str] = (),
    split: str | None = None,
    max_files: int | None = None,
    seed: int = 0,
    job: Job | None = None,
) -> Material:
    """What a kind with these settings is trained on; arguments as for :func:`train`."""
    from timbrespace.train import sounds as all_sounds
    from timbrespace.train.kinds import Gathering
    from timbrespace.train.model import TrainableModel
    from timbrespace.train.sources import corpus_of

    if kind.data is not None:
        asked = Gathering(
            data, settings.model, settings.training, group, tuple(where), split, max_files, seed,
            quiet_job(job, "train"),
        )  # fmt: skip
        return kind.data.gather(asked)
    corpus = corpus_of(data, group=group, where=where, max_files=max_files, seed=seed, job=job)
    model = kind.build(settings.model)
    if not isinstance(model, TrainableModel):
        raise TypeError(f"the kind {kind.name!r} learns from sounds, and its model does not")
    return all_sounds.gather(
        corpus, model.sample_rate, model.segment, split=split, seed=seed, job=job,
        validation_share=settings.training.validation_share,
        test_share=settings.training.test_share,
    )  # fmt: skip


def check_installed() -> None:
    """Raise unless all that a training needs is installed.

    Raises:
        MissingExtra: It is not.
    """
    try:
        import lightning  # noqa: F401
        import torch  # noqa: F401
    except ModuleNotFoundError as error:
        raise MissingExtra("training", "models") from error


def _kind(kind: str | Kind) -> Kind:
    from timbrespace.train.kinds import kind_named

    return kind_named(kind) if isinstance(kind, str) else kind


def _name(name: str) -> str:
    if not name or any(sign in name for sign in ":/\\"):
        raise TimbrespaceError(
            f"{name!r} can't be the name of a space.", "Give another with --name: bells, say."
        )
    return name


def _alone(run_folder: Path) -> Any:
    """The right to write this run; processes that Lightning starts beside us share ours."""
    from timbrespace.atlas.lock import writing

    run_folder.parent.mkdir(parents=True, exist_ok=True)
    return nullcontext() if os.environ.get("LOCAL_RANK", "0") != "0" else writing(run_folder)


def _is_done(out: Path, run: str, run_folder: Path) -> bool:
    """Whether the space is there, and nothing is left to do for it.

    Raises:
        TimbrespaceError: What is there was trained otherwise.
    """
    from timbrespace.spaces.trained import folder as folders

    if not folders.is_space(out):
        return False
    if folders.read(out).training.get("run") != run:
        raise TimbrespaceError(
            f"'{out}' holds a space that was trained with other settings or on other sounds.",
            "Name another folder with --out, or replace it with --again.",
        )
    return not (run_folder / _RUN_FILE).is_file()


def _begin(run_folder: Path, run: str) -> None:
    """Note which run a folder is for.

    Raises:
        TimbrespaceError: An unfinished one of other settings or sounds is there.
    """
    from timbrespace.atlas.files import read_json, write_json

    path = run_folder / _RUN_FILE
    if path.is_file() and read_json(path).get("run") != run:
        raise TimbrespaceError(
            f"'{run_folder}' holds an unfinished training with other settings or sounds.",
            "Give the same settings to go on with it, or start afresh with --again.",
        )
    write_json(path, {"run": run})


def _finish(
    kind: Kind, out: Path, material: Material, fitted: Fitted, measure: bool, job: Job
) -> None:
    """Remember where the space lies, measure it, and say what speaks against it."""
    from timbrespace.atlas.files import write_json
    from timbrespace.spaces.trained import folder as folders
    from timbrespace.spaces.trained import installed
    from timbrespace.train.doubts import DOUBTS, doubts
    from timbrespace.train.sounds import Sounds

    installed.note(out)
    found: dict[str, Any] = {}
    if measure and kind.data is not None:
        job.begin(message="Measuring the space", unit=kind.data.items)
        found = dict(kind.data.measure(out, material, job))
    elif measure and isinstance(material, Sounds) and fitted.model.decodes:
        job.begin(message="Measuring reconstructions", unit="sounds")
        found = {"reconstruction": _measured(kind, out, material, job)}
    metrics = folders.read_metrics(out) | found
    if kind.data is not None:
        metrics[DOUBTS] = list(doubts(metrics))
    write_json(out / folders.METRICS, metrics)


def _measured(kind: Kind, out: Path, sounds: Sounds, job: Job) -> list[dict[str, Any]]:
    """How near the space comes to sounds that it was not trained on."""
    from dataclasses import asdict

    from timbrespace.measure import reconstruction, records

    def some(part: Any, most: int) -> list[reconstruction.Sound]:
        chosen = part[:: max(1, len(part) // most)][:most]
        n = round(MEASURED_S * sounds.sample_rate)
        return [
            reconstruction.Sound(s.path, s.read(0, n)[None], sounds.sample_rate, s.group)
            for s in chosen
        ]

    test, train = some(sounds.test, MEASURED), some(sounds.train, FITTED)
    job.begin(len(test), "Measuring reconstructions", unit="sounds")
    space = kind.open(out)
    made = reconstruction.measure(space, test, train, job=job)
    return [asdict(each) for each in records.results(made, {"space": space.id})]
