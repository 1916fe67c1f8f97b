"""From a folder of clips to a space that is opened, measured and gone on with."""

from __future__ import annotations

import json

import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.data import figures, items
from timbrespace.spaces.data.opening import open_data
from timbrespace.spaces.trained.opening import open_space

from ... import motion_world as world


@pytest.fixture(scope="module")
def made(clips, tmp_path_factory):
    return world.trained(clips, tmp_path_factory.mktemp("space") / "moves.space", epochs=12)


def test_the_folder_holds_all_that_is_needed(made):
    space = open_data(made.folder)
    assert space.id == "motion:moves"
    found = items.read(made.folder)
    assert len(found) == 12
    assert found.rate_hz == 30
    assert found.labels() == ["content"]
    assert set(found.table["part"]) == {"train", "validation", "test"}
    seen = figures.read(made.folder)
    for index, item in enumerate(found.table["id"]):
        assert len(seen.of(item)) == len(found.rows(index))


def test_it_is_no_space_of_sounds(made):
    with pytest.raises(TimbrespaceError, match="space of data"):
        open_space(made.folder)


def test_figures_stand_beside_baselines(made):
    joint, rotation, _ = made.metrics["reconstruction"]
    assert joint["value"] < joint["baselines"]["mean"]
    assert set(rotation["baselines"]) == {"PCA 4", "mean"}
    (content,) = made.metrics["probe"]
    assert content["value"] > 0.9
    assert content["p"] < 0.05
    assert len(made.metrics["model"]["kl_per_dim"]) == 4


def test_the_same_seed_gives_the_same_space(clips, tmp_path):
    one, other = (world.trained(clips, tmp_path / f"{i}" / "a.space", epochs=1) for i in "12")
    first, second = (
        json.dumps((each.metrics["losses"], each.metrics["reconstruction"]))
        for each in (one, other)
    )
    assert first == second


def test_what_was_trained_is_left_as_it_is(made, clips):
    again = world.trained(clips, made.folder, epochs=12)
    assert again.ended == "before"


def test_the_command_line_learns_from_tables_of_rotations(tmp_path):
    from typer.testing import CliRunner

    from timbrespace.cli.main import app

    folder = world.write_tables(tmp_path / "clips", n=4, n_frames=40)
    bones = (folder / "skeleton.bvh").rename(tmp_path / "bones.bvh")
    out = tmp_path / "moves.space"
    small = [f"--set={key}={value}" for key, value in {**world.TINY, "epochs": 1}.items()]
    command = ["train", "motion", str(folder), "--out", str(out), "--accelerator", "cpu",
               "--devices", "1", "--logger", "none", "--no-measure", *small]  # fmt: skip
    with pytest.raises(TimbrespaceError, match="no bones") as told:
        CliRunner().invoke(app, command, catch_exceptions=False)
    assert "--skeleton" in told.value.remedy
    done = CliRunner().invoke(app, [*command, "--skeleton", str(bones)], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    assert str(bones) not in (out / "config.toml").read_text()
    assert len(open_data(out).items()) == 4
