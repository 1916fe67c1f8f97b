"""Twin of ``train/table/material.py``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch")

from timbrespace.errors import TimbrespaceError
from timbrespace.jobs import Job
from timbrespace.train.config import TrainingConfig
from timbrespace.train.kinds import Gathering
from timbrespace.train.material import Material
from timbrespace.train.table.config import TableConfig
from timbrespace.train.table.material import Rows, gather

from .world import N_COLUMNS, N_ROWS, frame, write


def gathered(path: Path, config: TableConfig | None = None, **changes) -> Rows:
    asked = Gathering(path, config or TableConfig(), TrainingConfig(), None, (), None, None, 0,
                      Job("train"))  # fmt: skip
    return gather(replace(asked, **changes))


@pytest.fixture(scope="module")
def path(tmp_path_factory) -> Path:
    return write(tmp_path_factory.mktemp("table"))


def test_rows_are_a_material(path: Path) -> None:
    rows = gathered(path)
    assert isinstance(rows, Material)
    assert rows.table.values.shape == (N_ROWS, N_COLUMNS)
    assert rows.fitted(TableConfig()).n_columns == N_COLUMNS
    facts = rows.facts()
    assert facts["n_train"] + facts["n_validation"] + facts["n_test"] == N_ROWS
    assert facts["n_missing"] == np.isnan(rows.table.values).sum() > 0
    assert any("30 of 31 columns" in note for note in rows.notes)


def test_scaling_and_columns_are_those_of_training_alone(path: Path, tmp_path: Path) -> None:
    rows = gathered(path, TableConfig(columns=10))
    other = frame()
    kept = rows.index("test")
    # What is held out may be anything: nothing that is learned changes.
    other.iloc[kept, 3:-1] = 1e6 * np.random.default_rng(0).random((len(kept), N_COLUMNS))
    other.to_csv(tmp_path / "other.csv", index=False)
    frame().to_csv(tmp_path / "same.csv", index=False)
    first, second = (
        gathered(tmp_path / f"{name}.csv", TableConfig(columns=10)) for name in ("same", "other")
    )
    assert first.parts == second.parts == rows.parts
    assert first.table.columns == second.table.columns
    assert np.array_equal(first.scaling.span, second.scaling.span)
    assert np.array_equal(first.of("train"), second.of("train"))
    assert any(f"of {10 * (N_ROWS - len(rows.index('train')))} held-out values" in note
               for note in second.notes)  # fmt: skip
    assert (
        second.scaling.n_beyond(second.of("test"))
        > 0
        == second.scaling.n_beyond(second.of("train"))
    )


def test_an_epoch_shows_every_row_once_before_any_again(path: Path) -> None:
    rows = gathered(path, TableConfig(least_steps=1))
    n = rows.per_epoch(1, 16)
    drawn = rows.drawn(1, n, 0, 0)
    assert sorted(drawn.order.tolist()) == rows.index("train").tolist()
    assert drawn.order.tolist() != rows.drawn(1, n, 0, 1).order.tolist()
    assert drawn.order.tolist() == rows.drawn(1, n, 0, 0).order.tolist()
    assert len(rows.drawn(1, n + 5, 0, 0)) == n + 5
    held = rows.held(1, 256)
    assert np.array_equal([held[i] for i in range(len(held))], rows.of("validation"),
                          equal_nan=True)  # fmt: skip


def test_an_epoch_of_few_rows_is_as_long_as_that_of_some(path: Path) -> None:
    rows = gathered(path)
    n_train = len(rows.index("train"))
    assert 2 * 50 > n_train and rows.per_epoch(1, 50) == 6 * 50
    # Where there are rows enough, each comes once.
    assert rows.per_epoch(1, 2) == n_train
    assert gathered(path, TableConfig(least_steps=1)).per_epoch(1, 50) == n_train


def test_a_latent_is_smaller_than_its_row_and_that_is_said(path: Path) -> None:
    rows = gathered(path, TableConfig(dims=16))
    assert rows.fitted(TableConfig(dims=16)).dims == N_COLUMNS // 2
    assert any("15 dims, not 16" in note for note in rows.notes)
    fits = gathered(path, TableConfig(dims=15))
    assert fits.fitted(TableConfig(dims=15)).dims == 15
    assert not any("dims, not" in note for note in fits.notes)


def test_what_is_learned_decides_the_fingerprint(path: Path, tmp_path: Path) -> None:
    first = gathered(path).fingerprint()
    renamed = write(tmp_path, "other_name.csv")
    assert gathered(renamed).fingerprint() == first
    assert gathered(path, seed=1).fingerprint() != first
    assert gathered(path, TableConfig(columns=9)).fingerprint() != first
    assert gathered(write(tmp_path, "b.csv", seed=5)).fingerprint() != first


def test_rows_can_be_chosen(path: Path) -> None:
    assert set(gathered(path, where=("tissue=skin",)).table.labels["tissue"]) == {"skin"}
    assert len(gathered(path, max_files=20).table) == 20
    with pytest.raises(TimbrespaceError, match="No row has 'tissue=hair'") as caught:
        gathered(path, where=("tissue=hair",))
    assert "bone, lung, skin" in caught.value.remedy
    with pytest.raises(TimbrespaceError, match="no label 'organ'"):
        gathered(path, where=("organ=skin",))


def test_a_label_may_say_the_parts(tmp_path: Path) -> None:
    made = frame()
    made.insert(1, "split", np.array(["train", "test", "val"])[np.arange(N_ROWS) % 3])
    made.to_csv(tmp_path / "t.csv", index=False)
    rows = gathered(tmp_path / "t.csv", split="split")
    assert rows.parts[:3] == ("train", "test", "validation")


def test_groups_stay_together(tmp_path: Path) -> None:
    made = frame()
    made.insert(1, "donor", [f"d{i // 6}" for i in range(N_ROWS)])
    made.to_csv(tmp_path / "t.csv", index=False)
    rows = gathered(tmp_path / "t.csv", group="donor")
    pairs = set(zip(rows.table.groups, rows.parts, strict=True))
    assert len(pairs) == len(set(rows.table.groups)) == N_ROWS // 6
