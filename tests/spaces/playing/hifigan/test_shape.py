"""The geometry is that of the paper."""

from __future__ import annotations

import numpy as np

from timbrespace.spaces.playing.hifigan.shape import Shape


def test_v1_has_the_weights_of_the_paper():
    shape = Shape()
    n = sum(int(np.prod(size)) + shape.bias_shape(name, size)[0] for name, size in shape.weights())
    assert round(n / 1e6, 2) == 13.93  # Kong et al. 2020, table 1: 13.92 M
    assert (shape.hop, shape.channels(0), shape.channels(4)) == (256, 512, 32)


def test_delays_add_up():
    assert Shape.unit_delay(11, 5) == 30 and Shape().block_delay(11) == 60
    narrow = Shape(rates=(2,), kernels=(3,), dilations=(1,), edge_kernel=1)
    # One value of the step up, and two of the one unit.
    assert narrow.delay_samples == 1 + 2
