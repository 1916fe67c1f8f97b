"""Quicker steps of one frame, the same samples."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch")

from timbrespace.exports.one_frame import Taps, one_frame_at_a_time  # noqa: E402


@pytest.mark.parametrize("dilation", [1, 2, 8])
def test_taps_are_the_convolution_for_one_frame(dilation):
    torch.manual_seed(0)
    convolution = torch.nn.Conv1d(5, 7, 3, dilation=dilation)
    x = torch.randn(4, 5, 2 * dilation + 1)
    with torch.no_grad():
        assert torch.allclose(Taps(convolution)(x), convolution(x), atol=1e-5)


def test_a_step_gives_what_it_gave_and_the_model_stays_as_it_was(stream_space):
    from timbrespace.train.stream.steps import DecoderStep

    _, model = stream_space
    before = DecoderStep(model).eval()
    after = DecoderStep(one_frame_at_a_time(model)).eval()
    z, state = torch.randn(3, before.n_in), torch.zeros(3, before.n_state)
    with torch.no_grad():
        for mine, theirs in zip(after(z, state), before(z, state), strict=True):
            assert torch.allclose(mine, theirs, atol=1e-5)
    assert all(isinstance(block.listen, torch.nn.Conv1d) for block in model.decoder.blocks)
