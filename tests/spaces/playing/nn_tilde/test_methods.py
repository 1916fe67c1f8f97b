"""What programs say of themselves is read; what they don't say is not made up."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch")

from timbrespace.errors import TimbrespaceError  # noqa: E402
from timbrespace.spaces.playing.nn_tilde import methods, program  # noqa: E402
from timbrespace.spaces.playing.nn_tilde.methods import Method  # noqa: E402

from ..scripted import DIMS, HOP, EffectOnly, Holding, Plain, written  # noqa: E402


def loaded(model, folder):
    path = written(model, folder / "model.ts")
    return program.load(path.read_bytes(), path)


def test_methods_and_attributes_of_an_autoencoder(program_file):
    path = program_file()
    module = program.load(path.read_bytes(), path)
    assert methods.methods_of(module) == (
        Method("encode", 1, 1, DIMS, HOP),
        Method("decode", DIMS, HOP, 1, 1),
        Method("forward", 1, 1, 1, 1),
    )
    assert methods.attributes_of(module) == {"gain": 1.0}
    assert methods.rate_of(module) is None


@pytest.mark.parametrize("name", ["sr", "sampling_rate"])
def test_a_rate_is_found_in_children_and_buffers(name, tmp_path):
    module = loaded(Holding(44_100, name), tmp_path)
    assert methods.rate_of(module) == 44_100
    # It lists no methods, so those that the convention knows are looked for.
    assert methods.methods_of(module) == (Method("decode", DIMS, HOP, 1, 1),)


def test_a_number_that_is_no_rate_is_not_one(tmp_path):
    assert methods.rate_of(loaded(Holding(2), tmp_path)) is None


def test_an_effect_has_nothing_to_decode(tmp_path):
    found = methods.methods_of(loaded(EffectOnly(), tmp_path))
    with pytest.raises(TimbrespaceError, match=r"only 'forward'.*effect"):
        methods.decoder_of(found)


def test_torchscript_of_another_kind_is_said_to_be(tmp_path):
    with pytest.raises(TimbrespaceError, match="not in the convention"):
        methods.methods_of(loaded(Plain(), tmp_path))


def test_a_frame_has_to_be_whole_samples():
    with pytest.raises(TimbrespaceError, match="7/2"):
        methods.decoder_of((Method("decode", 4, 7, 1, 2),))
