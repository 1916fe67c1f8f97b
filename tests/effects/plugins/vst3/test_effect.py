from __future__ import annotations

from contextlib import nullcontext

import numpy as np
import pytest

from timbrespace.effects.base import Effect, defaults
from timbrespace.effects.plugins import PluginFailed, open_plugin
from timbrespace.effects.plugins.vst3 import effect as module
from timbrespace.errors import MissingExtra, TimbrespaceError
from timbrespace.spaces.playing.consent import NotTrusted

RATE = 48_000


@pytest.fixture
def opened(tiny):
    return open_plugin(f"vst3:{tiny}", trust=True)


def test_it_runs_only_if_its_user_has_said_so_once(tiny):
    with pytest.raises(NotTrusted, match="timbrespace plugins --trust"):
        open_plugin(f"vst3:{tiny}")
    open_plugin(f"vst3:{tiny}", trust=True)
    assert open_plugin(f"vst3:{tiny}").id == f"vst3:{tiny}"


def test_parameters_have_the_units_that_its_texts_show(opened):
    assert isinstance(opened, Effect) and opened.stereo and opened.title == "Tiny"
    gain, trouble = opened.parameters
    assert (gain.title, gain.unit, gain.low, gain.high, gain.scale) == (
        "Gain",
        "x",
        0,
        4,
        "linear",
    )
    assert gain.default == pytest.approx(1.0)
    # Its values are words: only the travel is left.
    assert (trouble.title, trouble.unit, trouble.low, trouble.high) == ("Trouble", "", 0, 1)


def test_its_latency_is_stated_and_taken_off(opened):
    x = np.random.default_rng(0).normal(0, 0.1, (2, 2, 2_000)).astype(np.float32)
    y = opened.apply(x, np.array([[0.25, 0.0], [0.75, 0.0]]), RATE)
    np.testing.assert_allclose(y, x * np.array([1.0, 3.0])[:, None, None], atol=1e-6)
    running = opened.stream(RATE)
    assert running.delay_samples == 63 + 10
    running.close()


def test_blocks_of_any_sizes_give_the_same_samples(opened):
    x = np.random.default_rng(0).normal(0, 0.1, (1, 1, 1_000)).astype(np.float32)
    whole = opened.apply(x, defaults(opened)[None], RATE)[0]
    running, at, parts = opened.stream(RATE, 1), 0, []
    padded = np.pad(x[0], ((0, 0), (0, 73)))
    for length in (1, 63, 64, 65, 7, 300, 1_000):
        parts.append(running.process(padded[:, at : at + length], defaults(opened)))
        at += length
    running.close()
    np.testing.assert_allclose(np.concatenate(parts, axis=1)[:, 73:], whole, atol=1e-6)


@pytest.mark.parametrize(
    ("trouble", "how"), [(0.25, "crashed"), (0.5, "hung"), (0.75, "not finite")]
)
def test_one_that_fails_takes_nothing_down(opened, impatient, trouble, how):
    running = opened.stream(RATE)
    soon = impatient() if how == "hung" else nullcontext()
    with soon, pytest.raises(PluginFailed) as caught:
        running.process(np.ones((2, 128), np.float32), np.array([0.25, trouble]))
    assert caught.value.how == how
    assert running.process(np.ones((2, 128), np.float32), np.array([0.25, 0.0]))[0, -1] == 1.0
    running.close()


def test_what_it_says_of_itself_is_asked_once(tiny, opened, monkeypatch):
    monkeypatch.setattr(module, "PluginProcess", None)
    assert open_plugin(f"vst3:{tiny}").parameters == opened.parameters


def test_a_file_that_is_none_says_so(tiny, tmp_path):
    with pytest.raises(TimbrespaceError, match="no plug-in at"):
        open_plugin(f"vst3:{tmp_path / 'nothing.vst3'}")
    (tmp_path / "text.vst3").write_text("no program")
    with pytest.raises(PluginFailed, match="can't be loaded"):
        open_plugin(f"vst3:{tmp_path / 'text.vst3'}", trust=True)


def test_without_pedalboard_the_extra_is_named(tmp_path, monkeypatch):
    (tmp_path / "any.vst3").write_text("")
    monkeypatch.setattr(module, "find_spec", lambda name: None)
    with pytest.raises(MissingExtra, match=r"timbrespace\[plugins\]"):
        open_plugin(f"vst3:{tmp_path / 'any.vst3'}")
