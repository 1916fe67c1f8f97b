"""A sample depends on what came before it, as far as the receptive field, and on no more."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch")

from timbrespace.train.wavenet.config import WavenetConfig  # noqa: E402
from timbrespace.train.wavenet.network import Network, spread  # noqa: E402

from .world import TINY  # noqa: E402

FRAMES = 6


def network(**changes):
    torch.manual_seed(0)
    return Network(WavenetConfig(**(TINY | changes))).double()


def inputs(net):
    config = net.config
    codes = torch.randint(0, 256, (1, FRAMES * config.hop))
    n_added = len(config.dilations) * 2 * config.gate
    return codes, torch.randn(1, FRAMES + 1, n_added, dtype=torch.float64)


@pytest.mark.parametrize("kernel", [2, 3])
def test_a_sample_hears_its_receptive_field_and_nothing_that_comes_after(kernel):
    net = network(kernel=kernel)
    codes, conditions = inputs(net)
    at = 100
    changed = codes.clone()
    changed[0, at] = (codes[0, at] + 100) % 256
    differs = (net.wavenet(changed, conditions) != net.wavenet(codes, conditions)).any(-1)[0]
    heard = differs.nonzero().flatten().tolist()
    assert heard[0] == at and heard[-1] == at + net.config.receptive_field - 1


def test_a_frame_is_heard_in_its_own_samples_and_those_of_the_next():
    net = network(layers=1, cycles=1)
    codes, conditions = inputs(net)
    changed = conditions.clone()
    changed[:, 3] += 1
    differs = (net.wavenet(codes, changed) != net.wavenet(codes, conditions)).any(-1)[0]
    hop = net.config.hop
    # Number 0 stands before the first frame; a frame reaches the next one's last sample but one.
    assert differs.nonzero().flatten().tolist() == list(range(2 * hop, 4 * hop - 1))


def test_conditions_hear_two_frames_back_and_none_ahead():
    net = network()
    z = torch.randn(1, 9, 4, dtype=torch.float64)
    changed = z.clone()
    changed[:, 4] += 1
    differs = (net.conditioner(changed) != net.conditioner(z)).any(-1)[0]
    assert differs.nonzero().flatten().tolist() == [4, 5, 6]


def test_projecting_frames_and_spreading_them_commute():
    project = torch.nn.Linear(5, 7, bias=False).double()
    frames = torch.randn(2, 4, 5, dtype=torch.float64)
    torch.testing.assert_close(spread(project(frames), 10), project(spread(frames, 10)))


def test_the_encoder_gives_a_frame_for_two_columns_and_knows_little_of_what_is_far():
    net = network()
    features = torch.randn(1, 39, 60, dtype=torch.float64)
    changed = features.clone()
    changed[..., 30] += 1
    frames, others = net.encoder(features), net.encoder(changed)
    assert frames.shape == (1, 30, 8)
    near = (frames != others).any(-1)[0].nonzero().flatten()
    # Within the margin of a training window, so that its frames are as those of whole sounds.
    assert near.min() >= 15 - net.config.margin_frames
    assert near.max() <= 15 + net.config.margin_frames


@pytest.mark.parametrize("bottleneck", ["vae", "vq"])
def test_reordered_dims_come_out_in_that_order_and_sound_the_same(bottleneck):
    net = network(bottleneck=bottleneck)
    features = torch.randn(1, 39, 20, dtype=torch.float64)
    before = net.encoder(features)[..., :4]
    conditions = net.conditioner(before)
    order = torch.tensor([2, 0, 3, 1])
    net.reorder(order)
    after = net.encoder(features)[..., :4]
    torch.testing.assert_close(after, before[..., order])
    torch.testing.assert_close(net.conditioner(after), conditions)


def test_a_mixture_hears_samples_and_says_three_numbers_a_part():
    net = network(output="logistics")
    _, conditions = inputs(net)
    out = net.wavenet(torch.randn(1, FRAMES * net.config.hop).double(), conditions)
    assert out.shape == (1, FRAMES * net.config.hop, 9)
