import numpy as np
import pytest

from timbrespace.semantics.descriptors import describe
from timbrespace.semantics.inharmonicity import inharmonicity
from timbrespace.semantics.peaks import Peaks

RATE = 44_100


def partials(hz, amplitude):
    hz, amplitude = np.atleast_2d(hz).astype(float), np.atleast_2d(amplitude).astype(float)
    return Peaks(hz, amplitude, amplitude > 0)


def stretched(b, hz=220.0, n=12):
    """Frequencies and amplitudes of a stiff string."""
    number = np.arange(1, n + 1)
    return hz * number * np.sqrt(1 + b * number**2), 1 / number**0.5


def wave(hz, amplitude, seconds=1.0):
    time_s = np.arange(round(seconds * RATE)) / RATE
    return 0.1 * (amplitude[:, None] * np.sin(2 * np.pi * hz[:, None] * time_s)).sum(axis=0)


def measured(x):
    return describe(x[None, None], RATE, ["inharmonicity"])["inharmonicity"][0]


def test_multiples_of_the_pitch_are_0_and_what_lies_between_is_1():
    assert inharmonicity(partials([200, 400, 600], [1, 1, 1]), 1.0, np.array([200.0])) == 0
    found = inharmonicity(partials([200, 400, 900], [1, 1, 1]), 1.0, np.array([200.0]))
    assert found == pytest.approx([1 / 3])


def test_a_pitch_that_is_slightly_off_is_put_right():
    found = inharmonicity(partials([200, 400, 600], [1, 1, 1]), 1.0, np.array([197.0]))
    assert found == pytest.approx([0], abs=1e-12)


def test_without_a_pitch_or_a_partial_there_is_none():
    assert np.isnan(inharmonicity(partials([200], [1]), 1.0, np.array([np.nan])))
    assert np.isnan(inharmonicity(partials([0], [0]), 1.0, np.array([200.0])))


def test_a_stretched_string_reads_what_its_partials_say():
    expected = inharmonicity(partials(*stretched(4e-4)), 1.0, np.array([220.0]))[0]
    assert expected > 0.01
    assert measured(wave(*stretched(4e-4))) == pytest.approx(expected, rel=0.1)


def test_it_grows_with_stretch_and_is_near_0_for_a_harmonic_tone():
    found = [measured(wave(*stretched(b))) for b in (0, 5e-5, 1e-4, 4e-4)]
    assert found[0] < 0.01 and (np.diff(found) > 0).all()
