from __future__ import annotations

import numpy as np
import pytest

from timbrespace.effects.plugins import open_plugin
from timbrespace.effects.plugins.running import Channels
from timbrespace.errors import TimbrespaceError

ONE = np.arange(6, dtype=np.float32).reshape(1, 6)
TWO = np.stack([ONE[0], 10 + ONE[0]])


@pytest.mark.parametrize(
    ("plan", "sound", "entering"),
    [
        (Channels(2, 2), ONE, [ONE[0], ONE[0]]),
        (Channels(2, 2), TWO, TWO),
        (Channels(1, 2), TWO, [5 + ONE[0]]),
        (Channels(1, 2), ONE, ONE),
        (Channels(1, 1), TWO, TWO),
    ],
)
def test_what_goes_in(plan, sound, entering):
    np.testing.assert_array_equal(plan.entering(sound), entering)


@pytest.mark.parametrize(
    ("plan", "rows", "channels", "leaving"),
    [
        (Channels(2, 2), TWO, 1, [5 + ONE[0]]),
        (Channels(2, 2), TWO, 2, TWO),
        (Channels(2, 1), ONE, 2, [ONE[0], ONE[0]]),
        (Channels(2, 1), ONE, 1, ONE),
        (Channels(1, 1), TWO, 2, TWO),
    ],
)
def test_what_comes_out_is_never_a_view(plan, rows, channels, leaving):
    out = plan.leaving(rows, channels)
    np.testing.assert_array_equal(out, leaving)
    assert out.dtype == np.float32 and not np.shares_memory(out, rows)


def test_only_what_works_on_one_channel_is_copied():
    assert [Channels(1, 1).copies(n) for n in (1, 2, 5)] == [1, 2, 5]
    assert Channels(2, 2).copies(1) == 1
    with pytest.raises(TimbrespaceError, match="the sound has 3"):
        Channels(2, 2).copies(3)


def test_settings_turn_between_blocks_and_long_blocks_are_cut(zoo):
    running = open_plugin(f"lv2:{zoo}late").stream(48_000, 1)
    ones, lag = np.ones((1, 640), np.float32), running.delay_samples
    assert lag == 63 + 10
    running.process(ones, np.array([0.25]))
    y = running.process(ones, np.array([0.5]))[0]
    # What waited is still under the old setting; the new one holds from the next step.
    np.testing.assert_array_equal(y, np.r_[np.ones(63), np.full(577, 2.0)])
    running.reset()
    y = running.process(np.ones((1, 20_000), np.float32), np.array([0.25]))[0]
    np.testing.assert_array_equal(y, np.r_[np.zeros(lag), np.ones(20_000 - lag)])
    running.close()
    running.close()
