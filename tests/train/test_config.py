"""Settings: what wins over what, what is refused, and in which words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timbrespace.errors import TimbrespaceError
from timbrespace.train.config import TrainingConfig, converted, plain, resolve
from timbrespace.train.kinds import kinds

from .tiny import TINY, TinyConfig


def test_defaults_of_the_kind_are_those_of_the_training_too():
    settings = resolve(TINY)
    assert settings.model == TinyConfig()
    assert settings.training.batch_size == TinyConfig().batch_size != TrainingConfig().batch_size
    assert settings.training.epochs == TrainingConfig().epochs


def test_preset_then_file_then_changes(tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text('preset = "small"\nn_dims = 5\nnoise = 0.5\n')
    settings = resolve(TINY, config=file, changes=["noise=0.25", "batch_size=2"])
    assert (settings.preset, settings.model.n_dims, settings.model.noise) == ("small", 5, 0.25)
    assert settings.training.epochs == 3  # the preset's
    assert settings.training.batch_size == settings.model.batch_size == 2


def test_a_preset_that_is_named_wins_over_the_one_in_the_file():
    assert resolve(TINY, "wide", {"preset": "small"}).model.n_dims == 16


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (["n_dim=3"], "Did you mean 'n_dims'"),
        (["epoch=3"], "Did you mean 'epochs'"),
        (["n_dims=many"], "a whole number"),
        (["n_dims=2.5"], "a whole number"),
        (["n_dims=99"], "Use 1 to 16"),
        (["epochs=0"], "Give 1 or more"),
        (["test_share=0.9"], "less than 0.5"),
        (["n_dims"], "--set key=value"),
        (["noise=true"], "a number"),
    ],
)
def test_what_cannot_be_says_what_can(changes, words):
    with pytest.raises(TimbrespaceError) as refused:
        resolve(TINY, changes=changes)
    assert words in str(refused.value)


def test_unknown_presets_name_the_nearest():
    with pytest.raises(TimbrespaceError, match="Did you mean 'small'"):
        resolve(TINY, "smal")


def test_values_that_no_config_can_hold_are_one_line():
    @dataclass(frozen=True)
    class Strict:
        low: int = 1

        def __post_init__(self):
            if self.low < 0:
                raise ValueError("low is negative")

    with pytest.raises(TimbrespaceError, match="low is negative"):
        resolve(_like(Strict), changes={"low": -1})


@given(st.lists(st.integers(-1000, 1000), min_size=1))
def test_tuples_come_back_from_their_texts(values):
    text = ",".join(map(str, values))
    assert converted("key", text, tuple[int, ...]) == tuple(values)
    assert converted("key", values, tuple[int, ...]) == tuple(values)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_come_back_from_their_texts(value):
    assert converted("key", repr(value), float) == value


@pytest.mark.parametrize(
    ("value", "hint", "wanted"),
    [
        ("a", Literal["a", "b"], "a"),
        ("none", str | None, None),
        ("5", int | None, 5),
        ("no", bool, False),
        (8.0, int, 8),
        ("1,2.5", tuple[int, float], (1, 2.5)),
    ],
)
def test_types(value, hint, wanted):
    found = converted("key", value, hint)
    assert found == wanted and type(found) is type(wanted)


def test_a_choice_that_is_not_one_lists_them():
    with pytest.raises(TimbrespaceError, match="one of a, b"):
        converted("key", "c", Literal["a", "b"])


def test_plain_values_make_the_same_config_again():
    settings = resolve(TINY, changes={"widths": (3, 2), "n_dims": 3})
    again = resolve(TINY, config=plain(settings.model))
    assert again.model == settings.model


@pytest.mark.parametrize("kind", kinds().values(), ids=lambda kind: kind.name)
def test_every_preset_of_every_kind_resolves(kind):
    for preset in [None, *kind.presets]:
        settings = resolve(kind, preset)
        assert resolve(kind, config=settings.as_dict()).model == settings.model


def _like(config):
    from dataclasses import replace

    return replace(TINY, config=config, presets={})
