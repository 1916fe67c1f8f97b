from __future__ import annotations

from timbrespace.effects.plugins import open_plugin
from timbrespace.effects.plugins.identify import identified


def told(effect):
    return {each.name: each.identifiable for each in identified(effect).parameters}


def test_a_gain_leaves_no_trace_once_the_peak_is_normalised(zoo):
    late = open_plugin(f"lv2:{zoo}late")
    (gain,) = identified(late).parameters
    assert not gain.identifiable and "measured" in gain.why_not
    assert late.parameters[0].identifiable, "the effect that was given is as it was"


def test_the_real_overdrive_tells_all_but_its_output_level(mda):
    assert told(open_plugin(f"lv2:{mda}Overdrive")) == {
        "drive": True, "muffle": True, "output": False,
    }  # fmt: skip


def test_width_leaves_no_trace_in_one_channel(mda):
    stereo = told(open_plugin(f"lv2:{mda}MultiBand"))
    assert not stereo["stereo"] and stereo["l_m"] and stereo["h_comp"]


def test_an_effect_without_settings_stays_as_it_is(zoo):
    asks = open_plugin(f"lv2:{zoo}asks")
    assert identified(asks) is asks
