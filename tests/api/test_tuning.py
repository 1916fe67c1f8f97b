"""tune: a search that goes on where it stopped."""

from __future__ import annotations

from dataclasses import replace

import pytest

pytest.importorskip("torch")
pytest.importorskip("lightning")
optuna = pytest.importorskip("optuna")

from timbrespace.api.tuning import tune  # noqa: E402
from timbrespace.atlas.files import read_toml  # noqa: E402
from timbrespace.errors import Cancelled, TimbrespaceError  # noqa: E402
from timbrespace.jobs import Job  # noqa: E402
from timbrespace.train.config import resolve  # noqa: E402

from ..train.tiny import TINY  # noqa: E402
from ..train.world import MACHINE, write_sounds  # noqa: E402

QUICK = {"segments_per_epoch": 16, "epochs": 2}


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory, monkeypatch):
    monkeypatch.setenv("TIMBRESPACE_CACHE", str(tmp_path_factory.getbasetemp() / "cache"))


@pytest.fixture(scope="module")
def tone_folder(tmp_path_factory):
    return write_sounds(tmp_path_factory.mktemp("tones") / "tones")


def tuned(sounds, out, *, kind=TINY, changes=None, **options):
    options = {"machine": MACHINE, "trials": 4} | options
    return tune(kind, sounds, out, changes=QUICK | (changes or {}), **options)


def test_the_best_is_written_as_a_config(tone_folder, tmp_path):
    found = tuned(tone_folder, tmp_path / "search")
    losses = [trial.loss for trial in found.leading]
    assert losses == sorted(losses) and found.n_done + found.n_pruned == 4
    best = read_toml(tmp_path / "search" / "best.toml")
    assert {k: best[k] for k in found.best.values} == found.best.values
    settings = resolve(TINY, config=tmp_path / "search" / "best.toml")
    assert settings.training.epochs == 2 and settings.model.n_dims == best["n_dims"]
    assert not list((tmp_path / "search").rglob("*.pt"))


def test_a_stopped_search_goes_on_to_the_same_trials(tone_folder, tmp_path):
    whole = tuned(tone_folder, tmp_path / "whole", trials=3)

    def stop(job):
        if job.unit == "trials" and job.done == 1:
            job.cancel()

    with pytest.raises(Cancelled):
        tuned(tone_folder, tmp_path / "stopped", trials=3, job=Job("tune", on_change=stop))
    resumed = tuned(tone_folder, tmp_path / "stopped", trials=3)
    assert [t.values for t in resumed.leading] == [t.values for t in whole.leading]
    assert [t.loss for t in resumed.leading] == [t.loss for t in whole.leading]
    more = tuned(tone_folder, tmp_path / "stopped", trials=4)
    assert more.n_done + more.n_pruned == 4


def test_what_is_set_is_not_searched(tone_folder, tmp_path):
    found = tuned(tone_folder, tmp_path / "a", trials=1, changes={"n_dims": 3, "noise": 0.0})
    assert found.best.values.keys() == {"learning_rate"}
    with pytest.raises(TimbrespaceError, match="nothing to search"):
        every = {"n_dims": 3, "noise": 0.0, "learning_rate": 0.1}
        tuned(tone_folder, tmp_path / "b", changes=every)


def test_a_kind_that_declares_nothing_is_searched_for_its_rate(tone_folder, tmp_path):
    plain = replace(TINY, search={})
    found = tuned(tone_folder, tmp_path / "a", kind=plain, trials=2, max_steps=1)
    assert found.best.values.keys() == {"learning_rate", "batch_size"}
    assert 0.001 <= found.best.values["learning_rate"] <= 0.1


def test_another_search_in_the_same_folder_is_refused(tone_folder, tmp_path):
    tuned(tone_folder, tmp_path / "a", trials=1)
    with pytest.raises(TimbrespaceError, match="another folder with --out"):
        tuned(tone_folder, tmp_path / "a", trials=1, seed=1)


def test_values_that_make_no_model_are_answers_too(tone_folder, tmp_path):
    broken = replace(TINY, search={"n_dims": [3, 99]})
    found = tuned(tone_folder, tmp_path / "a", kind=broken, trials=6, max_steps=1)
    assert found.n_failed and found.best.values == {"n_dims": 3}
    with pytest.raises(TimbrespaceError, match="No trial came to an end"):
        broken = replace(TINY, search={"n_dims": [99]})
        tuned(tone_folder, tmp_path / "b", kind=broken, trials=2)
