"""The kind ``table`` from a file to a space."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytest.importorskip("torch")
pytest.importorskip("lightning")

from timbrespace.api.training import train
from timbrespace.errors import Cancelled, TimbrespaceError
from timbrespace.jobs import Job
from timbrespace.spaces.data.opening import open_data
from timbrespace.spaces.trained.installed import listing

from ..world import MACHINE
from .world import N_ROWS, QUICK, frame, write


def trained(data: Path, out: Path, **options):
    changes = QUICK | options.pop("changes", {})
    return train("table", data, out, changes=changes, machine=MACHINE, **options)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("table")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TIMBRESPACE_CONFIG", str(folder / "config"))
        return trained(write(folder), folder / "genes.space")


def test_the_folder_is_that_of_a_space_of_data(made) -> None:
    assert made.facts.id == "table:genes" and not made.facts.of_sounds
    assert made.facts.sample_rate is None and made.facts.hop is None and not made.facts.decodes
    text = (made.folder / "config.toml").read_text()
    assert "sample_rate" not in text and str(made.folder.parent) not in text
    assert made.facts.training["items"] == "rows"
    names = {path.name for path in made.folder.iterdir()}
    assert {"items.parquet", "items.safetensors", "columns.parquet", "model.onnx"} <= names
    assert "posterior.safetensors" not in names


def test_held_out_rows_come_back_better_than_the_mean(made) -> None:
    metrics = json.loads((made.folder / "metrics.json").read_text())
    explained, error = metrics["reconstruction"]
    assert explained["name"] == "explained variance" and explained["n_items"] == 18
    assert explained["low"] <= explained["value"] <= explained["high"] <= 1
    # Three kinds of rows, four dims: what is not noise can be told.
    assert explained["value"] > 0.6 and explained["baselines"]["PCA (4)"] > 0.6
    assert error["value"] < error["baselines"]["mean row"]
    (probe,) = metrics["probe"]
    assert probe["where"]["label"] == "tissue" and probe["value"] > 0.9
    assert {"PCA (4)", "columns", "chance", "permutation"} == probe["baselines"].keys()
    assert len(metrics["model"]["kl_per_dim"]) == 4


def test_the_same_call_finds_it_done_and_another_table_is_refused(made, tmp_path: Path) -> None:
    data = made.folder.parent / "genes.csv"
    assert trained(data, made.folder).ended == "before"
    with pytest.raises(TimbrespaceError, match="--again"):
        trained(write(tmp_path, seed=3), made.folder)


def test_a_stopped_training_goes_on_to_the_same_space(made, tmp_path: Path) -> None:
    def stop(job: Job) -> None:
        if job.unit == "steps" and job.done == 30:
            job.cancel()

    data, out = made.folder.parent / "genes.csv", tmp_path / "genes.space"
    with pytest.raises(Cancelled):
        trained(data, out, job=Job("train", on_change=stop))
    assert not out.exists()
    again = trained(data, out)
    for name in ("weights.safetensors", "items.safetensors", "model.onnx", "config.toml"):
        assert (again.folder / name).read_bytes() == (made.folder / name).read_bytes(), name


def test_a_table_on_its_side_gives_the_same_rows(made, tmp_path: Path) -> None:
    lying = frame().drop(columns=["tissue", "dose"]).set_index("sample").T
    lying.rename_axis("gene").to_csv(tmp_path / "side.tsv.gz", sep="\t")
    side = trained(tmp_path / "side.tsv.gz", tmp_path / "side.space", changes={"epochs": 1},
                   measure=False)  # fmt: skip
    assert side.facts.training["turned"] and any("it was turned" in note for note in side.notes)
    items = open_data(side.folder).items()
    assert items.table["title"].tolist() == [f"s{i:03}" for i in range(N_ROWS)]
    assert items.labels() == []


def test_it_is_listed_and_voices_and_decoders_have_none_of_it(made, tmp_path: Path) -> None:
    from timbrespace.spaces.playing.opening import list_voices
    from timbrespace.spaces.trained.installed import note
    from timbrespace.spaces.trained.opening import open_space

    assert note(made.folder) == "table:genes"
    assert "table:genes" in [each.id for each in listing()]
    assert not any("table" in each.id for each in list_voices())
    with pytest.raises(TimbrespaceError, match="a space of data") as caught:
        open_space("table:genes")
    assert "sonify" in caught.value.remedy
