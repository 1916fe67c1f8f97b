import shutil

import numpy as np
import pytest

import timbrespace
from timbrespace.api import describing
from timbrespace.api.describing import describe, describe_files, fit_probe, frames_of
from timbrespace.api.spaces import open_again
from timbrespace.errors import Cancelled, TimbrespaceError
from timbrespace.jobs import Job
from timbrespace.semantics import sources
from timbrespace.semantics.probes import remember
from timbrespace.semantics.table import DESCRIPTORS, FURTHER, QUICK

NAMES = [known.name for known in DESCRIPTORS]


def label_of(atlas):
    return next(c for c in atlas.items if c.startswith("label.")).removeprefix("label.")


@pytest.fixture
def atlas(tmp_path, atlas_folder, sounds):
    """A copy of the synthetic atlas, with its first twelve sounds."""
    path = tmp_path / "few.atlas"
    shutil.copytree(atlas_folder, path)
    opened = timbrespace.open(path, sounds=sounds)
    opened.store.write_items(opened.items.iloc[:12].reset_index(drop=True))
    opened.refresh()
    return opened


@pytest.fixture(scope="module")
def described(tmp_path_factory, atlas_folder, sounds):
    """The whole synthetic atlas with all descriptors; read it only."""
    path = tmp_path_factory.mktemp("described") / "all.atlas"
    shutil.copytree(atlas_folder, path)
    atlas = timbrespace.open(path, sounds=sounds)
    # A probe needs sounds of a class that were recorded apart.
    items = atlas.items.copy()
    items["group"] = [f"take {i % 8}" for i in range(len(items))]
    atlas.store.write_items(items)
    atlas.refresh()
    return describe(atlas)


def test_an_atlas_gets_each_descriptor_once(described):
    assert [dim["name"] for dim in described.descriptor_dims()] == NAMES
    table = described.descriptors()
    assert list(table.columns) == NAMES and len(table) == len(described.items)
    always = ["loudness_lufs", "brightness", "depth", "warmth", "sharpness", "boominess"]
    assert np.isfinite(table[always].to_numpy()).all()
    assert described.space() == str(described.about()["space"])


def test_values_are_those_of_the_files(described, sounds):
    paths = [sounds / path for path in described.items["path"].iloc[:2]]
    found = describe_files(paths)
    expected = described.descriptors().iloc[:2]
    assert found.to_numpy() == pytest.approx(expected.to_numpy(), rel=1e-4, nan_ok=True)


def test_a_stopped_run_goes_on_to_the_same_bytes(atlas, described):
    job = Job("describe", on_change=lambda job: job.cancel() if job.done else None)
    with pytest.raises(Cancelled):
        describe(atlas, job=job, workers=1)
    describe(atlas, workers=2)
    ours = atlas.descriptors().to_numpy(np.float32)
    assert ours.tobytes() == described.descriptors().to_numpy(np.float32)[:12].tobytes()


def test_processes_leave_the_same_bytes_as_one(atlas, tmp_path, monkeypatch):
    from timbrespace.spaces import encode

    copy = tmp_path / "spread.atlas"
    shutil.copytree(atlas.store.path, copy)
    describe(atlas, workers=1)
    monkeypatch.setattr(encode, "SPREAD_FROM_S", 0.0)
    spread = describe(timbrespace.open(copy, sounds=atlas.sounds), workers=2)
    for name in ("descriptors", "descriptors.further"):
        one, two = (found.store.path / "latents" / name for found in (atlas, spread))
        files = sorted(path.relative_to(one) for path in one.rglob("*") if path.is_file())
        assert files
        for path in files:
            assert (one / path).read_bytes() == (two / path).read_bytes(), path


def test_a_second_run_hears_nothing_again(atlas):
    describe(atlas)
    job = Job("describe")
    describe(atlas, job=job)
    assert job.total == 0


def test_classes_and_probes_become_columns_beside_one_another(described, tmp_path, sounds):
    path = tmp_path / "named.atlas"
    shutil.copytree(described.path, path)
    atlas = describe(timbrespace.open(path, sounds=sounds), ["yamnet:glass"])
    label = label_of(atlas)
    value = sorted(set(atlas.items[f"label.{label}"]))[0]
    describe(atlas, [f"probe:{label}={value}", "flux"])
    names = [dim["name"] for dim in atlas.descriptor_dims()]
    assert names == [*NAMES, "yamnet:Glass", f"probe:{label}={value}"]
    values = atlas.descriptors()[names[-2:]].to_numpy()
    assert ((values >= 0) & (values <= 1)).all()
    theirs = (atlas.items[f"label.{label}"] == value).to_numpy()
    assert values[theirs, 1].mean() > 2 * values[~theirs, 1].mean()


def test_a_kept_probe_measures_sounds_that_are_in_no_atlas(
    described, sounds, known_weights, monkeypatch
):
    probe = fit_probe(described, label_of(described))
    remember(probe)
    attributes = described.store.latents(probe.space).attributes
    monkeypatch.setattr(sources, "_encoder", lambda space: open_again(attributes))
    name = f"probe:{probe.label}={probe.classes[0]}"
    found = describe_files([sounds / path for path in described.items["path"].iloc[:2]], [name])
    expected = probe.scores(described.pooled(probe.space))[:2, :1]
    assert found.to_numpy() == pytest.approx(expected, abs=1e-4)
    assert 0 < probe.accuracy <= 1 and probe.n_groups > 1


def test_values_over_time_are_a_table(sounds, described):
    path = sounds / described.items["path"].iloc[0]
    table = frames_of(path, ["centroid_hz", "loudness_lufs"], step_s=0.1)
    assert list(table.columns) == ["time_s", "centroid_hz", "loudness_lufs"]
    assert np.diff(table["time_s"]) == pytest.approx(0.1)
    assert len(frames_of(path).columns) == 1 + sum(known.framewise for known in DESCRIPTORS)


def test_names_that_mean_nothing_are_refused_before_anything_is_heard(atlas):
    with pytest.raises(TimbrespaceError, match="no descriptor 'shiny'"):
        describe(atlas, ["shiny"])
    assert describing.NAMED not in [space["id"] for space in atlas.spaces()]
    with pytest.raises(TimbrespaceError, match="no label or column|No probe for 'mood'"):
        describe(atlas, ["probe:mood=glad"])
    with pytest.raises(TimbrespaceError, match="There is no file"):
        describe_files(["nowhere.wav"])


def test_quick_and_further_ones_are_all_there_are():
    assert tuple(NAMES) == tuple(known.name for known in (*QUICK, *FURTHER))
