"""A fit learns, ends when it should, and goes on after a kill as if nothing had been."""

from __future__ import annotations

import csv
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("lightning")

from timbrespace.errors import Cancelled, TimbrespaceError  # noqa: E402
from timbrespace.jobs import Job  # noqa: E402
from timbrespace.train.config import resolve  # noqa: E402
from timbrespace.train.fit import fit, segments_per_epoch  # noqa: E402
from timbrespace.train.machine import Machine  # noqa: E402

from .tiny import TINY  # noqa: E402
from .world import MACHINE, QUICK, gathered  # noqa: E402

STEPS_PER_EPOCH = 4
REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture
def sounds(tone_folder):
    return gathered(tone_folder)


def fitted(sounds, folder, *, job=None, machine=MACHINE, changes=None, **options):
    settings = resolve(TINY, changes=QUICK | (changes or {}))
    return fit(TINY, settings, sounds, folder, machine=machine, job=job, **options)


def weights_of(result):
    return result.model.state_dict()


def same(a, b):
    return a.keys() == b.keys() and all(torch.equal(a[name], b[name]) for name in a)


def test_the_loss_falls_and_the_best_epoch_is_kept(sounds, tmp_path):
    made = fitted(sounds, tmp_path, changes={"epochs": 6})
    held = [row["held_out"] for row in made.standing.history]
    assert held[-1] < 0.5 * held[0]
    assert made.standing.best_epoch == held.index(min(held))
    assert (made.standing.epoch, made.standing.step, made.ended) == (6, 24, "epochs")
    with (tmp_path / "log.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [int(row["step"]) for row in rows] == [4, 8, 12, 16, 20, 24]
    assert {"train/loss", "validation/loss", "train/spread"} <= rows[0].keys()


def test_the_seed_decides(sounds, tmp_path):
    first, again, other = (
        weights_of(fitted(sounds, tmp_path / name, seed=seed))
        for name, seed in (("a", 0), ("b", 0), ("c", 1))
    )
    assert same(first, again) and not same(first, other)


KILLED = """
import os, signal, sys
from pathlib import Path
from timbrespace.jobs import Job
from tests.train.test_fit import fitted
from tests.train.world import gathered

def kill_in_the_third_epoch(job):
    if job.unit == "steps" and job.done == 10:
        os.kill(os.getpid(), signal.SIGKILL)

sounds = gathered(Path(sys.argv[1]))
fitted(sounds, Path(sys.argv[2]), job=Job("train", on_change=kill_in_the_third_epoch))
"""


def test_a_killed_run_goes_on_and_ends_in_the_same_weights(sounds, tone_folder, tmp_path):
    whole = fitted(sounds, tmp_path / "whole")
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(tone_folder), str(tmp_path / "killed")],
        cwd=REPOSITORY, capture_output=True, text=True, timeout=240,
        env=os.environ | {"PYTHONPATH": str(REPOSITORY), "OMP_NUM_THREADS": "1"},
    )  # fmt: skip
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    before = (tmp_path / "killed" / "log.csv").read_text().splitlines()
    assert len(before) == 3  # the header and two epochs
    resumed = fitted(sounds, tmp_path / "killed")
    assert same(weights_of(whole), weights_of(resumed))
    assert whole.standing.history == resumed.standing.history
    for name in ("model", "optimiser", "schedules"):
        ends = [
            torch.load(tmp_path / run / "last.pt", weights_only=True)[name]
            for run in ("whole", "killed")
        ]
        assert str(ends[0]) == str(ends[1])


def test_a_cancelled_run_goes_on_too(sounds, tmp_path):
    def stop(job):
        if job.unit == "steps" and job.done == 6:
            job.cancel()

    with pytest.raises(Cancelled):
        fitted(sounds, tmp_path / "stopped", job=Job("train", on_change=stop))
    resumed = fitted(sounds, tmp_path / "stopped")
    assert same(weights_of(resumed), weights_of(fitted(sounds, tmp_path / "whole")))


def test_what_is_finished_is_not_trained_again(sounds, tmp_path):
    first = fitted(sounds, tmp_path)
    steps = []
    again = fitted(sounds, tmp_path, job=Job("train", on_change=lambda job: steps.append(job)))
    assert same(weights_of(first), weights_of(again)) and not steps


@pytest.mark.parametrize(("most", "epochs"), [(8, 2), (6, 2), (3, 1)])
def test_max_steps_is_kept_to_the_step(sounds, tmp_path, most, epochs):
    made = fitted(sounds, tmp_path, max_steps=most)
    assert (made.standing.step, made.standing.epoch, made.ended) == (most, epochs, "steps")


