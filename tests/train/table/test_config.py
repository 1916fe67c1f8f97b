"""Twin of ``train/table/config.py``."""

from __future__ import annotations

import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.train.config import resolve
from timbrespace.train.table.config import PRESETS, TableConfig
from timbrespace.train.table.kind import KIND


@pytest.mark.parametrize("preset", PRESETS)
def test_presets_can_be_had(preset: str) -> None:
    settings = resolve(KIND, preset)
    assert settings.training.epochs == PRESETS[preset]["epochs"]
    assert settings.training.test_share == settings.model.test_share


def test_tybalt_is_as_published() -> None:
    made = resolve(KIND, "tybalt")
    model, training = made.model, made.training
    assert (model.columns, model.hidden, model.dims, model.heads) == (5000, (), 100, "relu")
    assert (model.learning_rate, training.batch_size, training.epochs) == (5e-4, 50, 50)
    assert (model.kl_anneal, model.max_kl, model.logs_per_epoch) == (1, 1, 1)
    # An epoch is every row once.
    assert model.least_steps == 1


def test_the_study_has_one_layer_more() -> None:
    model = resolve(KIND, "study").model
    assert (model.columns, model.hidden, model.dims) == (5000, (1000,), 32)


@pytest.mark.parametrize(
    "wrong", [{"dims": 0}, {"hidden": (0,)}, {"max_kl": -1.0}, {"learning_rate": 0.0},
              {"columns": 0}]
)  # fmt: skip
def test_values_that_make_no_network(wrong: dict) -> None:
    with pytest.raises(TimbrespaceError):
        TableConfig(**wrong)


def test_which_way_up_is_said_in_words() -> None:
    assert [TableConfig(transpose=word).turns for word in ("auto", "yes", "no")] == [
        None, True, False,
    ]  # fmt: skip
