"""A chain is its effects one behind the other, and an effect itself."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.effects.base import Effect, defaults
from timbrespace.effects.catalogue import own
from timbrespace.effects.chain import Chain, flat, short_name
from timbrespace.errors import TimbrespaceError

CHAIN = Chain((own("overdrive"), own("delay"), own("overdrive")))
THETA = np.random.default_rng(0).uniform(0.2, 0.8, len(CHAIN.parameters))


def sound(channels=2):
    random = np.random.default_rng(1)
    return random.normal(0, 0.2, (1, channels, 4_000)).astype(np.float32)


def test_it_keeps_the_contract():
    assert isinstance(CHAIN, Effect)
    assert CHAIN.id == "chain:overdrive+delay+overdrive" and CHAIN.stereo and CHAIN.differentiable
    names = [each.name for each in CHAIN.parameters]
    assert names[0] == "overdrive.drive" and names[-1] == "overdrive-2.output"
    assert len(set(names)) == len(names) == 11


def test_two_channels_go_through_one_effect_after_the_other():
    x = wanted = sound()
    for link, part in zip(CHAIN.links, CHAIN.parts(THETA), strict=True):
        wanted = link.apply(wanted, part[None], 24_000)
    assert np.allclose(CHAIN.apply(x, THETA[None], 24_000), wanted, atol=1e-6)


def test_one_channel_is_two_inside_where_an_effect_needs_it():
    x = sound(1)
    wide = CHAIN.apply(np.repeat(x, 2, axis=1), THETA[None], 24_000)
    made = CHAIN.apply(x, THETA[None], 24_000)
    assert np.allclose(made, wide.mean(axis=1, keepdims=True), atol=1e-6)


def test_tensors_give_the_same_and_slopes_to_every_setting():
    torch = pytest.importorskip("torch")
    x = sound(1)
    theta = torch.tensor(THETA[None], requires_grad=True)
    made = CHAIN.apply(torch.from_numpy(x), theta, 24_000)
    assert np.allclose(made.detach().numpy(), CHAIN.apply(x, THETA[None], 24_000), atol=1e-5)
    made.square().mean().backward()
    assert torch.isfinite(theta.grad).all() and (theta.grad != 0).all()


def test_delays_and_tails_add_up():
    running = CHAIN.stream(24_000)
    alone = [each.stream(24_000) for each in CHAIN.links]
    assert running.tail_samples == sum(each.tail_samples for each in alone)
    assert running.delay_samples == sum(each.delay_samples for each in alone)


def test_it_starts_where_its_effects_start():
    assert np.allclose(defaults(CHAIN), np.concatenate([defaults(each) for each in CHAIN.links]))


def test_a_chain_in_a_chain_gives_its_links():
    assert flat([CHAIN, own("combo")]).links == (*CHAIN.links, own("combo"))


def test_a_plugin_has_a_short_name():
    class Plugin:
        id = "lv2:http://drobilla.net/plugins/mda/Dub Delay"

    assert short_name(Plugin()) == "dub-delay"
    Plugin.id = "vst3:/usr/lib/vst3/Big Room.vst3"
    assert short_name(Plugin()) == "big-room"


def test_an_empty_chain_and_wrong_settings_are_told():
    with pytest.raises(TimbrespaceError, match="without effects"):
        Chain(())
    with pytest.raises(TimbrespaceError, match="settings"):
        CHAIN.apply(sound(), THETA[None, :-1], 24_000)
