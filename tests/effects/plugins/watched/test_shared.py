from __future__ import annotations

import numpy as np

from timbrespace.effects.plugins.watched.shared import MOST, STEP, Shape, Shared, new_file


def test_two_sides_see_the_same_memory_even_when_its_name_is_gone():
    shape = Shape(controls=3, inputs=1, outputs=2)
    path = new_file(shape)
    ours, theirs = Shared(path, shape), Shared(path, shape)
    path.unlink()
    for name, value in (("controls", 1.0), ("inputs", 2.0), ("outputs", 3.0)):
        getattr(ours, name)[...] = value
    for name, value in (("controls", 1.0), ("inputs", 2.0), ("outputs", 3.0)):
        assert np.all(getattr(theirs, name) == value)
    assert theirs.inputs.shape == (1, MOST + STEP) and theirs.outputs.shape == (2, MOST + STEP)


def test_there_may_be_nothing_of_anything():
    path = new_file(Shape(0, 0, 0))
    assert Shared(path, Shape(0, 0, 0)).controls.shape == (0,)
    path.unlink()
