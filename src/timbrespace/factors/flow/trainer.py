"""The loop that trains a factor flow: steps, looks at held-out groups, the best kept.

Needs the extra ``models``; :func:`.train_flow.train_flow` is what others call.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from timbrespace.errors import TimbrespaceError
from timbrespace.factors.flow.checkpoint import Checkpoint, Progress, fingerprint
from timbrespace.factors.flow.couplings import initialise, push
from timbrespace.factors.flow.flow import FactorFlow, FlowConfig
from timbrespace.factors.flow.loss import correlations, marginal_nll, pair_nll
from timbrespace.factors.flow.pairs import Pairs, PairSampler
from timbrespace.factors.flow.training import Schedule
from timbrespace.factors.splits import group_folds
from timbrespace.jobs import Job

#: Pairs of held-out rows that each look measures; always the same ones.
CHECK_PAIRS = 1024
#: Rows that set the ActNorms before the first step.
INITIAL_ROWS = 4096
#: Gradients longer than this are shortened: one odd pair must not undo a hundred steps.
MAX_GRADIENT = 5.0


class Trainer:
    """Trains one flow; see :func:`.train_flow.train_flow` for the arguments."""

    def __init__(
        self,
        config: FlowConfig,
        z: NDArray[np.float32],
        labels: Mapping[str, NDArray[np.int64]],
        groups: NDArray[Any],
        schedule: Schedule,
    ) -> None:
        self.config, self.schedule = config, schedule
        self.flow = FactorFlow(config)
        self._z = torch.from_numpy(z)
        self._print = fingerprint(asdict(config), asdict(schedule), z, *labels.values())
        fit, held = _hold_out(labels, groups, schedule.held_out, config.seed)
        self._fit_rows, self._sampler = fit, _sampler(labels, groups, fit)
        self._check = _check_pairs(labels, groups, held, config.seed)
        unlabelled = np.any([codes < 0 for codes in labels.values()], axis=0)
        self._unlabelled = fit[unlabelled[fit]]
        parameters = [*_networks(self.flow), *_the_rest(self.flow)]
        self._optimiser = torch.optim.AdamW(
            [
                {"params": _networks(self.flow), "weight_decay": schedule.decay},
                {"params": _the_rest(self.flow), "weight_decay": 0.0},
            ],
            lr=schedule.rate,
        )
        self._parameters = parameters

    def run(self, folder: Path | None, job: Job) -> FactorFlow:
        """Train to the end, from where a checkpoint in ``folder`` stopped if there is one."""
        kept = Checkpoint(folder, self._print)
        progress = kept.read(self.flow.net, self._optimiser)
        if progress is None:
            progress = self._begin()
        job.begin(self.schedule.n_steps, "Training the flow")
        job.advance(progress.step)
        with one_thread():
            while not self._finished(progress):
                self._step(progress.step)
                progress.step += 1
                job.advance(1)
                if progress.step % self.schedule.check_every == 0:
                    self._look(progress)
                    kept.write(self.flow.net, self._optimiser, progress)
                    job.say(f"held-out {progress.best_nll:.3f} nats a dim")
                    job.check()
        kept.remove()
        return self._best(progress)

    def _begin(self) -> Progress:
        rng = np.random.default_rng([self.config.seed, 1])
        rows = rng.permutation(self._fit_rows)[:INITIAL_ROWS]
        initialise(self.flow.net, self._z[rows])
        progress = Progress()
        self._look(progress)
        return progress

    def _finished(self, progress: Progress) -> bool:
        done = progress.step >= self.schedule.n_steps
        return done or progress.looks_since_best >= self.schedule.patience

    def _step(self, step: int) -> None:
        # A generator of its own for each step: a resumed run draws what it would have drawn.
        rng = np.random.default_rng([self.config.seed, 2, step])
        for group in self._optimiser.param_groups:
            group["lr"] = self._rate(step)
        pairs = self._sampler.draw(self.schedule.batch_pairs, rng)
        loose = self._loose_rows(len(pairs), rng)
        rows = np.concatenate([pairs.a, pairs.b, loose])
        z = self._z[rows]
        noise = rng.standard_normal(z.shape, np.float32) * np.float32(self.schedule.noise)
        loss = self._nats_a_dim(z + torch.from_numpy(noise), pairs)
        self._optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self._parameters, MAX_GRADIENT)
        self._optimiser.step()

    def _nats_a_dim(self, z: Tensor, pairs: Pairs) -> Tensor:
        """Mean negative log-likelihood of rows a, rows b, then rows in no pair."""
        n = len(pairs)
        t, logdet = push(self.flow.net, z)
        same = {name: torch.from_numpy(s) for name, s in pairs.same.items()}
        rho = correlations(same, self.flow.factors, self.config.n_dims, self.config.sigma)
        total = pair_nll(t[:n], t[n : 2 * n], rho, logdet[:n], logdet[n : 2 * n]).sum()
        total = total + marginal_nll(t[2 * n :], logdet[2 * n :]).sum()
        return total / z.numel()

    def _loose_rows(self, n_pairs: int, rng: np.random.Generator) -> NDArray[np.int64]:
        """Rows without some label, as many as their share of all rows."""
        if not len(self._unlabelled):
            return np.zeros(0, np.int64)
        share = len(self._unlabelled) / len(self._fit_rows)
        n = min(2 * n_pairs, round(2 * n_pairs * share / max(1 - share, 0.5)))
        return np.asarray(rng.choice(self._unlabelled, n), np.int64)

    def _rate(self, step: int) -> float:
        warm = min(1.0, (step + 1) / 50)
        falling = 0.5 * (1 + math.cos(math.pi * step / self.schedule.n_steps))
        return self.schedule.rate * warm * falling

    @torch.no_grad()
    def _look(self, progress: Progress) -> None:
        """Measure the held-out pairs; keep the weights if they are the best so far."""
        weights = {k: v.clone() for k, v in self.flow.net.state_dict().items()}
        if self._check is None:
            progress.best, progress.best_step = weights, progress.step
            return
        z = torch.cat([self._z[self._check.a], self._z[self._check.b]])
        nll = float(self._nats_a_dim(z, self._check))
        progress.history.append(nll)
        if nll < progress.best_nll:
            progress.best, progress.best_nll = weights, nll
            progress.best_step, progress.looks_since_best = progress.step, 0
        else:
            progress.looks_since_best += 1

    def _best(self, progress: Progress) -> FactorFlow:
        self.flow.net.load_state_dict(progress.best)
        notes = {
            "steps": progress.best_step,
            "steps_tried": progress.step,
            "rows": len(self._fit_rows),
            "rows_unlabelled": len(self._unlabelled),
            "held_out_nats_a_dim": progress.best_nll if self._check is not None else None,
            "held_out_nats_a_dim_at_start": progress.history[0] if progress.history else None,
        }
        return FactorFlow(replace(self.config, notes=notes), self.flow.net)


@contextmanager
def one_thread() -> Iterator[None]:
    """Compute on one thread: these matrices are so small that several wait for each other.

    Measured on two busy cores: 30 ms a step on one thread, up to 900 ms on two.
    """
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def _hold_out(
    labels: Mapping[str, NDArray[np.int64]], groups: NDArray[Any], share: float, seed: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Rows to learn from, and rows of other groups that decide when to stop."""
    joint = np.unique(np.stack(list(labels.values())), axis=1, return_inverse=True)[1]
    n_folds = max(2, round(1 / share))
    if len(np.unique(groups)) < 2 * n_folds:
        return np.arange(len(groups)), np.zeros(0, np.int64)
    return group_folds(joint.reshape(-1), groups, n_folds, seed)[0]


