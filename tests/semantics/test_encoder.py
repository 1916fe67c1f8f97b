import threading

import numpy as np
import pytest

from timbrespace.semantics.descriptors import QUICK, describe
from timbrespace.semantics.encoder import DescriptorEncoder
from timbrespace.spaces.base import Encoder


def encoded(x, sample_rate, blocks):
    """Descriptors of one sound ``(C, T)`` pushed in blocks of the given sizes, over and over."""
    stream = DescriptorEncoder().open_stream(sample_rate)
    at, i = 0, 0
    while at < x.shape[1]:
        size = blocks[i % len(blocks)]
        stream.push(x[:, at : at + size])
        at, i = at + size, i + 1
    return stream.finish()[0]


@pytest.fixture
def stereo(harmonic, noise):
    """A tone that fades into noise, in two channels, longer than any batch."""
    fade = np.linspace(0, 1, 4 * 44_100)
    tone, hiss = harmonic(220, seconds=4)[0, 0], noise(4, channels=2)[0]
    return (tone * (1 - fade) + hiss * fade).astype(np.float32)


def test_it_keeps_the_contract_of_an_encoder():
    encoder = DescriptorEncoder()
    [record] = encoder.records
    assert isinstance(encoder, Encoder)
    assert (record.id, record.sample_rate, record.framed) == ("descriptors", None, False)
    assert [(d.name, d.unit) for d in record.dims] == [(d.name, d.unit) for d in QUICK]
    assert encoder.sample_rate is None and not encoder.mono


@pytest.mark.parametrize("blocks", [[1 << 20], [65_536], [4_410, 1, 777], [313]])
def test_block_sizes_do_not_change_a_single_bit(blocks, stereo):
    expected = encoded(stereo, 44_100, [10_000])
    assert encoded(stereo, 44_100, blocks).tobytes() == expected.tobytes()


@pytest.mark.parametrize("sample_rate", [8_000, 11_025, 22_100, 44_100, 96_000, 192_000])
def test_streaming_equals_the_whole_sound_at_once(sample_rate, stereo):
    whole = describe(stereo[None].astype(np.float64), sample_rate, [d.name for d in QUICK])
    expected = [value[0] for value in whole.values()]
    found = encoded(stereo, sample_rate, [5_000])
    assert found.dtype == np.float32 and found.shape == (len(QUICK),)
    assert found == pytest.approx(np.array(expected), rel=1e-3, nan_ok=True)


@pytest.mark.parametrize("length", [0, 1, 100, 2_047, 4_410, 17_640])
def test_short_and_silent_sounds_have_a_duration_and_nan(length):
    found = encoded(np.zeros((1, length), np.float32), 44_100, [1_000])
    assert found[-1] == pytest.approx(length / 44_100)
    assert np.isnan(found[:-1]).all()


def test_streams_of_several_threads_do_not_mix(stereo):
    encoder, found = DescriptorEncoder(), {}

    def run(channel):
        stream = encoder.open_stream(44_100)
        for at in range(0, stereo.shape[1], 3_000):
            stream.push(stereo[channel : channel + 1, at : at + 3_000])
        found[channel] = stream.finish()[0]

    threads = [threading.Thread(target=run, args=(channel,)) for channel in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for channel in range(2):
        expected = encoded(stereo[channel : channel + 1], 44_100, [3_000])
        assert found[channel].tobytes() == expected.tobytes()


def test_a_long_sound_is_held_in_little_memory(noise):
    import tracemalloc

    block = noise(1, channels=2)[0].astype(np.float32)
    peaks = []
    for seconds in (5, 60):
        tracemalloc.start()
        stream = DescriptorEncoder().open_stream(44_100)
        for _ in range(seconds):
            stream.push(block)
        stream.finish()
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] - peaks[0] < 55 * 4_096
