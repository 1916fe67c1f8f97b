import numpy as np
import pytest

from timbrespace.semantics import further
from timbrespace.semantics.descriptors import FURTHER, describe
from timbrespace.semantics.further import FurtherEncoder, FurtherStream
from timbrespace.spaces.base import Encoder


def encoded(x, blocks, names=None, sample_rate=16_000):
    stream = FurtherStream(sample_rate, names)
    at, i = 0, 0
    while at < x.shape[1]:
        stream.push(x[:, at : at + blocks[i % len(blocks)]])
        at, i = at + blocks[i % len(blocks)], i + 1
    return stream.finish()[0]


@pytest.fixture
def sound(noise, harmonic):
    tone, hiss = harmonic(220, 16_000)[0], noise(1, 16_000)[0]
    return np.concatenate([0.2 * tone, hiss], axis=1).astype(np.float32)


def test_it_keeps_the_contract_of_an_encoder():
    encoder = FurtherEncoder()
    [record] = encoder.records
    assert isinstance(encoder, Encoder)
    assert (record.id, record.sample_rate, record.framed) == ("descriptors:further", None, False)
    assert [d.name for d in record.dims] == [d.name for d in FURTHER]


def test_a_sound_of_one_piece_is_measured_whole(sound):
    expected = describe(sound[None], 16_000, [known.name for known in FURTHER])
    found = encoded(sound, [1_000])
    assert found == pytest.approx(np.array([v[0] for v in expected.values()]), nan_ok=True)


@pytest.mark.parametrize("blocks", [[1 << 20], [4_410, 1, 777]])
def test_block_sizes_do_not_change_a_single_bit(blocks, sound, monkeypatch):
    monkeypatch.setattr(further, "PIECE_S", 0.7)
    assert encoded(sound, blocks).tobytes() == encoded(sound, [1_000]).tobytes()


def test_pieces_are_averaged_by_energy(monkeypatch, sine):
    low, high = sine(300, 16_000, peak=0.3)[0], sine(3_000, 16_000, peak=0.1)[0]
    monkeypatch.setattr(further, "PIECE_S", 1.0)
    names = ["brightness", "sharpness_acum"]
    both = encoded(np.concatenate([low, high], axis=1).astype(np.float32), [16_000], names)
    apart = [encoded(x.astype(np.float32), [16_000], names) for x in (low, high)]
    assert both == pytest.approx(0.9 * apart[0] + 0.1 * apart[1], rel=1e-4)


def test_a_silent_piece_does_not_count(sound, monkeypatch):
    monkeypatch.setattr(further, "PIECE_S", 2.0)
    tail = np.concatenate([sound, np.zeros_like(sound)], axis=1)
    assert encoded(tail, [5_000]) == pytest.approx(encoded(sound, [5_000]), nan_ok=True)


@pytest.mark.parametrize("length", [0, 1, 500])
def test_silence_has_none(length):
    assert np.isnan(encoded(np.zeros((1, length), np.float32), [100])).all()
