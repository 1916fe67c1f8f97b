"""The search for settings: what is drawn, trained and given up early. Needs ``models``.

The search is Optuna's (Akiba et al. 2019): a tree-structured Parzen estimator draws, and a trial
that is worse than the median of the others after as many epochs is given up.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import optuna
from optuna.storages import JournalStorage
from optuna.storages.journal import JournalFileBackend
from optuna.trial import TrialState

from timbrespace.atlas.files import read_toml
from timbrespace.errors import TimbrespaceError
from timbrespace.jobs import Job
from timbrespace.train.config import resolve
from timbrespace.train.material import Material

if TYPE_CHECKING:
    from timbrespace.train.kinds import Kind
    from timbrespace.train.machine import Machine

JOURNAL = "journal.log"
_FOR = "made_for"


@dataclass(frozen=True)
class Trial:
    """One set of values that was tried, and the best held-out loss it had."""

    number: int
    values: dict[str, Any]
    loss: float


def fixed_values(
    kind: Kind,
    preset: str | None,
    config: Path | Mapping[str, Any] | None,
    changes: Iterable[str] | Mapping[str, Any],
) -> dict[str, Any]:
    """The values that hold in every trial: those that a preset, a file or a change names."""
    changes = dict(changes) if isinstance(changes, Mapping) else list(changes)
    settings = resolve(kind, preset, config, changes)
    values = dict(read_toml(config)) if isinstance(config, Path) else dict(config or {})
    named = set(kind.presets[settings.preset]) if settings.preset else set()
    named |= values.keys() - {"preset"}
    named |= {c if isinstance(changes, Mapping) else str(c).partition("=")[0].strip()
              for c in changes}  # fmt: skip
    every = settings.as_dict()
    return {name: every[name] for name in sorted(named) if name in every}


def search_space(kind: Kind, fixed: Mapping[str, Any]) -> dict[str, Sequence[Any]]:
    """What is left to search: what the kind declares, else its learning rate and batch size.

    Raises:
        TimbrespaceError: Nothing is.
    """
    declared = kind.search or _usual(kind, fixed)
    left = {name: how for name, how in declared.items() if name not in fixed}
    if not left:
        raise TimbrespaceError(
            f"The kind {kind.name!r} leaves nothing to search.",
            f"It searches: {', '.join(declared) or 'nothing'}; set fewer of them.",
        )
    return left


def _usual(kind: Kind, fixed: Mapping[str, Any]) -> dict[str, Sequence[Any]]:
    rate = getattr(resolve(kind, changes=fixed).model, "learning_rate", None)
    around = {} if rate is None else {"learning_rate": (rate / 10, rate * 10, "log")}
    return {**around, "batch_size": [4, 8, 16, 32]}


def open_study(
    folder: Path, kind: str, fixed: Mapping[str, Any], data: str, seed: int
) -> optuna.Study:
    """The search of a folder, new or old.

    Raises:
        TimbrespaceError: The folder has the search of another kind, data or settings.
    """
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    folder.mkdir(parents=True, exist_ok=True)
    storage = JournalStorage(JournalFileBackend(str(folder / JOURNAL)))
    made_for = json.dumps([kind, dict(fixed), data, seed], sort_keys=True)
    study = optuna.create_study(
        storage=storage, study_name=kind, load_if_exists=True, direction="minimize",
        pruner=optuna.pruners.MedianPruner(n_startup_trials=4, n_warmup_steps=1),
    )  # fmt: skip
    known = study.user_attrs.get(_FOR)
    if known is None:
        study.set_user_attr(_FOR, made_for)
    elif known != made_for:
        raise TimbrespaceError(
            f"'{folder}' holds a search with other sounds, settings or seed.",
            "Give those to go on with it, or name another folder with --out.",
        )
    return study


def search(
    study: optuna.Study,
    kind: Kind,
    fixed: Mapping[str, Any],
    space: Mapping[str, Sequence[Any]],
    material: Material,
    folder: Path,
    *,
    n_trials: int,
    max_steps: int | None,
    machine: Machine | None,
    seed: int,
    job: Job,
) -> None:
    """Run trials until there are so many; a trial that a stop ended is run again.

    Raises:
        Cancelled: The job was asked to stop.
    """
    _bury_the_killed(study)
    shutil.rmtree(folder / "trials", ignore_errors=True)
    finished = _finished(study)
    job.begin(n_trials, "the first trial", unit="trials")
    job.advance(len(finished))
    while len(_finished(study)) < n_trials:
        job.check()
        # A sampler of its own for each trial: a resumed search draws what it would have drawn.
        number = len(_finished(study))
        study.sampler = optuna.samplers.TPESampler(seed=seed + number, n_startup_trials=6)
        trial = study.ask()
        values = {name: _drawn(trial, name, how) for name, how in space.items()}
        _run(study, trial, kind, {**fixed, **values}, material, folder / "trials" / str(number),
             max_steps=max_steps, machine=machine, seed=seed, job=job)  # fmt: skip
        best = leading(study, 1)
        job.advance(1, f"best held-out loss {best[0].loss:.5g}" if best else "none has ended")


def leading(study: optuna.Study, n: int) -> tuple[Trial, ...]:
    """The best trials, best first."""
    done = [t for t in study.trials if t.state == TrialState.COMPLETE]
    ordered = sorted(done, key=lambda t: (t.value, t.number))[:n]
    return tuple(Trial(t.number, dict(t.params), float(t.value or 0.0)) for t in ordered)


def counts(study: optuna.Study) -> tuple[int, int, int]:
    """Trials that ended, that were given up, and that failed."""
    states = [trial.state for trial in study.trials]
    done, pruned, failed = TrialState.COMPLETE, TrialState.PRUNED, TrialState.FAIL
    return states.count(done), states.count(pruned), states.count(failed)


def _run(
    study: optuna.Study,
    trial: optuna.Trial,
    kind: Kind,
    values: Mapping[str, Any],
    material: Material,
    folder: Path,
    *,
    max_steps: int | None,
    machine: Machine | None,
    seed: int,
    job: Job,
) -> None:
    """One trial: trained in silence, reported epoch by epoch."""
    from timbrespace.train.fit import fit
    from timbrespace.train.machine import Machine

    def follow(each: Job) -> None:
        if job.cancelled:
            each.cancel()

    inner = Job("train", on_change=follow)

    def on_epoch(epoch: int, loss: float) -> None:
        trial.report(loss, epoch)
        if trial.should_prune():
            raise optuna.TrialPruned

    try:
        settings = resolve(kind, changes={**values, "preview_every": 0})
        fitted = fit(
            kind, settings, material, folder, seed=seed, max_steps=max_steps,
            machine=machine or Machine(devices="1", logger="none"), job=inner, on_epoch=on_epoch,
        )  # fmt: skip
    except optuna.TrialPruned:
        study.tell(trial, state=TrialState.PRUNED)
    except TimbrespaceError as error:
        if not job.cancelled:
            # Values that make no model, or a loss that runs away: an answer too.
            trial.set_user_attr("error", str(error))
        study.tell(trial, state=TrialState.FAIL)
        if job.cancelled:
            raise
    else:
        study.tell(trial, fitted.standing.best_loss)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _drawn(trial: optuna.Trial, name: str, how: Sequence[Any]) -> Any:
    """A value of one setting, as its declaration says."""
    if isinstance(how, list):
        return trial.suggest_categorical(name, how)
    low, high, *words = how
    log = "log" in words
    if isinstance(low, int) and isinstance(high, int):
        return trial.suggest_int(name, low, high, log=log)
    return trial.suggest_float(name, float(low), float(high), log=log)


def _finished(study: optuna.Study) -> list[Any]:
    """Trials that count: done, given up, or failed by their own values."""
    ended = (TrialState.COMPLETE, TrialState.PRUNED)
    return [
        t for t in study.trials
        if t.state in ended or (t.state == TrialState.FAIL and "error" in t.user_attrs)
    ]  # fmt: skip


def _bury_the_killed(study: optuna.Study) -> None:
    """Mark trials that a kill left running, so that others take their place."""
    for trial in study.get_trials(deepcopy=False, states=(TrialState.RUNNING,)):
        study.tell(trial.number, state=TrialState.FAIL)
