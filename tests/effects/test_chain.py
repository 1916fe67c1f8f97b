"""A chain is its effects one behind the other, and an effect itself."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.effects.base import Effect, defaults
from timbrespace.effects.catalogue import ids, own
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


def marks(*names):
    chain = Chain(tuple(own(each) for each in names))
    return {each.name for each in chain.parameters if not each.identifiable}


def test_a_level_is_told_by_what_it_drives():
    assert marks("overdrive") == {"overdrive.output"}
    assert marks("overdrive", "dynamics") == {"dynamics.output"}
    assert marks("overdrive", "dasp:eq", "combo") == {"combo.output"}
    assert marks("leslie", "overdrive") == {"overdrive.output"}
    assert marks("multiband", "combo") == {"combo.output"}
    assert "multiband.stereo" in marks("multiband", "dasp:compressor"), "it looks at the middle"
    told = {each.name: each for each in Chain((own("overdrive"), own("combo"))).parameters}
    assert not told["overdrive.output"].why_not


def test_a_level_leaves_no_trace_before_what_is_linear_and_what_never_does_stays_so():
    assert marks("overdrive", "delay", "ambience") == {"overdrive.output", "ambience.output"}
    assert marks("ringmod", "combo") == {"ringmod.fine", "combo.output"}
    widths = {"leslie.lo_width", "leslie.hi_width"}
    assert marks("leslie", "delay") == widths | {"leslie.output"}
    assert not marks("leslie", "dasp:reverb") & widths, "each channel has a room of its own"
    both = Chain((own("delay"), own("ringmod")))
    assert both.linear and both.of_mean and not Chain((own("delay"), own("combo"))).linear


@pytest.mark.parametrize("behind", ids())
def test_what_is_marked_before_another_does_leave_no_trace(behind):
    chain = Chain((own("leslie"), own(behind)))
    theta = np.random.default_rng(4).uniform(0.3, 0.7, len(chain.parameters))
    moved = theta.copy()
    for i, each in enumerate(chain.parameters[: len(chain.links[0].parameters)]):
        if not each.identifiable:
            moved[i] = 0.9
    x = sound(1)
    made, other = (chain.apply(x, each[None], 24_000) for each in (theta, moved))
    made, other = (each / np.abs(each).max() for each in (made, other))
    assert np.allclose(made, other, atol=1e-4)


def test_what_is_marked_alone_is_heard_before_what_bends():
    chain = Chain((own("overdrive"), own("dynamics")))
    theta = np.random.default_rng(4).uniform(0.3, 0.7, len(chain.parameters))
    moved = theta.copy()
    moved[2] = 0.95
    made, other = (chain.apply(sound(1), each[None], 24_000) for each in (theta, moved))
    assert not np.allclose(made / np.abs(made).max(), other / np.abs(other).max(), atol=0.02)


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
