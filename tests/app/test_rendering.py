"""A WAV is the same however it is read, and no further decoded than somebody reads."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timbrespace.app.rendering import Rendering
from timbrespace.app.wav import HEADER_BYTES, Played, header
from timbrespace.errors import TimbrespaceError

SAMPLES = [bytes([i]) * 100 for i in range(20)]
EXPECTED = header(2000, 8_000, 1) + b"".join(SAMPLES)


def rendering(blocks=SAMPLES, n_samples=1000, announce=True, taken=None, **options):
    def give():
        for block in blocks:
            if isinstance(block, Exception):
                raise block
            if taken is not None:
                taken.append(block)
            yield block

    return Rendering(
        io.BytesIO(), give(), Played(8_000, 1, n_samples), announce=announce, **options
    )


@given(st.lists(st.tuples(st.integers(0, 2044), st.integers(0, 2044)), max_size=8), st.booleans())
def test_any_reads_in_any_order_give_the_same_bytes(reads, announce):
    wav = rendering(announce=announce)
    assert wav.size == len(EXPECTED)
    for a, b in reads:
        start, stop = sorted((a, b))
        assert wav.read(start, stop) == EXPECTED[start:stop]
    assert wav.read(0, wav.size) == EXPECTED


def test_only_what_is_read_is_decoded():
    taken = []
    wav = rendering(taken=taken)
    assert wav.size == len(EXPECTED)
    assert taken == []
    wav.read(0, HEADER_BYTES + 250)
    assert len(taken) == 3
    assert not wav.complete


def test_completion_is_told_once():
    told = []
    wav = rendering(on_complete=lambda: told.append(1))
    wav.read(0, wav.size)
    wav.read(10, 20)
    assert told == [1]
    assert wav.complete


@pytest.mark.parametrize("n_blocks", [3, 19])
def test_a_promised_length_is_kept_with_silence(n_blocks):
    wav = rendering(SAMPLES[:n_blocks])
    body = wav.read(0, wav.size)
    assert len(body) == len(EXPECTED)
    assert body == EXPECTED[: HEADER_BYTES + 100 * n_blocks].ljust(len(EXPECTED), b"\0")


def test_a_promised_length_is_kept_though_more_comes():
    wav = rendering([*SAMPLES, b"more" * 100])
    assert wav.read(0, wav.size) == EXPECTED
    assert wav.complete


def test_without_a_promise_the_length_is_what_came():
    wav = rendering(SAMPLES[:3], announce=False)
    assert wav.read(0, wav.size) == header(300, 8_000, 1) + b"".join(SAMPLES[:3])


def test_a_fault_at_the_start_is_an_error_and_later_is_silence(caplog):
    fault = TimbrespaceError("It breaks off.", "Copy it again.")
    with pytest.raises(TimbrespaceError):
        rendering([fault]).read(0, 100)
    with pytest.raises(TimbrespaceError):
        _ = rendering([SAMPLES[0], fault], announce=False).size
    late = rendering([SAMPLES[1], fault])
    assert late.read(0, late.size)[HEADER_BYTES:] == SAMPLES[1].ljust(2000, b"\0")
    assert "It breaks off." in caplog.text


def test_a_full_disk_is_said():
    class Full(io.BytesIO):
        def write(self, data):
            if self.tell() >= HEADER_BYTES:
                raise OSError(28, "No space left on device")
            return super().write(data)

    wav = Rendering(Full(), iter(SAMPLES), Played(8_000, 1, 1000), announce=True)
    with pytest.raises(TimbrespaceError, match="No space left"):
        wav.read(0, wav.size)
