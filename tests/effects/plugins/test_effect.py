"""Plug-ins as effects: those that behave, and those that don't take the rest down."""

from __future__ import annotations

import os

import numpy as np
import pytest

from timbrespace.effects.base import Effect, defaults
from timbrespace.effects.plugins import PluginFailed, open_plugin
from timbrespace.errors import TimbrespaceError

RATE = 48_000


def theta(effect, **values):
    """Settings by name, the others as they begin."""
    found = defaults(effect)
    for i, each in enumerate(effect.parameters):
        if each.name in values:
            found[i] = each.theta(values[each.name])
    return found


@pytest.fixture
def x():
    return np.random.default_rng(1).normal(0, 0.1, (2, 2, 3_001)).astype(np.float32)


def test_it_is_an_effect_and_keeps_its_own_ranges(zoo):
    late = open_plugin(f"lv2:{zoo}late")
    assert isinstance(late, Effect)
    (gain,) = late.parameters
    assert (gain.name, gain.low, gain.high, gain.default) == ("gain", 0.0, 4.0, 1.0)
    assert not late.stereo and not late.differentiable


def test_the_delay_is_taken_off_and_channels_are_worked_on_apart(zoo, x):
    late = open_plugin(f"lv2:{zoo}late")
    settings = np.stack([theta(late, gain=3.0), theta(late, gain=0.5)])
    y = late.apply(x, settings, RATE)
    np.testing.assert_allclose(y[0], 3.0 * x[0], rtol=1e-6)
    np.testing.assert_allclose(y[1], 0.5 * x[1], rtol=1e-6)


def test_what_is_stereo_gets_one_channel_doubled_and_averaged(zoo, x):
    stereo = open_plugin(f"lv2:{zoo}stereo")
    assert stereo.stereo
    assert [each.name for each in stereo.parameters] == ["width", "mode"]
    settings = theta(stereo, width=0.3, mode=2.9)[None]
    both = stereo.apply(x[:1], settings, RATE)
    np.testing.assert_allclose(both[0, 0], x[0, 0] + 2 * x[0, 1], atol=1e-6)
    # Nothing was wrong: steps of 64, a silent key, switched on, messages in order.
    np.testing.assert_allclose(both[0, 1], 300.3, rtol=1e-6)
    one = stereo.apply(x[:1, :1], settings, RATE)
    np.testing.assert_allclose(one[0, 0], (3 * x[0, 0] + 300.3) / 2, rtol=1e-6)


def test_three_channels_of_a_stereo_plugin_are_refused(zoo):
    with pytest.raises(TimbrespaceError, match="two channels"):
        open_plugin(f"lv2:{zoo}stereo").stream(RATE, 3)


def test_it_is_told_what_it_was_promised(zoo):
    asks = open_plugin(f"lv2:{zoo}asks")
    told = asks.apply(np.zeros((1, 1, 64), np.float32), np.zeros((1, 0)), 22_050)[0, 0, :3]
    np.testing.assert_array_equal(told, [64, 22_050, 1])


@pytest.mark.parametrize(
    ("kind", "how", "words"),
    [(1, "crashed", "[Ss]egmentation"), (3, "not finite", "no numbers"), (4, "crashed", "code 3")],
)
def test_a_failure_is_said_once_and_the_next_use_starts_anew(zoo, kind, how, words):
    trouble = open_plugin(f"lv2:{zoo}trouble")
    x = np.ones((1, 128), np.float32)
    running, healthy = trouble.stream(RATE, 1), trouble.stream(RATE, 1)
    running.process(x, theta(trouble))
    with pytest.raises(PluginFailed, match=words) as caught:
        running.process(x, theta(trouble, kind=kind))
    assert caught.value.how == how
    # The other stream of the same plug-in has a process of its own, and this one gets another.
    for each in (healthy, running):
        y = each.process(x, theta(trouble))
        np.testing.assert_array_equal(y, np.r_[np.zeros(63), np.ones(65)][None])
        each.close()