def _sampler(
    labels: Mapping[str, NDArray[np.int64]], groups: NDArray[Any], rows: NDArray[np.int64]
) -> _RowSampler:
    return _RowSampler({n: codes[rows] for n, codes in labels.items()}, groups[rows], rows)


class _RowSampler:
    """A pair sampler over some rows that answers in the numbers of all rows."""

    def __init__(
        self, labels: Mapping[str, Any], groups: NDArray[Any], rows: NDArray[np.int64]
    ) -> None:
        self._inner, self._rows = PairSampler(labels, groups), rows

    def draw(self, n: int, rng: np.random.Generator) -> Pairs:
        pairs = self._inner.draw(n, rng)
        return Pairs(self._rows[pairs.a], self._rows[pairs.b], pairs.same)


def _check_pairs(
    labels: Mapping[str, NDArray[np.int64]],
    groups: NDArray[Any],
    held: NDArray[np.int64],
    seed: int,
) -> Pairs | None:
    """The pairs that every look measures; None where the held-out groups allow none."""
    if not len(held):
        return None
    try:
        sampler = _sampler(labels, groups, held)
    except TimbrespaceError:
        return None
    return sampler.draw(CHECK_PAIRS, np.random.default_rng([seed, 3]))


def _networks(flow: FactorFlow) -> list[torch.nn.Parameter]:
    """Weights of the couplings' networks: the part that overfits, so the part that decays."""
    return [p for name, p in flow.net.named_parameters() if ".hyper." in name and p.ndim > 1]


def _the_rest(flow: FactorFlow) -> list[torch.nn.Parameter]:
    networks = {id(p) for p in _networks(flow)}
    return [p for p in flow.net.parameters() if id(p) not in networks]
