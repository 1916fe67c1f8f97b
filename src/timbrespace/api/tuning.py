"""Search the settings of a kind for those that leave the lowest held-out loss."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timbrespace.api.training import check_installed, gather
from timbrespace.errors import MissingExtra, TimbrespaceError
from timbrespace.jobs import Job, quiet_job

if TYPE_CHECKING:
    from timbrespace.corpus.table import Corpus
    from timbrespace.train.kinds import Kind
    from timbrespace.train.machine import Machine
    from timbrespace.train.tuning import Trial

#: Trials that are shown at the end.
LEADING = 5


@dataclass(frozen=True)
class Tuned:
    """What a search has found so far.

    Args:
        leading: The best trials, best first.
        n_done: Trials that ran to their end.
        n_pruned: Trials given up early.
        n_failed: Trials that a stop or an error ended.
    """

    leading: tuple[Trial, ...]
    n_done: int
    n_pruned: int
    n_failed: int

    @property
    def best(self) -> Trial:
        """The trial with the lowest held-out loss."""
        return self.leading[0]


def tune(
    kind: str | Kind,
    data: Path | str | Corpus,
    out: Path | str,
    *,
    trials: int = 20,
    preset: str | None = None,
    config: Path | Mapping[str, Any] | None = None,
    changes: Iterable[str] | Mapping[str, Any] = (),
    group: str | None = None,
    where: Iterable[str] = (),
    split: str | None = None,
    max_files: int | None = None,
    max_steps: int | None = None,
    machine: Machine | None = None,
    seed: int = 0,
    job: Job | None = None,
) -> Tuned:
    """Search what the kind declares as its ``search``, and write ``best.toml``.

    The search lies in ``out/journal.log``; called again, it goes on until it has ``trials``.
    Settings that a preset, config or change names are kept as given.

    Args:
        kind: As for :func:`timbrespace.api.training.train`, and so are those not named here.
        data: The sounds, or what the kind reads.
        out: The folder of the search.
        trials: How many in all.
        preset: Where each trial begins.
        config: Values that hold in all trials.
        changes: Values that hold in all trials.
        group: The label or column that says what was recorded together.
        where: Only items with these labels.
        split: A label that says the part.
        max_files: At most so many files.
        max_steps: At most so many steps in each trial.
        machine: Devices and precision.
        seed: Of search and trainings.
        job: Progress in trials.

    Raises:
        MissingExtra: Optuna or PyTorch is not installed.
        TimbrespaceError: The kind declares nothing to search, or no trial ended.
    """
    check_installed()
    try:
        import optuna  # noqa: F401
    except ModuleNotFoundError as error:
        raise MissingExtra("tuning", "models") from error
    from timbrespace.atlas.files import write_toml
    from timbrespace.train import tuning
    from timbrespace.train.config import resolve
    from timbrespace.train.kinds import kind_named
    from timbrespace.train.machine import Machine, check

    machine = machine or Machine(devices="1", logger="none")
    check(machine)
    kind, job = kind_named(kind) if isinstance(kind, str) else kind, quiet_job(job, "tune")
    fixed = tuning.fixed_values(kind, preset, config, changes)
    settings = resolve(kind, changes=fixed)
    space = tuning.search_space(kind, fixed)
    material = gather(
        kind, settings, data, group=group, where=where, split=split, max_files=max_files,
        seed=seed, job=job,
    )  # fmt: skip
    out = Path(out).expanduser()
    study = tuning.open_study(out, kind.name, fixed, material.fingerprint(), seed)
    tuning.search(
        study, kind, fixed, space, material, out, n_trials=trials, max_steps=max_steps,
        machine=machine, seed=seed, job=job,
    )  # fmt: skip
    leading = tuning.leading(study, LEADING)
    if not leading:
        raise TimbrespaceError(
            "No trial came to an end.", "Allow more trials, or see what each says with --debug."
        )
    write_toml(out / "best.toml", {**fixed, **leading[0].values})
    job.finish()
    done, pruned, failed = tuning.counts(study)
    return Tuned(leading, done, pruned, failed)