def test_one_that_hangs_is_ended(zoo, impatient):
    trouble = open_plugin(f"lv2:{zoo}trouble")
    running = trouble.stream(RATE, 1)
    with impatient(), pytest.raises(PluginFailed, match="did not answer") as caught:
        running.process(np.zeros((1, 64), np.float32), theta(trouble, kind=2))
    assert caught.value.how == "hung"
    running.process(np.zeros((1, 64), np.float32), theta(trouble))
    running.close()


def test_what_it_prints_is_heard_by_nobody(zoo, x, capfd):
    trouble = open_plugin(f"lv2:{zoo}trouble")
    np.testing.assert_array_equal(
        trouble.apply(x, np.stack([theta(trouble, kind=5)] * 2), RATE), x
    )
    assert capfd.readouterr() == ("", "")


def test_one_that_refuses_says_so(zoo):
    with pytest.raises(PluginFailed, match="would not start at 48000 Hz"):
        open_plugin(f"lv2:{zoo}refuses").stream(RATE)


def test_shapes_that_do_not_fit_are_named(zoo, x):
    with pytest.raises(TimbrespaceError, match=r"settings \(B, 1\)"):
        open_plugin(f"lv2:{zoo}late").apply(x, np.zeros((2, 3)), RATE)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="counts POSIX processes")
def test_processes_are_kept_for_the_next_use_and_end_with_the_effect(zoo, x):
    late = open_plugin(f"lv2:{zoo}late")
    first = late.stream(RATE)
    pid = first._process.pid
    first.close()
    second = late.stream(RATE)
    assert second._process.pid == pid
    second.close()
    del late, first, second
    import gc

    gc.collect()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_the_real_suite_gives_what_its_library_gives(mda, x):
    """Two ways to the same sound: this host, and the bare calls, step by step of 64."""
    import ctypes

    from timbrespace.effects.plugins.lv2 import abi
    from timbrespace.effects.plugins.lv2.bundles import find

    plugin = find(f"{mda}Overdrive")
    effect = open_plugin(f"lv2:{mda}Overdrive")
    settings = theta(effect, drive=0.8, muffle=0.4)
    nothing = (ctypes.c_void_p * 1)(None)
    pointer = abi.descriptor(plugin.binary, plugin.bundle, plugin.uri, nothing)
    direct = pointer.contents
    handle = direct.instantiate(
        ctypes.cast(pointer, ctypes.c_void_p), RATE, f"{plugin.bundle}/".encode(), nothing
    )
    numbers = (ctypes.c_float * 3)(0.8, 0.4, 0.5)
    for i in range(3):
        direct.connect_port(handle, i, ctypes.addressof(numbers) + 4 * i)
    sound = np.ascontiguousarray(x[0, :, :2_944])
    y = np.zeros_like(sound)
    for at in range(0, 2_944, 64):
        for row in range(2):
            direct.connect_port(handle, 3 + row, sound[row].ctypes.data + 4 * at)
            direct.connect_port(handle, 5 + row, y[row].ctypes.data + 4 * at)
        direct.run(handle, 64)
    direct.cleanup(handle)
    np.testing.assert_array_equal(effect.apply(sound[None], settings[None], RATE)[0], y)


@pytest.mark.parametrize("name", ["Leslie", "Degrade", "Overdrive"])
def test_blocks_of_any_sizes_give_the_same_samples(mda, x, name):
    """Leslie and Degrade by themselves make other sound of the same input in other blocks."""
    effect = open_plugin(f"lv2:{mda}{name}")
    whole = effect.apply(x[:1], defaults(effect)[None], RATE)[0]
    running = effect.stream(RATE)
    rng, parts, at = np.random.default_rng(2), [], 0
    padded = np.pad(x[0], ((0, 0), (0, running.delay_samples)))
    while at < padded.shape[1]:
        length = int(rng.integers(0, 400))
        parts.append(running.process(padded[:, at : at + length], defaults(effect)))
        at += length
    running.close()
    np.testing.assert_array_equal(np.concatenate(parts, axis=1)[:, running.delay_samples :], whole)