def test_after_max_steps_more_steps_go_on_from_the_last_whole_epoch(sounds, tmp_path):
    constant = {"learning_rate": 0.01}
    fitted(sounds, tmp_path / "a", max_steps=6, changes=constant)
    more = fitted(sounds, tmp_path / "a", max_steps=8, changes=constant)
    assert [row["step"] for row in more.standing.history] == [4, 8]


def test_max_minutes_ends_it_and_keeps_what_there_is(sounds, tmp_path):
    made = fitted(sounds, tmp_path, max_minutes=0.0, changes={"epochs": 50})
    assert made.ended == "minutes" and made.standing.step == 1
    # However few the minutes, every call gets on.
    assert fitted(sounds, tmp_path, max_minutes=0.0).standing.step == 2


def test_patience_runs_out(sounds, tmp_path):
    made = fitted(sounds, tmp_path, changes={"learning_rate": 0.0, "patience": 2, "epochs": 50})
    assert made.ended == "patience" and made.standing.epoch < 10
    again = fitted(sounds, tmp_path, changes={"learning_rate": 0.0, "patience": 2, "epochs": 50})
    assert again.ended == "patience" and again.standing.epoch == made.standing.epoch


def test_a_loss_that_runs_away_is_said(sounds, tmp_path):
    with pytest.raises(TimbrespaceError, match="Lower the learning rate"):
        fitted(sounds, tmp_path, changes={"learning_rate": 1e30})


def test_a_damaged_checkpoint_is_said(sounds, tmp_path):
    fitted(sounds, tmp_path, max_steps=4)
    (tmp_path / "last.pt").write_bytes(b"not a checkpoint")
    with pytest.raises(TimbrespaceError, match="--again"):
        fitted(sounds, tmp_path)


def test_a_machine_that_is_not_here_leaves_nothing_behind(sounds, tmp_path):
    with pytest.raises(TimbrespaceError, match="accelerator 'abacus'"):
        fitted(sounds, tmp_path / "run", machine=Machine(accelerator="abacus"))
    assert not any(tmp_path.iterdir())


def test_bf16_learns_too(sounds, tmp_path):
    made = fitted(sounds, tmp_path, machine=Machine("cpu", "1", "bf16", "none"))
    assert made.standing.best_loss < made.standing.history[0]["held_out"]


def test_previews_can_be_heard_and_seen(sounds, tmp_path):
    from timbrespace.audio.decode import read

    pytest.importorskip("tensorboard")
    fitted(
        sounds, tmp_path, machine=Machine("cpu", "1"), changes={"preview_every": 2, "epochs": 3}
    )
    names = sorted(path.name for path in (tmp_path / "previews").iterdir())
    assert {"1-source.wav", "1-epoch-0001.wav", "1-epoch-0003.png"} <= set(names)
    assert not any("0002" in name for name in names)
    source, rate = read(tmp_path / "previews" / "1-source.wav")
    made, _ = read(tmp_path / "previews" / "1-epoch-0001.wav")
    assert rate == 8_000 and made.shape == source.shape
    events = list((tmp_path / "tensorboard").glob("events.*"))
    assert events and b"reconstruction/1" in events[0].read_bytes()


def logged(folder, name):
    """Steps and values of a scalar, as TensorBoard reads them."""
    events = pytest.importorskip("tensorboard.backend.event_processing.event_accumulator")
    reader = events.EventAccumulator(str(folder / "tensorboard"))
    reader.Reload()
    return [(each.step, each.value) for each in reader.Scalars(name)]


@pytest.mark.parametrize(
    ("per_epoch", "most", "steps"),
    [(1, 8, [4, 8]), (2, 8, [2, 4, 6, 8]), (9, 3, [1, 2, 3]), (2, 7, [2, 4, 6, 7])],
)
def test_the_logger_is_told_at_each_log_step(sounds, tmp_path, per_epoch, most, steps):
    made = fitted(sounds, tmp_path, machine=Machine("cpu", "1"), max_steps=most,
                  changes={"logs_per_epoch": per_epoch})  # fmt: skip
    told = logged(tmp_path, "train/loss")
    assert [step for step, _ in told] == steps
    # Parts are means over their own steps alone: together they are the epoch's.
    first = [value for step, value in told if step <= STEPS_PER_EPOCH]
    if most >= STEPS_PER_EPOCH:
        assert sum(first) / len(first) == pytest.approx(
            made.standing.history[0]["train/loss"], rel=1e-5
        )
    assert [s for s, _ in logged(tmp_path, "validation/loss")] == [
        row["step"] for row in made.standing.history
    ]


def test_epochs_are_as_long_as_the_sounds_within_limits(sounds):
    training = resolve(TINY).training
    assert segments_per_epoch(sounds, 512, training) == 25 * training.batch_size
    asked = resolve(TINY, changes={"segments_per_epoch": 5}).training
    assert segments_per_epoch(sounds, 512, asked) == 5
