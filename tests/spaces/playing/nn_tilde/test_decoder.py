"""decode from NumPy to NumPy; programs that fail or lie say so."""

from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from timbrespace.errors import TimbrespaceError  # noqa: E402
from timbrespace.spaces.playing.nn_tilde import methods, program  # noqa: E402
from timbrespace.spaces.playing.nn_tilde.decoder import Decoder, run  # noqa: E402

from ..scripted import DIMS, HOP, Lying, written  # noqa: E402


def decoder_of(path) -> Decoder:
    module = program.load(path.read_bytes(), path)
    return Decoder(module, methods.decoder_of(methods.methods_of(module)))


def test_it_gives_what_the_program_gives(program_file):
    path = program_file(channels=2)
    latents = np.random.default_rng(0).normal(size=(5, DIMS)).astype(np.float32)
    module = program.load(path.read_bytes(), path)
    with torch.inference_mode():
        expected = module.decode(torch.from_numpy(latents.T.copy())[None])[0].numpy()
    made = decoder_of(path)(latents)
    assert made.shape == (2, 5 * HOP) and np.abs(made - expected).max() < 1e-6


def test_threads_are_as_they_were(program_file):
    before = torch.get_num_threads()
    decoder_of(program_file())(np.zeros((1, DIMS), np.float32))
    assert torch.get_num_threads() == before


def test_no_frames_are_no_sound(program_file):
    assert decoder_of(program_file())(np.zeros((0, DIMS), np.float32)).shape == (1, 0)


def test_other_dims_are_refused(program_file):
    with pytest.raises(TimbrespaceError, match=str(DIMS)):
        decoder_of(program_file())(np.zeros((2, DIMS + 1), np.float32))


def test_a_program_that_lies_about_its_shapes_is_found_out(tmp_path):
    with pytest.raises(TimbrespaceError, match="decode_params"):
        decoder_of(written(Lying(), tmp_path / "lying.ts"))(np.zeros((2, DIMS), np.float32))


def test_a_program_that_fails_says_where(program_file):
    path = program_file()
    module = program.load(path.read_bytes(), path)
    with pytest.raises(TimbrespaceError, match="'encode' fails"):
        run(module, "encode", np.zeros((5, 3), np.float32))
